//===- execute-slice.mlir - Boxes that start at the first element ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="rows=1,5 max-batch=8" -o /dev/null | FileCheck %s
// CHECK: test_first_channels [5]: ok
// CHECK: test_corner [5]: ok
// CHECK: test_in_a_chain [5]: ok

func.func @test_first_channels(%x: tensor<?x6x4x4xf32>) -> tensor<?x2x4x4xf32> {
  %0 = mindir.slice %x {begin = [0, 0, 0, 0], size = [-1, 2, -1, -1]} : tensor<?x6x4x4xf32> -> tensor<?x2x4x4xf32>
  return %0 : tensor<?x2x4x4xf32>
}

func.func @test_corner(%x: tensor<?x6x4x5xf32>) -> tensor<?x2x3x4xf32> {
  %0 = mindir.slice %x {begin = [0, 0, 1, 0], size = [-1, 2, -1, 4]} : tensor<?x6x4x5xf32> -> tensor<?x2x3x4xf32>
  return %0 : tensor<?x2x3x4xf32>
}

func.func @test_in_a_chain(%x: tensor<?x6xf32>, %w: tensor<3x4xf32>) -> tensor<?x3xf32> {
  %0 = mindir.relu %x : tensor<?x6xf32>
  %1 = mindir.slice %0 {begin = [0, 0], size = [-1, 4]} : tensor<?x6xf32> -> tensor<?x4xf32>
  %2 = mindir.mat_mul %1, %w {transpose_b = true} : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<?x3xf32>
  %3 = mindir.slice %2 {begin = [0, 0], size = [-1, 2]} : tensor<?x3xf32> -> tensor<?x2xf32>
  %4 = mindir.reduce_sum %3 {axis = [1], keep_dims = true} : tensor<?x2xf32> -> tensor<?x1xf32>
  %5 = mindir.add %2, %4 : (tensor<?x3xf32>, tensor<?x1xf32>) -> tensor<?x3xf32>
  return %5 : tensor<?x3xf32>
}
