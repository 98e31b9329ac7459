//===- invalid-compare.mlir - Comparisons and sums that are refused -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.equal (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.equal: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.equal %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.equal (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.equal: element types f32 and i32 differ (C2)}}
  %0 = mindir.equal %x, %y : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.equal (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.equal: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.equal %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// mindir.not_equal (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.not_equal: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.not_equal %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.not_equal (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.not_equal: element types f32 and i32 differ (C2)}}
  %0 = mindir.not_equal %x, %y : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.not_equal (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.not_equal: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.not_equal %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// mindir.less (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.less: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.less %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.less (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.less: element types f32 and i32 differ (C2)}}
  %0 = mindir.less %x, %y : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.less (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.less: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.less %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// mindir.less_equal (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.less_equal: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.less_equal %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.less_equal (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.less_equal: element types f32 and i32 differ (C2)}}
  %0 = mindir.less_equal %x, %y : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.less_equal (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.less_equal: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.less_equal %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// mindir.greater (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.greater: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.greater %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.greater (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.greater: element types f32 and i32 differ (C2)}}
  %0 = mindir.greater %x, %y : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.greater (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.greater: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.greater %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// mindir.greater_equal (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.greater_equal: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.greater_equal %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.greater_equal (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.greater_equal: element types f32 and i32 differ (C2)}}
  %0 = mindir.greater_equal %x, %y : (tensor<2x3xf32>, tensor<3xi32>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.greater_equal (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.greater_equal: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.greater_equal %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// mindir.logical_and (C1)
func.func @f(%x: tensor<2x3xi1>, %y: tensor<2xi1>) {
  // expected-error @below {{[MS1001] mindir.logical_and: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.logical_and %x, %y : (tensor<2x3xi1>, tensor<2xi1>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.logical_and (C3)
func.func @f(%x: tensor<2x3xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{[MS1001] mindir.logical_and: result has type 'tensor<3x2xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.logical_and %x, %y : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<3x2xi1>
  return
}

// -----

// mindir.logical_or (C1)
func.func @f(%x: tensor<2x3xi1>, %y: tensor<2xi1>) {
  // expected-error @below {{[MS1001] mindir.logical_or: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.logical_or %x, %y : (tensor<2x3xi1>, tensor<2xi1>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.logical_or (C3)
func.func @f(%x: tensor<2x3xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{[MS1001] mindir.logical_or: result has type 'tensor<3x2xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.logical_or %x, %y : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<3x2xi1>
  return
}

// -----

// mindir.logical_and of numbers
func.func @f(%x: tensor<2xi8>) {
  // expected-error @below {{'mindir.logical_and' op operand #0 must be ranked tensor of 1-bit signless integer values, but got 'tensor<2xi8>'}}
  %0 = mindir.logical_and %x, %x : (tensor<2xi8>, tensor<2xi8>) -> tensor<2xi8>
  return
}

// -----

// mindir.select (C1)
func.func @f(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.select: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.select %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.select (C2)
func.func @f(%c: tensor<2x3xi1>, %x: tensor<2x3xf32>, %y: tensor<f64>) {
  // expected-error @below {{[MS1001] mindir.select: element types f32 and f64 differ (C2)}}
  %0 = mindir.select %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f64>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.select (C3)
func.func @f(%c: tensor<2x3xi1>, %x: tensor<3xf32>, %y: tensor<f32>) {
  // expected-error @below {{[MS1001] mindir.select: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.select %c, %x, %y : (tensor<2x3xi1>, tensor<3xf32>, tensor<f32>) -> tensor<3xf32>
  return
}

// -----

// mindir.add_n (C1)
func.func @f() {
  // expected-error @below {{'mindir.add_n' op expected 1 or more operands, but found 0}}
  %0 = "mindir.add_n"() : () -> tensor<2x3xf32>
  return
}

// -----

// mindir.add_n (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.add_n' op requires the same type for all operands and results}}
  %0 = "mindir.add_n"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}
