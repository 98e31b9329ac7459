//===- execute-conv-grad.mlir - Gradients of convolutions ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradients for input and weight of the same kernels, strides, dilations,
// borders and groups as in execute-conv.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-62: ok
// CHECK-NOT: ok

func.func @test_plain(%dy: tensor<?x5x5x7xf32>, %x: tensor<?x3x7x9xf32>, %w: tensor<5x3x3x3xf32>) -> (tensor<?x3x7x9xf32>, tensor<5x3x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 9], pad_mode = "valid"} : (tensor<?x5x5x7xf32>, tensor<5x3x3x3xf32>) -> tensor<?x3x7x9xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad_mode = "valid"} : (tensor<?x5x5x7xf32>, tensor<?x3x7x9xf32>) -> tensor<5x3x3x3xf32>
  return %0, %1 : tensor<?x3x7x9xf32>, tensor<5x3x3x3xf32>
}

func.func @test_one_channel(%dy: tensor<?x6x6x6xf32>, %x: tensor<?x1x10x10xf32>, %w: tensor<6x1x5x5xf32>) -> (tensor<?x1x10x10xf32>, tensor<6x1x5x5xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [10, 10], pad_mode = "valid"} : (tensor<?x6x6x6xf32>, tensor<6x1x5x5xf32>) -> tensor<?x1x10x10xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [5, 5], pad_mode = "valid"} : (tensor<?x6x6x6xf32>, tensor<?x1x10x10xf32>) -> tensor<6x1x5x5xf32>
  return %0, %1 : tensor<?x1x10x10xf32>, tensor<6x1x5x5xf32>
}

func.func @test_many_channels(%dy: tensor<?x17x4x5xf32>, %x: tensor<?x18x4x5xf32>, %w: tensor<17x18x3x3xf32>) -> (tensor<?x18x4x5xf32>, tensor<17x18x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [4, 5], pad_mode = "same"} : (tensor<?x17x4x5xf32>, tensor<17x18x3x3xf32>) -> tensor<?x18x4x5xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad_mode = "same"} : (tensor<?x17x4x5xf32>, tensor<?x18x4x5xf32>) -> tensor<17x18x3x3xf32>
  return %0, %1 : tensor<?x18x4x5xf32>, tensor<17x18x3x3xf32>
}

func.func @test_one_pixel(%dy: tensor<?x9x1x1xf32>, %x: tensor<?x7x1x1xf32>, %w: tensor<9x7x1x1xf32>) -> (tensor<?x7x1x1xf32>, tensor<9x7x1x1xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [1, 1], pad_mode = "valid"} : (tensor<?x9x1x1xf32>, tensor<9x7x1x1xf32>) -> tensor<?x7x1x1xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1], pad_mode = "valid"} : (tensor<?x9x1x1xf32>, tensor<?x7x1x1xf32>) -> tensor<9x7x1x1xf32>
  return %0, %1 : tensor<?x7x1x1xf32>, tensor<9x7x1x1xf32>
}

func.func @test_pointwise(%dy: tensor<?x19x5x7xf32>, %x: tensor<?x6x5x7xf32>, %w: tensor<19x6x1x1xf32>) -> (tensor<?x6x5x7xf32>, tensor<19x6x1x1xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [5, 7]} : (tensor<?x19x5x7xf32>, tensor<19x6x1x1xf32>) -> tensor<?x6x5x7xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1]} : (tensor<?x19x5x7xf32>, tensor<?x6x5x7xf32>) -> tensor<19x6x1x1xf32>
  return %0, %1 : tensor<?x6x5x7xf32>, tensor<19x6x1x1xf32>
}

func.func @test_pointwise_stride(%dy: tensor<?x8x4x4xf32>, %x: tensor<?x4x7x7xf32>, %w: tensor<8x4x1x1xf32>) -> (tensor<?x4x7x7xf32>, tensor<8x4x1x1xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 7], stride = [2, 2], pad_mode = "valid"} : (tensor<?x8x4x4xf32>, tensor<8x4x1x1xf32>) -> tensor<?x4x7x7xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1], stride = [2, 2], pad_mode = "valid"} : (tensor<?x8x4x4xf32>, tensor<?x4x7x7xf32>) -> tensor<8x4x1x1xf32>
  return %0, %1 : tensor<?x4x7x7xf32>, tensor<8x4x1x1xf32>
}

func.func @test_same_odd(%dy: tensor<?x3x6x7xf32>, %x: tensor<?x2x6x7xf32>, %w: tensor<3x2x3x2xf32>) -> (tensor<?x2x6x7xf32>, tensor<3x2x3x2xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 7], pad_mode = "same"} : (tensor<?x3x6x7xf32>, tensor<3x2x3x2xf32>) -> tensor<?x2x6x7xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], pad_mode = "same"} : (tensor<?x3x6x7xf32>, tensor<?x2x6x7xf32>) -> tensor<3x2x3x2xf32>
  return %0, %1 : tensor<?x2x6x7xf32>, tensor<3x2x3x2xf32>
}

func.func @test_same_stride(%dy: tensor<?x3x4x4xf32>, %x: tensor<?x2x7x8xf32>, %w: tensor<3x2x3x3xf32>) -> (tensor<?x2x7x8xf32>, tensor<3x2x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 8], stride = [2, 2], pad_mode = "same"} : (tensor<?x3x4x4xf32>, tensor<3x2x3x3xf32>) -> tensor<?x2x7x8xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [2, 2], pad_mode = "same"} : (tensor<?x3x4x4xf32>, tensor<?x2x7x8xf32>) -> tensor<3x2x3x3xf32>
  return %0, %1 : tensor<?x2x7x8xf32>, tensor<3x2x3x3xf32>
}

func.func @test_pad(%dy: tensor<?x4x6x7xf32>, %x: tensor<?x2x5x6xf32>, %w: tensor<4x2x3x3xf32>) -> (tensor<?x2x5x6xf32>, tensor<4x2x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [5, 6], pad = [1, 2, 0, 3]} : (tensor<?x4x6x7xf32>, tensor<4x2x3x3xf32>) -> tensor<?x2x5x6xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad = [1, 2, 0, 3]} : (tensor<?x4x6x7xf32>, tensor<?x2x5x6xf32>) -> tensor<4x2x3x3xf32>
  return %0, %1 : tensor<?x2x5x6xf32>, tensor<4x2x3x3xf32>
}

func.func @test_pad_stride(%dy: tensor<2x4x5x3xf32>, %x: tensor<2x3x9x8xf32>, %w: tensor<4x3x3x4xf32>) -> (tensor<2x3x9x8xf32>, tensor<4x3x3x4xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 8], stride = [2, 3], pad = [2, 1, 1, 2]} : (tensor<2x4x5x3xf32>, tensor<4x3x3x4xf32>) -> tensor<2x3x9x8xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 4], stride = [2, 3], pad = [2, 1, 1, 2]} : (tensor<2x4x5x3xf32>, tensor<2x3x9x8xf32>) -> tensor<4x3x3x4xf32>
  return %0, %1 : tensor<2x3x9x8xf32>, tensor<4x3x3x4xf32>
}

func.func @test_stride_rest(%dy: tensor<?x3x3x3xf32>, %x: tensor<?x2x8x9xf32>, %w: tensor<3x2x3x3xf32>) -> (tensor<?x2x8x9xf32>, tensor<3x2x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 9], stride = [2, 3], pad_mode = "valid"} : (tensor<?x3x3x3xf32>, tensor<3x2x3x3xf32>) -> tensor<?x2x8x9xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [2, 3], pad_mode = "valid"} : (tensor<?x3x3x3xf32>, tensor<?x2x8x9xf32>) -> tensor<3x2x3x3xf32>
  return %0, %1 : tensor<?x2x8x9xf32>, tensor<3x2x3x3xf32>
}

func.func @test_dilation(%dy: tensor<?x3x5x4xf32>, %x: tensor<?x2x9x10xf32>, %w: tensor<3x2x3x3xf32>) -> (tensor<?x2x9x10xf32>, tensor<3x2x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 10], dilation = [2, 3], pad_mode = "valid"} : (tensor<?x3x5x4xf32>, tensor<3x2x3x3xf32>) -> tensor<?x2x9x10xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], dilation = [2, 3], pad_mode = "valid"} : (tensor<?x3x5x4xf32>, tensor<?x2x9x10xf32>) -> tensor<3x2x3x3xf32>
  return %0, %1 : tensor<?x2x9x10xf32>, tensor<3x2x3x3xf32>
}

func.func @test_dilation_stride(%dy: tensor<?x3x5x4xf32>, %x: tensor<?x2x11x12xf32>, %w: tensor<3x2x3x2xf32>) -> (tensor<?x2x11x12xf32>, tensor<3x2x3x2xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [11, 12], stride = [2, 3], dilation = [3, 2], pad = [2, 2, 1, 1]} : (tensor<?x3x5x4xf32>, tensor<3x2x3x2xf32>) -> tensor<?x2x11x12xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], stride = [2, 3], dilation = [3, 2], pad = [2, 2, 1, 1]} : (tensor<?x3x5x4xf32>, tensor<?x2x11x12xf32>) -> tensor<3x2x3x2xf32>
  return %0, %1 : tensor<?x2x11x12xf32>, tensor<3x2x3x2xf32>
}

func.func @test_dilation_meets_stride(%dy: tensor<?x3x5x5xf32>, %x: tensor<?x2x9x9xf32>, %w: tensor<3x2x2x2xf32>) -> (tensor<?x2x9x9xf32>, tensor<3x2x2x2xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 9], stride = [2, 2], dilation = [2, 2], pad_mode = "same"} : (tensor<?x3x5x5xf32>, tensor<3x2x2x2xf32>) -> tensor<?x2x9x9xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [2, 2], stride = [2, 2], dilation = [2, 2], pad_mode = "same"} : (tensor<?x3x5x5xf32>, tensor<?x2x9x9xf32>) -> tensor<3x2x2x2xf32>
  return %0, %1 : tensor<?x2x9x9xf32>, tensor<3x2x2x2xf32>
}

func.func @test_stride_skips(%dy: tensor<?x3x3x2xf32>, %x: tensor<?x2x8x8xf32>, %w: tensor<3x2x2x1xf32>) -> (tensor<?x2x8x8xf32>, tensor<3x2x2x1xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 8], stride = [3, 4], pad_mode = "valid"} : (tensor<?x3x3x2xf32>, tensor<3x2x2x1xf32>) -> tensor<?x2x8x8xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [2, 1], stride = [3, 4], pad_mode = "valid"} : (tensor<?x3x3x2xf32>, tensor<?x2x8x8xf32>) -> tensor<3x2x2x1xf32>
  return %0, %1 : tensor<?x2x8x8xf32>, tensor<3x2x2x1xf32>
}

func.func @test_groups(%dy: tensor<?x6x6x6xf32>, %x: tensor<?x4x6x6xf32>, %w: tensor<6x2x3x3xf32>) -> (tensor<?x4x6x6xf32>, tensor<6x2x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 6], pad_mode = "same", group = 2 : i64} : (tensor<?x6x6x6xf32>, tensor<6x2x3x3xf32>) -> tensor<?x4x6x6xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad_mode = "same", group = 2 : i64} : (tensor<?x6x6x6xf32>, tensor<?x4x6x6xf32>) -> tensor<6x2x3x3xf32>
  return %0, %1 : tensor<?x4x6x6xf32>, tensor<6x2x3x3xf32>
}

func.func @test_depthwise(%dy: tensor<?x5x6x7xf32>, %x: tensor<?x5x6x7xf32>, %w: tensor<5x1x3x3xf32>) -> (tensor<?x5x6x7xf32>, tensor<5x1x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 7], pad = [1, 1, 1, 1], group = 5 : i64} : (tensor<?x5x6x7xf32>, tensor<5x1x3x3xf32>) -> tensor<?x5x6x7xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad = [1, 1, 1, 1], group = 5 : i64} : (tensor<?x5x6x7xf32>, tensor<?x5x6x7xf32>) -> tensor<5x1x3x3xf32>
  return %0, %1 : tensor<?x5x6x7xf32>, tensor<5x1x3x3xf32>
}

func.func @test_depthwise_stride(%dy: tensor<?x6x4x4xf32>, %x: tensor<?x3x8x7xf32>, %w: tensor<6x1x3x2xf32>) -> (tensor<?x3x8x7xf32>, tensor<6x1x3x2xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 7], stride = [2, 2], pad_mode = "same", group = 3 : i64} : (tensor<?x6x4x4xf32>, tensor<6x1x3x2xf32>) -> tensor<?x3x8x7xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], stride = [2, 2], pad_mode = "same", group = 3 : i64} : (tensor<?x6x4x4xf32>, tensor<?x3x8x7xf32>) -> tensor<6x1x3x2xf32>
  return %0, %1 : tensor<?x3x8x7xf32>, tensor<6x1x3x2xf32>
}

func.func @test_whole_image(%dy: tensor<?x7x1x1xf32>, %x: tensor<?x3x4x5xf32>, %w: tensor<7x3x4x5xf32>) -> (tensor<?x3x4x5xf32>, tensor<7x3x4x5xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [4, 5], pad_mode = "valid"} : (tensor<?x7x1x1xf32>, tensor<7x3x4x5xf32>) -> tensor<?x3x4x5xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [4, 5], pad_mode = "valid"} : (tensor<?x7x1x1xf32>, tensor<?x3x4x5xf32>) -> tensor<7x3x4x5xf32>
  return %0, %1 : tensor<?x3x4x5xf32>, tensor<7x3x4x5xf32>
}

func.func @test_row(%dy: tensor<?x3x1x4xf32>, %x: tensor<?x2x1x12xf32>, %w: tensor<3x2x1x5xf32>) -> (tensor<?x2x1x12xf32>, tensor<3x2x1x5xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [1, 12], stride = [1, 2], pad_mode = "valid"} : (tensor<?x3x1x4xf32>, tensor<3x2x1x5xf32>) -> tensor<?x2x1x12xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 5], stride = [1, 2], pad_mode = "valid"} : (tensor<?x3x1x4xf32>, tensor<?x2x1x12xf32>) -> tensor<3x2x1x5xf32>
  return %0, %1 : tensor<?x2x1x12xf32>, tensor<3x2x1x5xf32>
}

func.func @test_column(%dy: tensor<3x3x6x1xf32>, %x: tensor<3x2x12x1xf32>, %w: tensor<3x2x5x1xf32>) -> (tensor<3x2x12x1xf32>, tensor<3x2x5x1xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [12, 1], stride = [2, 1], pad_mode = "same"} : (tensor<3x3x6x1xf32>, tensor<3x2x5x1xf32>) -> tensor<3x2x12x1xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [5, 1], stride = [2, 1], pad_mode = "same"} : (tensor<3x3x6x1xf32>, tensor<3x2x12x1xf32>) -> tensor<3x2x5x1xf32>
  return %0, %1 : tensor<3x2x12x1xf32>, tensor<3x2x5x1xf32>
}

func.func @test_border_only(%dy: tensor<?x2x3x3xf32>, %x: tensor<?x2x3x3xf32>, %w: tensor<2x2x3x3xf32>) -> (tensor<?x2x3x3xf32>, tensor<2x2x3x3xf32>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [3, 3], stride = [3, 3], pad = [3, 3, 3, 3]} : (tensor<?x2x3x3xf32>, tensor<2x2x3x3xf32>) -> tensor<?x2x3x3xf32>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [3, 3], pad = [3, 3, 3, 3]} : (tensor<?x2x3x3xf32>, tensor<?x2x3x3xf32>) -> tensor<2x2x3x3xf32>
  return %0, %1 : tensor<?x2x3x3xf32>, tensor<2x2x3x3xf32>
}
