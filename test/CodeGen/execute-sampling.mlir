//===- execute-sampling.mlir - Pixels moved and sampled -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-40: ok
// CHECK-NOT: ok

func.func @test_blocks(%x: tensor<?x8x3x4xf32>, %y: tensor<?x2x6x8xf32>) -> (tensor<?x2x6x8xf32>, tensor<?x8x3x4xf32>) {
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<?x8x3x4xf32> -> tensor<?x2x6x8xf32>
  %1 = mindir.space_to_depth %y {block_size = 2 : i64} : tensor<?x2x6x8xf32> -> tensor<?x8x3x4xf32>
  return %0, %1 : tensor<?x2x6x8xf32>, tensor<?x8x3x4xf32>
}

func.func @test_blocks_three(%x: tensor<2x9x2x5xi32>, %y: tensor<2x1x6x15xi32>) -> (tensor<2x1x6x15xi32>, tensor<2x9x2x5xi32>) {
  %0 = mindir.depth_to_space %x {block_size = 3 : i64} : tensor<2x9x2x5xi32> -> tensor<2x1x6x15xi32>
  %1 = mindir.space_to_depth %y {block_size = 3 : i64} : tensor<2x1x6x15xi32> -> tensor<2x9x2x5xi32>
  return %0, %1 : tensor<2x1x6x15xi32>, tensor<2x9x2x5xi32>
}

func.func @test_blocks_one(%x: tensor<2x3x2x5xi1>, %y: tensor<2x3x2x5xi1>) -> (tensor<2x3x2x5xi1>, tensor<2x3x2x5xi1>) {
  %0 = mindir.depth_to_space %x {block_size = 1 : i64} : tensor<2x3x2x5xi1> -> tensor<2x3x2x5xi1>
  %1 = mindir.space_to_depth %y {block_size = 1 : i64} : tensor<2x3x2x5xi1> -> tensor<2x3x2x5xi1>
  return %0, %1 : tensor<2x3x2x5xi1>, tensor<2x3x2x5xi1>
}

func.func @test_bicubic(%x: tensor<?x3x4x5xf32>, %dy: tensor<?x3x9x7xf32>) -> (tensor<?x3x9x7xf32>, tensor<?x3x4x5xf32>) {
  %y = mindir.resize_bicubic %x {size = [9, 7]} : tensor<?x3x4x5xf32> -> tensor<?x3x9x7xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [4, 5]} : tensor<?x3x9x7xf32> -> tensor<?x3x4x5xf32>
  return %y, %dx : tensor<?x3x9x7xf32>, tensor<?x3x4x5xf32>
}

func.func @test_bicubic_aligned(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x7x9xf32>) -> (tensor<2x3x7x9xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_bicubic %x {size = [7, 9], align_corners = true} : tensor<2x3x5x4xf32> -> tensor<2x3x7x9xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x3x7x9xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x7x9xf32>, tensor<2x3x5x4xf32>
}

func.func @test_bicubic_centers(%x: tensor<?x2x6x5xf32>, %dy: tensor<?x2x4x13xf32>) -> (tensor<?x2x4x13xf32>, tensor<?x2x6x5xf32>) {
  %y = mindir.resize_bicubic %x {size = [4, 13], half_pixel_centers = true} : tensor<?x2x6x5xf32> -> tensor<?x2x4x13xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [6, 5], half_pixel_centers = true} : tensor<?x2x4x13xf32> -> tensor<?x2x6x5xf32>
  return %y, %dx : tensor<?x2x4x13xf32>, tensor<?x2x6x5xf32>
}

func.func @test_bicubic_one(%x: tensor<2x3x1x4xf32>, %dy: tensor<2x3x3x1xf32>) -> (tensor<2x3x3x1xf32>, tensor<2x3x1x4xf32>) {
  %y = mindir.resize_bicubic %x {size = [3, 1], half_pixel_centers = true} : tensor<2x3x1x4xf32> -> tensor<2x3x3x1xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [1, 4], half_pixel_centers = true} : tensor<2x3x3x1xf32> -> tensor<2x3x1x4xf32>
  return %y, %dx : tensor<2x3x3x1xf32>, tensor<2x3x1x4xf32>
}

func.func @test_bilinear_zeros(%x: tensor<?x3x5x7xf32>, %grid: tensor<?x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = false} : (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> tensor<?x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = false} : (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>
}

func.func @test_bilinear_zeros_aligned(%x: tensor<2x3x6x4xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = true} : (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>
}

func.func @test_bilinear_border(%x: tensor<?x3x5x7xf32>, %grid: tensor<?x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> tensor<?x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>
}

func.func @test_bilinear_border_aligned(%x: tensor<2x3x6x4xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = true} : (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>
}

func.func @test_bilinear_reflection(%x: tensor<?x3x5x7xf32>, %grid: tensor<?x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = false} : (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> tensor<?x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = false} : (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>
}

func.func @test_bilinear_reflection_aligned(%x: tensor<2x3x6x4xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = true} : (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>
}

func.func @test_nearest_zeros(%x: tensor<?x3x5x7xf32>, %grid: tensor<?x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = false} : (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> tensor<?x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = false} : (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>
}

func.func @test_nearest_zeros_aligned(%x: tensor<2x3x6x4xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>
}

func.func @test_nearest_border(%x: tensor<?x3x5x7xf32>, %grid: tensor<?x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = false} : (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> tensor<?x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = false} : (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>
}

func.func @test_nearest_border_aligned(%x: tensor<2x3x6x4xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = true} : (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>
}

func.func @test_nearest_reflection(%x: tensor<?x3x5x7xf32>, %grid: tensor<?x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = false} : (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> tensor<?x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = false} : (tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<?x3x4x3xf32>, tensor<?x3x5x7xf32>, tensor<?x4x3x2xf32>
}

func.func @test_nearest_reflection_aligned(%x: tensor<2x3x6x4xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = true} : (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x6x4xf32>, tensor<2x4x3x2xf32>
}

func.func @test_one_pixel(%x: tensor<2x3x1x1xf32>, %grid: tensor<2x4x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x1x1xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = true} : (tensor<2x3x1x1xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x1x1xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x1x1xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x1x1xf32>, tensor<2x4x3x2xf32>
}

func.func @test_one_row(%x: tensor<2x3x1x5xf32>, %grid: tensor<2x2x3x2xf32> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x2x3xf32>) -> (tensor<2x3x2x3xf32>, tensor<2x3x1x5xf32>, tensor<2x2x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<2x3x1x5xf32>, tensor<2x2x3x2xf32>) -> tensor<2x3x2x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<2x3x2x3xf32>, tensor<2x3x1x5xf32>, tensor<2x2x3x2xf32>) -> (tensor<2x3x1x5xf32>, tensor<2x2x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x2x3xf32>, tensor<2x3x1x5xf32>, tensor<2x2x3x2xf32>
}

func.func @test_sampled_f64(%x: tensor<2x3x4x5xf64>, %grid: tensor<2x2x3x2xf64> {test.range = [-2.5, 2.5]}, %dy: tensor<2x3x2x3xf64>) -> (tensor<2x3x2x3xf64>, tensor<2x3x4x5xf64>, tensor<2x2x3x2xf64>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = false} : (tensor<2x3x4x5xf64>, tensor<2x2x3x2xf64>) -> tensor<2x3x2x3xf64>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = false} : (tensor<2x3x2x3xf64>, tensor<2x3x4x5xf64>, tensor<2x2x3x2xf64>) -> (tensor<2x3x4x5xf64>, tensor<2x2x3x2xf64>)
  return %y, %dx, %dgrid : tensor<2x3x2x3xf64>, tensor<2x3x4x5xf64>, tensor<2x2x3x2xf64>
}
