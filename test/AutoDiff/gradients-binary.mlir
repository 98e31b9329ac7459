//===- gradients-binary.mlir - Gradients of binary ops -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradients for both operands, of one shape and where one or both repeat,
// against central differences in f64. Results become a loss with weights of their
// own, so that no error cancels.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-28: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @p3 : tensor<4xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<3x1xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<2x1x4xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<3x4xf32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @p7 : tensor<4xf32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @p8 : tensor<2x1x4xf32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @p9 : tensor<3x4xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}
mindir.parameter @p10 : tensor<2x3x4xf32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @p11 : tensor<4xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}
mindir.parameter @p12 : tensor<3x1xf32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @p13 : tensor<2x1x4xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}
mindir.parameter @p14 : tensor<f32> init(#mindir.zeros)
mindir.parameter @p15 : tensor<f32> init(#mindir.zeros) {test.range = [0.5, 2.0]}
mindir.parameter @p16 : tensor<1x1x4xf32> init(#mindir.zeros)

func.func @test_add() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.add %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_add_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p2 : tensor<2x3x4xf32>
  %y = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.add %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_add_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p4 : tensor<3x1xf32>
  %y = mindir.load @p5 : tensor<2x1x4xf32>
  %0 = mindir.add %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_sub() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.sub %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_sub_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p2 : tensor<2x3x4xf32>
  %y = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.sub %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_sub_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p4 : tensor<3x1xf32>
  %y = mindir.load @p5 : tensor<2x1x4xf32>
  %0 = mindir.sub %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_mul() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.mul %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mul_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p2 : tensor<2x3x4xf32>
  %y = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.mul %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_mul_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p4 : tensor<3x1xf32>
  %y = mindir.load @p5 : tensor<2x1x4xf32>
  %0 = mindir.mul %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_div() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p6 : tensor<3x4xf32>
  %0 = mindir.div %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_div_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p2 : tensor<2x3x4xf32>
  %y = mindir.load @p7 : tensor<4xf32>
  %0 = mindir.div %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_div_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p4 : tensor<3x1xf32>
  %y = mindir.load @p8 : tensor<2x1x4xf32>
  %0 = mindir.div %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_pow() -> tensor<3x4xf32> {
  %x = mindir.load @p6 : tensor<3x4xf32>
  %y = mindir.load @p9 : tensor<3x4xf32>
  %0 = mindir.pow %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_pow_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p10 : tensor<2x3x4xf32>
  %y = mindir.load @p11 : tensor<4xf32>
  %0 = mindir.pow %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_pow_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p12 : tensor<3x1xf32>
  %y = mindir.load @p13 : tensor<2x1x4xf32>
  %0 = mindir.pow %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_maximum() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.maximum %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_maximum_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p2 : tensor<2x3x4xf32>
  %y = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.maximum %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_maximum_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p4 : tensor<3x1xf32>
  %y = mindir.load @p5 : tensor<2x1x4xf32>
  %0 = mindir.maximum %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_minimum() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.minimum %x, %y : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_minimum_row() -> tensor<2x3x4xf32> {
  %x = mindir.load @p2 : tensor<2x3x4xf32>
  %y = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.minimum %x, %y : (tensor<2x3x4xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_minimum_both() -> tensor<2x3x4xf32> {
  %x = mindir.load @p4 : tensor<3x1xf32>
  %y = mindir.load @p5 : tensor<2x1x4xf32>
  %0 = mindir.minimum %x, %y : (tensor<3x1xf32>, tensor<2x1x4xf32>) -> tensor<2x3x4xf32>
  return %0 : tensor<2x3x4xf32>
}

func.func @test_mul_scalar() -> tensor<3x4xf32> {
  %x = mindir.load @p14 : tensor<f32>
  %y = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.mul %x, %y : (tensor<f32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_div_scalar() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p15 : tensor<f32>
  %0 = mindir.div %x, %y : (tensor<3x4xf32>, tensor<f32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_sub_ones() -> tensor<1x3x4xf32> {
  %x = mindir.load @p16 : tensor<1x1x4xf32>
  %y = mindir.load @p4 : tensor<3x1xf32>
  %0 = mindir.sub %x, %y : (tensor<1x1x4xf32>, tensor<3x1xf32>) -> tensor<1x3x4xf32>
  return %0 : tensor<1x3x4xf32>
}

// The exponent of a base that may be negative is a constant.
func.func @test_pow_constant() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %c = mindir.constant dense<3.0> : tensor<f32>
  %0 = mindir.pow %x, %c : (tensor<3x4xf32>, tensor<f32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_select(%c: tensor<3x4xi1>) -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p3 : tensor<4xf32>
  %0 = mindir.select %c, %x, %y : (tensor<3x4xi1>, tensor<3x4xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_add_n() -> tensor<3x4xf32> {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %y = mindir.load @p1 : tensor<3x4xf32>
  %0 = mindir.add_n %x, %y, %x : tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_fan_out() -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %x = mindir.load @p0 : tensor<3x4xf32>
  %0 = mindir.exp %x : tensor<3x4xf32>
  %1 = mindir.mul %0, %x : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  %2 = mindir.sub %0, %1 : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %2, %0 : tensor<3x4xf32>, tensor<3x4xf32>
}
