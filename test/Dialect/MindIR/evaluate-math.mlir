//===- evaluate-math.mlir - Numbers of math ops ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What math ops compute, by numbers that can be checked by hand.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-evaluate -o /dev/null | FileCheck %s
// RUN: ms-opt %s -canonicalize -test-evaluate -o /dev/null | FileCheck %s

// CHECK: test_unary#0: [3] = 4, 0, 0.25
// CHECK: test_unary#1: [3] = 0, 0, 0.5
// CHECK: test_unary#2: [3] = -2, 0, 0
// CHECK: test_unary#3: [3] = -2, 0, 1
// CHECK: test_unary#4: [3] = 2, -0, -0.5
func.func @test_unary() -> (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) {
  %x = mindir.constant dense<[-2.0, 0.0, 0.5]> : tensor<3xf32>
  %0 = mindir.square %x : tensor<3xf32>
  %1 = mindir.relu %x : tensor<3xf32>
  %2 = mindir.floor %x : tensor<3xf32>
  %3 = mindir.ceil %x : tensor<3xf32>
  %4 = mindir.neg %x : tensor<3xf32>
  return %0, %1, %2, %3, %4 : tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}

// CHECK: test_functions#0: [2] = 1, 2.71828
// CHECK: test_functions#1: [2] = 0.5, 0.731059
// CHECK: test_functions#2: [2] = 0, 0.761594
// CHECK: test_functions#3: [2] = inf, 1
// CHECK: test_functions#4: [2] = -inf, 0
func.func @test_functions() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %x = mindir.constant dense<[0.0, 1.0]> : tensor<2xf32>
  %0 = mindir.exp %x : tensor<2xf32>
  %1 = mindir.sigmoid %x : tensor<2xf32>
  %2 = mindir.tanh %x : tensor<2xf32>
  %3 = mindir.rsqrt %x : tensor<2xf32>
  %4 = mindir.log %x : tensor<2xf32>
  return %0, %1, %2, %3, %4 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// CHECK: test_nan#0: [2] = nan, 1
// CHECK: test_nan#1: [2] = nan, 0
// CHECK: test_nan#2: [2] = nan, 1
// CHECK: test_nan#3: [2] = 0, 1
// CHECK: test_nan#4: [2] = 1, 0
func.func @test_nan() -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xi1>, tensor<2xi1>) {
  %x = mindir.constant dense<[0x7FC00000, 1.0]> : tensor<2xf32>
  %zero = mindir.constant dense<0.0> : tensor<f32>
  %0 = mindir.maximum %zero, %x : (tensor<f32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = mindir.minimum %x, %zero : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %2 = mindir.relu %x : tensor<2xf32>
  %3 = mindir.equal %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  %4 = mindir.not_equal %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  return %0, %1, %2, %3, %4 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xi1>, tensor<2xi1>
}

// CHECK: test_broadcast#0: [2, 3] = 11, 12, 13, 21, 22, 23
// CHECK: test_broadcast#1: [2, 3] = 9, 8, 7, 19, 18, 17
func.func @test_broadcast() -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %x = mindir.constant dense<[[10.0], [20.0]]> : tensor<2x1xf32>
  %y = mindir.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %0 = mindir.add %x, %y : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %1 = mindir.sub %x, %y : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}

// Rounded toward zero; nothing is left of a division by zero.
// CHECK: test_integer_division#0: [4] = 3, -3, -3, 0
func.func @test_integer_division() -> tensor<4xi32> {
  %x = mindir.constant dense<[7, -7, 7, 7]> : tensor<4xi32>
  %y = mindir.constant dense<[2, 2, -2, 0]> : tensor<4xi32>
  %0 = mindir.div %x, %y : (tensor<4xi32>, tensor<4xi32>) -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

// CHECK: test_integers_wrap#0: [3] = -128, 127, 44
// CHECK: test_integers_wrap#1: [2] = 255, 44
func.func @test_integers_wrap() -> (tensor<3xi8>, tensor<2xui8>) {
  %x = mindir.constant dense<[127, -128, 100]> : tensor<3xi8>
  %y = mindir.constant dense<[1, -1, -56]> : tensor<3xi8>
  %0 = mindir.add %x, %y : (tensor<3xi8>, tensor<3xi8>) -> tensor<3xi8>
  %u = mindir.constant dense<[0, 200]> : tensor<2xui8>
  %v = mindir.constant dense<[1, 156]> : tensor<2xui8>
  %1 = mindir.sub %u, %v : (tensor<2xui8>, tensor<2xui8>) -> tensor<2xui8>
  return %0, %1 : tensor<3xi8>, tensor<2xui8>
}

// CHECK: test_choice#0: [2, 2] = 1, 9, 9, 2
func.func @test_choice() -> tensor<2x2xf32> {
  %c = mindir.constant dense<[[true, false], [false, true]]> : tensor<2x2xi1>
  %x = mindir.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %y = mindir.constant dense<9.0> : tensor<f32>
  %0 = mindir.select %c, %x, %y : (tensor<2x2xi1>, tensor<2xf32>, tensor<f32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// CHECK: test_reduce#0: [2] = 6, 15
// CHECK: test_reduce#1: [1, 3] = 2.5, 3.5, 4.5
// CHECK: test_reduce#2: [] = 6
// CHECK: test_reduce#3: [1, 1] = 1
// CHECK: test_reduce#4: [3] = 1, 1, 1
func.func @test_reduce() -> (tensor<2xf32>, tensor<1x3xf32>, tensor<f32>, tensor<1x1xf32>, tensor<3xi32>) {
  %x = mindir.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<2x3xf32> -> tensor<2xf32>
  %1 = mindir.reduce_mean %x {axis = [0], keep_dims = true} : tensor<2x3xf32> -> tensor<1x3xf32>
  %2 = mindir.reduce_max %x : tensor<2x3xf32> -> tensor<f32>
  %3 = mindir.reduce_min %x {keep_dims = true} : tensor<2x3xf32> -> tensor<1x1xf32>
  %4 = mindir.argmax %x {axis = 0 : i64} : tensor<2x3xf32> -> tensor<3xi32>
  return %0, %1, %2, %3, %4 : tensor<2xf32>, tensor<1x3xf32>, tensor<f32>, tensor<1x1xf32>, tensor<3xi32>
}

// The first of equal elements; a NaN is the largest.
// CHECK: test_argmax#0: [3] = 1, 0, 2
func.func @test_argmax() -> tensor<3xi64> {
  %x = mindir.constant dense<[[1.0, 5.0, 5.0], [3.0, 3.0, 3.0], [9.0, 0.0, 0x7FC00000]]> : tensor<3x3xf32>
  %0 = mindir.argmax %x {output_type = i64} : tensor<3x3xf32> -> tensor<3xi64>
  return %0 : tensor<3xi64>
}

// CHECK: test_mat_mul#0: [2, 2] = 19, 22, 43, 50
// CHECK: test_mat_mul#1: [2, 2] = 26, 30, 38, 44
// CHECK: test_mat_mul#2: [2, 2] = 17, 23, 39, 53
func.func @test_mat_mul() -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>) {
  %a = mindir.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %b = mindir.constant dense<[[5.0, 6.0], [7.0, 8.0]]> : tensor<2x2xf32>
  %0 = mindir.mat_mul %a, %b : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %1 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  %2 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0, %1, %2 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>
}
