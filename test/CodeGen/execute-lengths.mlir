//===- execute-lengths.mlir - Lengths of vectors, windows of channels -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every norm on all types of floats; all powers; windows of all sizes.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-58: ok
// CHECK-NOT: ok

func.func @test_lp_norm_f32(%a: tensor<?x4x5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.lp_norm %a {axis = [1]} : tensor<?x4x5xf32> -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_lp_norm_grad_f32(%a: tensor<?x5xf32>, %b: tensor<?x4x5xf32>, %c: tensor<?x5xf32> {test.range = [1.000, 3.000]}) -> tensor<?x4x5xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [1]} : (tensor<?x5xf32>, tensor<?x4x5xf32>, tensor<?x5xf32>) -> tensor<?x4x5xf32>
  return %0 : tensor<?x4x5xf32>
}

func.func @test_l2_normalize_f32(%a: tensor<?x4x5xf32>) -> tensor<?x4x5xf32> {
  %0 = mindir.l2_normalize %a {axis = 1 : i64} : tensor<?x4x5xf32> -> tensor<?x4x5xf32>
  return %0 : tensor<?x4x5xf32>
}

func.func @test_l2_normalize_grad_f32(%a: tensor<?x9xf32>, %b: tensor<?x9xf32>, %c: tensor<?x9xf32>) -> tensor<?x9xf32> {
  %0 = mindir.l2_normalize_grad %a, %b, %c {axis = -1 : i64} : (tensor<?x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>) -> tensor<?x9xf32>
  return %0 : tensor<?x9xf32>
}

func.func @test_lrn_f32(%a: tensor<?x7x2x3xf32>) -> tensor<?x7x2x3xf32> {
  %0 = mindir.lrn %a {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : tensor<?x7x2x3xf32> -> tensor<?x7x2x3xf32>
  return %0 : tensor<?x7x2x3xf32>
}

func.func @test_lrn_grad_f32(%a: tensor<?x7x2x3xf32>, %b: tensor<?x7x2x3xf32>, %c: tensor<?x7x2x3xf32>) -> tensor<?x7x2x3xf32> {
  %0 = mindir.lrn_grad %a, %b, %c {depth_radius = 2 : i64, alpha = 0.3} : (tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>, tensor<?x7x2x3xf32>) -> tensor<?x7x2x3xf32>
  return %0 : tensor<?x7x2x3xf32>
}

func.func @test_lp_norm_f64(%a: tensor<?x4x5xf64>) -> tensor<?x5xf64> {
  %0 = mindir.lp_norm %a {axis = [1]} : tensor<?x4x5xf64> -> tensor<?x5xf64>
  return %0 : tensor<?x5xf64>
}

func.func @test_lp_norm_grad_f64(%a: tensor<?x5xf64>, %b: tensor<?x4x5xf64>, %c: tensor<?x5xf64> {test.range = [1.000, 3.000]}) -> tensor<?x4x5xf64> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [1]} : (tensor<?x5xf64>, tensor<?x4x5xf64>, tensor<?x5xf64>) -> tensor<?x4x5xf64>
  return %0 : tensor<?x4x5xf64>
}

func.func @test_l2_normalize_f64(%a: tensor<?x4x5xf64>) -> tensor<?x4x5xf64> {
  %0 = mindir.l2_normalize %a {axis = 1 : i64} : tensor<?x4x5xf64> -> tensor<?x4x5xf64>
  return %0 : tensor<?x4x5xf64>
}

func.func @test_l2_normalize_grad_f64(%a: tensor<?x9xf64>, %b: tensor<?x9xf64>, %c: tensor<?x9xf64>) -> tensor<?x9xf64> {
  %0 = mindir.l2_normalize_grad %a, %b, %c {axis = -1 : i64} : (tensor<?x9xf64>, tensor<?x9xf64>, tensor<?x9xf64>) -> tensor<?x9xf64>
  return %0 : tensor<?x9xf64>
}

func.func @test_lrn_f64(%a: tensor<?x7x2x3xf64>) -> tensor<?x7x2x3xf64> {
  %0 = mindir.lrn %a {depth_radius = 2 : i64, bias = 1.5, alpha = 0.3, beta = 0.75} : tensor<?x7x2x3xf64> -> tensor<?x7x2x3xf64>
  return %0 : tensor<?x7x2x3xf64>
}

func.func @test_lrn_grad_f64(%a: tensor<?x7x2x3xf64>, %b: tensor<?x7x2x3xf64>, %c: tensor<?x7x2x3xf64>) -> tensor<?x7x2x3xf64> {
  %0 = mindir.lrn_grad %a, %b, %c {depth_radius = 2 : i64, alpha = 0.3} : (tensor<?x7x2x3xf64>, tensor<?x7x2x3xf64>, tensor<?x7x2x3xf64>) -> tensor<?x7x2x3xf64>
  return %0 : tensor<?x7x2x3xf64>
}

func.func @test_lp_norm_one(%a: tensor<3x4x5xf32>) -> tensor<3x1x5xf32> {
  %0 = mindir.lp_norm %a {axis = [-2], keep_dims = true, p = 1.0} : tensor<3x4x5xf32> -> tensor<3x1x5xf32>
  return %0 : tensor<3x1x5xf32>
}

func.func @test_lp_norm_grad_one(%a: tensor<3x1x5xf32>, %b: tensor<3x4x5xf32>, %c: tensor<3x1x5xf32> {test.range = [1.000, 3.000]}) -> tensor<3x4x5xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [-2], keep_dims = true, p = 1.0} : (tensor<3x1x5xf32>, tensor<3x4x5xf32>, tensor<3x1x5xf32>) -> tensor<3x4x5xf32>
  return %0 : tensor<3x4x5xf32>
}

func.func @test_lp_norm_three(%a: tensor<3x4x5xf32>) -> tensor<3x1x5xf32> {
  %0 = mindir.lp_norm %a {axis = [-2], keep_dims = true, p = 3.0} : tensor<3x4x5xf32> -> tensor<3x1x5xf32>
  return %0 : tensor<3x1x5xf32>
}

func.func @test_lp_norm_grad_three(%a: tensor<3x1x5xf32>, %b: tensor<3x4x5xf32>, %c: tensor<3x1x5xf32> {test.range = [1.000, 3.000]}) -> tensor<3x4x5xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [-2], keep_dims = true, p = 3.0} : (tensor<3x1x5xf32>, tensor<3x4x5xf32>, tensor<3x1x5xf32>) -> tensor<3x4x5xf32>
  return %0 : tensor<3x4x5xf32>
}

func.func @test_lp_norm_half(%a: tensor<3x4x5xf32>) -> tensor<3x1x5xf32> {
  %0 = mindir.lp_norm %a {axis = [-2], keep_dims = true, p = 0.5} : tensor<3x4x5xf32> -> tensor<3x1x5xf32>
  return %0 : tensor<3x1x5xf32>
}

func.func @test_lp_norm_grad_half(%a: tensor<3x1x5xf32>, %b: tensor<3x4x5xf32>, %c: tensor<3x1x5xf32> {test.range = [1.000, 3.000]}) -> tensor<3x4x5xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [-2], keep_dims = true, p = 0.5} : (tensor<3x1x5xf32>, tensor<3x4x5xf32>, tensor<3x1x5xf32>) -> tensor<3x4x5xf32>
  return %0 : tensor<3x4x5xf32>
}

func.func @test_lp_norm_count(%a: tensor<3x4x5xf32>) -> tensor<3x1x5xf32> {
  %0 = mindir.lp_norm %a {axis = [-2], keep_dims = true, p = 0.0} : tensor<3x4x5xf32> -> tensor<3x1x5xf32>
  return %0 : tensor<3x1x5xf32>
}

func.func @test_lp_norm_grad_count(%a: tensor<3x1x5xf32>, %b: tensor<3x4x5xf32>, %c: tensor<3x1x5xf32> {test.range = [1.000, 3.000]}) -> tensor<3x4x5xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [-2], keep_dims = true, p = 0.0} : (tensor<3x1x5xf32>, tensor<3x4x5xf32>, tensor<3x1x5xf32>) -> tensor<3x4x5xf32>
  return %0 : tensor<3x4x5xf32>
}

func.func @test_lp_norm_largest(%a: tensor<3x4x5xf32>) -> tensor<3x1x5xf32> {
  %0 = mindir.lp_norm %a {axis = [-2], keep_dims = true, p = 0x7FF0000000000000 : f64} : tensor<3x4x5xf32> -> tensor<3x1x5xf32>
  return %0 : tensor<3x1x5xf32>
}

func.func @test_lp_norm_grad_largest(%a: tensor<3x1x5xf32>, %b: tensor<3x4x5xf32>, %c: tensor<3x1x5xf32> {test.range = [1.000, 3.000]}) -> tensor<3x4x5xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c {axis = [-2], keep_dims = true, p = 0x7FF0000000000000 : f64} : (tensor<3x1x5xf32>, tensor<3x4x5xf32>, tensor<3x1x5xf32>) -> tensor<3x4x5xf32>
  return %0 : tensor<3x4x5xf32>
}

func.func @test_lp_norm_bounded(%a: tensor<3x4x5xf32>) -> tensor<3x1x5xf32> {
  %0 = mindir.lp_norm %a {axis = [-2], keep_dims = true, epsilon = 2.5} : tensor<3x4x5xf32> -> tensor<3x1x5xf32>
  return %0 : tensor<3x1x5xf32>
}

func.func @test_lp_norm_all(%a: tensor<?x4xf32>) -> tensor<f32> {
  %0 = mindir.lp_norm %a : tensor<?x4xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_lp_norm_grad_all(%a: tensor<f32>, %b: tensor<3x4xf32>, %c: tensor<f32> {test.range = [1.000, 3.000]}) -> tensor<3x4xf32> {
  %0 = mindir.lp_norm_grad %a, %b, %c : (tensor<f32>, tensor<3x4xf32>, tensor<f32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_l2_normalize_rows(%a: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.l2_normalize %a {epsilon = 0.5} : tensor<?x4xf32> -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

func.func @test_lrn_wide(%a: tensor<2x19x3x3xf32>) -> tensor<2x19x3x3xf32> {
  %0 = mindir.lrn %a {depth_radius = 9 : i64, beta = 1.0} : tensor<2x19x3x3xf32> -> tensor<2x19x3x3xf32>
  return %0 : tensor<2x19x3x3xf32>
}

func.func @test_lrn_all(%a: tensor<2x3x2x2xf32>) -> tensor<2x3x2x2xf32> {
  %0 = mindir.lrn %a : tensor<2x3x2x2xf32> -> tensor<2x3x2x2xf32>
  return %0 : tensor<2x3x2x2xf32>
}

func.func @test_lrn_single(%a: tensor<2x1x2x2xf32>) -> tensor<2x1x2x2xf32> {
  %0 = mindir.lrn %a : tensor<2x1x2x2xf32> -> tensor<2x1x2x2xf32>
  return %0 : tensor<2x1x2x2xf32>
}

func.func @test_lrn_grad_none(%a: tensor<2x3x2x2xf32>, %b: tensor<2x3x2x2xf32>, %c: tensor<2x3x2x2xf32>) -> tensor<2x3x2x2xf32> {
  %0 = mindir.lrn_grad %a, %b, %c {depth_radius = 0 : i64} : (tensor<2x3x2x2xf32>, tensor<2x3x2x2xf32>, tensor<2x3x2x2xf32>) -> tensor<2x3x2x2xf32>
  return %0 : tensor<2x3x2x2xf32>
}
