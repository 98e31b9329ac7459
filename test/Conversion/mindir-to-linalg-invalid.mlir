//===- mindir-to-linalg-invalid.mlir - Ops without a lowering ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// All of them are reported, with their layer; and batches whose rows do not fit
// together.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -pass-pipeline="builtin.module(func.func(convert-mindir-to-linalg))" -o /dev/null 2>&1 | FileCheck %s
// RUN: not ms-opt %s -mindir-to-kernels -o /dev/null 2>&1 | FileCheck %s --check-prefix=ROWS

// Composite ops are decomposed first.
// CHECK: net.py:3:1: error: [MS2301] mindir.softmax 'head': has no lowering
// CHECK: error: [MS2301] mindir.mse_loss: has no lowering
// CHECK-NOT: error:
func.func @composite(%x: tensor<2x3xf32>) -> tensor<f32> {
  %0 = mindir.softmax %x : tensor<2x3xf32> -> tensor<2x3xf32> loc("head"("net.py":3:1))
  %1 = mindir.mse_loss %0, %x : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<f32>
  return %1 : tensor<f32>
}

// ROWS: :[[#@LINE+2]]:8: error: [MS2001] mindir.reshape: a row of its result has 30 elements, but its operand has 5 for each row of the batch
func.func @rows(%x: tensor<?x5xf32>) -> tensor<?x30xf32> {
  %0 = mindir.reshape %x {shape = [-1, 30]} : tensor<?x5xf32> -> tensor<?x30xf32>
  return %0 : tensor<?x30xf32>
}
