//===- pack-parameters.mlir - Copies of parameters are made once ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A copy that is made once costs nothing in a call: it pays where one for each
// call does not.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-to-kernels -mindir-pack-operands="vector-bits=512 registers=32" | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-to-kernels -mindir-pack-operands="vector-bits=512 registers=32 prepares=false" | FileCheck %s --check-prefix=EACH
// RUN: ms-opt %s -split-input-file -mindir-to-buffers="vector-bits=512 registers=32" | FileCheck %s --check-prefix=BUFFERS
// RUN: ms-opt %s -split-input-file -mindir-to-buffers="vector-bits=512 registers=32 disable=prepare-parameters" | FileCheck %s --check-prefix=OFF --implicit-check-not="func.func @prepare"
// RUN: ms-opt %s -split-input-file -test-execute="tolerance=4e-5" -o /dev/null
// RUN: ms-opt %s -split-input-file -test-execute="vector-bits=512 registers=32 tolerance=4e-5" -o /dev/null

mindir.parameter @w : tensor<256x512xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}

// CHECK-LABEL: func.func @forward(
// CHECK: %[[W:.*]] = mindir.load @w
// CHECK: %[[COPY:.*]] = mindir.launch @pack(%[[W]]) : (tensor<256x512xf32>) -> tensor<{{[0-9]+}}x512x{{[0-9]+}}xf32>
// CHECK: mindir.launch @mat_mul(%arg0, %[[COPY]])
// EACH-LABEL: func.func @forward(
// EACH: %[[W:.*]] = mindir.load @w
// EACH-NOT: @pack(%[[W]])
// EACH: return
// OFF-LABEL: func.func @forward(
// BUFFERS-LABEL: func.func @forward(
// BUFFERS-NOT: mindir.dispatch @pack
// BUFFERS: mindir.dispatch @mat_mul(
// BUFFERS-LABEL: func.func @prepare(
// BUFFERS: mindir.dispatch @pack(
func.func @forward(%x: tensor<40x512xf32>) -> tensor<40x256xf32> {
  %w = mindir.load @w : tensor<256x512xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<40x512xf32>, tensor<256x512xf32>) -> tensor<40x256xf32>
  return %0 : tensor<40x256xf32>
}

// -----

// Each element is read once: memory decides.
mindir.parameter @w : tensor<256x512xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}

// CHECK-LABEL: func.func @row(
// CHECK-NOT: @pack
// CHECK: return
// OFF-LABEL: func.func @row(
// BUFFERS-LABEL: func.func @row(
func.func @row(%x: tensor<1x512xf32>) -> tensor<1x256xf32> {
  %w = mindir.load @w : tensor<256x512xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<1x512xf32>, tensor<256x512xf32>) -> tensor<1x256xf32>
  return %0 : tensor<1x256xf32>
}

// -----

// The kernel is one of a step of training, too: there the weights change from
// call to call.
mindir.parameter @w : tensor<256x512xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}

// CHECK-LABEL: func.func @forward_and_step(
// CHECK: %[[W:.*]] = mindir.load @w
// CHECK-NOT: @pack(%[[W]])
// CHECK: return
// OFF-LABEL: func.func @forward_and_step(
// BUFFERS-LABEL: func.func @forward_and_step(
func.func @forward_and_step(%x: tensor<40x512xf32>) -> tensor<40x256xf32> {
  %w = mindir.load @w : tensor<256x512xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<40x512xf32>, tensor<256x512xf32>) -> tensor<40x256xf32>
  return %0 : tensor<40x256xf32>
}
func.func @step(%x: tensor<40x512xf32>, %next: tensor<256x512xf32>) -> tensor<40x256xf32> {
  %w = mindir.load @w : tensor<256x512xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<40x512xf32>, tensor<256x512xf32>) -> tensor<40x256xf32>
  mindir.assign @w, %next : tensor<256x512xf32>
  return %0 : tensor<40x256xf32>
}

// -----

// Winograd's transform of a filter, four times its size.
mindir.parameter @w : tensor<64x64x3x3xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}

// CHECK-LABEL: func.func @winograd(
// OFF-LABEL: func.func @winograd(
// BUFFERS-LABEL: func.func @winograd(
// BUFFERS-NOT: mindir.dispatch @winograd_filter_transform
// BUFFERS: mindir.dispatch @winograd_input_transform(
// BUFFERS-NOT: mindir.dispatch @winograd_filter_transform
// BUFFERS-LABEL: func.func @prepare(
// BUFFERS: mindir.dispatch @winograd_filter_transform(
func.func @winograd(%x: tensor<1x3x56x56xf32>, %w0: tensor<64x3x1x1xf32>, %w2: tensor<4x64x1x1xf32>) -> tensor<1x4x56x56xf32> {
  %w1 = mindir.load @w : tensor<64x64x3x3xf32>
  %0 = mindir.conv2d %x, %w0 : (tensor<1x3x56x56xf32>, tensor<64x3x1x1xf32>) -> tensor<1x64x56x56xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<1x64x56x56xf32>, tensor<64x64x3x3xf32>) -> tensor<1x64x56x56xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<1x64x56x56xf32>, tensor<4x64x1x1xf32>) -> tensor<1x4x56x56xf32>
  return %2 : tensor<1x4x56x56xf32>
}
