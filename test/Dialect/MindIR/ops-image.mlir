//===- ops-image.mlir - Ops on images, through text and bytecode ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @images
func.func @images(%x: tensor<?x3x8x7xf32>, %y: tensor<?x3x3x3xf32>) {
  // CHECK: mindir.resize_nearest_neighbor %{{.*}} {align_corners = true, size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %0 = mindir.resize_nearest_neighbor %x {align_corners = true, size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  // CHECK: mindir.resize_nearest_neighbor_grad %{{.*}} {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  %1 = mindir.resize_nearest_neighbor_grad %y {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  // CHECK: mindir.resize_bilinear %{{.*}} {half_pixel_centers = true, size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %2 = mindir.resize_bilinear %x {half_pixel_centers = true, size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  // CHECK: mindir.resize_bilinear_grad %{{.*}} {half_pixel_centers = true, input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  %3 = mindir.resize_bilinear_grad %y {half_pixel_centers = true, input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  // CHECK: mindir.adaptive_avg_pool2d %{{.*}} {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %4 = mindir.adaptive_avg_pool2d %x {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  // CHECK: mindir.adaptive_avg_pool2d_grad %{{.*}} {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  %5 = mindir.adaptive_avg_pool2d_grad %y {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  // CHECK: mindir.adaptive_max_pool2d %{{.*}} {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %6 = mindir.adaptive_max_pool2d %x {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  // CHECK: mindir.adaptive_max_pool2d_grad %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x3x8x7xf32>, tensor<?x3x3x3xf32>, tensor<?x3x3x3xf32>) -> tensor<?x3x8x7xf32>
  %7 = mindir.adaptive_max_pool2d_grad %x, %y, %y : (tensor<?x3x8x7xf32>, tensor<?x3x3x3xf32>, tensor<?x3x3x3xf32>) -> tensor<?x3x8x7xf32>
  // CHECK: mindir.resize_bicubic %{{.*}} {half_pixel_centers = true, size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  %8 = mindir.resize_bicubic %x {half_pixel_centers = true, size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
  // CHECK: mindir.resize_bicubic_grad %{{.*}} {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  %9 = mindir.resize_bicubic_grad %y {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
  return
}

// CHECK-LABEL: func.func @pixels
func.func @pixels(%x: tensor<?x8x3x4xf32>, %grid: tensor<?x4x5x2xf32>) {
  // CHECK: mindir.depth_to_space %{{.*}} {block_size = 2 : i64} : tensor<?x8x3x4xf32> -> tensor<?x2x6x8xf32>
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<?x8x3x4xf32> -> tensor<?x2x6x8xf32>
  // CHECK: mindir.space_to_depth %{{.*}} {block_size = 2 : i64} : tensor<?x2x6x8xf32> -> tensor<?x8x3x4xf32>
  %1 = mindir.space_to_depth %0 {block_size = 2 : i64} : tensor<?x2x6x8xf32> -> tensor<?x8x3x4xf32>
  // CHECK: mindir.grid_sampler2d %{{.*}}, %{{.*}} {align_corners = true, interpolation_mode = "nearest", padding_mode = "reflection"} : (tensor<?x8x3x4xf32>, tensor<?x4x5x2xf32>) -> tensor<?x8x4x5xf32>
  %2 = mindir.grid_sampler2d %x, %grid {align_corners = true, interpolation_mode = "nearest", padding_mode = "reflection"} : (tensor<?x8x3x4xf32>, tensor<?x4x5x2xf32>) -> tensor<?x8x4x5xf32>
  // CHECK: mindir.grid_sampler2d_grad %{{.*}}, %{{.*}}, %{{.*}} {padding_mode = "border"} : (tensor<?x8x4x5xf32>, tensor<?x8x3x4xf32>, tensor<?x4x5x2xf32>) -> (tensor<?x8x3x4xf32>, tensor<?x4x5x2xf32>)
  %3, %4 = mindir.grid_sampler2d_grad %2, %x, %grid {padding_mode = "border"} : (tensor<?x8x4x5xf32>, tensor<?x8x3x4xf32>, tensor<?x4x5x2xf32>) -> (tensor<?x8x3x4xf32>, tensor<?x4x5x2xf32>)
  return
}
