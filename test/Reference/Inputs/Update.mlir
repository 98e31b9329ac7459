//===- Update.mlir - Updates of adaptive optimizers -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Update.*.npz, written
// by make_cases.py. Each makes three steps.
//
//===----------------------------------------------------------------------===//

func.func @amsgrad(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %vhat: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %p1 = mindir.mul %b1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q1 = mindir.mul %b2, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %p2 = mindir.mul %p1, %b1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %q2 = mindir.mul %q1, %b2 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %var_0, %m_0, %v_0, %vhat_0 = mindir.apply_adam_with_amsgrad_v2 %var, %m, %v, %vhat, %b1, %b2, %lr, %b1, %b2, %eps, %g0 : tensor<3x4xf32>
  %var_1, %m_1, %v_1, %vhat_1 = mindir.apply_adam_with_amsgrad_v2 %var_0, %m_0, %v_0, %vhat_0, %p1, %q1, %lr, %b1, %b2, %eps, %g1 : tensor<3x4xf32>
  %var_2, %m_2, %v_2, %vhat_2 = mindir.apply_adam_with_amsgrad_v2 %var_1, %m_1, %v_1, %vhat_1, %p2, %q2, %lr, %b1, %b2, %eps, %g2 : tensor<3x4xf32>
  return %var_2, %m_2, %v_2, %vhat_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adam_weight_decay(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>, %decay: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %m_0, %v_0 = mindir.adam_weight_decay %var, %m, %v, %lr, %b1, %b2, %eps, %decay, %g0 : tensor<3x4xf32>
  %var_1, %m_1, %v_1 = mindir.adam_weight_decay %var_0, %m_0, %v_0, %lr, %b1, %b2, %eps, %decay, %g1 : tensor<3x4xf32>
  %var_2, %m_2, %v_2 = mindir.adam_weight_decay %var_1, %m_1, %v_1, %lr, %b1, %b2, %eps, %decay, %g2 : tensor<3x4xf32>
  return %var_2, %m_2, %v_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adam_w(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>, %decay: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %t0 = mindir.constant dense<1> : tensor<i32>
  %t1 = mindir.constant dense<2> : tensor<i32>
  %t2 = mindir.constant dense<3> : tensor<i32>
  %var_0, %m_0, %v_0 = mindir.adam_w %var, %m, %v, %g0, %t0, %lr, %b1, %b2, %decay, %eps : tensor<3x4xf32>
  %var_1, %m_1, %v_1 = mindir.adam_w %var_0, %m_0, %v_0, %g1, %t1, %lr, %b1, %b2, %decay, %eps : tensor<3x4xf32>
  %var_2, %m_2, %v_2 = mindir.adam_w %var_1, %m_1, %v_1, %g2, %t2, %lr, %b1, %b2, %decay, %eps : tensor<3x4xf32>
  return %var_2, %m_2, %v_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @lamb(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>, %decay: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %t0 = mindir.constant dense<1> : tensor<i32>
  %t1 = mindir.constant dense<2> : tensor<i32>
  %t2 = mindir.constant dense<3> : tensor<i32>
  %var_0, %m_0, %v_0 = mindir.lamb %var, %m, %v, %lr, %b1, %b2, %eps, %decay, %t0, %g0 : tensor<3x4xf32>
  %var_1, %m_1, %v_1 = mindir.lamb %var_0, %m_0, %v_0, %lr, %b1, %b2, %eps, %decay, %t1, %g1 : tensor<3x4xf32>
  %var_2, %m_2, %v_2 = mindir.lamb %var_1, %m_1, %v_1, %lr, %b1, %b2, %eps, %decay, %t2, %g2 : tensor<3x4xf32>
  return %var_2, %m_2, %v_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @lamb_zero(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %b1: tensor<f32>, %b2: tensor<f32>, %eps: tensor<f32>, %decay: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %t0 = mindir.constant dense<1> : tensor<i32>
  %t1 = mindir.constant dense<2> : tensor<i32>
  %t2 = mindir.constant dense<3> : tensor<i32>
  %var_0, %m_0, %v_0 = mindir.lamb %var, %m, %v, %lr, %b1, %b2, %eps, %decay, %t0, %g0 : tensor<3x4xf32>
  %var_1, %m_1, %v_1 = mindir.lamb %var_0, %m_0, %v_0, %lr, %b1, %b2, %eps, %decay, %t1, %g1 : tensor<3x4xf32>
  %var_2, %m_2, %v_2 = mindir.lamb %var_1, %m_1, %v_1, %lr, %b1, %b2, %eps, %decay, %t2, %g2 : tensor<3x4xf32>
  return %var_2, %m_2, %v_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @rms_prop(%var: tensor<3x4xf32>, %square: tensor<3x4xf32>, %moment: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %decay: tensor<f32>, %momentum: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %square_0, %moment_0 = mindir.apply_rms_prop %var, %square, %moment, %lr, %g0, %decay, %momentum, %eps : tensor<3x4xf32>
  %var_1, %square_1, %moment_1 = mindir.apply_rms_prop %var_0, %square_0, %moment_0, %lr, %g1, %decay, %momentum, %eps : tensor<3x4xf32>
  %var_2, %square_2, %moment_2 = mindir.apply_rms_prop %var_1, %square_1, %moment_1, %lr, %g2, %decay, %momentum, %eps : tensor<3x4xf32>
  return %var_2, %square_2, %moment_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @rms_prop_epsilon(%var: tensor<3x4xf32>, %square: tensor<3x4xf32>, %moment: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %decay: tensor<f32>, %momentum: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %square_0, %moment_0 = mindir.apply_rms_prop %var, %square, %moment, %lr, %g0, %decay, %momentum, %eps : tensor<3x4xf32>
  %var_1, %square_1, %moment_1 = mindir.apply_rms_prop %var_0, %square_0, %moment_0, %lr, %g1, %decay, %momentum, %eps : tensor<3x4xf32>
  %var_2, %square_2, %moment_2 = mindir.apply_rms_prop %var_1, %square_1, %moment_1, %lr, %g2, %decay, %momentum, %eps : tensor<3x4xf32>
  return %var_2, %square_2, %moment_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @centered_rms_prop(%var: tensor<3x4xf32>, %mean: tensor<3x4xf32>, %square: tensor<3x4xf32>, %moment: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %decay: tensor<f32>, %momentum: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %mean_0, %square_0, %moment_0 = mindir.apply_centered_rms_prop %var, %mean, %square, %moment, %g0, %lr, %decay, %momentum, %eps : tensor<3x4xf32>
  %var_1, %mean_1, %square_1, %moment_1 = mindir.apply_centered_rms_prop %var_0, %mean_0, %square_0, %moment_0, %g1, %lr, %decay, %momentum, %eps : tensor<3x4xf32>
  %var_2, %mean_2, %square_2, %moment_2 = mindir.apply_centered_rms_prop %var_1, %mean_1, %square_1, %moment_1, %g2, %lr, %decay, %momentum, %eps : tensor<3x4xf32>
  return %var_2, %mean_2, %square_2, %moment_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adagrad(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0 = mindir.apply_adagrad %var, %accum, %lr, %g0 : tensor<3x4xf32>
  %var_1, %accum_1 = mindir.apply_adagrad %var_0, %accum_0, %lr, %g1 : tensor<3x4xf32>
  %var_2, %accum_2 = mindir.apply_adagrad %var_1, %accum_1, %lr, %g2 : tensor<3x4xf32>
  return %var_2, %accum_2 : tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adagrad_fixed(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0 = mindir.apply_adagrad %var, %accum, %lr, %g0 {update_slots = false} : tensor<3x4xf32>
  %var_1, %accum_1 = mindir.apply_adagrad %var_0, %accum_0, %lr, %g1 {update_slots = false} : tensor<3x4xf32>
  %var_2, %accum_2 = mindir.apply_adagrad %var_1, %accum_1, %lr, %g2 {update_slots = false} : tensor<3x4xf32>
  return %var_2, %accum_2 : tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @adadelta(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %steps: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %rho: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0, %steps_0 = mindir.apply_adadelta %var, %accum, %steps, %lr, %rho, %eps, %g0 : tensor<3x4xf32>
  %var_1, %accum_1, %steps_1 = mindir.apply_adadelta %var_0, %accum_0, %steps_0, %lr, %rho, %eps, %g1 : tensor<3x4xf32>
  %var_2, %accum_2, %steps_2 = mindir.apply_adadelta %var_1, %accum_1, %steps_1, %lr, %rho, %eps, %g2 : tensor<3x4xf32>
  return %var_2, %accum_2, %steps_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @ada_max(%var: tensor<3x4xf32>, %m: tensor<3x4xf32>, %v: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %beta1: tensor<f32>, %beta2: tensor<f32>, %eps: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %square = mindir.mul %beta1, %beta1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %cube = mindir.mul %square, %beta1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  %var_0, %m_0, %v_0 = mindir.apply_ada_max %var, %m, %v, %beta1, %lr, %beta1, %beta2, %eps, %g0 : tensor<3x4xf32>
  %var_1, %m_1, %v_1 = mindir.apply_ada_max %var_0, %m_0, %v_0, %square, %lr, %beta1, %beta2, %eps, %g1 : tensor<3x4xf32>
  %var_2, %m_2, %v_2 = mindir.apply_ada_max %var_1, %m_1, %v_1, %cube, %lr, %beta1, %beta2, %eps, %g2 : tensor<3x4xf32>
  return %var_2, %m_2, %v_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @ftrl(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %linear: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %l1: tensor<f32>, %l2: tensor<f32>, %lr_power: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0, %linear_0 = mindir.apply_ftrl %var, %accum, %linear, %g0, %lr, %l1, %l2, %lr_power : tensor<3x4xf32>
  %var_1, %accum_1, %linear_1 = mindir.apply_ftrl %var_0, %accum_0, %linear_0, %g1, %lr, %l1, %l2, %lr_power : tensor<3x4xf32>
  %var_2, %accum_2, %linear_2 = mindir.apply_ftrl %var_1, %accum_1, %linear_1, %g2, %lr, %l1, %l2, %lr_power : tensor<3x4xf32>
  return %var_2, %accum_2, %linear_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @ftrl_power(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %linear: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %l1: tensor<f32>, %l2: tensor<f32>, %lr_power: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0, %linear_0 = mindir.apply_ftrl %var, %accum, %linear, %g0, %lr, %l1, %l2, %lr_power : tensor<3x4xf32>
  %var_1, %accum_1, %linear_1 = mindir.apply_ftrl %var_0, %accum_0, %linear_0, %g1, %lr, %l1, %l2, %lr_power : tensor<3x4xf32>
  %var_2, %accum_2, %linear_2 = mindir.apply_ftrl %var_1, %accum_1, %linear_1, %g2, %lr, %l1, %l2, %lr_power : tensor<3x4xf32>
  return %var_2, %accum_2, %linear_2 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @proximal_adagrad(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %l1: tensor<f32>, %l2: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0 = mindir.apply_proximal_adagrad %var, %accum, %lr, %l1, %l2, %g0 : tensor<3x4xf32>
  %var_1, %accum_1 = mindir.apply_proximal_adagrad %var_0, %accum_0, %lr, %l1, %l2, %g1 : tensor<3x4xf32>
  %var_2, %accum_2 = mindir.apply_proximal_adagrad %var_1, %accum_1, %lr, %l1, %l2, %g2 : tensor<3x4xf32>
  return %var_2, %accum_2 : tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @proximal_adagrad_plain(%var: tensor<3x4xf32>, %accum: tensor<3x4xf32>, %g0: tensor<3x4xf32>, %g1: tensor<3x4xf32>, %g2: tensor<3x4xf32>, %lr: tensor<f32>, %l1: tensor<f32>, %l2: tensor<f32>) -> (tensor<3x4xf32>, tensor<3x4xf32>) {
  %var_0, %accum_0 = mindir.apply_proximal_adagrad %var, %accum, %lr, %l1, %l2, %g0 : tensor<3x4xf32>
  %var_1, %accum_1 = mindir.apply_proximal_adagrad %var_0, %accum_0, %lr, %l1, %l2, %g1 : tensor<3x4xf32>
  %var_2, %accum_2 = mindir.apply_proximal_adagrad %var_1, %accum_1, %lr, %l1, %l2, %g2 : tensor<3x4xf32>
  return %var_2, %accum_2 : tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @lars(%w: tensor<2x3xf32>, %g: tensor<2x3xf32>, %decay: tensor<f32>, %lr: tensor<f32>) -> tensor<2x3xf32> {
  %0 = mindir.square %w : tensor<2x3xf32>
  %1 = mindir.reduce_sum %0 : tensor<2x3xf32> -> tensor<f32>
  %2 = mindir.square %g : tensor<2x3xf32>
  %3 = mindir.reduce_sum %2 : tensor<2x3xf32> -> tensor<f32>
  %4 = mindir.lars_update %w, %g, %1, %3, %decay, %lr {epsilon = 1.0e-4 : f64, hyperpara = 0.01 : f64, use_clip = false} : tensor<2x3xf32>
  return %4 : tensor<2x3xf32>
}

func.func @lars_clip(%w: tensor<2x3xf32>, %g: tensor<2x3xf32>, %decay: tensor<f32>, %lr: tensor<f32>) -> tensor<2x3xf32> {
  %0 = mindir.square %w : tensor<2x3xf32>
  %1 = mindir.reduce_sum %0 : tensor<2x3xf32> -> tensor<f32>
  %2 = mindir.square %g : tensor<2x3xf32>
  %3 = mindir.reduce_sum %2 : tensor<2x3xf32> -> tensor<f32>
  %4 = mindir.lars_update %w, %g, %1, %3, %decay, %lr {epsilon = 1.0e-4 : f64, hyperpara = 0.01 : f64, use_clip = true} : tensor<2x3xf32>
  return %4 : tensor<2x3xf32>
}

func.func @lars_full(%w: tensor<2x3xf32>, %g: tensor<2x3xf32>, %decay: tensor<f32>, %lr: tensor<f32>) -> tensor<2x3xf32> {
  %0 = mindir.square %w : tensor<2x3xf32>
  %1 = mindir.reduce_sum %0 : tensor<2x3xf32> -> tensor<f32>
  %2 = mindir.square %g : tensor<2x3xf32>
  %3 = mindir.reduce_sum %2 : tensor<2x3xf32> -> tensor<f32>
  %4 = mindir.lars_update %w, %g, %1, %3, %decay, %lr {epsilon = 1.0e-4 : f64, hyperpara = 0.01 : f64, use_clip = true} : tensor<2x3xf32>
  return %4 : tensor<2x3xf32>
}

func.func @status_finite(%x: tensor<2x3xf32>) -> tensor<1xf32> {
  %0 = mindir.float_status %x : tensor<2x3xf32> -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

func.func @status_infinite(%x: tensor<2x3xf32>) -> tensor<1xf32> {
  %0 = mindir.float_status %x : tensor<2x3xf32> -> tensor<1xf32>
  return %0 : tensor<1xf32>
}

func.func @status_nan(%x: tensor<2x3xf32>) -> tensor<1xf32> {
  %0 = mindir.float_status %x : tensor<2x3xf32> -> tensor<1xf32>
  return %0 : tensor<1xf32>
}
