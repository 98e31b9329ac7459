//===- emulate-bf16.mlir - Arithmetic on bf16 in f32 ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// No bf16 is left anywhere; arithmetic is on f32. Numbers: execute-bf16.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-emulate-bf16 | FileCheck %s --implicit-check-not=xbf16

// CHECK-LABEL: func.func @arithmetic(%{{.*}}: memref<8xi16>, %{{.*}}: i16) -> vector<4xi16>
// CHECK: math.fma %{{.*}} : vector<4xf32>
// CHECK: math.sqrt %{{.*}} : vector<4xf32>
// CHECK: arith.addf %{{.*}} : f32
// CHECK: return %{{.*}} : vector<4xi16>
func.func @arithmetic(%m: memref<8xbf16>, %s: bf16) -> vector<4xbf16> {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1.0 : bf16
  %x = vector.load %m[%c0] : memref<8xbf16>, vector<4xbf16>
  %y = math.fma %x, %x, %x : vector<4xbf16>
  %z = math.sqrt %y : vector<4xbf16>
  %t = arith.addf %s, %one : bf16
  memref.store %t, %m[%c0] : memref<8xbf16>
  return %z : vector<4xbf16>
}

// What only moves needs no f32.
// CHECK-LABEL: func.func @move(
// CHECK-NOT: f32
// CHECK: arith.constant 16256 : i16
// CHECK-NOT: f32
// CHECK: return
func.func @move(%c: i1, %s: bf16) -> bf16 {
  %one = arith.constant 1.0 : bf16
  %0 = arith.select %c, %s, %one : bf16
  return %0 : bf16
}

// CHECK-LABEL: func.func @convert(
// CHECK: arith.truncf %{{.*}} : f64 to f32
// CHECK: arith.extf %{{.*}} : f32 to f64
func.func @convert(%x: f64, %s: bf16) -> (bf16, f64) {
  %0 = arith.truncf %x : f64 to bf16
  %1 = arith.extf %s : bf16 to f64
  return %0, %1 : bf16, f64
}
