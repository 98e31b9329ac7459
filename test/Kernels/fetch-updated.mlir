//===- fetch-updated.mlir - Parameters, early ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an update reads and writes comes from memory in each step: it is fetched before
// the sums of a gradient's tile are computed, where these are long enough.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32 max-batch=64" | FileCheck %s
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32 max-batch=64 disable=fetch-ahead" | FileCheck %s --check-prefix=OFF --implicit-check-not=prefetch
// RUN: ms-opt %s -test-execute="max-batch=64 rows=1,64 steps=3" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=64 rows=1,64 steps=3 vector-bits=256 registers=16" -o /dev/null

mindir.parameter @w : tensor<80x96xf32> init(#mindir.normal<mean = 0.0, sigma = 1.0, seed = 1>)
mindir.parameter @m : tensor<80x96xf32> init(#mindir.zeros)
mindir.parameter @v : tensor<24x48xf32> init(#mindir.normal<mean = 0.0, sigma = 1.0, seed = 2>)
mindir.parameter @n : tensor<24x48xf32> init(#mindir.zeros)

// Once for each line of both; nothing is read ahead of what is only written.
// OFF-LABEL: func.func private @mat_mul_apply_momentum(
// CHECK-LABEL: func.func private @mat_mul_apply_momentum(
// CHECK-COUNT-2: memref.prefetch %{{.*}}, write, locality<3>, data
// CHECK: vector.fma
// CHECK-LABEL: func.func private @mat_mul_apply_momentum_1(
// CHECK-NOT: memref.prefetch
// CHECK-LABEL: func.func private @mat_mul(
// CHECK-NOT: memref.prefetch
func.func @train_step(%dy: tensor<?x80xf32>, %x: tensor<?x96xf32>, %few: tensor<12x24xf32>, %others: tensor<12x48xf32>) -> tensor<80x48xf32> {
  %lr = mindir.constant dense<0.1> : tensor<f32>
  %momentum = mindir.constant dense<0.5> : tensor<f32>
  %w = mindir.load @w : tensor<80x96xf32>
  %m = mindir.load @m : tensor<80x96xf32>
  %v = mindir.load @v : tensor<24x48xf32>
  %n = mindir.load @n : tensor<24x48xf32>
  %0 = mindir.mat_mul %dy, %x {transpose_a = true} : (tensor<?x80xf32>, tensor<?x96xf32>) -> tensor<80x96xf32>
  %new, %moved = mindir.apply_momentum %w, %m, %lr, %0, %momentum : tensor<80x96xf32>
  // A sum of twelve steps is done before what is fetched is there.
  %1 = mindir.mat_mul %few, %others {transpose_a = true} : (tensor<12x24xf32>, tensor<12x48xf32>) -> tensor<24x48xf32>
  %newer, %still = mindir.apply_momentum %v, %n, %lr, %1, %momentum : tensor<24x48xf32>
  %2 = mindir.slice %w {begin = [0, 0], size = [80, 24]} : tensor<80x96xf32> -> tensor<80x24xf32>
  %3 = mindir.mat_mul %2, %v : (tensor<80x24xf32>, tensor<24x48xf32>) -> tensor<80x48xf32>
  mindir.assign @w, %new : tensor<80x96xf32>
  mindir.assign @m, %moved : tensor<80x96xf32>
  mindir.assign @v, %newer : tensor<24x48xf32>
  mindir.assign @n, %still : tensor<24x48xf32>
  return %3 : tensor<80x48xf32>
}
