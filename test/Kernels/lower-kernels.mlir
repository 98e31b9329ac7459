//===- lower-kernels.mlir - Kernels as loops and vectors -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What holds for the loops of every kernel, whatever the tiles: vectors of the width
// that is asked for and none longer, fused multiply and add where the target has it,
// a range of tiles as arguments, no tensor, generic or buffer of its own left.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-loops="vector-bits=128 registers=16" | FileCheck %s --check-prefixes=CHECK,W4 --implicit-check-not=linalg. --implicit-check-not=memref.alloc
// RUN: ms-opt %s -mindir-to-loops="vector-bits=256 registers=16 fma=0" | FileCheck %s --check-prefixes=CHECK,PLAIN --implicit-check-not=linalg. --implicit-check-not=memref.alloc --implicit-check-not=fma
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32" | FileCheck %s --check-prefixes=CHECK,W16 --implicit-check-not=linalg. --implicit-check-not=memref.alloc

// CHECK-LABEL: func.func private @mat_mul_bias_add_relu(
// CHECK-SAME: index, %{{.*}}: index, %{{.*}}: index) attributes {
// CHECK-SAME: mindir.tiles
// W4: vector.fma {{.*}} : vector<4xf32>
// W4-NOT: vector<8x
// W16: vector.fma {{.*}} : vector<16xf32>
// PLAIN: arith.mulf {{.*}} : vector<8xf32>
// CHECK: return
func.func @contraction(%a: tensor<?x48xf32>, %w: tensor<48x64xf32>, %b: tensor<64xf32>) -> tensor<?x64xf32> {
  %0 = mindir.mat_mul %a, %w : (tensor<?x48xf32>, tensor<48x64xf32>) -> tensor<?x64xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x64xf32>, tensor<64xf32>) -> tensor<?x64xf32>
  %2 = mindir.relu %1 : tensor<?x64xf32>
  return %2 : tensor<?x64xf32>
}

// An elementwise kernel loads and stores whole vectors.
// CHECK-LABEL: func.func private @exp_mul(
// W4: vector.load {{.*}} vector<4xf32>
// W4: math.exp {{.*}} : vector<4xf32>
// W4: vector.store {{.*}} vector<4xf32>
// W16: math.exp {{.*}} : vector<16xf32>
// PLAIN: math.exp {{.*}} : vector<8xf32>
// CHECK: return
func.func @elementwise(%x: tensor<?x64xf32>, %y: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %0 = mindir.exp %x : tensor<?x64xf32>
  %1 = mindir.mul %0, %y : (tensor<?x64xf32>, tensor<?x64xf32>) -> tensor<?x64xf32>
  return %1 : tensor<?x64xf32>
}

// A batch: the pieces of a full one (32 rows: two of six rows, four of five) as
// often as they fit, then single rows. No piece is there twice.
// CHECK-LABEL: func.func private @mat_mul(
// W4: scf.for %[[TILE:.*]] = %{{.*}} to
// W4: %[[SIXES:.*]] = arith.divui %[[ROWS:.*]], %c6
// W4: %[[LARGE:.*]] = arith.minui %[[SIXES]], %c2
// W4: scf.for %{{.*}} = %c0 to %[[LARGE]] step
// W4-COUNT-96: vector.fma
// W4: %[[DONE:.*]] = arith.muli %[[LARGE]], %c6
// W4: %[[OVER:.*]] = arith.subi %[[ROWS]], %[[DONE]]
// W4: %[[SMALL:.*]] = arith.divui %[[OVER]], %c5
// W4: scf.for %{{.*}} = %c0 to %[[SMALL]] step
// W4-COUNT-80: vector.fma
// W4: %[[LAST:.*]] = arith.subi %[[OVER]],
// W4: scf.for %{{.*}} = %c0 to %[[LAST]] step
// W4-COUNT-16: vector.fma
// W4-NOT: vector.fma
// CHECK: return
func.func @batch(%a: tensor<?x8xf32>, %w: tensor<8x16xf32>) -> tensor<?x16xf32> {
  %0 = mindir.mat_mul %a, %w : (tensor<?x8xf32>, tensor<8x16xf32>) -> tensor<?x16xf32>
  return %0 : tensor<?x16xf32>
}
