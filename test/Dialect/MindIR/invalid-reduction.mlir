//===- invalid-reduction.mlir - Reductions that are refused ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.reduce_prod (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_prod: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_prod %x {axis = [2]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_prod (C1): twice
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_prod: axis -1 stands twice (C1)}}
  %0 = mindir.reduce_prod %x {axis = [1, -1]} : tensor<2x3xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.reduce_prod (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reduce_prod: result has type 'tensor<2x1xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.reduce_prod %x {axis = [1]} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.reduce_all (C1)
func.func @f(%x: tensor<2x3xi1>) {
  // expected-error @below {{[MS1001] mindir.reduce_all: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_all %x {axis = [2]} : tensor<2x3xi1> -> tensor<2xi1>
  return
}

// -----

// mindir.reduce_all (C1): twice
func.func @f(%x: tensor<2x3xi1>) {
  // expected-error @below {{[MS1001] mindir.reduce_all: axis -1 stands twice (C1)}}
  %0 = mindir.reduce_all %x {axis = [1, -1]} : tensor<2x3xi1> -> tensor<2xi1>
  return
}

// -----

// mindir.reduce_all (C2)
func.func @f(%x: tensor<2x3xi1>) {
  // expected-error @below {{[MS1001] mindir.reduce_all: result has type 'tensor<2x1xi1>', but the operands give 'tensor<2xi1>'}}
  %0 = mindir.reduce_all %x {axis = [1]} : tensor<2x3xi1> -> tensor<2x1xi1>
  return
}

// -----

// mindir.reduce_any (C1)
func.func @f(%x: tensor<2x3xi1>) {
  // expected-error @below {{[MS1001] mindir.reduce_any: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.reduce_any %x {axis = [2]} : tensor<2x3xi1> -> tensor<2xi1>
  return
}

// -----

// mindir.reduce_any (C1): twice
func.func @f(%x: tensor<2x3xi1>) {
  // expected-error @below {{[MS1001] mindir.reduce_any: axis -1 stands twice (C1)}}
  %0 = mindir.reduce_any %x {axis = [1, -1]} : tensor<2x3xi1> -> tensor<2xi1>
  return
}

// -----

// mindir.reduce_any (C2)
func.func @f(%x: tensor<2x3xi1>) {
  // expected-error @below {{[MS1001] mindir.reduce_any: result has type 'tensor<2x1xi1>', but the operands give 'tensor<2xi1>'}}
  %0 = mindir.reduce_any %x {axis = [1]} : tensor<2x3xi1> -> tensor<2x1xi1>
  return
}

// -----

// mindir.argmin (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmin: axis -3 is outside rank 2 (C1)}}
  %0 = mindir.argmin %x {axis = -3 : i64} : tensor<2x3xf32> -> tensor<2xi32>
  return
}

// -----

// mindir.argmin (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmin: result has type 'tensor<3xi32>', but the operands give 'tensor<2xi32>'}}
  %0 = mindir.argmin %x : tensor<2x3xf32> -> tensor<3xi32>
  return
}

// -----

// mindir.argmin (C2): its elements
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.argmin: output_type is f32, but must be i32 or i64 (C2)}}
  %0 = mindir.argmin %x {output_type = f32} : tensor<2x3xf32> -> tensor<2xi32>
  return
}

// -----

// mindir.cum_sum (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.cum_sum: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.cum_sum %x {axis = 2 : i64} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.cum_sum (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.cum_sum: axis -2 is the dynamic dimension (C2)}}
  %0 = mindir.cum_sum %x {axis = -2 : i64} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.cum_sum (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.cum_sum: result has type 'tensor<3x2xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.cum_sum %x : tensor<2x3xf32> -> tensor<3x2xf32>
  return
}

// -----

// mindir.cum_prod (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.cum_prod: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.cum_prod %x {axis = 2 : i64} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.cum_prod (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.cum_prod: axis -2 is the dynamic dimension (C2)}}
  %0 = mindir.cum_prod %x {axis = -2 : i64} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.cum_prod (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.cum_prod: result has type 'tensor<3x2xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.cum_prod %x : tensor<2x3xf32> -> tensor<3x2xf32>
  return
}
