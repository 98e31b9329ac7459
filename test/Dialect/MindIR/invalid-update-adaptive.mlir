//===- invalid-update-adaptive.mlir - Adaptive updates that are refused ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.apply_adam_with_amsgrad_v2 (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_adam_with_amsgrad_v2' op failed to verify that all of {var, m, v, vhat, grad, new_var, new_m, new_v, new_vhat} have same type}}
  %0:4 = "mindir.apply_adam_with_amsgrad_v2"(%v, %v, %v, %v, %s, %s, %s, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adam_with_amsgrad_v2 (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.apply_adam_with_amsgrad_v2' op failed to verify that all of {var, m, v, vhat, grad, new_var, new_m, new_v, new_vhat} have same type}}
  %0:4 = "mindir.apply_adam_with_amsgrad_v2"(%v, %v, %v, %v, %s, %s, %s, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_adam_with_amsgrad_v2 (C1): beta1 power
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_adam_with_amsgrad_v2' op failed to verify that 'beta1_power' is a scalar with the element type of 'var'}}
  %0:4 = "mindir.apply_adam_with_amsgrad_v2"(%v, %v, %v, %v, %x, %s, %s, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adam_with_amsgrad_v2 (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_adam_with_amsgrad_v2' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:4 = "mindir.apply_adam_with_amsgrad_v2"(%v, %v, %v, %v, %s, %s, %s, %s, %s, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.adam_weight_decay (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.adam_weight_decay' op failed to verify that all of {var, m, v, gradient, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.adam_weight_decay"(%v, %v, %v, %s, %s, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.adam_weight_decay (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.adam_weight_decay' op failed to verify that all of {var, m, v, gradient, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.adam_weight_decay"(%v, %v, %v, %s, %s, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.adam_weight_decay (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.adam_weight_decay' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.adam_weight_decay"(%v, %v, %v, %x, %s, %s, %s, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.adam_weight_decay (C1): decay
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.adam_weight_decay' op failed to verify that 'decay' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.adam_weight_decay"(%v, %v, %v, %s, %s, %s, %s, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.adam_w (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.adam_w' op failed to verify that all of {var, m, v, gradient, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.adam_w"(%v, %v, %v, %x, %i, %s, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.adam_w (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.adam_w' op failed to verify that all of {var, m, v, gradient, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.adam_w"(%v, %v, %v, %v, %i, %s, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.adam_w (C1): step
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xi32>) {
  // expected-error @below {{'mindir.adam_w' op failed to verify that 'step' is a scalar of i32}}
  %0:3 = "mindir.adam_w"(%v, %v, %v, %v, %x, %s, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xi32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.adam_w (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.adam_w' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.adam_w"(%v, %v, %v, %v, %i, %s, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.lamb (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.lamb' op failed to verify that all of {var, m, v, gradient, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.lamb"(%v, %v, %v, %s, %s, %s, %s, %s, %i, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.lamb (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.lamb' op failed to verify that all of {var, m, v, gradient, new_var, new_m, new_v} have same type}}
  %0:3 = "mindir.lamb"(%v, %v, %v, %s, %s, %s, %s, %s, %i, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.lamb (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.lamb' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.lamb"(%v, %v, %v, %x, %s, %s, %s, %s, %i, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<i32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.lamb (C1): global step
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xi32>) {
  // expected-error @below {{'mindir.lamb' op failed to verify that 'global_step' is a scalar of i32}}
  %0:3 = "mindir.lamb"(%v, %v, %v, %s, %s, %s, %s, %s, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xi32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.lars_update (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.lars_update' op failed to verify that all of {weight, gradient, new_gradient} have same type}}
  %0 = "mindir.lars_update"(%v, %x, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.lars_update (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.lars_update' op failed to verify that all of {weight, gradient, new_gradient} have same type}}
  %0 = "mindir.lars_update"(%v, %v, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.lars_update (C1): norm weight
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.lars_update' op failed to verify that 'norm_weight' is a scalar with the element type of 'weight'}}
  %0 = "mindir.lars_update"(%v, %v, %x, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.lars_update (C1): learning rate
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.lars_update' op failed to verify that 'learning_rate' is a scalar with the element type of 'weight'}}
  %0 = "mindir.lars_update"(%v, %v, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.apply_rms_prop (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_rms_prop' op failed to verify that all of {var, mean_square, moment, grad, new_var, new_mean_square, new_moment} have same type}}
  %0:3 = "mindir.apply_rms_prop"(%v, %v, %v, %s, %x, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<3xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_rms_prop (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.apply_rms_prop' op failed to verify that all of {var, mean_square, moment, grad, new_var, new_mean_square, new_moment} have same type}}
  %0:3 = "mindir.apply_rms_prop"(%v, %v, %v, %s, %v, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_rms_prop (C1): learning rate
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_rms_prop' op failed to verify that 'learning_rate' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_rms_prop"(%v, %v, %v, %x, %v, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_rms_prop (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_rms_prop' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:3 = "mindir.apply_rms_prop"(%v, %v, %v, %s, %v, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<1xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_centered_rms_prop (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_centered_rms_prop' op failed to verify that all of {var, mean_gradient, mean_square, moment, grad, new_var, new_mean_gradient, new_mean_square, new_moment} have same type}}
  %0:4 = "mindir.apply_centered_rms_prop"(%v, %v, %v, %v, %x, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_centered_rms_prop (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.apply_centered_rms_prop' op failed to verify that all of {var, mean_gradient, mean_square, moment, grad, new_var, new_mean_gradient, new_mean_square, new_moment} have same type}}
  %0:4 = "mindir.apply_centered_rms_prop"(%v, %v, %v, %v, %v, %s, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_centered_rms_prop (C1): learning rate
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_centered_rms_prop' op failed to verify that 'learning_rate' is a scalar with the element type of 'var'}}
  %0:4 = "mindir.apply_centered_rms_prop"(%v, %v, %v, %v, %v, %x, %s, %s, %s) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<f32>, tensor<f32>, tensor<f32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_centered_rms_prop (C1): epsilon
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_centered_rms_prop' op failed to verify that 'epsilon' is a scalar with the element type of 'var'}}
  %0:4 = "mindir.apply_centered_rms_prop"(%v, %v, %v, %v, %v, %s, %s, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<1xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adagrad (C1)
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<3xf32>) {
  // expected-error @below {{'mindir.apply_adagrad' op failed to verify that all of {var, accum, grad, new_var, new_accum} have same type}}
  %0:2 = "mindir.apply_adagrad"(%v, %v, %s, %x) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.apply_adagrad (C1): a result
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // expected-error @below {{'mindir.apply_adagrad' op failed to verify that all of {var, accum, grad, new_var, new_accum} have same type}}
  %0:2 = "mindir.apply_adagrad"(%v, %v, %s, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<f32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<3x2xf32>)
  return
}

// -----

// mindir.apply_adagrad (C1): lr
func.func @f(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>, %x: tensor<1xf32>) {
  // expected-error @below {{'mindir.apply_adagrad' op failed to verify that 'lr' is a scalar with the element type of 'var'}}
  %0:2 = "mindir.apply_adagrad"(%v, %v, %x, %v) : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<1xf32>, tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.float_status (C1)
func.func @f(%v: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.float_status: result has type 'tensor<f32>', but the operands give 'tensor<1xf32>'}}
  %0 = "mindir.float_status"(%v) : (tensor<2x3xf32>) -> tensor<f32>
  return
}
