//===- ops-index.mlir - Round trip of choice and placing by index ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s --verify-roundtrip | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s

// CHECK-LABEL: func.func @slices
func.func @slices(%x: tensor<?x3xf32>, %i: tensor<?xi32>, %dy: tensor<?x5x3xf32>, %j: tensor<5xui8>, %k: tensor<?x2xi32>) {
  // CHECK: mindir.gather %{{.*}}, %{{.*}} {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<?x5x3xf32>, tensor<?x2xi32>) -> tensor<?x2x3xf32>
  %b = mindir.gather %dy, %k {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<?x5x3xf32>, tensor<?x2xi32>) -> tensor<?x2x3xf32>
  // CHECK: mindir.unsorted_segment_sum %{{.*}}, %{{.*}} {num_segments = 5 : i64} : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<5x3xf32>
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 5 : i64} : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<5x3xf32>
  // CHECK: mindir.gather_grad %{{.*}}, %{{.*}} {axis = 1 : i64, shape = [-1, 7, 3]} : (tensor<?x5x3xf32>, tensor<5xui8>) -> tensor<?x7x3xf32>
  %1 = mindir.gather_grad %dy, %j {shape = [-1, 7, 3], axis = 1 : i64} : (tensor<?x5x3xf32>, tensor<5xui8>) -> tensor<?x7x3xf32>
  return
}

// CHECK-LABEL: func.func @elements
func.func @elements(%x: tensor<?x7xf32>, %i: tensor<?x2xi32>, %y: tensor<4x5x3xf32>) {
  // CHECK: mindir.gather_d %{{.*}}, %{{.*}} {dim = -1 : i64} : (tensor<?x7xf32>, tensor<?x2xi32>) -> tensor<?x2xf32>
  %0 = mindir.gather_d %x, %i {dim = -1 : i64} : (tensor<?x7xf32>, tensor<?x2xi32>) -> tensor<?x2xf32>
  // CHECK: mindir.gather_d_grad %{{.*}}, %{{.*}} {dim = 1 : i64, extent = 7 : i64} : (tensor<?x2xf32>, tensor<?x2xi32>) -> tensor<?x7xf32>
  %1 = mindir.gather_d_grad %0, %i {dim = 1 : i64, extent = 7 : i64} : (tensor<?x2xf32>, tensor<?x2xi32>) -> tensor<?x7xf32>
  // CHECK: mindir.gather_nd %{{.*}}, %{{.*}} : (tensor<4x5x3xf32>, tensor<?x2xi32>) -> tensor<?x3xf32>
  %2 = mindir.gather_nd %y, %i : (tensor<4x5x3xf32>, tensor<?x2xi32>) -> tensor<?x3xf32>
  // CHECK: mindir.scatter_nd %{{.*}}, %{{.*}} {shape = [4, 5, 3]} : (tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  %3 = mindir.scatter_nd %i, %2 {shape = [4, 5, 3]} : (tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  // CHECK: mindir.tensor_scatter_add %{{.*}}, %{{.*}}, %{{.*}} : (tensor<4x5x3xf32>, tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  %4 = mindir.tensor_scatter_add %y, %i, %2 : (tensor<4x5x3xf32>, tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  // CHECK: mindir.tensor_scatter_update %{{.*}}, %{{.*}}, %{{.*}} : (tensor<4x5x3xf32>, tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  %5 = mindir.tensor_scatter_update %y, %i, %2 : (tensor<4x5x3xf32>, tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  // CHECK: mindir.tensor_scatter_elements %{{.*}}, %{{.*}}, %{{.*}} {axis = 1 : i64, reduction = "add"} : (tensor<?x7xf32>, tensor<?x2xi32>, tensor<?x2xf32>) -> tensor<?x7xf32>
  %6 = mindir.tensor_scatter_elements %x, %i, %0 {axis = 1 : i64, reduction = "add"} : (tensor<?x7xf32>, tensor<?x2xi32>, tensor<?x2xf32>) -> tensor<?x7xf32>
  return
}

// CHECK-LABEL: func.func @order
func.func @order(%x: tensor<?x5xf16>) {
  // CHECK: mindir.top_k %{{.*}} {k = 2 : i64} : (tensor<?x5xf16>) -> (tensor<?x2xf16>, tensor<?x2xi32>)
  %0, %1 = mindir.top_k %x {k = 2 : i64} : (tensor<?x5xf16>) -> (tensor<?x2xf16>, tensor<?x2xi32>)
  // CHECK: mindir.sort %{{.*}} {axis = 1 : i64, descending = true} : (tensor<?x5xf16>) -> (tensor<?x5xf16>, tensor<?x5xi32>)
  %2, %3 = mindir.sort %x {axis = 1 : i64, descending = true} : (tensor<?x5xf16>) -> (tensor<?x5xf16>, tensor<?x5xi32>)
  return
}

// CHECK-LABEL: func.func @masks
func.func @masks(%x: tensor<?x4x4xf32>, %m: tensor<4x1xi1>, %v: tensor<f32>) {
  // CHECK: mindir.tril %{{.*}} {diagonal = -1 : i64} : tensor<?x4x4xf32> -> tensor<?x4x4xf32>
  %0 = mindir.tril %x {diagonal = -1 : i64} : tensor<?x4x4xf32> -> tensor<?x4x4xf32>
  // CHECK: mindir.triu %{{.*}} : tensor<?x4x4xf32> -> tensor<?x4x4xf32>
  %1 = mindir.triu %x : tensor<?x4x4xf32> -> tensor<?x4x4xf32>
  // CHECK: mindir.masked_fill %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x4x4xf32>, tensor<4x1xi1>, tensor<f32>) -> tensor<?x4x4xf32>
  %2 = mindir.masked_fill %x, %m, %v : (tensor<?x4x4xf32>, tensor<4x1xi1>, tensor<f32>) -> tensor<?x4x4xf32>
  return
}
