//===- invalid-binary.mlir - Arithmetic that is refused -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.add (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.add: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.add %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.add (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.add: element types f32 and f16 differ (C2)}}
  %0 = mindir.add %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.add (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.add: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.add %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.sub (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.sub: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.sub %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.sub (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.sub: element types f32 and f16 differ (C2)}}
  %0 = mindir.sub %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.sub (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.sub: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.sub %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.mul (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.mul: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.mul %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.mul (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.mul: element types f32 and f16 differ (C2)}}
  %0 = mindir.mul %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.mul (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.mul: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.mul %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.div (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.div: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.div %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.div (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.div: element types f32 and f16 differ (C2)}}
  %0 = mindir.div %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.div (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.div: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.div %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.pow (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.pow: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.pow %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.pow (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.pow: element types f32 and f16 differ (C2)}}
  %0 = mindir.pow %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.pow (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.pow: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.pow %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.maximum (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.maximum: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.maximum %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.maximum (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.maximum: element types f32 and f16 differ (C2)}}
  %0 = mindir.maximum %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.maximum (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.maximum: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.maximum %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.minimum (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.minimum: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.minimum %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.minimum (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.minimum: element types f32 and f16 differ (C2)}}
  %0 = mindir.minimum %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.minimum (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.minimum: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.minimum %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.add (C1): a dynamic extent meets only itself or 1
func.func @f(%x: tensor<?x3xf32>, %y: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.add: shapes [?, 3] and [2, 3] do not broadcast (C1)}}
  %0 = mindir.add %x, %y : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.pow of integers
func.func @f(%x: tensor<2xi32>) {
  // expected-error @below {{'mindir.pow' op operand #0 must be ranked tensor of float values, but got 'tensor<2xi32>'}}
  %0 = mindir.pow %x, %x : (tensor<2xi32>, tensor<2xi32>) -> tensor<2xi32>
  return
}
