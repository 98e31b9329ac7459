//===- invalid-special.mlir - Special functions that are refused ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.asinh (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.asinh' op requires the same type for all operands and results}}
  %0 = "mindir.asinh"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.acosh (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.acosh' op requires the same type for all operands and results}}
  %0 = "mindir.acosh"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.atanh (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.atanh' op requires the same type for all operands and results}}
  %0 = "mindir.atanh"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.erfinv (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.erfinv' op requires the same type for all operands and results}}
  %0 = "mindir.erfinv"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.sinc (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.sinc' op requires the same type for all operands and results}}
  %0 = "mindir.sinc"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.lgamma (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.lgamma' op requires the same type for all operands and results}}
  %0 = "mindir.lgamma"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.digamma (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.digamma' op requires the same type for all operands and results}}
  %0 = "mindir.digamma"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.trigamma (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.trigamma' op requires the same type for all operands and results}}
  %0 = "mindir.trigamma"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.softsign (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.softsign' op requires the same type for all operands and results}}
  %0 = "mindir.softsign"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.fast_gelu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.fast_gelu' op requires the same type for all operands and results}}
  %0 = "mindir.fast_gelu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.celu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.celu' op requires the same type for all operands and results}}
  %0 = "mindir.celu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.invert (C1)
func.func @f(%x: tensor<2x3xi32>) {
  // expected-error @below {{'mindir.invert' op requires the same type for all operands and results}}
  %0 = "mindir.invert"(%x) : (tensor<2x3xi32>) -> tensor<3x2xi32>
  return
}

// -----

// mindir.fast_gelu_grad (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.fast_gelu_grad' op requires the same type for all operands and results}}
  %0 = "mindir.fast_gelu_grad"(%x, %x) : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{operand #0 must be ranked tensor of integer values}}
  %0 = "mindir.invert"(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.hypot (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.hypot %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.hypot (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf64>) {
  // expected-error @below {{element types f32 and f64 differ (C2)}}
  %0 = mindir.hypot %x, %y : (tensor<2x3xf32>, tensor<3xf64>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.hypot (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{result}}
  %0 = mindir.hypot %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.xlogy (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.xlogy %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.xlogy (C2)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf64>) {
  // expected-error @below {{element types f32 and f64 differ (C2)}}
  %0 = mindir.xlogy %x, %y : (tensor<2x3xf32>, tensor<3xf64>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.xlogy (C3)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{result}}
  %0 = mindir.xlogy %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.bitwise_and (C1)
func.func @f(%x: tensor<2x3xi32>, %y: tensor<2xi32>) {
  // expected-error @below {{shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.bitwise_and %x, %y : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x3xi32>
  return
}

// -----

// mindir.bitwise_and (C2)
func.func @f(%x: tensor<2x3xi32>, %y: tensor<3xi64>) {
  // expected-error @below {{element types i32 and i64 differ (C2)}}
  %0 = mindir.bitwise_and %x, %y : (tensor<2x3xi32>, tensor<3xi64>) -> tensor<2x3xi32>
  return
}

// -----

// mindir.bitwise_and (C3)
func.func @f(%x: tensor<2x3xi32>, %y: tensor<3xi32>) {
  // expected-error @below {{result}}
  %0 = mindir.bitwise_and %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

// mindir.bitwise_or (C1)
func.func @f(%x: tensor<2x3xi32>, %y: tensor<2xi32>) {
  // expected-error @below {{shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.bitwise_or %x, %y : (tensor<2x3xi32>, tensor<2xi32>) -> tensor<2x3xi32>
  return
}

// -----

// mindir.bitwise_or (C2)
func.func @f(%x: tensor<2x3xi32>, %y: tensor<3xui32>) {
  // expected-error @below {{element types i32 and ui32 differ (C2)}}
  %0 = mindir.bitwise_or %x, %y : (tensor<2x3xi32>, tensor<3xui32>) -> tensor<2x3xi32>
  return
}

// -----

// mindir.bitwise_or (C3)
func.func @f(%x: tensor<2x3xi32>, %y: tensor<3xi32>) {
  // expected-error @below {{result}}
  %0 = mindir.bitwise_or %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<3xi32>
  return
}

// -----

// mindir.bitwise_xor (C1)
func.func @f(%x: tensor<2x3xi8>, %y: tensor<2xi8>) {
  // expected-error @below {{shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.bitwise_xor %x, %y : (tensor<2x3xi8>, tensor<2xi8>) -> tensor<2x3xi8>
  return
}

// -----

// mindir.bitwise_xor (C2)
func.func @f(%x: tensor<2x3xi8>, %y: tensor<3xui8>) {
  // expected-error @below {{element types i8 and ui8 differ (C2)}}
  %0 = mindir.bitwise_xor %x, %y : (tensor<2x3xi8>, tensor<3xui8>) -> tensor<2x3xi8>
  return
}

// -----

// mindir.bitwise_xor (C3)
func.func @f(%x: tensor<2x3xi8>, %y: tensor<3xi8>) {
  // expected-error @below {{result}}
  %0 = mindir.bitwise_xor %x, %y : (tensor<2x3xi8>, tensor<3xi8>) -> tensor<3xi8>
  return
}
