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
