//===- state.mlir - Parameters, loads and assigns -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Loads read state: they are not moved behind an assign, and equal ones are one.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -cse -canonicalize | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt -cse -canonicalize | FileCheck %s

// CHECK: mindir.parameter @w : tensor<2xf32> init(#mindir.zeros)
mindir.parameter @w : tensor<2xf32> init(#mindir.zeros)
// CHECK: mindir.parameter @m : tensor<2xf32> init(dense<1.000000e+00> : tensor<2xf32>) optimizer
mindir.parameter @m : tensor<2xf32> init(dense<1.0> : tensor<2xf32>) optimizer
// CHECK: mindir.parameter @data : tensor<3xi8> init(dense_resource<data> : tensor<3xi8>) frozen
mindir.parameter @data : tensor<3xi8> init(dense_resource<data> : tensor<3xi8>) frozen

// CHECK-LABEL: func.func @step
// CHECK-NEXT: %[[W:.*]] = mindir.load @w
// CHECK-NEXT: %[[M:.*]] = mindir.load @m
// CHECK-NEXT: %[[S:.*]] = mindir.add %[[W]], %[[M]]
// CHECK-NEXT: mindir.assign @w, %[[S]]
// CHECK-NEXT: mindir.assign @m, %[[W]]
// CHECK-NEXT: return %[[W]]
func.func @step() -> tensor<2xf32> {
  %0 = mindir.load @w : tensor<2xf32>
  %1 = mindir.load @m : tensor<2xf32>
  %2 = mindir.load @w : tensor<2xf32>
  %3 = mindir.add %0, %1 : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  mindir.assign @w, %3 : tensor<2xf32>
  mindir.assign @m, %2 : tensor<2xf32>
  return %2 : tensor<2xf32>
}

// An unused load disappears, an assign does not.
// CHECK-LABEL: func.func @reset
// CHECK-NEXT: %[[Z:.*]] = mindir.constant
// CHECK-NEXT: mindir.assign @w, %[[Z]]
// CHECK-NEXT: return
func.func @reset() {
  %0 = mindir.load @m : tensor<2xf32>
  %1 = mindir.constant dense<0.0> : tensor<2xf32>
  mindir.assign @w, %1 : tensor<2xf32>
  return
}

// CHECK: data: "0x01000000FF0001"
{-# dialect_resources: { builtin: { data: "0x01000000FF0001" } } #-}
