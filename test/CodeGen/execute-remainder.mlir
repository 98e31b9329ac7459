//===- execute-remainder.mlir - Quotients rounded down, remainders --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Of floats, and of integers of several widths.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-55: ok
// CHECK-NOT: ok

func.func @test_floor_div(%x: tensor<?x17xf32> {test.range = [-9.0, 9.0]}, %y: tensor<17xf32> {test.range = [0.5, 2.0]}) -> tensor<?x17xf32> {
  %0 = mindir.floor_div %x, %y : (tensor<?x17xf32>, tensor<17xf32>) -> tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_floor_mod(%x: tensor<?x17xf32> {test.range = [-9.0, 9.0]}, %y: tensor<17xf32> {test.range = [-2.0, -0.5]}) -> tensor<?x17xf32> {
  %0 = mindir.floor_mod %x, %y : (tensor<?x17xf32>, tensor<17xf32>) -> tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_mod(%x: tensor<?x17xf32> {test.range = [-9.0, 9.0]}, %y: tensor<17xf32> {test.range = [0.5, 2.0]}) -> tensor<?x17xf32> {
  %0 = mindir.mod %x, %y : (tensor<?x17xf32>, tensor<17xf32>) -> tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_floor_div_i32(%x: tensor<?x17xi32>, %y: tensor<17xi32>) -> tensor<?x17xi32> {
  %0 = mindir.floor_div %x, %y : (tensor<?x17xi32>, tensor<17xi32>) -> tensor<?x17xi32>
  return %0 : tensor<?x17xi32>
}

func.func @test_floor_div_i8(%x: tensor<?x17xi8>, %y: tensor<17xi8>) -> tensor<?x17xi8> {
  %0 = mindir.floor_div %x, %y : (tensor<?x17xi8>, tensor<17xi8>) -> tensor<?x17xi8>
  return %0 : tensor<?x17xi8>
}

func.func @test_floor_div_ui8(%x: tensor<?x17xui8>, %y: tensor<17xui8>) -> tensor<?x17xui8> {
  %0 = mindir.floor_div %x, %y : (tensor<?x17xui8>, tensor<17xui8>) -> tensor<?x17xui8>
  return %0 : tensor<?x17xui8>
}

func.func @test_floor_div_i64(%x: tensor<?x17xi64>, %y: tensor<17xi64>) -> tensor<?x17xi64> {
  %0 = mindir.floor_div %x, %y : (tensor<?x17xi64>, tensor<17xi64>) -> tensor<?x17xi64>
  return %0 : tensor<?x17xi64>
}

func.func @test_floor_div_ui16(%x: tensor<?x17xui16>, %y: tensor<17xui16>) -> tensor<?x17xui16> {
  %0 = mindir.floor_div %x, %y : (tensor<?x17xui16>, tensor<17xui16>) -> tensor<?x17xui16>
  return %0 : tensor<?x17xui16>
}

func.func @test_floor_mod_i32(%x: tensor<?x17xi32>, %y: tensor<17xi32>) -> tensor<?x17xi32> {
  %0 = mindir.floor_mod %x, %y : (tensor<?x17xi32>, tensor<17xi32>) -> tensor<?x17xi32>
  return %0 : tensor<?x17xi32>
}

func.func @test_floor_mod_i8(%x: tensor<?x17xi8>, %y: tensor<17xi8>) -> tensor<?x17xi8> {
  %0 = mindir.floor_mod %x, %y : (tensor<?x17xi8>, tensor<17xi8>) -> tensor<?x17xi8>
  return %0 : tensor<?x17xi8>
}

func.func @test_floor_mod_ui8(%x: tensor<?x17xui8>, %y: tensor<17xui8>) -> tensor<?x17xui8> {
  %0 = mindir.floor_mod %x, %y : (tensor<?x17xui8>, tensor<17xui8>) -> tensor<?x17xui8>
  return %0 : tensor<?x17xui8>
}

func.func @test_floor_mod_i64(%x: tensor<?x17xi64>, %y: tensor<17xi64>) -> tensor<?x17xi64> {
  %0 = mindir.floor_mod %x, %y : (tensor<?x17xi64>, tensor<17xi64>) -> tensor<?x17xi64>
  return %0 : tensor<?x17xi64>
}

func.func @test_floor_mod_ui16(%x: tensor<?x17xui16>, %y: tensor<17xui16>) -> tensor<?x17xui16> {
  %0 = mindir.floor_mod %x, %y : (tensor<?x17xui16>, tensor<17xui16>) -> tensor<?x17xui16>
  return %0 : tensor<?x17xui16>
}

func.func @test_mod_i32(%x: tensor<?x17xi32>, %y: tensor<17xi32>) -> tensor<?x17xi32> {
  %0 = mindir.mod %x, %y : (tensor<?x17xi32>, tensor<17xi32>) -> tensor<?x17xi32>
  return %0 : tensor<?x17xi32>
}

func.func @test_mod_i8(%x: tensor<?x17xi8>, %y: tensor<17xi8>) -> tensor<?x17xi8> {
  %0 = mindir.mod %x, %y : (tensor<?x17xi8>, tensor<17xi8>) -> tensor<?x17xi8>
  return %0 : tensor<?x17xi8>
}

func.func @test_mod_ui8(%x: tensor<?x17xui8>, %y: tensor<17xui8>) -> tensor<?x17xui8> {
  %0 = mindir.mod %x, %y : (tensor<?x17xui8>, tensor<17xui8>) -> tensor<?x17xui8>
  return %0 : tensor<?x17xui8>
}

func.func @test_mod_i64(%x: tensor<?x17xi64>, %y: tensor<17xi64>) -> tensor<?x17xi64> {
  %0 = mindir.mod %x, %y : (tensor<?x17xi64>, tensor<17xi64>) -> tensor<?x17xi64>
  return %0 : tensor<?x17xi64>
}

func.func @test_mod_ui16(%x: tensor<?x17xui16>, %y: tensor<17xui16>) -> tensor<?x17xui16> {
  %0 = mindir.mod %x, %y : (tensor<?x17xui16>, tensor<17xui16>) -> tensor<?x17xui16>
  return %0 : tensor<?x17xui16>
}

// Remainders of every pair of signs, by infinities and by zero.
func.func @test_remainders() -> (tensor<8xf32>, tensor<8xf32>, tensor<8xi32>, tensor<8xi32>, tensor<8xi32>) {
  %x = mindir.constant dense<[7.5, -7.5, 7.5, -7.5, 3.0, -3.0, 1.0, 6.0]> : tensor<8xf32>
  %y = mindir.constant dense<[2.0, 2.0, -2.0, -2.0, 0x7F800000, 0x7F800000, 0.0, -3.0]> : tensor<8xf32>
  %i = mindir.constant dense<[7, -7, 7, -7, 5, -2147483648, -2147483648, 6]> : tensor<8xi32>
  %j = mindir.constant dense<[2, 2, -2, -2, 0, -1, 3, -3]> : tensor<8xi32>
  %0 = mindir.mod %x, %y : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  %1 = mindir.floor_mod %x, %y : (tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
  %2 = mindir.mod %i, %j : (tensor<8xi32>, tensor<8xi32>) -> tensor<8xi32>
  %3 = mindir.floor_mod %i, %j : (tensor<8xi32>, tensor<8xi32>) -> tensor<8xi32>
  %4 = mindir.floor_div %i, %j : (tensor<8xi32>, tensor<8xi32>) -> tensor<8xi32>
  return %0, %1, %2, %3, %4 : tensor<8xf32>, tensor<8xf32>, tensor<8xi32>, tensor<8xi32>, tensor<8xi32>
}
