//===- prepare-parameters.mlir - What is computed once -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Launches that parameters alone decide move into @prepare, from functions that
// leave the parameters alone.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-decompose,convert-mindir-to-linalg),mindir-form-kernels,mindir-prepare-parameters)" | FileCheck %s
// RUN: ms-opt %s -mindir-to-buffers="channel-block=1" | FileCheck %s --check-prefix=BUFFERS
// RUN: ms-opt %s -mindir-to-buffers="channel-block=1 memory-budget=2112" | FileCheck %s --check-prefix=BUFFERS
// RUN: ms-opt %s -mindir-to-buffers="memory-budget=1728" | FileCheck %s --check-prefix=SMALL --implicit-check-not=mindir.prepare --implicit-check-not=derived
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s --check-prefix=EXEC

// SMALL: mindir.parameter @w

// A parameter that @prepare makes lies behind the others. The functions say
// what a caller must know.
// BUFFERS: mindir.parameter @v {{.*}} {mindir.offset = 192 : i64, test.range
// BUFFERS: func.func @test_chain({{.*}}mindir.reads_prepared
// BUFFERS: func.func @test_spread({{.*}}mindir.outputs = [tensor<16x4xf32>, tensor<16x16xf32>]} {
// BUFFERS: func.func @train({{.*}}mindir.writes_parameters
// BUFFERS: mindir.parameter @[[$KEPT:prepared[_0-9]*]] : tensor<8x8xf32> init(#mindir.zeros) frozen derived {mindir.offset = 320 : i64}
// BUFFERS: func.func @prepare(%{{.*}}: memref<{{[0-9]+}}xi8>, %{{.*}}: memref<{{[0-9]+}}xi8>, %{{.*}}: index) attributes {{{.*}}mindir.prepare{{.*}}mindir.writes_parameters

// EXEC-COUNT-8: ok

mindir.parameter @w : tensor<8x4xf32> init(#mindir.ones) {test.range = [-2.0, 2.0]}
mindir.parameter @s : tensor<4xf32> init(#mindir.ones) {test.range = [-2.0, 2.0]}
mindir.parameter @v : tensor<4x8xf32> init(#mindir.ones) {test.range = [-2.0, 2.0]}

// A value that only others like it read is not kept; and what nobody reads any
// more is gone.
// CHECK-LABEL: func.func @test_chain(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>
// CHECK-NEXT: %[[T:.*]] = mindir.load @[[$TURNED:.*]] : tensor<4x8xf32>
// CHECK-NEXT: %[[P:.*]] = mindir.load @[[$KEPT:.*]] : tensor<8x8xf32>
// CHECK-NEXT: %[[Y:.*]] = mindir.launch @mat_mul{{.*}}(%[[X]], %[[T]])
// CHECK-NEXT: %[[Z:.*]] = mindir.launch @mat_mul{{.*}}(%[[Y]], %[[P]])
// CHECK-NEXT: return %[[Z]]
func.func @test_chain(%x: tensor<?x4xf32>) -> tensor<?x8xf32> {
  %w = mindir.load @w : tensor<8x4xf32>
  %v = mindir.load @v : tensor<4x8xf32>
  %s = mindir.load @s : tensor<4xf32>
  %0 = mindir.transpose %w {perm = [1, 0]} : tensor<8x4xf32> -> tensor<4x8xf32>
  %1 = mindir.mul %w, %s : (tensor<8x4xf32>, tensor<4xf32>) -> tensor<8x4xf32>
  %2 = mindir.mat_mul %1, %v : (tensor<8x4xf32>, tensor<4x8xf32>) -> tensor<8x8xf32>
  %3 = mindir.mat_mul %x, %0 : (tensor<?x4xf32>, tensor<4x8xf32>) -> tensor<?x8xf32>
  %4 = mindir.mat_mul %3, %2 : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  return %4 : tensor<?x8xf32>
}

// What functions have in common is there once.
// CHECK-LABEL: func.func @test_shares(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>
// CHECK-NEXT: %[[T:.*]] = mindir.load @[[$TURNED]] : tensor<4x8xf32>
// CHECK-NEXT: mindir.launch @mat_mul{{.*}}(%[[X]], %[[T]])
func.func @test_shares(%x: tensor<?x4xf32>) -> tensor<?x8xf32> {
  %w = mindir.load @w : tensor<8x4xf32>
  %0 = mindir.transpose %w {perm = [1, 0]} : tensor<8x4xf32> -> tensor<4x8xf32>
  %1 = mindir.mat_mul %x, %0 : (tensor<?x4xf32>, tensor<4x8xf32>) -> tensor<?x8xf32>
  return %1 : tensor<?x8xf32>
}

// What is larger than its parameters, or depends on no parameter, is computed
// where it is used.
// CHECK-LABEL: func.func @test_spread(
// CHECK: %[[S:.*]] = mindir.load @s
// CHECK: mindir.launch @{{.*}}(%[[S]]
// CHECK-NOT: mindir.load
func.func @test_spread(%x: tensor<16x4xf32>) -> (tensor<16x4xf32>, tensor<16x16xf32>) {
  %s = mindir.load @s : tensor<4xf32>
  %0 = mindir.broadcast_to %s {shape = [16, 4]} : tensor<4xf32> -> tensor<16x4xf32>
  %1 = mindir.mat_mul %0, %x {transpose_b = true} : (tensor<16x4xf32>, tensor<16x4xf32>) -> tensor<16x16xf32>
  %2 = mindir.relu %0 : tensor<16x4xf32>
  return %2, %1 : tensor<16x4xf32>, tensor<16x16xf32>
}

// What is returned is written where the caller wants it.
// CHECK-LABEL: func.func @test_returned(
// CHECK-NEXT: %[[W:.*]] = mindir.load @w
// CHECK-NEXT: %[[S:.*]] = mindir.load @s
// CHECK-NEXT: %[[T:.*]] = mindir.launch @transpose{{.*}}(%[[W]])
// CHECK-NEXT: %[[C:.*]] = mindir.launch @copy{{.*}}(%[[S]])
// CHECK-NEXT: return %[[T]], %[[C]]
func.func @test_returned() -> (tensor<4x8xf32>, tensor<4xf32>) {
  %w = mindir.load @w : tensor<8x4xf32>
  %s = mindir.load @s : tensor<4xf32>
  %0 = mindir.transpose %w {perm = [1, 0]} : tensor<8x4xf32> -> tensor<4x8xf32>
  %1 = mindir.relu %0 : tensor<4x8xf32>
  return %1, %s : tensor<4x8xf32>, tensor<4xf32>
}

// Where parameters change, nothing is kept.
// CHECK-LABEL: func.func @train(
// CHECK: mindir.load @w
// CHECK: mindir.launch @transpose
func.func @train(%x: tensor<?x4xf32>) -> tensor<?x8xf32> {
  %w = mindir.load @w : tensor<8x4xf32>
  %0 = mindir.transpose %w {perm = [1, 0]} : tensor<8x4xf32> -> tensor<4x8xf32>
  %1 = mindir.mat_mul %x, %0 : (tensor<?x4xf32>, tensor<4x8xf32>) -> tensor<?x8xf32>
  %2 = mindir.neg %w : tensor<8x4xf32>
  mindir.assign @w, %2 : tensor<8x4xf32>
  return %1 : tensor<?x8xf32>
}

// CHECK-LABEL: func.func @prepare() attributes {mindir.prepare}
// CHECK-NEXT: %[[W:.*]] = mindir.load @w
// CHECK-NEXT: %[[V:.*]] = mindir.load @v
// CHECK-NEXT: %[[S:.*]] = mindir.load @s
// CHECK-NEXT: %[[T:.*]] = mindir.launch @transpose{{.*}}(%[[W]])
// CHECK-NEXT: %[[M:.*]] = mindir.launch @mul{{.*}}(%[[W]], %[[S]])
// CHECK-NEXT: %[[P:.*]] = mindir.launch @mat_mul{{.*}}(%[[M]], %[[V]])
// CHECK-NEXT: mindir.assign @[[$TURNED]], %[[T]] : tensor<4x8xf32>
// CHECK-NEXT: mindir.assign @[[$KEPT]], %[[P]] : tensor<8x8xf32>
// CHECK-NEXT: return
