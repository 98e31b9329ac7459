// Pixels moved and sampled, elements placed by index, through .mindir.

// RUN: ms-translate %s -o %t.mindir
// RUN: %python %S/Inputs/random_inputs.py %t.mindir %t.npz
// RUN: ms-run infer %s --inputs %t.npz --outputs %t.first.npz
// RUN: ms-run infer %t.mindir --inputs %t.npz --outputs %t.second.npz
// RUN: %python %S/Inputs/same_outputs.py %t.first.npz %t.second.npz
// RUN: ms-translate %s -o %t.air --verify
// RUN: %python %S/check_air.py %t.air

func.func @forward(%x: tensor<?x4x6x8xf32>, %g: tensor<?x3x5x2xf32>, %i: tensor<?x4xi32>, %u: tensor<?x4xf32>, %t: tensor<?x20xf32>)
    -> (tensor<?x1x12x16xf32>, tensor<?x16x3x4xf32>, tensor<?x4x3x5xf32>, tensor<?x4x3x5xf32>, tensor<?x4x9x5xf32>, tensor<?x20xf32>, tensor<?x20xf32>, tensor<?x4xf32>) {
  %0 = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<?x4x6x8xf32> -> tensor<?x1x12x16xf32>
  %1 = mindir.space_to_depth %x {block_size = 2 : i64} : tensor<?x4x6x8xf32> -> tensor<?x16x3x4xf32>
  %2 = mindir.grid_sampler2d %x, %g {padding_mode = "reflection"} : (tensor<?x4x6x8xf32>, tensor<?x3x5x2xf32>) -> tensor<?x4x3x5xf32>
  %3 = mindir.grid_sampler2d %x, %g {interpolation_mode = "nearest", padding_mode = "border", align_corners = true} : (tensor<?x4x6x8xf32>, tensor<?x3x5x2xf32>) -> tensor<?x4x3x5xf32>
  %4 = mindir.resize_bicubic %x {size = [9, 5], half_pixel_centers = true} : tensor<?x4x6x8xf32> -> tensor<?x4x9x5xf32>
  %5 = mindir.tensor_scatter_elements %t, %i, %u {axis = 1 : i64} : (tensor<?x20xf32>, tensor<?x4xi32>, tensor<?x4xf32>) -> tensor<?x20xf32>
  %6 = mindir.tensor_scatter_elements %t, %i, %u {axis = -1 : i64, reduction = "add"} : (tensor<?x20xf32>, tensor<?x4xi32>, tensor<?x4xf32>) -> tensor<?x20xf32>
  %7 = mindir.gather %t, %i {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<?x20xf32>, tensor<?x4xi32>) -> tensor<?x4xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<?x1x12x16xf32>, tensor<?x16x3x4xf32>, tensor<?x4x3x5xf32>, tensor<?x4x3x5xf32>, tensor<?x4x9x5xf32>, tensor<?x20xf32>, tensor<?x20xf32>, tensor<?x4xf32>
}
