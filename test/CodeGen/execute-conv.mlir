//===- execute-conv.mlir - Convolutions ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Kernels, strides, dilations, borders and groups of each kind, at extents that no
// tile divides, with elementwise ops that follow.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-71: ok
// CHECK-NOT: ok

func.func @test_plain(%x: tensor<?x3x7x9xf32>, %w: tensor<5x3x3x3xf32>) -> tensor<?x5x5x7xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "valid"} : (tensor<?x3x7x9xf32>, tensor<5x3x3x3xf32>) -> tensor<?x5x5x7xf32>
  return %0 : tensor<?x5x5x7xf32>
}

func.func @test_one_channel(%x: tensor<?x1x10x10xf32>, %w: tensor<6x1x5x5xf32>) -> tensor<?x6x6x6xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "valid"} : (tensor<?x1x10x10xf32>, tensor<6x1x5x5xf32>) -> tensor<?x6x6x6xf32>
  return %0 : tensor<?x6x6x6xf32>
}

func.func @test_many_channels(%x: tensor<?x18x4x5xf32>, %w: tensor<17x18x3x3xf32>) -> tensor<?x17x4x5xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x18x4x5xf32>, tensor<17x18x3x3xf32>) -> tensor<?x17x4x5xf32>
  return %0 : tensor<?x17x4x5xf32>
}

func.func @test_one_pixel(%x: tensor<?x7x1x1xf32>, %w: tensor<9x7x1x1xf32>) -> tensor<?x9x1x1xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "valid"} : (tensor<?x7x1x1xf32>, tensor<9x7x1x1xf32>) -> tensor<?x9x1x1xf32>
  return %0 : tensor<?x9x1x1xf32>
}

func.func @test_pointwise(%x: tensor<?x6x5x7xf32>, %w: tensor<19x6x1x1xf32>) -> tensor<?x19x5x7xf32> {
  %0 = mindir.conv2d %x, %w : (tensor<?x6x5x7xf32>, tensor<19x6x1x1xf32>) -> tensor<?x19x5x7xf32>
  return %0 : tensor<?x19x5x7xf32>
}

func.func @test_pointwise_stride(%x: tensor<?x4x7x7xf32>, %w: tensor<8x4x1x1xf32>) -> tensor<?x8x4x4xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "valid"} : (tensor<?x4x7x7xf32>, tensor<8x4x1x1xf32>) -> tensor<?x8x4x4xf32>
  return %0 : tensor<?x8x4x4xf32>
}

func.func @test_same_odd(%x: tensor<?x2x6x7xf32>, %w: tensor<3x2x3x2xf32>) -> tensor<?x3x6x7xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x2x6x7xf32>, tensor<3x2x3x2xf32>) -> tensor<?x3x6x7xf32>
  return %0 : tensor<?x3x6x7xf32>
}

func.func @test_same_stride(%x: tensor<?x2x7x8xf32>, %w: tensor<3x2x3x3xf32>) -> tensor<?x3x4x4xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "same"} : (tensor<?x2x7x8xf32>, tensor<3x2x3x3xf32>) -> tensor<?x3x4x4xf32>
  return %0 : tensor<?x3x4x4xf32>
}

func.func @test_pad(%x: tensor<?x2x5x6xf32>, %w: tensor<4x2x3x3xf32>) -> tensor<?x4x6x7xf32> {
  %0 = mindir.conv2d %x, %w {pad = [1, 2, 0, 3]} : (tensor<?x2x5x6xf32>, tensor<4x2x3x3xf32>) -> tensor<?x4x6x7xf32>
  return %0 : tensor<?x4x6x7xf32>
}

func.func @test_pad_stride(%x: tensor<2x3x9x8xf32>, %w: tensor<4x3x3x4xf32>) -> tensor<2x4x5x3xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 3], pad = [2, 1, 1, 2]} : (tensor<2x3x9x8xf32>, tensor<4x3x3x4xf32>) -> tensor<2x4x5x3xf32>
  return %0 : tensor<2x4x5x3xf32>
}

func.func @test_stride_rest(%x: tensor<?x2x8x9xf32>, %w: tensor<3x2x3x3xf32>) -> tensor<?x3x3x3xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 3], pad_mode = "valid"} : (tensor<?x2x8x9xf32>, tensor<3x2x3x3xf32>) -> tensor<?x3x3x3xf32>
  return %0 : tensor<?x3x3x3xf32>
}

func.func @test_dilation(%x: tensor<?x2x9x10xf32>, %w: tensor<3x2x3x3xf32>) -> tensor<?x3x5x4xf32> {
  %0 = mindir.conv2d %x, %w {dilation = [2, 3], pad_mode = "valid"} : (tensor<?x2x9x10xf32>, tensor<3x2x3x3xf32>) -> tensor<?x3x5x4xf32>
  return %0 : tensor<?x3x5x4xf32>
}

func.func @test_dilation_stride(%x: tensor<?x2x11x12xf32>, %w: tensor<3x2x3x2xf32>) -> tensor<?x3x5x4xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 3], dilation = [3, 2], pad = [2, 2, 1, 1]} : (tensor<?x2x11x12xf32>, tensor<3x2x3x2xf32>) -> tensor<?x3x5x4xf32>
  return %0 : tensor<?x3x5x4xf32>
}

func.func @test_dilation_meets_stride(%x: tensor<?x2x9x9xf32>, %w: tensor<3x2x2x2xf32>) -> tensor<?x3x5x5xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], dilation = [2, 2], pad_mode = "same"} : (tensor<?x2x9x9xf32>, tensor<3x2x2x2xf32>) -> tensor<?x3x5x5xf32>
  return %0 : tensor<?x3x5x5xf32>
}

func.func @test_stride_skips(%x: tensor<?x2x8x8xf32>, %w: tensor<3x2x2x1xf32>) -> tensor<?x3x3x2xf32> {
  %0 = mindir.conv2d %x, %w {stride = [3, 4], pad_mode = "valid"} : (tensor<?x2x8x8xf32>, tensor<3x2x2x1xf32>) -> tensor<?x3x3x2xf32>
  return %0 : tensor<?x3x3x2xf32>
}

func.func @test_groups(%x: tensor<?x4x6x6xf32>, %w: tensor<6x2x3x3xf32>) -> tensor<?x6x6x6xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same", group = 2 : i64} : (tensor<?x4x6x6xf32>, tensor<6x2x3x3xf32>) -> tensor<?x6x6x6xf32>
  return %0 : tensor<?x6x6x6xf32>
}

func.func @test_depthwise(%x: tensor<?x5x6x7xf32>, %w: tensor<5x1x3x3xf32>) -> tensor<?x5x6x7xf32> {
  %0 = mindir.conv2d %x, %w {pad = [1, 1, 1, 1], group = 5 : i64} : (tensor<?x5x6x7xf32>, tensor<5x1x3x3xf32>) -> tensor<?x5x6x7xf32>
  return %0 : tensor<?x5x6x7xf32>
}

func.func @test_depthwise_stride(%x: tensor<?x3x8x7xf32>, %w: tensor<6x1x3x2xf32>) -> tensor<?x6x4x4xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "same", group = 3 : i64} : (tensor<?x3x8x7xf32>, tensor<6x1x3x2xf32>) -> tensor<?x6x4x4xf32>
  return %0 : tensor<?x6x4x4xf32>
}

func.func @test_whole_image(%x: tensor<?x3x4x5xf32>, %w: tensor<7x3x4x5xf32>) -> tensor<?x7x1x1xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "valid"} : (tensor<?x3x4x5xf32>, tensor<7x3x4x5xf32>) -> tensor<?x7x1x1xf32>
  return %0 : tensor<?x7x1x1xf32>
}

func.func @test_row(%x: tensor<?x2x1x12xf32>, %w: tensor<3x2x1x5xf32>) -> tensor<?x3x1x4xf32> {
  %0 = mindir.conv2d %x, %w {stride = [1, 2], pad_mode = "valid"} : (tensor<?x2x1x12xf32>, tensor<3x2x1x5xf32>) -> tensor<?x3x1x4xf32>
  return %0 : tensor<?x3x1x4xf32>
}

func.func @test_column(%x: tensor<3x2x12x1xf32>, %w: tensor<3x2x5x1xf32>) -> tensor<3x3x6x1xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 1], pad_mode = "same"} : (tensor<3x2x12x1xf32>, tensor<3x2x5x1xf32>) -> tensor<3x3x6x1xf32>
  return %0 : tensor<3x3x6x1xf32>
}

func.func @test_border_only(%x: tensor<?x2x3x3xf32>, %w: tensor<2x2x3x3xf32>) -> tensor<?x2x3x3xf32> {
  %0 = mindir.conv2d %x, %w {stride = [3, 3], pad = [3, 3, 3, 3]} : (tensor<?x2x3x3xf32>, tensor<2x2x3x3xf32>) -> tensor<?x2x3x3xf32>
  return %0 : tensor<?x2x3x3xf32>
}

// Bias and activation on the tile; a sum with what was before; one weight for
// two images.
func.func @test_epilogue(%x: tensor<?x3x9x9xf32>, %w: tensor<8x3x3x3xf32>, %b: tensor<8xf32>, %r: tensor<?x8x9x9xf32>) -> tensor<?x8x9x9xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x3x9x9xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x9x9xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x8x9x9xf32>, tensor<8xf32>) -> tensor<?x8x9x9xf32>
  %2 = mindir.add %1, %r : (tensor<?x8x9x9xf32>, tensor<?x8x9x9xf32>) -> tensor<?x8x9x9xf32>
  %3 = mindir.relu %2 : tensor<?x8x9x9xf32>
  return %3 : tensor<?x8x9x9xf32>
}

func.func @test_shared_weight(%x: tensor<?x3x9x9xf32>, %y: tensor<?x3x9x9xf32>, %w: tensor<8x3x3x3xf32>) -> tensor<?x8x9x9xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x3x9x9xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x9x9xf32>
  %1 = mindir.conv2d %y, %w {pad_mode = "same"} : (tensor<?x3x9x9xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x9x9xf32>
  %2 = mindir.mul %0, %1 : (tensor<?x8x9x9xf32>, tensor<?x8x9x9xf32>) -> tensor<?x8x9x9xf32>
  return %2 : tensor<?x8x9x9xf32>
}

func.func @test_two_layers(%x: tensor<?x1x8x8xf32>, %w: tensor<4x1x3x3xf32>, %v: tensor<2x4x2x2xf32>) -> tensor<?x2x3x3xf32> {
  %0 = mindir.conv2d %x, %w : (tensor<?x1x8x8xf32>, tensor<4x1x3x3xf32>) -> tensor<?x4x6x6xf32>
  %1 = mindir.relu %0 : tensor<?x4x6x6xf32>
  %2 = mindir.conv2d %1, %v {stride = [2, 2]} : (tensor<?x4x6x6xf32>, tensor<2x4x2x2xf32>) -> tensor<?x2x3x3xf32>
  return %2 : tensor<?x2x3x3xf32>
}
