//===- execute-update-f16.mlir - Steps of large parameters in f16 ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// LAMB's norms are sums of squares, here of more than f16's largest number.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=4e-3" -o /dev/null | FileCheck %s
// CHECK: test_lamb [1]: ok

func.func @test_lamb(%var: tensor<300x300xf16> {test.range = [1.0, 2.0]}, %m: tensor<300x300xf16> {test.range = [1.0, 2.0]}, %v: tensor<300x300xf16> {test.range = [0.2, 0.4]}, %lr: tensor<f16> {test.range = [0.1, 0.2]}, %beta: tensor<f16> {test.range = [0.4, 0.6]}, %step: tensor<i32> {test.range = [1, 3]}, %g: tensor<300x300xf16> {test.range = [1.0, 2.0]}) -> (tensor<300x300xf16>, tensor<300x300xf16>, tensor<300x300xf16>) {
  %0, %1, %2 = "mindir.lamb"(%var, %m, %v, %lr, %beta, %beta, %lr, %lr, %step, %g) : (tensor<300x300xf16>, tensor<300x300xf16>, tensor<300x300xf16>, tensor<f16>, tensor<f16>, tensor<f16>, tensor<f16>, tensor<f16>, tensor<i32>, tensor<300x300xf16>) -> (tensor<300x300xf16>, tensor<300x300xf16>, tensor<300x300xf16>)
  return %0, %1, %2 : tensor<300x300xf16>, tensor<300x300xf16>, tensor<300x300xf16>
}
