//===- ops-winograd.mlir - Steps of Winograd's algorithm, round trips -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @winograd
func.func @winograd(%x: tensor<?x4x14x13x16xf32>, %w: tensor<2x16x4x16x3x3xf32>, %g: tensor<4x16x2x16x3x3xf32>) -> tensor<?x2x14x13x16xf32> {
  // CHECK: mindir.winograd_filter_transform %{{.*}} {block = 16 : i64, tile = 4 : i64} : tensor<2x16x4x16x3x3xf32> -> tensor<2x36x64x16xf32>
  %u = mindir.winograd_filter_transform %w {tile = 4 : i64, block = 16 : i64} : tensor<2x16x4x16x3x3xf32> -> tensor<2x36x64x16xf32>
  // CHECK: mindir.winograd_filter_transform %{{.*}} {block = 8 : i64, tile = 2 : i64, transposed = true} : tensor<4x16x2x16x3x3xf32> -> tensor<4x16x64x8xf32>
  %t = mindir.winograd_filter_transform %g {tile = 2 : i64, block = 8 : i64, transposed = true} : tensor<4x16x2x16x3x3xf32> -> tensor<4x16x64x8xf32>
  // CHECK: mindir.winograd_input_transform %{{.*}} {padding = 1 : i64, tile = 4 : i64} : tensor<?x4x14x13x16xf32> -> tensor<?x16x2320xf32>
  %v = mindir.winograd_input_transform %x {tile = 4 : i64, padding = 1 : i64} : tensor<?x4x14x13x16xf32> -> tensor<?x16x2320xf32>
  // CHECK: mindir.winograd_conv_2d %{{.*}}, %{{.*}} {tile = 4 : i64} : (tensor<?x16x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<?x2x14x13x16xf32>
  %y = mindir.winograd_conv_2d %v, %u {tile = 4 : i64} : (tensor<?x16x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<?x2x14x13x16xf32>
  return %y : tensor<?x2x14x13x16xf32>
}
