//===- check-trainable.mlir - Networks that can be trained ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops without a gradient rule do not matter where no gradient flows. The module
// is not changed.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-check-trainable=function=step | FileCheck %s
// RUN: ms-opt %s -mindir-differentiate=function=step -mindir-check-trainable=function=step -o /dev/null

// CHECK: func.func @step(%{{.*}}: tensor<?xi32>, %{{.*}}: tensor<7x3xf32>) -> (tensor<f32>, tensor<?xi32>) {
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
mindir.parameter @table : tensor<7x3xf32> init(#mindir.ones) frozen
func.func @step(%i: tensor<?xi32>, %t: tensor<7x3xf32>) -> (tensor<f32>, tensor<?xi32>) {
  %w = mindir.load @w : tensor<3xf32>
  %f = mindir.load @table : tensor<7x3xf32>
  // Before the parameter, and behind it on no way to the loss.
  %0 = mindir.gather %f, %i : (tensor<7x3xf32>, tensor<?xi32>) -> tensor<?x3xf32>
  %1 = mindir.mul %0, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %2 = mindir.argmax %1 {axis = 1 : i64} : tensor<?x3xf32> -> tensor<?xi32>
  // Through integers flows no gradient.
  %3 = mindir.gather %t, %2 : (tensor<7x3xf32>, tensor<?xi32>) -> tensor<?x3xf32>
  %4 = mindir.mul %1, %3 : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %loss = mindir.reduce_sum %4 : tensor<?x3xf32> -> tensor<f32>
  return %loss, %2 : tensor<f32>, tensor<?xi32>
}
