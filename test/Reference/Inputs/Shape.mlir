//===- Shape.mlir - Dimensions added, taken, cut and joined ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Shape.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @expand_dims(%x: tensor<2x3xf32>) -> (tensor<1x2x3xf32>, tensor<2x3x1xf32>, tensor<2x1x3xf32>) {
  %0 = mindir.expand_dims %x {axis = 0 : i64} : tensor<2x3xf32> -> tensor<1x2x3xf32>
  %1 = mindir.expand_dims %x {axis = -1 : i64} : tensor<2x3xf32> -> tensor<2x3x1xf32>
  %2 = mindir.expand_dims %x {axis = -2 : i64} : tensor<2x3xf32> -> tensor<2x1x3xf32>
  return %0, %1, %2 : tensor<1x2x3xf32>, tensor<2x3x1xf32>, tensor<2x1x3xf32>
}

func.func @squeeze(%x: tensor<1x3x1x2xf32>) -> (tensor<3x2xf32>, tensor<1x3x2xf32>, tensor<3x2xf32>) {
  %0 = mindir.squeeze %x : tensor<1x3x1x2xf32> -> tensor<3x2xf32>
  %1 = mindir.squeeze %x {axis = [2]} : tensor<1x3x1x2xf32> -> tensor<1x3x2xf32>
  %2 = mindir.squeeze %x {axis = [0, -2]} : tensor<1x3x1x2xf32> -> tensor<3x2xf32>
  return %0, %1, %2 : tensor<3x2xf32>, tensor<1x3x2xf32>, tensor<3x2xf32>
}

func.func @tile(%x: tensor<2x3xf32>) -> (tensor<4x9xf32>, tensor<2x2x9xf32>, tensor<2x6xf32>) {
  %0 = mindir.tile %x {multiples = [2, 3]} : tensor<2x3xf32> -> tensor<4x9xf32>
  %1 = mindir.tile %x {multiples = [2, 1, 3]} : tensor<2x3xf32> -> tensor<2x2x9xf32>
  %2 = mindir.tile %x {multiples = [2]} : tensor<2x3xf32> -> tensor<2x6xf32>
  return %0, %1, %2 : tensor<4x9xf32>, tensor<2x2x9xf32>, tensor<2x6xf32>
}

func.func @stack(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) -> (tensor<2x2x3xf32>, tensor<2x2x3xf32>, tensor<2x3x3xf32>) {
  %0 = mindir.stack %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2x3xf32>
  %1 = mindir.stack %a, %b {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2x3xf32>
  %2 = mindir.stack %a, %b, %a {axis = -1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3x3xf32>
  return %0, %1, %2 : tensor<2x2x3xf32>, tensor<2x2x3xf32>, tensor<2x3x3xf32>
}

func.func @unstack(%x: tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %0:2 = mindir.unstack %x : (tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  %1:3 = mindir.unstack %x {axis = -1 : i64} : (tensor<2x3xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  return %0#0, %0#1, %1#0, %1#1, %1#2 : tensor<3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

func.func @split(%x: tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<1x6xf32>, tensor<1x6xf32>) {
  %0:3 = mindir.split %x {axis = 1 : i64, output_num = 3 : i64} : (tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %1:2 = mindir.split %x {axis = -2 : i64, output_num = 2 : i64} : (tensor<2x6xf32>) -> (tensor<1x6xf32>, tensor<1x6xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1 : tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<1x6xf32>, tensor<1x6xf32>
}

func.func @split_v(%x: tensor<2x6xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x4xf32>) {
  %0:3 = mindir.split_v %x {size_splits = [1, 3, 2], split_dim = 1 : i64} : (tensor<2x6xf32>) -> (tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>)
  %1:2 = mindir.split_v %x {size_splits = [2, -1], split_dim = -1 : i64} : (tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x4xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1 : tensor<2x1xf32>, tensor<2x3xf32>, tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x4xf32>
}

func.func @strided_slice(%x: tensor<4x5x6xf32>) -> (tensor<2x3x2xf32>, tensor<3x6xf32>, tensor<1x5xf32>, tensor<3x3x2xf32>, tensor<2x5x4xf32>) {
  %0 = mindir.strided_slice %x {begin = [1, 0, 2], end = [3, 5, 6], strides = [1, 2, 3]} : tensor<4x5x6xf32> -> tensor<2x3x2xf32>
  %1 = mindir.strided_slice %x {begin = [-1, 1], end = [0, 4], strides = [1, 1], shrink_axis_mask = 1 : i64} : tensor<4x5x6xf32> -> tensor<3x6xf32>
  %2 = mindir.strided_slice %x {begin = [2, 0, 3], end = [3, 0, 4], strides = [1, 1, 1], ellipsis_mask = 2 : i64, shrink_axis_mask = 4 : i64} : tensor<4x5x6xf32> -> tensor<1x5xf32>
  %3 = mindir.strided_slice %x {begin = [3, -1, -1], end = [0, -6, -100], strides = [-1, -2, -3]} : tensor<4x5x6xf32> -> tensor<3x3x2xf32>
  %4 = mindir.strided_slice %x {begin = [1, 9, 2], end = [2, 9, 4], strides = [1, 1, 1], begin_mask = 3 : i64, end_mask = 6 : i64} : tensor<4x5x6xf32> -> tensor<2x5x4xf32>
  return %0, %1, %2, %3, %4 : tensor<2x3x2xf32>, tensor<3x6xf32>, tensor<1x5xf32>, tensor<3x3x2xf32>, tensor<2x5x4xf32>
}

func.func @strided_slice_masks(%x: tensor<4x5x6xf32>) -> (tensor<4x5x2xf32>, tensor<2x1x2x6xf32>, tensor<1x2x5x6xf32>, tensor<1x5x1xf32>) {
  %0 = mindir.strided_slice %x {begin = [0, 1], end = [0, 3], strides = [1, 1], ellipsis_mask = 1 : i64} : tensor<4x5x6xf32> -> tensor<4x5x2xf32>
  %1 = mindir.strided_slice %x {begin = [1, 0, 1], end = [3, 0, 3], strides = [1, 1, 1], new_axis_mask = 2 : i64} : tensor<4x5x6xf32> -> tensor<2x1x2x6xf32>
  %2 = mindir.strided_slice %x {begin = [0, 1], end = [2, 3], strides = [1, 1], new_axis_mask = 1 : i64, shrink_axis_mask = 1 : i64} : tensor<4x5x6xf32> -> tensor<1x2x5x6xf32>
  %3 = mindir.strided_slice %x {begin = [2, 0, 0, 3], end = [3, 0, 0, 4], strides = [1, 1, 1, 1], ellipsis_mask = 2 : i64, new_axis_mask = 4 : i64, shrink_axis_mask = 8 : i64} : tensor<4x5x6xf32> -> tensor<1x5x1xf32>
  return %0, %1, %2, %3 : tensor<4x5x2xf32>, tensor<2x1x2x6xf32>, tensor<1x2x5x6xf32>, tensor<1x5x1xf32>
}

func.func @strided_slice_grad(%a: tensor<2x3x2xf32>, %b: tensor<3x6xf32>, %c: tensor<1x5xf32>) -> (tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>) {
  %0 = mindir.strided_slice_grad %a {shape = [4, 5, 6], begin = [1, 0, 2], end = [3, 5, 6], strides = [1, 2, 3]} : tensor<2x3x2xf32> -> tensor<4x5x6xf32>
  %1 = mindir.strided_slice_grad %b {shape = [4, 5, 6], begin = [-1, 1], end = [0, 4], strides = [1, 1], shrink_axis_mask = 1 : i64} : tensor<3x6xf32> -> tensor<4x5x6xf32>
  %2 = mindir.strided_slice_grad %c {shape = [4, 5, 6], begin = [2, 0, 3], end = [3, 0, 4], strides = [1, 1, 1], ellipsis_mask = 2 : i64, shrink_axis_mask = 4 : i64} : tensor<1x5xf32> -> tensor<4x5x6xf32>
  return %0, %1, %2 : tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>
}

func.func @strided_slice_grad_masks(%a: tensor<3x3x2xf32>, %b: tensor<2x5x4xf32>, %c: tensor<4x5x2xf32>, %d: tensor<2x1x2x6xf32>, %e: tensor<1x2x5x6xf32>, %f: tensor<1x5x1xf32>) -> (tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>) {
  %0 = mindir.strided_slice_grad %a {shape = [4, 5, 6], begin = [3, -1, -1], end = [0, -6, -100], strides = [-1, -2, -3]} : tensor<3x3x2xf32> -> tensor<4x5x6xf32>
  %1 = mindir.strided_slice_grad %b {shape = [4, 5, 6], begin = [1, 9, 2], end = [2, 9, 4], strides = [1, 1, 1], begin_mask = 3 : i64, end_mask = 6 : i64} : tensor<2x5x4xf32> -> tensor<4x5x6xf32>
  %2 = mindir.strided_slice_grad %c {shape = [4, 5, 6], begin = [0, 1], end = [0, 3], strides = [1, 1], ellipsis_mask = 1 : i64} : tensor<4x5x2xf32> -> tensor<4x5x6xf32>
  %3 = mindir.strided_slice_grad %d {shape = [4, 5, 6], begin = [1, 0, 1], end = [3, 0, 3], strides = [1, 1, 1], new_axis_mask = 2 : i64} : tensor<2x1x2x6xf32> -> tensor<4x5x6xf32>
  %4 = mindir.strided_slice_grad %e {shape = [4, 5, 6], begin = [0, 1], end = [2, 3], strides = [1, 1], new_axis_mask = 1 : i64, shrink_axis_mask = 1 : i64} : tensor<1x2x5x6xf32> -> tensor<4x5x6xf32>
  %5 = mindir.strided_slice_grad %f {shape = [4, 5, 6], begin = [2, 0, 0, 3], end = [3, 0, 0, 4], strides = [1, 1, 1, 1], ellipsis_mask = 2 : i64, new_axis_mask = 4 : i64, shrink_axis_mask = 8 : i64} : tensor<1x5x1xf32> -> tensor<4x5x6xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>, tensor<4x5x6xf32>
}

func.func @reverse_v2(%x: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %0 = mindir.reverse_v2 %x {axis = [0]} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  %1 = mindir.reverse_v2 %x {axis = [-1, 1]} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %0, %1 : tensor<2x3x4xf32>, tensor<2x3x4xf32>
}

func.func @mirror_pad(%x: tensor<2x3x4xf32>) -> (tensor<2x6x8xf32>, tensor<2x6x8xf32>) {
  %0 = mindir.mirror_pad %x {low = [0, 2, 1], high = [0, 1, 3]} : tensor<2x3x4xf32> -> tensor<2x6x8xf32>
  %1 = mindir.mirror_pad %x {low = [0, 2, 1], high = [0, 1, 3], mode = "symmetric"} : tensor<2x3x4xf32> -> tensor<2x6x8xf32>
  return %0, %1 : tensor<2x6x8xf32>, tensor<2x6x8xf32>
}

func.func @mirror_pad_grad(%x: tensor<2x6x8xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %0 = mindir.mirror_pad_grad %x {low = [0, 2, 1], high = [0, 1, 3]} : tensor<2x6x8xf32> -> tensor<2x3x4xf32>
  %1 = mindir.mirror_pad_grad %x {low = [0, 2, 1], high = [0, 1, 3], mode = "symmetric"} : tensor<2x6x8xf32> -> tensor<2x3x4xf32>
  return %0, %1 : tensor<2x3x4xf32>, tensor<2x3x4xf32>
}
