//===- execute-bf16.mlir - Ops on bf16 -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every family of ops on bf16. The evaluator keeps all digits; a result here has 8
// bits, and what is summed up or passes from op to op is rounded on the way.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=3e-2 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=3e-2 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-32: ok
// CHECK-NOT: ok

func.func @test_arithmetic(%x: tensor<?x13xbf16>, %y: tensor<?x13xbf16> {test.range = [0.5, 2.0]}) -> (tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>) {
  %0 = mindir.add %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  %1 = mindir.sub %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  %2 = mindir.mul %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  %3 = mindir.div %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  %4 = mindir.maximum %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  %5 = mindir.minimum %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  return %0, %1, %2, %3, %4, %5 : tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>
}

func.func @test_unary(%x: tensor<?x13xbf16>) -> (tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>) {
  %0 = mindir.neg %x : tensor<?x13xbf16>
  %1 = mindir.abs %x : tensor<?x13xbf16>
  %2 = mindir.exp %x : tensor<?x13xbf16>
  %3 = mindir.sin %x : tensor<?x13xbf16>
  %4 = mindir.cos %x : tensor<?x13xbf16>
  %5 = mindir.sigmoid %x : tensor<?x13xbf16>
  %6 = mindir.tanh %x : tensor<?x13xbf16>
  %7 = mindir.relu %x : tensor<?x13xbf16>
  %8 = mindir.square %x : tensor<?x13xbf16>
  %9 = mindir.floor %x : tensor<?x13xbf16>
  %10 = mindir.ceil %x : tensor<?x13xbf16>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>
}

func.func @test_unary_positive(%x: tensor<?x13xbf16> {test.range = [0.5, 4.0]}, %y: tensor<?x13xbf16> {test.range = [-1.0, 2.0]}) -> (tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>) {
  %0 = mindir.log %x : tensor<?x13xbf16>
  %1 = mindir.sqrt %x : tensor<?x13xbf16>
  %2 = mindir.rsqrt %x : tensor<?x13xbf16>
  %3 = mindir.reciprocal %x : tensor<?x13xbf16>
  %4 = mindir.pow %x, %y : (tensor<?x13xbf16>, tensor<?x13xbf16>) -> tensor<?x13xbf16>
  return %0, %1, %2, %3, %4 : tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>
}

func.func @test_gradients(%dy: tensor<?x13xbf16>, %y: tensor<?x13xbf16> {test.range = [-1.0, 1.0]}) -> (tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>) {
  %0 = mindir.relu_grad %dy, %y : tensor<?x13xbf16>
  %1 = mindir.sigmoid_grad %dy, %y : tensor<?x13xbf16>
  %2 = mindir.tanh_grad %dy, %y : tensor<?x13xbf16>
  return %0, %1, %2 : tensor<?x13xbf16>, tensor<?x13xbf16>, tensor<?x13xbf16>
}

func.func @test_compare(%x: tensor<?x13xbf16>, %y: tensor<13xbf16>) -> (tensor<?x13xi1>, tensor<?x13xbf16>) {
  %0 = mindir.less %x, %y : (tensor<?x13xbf16>, tensor<13xbf16>) -> tensor<?x13xi1>
  %1 = mindir.select %0, %x, %y : (tensor<?x13xi1>, tensor<?x13xbf16>, tensor<13xbf16>) -> tensor<?x13xbf16>
  return %0, %1 : tensor<?x13xi1>, tensor<?x13xbf16>
}

func.func @test_reduce(%x: tensor<?x4x9xbf16>) -> (tensor<?x9xbf16>, tensor<?x4xbf16>, tensor<bf16>, tensor<4xbf16>, tensor<?x9xi32>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xbf16> -> tensor<?x9xbf16>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xbf16> -> tensor<?x4xbf16>
  %2 = mindir.reduce_min %x : tensor<?x4x9xbf16> -> tensor<bf16>
  %3 = mindir.reduce_mean %x {axis = [0, 2]} : tensor<?x4x9xbf16> -> tensor<4xbf16>
  %4 = mindir.argmax %x {axis = 1 : i64} : tensor<?x4x9xbf16> -> tensor<?x9xi32>
  return %0, %1, %2, %3, %4 : tensor<?x9xbf16>, tensor<?x4xbf16>, tensor<bf16>, tensor<4xbf16>, tensor<?x9xi32>
}

func.func @test_mat_mul(%a: tensor<?x11xbf16>, %b: tensor<11x7xbf16>, %c: tensor<7xbf16>) -> tensor<?x7xbf16> {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xbf16>, tensor<11x7xbf16>) -> tensor<?x7xbf16>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xbf16>, tensor<7xbf16>) -> tensor<?x7xbf16>
  %2 = mindir.relu %1 : tensor<?x7xbf16>
  return %2 : tensor<?x7xbf16>
}

func.func @test_mat_mul_transposed(%a: tensor<?x5xbf16>, %b: tensor<?x19xbf16>) -> tensor<5x19xbf16> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<?x5xbf16>, tensor<?x19xbf16>) -> tensor<5x19xbf16>
  return %0 : tensor<5x19xbf16>
}

func.func @test_conv2d(%x: tensor<?x3x7x7xbf16>, %w: tensor<5x3x3x3xbf16>) -> tensor<?x5x7x7xbf16> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x3x7x7xbf16>, tensor<5x3x3x3xbf16>) -> tensor<?x5x7x7xbf16>
  return %0 : tensor<?x5x7x7xbf16>
}

func.func @test_conv2d_backprop(%dy: tensor<?x5x5x5xbf16>, %x: tensor<?x3x7x7xbf16>, %w: tensor<5x3x3x3xbf16>) -> (tensor<?x3x7x7xbf16>, tensor<5x3x3x3xbf16>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 7]} : (tensor<?x5x5x5xbf16>, tensor<5x3x3x3xbf16>) -> tensor<?x3x7x7xbf16>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<?x5x5x5xbf16>, tensor<?x3x7x7xbf16>) -> tensor<5x3x3x3xbf16>
  return %0, %1 : tensor<?x3x7x7xbf16>, tensor<5x3x3x3xbf16>
}

func.func @test_pool(%x: tensor<?x2x6x6xbf16>, %dy: tensor<?x2x3x3xbf16>) -> (tensor<?x2x3x3xbf16>, tensor<?x2x3x3xbf16>, tensor<?x2x6x6xbf16>, tensor<?x2x6x6xbf16>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xbf16> -> tensor<?x2x3x3xbf16>
  %1 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xbf16> -> tensor<?x2x3x3xbf16>
  %2 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x2x6x6xbf16>, tensor<?x2x3x3xbf16>, tensor<?x2x3x3xbf16>) -> tensor<?x2x6x6xbf16>
  %3 = mindir.avg_pool_grad %dy {input_size = [6, 6], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x3x3xbf16> -> tensor<?x2x6x6xbf16>
  return %0, %1, %2, %3 : tensor<?x2x3x3xbf16>, tensor<?x2x3x3xbf16>, tensor<?x2x6x6xbf16>, tensor<?x2x6x6xbf16>
}

func.func @test_softmax(%x: tensor<?x10xbf16>) -> (tensor<?x10xbf16>, tensor<?x10xbf16>) {
  %0 = mindir.softmax %x : tensor<?x10xbf16> -> tensor<?x10xbf16>
  %1 = mindir.log_softmax %x : tensor<?x10xbf16> -> tensor<?x10xbf16>
  return %0, %1 : tensor<?x10xbf16>, tensor<?x10xbf16>
}

func.func @test_loss(%x: tensor<?x10xbf16>, %i: tensor<?xi32> {test.range = [0, 10]}, %p: tensor<?x10xbf16> {test.range = [0.0, 0.2]}) -> (tensor<bf16>, tensor<?x10xbf16>, tensor<?xbf16>, tensor<?x10xbf16>, tensor<bf16>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x10xbf16>, tensor<?xi32>) -> tensor<bf16>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x10xbf16>, tensor<?xi32>) -> tensor<?x10xbf16>
  %2, %3 = mindir.softmax_cross_entropy %x, %p : (tensor<?x10xbf16>, tensor<?x10xbf16>) -> (tensor<?xbf16>, tensor<?x10xbf16>)
  %4 = mindir.mse_loss %x, %p : (tensor<?x10xbf16>, tensor<?x10xbf16>) -> tensor<bf16>
  return %0, %1, %2, %3, %4 : tensor<bf16>, tensor<?x10xbf16>, tensor<?xbf16>, tensor<?x10xbf16>, tensor<bf16>
}

func.func @test_update(%w: tensor<3x7xbf16>, %m: tensor<3x7xbf16>, %v: tensor<3x7xbf16> {test.range = [0.1, 1.0]}, %g: tensor<3x7xbf16>, %lr: tensor<bf16> {test.range = [0.01, 0.1]}, %b: tensor<bf16> {test.range = [0.5, 0.9]}) -> (tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>) {
  %0, %1 = mindir.apply_momentum %w, %m, %lr, %g, %b {use_nesterov = true} : tensor<3x7xbf16>
  %2, %3, %4 = mindir.apply_adam %w, %m, %v, %b, %b, %lr, %b, %b, %lr, %g : tensor<3x7xbf16>
  %5, %6, %7 = mindir.sgd %w, %g, %lr, %m, %b, %v : tensor<3x7xbf16>
  %8 = mindir.apply_gradient_descent %w, %lr, %g : tensor<3x7xbf16>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>, tensor<3x7xbf16>
}

func.func @test_move(%x: tensor<?x3x5xbf16>, %y: tensor<?x2x5xbf16>, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xbf16>) -> (tensor<?x4x4xbf16>, tensor<?x12xbf16>, tensor<?x3xbf16>, tensor<bf16>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xbf16>, tensor<?x2x5xbf16>) -> tensor<?x5x5xbf16>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xbf16> -> tensor<?x5x5xbf16>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xbf16> -> tensor<?x3x2xbf16>
  %3 = mindir.pad %2 {low = [0, 1, 0], high = [0, 0, 2], value = -1.5} : tensor<?x3x2xbf16> -> tensor<?x4x4xbf16>
  %4 = mindir.one_hot %i {depth = 12 : i64, dtype = bf16, on_value = 2.5, off_value = -1.0} : tensor<?xi32> -> tensor<?x12xbf16>
  %5 = mindir.gather %t, %i : (tensor<11x3xbf16>, tensor<?xi32>) -> tensor<?x3xbf16>
  %6 = mindir.extent %x {dtype = bf16} : tensor<?x3x5xbf16> -> tensor<bf16>
  return %3, %4, %5, %6 : tensor<?x4x4xbf16>, tensor<?x12xbf16>, tensor<?x3xbf16>, tensor<bf16>
}

func.func @test_dropout(%x: tensor<?x13xbf16>, %n: tensor<i64>) -> tensor<?x13xbf16> {
  %0 = mindir.dropout %x, %n {keep_prob = 0.75, seed = 3 : i64} : tensor<?x13xbf16>, tensor<i64>
  return %0 : tensor<?x13xbf16>
}

// A packed operand: its blocks have as many lanes as the sums, which are f32.
func.func @test_packed_filter(%dy: tensor<1x17x7x3xbf16>, %x: tensor<1x8x7x3xbf16>) -> tensor<17x8x1x3xbf16> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [1, 3], dilation = [2, 3], pad_mode = "same"} : (tensor<1x17x7x3xbf16>, tensor<1x8x7x3xbf16>) -> tensor<17x8x1x3xbf16>
  return %0 : tensor<17x8x1x3xbf16>
}
