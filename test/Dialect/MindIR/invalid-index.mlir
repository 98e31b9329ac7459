//===- invalid-index.mlir - Gathers and scatters that are refused ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.unsorted_segment_sum (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{[MS1001] mindir.unsorted_segment_sum: num_segments is 0, but must be positive (C1)}}
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 0 : i64} : (tensor<4x3xf32>, tensor<4xi32>) -> tensor<0x3xf32>
  return
}

// -----

// mindir.unsorted_segment_sum (C2)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.unsorted_segment_sum: segment_ids [3] is not the start of [4, 3] (C2)}}
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 2 : i64} : (tensor<4x3xf32>, tensor<3xi32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.unsorted_segment_sum (C3)
func.func @f(%x: tensor<?x3xf32>, %i: tensor<i32>) {
  // expected-error @below {{[MS1001] mindir.unsorted_segment_sum: the dynamic batch is no dimension of segment_ids (C3)}}
  %0 = mindir.unsorted_segment_sum %x, %i {num_segments = 2 : i64} : (tensor<?x3xf32>, tensor<i32>) -> tensor<2x?x3xf32>
  return
}

// -----

// mindir.gather_grad (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_grad: shape [5, -1] has a negative entry (C1)}}
  %0 = mindir.gather_grad %x, %i {shape = [5, -1], axis = 0 : i64} : (tensor<4x3xf32>, tensor<4xi32>) -> tensor<5x3xf32>
  return
}

// -----

// mindir.gather_grad (C1): the axis
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_grad: the dynamic batch is the axis (C1)}}
  %0 = mindir.gather_grad %x, %i {shape = [-1, 3], axis = 0 : i64} : (tensor<4x3xf32>, tensor<4xi32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.gather_grad (C2)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_grad: dy has shape [4, 3], but gather gives [4, 2] (C2)}}
  %0 = mindir.gather_grad %x, %i {shape = [5, 2], axis = 0 : i64} : (tensor<4x3xf32>, tensor<4xi32>) -> tensor<5x2xf32>
  return
}

// -----

// mindir.gather_grad (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_grad: result has type 'tensor<6x3xf32>', but the operands give 'tensor<5x3xf32>'}}
  %0 = mindir.gather_grad %x, %i {shape = [5, 3], axis = 0 : i64} : (tensor<4x3xf32>, tensor<4xi32>) -> tensor<6x3xf32>
  return
}

// -----

// mindir.gather_d (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x3xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_d: dim 2 is outside rank 2 (C1)}}
  %0 = mindir.gather_d %x, %i {dim = 2 : i64} : (tensor<4x3xf32>, tensor<4x3xi32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.gather_d (C2)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<5x3xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_d: x [4, 3] and index [5, 3] differ beside dimension 1 (C2)}}
  %0 = mindir.gather_d %x, %i {dim = 1 : i64} : (tensor<4x3xf32>, tensor<5x3xi32>) -> tensor<5x3xf32>
  return
}

// -----

// mindir.gather_d (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x2xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_d: result has type 'tensor<4x3xf32>', but the operands give 'tensor<4x2xf32>'}}
  %0 = mindir.gather_d %x, %i {dim = 1 : i64} : (tensor<4x3xf32>, tensor<4x2xi32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.gather_d_grad (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x3xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_d_grad: extent is -1, but must not be negative (C1)}}
  %0 = mindir.gather_d_grad %x, %i {dim = 1 : i64, extent = -1 : i64} : (tensor<4x3xf32>, tensor<4x3xi32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.gather_d_grad (C2)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x2xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_d_grad: dy [4, 3] and index [4, 2] differ (C2)}}
  %0 = mindir.gather_d_grad %x, %i {dim = 1 : i64, extent = 5 : i64} : (tensor<4x3xf32>, tensor<4x2xi32>) -> tensor<4x5xf32>
  return
}

// -----

// mindir.gather_d_grad (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<4x3xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_d_grad: result has type 'tensor<4x3xf32>', but the operands give 'tensor<4x5xf32>'}}
  %0 = mindir.gather_d_grad %x, %i {dim = 1 : i64, extent = 5 : i64} : (tensor<4x3xf32>, tensor<4x3xi32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.gather_nd (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x3xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_nd: indices [2, 3] hold no tuples for [4, 3] (C1)}}
  %0 = mindir.gather_nd %x, %i : (tensor<4x3xf32>, tensor<2x3xi32>) -> tensor<2xf32>
  return
}

// -----

// mindir.gather_nd (C2)
func.func @f(%x: tensor<?x3xf32>, %i: tensor<2x1xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_nd: x is dynamic (C2)}}
  %0 = mindir.gather_nd %x, %i : (tensor<?x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.gather_nd (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x1xi32>) {
  // expected-error @below {{[MS1001] mindir.gather_nd: result has type 'tensor<2xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.gather_nd %x, %i : (tensor<4x3xf32>, tensor<2x1xi32>) -> tensor<2xf32>
  return
}

// -----

// mindir.scatter_nd (C1)
func.func @f(%i: tensor<2x1xi32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scatter_nd: shape [-1, 3] has a negative entry (C1)}}
  %0 = mindir.scatter_nd %i, %u {shape = [-1, 3]} : (tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.scatter_nd (C2)
func.func @f(%i: tensor<i32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scatter_nd: indices [] hold no tuples for [4, 3] (C2)}}
  %0 = mindir.scatter_nd %i, %u {shape = [4, 3]} : (tensor<i32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.scatter_nd (C3)
func.func @f(%i: tensor<2x1xi32>, %u: tensor<2x4xf32>) {
  // expected-error @below {{[MS1001] mindir.scatter_nd: updates have shape [2, 4], but [2, 3] is needed (C3)}}
  %0 = mindir.scatter_nd %i, %u {shape = [4, 3]} : (tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.scatter_nd (C4)
func.func @f(%i: tensor<2x1xi32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scatter_nd: result has type 'tensor<5x3xf32>', but the operands give 'tensor<4x3xf32>'}}
  %0 = mindir.scatter_nd %i, %u {shape = [4, 3]} : (tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return
}

// -----

// mindir.tensor_scatter_add (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x3xi32>, %u: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_add: indices [2, 3] hold no tuples for [4, 3] (C1)}}
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<4x3xf32>, tensor<2x3xi32>, tensor<2xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_add (C2)
func.func @f(%x: tensor<?x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_add: x is dynamic (C2)}}
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<?x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.tensor_scatter_add (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf16>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_add: updates have type tensor<2x3xf16>, but tensor<2x3xf32> is needed (C3)}}
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<4x3xf32>, tensor<2x1xi32>, tensor<2x3xf16>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_add (C4)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_add: result has type 'tensor<5x3xf32>', but the operands give 'tensor<4x3xf32>'}}
  %0 = mindir.tensor_scatter_add %x, %i, %u : (tensor<4x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return
}

// -----

// mindir.tensor_scatter_update (C1)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x3xi32>, %u: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_update: indices [2, 3] hold no tuples for [4, 3] (C1)}}
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<4x3xf32>, tensor<2x3xi32>, tensor<2xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_update (C2)
func.func @f(%x: tensor<?x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_update: x is dynamic (C2)}}
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<?x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.tensor_scatter_update (C3)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf16>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_update: updates have type tensor<2x3xf16>, but tensor<2x3xf32> is needed (C3)}}
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<4x3xf32>, tensor<2x1xi32>, tensor<2x3xf16>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.tensor_scatter_update (C4)
func.func @f(%x: tensor<4x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tensor_scatter_update: result has type 'tensor<5x3xf32>', but the operands give 'tensor<4x3xf32>'}}
  %0 = mindir.tensor_scatter_update %x, %i, %u : (tensor<4x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return
}

// -----

// mindir.gather (C1): one of the batch
func.func @f(%x: tensor<2x4x3xf32>, %i: tensor<2x5xi32>) {
  // expected-error @below {{[MS1001] mindir.gather: axis 0 is one of the 1 batch_dims (C1)}}
  %0 = mindir.gather %x, %i {batch_dims = 1 : i64} : (tensor<2x4x3xf32>, tensor<2x5xi32>) -> tensor<2x5x3xf32>
  return
}

// -----

// mindir.gather (C4)
func.func @f(%x: tensor<2x4x3xf32>, %i: tensor<3x5xi32>) {
  // expected-error @below {{[MS1001] mindir.gather: table [2, 4, 3] and indices [3, 5] differ in the first 1 dimensions (C4)}}
  %0 = mindir.gather %x, %i {axis = 1 : i64, batch_dims = 1 : i64} : (tensor<2x4x3xf32>, tensor<3x5xi32>) -> tensor<2x5x3xf32>
  return
}
