//===- invalid-conv.mlir - Convolutions that are refused ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.conv2d (C1)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: input has rank 4 and weight rank 3, but both need rank 4 (C1)}}
  %0 = mindir.conv2d %x, %w : (tensor<2x4x8x8xf32>, tensor<6x4x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C2)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: the stride is [0, 1], but needs 2 positive entries (C2)}}
  %0 = mindir.conv2d %x, %w {stride = [0, 1]} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C2): dilation
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: the dilation is [1, 1, 1], but needs 2 positive entries (C2)}}
  %0 = mindir.conv2d %x, %w {dilation = [1, 1, 1]} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C2): pad
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: the padding is [0, 0, -1, 0], but needs 4 entries that are not negative (C2)}}
  %0 = mindir.conv2d %x, %w {pad = [0, 0, -1, 0]} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C2): group
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: group is 0, but must be positive (C2)}}
  %0 = mindir.conv2d %x, %w {group = 0 : i64} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C3)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: the padding is [0, 1, 0, 0], but pad_mode "valid" allows none (C3)}}
  %0 = mindir.conv2d %x, %w {pad = [0, 1, 0, 0], pad_mode = "valid"} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C4)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: weight has 3 input channels, but the input has 4 in 1 group (C4)}}
  %0 = mindir.conv2d %x, %w : (tensor<2x4x8x8xf32>, tensor<6x3x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C4): with groups
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: weight has 4 input channels, but the input has 4 in 2 groups (C4)}}
  %0 = mindir.conv2d %x, %w {group = 2 : i64} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C5)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x1x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: group 4 does not divide the 4 input and 6 output channels (C5)}}
  %0 = mindir.conv2d %x, %w {group = 4 : i64} : (tensor<2x4x8x8xf32>, tensor<6x1x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C6)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: a window of reach 9 does not fit into the padded height 8 (C6)}}
  %0 = mindir.conv2d %x, %w {dilation = [4, 1]} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C6): a dynamic image
func.func @f(%x: tensor<2x4x?x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: the image's height or width is dynamic (C6)}}
  %0 = mindir.conv2d %x, %w : (tensor<2x4x?x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C7)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf16>) {
  // expected-error @below {{[MS1001] mindir.conv2d: element types f32 and f16 differ (C7)}}
  %0 = mindir.conv2d %x, %w : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf16>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d (C8)
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d: result has type 'tensor<2x6x8x8xf32>', but the operands give 'tensor<2x6x6x6xf32>'}}
  %0 = mindir.conv2d %x, %w : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x8x8xf32>
  return
}

// -----

// mindir.conv2d with an unknown pad_mode
func.func @f(%x: tensor<2x4x8x8xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{custom op 'mindir.conv2d' 'mindir.conv2d' op attribute 'pad_mode' failed to satisfy constraint: string attribute one of "pad", "same", "valid"}}
  %0 = mindir.conv2d %x, %w {pad_mode = "full"} : (tensor<2x4x8x8xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x6x6xf32>
  return
}

// -----

// mindir.conv2d_backprop_input (C1)
func.func @f(%dy: tensor<2x6x6x6xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_input: gradient and weight need rank 4, and input_size [8] 2 positive entries (C1)}}
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8]} : (tensor<2x6x6x6xf32>, tensor<6x4x3x3xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.conv2d_backprop_input (C2)
func.func @f(%dy: tensor<2x6x6x6xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_input: the stride is [1, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 8], stride = [1, 0]} : (tensor<2x6x6x6xf32>, tensor<6x4x3x3xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.conv2d_backprop_input (C2): the group
func.func @f(%dy: tensor<2x6x6x6xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_input: group 4 does not divide the 6 output channels (C2)}}
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 8], group = 4 : i64} : (tensor<2x6x6x6xf32>, tensor<6x4x3x3xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.conv2d_backprop_input (C3)
func.func @f(%dy: tensor<2x6x6x6xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_input: the gradient has shape [2, 6, 6, 6], but the convolution gives [2, 6, 7, 7] (C3)}}
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 9]} : (tensor<2x6x6x6xf32>, tensor<6x4x3x3xf32>) -> tensor<2x4x9x9xf32>
  return
}

// -----

// mindir.conv2d_backprop_input (C4)
func.func @f(%dy: tensor<2x6x6x6xf32>, %w: tensor<6x4x3x3xf64>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_input: element types f32 and f64 differ (C4)}}
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 8]} : (tensor<2x6x6x6xf32>, tensor<6x4x3x3xf64>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.conv2d_backprop_input (C5)
func.func @f(%dy: tensor<2x6x6x6xf32>, %w: tensor<6x4x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_input: result has type 'tensor<2x6x8x8xf32>', but the operands give 'tensor<2x4x8x8xf32>'}}
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 8]} : (tensor<2x6x6x6xf32>, tensor<6x4x3x3xf32>) -> tensor<2x6x8x8xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C1)
func.func @f(%dy: tensor<2x6x6x6xf32>, %x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: gradient and input need rank 4, and kernel_size [3, 3, 3] 2 positive entries (C1)}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3, 3]} : (tensor<2x6x6x6xf32>, tensor<2x4x8x8xf32>) -> tensor<6x4x3x3xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C2)
func.func @f(%dy: tensor<2x6x6x6xf32>, %x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: the padding is [1, 1, 1, 1], but pad_mode "same" allows none (C2)}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad = [1, 1, 1, 1], pad_mode = "same"} : (tensor<2x6x6x6xf32>, tensor<2x4x8x8xf32>) -> tensor<6x4x3x3xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C2): the group
func.func @f(%dy: tensor<2x6x6x6xf32>, %x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: group 3 does not divide the 4 input and 6 output channels (C2)}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], group = 3 : i64} : (tensor<2x6x6x6xf32>, tensor<2x4x8x8xf32>) -> tensor<6x4x3x3xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C3)
func.func @f(%dy: tensor<2x6x6x6xf32>, %x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: the gradient has shape [2, 6, 6, 6], but the convolution gives [2, 6, 7, 6] (C3)}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [2, 3]} : (tensor<2x6x6x6xf32>, tensor<2x4x8x8xf32>) -> tensor<6x4x2x3xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C3): the batch
func.func @f(%dy: tensor<3x6x6x6xf32>, %x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: the gradient has shape [3, 6, 6, 6] and the input [2, 4, 8, 8], but both need one batch (C3)}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<3x6x6x6xf32>, tensor<2x4x8x8xf32>) -> tensor<6x4x3x3xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C4)
func.func @f(%dy: tensor<2x6x6x6xf32>, %x: tensor<2x4x8x8xbf16>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: element types f32 and bf16 differ (C4)}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<2x6x6x6xf32>, tensor<2x4x8x8xbf16>) -> tensor<6x4x3x3xf32>
  return
}

// -----

// mindir.conv2d_backprop_filter (C5)
func.func @f(%dy: tensor<2x6x6x6xf32>, %x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.conv2d_backprop_filter: result has type 'tensor<4x6x3x3xf32>', but the operands give 'tensor<6x4x3x3xf32>'}}
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<2x6x6x6xf32>, tensor<2x4x8x8xf32>) -> tensor<4x6x3x3xf32>
  return
}

// -----

// mindir.bias_add (C1)
func.func @f(%x: tensor<3xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.bias_add: input has rank 1 and bias rank 1, but 2 or more and 1 are needed (C1)}}
  %0 = mindir.bias_add %x, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.bias_add (C2)
func.func @f(%x: tensor<3x4xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.bias_add: bias has 3 elements, but the input has 4 channels (C2)}}
  %0 = mindir.bias_add %x, %b : (tensor<3x4xf32>, tensor<3xf32>) -> tensor<3x4xf32>
  return
}

// -----

// mindir.bias_add (C3)
func.func @f(%x: tensor<3x4xf32>, %b: tensor<4xf16>) {
  // expected-error @below {{[MS1001] mindir.bias_add: element types f32 and f16 differ (C3)}}
  %0 = mindir.bias_add %x, %b : (tensor<3x4xf32>, tensor<4xf16>) -> tensor<3x4xf32>
  return
}

// -----

// mindir.bias_add_grad (C1)
func.func @f(%dy: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.bias_add_grad: the gradient has rank 1, but needs 2 or more (C1)}}
  %0 = mindir.bias_add_grad %dy : tensor<3xf32> -> tensor<3xf32>
  return
}

// -----

// mindir.bias_add_grad (C2)
func.func @f(%dy: tensor<3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.bias_add_grad: result has type 'tensor<3xf32>', but the operands give 'tensor<4xf32>'}}
  %0 = mindir.bias_add_grad %dy : tensor<3x4xf32> -> tensor<3xf32>
  return
}
