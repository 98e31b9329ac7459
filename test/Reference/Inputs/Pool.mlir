//===- Pool.mlir - Pooling ------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Pool.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @max_pool_plain(%x: tensor<2x3x7x6xf32>, %dy: tensor<2x3x3x3xf32>) -> (tensor<2x3x3x3xf32>, tensor<2x3x7x6xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x3x7x6xf32> -> tensor<2x3x3x3xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<2x3x7x6xf32>, tensor<2x3x3x3xf32>, tensor<2x3x3x3xf32>) -> tensor<2x3x7x6xf32>
  return %0, %1 : tensor<2x3x3x3xf32>, tensor<2x3x7x6xf32>
}

func.func @max_pool_batch(%x: tensor<?x2x5x5xf32>, %dy: tensor<?x2x4x4xf32>) -> (tensor<?x2x4x4xf32>, tensor<?x2x5x5xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2]} : tensor<?x2x5x5xf32> -> tensor<?x2x4x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2]} : (tensor<?x2x5x5xf32>, tensor<?x2x4x4xf32>, tensor<?x2x4x4xf32>) -> tensor<?x2x5x5xf32>
  return %0, %1 : tensor<?x2x4x4xf32>, tensor<?x2x5x5xf32>
}

func.func @max_pool_overlap(%x: tensor<2x3x7x6xf32>, %dy: tensor<2x3x3x2xf32>) -> (tensor<2x3x3x2xf32>, tensor<2x3x7x6xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2]} : tensor<2x3x7x6xf32> -> tensor<2x3x3x2xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [2, 2]} : (tensor<2x3x7x6xf32>, tensor<2x3x3x2xf32>, tensor<2x3x3x2xf32>) -> tensor<2x3x7x6xf32>
  return %0, %1 : tensor<2x3x3x2xf32>, tensor<2x3x7x6xf32>
}

func.func @max_pool_oblong(%x: tensor<1x2x6x7xf32>, %dy: tensor<1x2x4x3xf32>) -> (tensor<1x2x4x3xf32>, tensor<1x2x6x7xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 2], strides = [1, 2]} : tensor<1x2x6x7xf32> -> tensor<1x2x4x3xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 2], strides = [1, 2]} : (tensor<1x2x6x7xf32>, tensor<1x2x4x3xf32>, tensor<1x2x4x3xf32>) -> tensor<1x2x6x7xf32>
  return %0, %1 : tensor<1x2x4x3xf32>, tensor<1x2x6x7xf32>
}

func.func @max_pool_same(%x: tensor<2x3x7x6xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x7x6xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<2x3x7x6xf32> -> tensor<2x3x4x3xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : (tensor<2x3x7x6xf32>, tensor<2x3x4x3xf32>, tensor<2x3x4x3xf32>) -> tensor<2x3x7x6xf32>
  return %0, %1 : tensor<2x3x4x3xf32>, tensor<2x3x7x6xf32>
}

func.func @max_pool_pad(%x: tensor<2x2x7x8xf32>, %dy: tensor<2x2x4x4xf32>) -> (tensor<2x2x4x4xf32>, tensor<2x2x7x8xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<2x2x7x8xf32> -> tensor<2x2x4x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 1, 1], pad_mode = "pad"} : (tensor<2x2x7x8xf32>, tensor<2x2x4x4xf32>, tensor<2x2x4x4xf32>) -> tensor<2x2x7x8xf32>
  return %0, %1 : tensor<2x2x4x4xf32>, tensor<2x2x7x8xf32>
}

func.func @max_pool_pad_uneven(%x: tensor<1x2x5x5xf32>, %dy: tensor<1x2x5x6xf32>) -> (tensor<1x2x5x6xf32>, tensor<1x2x5x5xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], pad = [0, 2, 2, 1], pad_mode = "pad"} : tensor<1x2x5x5xf32> -> tensor<1x2x5x6xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], pad = [0, 2, 2, 1], pad_mode = "pad"} : (tensor<1x2x5x5xf32>, tensor<1x2x5x6xf32>, tensor<1x2x5x6xf32>) -> tensor<1x2x5x5xf32>
  return %0, %1 : tensor<1x2x5x6xf32>, tensor<1x2x5x5xf32>
}

func.func @avg_pool_plain(%x: tensor<2x3x7x6xf32>, %dy: tensor<2x3x3x3xf32>) -> (tensor<2x3x3x3xf32>, tensor<2x3x7x6xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x3x7x6xf32> -> tensor<2x3x3x3xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [7, 6], kernel_size = [2, 2], strides = [2, 2]} : tensor<2x3x3x3xf32> -> tensor<2x3x7x6xf32>
  return %0, %1 : tensor<2x3x3x3xf32>, tensor<2x3x7x6xf32>
}

func.func @avg_pool_batch(%x: tensor<?x2x5x5xf32>, %dy: tensor<?x2x4x4xf32>) -> (tensor<?x2x4x4xf32>, tensor<?x2x5x5xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [2, 2]} : tensor<?x2x5x5xf32> -> tensor<?x2x4x4xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [5, 5], kernel_size = [2, 2]} : tensor<?x2x4x4xf32> -> tensor<?x2x5x5xf32>
  return %0, %1 : tensor<?x2x4x4xf32>, tensor<?x2x5x5xf32>
}

func.func @avg_pool_overlap(%x: tensor<2x3x7x6xf32>, %dy: tensor<2x3x3x2xf32>) -> (tensor<2x3x3x2xf32>, tensor<2x3x7x6xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2]} : tensor<2x3x7x6xf32> -> tensor<2x3x3x2xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [7, 6], kernel_size = [3, 3], strides = [2, 2]} : tensor<2x3x3x2xf32> -> tensor<2x3x7x6xf32>
  return %0, %1 : tensor<2x3x3x2xf32>, tensor<2x3x7x6xf32>
}

func.func @avg_pool_oblong(%x: tensor<1x2x6x7xf32>, %dy: tensor<1x2x4x3xf32>) -> (tensor<1x2x4x3xf32>, tensor<1x2x6x7xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [3, 2], strides = [1, 2]} : tensor<1x2x6x7xf32> -> tensor<1x2x4x3xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [6, 7], kernel_size = [3, 2], strides = [1, 2]} : tensor<1x2x4x3xf32> -> tensor<1x2x6x7xf32>
  return %0, %1 : tensor<1x2x4x3xf32>, tensor<1x2x6x7xf32>
}

func.func @avg_pool_same(%x: tensor<2x3x7x6xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x7x6xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<2x3x7x6xf32> -> tensor<2x3x4x3xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [7, 6], kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<2x3x4x3xf32> -> tensor<2x3x7x6xf32>
  return %0, %1 : tensor<2x3x4x3xf32>, tensor<2x3x7x6xf32>
}

func.func @avg_pool_pad(%x: tensor<2x2x7x8xf32>, %dy: tensor<2x2x4x4xf32>) -> (tensor<2x2x4x4xf32>, tensor<2x2x7x8xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<2x2x7x8xf32> -> tensor<2x2x4x4xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [7, 8], kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 1, 1], pad_mode = "pad"} : tensor<2x2x4x4xf32> -> tensor<2x2x7x8xf32>
  return %0, %1 : tensor<2x2x4x4xf32>, tensor<2x2x7x8xf32>
}

func.func @avg_pool_pad_uneven(%x: tensor<1x2x5x5xf32>, %dy: tensor<1x2x5x6xf32>) -> (tensor<1x2x5x6xf32>, tensor<1x2x5x5xf32>) {
  %0 = mindir.avg_pool %x {kernel_size = [3, 3], pad = [0, 2, 2, 1], pad_mode = "pad"} : tensor<1x2x5x5xf32> -> tensor<1x2x5x6xf32>
  %1 = mindir.avg_pool_grad %dy {input_size = [5, 5], kernel_size = [3, 3], pad = [0, 2, 2, 1], pad_mode = "pad"} : tensor<1x2x5x6xf32> -> tensor<1x2x5x5xf32>
  return %0, %1 : tensor<1x2x5x6xf32>, tensor<1x2x5x5xf32>
}

// Equal elements under one window: the first one takes the gradient.
func.func @max_pool_ties(%x: tensor<1x2x6x6xf32>, %dy: tensor<1x2x5x5xf32>) -> (tensor<1x2x5x5xf32>, tensor<1x2x6x6xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2]} : tensor<1x2x6x6xf32> -> tensor<1x2x5x5xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2]} : (tensor<1x2x6x6xf32>, tensor<1x2x5x5xf32>, tensor<1x2x5x5xf32>) -> tensor<1x2x6x6xf32>
  return %0, %1 : tensor<1x2x5x5xf32>, tensor<1x2x6x6xf32>
}
