//===- narrow-floats.mlir - Kernels of f16 --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The accumulator of f32 costs neither fusion nor packing: one kernel with its
// epilogue, no buffer of f32, and copies of operands in their own type.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels -mindir-pack-operands="vector-bits=512 registers=32" | FileCheck %s
// RUN: ms-opt %s -mindir-to-buffers="vector-bits=512 registers=32" | FileCheck %s --check-prefix=BUFFERS
// RUN: ms-opt %s -test-execute="tolerance=1e-3 vector-bits=512 registers=32" -o /dev/null

// BUFFERS-NOT: memref<{{.*}}xf32>

// CHECK-LABEL: func.func @test_layer(
// CHECK-NEXT: %[[Y:.*]] = mindir.launch @{{.*}}(%arg0, %arg1, %arg2) : (tensor<?x512xf16>, tensor<40x512xf16>, tensor<40xf16>) -> tensor<?x40xf16>
// CHECK-NEXT: return %[[Y]]
func.func @test_layer(%x: tensor<?x512xf16>, %w: tensor<40x512xf16>, %b: tensor<40xf16>) -> tensor<?x40xf16> {
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x512xf16>, tensor<40x512xf16>) -> tensor<?x40xf16>
  %1 = mindir.bias_add %0, %b : (tensor<?x40xf16>, tensor<40xf16>) -> tensor<?x40xf16>
  %2 = mindir.relu %1 : tensor<?x40xf16>
  return %2 : tensor<?x40xf16>
}

// CHECK-LABEL: func.func @test_packed(
// CHECK-NEXT: %[[COPY:.*]] = mindir.launch @{{.*}}(%arg1) : (tensor<150x19xf16>) -> tensor<{{[0-9]+}}x19x{{[0-9]+}}xf16>
// CHECK-NEXT: mindir.launch @{{.*}}(%arg0, %[[COPY]])
func.func @test_packed(%a: tensor<300x19xf16>, %b: tensor<150x19xf16>) -> tensor<300x150xf16> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<300x19xf16>, tensor<150x19xf16>) -> tensor<300x150xf16>
  %1 = mindir.tanh %0 : tensor<300x150xf16>
  return %1 : tensor<300x150xf16>
}

// CHECK-LABEL: func.func @test_mean(
// CHECK-COUNT-1: mindir.launch
// CHECK-NOT: mindir.launch
// CHECK: return
func.func @test_mean(%x: tensor<?x40x8xf16>) -> tensor<?x40xf16> {
  %0 = mindir.square %x : tensor<?x40x8xf16>
  %1 = mindir.reduce_mean %0 {axis = [2]} : tensor<?x40x8xf16> -> tensor<?x40xf16>
  return %1 : tensor<?x40xf16>
}
