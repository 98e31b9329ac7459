//===- ops-reduction.mlir - Reductions through text and bytecode ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @reduction
func.func @reduction(%x: tensor<?x3x4xf32>, %i: tensor<2x3xui8>, %c: tensor<2x3xi1>) {
  // CHECK: mindir.reduce_prod %{{.*}} {axis = [1], keep_dims = true} : tensor<?x3x4xf32> -> tensor<?x1x4xf32>
  %0 = mindir.reduce_prod %x {axis = [1], keep_dims = true} : tensor<?x3x4xf32> -> tensor<?x1x4xf32>
  // CHECK: mindir.reduce_prod %{{.*}} : tensor<2x3xui8> -> tensor<ui8>
  %1 = mindir.reduce_prod %i : tensor<2x3xui8> -> tensor<ui8>
  // CHECK: mindir.reduce_all %{{.*}} {axis = [1]} : tensor<2x3xi1> -> tensor<2xi1>
  %2 = mindir.reduce_all %c {axis = [1]} : tensor<2x3xi1> -> tensor<2xi1>
  // CHECK: mindir.reduce_any %{{.*}} {axis = [-1], keep_dims = true} : tensor<2x3xi1> -> tensor<2x1xi1>
  %3 = mindir.reduce_any %c {axis = [-1], keep_dims = true} : tensor<2x3xi1> -> tensor<2x1xi1>
  // CHECK: mindir.argmin %{{.*}} {axis = 1 : i64, output_type = i64} : tensor<?x3x4xf32> -> tensor<?x4xi64>
  %4 = mindir.argmin %x {axis = 1 : i64, output_type = i64} : tensor<?x3x4xf32> -> tensor<?x4xi64>
  // CHECK: mindir.argmin %{{.*}} : tensor<2x3xui8> -> tensor<2xi32>
  %5 = mindir.argmin %i : tensor<2x3xui8> -> tensor<2xi32>
  // CHECK: mindir.cum_sum %{{.*}} {axis = 1 : i64, exclusive = true, reverse = true} : tensor<?x3x4xf32> -> tensor<?x3x4xf32>
  %6 = mindir.cum_sum %x {axis = 1 : i64, exclusive = true, reverse = true} : tensor<?x3x4xf32> -> tensor<?x3x4xf32>
  // CHECK: mindir.cum_prod %{{.*}} : tensor<2x3xui8> -> tensor<2x3xui8>
  %7 = mindir.cum_prod %i : tensor<2x3xui8> -> tensor<2x3xui8>
  return
}
