//===- execute-special.mlir - Special functions as vectors ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every function on all types of floats, where it is steep, and far out.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-58: ok
// CHECK-NOT: ok

func.func @test_asinh(%a: tensor<?x5xf32> {test.range = [-9.000, 9.000]}) -> tensor<?x5xf32> {
  %0 = mindir.asinh %a : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_asinh_f64(%a: tensor<13xf64> {test.range = [-9.000, 9.000]}) -> tensor<13xf64> {
  %0 = mindir.asinh %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_acosh(%a: tensor<?x17xf32> {test.range = [1.000, 9.000]}) -> tensor<?x17xf32> {
  %0 = mindir.acosh %a : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_acosh_f64(%a: tensor<13xf64> {test.range = [1.000, 9.000]}) -> tensor<13xf64> {
  %0 = mindir.acosh %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_atanh(%a: tensor<?x3x3xf32> {test.range = [-0.990, 0.990]}) -> tensor<?x3x3xf32> {
  %0 = mindir.atanh %a : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_atanh_f64(%a: tensor<13xf64> {test.range = [-0.990, 0.990]}) -> tensor<13xf64> {
  %0 = mindir.atanh %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_erfinv(%a: tensor<?x1xf32> {test.range = [-0.999, 0.999]}) -> tensor<?x1xf32> {
  %0 = mindir.erfinv %a : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_erfinv_f64(%a: tensor<13xf64> {test.range = [-0.999, 0.999]}) -> tensor<13xf64> {
  %0 = mindir.erfinv %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_sinc(%a: tensor<?x33xf32> {test.range = [-9.000, 9.000]}) -> tensor<?x33xf32> {
  %0 = mindir.sinc %a : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_sinc_f64(%a: tensor<13xf64> {test.range = [-9.000, 9.000]}) -> tensor<13xf64> {
  %0 = mindir.sinc %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_lgamma(%a: tensor<?x5xf32> {test.range = [0.100, 30.000]}) -> tensor<?x5xf32> {
  %0 = mindir.lgamma %a : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_lgamma_f64(%a: tensor<13xf64> {test.range = [0.100, 30.000]}) -> tensor<13xf64> {
  %0 = mindir.lgamma %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_digamma(%a: tensor<?x17xf32> {test.range = [0.100, 30.000]}) -> tensor<?x17xf32> {
  %0 = mindir.digamma %a : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_digamma_f64(%a: tensor<13xf64> {test.range = [0.100, 30.000]}) -> tensor<13xf64> {
  %0 = mindir.digamma %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_trigamma(%a: tensor<?x3x3xf32> {test.range = [0.100, 30.000]}) -> tensor<?x3x3xf32> {
  %0 = mindir.trigamma %a : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_trigamma_f64(%a: tensor<13xf64> {test.range = [0.100, 30.000]}) -> tensor<13xf64> {
  %0 = mindir.trigamma %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_softsign(%a: tensor<?x1xf32> {test.range = [-9.000, 9.000]}) -> tensor<?x1xf32> {
  %0 = mindir.softsign %a : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_softsign_f64(%a: tensor<13xf64> {test.range = [-9.000, 9.000]}) -> tensor<13xf64> {
  %0 = mindir.softsign %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_fast_gelu(%a: tensor<?x33xf32> {test.range = [-9.000, 9.000]}) -> tensor<?x33xf32> {
  %0 = mindir.fast_gelu %a : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_fast_gelu_f64(%a: tensor<13xf64> {test.range = [-9.000, 9.000]}) -> tensor<13xf64> {
  %0 = mindir.fast_gelu %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_celu(%a: tensor<?x5xf32> {test.range = [-6.000, 3.000]}) -> tensor<?x5xf32> {
  %0 = mindir.celu %a {alpha = 0.5} : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_celu_f64(%a: tensor<13xf64> {test.range = [-6.000, 3.000]}) -> tensor<13xf64> {
  %0 = mindir.celu %a : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_lgamma_left(%a: tensor<61xf32> {test.range = [-3.900, -3.100]}) -> tensor<61xf32> {
  %0 = mindir.lgamma %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_digamma_left(%a: tensor<61xf32> {test.range = [-3.900, -3.100]}) -> tensor<61xf32> {
  %0 = mindir.digamma %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_trigamma_left(%a: tensor<61xf32> {test.range = [-3.900, -3.100]}) -> tensor<61xf32> {
  %0 = mindir.trigamma %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_softsign_far(%a: tensor<61xf32> {test.range = [-10000.000, 10000.000]}) -> tensor<61xf32> {
  %0 = mindir.softsign %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_fast_gelu_far(%a: tensor<61xf32> {test.range = [-10000.000, 10000.000]}) -> tensor<61xf32> {
  %0 = mindir.fast_gelu %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_asinh_far(%a: tensor<61xf32> {test.range = [-10000.000, 10000.000]}) -> tensor<61xf32> {
  %0 = mindir.asinh %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_sinc_far(%a: tensor<61xf32> {test.range = [-10000.000, 10000.000]}) -> tensor<61xf32> {
  %0 = mindir.sinc %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_acosh_far(%a: tensor<61xf32> {test.range = [1.000, 1000000000000000019884624838656.000]}) -> tensor<61xf32> {
  %0 = mindir.acosh %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_lgamma_far(%a: tensor<61xf32> {test.range = [1.000, 1000000000000000019884624838656.000]}) -> tensor<61xf32> {
  %0 = mindir.lgamma %a : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_fast_gelu_grad(%a: tensor<?x5xf32>, %b: tensor<?x5xf32> {test.range = [-6.000, 6.000]}) -> tensor<?x5xf32> {
  %0 = mindir.fast_gelu_grad %a, %b : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_fast_gelu_grad_far(%a: tensor<61xf32>, %b: tensor<61xf32> {test.range = [-200.000, 200.000]}) -> tensor<61xf32> {
  %0 = mindir.fast_gelu_grad %a, %b : tensor<61xf32>
  return %0 : tensor<61xf32>
}

// Values where the functions have corners or end.
func.func @test_special() -> (tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>) {
  %x = mindir.constant dense<[0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %0 = mindir.asinh %x : tensor<9xf32>
  %1 = mindir.acosh %x : tensor<9xf32>
  %2 = mindir.atanh %x : tensor<9xf32>
  %3 = mindir.erfinv %x : tensor<9xf32>
  %4 = mindir.sinc %x : tensor<9xf32>
  %5 = mindir.lgamma %x : tensor<9xf32>
  %6 = mindir.digamma %x : tensor<9xf32>
  %7 = mindir.trigamma %x : tensor<9xf32>
  %8 = mindir.celu %x : tensor<9xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>
}
