//===- gradients-math.mlir - Gradients of unary ops ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradient of every unary op that has one,
// against central differences in f64. Results become a loss with weights of their
// own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-15: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<3x4xf32> init(#mindir.zeros) {test.range = [0.5, 3.0]}
mindir.parameter @p2 : tensor<3x4xf32> init(#mindir.zeros) {test.range = [0.1, 0.9]}

func.func @test_neg() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.neg %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_abs() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.abs %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_exp() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.exp %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_log() -> tensor<3x4xf32> {
  %x = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.log %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_sqrt() -> tensor<3x4xf32> {
  %x = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.sqrt %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_rsqrt() -> tensor<3x4xf32> {
  %x = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.rsqrt %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_reciprocal() -> tensor<3x4xf32> {
  %x = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.reciprocal %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_square() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.square %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_sin() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.sin %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_cos() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.cos %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_floor() -> tensor<3x4xf32> {
  %x = mindir.load @p2 : tensor<3x4xf32>
  %0 = mindir.floor %x : tensor<3x4xf32>
  %1 = mindir.add %0, %x : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %1 : tensor<3x4xf32>
}

func.func @test_ceil() -> tensor<3x4xf32> {
  %x = mindir.load @p2 : tensor<3x4xf32>
  %0 = mindir.ceil %x : tensor<3x4xf32>
  %1 = mindir.add %0, %x : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %1 : tensor<3x4xf32>
}

func.func @test_sigmoid() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.sigmoid %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_tanh() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.tanh %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_relu() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.relu %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
