//===- infer-shapes.mlir - Shapes from the arguments ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A new batch reaches every op, through reshapes, reductions and contractions; what
// does not hang on the batch keeps its shape.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-infer-shapes=rows=16 | FileCheck %s
// RUN: ms-opt %s -mindir-infer-shapes=rows=16 -mindir-infer-shapes=rows=-1 | FileCheck %s --check-prefix=DYNAMIC

mindir.parameter @w : tensor<6x4xf32> init(#mindir.ones)

// CHECK-LABEL: func.func @forward(
// CHECK-SAME: tensor<16x2x3xf32>, %{{.*}}: tensor<16xi32>, %{{.*}}: tensor<5xf32>) -> (tensor<16x4xf32>, tensor<4xf32>, tensor<f32>)
// CHECK: mindir.load {{.*}} tensor<6x4xf32>
// CHECK: mindir.reshape {{.*}} -> tensor<16x6xf32>
// CHECK: mindir.mat_mul {{.*}} -> tensor<16x4xf32>
// CHECK: mindir.reduce_sum {{.*}} -> tensor<4xf32>
// DYNAMIC-LABEL: func.func @forward(
// DYNAMIC-SAME: tensor<?x2x3xf32>, %{{.*}}: tensor<?xi32>, %{{.*}}: tensor<5xf32>) -> (tensor<?x4xf32>, tensor<4xf32>, tensor<f32>)
// DYNAMIC: mindir.reshape {{.*}} -> tensor<?x6xf32>
// DYNAMIC: mindir.mat_mul {{.*}} -> tensor<?x4xf32>
func.func @forward(%x: tensor<?x2x3xf32>, %i: tensor<?xi32>, %k: tensor<5xf32>) -> (tensor<?x4xf32>, tensor<4xf32>, tensor<f32>) {
  %w = mindir.load @w : tensor<6x4xf32>
  %0 = mindir.reshape %x {shape = [-1, 6]} : tensor<?x2x3xf32> -> tensor<?x6xf32>
  %1 = mindir.mat_mul %0, %w : (tensor<?x6xf32>, tensor<6x4xf32>) -> tensor<?x4xf32>
  %2 = mindir.reduce_sum %1 {axis = [0]} : tensor<?x4xf32> -> tensor<4xf32>
  %3 = mindir.sparse_softmax_cross_entropy %1, %i : (tensor<?x4xf32>, tensor<?xi32>) -> tensor<f32>
  return %1, %2, %3 : tensor<?x4xf32>, tensor<4xf32>, tensor<f32>
}
