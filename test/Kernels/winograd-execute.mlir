//===- winograd-execute.mlir - Winograd's algorithm computes the same -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// That the convolutions of 3 x 3 here are computed by it is checked as well.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels -mindir-winograd-convolutions=tile=4 | FileCheck %s --check-prefix=IR
// RUN: ms-opt %s -mindir-to-kernels=channel-block=8 -mindir-winograd-convolutions=tile=2 | FileCheck %s --check-prefix=IR
// RUN: ms-opt %s -test-execute="winograd-tile=4 twin-threads=2 tolerance=4e-5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="winograd-tile=2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="winograd-tile=4 vector-bits=128 mcpu=x86-64-v2 tolerance=4e-5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="winograd-tile=2 vector-bits=256 registers=16 twin-threads=2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="winograd-tile=4 vector-bits=512 registers=32 tolerance=4e-5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="winograd-tile=4 channel-block=8 tolerance=4e-5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="winograd-tile=4 max-batch=40 rows=1,2,40 tolerance=4e-5" -o /dev/null | FileCheck %s

// Each of three batches, and one static.
// CHECK-COUNT-19: ok
// CHECK-NOT: ok

// Tiles that fill the image, with borders; a chain of two.
// IR-LABEL: func.func @test_chain(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_chain(%x: tensor<?x3x8x12xf32>, %w0: tensor<16x3x1x1xf32>, %w1: tensor<32x16x3x3xf32>, %w2: tensor<48x32x3x3xf32>, %w3: tensor<4x48x1x1xf32>) -> tensor<?x4x8x12xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x8x12xf32>, tensor<16x3x1x1xf32>) -> tensor<?x16x8x12xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x16x8x12xf32>, tensor<32x16x3x3xf32>) -> tensor<?x32x8x12xf32>
  %2 = mindir.relu %1 : tensor<?x32x8x12xf32>
  %3 = mindir.conv2d %2, %w2 {pad = [1, 1, 1, 1]} : (tensor<?x32x8x12xf32>, tensor<48x32x3x3xf32>) -> tensor<?x48x8x12xf32>
  %4 = mindir.conv2d %3, %w3 : (tensor<?x48x8x12xf32>, tensor<4x48x1x1xf32>) -> tensor<?x4x8x12xf32>
  return %4 : tensor<?x4x8x12xf32>
}

// No border, and one of two pixels; tiles reach over the edges.
// IR-LABEL: func.func @test_edges(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_edges(%x: tensor<?x3x9x7xf32>, %w0: tensor<16x3x1x1xf32>, %w1: tensor<16x16x3x3xf32>, %w2: tensor<16x16x3x3xf32>, %w3: tensor<4x16x1x1xf32>) -> tensor<?x4x9x7xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x9x7xf32>, tensor<16x3x1x1xf32>) -> tensor<?x16x9x7xf32>
  %1 = mindir.conv2d %0, %w1 : (tensor<?x16x9x7xf32>, tensor<16x16x3x3xf32>) -> tensor<?x16x7x5xf32>
  %2 = mindir.conv2d %1, %w2 {pad = [2, 2, 2, 2]} : (tensor<?x16x7x5xf32>, tensor<16x16x3x3xf32>) -> tensor<?x16x9x7xf32>
  %3 = mindir.conv2d %2, %w3 : (tensor<?x16x9x7xf32>, tensor<4x16x1x1xf32>) -> tensor<?x4x9x7xf32>
  return %3 : tensor<?x4x9x7xf32>
}

// A border that is not equal on all sides; results of few pixels (one alone has no blocks of
// channels).
// IR-LABEL: func.func @test_uneven(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_uneven(%x: tensor<?x3x3x5xf32>, %w0: tensor<16x3x1x1xf32>, %w1: tensor<80x16x3x3xf32>, %w2: tensor<16x80x3x3xf32>, %w3: tensor<16x16x3x3xf32>, %w4: tensor<4x16x1x1xf32>) -> tensor<?x4x1x1xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x3x5xf32>, tensor<16x3x1x1xf32>) -> tensor<?x16x3x5xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [0, 2, 1, 1]} : (tensor<?x16x3x5xf32>, tensor<80x16x3x3xf32>) -> tensor<?x80x3x5xf32>
  %2 = mindir.conv2d %1, %w2 {pad = [1, 1, 0, 0]} : (tensor<?x80x3x5xf32>, tensor<16x80x3x3xf32>) -> tensor<?x16x3x3xf32>
  %3 = mindir.conv2d %2, %w3 : (tensor<?x16x3x3xf32>, tensor<16x16x3x3xf32>) -> tensor<?x16x1x1xf32>
  %4 = mindir.conv2d %3, %w4 : (tensor<?x16x1x1xf32>, tensor<4x16x1x1xf32>) -> tensor<?x4x1x1xf32>
  return %4 : tensor<?x4x1x1xf32>
}

// Ops behind it: a bias, an activation, a residual, and a second result.
// IR-LABEL: func.func @test_epilogue(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_epilogue(%x: tensor<?x3x10x10xf32>, %w0: tensor<16x3x1x1xf32>, %w1: tensor<16x16x3x3xf32>, %b: tensor<16xf32>, %w2: tensor<16x16x3x3xf32>, %w3: tensor<4x16x1x1xf32>, %w4: tensor<4x16x1x1xf32>) -> (tensor<?x4x10x10xf32>, tensor<?x4x10x10xf32>) {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x10x10xf32>, tensor<16x3x1x1xf32>) -> tensor<?x16x10x10xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x16x10x10xf32>, tensor<16x16x3x3xf32>) -> tensor<?x16x10x10xf32>
  %2 = mindir.bias_add %1, %b : (tensor<?x16x10x10xf32>, tensor<16xf32>) -> tensor<?x16x10x10xf32>
  %3 = mindir.tanh %2 : tensor<?x16x10x10xf32>
  %4 = mindir.conv2d %3, %w2 {pad = [1, 1, 1, 1]} : (tensor<?x16x10x10xf32>, tensor<16x16x3x3xf32>) -> tensor<?x16x10x10xf32>
  %5 = mindir.add %4, %3 : (tensor<?x16x10x10xf32>, tensor<?x16x10x10xf32>) -> tensor<?x16x10x10xf32>
  %6 = mindir.relu %5 : tensor<?x16x10x10xf32>
  %7 = mindir.conv2d %6, %w3 : (tensor<?x16x10x10xf32>, tensor<4x16x1x1xf32>) -> tensor<?x4x10x10xf32>
  %8 = mindir.conv2d %4, %w4 : (tensor<?x16x10x10xf32>, tensor<4x16x1x1xf32>) -> tensor<?x4x10x10xf32>
  return %7, %8 : tensor<?x4x10x10xf32>, tensor<?x4x10x10xf32>
}

// Gradients with respect to the input, with and without a border.
// IR-LABEL: func.func @test_gradient(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_gradient(%x: tensor<?x3x6x9xf32>, %w0: tensor<32x3x1x1xf32>, %w1: tensor<32x16x3x3xf32>, %w2: tensor<16x32x3x3xf32>, %w3: tensor<4x32x1x1xf32>) -> tensor<?x4x8x11xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x6x9xf32>, tensor<32x3x1x1xf32>) -> tensor<?x32x6x9xf32>
  %1 = mindir.conv2d_backprop_input %0, %w1 {input_size = [6, 9], pad = [1, 1, 1, 1]} : (tensor<?x32x6x9xf32>, tensor<32x16x3x3xf32>) -> tensor<?x16x6x9xf32>
  %2 = mindir.conv2d_backprop_input %1, %w2 {input_size = [8, 11]} : (tensor<?x16x6x9xf32>, tensor<16x32x3x3xf32>) -> tensor<?x32x8x11xf32>
  %3 = mindir.conv2d %2, %w3 : (tensor<?x32x8x11xf32>, tensor<4x32x1x1xf32>) -> tensor<?x4x8x11xf32>
  return %3 : tensor<?x4x8x11xf32>
}

// More pieces than one group of them; channels out in several blocks.
// IR-LABEL: func.func @test_large(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_large(%x: tensor<?x3x33x34xf32>, %w0: tensor<64x3x1x1xf32>, %w1: tensor<96x64x3x3xf32>, %w2: tensor<4x96x1x1xf32>) -> tensor<?x4x33x34xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x33x34xf32>, tensor<64x3x1x1xf32>) -> tensor<?x64x33x34xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x64x33x34xf32>, tensor<96x64x3x3xf32>) -> tensor<?x96x33x34xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<?x96x33x34xf32>, tensor<4x96x1x1xf32>) -> tensor<?x4x33x34xf32>
  return %2 : tensor<?x4x33x34xf32>
}

// A static batch.
// IR-LABEL: func.func @test_static(
// IR: mindir.launch @winograd_input_transform
// IR: mindir.launch @winograd_filter_transform
func.func @test_static(%x: tensor<2x3x5x5xf32>, %w0: tensor<16x3x1x1xf32>, %w1: tensor<16x16x3x3xf32>, %w2: tensor<4x16x1x1xf32>) -> tensor<2x4x5x5xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<2x3x5x5xf32>, tensor<16x3x1x1xf32>) -> tensor<2x16x5x5xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<2x16x5x5xf32>, tensor<16x16x3x3xf32>) -> tensor<2x16x5x5xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<2x16x5x5xf32>, tensor<4x16x1x1xf32>) -> tensor<2x4x5x5xf32>
  return %2 : tensor<2x4x5x5xf32>
}
