//===- approximate-math-accuracy.mlir - Errors of polynomials -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// How far compiled f32 functions are from the f64 evaluator, on 4999 random
// arguments for each range: these are the bounds that docs/kernels.md
// states, or narrower ones that hold for these arguments, with fused multiply and
// add and, for x86-64-v2, without.
//
//===----------------------------------------------------------------------===//
// RUN: split-file %s %t
// RUN: ms-opt %t/1.mlir -test-execute="ulps=1" -o /dev/null | FileCheck %s --check-prefix=OK5
// RUN: ms-opt %t/1.mlir -test-execute="ulps=2 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK5
// RUN: ms-opt %t/2.mlir -test-execute="ulps=2" -o /dev/null | FileCheck %s --check-prefix=OK1
// RUN: ms-opt %t/2.mlir -test-execute="ulps=2 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK1
// RUN: ms-opt %t/3.mlir -test-execute="ulps=5" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/3.mlir -test-execute="ulps=6 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/4.mlir -test-execute="tolerance=2.4e-7" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/4.mlir -test-execute="tolerance=2.4e-7 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/5.mlir -test-execute="tolerance=1e-5" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/5.mlir -test-execute="tolerance=1e-5 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/6.mlir -test-execute="tolerance=1e-4" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/6.mlir -test-execute="tolerance=1e-4 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/7.mlir -test-execute=ulps=6 -o /dev/null | FileCheck %s --check-prefix=OK1
// RUN: ms-opt %t/7.mlir -test-execute="ulps=6 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK1
// RUN: ms-opt %t/8.mlir -test-execute=ulps=4 -o /dev/null | FileCheck %s --check-prefix=OK9
// RUN: ms-opt %t/8.mlir -test-execute="ulps=4 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK9
// RUN: ms-opt %t/9.mlir -test-execute=ulps=6 -o /dev/null | FileCheck %s --check-prefix=OK5
// RUN: ms-opt %t/9.mlir -test-execute="ulps=6 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK5
// RUN: ms-opt %t/10.mlir -test-execute=ulps=40 -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/11.mlir -test-execute=tolerance=2e-7 -o /dev/null | FileCheck %s --check-prefix=OK2
// OK1-COUNT-1: [1]: ok
// OK2-COUNT-2: [1]: ok
// OK5-COUNT-5: [1]: ok
// OK9-COUNT-9: [1]: ok

//--- 1.mlir
// exp and log: one unit in the last place; two without fma.
func.func @test_exp(%x: tensor<4999xf32> {test.range = [-87.0, 88.0]}) -> tensor<4999xf32> {
  %0 = mindir.exp %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_exp_small(%x: tensor<4999xf32> {test.range = [-1.0, 1.0]}) -> tensor<4999xf32> {
  %0 = mindir.exp %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_log_tiny(%x: tensor<4999xf32> {test.range = [1.0e-37, 1.0e-3]}) -> tensor<4999xf32> {
  %0 = mindir.log %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_log_near_one(%x: tensor<4999xf32> {test.range = [0.5, 2.0]}) -> tensor<4999xf32> {
  %0 = mindir.log %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_log_large(%x: tensor<4999xf32> {test.range = [1.0, 1.0e38]}) -> tensor<4999xf32> {
  %0 = mindir.log %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 2.mlir
// sigmoid: two.
func.func @test_sigmoid(%x: tensor<4999xf32> {test.range = [-80.0, 80.0]}) -> tensor<4999xf32> {
  %0 = mindir.sigmoid %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 3.mlir
// tanh: five; six without fma.
func.func @test_tanh(%x: tensor<4999xf32> {test.range = [-9.0, 9.0]}) -> tensor<4999xf32> {
  %0 = mindir.tanh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_tanh_small(%x: tensor<4999xf32> {test.range = [-0.01, 0.01]}) -> tensor<4999xf32> {
  %0 = mindir.tanh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 4.mlir
// sin and cos: two units of the largest value, one, for half a turn either way.
func.func @test_sin(%x: tensor<4999xf32> {test.range = [-3.0, 3.0]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos(%x: tensor<4999xf32> {test.range = [-3.0, 3.0]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 5.mlir
// The reduction of the argument costs digits with the distance.
func.func @test_sin_turns(%x: tensor<4999xf32> {test.range = [-30.0, 30.0]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos_turns(%x: tensor<4999xf32> {test.range = [-30.0, 30.0]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 6.mlir
// And more of them far out.
func.func @test_sin_far(%x: tensor<4999xf32> {test.range = [-1000.0, 1000.0]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos_far(%x: tensor<4999xf32> {test.range = [-1000.0, 1000.0]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 7.mlir
// exp just below where it overflows.
func.func @test_exp_end(%x: tensor<4999xf32> {test.range = [88.0, 88.7]}) -> tensor<4999xf32> {
  %0 = mindir.exp %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 8.mlir
// The error function, exponential less and logarithm of 1 more, near 0 and far.
func.func @test_erf(%x: tensor<4999xf32> {test.range = [-4.0, 4.0]}) -> tensor<4999xf32> {
  %0 = mindir.erf %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_erf_small(%x: tensor<4999xf32> {test.range = [-0.01, 0.01]}) -> tensor<4999xf32> {
  %0 = mindir.erf %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_expm1(%x: tensor<4999xf32> {test.range = [-20.0, 80.0]}) -> tensor<4999xf32> {
  %0 = mindir.expm1 %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_expm1_small(%x: tensor<4999xf32> {test.range = [-0.001, 0.001]}) -> tensor<4999xf32> {
  %0 = mindir.expm1 %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_log1p(%x: tensor<4999xf32> {test.range = [-0.9, 30.0]}) -> tensor<4999xf32> {
  %0 = mindir.log1p %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_log1p_small(%x: tensor<4999xf32> {test.range = [-0.001, 0.001]}) -> tensor<4999xf32> {
  %0 = mindir.log1p %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_log1p_large(%x: tensor<4999xf32> {test.range = [1.0, 1.0e30]}) -> tensor<4999xf32> {
  %0 = mindir.log1p %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_tan(%x: tensor<4999xf32> {test.range = [-1.5, 1.5]}) -> tensor<4999xf32> {
  %0 = mindir.tan %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_tan_turns(%x: tensor<4999xf32> {test.range = [-100.0, 100.0]}) -> tensor<4999xf32> {
  %0 = mindir.tan %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 9.mlir
// Inverse functions; asin is worst at its ends. Hyperbolic ones.
func.func @test_asin(%x: tensor<4999xf32> {test.range = [-1.0, 1.0]}) -> tensor<4999xf32> {
  %0 = mindir.asin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_acos(%x: tensor<4999xf32> {test.range = [-1.0, 1.0]}) -> tensor<4999xf32> {
  %0 = mindir.acos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_atan(%x: tensor<4999xf32> {test.range = [-100.0, 100.0]}) -> tensor<4999xf32> {
  %0 = mindir.atan %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_sinh(%x: tensor<4999xf32> {test.range = [-9.0, 9.0]}) -> tensor<4999xf32> {
  %0 = mindir.sinh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cosh(%x: tensor<4999xf32> {test.range = [-9.0, 9.0]}) -> tensor<4999xf32> {
  %0 = mindir.cosh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 10.mlir
// Where they come near the largest number.
func.func @test_sinh_far(%x: tensor<4999xf32> {test.range = [80.0, 89.4]}) -> tensor<4999xf32> {
  %0 = mindir.sinh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cosh_far(%x: tensor<4999xf32> {test.range = [-89.4, -80.0]}) -> tensor<4999xf32> {
  %0 = mindir.cosh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 11.mlir
// Of the largest value: their tails have few digits of their own.
func.func @test_gelu(%x: tensor<4999xf32> {test.range = [-6.0, 6.0]}) -> tensor<4999xf32> {
  %0 = mindir.gelu %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_gelu_erf(%x: tensor<4999xf32> {test.range = [-6.0, 6.0]}) -> tensor<4999xf32> {
  %0 = mindir.gelu_erf %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
