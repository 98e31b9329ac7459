//===- strip-training.mlir - The meaning in inference --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// In every function but the one that trains, dropout is the identity, and batch
// normalization uses the moving statistics and moves them no more.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-strip-training),canonicalize,cse)" | FileCheck %s
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-strip-training{except=}))" | FileCheck %s --check-prefix=ALL --implicit-check-not=mindir.dropout --implicit-check-not=mindir.batch_norm_train --implicit-check-not=mindir.assign

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

// A layer that is used twice moves its statistics twice.
// CHECK-LABEL: func.func @eval_step(
// CHECK-SAME: %[[X:.*]]: tensor
// CHECK: %[[S:.*]] = mindir.load @statistic
// CHECK: %[[Y:.*]] = mindir.batch_norm %[[X]], %[[S]], %[[S]], %[[S]], %[[S]] {epsilon = 1.000000e-02 : f64}
// CHECK: %[[Z:.*]] = mindir.batch_norm %[[Y]], %[[S]], %[[S]], %[[S]], %[[S]] :
// CHECK-NOT: mindir.assign
// CHECK: return %[[Z]], %[[S]]
mindir.parameter @statistic : tensor<3xf32> init(#mindir.ones) frozen
func.func @eval_step(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<3xf32>) {
  %s = mindir.load @statistic : tensor<3xf32>
  %y:5 = mindir.batch_norm_train %x, %s, %s, %s, %s {epsilon = 0.01} : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  %z:5 = mindir.batch_norm_train %y#0, %s, %s, %y#1, %y#1 : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  mindir.assign @statistic, %z#1 : tensor<3xf32>
  return %z#0, %z#4 : tensor<2x3xf32>, tensor<3xf32>
}
