//===- invalid-pool.mlir - Pooling that is refused ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.max_pool (C1)
func.func @f(%x: tensor<2x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool: input has rank 3, but needs rank 4 (C1)}}
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.max_pool (C2)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool: the stride is [2], but needs 2 positive entries (C2)}}
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.max_pool (C3)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool: the padding is [1, 0, 0, 0], but pad_mode "valid" allows none (C3)}}
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2], pad = [1, 0, 0, 0]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.max_pool (C3): as large as the window
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool: the padding [0, 2, 0, 0] is not smaller than the window [2, 2] (C3)}}
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2], pad = [0, 2, 0, 0], pad_mode = "pad"} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.max_pool (C4)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool: a window of reach 9 does not fit into the padded height 8 (C4)}}
  %0 = mindir.max_pool %x {kernel_size = [9, 2], strides = [2, 2]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.max_pool (C5)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool: result has type 'tensor<2x4x4x3xf32>', but the operands give 'tensor<2x4x4x4xf32>'}}
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x3xf32>
  return
}

// -----

// mindir.avg_pool (C1)
func.func @f(%x: tensor<2x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool: input has rank 3, but needs rank 4 (C1)}}
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.avg_pool (C2)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool: the stride is [2], but needs 2 positive entries (C2)}}
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.avg_pool (C3)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool: the padding is [1, 0, 0, 0], but pad_mode "valid" allows none (C3)}}
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2], pad = [1, 0, 0, 0]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.avg_pool (C3): as large as the window
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool: the padding [0, 2, 0, 0] is not smaller than the window [2, 2] (C3)}}
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2], pad = [0, 2, 0, 0], pad_mode = "pad"} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.avg_pool (C4)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool: a window of reach 9 does not fit into the padded height 8 (C4)}}
  %0 = mindir.avg_pool %x {kernel_size = [9, 2], strides = [2, 2]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.avg_pool (C5)
func.func @f(%x: tensor<2x4x8x8xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool: result has type 'tensor<2x4x4x3xf32>', but the operands give 'tensor<2x4x4x4xf32>'}}
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x4x8x8xf32> -> tensor<2x4x4x3xf32>
  return
}

// -----

// mindir.max_pool_grad (C1)
func.func @f(%x: tensor<2x4x8x8xf32>, %y: tensor<2x4x4x4xf32>, %dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool_grad: a window of reach 9 does not fit into the padded height 8 (C1)}}
  %0 = mindir.max_pool_grad %x, %y, %dy {kernel_size = [9, 9]} : (tensor<2x4x8x8xf32>, tensor<2x4x4x4xf32>, tensor<2x4x4x4xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.max_pool_grad (C1): the rank
func.func @f(%x: tensor<8x8xf32>, %y: tensor<2x4x4x4xf32>, %dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool_grad: input has rank 2, but needs rank 4 (C1)}}
  %0 = mindir.max_pool_grad %x, %y, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<8x8xf32>, tensor<2x4x4x4xf32>, tensor<2x4x4x4xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.max_pool_grad (C2)
func.func @f(%x: tensor<2x4x8x8xf32>, %y: tensor<2x4x4x4xf32>, %dy: tensor<2x4x4x3xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool_grad: operand has type tensor<2x4x4x3xf32>, but the pooling gives tensor<2x4x4x4xf32> (C2)}}
  %0 = mindir.max_pool_grad %x, %y, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<2x4x8x8xf32>, tensor<2x4x4x4xf32>, tensor<2x4x4x3xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.max_pool_grad (C2): the element type
func.func @f(%x: tensor<2x4x8x8xf32>, %y: tensor<2x4x4x4xf64>, %dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool_grad: operand has type tensor<2x4x4x4xf64>, but the pooling gives tensor<2x4x4x4xf32> (C2)}}
  %0 = mindir.max_pool_grad %x, %y, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<2x4x8x8xf32>, tensor<2x4x4x4xf64>, tensor<2x4x4x4xf32>) -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.max_pool_grad (C3)
func.func @f(%x: tensor<2x4x8x8xf32>, %y: tensor<2x4x4x4xf32>, %dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.max_pool_grad: result has type 'tensor<2x4x4x4xf32>', but the operands give 'tensor<2x4x8x8xf32>'}}
  %0 = mindir.max_pool_grad %x, %y, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<2x4x8x8xf32>, tensor<2x4x4x4xf32>, tensor<2x4x4x4xf32>) -> tensor<2x4x4x4xf32>
  return
}

// -----

// mindir.avg_pool_grad (C1)
func.func @f(%dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool_grad: the gradient needs rank 4, and input_size [8, 0] 2 positive entries (C1)}}
  %0 = mindir.avg_pool_grad %dy {input_size = [8, 0], kernel_size = [2, 2], strides = [2, 2]} : tensor<2x4x4x4xf32> -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.avg_pool_grad (C1): the window
func.func @f(%dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool_grad: the stride is [0, 2], but needs 2 positive entries (C1)}}
  %0 = mindir.avg_pool_grad %dy {input_size = [8, 8], kernel_size = [2, 2], strides = [0, 2]} : tensor<2x4x4x4xf32> -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.avg_pool_grad (C2)
func.func @f(%dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool_grad: the gradient has shape [2, 4, 4, 4], but the pooling gives [2, 4, 4, 5] (C2)}}
  %0 = mindir.avg_pool_grad %dy {input_size = [9, 11], kernel_size = [2, 2], strides = [2, 2]} : tensor<2x4x4x4xf32> -> tensor<2x4x8x8xf32>
  return
}

// -----

// mindir.avg_pool_grad (C3)
func.func @f(%dy: tensor<2x4x4x4xf32>) {
  // expected-error @below {{[MS1001] mindir.avg_pool_grad: result has type 'tensor<2x4x9x8xf32>', but the operands give 'tensor<2x4x8x8xf32>'}}
  %0 = mindir.avg_pool_grad %dy {input_size = [8, 8], kernel_size = [2, 2], strides = [2, 2]} : tensor<2x4x4x4xf32> -> tensor<2x4x9x8xf32>
  return
}
