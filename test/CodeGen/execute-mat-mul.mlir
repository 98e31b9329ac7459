//===- execute-mat-mul.mlir - Matrix products ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products in every transposition, at extents below, at and above the register
// tile, with rows, columns and terms of one, and with elementwise ops that follow.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-48: ok
// CHECK-NOT: ok

func.func @test_plain(%a: tensor<?x9xf32>, %b: tensor<9x13xf32>) -> tensor<?x13xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<?x9xf32>, tensor<9x13xf32>) -> tensor<?x13xf32>
  return %0 : tensor<?x13xf32>
}

func.func @test_transpose_b(%a: tensor<?x17xf32>, %b: tensor<10x17xf32>) -> tensor<?x10xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<?x17xf32>, tensor<10x17xf32>) -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

func.func @test_transpose_a(%a: tensor<?x5xf32>, %b: tensor<?x19xf32>) -> tensor<5x19xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<?x5xf32>, tensor<?x19xf32>) -> tensor<5x19xf32>
  return %0 : tensor<5x19xf32>
}

func.func @test_transpose_both(%a: tensor<?x6xf32>, %b: tensor<?x7xf32>) -> tensor<6x7xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<?x6xf32>, tensor<?x7xf32>) -> tensor<6x7xf32>
  return %0 : tensor<6x7xf32>
}

func.func @test_both_turned(%a: tensor<11x7xf32>, %b: tensor<5x11xf32>) -> tensor<7x5xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<11x7xf32>, tensor<5x11xf32>) -> tensor<7x5xf32>
  return %0 : tensor<7x5xf32>
}

func.func @test_one_term(%a: tensor<?x1xf32>, %b: tensor<1x33xf32>) -> tensor<?x33xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<?x1xf32>, tensor<1x33xf32>) -> tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_one_column(%a: tensor<?x21xf32>, %b: tensor<21x1xf32>) -> tensor<?x1xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<?x21xf32>, tensor<21x1xf32>) -> tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_one_column_turned(%a: tensor<?x21xf32>, %b: tensor<1x21xf32>) -> tensor<?x1xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<?x21xf32>, tensor<1x21xf32>) -> tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_one_row(%a: tensor<1x18xf32>, %b: tensor<18x37xf32>) -> tensor<1x37xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<1x18xf32>, tensor<18x37xf32>) -> tensor<1x37xf32>
  return %0 : tensor<1x37xf32>
}

func.func @test_one_row_turned(%a: tensor<1x18xf32>, %b: tensor<37x18xf32>) -> tensor<1x37xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<1x18xf32>, tensor<37x18xf32>) -> tensor<1x37xf32>
  return %0 : tensor<1x37xf32>
}

func.func @test_one_everything(%a: tensor<1x1xf32>, %b: tensor<1x1xf32>) -> tensor<1x1xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<1x1xf32>, tensor<1x1xf32>) -> tensor<1x1xf32>
  return %0 : tensor<1x1xf32>
}

func.func @test_tile(%a: tensor<6x16xf32>, %b: tensor<16x32xf32>) -> tensor<6x32xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<6x16xf32>, tensor<16x32xf32>) -> tensor<6x32xf32>
  return %0 : tensor<6x32xf32>
}

func.func @test_tile_and_more(%a: tensor<13x35xf32>, %b: tensor<35x67xf32>) -> tensor<13x67xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<13x35xf32>, tensor<35x67xf32>) -> tensor<13x67xf32>
  return %0 : tensor<13x67xf32>
}

func.func @test_wide(%a: tensor<2x5xf32>, %b: tensor<5x131xf32>) -> tensor<2x131xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<2x5xf32>, tensor<5x131xf32>) -> tensor<2x131xf32>
  return %0 : tensor<2x131xf32>
}

func.func @test_tall(%a: tensor<129x7xf32>, %b: tensor<7x3xf32>) -> tensor<129x3xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<129x7xf32>, tensor<7x3xf32>) -> tensor<129x3xf32>
  return %0 : tensor<129x3xf32>
}

func.func @test_tall_turned(%a: tensor<7x61xf32>, %b: tensor<3x7xf32>) -> tensor<61x3xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true, transpose_b = true} : (tensor<7x61xf32>, tensor<3x7xf32>) -> tensor<61x3xf32>
  return %0 : tensor<61x3xf32>
}

func.func @test_deep(%a: tensor<3x1021xf32>, %b: tensor<1021x9xf32>) -> tensor<3x9xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<3x1021xf32>, tensor<1021x9xf32>) -> tensor<3x9xf32>
  return %0 : tensor<3x9xf32>
}

func.func @test_deep_turned(%a: tensor<3x1021xf32>, %b: tensor<9x1021xf32>) -> tensor<3x9xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<3x1021xf32>, tensor<9x1021xf32>) -> tensor<3x9xf32>
  return %0 : tensor<3x9xf32>
}

func.func @test_weights_gradient(%a: tensor<?x120xf32>, %b: tensor<?x84xf32>) -> tensor<120x84xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_a = true} : (tensor<?x120xf32>, tensor<?x84xf32>) -> tensor<120x84xf32>
  return %0 : tensor<120x84xf32>
}

// What follows is computed on the tile: bias, activation, sum with another
// tensor, several results.
func.func @test_epilogue(%x: tensor<?x15xf32>, %w: tensor<15x22xf32>, %b: tensor<22xf32>, %r: tensor<?x22xf32>) -> (tensor<?x22xf32>, tensor<?x22xf32>) {
  %0 = mindir.mat_mul %x, %w : (tensor<?x15xf32>, tensor<15x22xf32>) -> tensor<?x22xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x22xf32>, tensor<22xf32>) -> tensor<?x22xf32>
  %2 = mindir.add %1, %r : (tensor<?x22xf32>, tensor<?x22xf32>) -> tensor<?x22xf32>
  %3 = mindir.tanh %2 : tensor<?x22xf32>
  %4 = mindir.relu %1 : tensor<?x22xf32>
  return %3, %4 : tensor<?x22xf32>, tensor<?x22xf32>
}

func.func @test_epilogue_keeps(%x: tensor<?x15xf32>, %w: tensor<15x22xf32>) -> (tensor<?x22xf32>, tensor<?x22xf32>) {
  %0 = mindir.mat_mul %x, %w : (tensor<?x15xf32>, tensor<15x22xf32>) -> tensor<?x22xf32>
  %1 = mindir.relu %0 : tensor<?x22xf32>
  return %0, %1 : tensor<?x22xf32>, tensor<?x22xf32>
}

func.func @test_epilogue_rows(%x: tensor<?x15xf32>, %w: tensor<15x22xf32>, %s: tensor<?x1xf32>) -> (tensor<?x22xf32>, tensor<?x22xi1>) {
  %0 = mindir.mat_mul %x, %w : (tensor<?x15xf32>, tensor<15x22xf32>) -> tensor<?x22xf32>
  %1 = mindir.mul %0, %s : (tensor<?x22xf32>, tensor<?x1xf32>) -> tensor<?x22xf32>
  %2 = mindir.greater %1, %0 : (tensor<?x22xf32>, tensor<?x22xf32>) -> tensor<?x22xi1>
  return %1, %2 : tensor<?x22xf32>, tensor<?x22xi1>
}

// Operands that are computed, one operand twice, two layers.
func.func @test_square(%x: tensor<9x9xf32>) -> (tensor<9x9xf32>, tensor<9x9xf32>) {
  %0 = mindir.mat_mul %x, %x : (tensor<9x9xf32>, tensor<9x9xf32>) -> tensor<9x9xf32>
  %1 = mindir.mat_mul %x, %x {transpose_a = true} : (tensor<9x9xf32>, tensor<9x9xf32>) -> tensor<9x9xf32>
  return %0, %1 : tensor<9x9xf32>, tensor<9x9xf32>
}

func.func @test_layers(%x: tensor<?x15xf32>, %w: tensor<15x22xf32>, %v: tensor<3x22xf32>) -> (tensor<?x3xf32>, tensor<3xf32>) {
  %e = mindir.exp %x : tensor<?x15xf32>
  %0 = mindir.mat_mul %e, %w : (tensor<?x15xf32>, tensor<15x22xf32>) -> tensor<?x22xf32>
  %1 = mindir.sigmoid %0 : tensor<?x22xf32>
  %2 = mindir.mat_mul %1, %v {transpose_b = true} : (tensor<?x22xf32>, tensor<3x22xf32>) -> tensor<?x3xf32>
  %3 = mindir.reduce_sum %2 {axis = [0]} : tensor<?x3xf32> -> tensor<3xf32>
  return %2, %3 : tensor<?x3xf32>, tensor<3xf32>
}
