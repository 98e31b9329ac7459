//===- invalid-update-further.mlir - Further updates that are refused -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.apply_adadelta (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_adadelta' op failed to verify that all of {var, accum, accum_update, grad, new_var, new_accum, new_accum_update} have same type}}
  %0:3 = "mindir.apply_adadelta"(%v, %v, %v, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adadelta (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_adadelta' op failed to verify that all of {var, accum, accum_update, grad, new_var, new_accum, new_accum_update} have same type}}
  %0:3 = "mindir.apply_adadelta"(%v, %v, %v, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_adadelta (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_adadelta' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_adadelta"(%v, %v, %v, %x, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adadelta (C1): rho
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_adadelta' op failed to verify that 'rho' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_adadelta"(%v, %v, %v, %s, %x, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<1xf32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adadelta (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_adadelta' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_adadelta"(%v, %v, %v, %s, %s, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that all of {var, m, v, grad, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %s, %s, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that all of {var, m, v, grad, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %s, %s, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1): beta1_power
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that 'beta1_power' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %x, %s, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %s, %x, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1): beta1
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that 'beta1' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %s, %s, %x, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1): beta2
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that 'beta2' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %s, %s, %s, %x, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ada_max (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ada_max' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ada_max"(%v, %v, %v, %s, %s, %s, %s, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ftrl (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_ftrl' op failed to verify that all of {var, accum, linear, grad, new_var, new_accum, new_linear} have same type}}
  %0:3 = "mindir.apply_ftrl"(%v, %v, %v, %x, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ftrl (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_ftrl' op failed to verify that all of {var, accum, linear, grad, new_var, new_accum, new_linear} have same type}}
  %0:3 = "mindir.apply_ftrl"(%v, %v, %v, %v, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_ftrl (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ftrl' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ftrl"(%v, %v, %v, %v, %x, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ftrl (C1): l1
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ftrl' op failed to verify that 'l1' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ftrl"(%v, %v, %v, %v, %s, %x, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<1xf32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ftrl (C1): l2
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ftrl' op failed to verify that 'l2' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ftrl"(%v, %v, %v, %v, %s, %s, %x, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_ftrl (C1): lr_power
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_ftrl' op failed to verify that 'lr_power' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_ftrl"(%v, %v, %v, %v, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_proximal_adagrad (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_proximal_adagrad' op failed to verify that all of {var, accum, grad, new_var, new_accum} have same type}}
  %0:2 = "mindir.apply_proximal_adagrad"(%v, %v, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_proximal_adagrad (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_proximal_adagrad' op failed to verify that all of {var, accum, grad, new_var, new_accum} have same type}}
  %0:2 = "mindir.apply_proximal_adagrad"(%v, %v, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_proximal_adagrad (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_proximal_adagrad' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:2 = "mindir.apply_proximal_adagrad"(%v, %v, %x, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_proximal_adagrad (C1): l1
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_proximal_adagrad' op failed to verify that 'l1' is a scalar with the element type of 'var'}}
  %0:2 = "mindir.apply_proximal_adagrad"(%v, %v, %s, %x, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<1xf32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_proximal_adagrad (C1): l2
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_proximal_adagrad' op failed to verify that 'l2' is a scalar with the element type of 'var'}}
  %0:2 = "mindir.apply_proximal_adagrad"(%v, %v, %s, %s, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}
