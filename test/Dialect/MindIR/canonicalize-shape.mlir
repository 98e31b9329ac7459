//===- canonicalize-shape.mlir - Folds of ops on shapes -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @same_type
// CHECK-SAME: %[[X:.*]]: tensor<?x3xf32>
// CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
func.func @same_type(%x: tensor<?x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>) {
  %0 = mindir.squeeze %x : tensor<?x3xf32> -> tensor<?x3xf32>
  %1 = mindir.tile %x {multiples = [1, 1]} : tensor<?x3xf32> -> tensor<?x3xf32>
  %2 = mindir.split %x {axis = 1 : i64, output_num = 1 : i64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  %3 = mindir.strided_slice %x {begin = [0, -3], end = [0, 3], strides = [1, 1], end_mask = 1 : i64} : tensor<?x3xf32> -> tensor<?x3xf32>
  %4 = mindir.mirror_pad %x {low = [0, 0], high = [0, 0]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return %0, %1, %2, %3, %4 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>
}

// One element has no order.
// CHECK-LABEL: func.func @reverse_one
// CHECK-SAME: %[[X:.*]]: tensor<3x1xf32>
// CHECK-NEXT: return %[[X]]
func.func @reverse_one(%x: tensor<3x1xf32>) -> tensor<3x1xf32> {
  %0 = mindir.reverse_v2 %x {axis = [1]} : tensor<3x1xf32> -> tensor<3x1xf32>
  return %0 : tensor<3x1xf32>
}

// The type stays, the elements do not.
// CHECK-LABEL: func.func @reverse_stays
// CHECK: mindir.strided_slice
// CHECK: mindir.reverse_v2
func.func @reverse_stays(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  %0 = mindir.strided_slice %x {begin = [0], end = [0], strides = [-1], begin_mask = 1 : i64, end_mask = 1 : i64} : tensor<3xf32> -> tensor<3xf32>
  %1 = mindir.reverse_v2 %x {axis = [0]} : tensor<3xf32> -> tensor<3xf32>
  return %0, %1 : tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @splats
// CHECK-DAG: %[[A:.*]] = mindir.constant dense<2.000000e+00> : tensor<1x2x3xf32>
// CHECK-DAG: %[[B:.*]] = mindir.constant dense<2.000000e+00> : tensor<4x3xf32>
// CHECK-DAG: %[[C:.*]] = mindir.constant dense<2.000000e+00> : tensor<3xf32>
// CHECK: return %[[A]], %[[B]], %[[C]]
func.func @splats() -> (tensor<1x2x3xf32>, tensor<4x3xf32>, tensor<3xf32>) {
  %x = mindir.constant dense<2.0> : tensor<2x3xf32>
  %0 = mindir.expand_dims %x {axis = 0 : i64} : tensor<2x3xf32> -> tensor<1x2x3xf32>
  %1 = mindir.tile %x {multiples = [2, 1]} : tensor<2x3xf32> -> tensor<4x3xf32>
  %2 = mindir.strided_slice %x {begin = [1, 2], end = [0, 0], strides = [1, -1], shrink_axis_mask = 1 : i64, end_mask = 2 : i64} : tensor<2x3xf32> -> tensor<3xf32>
  return %0, %1, %2 : tensor<1x2x3xf32>, tensor<4x3xf32>, tensor<3xf32>
}
