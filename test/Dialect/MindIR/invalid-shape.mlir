//===- invalid-shape.mlir - Ops on shapes that are refused ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.expand_dims (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.expand_dims: axis 3 is outside [-3, 2] (C1)}}
  %0 = mindir.expand_dims %x {axis = 3 : i64} : tensor<2x3xf32> -> tensor<2x3x1xf32>
  return
}

// -----

// mindir.expand_dims (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.expand_dims: axis 0 stands before the dynamic batch (C2)}}
  %0 = mindir.expand_dims %x {axis = 0 : i64} : tensor<?x3xf32> -> tensor<1x?x3xf32>
  return
}

// -----

// mindir.expand_dims (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.expand_dims: result has type 'tensor<2x1x3xf32>', but the operands give 'tensor<1x2x3xf32>'}}
  %0 = mindir.expand_dims %x {axis = 0 : i64} : tensor<2x3xf32> -> tensor<2x1x3xf32>
  return
}

// -----

// mindir.squeeze (C1)
func.func @f(%x: tensor<2x1xf32>) {
  // expected-error @below {{[MS1001] mindir.squeeze: axis 2 is outside rank 2 or stands twice (C1)}}
  %0 = mindir.squeeze %x {axis = [2]} : tensor<2x1xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.squeeze (C1): twice
func.func @f(%x: tensor<2x1xf32>) {
  // expected-error @below {{[MS1001] mindir.squeeze: axis -1 is outside rank 2 or stands twice (C1)}}
  %0 = mindir.squeeze %x {axis = [1, -1]} : tensor<2x1xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.squeeze (C2)
func.func @f(%x: tensor<2x1xf32>) {
  // expected-error @below {{[MS1001] mindir.squeeze: dimension 0 of [2, 1] has not extent 1 (C2)}}
  %0 = mindir.squeeze %x {axis = [0]} : tensor<2x1xf32> -> tensor<1xf32>
  return
}

// -----

// mindir.squeeze (C2): the batch
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.squeeze: dimension 0 of [?, 3] has not extent 1 (C2)}}
  %0 = mindir.squeeze %x {axis = [0]} : tensor<?x3xf32> -> tensor<3xf32>
  return
}

// -----

// mindir.squeeze (C3)
func.func @f(%x: tensor<2x1xf32>) {
  // expected-error @below {{[MS1001] mindir.squeeze: result has type 'tensor<2x1xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.squeeze %x : tensor<2x1xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.tile (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tile: multiples [0, 2] has an entry that is not positive (C1)}}
  %0 = mindir.tile %x {multiples = [0, 2]} : tensor<2x3xf32> -> tensor<0x6xf32>
  return
}

// -----

// mindir.tile (C1): too many elements
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tile: dimension 0 overflows (C1)}}
  %0 = mindir.tile %x {multiples = [9223372036854775807, 2]} : tensor<2x3xf32> -> tensor<2x6xf32>
  return
}

// -----

// mindir.tile (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tile: multiples [2, 1] repeat the dynamic batch or stand before it (C2)}}
  %0 = mindir.tile %x {multiples = [2, 1]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.tile (C2): a dimension in front
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tile: multiples [2, 1, 1] repeat the dynamic batch or stand before it (C2)}}
  %0 = mindir.tile %x {multiples = [2, 1, 1]} : tensor<?x3xf32> -> tensor<2x?x3xf32>
  return
}

// -----

// mindir.tile (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.tile: result has type 'tensor<4x3xf32>', but the operands give 'tensor<4x6xf32>'}}
  %0 = mindir.tile %x {multiples = [2, 2]} : tensor<2x3xf32> -> tensor<4x3xf32>
  return
}

// -----

// mindir.stack (C1)
func.func @f() {
  // expected-error @below {{[MS1001] mindir.stack: has no operand, but needs at least one (C1)}}
  %0 = "mindir.stack"() : () -> tensor<2xf32>
  return
}

// -----

// mindir.stack (C1): the type
func.func @f(%a: tensor<2xf32>, %b: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.stack: operands tensor<2xf32> and tensor<3xf32> differ (C1)}}
  %0 = mindir.stack %a, %b : (tensor<2xf32>, tensor<3xf32>) -> tensor<2x2xf32>
  return
}

// -----

// mindir.stack (C2)
func.func @f(%a: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.stack: axis -3 is outside [-2, 1] (C2)}}
  %0 = mindir.stack %a, %a {axis = -3 : i64} : (tensor<2xf32>, tensor<2xf32>) -> tensor<2x2xf32>
  return
}

// -----

// mindir.stack (C3)
func.func @f(%a: tensor<?xf32>) {
  // expected-error @below {{[MS1001] mindir.stack: axis 0 stands before the dynamic batch (C3)}}
  %0 = mindir.stack %a, %a : (tensor<?xf32>, tensor<?xf32>) -> tensor<2x?xf32>
  return
}

// -----

// mindir.stack (C4)
func.func @f(%a: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.stack: result has type 'tensor<1x2xf32>', but the operands give 'tensor<2x2xf32>'}}
  %0 = mindir.stack %a, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<1x2xf32>
  return
}

// -----

// mindir.unstack (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.unstack: axis 2 is outside rank 2 (C1)}}
  %0:2 = mindir.unstack %x {axis = 2 : i64} : (tensor<2x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.unstack (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.unstack: the dynamic batch is the axis (C2)}}
  %0:2 = mindir.unstack %x : (tensor<?x3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.unstack (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.unstack: result has type 'tensor<3xf32>', but the operands give 'tensor<3xf32>', 'tensor<3xf32>'}}
  %0 = mindir.unstack %x : (tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.split (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.split %x {axis = 2 : i64, output_num = 1 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.split (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split: the dynamic batch is the axis (C2)}}
  %0 = mindir.split %x {output_num = 1 : i64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.split (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split: output_num is 2, which does not divide the extent 3 (C3)}}
  %0:2 = mindir.split %x {axis = 1 : i64, output_num = 2 : i64} : (tensor<2x3xf32>) -> (tensor<2x2xf32>, tensor<2x1xf32>)
  return
}

// -----

// mindir.split (C4)
func.func @f(%x: tensor<2x4xf32>) {
  // expected-error @below {{[MS1001] mindir.split: result has type 'tensor<2x4xf32>', but the operands give 'tensor<2x2xf32>', 'tensor<2x2xf32>'}}
  %0 = mindir.split %x {axis = 1 : i64, output_num = 2 : i64} : (tensor<2x4xf32>) -> tensor<2x4xf32>
  return
}

// -----

// mindir.split_v (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split_v: axis -3 is outside rank 2 (C1)}}
  %0 = mindir.split_v %x {size_splits = [3], split_dim = -3 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.split_v (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split_v: the dynamic batch is the axis (C2)}}
  %0 = mindir.split_v %x {size_splits = [-1]} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.split_v (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split_v: size_splits [2, 2] does not fill the extent 3 (C3)}}
  %0:2 = mindir.split_v %x {size_splits = [2, 2], split_dim = 1 : i64} : (tensor<2x3xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  return
}

// -----

// mindir.split_v (C3): two open ones
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split_v: size_splits [-1, -1] does not fill the extent 3 (C3)}}
  %0:2 = mindir.split_v %x {size_splits = [-1, -1], split_dim = 1 : i64} : (tensor<2x3xf32>) -> (tensor<2x2xf32>, tensor<2x1xf32>)
  return
}

// -----

// mindir.split_v (C4)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.split_v: result has type 'tensor<2x1xf32>', 'tensor<2x2xf32>', but the operands give 'tensor<2x2xf32>', 'tensor<2x1xf32>'}}
  %0:2 = mindir.split_v %x {size_splits = [2, -1], split_dim = 1 : i64} : (tensor<2x3xf32>) -> (tensor<2x1xf32>, tensor<2x2xf32>)
  return
}
