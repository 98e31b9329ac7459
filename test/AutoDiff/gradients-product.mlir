//===- gradients-product.mlir - Gradients of batched products -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradients for both operands against central differences in f64.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-12: ok
// CHECK-NOT: ok

mindir.parameter @a0 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @b0 : tensor<2x4x5xf32> init(#mindir.zeros)
mindir.parameter @a1 : tensor<2x4x3xf32> init(#mindir.zeros)
mindir.parameter @b1 : tensor<2x5x4xf32> init(#mindir.zeros)
mindir.parameter @a2 : tensor<2x2x3x4xf32> init(#mindir.zeros)
mindir.parameter @b2 : tensor<4x5xf32> init(#mindir.zeros)
mindir.parameter @b3 : tensor<1x5x4xf32> init(#mindir.zeros)
mindir.parameter @a3 : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @a4 : tensor<1x4x3xf32> init(#mindir.zeros)
mindir.parameter @a5 : tensor<2x1x3x4xf32> init(#mindir.zeros)
mindir.parameter @b4 : tensor<3x4x5xf32> init(#mindir.zeros)
mindir.parameter @a6 : tensor<2x3x3x4xf32> init(#mindir.zeros)
mindir.parameter @b5 : tensor<2x1x5x4xf32> init(#mindir.zeros)

func.func @test_plain() -> tensor<2x3x5xf32> {
  %a = mindir.load @a0 : tensor<2x3x4xf32>
  %b = mindir.load @b0 : tensor<2x4x5xf32>
  %0 = mindir.batch_mat_mul %a, %b : (tensor<2x3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_transpose_a() -> tensor<2x3x5xf32> {
  %a = mindir.load @a1 : tensor<2x4x3xf32>
  %b = mindir.load @b0 : tensor<2x4x5xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<2x4x3xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_transpose_b() -> tensor<2x3x5xf32> {
  %a = mindir.load @a0 : tensor<2x3x4xf32>
  %b = mindir.load @b1 : tensor<2x5x4xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<2x3x4xf32>, tensor<2x5x4xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_transpose_both() -> tensor<2x3x5xf32> {
  %a = mindir.load @a1 : tensor<2x4x3xf32>
  %b = mindir.load @b1 : tensor<2x5x4xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<2x4x3xf32>, tensor<2x5x4xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_one_matrix() -> tensor<2x2x3x5xf32> {
  %a = mindir.load @a2 : tensor<2x2x3x4xf32>
  %b = mindir.load @b2 : tensor<4x5xf32>
  %0 = mindir.batch_mat_mul %a, %b : (tensor<2x2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x2x3x5xf32>
  return %0 : tensor<2x2x3x5xf32>
}

func.func @test_one_matrix_turned() -> tensor<2x3x5xf32> {
  %a = mindir.load @a0 : tensor<2x3x4xf32>
  %b = mindir.load @b3 : tensor<1x5x4xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<2x3x4xf32>, tensor<1x5x4xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_one_matrix_columns() -> tensor<2x3x5xf32> {
  %a = mindir.load @a1 : tensor<2x4x3xf32>
  %b = mindir.load @b2 : tensor<4x5xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<2x4x3xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_one_first_matrix() -> tensor<2x3x5xf32> {
  %a = mindir.load @a3 : tensor<3x4xf32>
  %b = mindir.load @b0 : tensor<2x4x5xf32>
  %0 = mindir.batch_mat_mul %a, %b : (tensor<3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_one_first_matrix_turned() -> tensor<2x3x5xf32> {
  %a = mindir.load @a4 : tensor<1x4x3xf32>
  %b = mindir.load @b1 : tensor<2x5x4xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<1x4x3xf32>, tensor<2x5x4xf32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_broadcast_both() -> tensor<2x3x3x5xf32> {
  %a = mindir.load @a5 : tensor<2x1x3x4xf32>
  %b = mindir.load @b4 : tensor<3x4x5xf32>
  %0 = mindir.batch_mat_mul %a, %b : (tensor<2x1x3x4xf32>, tensor<3x4x5xf32>) -> tensor<2x3x3x5xf32>
  return %0 : tensor<2x3x3x5xf32>
}

func.func @test_broadcast_one() -> tensor<2x3x3x5xf32> {
  %a = mindir.load @a6 : tensor<2x3x3x4xf32>
  %b = mindir.load @b5 : tensor<2x1x5x4xf32>
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<2x3x3x4xf32>, tensor<2x1x5x4xf32>) -> tensor<2x3x3x5xf32>
  return %0 : tensor<2x3x3x5xf32>
}

// Through a dynamic batch, to a factor and to the input's bias.
func.func @test_batch(%x: tensor<?x3x4xf32>) -> tensor<?x3x3xf32> {
  %w = mindir.load @b2 : tensor<4x5xf32>
  %0 = mindir.batch_mat_mul %x, %w : (tensor<?x3x4xf32>, tensor<4x5xf32>) -> tensor<?x3x5xf32>
  %1 = mindir.batch_mat_mul %0, %0 {transpose_b = true} : (tensor<?x3x5xf32>, tensor<?x3x5xf32>) -> tensor<?x3x3xf32>
  return %1 : tensor<?x3x3xf32>
}
