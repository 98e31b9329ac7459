//===- Product.mlir - Stacks of matrix products ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Product.*.npz,
// written by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @batch(%a: tensor<?x3x5x7xf32>, %b: tensor<?x3x7x4xf32>) -> tensor<?x3x5x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x3x5x7xf32>, tensor<?x3x7x4xf32>) -> tensor<?x3x5x4xf32>
  return %0 : tensor<?x3x5x4xf32>
}

func.func @batch_transpose_a(%a: tensor<3x7x5xf32>, %b: tensor<3x7x4xf32>) -> tensor<3x5x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<3x7x5xf32>, tensor<3x7x4xf32>) -> tensor<3x5x4xf32>
  return %0 : tensor<3x5x4xf32>
}

func.func @batch_transpose_b(%a: tensor<3x5x7xf32>, %b: tensor<3x4x7xf32>) -> tensor<3x5x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<3x5x7xf32>, tensor<3x4x7xf32>) -> tensor<3x5x4xf32>
  return %0 : tensor<3x5x4xf32>
}

func.func @batch_transpose_both(%a: tensor<3x7x1xf32>, %b: tensor<3x4x7xf32>) -> tensor<3x1x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<3x7x1xf32>, tensor<3x4x7xf32>) -> tensor<3x1x4xf32>
  return %0 : tensor<3x1x4xf32>
}

func.func @batch_broadcast(%a: tensor<2x1x5x7xf32>, %b: tensor<3x7x4xf32>) -> tensor<2x3x5x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<2x1x5x7xf32>, tensor<3x7x4xf32>) -> tensor<2x3x5x4xf32>
  return %0 : tensor<2x3x5x4xf32>
}

func.func @batch_one_matrix(%a: tensor<?x3x5x7xf32>, %b: tensor<4x7xf32>) -> tensor<?x3x5x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x3x5x7xf32>, tensor<4x7xf32>) -> tensor<?x3x5x4xf32>
  return %0 : tensor<?x3x5x4xf32>
}

func.func @batch_i32(%a: tensor<2x2x3xi32>, %b: tensor<2x3x2xi32>) -> tensor<2x2x2xi32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<2x2x3xi32>, tensor<2x3x2xi32>) -> tensor<2x2x2xi32>
  return %0 : tensor<2x2x2xi32>
}
