//===- Loss.mlir - Loss functions -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Loss.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @sparse(%logits: tensor<?x7xf32>, %labels: tensor<?xi32>) -> (tensor<f32>, tensor<?x7xf32>) {
  %0 = mindir.sparse_softmax_cross_entropy %logits, %labels : (tensor<?x7xf32>, tensor<?xi32>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %logits, %labels : (tensor<?x7xf32>, tensor<?xi32>) -> tensor<?x7xf32>
  return %0, %1 : tensor<f32>, tensor<?x7xf32>
}

// Logits whose exponentials overflow, labels of another type.
func.func @sparse_large(%logits: tensor<3x4xf32>, %labels: tensor<3xi64>) -> (tensor<f32>, tensor<3x4xf32>) {
  %0 = mindir.sparse_softmax_cross_entropy %logits, %labels : (tensor<3x4xf32>, tensor<3xi64>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %logits, %labels : (tensor<3x4xf32>, tensor<3xi64>) -> tensor<3x4xf32>
  return %0, %1 : tensor<f32>, tensor<3x4xf32>
}

func.func @dense(%logits: tensor<?x5xf32>, %labels: tensor<?x5xf32>) -> (tensor<?xf32>, tensor<?x5xf32>) {
  %0, %1 = mindir.softmax_cross_entropy %logits, %labels : (tensor<?x5xf32>, tensor<?x5xf32>) -> (tensor<?xf32>, tensor<?x5xf32>)
  return %0, %1 : tensor<?xf32>, tensor<?x5xf32>
}

func.func @dense_probabilities(%logits: tensor<?x5xf32>, %labels: tensor<?x5xf32>) -> (tensor<?xf32>, tensor<?x5xf32>) {
  %0, %1 = mindir.softmax_cross_entropy %logits, %labels : (tensor<?x5xf32>, tensor<?x5xf32>) -> (tensor<?xf32>, tensor<?x5xf32>)
  return %0, %1 : tensor<?xf32>, tensor<?x5xf32>
}

func.func @mse(%x: tensor<?x3x4xf32>, %y: tensor<?x3x4xf32>) -> tensor<f32> {
  %0 = mindir.mse_loss %x, %y : (tensor<?x3x4xf32>, tensor<?x3x4xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @smooth_l1(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %d: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %0 = mindir.smooth_l1_loss %x, %y {beta = 0.5} : tensor<?x4xf32>
  %1 = mindir.smooth_l1_loss_grad %x, %y, %d {beta = 0.5} : tensor<?x4xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<?x4xf32>
}

func.func @binary(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %w: tensor<4xf32>, %d: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %0 = mindir.binary_cross_entropy %x, %y, %w : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = mindir.binary_cross_entropy_grad %x, %y, %d, %w : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<?x4xf32>
}

func.func @binary_special(%x: tensor<4xf32>, %y: tensor<4xf32>, %w: tensor<4xf32>) -> tensor<4xf32> {
  %0 = mindir.binary_cross_entropy %x, %y, %w : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

func.func @logits(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %w: tensor<?x4xf32>, %p: tensor<4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.bce_with_logits_loss %x, %y, %w, %p : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @kl_div(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.kl_div_loss %x, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @nll(%x: tensor<?x4xf32>, %i: tensor<?xi32>, %w: tensor<4xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<?x4xf32>, tensor<?xi32>, tensor<4xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  return %0, %1 : tensor<?xf32>, tensor<?xf32>
}

func.func @nll_ignore(%x: tensor<?x4xf32>, %i: tensor<?xi32>, %w: tensor<4xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
  %0, %1 = mindir.nll_loss %x, %i, %w {ignore_index = 1 : i64} : (tensor<?x4xf32>, tensor<?xi32>, tensor<4xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  return %0, %1 : tensor<?xf32>, tensor<?xf32>
}
