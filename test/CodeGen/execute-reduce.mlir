//===- execute-reduce.mlir - Sums, means, extrema along axes -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reductions along the last axis, the first, the batch, an inner one, several and
// all; with axes of one element, and with elementwise neighbours.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=4e-6" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16 tolerance=4e-6" -o /dev/null | FileCheck %s

// CHECK-COUNT-84: ok
// CHECK-NOT: ok

func.func @test_sum_last(%x: tensor<?x37xf32>) -> tensor<?xf32> {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x37xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_sum_last_keep(%x: tensor<?x5x19xf32>) -> tensor<?x5x1xf32> {
  %0 = mindir.reduce_sum %x {axis = [-1], keep_dims = true} : tensor<?x5x19xf32> -> tensor<?x5x1xf32>
  return %0 : tensor<?x5x1xf32>
}

func.func @test_sum_batch(%x: tensor<?x21xf32>) -> tensor<21xf32> {
  %0 = mindir.reduce_sum %x {axis = [0]} : tensor<?x21xf32> -> tensor<21xf32>
  return %0 : tensor<21xf32>
}

func.func @test_sum_batch_keep(%x: tensor<?x3x5xf32>) -> tensor<1x3x5xf32> {
  %0 = mindir.reduce_sum %x {axis = [0], keep_dims = true} : tensor<?x3x5xf32> -> tensor<1x3x5xf32>
  return %0 : tensor<1x3x5xf32>
}

func.func @test_sum_inside(%x: tensor<?x6x7x5xf32>) -> tensor<?x6x5xf32> {
  %0 = mindir.reduce_sum %x {axis = [2]} : tensor<?x6x7x5xf32> -> tensor<?x6x5xf32>
  return %0 : tensor<?x6x5xf32>
}

func.func @test_sum_channels(%x: tensor<?x3x4x9xf32>) -> tensor<3xf32> {
  %0 = mindir.reduce_sum %x {axis = [0, 2, 3]} : tensor<?x3x4x9xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_sum_outside(%x: tensor<4x9x5xf32>) -> tensor<9xf32> {
  %0 = mindir.reduce_sum %x {axis = [0, 2]} : tensor<4x9x5xf32> -> tensor<9xf32>
  return %0 : tensor<9xf32>
}

func.func @test_sum_all(%x: tensor<?x3x11xf32>) -> tensor<f32> {
  %0 = mindir.reduce_sum %x : tensor<?x3x11xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_sum_all_keep(%x: tensor<?x13xf32>) -> tensor<1x1xf32> {
  %0 = mindir.reduce_sum %x {axis = [], keep_dims = true} : tensor<?x13xf32> -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

func.func @test_sum_ones(%x: tensor<?x1x5x1xf32>) -> tensor<?x5xf32> {
  %0 = mindir.reduce_sum %x {axis = [1, 3]} : tensor<?x1x5x1xf32> -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_sum_long(%x: tensor<3x1003xf32>) -> tensor<3xf32> {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<3x1003xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_mean_last(%x: tensor<?x10xf32>) -> tensor<?xf32> {
  %0 = mindir.reduce_mean %x {axis = [1]} : tensor<?x10xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_mean_batch(%x: tensor<?x17xf32>) -> tensor<17xf32> {
  %0 = mindir.reduce_mean %x {axis = [0]} : tensor<?x17xf32> -> tensor<17xf32>
  return %0 : tensor<17xf32>
}

func.func @test_mean_all(%x: tensor<?x3x3xf32>) -> tensor<f32> {
  %0 = mindir.reduce_mean %x : tensor<?x3x3xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_mean_image(%x: tensor<?x4x7x7xf32>) -> tensor<?x4x1x1xf32> {
  %0 = mindir.reduce_mean %x {axis = [2, 3], keep_dims = true} : tensor<?x4x7x7xf32> -> tensor<?x4x1x1xf32>
  return %0 : tensor<?x4x1x1xf32>
}

func.func @test_max_last(%x: tensor<?x9xf32>) -> tensor<?xf32> {
  %0 = mindir.reduce_max %x {axis = [1]} : tensor<?x9xf32> -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_max_batch(%x: tensor<?x18xf32>) -> tensor<18xf32> {
  %0 = mindir.reduce_max %x {axis = [0]} : tensor<?x18xf32> -> tensor<18xf32>
  return %0 : tensor<18xf32>
}

func.func @test_max_inside(%x: tensor<2x5x6x3xf32>) -> tensor<2x3xf32> {
  %0 = mindir.reduce_max %x {axis = [1, 2]} : tensor<2x5x6x3xf32> -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @test_max_all(%x: tensor<?x33xf32>) -> tensor<f32> {
  %0 = mindir.reduce_max %x : tensor<?x33xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_min_last(%x: tensor<?x3x1xf32>) -> tensor<?x3xf32> {
  %0 = mindir.reduce_min %x {axis = [2]} : tensor<?x3x1xf32> -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

func.func @test_min_first(%x: tensor<7x35xf32>) -> tensor<1x35xf32> {
  %0 = mindir.reduce_min %x {axis = [0], keep_dims = true} : tensor<7x35xf32> -> tensor<1x35xf32>
  return %0 : tensor<1x35xf32>
}

func.func @test_min_all(%x: tensor<?x5x3xf32>) -> tensor<f32> {
  %0 = mindir.reduce_min %x {axis = [0, 1, 2]} : tensor<?x5x3xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

// A NaN in a row makes the row's result NaN.
func.func @test_nan(%x: tensor<6x5xf32> {test.range = [-0.2, 1.0]}) -> (tensor<6xf32>, tensor<6xf32>, tensor<5xf32>, tensor<f32>) {
  %l = mindir.log %x : tensor<6x5xf32>
  %0 = mindir.reduce_sum %l {axis = [1]} : tensor<6x5xf32> -> tensor<6xf32>
  %1 = mindir.reduce_max %l {axis = [1]} : tensor<6x5xf32> -> tensor<6xf32>
  %2 = mindir.reduce_min %l {axis = [0]} : tensor<6x5xf32> -> tensor<5xf32>
  %3 = mindir.reduce_max %l : tensor<6x5xf32> -> tensor<f32>
  return %0, %1, %2, %3 : tensor<6xf32>, tensor<6xf32>, tensor<5xf32>, tensor<f32>
}

// The index of the first of the largest elements; a NaN is the largest.
func.func @test_argmax_last(%x: tensor<?x10xf32>) -> tensor<?xi32> {
  %0 = mindir.argmax %x {axis = 1 : i64} : tensor<?x10xf32> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @test_argmax_batch(%x: tensor<?x21xf32>) -> tensor<21xi64> {
  %0 = mindir.argmax %x {axis = 0 : i64, output_type = i64} : tensor<?x21xf32> -> tensor<21xi64>
  return %0 : tensor<21xi64>
}

func.func @test_argmax_inside(%x: tensor<?x5x7xf32>) -> tensor<?x7xi32> {
  %0 = mindir.argmax %x {axis = -2 : i64} : tensor<?x5x7xf32> -> tensor<?x7xi32>
  return %0 : tensor<?x7xi32>
}

func.func @test_argmax_one(%x: tensor<?x1xf32>) -> tensor<?xi32> {
  %0 = mindir.argmax %x {axis = 1 : i64} : tensor<?x1xf32> -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

func.func @test_argmax_vector(%x: tensor<19xf32>) -> tensor<i32> {
  %0 = mindir.argmax %x {axis = 0 : i64} : tensor<19xf32> -> tensor<i32>
  return %0 : tensor<i32>
}

func.func @test_argmax_ties(%x: tensor<?x9xi32>) -> (tensor<?xi32>, tensor<?xi32>, tensor<9xi32>) {
  %0 = mindir.argmax %x {axis = 1 : i64} : tensor<?x9xi32> -> tensor<?xi32>
  %1 = mindir.cast %x to f32 : tensor<?x9xi32> -> tensor<?x9xf32>
  %2 = mindir.argmax %1 {axis = 1 : i64} : tensor<?x9xf32> -> tensor<?xi32>
  %3 = mindir.argmax %1 {axis = 0 : i64} : tensor<?x9xf32> -> tensor<9xi32>
  return %0, %2, %3 : tensor<?xi32>, tensor<?xi32>, tensor<9xi32>
}

func.func @test_argmax_nan(%x: tensor<?x9xf32> {test.range = [-0.1, 1.0]}) -> (tensor<?xi32>, tensor<9xi32>) {
  %l = mindir.log %x : tensor<?x9xf32>
  %0 = mindir.argmax %l {axis = 1 : i64} : tensor<?x9xf32> -> tensor<?xi32>
  %1 = mindir.argmax %l {axis = 0 : i64} : tensor<?x9xf32> -> tensor<9xi32>
  return %0, %1 : tensor<?xi32>, tensor<9xi32>
}

// Neighbours: what comes before is computed on the way, what comes behind
// reads the result of the whole row.
func.func @test_normalize(%x: tensor<?x6x11xf32>) -> (tensor<?x6x11xf32>, tensor<?x6x1xf32>) {
  %m = mindir.reduce_mean %x {axis = [2], keep_dims = true} : tensor<?x6x11xf32> -> tensor<?x6x1xf32>
  %d = mindir.sub %x, %m : (tensor<?x6x11xf32>, tensor<?x6x1xf32>) -> tensor<?x6x11xf32>
  %q = mindir.square %d : tensor<?x6x11xf32>
  %v = mindir.reduce_mean %q {axis = [2], keep_dims = true} : tensor<?x6x11xf32> -> tensor<?x6x1xf32>
  %s = mindir.sqrt %v : tensor<?x6x1xf32>
  %0 = mindir.div %d, %s : (tensor<?x6x11xf32>, tensor<?x6x1xf32>) -> tensor<?x6x11xf32>
  return %0, %m : tensor<?x6x11xf32>, tensor<?x6x1xf32>
}

func.func @test_two_ways(%x: tensor<?x14xf32>) -> (tensor<14xf32>, tensor<?xf32>, tensor<f32>) {
  %e = mindir.exp %x : tensor<?x14xf32>
  %0 = mindir.reduce_sum %e {axis = [0]} : tensor<?x14xf32> -> tensor<14xf32>
  %1 = mindir.reduce_sum %e {axis = [1]} : tensor<?x14xf32> -> tensor<?xf32>
  %2 = mindir.reduce_sum %0 : tensor<14xf32> -> tensor<f32>
  return %0, %1, %2 : tensor<14xf32>, tensor<?xf32>, tensor<f32>
}
