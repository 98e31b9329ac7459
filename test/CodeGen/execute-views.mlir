//===- execute-views.mlir - Views and results that are copies ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reshapes share memory with their operand; arguments, constants and the same value
// twice are results; extents come from the batch.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-36: ok
// CHECK-NOT: ok

func.func @test_reshape(%x: tensor<?x3x4xf32>) -> tensor<?x2x6xf32> {
  %0 = mindir.reshape %x {shape = [-1, 12]} : tensor<?x3x4xf32> -> tensor<?x12xf32>
  %1 = mindir.exp %0 : tensor<?x12xf32>
  %2 = mindir.reshape %1 {shape = [-1, 2, 6]} : tensor<?x12xf32> -> tensor<?x2x6xf32>
  return %2 : tensor<?x2x6xf32>
}

func.func @test_flatten(%x: tensor<?x3x1x5xf32>, %w: tensor<15x4xf32>) -> (tensor<?x4xf32>, tensor<?x15xf32>) {
  %0 = mindir.flatten %x : tensor<?x3x1x5xf32> -> tensor<?x15xf32>
  %1 = mindir.mat_mul %0, %w : (tensor<?x15xf32>, tensor<15x4xf32>) -> tensor<?x4xf32>
  return %1, %0 : tensor<?x4xf32>, tensor<?x15xf32>
}

func.func @test_rows_of_rows(%x: tensor<?x6x5xf32>, %b: tensor<5xf32>) -> (tensor<?x6x5xf32>, tensor<5xf32>) {
  %0 = mindir.reshape %x {shape = [-1, 5]} : tensor<?x6x5xf32> -> tensor<?x5xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %2 = mindir.reduce_mean %1 {axis = [0]} : tensor<?x5xf32> -> tensor<5xf32>
  %3 = mindir.softmax %1 : tensor<?x5xf32> -> tensor<?x5xf32>
  %4 = mindir.reshape_like %3, %x : (tensor<?x5xf32>, tensor<?x6x5xf32>) -> tensor<?x6x5xf32>
  return %4, %2 : tensor<?x6x5xf32>, tensor<5xf32>
}

func.func @test_rows_multiply(%x: tensor<?x8xf32>, %w: tensor<4x3xf32>) -> (tensor<?x3xf32>, tensor<4x3xf32>) {
  %0 = mindir.reshape %x {shape = [-1, 4]} : tensor<?x8xf32> -> tensor<?x4xf32>
  %1 = mindir.mat_mul %0, %w : (tensor<?x4xf32>, tensor<4x3xf32>) -> tensor<?x3xf32>
  %2 = mindir.relu %1 : tensor<?x3xf32>
  %3 = mindir.mat_mul %0, %2 {transpose_a = true} : (tensor<?x4xf32>, tensor<?x3xf32>) -> tensor<4x3xf32>
  return %2, %3 : tensor<?x3xf32>, tensor<4x3xf32>
}

func.func @test_ones(%x: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.reshape %x {shape = [-1, 1, 5, 1]} : tensor<?x5xf32> -> tensor<?x1x5x1xf32>
  %1 = mindir.sigmoid %0 : tensor<?x1x5x1xf32>
  %2 = mindir.reshape %1 {shape = [-1, 5]} : tensor<?x1x5x1xf32> -> tensor<?x5xf32>
  return %2 : tensor<?x5xf32>
}

// A value and a view of it, read by ops that may write in place.
func.func @test_view_outlives(%x: tensor<?x2x3xf32>) -> (tensor<?x2x3xf32>, tensor<?xf32>) {
  %0 = mindir.exp %x : tensor<?x2x3xf32>
  %1 = mindir.reshape %0 {shape = [-1, 6]} : tensor<?x2x3xf32> -> tensor<?x6xf32>
  %2 = mindir.reduce_sum %0 {axis = [0]} : tensor<?x2x3xf32> -> tensor<2x3xf32>
  %3 = mindir.neg %0 : tensor<?x2x3xf32>
  %4 = mindir.reduce_max %1 {axis = [1]} : tensor<?x6xf32> -> tensor<?xf32>
  %5 = mindir.add %3, %2 : (tensor<?x2x3xf32>, tensor<2x3xf32>) -> tensor<?x2x3xf32>
  return %5, %4 : tensor<?x2x3xf32>, tensor<?xf32>
}

// Results that nobody computes.
func.func @test_argument(%x: tensor<?x3xf32>, %y: tensor<4xi64>) -> (tensor<?x3xf32>, tensor<4xi64>, tensor<?x3xf32>) {
  return %x, %y, %x : tensor<?x3xf32>, tensor<4xi64>, tensor<?x3xf32>
}

func.func @test_twice(%x: tensor<?x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?xf32>) {
  %0 = mindir.exp %x : tensor<?x3xf32>
  %1 = mindir.reshape %0 {shape = [-1]} : tensor<?x3xf32> -> tensor<?xf32>
  return %0, %0, %1 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?xf32>
}

func.func @test_constants(%x: tensor<?x3xf32>) -> (tensor<2xf32>, tensor<f32>, tensor<3xi1>, tensor<2xui8>, tensor<2xi1>, tensor<2xf32>) {
  %0 = mindir.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %1 = mindir.constant dense<2.0> : tensor<f32>
  %2 = mindir.constant dense<true> : tensor<3xi1>
  %3 = mindir.constant dense<[250, 7]> : tensor<2xui8>
  %4 = mindir.constant dense<[true, false]> : tensor<2xi1>
  return %0, %1, %2, %3, %4, %0 : tensor<2xf32>, tensor<f32>, tensor<3xi1>, tensor<2xui8>, tensor<2xi1>, tensor<2xf32>
}

func.func @test_extent(%x: tensor<?x3x5xf32>) -> (tensor<f32>, tensor<f64>, tensor<f32>, tensor<f32>) {
  %0 = mindir.extent %x {dtype = f32} : tensor<?x3x5xf32> -> tensor<f32>
  %1 = mindir.extent %x {axis = [0], dtype = f64} : tensor<?x3x5xf32> -> tensor<f64>
  %2 = mindir.reshape %x {shape = [-1, 5]} : tensor<?x3x5xf32> -> tensor<?x5xf32>
  %3 = mindir.extent %2 {axis = [0], dtype = f32} : tensor<?x5xf32> -> tensor<f32>
  %4 = mindir.extent %x {axis = [2], dtype = f32} : tensor<?x3x5xf32> -> tensor<f32>
  return %0, %1, %3, %4 : tensor<f32>, tensor<f64>, tensor<f32>, tensor<f32>
}

// Sums over the batch and over five times as many rows meet in one number.
func.func @test_sums_of_rows(%x: tensor<?x5xf32>, %y: tensor<?xf32>) -> tensor<f32> {
  %0 = mindir.reshape %x {shape = [-1]} : tensor<?x5xf32> -> tensor<?xf32>
  %1 = mindir.square %0 : tensor<?xf32>
  %2 = mindir.reduce_sum %1 : tensor<?xf32> -> tensor<f32>
  %3 = mindir.reduce_sum %y : tensor<?xf32> -> tensor<f32>
  %4 = mindir.mul %2, %3 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %4 : tensor<f32>
}

// No buffer of the kernel has the batch, only its loop.
func.func @test_batch_in_loops_only(%x: tensor<f32>, %y: tensor<?x3xf32>) -> (tensor<f32>, tensor<f32>) {
  %0 = mindir.broadcast_like %x, %y : (tensor<f32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %1 = mindir.exp %0 : tensor<?x3xf32>
  %2 = mindir.reduce_sum %1 : tensor<?x3xf32> -> tensor<f32>
  %3 = mindir.reduce_max %1 : tensor<?x3xf32> -> tensor<f32>
  return %2, %3 : tensor<f32>, tensor<f32>
}
