//===- execute-update-adaptive.mlir - Adaptive update rules ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The rules of adaptive optimizers, on parameters: new state is compared as well as
// results. The large ones have norms that several threads sum.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-23: ok
// CHECK-NOT: ok

mindir.parameter @"w.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"mg.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [-0.25, 0.25]}
mindir.parameter @"w.1037.f32" : tensor<1037xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"mg.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [-0.25, 0.25]}
mindir.parameter @"w.41x1037.f32" : tensor<41x1037xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.41x1037.f32" : tensor<41x1037xf32> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.41x1037.f32" : tensor<41x1037xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.41x1037.f32" : tensor<41x1037xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"mg.41x1037.f32" : tensor<41x1037xf32> init(#mindir.ones) frozen optimizer {test.range = [-0.25, 0.25]}
mindir.parameter @"w.5.f64" : tensor<5xf64> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"mg.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [-0.25, 0.25]}

func.func @test_apply_adam_with_amsgrad_v2_3_7_f32(%beta1_power: tensor<f32> {test.range = [0.5, 0.9]}, %beta2_power: tensor<f32> {test.range = [0.5, 0.9]}, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %m = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %v = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %vhat = mindir.load @"h.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_m, %new_v, %new_vhat = mindir.apply_adam_with_amsgrad_v2 %var, %m, %v, %vhat, %beta1_power, %beta2_power, %lr, %beta1, %beta2, %epsilon, %grad : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_m : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_v : tensor<3x7xf32>
  mindir.assign @"h.3x7.f32", %new_vhat : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_adam_weight_decay_3_7_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %gradient: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %m = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %v = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_m, %new_v = mindir.adam_weight_decay %var, %m, %v, %lr, %beta1, %beta2, %epsilon, %decay, %gradient : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_m : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_v : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_adam_w_3_7_f32(%gradient: tensor<3x7xf32>, %step: tensor<i32> {test.range = [1, 9]}, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %m = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %v = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_m, %new_v = mindir.adam_w %var, %m, %v, %gradient, %step, %lr, %beta1, %beta2, %decay, %epsilon : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_m : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_v : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_lamb_3_7_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %global_step: tensor<i32> {test.range = [1, 9]}, %gradient: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %m = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %v = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_m, %new_v = mindir.lamb %var, %m, %v, %lr, %beta1, %beta2, %epsilon, %decay, %global_step, %gradient : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_m : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_v : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_lars_update_3_7_f32(%gradient: tensor<3x7xf32>, %norm_weight: tensor<f32> {test.range = [1.0, 2.0]}, %norm_gradient: tensor<f32> {test.range = [1.0, 2.0]}, %weight_decay: tensor<f32> {test.range = [0.01, 0.2]}, %learning_rate: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<3x7xf32> {
  %weight = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %new_gradient = mindir.lars_update %weight, %gradient, %norm_weight, %norm_gradient, %weight_decay, %learning_rate : tensor<3x7xf32>
  return %new_gradient : tensor<3x7xf32>
}

func.func @test_lars_update_3_7_f32_1(%gradient: tensor<3x7xf32>, %norm_weight: tensor<f32> {test.range = [1.0, 2.0]}, %norm_gradient: tensor<f32> {test.range = [1.0, 2.0]}, %weight_decay: tensor<f32> {test.range = [0.01, 0.2]}, %learning_rate: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<3x7xf32> {
  %weight = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %new_gradient = mindir.lars_update %weight, %gradient, %norm_weight, %norm_gradient, %weight_decay, %learning_rate {hyperpara = 0.5 : f64, use_clip = true} : tensor<3x7xf32>
  return %new_gradient : tensor<3x7xf32>
}

func.func @test_lars_update_3_7_f32_2(%gradient: tensor<3x7xf32>, %norm_weight: tensor<f32> {test.range = [1.0, 2.0]}, %norm_gradient: tensor<f32> {test.range = [1.0, 2.0]}, %weight_decay: tensor<f32> {test.range = [0.01, 0.2]}, %learning_rate: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<3x7xf32> {
  %weight = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %new_gradient = mindir.lars_update %weight, %gradient, %norm_weight, %norm_gradient, %weight_decay, %learning_rate {epsilon = 0.1 : f64, hyperpara = 1.0e-3 : f64, use_clip = true} : tensor<3x7xf32>
  return %new_gradient : tensor<3x7xf32>
}

func.func @test_apply_rms_prop_3_7_f32(%learning_rate: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<3x7xf32>, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %momentum: tensor<f32> {test.range = [0.5, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %mean_square = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %moment = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_mean_square, %new_moment = mindir.apply_rms_prop %var, %mean_square, %moment, %learning_rate, %grad, %decay, %momentum, %epsilon : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_mean_square : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_moment : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_centered_rms_prop_3_7_f32(%grad: tensor<3x7xf32>, %learning_rate: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %momentum: tensor<f32> {test.range = [0.5, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %mean_gradient = mindir.load @"mg.3x7.f32" : tensor<3x7xf32>
  %mean_square = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %moment = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_mean_gradient, %new_mean_square, %new_moment = mindir.apply_centered_rms_prop %var, %mean_gradient, %mean_square, %moment, %grad, %learning_rate, %decay, %momentum, %epsilon : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"mg.3x7.f32", %new_mean_gradient : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_mean_square : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_moment : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_adagrad_3_7_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %accum = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_accum = mindir.apply_adagrad %var, %accum, %lr, %grad : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_accum : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_adagrad_3_7_f32_1(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %accum = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_accum = mindir.apply_adagrad %var, %accum, %lr, %grad {update_slots = false} : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_accum : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_adam_with_amsgrad_v2_1037_f32(%beta1_power: tensor<f32> {test.range = [0.5, 0.9]}, %beta2_power: tensor<f32> {test.range = [0.5, 0.9]}, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %m = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %v = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %vhat = mindir.load @"h.1037.f32" : tensor<1037xf32>
  %new_var, %new_m, %new_v, %new_vhat = mindir.apply_adam_with_amsgrad_v2 %var, %m, %v, %vhat, %beta1_power, %beta2_power, %lr, %beta1, %beta2, %epsilon, %grad : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_m : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_v : tensor<1037xf32>
  mindir.assign @"h.1037.f32", %new_vhat : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_adam_weight_decay_1037_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %gradient: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %m = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %v = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %new_var, %new_m, %new_v = mindir.adam_weight_decay %var, %m, %v, %lr, %beta1, %beta2, %epsilon, %decay, %gradient : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_m : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_v : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_adam_w_1037_f32(%gradient: tensor<1037xf32>, %step: tensor<i32> {test.range = [1, 9]}, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %m = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %v = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %new_var, %new_m, %new_v = mindir.adam_w %var, %m, %v, %gradient, %step, %lr, %beta1, %beta2, %decay, %epsilon : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_m : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_v : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_lamb_1037_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %global_step: tensor<i32> {test.range = [1, 9]}, %gradient: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %m = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %v = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %new_var, %new_m, %new_v = mindir.lamb %var, %m, %v, %lr, %beta1, %beta2, %epsilon, %decay, %global_step, %gradient : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_m : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_v : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_lars_update_1037_f32(%gradient: tensor<1037xf32>, %norm_weight: tensor<f32> {test.range = [1.0, 2.0]}, %norm_gradient: tensor<f32> {test.range = [1.0, 2.0]}, %weight_decay: tensor<f32> {test.range = [0.01, 0.2]}, %learning_rate: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<1037xf32> {
  %weight = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %new_gradient = mindir.lars_update %weight, %gradient, %norm_weight, %norm_gradient, %weight_decay, %learning_rate : tensor<1037xf32>
  return %new_gradient : tensor<1037xf32>
}

func.func @test_apply_rms_prop_1037_f32(%learning_rate: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<1037xf32>, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %momentum: tensor<f32> {test.range = [0.5, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %mean_square = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %moment = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %new_var, %new_mean_square, %new_moment = mindir.apply_rms_prop %var, %mean_square, %moment, %learning_rate, %grad, %decay, %momentum, %epsilon : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_mean_square : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_moment : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_apply_centered_rms_prop_1037_f32(%grad: tensor<1037xf32>, %learning_rate: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %momentum: tensor<f32> {test.range = [0.5, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %mean_gradient = mindir.load @"mg.1037.f32" : tensor<1037xf32>
  %mean_square = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %moment = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %new_var, %new_mean_gradient, %new_mean_square, %new_moment = mindir.apply_centered_rms_prop %var, %mean_gradient, %mean_square, %moment, %grad, %learning_rate, %decay, %momentum, %epsilon : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"mg.1037.f32", %new_mean_gradient : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_mean_square : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_moment : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_apply_adagrad_1037_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %accum = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %new_var, %new_accum = mindir.apply_adagrad %var, %accum, %lr, %grad : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_accum : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_lamb_41_1037_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %decay: tensor<f32> {test.range = [0.1, 0.9]}, %global_step: tensor<i32> {test.range = [1, 9]}, %gradient: tensor<41x1037xf32>) -> tensor<41x1037xf32> {
  %var = mindir.load @"w.41x1037.f32" : tensor<41x1037xf32>
  %m = mindir.load @"m.41x1037.f32" : tensor<41x1037xf32>
  %v = mindir.load @"v.41x1037.f32" : tensor<41x1037xf32>
  %new_var, %new_m, %new_v = mindir.lamb %var, %m, %v, %lr, %beta1, %beta2, %epsilon, %decay, %global_step, %gradient : tensor<41x1037xf32>
  mindir.assign @"w.41x1037.f32", %new_var : tensor<41x1037xf32>
  mindir.assign @"m.41x1037.f32", %new_m : tensor<41x1037xf32>
  mindir.assign @"v.41x1037.f32", %new_v : tensor<41x1037xf32>
  return %new_var : tensor<41x1037xf32>
}

func.func @test_adam_w_5_f64(%gradient: tensor<5xf64>, %step: tensor<i32> {test.range = [1, 9]}, %lr: tensor<f64> {test.range = [0.01, 0.1]}, %beta1: tensor<f64> {test.range = [0.8, 0.9]}, %beta2: tensor<f64> {test.range = [0.9, 0.99]}, %decay: tensor<f64> {test.range = [0.1, 0.9]}, %epsilon: tensor<f64> {test.range = [0.01, 0.1]}) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %m = mindir.load @"m.5.f64" : tensor<5xf64>
  %v = mindir.load @"v.5.f64" : tensor<5xf64>
  %new_var, %new_m, %new_v = mindir.adam_w %var, %m, %v, %gradient, %step, %lr, %beta1, %beta2, %decay, %epsilon : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"m.5.f64", %new_m : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_v : tensor<5xf64>
  return %new_var : tensor<5xf64>
}

func.func @test_lamb_5_f64(%lr: tensor<f64> {test.range = [0.01, 0.1]}, %beta1: tensor<f64> {test.range = [0.8, 0.9]}, %beta2: tensor<f64> {test.range = [0.9, 0.99]}, %epsilon: tensor<f64> {test.range = [0.01, 0.1]}, %decay: tensor<f64> {test.range = [0.1, 0.9]}, %global_step: tensor<i32> {test.range = [1, 9]}, %gradient: tensor<5xf64>) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %m = mindir.load @"m.5.f64" : tensor<5xf64>
  %v = mindir.load @"v.5.f64" : tensor<5xf64>
  %new_var, %new_m, %new_v = mindir.lamb %var, %m, %v, %lr, %beta1, %beta2, %epsilon, %decay, %global_step, %gradient : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"m.5.f64", %new_m : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_v : tensor<5xf64>
  return %new_var : tensor<5xf64>
}

func.func @test_apply_rms_prop_5_f64(%learning_rate: tensor<f64> {test.range = [0.01, 0.1]}, %grad: tensor<5xf64>, %decay: tensor<f64> {test.range = [0.1, 0.9]}, %momentum: tensor<f64> {test.range = [0.5, 0.9]}, %epsilon: tensor<f64> {test.range = [0.01, 0.1]}) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %mean_square = mindir.load @"v.5.f64" : tensor<5xf64>
  %moment = mindir.load @"m.5.f64" : tensor<5xf64>
  %new_var, %new_mean_square, %new_moment = mindir.apply_rms_prop %var, %mean_square, %moment, %learning_rate, %grad, %decay, %momentum, %epsilon : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_mean_square : tensor<5xf64>
  mindir.assign @"m.5.f64", %new_moment : tensor<5xf64>
  return %new_var : tensor<5xf64>
}
