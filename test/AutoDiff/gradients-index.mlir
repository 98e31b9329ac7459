//===- gradients-index.mlir - Gradients of choice by index ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Against central differences in f64. Indices stand several times, and outside.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-19: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<4x3xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<2x4x3xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<2x3x4x2xf32> init(#mindir.zeros)
mindir.parameter @p3 : tensor<4x3xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<2x3x2xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<2x5x3xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<2x4xf32> init(#mindir.zeros)
mindir.parameter @p7 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p8 : tensor<3x2x2xf32> init(#mindir.zeros)
mindir.parameter @p9 : tensor<4x2xf32> init(#mindir.zeros)
mindir.parameter @p10 : tensor<3x2x2xf32> init(#mindir.zeros)
mindir.parameter @p11 : tensor<4x2xf32> init(#mindir.zeros)
mindir.parameter @p12 : tensor<3x2x2xf32> init(#mindir.zeros)
mindir.parameter @p13 : tensor<3x2xf32> init(#mindir.zeros)
mindir.parameter @p14 : tensor<3x6xf32> init(#mindir.zeros)
mindir.parameter @p15 : tensor<3x4x2xf32> init(#mindir.zeros)
mindir.parameter @p16 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @p17 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @p18 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p19 : tensor<f32> init(#mindir.zeros)

func.func @test_gather_rows() -> tensor<2x3x3xf32> {
  %x = mindir.load @p0 : tensor<4x3xf32>
  %i = mindir.constant dense<[[0, 2, 2], [5, -1, 1]]> : tensor<2x3xi32>
  %0 = mindir.gather %x, %i : (tensor<4x3xf32>, tensor<2x3xi32>) -> tensor<2x3x3xf32>
  return %0 : tensor<2x3x3xf32>
}

func.func @test_gather_columns() -> tensor<2x5x3xf32> {
  %x = mindir.load @p1 : tensor<2x4x3xf32>
  %i = mindir.constant dense<[3, 1, 1, 0, 4]> : tensor<5xi32>
  %0 = mindir.gather %x, %i {axis = 1 : i64} : (tensor<2x4x3xf32>, tensor<5xi32>) -> tensor<2x5x3xf32>
  return %0 : tensor<2x5x3xf32>
}

func.func @test_gather_batch() -> tensor<2x3x5x2xf32> {
  %x = mindir.load @p2 : tensor<2x3x4x2xf32>
  %i = mindir.constant dense<[[3, 1, 1, 0, 4], [0, 0, -1, 2, 3]]> : tensor<2x5xi32>
  %0 = mindir.gather %x, %i {axis = 2 : i64, batch_dims = 1 : i64} : (tensor<2x3x4x2xf32>, tensor<2x5xi32>) -> tensor<2x3x5x2xf32>
  return %0 : tensor<2x3x5x2xf32>
}

func.func @test_gather_scalar() -> tensor<4xf32> {
  %x = mindir.load @p3 : tensor<4x3xf32>
  %i = mindir.constant dense<2> : tensor<i64>
  %0 = mindir.gather %x, %i {axis = -1 : i64} : (tensor<4x3xf32>, tensor<i64>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

func.func @test_unsorted_segment_sum() -> tensor<4x2xf32> {
  %x = mindir.load @p4 : tensor<2x3x2xf32>
  %i = mindir.constant dense<[[0, 2, 2], [5, -1, 1]]> : tensor<2x3xi32>
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 4 : i64} : (tensor<2x3x2xf32>, tensor<2x3xi32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

func.func @test_gather_grad() -> tensor<2x4x3xf32> {
  %x = mindir.load @p5 : tensor<2x5x3xf32>
  %i = mindir.constant dense<[3, 1, 1, 0, 4]> : tensor<5xi32>
  %0 = mindir.gather_grad %x, %i {shape = [2, 4, 3], axis = 1 : i64} : (tensor<2x5x3xf32>, tensor<5xi32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}

func.func @test_gather_d() -> tensor<2x3xf32> {
  %x = mindir.load @p6 : tensor<2x4xf32>
  %i = mindir.constant dense<[[0, 3, 3], [-1, 1, 4]]> : tensor<2x3xi32>
  %0 = mindir.gather_d %x, %i {dim = 1 : i64} : (tensor<2x4xf32>, tensor<2x3xi32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @test_gather_d_grad() -> tensor<2x4xf32> {
  %x = mindir.load @p7 : tensor<2x3xf32>
  %i = mindir.constant dense<[[0, 3, 3], [-1, 1, 4]]> : tensor<2x3xi32>
  %0 = mindir.gather_d_grad %x, %i {dim = 1 : i64, extent = 4 : i64} : (tensor<2x3xf32>, tensor<2x3xi32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

func.func @test_gather_nd() -> tensor<4x2xf32> {
  %x = mindir.load @p8 : tensor<3x2x2xf32>
  %i = mindir.constant dense<[[1, 0], [2, 1], [1, 0], [3, 0]]> : tensor<4x2xi32>
  %0 = mindir.gather_nd %x, %i : (tensor<3x2x2xf32>, tensor<4x2xi32>) -> tensor<4x2xf32>
  return %0 : tensor<4x2xf32>
}

func.func @test_scatter_nd() -> tensor<3x2x2xf32> {
  %x = mindir.load @p9 : tensor<4x2xf32>
  %i = mindir.constant dense<[[1, 0], [2, 1], [1, 0], [3, 0]]> : tensor<4x2xi32>
  %0 = mindir.scatter_nd %i, %x {shape = [3, 2, 2]} : (tensor<4x2xi32>, tensor<4x2xf32>) -> tensor<3x2x2xf32>
  return %0 : tensor<3x2x2xf32>
}

func.func @test_tensor_scatter_add() -> tensor<3x2x2xf32> {
  %x = mindir.load @p10 : tensor<3x2x2xf32>
  %u = mindir.load @p11 : tensor<4x2xf32>
  %i = mindir.constant dense<[[1, 0], [2, 1], [1, 0], [3, 0]]> : tensor<4x2xi32>
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<3x2x2xf32>, tensor<4x2xi32>, tensor<4x2xf32>) -> tensor<3x2x2xf32>
  return %0 : tensor<3x2x2xf32>
}

func.func @test_tensor_scatter_update() -> tensor<3x2x2xf32> {
  %x = mindir.load @p12 : tensor<3x2x2xf32>
  %u = mindir.load @p13 : tensor<3x2xf32>
  %i = mindir.constant dense<[[1, 0], [2, 1], [3, 0]]> : tensor<3x2xi32>
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<3x2x2xf32>, tensor<3x2xi32>, tensor<3x2xf32>) -> tensor<3x2x2xf32>
  return %0 : tensor<3x2x2xf32>
}

func.func @test_top_k() -> tensor<3x2xf32> {
  %x = mindir.load @p14 : tensor<3x6xf32>
  %0, %1 = mindir.top_k %x {k = 2 : i64} : (tensor<3x6xf32>) -> (tensor<3x2xf32>, tensor<3x2xi32>)
  return %0 : tensor<3x2xf32>
}

func.func @test_sort() -> tensor<3x4x2xf32> {
  %x = mindir.load @p15 : tensor<3x4x2xf32>
  %0, %1 = mindir.sort %x {axis = 1 : i64, descending = true} : (tensor<3x4x2xf32>) -> (tensor<3x4x2xf32>, tensor<3x4x2xi32>)
  return %0 : tensor<3x4x2xf32>
}

func.func @test_tril() -> tensor<2x3x4xf32> {
  %x = mindir.load @p16 : tensor<2x3x4xf32>
  %0 = mindir.tril %x {diagonal = 1 : i64} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_triu() -> tensor<2x3x4xf32> {
  %x = mindir.load @p17 : tensor<2x3x4xf32>
  %0 = mindir.triu %x {diagonal = 1 : i64} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_masked_fill() -> tensor<2x3xf32> {
  %x = mindir.load @p18 : tensor<2x3xf32>
  %v = mindir.load @p19 : tensor<f32>
  %m = mindir.constant dense<[true, false, true]> : tensor<3xi1>
  %0 = mindir.masked_fill %x, %m, %v : (tensor<2x3xf32>, tensor<3xi1>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

mindir.parameter @scatter_elements_none_x : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @scatter_elements_none_u : tensor<2x2xf32> init(#mindir.zeros)
mindir.parameter @scatter_elements_add_x : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @scatter_elements_add_u : tensor<2x2xf32> init(#mindir.zeros)

func.func @test_scatter_elements_none() -> tensor<3x4xf32> {
  %x = mindir.load @scatter_elements_none_x : tensor<3x4xf32>
  %u = mindir.load @scatter_elements_none_u : tensor<2x2xf32>
  %i = mindir.constant dense<[[0, 3], [-1, 1]]> : tensor<2x2xi32>
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<3x4xf32>, tensor<2x2xi32>, tensor<2x2xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_scatter_elements_add() -> tensor<3x4xf32> {
  %x = mindir.load @scatter_elements_add_x : tensor<3x4xf32>
  %u = mindir.load @scatter_elements_add_u : tensor<2x2xf32>
  %i = mindir.constant dense<[[0, 0], [9, -3]]> : tensor<2x2xi32>
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64, reduction = "add"} : (tensor<3x4xf32>, tensor<2x2xi32>, tensor<2x2xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
