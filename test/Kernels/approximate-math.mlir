//===- approximate-math.mlir - Functions as polynomials -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What becomes arithmetic and what is left to libm; how exact it is says
// approximate-math-accuracy.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-approximate-math | FileCheck %s
// RUN: ms-opt %s -mindir-approximate-math=fma=0 | FileCheck %s --check-prefixes=CHECK,PLAIN
// RUN: ms-opt %s -mindir-approximate-math=polynomials=0 | FileCheck %s --check-prefix=CALLS

// CALLS: func.func private @libm.erf(f64) -> f64
// CALLS-LABEL: func.func @single(
// CALLS: math.exp %{{.*}} : vector<8xf32>
// CALLS-LABEL: func.func @erf_lanes(
// CALLS-COUNT-2: arith.truncf %{{.*}} : f64 to f32

// CHECK-LABEL: func.func @single(
// CHECK-NOT: math.{{exp|log|tanh}}
// PLAIN-NOT: math.fma
// CHECK: return
func.func @single(%x: vector<8xf32>) -> (vector<8xf32>, vector<8xf32>, vector<8xf32>) {
  %0 = math.exp %x : vector<8xf32>
  %1 = math.log %x : vector<8xf32>
  %2 = math.tanh %x : vector<8xf32>
  return %0, %1, %2 : vector<8xf32>, vector<8xf32>, vector<8xf32>
}

// Smaller floats go through f32.
// CHECK-LABEL: func.func @half(
// CHECK: arith.extf %{{.*}} : vector<4xf16> to vector<4xf32>
// CHECK-NOT: math.exp
// CHECK: arith.truncf %{{.*}} : vector<4xf32> to vector<4xf16>
func.func @half(%x: vector<4xf16>) -> vector<4xf16> {
  %0 = math.exp %x : vector<4xf16>
  return %0 : vector<4xf16>
}

// CHECK-LABEL: func.func @others(
// CHECK-DAG: math.exp %{{.*}} : vector<4xf64>
// CHECK-DAG: math.powf
// CHECK-DAG: math.sqrt
// CHECK: return
func.func @others(%x: vector<4xf64>, %y: vector<8xf32>) -> (vector<4xf64>, vector<8xf32>, vector<8xf32>) {
  %0 = math.exp %x : vector<4xf64>
  %1 = math.powf %y, %y : vector<8xf32>
  %2 = math.sqrt %y : vector<8xf32>
  return %0, %1, %2 : vector<4xf64>, vector<8xf32>, vector<8xf32>
}

// CHECK-LABEL: func.func @erf_lanes(
// CHECK-COUNT-2: arith.select
// CHECK: arith.divf
// CHECK-NOT: math.erf
// CHECK: return
func.func @erf_lanes(%x: vector<2xf32>) -> vector<2xf32> {
  %0 = math.erf %x : vector<2xf32>
  return %0 : vector<2xf32>
}
