//===- gradients-attention.mlir - Gradients of attention ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradients for query, key and value against central differences in f64.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-4: ok
// CHECK-NOT: ok

mindir.parameter @plain_q : tensor<2x3x2xf32> init(#mindir.zeros)
mindir.parameter @plain_k : tensor<2x4x2xf32> init(#mindir.zeros)
mindir.parameter @plain_v : tensor<2x4x3xf32> init(#mindir.zeros)
func.func @test_plain() -> tensor<2x3x3xf32> {
  %q = mindir.load @plain_q : tensor<2x3x2xf32>
  %k = mindir.load @plain_k : tensor<2x4x2xf32>
  %v = mindir.load @plain_v : tensor<2x4x3xf32>
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {scale = 0.7} : (tensor<2x3x2xf32>, tensor<2x4x2xf32>, tensor<2x4x3xf32>) -> (tensor<2x3x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return %0#0 : tensor<2x3x3xf32>
}

mindir.parameter @masked_q : tensor<2x2x3x4xf32> init(#mindir.zeros)
mindir.parameter @masked_k : tensor<2x2x5x4xf32> init(#mindir.zeros)
mindir.parameter @masked_v : tensor<2x2x5x2xf32> init(#mindir.zeros)
func.func @test_masked(%m0: tensor<5xf32>, %m1: tensor<2x1x3x5xf32>) -> tensor<2x2x3x2xf32> {
  %q = mindir.load @masked_q : tensor<2x2x3x4xf32>
  %k = mindir.load @masked_k : tensor<2x2x5x4xf32>
  %v = mindir.load @masked_v : tensor<2x2x5x2xf32>
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0, %m1 {scale = 0.7} : (tensor<2x2x3x4xf32>, tensor<2x2x5x4xf32>, tensor<2x2x5x2xf32>, tensor<5xf32>, tensor<2x1x3x5xf32>) -> (tensor<2x2x3x2xf32>, tensor<2x2x3xf32>, tensor<2x2x3xf32>)
  return %0#0 : tensor<2x2x3x2xf32>
}

mindir.parameter @heads_inside_q : tensor<2x3x2x3xf32> init(#mindir.zeros)
mindir.parameter @heads_inside_k : tensor<2x4x2x3xf32> init(#mindir.zeros)
mindir.parameter @heads_inside_v : tensor<2x4x2x2xf32> init(#mindir.zeros)
func.func @test_heads_inside(%m0: tensor<2x1x1x4xf32>) -> tensor<2x3x2x2xf32> {
  %q = mindir.load @heads_inside_q : tensor<2x3x2x3xf32>
  %k = mindir.load @heads_inside_k : tensor<2x4x2x3xf32>
  %v = mindir.load @heads_inside_v : tensor<2x4x2x2xf32>
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {length_first = true, scale = 0.7} : (tensor<2x3x2x3xf32>, tensor<2x4x2x3xf32>, tensor<2x4x2x2xf32>, tensor<2x1x1x4xf32>) -> (tensor<2x3x2x2xf32>, tensor<2x2x3xf32>, tensor<2x2x3xf32>)
  return %0#0 : tensor<2x3x2x2xf32>
}

mindir.parameter @one_operand_q : tensor<2x4x3xf32> init(#mindir.zeros)
func.func @test_one_operand() -> tensor<2x4x3xf32> {
  %q = mindir.load @one_operand_q : tensor<2x4x3xf32>
  %0:3 = mindir.scaled_dot_product_attention %q, %q, %q {scale = 0.7} : (tensor<2x4x3xf32>, tensor<2x4x3xf32>, tensor<2x4x3xf32>) -> (tensor<2x4x3xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  return %0#0 : tensor<2x4x3xf32>
}
