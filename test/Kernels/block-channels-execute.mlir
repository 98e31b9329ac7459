// RUN: ms-opt %s -test-execute="channel-block=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="channel-block=4 vector-bits=128 mcpu=x86-64-v2 twin-threads=2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="channel-block=2 vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="channel-block=1" -o /dev/null | FileCheck %s

// RUN: ms-opt %s -test-execute="only=half channel-block=4 tolerance=2e-3" -o /dev/null | FileCheck %s --check-prefix=HALF

// What is split computes the same; that loops are split at all is in
// block-channels.mlir. Each of three batches.

// CHECK-COUNT-19: ok
// CHECK-NOT: ok
// HALF-COUNT-3: ok

// Borders, a stride, a pool between convolutions.
func.func @test_chain(%x: tensor<?x3x9x9xf32>, %w1: tensor<8x3x3x3xf32>, %w2: tensor<12x8x3x3xf32>, %w3: tensor<4x12x1x1xf32>) -> tensor<?x4x3x3xf32> {
  %0 = mindir.conv2d %x, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x3x9x9xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x9x9xf32>
  %1 = mindir.relu %0 : tensor<?x8x9x9xf32>
  %2 = mindir.conv2d %1, %w2 {pad = [1, 1, 1, 1], stride = [2, 2]} : (tensor<?x8x9x9xf32>, tensor<12x8x3x3xf32>) -> tensor<?x12x5x5xf32>
  %3 = mindir.max_pool %2 {kernel_size = [3, 3], strides = [1, 1], pad_mode = "valid"} : tensor<?x12x5x5xf32> -> tensor<?x12x3x3xf32>
  %4 = mindir.conv2d %3, %w3 : (tensor<?x12x3x3xf32>, tensor<4x12x1x1xf32>) -> tensor<?x4x3x3xf32>
  return %4 : tensor<?x4x3x3xf32>
}

// A sum of two ways, scales per channel, and the channels as a row at the end.
func.func @test_residual(%x: tensor<?x3x6x7xf32>, %w0: tensor<8x3x1x1xf32>, %w1: tensor<8x8x3x3xf32>, %w2: tensor<8x8x3x3xf32>, %b: tensor<8xf32>) -> tensor<?x8xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x6x7xf32>, tensor<8x3x1x1xf32>) -> tensor<?x8x6x7xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x8x6x7xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x6x7xf32>
  %2 = mindir.bias_add %1, %b : (tensor<?x8x6x7xf32>, tensor<8xf32>) -> tensor<?x8x6x7xf32>
  %3 = mindir.tanh %2 : tensor<?x8x6x7xf32>
  %4 = mindir.conv2d %3, %w2 {pad = [1, 1, 1, 1]} : (tensor<?x8x6x7xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x6x7xf32>
  %5 = mindir.add %0, %4 : (tensor<?x8x6x7xf32>, tensor<?x8x6x7xf32>) -> tensor<?x8x6x7xf32>
  %6 = mindir.reduce_mean %5 {axis = [2, 3]} : tensor<?x8x6x7xf32> -> tensor<?x8xf32>
  return %6 : tensor<?x8xf32>
}

// Each channel by itself.
func.func @test_depthwise(%x: tensor<?x3x6x6xf32>, %w0: tensor<8x3x1x1xf32>, %w1: tensor<8x1x3x3xf32>, %w2: tensor<12x8x1x1xf32>, %w3: tensor<4x12x1x1xf32>) -> tensor<?x4x6x6xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x6x6xf32>, tensor<8x3x1x1xf32>) -> tensor<?x8x6x6xf32>
  %1 = mindir.conv2d %0, %w1 {group = 8 : i64, pad = [1, 1, 1, 1]} : (tensor<?x8x6x6xf32>, tensor<8x1x3x3xf32>) -> tensor<?x8x6x6xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<?x8x6x6xf32>, tensor<12x8x1x1xf32>) -> tensor<?x12x6x6xf32>
  %3 = mindir.sigmoid %2 : tensor<?x12x6x6xf32>
  %4 = mindir.conv2d %3, %w3 : (tensor<?x12x6x6xf32>, tensor<4x12x1x1xf32>) -> tensor<?x4x6x6xf32>
  return %4 : tensor<?x4x6x6xf32>
}

// A concatenation computes with channels: they stay whole there.
func.func @test_concat(%x: tensor<?x4x5x5xf32>, %w0: tensor<8x4x3x3xf32>, %w1: tensor<8x8x3x3xf32>, %w2: tensor<4x16x1x1xf32>) -> tensor<?x4x5x5xf32> {
  %0 = mindir.conv2d %x, %w0 {pad = [1, 1, 1, 1]} : (tensor<?x4x5x5xf32>, tensor<8x4x3x3xf32>) -> tensor<?x8x5x5xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x8x5x5xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x5x5xf32>
  %2 = mindir.concat %0, %1 {axis = 1 : i64} : (tensor<?x8x5x5xf32>, tensor<?x8x5x5xf32>) -> tensor<?x16x5x5xf32>
  %3 = mindir.conv2d %2, %w2 : (tensor<?x16x5x5xf32>, tensor<4x16x1x1xf32>) -> tensor<?x4x5x5xf32>
  return %3 : tensor<?x4x5x5xf32>
}

func.func @test_groups(%x: tensor<?x3x5x5xf32>, %w0: tensor<8x3x3x3xf32>, %w1: tensor<8x4x3x3xf32>, %w2: tensor<8x8x3x3xf32>) -> tensor<?x8x5x5xf32> {
  %0 = mindir.conv2d %x, %w0 {pad = [1, 1, 1, 1]} : (tensor<?x3x5x5xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x5x5xf32>
  %1 = mindir.conv2d %0, %w1 {group = 2 : i64, pad = [1, 1, 1, 1]} : (tensor<?x8x5x5xf32>, tensor<8x4x3x3xf32>) -> tensor<?x8x5x5xf32>
  %2 = mindir.conv2d %1, %w2 {pad = [1, 1, 1, 1]} : (tensor<?x8x5x5xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x5x5xf32>
  return %2 : tensor<?x8x5x5xf32>
}

// Flattened pixels and channels: a copy, or no split.
func.func @test_head(%x: tensor<?x3x4x4xf32>, %w0: tensor<8x3x3x3xf32>, %w1: tensor<8x8x3x3xf32>, %w2: tensor<8x8x3x3xf32>, %d: tensor<128x5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.conv2d %x, %w0 {pad = [1, 1, 1, 1]} : (tensor<?x3x4x4xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x4x4xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x8x4x4xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x4x4xf32>
  %2 = mindir.conv2d %1, %w2 {pad = [1, 1, 1, 1]} : (tensor<?x8x4x4xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x4x4xf32>
  %3 = mindir.add %2, %0 : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>) -> tensor<?x8x4x4xf32>
  %4 = mindir.flatten %3 : tensor<?x8x4x4xf32> -> tensor<?x128xf32>
  %5 = mindir.mat_mul %4, %d : (tensor<?x128xf32>, tensor<128x5xf32>) -> tensor<?x5xf32>
  return %5 : tensor<?x5xf32>
}

// No batch, and one that is fixed.
func.func @test_fixed(%x: tensor<2x3x5x6xf32>, %w0: tensor<8x3x3x3xf32>, %w1: tensor<8x8x3x3xf32>, %w2: tensor<4x8x3x3xf32>) -> tensor<2x4x5x6xf32> {
  %0 = mindir.conv2d %x, %w0 {pad = [1, 1, 1, 1]} : (tensor<2x3x5x6xf32>, tensor<8x3x3x3xf32>) -> tensor<2x8x5x6xf32>
  %1 = mindir.relu %0 : tensor<2x8x5x6xf32>
  %2 = mindir.conv2d %1, %w1 {pad = [1, 1, 1, 1]} : (tensor<2x8x5x6xf32>, tensor<8x8x3x3xf32>) -> tensor<2x8x5x6xf32>
  %3 = mindir.conv2d %2, %w2 {pad = [1, 1, 1, 1]} : (tensor<2x8x5x6xf32>, tensor<4x8x3x3xf32>) -> tensor<2x4x5x6xf32>
  return %3 : tensor<2x4x5x6xf32>
}

// Half precision: sums in f32, channels in blocks of half the bytes.
func.func @half(%x: tensor<?x3x5x5xf16>, %w0: tensor<8x3x3x3xf16>, %w1: tensor<8x8x3x3xf16>, %w2: tensor<4x8x1x1xf16>) -> tensor<?x4x5x5xf16> {
  %0 = mindir.conv2d %x, %w0 {pad = [1, 1, 1, 1]} : (tensor<?x3x5x5xf16>, tensor<8x3x3x3xf16>) -> tensor<?x8x5x5xf16>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x8x5x5xf16>, tensor<8x8x3x3xf16>) -> tensor<?x8x5x5xf16>
  %2 = mindir.conv2d %1, %w2 : (tensor<?x8x5x5xf16>, tensor<4x8x1x1xf16>) -> tensor<?x4x5x5xf16>
  return %2 : tensor<?x4x5x5xf16>
}
