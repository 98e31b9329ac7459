//===- ops-shape.mlir - Round trip of ops on shapes -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s --verify-roundtrip | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s

// CHECK-LABEL: func.func @dimensions
func.func @dimensions(%x: tensor<?x1x3xf32>) {
  // CHECK: mindir.expand_dims %{{.*}} {axis = -1 : i64} : tensor<?x1x3xf32> -> tensor<?x1x3x1xf32>
  %0 = mindir.expand_dims %x {axis = -1 : i64} : tensor<?x1x3xf32> -> tensor<?x1x3x1xf32>
  // CHECK: mindir.squeeze %{{.*}} : tensor<?x1x3xf32> -> tensor<?x3xf32>
  %1 = mindir.squeeze %x : tensor<?x1x3xf32> -> tensor<?x3xf32>
  // CHECK: mindir.squeeze %{{.*}} {axis = [1, -1]} : tensor<?x1x3x1xf32> -> tensor<?x3xf32>
  %2 = mindir.squeeze %0 {axis = [1, -1]} : tensor<?x1x3x1xf32> -> tensor<?x3xf32>
  // CHECK: mindir.tile %{{.*}} {multiples = [4, 2]} : tensor<?x1x3xf32> -> tensor<?x4x6xf32>
  %3 = mindir.tile %x {multiples = [4, 2]} : tensor<?x1x3xf32> -> tensor<?x4x6xf32>
  return
}

// CHECK-LABEL: func.func @join_and_split
func.func @join_and_split(%x: tensor<?x6xi8>) {
  // CHECK: mindir.stack %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<?x6xi8>, tensor<?x6xi8>) -> tensor<?x2x6xi8>
  %0 = mindir.stack %x, %x {axis = 1 : i64} : (tensor<?x6xi8>, tensor<?x6xi8>) -> tensor<?x2x6xi8>
  // CHECK: mindir.unstack %{{.*}} {axis = -2 : i64} : (tensor<?x2x6xi8>) -> (tensor<?x6xi8>, tensor<?x6xi8>)
  %1:2 = mindir.unstack %0 {axis = -2 : i64} : (tensor<?x2x6xi8>) -> (tensor<?x6xi8>, tensor<?x6xi8>)
  // CHECK: mindir.split %{{.*}} {axis = 1 : i64, output_num = 2 : i64} : (tensor<?x6xi8>) -> (tensor<?x3xi8>, tensor<?x3xi8>)
  %2:2 = mindir.split %x {axis = 1 : i64, output_num = 2 : i64} : (tensor<?x6xi8>) -> (tensor<?x3xi8>, tensor<?x3xi8>)
  // CHECK: mindir.split_v %{{.*}} {size_splits = [2, -1], split_dim = 1 : i64} : (tensor<?x6xi8>) -> (tensor<?x2xi8>, tensor<?x4xi8>)
  %3:2 = mindir.split_v %x {size_splits = [2, -1], split_dim = 1 : i64} : (tensor<?x6xi8>) -> (tensor<?x2xi8>, tensor<?x4xi8>)
  return
}

// CHECK-LABEL: func.func @strided_slice
func.func @strided_slice(%x: tensor<?x5x6xf32>, %dy: tensor<?x2x1x3xf32>) {
  // CHECK: mindir.strided_slice %{{.*}} {begin = [0, 4, 0, 0], begin_mask = 1 : i64, end = [0, 0, 0, 6], end_mask = 1 : i64, new_axis_mask = 4 : i64, strides = [1, -2, 1, 2]} : tensor<?x5x6xf32> -> tensor<?x2x1x3xf32>
  %0 = mindir.strided_slice %x {begin = [0, 4, 0, 0], begin_mask = 1 : i64, end = [0, 0, 0, 6], end_mask = 1 : i64, new_axis_mask = 4 : i64, strides = [1, -2, 1, 2]} : tensor<?x5x6xf32> -> tensor<?x2x1x3xf32>
  // CHECK: mindir.strided_slice %{{.*}} {begin = [0, -1], ellipsis_mask = 1 : i64, end = [0, 0], shrink_axis_mask = 2 : i64, strides = [1, 1]} : tensor<?x5x6xf32> -> tensor<?x5xf32>
  %1 = mindir.strided_slice %x {begin = [0, -1], ellipsis_mask = 1 : i64, end = [0, 0], shrink_axis_mask = 2 : i64, strides = [1, 1]} : tensor<?x5x6xf32> -> tensor<?x5xf32>
  // CHECK: mindir.strided_slice_grad %{{.*}} {begin = [0, 4, 0, 0], begin_mask = 1 : i64, end = [0, 0, 0, 6], end_mask = 1 : i64, new_axis_mask = 4 : i64, shape = [-1, 5, 6], strides = [1, -2, 1, 2]} : tensor<?x2x1x3xf32> -> tensor<?x5x6xf32>
  %2 = mindir.strided_slice_grad %dy {shape = [-1, 5, 6], begin = [0, 4, 0, 0], begin_mask = 1 : i64, end = [0, 0, 0, 6], end_mask = 1 : i64, new_axis_mask = 4 : i64, strides = [1, -2, 1, 2]} : tensor<?x2x1x3xf32> -> tensor<?x5x6xf32>
  return
}

// CHECK-LABEL: func.func @reverse_and_mirror
func.func @reverse_and_mirror(%x: tensor<?x5xf16>) {
  // CHECK: mindir.reverse_v2 %{{.*}} {axis = [-1]} : tensor<?x5xf16> -> tensor<?x5xf16>
  %0 = mindir.reverse_v2 %x {axis = [-1]} : tensor<?x5xf16> -> tensor<?x5xf16>
  // CHECK: mindir.mirror_pad %{{.*}} {high = [0, 4], low = [0, 1]} : tensor<?x5xf16> -> tensor<?x10xf16>
  %1 = mindir.mirror_pad %x {low = [0, 1], high = [0, 4]} : tensor<?x5xf16> -> tensor<?x10xf16>
  // CHECK: mindir.mirror_pad_grad %{{.*}} {high = [0, 5], low = [0, 0], mode = "symmetric"} : tensor<?x10xf16> -> tensor<?x5xf16>
  %2 = mindir.mirror_pad_grad %1 {low = [0, 0], high = [0, 5], mode = "symmetric"} : tensor<?x10xf16> -> tensor<?x5xf16>
  return
}
