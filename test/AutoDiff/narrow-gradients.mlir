//===- narrow-gradients.mlir - Cuts move to what gradients are made of ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Each function's values stay the same: the second run evaluates what came out
// against what went in, compiled.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-narrow-gradients | FileCheck %s
// RUN: ms-opt %s -mindir-narrow-gradients -test-evaluate -o /dev/null > %t.narrow
// RUN: ms-opt %s -test-evaluate -o /dev/null > %t.whole
// RUN: diff %t.narrow %t.whole
// RUN: FileCheck %s --check-prefix=VALUES --input-file %t.whole
// VALUES: test_values#0: [1, 2] = -18, -7
// VALUES: test_values#1: [1, 1, 1, 2] = 3, 6

// CHECK-LABEL: @conv_filter(
// CHECK: %[[DY:.*]] = mindir.slice %arg0 {begin = [0, 2, 0, 0], size = [-1, 3, -1, -1]}
// CHECK: %[[DW:.*]] = mindir.conv2d_backprop_filter %[[DY]], %arg1
// CHECK: return %[[DW]] : tensor<3x4x3x3xf32>
func.func @conv_filter(%dy: tensor<?x8x6x6xf32>, %x: tensor<?x4x8x8xf32>) -> tensor<3x4x3x3xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad_mode = "valid"} : (tensor<?x8x6x6xf32>, tensor<?x4x8x8xf32>) -> tensor<8x4x3x3xf32>
  %1 = mindir.slice %0 {begin = [2, 0, 0, 0], size = [3, -1, -1, -1]} : tensor<8x4x3x3xf32> -> tensor<3x4x3x3xf32>
  return %1 : tensor<3x4x3x3xf32>
}

// Whole groups can be left out: here the second and third of four.
// CHECK-LABEL: @conv_groups(
// CHECK-DAG: mindir.slice %arg0 {begin = [0, 2, 0, 0], size = [-1, 4, -1, -1]}
// CHECK-DAG: mindir.slice %arg1 {begin = [0, 1, 0, 0], size = [-1, 2, -1, -1]}
// CHECK: mindir.conv2d_backprop_filter {{.*}}group = 2
// CHECK-SAME: -> tensor<4x1x3x3xf32>
// CHECK-NOT: mindir.slice
func.func @conv_groups(%dy: tensor<?x8x6x6xf32>, %x: tensor<?x4x8x8xf32>) -> tensor<4x1x3x3xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad_mode = "valid", group = 4 : i64} : (tensor<?x8x6x6xf32>, tensor<?x4x8x8xf32>) -> tensor<8x1x3x3xf32>
  %1 = mindir.slice %0 {begin = [2, 0, 0, 0], size = [4, -1, -1, -1]} : tensor<8x1x3x3xf32> -> tensor<4x1x3x3xf32>
  return %1 : tensor<4x1x3x3xf32>
}

// Half a group cannot.
// CHECK-LABEL: @conv_half_group(
// CHECK-NEXT: mindir.conv2d_backprop_filter %arg0, %arg1
// CHECK-NEXT: mindir.slice
func.func @conv_half_group(%dy: tensor<?x8x6x6xf32>, %x: tensor<?x4x8x8xf32>) -> tensor<3x1x3x3xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3], pad_mode = "valid", group = 4 : i64} : (tensor<?x8x6x6xf32>, tensor<?x4x8x8xf32>) -> tensor<8x1x3x3xf32>
  %1 = mindir.slice %0 {begin = [2, 0, 0, 0], size = [3, -1, -1, -1]} : tensor<8x1x3x3xf32> -> tensor<3x1x3x3xf32>
  return %1 : tensor<3x1x3x3xf32>
}

// Through all that nobody else reads: the lowest layer of a network.
// CHECK-LABEL: @chain(
// CHECK-DAG: %[[W:.*]] = mindir.slice %arg1 {begin = [0, 1, 0, 0], size = [-1, 2, -1, -1]}
// CHECK: %[[DX:.*]] = mindir.conv2d_backprop_input %arg0, %[[W]]
// CHECK: %[[P:.*]] = mindir.max_pool_grad %{{.*}}, %{{.*}}, %[[DX]]
// CHECK-SAME: -> tensor<?x2x14x14xf32>
// CHECK: %[[R:.*]] = mindir.relu_grad %[[P]], %{{.*}} : tensor<?x2x14x14xf32>
// CHECK: mindir.bias_add_grad %[[R]] : tensor<?x2x14x14xf32> -> tensor<2xf32>
func.func @chain(%dy: tensor<?x5x5x5xf32>, %w: tensor<5x4x3x3xf32>, %y: tensor<?x4x14x14xf32>, %p: tensor<?x4x7x7xf32>) -> tensor<2xf32> {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 7], pad_mode = "valid"} : (tensor<?x5x5x5xf32>, tensor<5x4x3x3xf32>) -> tensor<?x4x7x7xf32>
  %1 = mindir.max_pool_grad %y, %p, %0 {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x4x14x14xf32>, tensor<?x4x7x7xf32>, tensor<?x4x7x7xf32>) -> tensor<?x4x14x14xf32>
  %2 = mindir.relu_grad %1, %y : tensor<?x4x14x14xf32>
  %3 = mindir.bias_add_grad %2 : tensor<?x4x14x14xf32> -> tensor<4xf32>
  %4 = mindir.slice %3 {begin = [1], size = [2]} : tensor<4xf32> -> tensor<2xf32>
  return %4 : tensor<2xf32>
}

// What is read elsewhere is not computed twice.
// CHECK-LABEL: @shared(
// CHECK-NEXT: mindir.mat_mul %arg0, %arg1
// CHECK-NEXT: mindir.slice
func.func @shared(%a: tensor<8x4xf32>, %b: tensor<4x3xf32>) -> (tensor<8x3xf32>, tensor<2x3xf32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<8x4xf32>, tensor<4x3xf32>) -> tensor<8x3xf32>
  %1 = mindir.slice %0 {begin = [1, 0], size = [2, -1]} : tensor<8x3xf32> -> tensor<2x3xf32>
  return %0, %1 : tensor<8x3xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: @mat_mul_columns(
// CHECK: %[[B:.*]] = mindir.slice %arg1 {begin = [2, 0], size = [1, -1]}
// CHECK: mindir.mat_mul %arg0, %[[B]] {transpose_b = true}
func.func @mat_mul_columns(%a: tensor<8x4xf32>, %b: tensor<3x4xf32>) -> tensor<8x1xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<8x4xf32>, tensor<3x4xf32>) -> tensor<8x3xf32>
  %1 = mindir.slice %0 {begin = [0, 2], size = [-1, 1]} : tensor<8x3xf32> -> tensor<8x1xf32>
  return %1 : tensor<8x1xf32>
}

// The sum of a gradient along the batch, scaled, for a bias added by `add`.
// CHECK-LABEL: @sums(
// CHECK: %[[S:.*]] = mindir.slice %arg0 {begin = [0, 0, 1], size = [-1, -1, 2]}
// CHECK: %[[R:.*]] = mindir.reduce_sum %[[S]] {axis = [0, 1]} : tensor<?x3x2xf32> -> tensor<2xf32>
// CHECK: mindir.mul %[[R]], %arg1 : (tensor<2xf32>, tensor<f32>)
// CHECK-NEXT: return
func.func @sums(%dy: tensor<?x3x4xf32>, %c: tensor<f32>) -> tensor<2xf32> {
  %0 = mindir.reduce_sum %dy {axis = [0, 1]} : tensor<?x3x4xf32> -> tensor<4xf32>
  %1 = mindir.mul %0, %c : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %2 = mindir.slice %1 {begin = [1], size = [2]} : tensor<4xf32> -> tensor<2xf32>
  return %2 : tensor<2xf32>
}

func.func @test_values() -> (tensor<1x2xf32>, tensor<1x1x1x2xf32>) {
  %a = mindir.constant dense<[[1.0, -2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = mindir.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>
  %0 = mindir.mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = mindir.sub %0, %b : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = mindir.transpose %1 {perm = [1, 0]} : tensor<2x2xf32> -> tensor<2x2xf32>
  %3 = mindir.neg %2 : tensor<2x2xf32>
  %4 = mindir.slice %3 {begin = [0, 0], size = [1, -1]} : tensor<2x2xf32> -> tensor<1x2xf32>
  %dy = mindir.reshape %a {shape = [1, 2, 2, 1]} : tensor<2x2xf32> -> tensor<1x2x2x1xf32>
  %x = mindir.constant dense<[[[[0.0, 0.0], [0.75, 1.5]]]]> : tensor<1x1x2x2xf32>
  %5 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 2], pad_mode = "valid"} : (tensor<1x2x2x1xf32>, tensor<1x1x2x2xf32>) -> tensor<2x1x1x2xf32>
  %6 = mindir.slice %5 {begin = [1, 0, 0, 0], size = [1, -1, -1, -1]} : tensor<2x1x1x2xf32> -> tensor<1x1x1x2xf32>
  return %4, %6 : tensor<1x2xf32>, tensor<1x1x1x2xf32>
}
