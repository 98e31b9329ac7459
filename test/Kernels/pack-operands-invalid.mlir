//===- pack-operands-invalid.mlir - Blocks that do not fit ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels="" > %t.kernels
// RUN: ms-opt %t.kernels -pass-pipeline="builtin.module(mindir-pack-operands{vector-bits=128 registers=16},mindir-lower-state,mindir-bufferize,mindir-plan-memory)" > %t.buffers
// RUN: not ms-opt %t.buffers -pass-pipeline="builtin.module(func.func(mindir-lower-contractions{vector-bits=512}))" -o /dev/null 2>&1 | FileCheck %s

// CHECK: error: [MS2302] kernel 'mat_mul' has an operand in blocks that vectors of 512 bits do not fill (pack and lower with the same vector-bits)
func.func @forward(%a: tensor<300x19xf32>, %b: tensor<150x19xf32>) -> tensor<300x150xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<300x19xf32>, tensor<150x19xf32>) -> tensor<300x150xf32>
  return %0 : tensor<300x150xf32>
}
