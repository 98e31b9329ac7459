//===- mindir-to-linalg.mlir - Ops as loops over elements ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What an index map says of an op, and what stays an op of the dialect.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(convert-mindir-to-linalg))" | FileCheck %s

// The output is the third map: the sum runs over its missing loops.
// CHECK-DAG: #[[$X:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1 * 2 + d5, d3 * 2 + d6 * 3, d4 + d7)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-LABEL: func.func @bias(
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[$ROW]], #{{.*}}], iterator_types = ["parallel", "parallel"]}
// CHECK: {mindir.op = "bias_add"}
// CHECK: arith.addf
func.func @bias(%x: tensor<?x3xf32>, %b: tensor<3xf32>) -> tensor<?x3xf32> {
  %0 = mindir.bias_add %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

// CHECK-LABEL: func.func @conv(
// CHECK: linalg.generic {indexing_maps = [#[[$X]],
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]
func.func @conv(%x: tensor<?x4x9x7xf32>, %w: tensor<6x2x2x3xf32>) -> tensor<?x6x3x5xf32> {
  %0 = mindir.conv2d %x, %w {stride = [2, 1], dilation = [3, 1], group = 2 : i64} : (tensor<?x4x9x7xf32>, tensor<6x2x2x3xf32>) -> tensor<?x6x3x5xf32>
  return %0 : tensor<?x6x3x5xf32>
}

// A splat is a number in the loop, other constants, state and views stay.
// CHECK-LABEL: func.func @stays(
// CHECK: mindir.load
// CHECK: mindir.constant dense<[1.000000e+00, 2.000000e+00]>
// CHECK: mindir.reshape
// CHECK: arith.constant 5.000000e-01
// CHECK: mindir.assign
mindir.parameter @w : tensor<2xf32> init(#mindir.ones)
func.func @stays() -> tensor<2x2xf32> {
  %w = mindir.load @w : tensor<2xf32>
  %c = mindir.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %h = mindir.constant dense<0.5> : tensor<4xf32>
  %0 = mindir.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %1 = mindir.reshape %0 {shape = [4]} : tensor<2x2xf32> -> tensor<4xf32>
  %2 = mindir.mul %1, %h : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = mindir.reshape %2 {shape = [2, 2]} : tensor<4xf32> -> tensor<2x2xf32>
  %4 = mindir.add %w, %c : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  mindir.assign @w, %4 : tensor<2xf32>
  return %3 : tensor<2x2xf32>
}
