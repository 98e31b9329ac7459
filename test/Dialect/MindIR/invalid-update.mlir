//===- invalid-update.mlir - Updates, launches that are refused -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.apply_gradient_descent (C1)
func.func @f(%v: tensor<2x3xf32>, %a: tensor<f32>, %g: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_gradient_descent' op failed to verify that all of {var, delta, new_var} have same type}}
  %0 = "mindir.apply_gradient_descent"(%v, %a, %g) : (tensor<2x3xf32>, tensor<f32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.apply_gradient_descent (C1): the rate
func.func @f(%v: tensor<2x3xf32>, %a: tensor<f64>, %g: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.apply_gradient_descent' op failed to verify that 'alpha' is a scalar with the element type of 'var'}}
  %0 = "mindir.apply_gradient_descent"(%v, %a, %g) : (tensor<2x3xf32>, tensor<f64>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.apply_momentum (C1)
func.func @f(%v: tensor<2x3xf32>, %b: tensor<3xf32>, %s: tensor<f32>) {
  // expected-error @below {{'mindir.apply_momentum' op failed to verify that all of {var, accum, grad, new_var, new_accum} have same type}}
  %0:2 = "mindir.apply_momentum"(%v, %b, %s, %v, %s) : (tensor<2x3xf32>, tensor<3xf32>, tensor<f32>, tensor<2x3xf32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_momentum (C1): the momentum
func.func @f(%v: tensor<2x3xf32>, %m: tensor<1xf32>, %s: tensor<f32>) {
  // expected-error @below {{'mindir.apply_momentum' op failed to verify that 'momentum' is a scalar with the element type of 'var'}}
  %0:2 = "mindir.apply_momentum"(%v, %v, %s, %v, %m) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>, tensor<1xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.sgd (C1)
func.func @f(%v: tensor<2x3xf32>, %b: tensor<3xf32>, %s: tensor<f32>) {
  // expected-error @below {{'mindir.sgd' op failed to verify that all of {var, grad, accum, stat, new_var, new_accum, new_stat} have same type}}
  %0:3 = "mindir.sgd"(%v, %v, %s, %v, %s, %b) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.sgd (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>) {
  // expected-error @below {{'mindir.sgd' op failed to verify that all of {var, grad, accum, stat, new_var, new_accum, new_stat} have same type}}
  %0:3 = "mindir.sgd"(%v, %v, %s, %v, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.apply_adam (C1)
func.func @f(%v: tensor<2x3xf32>, %b: tensor<3xf32>, %s: tensor<f32>) {
  // expected-error @below {{'mindir.apply_adam' op failed to verify that all of {var, m, v, grad, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.apply_adam"(%v, %v, %v, %s, %s, %s, %s, %s, %s, %b) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adam (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %e: tensor<f16>, %s: tensor<f32>) {
  // expected-error @below {{'mindir.apply_adam' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_adam"(%v, %v, %v, %s, %s, %s, %s, %s, %e, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f16>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.launch (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS2302] mindir.launch: @none is no kernel function (C1)}}
  %0 = mindir.launch @none(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.launch (C1): a function that is no kernel
func.func private @g(tensor<2x3xf32>) -> tensor<2x3xf32>
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS2302] mindir.launch: @g is no kernel function (C1)}}
  %0 = mindir.launch @g(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.launch (C2)
// expected-note @below {{the kernel stands here}}
func.func private @k(tensor<?x3xf32>) -> tensor<?x3xf32> attributes {mindir.kernel}
func.func @f(%x: tensor<2x4xf32>) {
  // expected-error @below {{[MS2302] mindir.launch: operands have types ('tensor<2x4xf32>'), but the kernel has ('tensor<?x3xf32>') (C2)}}
  %0 = mindir.launch @k(%x) : (tensor<2x4xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.launch (C2): results
// expected-note @below {{the kernel stands here}}
func.func private @k(tensor<?x3xf32>) -> tensor<?x3xf32> attributes {mindir.kernel}
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS2302] mindir.launch: results have types (), but the kernel has ('tensor<?x3xf32>') (C2)}}
  mindir.launch @k(%x) : (tensor<2x3xf32>) -> ()
  return
}

// -----

// mindir.dispatch (C1)
func.func @f(%x: memref<2x3xf32>, %n: index) {
  // expected-error @below {{[MS2302] mindir.dispatch: @none is no kernel function (C1)}}
  mindir.dispatch @none(%x) outs(%x) rows(%n) : (memref<2x3xf32>) -> memref<2x3xf32>
  return
}

// -----

// mindir.dispatch (C2)
// expected-note @below {{the kernel stands here}}
func.func private @k(memref<2x3xf32>, memref<3xf32>, index) attributes {mindir.kernel}
func.func @f(%x: memref<2x3xf32>, %n: index) {
  // expected-error @below {{[MS2302] mindir.dispatch: operands have types ('memref<2x3xf32>', 'memref<2x3xf32>', 'index'), but the kernel has ('memref<2x3xf32>', 'memref<3xf32>', 'index') (C2)}}
  mindir.dispatch @k(%x) outs(%x) rows(%n) : (memref<2x3xf32>) -> memref<2x3xf32>
  return
}

// -----

// mindir.dispatch (C2): too few arguments
// expected-note @below {{the kernel stands here}}
func.func private @k(memref<2x3xf32>, index) attributes {mindir.kernel}
func.func @f(%x: memref<2x3xf32>, %n: index) {
  // expected-error @below {{[MS2302] mindir.dispatch: operands have types ('memref<2x3xf32>', 'memref<2x3xf32>', 'index'), but the kernel has ('memref<2x3xf32>', 'index') (C2)}}
  mindir.dispatch @k(%x) outs(%x) rows(%n) : (memref<2x3xf32>) -> memref<2x3xf32>
  return
}

// -----

// mindir.dispatch (C2): no arguments
// expected-note @below {{the kernel stands here}}
func.func private @k() attributes {mindir.kernel}
func.func @f(%x: memref<2x3xf32>, %n: index) {
  // expected-error @below {{[MS2302] mindir.dispatch: operands have types ('memref<2x3xf32>', 'memref<2x3xf32>', 'index'), but the kernel has () (C2)}}
  mindir.dispatch @k(%x) outs(%x) rows(%n) : (memref<2x3xf32>) -> memref<2x3xf32>
  return
}

// -----

// mindir.kernel on something else
// expected-error @below {{[MS1004] mindir.parameter: 'mindir.kernel' stands on something that is no function}}
mindir.parameter @p : tensor<f32> init(#mindir.zeros) {mindir.kernel}
