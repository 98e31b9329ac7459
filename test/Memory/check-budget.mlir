//===- check-budget.mlir - Memory that a network has or lacks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// State of 128 bytes (two parameters of 12, each on its own cache line), an
// arena of 128.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-buffers=memory-budget=256 -mindir-check-budget=budget=256 -o /dev/null
// RUN: not ms-opt %s -mindir-to-buffers=memory-budget=256 -mindir-check-budget=budget=255 -o /dev/null 2>&1 | FileCheck %s
// RUN: not ms-opt %s -mindir-to-buffers=memory-budget=255 -o /dev/null 2>&1 | FileCheck %s
// CHECK: error: [MS2401] the network needs 256 bytes, but the memory budget is 255
// CHECK: note: 128 bytes for parameters and optimizer state
// CHECK: note: 128 bytes for the arena of 'forward', of which 128 are alive at once

mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
mindir.parameter @b : tensor<3xf32> init(#mindir.ones)
func.func @forward(%x: tensor<2x3xf32>) -> tensor<f32> {
  %w = mindir.load @w : tensor<3xf32>
  %b = mindir.load @b : tensor<3xf32>
  %0 = mindir.mul %x, %w : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = mindir.transpose %0 {perm = [1, 0]} : tensor<2x3xf32> -> tensor<3x2xf32>
  %2 = mindir.mat_mul %0, %1 : (tensor<2x3xf32>, tensor<3x2xf32>) -> tensor<2x2xf32>
  %3 = mindir.reduce_sum %2 : tensor<2x2xf32> -> tensor<f32>
  %4 = mindir.reduce_sum %b : tensor<3xf32> -> tensor<f32>
  %5 = mindir.add %3, %4 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %5 : tensor<f32>
}
