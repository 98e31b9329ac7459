//===- invalid-adaptive-pool.mlir - Adaptive pooling that is refused ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.adaptive_avg_pool2d (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.adaptive_avg_pool2d %a0 {output_size = [3, 3]} : tensor<2x3x8xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d (C2)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d: output_size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.adaptive_avg_pool2d %a0 {output_size = [3, 0]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d (C2): extent
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.adaptive_avg_pool2d %a0 {output_size = [3, 5000]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d (C3)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.adaptive_avg_pool2d %a0 {output_size = [3, 3]} : tensor<2x3x8x7xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.adaptive_max_pool2d %a0 {output_size = [3, 3]} : tensor<2x3x8xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d (C2)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d: output_size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.adaptive_max_pool2d %a0 {output_size = [3, 0]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d (C2): extent
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.adaptive_max_pool2d %a0 {output_size = [3, 5000]} : tensor<2x3x8x7xf32> -> tensor<2x3x3x3xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d (C3)
func.func @f(%a0: tensor<2x3x8x7xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.adaptive_max_pool2d %a0 {output_size = [3, 3]} : tensor<2x3x8x7xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d_grad (C1)
func.func @f(%a0: tensor<2x3x8xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d_grad: the image has type tensor<2x3x8xf32>, but needs rank 4 and a static height and width (C1)}}
  %0 = mindir.adaptive_avg_pool2d_grad %a0 {input_size = [8, 7]} : tensor<2x3x8xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d_grad (C2)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d_grad: input_size is [3, 0], but needs 2 positive entries (C2)}}
  %0 = mindir.adaptive_avg_pool2d_grad %a0 {input_size = [3, 0]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d_grad (C2): extent
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d_grad: an extent is 5000, but must not be larger than 4096 (C2)}}
  %0 = mindir.adaptive_avg_pool2d_grad %a0 {input_size = [3, 5000]} : tensor<2x3x3x3xf32> -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.adaptive_avg_pool2d_grad (C3)
func.func @f(%a0: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_avg_pool2d_grad: result has type 'tensor<2x3x4x4xf32>'}}
  %0 = mindir.adaptive_avg_pool2d_grad %a0 {input_size = [8, 7]} : tensor<2x3x3x3xf32> -> tensor<2x3x4x4xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d_grad (C1)
func.func @f(%a0: tensor<2x3x8x7xf32>, %a1: tensor<2x3x3xf32>, %a2: tensor<2x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d_grad: an image has type tensor<2x3x3xf32>, but needs rank 4 and a static height and width of at most 4096 (C1)}}
  %0 = mindir.adaptive_max_pool2d_grad %a0, %a1, %a2 : (tensor<2x3x8x7xf32>, tensor<2x3x3xf32>, tensor<2x3x3xf32>) -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d_grad (C2)
func.func @f(%a0: tensor<2x3x8x7xf32>, %a1: tensor<2x3x3x3xf32>, %a2: tensor<2x3x3x2xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d_grad: the result has type tensor<2x3x3x3xf32> and its gradient tensor<2x3x3x2xf32>, but the input is tensor<2x3x8x7xf32> (C2)}}
  %0 = mindir.adaptive_max_pool2d_grad %a0, %a1, %a2 : (tensor<2x3x8x7xf32>, tensor<2x3x3x3xf32>, tensor<2x3x3x2xf32>) -> tensor<2x3x8x7xf32>
  return
}

// -----

// mindir.adaptive_max_pool2d_grad (C3)
func.func @f(%a0: tensor<2x3x8x7xf32>, %a1: tensor<2x3x3x3xf32>, %a2: tensor<2x3x3x3xf32>) {
  // expected-error @below {{[MS1001] mindir.adaptive_max_pool2d_grad: result has type 'tensor<2x3x3x3xf32>'}}
  %0 = mindir.adaptive_max_pool2d_grad %a0, %a1, %a2 : (tensor<2x3x8x7xf32>, tensor<2x3x3x3xf32>, tensor<2x3x3x3xf32>) -> tensor<2x3x3x3xf32>
  return
}
