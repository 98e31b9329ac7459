//===- gradients-image.mlir - Gradients of ops on images ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Resizing, adaptive pooling, and the gradient ops of convolution, which are
// convolutions of their own (a transposed one is conv2d_backprop_input), against
// central differences in f64.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-20: ok
// CHECK-NOT: ok

mindir.parameter @nearest_0 : tensor<2x2x3x4xf32> init(#mindir.zeros)
func.func @test_nearest_0() -> tensor<2x2x6x8xf32> {
  %x = mindir.load @nearest_0 : tensor<2x2x3x4xf32>
  %y = mindir.resize_nearest_neighbor %x {size = [6, 8]} : tensor<2x2x3x4xf32> -> tensor<2x2x6x8xf32>
  return %y : tensor<2x2x6x8xf32>
}

mindir.parameter @nearest_1 : tensor<1x2x5x4xf32> init(#mindir.zeros)
func.func @test_nearest_1() -> tensor<1x2x3x7xf32> {
  %x = mindir.load @nearest_1 : tensor<1x2x5x4xf32>
  %y = mindir.resize_nearest_neighbor %x {size = [3, 7]} : tensor<1x2x5x4xf32> -> tensor<1x2x3x7xf32>
  return %y : tensor<1x2x3x7xf32>
}

mindir.parameter @nearest_2 : tensor<1x2x5x4xf32> init(#mindir.zeros)
func.func @test_nearest_2() -> tensor<1x2x3x7xf32> {
  %x = mindir.load @nearest_2 : tensor<1x2x5x4xf32>
  %y = mindir.resize_nearest_neighbor %x {size = [3, 7], align_corners = true} : tensor<1x2x5x4xf32> -> tensor<1x2x3x7xf32>
  return %y : tensor<1x2x3x7xf32>
}

mindir.parameter @nearest_3 : tensor<1x2x5x4xf32> init(#mindir.zeros)
func.func @test_nearest_3() -> tensor<1x2x8x3xf32> {
  %x = mindir.load @nearest_3 : tensor<1x2x5x4xf32>
  %y = mindir.resize_nearest_neighbor %x {size = [8, 3], half_pixel_centers = true} : tensor<1x2x5x4xf32> -> tensor<1x2x8x3xf32>
  return %y : tensor<1x2x8x3xf32>
}

mindir.parameter @bilinear_0 : tensor<2x2x3x4xf32> init(#mindir.zeros)
func.func @test_bilinear_0() -> tensor<2x2x6x8xf32> {
  %x = mindir.load @bilinear_0 : tensor<2x2x3x4xf32>
  %y = mindir.resize_bilinear %x {size = [6, 8]} : tensor<2x2x3x4xf32> -> tensor<2x2x6x8xf32>
  return %y : tensor<2x2x6x8xf32>
}

mindir.parameter @bilinear_1 : tensor<1x2x5x4xf32> init(#mindir.zeros)
func.func @test_bilinear_1() -> tensor<1x2x3x7xf32> {
  %x = mindir.load @bilinear_1 : tensor<1x2x5x4xf32>
  %y = mindir.resize_bilinear %x {size = [3, 7]} : tensor<1x2x5x4xf32> -> tensor<1x2x3x7xf32>
  return %y : tensor<1x2x3x7xf32>
}

mindir.parameter @bilinear_2 : tensor<1x2x5x4xf32> init(#mindir.zeros)
func.func @test_bilinear_2() -> tensor<1x2x3x7xf32> {
  %x = mindir.load @bilinear_2 : tensor<1x2x5x4xf32>
  %y = mindir.resize_bilinear %x {size = [3, 7], align_corners = true} : tensor<1x2x5x4xf32> -> tensor<1x2x3x7xf32>
  return %y : tensor<1x2x3x7xf32>
}

mindir.parameter @bilinear_3 : tensor<1x2x5x4xf32> init(#mindir.zeros)
func.func @test_bilinear_3() -> tensor<1x2x8x3xf32> {
  %x = mindir.load @bilinear_3 : tensor<1x2x5x4xf32>
  %y = mindir.resize_bilinear %x {size = [8, 3], half_pixel_centers = true} : tensor<1x2x5x4xf32> -> tensor<1x2x8x3xf32>
  return %y : tensor<1x2x8x3xf32>
}

mindir.parameter @avg_0 : tensor<2x2x6x4xf32> init(#mindir.zeros)
func.func @test_avg_0() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @avg_0 : tensor<2x2x6x4xf32>
  %y = mindir.adaptive_avg_pool2d %x {output_size = [3, 2]} : tensor<2x2x6x4xf32> -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

mindir.parameter @avg_1 : tensor<2x2x5x7xf32> init(#mindir.zeros)
func.func @test_avg_1() -> tensor<2x2x2x3xf32> {
  %x = mindir.load @avg_1 : tensor<2x2x5x7xf32>
  %y = mindir.adaptive_avg_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xf32> -> tensor<2x2x2x3xf32>
  return %y : tensor<2x2x2x3xf32>
}

mindir.parameter @avg_2 : tensor<1x2x3x2xf32> init(#mindir.zeros)
func.func @test_avg_2() -> tensor<1x2x4x5xf32> {
  %x = mindir.load @avg_2 : tensor<1x2x3x2xf32>
  %y = mindir.adaptive_avg_pool2d %x {output_size = [4, 5]} : tensor<1x2x3x2xf32> -> tensor<1x2x4x5xf32>
  return %y : tensor<1x2x4x5xf32>
}

mindir.parameter @avg_3 : tensor<2x2x3x4xf32> init(#mindir.zeros)
func.func @test_avg_3() -> tensor<2x2x1x1xf32> {
  %x = mindir.load @avg_3 : tensor<2x2x3x4xf32>
  %y = mindir.adaptive_avg_pool2d %x {output_size = [1, 1]} : tensor<2x2x3x4xf32> -> tensor<2x2x1x1xf32>
  return %y : tensor<2x2x1x1xf32>
}

mindir.parameter @max_0 : tensor<2x2x6x4xf32> init(#mindir.zeros)
func.func @test_max_0() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @max_0 : tensor<2x2x6x4xf32>
  %y = mindir.adaptive_max_pool2d %x {output_size = [3, 2]} : tensor<2x2x6x4xf32> -> tensor<2x2x3x2xf32>
  return %y : tensor<2x2x3x2xf32>
}

mindir.parameter @max_1 : tensor<2x2x5x7xf32> init(#mindir.zeros)
func.func @test_max_1() -> tensor<2x2x2x3xf32> {
  %x = mindir.load @max_1 : tensor<2x2x5x7xf32>
  %y = mindir.adaptive_max_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xf32> -> tensor<2x2x2x3xf32>
  return %y : tensor<2x2x2x3xf32>
}

mindir.parameter @max_2 : tensor<1x2x3x2xf32> init(#mindir.zeros)
func.func @test_max_2() -> tensor<1x2x4x5xf32> {
  %x = mindir.load @max_2 : tensor<1x2x3x2xf32>
  %y = mindir.adaptive_max_pool2d %x {output_size = [4, 5]} : tensor<1x2x3x2xf32> -> tensor<1x2x4x5xf32>
  return %y : tensor<1x2x4x5xf32>
}

mindir.parameter @max_3 : tensor<2x2x3x4xf32> init(#mindir.zeros)
func.func @test_max_3() -> tensor<2x2x1x1xf32> {
  %x = mindir.load @max_3 : tensor<2x2x3x4xf32>
  %y = mindir.adaptive_max_pool2d %x {output_size = [1, 1]} : tensor<2x2x3x4xf32> -> tensor<2x2x1x1xf32>
  return %y : tensor<2x2x1x1xf32>
}

mindir.parameter @transposed_a : tensor<2x4x3x3xf32> init(#mindir.zeros)
mindir.parameter @transposed_b : tensor<4x2x3x3xf32> init(#mindir.zeros)
func.func @test_transposed() -> tensor<2x2x5x5xf32> {
  %a = mindir.load @transposed_a : tensor<2x4x3x3xf32>
  %b = mindir.load @transposed_b : tensor<4x2x3x3xf32>
  %y = mindir.conv2d_backprop_input %a, %b {input_size = [5, 5]} : (tensor<2x4x3x3xf32>, tensor<4x2x3x3xf32>) -> tensor<2x2x5x5xf32>
  return %y : tensor<2x2x5x5xf32>
}

mindir.parameter @transposed_stride_a : tensor<1x3x3x4xf32> init(#mindir.zeros)
mindir.parameter @transposed_stride_b : tensor<3x2x3x2xf32> init(#mindir.zeros)
func.func @test_transposed_stride() -> tensor<1x2x6x7xf32> {
  %a = mindir.load @transposed_stride_a : tensor<1x3x3x4xf32>
  %b = mindir.load @transposed_stride_b : tensor<3x2x3x2xf32>
  %y = mindir.conv2d_backprop_input %a, %b {input_size = [6, 7], stride = [2, 2], pad = [1, 1, 0, 1], pad_mode = "pad"} : (tensor<1x3x3x4xf32>, tensor<3x2x3x2xf32>) -> tensor<1x2x6x7xf32>
  return %y : tensor<1x2x6x7xf32>
}

mindir.parameter @transposed_group_a : tensor<1x4x4x4xf32> init(#mindir.zeros)
mindir.parameter @transposed_group_b : tensor<4x1x2x2xf32> init(#mindir.zeros)
func.func @test_transposed_group() -> tensor<1x2x8x8xf32> {
  %a = mindir.load @transposed_group_a : tensor<1x4x4x4xf32>
  %b = mindir.load @transposed_group_b : tensor<4x1x2x2xf32>
  %y = mindir.conv2d_backprop_input %a, %b {input_size = [8, 8], stride = [2, 2], pad_mode = "same", group = 2 : i64} : (tensor<1x4x4x4xf32>, tensor<4x1x2x2xf32>) -> tensor<1x2x8x8xf32>
  return %y : tensor<1x2x8x8xf32>
}

mindir.parameter @filter_a : tensor<2x3x2x3xf32> init(#mindir.zeros)
mindir.parameter @filter_b : tensor<2x2x5x5xf32> init(#mindir.zeros)
func.func @test_filter() -> tensor<3x2x2x3xf32> {
  %a = mindir.load @filter_a : tensor<2x3x2x3xf32>
  %b = mindir.load @filter_b : tensor<2x2x5x5xf32>
  %y = mindir.conv2d_backprop_filter %a, %b {kernel_size = [2, 3], stride = [2, 1], dilation = [2, 1], pad_mode = "valid"} : (tensor<2x3x2x3xf32>, tensor<2x2x5x5xf32>) -> tensor<3x2x2x3xf32>
  return %y : tensor<3x2x2x3xf32>
}
