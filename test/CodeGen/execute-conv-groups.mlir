//===- execute-conv-groups.mlir - Grouped convolutions ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Depthwise and grouped, forward and both gradients: odd shapes, strides,
// dilations, paddings, several outputs for each input.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="rows=1,3" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="rows=1,3 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="rows=1,3 vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-19: ok
// CHECK-NOT: ok

func.func @test_depthwise(%x: tensor<?x7x9x11xf32>, %w: tensor<7x1x3x3xf32>, %dy: tensor<?x7x9x11xf32>) -> (tensor<?x7x9x11xf32>, tensor<?x7x9x11xf32>, tensor<7x1x3x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 7 : i64} : (tensor<?x7x9x11xf32>, tensor<7x1x3x3xf32>) -> tensor<?x7x9x11xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 11], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 7 : i64} : (tensor<?x7x9x11xf32>, tensor<7x1x3x3xf32>) -> tensor<?x7x9x11xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 7 : i64} : (tensor<?x7x9x11xf32>, tensor<?x7x9x11xf32>) -> tensor<7x1x3x3xf32>
  return %y, %dx, %dw : tensor<?x7x9x11xf32>, tensor<?x7x9x11xf32>, tensor<7x1x3x3xf32>
}

func.func @test_depthwise_stride(%x: tensor<2x5x11x8xf32>, %w: tensor<5x1x3x3xf32>, %dy: tensor<2x5x6x4xf32>) -> (tensor<2x5x6x4xf32>, tensor<2x5x11x8xf32>, tensor<5x1x3x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [2, 2], dilation = [1, 1], pad = [1, 1, 1, 1], pad_mode = "pad", group = 5 : i64} : (tensor<2x5x11x8xf32>, tensor<5x1x3x3xf32>) -> tensor<2x5x6x4xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [11, 8], stride = [2, 2], dilation = [1, 1], pad = [1, 1, 1, 1], pad_mode = "pad", group = 5 : i64} : (tensor<2x5x6x4xf32>, tensor<5x1x3x3xf32>) -> tensor<2x5x11x8xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [2, 2], dilation = [1, 1], pad = [1, 1, 1, 1], pad_mode = "pad", group = 5 : i64} : (tensor<2x5x6x4xf32>, tensor<2x5x11x8xf32>) -> tensor<5x1x3x3xf32>
  return %y, %dx, %dw : tensor<2x5x6x4xf32>, tensor<2x5x11x8xf32>, tensor<5x1x3x3xf32>
}

func.func @test_depthwise_uneven(%x: tensor<2x6x10x13xf32>, %w: tensor<6x1x5x3xf32>, %dy: tensor<2x6x5x5xf32>) -> (tensor<2x6x5x5xf32>, tensor<2x6x10x13xf32>, tensor<6x1x5x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [2, 3], dilation = [1, 1], pad = [2, 1, 0, 2], pad_mode = "pad", group = 6 : i64} : (tensor<2x6x10x13xf32>, tensor<6x1x5x3xf32>) -> tensor<2x6x5x5xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [10, 13], stride = [2, 3], dilation = [1, 1], pad = [2, 1, 0, 2], pad_mode = "pad", group = 6 : i64} : (tensor<2x6x5x5xf32>, tensor<6x1x5x3xf32>) -> tensor<2x6x10x13xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [5, 3], stride = [2, 3], dilation = [1, 1], pad = [2, 1, 0, 2], pad_mode = "pad", group = 6 : i64} : (tensor<2x6x5x5xf32>, tensor<2x6x10x13xf32>) -> tensor<6x1x5x3xf32>
  return %y, %dx, %dw : tensor<2x6x5x5xf32>, tensor<2x6x10x13xf32>, tensor<6x1x5x3xf32>
}

func.func @test_depthwise_dilated(%x: tensor<?x4x12x9xf32>, %w: tensor<4x1x3x3xf32>, %dy: tensor<?x4x12x9xf32>) -> (tensor<?x4x12x9xf32>, tensor<?x4x12x9xf32>, tensor<4x1x3x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [2, 3], pad = [0, 0, 0, 0], pad_mode = "same", group = 4 : i64} : (tensor<?x4x12x9xf32>, tensor<4x1x3x3xf32>) -> tensor<?x4x12x9xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [12, 9], stride = [1, 1], dilation = [2, 3], pad = [0, 0, 0, 0], pad_mode = "same", group = 4 : i64} : (tensor<?x4x12x9xf32>, tensor<4x1x3x3xf32>) -> tensor<?x4x12x9xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [1, 1], dilation = [2, 3], pad = [0, 0, 0, 0], pad_mode = "same", group = 4 : i64} : (tensor<?x4x12x9xf32>, tensor<?x4x12x9xf32>) -> tensor<4x1x3x3xf32>
  return %y, %dx, %dw : tensor<?x4x12x9xf32>, tensor<?x4x12x9xf32>, tensor<4x1x3x3xf32>
}

func.func @test_depthwise_stride_dilated(%x: tensor<1x3x13x12xf32>, %w: tensor<3x1x3x2xf32>, %dy: tensor<1x3x6x6xf32>) -> (tensor<1x3x6x6xf32>, tensor<1x3x13x12xf32>, tensor<3x1x3x2xf32>) {
  %y = mindir.conv2d %x, %w {stride = [2, 2], dilation = [3, 2], pad = [2, 3, 1, 0], pad_mode = "pad", group = 3 : i64} : (tensor<1x3x13x12xf32>, tensor<3x1x3x2xf32>) -> tensor<1x3x6x6xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [13, 12], stride = [2, 2], dilation = [3, 2], pad = [2, 3, 1, 0], pad_mode = "pad", group = 3 : i64} : (tensor<1x3x6x6xf32>, tensor<3x1x3x2xf32>) -> tensor<1x3x13x12xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], stride = [2, 2], dilation = [3, 2], pad = [2, 3, 1, 0], pad_mode = "pad", group = 3 : i64} : (tensor<1x3x6x6xf32>, tensor<1x3x13x12xf32>) -> tensor<3x1x3x2xf32>
  return %y, %dx, %dw : tensor<1x3x6x6xf32>, tensor<1x3x13x12xf32>, tensor<3x1x3x2xf32>
}

func.func @test_depthwise_multiplier(%x: tensor<2x3x7x6xf32>, %w: tensor<9x1x3x3xf32>, %dy: tensor<2x9x7x6xf32>) -> (tensor<2x9x7x6xf32>, tensor<2x3x7x6xf32>, tensor<9x1x3x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<2x3x7x6xf32>, tensor<9x1x3x3xf32>) -> tensor<2x9x7x6xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 6], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<2x9x7x6xf32>, tensor<9x1x3x3xf32>) -> tensor<2x3x7x6xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<2x9x7x6xf32>, tensor<2x3x7x6xf32>) -> tensor<9x1x3x3xf32>
  return %y, %dx, %dw : tensor<2x9x7x6xf32>, tensor<2x3x7x6xf32>, tensor<9x1x3x3xf32>
}

func.func @test_depthwise_wide(%x: tensor<1x33x6x37xf32>, %w: tensor<33x1x3x3xf32>, %dy: tensor<1x33x6x37xf32>) -> (tensor<1x33x6x37xf32>, tensor<1x33x6x37xf32>, tensor<33x1x3x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 33 : i64} : (tensor<1x33x6x37xf32>, tensor<33x1x3x3xf32>) -> tensor<1x33x6x37xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 37], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 33 : i64} : (tensor<1x33x6x37xf32>, tensor<33x1x3x3xf32>) -> tensor<1x33x6x37xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 33 : i64} : (tensor<1x33x6x37xf32>, tensor<1x33x6x37xf32>) -> tensor<33x1x3x3xf32>
  return %y, %dx, %dw : tensor<1x33x6x37xf32>, tensor<1x33x6x37xf32>, tensor<33x1x3x3xf32>
}

func.func @test_depthwise_row(%x: tensor<2x8x1x20xf32>, %w: tensor<8x1x1x5xf32>, %dy: tensor<2x8x1x10xf32>) -> (tensor<2x8x1x10xf32>, tensor<2x8x1x20xf32>, tensor<8x1x1x5xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 2], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 8 : i64} : (tensor<2x8x1x20xf32>, tensor<8x1x1x5xf32>) -> tensor<2x8x1x10xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [1, 20], stride = [1, 2], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 8 : i64} : (tensor<2x8x1x10xf32>, tensor<8x1x1x5xf32>) -> tensor<2x8x1x20xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 5], stride = [1, 2], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 8 : i64} : (tensor<2x8x1x10xf32>, tensor<2x8x1x20xf32>) -> tensor<8x1x1x5xf32>
  return %y, %dx, %dw : tensor<2x8x1x10xf32>, tensor<2x8x1x20xf32>, tensor<8x1x1x5xf32>
}

func.func @test_depthwise_whole(%x: tensor<3x5x4x4xf32>, %w: tensor<5x1x4x4xf32>, %dy: tensor<3x5x1x1xf32>) -> (tensor<3x5x1x1xf32>, tensor<3x5x4x4xf32>, tensor<5x1x4x4xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "valid", group = 5 : i64} : (tensor<3x5x4x4xf32>, tensor<5x1x4x4xf32>) -> tensor<3x5x1x1xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [4, 4], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "valid", group = 5 : i64} : (tensor<3x5x1x1xf32>, tensor<5x1x4x4xf32>) -> tensor<3x5x4x4xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [4, 4], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "valid", group = 5 : i64} : (tensor<3x5x1x1xf32>, tensor<3x5x4x4xf32>) -> tensor<5x1x4x4xf32>
  return %y, %dx, %dw : tensor<3x5x1x1xf32>, tensor<3x5x4x4xf32>, tensor<5x1x4x4xf32>
}

func.func @test_groups(%x: tensor<?x12x8x7xf32>, %w: tensor<18x4x3x3xf32>, %dy: tensor<?x18x8x7xf32>) -> (tensor<?x18x8x7xf32>, tensor<?x12x8x7xf32>, tensor<18x4x3x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<?x12x8x7xf32>, tensor<18x4x3x3xf32>) -> tensor<?x18x8x7xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 7], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<?x18x8x7xf32>, tensor<18x4x3x3xf32>) -> tensor<?x12x8x7xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<?x18x8x7xf32>, tensor<?x12x8x7xf32>) -> tensor<18x4x3x3xf32>
  return %y, %dx, %dw : tensor<?x18x8x7xf32>, tensor<?x12x8x7xf32>, tensor<18x4x3x3xf32>
}

func.func @test_groups_stride(%x: tensor<2x8x9x10xf32>, %w: tensor<4x2x3x2xf32>, %dy: tensor<2x4x4x11xf32>) -> (tensor<2x4x4x11xf32>, tensor<2x8x9x10xf32>, tensor<4x2x3x2xf32>) {
  %y = mindir.conv2d %x, %w {stride = [2, 1], dilation = [1, 1], pad = [1, 0, 1, 1], pad_mode = "pad", group = 4 : i64} : (tensor<2x8x9x10xf32>, tensor<4x2x3x2xf32>) -> tensor<2x4x4x11xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 10], stride = [2, 1], dilation = [1, 1], pad = [1, 0, 1, 1], pad_mode = "pad", group = 4 : i64} : (tensor<2x4x4x11xf32>, tensor<4x2x3x2xf32>) -> tensor<2x8x9x10xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], stride = [2, 1], dilation = [1, 1], pad = [1, 0, 1, 1], pad_mode = "pad", group = 4 : i64} : (tensor<2x4x4x11xf32>, tensor<2x8x9x10xf32>) -> tensor<4x2x3x2xf32>
  return %y, %dx, %dw : tensor<2x4x4x11xf32>, tensor<2x8x9x10xf32>, tensor<4x2x3x2xf32>
}

func.func @test_groups_dilated(%x: tensor<2x6x11x9xf32>, %w: tensor<10x3x2x3xf32>, %dy: tensor<2x10x8x5xf32>) -> (tensor<2x10x8x5xf32>, tensor<2x6x11x9xf32>, tensor<10x3x2x3xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [3, 2], pad = [0, 0, 0, 0], pad_mode = "valid", group = 2 : i64} : (tensor<2x6x11x9xf32>, tensor<10x3x2x3xf32>) -> tensor<2x10x8x5xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [11, 9], stride = [1, 1], dilation = [3, 2], pad = [0, 0, 0, 0], pad_mode = "valid", group = 2 : i64} : (tensor<2x10x8x5xf32>, tensor<10x3x2x3xf32>) -> tensor<2x6x11x9xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [2, 3], stride = [1, 1], dilation = [3, 2], pad = [0, 0, 0, 0], pad_mode = "valid", group = 2 : i64} : (tensor<2x10x8x5xf32>, tensor<2x6x11x9xf32>) -> tensor<10x3x2x3xf32>
  return %y, %dx, %dw : tensor<2x10x8x5xf32>, tensor<2x6x11x9xf32>, tensor<10x3x2x3xf32>
}

func.func @test_groups_pointwise(%x: tensor<2x16x5x7xf32>, %w: tensor<24x2x1x1xf32>, %dy: tensor<2x24x5x7xf32>) -> (tensor<2x24x5x7xf32>, tensor<2x16x5x7xf32>, tensor<24x2x1x1xf32>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "valid", group = 8 : i64} : (tensor<2x16x5x7xf32>, tensor<24x2x1x1xf32>) -> tensor<2x24x5x7xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [5, 7], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "valid", group = 8 : i64} : (tensor<2x24x5x7xf32>, tensor<24x2x1x1xf32>) -> tensor<2x16x5x7xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "valid", group = 8 : i64} : (tensor<2x24x5x7xf32>, tensor<2x16x5x7xf32>) -> tensor<24x2x1x1xf32>
  return %y, %dx, %dw : tensor<2x24x5x7xf32>, tensor<2x16x5x7xf32>, tensor<24x2x1x1xf32>
}

func.func @test_groups_pointwise_stride(%x: tensor<?x6x9x8xf32>, %w: tensor<6x2x1x1xf32>, %dy: tensor<?x6x3x4xf32>) -> (tensor<?x6x3x4xf32>, tensor<?x6x9x8xf32>, tensor<6x2x1x1xf32>) {
  %y = mindir.conv2d %x, %w {stride = [3, 2], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<?x6x9x8xf32>, tensor<6x2x1x1xf32>) -> tensor<?x6x3x4xf32>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 8], stride = [3, 2], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<?x6x3x4xf32>, tensor<6x2x1x1xf32>) -> tensor<?x6x9x8xf32>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1], stride = [3, 2], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 3 : i64} : (tensor<?x6x3x4xf32>, tensor<?x6x9x8xf32>) -> tensor<6x2x1x1xf32>
  return %y, %dx, %dw : tensor<?x6x3x4xf32>, tensor<?x6x9x8xf32>, tensor<6x2x1x1xf32>
}

func.func @test_groups_f64(%x: tensor<2x4x6x5xf64>, %w: tensor<6x2x3x3xf64>, %dy: tensor<2x6x6x5xf64>) -> (tensor<2x6x6x5xf64>, tensor<2x4x6x5xf64>, tensor<6x2x3x3xf64>) {
  %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 2 : i64} : (tensor<2x4x6x5xf64>, tensor<6x2x3x3xf64>) -> tensor<2x6x6x5xf64>
  %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 5], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 2 : i64} : (tensor<2x6x6x5xf64>, tensor<6x2x3x3xf64>) -> tensor<2x4x6x5xf64>
  %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], pad_mode = "same", group = 2 : i64} : (tensor<2x6x6x5xf64>, tensor<2x4x6x5xf64>) -> tensor<6x2x3x3xf64>
  return %y, %dx, %dw : tensor<2x6x6x5xf64>, tensor<2x4x6x5xf64>, tensor<6x2x3x3xf64>
}
