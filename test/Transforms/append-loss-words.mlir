//===- append-loss-words.mlir - Losses of more than two dimensions ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Class numbers for each token or pixel, their weights, and the loss of BERT's
// pre-training with labels for two outputs.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-append-loss | FileCheck %s --check-prefix=SPARSE
// RUN: ms-opt %s -split-input-file -mindir-append-loss=loss=cross_entropy | FileCheck %s --check-prefix=PIXELS
// RUN: ms-opt %s -split-input-file -mindir-append-loss=loss=cross_entropy:axis=-1,weighted=true | FileCheck %s --check-prefix=WEIGHTED
// RUN: ms-opt %s -split-input-file -mindir-append-loss=loss=softmax_cross_entropy | FileCheck %s --check-prefix=DENSE
// RUN: ms-opt %s -split-input-file -mindir-append-loss=loss=bert_pretraining | FileCheck %s --check-prefix=BERT

// SPARSE: func.func @train_step(%[[X:.*]]: tensor<?x5x7xf32>, %{{.*}}: tensor<?x2xf32>, %[[L:.*]]: tensor<?x5xi32>) -> tensor<f32> {
// SPARSE: %[[ROWS:.*]] = mindir.reshape %{{.*}} {shape = [-1, 7]} : tensor<?x5x7xf32> -> tensor<?x7xf32>
// SPARSE: %[[LABELS:.*]] = mindir.reshape %[[L]] {shape = [-1]} : tensor<?x5xi32> -> tensor<?xi32>
// SPARSE: mindir.sparse_softmax_cross_entropy %[[ROWS]], %[[LABELS]]

// PIXELS: func.func @train_step(%{{.*}}, %[[L:.*]]: tensor<?x7xi32>) -> tensor<f32> {
// PIXELS: %[[LAST:.*]] = mindir.transpose %{{.*}} {perm = [0, 2, 1]} : tensor<?x5x7xf32> -> tensor<?x7x5xf32>
// PIXELS: %[[ROWS:.*]] = mindir.reshape %[[LAST]] {shape = [-1, 5]}
// PIXELS: %[[LOG:.*]] = mindir.log_softmax %[[ROWS]]
// PIXELS: mindir.nll_loss %[[LOG]], %{{.*}} : (tensor<?x5xf32>, tensor<?xi32>, tensor<5xf32>)

// WEIGHTED: func.func @train_step(%{{.*}}, %{{.*}}: tensor<?x5xi32>, %[[W:.*]]: tensor<?x5xf32>) -> tensor<f32> {
// WEIGHTED: %[[WEIGHTS:.*]] = mindir.reshape %[[W]] {shape = [-1]}
// WEIGHTED: %[[LOSS:.*]], %[[COUNT:.*]] = mindir.nll_loss
// WEIGHTED: %[[LOSSES:.*]] = mindir.mul %[[LOSS]], %[[WEIGHTS]]
// WEIGHTED: %[[COUNTS:.*]] = mindir.mul %[[COUNT]], %[[WEIGHTS]]
// WEIGHTED: %[[ALL:.*]] = mindir.reduce_sum %[[COUNTS]]
// WEIGHTED: %[[MORE:.*]] = mindir.add %[[ALL]]
// WEIGHTED: %[[SUM:.*]] = mindir.reduce_sum %[[LOSSES]]
// WEIGHTED: mindir.div %[[SUM]], %[[MORE]]

// DENSE: func.func @train_step(%{{.*}}, %[[L:.*]]: tensor<?x5x7xf32>) -> tensor<f32> {
// DENSE: %[[LABELS:.*]] = mindir.reshape %[[L]] {shape = [-1, 7]}
// DENSE: mindir.softmax_cross_entropy %{{.*}}, %[[LABELS]]

// BERT: func.func @train_step(%{{.*}}, %{{.*}}: tensor<?x5xi32>, %{{.*}}: tensor<?x5xf32>, %[[NEXT:.*]]: tensor<?xi32>) -> tensor<f32> {
// BERT-NOT: softmax
// BERT: mindir.nll_loss
// BERT: %[[WORDS:.*]] = mindir.div
// BERT: mindir.nll_loss %{{.*}}, %[[NEXT]]
// BERT: %[[SENTENCE:.*]] = mindir.div
// BERT: mindir.add %[[WORDS]], %[[SENTENCE]]
func.func @forward(%x: tensor<?x5x7xf32>, %y: tensor<?x2xf32>) -> (tensor<?x5x7xf32>, tensor<?x2xf32>) {
  %0 = mindir.tanh %x : tensor<?x5x7xf32>
  return %0, %y : tensor<?x5x7xf32>, tensor<?x2xf32>
}
