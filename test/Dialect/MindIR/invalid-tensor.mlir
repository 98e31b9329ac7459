//===- invalid-tensor.mlir - Shapes that are refused ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.constant (C1)
func.func @f() {
  // expected-error @below {{[MS1001] mindir.constant: result has type 'tensor<3xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = "mindir.constant"() <{value = dense<1.0> : tensor<2xf32>}> : () -> tensor<3xf32>
  return
}

// -----

// mindir.constant (C1): no tensor
func.func @f() {
  // expected-error @below {{[MS1001] mindir.constant: the value is no ranked tensor (C1)}}
  %0 = "mindir.constant"() <{value = dense<1.0> : vector<2xf32>}> : () -> tensor<2xf32>
  return
}

// -----

// mindir.constant (C2): a resource is data of a parameter
func.func @f() {
  // expected-error @below {{[MS1001] mindir.constant: the value is no dense attribute (C2)}}
  %0 = mindir.constant dense_resource<r> : tensor<2xf32>
  return
}
{-# dialect_resources: { builtin: { r: "0x040000000000803F0000C0BF" } } #-}

// -----

// mindir.cast (C1)
func.func @f(%x: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.cast: result has type 'tensor<2xf64>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.cast %x to f32 : tensor<2xi32> -> tensor<2xf64>
  return
}

// -----

// mindir.cast (C1): no number
func.func @f(%x: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.cast: dtype is index, which is no number (C1)}}
  %0 = mindir.cast %x to index : tensor<2xi32> -> tensor<2xf64>
  return
}

// -----

// mindir.reshape (C1)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: shape [-1, -1] has more than one -1, or a negative entry (C1)}}
  %0 = mindir.reshape %x {shape = [-1, -1]} : tensor<2x3x4xf32> -> tensor<6x4xf32>
  return
}

// -----

// mindir.reshape (C1): negative
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: shape [-1, -3] has more than one -1, or a negative entry (C1)}}
  %0 = mindir.reshape %x {shape = [-1, -3]} : tensor<2x3x4xf32> -> tensor<6x4xf32>
  return
}

// -----

// mindir.reshape (C1): the batch
func.func @f(%x: tensor<?x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: shape [4, -1] needs -1 in the first place, because the batch of the operand is dynamic (C1)}}
  %0 = mindir.reshape %x {shape = [4, -1]} : tensor<?x4xf32> -> tensor<4x?xf32>
  return
}

// -----

// mindir.reshape (C2)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: shape [5, 5] does not hold the elements of [2, 3, 4] (C2)}}
  %0 = mindir.reshape %x {shape = [5, 5]} : tensor<2x3x4xf32> -> tensor<5x5xf32>
  return
}

// -----

// mindir.reshape (C2): what is left is no whole number
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: shape [-1, 5] does not hold the elements of [2, 3, 4] (C2)}}
  %0 = mindir.reshape %x {shape = [-1, 5]} : tensor<2x3x4xf32> -> tensor<5x5xf32>
  return
}

// -----

// mindir.reshape (C2): the batch
func.func @f(%x: tensor<?x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: shape [-1, 3] does not hold the elements of [?, 4] (C2)}}
  %0 = mindir.reshape %x {shape = [-1, 3]} : tensor<?x4xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.reshape (C3)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape: result has type 'tensor<4x6xf32>', but the operands give 'tensor<6x4xf32>'}}
  %0 = mindir.reshape %x {shape = [6, 4]} : tensor<2x3x4xf32> -> tensor<4x6xf32>
  return
}

// -----

// mindir.flatten (C1)
func.func @f(%x: tensor<f32>) {
  // expected-error @below {{[MS1001] mindir.flatten: operand is a scalar, but needs rank 1 or more (C1)}}
  %0 = mindir.flatten %x : tensor<f32> -> tensor<1x1xf32>
  return
}

// -----

// mindir.flatten (C2)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.flatten: result has type 'tensor<24xf32>', but the operands give 'tensor<2x12xf32>'}}
  %0 = mindir.flatten %x : tensor<2x3x4xf32> -> tensor<24xf32>
  return
}

// -----

// mindir.transpose (C1)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.transpose: perm [0, 2] is no permutation of 3 dimensions (C1)}}
  %0 = mindir.transpose %x {perm = [0, 2]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  return
}

// -----

// mindir.transpose (C1): twice the same
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.transpose: perm [0, 2, 2] is no permutation of 3 dimensions (C1)}}
  %0 = mindir.transpose %x {perm = [0, 2, 2]} : tensor<2x3x4xf32> -> tensor<2x4x4xf32>
  return
}

// -----

// mindir.transpose (C2)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.transpose: result has type 'tensor<2x3x4xf32>', but the operands give 'tensor<2x4x3xf32>'}}
  %0 = mindir.transpose %x {perm = [0, 2, 1]} : tensor<2x3x4xf32> -> tensor<2x3x4xf32>
  return
}

// -----

// mindir.broadcast_to (C1)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.broadcast_to: shape [3, 4] has a smaller rank than [2, 3, 4] (C1)}}
  %0 = mindir.broadcast_to %x {shape = [3, 4]} : tensor<2x3x4xf32> -> tensor<3x4xf32>
  return
}

// -----

// mindir.broadcast_to (C1): nothing to keep
func.func @f(%x: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.broadcast_to: shape [-1, 3] has a negative entry without a dimension (C1)}}
  %0 = mindir.broadcast_to %x {shape = [-1, 3]} : tensor<3xf32> -> tensor<1x3xf32>
  return
}

// -----

// mindir.broadcast_to (C2)
func.func @f(%x: tensor<2x3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.broadcast_to: operand [2, 3, 4] does not broadcast to [2, 6, 4] (C2)}}
  %0 = mindir.broadcast_to %x {shape = [2, 6, 4]} : tensor<2x3x4xf32> -> tensor<2x6x4xf32>
  return
}

// -----

// mindir.broadcast_to (C3)
func.func @f(%x: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.broadcast_to: result has type 'tensor<3x3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.broadcast_to %x {shape = [2, 3]} : tensor<3xf32> -> tensor<3x3xf32>
  return
}

// -----

// mindir.broadcast_like (C1)
func.func @f(%x: tensor<3x1xf32>, %z: tensor<1x4xf32>) {
  // expected-error @below {{[MS1001] mindir.broadcast_like: operand [3, 1] does not broadcast to [1, 4] (C1)}}
  %0 = mindir.broadcast_like %x, %z : (tensor<3x1xf32>, tensor<1x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

// mindir.broadcast_like (C2)
func.func @f(%x: tensor<1x4xf32>, %z: tensor<3x4xi8>) {
  // expected-error @below {{[MS1001] mindir.broadcast_like: result has type 'tensor<3x4xi8>', but the operands give 'tensor<3x4xf32>'}}
  %0 = mindir.broadcast_like %x, %z : (tensor<1x4xf32>, tensor<3x4xi8>) -> tensor<3x4xi8>
  return
}

// -----

// mindir.reshape_like (C1)
func.func @f(%x: tensor<3x4xf32>, %z: tensor<5xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape_like: operand [3, 4] has not the number of elements of [5] (C1)}}
  %0 = mindir.reshape_like %x, %z : (tensor<3x4xf32>, tensor<5xf32>) -> tensor<5xf32>
  return
}

// -----

// mindir.reshape_like (C2)
func.func @f(%x: tensor<3x4xf32>, %z: tensor<12xf32>) {
  // expected-error @below {{[MS1001] mindir.reshape_like: result has type 'tensor<4x3xf32>', but the operands give 'tensor<12xf32>'}}
  %0 = mindir.reshape_like %x, %z : (tensor<3x4xf32>, tensor<12xf32>) -> tensor<4x3xf32>
  return
}
