//===- state-invalid.mlir - State that is refused -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.parameter (C1)
// expected-error @below {{[MS1002] mindir.parameter 'p': type 'tensor<?xf32>' is no static tensor (C1)}}
mindir.parameter @p : tensor<?xf32> init(#mindir.zeros)

// -----

// mindir.parameter (C2)
// expected-error @below {{[MS1002] mindir.parameter 'p': init has type 'tensor<3xf32>', but the parameter is 'tensor<2xf32>' (C2)}}
mindir.parameter @p : tensor<2xf32> init(dense<0.0> : tensor<3xf32>)

// -----

// mindir.parameter (C2): data that is no splat
// expected-error @below {{[MS1002] mindir.parameter 'p': init is neither a splat nor a dense_resource (C2)}}
mindir.parameter @p : tensor<2xf32> init(dense<[0.0, 1.0]> : tensor<2xf32>)

// -----

// mindir.parameter (C2): no initial value
// expected-error @below {{[MS1002] mindir.parameter 'p': init "zeros" is no initializer of the dialect (C2)}}
mindir.parameter @p : tensor<2xf32> init("zeros")

// -----

// mindir.parameter (C2): a resource of another type
// expected-error @below {{[MS1002] mindir.parameter 'p': init has type 'tensor<1xf64>', but the parameter is 'tensor<2xf32>' (C2)}}
mindir.parameter @p : tensor<2xf32> init(dense_resource<r> : tensor<1xf64>)
{-# dialect_resources: { builtin: { r: "0x08000000000000000000F03F" } } #-}

// -----

// mindir.parameter (C3)
// expected-error @below {{[MS1002] mindir.parameter 'conv1.weight': the data of resource 'elided' is missing (C3)}}
mindir.parameter @"conv1.weight" : tensor<2xf32> init(dense_resource<elided> : tensor<2xf32>)

// -----

// mindir.parameter (C3): the size
// expected-error @below {{[MS1002] mindir.parameter 'p': resource 'r' has 4 bytes, but 'tensor<2xf32>' needs 8 (C3)}}
mindir.parameter @p : tensor<2xf32> init(dense_resource<r> : tensor<2xf32>)
{-# dialect_resources: { builtin: { r: "0x040000000000803F" } } #-}

// -----

// mindir.parameter (C4)
// expected-error @below {{[MS1002] mindir.parameter 'p': init #mindir.normal<seed = 1> needs a float type, but the parameter is 'tensor<2x2xi32>' (C4)}}
mindir.parameter @p : tensor<2x2xi32> init(#mindir.normal<seed = 1>)

// -----

// mindir.parameter (C4): the rank
// expected-error @below {{[MS1002] mindir.parameter 'p': init #mindir.xavier_uniform<seed = 1> needs rank 2 or more, but the parameter has rank 1 (C4)}}
mindir.parameter @p : tensor<2xf32> init(#mindir.xavier_uniform<seed = 1>)

// -----

// mindir.parameter with a type that is no tensor
// expected-error @below {{'mindir.parameter' op attribute 'type' failed to satisfy constraint: type attribute of ranked tensor of number or boolean values}}
mindir.parameter @p : f32 init(#mindir.zeros)

// -----

// mindir.parameter in a function
func.func @f() {
  // expected-error @below {{'mindir.parameter' op expects parent op 'builtin.module'}}
  mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
  return
}

// -----

// mindir.parameter: a name twice
// expected-note @below {{see existing symbol definition here}}
mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
// expected-error @below {{redefinition of symbol named 'p'}}
mindir.parameter @p : tensor<2xf32> init(#mindir.ones)

// -----

// mindir.load (C1)
func.func @f() {
  // expected-error @below {{[MS1002] mindir.load: there is no parameter 'p' (C1)}}
  %0 = mindir.load @p : tensor<2xf32>
  return
}

// -----

// mindir.load (C1): a symbol of another kind
func.func @f() {
  // expected-error @below {{[MS1002] mindir.load: there is no parameter 'f' (C1)}}
  %0 = mindir.load @f : tensor<2xf32>
  return
}

// -----

// mindir.load (C2)
// expected-note @below {{the parameter stands here}}
mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
func.func @f() {
  // expected-error @below {{[MS1002] mindir.load: parameter 'p' has type 'tensor<2xf32>', but is used as 'tensor<2xf64>' (C2)}}
  %0 = mindir.load @p : tensor<2xf64>
  return
}

// -----

// mindir.assign (C1)
func.func @f(%x: tensor<2xf32>) {
  // expected-error @below {{[MS1002] mindir.assign: there is no parameter 'p' (C1)}}
  mindir.assign @p, %x : tensor<2xf32>
  return
}

// -----

// mindir.assign (C2)
// expected-note @below {{the parameter stands here}}
mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
func.func @f(%x: tensor<3xf32>) {
  // expected-error @below {{[MS1002] mindir.assign: parameter 'p' has type 'tensor<2xf32>', but is used as 'tensor<3xf32>' (C2)}}
  mindir.assign @p, %x : tensor<3xf32>
  return
}

// -----

// mindir.assign (C3)
mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
func.func @f(%x: tensor<2xf32>) {
  // expected-error @below {{[MS1003] mindir.assign: only assigns and the end of the function may follow (C3)}}
  mindir.assign @p, %x : tensor<2xf32>
  // expected-note @below {{this op follows}}
  %0 = mindir.neg %x : tensor<2xf32>
  return
}

// -----

// mindir.assign (C3): a load behind it
mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
func.func @f(%x: tensor<2xf32>) {
  // expected-error @below {{[MS1003] mindir.assign: only assigns and the end of the function may follow (C3)}}
  mindir.assign @p, %x : tensor<2xf32>
  // expected-note @below {{this op follows}}
  %0 = mindir.load @p : tensor<2xf32>
  return
}

// -----

// mindir.assign (C4)
mindir.parameter @p : tensor<2xf32> init(#mindir.zeros)
mindir.parameter @q : tensor<2xf32> init(#mindir.zeros)
func.func @f(%x: tensor<2xf32>) {
  // expected-error @below {{[MS1003] mindir.assign: parameter 'p' is assigned twice (C4)}}
  mindir.assign @p, %x : tensor<2xf32>
  mindir.assign @q, %x : tensor<2xf32>
  // expected-note @below {{here again}}
  mindir.assign @p, %x : tensor<2xf32>
  return
}
