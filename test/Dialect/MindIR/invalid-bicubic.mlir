//===- invalid-bicubic.mlir - Bicubic resizing that is refused ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.resize_bicubic (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.resize_bicubic %a0 {size = [3, 3]} : tensor<2x3x8xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bicubic (C2)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic: size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.resize_bicubic %a0 {size = [3, 0]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bicubic (C2): extent
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.resize_bicubic %a0 {size = [3, 5000]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bicubic (C3)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic: both align_corners and half_pixel_centers are set (C3)}}
  %0 = mindir.resize_bicubic %a0 {size = [3, 3], align_corners = true, half_pixel_centers = true} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bicubic (C4)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.resize_bicubic %a0 {size = [3, 3]} : tensor<2x3x8x7xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.resize_bicubic_grad (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic_grad: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.resize_bicubic_grad %a0 {input_size = [8, 7]} : tensor<2x3x8xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bicubic_grad (C2)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic_grad: input_size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.resize_bicubic_grad %a0 {input_size = [3, 0]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bicubic_grad (C2): extent
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic_grad: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.resize_bicubic_grad %a0 {input_size = [3, 5000]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bicubic_grad (C3)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic_grad: both align_corners and half_pixel_centers are set (C3)}}
  %0 = mindir.resize_bicubic_grad %a0 {input_size = [8, 7], align_corners = true, half_pixel_centers = true} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bicubic_grad (C4)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bicubic_grad: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.resize_bicubic_grad %a0 {input_size = [8, 7]} : tensor<2x3x3x3xf32> -> tensor<2x3x4x4xf32>
  return
}
