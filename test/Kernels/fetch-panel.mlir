//===- fetch-panel.mlir - The next panel of weights, early ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where few tiles pass over a panel of an operand that comes from memory, each of
// them fetches its share of the next one.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32 max-batch=9 channel-block=16" | FileCheck %s
// RUN: ms-opt %s -mindir-to-loops="vector-bits=512 registers=32 max-batch=9 channel-block=16 disable=fetch-ahead" | FileCheck %s --check-prefix=OFF --implicit-check-not=prefetch
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 tolerance=4e-5" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 vector-bits=512 registers=32 tolerance=4e-5" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=2,9 vector-bits=256 registers=16 tolerance=4e-5 twin-threads=2" -o /dev/null

// Of a piece of 128 steps 12 rows of 48 fetch a quarter, a step in each turn of four.
// OFF-LABEL: func.func private @mat_mul(
// CHECK-LABEL: func.func private @mat_mul(
// CHECK: scf.for %[[TURN:.*]] = %c0 to %c32 step %c1 iter_args
// CHECK: %[[DONE:.*]] = arith.muli %[[TURN]], %c48
// CHECK: %[[ALL:.*]] = arith.addi %{{.*}}, %[[DONE]]
// CHECK: %[[SHARE:.*]] = arith.divui %[[ALL]], %c48
// CHECK: %[[STEPS:.*]] = arith.muli %[[SHARE]], %c512
// CHECK: %[[PANEL:.*]] = arith.addi %{{.*}}, %[[STEPS]]
// CHECK: %[[NEXT:.*]] = arith.addi %[[PANEL]], %c32
// CHECK: memref.prefetch %[[W:.*]][%[[NEXT]]], read, locality<2>, data
// CHECK: %[[OTHER:.*]] = arith.addi %[[PANEL]], %c48
// CHECK: memref.prefetch %[[W]][%[[OTHER]]], read, locality<2>, data
// CHECK-NOT: memref.prefetch
// CHECK: vector.fma
func.func @gemm(%x: tensor<48x1024xf32>, %w: tensor<1024x512xf32>) -> tensor<48x512xf32> {
  %0 = mindir.mat_mul %x, %w : (tensor<48x1024xf32>, tensor<1024x512xf32>) -> tensor<48x512xf32>
  return %0 : tensor<48x512xf32>
}

// Rows of a batch: the loop of the sum is cut into turns of which each fetches a step
// or more.
// CHECK-LABEL: func.func private @mat_mul_1(
// CHECK: scf.for %{{.*}} = %c0 to %c{{[0-9]+}} step %c1 iter_args
// CHECK: memref.prefetch %{{.*}}, read, locality<2>, data
// CHECK-NOT: vector.fma
// CHECK: scf.for %{{.*}} = %c0 to %c{{[0-9]+}} step %c1 iter_args
// CHECK: vector.fma
func.func @batch(%x: tensor<?x20x768xf32>, %w: tensor<768x400xf32>) -> tensor<?x20x400xf32> {
  %0 = mindir.reshape %x {shape = [-1, 768]} : tensor<?x20x768xf32> -> tensor<?x768xf32>
  %1 = mindir.mat_mul %0, %w : (tensor<?x768xf32>, tensor<768x400xf32>) -> tensor<?x400xf32>
  %2 = mindir.reshape %1 {shape = [-1, 20, 400]} : tensor<?x400xf32> -> tensor<?x20x400xf32>
  return %2 : tensor<?x20x400xf32>
}

// Of 257 turns no larger ones can be made: a step is fetched in each.
// CHECK-LABEL: func.func private @mat_mul_2(
// CHECK: scf.for %{{.*}} = %c0 to %c257 step %c1 iter_args
// CHECK: memref.prefetch %{{.*}}, read, locality<2>, data
// CHECK-NOT: scf.for
// CHECK: vector.fma
func.func @prime(%x: tensor<?x20x771xf32>, %w: tensor<771x400xf32>) -> tensor<?x20x400xf32> {
  %0 = mindir.reshape %x {shape = [-1, 771]} : tensor<?x20x771xf32> -> tensor<?x771xf32>
  %1 = mindir.mat_mul %0, %w : (tensor<?x771xf32>, tensor<771x400xf32>) -> tensor<?x400xf32>
  %2 = mindir.reshape %1 {shape = [-1, 20, 400]} : tensor<?x400xf32> -> tensor<?x20x400xf32>
  return %2 : tensor<?x20x400xf32>
}

// One tile reads a panel once, without anything that waits for the next one.
// CHECK-LABEL: func.func private @mat_mul_3(
// CHECK-NOT: locality<2>
func.func @once(%x: tensor<6x1024xf32>, %w: tensor<1024x512xf32>) -> tensor<6x512xf32> {
  %0 = mindir.mat_mul %x, %w : (tensor<6x1024xf32>, tensor<1024x512xf32>) -> tensor<6x512xf32>
  return %0 : tensor<6x512xf32>
}

// So many tiles read a panel that it counts once only.
// CHECK-LABEL: func.func private @mat_mul_4(
// CHECK-NOT: locality<2>
func.func @often(%x: tensor<1024x1024xf32>, %w: tensor<1024x512xf32>) -> tensor<1024x512xf32> {
  %0 = mindir.mat_mul %x, %w : (tensor<1024x1024xf32>, tensor<1024x512xf32>) -> tensor<1024x512xf32>
  return %0 : tensor<1024x512xf32>
}

// Rows of an image pass over the weights of a block of channels; steps along the
// channels of a block fetch together.
// CHECK-LABEL: func.func private @conv2d_2(
// CHECK: memref.prefetch %{{.*}}, read, locality<2>, data
// CHECK-LABEL: func.func private @conv2d_3(
// CHECK-NOT: locality<2>
func.func @image(%x: tensor<1x3x14x14xf32>, %w0: tensor<256x3x1x1xf32>, %w1: tensor<512x256x3x3xf32>, %w2: tensor<4x512x1x1xf32>) -> tensor<1x4x7x7xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<1x3x14x14xf32>, tensor<256x3x1x1xf32>) -> tensor<1x256x14x14xf32>
  %1 = mindir.conv2d %0, %w1 {stride = [2, 2], pad = [1, 1, 1, 1]} : (tensor<1x256x14x14xf32>, tensor<512x256x3x3xf32>) -> tensor<1x512x7x7xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<1x512x7x7xf32>, tensor<4x512x1x1xf32>) -> tensor<1x4x7x7xf32>
  return %2 : tensor<1x4x7x7xf32>
}
