//===- execute-f64.mlir - Ops on f64 -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every family of ops on f64. Functions come from libm: within a few units of the
// last place.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=4e-15 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=4e-15 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-31: ok
// CHECK-NOT: ok

func.func @test_arithmetic(%x: tensor<?x13xf64>, %y: tensor<?x13xf64> {test.range = [0.5, 2.0]}) -> (tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>) {
  %0 = mindir.add %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  %1 = mindir.sub %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  %2 = mindir.mul %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  %3 = mindir.div %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  %4 = mindir.maximum %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  %5 = mindir.minimum %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  return %0, %1, %2, %3, %4, %5 : tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>
}

func.func @test_unary(%x: tensor<?x13xf64>) -> (tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>) {
  %0 = mindir.neg %x : tensor<?x13xf64>
  %1 = mindir.abs %x : tensor<?x13xf64>
  %2 = mindir.exp %x : tensor<?x13xf64>
  %3 = mindir.sin %x : tensor<?x13xf64>
  %4 = mindir.cos %x : tensor<?x13xf64>
  %5 = mindir.sigmoid %x : tensor<?x13xf64>
  %6 = mindir.tanh %x : tensor<?x13xf64>
  %7 = mindir.relu %x : tensor<?x13xf64>
  %8 = mindir.square %x : tensor<?x13xf64>
  %9 = mindir.floor %x : tensor<?x13xf64>
  %10 = mindir.ceil %x : tensor<?x13xf64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>
}

func.func @test_unary_positive(%x: tensor<?x13xf64> {test.range = [0.5, 4.0]}, %y: tensor<?x13xf64> {test.range = [-1.0, 2.0]}) -> (tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>) {
  %0 = mindir.log %x : tensor<?x13xf64>
  %1 = mindir.sqrt %x : tensor<?x13xf64>
  %2 = mindir.rsqrt %x : tensor<?x13xf64>
  %3 = mindir.reciprocal %x : tensor<?x13xf64>
  %4 = mindir.pow %x, %y : (tensor<?x13xf64>, tensor<?x13xf64>) -> tensor<?x13xf64>
  return %0, %1, %2, %3, %4 : tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>
}

func.func @test_gradients(%dy: tensor<?x13xf64>, %y: tensor<?x13xf64> {test.range = [-1.0, 1.0]}) -> (tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>) {
  %0 = mindir.relu_grad %dy, %y : tensor<?x13xf64>
  %1 = mindir.sigmoid_grad %dy, %y : tensor<?x13xf64>
  %2 = mindir.tanh_grad %dy, %y : tensor<?x13xf64>
  return %0, %1, %2 : tensor<?x13xf64>, tensor<?x13xf64>, tensor<?x13xf64>
}

func.func @test_compare(%x: tensor<?x13xf64>, %y: tensor<13xf64>) -> (tensor<?x13xi1>, tensor<?x13xf64>) {
  %0 = mindir.less %x, %y : (tensor<?x13xf64>, tensor<13xf64>) -> tensor<?x13xi1>
  %1 = mindir.select %0, %x, %y : (tensor<?x13xi1>, tensor<?x13xf64>, tensor<13xf64>) -> tensor<?x13xf64>
  return %0, %1 : tensor<?x13xi1>, tensor<?x13xf64>
}

func.func @test_reduce(%x: tensor<?x4x9xf64>) -> (tensor<?x9xf64>, tensor<?x4xf64>, tensor<f64>, tensor<4xf64>, tensor<?x9xi32>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xf64> -> tensor<?x9xf64>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xf64> -> tensor<?x4xf64>
  %2 = mindir.reduce_min %x : tensor<?x4x9xf64> -> tensor<f64>
  %3 = mindir.reduce_mean %x {axis = [0, 2]} : tensor<?x4x9xf64> -> tensor<4xf64>
  %4 = mindir.argmax %x {axis = 1 : i64} : tensor<?x4x9xf64> -> tensor<?x9xi32>
  return %0, %1, %2, %3, %4 : tensor<?x9xf64>, tensor<?x4xf64>, tensor<f64>, tensor<4xf64>, tensor<?x9xi32>
}

func.func @test_mat_mul(%a: tensor<?x11xf64>, %b: tensor<11x7xf64>, %c: tensor<7xf64>) -> tensor<?x7xf64> {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xf64>, tensor<11x7xf64>) -> tensor<?x7xf64>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xf64>, tensor<7xf64>) -> tensor<?x7xf64>
  %2 = mindir.relu %1 : tensor<?x7xf64>
  return %2 : tensor<?x7xf64>
}

func.func @test_mat_mul_transposed(%a: tensor<?x5xf64>, %b: tensor<?x19xf64>) -> tensor<5x19xf64> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<?x5xf64>, tensor<?x19xf64>) -> tensor<5x19xf64>
  return %0 : tensor<5x19xf64>
}

func.func @test_conv2d(%x: tensor<?x3x7x7xf64>, %w: tensor<5x3x3x3xf64>) -> tensor<?x5x7x7xf64> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<?x3x7x7xf64>, tensor<5x3x3x3xf64>) -> tensor<?x5x7x7xf64>
  return %0 : tensor<?x5x7x7xf64>
}

func.func @test_conv2d_backprop(%dy: tensor<?x5x5x5xf64>, %x: tensor<?x3x7x7xf64>, %w: tensor<5x3x3x3xf64>) -> (tensor<?x3x7x7xf64>, tensor<5x3x3x3xf64>) {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [7, 7]} : (tensor<?x5x5x5xf64>, tensor<5x3x3x3xf64>) -> tensor<?x3x7x7xf64>
  %1 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<?x5x5x5xf64>, tensor<?x3x7x7xf64>) -> tensor<5x3x3x3xf64>
  return %0, %1 : tensor<?x3x7x7xf64>, tensor<5x3x3x3xf64>
}

func.func @test_pool(%x: tensor<?x2x6x6xf64>, %dy: tensor<?x2x3x3xf64>) -> (tensor<?x2x3x3xf64>, tensor<?x2x3x3xf64>, tensor<?x2x6x6xf64>, tensor<?x2x6x6xf64>) {
  %0 = mindir.max_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xf64> -> tensor<?x2x3x3xf64>
  %1 = mindir.avg_pool %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x6x6xf64> -> tensor<?x2x3x3xf64>
  %2 = mindir.max_pool_grad %x, %0, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x2x6x6xf64>, tensor<?x2x3x3xf64>, tensor<?x2x3x3xf64>) -> tensor<?x2x6x6xf64>
  %3 = mindir.avg_pool_grad %dy {input_size = [6, 6], kernel_size = [2, 2], strides = [2, 2]} : tensor<?x2x3x3xf64> -> tensor<?x2x6x6xf64>
  return %0, %1, %2, %3 : tensor<?x2x3x3xf64>, tensor<?x2x3x3xf64>, tensor<?x2x6x6xf64>, tensor<?x2x6x6xf64>
}

func.func @test_softmax(%x: tensor<?x10xf64>) -> (tensor<?x10xf64>, tensor<?x10xf64>) {
  %0 = mindir.softmax %x : tensor<?x10xf64> -> tensor<?x10xf64>
  %1 = mindir.log_softmax %x : tensor<?x10xf64> -> tensor<?x10xf64>
  return %0, %1 : tensor<?x10xf64>, tensor<?x10xf64>
}

func.func @test_loss(%x: tensor<?x10xf64>, %i: tensor<?xi32> {test.range = [0, 10]}, %p: tensor<?x10xf64> {test.range = [0.0, 0.2]}) -> (tensor<f64>, tensor<?x10xf64>, tensor<?xf64>, tensor<?x10xf64>, tensor<f64>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x10xf64>, tensor<?xi32>) -> tensor<f64>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x10xf64>, tensor<?xi32>) -> tensor<?x10xf64>
  %2, %3 = mindir.softmax_cross_entropy %x, %p : (tensor<?x10xf64>, tensor<?x10xf64>) -> (tensor<?xf64>, tensor<?x10xf64>)
  %4 = mindir.mse_loss %x, %p : (tensor<?x10xf64>, tensor<?x10xf64>) -> tensor<f64>
  return %0, %1, %2, %3, %4 : tensor<f64>, tensor<?x10xf64>, tensor<?xf64>, tensor<?x10xf64>, tensor<f64>
}

func.func @test_update(%w: tensor<3x7xf64>, %m: tensor<3x7xf64>, %v: tensor<3x7xf64> {test.range = [0.1, 1.0]}, %g: tensor<3x7xf64>, %lr: tensor<f64> {test.range = [0.01, 0.1]}, %b: tensor<f64> {test.range = [0.5, 0.9]}) -> (tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>) {
  %0, %1 = mindir.apply_momentum %w, %m, %lr, %g, %b {use_nesterov = true} : tensor<3x7xf64>
  %2, %3, %4 = mindir.apply_adam %w, %m, %v, %b, %b, %lr, %b, %b, %lr, %g : tensor<3x7xf64>
  %5, %6, %7 = mindir.sgd %w, %g, %lr, %m, %b, %v : tensor<3x7xf64>
  %8 = mindir.apply_gradient_descent %w, %lr, %g : tensor<3x7xf64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>, tensor<3x7xf64>
}

func.func @test_move(%x: tensor<?x3x5xf64>, %y: tensor<?x2x5xf64>, %i: tensor<?xi32> {test.range = [0, 12]}, %t: tensor<11x3xf64>) -> (tensor<?x4x4xf64>, tensor<?x12xf64>, tensor<?x3xf64>, tensor<f64>) {
  %0 = mindir.concat %x, %y {axis = 1 : i64} : (tensor<?x3x5xf64>, tensor<?x2x5xf64>) -> tensor<?x5x5xf64>
  %1 = mindir.transpose %0 {perm = [0, 2, 1]} : tensor<?x5x5xf64> -> tensor<?x5x5xf64>
  %2 = mindir.slice %1 {begin = [0, 1, 2], size = [-1, 3, 2]} : tensor<?x5x5xf64> -> tensor<?x3x2xf64>
  %3 = mindir.pad %2 {low = [0, 1, 0], high = [0, 0, 2], value = -1.5} : tensor<?x3x2xf64> -> tensor<?x4x4xf64>
  %4 = mindir.one_hot %i {depth = 12 : i64, dtype = f64, on_value = 2.5, off_value = -1.0} : tensor<?xi32> -> tensor<?x12xf64>
  %5 = mindir.gather %t, %i : (tensor<11x3xf64>, tensor<?xi32>) -> tensor<?x3xf64>
  %6 = mindir.extent %x {dtype = f64} : tensor<?x3x5xf64> -> tensor<f64>
  return %3, %4, %5, %6 : tensor<?x4x4xf64>, tensor<?x12xf64>, tensor<?x3xf64>, tensor<f64>
}

func.func @test_dropout(%x: tensor<?x13xf64>, %n: tensor<i64>) -> tensor<?x13xf64> {
  %0 = mindir.dropout %x, %n {keep_prob = 0.75, seed = 3 : i64} : tensor<?x13xf64>, tensor<i64>
  return %0 : tensor<?x13xf64>
}
