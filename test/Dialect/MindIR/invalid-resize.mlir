//===- invalid-resize.mlir - Resizing that is refused ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.resize_nearest_neighbor (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.resize_nearest_neighbor %a0 {size = [3, 3]} : tensor<2x3x8xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor (C2)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor: size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.resize_nearest_neighbor %a0 {size = [3, 0]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor (C2): extent
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.resize_nearest_neighbor %a0 {size = [3, 5000]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor (C3)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor: both align_corners and half_pixel_centers are set (C3)}}
  %0 = mindir.resize_nearest_neighbor %a0 {size = [3, 3], align_corners = true, half_pixel_centers = true} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor (C4)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.resize_nearest_neighbor %a0 {size = [3, 3]} : tensor<2x3x8x7xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor_grad (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor_grad: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.resize_nearest_neighbor_grad %a0 {input_size = [8, 7]} : tensor<2x3x8xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor_grad (C2)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor_grad: input_size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.resize_nearest_neighbor_grad %a0 {input_size = [3, 0]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor_grad (C2): extent
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor_grad: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.resize_nearest_neighbor_grad %a0 {input_size = [3, 5000]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor_grad (C3)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor_grad: both align_corners and half_pixel_centers are set (C3)}}
  %0 = mindir.resize_nearest_neighbor_grad %a0 {input_size = [8, 7], align_corners = true, half_pixel_centers = true} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_nearest_neighbor_grad (C4)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_nearest_neighbor_grad: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.resize_nearest_neighbor_grad %a0 {input_size = [8, 7]} : tensor<2x3x3x3xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.resize_bilinear (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.resize_bilinear %a0 {size = [3, 3]} : tensor<2x3x8xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bilinear (C2)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear: size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.resize_bilinear %a0 {size = [3, 0]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bilinear (C2): extent
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.resize_bilinear %a0 {size = [3, 5000]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bilinear (C3)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear: both align_corners and half_pixel_centers are set (C3)}}
  %0 = mindir.resize_bilinear %a0 {size = [3, 3], align_corners = true, half_pixel_centers = true} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.resize_bilinear (C4)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.resize_bilinear %a0 {size = [3, 3]} : tensor<2x3x8x7xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.resize_bilinear_grad (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear_grad: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.resize_bilinear_grad %a0 {input_size = [8, 7]} : tensor<2x3x8xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bilinear_grad (C2)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear_grad: input_size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.resize_bilinear_grad %a0 {input_size = [3, 0]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bilinear_grad (C2): extent
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear_grad: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.resize_bilinear_grad %a0 {input_size = [3, 5000]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bilinear_grad (C3)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear_grad: both align_corners and half_pixel_centers are set (C3)}}
  %0 = mindir.resize_bilinear_grad %a0 {input_size = [8, 7], align_corners = true, half_pixel_centers = true} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.resize_bilinear_grad (C4)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.resize_bilinear_grad: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.resize_bilinear_grad %a0 {input_size = [8, 7]} : tensor<2x3x3x3xf32> -> tensor<2x3x4x4xf32>
  return
}
