//===- evaluate-nn.mlir - Numbers of layers and losses --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What layers, losses and data movement compute, by numbers that can be checked
// by hand.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-evaluate -o /dev/null | FileCheck %s
// RUN: ms-opt %s -canonicalize -test-evaluate -o /dev/null | FileCheck %s

// A window of ones adds up what it covers; the odd column of padding is right.
// CHECK: test_conv2d#0: [1, 1, 2, 2] = 12, 16, 24, 28
// CHECK: test_conv2d#1: [1, 1, 3, 3] = 12, 16, 9, 24, 28, 15, 15, 17, 9
// CHECK: test_conv2d#2: [1, 1, 1, 1] = 20
func.func @test_conv2d() -> (tensor<1x1x2x2xf32>, tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>) {
  %x = mindir.constant dense<[[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]]]> : tensor<1x1x3x3xf32>
  %w = mindir.constant dense<1.0> : tensor<1x1x2x2xf32>
  %0 = mindir.conv2d %x, %w : (tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>) -> tensor<1x1x2x2xf32>
  %1 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>) -> tensor<1x1x3x3xf32>
  %2 = mindir.conv2d %x, %w {dilation = [2, 2]} : (tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>) -> tensor<1x1x1x1xf32>
  return %0, %1, %2 : tensor<1x1x2x2xf32>, tensor<1x1x3x3xf32>, tensor<1x1x1x1xf32>
}

// How many windows cover a place; the sum over each place of the window.
// CHECK: test_conv2d_gradients#0: [1, 1, 3, 3] = 1, 2, 1, 2, 4, 2, 1, 2, 1
// CHECK: test_conv2d_gradients#1: [1, 1, 2, 2] = 12, 16, 24, 28
func.func @test_conv2d_gradients() -> (tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>) {
  %x = mindir.constant dense<[[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]]]> : tensor<1x1x3x3xf32>
  %one = mindir.constant dense<1.0> : tensor<1x1x2x2xf32>
  %0 = mindir.conv2d_backprop_input %one, %one {input_size = [3, 3]} : (tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>) -> tensor<1x1x3x3xf32>
  %1 = mindir.conv2d_backprop_filter %one, %x {kernel_size = [2, 2]} : (tensor<1x1x2x2xf32>, tensor<1x1x3x3xf32>) -> tensor<1x1x2x2xf32>
  return %0, %1 : tensor<1x1x3x3xf32>, tensor<1x1x2x2xf32>
}

// CHECK: test_bias#0: [1, 2, 2] = 11, 12, 23, 24
// CHECK: test_bias#1: [2] = 3, 7
func.func @test_bias() -> (tensor<1x2x2xf32>, tensor<2xf32>) {
  %x = mindir.constant dense<[[[1.0, 2.0], [3.0, 4.0]]]> : tensor<1x2x2xf32>
  %b = mindir.constant dense<[10.0, 20.0]> : tensor<2xf32>
  %0 = mindir.bias_add %x, %b : (tensor<1x2x2xf32>, tensor<2xf32>) -> tensor<1x2x2xf32>
  %1 = mindir.bias_add_grad %x : tensor<1x2x2xf32> -> tensor<2xf32>
  return %0, %1 : tensor<1x2x2xf32>, tensor<2xf32>
}

// The border counts neither for the maximum nor for the mean; the first of two
// equal elements takes the whole gradient.
// CHECK: test_pool#0: [1, 1, 2, 2] = -1, -2, -3, -4
// CHECK: test_pool#1: [1, 1, 2, 2] = -1, -2, -3, -4
// CHECK: test_pool#2: [1, 1, 2, 2] = 5, 0, 0, 0
// CHECK: test_pool#3: [1, 1, 2, 2] = 1.25, 1.25, 1.25, 1.25
func.func @test_pool() -> (tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>) {
  %x = mindir.constant dense<[[[[-1.0, -2.0], [-3.0, -4.0]]]]> : tensor<1x1x2x2xf32>
  %ties = mindir.constant dense<7.0> : tensor<1x1x2x2xf32>
  %y = mindir.constant dense<7.0> : tensor<1x1x1x1xf32>
  %dy = mindir.constant dense<5.0> : tensor<1x1x1x1xf32>
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<1x1x2x2xf32> -> tensor<1x1x2x2xf32>
  %1 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<1x1x2x2xf32> -> tensor<1x1x2x2xf32>
  %2 = mindir.max_pool_grad %ties, %y, %dy {kernel_size = [2, 2]} : (tensor<1x1x2x2xf32>, tensor<1x1x1x1xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x2x2xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [2, 2], kernel_size = [2, 2]} : tensor<1x1x1x1xf32> -> tensor<1x1x2x2xf32>
  return %0, %1, %2, %3 : tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>, tensor<1x1x2x2xf32>
}

// CHECK: test_softmax#0: [2, 2] = 0.5, 0.5, 1, 0
// CHECK: test_softmax#1: [2, 2] = -0.693147, -0.693147, 0, -1000
func.func @test_softmax() -> (tensor<2x2xf32>, tensor<2x2xf32>) {
  %x = mindir.constant dense<[[1.0, 1.0], [1000.0, 0.0]]> : tensor<2x2xf32>
  %0 = mindir.softmax %x : tensor<2x2xf32> -> tensor<2x2xf32>
  %1 = mindir.log_softmax %x : tensor<2x2xf32> -> tensor<2x2xf32>
  return %0, %1 : tensor<2x2xf32>, tensor<2x2xf32>
}

// The known answer of Philox-2x32-10 for zeros begins with 0xff1dae59: element 0
// is kept only by a probability above 0.9965.
// CHECK: test_dropout#0: [1] = 0
// CHECK: test_dropout#1: [1] = 2.00602
func.func @test_dropout() -> (tensor<1xf32>, tensor<1xf32>) {
  %x = mindir.constant dense<2.0> : tensor<1xf32>
  %counter = mindir.constant dense<0> : tensor<i64>
  %0 = mindir.dropout %x, %counter {keep_prob = 0.996} : tensor<1xf32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %counter {keep_prob = 0.997} : tensor<1xf32>, tensor<i64>
  return %0, %1 : tensor<1xf32>, tensor<1xf32>
}

// -log(1/2) for each row; a label outside the classes makes it NaN.
// CHECK: test_losses#0: [] = 0.693147
// CHECK: test_losses#1: [2, 2] = -0.25, 0.25, 0.25, -0.25
// CHECK: test_losses#2: [] = nan
// CHECK: test_losses#3: [2] = 0.693147, 1.38629
// CHECK: test_losses#4: [2, 2] = -0.5, 0.5, 0, 0
// CHECK: test_losses#5: [] = 3.75
func.func @test_losses() -> (tensor<f32>, tensor<2x2xf32>, tensor<f32>, tensor<2xf32>, tensor<2x2xf32>, tensor<f32>) {
  %x = mindir.constant dense<[[3.0, 3.0], [0.0, 0.0]]> : tensor<2x2xf32>
  %i = mindir.constant dense<[0, 1]> : tensor<2xi32>
  %outside = mindir.constant dense<[0, 2]> : tensor<2xi32>
  %y = mindir.constant dense<[[1.0, 0.0], [1.0, 1.0]]> : tensor<2x2xf32>
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<2x2xf32>, tensor<2xi32>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<2x2xf32>, tensor<2xi32>) -> tensor<2x2xf32>
  %2 = mindir.sparse_softmax_cross_entropy %x, %outside : (tensor<2x2xf32>, tensor<2xi32>) -> tensor<f32>
  %3, %4 = mindir.softmax_cross_entropy %x, %y : (tensor<2x2xf32>, tensor<2x2xf32>) -> (tensor<2xf32>, tensor<2x2xf32>)
  %5 = mindir.mse_loss %x, %y : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<f32>
  return %0, %1, %2, %3, %4, %5 : tensor<f32>, tensor<2x2xf32>, tensor<f32>, tensor<2xf32>, tensor<2x2xf32>, tensor<f32>
}

// CHECK: test_moves#0: [2, 3] = 1, 2, 9, 3, 4, 8
// CHECK: test_moves#1: [2, 1] = 2, 4
// CHECK: test_moves#2: [3, 2] = -1, -1, 1, 2, 3, 4
// CHECK: test_moves#3: [2, 2] = 1, 3, 2, 4
// CHECK: test_moves#4: [3, 2] = 3, 4, 0, 0, 1, 2
// CHECK: test_moves#5: [3, 2] = 0, 1, 0, 0, 1, 0
func.func @test_moves() -> (tensor<2x3xf32>, tensor<2x1xf32>, tensor<3x2xf32>, tensor<2x2xf32>, tensor<3x2xf32>, tensor<3x2xi32>) {
  %x = mindir.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %y = mindir.constant dense<[[9.0], [8.0]]> : tensor<2x1xf32>
  %i = mindir.constant dense<[1, 2, 0]> : tensor<3xi32>
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<2x2xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  %1 = mindir.slice %x {begin = [0, 1], size = [-1, 1]} : tensor<2x2xf32> -> tensor<2x1xf32>
  %2 = mindir.pad %x {low = [1, 0], high = [0, 0], value = -1.0} : tensor<2x2xf32> -> tensor<3x2xf32>
  %3 = mindir.transpose %x {perm = [1, 0]} : tensor<2x2xf32> -> tensor<2x2xf32>
  %4 = mindir.gather %x, %i : (tensor<2x2xf32>, tensor<3xi32>) -> tensor<3x2xf32>
  %5 = mindir.one_hot %i {depth = 2 : i64, dtype = i32} : tensor<3xi32> -> tensor<3x2xi32>
  return %0, %1, %2, %3, %4, %5 : tensor<2x3xf32>, tensor<2x1xf32>, tensor<3x2xf32>, tensor<2x2xf32>, tensor<3x2xf32>, tensor<3x2xi32>
}

// CHECK: test_casts#0: [5] = 127, -128, 0, 1, -1
// CHECK: test_casts#1: [5] = 1, 1, 1, 1, 1
// CHECK: test_casts#2: [2] = 1, 255
func.func @test_casts() -> (tensor<5xi8>, tensor<5xi1>, tensor<2xf32>) {
  %x = mindir.constant dense<[300.0, -300.0, 0x7FC00000, 1.9, -1.9]> : tensor<5xf32>
  %u = mindir.constant dense<[1, 255]> : tensor<2xui8>
  %0 = mindir.cast %x to i8 : tensor<5xf32> -> tensor<5xi8>
  %1 = mindir.cast %x to i1 : tensor<5xf32> -> tensor<5xi1>
  %2 = mindir.cast %u to f32 : tensor<2xui8> -> tensor<2xf32>
  return %0, %1, %2 : tensor<5xi8>, tensor<5xi1>, tensor<2xf32>
}
