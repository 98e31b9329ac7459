//===- rows.mlir - Loads and assigns of some rows -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The rows between them keep what they had. Evaluated and executed.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s --verify-roundtrip -test-evaluate -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute=initial -o /dev/null | FileCheck %s --check-prefix=EXECUTE

mindir.parameter @w : tensor<4x3xf32> init(#mindir.ones) {mindir.train_rows = array<i64: 1, 3>}
mindir.parameter @odd : tensor<5x7xf32> init(#mindir.zeros)

// CHECK: test_step#0: [2, 3] = 1, 1, 1, 1, 1, 1
// CHECK: test_twice#0: [4, 3] = 1, 1, 1, 5, 5, 5, 5, 5, 5, 1, 1, 1
// CHECK: test_twice#1: [1, 3] = 5, 5, 5
// EXECUTE: test_step {{.*}}ok
// EXECUTE: test_twice {{.*}}ok
// EXECUTE: test_unaligned {{.*}}ok
func.func @test_step() -> tensor<2x3xf32> {
  %w = mindir.load @w {mindir.rows = array<i64: 1, 3>} : tensor<2x3xf32>
  %c = mindir.constant dense<4.0> : tensor<f32>
  %0 = mindir.add %w, %c : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  mindir.assign @w, %0 {mindir.rows = array<i64: 1, 3>} : tensor<2x3xf32>
  return %w : tensor<2x3xf32>
}

func.func @test_twice() -> (tensor<4x3xf32>, tensor<1x3xf32>) {
  %w = mindir.load @w : tensor<4x3xf32>
  %r = mindir.load @w {mindir.rows = array<i64: 2, 3>} : tensor<1x3xf32>
  return %w, %r : tensor<4x3xf32>, tensor<1x3xf32>
}

// Rows that start at no multiple of a cache line, read as a whole beside.
func.func @test_unaligned(%x: tensor<7x9xf32>) -> tensor<5x9xf32> {
  %w = mindir.load @odd : tensor<5x7xf32>
  %r = mindir.load @odd {mindir.rows = array<i64: 1, 4>} : tensor<3x7xf32>
  %y = mindir.mat_mul %w, %x : (tensor<5x7xf32>, tensor<7x9xf32>) -> tensor<5x9xf32>
  %s = mindir.slice %x {begin = [0, 1], size = [-1, 3]} : tensor<7x9xf32> -> tensor<7x3xf32>
  %t = mindir.transpose %s {perm = [1, 0]} : tensor<7x3xf32> -> tensor<3x7xf32>
  %v = mindir.add %r, %t : (tensor<3x7xf32>, tensor<3x7xf32>) -> tensor<3x7xf32>
  mindir.assign @odd, %v {mindir.rows = array<i64: 1, 4>} : tensor<3x7xf32>
  return %y : tensor<5x9xf32>
}
