//===- remarks.mlir - What passes say of kernels --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// How contractions and loops were planned, and why some are slower than they
// could be; which channels stand in blocks, and why others do not.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mlir-disable-threading -mindir-to-loops="vector-bits=256 registers=16" --remarks-filter="mindir.*" --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s
// RUN: ms-opt %s -split-input-file -mlir-disable-threading -mindir-to-loops="vector-bits=256 registers=16" --remarks-filter-missed=mindir-block-channels --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=MISSED --implicit-check-not=Passed --implicit-check-not=mindir-kernels

// Channels of the input are too few, those of the second convolution's result would
// be copied at the end.
// MISSED: [Missed] channels {{.*}}Function=channels {{.*}}"3 channels are no multiple of 16"
// MISSED: [Missed] channels {{.*}}Function=channels {{.*}}"32 channels: copies would be needed at more places than convolutions gain"
// CHECK: [Missed] channels {{.*}}"3 channels are no multiple of 16"
// CHECK: [Passed] channels {{.*}}"64 channels in blocks of 16", Values={{[1-9]}}
// CHECK: [Passed] contraction {{.*}}Function=conv2d_relu {{.*}}Packed={{(true|false)}}, PeakPercent={{[1-9][0-9]*}}, Remark="lanes along dimension 4 of the result", Tile="6 rows x 2 vectors"
// CHECK: [Missed] contraction {{.*}}Reason="results are stored lane by lane, they lie 1024 elements apart"
func.func @channels(%x: tensor<4x3x32x32xf32>, %w: tensor<64x3x3x3xf32>, %w2: tensor<32x64x1x1xf32>) -> tensor<4x32x32x32xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<4x3x32x32xf32>, tensor<64x3x3x3xf32>) -> tensor<4x64x32x32xf32>
  %1 = mindir.relu %0 : tensor<4x64x32x32xf32>
  %2 = mindir.conv2d %1, %w2 {pad_mode = "same"} : (tensor<4x64x32x32xf32>, tensor<32x64x1x1xf32>) -> tensor<4x32x32x32xf32>
  return %2 : tensor<4x32x32x32xf32>
}

// -----

// Each element is used so often that two copies pay.
// CHECK: [Passed] channels {{.*}}Function=often {{.*}}"64 channels in blocks of 16"
// CHECK: [Passed] channels {{.*}}Function=often {{.*}}"32 channels in blocks of 16"
func.func @often(%x: tensor<4x64x16x16xf32>, %w: tensor<32x64x3x3xf32>) -> tensor<4x32x16x16xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same"} : (tensor<4x64x16x16xf32>, tensor<32x64x3x3xf32>) -> tensor<4x32x16x16xf32>
  return %0 : tensor<4x32x16x16xf32>
}

// -----

// Groups are computed with.
// MISSED: [Missed] channels {{.*}}Function=groups {{.*}}"16 channels: 'conv2d' moves them"
func.func @groups(%x: tensor<4x64x16x16xf32>, %w: tensor<64x16x3x3xf32>) -> tensor<4x64x16x16xf32> {
  %0 = mindir.conv2d %x, %w {pad_mode = "same", group = 4} : (tensor<4x64x16x16xf32>, tensor<64x16x3x3xf32>) -> tensor<4x64x16x16xf32>
  return %0 : tensor<4x64x16x16xf32>
}

// -----

// Three columns are no vector; a single number has no lanes.
// CHECK: [Passed] contraction {{.*}}Function=mat_mul
// CHECK: [Missed] contraction {{.*}}Function=mat_mul {{.*}}Reason="{{.*}}"
func.func @small(%a: tensor<2x5xf32>, %b: tensor<5x3xf32>) -> tensor<2x3xf32> {
  %0 = mindir.mat_mul %a, %b : (tensor<2x5xf32>, tensor<5x3xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// CHECK: [Passed] loops {{.*}}Function=transpose {{.*}}"lanes along dimension
// CHECK: [Missed] loops {{.*}}Function=transpose {{.*}}"lanes of 1 of 2 accesses are gathered"
func.func @turned(%x: tensor<64x48xf32>) -> tensor<48x64xf32> {
  %0 = mindir.transpose %x {perm = [1, 0]} : tensor<64x48xf32> -> tensor<48x64xf32>
  return %0 : tensor<48x64xf32>
}
