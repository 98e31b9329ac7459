//===- execute-group-norm.mlir - Group normalization --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One group, several, and as many as channels, on every rank.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-18: ok
// CHECK-NOT: ok

func.func @test_groups(%x: tensor<?x6x4x5xf32>, %dy: tensor<?x6x4x5xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>) -> (tensor<?x6x4x5xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x6x4x5xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 3 : i64, eps = 1.0e-5} : (tensor<?x6x4x5xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x4x5xf32>, tensor<?x3xf32>, tensor<?x3xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 3 : i64} : (tensor<?x6x4x5xf32>, tensor<?x6x4x5xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<6xf32>) -> (tensor<?x6x4x5xf32>, tensor<6xf32>, tensor<6xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x6x4x5xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x6x4x5xf32>, tensor<6xf32>, tensor<6xf32>
}

func.func @test_one_group(%x: tensor<?x4x3x3xf32>, %dy: tensor<?x4x3x3xf32>, %g: tensor<4xf32>, %b: tensor<4xf32>) -> (tensor<?x4x3x3xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 1 : i64, eps = 1.0e-5} : (tensor<?x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x3x3xf32>, tensor<?x1xf32>, tensor<?x1xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 1 : i64} : (tensor<?x4x3x3xf32>, tensor<?x4x3x3xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<4xf32>) -> (tensor<?x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x4x3x3xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>
}

func.func @test_instances(%x: tensor<?x5x6x7xf32>, %dy: tensor<?x5x6x7xf32>, %g: tensor<5xf32>, %b: tensor<5xf32>) -> (tensor<?x5x6x7xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5x6x7xf32>, tensor<5xf32>, tensor<5xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 5 : i64, eps = 1.0e-5} : (tensor<?x5x6x7xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<?x5x6x7xf32>, tensor<?x5xf32>, tensor<?x5xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 5 : i64} : (tensor<?x5x6x7xf32>, tensor<?x5x6x7xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<5xf32>) -> (tensor<?x5x6x7xf32>, tensor<5xf32>, tensor<5xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x5x6x7xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5x6x7xf32>, tensor<5xf32>, tensor<5xf32>
}

func.func @test_matrix(%x: tensor<?x12xf32>, %dy: tensor<?x12xf32>, %g: tensor<12xf32>, %b: tensor<12xf32>) -> (tensor<?x12xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x12xf32>, tensor<12xf32>, tensor<12xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 4 : i64, eps = 1.0e-5} : (tensor<?x12xf32>, tensor<12xf32>, tensor<12xf32>) -> (tensor<?x12xf32>, tensor<?x4xf32>, tensor<?x4xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 4 : i64} : (tensor<?x12xf32>, tensor<?x12xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<12xf32>) -> (tensor<?x12xf32>, tensor<12xf32>, tensor<12xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x12xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x12xf32>, tensor<12xf32>, tensor<12xf32>
}

func.func @test_volume(%x: tensor<2x4x2x3x4xf32>, %dy: tensor<2x4x2x3x4xf32>, %g: tensor<4xf32>, %b: tensor<4xf32>) -> (tensor<2x4x2x3x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x4x2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 2 : i64, eps = 1.0e-5} : (tensor<2x4x2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x4x2x3x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 2 : i64} : (tensor<2x4x2x3x4xf32>, tensor<2x4x2x3x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<4xf32>) -> (tensor<2x4x2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x4x2x3x4xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x4x2x3x4xf32>, tensor<4xf32>, tensor<4xf32>
}

func.func @test_sequence(%x: tensor<?x6x11xf32>, %dy: tensor<?x6x11xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 2 : i64, eps = 1.0e-5} : (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 2 : i64} : (tensor<?x6x11xf32>, tensor<?x6x11xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<6xf32>) -> (tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x6x11xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x6x11xf32>, tensor<6xf32>, tensor<6xf32>
}

func.func @test_f64(%x: tensor<2x4x3x3xf64>, %dy: tensor<2x4x3x3xf64>, %g: tensor<4xf64>, %b: tensor<4xf64>) -> (tensor<2x4x3x3xf64>, tensor<2x2xf64>, tensor<2x2xf64>, tensor<2x4x3x3xf64>, tensor<4xf64>, tensor<4xf64>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 2 : i64, eps = 1.0e-5} : (tensor<2x4x3x3xf64>, tensor<4xf64>, tensor<4xf64>) -> (tensor<2x4x3x3xf64>, tensor<2x2xf64>, tensor<2x2xf64>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 2 : i64} : (tensor<2x4x3x3xf64>, tensor<2x4x3x3xf64>, tensor<2x2xf64>, tensor<2x2xf64>, tensor<4xf64>) -> (tensor<2x4x3x3xf64>, tensor<4xf64>, tensor<4xf64>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x4x3x3xf64>, tensor<2x2xf64>, tensor<2x2xf64>, tensor<2x4x3x3xf64>, tensor<4xf64>, tensor<4xf64>
}

func.func @test_large(%x: tensor<2x8x40x33xf32>, %dy: tensor<2x8x40x33xf32>, %g: tensor<8xf32>, %b: tensor<8xf32>) -> (tensor<2x8x40x33xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x8x40x33xf32>, tensor<8xf32>, tensor<8xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 2 : i64, eps = 1.0e-5} : (tensor<2x8x40x33xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<2x8x40x33xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 2 : i64} : (tensor<2x8x40x33xf32>, tensor<2x8x40x33xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<8xf32>) -> (tensor<2x8x40x33xf32>, tensor<8xf32>, tensor<8xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x8x40x33xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x8x40x33xf32>, tensor<8xf32>, tensor<8xf32>
}
