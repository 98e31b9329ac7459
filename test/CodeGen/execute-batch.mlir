//===- execute-batch.mlir - Every number of rows --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Kernels with tiles of rows, for every batch that a network of 33 rows can get: each
// mixture of large pieces, small ones and single rows, on one thread and on three.
//
//===----------------------------------------------------------------------===//
// DEFINE: %{rows} = 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33
// RUN: ms-opt %s -test-execute="max-batch=33 rows=%{rows} vector-bits=128 registers=16 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="max-batch=33 rows=%{rows} vector-bits=256 registers=16 threads=3" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="max-batch=33 rows=%{rows} vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-99: ok
// CHECK-NOT: ok

func.func @test_product(%a: tensor<?x10xf32>, %w: tensor<10x24xf32>, %b: tensor<24xf32>) -> tensor<?x24xf32> {
  %0 = mindir.mat_mul %a, %w : (tensor<?x10xf32>, tensor<10x24xf32>) -> tensor<?x24xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x24xf32>, tensor<24xf32>) -> tensor<?x24xf32>
  %2 = mindir.relu %1 : tensor<?x24xf32>
  return %2 : tensor<?x24xf32>
}

func.func @test_narrow(%a: tensor<?x7xf32>, %w: tensor<3x7xf32>) -> tensor<?x3xf32> {
  %0 = mindir.mat_mul %a, %w {transpose_b = true} : (tensor<?x7xf32>, tensor<3x7xf32>) -> tensor<?x3xf32>
  return %0 : tensor<?x3xf32>
}

func.func @test_weights(%a: tensor<?x9xf32>, %g: tensor<?x20xf32>) -> tensor<9x20xf32> {
  %0 = mindir.mat_mul %a, %g {transpose_a = true} : (tensor<?x9xf32>, tensor<?x20xf32>) -> tensor<9x20xf32>
  return %0 : tensor<9x20xf32>
}
