//===- check-lowering.mlir - Ops that cannot be compiled ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// With `lowering` the check tries every op alone, also those that need no
// gradient: one that is left is named with its layer. Without it they pass.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -mindir-check-trainable=lowering=true -o /dev/null 2>&1 | FileCheck %s
// RUN: not ms-opt %s -mindir-check-trainable -o /dev/null 2>&1 | FileCheck %s --check-prefix=GRADIENT
// RUN: ms-opt %s -mindir-check-trainable='lowering=true function=good'

// CHECK: net.py:9:1: error: [MS2301] mindir.transpose 'turn': has no lowering
// CHECK: net.py:11:1: error: [MS2101] mindir.tanh_grad 'act': has no gradient rule
// CHECK-NOT: error:

// GRADIENT: error: [MS2101] mindir.tanh_grad
// GRADIENT-NOT: error:

mindir.parameter @w : tensor<3xf32> init(#mindir.ones)

func.func @train_step(%x: tensor<?x3xf32>) -> tensor<f32> {
  %w = mindir.load @w : tensor<3xf32>
  // A batch that is not in front: no kernel is made for that.
  %0 = mindir.transpose %x {perm = [1, 0]} : tensor<?x3xf32> -> tensor<3x?xf32> loc("turn"("net.py":9:1))
  %1 = mindir.transpose %0 {perm = [1, 0]} : tensor<3x?xf32> -> tensor<?x3xf32>
  %2 = mindir.mul %x, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %3 = mindir.tanh_grad %2, %1 : tensor<?x3xf32> loc("act"("net.py":11:1))
  %loss = mindir.reduce_sum %3 : tensor<?x3xf32> -> tensor<f32>
  return %loss : tensor<f32>
}

func.func @good(%x: tensor<?x3xf32>, %labels: tensor<?xi32>) -> tensor<f32> {
  %w = mindir.load @w : tensor<3xf32>
  %c = mindir.constant dense<2.0> : tensor<f32>
  %0 = mindir.mul %x, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = mindir.mul %0, %c : (tensor<?x3xf32>, tensor<f32>) -> tensor<?x3xf32>
  %2 = mindir.relu %1 : tensor<?x3xf32>
  %loss = mindir.sparse_softmax_cross_entropy %2, %labels : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<f32>
  return %loss : tensor<f32>
}
