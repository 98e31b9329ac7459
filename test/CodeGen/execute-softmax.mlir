//===- execute-softmax.mlir - Softmax and losses -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Softmax along each axis, the losses and their gradients, with logits that would
// overflow and with labels outside the classes.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-46: ok
// CHECK-NOT: ok

func.func @test_softmax_last(%x: tensor<?x10xf32>) -> (tensor<?x10xf32>, tensor<?x10xf32>) {
  %0 = mindir.softmax %x {axis = -1 : i64} : tensor<?x10xf32> -> tensor<?x10xf32>
  %1 = mindir.log_softmax %x {axis = -1 : i64} : tensor<?x10xf32> -> tensor<?x10xf32>
  return %0, %1 : tensor<?x10xf32>, tensor<?x10xf32>
}

func.func @test_softmax_batch(%x: tensor<?x7xf32>) -> (tensor<?x7xf32>, tensor<?x7xf32>) {
  %0 = mindir.softmax %x {axis = 0 : i64} : tensor<?x7xf32> -> tensor<?x7xf32>
  %1 = mindir.log_softmax %x {axis = 0 : i64} : tensor<?x7xf32> -> tensor<?x7xf32>
  return %0, %1 : tensor<?x7xf32>, tensor<?x7xf32>
}

func.func @test_softmax_inside(%x: tensor<?x5x19xf32>) -> (tensor<?x5x19xf32>, tensor<?x5x19xf32>) {
  %0 = mindir.softmax %x {axis = 1 : i64} : tensor<?x5x19xf32> -> tensor<?x5x19xf32>
  %1 = mindir.log_softmax %x {axis = 1 : i64} : tensor<?x5x19xf32> -> tensor<?x5x19xf32>
  return %0, %1 : tensor<?x5x19xf32>, tensor<?x5x19xf32>
}

func.func @test_softmax_one(%x: tensor<?x1xf32>) -> (tensor<?x1xf32>, tensor<?x1xf32>) {
  %0 = mindir.softmax %x {axis = 1 : i64} : tensor<?x1xf32> -> tensor<?x1xf32>
  %1 = mindir.log_softmax %x {axis = 1 : i64} : tensor<?x1xf32> -> tensor<?x1xf32>
  return %0, %1 : tensor<?x1xf32>, tensor<?x1xf32>
}

func.func @test_softmax_wide(%x: tensor<3x131xf32>) -> (tensor<3x131xf32>, tensor<3x131xf32>) {
  %0 = mindir.softmax %x {axis = 1 : i64} : tensor<3x131xf32> -> tensor<3x131xf32>
  %1 = mindir.log_softmax %x {axis = 1 : i64} : tensor<3x131xf32> -> tensor<3x131xf32>
  return %0, %1 : tensor<3x131xf32>, tensor<3x131xf32>
}

func.func @test_softmax_image(%x: tensor<2x4x3x5xf32>) -> (tensor<2x4x3x5xf32>, tensor<2x4x3x5xf32>) {
  %0 = mindir.softmax %x {axis = 1 : i64} : tensor<2x4x3x5xf32> -> tensor<2x4x3x5xf32>
  %1 = mindir.log_softmax %x {axis = 1 : i64} : tensor<2x4x3x5xf32> -> tensor<2x4x3x5xf32>
  return %0, %1 : tensor<2x4x3x5xf32>, tensor<2x4x3x5xf32>
}

// No exponential may overflow or vanish.
func.func @test_large(%x: tensor<?x17xf32> {test.range = [-3000.0, 3000.0]}, %i: tensor<?xi32> {test.range = [0, 17]}) -> (tensor<?x17xf32>, tensor<?x17xf32>, tensor<f32>, tensor<?x17xf32>) {
  %0 = mindir.softmax %x : tensor<?x17xf32> -> tensor<?x17xf32>
  %1 = mindir.log_softmax %x : tensor<?x17xf32> -> tensor<?x17xf32>
  %2 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x17xf32>, tensor<?xi32>) -> tensor<f32>
  %3 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x17xf32>, tensor<?xi32>) -> tensor<?x17xf32>
  return %0, %1, %2, %3 : tensor<?x17xf32>, tensor<?x17xf32>, tensor<f32>, tensor<?x17xf32>
}

func.func @test_gradient_like(%x: tensor<?x17xf32>, %dy: tensor<?x17xf32>) -> tensor<?x17xf32> {
  %0 = mindir.softmax %x : tensor<?x17xf32> -> tensor<?x17xf32>
  %1 = mindir.mul %0, %dy : (tensor<?x17xf32>, tensor<?x17xf32>) -> tensor<?x17xf32>
  %2 = mindir.reduce_sum %1 {axis = [1], keep_dims = true} : tensor<?x17xf32> -> tensor<?x1xf32>
  %3 = mindir.sub %dy, %2 : (tensor<?x17xf32>, tensor<?x1xf32>) -> tensor<?x17xf32>
  %4 = mindir.mul %0, %3 : (tensor<?x17xf32>, tensor<?x17xf32>) -> tensor<?x17xf32>
  return %4 : tensor<?x17xf32>
}

func.func @test_sparse_i32(%x: tensor<?x10xf32>, %i: tensor<?xi32> {test.range = [0, 10]}) -> (tensor<f32>, tensor<?x10xf32>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<?x10xf32>
  return %0, %1 : tensor<f32>, tensor<?x10xf32>
}

func.func @test_sparse_i64(%x: tensor<?x10xf32>, %i: tensor<?xi64> {test.range = [0, 10]}) -> (tensor<f32>, tensor<?x10xf32>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x10xf32>, tensor<?xi64>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x10xf32>, tensor<?xi64>) -> tensor<?x10xf32>
  return %0, %1 : tensor<f32>, tensor<?x10xf32>
}

func.func @test_sparse_ui8(%x: tensor<?x10xf32>, %i: tensor<?xui8> {test.range = [0, 10]}) -> (tensor<f32>, tensor<?x10xf32>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x10xf32>, tensor<?xui8>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x10xf32>, tensor<?xui8>) -> tensor<?x10xf32>
  return %0, %1 : tensor<f32>, tensor<?x10xf32>
}

// A label outside the classes makes the loss no number.
func.func @test_sparse_outside(%x: tensor<5x4xf32>, %i: tensor<5xi32> {test.range = [-2, 7]}) -> (tensor<f32>, tensor<5x4xf32>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<5x4xf32>, tensor<5xi32>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<5x4xf32>, tensor<5xi32>) -> tensor<5x4xf32>
  return %0, %1 : tensor<f32>, tensor<5x4xf32>
}

func.func @test_dense(%x: tensor<?x6xf32>, %p: tensor<?x6xf32> {test.range = [0.0, 0.3]}) -> (tensor<?xf32>, tensor<?x6xf32>) {
  %0, %1 = mindir.softmax_cross_entropy %x, %p : (tensor<?x6xf32>, tensor<?x6xf32>) -> (tensor<?xf32>, tensor<?x6xf32>)
  return %0, %1 : tensor<?xf32>, tensor<?x6xf32>
}

func.func @test_dense_mean(%x: tensor<?x6xf32>, %p: tensor<?x6xf32> {test.range = [0.0, 0.3]}) -> tensor<f32> {
  %0, %1 = mindir.softmax_cross_entropy %x, %p : (tensor<?x6xf32>, tensor<?x6xf32>) -> (tensor<?xf32>, tensor<?x6xf32>)
  %2 = mindir.reduce_mean %0 : tensor<?xf32> -> tensor<f32>
  return %2 : tensor<f32>
}

func.func @test_mse_matrix(%x: tensor<?x13xf32>, %y: tensor<?x13xf32>) -> tensor<f32> {
  %0 = mindir.mse_loss %x, %y : (tensor<?x13xf32>, tensor<?x13xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_mse_image(%x: tensor<?x2x3x5xf32>, %y: tensor<?x2x3x5xf32>) -> tensor<f32> {
  %0 = mindir.mse_loss %x, %y : (tensor<?x2x3x5xf32>, tensor<?x2x3x5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_mse_batch(%x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<f32> {
  %0 = mindir.mse_loss %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_mse_vector(%x: tensor<7xf32>, %y: tensor<7xf32>) -> tensor<f32> {
  %0 = mindir.mse_loss %x, %y : (tensor<7xf32>, tensor<7xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}
