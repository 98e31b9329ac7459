//===- gradients-nn.mlir - Gradients of layers ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradients of convolutions, poolings, bias, softmax and dropout,
// against central differences in f64. Results become a loss with weights of their
// own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-35: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<2x7x1x1xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<9x7x1x1xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<2x4x7x7xf32> init(#mindir.zeros)
mindir.parameter @p3 : tensor<8x4x1x1xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<2x2x6x7xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<3x2x3x2xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<2x2x7x8xf32> init(#mindir.zeros)
mindir.parameter @p7 : tensor<3x2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p8 : tensor<2x2x5x6xf32> init(#mindir.zeros)
mindir.parameter @p9 : tensor<4x2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p10 : tensor<2x3x9x8xf32> init(#mindir.zeros)
mindir.parameter @p11 : tensor<4x3x3x4xf32> init(#mindir.zeros)
mindir.parameter @p12 : tensor<2x2x8x9xf32> init(#mindir.zeros)
mindir.parameter @p13 : tensor<2x2x11x12xf32> init(#mindir.zeros)
mindir.parameter @p14 : tensor<2x2x9x9xf32> init(#mindir.zeros)
mindir.parameter @p15 : tensor<3x2x2x2xf32> init(#mindir.zeros)
mindir.parameter @p16 : tensor<2x2x8x8xf32> init(#mindir.zeros)
mindir.parameter @p17 : tensor<3x2x2x1xf32> init(#mindir.zeros)
mindir.parameter @p18 : tensor<2x4x6x6xf32> init(#mindir.zeros)
mindir.parameter @p19 : tensor<6x2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p20 : tensor<2x5x6x7xf32> init(#mindir.zeros)
mindir.parameter @p21 : tensor<5x1x3x3xf32> init(#mindir.zeros)
mindir.parameter @p22 : tensor<2x3x8x7xf32> init(#mindir.zeros)
mindir.parameter @p23 : tensor<6x1x3x2xf32> init(#mindir.zeros)
mindir.parameter @p24 : tensor<2x2x1x12xf32> init(#mindir.zeros)
mindir.parameter @p25 : tensor<3x2x1x5xf32> init(#mindir.zeros)
mindir.parameter @p26 : tensor<2x2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p27 : tensor<2x2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p28 : tensor<2x3x2x2xf32> init(#mindir.zeros)
mindir.parameter @p29 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @p30 : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @p31 : tensor<4xf32> init(#mindir.zeros)
mindir.parameter @p32 : tensor<2x2x6x4xf32> init(#mindir.zeros)
mindir.parameter @p33 : tensor<1x2x7x5xf32> init(#mindir.zeros)
mindir.parameter @p34 : tensor<2x1x5x6xf32> init(#mindir.zeros)
mindir.parameter @p35 : tensor<1x2x5x4xf32> init(#mindir.zeros)
mindir.parameter @p36 : tensor<1x1x4x5xf32> init(#mindir.zeros)
mindir.parameter @p37 : tensor<3x5xf32> init(#mindir.zeros)
mindir.parameter @p38 : tensor<5x7xf32> init(#mindir.zeros)

func.func @test_conv2d_one_pixel() -> tensor<2x9x1x1xf32> {
  %x = mindir.load @p0 : tensor<2x7x1x1xf32>
  %w = mindir.load @p1 : tensor<9x7x1x1xf32>
  %0 = mindir.conv2d %x, %w {pad_mode = "valid"} : (tensor<2x7x1x1xf32>, tensor<9x7x1x1xf32>) -> tensor<2x9x1x1xf32>
  return %0 : tensor<2x9x1x1xf32>
}

func.func @test_conv2d_pointwise_stride() -> tensor<2x8x4x4xf32> {
  %x = mindir.load @p2 : tensor<2x4x7x7xf32>
  %w = mindir.load @p3 : tensor<8x4x1x1xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "valid"} : (tensor<2x4x7x7xf32>, tensor<8x4x1x1xf32>) -> tensor<2x8x4x4xf32>
  return %0 : tensor<2x8x4x4xf32>
}

func.func @test_conv2d_same_odd() -> tensor<2x3x6x7xf32> {
  %x = mindir.load @p4 : tensor<2x2x6x7xf32>
  %w = mindir.load @p5 : tensor<3x2x3x2xf32>
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<2x2x6x7xf32>, tensor<3x2x3x2xf32>) -> tensor<2x3x6x7xf32>
  return %0 : tensor<2x3x6x7xf32>
}

func.func @test_conv2d_same_stride() -> tensor<2x3x4x4xf32> {
  %x = mindir.load @p6 : tensor<2x2x7x8xf32>
  %w = mindir.load @p7 : tensor<3x2x3x3xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "same"} : (tensor<2x2x7x8xf32>, tensor<3x2x3x3xf32>) -> tensor<2x3x4x4xf32>
  return %0 : tensor<2x3x4x4xf32>
}

func.func @test_conv2d_pad() -> tensor<2x4x6x7xf32> {
  %x = mindir.load @p8 : tensor<2x2x5x6xf32>
  %w = mindir.load @p9 : tensor<4x2x3x3xf32>
  %0 = mindir.conv2d %x, %w {pad = [1, 2, 0, 3]} : (tensor<2x2x5x6xf32>, tensor<4x2x3x3xf32>) -> tensor<2x4x6x7xf32>
  return %0 : tensor<2x4x6x7xf32>
}

func.func @test_conv2d_pad_stride() -> tensor<2x4x5x3xf32> {
  %x = mindir.load @p10 : tensor<2x3x9x8xf32>
  %w = mindir.load @p11 : tensor<4x3x3x4xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 3], pad = [2, 1, 1, 2]} : (tensor<2x3x9x8xf32>, tensor<4x3x3x4xf32>) -> tensor<2x4x5x3xf32>
  return %0 : tensor<2x4x5x3xf32>
}

func.func @test_conv2d_stride_rest() -> tensor<2x3x3x3xf32> {
  %x = mindir.load @p12 : tensor<2x2x8x9xf32>
  %w = mindir.load @p7 : tensor<3x2x3x3xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 3], pad_mode = "valid"} : (tensor<2x2x8x9xf32>, tensor<3x2x3x3xf32>) -> tensor<2x3x3x3xf32>
  return %0 : tensor<2x3x3x3xf32>
}

func.func @test_conv2d_dilation_stride() -> tensor<2x3x5x4xf32> {
  %x = mindir.load @p13 : tensor<2x2x11x12xf32>
  %w = mindir.load @p5 : tensor<3x2x3x2xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 3], dilation = [3, 2], pad = [2, 2, 1, 1]} : (tensor<2x2x11x12xf32>, tensor<3x2x3x2xf32>) -> tensor<2x3x5x4xf32>
  return %0 : tensor<2x3x5x4xf32>
}

func.func @test_conv2d_dilation_meets_stride() -> tensor<2x3x5x5xf32> {
  %x = mindir.load @p14 : tensor<2x2x9x9xf32>
  %w = mindir.load @p15 : tensor<3x2x2x2xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 2], dilation = [2, 2], pad_mode = "same"} : (tensor<2x2x9x9xf32>, tensor<3x2x2x2xf32>) -> tensor<2x3x5x5xf32>
  return %0 : tensor<2x3x5x5xf32>
}

func.func @test_conv2d_stride_skips() -> tensor<2x3x3x2xf32> {
  %x = mindir.load @p16 : tensor<2x2x8x8xf32>
  %w = mindir.load @p17 : tensor<3x2x2x1xf32>
  %0 = mindir.conv2d %x, %w {stride = [3, 4], pad_mode = "valid"} : (tensor<2x2x8x8xf32>, tensor<3x2x2x1xf32>) -> tensor<2x3x3x2xf32>
  return %0 : tensor<2x3x3x2xf32>
}

func.func @test_conv2d_groups() -> tensor<2x6x6x6xf32> {
  %x = mindir.load @p18 : tensor<2x4x6x6xf32>
  %w = mindir.load @p19 : tensor<6x2x3x3xf32>
  %0 = mindir.conv2d %x, %w {pad_mode = "same", group = 2 : i64} : (tensor<2x4x6x6xf32>, tensor<6x2x3x3xf32>) -> tensor<2x6x6x6xf32>
  return %0 : tensor<2x6x6x6xf32>
}

func.func @test_conv2d_depthwise() -> tensor<2x5x6x7xf32> {
  %x = mindir.load @p20 : tensor<2x5x6x7xf32>
  %w = mindir.load @p21 : tensor<5x1x3x3xf32>
  %0 = mindir.conv2d %x, %w {pad = [1, 1, 1, 1], group = 5 : i64} : (tensor<2x5x6x7xf32>, tensor<5x1x3x3xf32>) -> tensor<2x5x6x7xf32>
  return %0 : tensor<2x5x6x7xf32>
}

func.func @test_conv2d_depthwise_stride() -> tensor<2x6x4x4xf32> {
  %x = mindir.load @p22 : tensor<2x3x8x7xf32>
  %w = mindir.load @p23 : tensor<6x1x3x2xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "same", group = 3 : i64} : (tensor<2x3x8x7xf32>, tensor<6x1x3x2xf32>) -> tensor<2x6x4x4xf32>
  return %0 : tensor<2x6x4x4xf32>
}

func.func @test_conv2d_row() -> tensor<2x3x1x4xf32> {
  %x = mindir.load @p24 : tensor<2x2x1x12xf32>
  %w = mindir.load @p25 : tensor<3x2x1x5xf32>
  %0 = mindir.conv2d %x, %w {stride = [1, 2], pad_mode = "valid"} : (tensor<2x2x1x12xf32>, tensor<3x2x1x5xf32>) -> tensor<2x3x1x4xf32>
  return %0 : tensor<2x3x1x4xf32>
}

func.func @test_conv2d_border_only() -> tensor<2x2x3x3xf32> {
  %x = mindir.load @p26 : tensor<2x2x3x3xf32>
  %w = mindir.load @p27 : tensor<2x2x3x3xf32>
  %0 = mindir.conv2d %x, %w {stride = [3, 3], pad = [3, 3, 3, 3]} : (tensor<2x2x3x3xf32>, tensor<2x2x3x3xf32>) -> tensor<2x2x3x3xf32>
  return %0 : tensor<2x2x3x3xf32>
}

func.func @test_conv2d_batch(%x: tensor<?x3x4x4xf32>) -> tensor<?x2x3x3xf32> {
  %w = mindir.load @p28 : tensor<2x3x2x2xf32>
  %0 = mindir.conv2d %x, %w : (tensor<?x3x4x4xf32>, tensor<2x3x2x2xf32>) -> tensor<?x2x3x3xf32>
  return %0 : tensor<?x2x3x3xf32>
}

func.func @test_bias_add() -> tensor<2x3x4xf32> {
  %x = mindir.load @p29 : tensor<2x3x4xf32>
  %b = mindir.load @p30 : tensor<3xf32>
  %0 = mindir.bias_add %x, %b : (tensor<2x3x4xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_bias_add_batch(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %b = mindir.load @p31 : tensor<4xf32>
  %0 = mindir.bias_add %x, %b : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @test_max_pool_apart() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @p32 : tensor<2x2x6x4xf32>
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x2x6x4xf32> -> tensor<2x2x3x2xf32>
  return %0 : tensor<2x2x3x2xf32>
}

func.func @test_max_pool_rest() -> tensor<1x2x3x2xf32> {
  %x = mindir.load @p33 : tensor<1x2x7x5xf32>
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<1x2x7x5xf32> -> tensor<1x2x3x2xf32>
  return %0 : tensor<1x2x3x2xf32>
}

func.func @test_max_pool_overlap() -> tensor<2x1x3x4xf32> {
  %x = mindir.load @p34 : tensor<2x1x5x6xf32>
  %0 = mindir.max_pool %x {kernel_size = [3, 3]} : tensor<2x1x5x6xf32> -> tensor<2x1x3x4xf32>
  return %0 : tensor<2x1x3x4xf32>
}

func.func @test_max_pool_same() -> tensor<1x2x3x2xf32> {
  %x = mindir.load @p35 : tensor<1x2x5x4xf32>
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<1x2x5x4xf32> -> tensor<1x2x3x2xf32>
  return %0 : tensor<1x2x3x2xf32>
}

func.func @test_max_pool_pad() -> tensor<1x1x3x2xf32> {
  %x = mindir.load @p36 : tensor<1x1x4x5xf32>
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 3], pad = [1, 2, 1, 0], pad_mode = "pad"} : tensor<1x1x4x5xf32> -> tensor<1x1x3x2xf32>
  return %0 : tensor<1x1x3x2xf32>
}

func.func @test_avg_pool_apart() -> tensor<2x2x3x2xf32> {
  %x = mindir.load @p32 : tensor<2x2x6x4xf32>
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x2x6x4xf32> -> tensor<2x2x3x2xf32>
  return %0 : tensor<2x2x3x2xf32>
}

func.func @test_avg_pool_rest() -> tensor<1x2x3x2xf32> {
  %x = mindir.load @p33 : tensor<1x2x7x5xf32>
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<1x2x7x5xf32> -> tensor<1x2x3x2xf32>
  return %0 : tensor<1x2x3x2xf32>
}

func.func @test_avg_pool_overlap() -> tensor<2x1x3x4xf32> {
  %x = mindir.load @p34 : tensor<2x1x5x6xf32>
  %0 = mindir.avg_pool %x {kernel_size = [3, 3]} : tensor<2x1x5x6xf32> -> tensor<2x1x3x4xf32>
  return %0 : tensor<2x1x3x4xf32>
}

func.func @test_avg_pool_same() -> tensor<1x2x3x2xf32> {
  %x = mindir.load @p35 : tensor<1x2x5x4xf32>
  %0 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<1x2x5x4xf32> -> tensor<1x2x3x2xf32>
  return %0 : tensor<1x2x3x2xf32>
}

func.func @test_avg_pool_pad() -> tensor<1x1x3x2xf32> {
  %x = mindir.load @p36 : tensor<1x1x4x5xf32>
  %0 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 3], pad = [1, 2, 1, 0], pad_mode = "pad"} : tensor<1x1x4x5xf32> -> tensor<1x1x3x2xf32>
  return %0 : tensor<1x1x3x2xf32>
}

func.func @test_softmax_last() -> tensor<3x5xf32> {
  %x = mindir.load @p37 : tensor<3x5xf32>
  %0 = mindir.softmax %x {axis = -1 : i64} : tensor<3x5xf32> -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

func.func @test_softmax_first() -> tensor<3x5xf32> {
  %x = mindir.load @p37 : tensor<3x5xf32>
  %0 = mindir.softmax %x {axis = 0 : i64} : tensor<3x5xf32> -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

func.func @test_softmax_inside() -> tensor<2x3x4xf32> {
  %x = mindir.load @p29 : tensor<2x3x4xf32>
  %0 = mindir.softmax %x {axis = 1 : i64} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_log_softmax_last() -> tensor<3x5xf32> {
  %x = mindir.load @p37 : tensor<3x5xf32>
  %0 = mindir.log_softmax %x {axis = -1 : i64} : tensor<3x5xf32> -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

func.func @test_log_softmax_first() -> tensor<3x5xf32> {
  %x = mindir.load @p37 : tensor<3x5xf32>
  %0 = mindir.log_softmax %x {axis = 0 : i64} : tensor<3x5xf32> -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

func.func @test_log_softmax_inside() -> tensor<2x3x4xf32> {
  %x = mindir.load @p29 : tensor<2x3x4xf32>
  %0 = mindir.log_softmax %x {axis = 1 : i64} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_dropout(%n: tensor<i64>) -> tensor<5x7xf32> {
  %x = mindir.load @p38 : tensor<5x7xf32>
  %0 = mindir.dropout %x, %n {keep_prob = 0.6, seed = 5 : i64} : tensor<5x7xf32>, tensor<i64>
  return %0 : tensor<5x7xf32>
}
