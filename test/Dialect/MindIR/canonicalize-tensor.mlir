//===- canonicalize-tensor.mlir - Folds of data movement ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @same_type
// CHECK-SAME: %[[X:.*]]: tensor<?x3xf32>
// CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
func.func @same_type(%x: tensor<?x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>) {
  %0 = mindir.cast %x to f32 : tensor<?x3xf32> -> tensor<?x3xf32>
  %1 = mindir.reshape %x {shape = [-1, 3]} : tensor<?x3xf32> -> tensor<?x3xf32>
  %2 = mindir.flatten %x : tensor<?x3xf32> -> tensor<?x3xf32>
  %3 = mindir.broadcast_to %x {shape = [-1, 3]} : tensor<?x3xf32> -> tensor<?x3xf32>
  %4 = mindir.broadcast_like %x, %x : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %5 = mindir.reshape_like %x, %x : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>
}

// CHECK-LABEL: func.func @nothing_moves
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]]
func.func @nothing_moves(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) {
  %0 = mindir.transpose %x {perm = [0, 1]} : tensor<2x3xf32> -> tensor<2x3xf32>
  %1 = mindir.concat %x {axis = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = mindir.slice %x {begin = [0, 0], size = [-1, 3]} : tensor<2x3xf32> -> tensor<2x3xf32>
  %3 = mindir.pad %x {low = [0, 0], high = [0, 0], value = 5.0} : tensor<2x3xf32> -> tensor<2x3xf32>
  return %0, %1, %2, %3 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>
}

// The type stays, the elements do not.
// CHECK-LABEL: func.func @square_transpose_stays
// CHECK: mindir.transpose
func.func @square_transpose_stays(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %0 = mindir.transpose %x {perm = [1, 0]} : tensor<3x3xf32> -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

// CHECK-LABEL: func.func @reshape_reshape
// CHECK-SAME: %[[X:.*]]: tensor<?x3x4xf32>
// CHECK-NEXT: %[[Y:.*]] = mindir.reshape %[[X]] {shape = [-1, 2, 6]} : tensor<?x3x4xf32> -> tensor<?x2x6xf32>
// CHECK-NEXT: return %[[Y]], %[[X]]
func.func @reshape_reshape(%x: tensor<?x3x4xf32>) -> (tensor<?x2x6xf32>, tensor<?x3x4xf32>) {
  %0 = mindir.reshape %x {shape = [-1, 12]} : tensor<?x3x4xf32> -> tensor<?x12xf32>
  %1 = mindir.reshape %0 {shape = [-1, 2, 6]} : tensor<?x12xf32> -> tensor<?x2x6xf32>
  %2 = mindir.reshape %0 {shape = [-1, 3, 4]} : tensor<?x12xf32> -> tensor<?x3x4xf32>
  return %1, %2 : tensor<?x2x6xf32>, tensor<?x3x4xf32>
}

// Dimension k of the result is dimension first[perm[k]] of %x; two turns that
// cancel leave %x.
// CHECK-LABEL: func.func @transpose_transpose
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK-NEXT: %[[Y:.*]] = mindir.transpose %[[X]] {perm = [2, 1, 0]} : tensor<2x3x4xf32> -> tensor<4x3x2xf32>
// CHECK-NEXT: return %[[Y]], %[[X]]
func.func @transpose_transpose(%x: tensor<2x3x4xf32>) -> (tensor<4x3x2xf32>, tensor<2x3x4xf32>) {
  %0 = mindir.transpose %x {perm = [1, 2, 0]} : tensor<2x3x4xf32> -> tensor<3x4x2xf32>
  %1 = mindir.transpose %0 {perm = [1, 0, 2]} : tensor<3x4x2xf32> -> tensor<4x3x2xf32>
  %2 = mindir.transpose %0 {perm = [2, 0, 1]} : tensor<3x4x2xf32> -> tensor<2x3x4xf32>
  return %1, %2 : tensor<4x3x2xf32>, tensor<2x3x4xf32>
}

// CHECK-LABEL: func.func @splats
// CHECK-DAG: mindir.constant dense<1.500000e+00> : tensor<2x3xf32>
// CHECK-DAG: mindir.constant dense<1.500000e+00> : tensor<6xf32>
// CHECK-DAG: mindir.constant dense<-3.000000e+00> : tensor<2xf32>
// CHECK-NOT: mindir.{{broadcast|reshape|cast}}
func.func @splats(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>, tensor<2x3xf32>, tensor<2xf32>) {
  %s = mindir.constant dense<1.5> : tensor<3xf32>
  %t = mindir.constant dense<1.5> : tensor<3x2xf32>
  %i = mindir.constant dense<-3> : tensor<2xi8>
  %0 = mindir.broadcast_to %s {shape = [2, 3]} : tensor<3xf32> -> tensor<2x3xf32>
  %1 = mindir.broadcast_like %s, %x : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = mindir.reshape %t {shape = [6]} : tensor<3x2xf32> -> tensor<6xf32>
  %3 = mindir.reshape_like %t, %x : (tensor<3x2xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %4 = mindir.cast %i to f32 : tensor<2xi8> -> tensor<2xf32>
  return %0, %1, %2, %3, %4 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>, tensor<2x3xf32>, tensor<2xf32>
}

// A constant has a static shape.
// CHECK-LABEL: func.func @batch_stays
// CHECK: mindir.broadcast_like
func.func @batch_stays(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %s = mindir.constant dense<1.5> : tensor<3xf32>
  %0 = mindir.broadcast_like %s, %x : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

// true is 1, not -1; 255 is not -1.
// CHECK-LABEL: func.func @unsigned_casts
// CHECK-NOT: -1.0
// CHECK: return
func.func @unsigned_casts() -> (tensor<f32>, tensor<f32>) {
  %true = mindir.constant dense<true> : tensor<i1>
  %large = mindir.constant dense<255> : tensor<ui8>
  %0 = mindir.cast %true to f32 : tensor<i1> -> tensor<f32>
  %1 = mindir.cast %large to f32 : tensor<ui8> -> tensor<f32>
  return %0, %1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: func.func @extent
// CHECK-SAME: %[[X:.*]]: tensor<?x3x4xf32>
// CHECK-DAG: %[[A:.*]] = mindir.constant dense<1.200000e+01> : tensor<f32>
// CHECK-DAG: %[[B:.*]] = mindir.extent %[[X]] {axis = [0], dtype = f32}
// CHECK: return %[[A]], %[[B]]
func.func @extent(%x: tensor<?x3x4xf32>) -> (tensor<f32>, tensor<f32>) {
  %0 = mindir.extent %x {axis = [1, -1], dtype = f32} : tensor<?x3x4xf32> -> tensor<f32>
  %1 = mindir.extent %x {axis = [0], dtype = f32} : tensor<?x3x4xf32> -> tensor<f32>
  return %0, %1 : tensor<f32>, tensor<f32>
}

// CHECK-LABEL: func.func @keep_all
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>, %[[C:.*]]: tensor<i64>
// CHECK-NEXT: %[[Y:.*]] = mindir.dropout %[[X]], %[[C]] {keep_prob = 5.000000e-01 : f64}
// CHECK-NEXT: return %[[X]], %[[X]], %[[Y]]
func.func @keep_all(%x: tensor<2xf32>, %counter: tensor<i64>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %0 = mindir.dropout %x, %counter {keep_prob = 1.0} : tensor<2xf32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %counter {keep_prob = 1.0} : tensor<2xf32>, tensor<i64>
  %2 = mindir.dropout %x, %counter {keep_prob = 0.5} : tensor<2xf32>, tensor<i64>
  return %0, %1, %2 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// A cast of what was made wider gives the same from what it was made of; not so
// where digits were lost.
// CHECK-LABEL: func.func @cast_of_cast
// CHECK-SAME: (%[[X:.*]]: tensor<?xf16>, %[[Y:.*]]: tensor<?xf32>)
// CHECK-DAG: %[[WIDE:.*]] = mindir.cast %[[X]] to f64
// CHECK-DAG: %[[LOST:.*]] = mindir.cast %[[Y]] to bf16
// CHECK-DAG: %[[BACK:.*]] = mindir.cast %[[LOST]] to f32
// CHECK: return %[[X]], %[[WIDE]], %[[BACK]]
func.func @cast_of_cast(%x: tensor<?xf16>, %y: tensor<?xf32>) -> (tensor<?xf16>, tensor<?xf64>, tensor<?xf32>) {
  %0 = mindir.cast %x to f32 : tensor<?xf16> -> tensor<?xf32>
  %1 = mindir.cast %0 to f16 : tensor<?xf32> -> tensor<?xf16>
  %2 = mindir.cast %0 to f64 : tensor<?xf32> -> tensor<?xf64>
  %3 = mindir.cast %y to bf16 : tensor<?xf32> -> tensor<?xbf16>
  %4 = mindir.cast %3 to f32 : tensor<?xbf16> -> tensor<?xf32>
  return %1, %2, %4 : tensor<?xf16>, tensor<?xf64>, tensor<?xf32>
}
