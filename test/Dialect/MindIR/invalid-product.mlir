//===- invalid-product.mlir - Batched products that are refused -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.batch_mat_mul (C1)
func.func @f(%a: tensor<4xf32>, %b: tensor<2x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: operands have rank 1 and 3, but need 2 or more (C1)}}
  %0 = mindir.batch_mat_mul %a, %b : (tensor<4xf32>, tensor<2x4x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.batch_mat_mul (C2)
func.func @f(%a: tensor<5x2x4xf32>, %b: tensor<2x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: stacks [5] and [2] do not broadcast (C2)}}
  %0 = mindir.batch_mat_mul %a, %b : (tensor<5x2x4xf32>, tensor<2x4x3xf32>) -> tensor<5x2x3xf32>
  return
}

// -----

// mindir.batch_mat_mul (C2): the batch
func.func @f(%a: tensor<?x2x4xf32>, %b: tensor<2x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: stacks [?] and [2] do not broadcast (C2)}}
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x2x4xf32>, tensor<2x4x3xf32>) -> tensor<?x2x3xf32>
  return
}

// -----

// mindir.batch_mat_mul (C3)
func.func @f(%a: tensor<5x2x4xf32>, %b: tensor<5x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: the first matrices have 4 columns, but the second have 3 rows (C3)}}
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<5x2x4xf32>, tensor<5x4x3xf32>) -> tensor<5x2x4xf32>
  return
}

// -----

// mindir.batch_mat_mul (C3): the batch
func.func @f(%a: tensor<?x4xf32>, %b: tensor<5x2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: the first matrices have ? columns, but the second have 2 rows (C3)}}
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<?x4xf32>, tensor<5x2x3xf32>) -> tensor<5x4x3xf32>
  return
}

// -----

// mindir.batch_mat_mul (C4)
func.func @f(%a: tensor<5x2x4xf32>, %b: tensor<5x4x3xf16>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: element types f32 and f16 differ (C4)}}
  %0 = mindir.batch_mat_mul %a, %b : (tensor<5x2x4xf32>, tensor<5x4x3xf16>) -> tensor<5x2x3xf32>
  return
}

// -----

// mindir.batch_mat_mul (C5)
func.func @f(%a: tensor<5x2x4xf32>, %b: tensor<5x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: result has type 'tensor<5x3x2xf32>', but the operands give 'tensor<5x2x3xf32>'}}
  %0 = mindir.batch_mat_mul %a, %b : (tensor<5x2x4xf32>, tensor<5x4x3xf32>) -> tensor<5x3x2xf32>
  return
}

// -----

// mindir.batch_mat_mul (C5): the batch
func.func @f(%a: tensor<?x4xf32>, %b: tensor<5x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_mat_mul: the result has shape [5, ?, 3], but only the first extent may be dynamic (C5)}}
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x4xf32>, tensor<5x4x3xf32>) -> tensor<5x?x3xf32>
  return
}
