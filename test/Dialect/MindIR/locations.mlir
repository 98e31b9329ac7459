//===- locations.mlir - Places and layers in errors -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// An error stands at the place an op came from and names its layer: the
// outermost name in the location.
//
//===----------------------------------------------------------------------===//
// RUN: not ms-opt %s -split-input-file 2>&1 | FileCheck %s

// CHECK: net.py:12:7: error: [MS1001] mindir.add 'layer3.add': shapes [2, 3] and [2] do not broadcast (C1)
func.func @named_place(%x: tensor<2x3xf32>, %y: tensor<2xf32>) {
  %0 = mindir.add %x, %y : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32> loc("layer3.add"("net.py":12:7))
  return
}

// -----

// CHECK: error: {{.*}}[MS1001] mindir.softmax 'head': axis 5 is outside rank 2 (C1)
func.func @fused(%x: tensor<2x3xf32>) {
  %0 = mindir.softmax %x {axis = 5 : i64} : tensor<2x3xf32> -> tensor<2x3xf32> loc(fused[unknown, "head"])
  return
}

// -----

// CHECK: net.py:3:1: error: [MS1002] mindir.load 'outer': there is no parameter 'v' (C1)
func.func @nested() {
  %0 = mindir.load @v : tensor<2xf32> loc("outer"("inner"("net.py":3:1)))
  return
}

// -----

// CHECK: locations.mlir:[[@LINE+2]]:3: error: [MS1003] mindir.assign: parameter 'w' is assigned twice (C4)
func.func @plain_place(%x: tensor<f32>) {
  mindir.assign @w, %x : tensor<f32>
  // CHECK: locations.mlir:[[@LINE+1]]:3: note: here again
  mindir.assign @w, %x : tensor<f32>
  return
}
mindir.parameter @w : tensor<f32> init(#mindir.zeros)
