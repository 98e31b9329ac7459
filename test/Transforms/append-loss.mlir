//===- append-loss.mlir - A function with the loss -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The network is copied; its labels come last, its loss is the first result, its
// outputs stay only where they are asked for, and its state is assigned at the end.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-append-loss | FileCheck %s --check-prefixes=CHECK,SPARSE
// RUN: ms-opt %s -mindir-append-loss="loss=softmax_cross_entropy result=eval_step keep-outputs=true" | FileCheck %s --check-prefixes=CHECK,DENSE
// RUN: ms-opt %s -mindir-append-loss=loss=mse | FileCheck %s --check-prefixes=CHECK,MSE
// RUN: ms-opt %s -mindir-append-loss=loss=huber:delta=0.5,reduction=sum | FileCheck %s --check-prefixes=CHECK,HUBER
// RUN: ms-opt %s -mindir-append-loss=loss=cross_entropy:ignore_index=3,label_smoothing=0.1 | FileCheck %s --check-prefixes=CHECK,CROSS
// RUN: ms-opt %s -mindir-append-loss=loss=bce_with_logits | FileCheck %s --check-prefixes=CHECK,LOGITS

// CHECK-LABEL: func.func @forward(
// CHECK-NOT: loss
// CHECK: return

// SPARSE: func.func @train_step(%{{.*}}: tensor<?x4xf32>, %[[L:.*]]: tensor<?xi32>) -> tensor<f32> {
// SPARSE: %[[LOSS:.*]] = mindir.sparse_softmax_cross_entropy %{{.*}}, %[[L]]
// SPARSE: mindir.assign @seen
// SPARSE: return %[[LOSS]] : tensor<f32>

// DENSE: func.func @eval_step(%{{.*}}: tensor<?x4xf32>, %[[L:.*]]: tensor<?x4xf32>) -> (tensor<f32>, tensor<?x4xf32>, tensor<i64>) {
// DENSE: %[[ROWS:.*]], %{{.*}} = mindir.softmax_cross_entropy %{{.*}}, %[[L]]
// DENSE: %[[LOSS:.*]] = mindir.reduce_mean %[[ROWS]]
// DENSE: mindir.assign @seen
// DENSE: return %[[LOSS]], %{{.*}}, %{{.*}}

// MSE: func.func @train_step(%{{.*}}: tensor<?x4xf32>, %[[L:.*]]: tensor<?x4xf32>) -> tensor<f32> {
// MSE: mindir.mse_loss %{{.*}}, %[[L]]

// HUBER: func.func @train_step(%{{.*}}: tensor<?x4xf32>, %[[L:.*]]: tensor<?x4xf32>) -> tensor<f32> {
// HUBER: %[[SMOOTH:.*]] = mindir.smooth_l1_loss %{{.*}}, %[[L]] {beta = 5.000000e-01 : f64}
// HUBER: %[[DELTA:.*]] = mindir.constant dense<5.000000e-01>
// HUBER: %[[LOSSES:.*]] = mindir.mul %[[SMOOTH]], %[[DELTA]]
// HUBER: mindir.reduce_sum %[[LOSSES]]

// CROSS: func.func @train_step(%{{.*}}: tensor<?x4xf32>, %[[L:.*]]: tensor<?xi32>) -> tensor<f32> {
// CROSS: %[[LOG:.*]] = mindir.log_softmax
// CROSS: %{{.*}}, %[[COUNTS:.*]] = mindir.nll_loss %[[LOG]], %[[L]], %{{.*}} {ignore_index = 3 : i64}
// CROSS: %[[ALL:.*]] = mindir.reduce_mean %[[LOG]] {axis = [1]
// CROSS: mindir.mul %[[ALL]], %[[COUNTS]]
// CROSS: mindir.div

// LOGITS: func.func @train_step(%{{.*}}: tensor<?x4xf32>, %[[L:.*]]: tensor<?x4xf32>) -> tensor<f32> {
// LOGITS: %[[ROWS:.*]] = mindir.bce_with_logits_loss %{{.*}}, %[[L]]
// LOGITS: mindir.reduce_mean %[[ROWS]]
mindir.parameter @seen : tensor<i64> init(#mindir.zeros) frozen
func.func @forward(%x: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<i64>) {
  %n = mindir.load @seen : tensor<i64>
  %one = mindir.constant dense<1> : tensor<i64>
  %0 = mindir.tanh %x : tensor<?x4xf32>
  %1 = mindir.add %n, %one : (tensor<i64>, tensor<i64>) -> tensor<i64>
  mindir.assign @seen, %1 : tensor<i64>
  return %0, %1 : tensor<?x4xf32>, tensor<i64>
}
