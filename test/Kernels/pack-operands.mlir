//===- pack-operands.mlir - Packed factors of contractions ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels -mindir-pack-operands="vector-bits=512 registers=32" | FileCheck %s
// RUN: ms-opt %s -mindir-to-kernels -mindir-pack-operands="vector-bits=256 registers=16" | FileCheck %s --check-prefix=SPLIT
// RUN: ms-opt %s -mindir-to-kernels=channel-block=1 -mindir-pack-operands="vector-bits=512 registers=32" | FileCheck %s --check-prefix=PLAIN
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 vector-bits=128" -o /dev/null
// RUN: ms-opt %s -test-execute="max-batch=9 rows=1,9 vector-bits=256 registers=16" -o /dev/null

// Rows of 4 KiB meet in few sets of a cache: blocks of lanes, innermost.
// CHECK-LABEL: func.func @test_rows(
// CHECK: %[[COPY:.*]] = mindir.launch @{{.*}}(%arg1) : (tensor<512x1024xf32>) -> tensor<{{[0-9]+}}x512x{{[0-9]+}}xf32>
// CHECK: mindir.launch @{{.*}}(%arg0, %[[COPY]])
func.func @test_rows(%a: tensor<300x512xf32>, %b: tensor<512x1024xf32>) -> tensor<300x1024xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<300x512xf32>, tensor<512x1024xf32>) -> tensor<300x1024xf32>
  return %0 : tensor<300x1024xf32>
}

// A transposed matrix whose sums are shorter than lanes; the last block is not
// full.
// CHECK-LABEL: func.func @test_columns(
// CHECK: mindir.launch @{{.*}}(%arg1) : (tensor<150x19xf32>) -> tensor<{{[0-9]+}}x19x{{[0-9]+}}xf32>
func.func @test_columns(%a: tensor<300x19xf32>, %b: tensor<150x19xf32>, %c: tensor<150xf32>) -> tensor<300x150xf32> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<300x19xf32>, tensor<150x19xf32>) -> tensor<300x150xf32>
  %1 = mindir.bias_add %0, %c : (tensor<300x150xf32>, tensor<150xf32>) -> tensor<300x150xf32>
  return %1 : tensor<300x150xf32>
}

// A gradient that is summed over a dynamic batch: the batch stays in front.
// PLAIN-LABEL: func.func @test_batch(
// PLAIN: mindir.launch @{{.*}}(%arg0) : (tensor<?x16x10x10xf32>) -> tensor<?x10x10x16xf32>
func.func @test_batch(%dy: tensor<?x16x10x10xf32>, %x: tensor<?x48x14x14xf32>) -> tensor<16x48x5x5xf32> {
  %0 = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [5, 5]} : (tensor<?x16x10x10xf32>, tensor<?x48x14x14xf32>) -> tensor<16x48x5x5xf32>
  return %0 : tensor<16x48x5x5xf32>
}

// Rows of a sequence for each of the batch, in the sum: they go inside of the
// blocks, behind the batch.
// SPLIT-LABEL: func.func @test_sequence(
// SPLIT-DAG: %[[A:.*]] = mindir.reshape %{{.*}} {shape = [-1, 64, 128]} : tensor<?x128xf32> -> tensor<?x64x128xf32>
// SPLIT-DAG: %[[B:.*]] = mindir.reshape %{{.*}} {shape = [-1, 64, 512]} : tensor<?x512xf32> -> tensor<?x64x512xf32>
// SPLIT: %[[COPY:.*]] = mindir.launch @{{.*}}(%[[A]]) : (tensor<?x64x128xf32>) -> tensor<?x8x64x16xf32>
// SPLIT: mindir.launch @{{.*}}(%[[COPY]], %[[B]])
func.func @test_sequence(%a: tensor<?x64x128xf32>, %b: tensor<?x64x512xf32>) -> tensor<128x512xf32> {
  %0 = mindir.reshape %a {shape = [-1, 128]} : tensor<?x64x128xf32> -> tensor<?x128xf32>
  %1 = mindir.reshape %b {shape = [-1, 512]} : tensor<?x64x512xf32> -> tensor<?x512xf32>
  %2 = mindir.mat_mul %0, %1 {transpose_a = true} : (tensor<?x128xf32>, tensor<?x512xf32>) -> tensor<128x512xf32>
  return %2 : tensor<128x512xf32>
}

// An update of three tensors would read and write all of them lane by lane then: no
// copy is worth that.
// SPLIT-LABEL: func.func @test_update(
// SPLIT-NOT: tensor<?x8x64x16xf32>
// SPLIT: mindir.launch @mat_mul_
// SPLIT: return
func.func @test_update(%a: tensor<?x64x128xf32>, %b: tensor<?x64x512xf32>, %w: tensor<128x512xf32>, %m: tensor<128x512xf32>) -> (tensor<128x512xf32>, tensor<128x512xf32>, tensor<128x512xf32>) {
  %0 = mindir.reshape %a {shape = [-1, 128]} : tensor<?x64x128xf32> -> tensor<?x128xf32>
  %1 = mindir.reshape %b {shape = [-1, 512]} : tensor<?x64x512xf32> -> tensor<?x512xf32>
  %2 = mindir.mat_mul %0, %1 {transpose_a = true} : (tensor<?x128xf32>, tensor<?x512xf32>) -> tensor<128x512xf32>
  %3 = mindir.add %2, %w : (tensor<128x512xf32>, tensor<128x512xf32>) -> tensor<128x512xf32>
  %4 = mindir.sub %m, %3 : (tensor<128x512xf32>, tensor<128x512xf32>) -> tensor<128x512xf32>
  %5 = mindir.mul %3, %4 : (tensor<128x512xf32>, tensor<128x512xf32>) -> tensor<128x512xf32>
  return %3, %4, %5 : tensor<128x512xf32>, tensor<128x512xf32>, tensor<128x512xf32>
}

// Weights of a convolution with as many output channels as lanes: these go
// innermost, in one block.
// CHECK-LABEL: func.func @test_channels(
// CHECK: mindir.launch @{{.*}}(%arg1) : (tensor<16x6x5x5xf32>) -> tensor<6x5x5x16xf32>
func.func @test_channels(%x: tensor<?x6x14x14xf32>, %w: tensor<16x6x5x5xf32>) -> tensor<?x16x10x10xf32> {
  %0 = mindir.conv2d %x, %w : (tensor<?x6x14x14xf32>, tensor<16x6x5x5xf32>) -> tensor<?x16x10x10xf32>
  return %0 : tensor<?x16x10x10xf32>
}

// The phases of a strided gradient read one packed copy of the weights.
// CHECK-LABEL: func.func @test_phases(
// CHECK: %[[COPY:.*]] = mindir.launch @{{.*}} : (tensor<3x16x2x16x3x3xf32>) -> tensor<2x3x3x3x16x16xf32>
// CHECK: mindir.launch @conv2d_backprop_input{{.*}}(%{{.*}}, %[[COPY]])
func.func @test_phases(%dy: tensor<?x48x8x8xf32>, %w: tensor<48x32x3x3xf32>) -> tensor<?x32x16x16xf32> {
  %0 = mindir.conv2d_backprop_input %dy, %w {input_size = [16, 16], stride = [2, 2], pad = [1, 1, 1, 1]} : (tensor<?x48x8x8xf32>, tensor<48x32x3x3xf32>) -> tensor<?x32x16x16xf32>
  return %0 : tensor<?x32x16x16xf32>
}

// A copy of as many elements as there are products pays for nothing.
// CHECK-LABEL: func.func @test_small(
// CHECK-NEXT: mindir.launch @{{.*}}(%arg0, %arg1)
// CHECK-NEXT: return
func.func @test_small(%a: tensor<1x64xf32>, %b: tensor<64x32xf32>) -> tensor<1x32xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<1x64xf32>, tensor<64x32xf32>) -> tensor<1x32xf32>
  return %0 : tensor<1x32xf32>
}
