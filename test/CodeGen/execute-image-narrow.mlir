//===- execute-image-narrow.mlir - Images of narrow floats --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products with matrices are computed in f32.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=3e-2 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=3e-2 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-23: ok
// CHECK-NOT: ok

func.func @test_nearest(%x: tensor<?x2x3x4xf16>, %dy: tensor<?x2x6x8xf16>) -> (tensor<?x2x6x8xf16>, tensor<?x2x3x4xf16>) {
  %y = mindir.resize_nearest_neighbor %x {size = [6, 8]} : tensor<?x2x3x4xf16> -> tensor<?x2x6x8xf16>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [3, 4]} : tensor<?x2x6x8xf16> -> tensor<?x2x3x4xf16>
  return %y, %dx : tensor<?x2x6x8xf16>, tensor<?x2x3x4xf16>
}

func.func @test_bilinear(%x: tensor<?x2x3x4xf16>, %dy: tensor<?x2x5x7xf16>) -> (tensor<?x2x5x7xf16>, tensor<?x2x3x4xf16>) {
  %y = mindir.resize_bilinear %x {size = [5, 7], half_pixel_centers = true} : tensor<?x2x3x4xf16> -> tensor<?x2x5x7xf16>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [3, 4], half_pixel_centers = true} : tensor<?x2x5x7xf16> -> tensor<?x2x3x4xf16>
  return %y, %dx : tensor<?x2x5x7xf16>, tensor<?x2x3x4xf16>
}

func.func @test_avg(%x: tensor<2x2x5x7xf16>, %dy: tensor<2x2x2x3xf16>) -> (tensor<2x2x2x3xf16>, tensor<2x2x5x7xf16>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xf16> -> tensor<2x2x2x3xf16>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [5, 7]} : tensor<2x2x2x3xf16> -> tensor<2x2x5x7xf16>
  return %y, %dx : tensor<2x2x2x3xf16>, tensor<2x2x5x7xf16>
}

func.func @test_max(%x: tensor<2x2x5x7xf16>, %dy: tensor<2x2x2x3xf16>) -> (tensor<2x2x2x3xf16>, tensor<2x2x5x7xf16>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xf16> -> tensor<2x2x2x3xf16>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x2x5x7xf16>, tensor<2x2x2x3xf16>, tensor<2x2x2x3xf16>) -> tensor<2x2x5x7xf16>
  return %y, %dx : tensor<2x2x2x3xf16>, tensor<2x2x5x7xf16>
}

func.func @test_bf16_nearest(%x: tensor<?x2x3x4xbf16>, %dy: tensor<?x2x6x8xbf16>) -> (tensor<?x2x6x8xbf16>, tensor<?x2x3x4xbf16>) {
  %y = mindir.resize_nearest_neighbor %x {size = [6, 8]} : tensor<?x2x3x4xbf16> -> tensor<?x2x6x8xbf16>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [3, 4]} : tensor<?x2x6x8xbf16> -> tensor<?x2x3x4xbf16>
  return %y, %dx : tensor<?x2x6x8xbf16>, tensor<?x2x3x4xbf16>
}

func.func @test_bf16_bilinear(%x: tensor<?x2x3x4xbf16>, %dy: tensor<?x2x5x7xbf16>) -> (tensor<?x2x5x7xbf16>, tensor<?x2x3x4xbf16>) {
  %y = mindir.resize_bilinear %x {size = [5, 7], half_pixel_centers = true} : tensor<?x2x3x4xbf16> -> tensor<?x2x5x7xbf16>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [3, 4], half_pixel_centers = true} : tensor<?x2x5x7xbf16> -> tensor<?x2x3x4xbf16>
  return %y, %dx : tensor<?x2x5x7xbf16>, tensor<?x2x3x4xbf16>
}

func.func @test_bf16_avg(%x: tensor<2x2x5x7xbf16>, %dy: tensor<2x2x2x3xbf16>) -> (tensor<2x2x2x3xbf16>, tensor<2x2x5x7xbf16>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xbf16> -> tensor<2x2x2x3xbf16>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [5, 7]} : tensor<2x2x2x3xbf16> -> tensor<2x2x5x7xbf16>
  return %y, %dx : tensor<2x2x2x3xbf16>, tensor<2x2x5x7xbf16>
}

func.func @test_bf16_max(%x: tensor<2x2x5x7xbf16>, %dy: tensor<2x2x2x3xbf16>) -> (tensor<2x2x2x3xbf16>, tensor<2x2x5x7xbf16>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xbf16> -> tensor<2x2x2x3xbf16>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x2x5x7xbf16>, tensor<2x2x2x3xbf16>, tensor<2x2x2x3xbf16>) -> tensor<2x2x5x7xbf16>
  return %y, %dx : tensor<2x2x2x3xbf16>, tensor<2x2x5x7xbf16>
}

func.func @test_f16_bicubic(%x: tensor<?x2x3x4xf16>) -> tensor<?x2x5x7xf16> {
  %y = mindir.resize_bicubic %x {size = [5, 7], half_pixel_centers = true} : tensor<?x2x3x4xf16> -> tensor<?x2x5x7xf16>
  return %y : tensor<?x2x5x7xf16>
}

func.func @test_f16_sampled(%x: tensor<?x2x5x7xf16>, %grid: tensor<?x4x3x2xf16> {test.range = [-2.5, 2.5]}, %dy: tensor<?x2x4x3xf16>) -> (tensor<?x2x4x3xf16>, tensor<?x2x5x7xf16>, tensor<?x4x3x2xf16>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<?x2x5x7xf16>, tensor<?x4x3x2xf16>) -> tensor<?x2x4x3xf16>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<?x2x4x3xf16>, tensor<?x2x5x7xf16>, tensor<?x4x3x2xf16>) -> (tensor<?x2x5x7xf16>, tensor<?x4x3x2xf16>)
  return %y, %dx, %dgrid : tensor<?x2x4x3xf16>, tensor<?x2x5x7xf16>, tensor<?x4x3x2xf16>
}

func.func @test_f16_sampled_nearest(%x: tensor<2x2x5x7xf16>, %grid: tensor<2x4x3x2xf16> {test.range = [-2.5, 2.5]}, %dy: tensor<2x2x4x3xf16>) -> (tensor<2x2x4x3xf16>, tensor<2x2x5x7xf16>, tensor<2x4x3x2xf16>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x2x5x7xf16>, tensor<2x4x3x2xf16>) -> tensor<2x2x4x3xf16>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x2x4x3xf16>, tensor<2x2x5x7xf16>, tensor<2x4x3x2xf16>) -> (tensor<2x2x5x7xf16>, tensor<2x4x3x2xf16>)
  return %y, %dx, %dgrid : tensor<2x2x4x3xf16>, tensor<2x2x5x7xf16>, tensor<2x4x3x2xf16>
}

func.func @test_bf16_bicubic(%x: tensor<?x2x3x4xbf16>) -> tensor<?x2x5x7xbf16> {
  %y = mindir.resize_bicubic %x {size = [5, 7], half_pixel_centers = true} : tensor<?x2x3x4xbf16> -> tensor<?x2x5x7xbf16>
  return %y : tensor<?x2x5x7xbf16>
}

func.func @test_bf16_sampled(%x: tensor<?x2x5x7xbf16>, %grid: tensor<?x4x3x2xbf16> {test.range = [-2.5, 2.5]}, %dy: tensor<?x2x4x3xbf16>) -> (tensor<?x2x4x3xbf16>, tensor<?x2x5x7xbf16>, tensor<?x4x3x2xbf16>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<?x2x5x7xbf16>, tensor<?x4x3x2xbf16>) -> tensor<?x2x4x3xbf16>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<?x2x4x3xbf16>, tensor<?x2x5x7xbf16>, tensor<?x4x3x2xbf16>) -> (tensor<?x2x5x7xbf16>, tensor<?x4x3x2xbf16>)
  return %y, %dx, %dgrid : tensor<?x2x4x3xbf16>, tensor<?x2x5x7xbf16>, tensor<?x4x3x2xbf16>
}

func.func @test_bf16_sampled_nearest(%x: tensor<2x2x5x7xbf16>, %grid: tensor<2x4x3x2xbf16> {test.range = [-2.5, 2.5]}, %dy: tensor<2x2x4x3xbf16>) -> (tensor<2x2x4x3xbf16>, tensor<2x2x5x7xbf16>, tensor<2x4x3x2xbf16>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x2x5x7xbf16>, tensor<2x4x3x2xbf16>) -> tensor<2x2x4x3xbf16>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x2x4x3xbf16>, tensor<2x2x5x7xbf16>, tensor<2x4x3x2xbf16>) -> (tensor<2x2x5x7xbf16>, tensor<2x4x3x2xbf16>)
  return %y, %dx, %dgrid : tensor<2x2x4x3xbf16>, tensor<2x2x5x7xbf16>, tensor<2x4x3x2xbf16>
}

func.func @test_scattered_f16(%x: tensor<3x9xf16>, %i: tensor<3x4xi32> {test.range = [-9, 9]}, %u: tensor<3x4xf16>) -> tensor<3x9xf16> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64, reduction = "add"} : (tensor<3x9xf16>, tensor<3x4xi32>, tensor<3x4xf16>) -> tensor<3x9xf16>
  return %0 : tensor<3x9xf16>
}
