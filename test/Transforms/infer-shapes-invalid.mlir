//===- infer-shapes-invalid.mlir - Batches that do not fit ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A batch that an op cannot have is an error at that op.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -mindir-infer-shapes=rows=-2 -o /dev/null 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not ms-opt %s -mindir-infer-shapes=rows=3 -o /dev/null 2>&1 | FileCheck %s

// ROWS: error: [MS2001] rows is -2, but must be -1 or more
// CHECK: :[[#@LINE+3]]:8: error: [MS1001] mindir.add
func.func @forward(%x: tensor<4x2xf32>, %y: tensor<8x2xf32>) -> tensor<4x2xf32> {
  %0 = mindir.slice %y {begin = [0, 0], size = [4, 2]} : tensor<8x2xf32> -> tensor<4x2xf32>
  %1 = mindir.add %x, %0 : (tensor<4x2xf32>, tensor<4x2xf32>) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}
