//===- bufferize.mlir - Buffers of values --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// State, inputs, outputs and rows are a function's arguments; results are written
// where the caller wants them, new state over the old one, and an elementwise kernel
// writes over the operand that dies with it.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels -mindir-lower-state -mindir-bufferize=max-batch=6 | FileCheck %s
// RUN: ms-opt %s -mindir-to-buffers=max-batch=6 | FileCheck %s --check-prefix=PLAN

// CHECK: mindir.parameter @w {{.*}}mindir.offset = 0
// CHECK: mindir.parameter @v {{.*}}mindir.offset = 128
mindir.parameter @w : tensor<5x4xf32> init(#mindir.ones)
mindir.parameter @v : tensor<4xi1> init(#mindir.ones)

// CHECK-LABEL: func.func @step(
// CHECK-SAME: %[[STATE:.*]]: memref<192xi8>, %[[X:.*]]: memref<6x5xf32>, %[[Y:.*]]: memref<6x4xf32>, %[[ROWS:.*]]: index)
// CHECK-SAME: mindir.max_rows = 6
// The product is a buffer; what follows the reduction writes into it or into the
// result.
// CHECK: memref.alloc() : memref<6x4xf32>
// CHECK: outs({{.*}}%[[Y]]{{.*}}) rows(%[[ROWS]])
// CHECK: return
// CHECK: func.func private @{{.*}}memref<6x4xf32>

// PLAN-LABEL: func.func @step(
// PLAN-SAME: memref<192xi8>, %[[ARENA:[a-z0-9]+]]: memref<[[#BYTES:]]xi8>
// PLAN-SAME: mindir.arena_bytes = [[#BYTES]]
// PLAN-NOT: memref.alloc
// PLAN: memref.view %[[ARENA]]
// PLAN-NOT: memref.alloc
func.func @step(%x: tensor<?x5xf32>) -> tensor<?x4xf32> {
  %w = mindir.load @w : tensor<5x4xf32>
  %0 = mindir.mat_mul %x, %w : (tensor<?x5xf32>, tensor<5x4xf32>) -> tensor<?x4xf32>
  %1 = mindir.mat_mul %x, %0 {transpose_a = true} : (tensor<?x5xf32>, tensor<?x4xf32>) -> tensor<5x4xf32>
  %2 = mindir.softmax %0 : tensor<?x4xf32> -> tensor<?x4xf32>
  mindir.assign @w, %1 : tensor<5x4xf32>
  return %2 : tensor<?x4xf32>
}
