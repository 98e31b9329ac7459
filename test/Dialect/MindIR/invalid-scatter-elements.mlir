//===- invalid-scatter-elements.mlir - Elements that fit nowhere ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.tensor_scatter_elements (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x2xi32>, %u: tensor<4x2xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 2 : i64} : (tensor<4x3xf32>, tensor<4x2xi32>, tensor<4x2xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_elements (C1): the batch
func.func @f(%x: tensor<?x3xf32>, %i: tensor<?x3xi32>, %u: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: the dynamic batch is the axis (C1)}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u : (tensor<?x3xf32>, tensor<?x3xi32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.tensor_scatter_elements (C2)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<5x2xi32>, %u: tensor<5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: indices [5, 2] do not fit into x [4, 3] (C2)}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<4x3xf32>, tensor<5x2xi32>, tensor<5x2xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_elements (C2): the batch
func.func @f(%x: tensor<?x3xf32>, %i: tensor<2x2xi32>, %u: tensor<2x2xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: indices [2, 2] do not fit into x [?, 3] (C2)}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<?x3xf32>, tensor<2x2xi32>, tensor<2x2xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.tensor_scatter_elements (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x2xi32>, %u: tensor<4x1xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: updates have type tensor<4x1xf32>, but tensor<4x2xf32> is needed (C3)}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<4x3xf32>, tensor<4x2xi32>, tensor<4x1xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_elements (C4)
func.func @f(%x: tensor<4xi1>, %i: tensor<2xi32>, %u: tensor<2xi1>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: elements of type i1 cannot be added (C4)}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u {reduction = "add"} : (tensor<4xi1>, tensor<2xi32>, tensor<2xi1>) -> tensor<4xi1>
  return
}

// -----

// mindir.tensor_scatter_elements (C5)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x2xi32>, %u: tensor<4x2xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_elements: result has type 'tensor<4x2xf32>'}}
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<4x3xf32>, tensor<4x2xi32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return
}
