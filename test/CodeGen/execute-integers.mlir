//===- execute-integers.mlir - Ops on integers ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic on signed and unsigned integers of every width. Results are exact: they
// wrap round, and division by zero gives zero.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=0 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=0 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-48: ok
// CHECK-NOT: ok

func.func @test_i8(%x: tensor<?x13xi8> {test.range = [-128, 128]}, %y: tensor<13xi8> {test.range = [-4, 4]}) -> (tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>) {
  %0 = mindir.add %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi8>
  %1 = mindir.sub %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi8>
  %2 = mindir.mul %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi8>
  %3 = mindir.div %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi8>
  %4 = mindir.maximum %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi8>
  %5 = mindir.minimum %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi8>
  %6 = mindir.less %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xi8>, tensor<13xi8>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xi8>
  %9 = mindir.square %x : tensor<?x13xi8>
  %10 = mindir.relu %x : tensor<?x13xi8>
  %11 = mindir.neg %x : tensor<?x13xi8>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>, tensor<?x13xi8>
}

func.func @test_ui8(%x: tensor<?x13xui8> {test.range = [0, 256]}, %y: tensor<13xui8> {test.range = [0, 5]}) -> (tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>) {
  %0 = mindir.add %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xui8>
  %1 = mindir.sub %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xui8>
  %2 = mindir.mul %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xui8>
  %3 = mindir.div %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xui8>
  %4 = mindir.maximum %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xui8>
  %5 = mindir.minimum %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xui8>
  %6 = mindir.less %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xui8>, tensor<13xui8>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xui8>
  %9 = mindir.square %x : tensor<?x13xui8>
  %10 = mindir.relu %x : tensor<?x13xui8>
  %11 = mindir.neg %x : tensor<?x13xui8>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>, tensor<?x13xui8>
}

func.func @test_i16(%x: tensor<?x13xi16> {test.range = [-32768, 32768]}, %y: tensor<13xi16> {test.range = [-4, 4]}) -> (tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>) {
  %0 = mindir.add %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi16>
  %1 = mindir.sub %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi16>
  %2 = mindir.mul %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi16>
  %3 = mindir.div %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi16>
  %4 = mindir.maximum %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi16>
  %5 = mindir.minimum %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi16>
  %6 = mindir.less %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xi16>, tensor<13xi16>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xi16>
  %9 = mindir.square %x : tensor<?x13xi16>
  %10 = mindir.relu %x : tensor<?x13xi16>
  %11 = mindir.neg %x : tensor<?x13xi16>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>, tensor<?x13xi16>
}

func.func @test_ui16(%x: tensor<?x13xui16> {test.range = [0, 65536]}, %y: tensor<13xui16> {test.range = [0, 5]}) -> (tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>) {
  %0 = mindir.add %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xui16>
  %1 = mindir.sub %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xui16>
  %2 = mindir.mul %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xui16>
  %3 = mindir.div %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xui16>
  %4 = mindir.maximum %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xui16>
  %5 = mindir.minimum %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xui16>
  %6 = mindir.less %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xui16>, tensor<13xui16>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xui16>
  %9 = mindir.square %x : tensor<?x13xui16>
  %10 = mindir.relu %x : tensor<?x13xui16>
  %11 = mindir.neg %x : tensor<?x13xui16>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>, tensor<?x13xui16>
}

func.func @test_i32(%x: tensor<?x13xi32> {test.range = [-40000, 40000]}, %y: tensor<13xi32> {test.range = [-4, 4]}) -> (tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>) {
  %0 = mindir.add %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi32>
  %1 = mindir.sub %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi32>
  %2 = mindir.mul %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi32>
  %3 = mindir.div %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi32>
  %4 = mindir.maximum %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi32>
  %5 = mindir.minimum %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi32>
  %6 = mindir.less %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xi32>, tensor<13xi32>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xi32>
  %9 = mindir.square %x : tensor<?x13xi32>
  %10 = mindir.relu %x : tensor<?x13xi32>
  %11 = mindir.neg %x : tensor<?x13xi32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>, tensor<?x13xi32>
}

func.func @test_ui32(%x: tensor<?x13xui32> {test.range = [0, 60000]}, %y: tensor<13xui32> {test.range = [0, 5]}) -> (tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>) {
  %0 = mindir.add %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xui32>
  %1 = mindir.sub %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xui32>
  %2 = mindir.mul %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xui32>
  %3 = mindir.div %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xui32>
  %4 = mindir.maximum %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xui32>
  %5 = mindir.minimum %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xui32>
  %6 = mindir.less %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xui32>, tensor<13xui32>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xui32>
  %9 = mindir.square %x : tensor<?x13xui32>
  %10 = mindir.relu %x : tensor<?x13xui32>
  %11 = mindir.neg %x : tensor<?x13xui32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>, tensor<?x13xui32>
}

func.func @test_i64(%x: tensor<?x13xi64> {test.range = [-30000000, 30000000]}, %y: tensor<13xi64> {test.range = [-4, 4]}) -> (tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>) {
  %0 = mindir.add %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi64>
  %1 = mindir.sub %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi64>
  %2 = mindir.mul %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi64>
  %3 = mindir.div %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi64>
  %4 = mindir.maximum %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi64>
  %5 = mindir.minimum %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi64>
  %6 = mindir.less %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xi64>, tensor<13xi64>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xi64>
  %9 = mindir.square %x : tensor<?x13xi64>
  %10 = mindir.relu %x : tensor<?x13xi64>
  %11 = mindir.neg %x : tensor<?x13xi64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11 : tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>, tensor<?x13xi64>
}

func.func @test_ui64(%x: tensor<?x13xui64> {test.range = [60, 30000000]}, %y: tensor<13xui64> {test.range = [0, 5]}) -> (tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>) {
  %0 = mindir.add %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xui64>
  %1 = mindir.sub %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xui64>
  %2 = mindir.mul %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xui64>
  %3 = mindir.div %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xui64>
  %4 = mindir.maximum %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xui64>
  %5 = mindir.minimum %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xui64>
  %6 = mindir.less %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xi1>
  %7 = mindir.greater_equal %x, %y : (tensor<?x13xui64>, tensor<13xui64>) -> tensor<?x13xi1>
  %8 = mindir.abs %x : tensor<?x13xui64>
  %9 = mindir.square %x : tensor<?x13xui64>
  %10 = mindir.relu %x : tensor<?x13xui64>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xi1>, tensor<?x13xi1>, tensor<?x13xui64>, tensor<?x13xui64>, tensor<?x13xui64>
}

// Sums, extrema, products, poolings.
func.func @test_reduce_i8(%x: tensor<?x4x9xi8> {test.range = [-128, 128]}) -> (tensor<?x9xi8>, tensor<?x4xi8>, tensor<i8>, tensor<?x4x9xi8>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xi8> -> tensor<?x9xi8>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xi8> -> tensor<?x4xi8>
  %2 = mindir.reduce_min %x : tensor<?x4x9xi8> -> tensor<i8>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xi8>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xi8>
  return %0, %1, %2, %4 : tensor<?x9xi8>, tensor<?x4xi8>, tensor<i8>, tensor<?x4x9xi8>
}

func.func @test_reduce_ui8(%x: tensor<?x4x9xui8> {test.range = [0, 256]}) -> (tensor<?x9xui8>, tensor<?x4xui8>, tensor<ui8>, tensor<?x4x9xui8>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xui8> -> tensor<?x9xui8>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xui8> -> tensor<?x4xui8>
  %2 = mindir.reduce_min %x : tensor<?x4x9xui8> -> tensor<ui8>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xui8>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xui8>
  return %0, %1, %2, %4 : tensor<?x9xui8>, tensor<?x4xui8>, tensor<ui8>, tensor<?x4x9xui8>
}

func.func @test_reduce_i16(%x: tensor<?x4x9xi16> {test.range = [-32768, 32768]}) -> (tensor<?x9xi16>, tensor<?x4xi16>, tensor<i16>, tensor<?x4x9xi16>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xi16> -> tensor<?x9xi16>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xi16> -> tensor<?x4xi16>
  %2 = mindir.reduce_min %x : tensor<?x4x9xi16> -> tensor<i16>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xi16>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xi16>
  return %0, %1, %2, %4 : tensor<?x9xi16>, tensor<?x4xi16>, tensor<i16>, tensor<?x4x9xi16>
}

func.func @test_reduce_ui16(%x: tensor<?x4x9xui16> {test.range = [0, 65536]}) -> (tensor<?x9xui16>, tensor<?x4xui16>, tensor<ui16>, tensor<?x4x9xui16>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xui16> -> tensor<?x9xui16>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xui16> -> tensor<?x4xui16>
  %2 = mindir.reduce_min %x : tensor<?x4x9xui16> -> tensor<ui16>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xui16>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xui16>
  return %0, %1, %2, %4 : tensor<?x9xui16>, tensor<?x4xui16>, tensor<ui16>, tensor<?x4x9xui16>
}

func.func @test_reduce_i32(%x: tensor<?x4x9xi32> {test.range = [-40000, 40000]}) -> (tensor<?x9xi32>, tensor<?x4xi32>, tensor<i32>, tensor<?x4x9xi32>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xi32> -> tensor<?x9xi32>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xi32> -> tensor<?x4xi32>
  %2 = mindir.reduce_min %x : tensor<?x4x9xi32> -> tensor<i32>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xi32>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xi32>
  return %0, %1, %2, %4 : tensor<?x9xi32>, tensor<?x4xi32>, tensor<i32>, tensor<?x4x9xi32>
}

func.func @test_reduce_ui32(%x: tensor<?x4x9xui32> {test.range = [0, 60000]}) -> (tensor<?x9xui32>, tensor<?x4xui32>, tensor<ui32>, tensor<?x4x9xui32>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xui32> -> tensor<?x9xui32>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xui32> -> tensor<?x4xui32>
  %2 = mindir.reduce_min %x : tensor<?x4x9xui32> -> tensor<ui32>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xui32>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xui32>
  return %0, %1, %2, %4 : tensor<?x9xui32>, tensor<?x4xui32>, tensor<ui32>, tensor<?x4x9xui32>
}

func.func @test_reduce_i64(%x: tensor<?x4x9xi64> {test.range = [-30000000, 30000000]}) -> (tensor<?x9xi64>, tensor<?x4xi64>, tensor<i64>, tensor<?x4x9xi64>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xi64> -> tensor<?x9xi64>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xi64> -> tensor<?x4xi64>
  %2 = mindir.reduce_min %x : tensor<?x4x9xi64> -> tensor<i64>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xi64>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xi64>
  return %0, %1, %2, %4 : tensor<?x9xi64>, tensor<?x4xi64>, tensor<i64>, tensor<?x4x9xi64>
}

func.func @test_reduce_ui64(%x: tensor<?x4x9xui64> {test.range = [60, 30000000]}) -> (tensor<?x9xui64>, tensor<?x4xui64>, tensor<ui64>, tensor<?x4x9xui64>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4x9xui64> -> tensor<?x9xui64>
  %1 = mindir.reduce_max %x {axis = [2]} : tensor<?x4x9xui64> -> tensor<?x4xui64>
  %2 = mindir.reduce_min %x : tensor<?x4x9xui64> -> tensor<ui64>
  %3 = mindir.add_n %x, %x, %x : tensor<?x4x9xui64>
  %4 = mindir.relu_grad %x, %3 : tensor<?x4x9xui64>
  return %0, %1, %2, %4 : tensor<?x9xui64>, tensor<?x4xui64>, tensor<ui64>, tensor<?x4x9xui64>
}

func.func @test_mat_mul_i8(%a: tensor<?x11xi8> {test.range = [-128, 128]}, %b: tensor<11x7xi8> {test.range = [-4, 4]}, %c: tensor<7xi8>) -> (tensor<?x7xi8>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xi8>, tensor<11x7xi8>) -> tensor<?x7xi8>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xi8>, tensor<7xi8>) -> tensor<?x7xi8>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xi8> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xi8>, tensor<?xi32>
}

func.func @test_mat_mul_ui8(%a: tensor<?x11xui8> {test.range = [0, 256]}, %b: tensor<11x7xui8> {test.range = [0, 5]}, %c: tensor<7xui8>) -> (tensor<?x7xui8>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xui8>, tensor<11x7xui8>) -> tensor<?x7xui8>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xui8>, tensor<7xui8>) -> tensor<?x7xui8>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xui8> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xui8>, tensor<?xi32>
}

func.func @test_mat_mul_i16(%a: tensor<?x11xi16> {test.range = [-32768, 32768]}, %b: tensor<11x7xi16> {test.range = [-4, 4]}, %c: tensor<7xi16>) -> (tensor<?x7xi16>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xi16>, tensor<11x7xi16>) -> tensor<?x7xi16>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xi16>, tensor<7xi16>) -> tensor<?x7xi16>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xi16> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xi16>, tensor<?xi32>
}

func.func @test_mat_mul_ui16(%a: tensor<?x11xui16> {test.range = [0, 65536]}, %b: tensor<11x7xui16> {test.range = [0, 5]}, %c: tensor<7xui16>) -> (tensor<?x7xui16>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xui16>, tensor<11x7xui16>) -> tensor<?x7xui16>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xui16>, tensor<7xui16>) -> tensor<?x7xui16>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xui16> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xui16>, tensor<?xi32>
}

func.func @test_mat_mul_i32(%a: tensor<?x11xi32> {test.range = [-40000, 40000]}, %b: tensor<11x7xi32> {test.range = [-4, 4]}, %c: tensor<7xi32>) -> (tensor<?x7xi32>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xi32>, tensor<11x7xi32>) -> tensor<?x7xi32>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xi32>, tensor<7xi32>) -> tensor<?x7xi32>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xi32> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xi32>, tensor<?xi32>
}

func.func @test_mat_mul_ui32(%a: tensor<?x11xui32> {test.range = [0, 60000]}, %b: tensor<11x7xui32> {test.range = [0, 5]}, %c: tensor<7xui32>) -> (tensor<?x7xui32>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xui32>, tensor<11x7xui32>) -> tensor<?x7xui32>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xui32>, tensor<7xui32>) -> tensor<?x7xui32>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xui32> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xui32>, tensor<?xi32>
}

func.func @test_mat_mul_i64(%a: tensor<?x11xi64> {test.range = [-30000000, 30000000]}, %b: tensor<11x7xi64> {test.range = [-4, 4]}, %c: tensor<7xi64>) -> (tensor<?x7xi64>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xi64>, tensor<11x7xi64>) -> tensor<?x7xi64>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xi64>, tensor<7xi64>) -> tensor<?x7xi64>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xi64> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xi64>, tensor<?xi32>
}

func.func @test_mat_mul_ui64(%a: tensor<?x11xui64> {test.range = [60, 30000000]}, %b: tensor<11x7xui64> {test.range = [0, 5]}, %c: tensor<7xui64>) -> (tensor<?x7xui64>, tensor<?xi32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<?x11xui64>, tensor<11x7xui64>) -> tensor<?x7xui64>
  %1 = mindir.bias_add %0, %c : (tensor<?x7xui64>, tensor<7xui64>) -> tensor<?x7xui64>
  %2 = mindir.argmax %a {axis = 1 : i64} : tensor<?x11xui64> -> tensor<?xi32>
  return %1, %2 : tensor<?x7xui64>, tensor<?xi32>
}
