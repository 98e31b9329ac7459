//===- gradients-sampling.mlir - Gradients of pixels moved and sampled ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-11: ok
// CHECK-NOT: ok

mindir.parameter @bicubic_x : tensor<1x2x4x3xf32> init(#mindir.zeros)
mindir.parameter @bicubic_centers_x : tensor<1x2x4x3xf32> init(#mindir.zeros)
mindir.parameter @depth_to_space_x : tensor<1x8x2x3xf32> init(#mindir.zeros)
mindir.parameter @space_to_depth_x : tensor<1x2x4x6xf32> init(#mindir.zeros)
mindir.parameter @sample_zeros_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_zeros_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.7, 1.7]}
mindir.parameter @sample_zeros_aligned_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_zeros_aligned_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.7, 1.7]}
mindir.parameter @sample_border_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_border_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.7, 1.7]}
mindir.parameter @sample_border_aligned_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_border_aligned_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.7, 1.7]}
mindir.parameter @sample_reflection_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_reflection_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.7, 1.7]}
mindir.parameter @sample_reflection_aligned_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_reflection_aligned_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.7, 1.7]}
mindir.parameter @sample_nearest_x : tensor<2x2x4x5xf32> init(#mindir.zeros)
mindir.parameter @sample_nearest_grid : tensor<2x3x2x2xf32> init(#mindir.zeros) {test.range = [-1.2, 1.2]}

func.func @test_bicubic() -> tensor<1x2x3x7xf32> {
  %x = mindir.load @bicubic_x : tensor<1x2x4x3xf32>
  %y = mindir.resize_bicubic %x {size = [3, 7]} : tensor<1x2x4x3xf32> -> tensor<1x2x3x7xf32>
  return %y : tensor<1x2x3x7xf32>
}

func.func @test_bicubic_centers() -> tensor<1x2x9x2xf32> {
  %x = mindir.load @bicubic_centers_x : tensor<1x2x4x3xf32>
  %y = mindir.resize_bicubic %x {size = [9, 2], half_pixel_centers = true} : tensor<1x2x4x3xf32> -> tensor<1x2x9x2xf32>
  return %y : tensor<1x2x9x2xf32>
}

func.func @test_depth_to_space() -> tensor<1x2x4x6xf32> {
  %x = mindir.load @depth_to_space_x : tensor<1x8x2x3xf32>
  %y = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<1x8x2x3xf32> -> tensor<1x2x4x6xf32>
  return %y : tensor<1x2x4x6xf32>
}

func.func @test_space_to_depth() -> tensor<1x8x2x3xf32> {
  %x = mindir.load @space_to_depth_x : tensor<1x2x4x6xf32>
  %y = mindir.space_to_depth %x {block_size = 2 : i64} : tensor<1x2x4x6xf32> -> tensor<1x8x2x3xf32>
  return %y : tensor<1x8x2x3xf32>
}

func.func @test_sample_zeros() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_zeros_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_zeros_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {padding_mode = "zeros", align_corners = false} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

func.func @test_sample_zeros_aligned() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_zeros_aligned_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_zeros_aligned_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {padding_mode = "zeros", align_corners = true} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

func.func @test_sample_border() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_border_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_border_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {padding_mode = "border", align_corners = false} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

func.func @test_sample_border_aligned() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_border_aligned_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_border_aligned_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {padding_mode = "border", align_corners = true} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

func.func @test_sample_reflection() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_reflection_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_reflection_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {padding_mode = "reflection", align_corners = false} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

func.func @test_sample_reflection_aligned() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_reflection_aligned_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_reflection_aligned_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {padding_mode = "reflection", align_corners = true} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

func.func @test_sample_nearest() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @sample_nearest_x : tensor<2x2x4x5xf32>
  %grid = mindir.load @sample_nearest_grid : tensor<2x3x2x2xf32>
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest"} : (tensor<2x2x4x5xf32>, tensor<2x3x2x2xf32>) -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}
