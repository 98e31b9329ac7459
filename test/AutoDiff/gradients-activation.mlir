//===- gradients-activation.mlir - Gradients of activations ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every rule against central differences in f64. Results become a loss with weights
// of their own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-15: ok
// CHECK-NOT: ok

mindir.parameter @wide : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-4.0, 4.0]}
mindir.parameter @cube : tensor<2x4x3xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}
mindir.parameter @slopes : tensor<4xf32> init(#mindir.zeros) {test.range = [0.1, 0.9]}
mindir.parameter @slope : tensor<1xf32> init(#mindir.zeros) {test.range = [0.1, 0.9]}

func.func @test_gelu() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.gelu %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_gelu_erf() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.gelu_erf %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_silu() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.silu %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_hsigmoid() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.hsigmoid %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_hswish() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.hswish %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_relu6() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.relu6 %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_selu() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.selu %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_softplus() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.softplus %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_log_sigmoid() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.log_sigmoid %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mish() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.mish %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_leaky_relu() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.leaky_relu %x {alpha = 0.1} : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_elu() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %0 = mindir.elu %x {alpha = 0.7} : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_prelu() -> tensor<2x4x3xf32> {
  %x = mindir.load @cube : tensor<2x4x3xf32>
  %y = mindir.load @slopes : tensor<4xf32>
  %0 = mindir.prelu %x, %y : (tensor<2x4x3xf32>, tensor<4xf32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}

func.func @test_prelu_one() -> tensor<2x4x3xf32> {
  %x = mindir.load @cube : tensor<2x4x3xf32>
  %y = mindir.load @slope : tensor<1xf32>
  %0 = mindir.prelu %x, %y : (tensor<2x4x3xf32>, tensor<1xf32>) -> tensor<2x4x3xf32>
  return %0 : tensor<2x4x3xf32>
}

func.func @test_prelu_matrix() -> tensor<3x4xf32> {
  %x = mindir.load @wide : tensor<3x4xf32>
  %y = mindir.load @slopes : tensor<4xf32>
  %0 = mindir.prelu %x, %y : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
