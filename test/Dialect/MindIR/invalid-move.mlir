//===- invalid-move.mlir - Data movement that is refused ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.concat (C1)
func.func @f() {
  // expected-error @below {{[MS1001] mindir.concat: has no operand, but needs at least one (C1)}}
  %0 = "mindir.concat"() : () -> tensor<2xf32>
  return
}

// -----

// mindir.concat (C1): the rank
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.concat: operands tensor<2x3xf32> and tensor<2xf32> differ in rank or element type (C1)}}
  %0 = mindir.concat %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.concat (C1): the element type
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf16>) {
  // expected-error @below {{[MS1001] mindir.concat: operands tensor<2x3xf32> and tensor<2x3xf16> differ in rank or element type (C1)}}
  %0 = mindir.concat %a, %b : (tensor<2x3xf32>, tensor<2x3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.concat (C2)
func.func @f(%a: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.concat: axis 2 is outside rank 2 (C2)}}
  %0 = mindir.concat %a, %a {axis = 2 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.concat (C3)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  // expected-error @below {{[MS1001] mindir.concat: operands [2, 3] and [2, 4] differ in dimension 1 (C3)}}
  %0 = mindir.concat %a, %b {axis = 0 : i64} : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<4x3xf32>
  return
}

// -----

// mindir.concat (C4)
func.func @f(%a: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.concat: the dynamic batch is the axis (C4)}}
  %0 = mindir.concat %a, %a : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  return
}

// -----

// mindir.concat (C5)
func.func @f(%a: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.concat: result has type 'tensor<2x6xf32>', but the operands give 'tensor<4x3xf32>'}}
  %0 = mindir.concat %a, %a : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

// mindir.slice (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.slice: begin [0] and size [2] need 2 entries each (C1)}}
  %0 = mindir.slice %x {begin = [0], size = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.slice (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.slice: begin 1 and size 2 leave dimension 0 of extent 2 (C2)}}
  %0 = mindir.slice %x {begin = [1, 0], size = [2, 3]} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.slice (C2): before the tensor
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.slice: begin -1 and size 2 leave dimension 0 of extent 2 (C2)}}
  %0 = mindir.slice %x {begin = [-1, 0], size = [2, 3]} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.slice (C2): a size that overflows
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.slice: begin 1 and size 9223372036854775807 leave dimension 0 of extent 2 (C2)}}
  %0 = mindir.slice %x {begin = [1, 0], size = [9223372036854775807, 3]} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.slice (C3)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.slice: dimension 0 is dynamic and must be taken whole: begin 0, size -1 (C3)}}
  %0 = mindir.slice %x {begin = [1, 0], size = [-1, 3]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.slice (C4)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.slice: result has type 'tensor<2xf32>', but the operands give 'tensor<2x1xf32>'}}
  %0 = mindir.slice %x {begin = [0, 1], size = [-1, 1]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.pad (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.pad: low [1] and high [1, 1] need 2 entries each that are not negative (C1)}}
  %0 = mindir.pad %x {low = [1], high = [1, 1]} : tensor<2x3xf32> -> tensor<4x4xf32>
  return
}

// -----

// mindir.pad (C1): negative
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.pad: low [0, -1] and high [0, 0] need 2 entries each that are not negative (C1)}}
  %0 = mindir.pad %x {low = [0, -1], high = [0, 0]} : tensor<2x3xf32> -> tensor<2x2xf32>
  return
}

// -----

// mindir.pad (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.pad: dimension 0 is dynamic and gets no border (C2)}}
  %0 = mindir.pad %x {low = [1, 0], high = [0, 0]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.pad (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.pad: result has type 'tensor<2x3xf32>', but the operands give 'tensor<2x5xf32>'}}
  %0 = mindir.pad %x {low = [0, 1], high = [0, 1]} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.one_hot (C1)
func.func @f(%i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.one_hot: depth is 0, but must be positive (C1)}}
  %0 = mindir.one_hot %i {depth = 0 : i64, dtype = f32} : tensor<2xi32> -> tensor<2x0xf32>
  return
}

// -----

// mindir.one_hot (C1): the axis
func.func @f(%i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.one_hot: axis 2 is outside [-1, 1] (C1)}}
  %0 = mindir.one_hot %i {axis = 2 : i64, depth = 3 : i64, dtype = f32} : tensor<2xi32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.one_hot (C2)
func.func @f(%i: tensor<?xi32>) {
  // expected-error @below {{[MS1001] mindir.one_hot: axis 0 stands before the dynamic batch (C2)}}
  %0 = mindir.one_hot %i {axis = 0 : i64, depth = 3 : i64, dtype = f32} : tensor<?xi32> -> tensor<3x?xf32>
  return
}

// -----

// mindir.one_hot (C3)
func.func @f(%i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.one_hot: result has type 'tensor<3x2xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.one_hot %i {depth = 3 : i64, dtype = f32} : tensor<2xi32> -> tensor<3x2xf32>
  return
}

// -----

// mindir.one_hot (C3): the element type
func.func @f(%i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.one_hot: dtype is index, which is no number (C3)}}
  %0 = mindir.one_hot %i {depth = 3 : i64, dtype = index} : tensor<2xi32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.gather (C1)
func.func @f(%t: tensor<5x3xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.gather: axis -3 is outside rank 2 (C1)}}
  %0 = mindir.gather %t, %i {axis = -3 : i64} : (tensor<5x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.gather (C2)
func.func @f(%t: tensor<5x3xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.gather: result has type 'tensor<2x3xf32>', but the operands give 'tensor<5x2xf32>'}}
  %0 = mindir.gather %t, %i {axis = 1 : i64} : (tensor<5x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.gather (C3)
func.func @f(%t: tensor<?x3xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.gather: the dynamic batch is the axis (C3)}}
  %0 = mindir.gather %t, %i : (tensor<?x3xf32>, tensor<2xi32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.gather (C3): a batch of indices behind another dimension
func.func @f(%t: tensor<5x3xf32>, %i: tensor<?xi32>) {
  // expected-error @below {{[MS1001] mindir.gather: dimension 1 of the result would be dynamic; only the first may be (C3)}}
  %0 = mindir.gather %t, %i {axis = 1 : i64} : (tensor<5x3xf32>, tensor<?xi32>) -> tensor<5x?xf32>
  return
}

// -----

// mindir.extent (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.extent: axis 2 is outside rank 2 or stands twice (C1)}}
  %0 = mindir.extent %x {axis = [2], dtype = f32} : tensor<2x3xf32> -> tensor<f32>
  return
}

// -----

// mindir.extent (C1): twice the same
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.extent: axis -2 is outside rank 2 or stands twice (C1)}}
  %0 = mindir.extent %x {axis = [0, -2], dtype = f32} : tensor<2x3xf32> -> tensor<f32>
  return
}

// -----

// mindir.extent (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.extent: dtype is i32, but must be a float type (C2)}}
  %0 = mindir.extent %x {dtype = i32} : tensor<2x3xf32> -> tensor<f32>
  return
}

// -----

// mindir.extent (C2): no scalar
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.extent: result has type 'tensor<1xf32>', but the operands give 'tensor<f32>'}}
  %0 = mindir.extent %x {axis = [0], dtype = f32} : tensor<2x3xf32> -> tensor<1xf32>
  return
}
