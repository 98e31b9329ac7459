//===- evaluate-train.mlir - Numbers of training steps --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What training steps compute: updates by hand-checkable numbers, and state that
// outlives a call.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-evaluate -o /dev/null | FileCheck %s

mindir.parameter @w : tensor<2xf32> init(#mindir.ones)
mindir.parameter @accum : tensor<2xf32> init(#mindir.zeros) optimizer
mindir.parameter @bytes : tensor<2xf32> init(dense_resource<bytes> : tensor<2xf32>)

// accum = 4, then 2 + 4; w = 1 - 0.5 * 4, then -1 - 0.5 * 6.
// CHECK: test_step_1#0: [2] = 1, 1
// CHECK: test_step_2#0: [2] = -1, -1
// CHECK: test_read#0: [2] = -4, -4
// CHECK: test_read#1: [2] = 6, 6
// CHECK: test_read#2: [2] = 1, -1.5
func.func @test_step_1() -> tensor<2xf32> {
  %w = mindir.load @w : tensor<2xf32>
  %a = mindir.load @accum : tensor<2xf32>
  %g = mindir.constant dense<4.0> : tensor<2xf32>
  %half = mindir.constant dense<0.5> : tensor<f32>
  %v, %b = mindir.apply_momentum %w, %a, %half, %g, %half : tensor<2xf32>
  mindir.assign @w, %v : tensor<2xf32>
  mindir.assign @accum, %b : tensor<2xf32>
  return %w : tensor<2xf32>
}
func.func @test_step_2() -> tensor<2xf32> {
  %w = mindir.load @w : tensor<2xf32>
  %a = mindir.load @accum : tensor<2xf32>
  %g = mindir.constant dense<4.0> : tensor<2xf32>
  %half = mindir.constant dense<0.5> : tensor<f32>
  %v, %b = mindir.apply_momentum %w, %a, %half, %g, %half : tensor<2xf32>
  mindir.assign @w, %v : tensor<2xf32>
  mindir.assign @accum, %b : tensor<2xf32>
  return %w : tensor<2xf32>
}
func.func @test_read() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %0 = mindir.load @w : tensor<2xf32>
  %1 = mindir.load @accum : tensor<2xf32>
  %2 = mindir.load @bytes : tensor<2xf32>
  return %0, %1, %2 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// grad + momentum * accum = 4 + 0.5 * 5 = 6.5.
// CHECK: test_nesterov#0: [1] = -2.25
// CHECK: test_nesterov#1: [1] = 5
// CHECK: test_nesterov#2: [1] = -1
func.func @test_nesterov() -> (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) {
  %w = mindir.constant dense<1.0> : tensor<1xf32>
  %a = mindir.constant dense<2.0> : tensor<1xf32>
  %g = mindir.constant dense<4.0> : tensor<1xf32>
  %half = mindir.constant dense<0.5> : tensor<f32>
  %0, %1 = mindir.apply_momentum %w, %a, %half, %g, %half {use_nesterov = true} : tensor<1xf32>
  %2 = mindir.apply_gradient_descent %w, %half, %g : tensor<1xf32>
  return %0, %1, %2 : tensor<1xf32>, tensor<1xf32>, tensor<1xf32>
}

// The first step takes the gradient as it is, 4 + 0.5 * 2 = 5; the next one
// 0.5 * 2 + (1 - 0.25) * 5 = 4.75. Without momentum nothing is kept.
// CHECK: test_sgd#0: [1] = -0.5
// CHECK: test_sgd#1: [1] = 5
// CHECK: test_sgd#2: [1] = 0
// CHECK: test_sgd#3: [1] = -0.375
// CHECK: test_sgd#4: [1] = 4.75
// CHECK: test_sgd#5: [1] = -0.5
// CHECK: test_sgd#6: [1] = 2
// CHECK: test_sgd#7: [1] = 1
func.func @test_sgd() -> (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) {
  %w = mindir.constant dense<2.0> : tensor<1xf32>
  %g = mindir.constant dense<4.0> : tensor<1xf32>
  %a = mindir.constant dense<2.0> : tensor<1xf32>
  %first = mindir.constant dense<1.0> : tensor<1xf32>
  %later = mindir.constant dense<0.0> : tensor<1xf32>
  %half = mindir.constant dense<0.5> : tensor<f32>
  %zero = mindir.constant dense<0.0> : tensor<f32>
  %0, %1, %2 = mindir.sgd %w, %g, %half, %a, %half, %first {dampening = 0.25, weight_decay = 0.5} : tensor<1xf32>
  %3, %4, %5 = mindir.sgd %w, %g, %half, %a, %half, %later {dampening = 0.25, weight_decay = 0.5} : tensor<1xf32>
  %6, %7, %8 = mindir.sgd %w, %g, %half, %a, %zero, %first {weight_decay = 0.5} : tensor<1xf32>
  return %0, %1, %2, %3, %4, %6, %7, %8 : tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>
}

// m = 0.5 * 4, v = 0.25 * 16; lr * sqrt(0.25) / 0.5 = lr; 1 - 1 * 2 / (2 + 2).
// CHECK: test_adam#0: [1] = 0.5
// CHECK: test_adam#1: [1] = 2
// CHECK: test_adam#2: [1] = 4
// With nesterov 0.5 * 2 + 0.5 * 4 = 3 stands for m: 1 - 3 / 4.
// CHECK: test_adam#3: [1] = 0.25
func.func @test_adam() -> (tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) {
  %w = mindir.constant dense<1.0> : tensor<1xf32>
  %z = mindir.constant dense<0.0> : tensor<1xf32>
  %g = mindir.constant dense<4.0> : tensor<1xf32>
  %b1 = mindir.constant dense<0.5> : tensor<f32>
  %b2 = mindir.constant dense<0.75> : tensor<f32>
  %lr = mindir.constant dense<1.0> : tensor<f32>
  %eps = mindir.constant dense<2.0> : tensor<f32>
  %0, %1, %2 = mindir.apply_adam %w, %z, %z, %b1, %b2, %lr, %b1, %b2, %eps, %g : tensor<1xf32>
  %3, %4, %5 = mindir.apply_adam %w, %z, %z, %b1, %b2, %lr, %b1, %b2, %eps, %g {use_nesterov = true} : tensor<1xf32>
  return %0, %1, %2, %3 : tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>
}

{-# dialect_resources: { builtin: { bytes: "0x040000000000803F0000C0BF" } } #-}
