//===- execute-scatter-elements.mlir - Elements placed along an axis ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2 threads=1 twin-threads=3" -o /dev/null | FileCheck %s

// CHECK-COUNT-16: ok
// CHECK-NOT: ok

func.func @test_replace(%x: tensor<?x7xf32>, %i: tensor<?x3xi32> {test.range = [-9, 9]}, %u: tensor<?x3xf32>) -> tensor<?x7xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<?x7xf32>, tensor<?x3xi32>, tensor<?x3xf32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @test_add(%x: tensor<?x7xf32>, %i: tensor<?x9xi32> {test.range = [-9, 9]}, %u: tensor<?x9xf32>) -> tensor<?x7xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = -1 : i64, reduction = "add"} : (tensor<?x7xf32>, tensor<?x9xi32>, tensor<?x9xf32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @test_replace_first(%x: tensor<5x70xf32>, %i: tensor<4x70xi64> {test.range = [-6, 6]}, %u: tensor<4x70xf32>) -> tensor<5x70xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 0 : i64} : (tensor<5x70xf32>, tensor<4x70xi64>, tensor<4x70xf32>) -> tensor<5x70xf32>
  return %0 : tensor<5x70xf32>
}

func.func @test_add_less(%x: tensor<4x6x5x70xf32>, %i: tensor<3x9x4x66xi32> {test.range = [-7, 7]}, %u: tensor<3x9x4x66xf32>) -> tensor<4x6x5x70xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64, reduction = "add"} : (tensor<4x6x5x70xf32>, tensor<3x9x4x66xi32>, tensor<3x9x4x66xf32>) -> tensor<4x6x5x70xf32>
  return %0 : tensor<4x6x5x70xf32>
}

func.func @test_replace_less(%x: tensor<?x3x6x5xf32>, %i: tensor<?x2x4x3xi32> {test.range = [-7, 7]}, %u: tensor<?x2x4x3xf32>) -> tensor<?x3x6x5xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 2 : i64} : (tensor<?x3x6x5xf32>, tensor<?x2x4x3xi32>, tensor<?x2x4x3xf32>) -> tensor<?x3x6x5xf32>
  return %0 : tensor<?x3x6x5xf32>
}

func.func @test_replace_i32(%x: tensor<6x4xi32>, %i: tensor<6x5xui8> {test.range = [0, 6]}, %u: tensor<6x5xi32>) -> tensor<6x4xi32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<6x4xi32>, tensor<6x5xui8>, tensor<6x5xi32>) -> tensor<6x4xi32>
  return %0 : tensor<6x4xi32>
}

func.func @test_replace_i1(%x: tensor<6x4xi1>, %i: tensor<5x2xi32> {test.range = [-4, 4]}, %u: tensor<5x2xi1>) -> tensor<6x4xi1> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<6x4xi1>, tensor<5x2xi32>, tensor<5x2xi1>) -> tensor<6x4xi1>
  return %0 : tensor<6x4xi1>
}

func.func @test_add_i64(%x: tensor<9xi64>, %i: tensor<20xi32> {test.range = [-9, 9]}, %u: tensor<20xi64>) -> tensor<9xi64> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 0 : i64, reduction = "add"} : (tensor<9xi64>, tensor<20xi32>, tensor<20xi64>) -> tensor<9xi64>
  return %0 : tensor<9xi64>
}

func.func @test_add_f64(%x: tensor<3x9xf64>, %i: tensor<3x20xi32> {test.range = [-9, 9]}, %u: tensor<3x20xf64>) -> tensor<3x9xf64> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64, reduction = "add"} : (tensor<3x9xf64>, tensor<3x20xi32>, tensor<3x20xf64>) -> tensor<3x9xf64>
  return %0 : tensor<3x9xf64>
}

func.func @test_empty(%x: tensor<3x9xf32>, %i: tensor<3x0xi32>, %u: tensor<3x0xf32>) -> tensor<3x9xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64, reduction = "add"} : (tensor<3x9xf32>, tensor<3x0xi32>, tensor<3x0xf32>) -> tensor<3x9xf32>
  return %0 : tensor<3x9xf32>
}
