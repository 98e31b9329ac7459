//===- execute-update-further.mlir - Further update rules -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Adadelta, AdaMax, FTRL and proximal Adagrad on parameters: new state is compared
// as well as results.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-12: ok
// CHECK-NOT: ok

mindir.parameter @"w.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.3x7.f32" : tensor<3x7xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"w.1037.f32" : tensor<1037xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.1037.f32" : tensor<1037xf32> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"w.5.f64" : tensor<5xf64> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @"m.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [-1.0, 1.0]}
mindir.parameter @"v.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}
mindir.parameter @"h.5.f64" : tensor<5xf64> init(#mindir.ones) frozen optimizer {test.range = [0.5, 2.0]}

func.func @test_apply_adadelta_3x7_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %rho: tensor<f32> {test.range = [0.8, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %accum = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %accum_update = mindir.load @"h.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_accum, %new_accum_update = mindir.apply_adadelta %var, %accum, %accum_update, %lr, %rho, %epsilon, %grad : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_accum : tensor<3x7xf32>
  mindir.assign @"h.3x7.f32", %new_accum_update : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_adadelta_1037_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %rho: tensor<f32> {test.range = [0.8, 0.9]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %accum = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %accum_update = mindir.load @"h.1037.f32" : tensor<1037xf32>
  %new_var, %new_accum, %new_accum_update = mindir.apply_adadelta %var, %accum, %accum_update, %lr, %rho, %epsilon, %grad : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_accum : tensor<1037xf32>
  mindir.assign @"h.1037.f32", %new_accum_update : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_apply_adadelta_5_f64(%lr: tensor<f64> {test.range = [0.01, 0.1]}, %rho: tensor<f64> {test.range = [0.8, 0.9]}, %epsilon: tensor<f64> {test.range = [0.01, 0.1]}, %grad: tensor<5xf64>) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %accum = mindir.load @"v.5.f64" : tensor<5xf64>
  %accum_update = mindir.load @"h.5.f64" : tensor<5xf64>
  %new_var, %new_accum, %new_accum_update = mindir.apply_adadelta %var, %accum, %accum_update, %lr, %rho, %epsilon, %grad : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_accum : tensor<5xf64>
  mindir.assign @"h.5.f64", %new_accum_update : tensor<5xf64>
  return %new_var : tensor<5xf64>
}

func.func @test_apply_ada_max_3x7_f32(%beta1_power: tensor<f32> {test.range = [0.5, 0.9]}, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %m = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %v = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_m, %new_v = mindir.apply_ada_max %var, %m, %v, %beta1_power, %lr, %beta1, %beta2, %epsilon, %grad : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_m : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_v : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_ada_max_1037_f32(%beta1_power: tensor<f32> {test.range = [0.5, 0.9]}, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %beta1: tensor<f32> {test.range = [0.8, 0.9]}, %beta2: tensor<f32> {test.range = [0.9, 0.99]}, %epsilon: tensor<f32> {test.range = [0.01, 0.1]}, %grad: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %m = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %v = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %new_var, %new_m, %new_v = mindir.apply_ada_max %var, %m, %v, %beta1_power, %lr, %beta1, %beta2, %epsilon, %grad : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_m : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_v : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_apply_ada_max_5_f64(%beta1_power: tensor<f64> {test.range = [0.5, 0.9]}, %lr: tensor<f64> {test.range = [0.01, 0.1]}, %beta1: tensor<f64> {test.range = [0.8, 0.9]}, %beta2: tensor<f64> {test.range = [0.9, 0.99]}, %epsilon: tensor<f64> {test.range = [0.01, 0.1]}, %grad: tensor<5xf64>) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %m = mindir.load @"m.5.f64" : tensor<5xf64>
  %v = mindir.load @"v.5.f64" : tensor<5xf64>
  %new_var, %new_m, %new_v = mindir.apply_ada_max %var, %m, %v, %beta1_power, %lr, %beta1, %beta2, %epsilon, %grad : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"m.5.f64", %new_m : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_v : tensor<5xf64>
  return %new_var : tensor<5xf64>
}

func.func @test_apply_ftrl_3x7_f32(%grad: tensor<3x7xf32>, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %l1: tensor<f32> {test.range = [0.1, 0.5]}, %l2: tensor<f32> {test.range = [0.1, 0.9]}, %lr_power: tensor<f32> {test.range = [-0.9, -0.4]}) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %accum = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %linear = mindir.load @"m.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_accum, %new_linear = mindir.apply_ftrl %var, %accum, %linear, %grad, %lr, %l1, %l2, %lr_power : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_accum : tensor<3x7xf32>
  mindir.assign @"m.3x7.f32", %new_linear : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_ftrl_1037_f32(%grad: tensor<1037xf32>, %lr: tensor<f32> {test.range = [0.01, 0.1]}, %l1: tensor<f32> {test.range = [0.1, 0.5]}, %l2: tensor<f32> {test.range = [0.1, 0.9]}, %lr_power: tensor<f32> {test.range = [-0.9, -0.4]}) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %accum = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %linear = mindir.load @"m.1037.f32" : tensor<1037xf32>
  %new_var, %new_accum, %new_linear = mindir.apply_ftrl %var, %accum, %linear, %grad, %lr, %l1, %l2, %lr_power : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_accum : tensor<1037xf32>
  mindir.assign @"m.1037.f32", %new_linear : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_apply_ftrl_5_f64(%grad: tensor<5xf64>, %lr: tensor<f64> {test.range = [0.01, 0.1]}, %l1: tensor<f64> {test.range = [0.1, 0.5]}, %l2: tensor<f64> {test.range = [0.1, 0.9]}, %lr_power: tensor<f64> {test.range = [-0.9, -0.4]}) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %accum = mindir.load @"v.5.f64" : tensor<5xf64>
  %linear = mindir.load @"m.5.f64" : tensor<5xf64>
  %new_var, %new_accum, %new_linear = mindir.apply_ftrl %var, %accum, %linear, %grad, %lr, %l1, %l2, %lr_power : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_accum : tensor<5xf64>
  mindir.assign @"m.5.f64", %new_linear : tensor<5xf64>
  return %new_var : tensor<5xf64>
}

func.func @test_apply_proximal_adagrad_3x7_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %l1: tensor<f32> {test.range = [0.1, 0.5]}, %l2: tensor<f32> {test.range = [0.1, 0.9]}, %grad: tensor<3x7xf32>) -> tensor<3x7xf32> {
  %var = mindir.load @"w.3x7.f32" : tensor<3x7xf32>
  %accum = mindir.load @"v.3x7.f32" : tensor<3x7xf32>
  %new_var, %new_accum = mindir.apply_proximal_adagrad %var, %accum, %lr, %l1, %l2, %grad : tensor<3x7xf32>
  mindir.assign @"w.3x7.f32", %new_var : tensor<3x7xf32>
  mindir.assign @"v.3x7.f32", %new_accum : tensor<3x7xf32>
  return %new_var : tensor<3x7xf32>
}

func.func @test_apply_proximal_adagrad_1037_f32(%lr: tensor<f32> {test.range = [0.01, 0.1]}, %l1: tensor<f32> {test.range = [0.1, 0.5]}, %l2: tensor<f32> {test.range = [0.1, 0.9]}, %grad: tensor<1037xf32>) -> tensor<1037xf32> {
  %var = mindir.load @"w.1037.f32" : tensor<1037xf32>
  %accum = mindir.load @"v.1037.f32" : tensor<1037xf32>
  %new_var, %new_accum = mindir.apply_proximal_adagrad %var, %accum, %lr, %l1, %l2, %grad : tensor<1037xf32>
  mindir.assign @"w.1037.f32", %new_var : tensor<1037xf32>
  mindir.assign @"v.1037.f32", %new_accum : tensor<1037xf32>
  return %new_var : tensor<1037xf32>
}

func.func @test_apply_proximal_adagrad_5_f64(%lr: tensor<f64> {test.range = [0.01, 0.1]}, %l1: tensor<f64> {test.range = [0.1, 0.5]}, %l2: tensor<f64> {test.range = [0.1, 0.9]}, %grad: tensor<5xf64>) -> tensor<5xf64> {
  %var = mindir.load @"w.5.f64" : tensor<5xf64>
  %accum = mindir.load @"v.5.f64" : tensor<5xf64>
  %new_var, %new_accum = mindir.apply_proximal_adagrad %var, %accum, %lr, %l1, %l2, %grad : tensor<5xf64>
  mindir.assign @"w.5.f64", %new_var : tensor<5xf64>
  mindir.assign @"v.5.f64", %new_accum : tensor<5xf64>
  return %new_var : tensor<5xf64>
}
