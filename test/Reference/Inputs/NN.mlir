//===- NN.mlir - Convolution, softmax, dropout ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in NN.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @conv_plain(%x: tensor<2x3x7x6xf32>, %w: tensor<4x3x3x2xf32>, %dy: tensor<2x4x5x5xf32>) -> (tensor<2x4x5x5xf32>, tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>) {
  %0 = mindir.conv2d %x, %w : (tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>) -> tensor<2x4x5x5xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 6]} : (tensor<2x4x5x5xf32>, tensor<4x3x3x2xf32>) -> tensor<2x3x7x6xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2]} : (tensor<2x4x5x5xf32>, tensor<2x3x7x6xf32>) -> tensor<4x3x3x2xf32>
  return %0, %1, %2 : tensor<2x4x5x5xf32>, tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>
}

func.func @conv_batch(%x: tensor<?x2x5x5xf32>, %w: tensor<3x2x3x3xf32>, %dy: tensor<?x3x3x3xf32>) -> (tensor<?x3x3x3xf32>, tensor<?x2x5x5xf32>, tensor<3x2x3x3xf32>) {
  %0 = mindir.conv2d %x, %w : (tensor<?x2x5x5xf32>, tensor<3x2x3x3xf32>) -> tensor<?x3x3x3xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [5, 5]} : (tensor<?x3x3x3xf32>, tensor<3x2x3x3xf32>) -> tensor<?x2x5x5xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<?x3x3x3xf32>, tensor<?x2x5x5xf32>) -> tensor<3x2x3x3xf32>
  return %0, %1, %2 : tensor<?x3x3x3xf32>, tensor<?x2x5x5xf32>, tensor<3x2x3x3xf32>
}

func.func @conv_stride_pad(%x: tensor<2x3x7x6xf32>, %w: tensor<4x3x3x2xf32>, %dy: tensor<2x4x4x3xf32>) -> (tensor<2x4x4x3xf32>, tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>) {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad = [1, 2, 0, 1]} : (tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>) -> tensor<2x4x4x3xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 6], stride = [2, 2], pad = [1, 2, 0, 1]} : (tensor<2x4x4x3xf32>, tensor<4x3x3x2xf32>) -> tensor<2x3x7x6xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], stride = [2, 2], pad = [1, 2, 0, 1]} : (tensor<2x4x4x3xf32>, tensor<2x3x7x6xf32>) -> tensor<4x3x3x2xf32>
  return %0, %1, %2 : tensor<2x4x4x3xf32>, tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>
}

func.func @conv_dilation(%x: tensor<2x2x9x8xf32>, %w: tensor<3x2x3x3xf32>, %dy: tensor<2x3x7x4xf32>) -> (tensor<2x3x7x4xf32>, tensor<2x2x9x8xf32>, tensor<3x2x3x3xf32>) {
  %0 = mindir.conv2d %x, %w {dilation = [2, 3], pad = [1, 1, 2, 0]} : (tensor<2x2x9x8xf32>, tensor<3x2x3x3xf32>) -> tensor<2x3x7x4xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 8], dilation = [2, 3], pad = [1, 1, 2, 0]} : (tensor<2x3x7x4xf32>, tensor<3x2x3x3xf32>) -> tensor<2x2x9x8xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], dilation = [2, 3], pad = [1, 1, 2, 0]} : (tensor<2x3x7x4xf32>, tensor<2x2x9x8xf32>) -> tensor<3x2x3x3xf32>
  return %0, %1, %2 : tensor<2x3x7x4xf32>, tensor<2x2x9x8xf32>, tensor<3x2x3x3xf32>
}

// An odd total of padding: one more below and to the right.
func.func @conv_same(%x: tensor<2x3x7x6xf32>, %w: tensor<4x3x3x2xf32>, %dy: tensor<2x4x4x3xf32>) -> (tensor<2x4x4x3xf32>, tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>) {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "same"} : (tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>) -> tensor<2x4x4x3xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 6], stride = [2, 2], pad_mode = "same"} : (tensor<2x4x4x3xf32>, tensor<4x3x3x2xf32>) -> tensor<2x3x7x6xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 2], stride = [2, 2], pad_mode = "same"} : (tensor<2x4x4x3xf32>, tensor<2x3x7x6xf32>) -> tensor<4x3x3x2xf32>
  return %0, %1, %2 : tensor<2x4x4x3xf32>, tensor<2x3x7x6xf32>, tensor<4x3x3x2xf32>
}

func.func @conv_same_dilation(%x: tensor<1x2x8x7xf32>, %w: tensor<2x2x3x4xf32>, %dy: tensor<1x2x8x7xf32>) -> (tensor<1x2x8x7xf32>, tensor<1x2x8x7xf32>, tensor<2x2x3x4xf32>) {
  %0 = mindir.conv2d %x, %w {dilation = [2, 1], pad_mode = "same"} : (tensor<1x2x8x7xf32>, tensor<2x2x3x4xf32>) -> tensor<1x2x8x7xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 7], dilation = [2, 1], pad_mode = "same"} : (tensor<1x2x8x7xf32>, tensor<2x2x3x4xf32>) -> tensor<1x2x8x7xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 4], dilation = [2, 1], pad_mode = "same"} : (tensor<1x2x8x7xf32>, tensor<1x2x8x7xf32>) -> tensor<2x2x3x4xf32>
  return %0, %1, %2 : tensor<1x2x8x7xf32>, tensor<1x2x8x7xf32>, tensor<2x2x3x4xf32>
}

// A stride larger than the window.
func.func @conv_same_skip(%x: tensor<1x2x7x7xf32>, %w: tensor<2x2x1x1xf32>, %dy: tensor<1x2x3x3xf32>) -> (tensor<1x2x3x3xf32>, tensor<1x2x7x7xf32>, tensor<2x2x1x1xf32>) {
  %0 = mindir.conv2d %x, %w {stride = [3, 3], pad_mode = "same"} : (tensor<1x2x7x7xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x3x3xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 7], stride = [3, 3], pad_mode = "same"} : (tensor<1x2x3x3xf32>, tensor<2x2x1x1xf32>) -> tensor<1x2x7x7xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1], stride = [3, 3], pad_mode = "same"} : (tensor<1x2x3x3xf32>, tensor<1x2x7x7xf32>) -> tensor<2x2x1x1xf32>
  return %0, %1, %2 : tensor<1x2x3x3xf32>, tensor<1x2x7x7xf32>, tensor<2x2x1x1xf32>
}

func.func @conv_valid(%x: tensor<2x3x8x7xf32>, %w: tensor<2x3x3x3xf32>, %dy: tensor<2x2x3x3xf32>) -> (tensor<2x2x3x3xf32>, tensor<2x3x8x7xf32>, tensor<2x3x3x3xf32>) {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad_mode = "valid"} : (tensor<2x3x8x7xf32>, tensor<2x3x3x3xf32>) -> tensor<2x2x3x3xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 7], stride = [2, 2], pad_mode = "valid"} : (tensor<2x2x3x3xf32>, tensor<2x3x3x3xf32>) -> tensor<2x3x8x7xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [2, 2], pad_mode = "valid"} : (tensor<2x2x3x3xf32>, tensor<2x3x8x7xf32>) -> tensor<2x3x3x3xf32>
  return %0, %1, %2 : tensor<2x2x3x3xf32>, tensor<2x3x8x7xf32>, tensor<2x3x3x3xf32>
}

func.func @conv_group(%x: tensor<2x4x6x5xf32>, %w: tensor<6x2x3x3xf32>, %dy: tensor<2x6x6x5xf32>) -> (tensor<2x6x6x5xf32>, tensor<2x4x6x5xf32>, tensor<6x2x3x3xf32>) {
  %0 = mindir.conv2d %x, %w {pad = [1, 1, 1, 1], group = 2 : i64} : (tensor<2x4x6x5xf32>, tensor<6x2x3x3xf32>) -> tensor<2x6x6x5xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 5], pad = [1, 1, 1, 1], group = 2 : i64} : (tensor<2x6x6x5xf32>, tensor<6x2x3x3xf32>) -> tensor<2x4x6x5xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad = [1, 1, 1, 1], group = 2 : i64} : (tensor<2x6x6x5xf32>, tensor<2x4x6x5xf32>) -> tensor<6x2x3x3xf32>
  return %0, %1, %2 : tensor<2x6x6x5xf32>, tensor<2x4x6x5xf32>, tensor<6x2x3x3xf32>
}

func.func @conv_depthwise(%x: tensor<2x3x6x6xf32>, %w: tensor<6x1x3x3xf32>, %dy: tensor<2x6x3x3xf32>) -> (tensor<2x6x3x3xf32>, tensor<2x3x6x6xf32>, tensor<6x1x3x3xf32>) {
  %0 = mindir.conv2d %x, %w {stride = [2, 2], pad = [1, 1, 1, 1], group = 3 : i64} : (tensor<2x3x6x6xf32>, tensor<6x1x3x3xf32>) -> tensor<2x6x3x3xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [6, 6], stride = [2, 2], pad = [1, 1, 1, 1], group = 3 : i64} : (tensor<2x6x3x3xf32>, tensor<6x1x3x3xf32>) -> tensor<2x3x6x6xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], stride = [2, 2], pad = [1, 1, 1, 1], group = 3 : i64} : (tensor<2x6x3x3xf32>, tensor<2x3x6x6xf32>) -> tensor<6x1x3x3xf32>
  return %0, %1, %2 : tensor<2x6x3x3xf32>, tensor<2x3x6x6xf32>, tensor<6x1x3x3xf32>
}

func.func @conv_pointwise(%x: tensor<2x5x4x4xf32>, %w: tensor<3x5x1x1xf32>, %dy: tensor<2x3x2x2xf32>) -> (tensor<2x3x2x2xf32>, tensor<2x5x4x4xf32>, tensor<3x5x1x1xf32>) {
  %0 = mindir.conv2d %x, %w {stride = [2, 2]} : (tensor<2x5x4x4xf32>, tensor<3x5x1x1xf32>) -> tensor<2x3x2x2xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [4, 4], stride = [2, 2]} : (tensor<2x3x2x2xf32>, tensor<3x5x1x1xf32>) -> tensor<2x5x4x4xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1], stride = [2, 2]} : (tensor<2x3x2x2xf32>, tensor<2x5x4x4xf32>) -> tensor<3x5x1x1xf32>
  return %0, %1, %2 : tensor<2x3x2x2xf32>, tensor<2x5x4x4xf32>, tensor<3x5x1x1xf32>
}

func.func @conv_whole(%x: tensor<3x2x4x5xf32>, %w: tensor<4x2x4x5xf32>, %dy: tensor<3x4x1x1xf32>) -> (tensor<3x4x1x1xf32>, tensor<3x2x4x5xf32>, tensor<4x2x4x5xf32>) {
  %0 = mindir.conv2d %x, %w : (tensor<3x2x4x5xf32>, tensor<4x2x4x5xf32>) -> tensor<3x4x1x1xf32>
  %1 = mindir.conv2d_backprop_input %dy, %w {input_size = [4, 5]} : (tensor<3x4x1x1xf32>, tensor<4x2x4x5xf32>) -> tensor<3x2x4x5xf32>
  %2 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [4, 5]} : (tensor<3x4x1x1xf32>, tensor<3x2x4x5xf32>) -> tensor<4x2x4x5xf32>
  return %0, %1, %2 : tensor<3x4x1x1xf32>, tensor<3x2x4x5xf32>, tensor<4x2x4x5xf32>
}

func.func @bias_add(%x: tensor<2x3x2x2xf32>, %b: tensor<3xf32>) -> (tensor<2x3x2x2xf32>, tensor<3xf32>) {
  %0 = mindir.bias_add %x, %b : (tensor<2x3x2x2xf32>, tensor<3xf32>) -> tensor<2x3x2x2xf32>
  %1 = mindir.bias_add_grad %x : tensor<2x3x2x2xf32> -> tensor<3xf32>
  return %0, %1 : tensor<2x3x2x2xf32>, tensor<3xf32>
}

func.func @bias_add_matrix(%x: tensor<?x3xf32>, %b: tensor<3xf32>) -> (tensor<?x3xf32>, tensor<3xf32>) {
  %0 = mindir.bias_add %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = mindir.bias_add_grad %x : tensor<?x3xf32> -> tensor<3xf32>
  return %0, %1 : tensor<?x3xf32>, tensor<3xf32>
}

func.func @softmax(%x: tensor<3x4x5xf32>) -> (tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>) {
  %0 = mindir.softmax %x : tensor<3x4x5xf32> -> tensor<3x4x5xf32>
  %1 = mindir.softmax %x {axis = 1 : i64} : tensor<3x4x5xf32> -> tensor<3x4x5xf32>
  %2 = mindir.log_softmax %x {axis = 2 : i64} : tensor<3x4x5xf32> -> tensor<3x4x5xf32>
  %3 = mindir.log_softmax %x {axis = -3 : i64} : tensor<3x4x5xf32> -> tensor<3x4x5xf32>
  return %0, %1, %2, %3 : tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>
}

// Numbers whose exponentials overflow.
func.func @softmax_large(%x: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %0 = mindir.softmax %x : tensor<2x3xf32> -> tensor<2x3xf32>
  %1 = mindir.log_softmax %x : tensor<2x3xf32> -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}

func.func @dropout(%x: tensor<5x40xf32>, %counter: tensor<i64>) -> (tensor<5x40xf32>, tensor<5x40xf32>, tensor<5x40xf32>) {
  %0 = mindir.dropout %x, %counter {keep_prob = 0.5, seed = 7 : i64} : tensor<5x40xf32>, tensor<i64>
  %1 = mindir.dropout %x, %counter {keep_prob = 0.9, seed = -3 : i64} : tensor<5x40xf32>, tensor<i64>
  %2 = mindir.dropout_grad %x, %counter {keep_prob = 0.5, seed = 7 : i64} : tensor<5x40xf32>, tensor<i64>
  return %0, %1, %2 : tensor<5x40xf32>, tensor<5x40xf32>, tensor<5x40xf32>
}

// A counter above 2^32.
func.func @dropout_late(%x: tensor<100xf32>, %counter: tensor<i64>) -> tensor<100xf32> {
  %0 = mindir.dropout %x, %counter {keep_prob = 0.25, seed = 123456789 : i64} : tensor<100xf32>, tensor<i64>
  return %0 : tensor<100xf32>
}
