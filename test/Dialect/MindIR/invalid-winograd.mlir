//===- invalid-winograd.mlir - Steps of Winograd's algorithm, refused -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.winograd_filter_transform (C1)
func.func @f(%w: tensor<2x16x4x16x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_filter_transform: tile is 3, not 2 or 4 (C1)}}
  %0 = mindir.winograd_filter_transform %w {tile = 3 : i64, block = 16 : i64} : tensor<2x16x4x16x3x3xf32> -> tensor<2x25x64x16xf32>
  return
}

// -----

// mindir.winograd_filter_transform (C1)
func.func @f(%w: tensor<2x16x4x16x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_filter_transform: block 0 is not positive (C1)}}
  %0 = mindir.winograd_filter_transform %w {tile = 2 : i64, block = 0 : i64} : tensor<2x16x4x16x3x3xf32> -> tensor<2x16x64x16xf32>
  return
}

// -----

// mindir.winograd_filter_transform (C2)
func.func @f(%w: tensor<32x64x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_filter_transform: weights of 4 dimensions are no [O/b, b, I/b, b, 3, 3] (C2)}}
  %0 = mindir.winograd_filter_transform %w {tile = 2 : i64, block = 16 : i64} : tensor<32x64x3x3xf32> -> tensor<2x16x64x16xf32>
  return
}

// -----

// mindir.winograd_filter_transform (C2)
func.func @f(%w: tensor<2x16x4x16x3x1xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_filter_transform: weights of 6 dimensions are no [O/b, b, I/b, b, 3, 3] (C2)}}
  %0 = mindir.winograd_filter_transform %w {tile = 2 : i64, block = 16 : i64} : tensor<2x16x4x16x3x1xf32> -> tensor<2x16x64x16xf32>
  return
}

// -----

// mindir.winograd_filter_transform (C3)
func.func @f(%w: tensor<2x16x4x16x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_filter_transform: result 'tensor<2x16x32x16xf32>' does not hold the products of 64 and 32 channels in blocks of 16 (C3)}}
  %0 = mindir.winograd_filter_transform %w {tile = 2 : i64, block = 16 : i64} : tensor<2x16x4x16x3x3xf32> -> tensor<2x16x32x16xf32>
  return
}

// -----

// mindir.winograd_filter_transform (C3)
func.func @f(%w: tensor<2x16x4x16x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_filter_transform: result 'tensor<1x16x64x24xf32>' does not hold the products of 64 and 32 channels in blocks of 24 (C3)}}
  %0 = mindir.winograd_filter_transform %w {tile = 2 : i64, block = 24 : i64} : tensor<2x16x4x16x3x3xf32> -> tensor<1x16x64x24xf32>
  return
}

// -----

// mindir.winograd_input_transform (C1)
func.func @f(%x: tensor<?x4x14x14x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_input_transform: tile is 0, not 2 or 4 (C1)}}
  %0 = mindir.winograd_input_transform %x {tile = 0 : i64, padding = 1 : i64} : tensor<?x4x14x14x16xf32> -> tensor<?x16x2320xf32>
  return
}

// -----

// mindir.winograd_input_transform (C1)
func.func @f(%x: tensor<?x4x14x14x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_input_transform: padding -1 is negative (C1)}}
  %0 = mindir.winograd_input_transform %x {tile = 4 : i64, padding = -1 : i64} : tensor<?x4x14x14x16xf32> -> tensor<?x9x2320xf32>
  return
}

// -----

// mindir.winograd_input_transform (C2)
func.func @f(%x: tensor<?x64x14x14xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_input_transform: image 'tensor<?x64x14x14xf32>' is no [N, C/b, H, W, b] (C2)}}
  %0 = mindir.winograd_input_transform %x {tile = 4 : i64, padding = 1 : i64} : tensor<?x64x14x14xf32> -> tensor<?x16x2320xf32>
  return
}

// -----

// mindir.winograd_input_transform (C3)
func.func @f(%x: tensor<?x4x14x14x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_input_transform: result 'tensor<?x15x2320xf32>' does not hold the pieces of 'tensor<?x4x14x14x16xf32>' (C3)}}
  %0 = mindir.winograd_input_transform %x {tile = 4 : i64, padding = 1 : i64} : tensor<?x4x14x14x16xf32> -> tensor<?x15x2320xf32>
  return
}

// -----

// mindir.winograd_input_transform (C3)
func.func @f(%x: tensor<?x4x2x14x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_input_transform: result 'tensor<?x0x2320xf32>' does not hold the pieces of 'tensor<?x4x2x14x16xf32>' (C3)}}
  %0 = mindir.winograd_input_transform %x {tile = 4 : i64, padding = 0 : i64} : tensor<?x4x2x14x16xf32> -> tensor<?x0x2320xf32>
  return
}

// -----

// mindir.winograd_input_transform (C3)
func.func @f(%x: tensor<?x4x14x14x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_input_transform: result 'tensor<?x16x2303xf32>' does not hold the pieces of 'tensor<?x4x14x14x16xf32>' (C3)}}
  %0 = mindir.winograd_input_transform %x {tile = 4 : i64, padding = 1 : i64} : tensor<?x4x14x14x16xf32> -> tensor<?x16x2303xf32>
  return
}

// -----

// mindir.winograd_conv_2d (C1)
func.func @f(%v: tensor<?x16x2320xf32>, %u: tensor<2x36x64x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_conv_2d: tile is 6, not 2 or 4 (C1)}}
  %0 = mindir.winograd_conv_2d %v, %u {tile = 6 : i64} : (tensor<?x16x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<?x2x14x14x16xf32>
  return
}

// -----

// mindir.winograd_conv_2d (C2)
func.func @f(%v: tensor<?x16x2320xf32>, %u: tensor<2x36x64x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_conv_2d: operands 'tensor<?x16x2320xf32>' and 'tensor<2x36x64x16xf32>' are no transforms with tile 2 (C2)}}
  %0 = mindir.winograd_conv_2d %v, %u {tile = 2 : i64} : (tensor<?x16x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<?x2x14x14x16xf32>
  return
}

// -----

// mindir.winograd_conv_2d (C3)
func.func @f(%v: tensor<?x16x2320xf32>, %u: tensor<2x36x64x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_conv_2d: result 'tensor<?x2x17x14x16xf32>' does not fit operands 'tensor<?x16x2320xf32>' and 'tensor<2x36x64x16xf32>' (C3)}}
  %0 = mindir.winograd_conv_2d %v, %u {tile = 4 : i64} : (tensor<?x16x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<?x2x17x14x16xf32>
  return
}

// -----

// mindir.winograd_conv_2d (C3)
func.func @f(%v: tensor<?x16x2320xf32>, %u: tensor<2x36x64x16xf32>) {
  // expected-error @below {{[MS1001] mindir.winograd_conv_2d: result 'tensor<3x2x14x14x16xf32>' does not fit operands 'tensor<?x16x2320xf32>' and 'tensor<2x36x64x16xf32>' (C3)}}
  %0 = mindir.winograd_conv_2d %v, %u {tile = 4 : i64} : (tensor<?x16x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<3x2x14x14x16xf32>
  return
}
