//===- execute-dropout.mlir - Dropout ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Which elements drop out is a function of place, seed and counter: the same in
// compiled code as in the evaluator, bit for bit, forward and backward.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-17: ok
// CHECK-NOT: ok

func.func @test_vector(%x: tensor<?x37xf32>, %n: tensor<i64> {test.range = [0, 9000000000000]}) -> (tensor<?x37xf32>, tensor<?x37xf32>) {
  %0 = mindir.dropout %x, %n {keep_prob = 0.5, seed = 0 : i64} : tensor<?x37xf32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %n {keep_prob = 0.5, seed = 1 : i64} : tensor<?x37xf32>, tensor<i64>
  return %0, %1 : tensor<?x37xf32>, tensor<?x37xf32>
}

func.func @test_image(%x: tensor<?x3x5x7xf32>, %n: tensor<i64> {test.range = [0, 9000000000000]}) -> (tensor<?x3x5x7xf32>, tensor<?x3x5x7xf32>) {
  %0 = mindir.dropout %x, %n {keep_prob = 0.9, seed = 12345 : i64} : tensor<?x3x5x7xf32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %n {keep_prob = 0.9, seed = 12346 : i64} : tensor<?x3x5x7xf32>, tensor<i64>
  return %0, %1 : tensor<?x3x5x7xf32>, tensor<?x3x5x7xf32>
}

func.func @test_scalar(%x: tensor<f32>, %n: tensor<i64> {test.range = [0, 9000000000000]}) -> (tensor<f32>, tensor<f32>) {
  %0 = mindir.dropout %x, %n {keep_prob = 0.25, seed = -3 : i64} : tensor<f32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %n {keep_prob = 0.25, seed = -2 : i64} : tensor<f32>, tensor<i64>
  return %0, %1 : tensor<f32>, tensor<f32>
}

func.func @test_all(%x: tensor<?x5xf32>, %n: tensor<i64> {test.range = [0, 9000000000000]}) -> (tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = mindir.dropout %x, %n {keep_prob = 1.0, seed = 7 : i64} : tensor<?x5xf32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %n {keep_prob = 1.0, seed = 8 : i64} : tensor<?x5xf32>, tensor<i64>
  return %0, %1 : tensor<?x5xf32>, tensor<?x5xf32>
}

func.func @test_wide(%x: tensor<3x1001xf32>, %n: tensor<i64> {test.range = [0, 9000000000000]}) -> (tensor<3x1001xf32>, tensor<3x1001xf32>) {
  %0 = mindir.dropout %x, %n {keep_prob = 0.1, seed = 4000000000 : i64} : tensor<3x1001xf32>, tensor<i64>
  %1 = mindir.dropout_grad %x, %n {keep_prob = 0.1, seed = 4000000001 : i64} : tensor<3x1001xf32>, tensor<i64>
  return %0, %1 : tensor<3x1001xf32>, tensor<3x1001xf32>
}

func.func @test_doubles(%x: tensor<?x9xf64>, %n: tensor<i64> {test.range = [0, 9000000000000]}) -> (tensor<?x9xf64>, tensor<?x9xf64>) {
  %0 = mindir.dropout %x, %n {keep_prob = 0.75, seed = 1 : i64} : tensor<?x9xf64>, tensor<i64>
  %1 = mindir.dropout_grad %x, %n {keep_prob = 0.75, seed = 2 : i64} : tensor<?x9xf64>, tensor<i64>
  return %0, %1 : tensor<?x9xf64>, tensor<?x9xf64>
}

func.func @test_between(%x: tensor<?x16xf32>, %w: tensor<16x5xf32>, %n: tensor<i64>) -> (tensor<?x5xf32>, tensor<f32>) {
  %0 = mindir.relu %x : tensor<?x16xf32>
  %1 = mindir.dropout %0, %n {keep_prob = 0.5} : tensor<?x16xf32>, tensor<i64>
  %2 = mindir.mat_mul %1, %w : (tensor<?x16xf32>, tensor<16x5xf32>) -> tensor<?x5xf32>
  %3 = mindir.dropout %2, %n {keep_prob = 0.5, seed = 2 : i64} : tensor<?x5xf32>, tensor<i64>
  %4 = mindir.reduce_sum %3 : tensor<?x5xf32> -> tensor<f32>
  return %3, %4 : tensor<?x5xf32>, tensor<f32>
}
