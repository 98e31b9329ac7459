//===- execute-unary.mlir - Unary functions as vectors -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every unary op on f32, at extents that no vector divides, on a batch of 1, 3 and
// 7 rows. Values where a function is steep, flat, infinite or not a number.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-65: ok
// CHECK-NOT: ok

func.func @test_neg(%x: tensor<?x5xf32>) -> tensor<?x5xf32> {
  %0 = mindir.neg %x : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_abs(%x: tensor<?x1xf32>) -> tensor<?x1xf32> {
  %0 = mindir.abs %x : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_exp(%x: tensor<?x17xf32> {test.range = [-20.0, 20.0]}) -> tensor<?x17xf32> {
  %0 = mindir.exp %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_log(%x: tensor<?x3x3xf32> {test.range = [0.001, 50.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.log %x : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_sqrt(%x: tensor<?xf32> {test.range = [0.0, 50.0]}) -> tensor<?xf32> {
  %0 = mindir.sqrt %x : tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_rsqrt(%x: tensor<?x33xf32> {test.range = [0.01, 50.0]}) -> tensor<?x33xf32> {
  %0 = mindir.rsqrt %x : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_reciprocal(%x: tensor<?x2x7xf32> {test.range = [0.1, 4.0]}) -> tensor<?x2x7xf32> {
  %0 = mindir.reciprocal %x : tensor<?x2x7xf32>
  return %0 : tensor<?x2x7xf32>
}

func.func @test_square(%x: tensor<?x4x1xf32>) -> tensor<?x4x1xf32> {
  %0 = mindir.square %x : tensor<?x4x1xf32>
  return %0 : tensor<?x4x1xf32>
}

func.func @test_sin(%x: tensor<?x19xf32> {test.range = [-30.0, 30.0]}) -> tensor<?x19xf32> {
  %0 = mindir.sin %x : tensor<?x19xf32>
  return %0 : tensor<?x19xf32>
}

func.func @test_cos(%x: tensor<?x31xf32> {test.range = [-30.0, 30.0]}) -> tensor<?x31xf32> {
  %0 = mindir.cos %x : tensor<?x31xf32>
  return %0 : tensor<?x31xf32>
}

func.func @test_floor(%x: tensor<?x6xf32> {test.range = [-5.0, 5.0]}) -> tensor<?x6xf32> {
  %0 = mindir.floor %x : tensor<?x6xf32>
  return %0 : tensor<?x6xf32>
}

func.func @test_ceil(%x: tensor<?x9xf32> {test.range = [-5.0, 5.0]}) -> tensor<?x9xf32> {
  %0 = mindir.ceil %x : tensor<?x9xf32>
  return %0 : tensor<?x9xf32>
}

func.func @test_sigmoid(%x: tensor<?x13xf32> {test.range = [-30.0, 30.0]}) -> tensor<?x13xf32> {
  %0 = mindir.sigmoid %x : tensor<?x13xf32>
  return %0 : tensor<?x13xf32>
}

func.func @test_tanh(%x: tensor<?x15xf32> {test.range = [-6.0, 6.0]}) -> tensor<?x15xf32> {
  %0 = mindir.tanh %x : tensor<?x15xf32>
  return %0 : tensor<?x15xf32>
}

func.func @test_relu(%x: tensor<?x3x5x7xf32>) -> tensor<?x3x5x7xf32> {
  %0 = mindir.relu %x : tensor<?x3x5x7xf32>
  return %0 : tensor<?x3x5x7xf32>
}

// Gradients in terms of the result.
func.func @test_relu_grad(%dy: tensor<?x21xf32>, %y: tensor<?x21xf32> {test.range = [-1.0, 1.0]}) -> tensor<?x21xf32> {
  %0 = mindir.relu_grad %dy, %y : tensor<?x21xf32>
  return %0 : tensor<?x21xf32>
}

func.func @test_sigmoid_grad(%dy: tensor<?x21xf32>, %y: tensor<?x21xf32> {test.range = [-1.0, 1.0]}) -> tensor<?x21xf32> {
  %0 = mindir.sigmoid_grad %dy, %y : tensor<?x21xf32>
  return %0 : tensor<?x21xf32>
}

func.func @test_tanh_grad(%dy: tensor<?x21xf32>, %y: tensor<?x21xf32> {test.range = [-1.0, 1.0]}) -> tensor<?x21xf32> {
  %0 = mindir.tanh_grad %dy, %y : tensor<?x21xf32>
  return %0 : tensor<?x21xf32>
}

// Half of the logarithms are no numbers; nothing may turn them into one.
func.func @test_nan(%x: tensor<11xf32>) -> (tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>) {
  %l = mindir.log %x : tensor<11xf32>
  %0 = mindir.neg %l : tensor<11xf32>
  %1 = mindir.abs %l : tensor<11xf32>
  %2 = mindir.exp %l : tensor<11xf32>
  %3 = mindir.sqrt %l : tensor<11xf32>
  %4 = mindir.square %l : tensor<11xf32>
  %5 = mindir.sin %l : tensor<11xf32>
  %6 = mindir.floor %l : tensor<11xf32>
  %7 = mindir.ceil %l : tensor<11xf32>
  %8 = mindir.sigmoid %l : tensor<11xf32>
  %9 = mindir.tanh %l : tensor<11xf32>
  %10 = mindir.relu %l : tensor<11xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>
}

// Infinities, zeros and their signs.
func.func @test_infinite(%x: tensor<11xf32>) -> (tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>) {
  %z = mindir.sub %x, %x : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  %i = mindir.div %x, %z : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  %0 = mindir.neg %i : tensor<11xf32>
  %1 = mindir.abs %i : tensor<11xf32>
  %2 = mindir.exp %i : tensor<11xf32>
  %3 = mindir.log %i : tensor<11xf32>
  %4 = mindir.sqrt %i : tensor<11xf32>
  %5 = mindir.rsqrt %i : tensor<11xf32>
  %6 = mindir.reciprocal %i : tensor<11xf32>
  %7 = mindir.square %i : tensor<11xf32>
  %8 = mindir.floor %i : tensor<11xf32>
  %9 = mindir.ceil %i : tensor<11xf32>
  %10 = mindir.sigmoid %i : tensor<11xf32>
  %11 = mindir.tanh %i : tensor<11xf32>
  %12 = mindir.relu %i : tensor<11xf32>
  %13 = mindir.sin %i : tensor<11xf32>
  %r = mindir.reciprocal %z : tensor<11xf32>
  %q = mindir.rsqrt %z : tensor<11xf32>
  %l = mindir.log %z : tensor<11xf32>
  %d = mindir.div %z, %z : (tensor<11xf32>, tensor<11xf32>) -> tensor<11xf32>
  return %i, %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12, %13, %r, %q, %l, %d : tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>
}

// Beyond what f32 holds: infinite, and zero.
func.func @test_large(%x: tensor<11xf32> {test.range = [800.0, 900.0]}) -> (tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>) {
  %n = mindir.neg %x : tensor<11xf32>
  %0 = mindir.exp %n : tensor<11xf32>
  %1 = mindir.sigmoid %n : tensor<11xf32>
  %2 = mindir.sigmoid %x : tensor<11xf32>
  %3 = mindir.tanh %n : tensor<11xf32>
  %4 = mindir.exp %x : tensor<11xf32>
  return %0, %1, %2, %3, %4 : tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>, tensor<11xf32>
}

func.func @test_logical_not(%x: tensor<?x23xi1>) -> tensor<?x23xi1> {
  %0 = mindir.logical_not %x : tensor<?x23xi1>
  return %0 : tensor<?x23xi1>
}

// No dimension at all, one element, and two batches in one tensor.
func.func @test_scalar(%x: tensor<f32>) -> tensor<f32> {
  %0 = mindir.exp %x : tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_one(%x: tensor<1x1x1xf32>) -> tensor<1x1x1xf32> {
  %0 = mindir.tanh %x : tensor<1x1x1xf32>
  return %0 : tensor<1x1x1xf32>
}

func.func @test_chain(%x: tensor<?x3x37xf32>) -> (tensor<?x3x37xf32>, tensor<?x3x37xf32>) {
  %0 = mindir.tanh %x : tensor<?x3x37xf32>
  %1 = mindir.square %0 : tensor<?x3x37xf32>
  %2 = mindir.sigmoid %1 : tensor<?x3x37xf32>
  %3 = mindir.neg %2 : tensor<?x3x37xf32>
  return %3, %1 : tensor<?x3x37xf32>, tensor<?x3x37xf32>
}
