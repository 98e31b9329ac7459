//===- execute-product.mlir - Stacks of matrix products -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Stacks in every transposition, with broadcasting, at extents below, at and above
// the register tile, and with elementwise ops that follow.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32 twin-threads=2" -o /dev/null | FileCheck %s

// CHECK-COUNT-60: ok
// CHECK-NOT: ok

func.func @test_plain(%a: tensor<?x3x9xf32>, %b: tensor<?x9x13xf32>) -> tensor<?x3x13xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x3x9xf32>, tensor<?x9x13xf32>) -> tensor<?x3x13xf32>
  return %0 : tensor<?x3x13xf32>
}

func.func @test_transpose_b(%a: tensor<?x2x17x5xf32>, %b: tensor<?x2x10x5xf32>) -> tensor<?x2x17x10xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x2x17x5xf32>, tensor<?x2x10x5xf32>) -> tensor<?x2x17x10xf32>
  return %0 : tensor<?x2x17x10xf32>
}

func.func @test_transpose_a(%a: tensor<?x6x11xf32>, %b: tensor<?x6x7xf32>) -> tensor<?x11x7xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<?x6x11xf32>, tensor<?x6x7xf32>) -> tensor<?x11x7xf32>
  return %0 : tensor<?x11x7xf32>
}

func.func @test_transpose_both(%a: tensor<2x3x11x7xf32>, %b: tensor<2x3x5x11xf32>) -> tensor<2x3x7x5xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<2x3x11x7xf32>, tensor<2x3x5x11xf32>) -> tensor<2x3x7x5xf32>
  return %0 : tensor<2x3x7x5xf32>
}

func.func @test_one_matrix(%a: tensor<?x4x5x9xf32>, %b: tensor<9x18xf32>) -> tensor<?x4x5x18xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x4x5x9xf32>, tensor<9x18xf32>) -> tensor<?x4x5x18xf32>
  return %0 : tensor<?x4x5x18xf32>
}

func.func @test_one_matrix_turned(%a: tensor<?x5x9xf32>, %b: tensor<1x18x9xf32>) -> tensor<?x5x18xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x5x9xf32>, tensor<1x18x9xf32>) -> tensor<?x5x18xf32>
  return %0 : tensor<?x5x18xf32>
}

func.func @test_one_first_matrix(%a: tensor<6x9xf32>, %b: tensor<?x9x18xf32>) -> tensor<?x6x18xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<6x9xf32>, tensor<?x9x18xf32>) -> tensor<?x6x18xf32>
  return %0 : tensor<?x6x18xf32>
}

func.func @test_one_first_matrix_turned(%a: tensor<9x6xf32>, %b: tensor<?x18x9xf32>) -> tensor<?x6x18xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<9x6xf32>, tensor<?x18x9xf32>) -> tensor<?x6x18xf32>
  return %0 : tensor<?x6x18xf32>
}

func.func @test_one_matrix_columns(%a: tensor<3x9x6xf32>, %b: tensor<9x4xf32>) -> tensor<3x6x4xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<3x9x6xf32>, tensor<9x4xf32>) -> tensor<3x6x4xf32>
  return %0 : tensor<3x6x4xf32>
}

func.func @test_broadcast_first(%a: tensor<1x4x3x5xf32>, %b: tensor<?x4x5x9xf32>) -> tensor<?x4x3x9xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<1x4x3x5xf32>, tensor<?x4x5x9xf32>) -> tensor<?x4x3x9xf32>
  return %0 : tensor<?x4x3x9xf32>
}

func.func @test_broadcast_second(%a: tensor<?x4x3x5xf32>, %b: tensor<?x1x5x9xf32>) -> tensor<?x4x3x9xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x4x3x5xf32>, tensor<?x1x5x9xf32>) -> tensor<?x4x3x9xf32>
  return %0 : tensor<?x4x3x9xf32>
}

func.func @test_broadcast_both(%a: tensor<?x1x3x5xf32>, %b: tensor<4x5x9xf32>) -> tensor<?x4x3x9xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x1x3x5xf32>, tensor<4x5x9xf32>) -> tensor<?x4x3x9xf32>
  return %0 : tensor<?x4x3x9xf32>
}

func.func @test_tile(%a: tensor<3x12x16xf32>, %b: tensor<3x16x32xf32>) -> tensor<3x12x32xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<3x12x16xf32>, tensor<3x16x32xf32>) -> tensor<3x12x32xf32>
  return %0 : tensor<3x12x32xf32>
}

func.func @test_tile_and_more(%a: tensor<2x13x35xf32>, %b: tensor<2x35x67xf32>) -> tensor<2x13x67xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<2x13x35xf32>, tensor<2x35x67xf32>) -> tensor<2x13x67xf32>
  return %0 : tensor<2x13x67xf32>
}

func.func @test_attention(%a: tensor<?x2x33x64xf32>, %b: tensor<?x2x33x64xf32>) -> tensor<?x2x33x33xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x2x33x64xf32>, tensor<?x2x33x64xf32>) -> tensor<?x2x33x33xf32>
  return %0 : tensor<?x2x33x33xf32>
}

func.func @test_one_term(%a: tensor<?x7x1xf32>, %b: tensor<?x1x33xf32>) -> tensor<?x7x33xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x7x1xf32>, tensor<?x1x33xf32>) -> tensor<?x7x33xf32>
  return %0 : tensor<?x7x33xf32>
}

func.func @test_one_column(%a: tensor<?x7x21xf32>, %b: tensor<?x21x1xf32>) -> tensor<?x7x1xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x7x21xf32>, tensor<?x21x1xf32>) -> tensor<?x7x1xf32>
  return %0 : tensor<?x7x1xf32>
}

func.func @test_one_row(%a: tensor<?x1x21xf32>, %b: tensor<?x19x21xf32>) -> tensor<?x1x19xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x1x21xf32>, tensor<?x19x21xf32>) -> tensor<?x1x19xf32>
  return %0 : tensor<?x1x19xf32>
}

func.func @test_many_matrices(%a: tensor<40x3x3xf32>, %b: tensor<40x3x3xf32>) -> tensor<40x3x3xf32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<40x3x3xf32>, tensor<40x3x3xf32>) -> tensor<40x3x3xf32>
  return %0 : tensor<40x3x3xf32>
}

func.func @test_matrices(%a: tensor<?x5xf32>, %b: tensor<?x19xf32>) -> tensor<5x19xf32> {
  %0 = mindir.batch_mat_mul %a, %b {transpose_a = true} : (tensor<?x5xf32>, tensor<?x19xf32>) -> tensor<5x19xf32>
  return %0 : tensor<5x19xf32>
}

// What follows is computed on the tile.
func.func @test_epilogue(%q: tensor<?x2x5x8xf32>, %k: tensor<?x2x19x8xf32>, %m: tensor<?x1x1x19xf32>) -> (tensor<?x2x5x19xf32>, tensor<?x2x5x19xf32>) {
  %s = mindir.constant dense<0.125> : tensor<f32>
  %0 = mindir.batch_mat_mul %q, %k {transpose_b = true} : (tensor<?x2x5x8xf32>, tensor<?x2x19x8xf32>) -> tensor<?x2x5x19xf32>
  %1 = mindir.mul %0, %s : (tensor<?x2x5x19xf32>, tensor<f32>) -> tensor<?x2x5x19xf32>
  %2 = mindir.add %1, %m : (tensor<?x2x5x19xf32>, tensor<?x1x1x19xf32>) -> tensor<?x2x5x19xf32>
  %3 = mindir.softmax %2 {axis = 3 : i64} : tensor<?x2x5x19xf32> -> tensor<?x2x5x19xf32>
  return %2, %3 : tensor<?x2x5x19xf32>, tensor<?x2x5x19xf32>
}

// Attention, with the heads taken apart and joined by transpositions.
func.func @test_heads(%q: tensor<?x5x16xf32>, %k: tensor<?x5x16xf32>, %v: tensor<?x5x16xf32>) -> tensor<?x5x16xf32> {
  %q4 = mindir.reshape %q {shape = [-1, 5, 2, 8]} : tensor<?x5x16xf32> -> tensor<?x5x2x8xf32>
  %k4 = mindir.reshape %k {shape = [-1, 5, 2, 8]} : tensor<?x5x16xf32> -> tensor<?x5x2x8xf32>
  %v4 = mindir.reshape %v {shape = [-1, 5, 2, 8]} : tensor<?x5x16xf32> -> tensor<?x5x2x8xf32>
  %qt = mindir.transpose %q4 {perm = [0, 2, 1, 3]} : tensor<?x5x2x8xf32> -> tensor<?x2x5x8xf32>
  %kt = mindir.transpose %k4 {perm = [0, 2, 1, 3]} : tensor<?x5x2x8xf32> -> tensor<?x2x5x8xf32>
  %vt = mindir.transpose %v4 {perm = [0, 2, 1, 3]} : tensor<?x5x2x8xf32> -> tensor<?x2x5x8xf32>
  %s = mindir.batch_mat_mul %qt, %kt {transpose_b = true} : (tensor<?x2x5x8xf32>, tensor<?x2x5x8xf32>) -> tensor<?x2x5x5xf32>
  %p = mindir.softmax %s {axis = 3 : i64} : tensor<?x2x5x5xf32> -> tensor<?x2x5x5xf32>
  %o = mindir.batch_mat_mul %p, %vt : (tensor<?x2x5x5xf32>, tensor<?x2x5x8xf32>) -> tensor<?x2x5x8xf32>
  %ot = mindir.transpose %o {perm = [0, 2, 1, 3]} : tensor<?x2x5x8xf32> -> tensor<?x5x2x8xf32>
  %y = mindir.reshape %ot {shape = [-1, 5, 16]} : tensor<?x5x2x8xf32> -> tensor<?x5x16xf32>
  return %y : tensor<?x5x16xf32>
}

func.func @test_integers(%a: tensor<3x5x4xi32>, %b: tensor<1x4x9xi32>) -> tensor<3x5x9xi32> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<3x5x4xi32>, tensor<1x4x9xi32>) -> tensor<3x5x9xi32>
  return %0 : tensor<3x5x9xi32>
}

func.func @test_double(%a: tensor<?x5x4xf64>, %b: tensor<?x4x9xf64>) -> tensor<?x5x9xf64> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x5x4xf64>, tensor<?x4x9xf64>) -> tensor<?x5x9xf64>
  return %0 : tensor<?x5x9xf64>
}
