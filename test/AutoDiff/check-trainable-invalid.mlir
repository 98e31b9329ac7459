//===- check-trainable-invalid.mlir - All missing gradients at once -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every op in the way is named, each with its layer, by the check as well as by
// the differentiation.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -mindir-check-trainable -o /dev/null 2>&1 | FileCheck %s
// RUN: not ms-opt %s -mindir-differentiate -o /dev/null 2>&1 | FileCheck %s

// CHECK: net.py:7:3: error: [MS2101] mindir.sigmoid_grad 'embedding': has no gradient rule
// CHECK: check-trainable-invalid.mlir:[[#@LINE+11]]:8: error: [MS2101] mindir.relu_grad: has no gradient rule
// CHECK-NOT: error:

mindir.parameter @table : tensor<3xf32> init(#mindir.ones)
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
func.func @train_step(%x: tensor<?x3xf32>) -> (tensor<f32>, tensor<?x3xf32>) {
  %t = mindir.load @table : tensor<3xf32> loc("embedding")
  %w = mindir.load @w : tensor<3xf32>
  %s = mindir.add %x, %t : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %0 = mindir.sigmoid_grad %x, %s : tensor<?x3xf32> loc("embedding"("net.py":7:3))
  %1 = mindir.mul %0, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %2 = mindir.relu_grad %1, %0 : tensor<?x3xf32>
  // No way to the loss.
  %3 = mindir.tanh_grad %1, %1 : tensor<?x3xf32>
  %loss = mindir.reduce_sum %2 : tensor<?x3xf32> -> tensor<f32>
  return %loss, %3 : tensor<f32>, tensor<?x3xf32>
}
