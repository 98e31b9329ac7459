//===- execute-move.mlir - Data movement on f32 --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Transposes, pieces put together and cut out, borders, tables, repetitions, views,
// alone and between elementwise ops.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-97: ok
// CHECK-NOT: ok

func.func @test_transpose_matrix(%x: tensor<7x13xf32>) -> tensor<13x7xf32> {
  %0 = mindir.transpose %x {perm = [1, 0]} : tensor<7x13xf32> -> tensor<13x7xf32>
  return %0 : tensor<13x7xf32>
}

func.func @test_transpose_column(%x: tensor<1x19xf32>) -> tensor<19x1xf32> {
  %0 = mindir.transpose %x {perm = [1, 0]} : tensor<1x19xf32> -> tensor<19x1xf32>
  return %0 : tensor<19x1xf32>
}

func.func @test_transpose_inside(%x: tensor<?x3x5xf32>) -> tensor<?x5x3xf32> {
  %0 = mindir.transpose %x {perm = [0, 2, 1]} : tensor<?x3x5xf32> -> tensor<?x5x3xf32>
  return %0 : tensor<?x5x3xf32>
}

func.func @test_transpose_image(%x: tensor<?x3x4x5xf32>) -> tensor<?x4x5x3xf32> {
  %0 = mindir.transpose %x {perm = [0, 2, 3, 1]} : tensor<?x3x4x5xf32> -> tensor<?x4x5x3xf32>
  return %0 : tensor<?x4x5x3xf32>
}

func.func @test_transpose_back(%x: tensor<?x4x5x3xf32>) -> tensor<?x3x4x5xf32> {
  %0 = mindir.transpose %x {perm = [0, 3, 1, 2]} : tensor<?x4x5x3xf32> -> tensor<?x3x4x5xf32>
  return %0 : tensor<?x3x4x5xf32>
}

func.func @test_transpose_front(%x: tensor<2x3x17xf32>) -> tensor<17x2x3xf32> {
  %0 = mindir.transpose %x {perm = [2, 0, 1]} : tensor<2x3x17xf32> -> tensor<17x2x3xf32>
  return %0 : tensor<17x2x3xf32>
}

func.func @test_transpose_none(%x: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.transpose %x {perm = [0, 1]} : tensor<?x5xf32> -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_concat_columns(%a: tensor<?x3xf32>, %b: tensor<?x5xf32>, %c: tensor<?x1xf32>) -> tensor<?x9xf32> {
  %0 = mindir.concat %a, %b, %c {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x5xf32>, tensor<?x1xf32>) -> tensor<?x9xf32>
  return %0 : tensor<?x9xf32>
}

func.func @test_concat_columns_static(%a: tensor<2x3xf32>, %b: tensor<2x19xf32>) -> tensor<2x22xf32> {
  %0 = mindir.concat %a, %b {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x19xf32>) -> tensor<2x22xf32>
  return %0 : tensor<2x22xf32>
}

// They begin with the same pieces.
func.func @test_concat_alike(%a: tensor<?x3xf32>, %b: tensor<?x5xf32>, %c: tensor<?x1xf32>, %d: tensor<?x1xf32>) -> (tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>) {
  %0 = mindir.concat %a, %b, %c {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x5xf32>, tensor<?x1xf32>) -> tensor<?x9xf32>
  %1 = mindir.concat %a, %b, %d {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x5xf32>, tensor<?x1xf32>) -> tensor<?x9xf32>
  %2 = mindir.concat %a, %d, %b {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x1xf32>, tensor<?x5xf32>) -> tensor<?x9xf32>
  return %0, %1, %2 : tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>
}

func.func @test_concat_rows(%a: tensor<2x5xf32>, %b: tensor<3x5xf32>, %c: tensor<1x5xf32>) -> tensor<6x5xf32> {
  %0 = mindir.concat %a, %b, %c {axis = 0 : i64} : (tensor<2x5xf32>, tensor<3x5xf32>, tensor<1x5xf32>) -> tensor<6x5xf32>
  return %0 : tensor<6x5xf32>
}

func.func @test_concat_inside(%a: tensor<?x2x7xf32>, %b: tensor<?x3x7xf32>) -> tensor<?x5x7xf32> {
  %0 = mindir.concat %a, %b {axis = -2 : i64} : (tensor<?x2x7xf32>, tensor<?x3x7xf32>) -> tensor<?x5x7xf32>
  return %0 : tensor<?x5x7xf32>
}

func.func @test_concat_one(%a: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.concat %a {axis = 1 : i64} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @test_concat_vectors(%a: tensor<3xf32>, %b: tensor<20xf32>) -> tensor<23xf32> {
  %0 = mindir.concat %a, %b {axis = 0 : i64} : (tensor<3xf32>, tensor<20xf32>) -> tensor<23xf32>
  return %0 : tensor<23xf32>
}

func.func @test_concat_twice(%a: tensor<?x2x3xf32>, %b: tensor<?x2x3xf32>) -> tensor<?x2x6xf32> {
  %0 = mindir.concat %a, %b {axis = 2 : i64} : (tensor<?x2x3xf32>, tensor<?x2x3xf32>) -> tensor<?x2x6xf32>
  return %0 : tensor<?x2x6xf32>
}

func.func @test_concat_computed(%x: tensor<?x3xf32>, %y: tensor<?x6xf32>) -> (tensor<?x6xf32>, tensor<?x3xf32>) {
  %0 = mindir.exp %x : tensor<?x3xf32>
  %1 = mindir.concat %0, %x {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x6xf32>
  %2 = mindir.sub %1, %y : (tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x6xf32>
  %3 = mindir.add %0, %x : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return %2, %3 : tensor<?x6xf32>, tensor<?x3xf32>
}

func.func @test_slice_columns(%x: tensor<?x9xf32>) -> tensor<?x5xf32> {
  %0 = mindir.slice %x {begin = [0, 2], size = [-1, 5]} : tensor<?x9xf32> -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_slice_rest(%x: tensor<?x9xf32>) -> tensor<?x5xf32> {
  %0 = mindir.slice %x {begin = [0, 4], size = [-1, -1]} : tensor<?x9xf32> -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_slice_rows(%x: tensor<8x3xf32>) -> tensor<2x3xf32> {
  %0 = mindir.slice %x {begin = [5, 0], size = [2, 3]} : tensor<8x3xf32> -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @test_slice_one(%x: tensor<5x6x7xf32>) -> tensor<1x6x1xf32> {
  %0 = mindir.slice %x {begin = [4, 0, 6], size = [1, 6, 1]} : tensor<5x6x7xf32> -> tensor<1x6x1xf32>
  return %0 : tensor<1x6x1xf32>
}

func.func @test_slice_all(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %0 = mindir.slice %x {begin = [0, 0], size = [-1, -1]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

func.func @test_slice_image(%x: tensor<?x3x8x9xf32>) -> tensor<?x1x5x6xf32> {
  %0 = mindir.slice %x {begin = [0, 1, 2, 3], size = [-1, 1, 5, 6]} : tensor<?x3x8x9xf32> -> tensor<?x1x5x6xf32>
  return %0 : tensor<?x1x5x6xf32>
}

func.func @test_pad_both(%x: tensor<?x5xf32>) -> tensor<?x8xf32> {
  %0 = mindir.pad %x {low = [0, 1], high = [0, 2]} : tensor<?x5xf32> -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

func.func @test_pad_low(%x: tensor<3x5xf32>) -> tensor<5x8xf32> {
  %0 = mindir.pad %x {low = [2, 3], high = [0, 0], value = 7.5} : tensor<3x5xf32> -> tensor<5x8xf32>
  return %0 : tensor<5x8xf32>
}

func.func @test_pad_high(%x: tensor<3x5xf32>) -> tensor<4x19xf32> {
  %0 = mindir.pad %x {low = [0, 0], high = [1, 14], value = -1.0} : tensor<3x5xf32> -> tensor<4x19xf32>
  return %0 : tensor<4x19xf32>
}

func.func @test_pad_none(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.pad %x {low = [0, 0], high = [0, 0]} : tensor<?x4xf32> -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @test_pad_image(%x: tensor<?x2x3x3xf32>) -> tensor<?x2x6x4xf32> {
  %0 = mindir.pad %x {low = [0, 0, 1, 1], high = [0, 0, 2, 0]} : tensor<?x2x3x3xf32> -> tensor<?x2x6x4xf32>
  return %0 : tensor<?x2x6x4xf32>
}

func.func @test_pad_infinite(%x: tensor<2x3xf32>) -> tensor<3x4xf32> {
  %0 = mindir.pad %x {low = [0, 1], high = [1, 0], value = 0xFFF0000000000000 : f64} : tensor<2x3xf32> -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_pad_computed(%x: tensor<?x3xf32>) -> (tensor<?x6xf32>, tensor<6xf32>, tensor<?x3xf32>) {
  %0 = mindir.tanh %x : tensor<?x3xf32>
  %1 = mindir.pad %0 {low = [0, 0], high = [0, 3], value = 2.0} : tensor<?x3xf32> -> tensor<?x6xf32>
  %2 = mindir.square %1 : tensor<?x6xf32>
  %3 = mindir.reduce_sum %2 {axis = [0]} : tensor<?x6xf32> -> tensor<6xf32>
  return %2, %3, %0 : tensor<?x6xf32>, tensor<6xf32>, tensor<?x3xf32>
}

func.func @test_one_hot_last(%i: tensor<?xi32> {test.range = [-2, 12]}) -> tensor<?x10xf32> {
  %0 = mindir.one_hot %i {axis = -1 : i64, depth = 10 : i64, dtype = f32} : tensor<?xi32> -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

func.func @test_one_hot_first(%i: tensor<5xi64> {test.range = [-2, 12]}) -> tensor<10x5xf32> {
  %0 = mindir.one_hot %i {axis = 0 : i64, depth = 10 : i64, dtype = f32} : tensor<5xi64> -> tensor<10x5xf32>
  return %0 : tensor<10x5xf32>
}

func.func @test_one_hot_inside(%i: tensor<?x3xi32> {test.range = [-2, 12]}) -> tensor<?x10x3xf32> {
  %0 = mindir.one_hot %i {axis = 1 : i64, depth = 10 : i64, dtype = f32} : tensor<?x3xi32> -> tensor<?x10x3xf32>
  return %0 : tensor<?x10x3xf32>
}

func.func @test_one_hot_scalar(%i: tensor<i32> {test.range = [-2, 12]}) -> tensor<10xf32> {
  %0 = mindir.one_hot %i {axis = -1 : i64, depth = 10 : i64, dtype = f32} : tensor<i32> -> tensor<10xf32>
  return %0 : tensor<10xf32>
}

// Some of the indices are outside the table: they give zeros.
func.func @test_gather_rows(%t: tensor<11x7xf32>, %i: tensor<?xi32> {test.range = [-2, 13]}) -> tensor<?x7xf32> {
  %0 = mindir.gather %t, %i {axis = 0 : i64} : (tensor<11x7xf32>, tensor<?xi32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @test_gather_rows_of_rows(%t: tensor<11x3xf32>, %i: tensor<?x4xi64> {test.range = [-2, 13]}) -> tensor<?x4x3xf32> {
  %0 = mindir.gather %t, %i {axis = 0 : i64} : (tensor<11x3xf32>, tensor<?x4xi64>) -> tensor<?x4x3xf32>
  return %0 : tensor<?x4x3xf32>
}

func.func @test_gather_columns(%t: tensor<3x11xf32>, %i: tensor<5xi32> {test.range = [-2, 13]}) -> tensor<3x5xf32> {
  %0 = mindir.gather %t, %i {axis = 1 : i64} : (tensor<3x11xf32>, tensor<5xi32>) -> tensor<3x5xf32>
  return %0 : tensor<3x5xf32>
}

func.func @test_gather_inside(%t: tensor<2x11x3xf32>, %i: tensor<2x2xi32> {test.range = [-2, 13]}) -> tensor<2x2x2x3xf32> {
  %0 = mindir.gather %t, %i {axis = 1 : i64} : (tensor<2x11x3xf32>, tensor<2x2xi32>) -> tensor<2x2x2x3xf32>
  return %0 : tensor<2x2x2x3xf32>
}

func.func @test_gather_scalar(%t: tensor<11x6xf32>, %i: tensor<i32> {test.range = [-2, 13]}) -> tensor<6xf32> {
  %0 = mindir.gather %t, %i {axis = 0 : i64} : (tensor<11x6xf32>, tensor<i32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

func.func @test_gather_vector(%t: tensor<11xf32>, %i: tensor<?xi32> {test.range = [-2, 13]}) -> tensor<?xf32> {
  %0 = mindir.gather %t, %i {axis = 0 : i64} : (tensor<11xf32>, tensor<?xi32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_gather_batch(%t: tensor<?x11xf32>, %i: tensor<4xi32> {test.range = [-2, 13]}) -> tensor<?x4xf32> {
  %0 = mindir.gather %t, %i {axis = -1 : i64} : (tensor<?x11xf32>, tensor<4xi32>) -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @test_broadcast_rows(%x: tensor<17xf32>) -> tensor<3x17xf32> {
  %0 = mindir.broadcast_to %x {shape = [3, 17]} : tensor<17xf32> -> tensor<3x17xf32>
  return %0 : tensor<3x17xf32>
}

func.func @test_broadcast_columns(%x: tensor<?x1xf32>) -> tensor<?x19xf32> {
  %0 = mindir.broadcast_to %x {shape = [-1, 19]} : tensor<?x1xf32> -> tensor<?x19xf32>
  return %0 : tensor<?x19xf32>
}

func.func @test_broadcast_both(%x: tensor<3x1xf32>) -> tensor<2x3x5xf32> {
  %0 = mindir.broadcast_to %x {shape = [2, 3, 5]} : tensor<3x1xf32> -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @test_broadcast_scalar(%x: tensor<f32>) -> tensor<7xf32> {
  %0 = mindir.broadcast_to %x {shape = [7]} : tensor<f32> -> tensor<7xf32>
  return %0 : tensor<7xf32>
}

func.func @test_broadcast_like(%x: tensor<1x5xf32>, %y: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.broadcast_like %x, %y : (tensor<1x5xf32>, tensor<?x5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}
