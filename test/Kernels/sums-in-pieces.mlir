//===- sums-in-pieces.mlir - Long sums, cut for the caches ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where the vector operand of a contraction is larger than the first cache, its sum is
// cut: partial sums wait in a buffer, and what is made of them in the end comes behind.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32 max-batch=3" | FileCheck %s
// RUN: ms-opt %s -test-execute="max-batch=3 rows=1,3 vector-bits=512 registers=32" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=3 rows=1,3 vector-bits=256 registers=16" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=3 rows=1,3 vector-bits=128 registers=32" -o /dev/null

// Pieces around all tiles: the range is gone through for each piece, and to finish
// the sums.
// CHECK-LABEL: func.func private @mat_mul_bias_add_relu(
// CHECK: %[[SUMS:.*]] = memref.alloca() {alignment = 64 : i64}
// CHECK: scf.for
// CHECK-NEXT: vector.store %{{.*}}, %[[SUMS]]
// CHECK: scf.for
// CHECK: scf.for %{{.*}} = %arg5 to %arg6
// CHECK: vector.load %[[SUMS]]
// CHECK: vector.fma
// CHECK: vector.store %{{.*}}, %[[SUMS]]
// CHECK: scf.for %{{.*}} = %arg5 to %arg6
// CHECK: vector.load %[[SUMS]]
// CHECK: arith.select
func.func @test_matrix(%a: tensor<70x1024xf32>, %b: tensor<1024x37xf32>, %c: tensor<37xf32>) -> tensor<70x37xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<70x1024xf32>, tensor<1024x37xf32>) -> tensor<70x37xf32>
  %1 = mindir.bias_add %0, %c : (tensor<70x37xf32>, tensor<37xf32>) -> tensor<70x37xf32>
  %2 = mindir.relu %1 : tensor<70x37xf32>
  return %2 : tensor<70x37xf32>
}
// Pieces within a tile.
// CHECK-LABEL: func.func private @conv2d_relu(
// CHECK: memref.alloca() {alignment = 64 : i64}
// CHECK-COUNT-1: = %arg4 to %arg5
// CHECK-NOT: = %arg4 to %arg5
// CHECK-LABEL: func.func private @conv2d(
func.func @test_convolution(%x: tensor<?x512x7x7xf32>, %w: tensor<48x512x1x1xf32>, %v: tensor<64x48x1x1xf32>) -> tensor<?x64x7x7xf32> {
  %0 = mindir.conv2d %x, %w : (tensor<?x512x7x7xf32>, tensor<48x512x1x1xf32>) -> tensor<?x48x7x7xf32>
  %1 = mindir.relu %0 : tensor<?x48x7x7xf32>
  %2 = mindir.conv2d %1, %v : (tensor<?x48x7x7xf32>, tensor<64x48x1x1xf32>) -> tensor<?x64x7x7xf32>
  return %2 : tensor<?x64x7x7xf32>
}
func.func @test_filter(%dy: tensor<?x32x28x28xf32>, %x: tensor<?x48x30x30xf32>) -> tensor<32x48x3x3xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<?x32x28x28xf32>, tensor<?x48x30x30xf32>) -> tensor<32x48x3x3xf32>
  return %0 : tensor<32x48x3x3xf32>
}

// A scalar operand that the second cache does not hold is fetched ahead.
// CHECK-LABEL: func.func private @conv2d_tanh(
// CHECK: memref.prefetch %{{.*}}, read, locality<3>, data
// CHECK: vector.fma
func.func @test_fetch(%x: tensor<?x8x28x28xf32>, %u: tensor<128x8x1x1xf32>, %w: tensor<32x128x1x1xf32>, %v: tensor<32x32x1x1xf32>) -> tensor<?x32x28x28xf32> {
  %0 = mindir.conv2d %x, %u : (tensor<?x8x28x28xf32>, tensor<128x8x1x1xf32>) -> tensor<?x128x28x28xf32>
  %1 = mindir.conv2d %0, %w : (tensor<?x128x28x28xf32>, tensor<32x128x1x1xf32>) -> tensor<?x32x28x28xf32>
  %2 = mindir.tanh %1 : tensor<?x32x28x28xf32>
  %3 = mindir.conv2d %2, %v : (tensor<?x32x28x28xf32>, tensor<32x32x1x1xf32>) -> tensor<?x32x28x28xf32>
  return %3 : tensor<?x32x28x28xf32>
}

func.func @test_few_weights(%dy: tensor<?x32x40x40xf32>, %x: tensor<?x64x40x40xf32>, %w: tensor<32x64x1x1xf32>) -> tensor<32x64x1x1xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 1]} : (tensor<?x32x40x40xf32>, tensor<?x64x40x40xf32>) -> tensor<32x64x1x1xf32>
  %1 = mindir.sub %w, %0 : (tensor<32x64x1x1xf32>, tensor<32x64x1x1xf32>) -> tensor<32x64x1x1xf32>
  return %1 : tensor<32x64x1x1xf32>
}
