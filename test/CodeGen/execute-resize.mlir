//===- execute-resize.mlir - Resizing of images -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Larger and smaller, by whole factors and others, in each way to place pixels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-39: ok
// CHECK-NOT: ok

func.func @test_nearest_double(%x: tensor<?x3x4x5xf32>, %dy: tensor<?x3x8x10xf32>) -> (tensor<?x3x8x10xf32>, tensor<?x3x4x5xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [8, 10]} : tensor<?x3x4x5xf32> -> tensor<?x3x8x10xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [4, 5]} : tensor<?x3x8x10xf32> -> tensor<?x3x4x5xf32>
  return %y, %dx : tensor<?x3x8x10xf32>, tensor<?x3x4x5xf32>
}

func.func @test_nearest_odd(%x: tensor<?x2x5x7xf32>, %dy: tensor<?x2x9x4xf32>) -> (tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [9, 4]} : tensor<?x2x5x7xf32> -> tensor<?x2x9x4xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 7]} : tensor<?x2x9x4xf32> -> tensor<?x2x5x7xf32>
  return %y, %dx : tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>
}

func.func @test_nearest_aligned(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x7x9xf32>) -> (tensor<2x3x7x9xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [7, 9], align_corners = true} : tensor<2x3x5x4xf32> -> tensor<2x3x7x9xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x3x7x9xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x7x9xf32>, tensor<2x3x5x4xf32>
}

func.func @test_nearest_centers(%x: tensor<?x2x6x5xf32>, %dy: tensor<?x2x4x13xf32>) -> (tensor<?x2x4x13xf32>, tensor<?x2x6x5xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [4, 13], half_pixel_centers = true} : tensor<?x2x6x5xf32> -> tensor<?x2x4x13xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [6, 5], half_pixel_centers = true} : tensor<?x2x4x13xf32> -> tensor<?x2x6x5xf32>
  return %y, %dx : tensor<?x2x4x13xf32>, tensor<?x2x6x5xf32>
}

func.func @test_nearest_same(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x5x4xf32>) -> (tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [5, 4]} : tensor<2x3x5x4xf32> -> tensor<2x3x5x4xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 4]} : tensor<2x3x5x4xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>
}

func.func @test_nearest_one(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x1x1xf32>) -> (tensor<2x3x1x1xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [1, 1], align_corners = true} : tensor<2x3x5x4xf32> -> tensor<2x3x1x1xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x3x1x1xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x1x1xf32>, tensor<2x3x5x4xf32>
}

func.func @test_nearest_from_one(%x: tensor<2x3x1x1xf32>, %dy: tensor<2x3x3x4xf32>) -> (tensor<2x3x3x4xf32>, tensor<2x3x1x1xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [3, 4]} : tensor<2x3x1x1xf32> -> tensor<2x3x3x4xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [1, 1]} : tensor<2x3x3x4xf32> -> tensor<2x3x1x1xf32>
  return %y, %dx : tensor<2x3x3x4xf32>, tensor<2x3x1x1xf32>
}

func.func @test_nearest_width(%x: tensor<?x2x3x4xf32>, %dy: tensor<?x2x3x7xf32>) -> (tensor<?x2x3x7xf32>, tensor<?x2x3x4xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [3, 7]} : tensor<?x2x3x4xf32> -> tensor<?x2x3x7xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [3, 4]} : tensor<?x2x3x7xf32> -> tensor<?x2x3x4xf32>
  return %y, %dx : tensor<?x2x3x7xf32>, tensor<?x2x3x4xf32>
}

func.func @test_nearest_triple(%x: tensor<2x2x3x5xf32>, %dy: tensor<2x2x9x15xf32>) -> (tensor<2x2x9x15xf32>, tensor<2x2x3x5xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [9, 15], half_pixel_centers = true} : tensor<2x2x3x5xf32> -> tensor<2x2x9x15xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [3, 5], half_pixel_centers = true} : tensor<2x2x9x15xf32> -> tensor<2x2x3x5xf32>
  return %y, %dx : tensor<2x2x9x15xf32>, tensor<2x2x3x5xf32>
}

func.func @test_nearest_f64(%x: tensor<2x2x3x5xf64>, %dy: tensor<2x2x4x7xf64>) -> (tensor<2x2x4x7xf64>, tensor<2x2x3x5xf64>) {
  %y = mindir.resize_nearest_neighbor %x {size = [4, 7]} : tensor<2x2x3x5xf64> -> tensor<2x2x4x7xf64>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [3, 5]} : tensor<2x2x4x7xf64> -> tensor<2x2x3x5xf64>
  return %y, %dx : tensor<2x2x4x7xf64>, tensor<2x2x3x5xf64>
}

func.func @test_bilinear_double(%x: tensor<?x3x4x5xf32>, %dy: tensor<?x3x8x10xf32>) -> (tensor<?x3x8x10xf32>, tensor<?x3x4x5xf32>) {
  %y = mindir.resize_bilinear %x {size = [8, 10]} : tensor<?x3x4x5xf32> -> tensor<?x3x8x10xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [4, 5]} : tensor<?x3x8x10xf32> -> tensor<?x3x4x5xf32>
  return %y, %dx : tensor<?x3x8x10xf32>, tensor<?x3x4x5xf32>
}

func.func @test_bilinear_odd(%x: tensor<?x2x5x7xf32>, %dy: tensor<?x2x9x4xf32>) -> (tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>) {
  %y = mindir.resize_bilinear %x {size = [9, 4]} : tensor<?x2x5x7xf32> -> tensor<?x2x9x4xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 7]} : tensor<?x2x9x4xf32> -> tensor<?x2x5x7xf32>
  return %y, %dx : tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>
}

func.func @test_bilinear_aligned(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x7x9xf32>) -> (tensor<2x3x7x9xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_bilinear %x {size = [7, 9], align_corners = true} : tensor<2x3x5x4xf32> -> tensor<2x3x7x9xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x3x7x9xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x7x9xf32>, tensor<2x3x5x4xf32>
}

func.func @test_bilinear_centers(%x: tensor<?x2x6x5xf32>, %dy: tensor<?x2x4x13xf32>) -> (tensor<?x2x4x13xf32>, tensor<?x2x6x5xf32>) {
  %y = mindir.resize_bilinear %x {size = [4, 13], half_pixel_centers = true} : tensor<?x2x6x5xf32> -> tensor<?x2x4x13xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [6, 5], half_pixel_centers = true} : tensor<?x2x4x13xf32> -> tensor<?x2x6x5xf32>
  return %y, %dx : tensor<?x2x4x13xf32>, tensor<?x2x6x5xf32>
}

func.func @test_bilinear_same(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x5x4xf32>) -> (tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_bilinear %x {size = [5, 4]} : tensor<2x3x5x4xf32> -> tensor<2x3x5x4xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 4]} : tensor<2x3x5x4xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>
}

func.func @test_bilinear_one(%x: tensor<2x3x5x4xf32>, %dy: tensor<2x3x1x1xf32>) -> (tensor<2x3x1x1xf32>, tensor<2x3x5x4xf32>) {
  %y = mindir.resize_bilinear %x {size = [1, 1], align_corners = true} : tensor<2x3x5x4xf32> -> tensor<2x3x1x1xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x3x1x1xf32> -> tensor<2x3x5x4xf32>
  return %y, %dx : tensor<2x3x1x1xf32>, tensor<2x3x5x4xf32>
}

func.func @test_bilinear_from_one(%x: tensor<2x3x1x1xf32>, %dy: tensor<2x3x3x4xf32>) -> (tensor<2x3x3x4xf32>, tensor<2x3x1x1xf32>) {
  %y = mindir.resize_bilinear %x {size = [3, 4]} : tensor<2x3x1x1xf32> -> tensor<2x3x3x4xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [1, 1]} : tensor<2x3x3x4xf32> -> tensor<2x3x1x1xf32>
  return %y, %dx : tensor<2x3x3x4xf32>, tensor<2x3x1x1xf32>
}

func.func @test_bilinear_width(%x: tensor<?x2x3x4xf32>, %dy: tensor<?x2x3x7xf32>) -> (tensor<?x2x3x7xf32>, tensor<?x2x3x4xf32>) {
  %y = mindir.resize_bilinear %x {size = [3, 7]} : tensor<?x2x3x4xf32> -> tensor<?x2x3x7xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [3, 4]} : tensor<?x2x3x7xf32> -> tensor<?x2x3x4xf32>
  return %y, %dx : tensor<?x2x3x7xf32>, tensor<?x2x3x4xf32>
}

func.func @test_bilinear_triple(%x: tensor<2x2x3x5xf32>, %dy: tensor<2x2x9x15xf32>) -> (tensor<2x2x9x15xf32>, tensor<2x2x3x5xf32>) {
  %y = mindir.resize_bilinear %x {size = [9, 15], half_pixel_centers = true} : tensor<2x2x3x5xf32> -> tensor<2x2x9x15xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [3, 5], half_pixel_centers = true} : tensor<2x2x9x15xf32> -> tensor<2x2x3x5xf32>
  return %y, %dx : tensor<2x2x9x15xf32>, tensor<2x2x3x5xf32>
}

func.func @test_bilinear_f64(%x: tensor<2x2x3x5xf64>, %dy: tensor<2x2x4x7xf64>) -> (tensor<2x2x4x7xf64>, tensor<2x2x3x5xf64>) {
  %y = mindir.resize_bilinear %x {size = [4, 7]} : tensor<2x2x3x5xf64> -> tensor<2x2x4x7xf64>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [3, 5]} : tensor<2x2x4x7xf64> -> tensor<2x2x3x5xf64>
  return %y, %dx : tensor<2x2x4x7xf64>, tensor<2x2x3x5xf64>
}

// Pixels are moved whatever they are.
func.func @test_nearest_integers(%x: tensor<?x2x3x4xi8>, %u: tensor<2x2x3x4xui16>) -> (tensor<?x2x6x8xi8>, tensor<2x2x4x3xui16>, tensor<?x2x2x3xi8>) {
  %0 = mindir.resize_nearest_neighbor %x {size = [6, 8]} : tensor<?x2x3x4xi8> -> tensor<?x2x6x8xi8>
  %1 = mindir.resize_nearest_neighbor %u {size = [4, 3]} : tensor<2x2x3x4xui16> -> tensor<2x2x4x3xui16>
  %2 = mindir.adaptive_max_pool2d %x {output_size = [2, 3]} : tensor<?x2x3x4xi8> -> tensor<?x2x2x3xi8>
  return %0, %1, %2 : tensor<?x2x6x8xi8>, tensor<2x2x4x3xui16>, tensor<?x2x2x3xi8>
}
