//===- invalid-elementary.mlir - Elementary functions that are refused ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.erf (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.erf' op requires the same type for all operands and results}}
  %0 = "mindir.erf"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.expm1 (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.expm1' op requires the same type for all operands and results}}
  %0 = "mindir.expm1"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.log1p (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.log1p' op requires the same type for all operands and results}}
  %0 = "mindir.log1p"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.tan (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.tan' op requires the same type for all operands and results}}
  %0 = "mindir.tan"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.asin (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.asin' op requires the same type for all operands and results}}
  %0 = "mindir.asin"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.acos (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.acos' op requires the same type for all operands and results}}
  %0 = "mindir.acos"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.atan (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.atan' op requires the same type for all operands and results}}
  %0 = "mindir.atan"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.sinh (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.sinh' op requires the same type for all operands and results}}
  %0 = "mindir.sinh"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.cosh (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.cosh' op requires the same type for all operands and results}}
  %0 = "mindir.cosh"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.sign (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.sign' op requires the same type for all operands and results}}
  %0 = "mindir.sign"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.round (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.round' op requires the same type for all operands and results}}
  %0 = "mindir.round"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.trunc (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.trunc' op requires the same type for all operands and results}}
  %0 = "mindir.trunc"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.is_nan (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.is_nan: result has type 'tensor<3x2xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.is_nan %x : tensor<2x3xf32> -> tensor<3x2xi1>
  return
}

// -----

// mindir.is_inf (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.is_inf: result has type 'tensor<3x2xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.is_inf %x : tensor<2x3xf32> -> tensor<3x2xi1>
  return
}

// -----

// mindir.is_finite (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.is_finite: result has type 'tensor<3x2xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.is_finite %x : tensor<2x3xf32> -> tensor<3x2xi1>
  return
}

// -----

// mindir.atan2 (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.atan2: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.atan2 %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.atan2 (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.atan2: element types f32 and f16 differ (C2)}}
  %0 = mindir.atan2 %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.atan2 (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.atan2: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.atan2 %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.floor_div (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.floor_div: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.floor_div %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.floor_div (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.floor_div: element types f32 and f16 differ (C2)}}
  %0 = mindir.floor_div %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.floor_div (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.floor_div: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.floor_div %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.floor_mod (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.floor_mod: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.floor_mod %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.floor_mod (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.floor_mod: element types f32 and f16 differ (C2)}}
  %0 = mindir.floor_mod %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.floor_mod (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.floor_mod: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.floor_mod %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.mod (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.mod: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.mod %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.mod (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.mod: element types f32 and f16 differ (C2)}}
  %0 = mindir.mod %x, %y : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.mod (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.mod: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.mod %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.logical_xor (C1)
func.func @f(%x: tensor<2x3xi1>, %y: tensor<2xi1>) {
  // expected-error @below {{[MS1001] mindir.logical_xor: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.logical_xor %x, %y : (tensor<2x3xi1>, tensor<2xi1>) -> tensor<2x3xi1>
  return
}

// -----

// mindir.logical_xor (C3)
func.func @f(%x: tensor<2x3xi1>, %y: tensor<3xi1>) {
  // expected-error @below {{[MS1001] mindir.logical_xor: result has type 'tensor<3xi1>', but the operands give 'tensor<2x3xi1>'}}
  %0 = mindir.logical_xor %x, %y : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}
