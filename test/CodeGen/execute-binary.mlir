//===- execute-binary.mlir - Binary functions and broadcasting -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every binary op on f32, and one operand that repeats in each position: in front,
// inside, behind, everywhere, both at once.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-68: ok
// CHECK-NOT: ok

func.func @test_add(%x: tensor<?x7xf32>, %y: tensor<?x7xf32>) -> tensor<?x7xf32> {
  %0 = mindir.add %x, %y : (tensor<?x7xf32>, tensor<?x7xf32>) -> tensor<?x7xf32>
  return %0 : tensor<?x7xf32>
}

func.func @test_sub(%x: tensor<?x1x9xf32>, %y: tensor<?x1x9xf32>) -> tensor<?x1x9xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x1x9xf32>, tensor<?x1x9xf32>) -> tensor<?x1x9xf32>
  return %0 : tensor<?x1x9xf32>
}

func.func @test_mul(%x: tensor<?xf32>, %y: tensor<?xf32>) -> tensor<?xf32> {
  %0 = mindir.mul %x, %y : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_div(%x: tensor<?x5x5xf32>, %y: tensor<?x5x5xf32> {test.range = [0.5, 3.0]}) -> tensor<?x5x5xf32> {
  %0 = mindir.div %x, %y : (tensor<?x5x5xf32>, tensor<?x5x5xf32>) -> tensor<?x5x5xf32>
  return %0 : tensor<?x5x5xf32>
}

func.func @test_pow(%x: tensor<?x11xf32> {test.range = [0.1, 3.0]}, %y: tensor<?x11xf32> {test.range = [-2.0, 2.0]}) -> tensor<?x11xf32> {
  %0 = mindir.pow %x, %y : (tensor<?x11xf32>, tensor<?x11xf32>) -> tensor<?x11xf32>
  return %0 : tensor<?x11xf32>
}

func.func @test_maximum(%x: tensor<?x13xf32>, %y: tensor<?x13xf32>) -> tensor<?x13xf32> {
  %0 = mindir.maximum %x, %y : (tensor<?x13xf32>, tensor<?x13xf32>) -> tensor<?x13xf32>
  return %0 : tensor<?x13xf32>
}

func.func @test_minimum(%x: tensor<?x19xf32>, %y: tensor<?x19xf32>) -> tensor<?x19xf32> {
  %0 = mindir.minimum %x, %y : (tensor<?x19xf32>, tensor<?x19xf32>) -> tensor<?x19xf32>
  return %0 : tensor<?x19xf32>
}

// One operand repeats.
func.func @test_repeat_rows(%x: tensor<?x17xf32>, %y: tensor<17xf32>) -> tensor<?x17xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x17xf32>, tensor<17xf32>) -> tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_repeat_batch(%x: tensor<?x3x6xf32>, %y: tensor<3x6xf32>) -> tensor<?x3x6xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x3x6xf32>, tensor<3x6xf32>) -> tensor<?x3x6xf32>
  return %0 : tensor<?x3x6xf32>
}

func.func @test_repeat_first(%x: tensor<5x3xf32>, %y: tensor<7x5x3xf32>) -> tensor<7x5x3xf32> {
  %0 = mindir.sub %x, %y : (tensor<5x3xf32>, tensor<7x5x3xf32>) -> tensor<7x5x3xf32>
  return %0 : tensor<7x5x3xf32>
}

func.func @test_repeat_columns(%x: tensor<4x9xf32>, %y: tensor<4x1xf32>) -> tensor<4x9xf32> {
  %0 = mindir.sub %x, %y : (tensor<4x9xf32>, tensor<4x1xf32>) -> tensor<4x9xf32>
  return %0 : tensor<4x9xf32>
}

func.func @test_repeat_column_of_batch(%x: tensor<?x9xf32>, %y: tensor<?x1xf32>) -> tensor<?x9xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x9xf32>, tensor<?x1xf32>) -> tensor<?x9xf32>
  return %0 : tensor<?x9xf32>
}

func.func @test_repeat_inside(%x: tensor<?x3x4x5xf32>, %y: tensor<?x3x1x5xf32>) -> tensor<?x3x4x5xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x3x4x5xf32>, tensor<?x3x1x5xf32>) -> tensor<?x3x4x5xf32>
  return %0 : tensor<?x3x4x5xf32>
}

func.func @test_repeat_channel(%x: tensor<?x6x3x3xf32>, %y: tensor<6x1x1xf32>) -> tensor<?x6x3x3xf32> {
  %0 = mindir.mul %x, %y : (tensor<?x6x3x3xf32>, tensor<6x1x1xf32>) -> tensor<?x6x3x3xf32>
  return %0 : tensor<?x6x3x3xf32>
}

func.func @test_repeat_scalar(%x: tensor<?x10xf32>, %y: tensor<f32>) -> tensor<?x10xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x10xf32>, tensor<f32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

func.func @test_repeat_scalar_left(%x: tensor<f32>, %y: tensor<?x10xf32>) -> tensor<?x10xf32> {
  %0 = mindir.sub %x, %y : (tensor<f32>, tensor<?x10xf32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

func.func @test_repeat_one(%x: tensor<?x2x3xf32>, %y: tensor<1x1xf32> {test.range = [1.0, 2.0]}) -> tensor<?x2x3xf32> {
  %0 = mindir.div %x, %y : (tensor<?x2x3xf32>, tensor<1x1xf32>) -> tensor<?x2x3xf32>
  return %0 : tensor<?x2x3xf32>
}

func.func @test_repeat_one_row(%x: tensor<1x21xf32>, %y: tensor<?x21xf32>) -> tensor<?x21xf32> {
  %0 = mindir.add %x, %y : (tensor<1x21xf32>, tensor<?x21xf32>) -> tensor<?x21xf32>
  return %0 : tensor<?x21xf32>
}

// Both repeat: an outer sum, an outer product of the batch.
func.func @test_outer(%x: tensor<5x1xf32>, %y: tensor<7xf32>) -> tensor<5x7xf32> {
  %0 = mindir.add %x, %y : (tensor<5x1xf32>, tensor<7xf32>) -> tensor<5x7xf32>
  return %0 : tensor<5x7xf32>
}

func.func @test_outer_batch(%x: tensor<?x1xf32>, %y: tensor<1x18xf32>) -> tensor<?x18xf32> {
  %0 = mindir.mul %x, %y : (tensor<?x1xf32>, tensor<1x18xf32>) -> tensor<?x18xf32>
  return %0 : tensor<?x18xf32>
}

func.func @test_outer_inside(%x: tensor<?x1x4xf32>, %y: tensor<3x1xf32>) -> tensor<?x3x4xf32> {
  %0 = mindir.sub %x, %y : (tensor<?x1x4xf32>, tensor<3x1xf32>) -> tensor<?x3x4xf32>
  return %0 : tensor<?x3x4xf32>
}

func.func @test_outer_four(%x: tensor<2x1x3x1xf32>, %y: tensor<4x1x5xf32>) -> tensor<2x4x3x5xf32> {
  %0 = mindir.mul %x, %y : (tensor<2x1x3x1xf32>, tensor<4x1x5xf32>) -> tensor<2x4x3x5xf32>
  return %0 : tensor<2x4x3x5xf32>
}

// The same value twice.
func.func @test_twice(%x: tensor<?x6xf32>) -> (tensor<?x6xf32>, tensor<?x6xf32>) {
  %0 = mindir.mul %x, %x : (tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x6xf32>
  %1 = mindir.add %0, %x : (tensor<?x6xf32>, tensor<?x6xf32>) -> tensor<?x6xf32>
  return %1, %0 : tensor<?x6xf32>, tensor<?x6xf32>
}

// A constant that is no splat, and one that is.
func.func @test_constant(%x: tensor<?x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>) {
  %c = mindir.constant dense<[1.0, -2.0, 0.5]> : tensor<3xf32>
  %h = mindir.constant dense<0.5> : tensor<3xf32>
  %0 = mindir.mul %x, %c : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = mindir.pow %c, %x : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %2 = mindir.sub %h, %x : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return %0, %1, %2 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>
}

// A number against no number: no number wins.
func.func @test_nan(%x: tensor<13xf32>, %y: tensor<13xf32>) -> (tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>) {
  %l = mindir.log %x : tensor<13xf32>
  %0 = mindir.maximum %l, %y : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  %1 = mindir.maximum %y, %l : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  %2 = mindir.minimum %l, %y : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  %3 = mindir.minimum %y, %l : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  %4 = mindir.add %l, %y : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  %5 = mindir.mul %y, %l : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  %6 = mindir.pow %x, %y : (tensor<13xf32>, tensor<13xf32>) -> tensor<13xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>, tensor<13xf32>
}

func.func @test_add_n(%a: tensor<?x5xf32>, %b: tensor<?x5xf32>, %c: tensor<?x5xf32>, %d: tensor<?x5xf32>) -> (tensor<?x5xf32>, tensor<?x5xf32>) {
  %0 = mindir.add_n %a, %b, %c, %d : tensor<?x5xf32>
  %1 = mindir.add_n %a, %b, %a : tensor<?x5xf32>
  return %0, %1 : tensor<?x5xf32>, tensor<?x5xf32>
}
