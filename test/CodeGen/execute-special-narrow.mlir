//===- execute-special-narrow.mlir - Special functions of narrow floats ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
// f16 and bf16 are computed in f32 and rounded once.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=4e-3 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=4e-3 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-54: ok
// CHECK-NOT: ok

func.func @test_asinh_f16(%a: tensor<17xf16> {test.range = [-9.000, 9.000]}) -> tensor<17xf16> {
  %0 = mindir.asinh %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_asinh_bf16(%a: tensor<9xbf16> {test.range = [-9.000, 9.000]}) -> tensor<9xbf16> {
  %0 = mindir.asinh %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_acosh_f16(%a: tensor<17xf16> {test.range = [1.000, 9.000]}) -> tensor<17xf16> {
  %0 = mindir.acosh %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_acosh_bf16(%a: tensor<9xbf16> {test.range = [1.000, 9.000]}) -> tensor<9xbf16> {
  %0 = mindir.acosh %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_atanh_f16(%a: tensor<17xf16> {test.range = [-0.990, 0.990]}) -> tensor<17xf16> {
  %0 = mindir.atanh %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_atanh_bf16(%a: tensor<9xbf16> {test.range = [-0.990, 0.990]}) -> tensor<9xbf16> {
  %0 = mindir.atanh %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_erfinv_f16(%a: tensor<17xf16> {test.range = [-0.999, 0.999]}) -> tensor<17xf16> {
  %0 = mindir.erfinv %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_erfinv_bf16(%a: tensor<9xbf16> {test.range = [-0.999, 0.999]}) -> tensor<9xbf16> {
  %0 = mindir.erfinv %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_sinc_f16(%a: tensor<17xf16> {test.range = [-9.000, 9.000]}) -> tensor<17xf16> {
  %0 = mindir.sinc %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_sinc_bf16(%a: tensor<9xbf16> {test.range = [-9.000, 9.000]}) -> tensor<9xbf16> {
  %0 = mindir.sinc %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_lgamma_f16(%a: tensor<17xf16> {test.range = [0.100, 30.000]}) -> tensor<17xf16> {
  %0 = mindir.lgamma %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_lgamma_bf16(%a: tensor<9xbf16> {test.range = [0.100, 30.000]}) -> tensor<9xbf16> {
  %0 = mindir.lgamma %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_digamma_f16(%a: tensor<17xf16> {test.range = [0.100, 30.000]}) -> tensor<17xf16> {
  %0 = mindir.digamma %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_digamma_bf16(%a: tensor<9xbf16> {test.range = [0.100, 30.000]}) -> tensor<9xbf16> {
  %0 = mindir.digamma %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_trigamma_f16(%a: tensor<17xf16> {test.range = [0.100, 30.000]}) -> tensor<17xf16> {
  %0 = mindir.trigamma %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_trigamma_bf16(%a: tensor<9xbf16> {test.range = [0.100, 30.000]}) -> tensor<9xbf16> {
  %0 = mindir.trigamma %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_softsign_f16(%a: tensor<17xf16> {test.range = [-9.000, 9.000]}) -> tensor<17xf16> {
  %0 = mindir.softsign %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_softsign_bf16(%a: tensor<9xbf16> {test.range = [-9.000, 9.000]}) -> tensor<9xbf16> {
  %0 = mindir.softsign %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_fast_gelu_f16(%a: tensor<17xf16> {test.range = [-9.000, 9.000]}) -> tensor<17xf16> {
  %0 = mindir.fast_gelu %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_fast_gelu_bf16(%a: tensor<9xbf16> {test.range = [-9.000, 9.000]}) -> tensor<9xbf16> {
  %0 = mindir.fast_gelu %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_celu_f16(%a: tensor<17xf16> {test.range = [-6.000, 3.000]}) -> tensor<17xf16> {
  %0 = mindir.celu %a : tensor<17xf16>
  return %0 : tensor<17xf16>
}

func.func @test_celu_bf16(%a: tensor<9xbf16> {test.range = [-6.000, 3.000]}) -> tensor<9xbf16> {
  %0 = mindir.celu %a : tensor<9xbf16>
  return %0 : tensor<9xbf16>
}

func.func @test_hypot_f16(%a: tensor<?x5xf16> {test.range = [-9.000, 9.000]}, %b: tensor<5xf16> {test.range = [-9.000, 9.000]}) -> tensor<?x5xf16> {
  %0 = mindir.hypot %a, %b : (tensor<?x5xf16>, tensor<5xf16>) -> tensor<?x5xf16>
  return %0 : tensor<?x5xf16>
}

func.func @test_xlogy_f16(%a: tensor<?x5xf16> {test.range = [-9.000, 9.000]}, %b: tensor<1xf16> {test.range = [0.100, 9.000]}) -> tensor<?x5xf16> {
  %0 = mindir.xlogy %a, %b : (tensor<?x5xf16>, tensor<1xf16>) -> tensor<?x5xf16>
  return %0 : tensor<?x5xf16>
}

func.func @test_hypot_bf16(%a: tensor<?x5xbf16> {test.range = [-9.000, 9.000]}, %b: tensor<5xbf16> {test.range = [-9.000, 9.000]}) -> tensor<?x5xbf16> {
  %0 = mindir.hypot %a, %b : (tensor<?x5xbf16>, tensor<5xbf16>) -> tensor<?x5xbf16>
  return %0 : tensor<?x5xbf16>
}

func.func @test_xlogy_bf16(%a: tensor<?x5xbf16> {test.range = [-9.000, 9.000]}, %b: tensor<1xbf16> {test.range = [0.100, 9.000]}) -> tensor<?x5xbf16> {
  %0 = mindir.xlogy %a, %b : (tensor<?x5xbf16>, tensor<1xbf16>) -> tensor<?x5xbf16>
  return %0 : tensor<?x5xbf16>
}

func.func @test_lp_norm_f16(%a: tensor<?x4x5xf16>) -> tensor<?x5xf16> {
  %0 = mindir.lp_norm %a {axis = [1]} : tensor<?x4x5xf16> -> tensor<?x5xf16>
  return %0 : tensor<?x5xf16>
}

func.func @test_lp_norm_grad_f16(%a: tensor<?x5xf16>, %b: tensor<?x4x5xf16>, %c: tensor<?x5xf16> {test.range = [1.000, 3.000]}) -> tensor<?x4x5xf16> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [1]} : (tensor<?x5xf16>, tensor<?x4x5xf16>, tensor<?x5xf16>) -> tensor<?x4x5xf16>
  return %0 : tensor<?x4x5xf16>
}

func.func @test_l2_normalize_f16(%a: tensor<?x4x5xf16>) -> tensor<?x4x5xf16> {
  %0 = mindir.l2_normalize %a {axis = 1 : i64} : tensor<?x4x5xf16> -> tensor<?x4x5xf16>
  return %0 : tensor<?x4x5xf16>
}

func.func @test_l2_normalize_grad_f16(%a: tensor<?x9xf16>, %b: tensor<?x9xf16>, %c: tensor<?x9xf16>) -> tensor<?x9xf16> {
  %0 = mindir.l2_normalize_grad %a, %b, %c {axis = -1 : i64} : (tensor<?x9xf16>, tensor<?x9xf16>, tensor<?x9xf16>) -> tensor<?x9xf16>
  return %0 : tensor<?x9xf16>
}

func.func @test_lrn_f16(%a: tensor<?x7x2x3xf16>) -> tensor<?x7x2x3xf16> {
  %0 = mindir.lrn %a {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : tensor<?x7x2x3xf16> -> tensor<?x7x2x3xf16>
  return %0 : tensor<?x7x2x3xf16>
}

func.func @test_lrn_grad_f16(%a: tensor<?x7x2x3xf16>, %b: tensor<?x7x2x3xf16>, %c: tensor<?x7x2x3xf16>) -> tensor<?x7x2x3xf16> {
  %0 = mindir.lrn_grad %a, %b, %c {depth_radius = 2 : i64, alpha = 0.3} : (tensor<?x7x2x3xf16>, tensor<?x7x2x3xf16>, tensor<?x7x2x3xf16>) -> tensor<?x7x2x3xf16>
  return %0 : tensor<?x7x2x3xf16>
}

func.func @test_lp_norm_bf16(%a: tensor<?x4x5xbf16>) -> tensor<?x5xbf16> {
  %0 = mindir.lp_norm %a {axis = [1]} : tensor<?x4x5xbf16> -> tensor<?x5xbf16>
  return %0 : tensor<?x5xbf16>
}

func.func @test_lp_norm_grad_bf16(%a: tensor<?x5xbf16>, %b: tensor<?x4x5xbf16>, %c: tensor<?x5xbf16> {test.range = [1.000, 3.000]}) -> tensor<?x4x5xbf16> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [1]} : (tensor<?x5xbf16>, tensor<?x4x5xbf16>, tensor<?x5xbf16>) -> tensor<?x4x5xbf16>
  return %0 : tensor<?x4x5xbf16>
}

func.func @test_l2_normalize_bf16(%a: tensor<?x4x5xbf16>) -> tensor<?x4x5xbf16> {
  %0 = mindir.l2_normalize %a {axis = 1 : i64} : tensor<?x4x5xbf16> -> tensor<?x4x5xbf16>
  return %0 : tensor<?x4x5xbf16>
}

func.func @test_l2_normalize_grad_bf16(%a: tensor<?x9xbf16>, %b: tensor<?x9xbf16>, %c: tensor<?x9xbf16>) -> tensor<?x9xbf16> {
  %0 = mindir.l2_normalize_grad %a, %b, %c {axis = -1 : i64} : (tensor<?x9xbf16>, tensor<?x9xbf16>, tensor<?x9xbf16>) -> tensor<?x9xbf16>
  return %0 : tensor<?x9xbf16>
}

func.func @test_lrn_bf16(%a: tensor<?x7x2x3xbf16>) -> tensor<?x7x2x3xbf16> {
  %0 = mindir.lrn %a {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : tensor<?x7x2x3xbf16> -> tensor<?x7x2x3xbf16>
  return %0 : tensor<?x7x2x3xbf16>
}

func.func @test_lrn_grad_bf16(%a: tensor<?x7x2x3xbf16>, %b: tensor<?x7x2x3xbf16>, %c: tensor<?x7x2x3xbf16>) -> tensor<?x7x2x3xbf16> {
  %0 = mindir.lrn_grad %a, %b, %c {depth_radius = 2 : i64, alpha = 0.3} : (tensor<?x7x2x3xbf16>, tensor<?x7x2x3xbf16>, tensor<?x7x2x3xbf16>) -> tensor<?x7x2x3xbf16>
  return %0 : tensor<?x7x2x3xbf16>
}
