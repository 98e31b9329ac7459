//===- strip-training.mlir - Dropout in inference ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Dropout is the identity in every function but the one that trains.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-strip-training),canonicalize,cse)" | FileCheck %s
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-strip-training{except=}))" | FileCheck %s --check-prefix=ALL --implicit-check-not=mindir.dropout

// ALL: func.func @train_step
// CHECK-LABEL: func.func @forward(
// CHECK-SAME: %[[X:.*]]: tensor
// CHECK-NOT: mindir.
// CHECK: return %[[X]]
mindir.parameter @counter : tensor<i64> init(#mindir.zeros) frozen
func.func @forward(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %n = mindir.load @counter : tensor<i64>
  %0 = mindir.dropout %x, %n {keep_prob = 0.9} : tensor<2x3xf32>, tensor<i64>
  return %0 : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @train_step(
// CHECK: mindir.dropout
func.func @train_step(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %n = mindir.load @counter : tensor<i64>
  %0 = mindir.dropout %x, %n {keep_prob = 0.9} : tensor<2x3xf32>, tensor<i64>
  return %0 : tensor<2x3xf32>
}
