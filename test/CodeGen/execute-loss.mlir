//===- execute-loss.mlir - Losses -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every loss and its gradient primitive, on f32 and f64.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-37: ok
// CHECK-NOT: ok

func.func @test_smooth_l1(%x: tensor<?x5xf32>, %y: tensor<?x5xf32>, %d: tensor<?x5xf32>) -> (tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = mindir.smooth_l1_loss %x, %y {beta = 0.5} : tensor<?x5xf32>
  %1 = mindir.smooth_l1_loss_grad %x, %y, %d {beta = 0.5} : tensor<?x5xf32>
  return %0, %1 : tensor<?x5xf32>, tensor<?x5xf32>
}

func.func @test_binary(%x: tensor<?x5xf32> {test.range = [0.02, 0.98]}, %y: tensor<?x5xf32> {test.range = [0.0, 1.0]}, %d: tensor<?x5xf32>, %w: tensor<5xf32> {test.range = [0.5, 2.0]}) -> (tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = mindir.binary_cross_entropy %x, %y, %w : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  %1 = mindir.binary_cross_entropy_grad %x, %y, %d, %w : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xf32>
  return %0, %1 : tensor<?x5xf32>, tensor<?x5xf32>
}

func.func @test_logits(%x: tensor<?x5xf32> {test.range = [-9.0, 9.0]}, %y: tensor<?x5xf32> {test.range = [0.0, 1.0]}, %w: tensor<f32> {test.range = [0.5, 2.0]}, %p: tensor<5xf32> {test.range = [0.5, 2.0]}) -> tensor<?x5xf32> {
  %0 = mindir.bce_with_logits_loss %x, %y, %w, %p : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<f32>, tensor<5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_kl_div(%x: tensor<?x5xf32> {test.range = [-3.0, 0.0]}, %y: tensor<?x5xf32> {test.range = [-0.2, 1.0]}) -> tensor<?x5xf32> {
  %0 = mindir.kl_div_loss %x, %y : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_nll(%x: tensor<?x5xf32> {test.range = [-3.0, 0.0]}, %i: tensor<?xi32> {test.range = [0, 4]}, %w: tensor<5xf32> {test.range = [0.5, 2.0]}) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<?x5xf32>, tensor<?xi32>, tensor<5xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  %2, %3 = mindir.nll_loss %x, %i, %w {ignore_index = 2 : i64} : (tensor<?x5xf32>, tensor<?xi32>, tensor<5xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  return %0, %1, %2, %3 : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
}

func.func @test_older(%x: tensor<?x5xf32>, %y: tensor<?x5xf32> {test.range = [0.0, 1.0]}, %i: tensor<?xi64> {test.range = [0, 4]}) -> (tensor<f32>, tensor<?x5xf32>, tensor<?xf32>, tensor<?x5xf32>, tensor<f32>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x5xf32>, tensor<?xi64>) -> tensor<f32>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x5xf32>, tensor<?xi64>) -> tensor<?x5xf32>
  %2, %3 = mindir.softmax_cross_entropy %x, %y : (tensor<?x5xf32>, tensor<?x5xf32>) -> (tensor<?xf32>, tensor<?x5xf32>)
  %4 = mindir.mse_loss %x, %y : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<f32>
  return %0, %1, %2, %3, %4 : tensor<f32>, tensor<?x5xf32>, tensor<?xf32>, tensor<?x5xf32>, tensor<f32>
}

func.func @test_smooth_l1_f64(%x: tensor<?x5xf64>, %y: tensor<?x5xf64>, %d: tensor<?x5xf64>) -> (tensor<?x5xf64>, tensor<?x5xf64>) {
  %0 = mindir.smooth_l1_loss %x, %y {beta = 0.5} : tensor<?x5xf64>
  %1 = mindir.smooth_l1_loss_grad %x, %y, %d {beta = 0.5} : tensor<?x5xf64>
  return %0, %1 : tensor<?x5xf64>, tensor<?x5xf64>
}

func.func @test_binary_f64(%x: tensor<?x5xf64> {test.range = [0.02, 0.98]}, %y: tensor<?x5xf64> {test.range = [0.0, 1.0]}, %d: tensor<?x5xf64>, %w: tensor<5xf64> {test.range = [0.5, 2.0]}) -> (tensor<?x5xf64>, tensor<?x5xf64>) {
  %0 = mindir.binary_cross_entropy %x, %y, %w : (tensor<?x5xf64>, tensor<?x5xf64>, tensor<5xf64>) -> tensor<?x5xf64>
  %1 = mindir.binary_cross_entropy_grad %x, %y, %d, %w : (tensor<?x5xf64>, tensor<?x5xf64>, tensor<?x5xf64>, tensor<5xf64>) -> tensor<?x5xf64>
  return %0, %1 : tensor<?x5xf64>, tensor<?x5xf64>
}

func.func @test_logits_f64(%x: tensor<?x5xf64> {test.range = [-9.0, 9.0]}, %y: tensor<?x5xf64> {test.range = [0.0, 1.0]}, %w: tensor<f64> {test.range = [0.5, 2.0]}, %p: tensor<5xf64> {test.range = [0.5, 2.0]}) -> tensor<?x5xf64> {
  %0 = mindir.bce_with_logits_loss %x, %y, %w, %p : (tensor<?x5xf64>, tensor<?x5xf64>, tensor<f64>, tensor<5xf64>) -> tensor<?x5xf64>
  return %0 : tensor<?x5xf64>
}

func.func @test_kl_div_f64(%x: tensor<?x5xf64> {test.range = [-3.0, 0.0]}, %y: tensor<?x5xf64> {test.range = [-0.2, 1.0]}) -> tensor<?x5xf64> {
  %0 = mindir.kl_div_loss %x, %y : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<?x5xf64>
  return %0 : tensor<?x5xf64>
}

func.func @test_nll_f64(%x: tensor<?x5xf64> {test.range = [-3.0, 0.0]}, %i: tensor<?xi32> {test.range = [0, 4]}, %w: tensor<5xf64> {test.range = [0.5, 2.0]}) -> (tensor<?xf64>, tensor<?xf64>, tensor<?xf64>, tensor<?xf64>) {
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<?x5xf64>, tensor<?xi32>, tensor<5xf64>) -> (tensor<?xf64>, tensor<?xf64>)
  %2, %3 = mindir.nll_loss %x, %i, %w {ignore_index = 2 : i64} : (tensor<?x5xf64>, tensor<?xi32>, tensor<5xf64>) -> (tensor<?xf64>, tensor<?xf64>)
  return %0, %1, %2, %3 : tensor<?xf64>, tensor<?xf64>, tensor<?xf64>, tensor<?xf64>
}

func.func @test_older_f64(%x: tensor<?x5xf64>, %y: tensor<?x5xf64> {test.range = [0.0, 1.0]}, %i: tensor<?xi64> {test.range = [0, 4]}) -> (tensor<f64>, tensor<?x5xf64>, tensor<?xf64>, tensor<?x5xf64>, tensor<f64>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x5xf64>, tensor<?xi64>) -> tensor<f64>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x5xf64>, tensor<?xi64>) -> tensor<?x5xf64>
  %2, %3 = mindir.softmax_cross_entropy %x, %y : (tensor<?x5xf64>, tensor<?x5xf64>) -> (tensor<?xf64>, tensor<?x5xf64>)
  %4 = mindir.mse_loss %x, %y : (tensor<?x5xf64>, tensor<?x5xf64>) -> tensor<f64>
  return %0, %1, %2, %3, %4 : tensor<f64>, tensor<?x5xf64>, tensor<?xf64>, tensor<?x5xf64>, tensor<f64>
}

// Labels that are ignored, outside, unsigned; probabilities 0 and 1; large logits.
func.func @test_special() -> (tensor<4xf32>, tensor<4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<4xf32>, tensor<4xf32>) {
  %x = mindir.constant dense<[[-1.0, -2.0, -3.0], [-1.0, 0xFF800000, -3.0], [-0.5, -0.25, -1.0], [-1.0, -2.0, -4.0]]> : tensor<4x3xf32>
  %w = mindir.constant dense<[1.0, 2.0, 3.0]> : tensor<3xf32>
  %i = mindir.constant dense<[2, 0, -100, 7]> : tensor<4xi32>
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<4x3xf32>, tensor<4xi32>, tensor<3xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  %y = mindir.slice %x {begin = [0, 0], size = [3, 3]} : tensor<4x3xf32> -> tensor<3x3xf32>
  %u = mindir.constant dense<[2, 156, 1]> : tensor<3xui8>
  %2, %3 = mindir.nll_loss %y, %u, %w {ignore_index = 156 : i64} : (tensor<3x3xf32>, tensor<3xui8>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  %p = mindir.constant dense<[0.0, 1.0, 0.0, 1.0]> : tensor<4xf32>
  %q = mindir.constant dense<[0.0, 1.0, 1.0, 0.0]> : tensor<4xf32>
  %one = mindir.constant dense<1.0> : tensor<f32>
  %4 = mindir.binary_cross_entropy %p, %q, %one : (tensor<4xf32>, tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  %l = mindir.constant dense<[-200.0, 200.0, -200.0, 200.0]> : tensor<4xf32>
  %5 = mindir.bce_with_logits_loss %l, %q, %one, %one : (tensor<4xf32>, tensor<4xf32>, tensor<f32>, tensor<f32>) -> tensor<4xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<4xf32>, tensor<4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<4xf32>, tensor<4xf32>
}
