//===- lower-state.mlir - Assigns that can be done in place --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A new value is copied where the old one is still read, and only there.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels -mindir-lower-state | FileCheck %s

mindir.parameter @w : tensor<4xf32> init(#mindir.ones)
mindir.parameter @v : tensor<4xf32> init(#mindir.ones)

// CHECK-LABEL: func.func @in_place(
// CHECK: %[[NEW:.*]] = mindir.launch
// CHECK-NEXT: mindir.assign @w, %[[NEW]]
func.func @in_place(%g: tensor<4xf32>) {
  %w = mindir.load @w : tensor<4xf32>
  %0 = mindir.add %w, %g : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  mindir.assign @w, %0 : tensor<4xf32>
  return
}

// The old value is read after the new one is made, which is made from something
// that a later kernel still compares with it.
// CHECK-LABEL: func.func @read_later(
// CHECK: mindir.launch
// CHECK: mindir.launch @mat_mul
// CHECK: %[[COPY:.*]] = mindir.launch @copy_4_f32(
// CHECK: mindir.assign @w, %[[COPY]]
func.func @read_later(%g: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %w = mindir.load @w : tensor<4xf32>
  %0 = mindir.reduce_sum %g {axis = [1]} : tensor<4x4xf32> -> tensor<4xf32>
  %1 = mindir.reshape %0 {shape = [1, 4]} : tensor<4xf32> -> tensor<1x4xf32>
  %2 = mindir.reshape %w {shape = [4, 1]} : tensor<4xf32> -> tensor<4x1xf32>
  %3 = mindir.mat_mul %2, %1 : (tensor<4x1xf32>, tensor<1x4xf32>) -> tensor<4x4xf32>
  mindir.assign @w, %0 : tensor<4xf32>
  return %3 : tensor<4x4xf32>
}
