//===- execute-loss-f16.mlir - Losses of f16 ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// They are computed in f32 and rounded once.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=1e-3" -o /dev/null | FileCheck %s

// CHECK-COUNT-18: ok
// CHECK-NOT: ok

func.func @test_smooth_l1_f16(%x: tensor<?x5xf16>, %y: tensor<?x5xf16>, %d: tensor<?x5xf16>) -> (tensor<?x5xf16>, tensor<?x5xf16>) {
  %0 = mindir.smooth_l1_loss %x, %y {beta = 0.5} : tensor<?x5xf16>
  %1 = mindir.smooth_l1_loss_grad %x, %y, %d {beta = 0.5} : tensor<?x5xf16>
  return %0, %1 : tensor<?x5xf16>, tensor<?x5xf16>
}

func.func @test_binary_f16(%x: tensor<?x5xf16> {test.range = [0.02, 0.98]}, %y: tensor<?x5xf16> {test.range = [0.0, 1.0]}, %d: tensor<?x5xf16>, %w: tensor<5xf16> {test.range = [0.5, 2.0]}) -> (tensor<?x5xf16>, tensor<?x5xf16>) {
  %0 = mindir.binary_cross_entropy %x, %y, %w : (tensor<?x5xf16>, tensor<?x5xf16>, tensor<5xf16>) -> tensor<?x5xf16>
  %1 = mindir.binary_cross_entropy_grad %x, %y, %d, %w : (tensor<?x5xf16>, tensor<?x5xf16>, tensor<?x5xf16>, tensor<5xf16>) -> tensor<?x5xf16>
  return %0, %1 : tensor<?x5xf16>, tensor<?x5xf16>
}

func.func @test_logits_f16(%x: tensor<?x5xf16> {test.range = [-9.0, 9.0]}, %y: tensor<?x5xf16> {test.range = [0.0, 1.0]}, %w: tensor<f16> {test.range = [0.5, 2.0]}, %p: tensor<5xf16> {test.range = [0.5, 2.0]}) -> tensor<?x5xf16> {
  %0 = mindir.bce_with_logits_loss %x, %y, %w, %p : (tensor<?x5xf16>, tensor<?x5xf16>, tensor<f16>, tensor<5xf16>) -> tensor<?x5xf16>
  return %0 : tensor<?x5xf16>
}

func.func @test_kl_div_f16(%x: tensor<?x5xf16> {test.range = [-3.0, 0.0]}, %y: tensor<?x5xf16> {test.range = [-0.2, 1.0]}) -> tensor<?x5xf16> {
  %0 = mindir.kl_div_loss %x, %y : (tensor<?x5xf16>, tensor<?x5xf16>) -> tensor<?x5xf16>
  return %0 : tensor<?x5xf16>
}

func.func @test_nll_f16(%x: tensor<?x5xf16> {test.range = [-3.0, 0.0]}, %i: tensor<?xi32> {test.range = [0, 4]}, %w: tensor<5xf16> {test.range = [0.5, 2.0]}) -> (tensor<?xf16>, tensor<?xf16>, tensor<?xf16>, tensor<?xf16>) {
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<?x5xf16>, tensor<?xi32>, tensor<5xf16>) -> (tensor<?xf16>, tensor<?xf16>)
  %2, %3 = mindir.nll_loss %x, %i, %w {ignore_index = 2 : i64} : (tensor<?x5xf16>, tensor<?xi32>, tensor<5xf16>) -> (tensor<?xf16>, tensor<?xf16>)
  return %0, %1, %2, %3 : tensor<?xf16>, tensor<?xf16>, tensor<?xf16>, tensor<?xf16>
}

func.func @test_older_f16(%x: tensor<?x5xf16>, %y: tensor<?x5xf16> {test.range = [0.0, 1.0]}, %i: tensor<?xi64> {test.range = [0, 4]}) -> (tensor<f16>, tensor<?x5xf16>, tensor<?xf16>, tensor<?x5xf16>, tensor<f16>) {
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<?x5xf16>, tensor<?xi64>) -> tensor<f16>
  %1 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<?x5xf16>, tensor<?xi64>) -> tensor<?x5xf16>
  %2, %3 = mindir.softmax_cross_entropy %x, %y : (tensor<?x5xf16>, tensor<?x5xf16>) -> (tensor<?xf16>, tensor<?x5xf16>)
  %4 = mindir.mse_loss %x, %y : (tensor<?x5xf16>, tensor<?x5xf16>) -> tensor<f16>
  return %0, %1, %2, %3, %4 : tensor<f16>, tensor<?x5xf16>, tensor<?xf16>, tensor<?x5xf16>, tensor<f16>
}
