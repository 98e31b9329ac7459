//===- ops-product.mlir - Batched products through text and bytecode ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @product
func.func @product(%a: tensor<?x8x2x4xf32>, %b: tensor<?x8x4x3xf32>, %c: tensor<1x8x3x4xf32>, %d: tensor<4x3xf32>,
                   %e: tensor<8x2xi32>, %f: tensor<5x8x3xi32>) {
  // CHECK: mindir.batch_mat_mul %{{.*}}, %{{.*}} : (tensor<?x8x2x4xf32>, tensor<?x8x4x3xf32>) -> tensor<?x8x2x3xf32>
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x8x2x4xf32>, tensor<?x8x4x3xf32>) -> tensor<?x8x2x3xf32>
  // CHECK: mindir.batch_mat_mul %{{.*}}, %{{.*}} {transpose_b = true} : (tensor<?x8x2x4xf32>, tensor<1x8x3x4xf32>) -> tensor<?x8x2x3xf32>
  %1 = mindir.batch_mat_mul %a, %c {transpose_b = true} : (tensor<?x8x2x4xf32>, tensor<1x8x3x4xf32>) -> tensor<?x8x2x3xf32>
  // CHECK: mindir.batch_mat_mul %{{.*}}, %{{.*}} : (tensor<?x8x2x4xf32>, tensor<4x3xf32>) -> tensor<?x8x2x3xf32>
  %2 = mindir.batch_mat_mul %a, %d : (tensor<?x8x2x4xf32>, tensor<4x3xf32>) -> tensor<?x8x2x3xf32>
  // CHECK: mindir.batch_mat_mul %{{.*}}, %{{.*}} {transpose_a = true} : (tensor<8x2xi32>, tensor<5x8x3xi32>) -> tensor<5x2x3xi32>
  %3 = mindir.batch_mat_mul %e, %f {transpose_a = true} : (tensor<8x2xi32>, tensor<5x8x3xi32>) -> tensor<5x2x3xi32>
  return
}
