//===- winograd.mlir - Which convolutions Winograd's algorithm computes ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-to-kernels -mindir-winograd-convolutions="vector-bits=256 registers=16" | FileCheck %s
// RUN: ms-opt %s -split-input-file -mlir-disable-threading -mindir-to-kernels -mindir-winograd-convolutions --remarks-filter=mindir-kernels --remark-format=emitRemark -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: ms-opt %s -split-input-file -mindir-to-buffers="disable=winograd" | FileCheck %s --check-prefix=OFF --implicit-check-not=winograd

// Borders go into the transform; what stands behind the convolution stays there.
// CHECK-LABEL: func.func @large(
// CHECK: %[[X:.*]] = mindir.launch @conv2d(%
// CHECK-NEXT: %[[V:.*]] = mindir.launch @winograd_input_transform(%[[X]]) : (tensor<?x4x56x56x16xf32>) -> tensor<?x196x2320xf32>
// CHECK-NEXT: %[[U:.*]] = mindir.launch @winograd_filter_transform({{.*}}) : (tensor<4x16x4x16x3x3xf32>) -> tensor<{{[0-9]+}}x36x64x{{[0-9]+}}xf32>
// CHECK-NEXT: mindir.launch @[[CONV:.*]](%[[V]], %[[U]], %{{.*}}, %[[X]])
// CHECK: func.func private @[[CONV]](
// CHECK-SAME: tensor<?x196x2320xf32>
// CHECK: mindir.winograd_conv_2d %arg0, %arg1 {tile = 4 : i64}
// CHECK: arith.addf
// CHECK-LABEL: func.func private @winograd_input_transform
// CHECK-NEXT: mindir.winograd_input_transform %arg0 {padding = 1 : i64, tile = 4 : i64}
// REMARK: [Passed] winograd {{.*}}CyclesPercent={{[1-9][0-9]}}, Remark="F(4x4, 3x3)"
// OFF-LABEL: func.func @large(
func.func @large(%x: tensor<?x3x56x56xf32>, %w0: tensor<64x3x1x1xf32>, %w1: tensor<64x64x3x3xf32>, %b: tensor<64xf32>, %w2: tensor<4x64x1x1xf32>) -> tensor<?x4x56x56xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x56x56xf32>, tensor<64x3x1x1xf32>) -> tensor<?x64x56x56xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x64x56x56xf32>, tensor<64x64x3x3xf32>) -> tensor<?x64x56x56xf32>
  %2 = mindir.bias_add %1, %b : (tensor<?x64x56x56xf32>, tensor<64xf32>) -> tensor<?x64x56x56xf32>
  %3 = mindir.add %0, %2 : (tensor<?x64x56x56xf32>, tensor<?x64x56x56xf32>) -> tensor<?x64x56x56xf32>
  %4 = mindir.conv2d %3, %w2 : (tensor<?x64x56x56xf32>, tensor<4x64x1x1xf32>) -> tensor<?x4x56x56xf32>
  return %4 : tensor<?x4x56x56xf32>
}

// -----

// The gradient reads weights from the other side.
// CHECK-LABEL: func.func @gradient(
// CHECK-DAG: mindir.launch @winograd_input_transform({{.*}}) : (tensor<8x2x32x32x16xf32>) -> tensor<8x64x1168xf32>
// CHECK-DAG: mindir.launch @winograd_filter_transform({{.*}}) : (tensor<2x16x4x16x3x3xf32>) -> tensor<{{[0-9]+}}x36x32x{{[0-9]+}}xf32>
// CHECK: mindir.winograd_filter_transform %arg0 {block = {{[0-9]+}} : i64, tile = 4 : i64, transposed = true}
func.func @gradient(%x: tensor<8x3x32x32xf32>, %w0: tensor<32x3x1x1xf32>, %w1: tensor<32x64x3x3xf32>, %w2: tensor<4x64x1x1xf32>) -> tensor<8x4x32x32xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<8x3x32x32xf32>, tensor<32x3x1x1xf32>) -> tensor<8x32x32x32xf32>
  %1 = mindir.conv2d_backprop_input %0, %w1 {input_size = [32, 32], pad = [1, 1, 1, 1]} : (tensor<8x32x32x32xf32>, tensor<32x64x3x3xf32>) -> tensor<8x64x32x32xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<8x64x32x32xf32>, tensor<4x64x1x1xf32>) -> tensor<8x4x32x32xf32>
  return %2 : tensor<8x4x32x32xf32>
}

// -----

// Many channels for few pixels: the filters would be larger than all the rest.
// CHECK-LABEL: func.func @small(
// CHECK-NOT: winograd
// REMARK: [Missed] winograd {{.*}}Function=conv2d{{.*}} of the cycles"
func.func @small(%x: tensor<1x3x7x7xf32>, %w0: tensor<512x3x1x1xf32>, %w1: tensor<512x512x3x3xf32>, %w2: tensor<4x512x1x1xf32>) -> tensor<1x4x7x7xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<1x3x7x7xf32>, tensor<512x3x1x1xf32>) -> tensor<1x512x7x7xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<1x512x7x7xf32>, tensor<512x512x3x3xf32>) -> tensor<1x512x7x7xf32>
  %2 = mindir.conv2d %1, %w2 : (tensor<1x512x7x7xf32>, tensor<4x512x1x1xf32>) -> tensor<1x4x7x7xf32>
  return %2 : tensor<1x4x7x7xf32>
}

// -----

// Strides, dilations, other windows and other types are no such convolutions.
// CHECK-LABEL: func.func @others(
// CHECK-NOT: winograd
func.func @others(%x: tensor<8x3x56x56xf32>, %w0: tensor<64x3x1x1xf32>, %w1: tensor<64x64x3x3xf32>, %w2: tensor<64x64x5x5xf32>, %w3: tensor<4x64x1x1xf32>, %h: tensor<8x16x33x33xf64>, %v: tensor<16x16x3x3xf64>) -> (tensor<8x4x28x28xf32>, tensor<8x16x31x31xf64>) {
  %0 = mindir.conv2d %x, %w0 : (tensor<8x3x56x56xf32>, tensor<64x3x1x1xf32>) -> tensor<8x64x56x56xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1], stride = [2, 2]} : (tensor<8x64x56x56xf32>, tensor<64x64x3x3xf32>) -> tensor<8x64x28x28xf32>
  %2 = mindir.conv2d %1, %w1 {pad = [2, 2, 2, 2], dilation = [2, 2]} : (tensor<8x64x28x28xf32>, tensor<64x64x3x3xf32>) -> tensor<8x64x28x28xf32>
  %3 = mindir.conv2d %2, %w2 {pad = [2, 2, 2, 2]} : (tensor<8x64x28x28xf32>, tensor<64x64x5x5xf32>) -> tensor<8x64x28x28xf32>
  %4 = mindir.conv2d %3, %w3 : (tensor<8x64x28x28xf32>, tensor<4x64x1x1xf32>) -> tensor<8x4x28x28xf32>
  %5 = mindir.conv2d %h, %v : (tensor<8x16x33x33xf64>, tensor<16x16x3x3xf64>) -> tensor<8x16x31x31xf64>
  return %4, %5 : tensor<8x4x28x28xf32>, tensor<8x16x31x31xf64>
}
