//===- execute-compare.mlir - Comparisons, choices, booleans -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Comparisons, `select` and the logical ops, with operands that repeat, with equal
// elements and with elements that are no numbers.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-50: ok
// CHECK-NOT: ok

func.func @test_equal(%x: tensor<?x7xf32> {test.range = [0.0, 4.0]}, %y: tensor<?x7xf32> {test.range = [0.0, 4.0]}) -> tensor<?x7xi1> {
  %0 = mindir.equal %x, %y : (tensor<?x7xf32>, tensor<?x7xf32>) -> tensor<?x7xi1>
  return %0 : tensor<?x7xi1>
}

func.func @test_not_equal(%x: tensor<?x5xf32> {test.range = [0.0, 4.0]}, %y: tensor<5xf32> {test.range = [0.0, 4.0]}) -> tensor<?x5xi1> {
  %0 = mindir.not_equal %x, %y : (tensor<?x5xf32>, tensor<5xf32>) -> tensor<?x5xi1>
  return %0 : tensor<?x5xi1>
}

func.func @test_less(%x: tensor<?x1xf32> {test.range = [0.0, 4.0]}, %y: tensor<1x17xf32> {test.range = [0.0, 4.0]}) -> tensor<?x17xi1> {
  %0 = mindir.less %x, %y : (tensor<?x1xf32>, tensor<1x17xf32>) -> tensor<?x17xi1>
  return %0 : tensor<?x17xi1>
}

func.func @test_less_equal(%x: tensor<?xf32> {test.range = [0.0, 4.0]}, %y: tensor<f32> {test.range = [0.0, 4.0]}) -> tensor<?xi1> {
  %0 = mindir.less_equal %x, %y : (tensor<?xf32>, tensor<f32>) -> tensor<?xi1>
  return %0 : tensor<?xi1>
}

func.func @test_greater(%x: tensor<3x1x5xf32> {test.range = [0.0, 4.0]}, %y: tensor<4x1xf32> {test.range = [0.0, 4.0]}) -> tensor<3x4x5xi1> {
  %0 = mindir.greater %x, %y : (tensor<3x1x5xf32>, tensor<4x1xf32>) -> tensor<3x4x5xi1>
  return %0 : tensor<3x4x5xi1>
}

func.func @test_greater_equal(%x: tensor<f32> {test.range = [0.0, 4.0]}, %y: tensor<?x9xf32> {test.range = [0.0, 4.0]}) -> tensor<?x9xi1> {
  %0 = mindir.greater_equal %x, %y : (tensor<f32>, tensor<?x9xf32>) -> tensor<?x9xi1>
  return %0 : tensor<?x9xi1>
}

// Small whole numbers: many are equal.
func.func @test_ties(%i: tensor<?x11xi32>, %j: tensor<?x11xi32>) -> (tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>) {
  %x = mindir.cast %i to f32 : tensor<?x11xi32> -> tensor<?x11xf32>
  %y = mindir.cast %j to f32 : tensor<?x11xi32> -> tensor<?x11xf32>
  %0 = mindir.equal %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %1 = mindir.not_equal %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %2 = mindir.less %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %3 = mindir.less_equal %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %4 = mindir.greater %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %5 = mindir.greater_equal %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  return %0, %1, %2, %3, %4, %5 : tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>
}

func.func @test_nan(%x: tensor<?x11xf32>, %y: tensor<?x11xf32>) -> (tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>) {
  %l = mindir.log %x : tensor<?x11xf32>
  %0 = mindir.equal %l, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %1 = mindir.not_equal %l, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %2 = mindir.less %l, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %3 = mindir.less_equal %l, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %4 = mindir.greater %l, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %5 = mindir.greater_equal %l, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %6 = mindir.not_equal %l, %l : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>
}

// Booleans in memory, in and out.
func.func @test_logical_and(%x: tensor<?x7xi1>, %y: tensor<?x7xi1>) -> tensor<?x7xi1> {
  %0 = mindir.logical_and %x, %y : (tensor<?x7xi1>, tensor<?x7xi1>) -> tensor<?x7xi1>
  return %0 : tensor<?x7xi1>
}

func.func @test_logical_or(%x: tensor<?x3x5xi1>, %y: tensor<3x1xi1>) -> tensor<?x3x5xi1> {
  %0 = mindir.logical_or %x, %y : (tensor<?x3x5xi1>, tensor<3x1xi1>) -> tensor<?x3x5xi1>
  return %0 : tensor<?x3x5xi1>
}

func.func @test_logic(%x: tensor<?x11xf32>, %y: tensor<?x11xf32>) -> (tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xf32>) {
  %0 = mindir.less %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xi1>
  %1 = mindir.logical_not %0 : tensor<?x11xi1>
  %c = mindir.constant dense<0.0> : tensor<f32>
  %2 = mindir.greater %x, %c : (tensor<?x11xf32>, tensor<f32>) -> tensor<?x11xi1>
  %3 = mindir.logical_and %1, %2 : (tensor<?x11xi1>, tensor<?x11xi1>) -> tensor<?x11xi1>
  %4 = mindir.logical_or %3, %0 : (tensor<?x11xi1>, tensor<?x11xi1>) -> tensor<?x11xi1>
  %5 = mindir.select %3, %x, %y : (tensor<?x11xi1>, tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xf32>
  return %3, %4, %5 : tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xf32>
}

// equal of booleans.
func.func @test_equal_booleans(%x: tensor<?x9xi1>, %y: tensor<9xi1>) -> tensor<?x9xi1> {
  %0 = mindir.equal %x, %y : (tensor<?x9xi1>, tensor<9xi1>) -> tensor<?x9xi1>
  return %0 : tensor<?x9xi1>
}

// Choices.
func.func @test_select(%c: tensor<?x11xi1>, %x: tensor<?x11xf32>, %y: tensor<?x11xf32>) -> tensor<?x11xf32> {
  %0 = mindir.select %c, %x, %y : (tensor<?x11xi1>, tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xf32>
  return %0 : tensor<?x11xf32>
}

func.func @test_select_repeats(%c: tensor<?x1xi1>, %x: tensor<7xf32>, %y: tensor<f32>) -> tensor<?x7xf32> {
  %0 = mindir.select %c, %x, %y : (tensor<?x1xi1>, tensor<7xf32>, tensor<f32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @test_select_rows(%c: tensor<3x1x1xi1>, %x: tensor<5x1xf32>, %y: tensor<1x1x6xf32>) -> tensor<3x5x6xf32> {
  %0 = mindir.select %c, %x, %y : (tensor<3x1x1xi1>, tensor<5x1xf32>, tensor<1x1x6xf32>) -> tensor<3x5x6xf32>
  return %0 : tensor<3x5x6xf32>
}

func.func @test_select_booleans(%c: tensor<?x11xi1>, %x: tensor<?x11xi1>, %y: tensor<11xi1>) -> tensor<?x11xi1> {
  %0 = mindir.select %c, %x, %y : (tensor<?x11xi1>, tensor<?x11xi1>, tensor<11xi1>) -> tensor<?x11xi1>
  return %0 : tensor<?x11xi1>
}

func.func @test_select_integers(%c: tensor<?x11xi1>, %x: tensor<?x11xi64>, %y: tensor<1xi64>) -> tensor<?x11xi64> {
  %0 = mindir.select %c, %x, %y : (tensor<?x11xi1>, tensor<?x11xi64>, tensor<1xi64>) -> tensor<?x11xi64>
  return %0 : tensor<?x11xi64>
}

// Booleans are ordered as 0 and 1.
func.func @test_booleans(%x: tensor<?x11xi1>, %y: tensor<?x11xi1>) -> (tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>) {
  %0 = mindir.less %x, %y : (tensor<?x11xi1>, tensor<?x11xi1>) -> tensor<?x11xi1>
  %1 = mindir.less_equal %x, %y : (tensor<?x11xi1>, tensor<?x11xi1>) -> tensor<?x11xi1>
  %2 = mindir.greater %x, %y : (tensor<?x11xi1>, tensor<?x11xi1>) -> tensor<?x11xi1>
  %3 = mindir.greater_equal %x, %y : (tensor<?x11xi1>, tensor<?x11xi1>) -> tensor<?x11xi1>
  return %0, %1, %2, %3 : tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>, tensor<?x11xi1>
}
