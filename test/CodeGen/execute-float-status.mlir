//===- execute-float-status.mlir - Numbers that are none ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// float_status finds one infinity or NaN among many numbers, in every float type.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-11: ok
// CHECK-NOT: ok

func.func @test_status_infinite(%x: tensor<?x29xf32>) -> tensor<1xf32> {
  %0 = mindir.constant dense<0x7F800000> : tensor<f32>
  %1 = mindir.constant dense<0.9> : tensor<f32>
  %2 = mindir.less %x, %1 : (tensor<?x29xf32>, tensor<f32>) -> tensor<?x29xi1>
  %3 = mindir.select %2, %x, %0 : (tensor<?x29xi1>, tensor<?x29xf32>, tensor<f32>) -> tensor<?x29xf32>
  %4 = mindir.float_status %3 : tensor<?x29xf32> -> tensor<1xf32>
  return %4 : tensor<1xf32>
}

func.func @test_status_finite(%x: tensor<?x29xf32>) -> tensor<1xf32> {
  %0 = mindir.constant dense<3.0e38> : tensor<f32>
  %1 = mindir.constant dense<0.9> : tensor<f32>
  %2 = mindir.less %x, %1 : (tensor<?x29xf32>, tensor<f32>) -> tensor<?x29xi1>
  %3 = mindir.select %2, %x, %0 : (tensor<?x29xi1>, tensor<?x29xf32>, tensor<f32>) -> tensor<?x29xf32>
  %4 = mindir.float_status %3 : tensor<?x29xf32> -> tensor<1xf32>
  return %4 : tensor<1xf32>
}

func.func @test_status_nan(%x: tensor<?x29xf32>) -> tensor<1xf32> {
  %0 = mindir.constant dense<0xFFC00000> : tensor<f32>
  %1 = mindir.constant dense<0.9> : tensor<f32>
  %2 = mindir.less %x, %1 : (tensor<?x29xf32>, tensor<f32>) -> tensor<?x29xi1>
  %3 = mindir.select %2, %x, %0 : (tensor<?x29xi1>, tensor<?x29xf32>, tensor<f32>) -> tensor<?x29xf32>
  %4 = mindir.float_status %3 : tensor<?x29xf32> -> tensor<1xf32>
  return %4 : tensor<1xf32>
}

func.func @test_status_f16(%x: tensor<41x1037xf16> {test.range = [0.0, 1.0]}) -> (tensor<1xf32>, tensor<1xf32>) {
  %0 = mindir.constant dense<0x7C00> : tensor<f16>
  %1 = mindir.constant dense<0.999> : tensor<f16>
  %2 = mindir.less %x, %1 : (tensor<41x1037xf16>, tensor<f16>) -> tensor<41x1037xi1>
  %3 = mindir.select %2, %x, %0 : (tensor<41x1037xi1>, tensor<41x1037xf16>, tensor<f16>) -> tensor<41x1037xf16>
  %4 = mindir.float_status %x : tensor<41x1037xf16> -> tensor<1xf32>
  %5 = mindir.float_status %3 : tensor<41x1037xf16> -> tensor<1xf32>
  return %4, %5 : tensor<1xf32>, tensor<1xf32>
}

func.func @test_status_bf16(%x: tensor<41x1037xbf16> {test.range = [0.0, 1.0]}) -> (tensor<1xf32>, tensor<1xf32>) {
  %0 = mindir.constant dense<0xFF80> : tensor<bf16>
  %1 = mindir.constant dense<0.999> : tensor<bf16>
  %2 = mindir.less %x, %1 : (tensor<41x1037xbf16>, tensor<bf16>) -> tensor<41x1037xi1>
  %3 = mindir.select %2, %x, %0 : (tensor<41x1037xi1>, tensor<41x1037xbf16>, tensor<bf16>) -> tensor<41x1037xbf16>
  %4 = mindir.float_status %x : tensor<41x1037xbf16> -> tensor<1xf32>
  %5 = mindir.float_status %3 : tensor<41x1037xbf16> -> tensor<1xf32>
  return %4, %5 : tensor<1xf32>, tensor<1xf32>
}
