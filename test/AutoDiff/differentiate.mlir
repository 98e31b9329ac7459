//===- differentiate.mlir - Reverse-mode differentiation ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Which gradients are built, where they meet, and what is left afterwards. What
// they are is checked by numbers in gradients-*.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-differentiate -verify-diagnostics | FileCheck %s

// The result's attribute names the parameter; the loss stays in front. The
// gradient of a product is the other factor: no op for it, none left over.
// CHECK-LABEL: func.func @train_step(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>) -> (tensor<f32>, tensor<2x3xf32> {mindir.gradient_of = @w})
// CHECK: %[[LOSS:.*]] = mindir.reduce_sum
// CHECK: return %[[LOSS]], %{{.*}} : tensor<f32>, tensor<2x3xf32>
mindir.parameter @w : tensor<2x3xf32> init(#mindir.ones)
func.func @train_step(%x: tensor<2x3xf32>) -> tensor<f32> {
  %w = mindir.load @w : tensor<2x3xf32>
  %0 = mindir.mul %x, %w : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %loss = mindir.reduce_sum %0 : tensor<2x3xf32> -> tensor<f32>
  return %loss : tensor<f32>
}

// -----

// Only what reaches a trainable parameter: none for the input (its convolution
// gets a gradient for the weight only), for a frozen parameter, for optimizer
// state, nor for an integer. The order is that of the loads.
// CHECK-LABEL: func.func @train_step(
// CHECK-SAME: -> (tensor<f32>, tensor<2xf32> {mindir.gradient_of = @bias}, tensor<2x1x3x3xf32> {mindir.gradient_of = @weight})
// CHECK-NOT: mindir.conv2d_backprop_input
// CHECK: mindir.conv2d_backprop_filter
// CHECK-NOT: mindir.conv2d_backprop_input
// CHECK: return
mindir.parameter @weight : tensor<2x1x3x3xf32> init(#mindir.ones)
mindir.parameter @bias : tensor<2xf32> init(#mindir.zeros)
mindir.parameter @scale : tensor<f32> init(#mindir.ones) frozen
mindir.parameter @state : tensor<f32> init(#mindir.ones) optimizer
mindir.parameter @step : tensor<1xi32> init(#mindir.zeros)
func.func @train_step(%x: tensor<?x1x5x5xf32>) -> tensor<f32> {
  %b = mindir.load @bias : tensor<2xf32>
  %w = mindir.load @weight : tensor<2x1x3x3xf32>
  %s = mindir.load @scale : tensor<f32>
  %o = mindir.load @state : tensor<f32>
  %n = mindir.load @step : tensor<1xi32>
  %0 = mindir.conv2d %x, %w : (tensor<?x1x5x5xf32>, tensor<2x1x3x3xf32>) -> tensor<?x2x3x3xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x2x3x3xf32>, tensor<2xf32>) -> tensor<?x2x3x3xf32>
  %2 = mindir.mul %1, %s : (tensor<?x2x3x3xf32>, tensor<f32>) -> tensor<?x2x3x3xf32>
  %3 = mindir.mul %2, %o : (tensor<?x2x3x3xf32>, tensor<f32>) -> tensor<?x2x3x3xf32>
  %4 = mindir.cast %n to f32 : tensor<1xi32> -> tensor<1xf32>
  %5 = mindir.mul %3, %4 : (tensor<?x2x3x3xf32>, tensor<1xf32>) -> tensor<?x2x3x3xf32>
  %loss = mindir.reduce_mean %5 : tensor<?x2x3x3xf32> -> tensor<f32>
  return %loss : tensor<f32>
}

// -----

// A value with three uses gets the sum of three gradients, in one op, before its
// own maker is differentiated once.
// CHECK-LABEL: func.func @train_step(
// CHECK: %[[Y:.*]] = mindir.tanh
// CHECK: mindir.add_n %{{.*}}, %{{.*}}, %{{.*}} : tensor<4xf32>
// CHECK-NOT: mindir.add_n
// CHECK: mindir.tanh_grad %{{.*}}, %[[Y]]
// CHECK-NOT: mindir.tanh_grad
mindir.parameter @w : tensor<4xf32> init(#mindir.ones)
func.func @train_step() -> tensor<f32> {
  %w = mindir.load @w : tensor<4xf32>
  %0 = mindir.tanh %w : tensor<4xf32>
  %1 = mindir.exp %0 : tensor<4xf32>
  %2 = mindir.square %0 : tensor<4xf32>
  %3 = mindir.sin %0 : tensor<4xf32>
  %4 = mindir.add %1, %2 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %5 = mindir.add %4, %3 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %loss = mindir.reduce_sum %5 : tensor<4xf32> -> tensor<f32>
  return %loss : tensor<f32>
}

// -----

// A parameter that is loaded twice has one gradient: the sum over both.
// CHECK-LABEL: func.func @train_step(
// CHECK-SAME: -> (tensor<f32>, tensor<3x3xf32> {mindir.gradient_of = @tied})
// CHECK: %[[SUM:.*]] = mindir.add_n %{{.*}}, %{{.*}} : tensor<3x3xf32>
// CHECK: return %{{.*}}, %[[SUM]]
mindir.parameter @tied : tensor<3x3xf32> init(#mindir.ones)
func.func @train_step(%x: tensor<2x3xf32>) -> tensor<f32> {
  %a = mindir.load @tied : tensor<3x3xf32>
  %b = mindir.load @tied : tensor<3x3xf32>
  %0 = mindir.mat_mul %x, %a : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<2x3xf32>
  %1 = mindir.mat_mul %0, %b : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<2x3xf32>
  %loss = mindir.reduce_sum %1 : tensor<2x3xf32> -> tensor<f32>
  return %loss : tensor<f32>
}

// -----

// Other results stay behind the loss; what only they need is not differentiated;
// a parameter that the loss does not depend on gets nothing. Ops on the way back
// that nobody reads are gone, those of the forward part that nobody read too.
// CHECK-LABEL: func.func @train_step(
// CHECK-SAME: -> (tensor<f32>, tensor<3xf32>, tensor<3xf32> {mindir.gradient_of = @w})
// CHECK-NOT: mindir.floor
// CHECK: %[[OTHER:.*]] = mindir.exp
// CHECK-NOT: mindir.exp
// CHECK: return %{{.*}}, %[[OTHER]], %{{.*}} : tensor<f32>, tensor<3xf32>, tensor<3xf32>
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
mindir.parameter @unused : tensor<3xf32> init(#mindir.ones)
func.func @train_step() -> (tensor<f32>, tensor<3xf32>) {
  %w = mindir.load @w : tensor<3xf32>
  %u = mindir.load @unused : tensor<3xf32>
  %dead = mindir.floor %w : tensor<3xf32>
  %0 = mindir.exp %u : tensor<3xf32>
  %1 = mindir.square %w : tensor<3xf32>
  %loss = mindir.reduce_sum %1 : tensor<3xf32> -> tensor<f32>
  return %loss, %0 : tensor<f32>, tensor<3xf32>
}

// -----

// State that the forward part assigns stays at the end of the function.
// CHECK-LABEL: func.func @train_step(
// CHECK: mindir.relu_grad
// CHECK: mindir.assign @counter
// CHECK-NEXT: return
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
mindir.parameter @counter : tensor<i64> init(#mindir.zeros) frozen
func.func @train_step() -> tensor<f32> {
  %w = mindir.load @w : tensor<3xf32>
  %c = mindir.load @counter : tensor<i64>
  %one = mindir.constant dense<1> : tensor<i64>
  %next = mindir.add %c, %one : (tensor<i64>, tensor<i64>) -> tensor<i64>
  %0 = mindir.relu %w : tensor<3xf32>
  %loss = mindir.reduce_sum %0 : tensor<3xf32> -> tensor<f32>
  mindir.assign @counter, %next : tensor<i64>
  return %loss : tensor<f32>
}
