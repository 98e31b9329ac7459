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
// RUN: ms-opt %t/4.mlir -test-execute=ulps=2 -o /dev/null | FileCheck %s --check-prefix=OK9
// RUN: ms-opt %t/4.mlir -test-execute="ulps=2 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK9
// RUN: ms-opt %t/5.mlir -test-execute=ulps=6 -o /dev/null | FileCheck %s --check-prefix=OK1
// RUN: ms-opt %t/5.mlir -test-execute="ulps=6 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK1
// RUN: ms-opt %t/6.mlir -test-execute=ulps=5 -o /dev/null | FileCheck %s --check-prefix=OK9
// RUN: ms-opt %t/6.mlir -test-execute="ulps=5 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK9
// RUN: ms-opt %t/7.mlir -test-execute=ulps=6 -o /dev/null | FileCheck %s --check-prefix=OK5
// RUN: ms-opt %t/7.mlir -test-execute="ulps=6 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=OK5
// RUN: ms-opt %t/8.mlir -test-execute=ulps=40 -o /dev/null | FileCheck %s --check-prefix=OK2
// RUN: ms-opt %t/9.mlir -test-execute=tolerance=2e-7 -o /dev/null | FileCheck %s --check-prefix=OK2
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
// sin and cos: two, near 0, over turns and far out.
func.func @test_sin_small(%x: tensor<4999xf32> {test.range = [-0.01, 0.01]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos_small(%x: tensor<4999xf32> {test.range = [-0.01, 0.01]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_sin_half(%x: tensor<4999xf32> {test.range = [-3.2, 3.2]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos_half(%x: tensor<4999xf32> {test.range = [-3.2, 3.2]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_sin_turns(%x: tensor<4999xf32> {test.range = [-100.0, 100.0]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos_turns(%x: tensor<4999xf32> {test.range = [-100.0, 100.0]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_sin_far(%x: tensor<4999xf32> {test.range = [-1.0e6, 1.0e6]}) -> tensor<4999xf32> {
  %0 = mindir.sin %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cos_far(%x: tensor<4999xf32> {test.range = [-1.0e6, 1.0e6]}) -> tensor<4999xf32> {
  %0 = mindir.cos %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
// Farther than that the result is still between -1 and 1.
func.func @test_bounded(%x: tensor<4999xf32> {test.range = [1.0e30, 1.0e38]}) -> tensor<i1> {
  %0 = mindir.sin %x : tensor<4999xf32>
  %1 = mindir.abs %0 : tensor<4999xf32>
  %2 = mindir.constant dense<1.0> : tensor<f32>
  %3 = mindir.less_equal %1, %2 : (tensor<4999xf32>, tensor<f32>) -> tensor<4999xi1>
  %4 = mindir.reduce_all %3 : tensor<4999xi1> -> tensor<i1>
  return %4 : tensor<i1>
}

//--- 5.mlir
// exp just below where it overflows.
func.func @test_exp_end(%x: tensor<4999xf32> {test.range = [88.0, 88.7]}) -> tensor<4999xf32> {
  %0 = mindir.exp %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 6.mlir
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

//--- 7.mlir
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

//--- 8.mlir
// Where they come near the largest number.
func.func @test_sinh_far(%x: tensor<4999xf32> {test.range = [80.0, 89.4]}) -> tensor<4999xf32> {
  %0 = mindir.sinh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_cosh_far(%x: tensor<4999xf32> {test.range = [-89.4, -80.0]}) -> tensor<4999xf32> {
  %0 = mindir.cosh %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}

//--- 9.mlir
// Of the largest value: their tails have few digits of their own.
func.func @test_gelu(%x: tensor<4999xf32> {test.range = [-6.0, 6.0]}) -> tensor<4999xf32> {
  %0 = mindir.gelu %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
func.func @test_gelu_erf(%x: tensor<4999xf32> {test.range = [-6.0, 6.0]}) -> tensor<4999xf32> {
  %0 = mindir.gelu_erf %x : tensor<4999xf32>
  return %0 : tensor<4999xf32>
}
