//===- group-kernels.mlir - Kernels in modules of their own --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Kernels move into as many modules as are asked for; launches follow them; an
// operand that no result may lie in aliases nothing.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %S/form-kernels.mlir -mindir-to-loops -mindir-group-kernels=groups=2 | FileCheck %s
// RUN: ms-opt %S/form-kernels.mlir -mindir-to-loops -mindir-group-kernels | FileCheck %s --check-prefix=ONE

// CHECK: mindir.dispatch @kernels_{{[01]}}::@mat_mul_bias_add_relu(
// CHECK: module @kernels_0 {
// CHECK: func.func @
// CHECK: module @kernels_1 {
// CHECK: func.func @
// CHECK-NOT: module

// ONE-NOT: func.func private
// ONE: mindir.dispatch @kernels_0::@exp_mul_tanh(
// ONE: module @kernels_0 {
// ONE: func.func @mat_mul_bias_add_relu(%{{.*}}: memref<32x8xf32> {llvm.noalias}, %{{.*}}: memref<8x4xf32> {llvm.noalias}, %{{.*}}: memref<4xf32> {llvm.noalias}, %{{.*}}: memref<32x4xf32> {llvm.noalias
// ONE: func.func @exp_mul_tanh(
// ONE-SAME: %{{[a-z0-9]+}}: memref<32x4xf32>, %{{[a-z0-9]+}}: memref<32x4xf32>, %{{[a-z0-9]+}}: memref<32x4xf32>, %{{[a-z0-9]+}}: index
// ONE-NOT: module
