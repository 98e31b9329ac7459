//===- execute-elementary.mlir - Elementary functions as vectors ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every function of the family on f32 and f64, and values where a function has a
// corner, ends, or is not a number.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-75: ok
// CHECK-NOT: ok

func.func @test_erf(%x: tensor<?x5xf32> {test.range = [-4.0, 4.0]}) -> tensor<?x5xf32> {
  %0 = mindir.erf %x : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_erf_f64(%x: tensor<13xf64> {test.range = [-4.0, 4.0]}) -> tensor<13xf64> {
  %0 = mindir.erf %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_expm1(%x: tensor<?x17xf32> {test.range = [-9.0, 9.0]}) -> tensor<?x17xf32> {
  %0 = mindir.expm1 %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_expm1_f64(%x: tensor<13xf64> {test.range = [-9.0, 9.0]}) -> tensor<13xf64> {
  %0 = mindir.expm1 %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_log1p(%x: tensor<?x3x3xf32> {test.range = [-0.9, 30.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.log1p %x : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_log1p_f64(%x: tensor<13xf64> {test.range = [-0.9, 30.0]}) -> tensor<13xf64> {
  %0 = mindir.log1p %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_tan(%x: tensor<?x1xf32> {test.range = [-1.4, 1.4]}) -> tensor<?x1xf32> {
  %0 = mindir.tan %x : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_tan_f64(%x: tensor<13xf64> {test.range = [-1.4, 1.4]}) -> tensor<13xf64> {
  %0 = mindir.tan %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_asin(%x: tensor<?x33xf32> {test.range = [-1.0, 1.0]}) -> tensor<?x33xf32> {
  %0 = mindir.asin %x : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_asin_f64(%x: tensor<13xf64> {test.range = [-1.0, 1.0]}) -> tensor<13xf64> {
  %0 = mindir.asin %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_acos(%x: tensor<?x5xf32> {test.range = [-1.0, 1.0]}) -> tensor<?x5xf32> {
  %0 = mindir.acos %x : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_acos_f64(%x: tensor<13xf64> {test.range = [-1.0, 1.0]}) -> tensor<13xf64> {
  %0 = mindir.acos %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_atan(%x: tensor<?x17xf32> {test.range = [-20.0, 20.0]}) -> tensor<?x17xf32> {
  %0 = mindir.atan %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_atan_f64(%x: tensor<13xf64> {test.range = [-20.0, 20.0]}) -> tensor<13xf64> {
  %0 = mindir.atan %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_sinh(%x: tensor<?x3x3xf32> {test.range = [-9.0, 9.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.sinh %x : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_sinh_f64(%x: tensor<13xf64> {test.range = [-9.0, 9.0]}) -> tensor<13xf64> {
  %0 = mindir.sinh %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_cosh(%x: tensor<?x1xf32> {test.range = [-9.0, 9.0]}) -> tensor<?x1xf32> {
  %0 = mindir.cosh %x : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_cosh_f64(%x: tensor<13xf64> {test.range = [-9.0, 9.0]}) -> tensor<13xf64> {
  %0 = mindir.cosh %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_sign(%x: tensor<?x33xf32>) -> tensor<?x33xf32> {
  %0 = mindir.sign %x : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_sign_f64(%x: tensor<13xf64>) -> tensor<13xf64> {
  %0 = mindir.sign %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_round(%x: tensor<?x5xf32> {test.range = [-9.0, 9.0]}) -> tensor<?x5xf32> {
  %0 = mindir.round %x : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_round_f64(%x: tensor<13xf64> {test.range = [-9.0, 9.0]}) -> tensor<13xf64> {
  %0 = mindir.round %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_trunc(%x: tensor<?x17xf32> {test.range = [-9.0, 9.0]}) -> tensor<?x17xf32> {
  %0 = mindir.trunc %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_trunc_f64(%x: tensor<13xf64> {test.range = [-9.0, 9.0]}) -> tensor<13xf64> {
  %0 = mindir.trunc %x : tensor<13xf64>
  return %0 : tensor<13xf64>
}

func.func @test_is_nan(%x: tensor<?x17xf32>) -> tensor<?x17xi1> {
  %0 = mindir.is_nan %x : tensor<?x17xf32> -> tensor<?x17xi1>
  return %0 : tensor<?x17xi1>
}

func.func @test_is_inf(%x: tensor<?x17xf32>) -> tensor<?x17xi1> {
  %0 = mindir.is_inf %x : tensor<?x17xf32> -> tensor<?x17xi1>
  return %0 : tensor<?x17xi1>
}

func.func @test_is_finite(%x: tensor<?x17xf32>) -> tensor<?x17xi1> {
  %0 = mindir.is_finite %x : tensor<?x17xf32> -> tensor<?x17xi1>
  return %0 : tensor<?x17xi1>
}

func.func @test_atan2(%x: tensor<?x5x3xf32>, %y: tensor<3xf32>) -> tensor<?x5x3xf32> {
  %0 = mindir.atan2 %x, %y : (tensor<?x5x3xf32>, tensor<3xf32>) -> tensor<?x5x3xf32>
  return %0 : tensor<?x5x3xf32>
}

func.func @test_sign_i32(%x: tensor<?x17xi32>) -> tensor<?x17xi32> {
  %0 = mindir.sign %x : tensor<?x17xi32>
  return %0 : tensor<?x17xi32>
}

func.func @test_sign_ui8(%x: tensor<?x17xui8>) -> tensor<?x17xui8> {
  %0 = mindir.sign %x : tensor<?x17xui8>
  return %0 : tensor<?x17xui8>
}

func.func @test_sign_i64(%x: tensor<?x17xi64>) -> tensor<?x17xi64> {
  %0 = mindir.sign %x : tensor<?x17xi64>
  return %0 : tensor<?x17xi64>
}

func.func @test_logical_xor(%x: tensor<?x17xi1>, %y: tensor<17xi1>) -> tensor<?x17xi1> {
  %0 = mindir.logical_xor %x, %y : (tensor<?x17xi1>, tensor<17xi1>) -> tensor<?x17xi1>
  return %0 : tensor<?x17xi1>
}

// Halves, zeros of both signs, infinities, NaN, and numbers without a fraction.
func.func @test_special() -> (tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xi1>, tensor<12xi1>, tensor<12xi1>, tensor<12xf32>, tensor<12xf32>) {
  %x = mindir.constant dense<[0.5, 1.5, -2.5, -0.5, 0.0, -0.0, 0x7F800000, 0xFF800000, 0x7FC00000, 8388609.0, 0.49999997, 1.0e30]> : tensor<12xf32>
  %0 = mindir.round %x : tensor<12xf32>
  %1 = mindir.trunc %x : tensor<12xf32>
  %2 = mindir.sign %x : tensor<12xf32>
  %3 = mindir.erf %x : tensor<12xf32>
  %4 = mindir.is_nan %x : tensor<12xf32> -> tensor<12xi1>
  %5 = mindir.is_inf %x : tensor<12xf32> -> tensor<12xi1>
  %6 = mindir.is_finite %x : tensor<12xf32> -> tensor<12xi1>
  %7 = mindir.atan %x : tensor<12xf32>
  %8 = mindir.asin %x : tensor<12xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xf32>, tensor<12xi1>, tensor<12xi1>, tensor<12xi1>, tensor<12xf32>, tensor<12xf32>
}

// Powers of negative numbers: whole exponents, even and odd, and others.
func.func @test_powers() -> tensor<10xf32> {
  %x = mindir.constant dense<[-2.0, -2.0, -2.0, -2.0, 0.0, -0.0, -1.0, -3.0, 2.0, -1.5]> : tensor<10xf32>
  %y = mindir.constant dense<[2.0, 3.0, -1.0, 0.5, 0.0, 3.0, 0x7F800000, 7.0, -2.0, 4.0]> : tensor<10xf32>
  %0 = mindir.pow %x, %y : (tensor<10xf32>, tensor<10xf32>) -> tensor<10xf32>
  return %0 : tensor<10xf32>
}

// The quadrants, and the axes between them.
func.func @test_quadrants() -> tensor<9xf32> {
  %x = mindir.constant dense<[1.0, 1.0, -1.0, -1.0, 0.0, 0.0, 2.0, -2.0, 0.0]> : tensor<9xf32>
  %y = mindir.constant dense<[2.0, -2.0, 2.0, -2.0, 3.0, -3.0, 0.0, 0.0, 1.0]> : tensor<9xf32>
  %0 = mindir.atan2 %x, %y : (tensor<9xf32>, tensor<9xf32>) -> tensor<9xf32>
  return %0 : tensor<9xf32>
}
