//===- gradients-reduction.mlir - Gradients of running sums ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every rule against central differences in f64. Results become a loss with weights
// of their own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-13: ok
// CHECK-NOT: ok

mindir.parameter @x : tensor<3x4x2xf32> init(#mindir.zeros) {test.range = [0.5, 1.5]}
mindir.parameter @z : tensor<2x3xf32> init(#mindir.zeros)

func.func @test_cum_sum_0() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_sum %x {axis = 1 : i64} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_prod_0() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_prod %x {axis = -1 : i64} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_sum_1() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_prod_1() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_prod %x {axis = -1 : i64, exclusive = true} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_sum_2() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_sum %x {axis = 1 : i64, reverse = true} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_prod_2() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_prod %x {axis = -1 : i64, reverse = true} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_sum_3() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true, reverse = true} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_cum_prod_3() -> tensor<3x4x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.cum_prod %x {axis = -1 : i64, exclusive = true, reverse = true} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @test_prod() -> tensor<3x2xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.reduce_prod %x {axis = [1]} : tensor<3x4x2xf32> -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

func.func @test_prod_two() -> tensor<1x4x1xf32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.reduce_prod %x {axis = [0, 2], keep_dims = true} : tensor<3x4x2xf32> -> tensor<1x4x1xf32>
  return %0 : tensor<1x4x1xf32>
}

func.func @test_prod_all() -> tensor<f32> {
  %x = mindir.load @x : tensor<3x4x2xf32>
  %0 = mindir.reduce_prod %x : tensor<3x4x2xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

// The product of the others is right beside a zero, too.
func.func @test_prod_zero() -> tensor<2xf32> {
  %x = mindir.load @z : tensor<2x3xf32>
  %m = mindir.constant dense<[[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]> : tensor<2x3xf32>
  %0 = mindir.mul %x, %m : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = mindir.constant dense<[[0.0, 0.0, 0.5], [0.0, 0.5, 1.0]]> : tensor<2x3xf32>
  %2 = mindir.add %0, %1 : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %3 = mindir.reduce_prod %2 {axis = [1]} : tensor<2x3xf32> -> tensor<2xf32>
  return %3 : tensor<2xf32>
}

func.func @test_prod_batch(%y: tensor<?x3xf32>) -> tensor<?xf32> {
  %x = mindir.load @z : tensor<2x3xf32>
  %0 = mindir.mat_mul %y, %x {transpose_b = true} : (tensor<?x3xf32>, tensor<2x3xf32>) -> tensor<?x2xf32>
  %1 = mindir.reduce_prod %0 {axis = [1]} : tensor<?x2xf32> -> tensor<?xf32>
  return %1 : tensor<?xf32>
}
