// RUN: ms-opt %s -pass-pipeline='builtin.module(func.func(mindir-decompose,convert-mindir-to-linalg),canonicalize,cse,func.func(mindir-block-channels{block=4}))' | FileCheck %s
// RUN: ms-opt %s -pass-pipeline='builtin.module(func.func(mindir-decompose,convert-mindir-to-linalg),canonicalize,cse,func.func(mindir-block-channels{block=1}))' | FileCheck %s --check-prefix=OFF
// RUN: ms-opt %s -pass-pipeline='builtin.module(func.func(mindir-decompose,convert-mindir-to-linalg),canonicalize,cse,func.func(mindir-block-channels))' | FileCheck %s --check-prefix=OFF

// With blocks of 16, and without blocks, nothing changes: no channels are a
// multiple of 16.
// OFF-NOT: mindir.reshape
// OFF-NOT: linalg.generic{{.*}}tensor<{{[0-9?]+x[0-9]+x[0-9]+x[0-9]+x[0-9]+x}}f32>)

// Channels of what stands between two convolutions are split, what has three or
// four of them at the ends is not; weights are seen in blocks, not copied.

// CHECK-DAG: #[[$IN:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d5, d2 + d6, d3 + d7)>
// CHECK-DAG: #[[$W1:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d1, d4, d5, d6, d7)>
// CHECK-DAG: #[[$OUT:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d1, d2, d3, d4)>
// CHECK-DAG: #[[$BLOCKS:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d0, d4, d2 + d5, d3 + d6, d7)>
// CHECK-DAG: #[[$W2:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6, d7) -> (d1, d4, d7, d5, d6)>
// CHECK-DAG: #[[$ROW:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d4)>

// CHECK-LABEL: func.func @chain(
// CHECK-SAME: %[[X:.*]]: tensor<?x3x9x9xf32>)
// CHECK-DAG: %[[A:.*]] = mindir.load @w1
// CHECK-DAG: %[[B:.*]] = mindir.load @w2
// CHECK-DAG: %[[C:.*]] = mindir.load @b
// CHECK-DAG: %[[SPLIT_A:.*]] = mindir.reshape %[[A]] {shape = [2, 4, 3, 3, 3]}
// CHECK-DAG: %[[SPLIT_B:.*]] = mindir.reshape %[[B]] {shape = [5, 2, 4, 3, 3]}
// CHECK-DAG: %[[SPLIT_C:.*]] = mindir.reshape %[[C]] {shape = [2, 4]}
// CHECK: %[[FIRST:.*]] = linalg.generic {indexing_maps = [#[[$IN]], #[[$W1]], #[[$OUT]]], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]} ins(%[[X]], %[[SPLIT_A]]
// CHECK: -> tensor<?x2x7x7x4xf32>
// CHECK: %[[SUM:.*]] = linalg.generic {indexing_maps = [#{{.*}}, #[[$ROW]], #{{.*}}]{{.*}}} ins(%[[FIRST]], %[[SPLIT_C]] : tensor<?x2x7x7x4xf32>, tensor<2x4xf32>)
// CHECK: %[[RELU:.*]] = linalg.generic {{.*}} ins(%[[SUM]] : tensor<?x2x7x7x4xf32>)
// CHECK: linalg.generic {indexing_maps = [#[[$BLOCKS]], #[[$W2]], #{{.*}}]{{.*}}} ins(%[[RELU]], %[[SPLIT_B]]
// CHECK: -> tensor<?x5x5x5xf32>
// CHECK-NEXT: return
mindir.parameter @w1 : tensor<8x3x3x3xf32> init(#mindir.zeros)
mindir.parameter @w2 : tensor<5x8x3x3xf32> init(#mindir.zeros)
mindir.parameter @b : tensor<8xf32> init(#mindir.zeros)
func.func @chain(%x: tensor<?x3x9x9xf32>) -> tensor<?x5x5x5xf32> {
  %w1 = mindir.load @w1 : tensor<8x3x3x3xf32>
  %w2 = mindir.load @w2 : tensor<5x8x3x3xf32>
  %b = mindir.load @b : tensor<8xf32>
  %0 = mindir.conv2d %x, %w1 : (tensor<?x3x9x9xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x7x7xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x8x7x7xf32>, tensor<8xf32>) -> tensor<?x8x7x7xf32>
  %2 = mindir.relu %1 : tensor<?x8x7x7xf32>
  %3 = mindir.conv2d %2, %w2 : (tensor<?x8x7x7xf32>, tensor<5x8x3x3xf32>) -> tensor<?x5x5x5xf32>
  return %3 : tensor<?x5x5x5xf32>
}

// A concatenation computes with the number of a channel.
// CHECK-LABEL: func.func @concat(
// CHECK-NOT: mindir.reshape
// CHECK: return
func.func @concat(%x: tensor<?x3x5x5xf32>, %w0: tensor<8x3x3x3xf32>, %w1: tensor<8x3x3x3xf32>, %w2: tensor<3x16x1x1xf32>) -> tensor<?x3x3x3xf32> {
  %0 = mindir.conv2d %x, %w0 : (tensor<?x3x5x5xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x3x3xf32>
  %1 = mindir.conv2d %x, %w1 : (tensor<?x3x5x5xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x3x3xf32>
  %2 = mindir.concat %0, %1 {axis = 1 : i64} : (tensor<?x8x3x3xf32>, tensor<?x8x3x3xf32>) -> tensor<?x16x3x3xf32>
  %3 = mindir.conv2d %2, %w2 : (tensor<?x16x3x3xf32>, tensor<3x16x1x1xf32>) -> tensor<?x3x3x3xf32>
  return %3 : tensor<?x3x3x3xf32>
}

// One convolution gains less than the copy of its result costs; several pay for
// one, here in front of a row of all pixels.
// CHECK-LABEL: func.func @alone(
// CHECK-NOT: mindir.reshape
// CHECK: return
func.func @alone(%x: tensor<?x3x5x5xf32>, %w: tensor<8x3x3x3xf32>) -> tensor<?x8x3x3xf32> {
  %0 = mindir.conv2d %x, %w : (tensor<?x3x5x5xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x3x3xf32>
  return %0 : tensor<?x8x3x3xf32>
}

// CHECK-LABEL: func.func @head(
// CHECK: %[[LAST:.*]] = linalg.generic {{.*}}mindir.op = "add"
// CHECK: -> tensor<?x2x4x4x4xf32>
// CHECK: %[[COPY:.*]] = linalg.generic {{.*}} ins(%[[LAST]] : tensor<?x2x4x4x4xf32>) outs(%{{.*}} : tensor<?x2x4x4x4xf32>) attrs = {mindir.op = "unblock"}
// CHECK: %[[WHOLE:.*]] = mindir.reshape %[[COPY]] {shape = [-1, 8, 4, 4]}
// CHECK: mindir.flatten %[[WHOLE]]
func.func @head(%x: tensor<?x3x4x4xf32>, %w0: tensor<8x3x3x3xf32>, %w1: tensor<8x8x3x3xf32>, %w2: tensor<8x8x3x3xf32>) -> tensor<?x128xf32> {
  %0 = mindir.conv2d %x, %w0 {pad = [1, 1, 1, 1]} : (tensor<?x3x4x4xf32>, tensor<8x3x3x3xf32>) -> tensor<?x8x4x4xf32>
  %1 = mindir.conv2d %0, %w1 {pad = [1, 1, 1, 1]} : (tensor<?x8x4x4xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x4x4xf32>
  %2 = mindir.conv2d %1, %w2 {pad = [1, 1, 1, 1]} : (tensor<?x8x4x4xf32>, tensor<8x8x3x3xf32>) -> tensor<?x8x4x4xf32>
  %3 = mindir.add %2, %0 : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>) -> tensor<?x8x4x4xf32>
  %4 = mindir.flatten %3 : tensor<?x8x4x4xf32> -> tensor<?x128xf32>
  return %4 : tensor<?x128xf32>
}
