//===- Image.mlir - Resizing, sampling, adaptive pooling ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Image.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @nearest_double(%x: tensor<2x3x4x3xf32>, %dy: tensor<2x3x8x6xf32>) -> (tensor<2x3x8x6xf32>, tensor<2x3x4x3xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [8, 6]} : tensor<2x3x4x3xf32> -> tensor<2x3x8x6xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [4, 3]} : tensor<2x3x8x6xf32> -> tensor<2x3x4x3xf32>
  return %y, %dx : tensor<2x3x8x6xf32>, tensor<2x3x4x3xf32>
}

func.func @nearest_odd(%x: tensor<?x2x5x7xf32>, %dy: tensor<?x2x9x4xf32>) -> (tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [9, 4]} : tensor<?x2x5x7xf32> -> tensor<?x2x9x4xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 7]} : tensor<?x2x9x4xf32> -> tensor<?x2x5x7xf32>
  return %y, %dx : tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>
}

func.func @nearest_aligned(%x: tensor<2x2x5x4xf32>, %dy: tensor<2x2x7x9xf32>) -> (tensor<2x2x7x9xf32>, tensor<2x2x5x4xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [7, 9], align_corners = true} : tensor<2x2x5x4xf32> -> tensor<2x2x7x9xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x2x7x9xf32> -> tensor<2x2x5x4xf32>
  return %y, %dx : tensor<2x2x7x9xf32>, tensor<2x2x5x4xf32>
}

func.func @nearest_centers(%x: tensor<2x2x5x7xf32>, %dy: tensor<2x2x13x3xf32>) -> (tensor<2x2x13x3xf32>, tensor<2x2x5x7xf32>) {
  %y = mindir.resize_nearest_neighbor %x {size = [13, 3], half_pixel_centers = true} : tensor<2x2x5x7xf32> -> tensor<2x2x13x3xf32>
  %dx = mindir.resize_nearest_neighbor_grad %dy {input_size = [5, 7], half_pixel_centers = true} : tensor<2x2x13x3xf32> -> tensor<2x2x5x7xf32>
  return %y, %dx : tensor<2x2x13x3xf32>, tensor<2x2x5x7xf32>
}

func.func @bilinear_double(%x: tensor<2x3x4x3xf32>, %dy: tensor<2x3x8x6xf32>) -> (tensor<2x3x8x6xf32>, tensor<2x3x4x3xf32>) {
  %y = mindir.resize_bilinear %x {size = [8, 6]} : tensor<2x3x4x3xf32> -> tensor<2x3x8x6xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [4, 3]} : tensor<2x3x8x6xf32> -> tensor<2x3x4x3xf32>
  return %y, %dx : tensor<2x3x8x6xf32>, tensor<2x3x4x3xf32>
}

func.func @bilinear_odd(%x: tensor<?x2x5x7xf32>, %dy: tensor<?x2x9x4xf32>) -> (tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>) {
  %y = mindir.resize_bilinear %x {size = [9, 4]} : tensor<?x2x5x7xf32> -> tensor<?x2x9x4xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 7]} : tensor<?x2x9x4xf32> -> tensor<?x2x5x7xf32>
  return %y, %dx : tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>
}

func.func @bilinear_aligned(%x: tensor<2x2x5x4xf32>, %dy: tensor<2x2x7x9xf32>) -> (tensor<2x2x7x9xf32>, tensor<2x2x5x4xf32>) {
  %y = mindir.resize_bilinear %x {size = [7, 9], align_corners = true} : tensor<2x2x5x4xf32> -> tensor<2x2x7x9xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x2x7x9xf32> -> tensor<2x2x5x4xf32>
  return %y, %dx : tensor<2x2x7x9xf32>, tensor<2x2x5x4xf32>
}

func.func @bilinear_centers(%x: tensor<2x2x5x7xf32>, %dy: tensor<2x2x13x3xf32>) -> (tensor<2x2x13x3xf32>, tensor<2x2x5x7xf32>) {
  %y = mindir.resize_bilinear %x {size = [13, 3], half_pixel_centers = true} : tensor<2x2x5x7xf32> -> tensor<2x2x13x3xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [5, 7], half_pixel_centers = true} : tensor<2x2x13x3xf32> -> tensor<2x2x5x7xf32>
  return %y, %dx : tensor<2x2x13x3xf32>, tensor<2x2x5x7xf32>
}

func.func @bilinear_one(%x: tensor<2x2x3x4xf32>, %dy: tensor<2x2x1x1xf32>) -> (tensor<2x2x1x1xf32>, tensor<2x2x3x4xf32>) {
  %y = mindir.resize_bilinear %x {size = [1, 1], align_corners = true} : tensor<2x2x3x4xf32> -> tensor<2x2x1x1xf32>
  %dx = mindir.resize_bilinear_grad %dy {input_size = [3, 4], align_corners = true} : tensor<2x2x1x1xf32> -> tensor<2x2x3x4xf32>
  return %y, %dx : tensor<2x2x1x1xf32>, tensor<2x2x3x4xf32>
}

func.func @adaptive_avg_equal(%x: tensor<2x3x6x4xf32>, %dy: tensor<2x3x3x2xf32>) -> (tensor<2x3x3x2xf32>, tensor<2x3x6x4xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [3, 2]} : tensor<2x3x6x4xf32> -> tensor<2x3x3x2xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [6, 4]} : tensor<2x3x3x2xf32> -> tensor<2x3x6x4xf32>
  return %y, %dx : tensor<2x3x3x2xf32>, tensor<2x3x6x4xf32>
}

func.func @adaptive_avg_uneven(%x: tensor<?x2x8x7xf32>, %dy: tensor<?x2x3x3xf32>) -> (tensor<?x2x3x3xf32>, tensor<?x2x8x7xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [3, 3]} : tensor<?x2x8x7xf32> -> tensor<?x2x3x3xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [8, 7]} : tensor<?x2x3x3xf32> -> tensor<?x2x8x7xf32>
  return %y, %dx : tensor<?x2x3x3xf32>, tensor<?x2x8x7xf32>
}

func.func @adaptive_avg_larger(%x: tensor<2x2x3x4xf32>, %dy: tensor<2x2x5x4xf32>) -> (tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>) {
  %y = mindir.adaptive_avg_pool2d %x {output_size = [5, 4]} : tensor<2x2x3x4xf32> -> tensor<2x2x5x4xf32>
  %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [3, 4]} : tensor<2x2x5x4xf32> -> tensor<2x2x3x4xf32>
  return %y, %dx : tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>
}

func.func @adaptive_max_equal(%x: tensor<2x3x6x4xf32>, %dy: tensor<2x3x3x2xf32>) -> (tensor<2x3x3x2xf32>, tensor<2x3x6x4xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [3, 2]} : tensor<2x3x6x4xf32> -> tensor<2x3x3x2xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x3x6x4xf32>, tensor<2x3x3x2xf32>, tensor<2x3x3x2xf32>) -> tensor<2x3x6x4xf32>
  return %y, %dx : tensor<2x3x3x2xf32>, tensor<2x3x6x4xf32>
}

func.func @adaptive_max_uneven(%x: tensor<?x2x8x7xf32>, %dy: tensor<?x2x3x3xf32>) -> (tensor<?x2x3x3xf32>, tensor<?x2x8x7xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [3, 3]} : tensor<?x2x8x7xf32> -> tensor<?x2x3x3xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<?x2x8x7xf32>, tensor<?x2x3x3xf32>, tensor<?x2x3x3xf32>) -> tensor<?x2x8x7xf32>
  return %y, %dx : tensor<?x2x3x3xf32>, tensor<?x2x8x7xf32>
}

func.func @adaptive_max_larger(%x: tensor<2x2x3x4xf32>, %dy: tensor<2x2x5x4xf32>) -> (tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>) {
  %y = mindir.adaptive_max_pool2d %x {output_size = [5, 4]} : tensor<2x2x3x4xf32> -> tensor<2x2x5x4xf32>
  %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x2x3x4xf32>, tensor<2x2x5x4xf32>, tensor<2x2x5x4xf32>) -> tensor<2x2x3x4xf32>
  return %y, %dx : tensor<2x2x5x4xf32>, tensor<2x2x3x4xf32>
}

func.func @bicubic_odd(%x: tensor<?x2x5x7xf32>, %dy: tensor<?x2x9x4xf32>) -> (tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>) {
  %y = mindir.resize_bicubic %x {size = [9, 4]} : tensor<?x2x5x7xf32> -> tensor<?x2x9x4xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [5, 7]} : tensor<?x2x9x4xf32> -> tensor<?x2x5x7xf32>
  return %y, %dx : tensor<?x2x9x4xf32>, tensor<?x2x5x7xf32>
}

func.func @bicubic_aligned(%x: tensor<2x2x5x4xf32>, %dy: tensor<2x2x7x9xf32>) -> (tensor<2x2x7x9xf32>, tensor<2x2x5x4xf32>) {
  %y = mindir.resize_bicubic %x {size = [7, 9], align_corners = true} : tensor<2x2x5x4xf32> -> tensor<2x2x7x9xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [5, 4], align_corners = true} : tensor<2x2x7x9xf32> -> tensor<2x2x5x4xf32>
  return %y, %dx : tensor<2x2x7x9xf32>, tensor<2x2x5x4xf32>
}

func.func @bicubic_centers(%x: tensor<2x2x5x7xf32>, %dy: tensor<2x2x13x3xf32>) -> (tensor<2x2x13x3xf32>, tensor<2x2x5x7xf32>) {
  %y = mindir.resize_bicubic %x {size = [13, 3], half_pixel_centers = true} : tensor<2x2x5x7xf32> -> tensor<2x2x13x3xf32>
  %dx = mindir.resize_bicubic_grad %dy {input_size = [5, 7], half_pixel_centers = true} : tensor<2x2x13x3xf32> -> tensor<2x2x5x7xf32>
  return %y, %dx : tensor<2x2x13x3xf32>, tensor<2x2x5x7xf32>
}

func.func @blocks(%x: tensor<?x8x3x4xf32>, %y: tensor<?x2x6x9xf32>) -> (tensor<?x2x6x8xf32>, tensor<?x18x2x3xf32>) {
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<?x8x3x4xf32> -> tensor<?x2x6x8xf32>
  %1 = mindir.space_to_depth %y {block_size = 3 : i64} : tensor<?x2x6x9xf32> -> tensor<?x18x2x3xf32>
  return %0, %1 : tensor<?x2x6x8xf32>, tensor<?x18x2x3xf32>
}

func.func @sample_bilinear_zeros(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = false} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = false} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_bilinear_zeros_aligned(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = true} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "zeros", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_bilinear_border(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = false} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_bilinear_border_aligned(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = true} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "border", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_bilinear_reflection(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = false} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = false} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_bilinear_reflection_aligned(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = true} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "bilinear", padding_mode = "reflection", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_nearest_zeros(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = false} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = false} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_nearest_zeros_aligned(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "zeros", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_nearest_border(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = false} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = false} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_nearest_border_aligned(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = true} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "border", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_nearest_reflection(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = false} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = false} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}

func.func @sample_nearest_reflection_aligned(%x: tensor<2x3x5x7xf32>, %grid: tensor<2x4x3x2xf32>, %dy: tensor<2x3x4x3xf32>) -> (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) {
  %y = mindir.grid_sampler2d %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = true} : (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> tensor<2x3x4x3xf32>
  %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid {interpolation_mode = "nearest", padding_mode = "reflection", align_corners = true} : (tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>) -> (tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>)
  return %y, %dx, %dgrid : tensor<2x3x4x3xf32>, tensor<2x3x5x7xf32>, tensor<2x4x3x2xf32>
}
