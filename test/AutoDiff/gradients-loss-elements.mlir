//===- gradients-loss-elements.mlir - Gradients of further losses ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every operand's gradient against central differences in f64.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-8: ok
// CHECK-NOT: ok

mindir.parameter @x : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}
mindir.parameter @p : tensor<3x4xf32> init(#mindir.zeros) {test.range = [0.1, 0.9]}
mindir.parameter @q : tensor<3x4xf32> init(#mindir.zeros) {test.range = [0.15, 0.85]}
mindir.parameter @w : tensor<4xf32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @s : tensor<f32> init(#mindir.zeros) {test.range = [0.5, 2.0]}

func.func @test_smooth_l1() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %q = mindir.load @q : tensor<3x4xf32>
  %0 = mindir.smooth_l1_loss %x, %q {beta = 0.7} : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_binary() -> tensor<3x4xf32> {
  %p = mindir.load @p : tensor<3x4xf32>
  %q = mindir.load @q : tensor<3x4xf32>
  %w = mindir.load @w : tensor<4xf32>
  %0 = mindir.binary_cross_entropy %p, %q, %w : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_logits() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %q = mindir.load @q : tensor<3x4xf32>
  %s = mindir.load @s : tensor<f32>
  %w = mindir.load @w : tensor<4xf32>
  %0 = mindir.bce_with_logits_loss %x, %q, %s, %w : (tensor<3x4xf32>, tensor<3x4xf32>, tensor<f32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_kl_div() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %q = mindir.load @q : tensor<3x4xf32>
  %0 = mindir.kl_div_loss %x, %q : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_nll(%i: tensor<3xi32> {test.range = [0, 3]}) -> (tensor<3xf32>, tensor<3xf32>) {
  %x = mindir.load @x : tensor<3x4xf32>
  %w = mindir.load @w : tensor<4xf32>
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<3x4xf32>, tensor<3xi32>, tensor<4xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return %0, %1 : tensor<3xf32>, tensor<3xf32>
}

// One label is ignored.
func.func @test_nll_ignore() -> tensor<f32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %w = mindir.load @w : tensor<4xf32>
  %i = mindir.constant dense<[2, 1, 3]> : tensor<3xi32>
  %0, %1 = mindir.nll_loss %x, %i, %w {ignore_index = 1 : i64} : (tensor<3x4xf32>, tensor<3xi32>, tensor<4xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  %2 = mindir.reduce_sum %0 : tensor<3xf32> -> tensor<f32>
  %3 = mindir.reduce_sum %1 : tensor<3xf32> -> tensor<f32>
  %4 = mindir.div %2, %3 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %4 : tensor<f32>
}

// The second result of softmax_cross_entropy, alone and with the first.
func.func @test_second() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %y = mindir.load @q : tensor<3x4xf32>
  %0, %1 = mindir.softmax_cross_entropy %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> (tensor<3xf32>, tensor<3x4xf32>)
  return %1 : tensor<3x4xf32>
}

func.func @test_both() -> (tensor<3xf32>, tensor<3x4xf32>) {
  %x = mindir.load @x : tensor<3x4xf32>
  %y = mindir.load @q : tensor<3x4xf32>
  %0, %1 = mindir.softmax_cross_entropy %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> (tensor<3xf32>, tensor<3x4xf32>)
  return %0, %1 : tensor<3xf32>, tensor<3x4xf32>
}
