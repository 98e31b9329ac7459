//===- invalid-reduce.mlir - Reductions that are refused ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.reduce_sum (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_sum: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_sum %x {axis = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_sum (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_sum: result has type 'tensor<2x1xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.reduce_mean (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_mean: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_mean %x {axis = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_mean (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_mean: result has type 'tensor<2x1xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.reduce_mean %x {axis = [1]} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.reduce_max (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_max: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_max %x {axis = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_max (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_max: result has type 'tensor<2x1xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.reduce_max %x {axis = [1]} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.reduce_min (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_min: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_min %x {axis = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_min (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_min: result has type 'tensor<2x1xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.reduce_min %x {axis = [1]} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.reduce_sum (C1): the same axis from both ends
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_sum: axis -1 stands twice (C1)}}
  %0 = mindir.reduce_sum %x {axis = [1, -1]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_sum (C1): below the range
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_sum: axis -3 is outside rank 2 (C1)}}
  %0 = mindir.reduce_sum %x {axis = [-3]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_max (C2): the element type
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_max: result has type 'tensor<2xf64>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.reduce_max %x {axis = [1]} : tensor<2x3xf32> -> tensor<2xf64>
  return
}

// -----

// mindir.argmax (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmax: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.argmax %x {axis = 2 : i64} : tensor<2x3xf32> -> tensor<2xi32>
  return
}

// -----

// mindir.argmax (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmax: result has type 'tensor<2xi32>', but the operands give 'tensor<3xi32>'}}
  %0 = mindir.argmax %x {axis = 0 : i64} : tensor<2x3xf32> -> tensor<2xi32>
  return
}

// -----

// mindir.argmax (C2): the element type
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmax: result has type 'tensor<2xi32>', but the operands give 'tensor<2xi64>'}}
  %0 = mindir.argmax %x {output_type = i64} : tensor<2x3xf32> -> tensor<2xi32>
  return
}

// -----

// mindir.argmax (C2): no index type
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmax: output_type is f32, but must be i32 or i64 (C2)}}
  %0 = mindir.argmax %x {output_type = f32} : tensor<2x3xf32> -> tensor<2xi32>
  return
}

// -----

// mindir.mat_mul (C1)
func.func @f(%a: tensor<5x2x4xf32>, %b: tensor<4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mat_mul: operands have rank 3 and 2, but must be matrices (C1)}}
  %0 = mindir.mat_mul %a, %b : (tensor<5x2x4xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.mat_mul (C2)
func.func @f(%a: tensor<2x4xf32>, %b: tensor<3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.mat_mul: the first matrix has 4 columns, but the second has 3 rows (C2)}}
  %0 = mindir.mat_mul %a, %b : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

// mindir.mat_mul (C2): the batch
func.func @f(%a: tensor<?x4xf32>, %b: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mat_mul: the first matrix has ? columns, but the second has 2 rows (C2)}}
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<?x4xf32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.mat_mul (C3)
func.func @f(%a: tensor<2x4xf32>, %b: tensor<4x3xbf16>) {
  // expected-error @below {{[MS1001] mindir.mat_mul: element types f32 and bf16 differ (C3)}}
  %0 = mindir.mat_mul %a, %b : (tensor<2x4xf32>, tensor<4x3xbf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.mat_mul (C4)
func.func @f(%a: tensor<2x4xf32>, %b: tensor<4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mat_mul: result has type 'tensor<3x2xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.mat_mul %a, %b : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<3x2xf32>
  return
}
