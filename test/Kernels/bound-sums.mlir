//===- bound-sums.mlir - Sums that leave out borders of zeros -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels=channel-block=1 | FileCheck %s
// RUN: ms-opt %s -mindir-to-loops="channel-block=1 vector-bits=512 registers=32 max-batch=9" | FileCheck %s --check-prefix=LOOPS
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 disable=winograd" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 vector-bits=128 disable=winograd" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 vector-bits=256 registers=16 channel-block=1" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 vector-bits=512 registers=32 channel-block=1" -o /dev/null

// A gradient reads its factor with a border of four zeros: ten rows of 18 are left.
// CHECK: affine_set<(d0, d1, d2, d3, d4, d5, d6) : (d2 - d5 >= 0, -d2 + d5 + 9 >= 0, d3 - d6 >= 0, -d3 + d6 + 9 >= 0)>
// CHECK-LABEL: func.func private @conv2d_backprop_input(
// LOOPS-LABEL: func.func private @conv2d_backprop_input_1(
// LOOPS: %[[END:.*]] = arith.minsi
// LOOPS: %[[FIRST:.*]] = arith.maxsi
// LOOPS: %[[STEPS:.*]] = arith.subi %[[END]], %[[FIRST]]
// LOOPS: %[[COUNT:.*]] = arith.maxsi %[[STEPS]]
// LOOPS: scf.for %{{.*}} to %[[COUNT]]
// LOOPS: vector.fma
func.func @test_gradient(%dy: tensor<?x16x10x10xf32>, %w: tensor<16x6x5x5xf32>) -> tensor<?x6x14x14xf32> {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [14, 14]} : (tensor<?x16x10x10xf32>, tensor<16x6x5x5xf32>) -> tensor<?x6x14x14xf32>
  return %0 : tensor<?x6x14x14xf32>
}

// Channels side by side.
func.func @test_blocks(%x: tensor<?x64x7x7xf32>, %w: tensor<48x64x3x3xf32>, %v: tensor<64x48x3x3xf32>) -> tensor<?x64x7x7xf32> {
  %0 = mindir.conv2d %x, %w {pad = [1, 1, 1, 1]} : (tensor<?x64x7x7xf32>, tensor<48x64x3x3xf32>) -> tensor<?x48x7x7xf32>
  %1 = mindir.relu %0 : tensor<?x48x7x7xf32>
  %2 = mindir.conv2d %1, %v {pad = [1, 1, 1, 1]} : (tensor<?x48x7x7xf32>, tensor<64x48x3x3xf32>) -> tensor<?x64x7x7xf32>
  return %2 : tensor<?x64x7x7xf32>
}

// Different borders on all sides, steps of two, taps three apart.
func.func @test_sides(%x: tensor<?x8x9x11xf32>, %w: tensor<24x8x5x5xf32>) -> tensor<?x24x7x8xf32> {
  %0 = mindir.conv2d %x, %w {pad = [1, 1, 0, 1]} : (tensor<?x8x9x11xf32>, tensor<24x8x5x5xf32>) -> tensor<?x24x7x8xf32>
  return %0 : tensor<?x24x7x8xf32>
}
func.func @test_stride(%x: tensor<?x8x9x9xf32>, %w: tensor<24x8x5x5xf32>) -> tensor<?x24x5x5xf32> {
  %0 = mindir.conv2d %x, %w {pad = [2, 2, 2, 2], stride = [2, 2]} : (tensor<?x8x9x9xf32>, tensor<24x8x5x5xf32>) -> tensor<?x24x5x5xf32>
  return %0 : tensor<?x24x5x5xf32>
}
func.func @test_dilation(%x: tensor<?x8x9x9xf32>, %w: tensor<24x8x3x3xf32>) -> tensor<?x24x9x9xf32> {
  %0 = mindir.conv2d %x, %w {pad = [3, 3, 3, 3], dilation = [3, 3]} : (tensor<?x8x9x9xf32>, tensor<24x8x3x3xf32>) -> tensor<?x24x9x9xf32>
  return %0 : tensor<?x24x9x9xf32>
}
func.func @test_strided_gradient(%dy: tensor<?x24x5x5xf32>, %w: tensor<24x8x5x5xf32>) -> tensor<?x8x9x9xf32> {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [9, 9], pad = [2, 2, 2, 2], stride = [2, 2]} : (tensor<?x24x5x5xf32>, tensor<24x8x5x5xf32>) -> tensor<?x8x9x9xf32>
  return %0 : tensor<?x8x9x9xf32>
}

// Rows of the result that no row of the image reaches: they are zero.
func.func @test_outside(%x: tensor<?x8x3x3xf32>, %w: tensor<24x8x3x3xf32>) -> tensor<?x24x11x11xf32> {
  %0 = mindir.conv2d %x, %w {pad = [5, 5, 5, 5]} : (tensor<?x8x3x3xf32>, tensor<24x8x3x3xf32>) -> tensor<?x24x11x11xf32>
  return %0 : tensor<?x24x11x11xf32>
}
