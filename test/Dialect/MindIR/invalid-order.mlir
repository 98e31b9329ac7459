//===- invalid-order.mlir - Order and masks that are refused --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.top_k (C1)
func.func @f(%x: tensor<4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.top_k: k is 4, but x has shape [4, 3] (C1)}}
  %0, %1 = mindir.top_k %x {k = 4 : i64} : (tensor<4x3xf32>) -> (tensor<4x4xf32>, tensor<4x4xi32>)
  return
}

// -----

// mindir.top_k (C2)
func.func @f(%x: tensor<?xf32>) {
  // expected-error @below {{[MS1001] mindir.top_k: the dynamic batch is the last dimension (C2)}}
  %0, %1 = mindir.top_k %x {k = 1 : i64} : (tensor<?xf32>) -> (tensor<1xf32>, tensor<1xi32>)
  return
}

// -----

// mindir.top_k (C3)
func.func @f(%x: tensor<4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.top_k: result has type 'tensor<4x2xf32>', 'tensor<4x2xi64>', but the operands give 'tensor<4x2xf32>', 'tensor<4x2xi32>'}}
  %0, %1 = mindir.top_k %x {k = 2 : i64} : (tensor<4x3xf32>) -> (tensor<4x2xf32>, tensor<4x2xi64>)
  return
}

// -----

// mindir.sort (C1)
func.func @f(%x: tensor<4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.sort: axis 2 is outside rank 2 (C1)}}
  %0, %1 = mindir.sort %x {axis = 2 : i64} : (tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<4x3xi32>)
  return
}

// -----

// mindir.sort (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.sort: the dynamic batch is the axis (C2)}}
  %0, %1 = mindir.sort %x {axis = 0 : i64} : (tensor<?x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xi32>)
  return
}

// -----

// mindir.sort (C3)
func.func @f(%x: tensor<4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.sort: result has type 'tensor<4x3xf16>', 'tensor<4x3xi32>', but the operands give 'tensor<4x3xf32>', 'tensor<4x3xi32>'}}
  %0, %1 = mindir.sort %x : (tensor<4x3xf32>) -> (tensor<4x3xf16>, tensor<4x3xi32>)
  return
}

// -----

// mindir.tril (C1)
func.func @f(%x: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.tril: x has shape [3], but needs matrices of a known size (C1)}}
  %0 = mindir.tril %x : tensor<3xf32> -> tensor<3xf32>
  return
}

// -----

// mindir.tril (C1): the batch is the rows
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tril: x has shape [?, 3], but needs matrices of a known size (C1)}}
  %0 = mindir.tril %x : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.tril (C2)
func.func @f(%x: tensor<3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tril: result has type 'tensor<3x4xf32>', but the operands give 'tensor<3x3xf32>'}}
  %0 = mindir.tril %x : tensor<3x3xf32> -> tensor<3x4xf32>
  return
}

// -----

// mindir.triu (C1)
func.func @f(%x: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.triu: x has shape [3], but needs matrices of a known size (C1)}}
  %0 = mindir.triu %x : tensor<3xf32> -> tensor<3xf32>
  return
}

// -----

// mindir.triu (C1): the batch is the rows
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.triu: x has shape [?, 3], but needs matrices of a known size (C1)}}
  %0 = mindir.triu %x : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.triu (C2)
func.func @f(%x: tensor<3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.triu: result has type 'tensor<3x4xf32>', but the operands give 'tensor<3x3xf32>'}}
  %0 = mindir.triu %x : tensor<3x3xf32> -> tensor<3x4xf32>
  return
}

// -----

// mindir.masked_fill (C1)
func.func @f(%x: tensor<4x3xf32>, %m: tensor<4xi1>, %v: tensor<f32>) {
  // expected-error @below {{[MS1001] mindir.masked_fill: x [4, 3] and mask [4] do not broadcast (C1)}}
  %0 = mindir.masked_fill %x, %m, %v : (tensor<4x3xf32>, tensor<4xi1>, tensor<f32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.masked_fill (C2)
func.func @f(%x: tensor<4x3xf32>, %m: tensor<4x1xi1>, %v: tensor<1xf32>) {
  // expected-error @below {{[MS1001] mindir.masked_fill: value is tensor<1xf32>, but must be tensor<f32> (C2)}}
  %0 = mindir.masked_fill %x, %m, %v : (tensor<4x3xf32>, tensor<4x1xi1>, tensor<1xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.masked_fill (C3)
func.func @f(%x: tensor<4x3xf32>, %m: tensor<4x1xi1>, %v: tensor<f32>) {
  // expected-error @below {{[MS1001] mindir.masked_fill: result has type 'tensor<4x1xf32>', but the operands give 'tensor<4x3xf32>'}}
  %0 = mindir.masked_fill %x, %m, %v : (tensor<4x3xf32>, tensor<4x1xi1>, tensor<f32>) -> tensor<4x1xf32>
  return
}
