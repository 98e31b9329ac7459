//===- ops-special.mlir - Special functions, lengths of vectors -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-roundtrip | FileCheck %s

// CHECK-LABEL: func.func @special
func.func @special(%x: tensor<2x3xf32>, %y: tensor<3xf32>, %r: tensor<2xf32>, %i: tensor<2x3xui8>, %m: tensor<?x8x4x4xf32>) {
  // CHECK: mindir.asinh %{{.*}} : tensor<2x3xf32>
  %0 = mindir.asinh %x : tensor<2x3xf32>
  // CHECK: mindir.acosh %{{.*}} : tensor<2x3xf32>
  %1 = mindir.acosh %x : tensor<2x3xf32>
  // CHECK: mindir.atanh %{{.*}} : tensor<2x3xf32>
  %2 = mindir.atanh %x : tensor<2x3xf32>
  // CHECK: mindir.erfinv %{{.*}} : tensor<2x3xf32>
  %3 = mindir.erfinv %x : tensor<2x3xf32>
  // CHECK: mindir.sinc %{{.*}} : tensor<2x3xf32>
  %4 = mindir.sinc %x : tensor<2x3xf32>
  // CHECK: mindir.lgamma %{{.*}} : tensor<2x3xf32>
  %5 = mindir.lgamma %x : tensor<2x3xf32>
  // CHECK: mindir.digamma %{{.*}} : tensor<2x3xf32>
  %6 = mindir.digamma %x : tensor<2x3xf32>
  // CHECK: mindir.trigamma %{{.*}} : tensor<2x3xf32>
  %7 = mindir.trigamma %x : tensor<2x3xf32>
  // CHECK: mindir.softsign %{{.*}} : tensor<2x3xf32>
  %8 = mindir.softsign %x : tensor<2x3xf32>
  // CHECK: mindir.fast_gelu %{{.*}} : tensor<2x3xf32>
  %9 = mindir.fast_gelu %x : tensor<2x3xf32>
  // CHECK: mindir.celu %{{.*}} : tensor<2x3xf32>
  %10 = mindir.celu %x : tensor<2x3xf32>
  // CHECK: mindir.celu %{{.*}} {alpha = 5.000000e-01 : f64} : tensor<2x3xf32>
  %11 = mindir.celu %x {alpha = 5.000000e-01 : f64} : tensor<2x3xf32>
  // CHECK: mindir.fast_gelu_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %12 = mindir.fast_gelu_grad %x, %x : tensor<2x3xf32>
  // CHECK: mindir.invert %{{.*}} : tensor<2x3xui8>
  %13 = mindir.invert %i : tensor<2x3xui8>
  // CHECK: mindir.hypot %{{.*}}, %{{.*}} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %14 = mindir.hypot %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.xlogy %{{.*}}, %{{.*}} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %15 = mindir.xlogy %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.bitwise_and %{{.*}}, %{{.*}} : (tensor<2x3xui8>, tensor<2x3xui8>) -> tensor<2x3xui8>
  %16 = mindir.bitwise_and %i, %i : (tensor<2x3xui8>, tensor<2x3xui8>) -> tensor<2x3xui8>
  // CHECK: mindir.bitwise_or %{{.*}}, %{{.*}} : (tensor<2x3xui8>, tensor<2x3xui8>) -> tensor<2x3xui8>
  %17 = mindir.bitwise_or %i, %i : (tensor<2x3xui8>, tensor<2x3xui8>) -> tensor<2x3xui8>
  // CHECK: mindir.bitwise_xor %{{.*}}, %{{.*}} : (tensor<2x3xui8>, tensor<2x3xui8>) -> tensor<2x3xui8>
  %18 = mindir.bitwise_xor %i, %i : (tensor<2x3xui8>, tensor<2x3xui8>) -> tensor<2x3xui8>
  // CHECK: mindir.lp_norm %{{.*}} {axis = [-1], keep_dims = true, p = 3.000000e+00 : f64} : tensor<2x3xf32> -> tensor<2x1xf32>
  %19 = mindir.lp_norm %x {axis = [-1], keep_dims = true, p = 3.000000e+00 : f64} : tensor<2x3xf32> -> tensor<2x1xf32>
  // CHECK: mindir.lp_norm %{{.*}} {epsilon = 0.000000e+00 : f64, p = 0x7FF0000000000000 : f64} : tensor<2x3xf32> -> tensor<f32>
  %20 = mindir.lp_norm %x {epsilon = 0.000000e+00 : f64, p = 0x7FF0000000000000 : f64} : tensor<2x3xf32> -> tensor<f32>
  // CHECK: mindir.lp_norm_grad %{{.*}}, %{{.*}}, %{{.*}} {axis = [1]} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  %21 = mindir.lp_norm_grad %r, %x, %r {axis = [1]} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.l2_normalize %{{.*}} {axis = -1 : i64, epsilon = 1.000000e-03 : f64} : tensor<2x3xf32> -> tensor<2x3xf32>
  %22 = mindir.l2_normalize %x {axis = -1 : i64, epsilon = 1.000000e-03 : f64} : tensor<2x3xf32> -> tensor<2x3xf32>
  // CHECK: mindir.l2_normalize_grad %{{.*}}, %{{.*}}, %{{.*}} {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %23 = mindir.l2_normalize_grad %x, %x, %x {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.lrn %{{.*}} {alpha = 1.000000e-04 : f64, beta = 7.500000e-01 : f64, bias = 2.000000e+00 : f64, depth_radius = 2 : i64} : tensor<?x8x4x4xf32> -> tensor<?x8x4x4xf32>
  %24 = mindir.lrn %m {alpha = 1.000000e-04 : f64, beta = 7.500000e-01 : f64, bias = 2.000000e+00 : f64, depth_radius = 2 : i64} : tensor<?x8x4x4xf32> -> tensor<?x8x4x4xf32>
  // CHECK: mindir.lrn_grad %{{.*}}, %{{.*}}, %{{.*}} {depth_radius = 2 : i64} : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>) -> tensor<?x8x4x4xf32>
  %25 = mindir.lrn_grad %m, %m, %m {depth_radius = 2 : i64} : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>) -> tensor<?x8x4x4xf32>
  return
}
