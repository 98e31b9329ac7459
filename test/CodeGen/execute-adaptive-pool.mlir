//===- execute-adaptive-pool.mlir - Poolings to a given size ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One window, equal windows, windows that overlap, and more than pixels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-24: ok
// CHECK-NOT: ok

func.func @test_avg_whole(%x: tensor<?x3x5x4xf32>, %dy: tensor<?x3x1x1xf32>) -> (tensor<?x3x1x1xf32>, tensor<?x3x5x4xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [1, 1]} : tensor<?x3x5x4xf32> -> tensor<?x3x1x1xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [5, 4]} : tensor<?x3x1x1xf32> -> tensor<?x3x5x4xf32>
  return %y, %dx : tensor<?x3x1x1xf32>, tensor<?x3x5x4xf32>
}

func.func @test_avg_equal(%x: tensor<?x2x6x8xf32>, %dy: tensor<?x2x3x2xf32>) -> (tensor<?x2x3x2xf32>, tensor<?x2x6x8xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [3, 2]} : tensor<?x2x6x8xf32> -> tensor<?x2x3x2xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [6, 8]} : tensor<?x2x3x2xf32> -> tensor<?x2x6x8xf32>
  return %y, %dx : tensor<?x2x3x2xf32>, tensor<?x2x6x8xf32>
}

func.func @test_avg_uneven(%x: tensor<?x3x8x7xf32>, %dy: tensor<?x3x3x3xf32>) -> (tensor<?x3x3x3xf32>, tensor<?x3x8x7xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  return %y, %dx : tensor<?x3x3x3xf32>, tensor<?x3x8x7xf32>
}

func.func @test_avg_larger(%x: tensor<2x2x3x4xf32>, %dy: tensor<2x2x5x4xf32>) -> (tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [5, 4]} : tensor<2x2x3x4xf32> -> tensor<2x2x5x4xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [3, 4]} : tensor<2x2x5x4xf32> -> tensor<2x2x3x4xf32>
  return %y, %dx : tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>
}

func.func @test_avg_row(%x: tensor<2x2x7x5xf32>, %dy: tensor<2x2x1x3xf32>) -> (tensor<2x2x1x3xf32>, tensor<2x2x7x5xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [1, 3]} : tensor<2x2x7x5xf32> -> tensor<2x2x1x3xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [7, 5]} : tensor<2x2x1x3xf32> -> tensor<2x2x7x5xf32>
  return %y, %dx : tensor<2x2x1x3xf32>, tensor<2x2x7x5xf32>
}

func.func @test_avg_f64(%x: tensor<2x2x5x7xf64>, %dy: tensor<2x2x2x3xf64>) -> (tensor<2x2x2x3xf64>, tensor<2x2x5x7xf64>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xf64> -> tensor<2x2x2x3xf64>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [5, 7]} : tensor<2x2x2x3xf64> -> tensor<2x2x5x7xf64>
  return %y, %dx : tensor<2x2x2x3xf64>, tensor<2x2x5x7xf64>
}

func.func @test_max_whole(%x: tensor<?x3x5x4xf32>, %dy: tensor<?x3x1x1xf32>) -> (tensor<?x3x1x1xf32>, tensor<?x3x5x4xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [1, 1]} : tensor<?x3x5x4xf32> -> tensor<?x3x1x1xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<?x3x5x4xf32>, tensor<?x3x1x1xf32>, tensor<?x3x1x1xf32>) -> tensor<?x3x5x4xf32>
  return %y, %dx : tensor<?x3x1x1xf32>, tensor<?x3x5x4xf32>
}

func.func @test_max_equal(%x: tensor<?x2x6x8xf32>, %dy: tensor<?x2x3x2xf32>) -> (tensor<?x2x3x2xf32>, tensor<?x2x6x8xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [3, 2]} : tensor<?x2x6x8xf32> -> tensor<?x2x3x2xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<?x2x6x8xf32>, tensor<?x2x3x2xf32>, tensor<?x2x3x2xf32>) -> tensor<?x2x6x8xf32>
  return %y, %dx : tensor<?x2x3x2xf32>, tensor<?x2x6x8xf32>
}

func.func @test_max_uneven(%x: tensor<?x3x8x7xf32>, %dy: tensor<?x3x3x3xf32>) -> (tensor<?x3x3x3xf32>, tensor<?x3x8x7xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<?x3x8x7xf32>, tensor<?x3x3x3xf32>, tensor<?x3x3x3xf32>) -> tensor<?x3x8x7xf32>
  return %y, %dx : tensor<?x3x3x3xf32>, tensor<?x3x8x7xf32>
}

func.func @test_max_larger(%x: tensor<2x2x3x4xf32>, %dy: tensor<2x2x5x4xf32>) -> (tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [5, 4]} : tensor<2x2x3x4xf32> -> tensor<2x2x5x4xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x2x3x4xf32>, tensor<2x2x5x4xf32>, tensor<2x2x5x4xf32>) -> tensor<2x2x3x4xf32>
  return %y, %dx : tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>
}

func.func @test_max_row(%x: tensor<2x2x7x6xf32>, %dy: tensor<2x2x1x4xf32>) -> (tensor<2x2x1x4xf32>, tensor<2x2x7x6xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [1, 4]} : tensor<2x2x7x6xf32> -> tensor<2x2x1x4xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x2x7x6xf32>, tensor<2x2x1x4xf32>, tensor<2x2x1x4xf32>) -> tensor<2x2x7x6xf32>
  return %y, %dx : tensor<2x2x1x4xf32>, tensor<2x2x7x6xf32>
}

func.func @test_max_f64(%x: tensor<2x2x5x7xf64>, %dy: tensor<2x2x2x3xf64>) -> (tensor<2x2x2x3xf64>, tensor<2x2x5x7xf64>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [2, 3]} : tensor<2x2x5x7xf64> -> tensor<2x2x2x3xf64>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x2x5x7xf64>, tensor<2x2x2x3xf64>, tensor<2x2x2x3xf64>) -> tensor<2x2x5x7xf64>
  return %y, %dx : tensor<2x2x2x3xf64>, tensor<2x2x5x7xf64>
}
