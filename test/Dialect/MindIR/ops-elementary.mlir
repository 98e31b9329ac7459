//===- ops-elementary.mlir - Functions through text and bytecode ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @elementary
func.func @elementary(%x: tensor<2x3xf32>, %y: tensor<3xf32>, %i: tensor<2x3xui8>, %c: tensor<2x3xi1>) {
  // CHECK: mindir.erf %{{.*}} : tensor<2x3xf32>
  %0 = mindir.erf %x : tensor<2x3xf32>
  // CHECK: mindir.expm1 %{{.*}} : tensor<2x3xf32>
  %1 = mindir.expm1 %x : tensor<2x3xf32>
  // CHECK: mindir.log1p %{{.*}} : tensor<2x3xf32>
  %2 = mindir.log1p %x : tensor<2x3xf32>
  // CHECK: mindir.tan %{{.*}} : tensor<2x3xf32>
  %3 = mindir.tan %x : tensor<2x3xf32>
  // CHECK: mindir.asin %{{.*}} : tensor<2x3xf32>
  %4 = mindir.asin %x : tensor<2x3xf32>
  // CHECK: mindir.acos %{{.*}} : tensor<2x3xf32>
  %5 = mindir.acos %x : tensor<2x3xf32>
  // CHECK: mindir.atan %{{.*}} : tensor<2x3xf32>
  %6 = mindir.atan %x : tensor<2x3xf32>
  // CHECK: mindir.sinh %{{.*}} : tensor<2x3xf32>
  %7 = mindir.sinh %x : tensor<2x3xf32>
  // CHECK: mindir.cosh %{{.*}} : tensor<2x3xf32>
  %8 = mindir.cosh %x : tensor<2x3xf32>
  // CHECK: mindir.sign %{{.*}} : tensor<2x3xf32>
  %9 = mindir.sign %x : tensor<2x3xf32>
  // CHECK: mindir.round %{{.*}} : tensor<2x3xf32>
  %10 = mindir.round %x : tensor<2x3xf32>
  // CHECK: mindir.trunc %{{.*}} : tensor<2x3xf32>
  %11 = mindir.trunc %x : tensor<2x3xf32>
  // CHECK: mindir.sign %{{.*}} : tensor<2x3xui8>
  %12 = mindir.sign %i : tensor<2x3xui8>
  // CHECK: mindir.is_nan %{{.*}} : tensor<2x3xf32> -> tensor<2x3xi1>
  %13 = mindir.is_nan %x : tensor<2x3xf32> -> tensor<2x3xi1>
  // CHECK: mindir.is_inf %{{.*}} : tensor<2x3xf32> -> tensor<2x3xi1>
  %14 = mindir.is_inf %x : tensor<2x3xf32> -> tensor<2x3xi1>
  // CHECK: mindir.is_finite %{{.*}} : tensor<2x3xf32> -> tensor<2x3xi1>
  %15 = mindir.is_finite %x : tensor<2x3xf32> -> tensor<2x3xi1>
  // CHECK: mindir.atan2 %{{.*}}, %{{.*}} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %16 = mindir.atan2 %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.floor_div %{{.*}}, %{{.*}} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %17 = mindir.floor_div %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.floor_mod %{{.*}}, %{{.*}} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %18 = mindir.floor_mod %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.mod %{{.*}}, %{{.*}} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %19 = mindir.mod %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  // CHECK: mindir.logical_xor %{{.*}}, %{{.*}} : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  %20 = mindir.logical_xor %c, %c : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x3xi1>
  return
}
