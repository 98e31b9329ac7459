//===- gradients-special.mlir - Gradients of special functions, lengths ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every rule against central differences in f64. Results become a loss with weights
// of their own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-28: ok
// CHECK-NOT: ok

mindir.parameter @x : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-1.3, 1.3]}
mindir.parameter @inside : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-0.9, 0.9]}
mindir.parameter @above : tensor<3x4xf32> init(#mindir.zeros) {test.range = [1.2, 6.0]}
mindir.parameter @positive : tensor<3x4xf32> init(#mindir.zeros) {test.range = [0.3, 4.0]}
mindir.parameter @far : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-5.0, 5.0]}
mindir.parameter @left : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-2.8, -2.2]}
mindir.parameter @row : tensor<4xf32> init(#mindir.zeros) {test.range = [0.6, 1.9]}
mindir.parameter @cube : tensor<3x4x2xf32> init(#mindir.zeros) {test.range = [0.2, 2.0]}
mindir.parameter @image : tensor<2x7x2x2xf32> init(#mindir.zeros) {test.range = [-1.5, 1.5]}

func.func @test_softsign() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.softsign %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_fast_gelu() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.fast_gelu %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_celu() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.celu %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_celu_alpha() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.celu %0 {alpha = 5.000000e-01} : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_celu_negative() -> tensor<3x4xf32> {
  %0 = mindir.load @x : tensor<3x4xf32>
  %y = mindir.celu %0 {alpha = -2.000000e+00} : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_asinh() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.asinh %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_acosh() -> tensor<3x4xf32> {
  %0 = mindir.load @above : tensor<3x4xf32>
  %y = mindir.acosh %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_atanh() -> tensor<3x4xf32> {
  %0 = mindir.load @inside : tensor<3x4xf32>
  %y = mindir.atanh %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_erfinv() -> tensor<3x4xf32> {
  %0 = mindir.load @inside : tensor<3x4xf32>
  %y = mindir.erfinv %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_sinc() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.sinc %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_sinc_near() -> tensor<3x4xf32> {
  %0 = mindir.load @x : tensor<3x4xf32>
  %y = mindir.sinc %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_lgamma() -> tensor<3x4xf32> {
  %0 = mindir.load @left : tensor<3x4xf32>
  %y = mindir.lgamma %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_lgamma_right() -> tensor<3x4xf32> {
  %0 = mindir.load @positive : tensor<3x4xf32>
  %y = mindir.lgamma %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_digamma() -> tensor<3x4xf32> {
  %0 = mindir.load @left : tensor<3x4xf32>
  %y = mindir.digamma %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_digamma_right() -> tensor<3x4xf32> {
  %0 = mindir.load @positive : tensor<3x4xf32>
  %y = mindir.digamma %0 : tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_hypot() -> tensor<3x4xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %1 = mindir.load @row : tensor<4xf32>
  %y = mindir.hypot %0, %1 : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_xlogy() -> tensor<3x4xf32> {
  %0 = mindir.load @x : tensor<3x4xf32>
  %1 = mindir.load @row : tensor<4xf32>
  %y = mindir.xlogy %0, %1 : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %y : tensor<3x4xf32>
}

func.func @test_lp_norm() -> tensor<3x2xf32> {
  %0 = mindir.load @cube : tensor<3x4x2xf32>
  %y = mindir.lp_norm %0 {axis = [1], p = 2.0} : tensor<3x4x2xf32> -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

func.func @test_lp_norm_one() -> tensor<3x4x1xf32> {
  %0 = mindir.load @cube : tensor<3x4x2xf32>
  %y = mindir.lp_norm %0 {axis = [-1], keep_dims = true, p = 1.0} : tensor<3x4x2xf32> -> tensor<3x4x1xf32>
  return %y : tensor<3x4x1xf32>
}

func.func @test_lp_norm_three() -> tensor<f32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.lp_norm %0 {p = 3.0} : tensor<3x4xf32> -> tensor<f32>
  return %y : tensor<f32>
}

func.func @test_lp_norm_half() -> tensor<4xf32> {
  %0 = mindir.load @cube : tensor<3x4x2xf32>
  %y = mindir.lp_norm %0 {axis = [0, 2], p = 0.5} : tensor<3x4x2xf32> -> tensor<4xf32>
  return %y : tensor<4xf32>
}

func.func @test_lp_norm_largest() -> tensor<3xf32> {
  %0 = mindir.load @far : tensor<3x4xf32>
  %y = mindir.lp_norm %0 {axis = [1], p = 0x7FF0000000000000 : f64} : tensor<3x4xf32> -> tensor<3xf32>
  return %y : tensor<3xf32>
}

func.func @test_lp_norm_count() -> tensor<3x2xf32> {
  %0 = mindir.load @cube : tensor<3x4x2xf32>
  %y = mindir.lp_norm %0 {axis = [1], p = 0.0} : tensor<3x4x2xf32> -> tensor<3x2xf32>
  return %y : tensor<3x2xf32>
}

func.func @test_l2_normalize() -> tensor<3x4x2xf32> {
  %0 = mindir.load @cube : tensor<3x4x2xf32>
  %y = mindir.l2_normalize %0 {axis = 1 : i64} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %y : tensor<3x4x2xf32>
}

func.func @test_l2_normalize_last() -> tensor<3x4x2xf32> {
  %0 = mindir.load @cube : tensor<3x4x2xf32>
  %y = mindir.l2_normalize %0 {axis = -1 : i64, epsilon = 1.0e-02} : tensor<3x4x2xf32> -> tensor<3x4x2xf32>
  return %y : tensor<3x4x2xf32>
}

func.func @test_lrn() -> tensor<2x7x2x2xf32> {
  %0 = mindir.load @image : tensor<2x7x2x2xf32>
  %y = mindir.lrn %0 {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : tensor<2x7x2x2xf32> -> tensor<2x7x2x2xf32>
  return %y : tensor<2x7x2x2xf32>
}

func.func @test_lrn_root() -> tensor<2x7x2x2xf32> {
  %0 = mindir.load @image : tensor<2x7x2x2xf32>
  %y = mindir.lrn %0 {depth_radius = 1 : i64, alpha = 0.5} : tensor<2x7x2x2xf32> -> tensor<2x7x2x2xf32>
  return %y : tensor<2x7x2x2xf32>
}

func.func @test_lrn_all() -> tensor<2x7x2x2xf32> {
  %0 = mindir.load @image : tensor<2x7x2x2xf32>
  %y = mindir.lrn %0 {bias = 2.0, beta = 1.0} : tensor<2x7x2x2xf32> -> tensor<2x7x2x2xf32>
  return %y : tensor<2x7x2x2xf32>
}
