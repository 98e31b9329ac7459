//===- execute-index.mlir - Elements chosen and placed by index, executed -===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Gathers, scatters, order and masks, also with indices that are outside or
// negative, alone and between elementwise ops.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2 threads=1 twin-threads=3" -o /dev/null | FileCheck %s

// CHECK-COUNT-49: ok
// CHECK-NOT: ok

func.func @test_segment_sum(%x: tensor<?x19xf32>, %i: tensor<?xi32>) -> tensor<5x19xf32> {
  %0 = mindir.exp %x : tensor<?x19xf32>
  %1 = mindir.unsorted_segment_sum %0, %i {num_segments = 5 : i64} : (tensor<?x19xf32>, tensor<?xi32>) -> tensor<5x19xf32>
  %2 = mindir.tanh %1 : tensor<5x19xf32>
  return %2 : tensor<5x19xf32>
}

func.func @test_segment_sum_matrix(%x: tensor<?x3x2x5xf32>, %i: tensor<?x3xi64>) -> tensor<7x2x5xf32> {
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 7 : i64} : (tensor<?x3x2x5xf32>, tensor<?x3xi64>) -> tensor<7x2x5xf32>
  return %0 : tensor<7x2x5xf32>
}

func.func @test_segment_sum_scalars(%x: tensor<40xi32>, %i: tensor<40xui8>) -> tensor<4xi32> {
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 4 : i64} : (tensor<40xi32>, tensor<40xui8>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// Many targets: several tiles.
func.func @test_segment_sum_large(%x: tensor<64x70xf64>, %i: tensor<64xi32>) -> tensor<500x70xf64> {
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 500 : i64} : (tensor<64x70xf64>, tensor<64xi32>) -> tensor<500x70xf64>
  return %0 : tensor<500x70xf64>
}

// The constant becomes a fill, the fill a kernel.
func.func @test_segment_sum_splat(%i: tensor<?xi32>, %j: tensor<6xi32>) -> tensor<3x2xf16> {
  %x = mindir.constant dense<1.5> : tensor<6x2xf16>
  %0 = mindir.unsorted_segment_sum %x, %j {num_segments = 3 : i64} : (tensor<6x2xf16>, tensor<6xi32>) -> tensor<3x2xf16>
  return %0 : tensor<3x2xf16>
}

func.func @test_gather_grad(%a: tensor<?x5x3xf32>, %i: tensor<5xi32>, %b: tensor<2x2x3x4xf32>, %j: tensor<2x3xi32>) -> (tensor<?x4x3xf32>, tensor<2x6x4xf32>) {
  %0 = mindir.gather_grad %a, %i {shape = [-1, 4, 3], axis = 1 : i64} : (tensor<?x5x3xf32>, tensor<5xi32>) -> tensor<?x4x3xf32>
  %1 = mindir.gather_grad %b, %j {shape = [2, 6, 4], axis = -2 : i64} : (tensor<2x2x3x4xf32>, tensor<2x3xi32>) -> tensor<2x6x4xf32>
  return %0, %1 : tensor<?x4x3xf32>, tensor<2x6x4xf32>
}

func.func @test_gather_d(%x: tensor<?x4xf32>, %i: tensor<?x9xi32>, %y: tensor<3x2x5xf32>, %j: tensor<4x2x5xi64>) -> (tensor<?x9xf32>, tensor<4x2x5xf32>) {
  %0 = mindir.neg %x : tensor<?x4xf32>
  %1 = mindir.gather_d %0, %i {dim = 1 : i64} : (tensor<?x4xf32>, tensor<?x9xi32>) -> tensor<?x9xf32>
  %2 = mindir.gather_d %y, %j {dim = 0 : i64} : (tensor<3x2x5xf32>, tensor<4x2x5xi64>) -> tensor<4x2x5xf32>
  return %1, %2 : tensor<?x9xf32>, tensor<4x2x5xf32>
}

func.func @test_gather_d_grad(%x: tensor<?x9xf32>, %i: tensor<?x9xi32>, %y: tensor<4x2x70xf32>, %j: tensor<4x2x70xi64>) -> (tensor<?x4xf32>, tensor<3x2x70xf32>) {
  %0 = mindir.gather_d_grad %x, %i {dim = 1 : i64, extent = 4 : i64} : (tensor<?x9xf32>, tensor<?x9xi32>) -> tensor<?x4xf32>
  %1 = mindir.gather_d_grad %y, %j {dim = 0 : i64, extent = 3 : i64} : (tensor<4x2x70xf32>, tensor<4x2x70xi64>) -> tensor<3x2x70xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<3x2x70xf32>
}

func.func @test_gather_nd(%x: tensor<4x5x3xf32>, %i: tensor<?x2xi32>, %j: tensor<2x3x1xi32>, %k: tensor<6x3xi32>) -> (tensor<?x3xf32>, tensor<2x3x5x3xf32>, tensor<6xf32>) {
  %0 = mindir.gather_nd %x, %i : (tensor<4x5x3xf32>, tensor<?x2xi32>) -> tensor<?x3xf32>
  %1 = mindir.exp %0 : tensor<?x3xf32>
  %2 = mindir.gather_nd %x, %j : (tensor<4x5x3xf32>, tensor<2x3x1xi32>) -> tensor<2x3x5x3xf32>
  %3 = mindir.gather_nd %x, %k : (tensor<4x5x3xf32>, tensor<6x3xi32>) -> tensor<6xf32>
  return %1, %2, %3 : tensor<?x3xf32>, tensor<2x3x5x3xf32>, tensor<6xf32>
}

func.func @test_scatter_nd(%i: tensor<?x2xi32>, %u: tensor<?x3xf32>, %j: tensor<2x3x1xi32>, %v: tensor<2x3x9xi8>) -> (tensor<4x5x3xf32>, tensor<4x9xi8>) {
  %0 = mindir.scatter_nd %i, %u {shape = [4, 5, 3]} : (tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
  %1 = mindir.scatter_nd %j, %v {shape = [4, 9]} : (tensor<2x3x1xi32>, tensor<2x3x9xi8>) -> tensor<4x9xi8>
  return %0, %1 : tensor<4x5x3xf32>, tensor<4x9xi8>
}

func.func @test_tensor_scatter(%x: tensor<4x17xf32>, %i: tensor<?x1xi32>, %u: tensor<?x17xf32>) -> (tensor<4x17xf32>, tensor<4x17xf32>) {
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<4x17xf32>, tensor<?x1xi32>, tensor<?x17xf32>) -> tensor<4x17xf32>
  %1 = mindir.tensor_scatter_update %x, %i, %u : (tensor<4x17xf32>, tensor<?x1xi32>, tensor<?x17xf32>) -> tensor<4x17xf32>
  return %0, %1 : tensor<4x17xf32>, tensor<4x17xf32>
}

func.func @test_tensor_scatter_bool(%x: tensor<4x3xi1>, %i: tensor<5x2xi32>, %u: tensor<5xi1>) -> tensor<4x3xi1> {
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<4x3xi1>, tensor<5x2xi32>, tensor<5xi1>) -> tensor<4x3xi1>
  return %0 : tensor<4x3xi1>
}

func.func @test_top_k(%x: tensor<?x23xf32>, %y: tensor<2x3x7xi32>) -> (tensor<?x4xf32>, tensor<?x4xi32>, tensor<2x3x7xi32>) {
  %0, %1 = mindir.top_k %x {k = 4 : i64} : (tensor<?x23xf32>) -> (tensor<?x4xf32>, tensor<?x4xi32>)
  %2, %3 = mindir.top_k %y {k = 7 : i64} : (tensor<2x3x7xi32>) -> (tensor<2x3x7xi32>, tensor<2x3x7xi32>)
  return %0, %1, %3 : tensor<?x4xf32>, tensor<?x4xi32>, tensor<2x3x7xi32>
}

func.func @test_sort(%x: tensor<?x33xf32>) -> (tensor<?x33xf32>, tensor<?x33xi32>, tensor<?x33xf32>, tensor<?x33xi32>) {
  %0, %1 = mindir.sort %x : (tensor<?x33xf32>) -> (tensor<?x33xf32>, tensor<?x33xi32>)
  %2, %3 = mindir.sort %x {descending = true} : (tensor<?x33xf32>) -> (tensor<?x33xf32>, tensor<?x33xi32>)
  return %0, %1, %2, %3 : tensor<?x33xf32>, tensor<?x33xi32>, tensor<?x33xf32>, tensor<?x33xi32>
}

// Many equal elements: the order is stable.
func.func @test_sort_equal(%x: tensor<5x40xi8>, %y: tensor<9x2x3xui8>, %z: tensor<6x5xbf16>) -> (tensor<5x40xi32>, tensor<9x2x3xui8>, tensor<9x2x3xi32>, tensor<6x5xbf16>) {
  %c = mindir.constant dense<3> : tensor<5x40xi8>
  %0 = mindir.div %x, %c : (tensor<5x40xi8>, tensor<5x40xi8>) -> tensor<5x40xi8>
  %1, %2 = mindir.sort %0 {descending = true} : (tensor<5x40xi8>) -> (tensor<5x40xi8>, tensor<5x40xi32>)
  %3, %4 = mindir.sort %y {axis = 0 : i64} : (tensor<9x2x3xui8>) -> (tensor<9x2x3xui8>, tensor<9x2x3xi32>)
  %5, %6 = mindir.sort %z {axis = 1 : i64} : (tensor<6x5xbf16>) -> (tensor<6x5xbf16>, tensor<6x5xi32>)
  return %2, %3, %4, %5 : tensor<5x40xi32>, tensor<9x2x3xui8>, tensor<9x2x3xi32>, tensor<6x5xbf16>
}

func.func @test_triangles(%x: tensor<?x5x19xf32>, %y: tensor<4x4xi1>) -> (tensor<?x5x19xf32>, tensor<?x5x19xf32>, tensor<4x4xi1>) {
  %0 = mindir.tril %x {diagonal = -1 : i64} : tensor<?x5x19xf32> -> tensor<?x5x19xf32>
  %1 = mindir.triu %x {diagonal = 2 : i64} : tensor<?x5x19xf32> -> tensor<?x5x19xf32>
  %2 = mindir.exp %1 : tensor<?x5x19xf32>
  %3 = mindir.tril %y : tensor<4x4xi1> -> tensor<4x4xi1>
  return %0, %2, %3 : tensor<?x5x19xf32>, tensor<?x5x19xf32>, tensor<4x4xi1>
}

func.func @test_masked_fill(%x: tensor<?x19xf32>, %m: tensor<?x19xi1>, %v: tensor<f32>) -> tensor<?x19xf32> {
  %0 = mindir.masked_fill %x, %m, %v : (tensor<?x19xf32>, tensor<?x19xi1>, tensor<f32>) -> tensor<?x19xf32>
  return %0 : tensor<?x19xf32>
}

// A kernel between elementwise ops that would else be one: no cycle.
func.func @test_between(%x: tensor<6x5xf32>, %i: tensor<6xi32>) -> tensor<6x5xf32> {
  %0 = mindir.exp %x : tensor<6x5xf32>
  %1 = mindir.unsorted_segment_sum %0, %i {num_segments = 6 : i64} : (tensor<6x5xf32>, tensor<6xi32>) -> tensor<6x5xf32>
  %2 = mindir.mul %0, %1 : (tensor<6x5xf32>, tensor<6x5xf32>) -> tensor<6x5xf32>
  return %2 : tensor<6x5xf32>
}

// A table that is computed is read from memory, also where other values of its
// kernel and of the gather's meet.
func.func @test_small_table(%x: tensor<1xf32>, %i: tensor<i32> {test.range = [-1, 2]}) -> tensor<f32> {
  %0 = mindir.exp %x : tensor<1xf32>
  %1 = mindir.reduce_sum %0 : tensor<1xf32> -> tensor<f32>
  %2 = mindir.gather %0, %i : (tensor<1xf32>, tensor<i32>) -> tensor<f32>
  %3 = mindir.sub %1, %2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %3 : tensor<f32>
}

// Each row of the batch has a table and indices of its own.
func.func @test_gather_batch(%x: tensor<?x2x4x3xf32>, %i: tensor<?x5xi32>, %dy: tensor<?x2x5x3xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x4x3xf32>) {
  %0 = mindir.gather %x, %i {axis = 2 : i64, batch_dims = 1 : i64} : (tensor<?x2x4x3xf32>, tensor<?x5xi32>) -> tensor<?x2x5x3xf32>
  %1 = mindir.gather_grad %dy, %i {shape = [-1, 2, 4, 3], axis = 2 : i64, batch_dims = 1 : i64} : (tensor<?x2x5x3xf32>, tensor<?x5xi32>) -> tensor<?x2x4x3xf32>
  return %0, %1 : tensor<?x2x5x3xf32>, tensor<?x2x4x3xf32>
}

func.func @test_gather_batch_scalars(%x: tensor<2x3x4xf32>, %i: tensor<2x3xi32>) -> tensor<2x3xf32> {
  %0 = mindir.gather %x, %i {axis = 2 : i64, batch_dims = 2 : i64} : (tensor<2x3x4xf32>, tensor<2x3xi32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
