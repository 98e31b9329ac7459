//===- execute-update.mlir - Update rules and state ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The optimizers' rules, on values and on parameters: new state is compared as well
// as results, and old values are read before they are overwritten.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-22: ok
// CHECK-NOT: ok

mindir.parameter @w : tensor<3x7xf32> init(#mindir.ones)
mindir.parameter @m : tensor<3x7xf32> init(#mindir.ones) frozen optimizer
mindir.parameter @v : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [0.1, 2.0]}
mindir.parameter @lr : tensor<f32> init(#mindir.ones) frozen optimizer {test.range = [0.01, 0.1]}
mindir.parameter @b1 : tensor<f32> init(#mindir.ones) frozen optimizer {test.range = [0.8, 0.9]}
mindir.parameter @b2 : tensor<f32> init(#mindir.ones) frozen optimizer {test.range = [0.9, 0.99]}
mindir.parameter @step : tensor<1xi32> init(#mindir.ones) frozen optimizer
mindir.parameter @a : tensor<3x7xf32> init(#mindir.ones)
mindir.parameter @b : tensor<3x7xf32> init(#mindir.ones)
mindir.parameter @long : tensor<1037xf32> init(#mindir.ones)

func.func @test_gradient_descent(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %0 = mindir.apply_gradient_descent %w, %lr, %g : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @test_momentum_false(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %0, %1 = mindir.apply_momentum %w, %m, %lr, %g, %b1 {use_nesterov = false} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  return %w : tensor<3x7xf32>
}

func.func @test_adam_false(%g: tensor<3x7xf32>, %p: tensor<f32> {test.range = [0.5, 0.9]}) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %v = mindir.load @v : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %b2 = mindir.load @b2 : tensor<f32>
  %e = mindir.constant dense<1.0e-8> : tensor<f32>
  %0, %1, %2 = mindir.apply_adam %w, %m, %v, %p, %p, %lr, %b1, %b2, %e, %g {use_nesterov = false} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  mindir.assign @v, %2 : tensor<3x7xf32>
  return %g : tensor<3x7xf32>
}

func.func @test_momentum_true(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %0, %1 = mindir.apply_momentum %w, %m, %lr, %g, %b1 {use_nesterov = true} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  return %w : tensor<3x7xf32>
}

func.func @test_adam_true(%g: tensor<3x7xf32>, %p: tensor<f32> {test.range = [0.5, 0.9]}) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %v = mindir.load @v : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %b2 = mindir.load @b2 : tensor<f32>
  %e = mindir.constant dense<1.0e-8> : tensor<f32>
  %0, %1, %2 = mindir.apply_adam %w, %m, %v, %p, %p, %lr, %b1, %b2, %e, %g {use_nesterov = true} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  mindir.assign @v, %2 : tensor<3x7xf32>
  return %g : tensor<3x7xf32>
}

func.func @test_sgd_first(%g: tensor<3x7xf32>, %s: tensor<3x7xf32> {test.range = [0.5, 1.0]}) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %0, %1, %2 = mindir.sgd %w, %g, %lr, %m, %b1, %s : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  return %2 : tensor<3x7xf32>
}

func.func @test_sgd_later(%g: tensor<3x7xf32>, %s: tensor<3x7xf32> {test.range = [-1.0, 0.0]}) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %0, %1, %2 = mindir.sgd %w, %g, %lr, %m, %b1, %s {dampening = 0.1, nesterov = false, weight_decay = 0.01} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  return %2 : tensor<3x7xf32>
}

func.func @test_sgd_nesterov(%g: tensor<3x7xf32>, %s: tensor<3x7xf32> {test.range = [-1.0, 1.0]}) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %b1 = mindir.load @b1 : tensor<f32>
  %0, %1, %2 = mindir.sgd %w, %g, %lr, %m, %b1, %s {nesterov = true, weight_decay = 0.3} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  return %2 : tensor<3x7xf32>
}

func.func @test_sgd_without_momentum(%g: tensor<3x7xf32>, %s: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %m = mindir.load @m : tensor<3x7xf32>
  %lr = mindir.load @lr : tensor<f32>
  %z = mindir.constant dense<0.0> : tensor<f32>
  %0, %1, %2 = mindir.sgd %w, %g, %lr, %m, %z, %s {dampening = 0.5} : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  mindir.assign @m, %1 : tensor<3x7xf32>
  return %2 : tensor<3x7xf32>
}

// Old and new values side by side; two parameters exchanged; one assigned to
// two; an argument assigned.
func.func @test_old_and_new(%g: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<f32>, tensor<3x7xf32>) {
  %w = mindir.load @w : tensor<3x7xf32>
  %0 = mindir.add %w, %g : (tensor<3x7xf32>, tensor<3x7xf32>) -> tensor<3x7xf32>
  %1 = mindir.mul %w, %0 : (tensor<3x7xf32>, tensor<3x7xf32>) -> tensor<3x7xf32>
  %2 = mindir.reduce_sum %w : tensor<3x7xf32> -> tensor<f32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  return %1, %2, %w : tensor<3x7xf32>, tensor<f32>, tensor<3x7xf32>
}

func.func @test_exchange(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %a = mindir.load @a : tensor<3x7xf32>
  %b = mindir.load @b : tensor<3x7xf32>
  mindir.assign @a, %b : tensor<3x7xf32>
  mindir.assign @b, %a : tensor<3x7xf32>
  return %g : tensor<3x7xf32>
}

func.func @test_rotate(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %a = mindir.load @a : tensor<3x7xf32>
  %b = mindir.load @b : tensor<3x7xf32>
  %w = mindir.load @w : tensor<3x7xf32>
  %0 = mindir.add %a, %g : (tensor<3x7xf32>, tensor<3x7xf32>) -> tensor<3x7xf32>
  %1 = mindir.neg %w : tensor<3x7xf32>
  mindir.assign @a, %1 : tensor<3x7xf32>
  mindir.assign @b, %0 : tensor<3x7xf32>
  mindir.assign @w, %b : tensor<3x7xf32>
  return %b : tensor<3x7xf32>
}

func.func @test_same_for_two(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %0 = mindir.sub %w, %g : (tensor<3x7xf32>, tensor<3x7xf32>) -> tensor<3x7xf32>
  mindir.assign @a, %0 : tensor<3x7xf32>
  mindir.assign @b, %0 : tensor<3x7xf32>
  mindir.assign @w, %0 : tensor<3x7xf32>
  return %0 : tensor<3x7xf32>
}

func.func @test_argument(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  mindir.assign @a, %g : tensor<3x7xf32>
  mindir.assign @b, %g : tensor<3x7xf32>
  return %g : tensor<3x7xf32>
}

func.func @test_constant(%g: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %0 = mindir.constant dense<4.0> : tensor<3x7xf32>
  mindir.assign @a, %0 : tensor<3x7xf32>
  mindir.assign @b, %0 : tensor<3x7xf32>
  return %g : tensor<3x7xf32>
}

func.func @test_through_view(%g: tensor<21xf32>) -> tensor<f32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %0 = mindir.reshape %w {shape = [21]} : tensor<3x7xf32> -> tensor<21xf32>
  %1 = mindir.add %0, %g : (tensor<21xf32>, tensor<21xf32>) -> tensor<21xf32>
  %2 = mindir.reshape %1 {shape = [3, 7]} : tensor<21xf32> -> tensor<3x7xf32>
  %3 = mindir.reduce_max %0 : tensor<21xf32> -> tensor<f32>
  mindir.assign @w, %2 : tensor<3x7xf32>
  return %3 : tensor<f32>
}

func.func @test_transposed(%g: tensor<7x3xf32>) -> tensor<7x3xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %0 = mindir.transpose %w {perm = [1, 0]} : tensor<3x7xf32> -> tensor<7x3xf32>
  %1 = mindir.add %0, %g : (tensor<7x3xf32>, tensor<7x3xf32>) -> tensor<7x3xf32>
  %2 = mindir.reshape %1 {shape = [3, 7]} : tensor<7x3xf32> -> tensor<3x7xf32>
  mindir.assign @w, %2 : tensor<3x7xf32>
  return %1 : tensor<7x3xf32>
}

func.func @test_counter(%g: tensor<3x7xf32>) -> tensor<1xf32> {
  %s = mindir.load @step : tensor<1xi32>
  %1 = mindir.constant dense<1> : tensor<1xi32>
  %0 = mindir.add %s, %1 : (tensor<1xi32>, tensor<1xi32>) -> tensor<1xi32>
  %2 = mindir.cast %s to f32 : tensor<1xi32> -> tensor<1xf32>
  mindir.assign @step, %0 : tensor<1xi32>
  return %2 : tensor<1xf32>
}

func.func @test_long(%g: tensor<1037xf32>) -> tensor<1037xf32> {
  %w = mindir.load @long : tensor<1037xf32>
  %lr = mindir.load @lr : tensor<f32>
  %0 = mindir.apply_gradient_descent %w, %lr, %g : tensor<1037xf32>
  mindir.assign @long, %0 : tensor<1037xf32>
  return %0 : tensor<1037xf32>
}

// A parameter is read for rows of a batch and replaced by their mean.
func.func @test_batch_mean(%x: tensor<?x3x7xf32>) -> tensor<?x3x7xf32> {
  %w = mindir.load @w : tensor<3x7xf32>
  %0 = mindir.sub %x, %w : (tensor<?x3x7xf32>, tensor<3x7xf32>) -> tensor<?x3x7xf32>
  %1 = mindir.reduce_mean %0 {axis = [0]} : tensor<?x3x7xf32> -> tensor<3x7xf32>
  mindir.assign @w, %1 : tensor<3x7xf32>
  return %0 : tensor<?x3x7xf32>
}
