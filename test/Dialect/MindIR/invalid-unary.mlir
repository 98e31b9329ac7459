//===- invalid-unary.mlir - Unary math that is refused --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.neg (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.neg' op requires the same type for all operands and results}}
  %0 = "mindir.neg"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.abs (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.abs' op requires the same type for all operands and results}}
  %0 = "mindir.abs"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.exp (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.exp' op requires the same type for all operands and results}}
  %0 = "mindir.exp"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.log (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.log' op requires the same type for all operands and results}}
  %0 = "mindir.log"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.sqrt (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.sqrt' op requires the same type for all operands and results}}
  %0 = "mindir.sqrt"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.rsqrt (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.rsqrt' op requires the same type for all operands and results}}
  %0 = "mindir.rsqrt"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.reciprocal (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.reciprocal' op requires the same type for all operands and results}}
  %0 = "mindir.reciprocal"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.square (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.square' op requires the same type for all operands and results}}
  %0 = "mindir.square"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.sin (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.sin' op requires the same type for all operands and results}}
  %0 = "mindir.sin"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.cos (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.cos' op requires the same type for all operands and results}}
  %0 = "mindir.cos"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.floor (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.floor' op requires the same type for all operands and results}}
  %0 = "mindir.floor"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.ceil (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.ceil' op requires the same type for all operands and results}}
  %0 = "mindir.ceil"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.sigmoid (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.sigmoid' op requires the same type for all operands and results}}
  %0 = "mindir.sigmoid"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.tanh (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.tanh' op requires the same type for all operands and results}}
  %0 = "mindir.tanh"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.relu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.relu' op requires the same type for all operands and results}}
  %0 = "mindir.relu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.logical_not (C1)
func.func @f(%x: tensor<2xi1>) {
  // expected-error @below {{'mindir.logical_not' op requires the same type for all operands and results}}
  %0 = "mindir.logical_not"(%x) : (tensor<2xi1>) -> tensor<i1>
  return
}

// -----

// mindir.exp of integers
func.func @f(%x: tensor<2xi32>) {
  // expected-error @below {{'mindir.exp' op operand #0 must be ranked tensor of float values, but got 'tensor<2xi32>'}}
  %0 = mindir.exp %x : tensor<2xi32>
  return
}

// -----

// mindir.neg of booleans
func.func @f(%x: tensor<2xi1>) {
  // expected-error @below {{'mindir.neg' op operand #0 must be ranked tensor of number values, but got 'tensor<2xi1>'}}
  %0 = mindir.neg %x : tensor<2xi1>
  return
}

// -----

// mindir.relu of an unranked tensor
func.func @f(%x: tensor<*xf32>) {
  // expected-error @below {{custom op 'mindir.relu' invalid kind of type specified: expected builtin.tensor, but found 'tensor<*xf32>'}}
  %0 = mindir.relu %x : tensor<*xf32>
  return
}

// -----

// mindir.logical_not of numbers
func.func @f(%x: tensor<2xf32>) {
  // expected-error @below {{'mindir.logical_not' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xf32>'}}
  %0 = mindir.logical_not %x : tensor<2xf32>
  return
}

// -----

// mindir.relu_grad (C1)
func.func @f(%dy: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.relu_grad' op requires the same type for all operands and results}}
  %0 = "mindir.relu_grad"(%dy, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.sigmoid_grad (C1)
func.func @f(%dy: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.sigmoid_grad' op requires the same type for all operands and results}}
  %0 = "mindir.sigmoid_grad"(%dy, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.tanh_grad (C1)
func.func @f(%dy: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.tanh_grad' op requires the same type for all operands and results}}
  %0 = "mindir.tanh_grad"(%dy, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}
