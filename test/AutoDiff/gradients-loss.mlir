//===- gradients-loss.mlir - Gradients of losses and of data movement ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradients of losses, shapes and movement of elements,
// against central differences in f64. Results become a loss with weights of their
// own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-19: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<4x5xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<5xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<4x5xf32> init(#mindir.zeros) {test.range = [0.0, 0.4]}
mindir.parameter @p3 : tensor<4x5xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<2x1xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<1x5xf32> init(#mindir.zeros)
mindir.parameter @p7 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p8 : tensor<4x3xf32> init(#mindir.zeros)
mindir.parameter @p9 : tensor<3xf64> init(#mindir.zeros)
mindir.parameter @p10 : tensor<6xf32> init(#mindir.zeros)

func.func @test_sparse(%i: tensor<4xi32>) -> tensor<f32> {
  %x = mindir.load @p0 : tensor<4x5xf32>
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<4x5xf32>, tensor<4xi32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_sparse_batch(%x: tensor<?x5xf32>, %i: tensor<?xi32>) -> tensor<f32> {
  %w = mindir.load @p1 : tensor<5xf32>
  %0 = mindir.mul %x, %w : (tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %1 = mindir.sparse_softmax_cross_entropy %0, %i : (tensor<?x5xf32>, tensor<?xi32>) -> tensor<f32>
  return %1 : tensor<f32>
}

func.func @test_dense(%p: tensor<4x5xf32> {test.range = [0.0, 0.4]}) -> tensor<4xf32> {
  %x = mindir.load @p0 : tensor<4x5xf32>
  %0, %1 = mindir.softmax_cross_entropy %x, %p : (tensor<4x5xf32>, tensor<4x5xf32>) -> (tensor<4xf32>, tensor<4x5xf32>)
  return %0 : tensor<4xf32>
}

func.func @test_dense_labels() -> tensor<4xf32> {
  %x = mindir.load @p0 : tensor<4x5xf32>
  %p = mindir.load @p2 : tensor<4x5xf32>
  %0, %1 = mindir.softmax_cross_entropy %x, %p : (tensor<4x5xf32>, tensor<4x5xf32>) -> (tensor<4xf32>, tensor<4x5xf32>)
  return %0 : tensor<4xf32>
}

func.func @test_mse() -> tensor<f32> {
  %x = mindir.load @p0 : tensor<4x5xf32>
  %y = mindir.load @p3 : tensor<4x5xf32>
  %0 = mindir.mse_loss %x, %y : (tensor<4x5xf32>, tensor<4x5xf32>) -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_mse_batch(%x: tensor<?x5xf32>) -> tensor<f32> {
  %w = mindir.load @p1 : tensor<5xf32>
  %0 = mindir.mul %x, %w : (tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %1 = mindir.mse_loss %0, %x : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<f32>
  return %1 : tensor<f32>
}

func.func @test_reshape() -> tensor<3x8xf32> {
  %x = mindir.load @p4 : tensor<2x3x4xf32>
  %0 = mindir.reshape %x {shape = [-1, 8]} : tensor<2x3x4xf32> -> tensor<3x8xf32>
  return %0 : tensor<3x8xf32>
}

func.func @test_flatten() -> tensor<2x12xf32> {
  %x = mindir.load @p4 : tensor<2x3x4xf32>
  %0 = mindir.flatten %x : tensor<2x3x4xf32> -> tensor<2x12xf32>
  return %0 : tensor<2x12xf32>
}

func.func @test_reshape_like(%y: tensor<4x6xf32>) -> tensor<4x6xf32> {
  %x = mindir.load @p4 : tensor<2x3x4xf32>
  %0 = mindir.reshape_like %x, %y : (tensor<2x3x4xf32>, tensor<4x6xf32>) -> tensor<4x6xf32>
  return %0 : tensor<4x6xf32>
}

func.func @test_transpose() -> tensor<4x2x3xf32> {
  %x = mindir.load @p4 : tensor<2x3x4xf32>
  %0 = mindir.transpose %x {perm = [2, 0, 1]} : tensor<2x3x4xf32> -> tensor<4x2x3xf32>
  return %0 : tensor<4x2x3xf32>
}

func.func @test_broadcast_to() -> tensor<3x2x4xf32> {
  %x = mindir.load @p5 : tensor<2x1xf32>
  %0 = mindir.broadcast_to %x {shape = [3, -1, 4]} : tensor<2x1xf32> -> tensor<3x2x4xf32>
  return %0 : tensor<3x2x4xf32>
}

func.func @test_broadcast_like(%y: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %x = mindir.load @p6 : tensor<1x5xf32>
  %0 = mindir.broadcast_like %x, %y : (tensor<1x5xf32>, tensor<?x5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_concat() -> tensor<2x7xf32> {
  %x = mindir.load @p7 : tensor<2x3xf32>
  %y = mindir.load @p5 : tensor<2x1xf32>
  %0 = mindir.concat %x, %y, %x {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x1xf32>, tensor<2x3xf32>) -> tensor<2x7xf32>
  return %0 : tensor<2x7xf32>
}

func.func @test_concat_rows() -> tensor<6x3xf32> {
  %x = mindir.load @p7 : tensor<2x3xf32>
  %y = mindir.load @p8 : tensor<4x3xf32>
  %0 = mindir.concat %x, %y : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<6x3xf32>
  return %0 : tensor<6x3xf32>
}

func.func @test_slice() -> tensor<1x2x2xf32> {
  %x = mindir.load @p4 : tensor<2x3x4xf32>
  %0 = mindir.slice %x {begin = [1, 0, 2], size = [1, 2, -1]} : tensor<2x3x4xf32> -> tensor<1x2x2xf32>
  return %0 : tensor<1x2x2xf32>
}

func.func @test_pad() -> tensor<3x6x6xf32> {
  %x = mindir.load @p4 : tensor<2x3x4xf32>
  %0 = mindir.pad %x {low = [1, 0, 2], high = [0, 3, 0], value = 2.0} : tensor<2x3x4xf32> -> tensor<3x6x6xf32>
  return %0 : tensor<3x6x6xf32>
}

func.func @test_cast() -> tensor<3xf64> {
  %x = mindir.load @p9 : tensor<3xf64>
  %0 = mindir.cast %x to f32 : tensor<3xf64> -> tensor<3xf32>
  %1 = mindir.exp %0 : tensor<3xf32>
  %2 = mindir.cast %1 to f64 : tensor<3xf32> -> tensor<3xf64>
  return %2 : tensor<3xf64>
}

// Rows of a batch, taken apart and put together.
func.func @test_batch_views(%x: tensor<?x6xf32>) -> tensor<?x3xf32> {
  %w = mindir.load @p10 : tensor<6xf32>
  %0 = mindir.mul %x, %w : (tensor<?x6xf32>, tensor<6xf32>) -> tensor<?x6xf32>
  %1 = mindir.reshape %0 {shape = [-1, 2]} : tensor<?x6xf32> -> tensor<?x2xf32>
  %2 = mindir.softmax %1 : tensor<?x2xf32> -> tensor<?x2xf32>
  %3 = mindir.reshape_like %2, %x : (tensor<?x2xf32>, tensor<?x6xf32>) -> tensor<?x6xf32>
  %4 = mindir.slice %3 {begin = [0, 1], size = [-1, 3]} : tensor<?x6xf32> -> tensor<?x3xf32>
  return %4 : tensor<?x3xf32>
}

// One parameter, loaded twice: tied weights.
func.func @test_tied(%x: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %a = mindir.load @p0 : tensor<4x5xf32>
  %b = mindir.load @p0 : tensor<4x5xf32>
  %0 = mindir.mat_mul %x, %a {transpose_b = true} : (tensor<?x5xf32>, tensor<4x5xf32>) -> tensor<?x4xf32>
  %1 = mindir.tanh %0 : tensor<?x4xf32>
  %2 = mindir.mat_mul %1, %b : (tensor<?x4xf32>, tensor<4x5xf32>) -> tensor<?x5xf32>
  return %2 : tensor<?x5xf32>
}
