//===- ops-loss.mlir - Further losses through text and bytecode -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @loss
func.func @loss(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %d: tensor<?x4xf32>, %w: tensor<4xf32>, %s: tensor<f32>, %i: tensor<?xi32>) {
  // CHECK: mindir.smooth_l1_loss %{{.*}}, %{{.*}} {beta = 5.000000e-01 : f64} : tensor<?x4xf32>
  %0 = mindir.smooth_l1_loss %x, %y {beta = 5.0e-01} : tensor<?x4xf32>
  // CHECK: mindir.smooth_l1_loss %{{.*}}, %{{.*}} : tensor<?x4xf32>
  %1 = mindir.smooth_l1_loss %x, %y : tensor<?x4xf32>
  // CHECK: mindir.smooth_l1_loss_grad %{{.*}}, %{{.*}}, %{{.*}} : tensor<?x4xf32>
  %2 = mindir.smooth_l1_loss_grad %x, %y, %d : tensor<?x4xf32>
  // CHECK: mindir.binary_cross_entropy %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %3 = mindir.binary_cross_entropy %x, %y, %w : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  // CHECK: mindir.binary_cross_entropy_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  %4 = mindir.binary_cross_entropy_grad %x, %y, %d, %s : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<f32>) -> tensor<?x4xf32>
  // CHECK: mindir.bce_with_logits_loss %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<f32>, tensor<4xf32>) -> tensor<?x4xf32>
  %5 = mindir.bce_with_logits_loss %x, %y, %s, %w : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<f32>, tensor<4xf32>) -> tensor<?x4xf32>
  // CHECK: mindir.kl_div_loss %{{.*}}, %{{.*}} : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %6 = mindir.kl_div_loss %x, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: mindir.nll_loss %{{.*}}, %{{.*}}, %{{.*}} {ignore_index = 0 : i64} : (tensor<?x4xf32>, tensor<?xi32>, tensor<4xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  %7, %8 = mindir.nll_loss %x, %i, %w {ignore_index = 0 : i64} : (tensor<?x4xf32>, tensor<?xi32>, tensor<4xf32>) -> (tensor<?xf32>, tensor<?xf32>)
  return
}
