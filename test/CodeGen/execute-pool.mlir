//===- execute-pool.mlir - Poolings and their gradients ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Windows that lie apart, that overlap, that leave a rest, and that reach over the
// border, in every pad mode.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-53: ok
// CHECK-NOT: ok

func.func @test_apart(%x: tensor<?x3x8x6xf32>, %dy: tensor<?x3x4x3xf32>) -> (tensor<?x3x4x3xf32>, tensor<?x3x8x6xf32>, tensor<?x3x4x3xf32>, tensor<?x3x8x6xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x8x6xf32> -> tensor<?x3x4x3xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x8x6xf32>, tensor<?x3x4x3xf32>, tensor<?x3x4x3xf32>) -> tensor<?x3x8x6xf32>
  %2 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x8x6xf32> -> tensor<?x3x4x3xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [8, 6], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x4x3xf32> -> tensor<?x3x8x6xf32>
  return %0, %1, %2, %3 : tensor<?x3x4x3xf32>, tensor<?x3x8x6xf32>, tensor<?x3x4x3xf32>, tensor<?x3x8x6xf32>
}

func.func @test_apart_wide(%x: tensor<?x2x4x66xf32>, %dy: tensor<?x2x2x33xf32>) -> (tensor<?x2x2x33xf32>, tensor<?x2x4x66xf32>, tensor<?x2x2x33xf32>, tensor<?x2x4x66xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x4x66xf32> -> tensor<?x2x2x33xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x2x4x66xf32>, tensor<?x2x2x33xf32>, tensor<?x2x2x33xf32>) -> tensor<?x2x4x66xf32>
  %2 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x4x66xf32> -> tensor<?x2x2x33xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [4, 66], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x2x33xf32> -> tensor<?x2x4x66xf32>
  return %0, %1, %2, %3 : tensor<?x2x2x33xf32>, tensor<?x2x4x66xf32>, tensor<?x2x2x33xf32>, tensor<?x2x4x66xf32>
}

func.func @test_apart_rest(%x: tensor<?x3x7x9xf32>, %dy: tensor<?x3x3x4xf32>) -> (tensor<?x3x3x4xf32>, tensor<?x3x7x9xf32>, tensor<?x3x3x4xf32>, tensor<?x3x7x9xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x7x9xf32> -> tensor<?x3x3x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x7x9xf32>, tensor<?x3x3x4xf32>, tensor<?x3x3x4xf32>) -> tensor<?x3x7x9xf32>
  %2 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x7x9xf32> -> tensor<?x3x3x4xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [7, 9], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x3x4xf32> -> tensor<?x3x7x9xf32>
  return %0, %1, %2, %3 : tensor<?x3x3x4xf32>, tensor<?x3x7x9xf32>, tensor<?x3x3x4xf32>, tensor<?x3x7x9xf32>
}

func.func @test_gap(%x: tensor<?x2x9x10xf32>, %dy: tensor<?x2x3x3xf32>) -> (tensor<?x2x3x3xf32>, tensor<?x2x9x10xf32>, tensor<?x2x3x3xf32>, tensor<?x2x9x10xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [3, 4]} : tensor<?x2x9x10xf32> -> tensor<?x2x3x3xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [3, 4]} : (tensor<?x2x9x10xf32>, tensor<?x2x3x3xf32>, tensor<?x2x3x3xf32>) -> tensor<?x2x9x10xf32>
  %2 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [3, 4]} : tensor<?x2x9x10xf32> -> tensor<?x2x3x3xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [9, 10], kernel_size = [2, 2], strides = [3, 4]} : tensor<?x2x3x3xf32> -> tensor<?x2x9x10xf32>
  return %0, %1, %2, %3 : tensor<?x2x3x3xf32>, tensor<?x2x9x10xf32>, tensor<?x2x3x3xf32>, tensor<?x2x9x10xf32>
}

func.func @test_overlap(%x: tensor<?x2x8x9xf32>, %dy: tensor<?x2x3x4xf32>) -> (tensor<?x2x3x4xf32>, tensor<?x2x8x9xf32>, tensor<?x2x3x4xf32>, tensor<?x2x8x9xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2]} : tensor<?x2x8x9xf32> -> tensor<?x2x3x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [2, 2]} : (tensor<?x2x8x9xf32>, tensor<?x2x3x4xf32>, tensor<?x2x3x4xf32>) -> tensor<?x2x8x9xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2]} : tensor<?x2x8x9xf32> -> tensor<?x2x3x4xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [8, 9], kernel_size = [3, 3], strides = [2, 2]} : tensor<?x2x3x4xf32> -> tensor<?x2x8x9xf32>
  return %0, %1, %2, %3 : tensor<?x2x3x4xf32>, tensor<?x2x8x9xf32>, tensor<?x2x3x4xf32>, tensor<?x2x8x9xf32>
}

func.func @test_overlap_all(%x: tensor<?x2x7x7xf32>, %dy: tensor<?x2x5x6xf32>) -> (tensor<?x2x5x6xf32>, tensor<?x2x7x7xf32>, tensor<?x2x5x6xf32>, tensor<?x2x7x7xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 2]} : tensor<?x2x7x7xf32> -> tensor<?x2x5x6xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 2]} : (tensor<?x2x7x7xf32>, tensor<?x2x5x6xf32>, tensor<?x2x5x6xf32>) -> tensor<?x2x7x7xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 2]} : tensor<?x2x7x7xf32> -> tensor<?x2x5x6xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [7, 7], kernel_size = [3, 2]} : tensor<?x2x5x6xf32> -> tensor<?x2x7x7xf32>
  return %0, %1, %2, %3 : tensor<?x2x5x6xf32>, tensor<?x2x7x7xf32>, tensor<?x2x5x6xf32>, tensor<?x2x7x7xf32>
}

func.func @test_same(%x: tensor<?x2x7x8xf32>, %dy: tensor<?x2x4x4xf32>) -> (tensor<?x2x4x4xf32>, tensor<?x2x7x8xf32>, tensor<?x2x4x4xf32>, tensor<?x2x7x8xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2], pad_mode = "same"} : tensor<?x2x7x8xf32> -> tensor<?x2x4x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2], pad_mode = "same"} : (tensor<?x2x7x8xf32>, tensor<?x2x4x4xf32>, tensor<?x2x4x4xf32>) -> tensor<?x2x7x8xf32>
  %2 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2], pad_mode = "same"} : tensor<?x2x7x8xf32> -> tensor<?x2x4x4xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [7, 8], kernel_size = [2, 2], strides = [2, 2], pad_mode = "same"} : tensor<?x2x4x4xf32> -> tensor<?x2x7x8xf32>
  return %0, %1, %2, %3 : tensor<?x2x4x4xf32>, tensor<?x2x7x8xf32>, tensor<?x2x4x4xf32>, tensor<?x2x7x8xf32>
}

func.func @test_same_overlap(%x: tensor<?x2x7x6xf32>, %dy: tensor<?x2x7x6xf32>) -> (tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x7x6xf32> -> tensor<?x2x7x6xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], pad_mode = "same"} : (tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>) -> tensor<?x2x7x6xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x7x6xf32> -> tensor<?x2x7x6xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [7, 6], kernel_size = [3, 3], pad_mode = "same"} : tensor<?x2x7x6xf32> -> tensor<?x2x7x6xf32>
  return %0, %1, %2, %3 : tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>, tensor<?x2x7x6xf32>
}

func.func @test_same_stride(%x: tensor<?x1x9x5xf32>, %dy: tensor<?x1x5x3xf32>) -> (tensor<?x1x5x3xf32>, tensor<?x1x9x5xf32>, tensor<?x1x5x3xf32>, tensor<?x1x9x5xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<?x1x9x5xf32> -> tensor<?x1x5x3xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : (tensor<?x1x9x5xf32>, tensor<?x1x5x3xf32>, tensor<?x1x5x3xf32>) -> tensor<?x1x9x5xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<?x1x9x5xf32> -> tensor<?x1x5x3xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [9, 5], kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<?x1x5x3xf32> -> tensor<?x1x9x5xf32>
  return %0, %1, %2, %3 : tensor<?x1x5x3xf32>, tensor<?x1x9x5xf32>, tensor<?x1x5x3xf32>, tensor<?x1x9x5xf32>
}

func.func @test_pad(%x: tensor<?x2x6x7xf32>, %dy: tensor<?x2x3x4xf32>) -> (tensor<?x2x3x4xf32>, tensor<?x2x6x7xf32>, tensor<?x2x3x4xf32>, tensor<?x2x6x7xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 2, 0], pad_mode = "pad"} : tensor<?x2x6x7xf32> -> tensor<?x2x3x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 2, 0], pad_mode = "pad"} : (tensor<?x2x6x7xf32>, tensor<?x2x3x4xf32>, tensor<?x2x3x4xf32>) -> tensor<?x2x6x7xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 2, 0], pad_mode = "pad"} : tensor<?x2x6x7xf32> -> tensor<?x2x3x4xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [6, 7], kernel_size = [3, 3], strides = [2, 2], pad = [1, 1, 2, 0], pad_mode = "pad"} : tensor<?x2x3x4xf32> -> tensor<?x2x6x7xf32>
  return %0, %1, %2, %3 : tensor<?x2x3x4xf32>, tensor<?x2x6x7xf32>, tensor<?x2x3x4xf32>, tensor<?x2x6x7xf32>
}

func.func @test_pad_apart(%x: tensor<3x2x5x5xf32>, %dy: tensor<3x2x2x2xf32>) -> (tensor<3x2x2x2xf32>, tensor<3x2x5x5xf32>, tensor<3x2x2x2xf32>, tensor<3x2x5x5xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [3, 3], pad = [2, 1, 1, 2], pad_mode = "pad"} : tensor<3x2x5x5xf32> -> tensor<3x2x2x2xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [3, 3], pad = [2, 1, 1, 2], pad_mode = "pad"} : (tensor<3x2x5x5xf32>, tensor<3x2x2x2xf32>, tensor<3x2x2x2xf32>) -> tensor<3x2x5x5xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 3], strides = [3, 3], pad = [2, 1, 1, 2], pad_mode = "pad"} : tensor<3x2x5x5xf32> -> tensor<3x2x2x2xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [5, 5], kernel_size = [3, 3], strides = [3, 3], pad = [2, 1, 1, 2], pad_mode = "pad"} : tensor<3x2x2x2xf32> -> tensor<3x2x5x5xf32>
  return %0, %1, %2, %3 : tensor<3x2x2x2xf32>, tensor<3x2x5x5xf32>, tensor<3x2x2x2xf32>, tensor<3x2x5x5xf32>
}

func.func @test_uneven(%x: tensor<?x3x5x11xf32>, %dy: tensor<?x3x5x5xf32>) -> (tensor<?x3x5x5xf32>, tensor<?x3x5x11xf32>, tensor<?x3x5x5xf32>, tensor<?x3x5x11xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [1, 3], strides = [1, 2]} : tensor<?x3x5x11xf32> -> tensor<?x3x5x5xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [1, 3], strides = [1, 2]} : (tensor<?x3x5x11xf32>, tensor<?x3x5x5xf32>, tensor<?x3x5x5xf32>) -> tensor<?x3x5x11xf32>
  %2 = mindir.avg_pool %x {kernel_size = [1, 3], strides = [1, 2]} : tensor<?x3x5x11xf32> -> tensor<?x3x5x5xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [5, 11], kernel_size = [1, 3], strides = [1, 2]} : tensor<?x3x5x5xf32> -> tensor<?x3x5x11xf32>
  return %0, %1, %2, %3 : tensor<?x3x5x5xf32>, tensor<?x3x5x11xf32>, tensor<?x3x5x5xf32>, tensor<?x3x5x11xf32>
}

func.func @test_whole(%x: tensor<?x5x3x4xf32>, %dy: tensor<?x5x1x1xf32>) -> (tensor<?x5x1x1xf32>, tensor<?x5x3x4xf32>, tensor<?x5x1x1xf32>, tensor<?x5x3x4xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [3, 4]} : tensor<?x5x3x4xf32> -> tensor<?x5x1x1xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 4]} : (tensor<?x5x3x4xf32>, tensor<?x5x1x1xf32>, tensor<?x5x1x1xf32>) -> tensor<?x5x3x4xf32>
  %2 = mindir.avg_pool %x {kernel_size = [3, 4]} : tensor<?x5x3x4xf32> -> tensor<?x5x1x1xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [3, 4], kernel_size = [3, 4]} : tensor<?x5x1x1xf32> -> tensor<?x5x3x4xf32>
  return %0, %1, %2, %3 : tensor<?x5x1x1xf32>, tensor<?x5x3x4xf32>, tensor<?x5x1x1xf32>, tensor<?x5x3x4xf32>
}

func.func @test_one(%x: tensor<?x4x5x5xf32>, %dy: tensor<?x4x5x5xf32>) -> (tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>) {
  %0 = mindir.max_pool %x {kernel_size = [1, 1]} : tensor<?x4x5x5xf32> -> tensor<?x4x5x5xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [1, 1]} : (tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>) -> tensor<?x4x5x5xf32>
  %2 = mindir.avg_pool %x {kernel_size = [1, 1]} : tensor<?x4x5x5xf32> -> tensor<?x4x5x5xf32>
  %3 = mindir.avg_pool_grad %dy {input_size = [5, 5], kernel_size = [1, 1]} : tensor<?x4x5x5xf32> -> tensor<?x4x5x5xf32>
  return %0, %1, %2, %3 : tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>, tensor<?x4x5x5xf32>
}

// Equal elements: the first in the window takes all of the gradient. Windows of
// nothing but negative infinity have a first one, too.
func.func @test_ties(%i: tensor<?x2x6x6xi32>, %dy: tensor<?x2x4x4xf32>) -> tensor<?x2x6x6xf32> {
  %x = mindir.cast %i to f32 : tensor<?x2x6x6xi32> -> tensor<?x2x6x6xf32>
  %0 = mindir.max_pool %x {kernel_size = [3, 3]} : tensor<?x2x6x6xf32> -> tensor<?x2x4x4xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3]} : (tensor<?x2x6x6xf32>, tensor<?x2x4x4xf32>, tensor<?x2x4x4xf32>) -> tensor<?x2x6x6xf32>
  return %1 : tensor<?x2x6x6xf32>
}

func.func @test_infinite(%x: tensor<2x1x4x4xf32> {test.range = [1.0, 2.0]}, %dy: tensor<2x1x2x2xf32>) -> (tensor<2x1x2x2xf32>, tensor<2x1x4x4xf32>) {
  %z = mindir.sub %x, %x : (tensor<2x1x4x4xf32>, tensor<2x1x4x4xf32>) -> tensor<2x1x4x4xf32>
  %l = mindir.log %z : tensor<2x1x4x4xf32>
  %0 = mindir.max_pool %l {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x1x4x4xf32> -> tensor<2x1x2x2xf32>
  %1 = mindir.max_pool_grad %l, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<2x1x4x4xf32>, tensor<2x1x2x2xf32>, tensor<2x1x2x2xf32>) -> tensor<2x1x4x4xf32>
  return %0, %1 : tensor<2x1x2x2xf32>, tensor<2x1x4x4xf32>
}

func.func @test_relu_pool(%x: tensor<?x6x12x12xf32>, %dy: tensor<?x6x6x6xf32>) -> (tensor<?x6x6x6xf32>, tensor<?x6x12x12xf32>) {
  %r = mindir.relu %x : tensor<?x6x12x12xf32>
  %0 = mindir.max_pool %r {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x6x12x12xf32> -> tensor<?x6x6x6xf32>
  %1 = mindir.max_pool_grad %r, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x6x12x12xf32>, tensor<?x6x6x6xf32>, tensor<?x6x6x6xf32>) -> tensor<?x6x12x12xf32>
  %2 = mindir.relu_grad %1, %r : tensor<?x6x12x12xf32>
  return %0, %2 : tensor<?x6x6x6xf32>, tensor<?x6x12x12xf32>
}

// One window fills the height, and columns stay that no window has.
func.func @test_one_row(%x: tensor<?x6x3x4xf32>, %dy: tensor<?x6x1x2xf32>) -> tensor<?x6x3x4xf32> {
  %0 = mindir.max_pool %x {kernel_size = [3, 1], strides = [3, 3]} : tensor<?x6x3x4xf32> -> tensor<?x6x1x2xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 1], strides = [3, 3]} : (tensor<?x6x3x4xf32>, tensor<?x6x1x2xf32>, tensor<?x6x1x2xf32>) -> tensor<?x6x3x4xf32>
  return %1 : tensor<?x6x3x4xf32>
}

func.func @test_one_window(%x: tensor<?x6x3x4xf32>, %dy: tensor<?x6x1x1xf32>) -> tensor<?x6x3x4xf32> {
  %0 = mindir.max_pool %x {kernel_size = [3, 3], strides = [3, 3]} : tensor<?x6x3x4xf32> -> tensor<?x6x1x1xf32>
  %1 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [3, 3], strides = [3, 3]} : (tensor<?x6x3x4xf32>, tensor<?x6x1x1xf32>, tensor<?x6x1x1xf32>) -> tensor<?x6x3x4xf32>
  return %1 : tensor<?x6x3x4xf32>
}
