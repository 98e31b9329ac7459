//===- invalid-lengths.mlir - Lengths of vectors that are refused ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.lp_norm (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{axis 2 is outside rank 2 (C1)}}
  %0 = mindir.lp_norm %x {axis = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.lp_norm (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{axis -1 stands twice (C1)}}
  %0 = mindir.lp_norm %x {axis = [1, -1]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.lp_norm (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{result}}
  %0 = mindir.lp_norm %x {axis = [1], keep_dims = true} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.lp_norm (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{p is -1.000000, but must not be negative (C3)}}
  %0 = mindir.lp_norm %x {axis = [1], p = -1.0} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.lp_norm (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{epsilon is -1.000000, but must not be negative (C3)}}
  %0 = mindir.lp_norm %x {axis = [1], epsilon = -1.0} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.lp_norm_grad (C1)
func.func @f(%dy: tensor<2xf32>, %x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{axis -3 is outside rank 2 (C1)}}
  %0 = mindir.lp_norm_grad %dy, %x, %y {axis = [-3]} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.lp_norm_grad (C2)
func.func @f(%dy: tensor<2xf32>, %x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{an operand has type tensor<2xf32>, but lp_norm gives tensor<3xf32> (C2)}}
  %0 = mindir.lp_norm_grad %dy, %x, %y {axis = [0]} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.lp_norm_grad (C3)
func.func @f(%dy: tensor<2xf32>, %x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{p is -2.000000, but must not be negative (C3)}}
  %0 = mindir.lp_norm_grad %dy, %x, %y {axis = [1], p = -2.0} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.lp_norm_grad (C4)
func.func @f(%dy: tensor<2xf32>, %x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{result}}
  %0 = mindir.lp_norm_grad %dy, %x, %y {axis = [1]} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

// mindir.l2_normalize (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{axis 2 is outside rank 2 (C1)}}
  %0 = mindir.l2_normalize %x {axis = 2 : i64} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.l2_normalize (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{epsilon is 0.000000, but must be positive (C2)}}
  %0 = mindir.l2_normalize %x {epsilon = 0.0} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.l2_normalize (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{result}}
  %0 = mindir.l2_normalize %x {axis = 1 : i64} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.l2_normalize_grad (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{axis 2 is outside rank 2 (C1)}}
  %0 = mindir.l2_normalize_grad %x, %x, %x {axis = 2 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.l2_normalize_grad (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{epsilon is -1.000000, but must be positive (C2)}}
  %0 = mindir.l2_normalize_grad %x, %x, %x {epsilon = -1.0} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.l2_normalize_grad (C3)
func.func @f(%x: tensor<2x3xf32>, %z: tensor<2x1xf32>) {
  // expected-error @below {{types tensor<2x3xf32> and tensor<2x1xf32> differ (C3)}}
  %0 = mindir.l2_normalize_grad %x, %x, %z {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.lrn (C1)
func.func @f(%x: tensor<2x8x3xf32>) {
  // expected-error @below {{x has rank 3, but needs rank 4 (C1)}}
  %0 = mindir.lrn %x {bias = 2.0} : tensor<2x8x3xf32> -> tensor<2x8x3xf32>
  return
}

// -----

// mindir.lrn (C2)
func.func @f(%x: tensor<2x8x3x3xf32>) {
  // expected-error @below {{depth_radius is -1, but must not be negative (C2)}}
  %0 = mindir.lrn %x {depth_radius = -1 : i64} : tensor<2x8x3x3xf32> -> tensor<2x8x3x3xf32>
  return
}

// -----

// mindir.lrn (C3)
func.func @f(%x: tensor<2x8x3x3xf32>) {
  // expected-error @below {{result}}
  %0 = mindir.lrn %x {bias = 2.0} : tensor<2x8x3x3xf32> -> tensor<2x8x3xf32>
  return
}

// -----

// mindir.lrn_grad (C1)
func.func @f(%x: tensor<2x8x3xf32>) {
  // expected-error @below {{x has rank 3, but needs rank 4 (C1)}}
  %0 = mindir.lrn_grad %x, %x, %x {bias = 2.0} : (tensor<2x8x3xf32>, tensor<2x8x3xf32>, tensor<2x8x3xf32>) -> tensor<2x8x3xf32>
  return
}

// -----

// mindir.lrn_grad (C2)
func.func @f(%x: tensor<2x8x3x3xf32>) {
  // expected-error @below {{depth_radius is -1, but must not be negative (C2)}}
  %0 = mindir.lrn_grad %x, %x, %x {depth_radius = -1 : i64} : (tensor<2x8x3x3xf32>, tensor<2x8x3x3xf32>, tensor<2x8x3x3xf32>) -> tensor<2x8x3x3xf32>
  return
}

// -----

// mindir.lrn_grad (C3)
func.func @f(%x: tensor<2x8x3x3xf32>, %y: tensor<2x8x1x1xf32>) {
  // expected-error @below {{types tensor<2x8x3x3xf32> and tensor<2x8x1x1xf32> differ (C3)}}
  %0 = mindir.lrn_grad %x, %x, %y {bias = 2.0} : (tensor<2x8x3x3xf32>, tensor<2x8x3x3xf32>, tensor<2x8x1x1xf32>) -> tensor<2x8x3x3xf32>
  return
}
