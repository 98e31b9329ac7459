//===- invalid-sampling.mlir - Pixels that cannot be moved or sampled -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.depth_to_space (C1)
func.func @f(%x: tensor<2x8x3xf32>) {
  // expected-error @below {{[MS1001] mindir.depth_to_space: the image has type tensor<2x8x3xf32>, but needs rank 4 and static channels, height and width (C1)}}
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<2x8x3xf32> -> tensor<2x2x6xf32>
  return
}

// -----

// mindir.depth_to_space (C2)
func.func @f(%x: tensor<2x6x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.depth_to_space: block_size is 2, and the image has type tensor<2x6x3x4xf32> (C2)}}
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<2x6x3x4xf32> -> tensor<2x1x6x8xf32>
  return
}

// -----

// mindir.depth_to_space (C2): too large
func.func @f(%x: tensor<2x8x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.depth_to_space: block_size is 4294967296, and the image has type tensor<2x8x3x4xf32> (C2)}}
  %0 = mindir.depth_to_space %x {block_size = 4294967296 : i64} : tensor<2x8x3x4xf32> -> tensor<2x2x6x8xf32>
  return
}

// -----

// mindir.depth_to_space (C3)
func.func @f(%x: tensor<2x8x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.depth_to_space: result has type 'tensor<2x2x6x4xf32>'}}
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<2x8x3x4xf32> -> tensor<2x2x6x4xf32>
  return
}

// -----

// mindir.space_to_depth (C1)
func.func @f(%x: tensor<2x?x6x8xf32>) {
  // expected-error @below {{[MS1001] mindir.space_to_depth: the image has type tensor<2x?x6x8xf32>, but needs rank 4 and static channels, height and width (C1)}}
  %0 = mindir.space_to_depth %x {block_size = 2 : i64} : tensor<2x?x6x8xf32> -> tensor<2x?x3x4xf32>
  return
}

// -----

// mindir.space_to_depth (C2)
func.func @f(%x: tensor<2x2x6x8xf32>) {
  // expected-error @below {{[MS1001] mindir.space_to_depth: block_size is 4, and the image has type tensor<2x2x6x8xf32> (C2)}}
  %0 = mindir.space_to_depth %x {block_size = 4 : i64} : tensor<2x2x6x8xf32> -> tensor<2x32x2x2xf32>
  return
}

// -----

// mindir.space_to_depth (C3)
func.func @f(%x: tensor<2x2x6x8xf32>) {
  // expected-error @below {{[MS1001] mindir.space_to_depth: result has type 'tensor<2x2x3x4xf32>'}}
  %0 = mindir.space_to_depth %x {block_size = 2 : i64} : tensor<2x2x6x8xf32> -> tensor<2x2x3x4xf32>
  return
}

// -----

// mindir.grid_sampler2d (C1)
func.func @f(%x: tensor<2x3x8xf32>, %g: tensor<2x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d: the image has type tensor<2x3x8xf32>, but needs rank 4 and static channels, height and width (C1)}}
  %0 = mindir.grid_sampler2d %x, %g : (tensor<2x3x8xf32>, tensor<2x4x5x2xf32>) -> tensor<2x3x4x5xf32>
  return
}

// -----

// mindir.grid_sampler2d (C1): extent
func.func @f(%x: tensor<2x3x8x5000xf32>, %g: tensor<2x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d: the image has type tensor<2x3x8x5000xf32>, but its height and width must not be larger than 4096 (C1)}}
  %0 = mindir.grid_sampler2d %x, %g : (tensor<2x3x8x5000xf32>, tensor<2x4x5x2xf32>) -> tensor<2x3x4x5xf32>
  return
}

// -----

// mindir.grid_sampler2d (C2)
func.func @f(%x: tensor<2x3x8x7xf32>, %g: tensor<2x4x5x3xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d: the grid has type tensor<2x4x5x3xf32>, which does not fit to the image tensor<2x3x8x7xf32> (C2)}}
  %0 = mindir.grid_sampler2d %x, %g : (tensor<2x3x8x7xf32>, tensor<2x4x5x3xf32>) -> tensor<2x3x4x5xf32>
  return
}

// -----

// mindir.grid_sampler2d (C2): the batch
func.func @f(%x: tensor<2x3x8x7xf32>, %g: tensor<3x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d: the grid has type tensor<3x4x5x2xf32>, which does not fit to the image tensor<2x3x8x7xf32> (C2)}}
  %0 = mindir.grid_sampler2d %x, %g : (tensor<2x3x8x7xf32>, tensor<3x4x5x2xf32>) -> tensor<2x3x4x5xf32>
  return
}

// -----

// mindir.grid_sampler2d (C2): elements
func.func @f(%x: tensor<2x3x8x7xf32>, %g: tensor<2x4x5x2xf64>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d: the grid has type tensor<2x4x5x2xf64>, which does not fit to the image tensor<2x3x8x7xf32> (C2)}}
  %0 = mindir.grid_sampler2d %x, %g : (tensor<2x3x8x7xf32>, tensor<2x4x5x2xf64>) -> tensor<2x3x4x5xf32>
  return
}

// -----

// mindir.grid_sampler2d (C3)
func.func @f(%x: tensor<2x3x8x7xf32>, %g: tensor<2x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d: result has type 'tensor<2x3x5x4xf32>'}}
  %0 = mindir.grid_sampler2d %x, %g : (tensor<2x3x8x7xf32>, tensor<2x4x5x2xf32>) -> tensor<2x3x5x4xf32>
  return
}

// -----

// mindir.grid_sampler2d_grad (C1)
func.func @f(%dy: tensor<2x3x4x5xf32>, %x: tensor<2x3x8xf32>, %g: tensor<2x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d_grad: the image has type tensor<2x3x8xf32>, but needs rank 4 and static channels, height and width (C1)}}
  %0:2 = mindir.grid_sampler2d_grad %dy, %x, %g : (tensor<2x3x4x5xf32>, tensor<2x3x8xf32>, tensor<2x4x5x2xf32>) -> (tensor<2x3x8xf32>, tensor<2x4x5x2xf32>)
  return
}

// -----

// mindir.grid_sampler2d_grad (C2)
func.func @f(%dy: tensor<2x3x4x5xf32>, %x: tensor<2x3x8x7xf32>, %g: tensor<2x4x5x1xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d_grad: the grid has type tensor<2x4x5x1xf32>, which does not fit to the image tensor<2x3x8x7xf32> (C2)}}
  %0:2 = mindir.grid_sampler2d_grad %dy, %x, %g : (tensor<2x3x4x5xf32>, tensor<2x3x8x7xf32>, tensor<2x4x5x1xf32>) -> (tensor<2x3x8x7xf32>, tensor<2x4x5x1xf32>)
  return
}

// -----

// mindir.grid_sampler2d_grad (C3)
func.func @f(%dy: tensor<2x3x4x4xf32>, %x: tensor<2x3x8x7xf32>, %g: tensor<2x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d_grad: dy has type tensor<2x3x4x4xf32>, but the result has tensor<2x3x4x5xf32> (C3)}}
  %0:2 = mindir.grid_sampler2d_grad %dy, %x, %g : (tensor<2x3x4x4xf32>, tensor<2x3x8x7xf32>, tensor<2x4x5x2xf32>) -> (tensor<2x3x8x7xf32>, tensor<2x4x5x2xf32>)
  return
}

// -----

// mindir.grid_sampler2d_grad (C4)
func.func @f(%dy: tensor<2x3x4x5xf32>, %x: tensor<2x3x8x7xf32>, %g: tensor<2x4x5x2xf32>) {
  // expected-error @below {{[MS1001] mindir.grid_sampler2d_grad: result has type 'tensor<2x3x8x7xf32>', 'tensor<2x4x5x1xf32>'}}
  %0:2 = mindir.grid_sampler2d_grad %dy, %x, %g : (tensor<2x3x4x5xf32>, tensor<2x3x8x7xf32>, tensor<2x4x5x2xf32>) -> (tensor<2x3x8x7xf32>, tensor<2x4x5x1xf32>)
  return
}
