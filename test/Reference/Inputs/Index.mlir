//===- Index.mlir - Elements chosen and placed by index, order, masks -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Index.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @unsorted_segment_sum(%x: tensor<2x3x5xf32>, %i: tensor<2x3xi32>) -> tensor<4x5xf32> {
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 4 : i64} : (tensor<2x3x5xf32>, tensor<2x3xi32>) -> tensor<4x5xf32>
  return %0 : tensor<4x5xf32>
}

func.func @unsorted_segment_sum_outside(%x: tensor<6xi32>, %i: tensor<6xi32>) -> tensor<3xi32> {
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 3 : i64} : (tensor<6xi32>, tensor<6xi32>) -> tensor<3xi32>
  return %0 : tensor<3xi32>
}

func.func @gather_batch(%x: tensor<2x3x4xf32>, %i: tensor<2x5xi32>) -> tensor<2x3x5xf32> {
  %0 = mindir.gather %x, %i {axis = 2 : i64, batch_dims = 1 : i64} : (tensor<2x3x4xf32>, tensor<2x5xi32>) -> tensor<2x3x5xf32>
  return %0 : tensor<2x3x5xf32>
}

func.func @gather_grad(%dy: tensor<3x5x2xf32>, %i: tensor<5xi32>) -> tensor<3x4x2xf32> {
  %0 = mindir.gather_grad %dy, %i {shape = [3, 4, 2], axis = 1 : i64} : (tensor<3x5x2xf32>, tensor<5xi32>) -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}

func.func @gather_d(%x: tensor<3x4xf32>, %i: tensor<3x2xi32>) -> tensor<3x2xf32> {
  %0 = mindir.gather_d %x, %i {dim = 1 : i64} : (tensor<3x4xf32>, tensor<3x2xi32>) -> tensor<3x2xf32>
  return %0 : tensor<3x2xf32>
}

func.func @gather_d_grad(%dy: tensor<3x2xf32>, %i: tensor<3x2xi32>) -> tensor<3x4xf32> {
  %0 = mindir.gather_d_grad %dy, %i {dim = 1 : i64, extent = 4 : i64} : (tensor<3x2xf32>, tensor<3x2xi32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @gather_nd(%x: tensor<4x5x3xf32>, %i: tensor<4x2xi32>) -> tensor<4x3xf32> {
  %0 = mindir.gather_nd %x, %i : (tensor<4x5x3xf32>, tensor<4x2xi32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

func.func @scatter_nd(%i: tensor<4x2xi32>, %u: tensor<4x3xf32>) -> tensor<4x5x3xf32> {
  %0 = mindir.scatter_nd %i, %u {shape = [4, 5, 3]} : (tensor<4x2xi32>, tensor<4x3xf32>) -> tensor<4x5x3xf32>
  return %0 : tensor<4x5x3xf32>
}

func.func @tensor_scatter_add(%x: tensor<4x3xf32>, %i: tensor<3x1xi32>, %u: tensor<3x3xf32>) -> tensor<4x3xf32> {
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<4x3xf32>, tensor<3x1xi32>, tensor<3x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

func.func @tensor_scatter_update(%x: tensor<4x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<4x3xf32> {
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<4x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

func.func @top_k(%x: tensor<2x3x9xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xi32>) {
  %0, %1 = mindir.top_k %x {k = 4 : i64} : (tensor<2x3x9xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xi32>)
  return %0, %1 : tensor<2x3x4xf32>, tensor<2x3x4xi32>
}

func.func @sort(%x: tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xi32>, tensor<3x7xf32>, tensor<3x7xi32>) {
  %0, %1 = mindir.sort %x : (tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xi32>)
  %2, %3 = mindir.sort %x {axis = 0 : i64, descending = true} : (tensor<3x7xf32>) -> (tensor<3x7xf32>, tensor<3x7xi32>)
  return %0, %1, %2, %3 : tensor<3x7xf32>, tensor<3x7xi32>, tensor<3x7xf32>, tensor<3x7xi32>
}

func.func @sort_stable(%x: tensor<2x20xi32>) -> (tensor<2x20xi32>, tensor<2x20xi32>, tensor<2x20xi32>, tensor<2x20xi32>) {
  %0, %1 = mindir.sort %x : (tensor<2x20xi32>) -> (tensor<2x20xi32>, tensor<2x20xi32>)
  %2, %3 = mindir.sort %x {descending = true} : (tensor<2x20xi32>) -> (tensor<2x20xi32>, tensor<2x20xi32>)
  return %0, %1, %2, %3 : tensor<2x20xi32>, tensor<2x20xi32>, tensor<2x20xi32>, tensor<2x20xi32>
}

func.func @sort_nan(%x: tensor<6xf32>) -> (tensor<6xf32>, tensor<6xi32>, tensor<6xf32>, tensor<6xi32>) {
  %0, %1 = mindir.sort %x : (tensor<6xf32>) -> (tensor<6xf32>, tensor<6xi32>)
  %2, %3 = mindir.sort %x {descending = true} : (tensor<6xf32>) -> (tensor<6xf32>, tensor<6xi32>)
  return %0, %1, %2, %3 : tensor<6xf32>, tensor<6xi32>, tensor<6xf32>, tensor<6xi32>
}

func.func @tril(%x: tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>) {
  %0 = mindir.tril %x : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  %1 = mindir.tril %x {diagonal = 1 : i64} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  %2 = mindir.tril %x {diagonal = -2 : i64} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return %0, %1, %2 : tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>
}

func.func @triu(%x: tensor<4x3xf32>) -> (tensor<4x3xf32>, tensor<4x3xf32>, tensor<4x3xf32>) {
  %0 = mindir.triu %x : tensor<4x3xf32> -> tensor<4x3xf32>
  %1 = mindir.triu %x {diagonal = 1 : i64} : tensor<4x3xf32> -> tensor<4x3xf32>
  %2 = mindir.triu %x {diagonal = -2 : i64} : tensor<4x3xf32> -> tensor<4x3xf32>
  return %0, %1, %2 : tensor<4x3xf32>, tensor<4x3xf32>, tensor<4x3xf32>
}

func.func @masked_fill(%x: tensor<2x3xf32>, %m: tensor<3xi1>, %v: tensor<f32>) -> tensor<2x3xf32> {
  %0 = mindir.masked_fill %x, %m, %v : (tensor<2x3xf32>, tensor<3xi1>, tensor<f32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

func.func @tensor_scatter_elements(%x: tensor<4x5x3xf32>, %i: tensor<3x2x3xi32>, %u: tensor<3x2x3xf32>) -> tensor<4x5x3xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<4x5x3xf32>, tensor<3x2x3xi32>, tensor<3x2x3xf32>) -> tensor<4x5x3xf32>
  return %0 : tensor<4x5x3xf32>
}

func.func @tensor_scatter_elements_add(%x: tensor<4x5x3xf32>, %i: tensor<3x2x3xi32>, %u: tensor<3x2x3xf32>) -> tensor<4x5x3xf32> {
  %0 = mindir.tensor_scatter_elements %x, %i, %u {axis = 2 : i64, reduction = "add"} : (tensor<4x5x3xf32>, tensor<3x2x3xi32>, tensor<3x2x3xf32>) -> tensor<4x5x3xf32>
  return %0 : tensor<4x5x3xf32>
}
