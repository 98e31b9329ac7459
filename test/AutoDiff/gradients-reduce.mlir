//===- gradients-reduce.mlir - Gradients of reductions and products ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradient of every reduction and of matrix products,
// against central differences in f64. Results become a loss with weights of their
// own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-34: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<3x5xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<3x1xf32> init(#mindir.zeros)
mindir.parameter @p3 : tensor<4xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<5x4xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<4x5xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<5x3xf32> init(#mindir.zeros)
mindir.parameter @p7 : tensor<2x4xf32> init(#mindir.zeros)
mindir.parameter @p8 : tensor<3x3xf32> init(#mindir.zeros)
mindir.parameter @p9 : tensor<2x3xf32> init(#mindir.zeros)

func.func @test_reduce_sum_last() -> tensor<3xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<3x5xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_sum_first() -> tensor<1x5xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_sum %x {axis = [0], keep_dims = true} : tensor<3x5xf32> -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}

func.func @test_reduce_sum_inside() -> tensor<2x4xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_sum %x {axis = [-2]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

func.func @test_reduce_sum_two() -> tensor<3xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_sum %x {axis = [0, 2]} : tensor<2x3x4xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_sum_all() -> tensor<f32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_sum %x {axis = []} : tensor<2x3x4xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_reduce_sum_one() -> tensor<3x1xf32> {
  %x = mindir.load @p2 : tensor<3x1xf32>
  %0 = mindir.reduce_sum %x {axis = [1], keep_dims = true} : tensor<3x1xf32> -> tensor<3x1xf32>
  return %0 : tensor<3x1xf32>
}

func.func @test_reduce_mean_last() -> tensor<3xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_mean %x {axis = [1]} : tensor<3x5xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_mean_first() -> tensor<1x5xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_mean %x {axis = [0], keep_dims = true} : tensor<3x5xf32> -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}

func.func @test_reduce_mean_inside() -> tensor<2x4xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_mean %x {axis = [-2]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

func.func @test_reduce_mean_two() -> tensor<3xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_mean %x {axis = [0, 2]} : tensor<2x3x4xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_mean_all() -> tensor<f32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_mean %x {axis = []} : tensor<2x3x4xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_reduce_mean_one() -> tensor<3x1xf32> {
  %x = mindir.load @p2 : tensor<3x1xf32>
  %0 = mindir.reduce_mean %x {axis = [1], keep_dims = true} : tensor<3x1xf32> -> tensor<3x1xf32>
  return %0 : tensor<3x1xf32>
}

func.func @test_reduce_max_last() -> tensor<3xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_max %x {axis = [1]} : tensor<3x5xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_max_first() -> tensor<1x5xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_max %x {axis = [0], keep_dims = true} : tensor<3x5xf32> -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}

func.func @test_reduce_max_inside() -> tensor<2x4xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_max %x {axis = [-2]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

func.func @test_reduce_max_two() -> tensor<3xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_max %x {axis = [0, 2]} : tensor<2x3x4xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_max_all() -> tensor<f32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_max %x {axis = []} : tensor<2x3x4xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_reduce_max_one() -> tensor<3x1xf32> {
  %x = mindir.load @p2 : tensor<3x1xf32>
  %0 = mindir.reduce_max %x {axis = [1], keep_dims = true} : tensor<3x1xf32> -> tensor<3x1xf32>
  return %0 : tensor<3x1xf32>
}

func.func @test_reduce_min_last() -> tensor<3xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_min %x {axis = [1]} : tensor<3x5xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_min_first() -> tensor<1x5xf32> {
  %x = mindir.load @p0 : tensor<3x5xf32>
  %0 = mindir.reduce_min %x {axis = [0], keep_dims = true} : tensor<3x5xf32> -> tensor<1x5xf32>
  return %0 : tensor<1x5xf32>
}

func.func @test_reduce_min_inside() -> tensor<2x4xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_min %x {axis = [-2]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

func.func @test_reduce_min_two() -> tensor<3xf32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_min %x {axis = [0, 2]} : tensor<2x3x4xf32> -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

func.func @test_reduce_min_all() -> tensor<f32> {
  %x = mindir.load @p1 : tensor<2x3x4xf32>
  %0 = mindir.reduce_min %x {axis = []} : tensor<2x3x4xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_reduce_min_one() -> tensor<3x1xf32> {
  %x = mindir.load @p2 : tensor<3x1xf32>
  %0 = mindir.reduce_min %x {axis = [1], keep_dims = true} : tensor<3x1xf32> -> tensor<3x1xf32>
  return %0 : tensor<3x1xf32>
}

// Over a batch, whose extent is not known before the call.
func.func @test_reduce_sum_batch(%x: tensor<?x4xf32>) -> (tensor<4xf32>, tensor<?xf32>, tensor<f32>) {
  %w = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.mul %x, %w : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = mindir.reduce_sum %0 {axis = [0]} : tensor<?x4xf32> -> tensor<4xf32>
  %2 = mindir.reduce_sum %0 {axis = [1]} : tensor<?x4xf32> -> tensor<?xf32>
  %3 = mindir.reduce_sum %0 : tensor<?x4xf32> -> tensor<f32>
  return %1, %2, %3 : tensor<4xf32>, tensor<?xf32>, tensor<f32>
}

func.func @test_reduce_mean_batch(%x: tensor<?x4xf32>) -> (tensor<4xf32>, tensor<?xf32>, tensor<f32>) {
  %w = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.mul %x, %w : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = mindir.reduce_mean %0 {axis = [0]} : tensor<?x4xf32> -> tensor<4xf32>
  %2 = mindir.reduce_mean %0 {axis = [1]} : tensor<?x4xf32> -> tensor<?xf32>
  %3 = mindir.reduce_mean %0 : tensor<?x4xf32> -> tensor<f32>
  return %1, %2, %3 : tensor<4xf32>, tensor<?xf32>, tensor<f32>
}

func.func @test_reduce_max_batch(%x: tensor<?x4xf32>) -> (tensor<4xf32>, tensor<?xf32>, tensor<f32>) {
  %w = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.mul %x, %w : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %1 = mindir.reduce_max %0 {axis = [0]} : tensor<?x4xf32> -> tensor<4xf32>
  %2 = mindir.reduce_max %0 {axis = [1]} : tensor<?x4xf32> -> tensor<?xf32>
  %3 = mindir.reduce_max %0 : tensor<?x4xf32> -> tensor<f32>
  return %1, %2, %3 : tensor<4xf32>, tensor<?xf32>, tensor<f32>
}

// Every way round.
func.func @test_mat_mul_00() -> tensor<3x4xf32> {
  %a = mindir.load @p0 : tensor<3x5xf32>
  %b = mindir.load @p4 : tensor<5x4xf32>
  %0 = mindir.mat_mul %a, %b : (tensor<3x5xf32>, tensor<5x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mat_mul_01() -> tensor<3x4xf32> {
  %a = mindir.load @p0 : tensor<3x5xf32>
  %b = mindir.load @p5 : tensor<4x5xf32>
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<3x5xf32>, tensor<4x5xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mat_mul_10() -> tensor<3x4xf32> {
  %a = mindir.load @p6 : tensor<5x3xf32>
  %b = mindir.load @p4 : tensor<5x4xf32>
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<5x3xf32>, tensor<5x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mat_mul_11() -> tensor<3x4xf32> {
  %a = mindir.load @p6 : tensor<5x3xf32>
  %b = mindir.load @p5 : tensor<4x5xf32>
  %0 = mindir.mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<5x3xf32>, tensor<4x5xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mat_mul_batch(%x: tensor<?x4xf32>) -> tensor<?x2xf32> {
  %w = mindir.load @p7 : tensor<2x4xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x4xf32>, tensor<2x4xf32>) -> tensor<?x2xf32>
  return %0 : tensor<?x2xf32>
}

func.func @test_mat_mul_itself() -> tensor<3x3xf32> {
  %x = mindir.load @p8 : tensor<3x3xf32>
  %0 = mindir.mat_mul %x, %x : (tensor<3x3xf32>, tensor<3x3xf32>) -> tensor<3x3xf32>
  return %0 : tensor<3x3xf32>
}

func.func @test_mat_mul_batch_sum(%x: tensor<?x2xf32>) -> tensor<3x2xf32> {
  %w = mindir.load @p9 : tensor<2x3xf32>
  %0 = mindir.mat_mul %x, %w : (tensor<?x2xf32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  %1 = mindir.mat_mul %0, %x {transpose_a = true} : (tensor<?x3xf32>, tensor<?x2xf32>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}
