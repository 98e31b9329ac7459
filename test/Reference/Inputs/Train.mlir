//===- Train.mlir - Optimizer updates -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Train.*.npz, written
// by make_cases.py. Each makes three steps.
//
//===----------------------------------------------------------------------===//

func.func @gradient_descent(%var: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>) -> tensor<3x4xf32> {
  %v0 = mindir.apply_gradient_descent %var, %lr, %g0 : tensor<3x4xf32>
  %v1 = mindir.apply_gradient_descent %v0, %lr, %g1 : tensor<3x4xf32>
  %v2 = mindir.apply_gradient_descent %v1, %lr, %g2 : tensor<3x4xf32>
  return %v2 : tensor<3x4xf32>
}

func.func @momentum(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %momentum: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %v0, %a0 = mindir.apply_momentum %var, %accum, %lr, %g0, %momentum : tensor<3x4xf32>
  %v1, %a1 = mindir.apply_momentum %v0, %a0, %lr, %g1, %momentum : tensor<3x4xf32>
  %v2, %a2 = mindir.apply_momentum %v1, %a1, %lr, %g2, %momentum : tensor<3x4xf32>
  return %v2, %a2 : tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @nesterov(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %momentum: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %v0, %a0 = mindir.apply_momentum %var, %accum, %lr, %g0, %momentum {use_nesterov = true} : tensor<3x4xf32>
  %v1, %a1 = mindir.apply_momentum %v0, %a0, %lr, %g1, %momentum {use_nesterov = true} : tensor<3x4xf32>
  %v2, %a2 = mindir.apply_momentum %v1, %a1, %lr, %g2, %momentum {use_nesterov = true} : tensor<3x4xf32>
  return %v2, %a2 : tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @sgd_plain(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %stat: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %momentum: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %v0, %a0, %s0 = mindir.sgd %var, %g0, %lr, %accum, %momentum, %stat : tensor<3x4xf32>
  %v1, %a1, %s1 = mindir.sgd %v0, %g1, %lr, %a0, %momentum, %s0 : tensor<3x4xf32>
  %v2, %a2, %s2 = mindir.sgd %v1, %g2, %lr, %a1, %momentum, %s1 : tensor<3x4xf32>
  return %v2, %a2, %s2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @sgd_decay(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %stat: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %momentum: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %v0, %a0, %s0 = mindir.sgd %var, %g0, %lr, %accum, %momentum, %stat {weight_decay = 0.1 : f64} : tensor<3x4xf32>
  %v1, %a1, %s1 = mindir.sgd %v0, %g1, %lr, %a0, %momentum, %s0 {weight_decay = 0.1 : f64} : tensor<3x4xf32>
  %v2, %a2, %s2 = mindir.sgd %v1, %g2, %lr, %a1, %momentum, %s1 {weight_decay = 0.1 : f64} : tensor<3x4xf32>
  return %v2, %a2, %s2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @sgd_momentum(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %stat: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %momentum: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %v0, %a0, %s0 = mindir.sgd %var, %g0, %lr, %accum, %momentum, %stat {dampening = 0.25 : f64, weight_decay = 0.1 : f64} : tensor<3x4xf32>
  %v1, %a1, %s1 = mindir.sgd %v0, %g1, %lr, %a0, %momentum, %s0 {dampening = 0.25 : f64, weight_decay = 0.1 : f64} : tensor<3x4xf32>
  %v2, %a2, %s2 = mindir.sgd %v1, %g2, %lr, %a1, %momentum, %s1 {dampening = 0.25 : f64, weight_decay = 0.1 : f64} : tensor<3x4xf32>
  return %v2, %a2, %s2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @sgd_nesterov(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %stat: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %momentum: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %v0, %a0, %s0 = mindir.sgd %var, %g0, %lr, %accum, %momentum, %stat {nesterov = true, weight_decay = 0.05 : f64} : tensor<3x4xf32>
  %v1, %a1, %s1 = mindir.sgd %v0, %g1, %lr, %a0, %momentum, %s0 {nesterov = true, weight_decay = 0.05 : f64} : tensor<3x4xf32>
  %v2, %a2, %s2 = mindir.sgd %v1, %g2, %lr, %a1, %momentum, %s1 {nesterov = true, weight_decay = 0.05 : f64} : tensor<3x4xf32>
  return %v2, %a2, %s2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adam(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %w0, %m0, %v0 = mindir.apply_adam %var, %m, %v, %b1, %b2, %lr, %b1, %b2, %eps, %g0 : tensor<3x4xf32>
  %p1 = mindir.mul %b1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q1 = mindir.mul %b2, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %w1, %m1, %v1 = mindir.apply_adam %w0, %m0, %v0, %p1, %q1, %lr, %b1, %b2, %eps, %g1 : tensor<3x4xf32>
  %p2 = mindir.mul %p1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q2 = mindir.mul %q1, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %w2, %m2, %v2 = mindir.apply_adam %w1, %m1, %v1, %p2, %q2, %lr, %b1, %b2, %eps, %g2 : tensor<3x4xf32>
  return %w2, %m2, %v2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

// Epsilon is 0.
func.func @adam_exact(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %w0, %m0, %v0 = mindir.apply_adam %var, %m, %v, %b1, %b2, %lr, %b1, %b2, %eps, %g0 : tensor<3x4xf32>
  %p1 = mindir.mul %b1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q1 = mindir.mul %b2, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %w1, %m1, %v1 = mindir.apply_adam %w0, %m0, %v0, %p1, %q1, %lr, %b1, %b2, %eps, %g1 : tensor<3x4xf32>
  %p2 = mindir.mul %p1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q2 = mindir.mul %q1, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %w2, %m2, %v2 = mindir.apply_adam %w1, %m1, %v1, %p2, %q2, %lr, %b1, %b2, %eps, %g2 : tensor<3x4xf32>
  return %w2, %m2, %v2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adam_nesterov(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %w0, %m0, %v0 = mindir.apply_adam %var, %m, %v, %b1, %b2, %lr, %b1, %b2, %eps, %g0 {use_nesterov = true} : tensor<3x4xf32>
  %p1 = mindir.mul %b1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q1 = mindir.mul %b2, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %w1, %m1, %v1 = mindir.apply_adam %w0, %m0, %v0, %p1, %q1, %lr, %b1, %b2, %eps, %g1 {use_nesterov = true} : tensor<3x4xf32>
  %p2 = mindir.mul %p1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q2 = mindir.mul %q1, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %w2, %m2, %v2 = mindir.apply_adam %w1, %m1, %v1, %p2, %q2, %lr, %b1, %b2, %eps, %g2 {use_nesterov = true} : tensor<3x4xf32>
  return %w2, %m2, %v2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}
