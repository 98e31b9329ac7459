//===- canonicalize-product.mlir - Canonical forms of batched products ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @transpose_into
// CHECK-SAME: %[[A:.*]]: tensor<?x4x2xf32>, %[[B:.*]]: tensor<?x3x4xf32>
// CHECK-NEXT: %[[C:.*]] = mindir.batch_mat_mul %[[A]], %[[B]] {transpose_a = true, transpose_b = true}
// CHECK-NEXT: %[[D:.*]] = mindir.batch_mat_mul %[[A]], %[[B]] {transpose_a = true, transpose_b = true}
// CHECK-NEXT: return %[[C]], %[[D]]
func.func @transpose_into(%a: tensor<?x4x2xf32>, %b: tensor<?x3x4xf32>) -> (tensor<?x2x3xf32>, tensor<?x2x3xf32>) {
  %at = mindir.transpose %a {perm = [0, 2, 1]} : tensor<?x4x2xf32> -> tensor<?x2x4xf32>
  %bt = mindir.transpose %b {perm = [0, 2, 1]} : tensor<?x3x4xf32> -> tensor<?x4x3xf32>
  %0 = mindir.batch_mat_mul %at, %bt : (tensor<?x2x4xf32>, tensor<?x4x3xf32>) -> tensor<?x2x3xf32>
  %1 = mindir.batch_mat_mul %at, %b {transpose_b = true} : (tensor<?x2x4xf32>, tensor<?x3x4xf32>) -> tensor<?x2x3xf32>
  return %0, %1 : tensor<?x2x3xf32>, tensor<?x2x3xf32>
}

// A transposition that moves other dimensions, too, stays.
// CHECK-LABEL: func.func @transpose_stays
// CHECK: mindir.transpose
// CHECK: mindir.batch_mat_mul
func.func @transpose_stays(%a: tensor<4x5x2xf32>, %b: tensor<5x4x3xf32>) -> tensor<5x2x3xf32> {
  %at = mindir.transpose %a {perm = [1, 2, 0]} : tensor<4x5x2xf32> -> tensor<5x2x4xf32>
  %0 = mindir.batch_mat_mul %at, %b : (tensor<5x2x4xf32>, tensor<5x4x3xf32>) -> tensor<5x2x3xf32>
  return %0 : tensor<5x2x3xf32>
}
