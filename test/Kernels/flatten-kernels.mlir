//===- flatten-kernels.mlir - Elementwise kernels without shape ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels -split-input-file | FileCheck %s


// A batch keeps its dimension; between two flat kernels stands no view.
// CHECK-LABEL: func.func @batch(%arg0: tensor<?x3x7x5xf32>
// CHECK: %[[FLAT:.*]] = mindir.reshape %arg0 {{.*}} -> tensor<?x105xf32>
// CHECK: mindir.launch @{{.*}}(%[[FLAT]]) : (tensor<?x105xf32>) -> tensor<?x105xf32>
// CHECK: mindir.reshape {{.*}} : tensor<?x105xf32> -> tensor<?x3x7x5xf32>
func.func @batch(%x: tensor<?x3x7x5xf32>) -> tensor<?x3x7x5xf32> {
  %0 = mindir.relu %x : tensor<?x3x7x5xf32>
  %1 = mindir.tanh %0 : tensor<?x3x7x5xf32>
  return %1 : tensor<?x3x7x5xf32>
}

// -----

// CHECK-LABEL: func.func @static(
// CHECK: mindir.launch @{{.*}} : (tensor<120xf32>, tensor<120xf32>) -> tensor<120xf32>
func.func @static(%x: tensor<4x6x5xf32>, %y: tensor<4x6x5xf32>) -> tensor<4x6x5xf32> {
  %0 = mindir.mul %x, %y : (tensor<4x6x5xf32>, tensor<4x6x5xf32>) -> tensor<4x6x5xf32>
  return %0 : tensor<4x6x5xf32>
}

// -----

// What broadcasts, permutes or reduces keeps its shape.
// CHECK-LABEL: func.func @others(
// CHECK-NOT: mindir.reshape
// CHECK: return
func.func @others(%x: tensor<4x6x5xf32>, %y: tensor<6x1xf32>) -> (tensor<4x6x5xf32>, tensor<5x4x6xf32>, tensor<4x6xf32>) {
  %0 = mindir.mul %x, %y : (tensor<4x6x5xf32>, tensor<6x1xf32>) -> tensor<4x6x5xf32>
  %1 = mindir.transpose %x {perm = [2, 0, 1]} : tensor<4x6x5xf32> -> tensor<5x4x6xf32>
  %2 = mindir.reduce_sum %x {axis = [2]} : tensor<4x6x5xf32> -> tensor<4x6xf32>
  return %0, %1, %2 : tensor<4x6x5xf32>, tensor<5x4x6xf32>, tensor<4x6xf32>
}
