//===- gradients-elementary.mlir - Gradients of functions -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every rule against central differences in f64. Results become a loss with weights
// of their own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-14: ok
// CHECK-NOT: ok

mindir.parameter @x : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-1.3, 1.3]}
mindir.parameter @inside : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-0.9, 0.9]}
mindir.parameter @row : tensor<4xf32> init(#mindir.zeros) {test.range = [0.6, 1.9]}
mindir.parameter @far : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-5.0, 5.0]}

func.func @test_erf() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.erf %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_expm1() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.expm1 %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_log1p() -> tensor<3x4xf32> {
  %x = mindir.load @inside : tensor<3x4xf32>
  %0 = mindir.log1p %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_tan() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.tan %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_asin() -> tensor<3x4xf32> {
  %x = mindir.load @inside : tensor<3x4xf32>
  %0 = mindir.asin %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_acos() -> tensor<3x4xf32> {
  %x = mindir.load @inside : tensor<3x4xf32>
  %0 = mindir.acos %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_atan() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.atan %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_sinh() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.sinh %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_cosh() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.cosh %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_atan2() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %y = mindir.load @row : tensor<4xf32>
  %0 = mindir.atan2 %x, %y : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_atan2_turned() -> tensor<3x4xf32> {
  %x = mindir.load @row : tensor<4xf32>
  %y = mindir.load @x : tensor<3x4xf32>
  %0 = mindir.atan2 %x, %y : (tensor<4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mod() -> tensor<3x4xf32> {
  %x = mindir.load @far : tensor<3x4xf32>
  %y = mindir.load @row : tensor<4xf32>
  %0 = mindir.mod %x, %y : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_floor_mod() -> tensor<3x4xf32> {
  %x = mindir.load @far : tensor<3x4xf32>
  %y = mindir.load @row : tensor<4xf32>
  %0 = mindir.floor_mod %x, %y : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

// Steps have no slope: the gradient of the rest is left.
func.func @test_steps() -> tensor<3x4xf32> {
  %x = mindir.load @x : tensor<3x4xf32>
  %y = mindir.load @row : tensor<4xf32>
  %0 = mindir.round %x : tensor<3x4xf32>
  %1 = mindir.trunc %x : tensor<3x4xf32>
  %2 = mindir.sign %x : tensor<3x4xf32>
  %3 = mindir.floor_div %x, %y : (tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  %4 = mindir.add_n %0, %1, %2, %3, %x : tensor<3x4xf32>
  return %4 : tensor<3x4xf32>
}
