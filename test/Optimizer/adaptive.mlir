//===- adaptive.mlir - State of adaptive optimizers -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names, order and first values of what adaptive optimizers and LARS keep: as in
// checkpoints of MindSpore 2.10. What they compute is checked by numbers in
// execute.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-insert-optimizer="optimizer=adam use-amsgrad=true" | FileCheck %s --check-prefixes=CHECK,AMSGRAD
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=adam_weight_decay | FileCheck %s --check-prefixes=CHECK,DECAY
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=adamw | FileCheck %s --check-prefixes=CHECK,ADAMW
// RUN: ms-opt %s -mindir-insert-optimizer="optimizer=lamb weight-decay=0.25" | FileCheck %s --check-prefixes=CHECK,LAMB
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=rmsprop | FileCheck %s --check-prefixes=CHECK,RMSPROP
// RUN: ms-opt %s -mindir-insert-optimizer="optimizer=rmsprop centered=true" | FileCheck %s --check-prefixes=CHECK,CENTERED
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=adagrad | FileCheck %s --check-prefixes=CHECK,ADAGRAD
// RUN: ms-opt %s -mindir-insert-optimizer="optimizer=momentum lars=true weight-decay=0.25" | FileCheck %s --check-prefixes=CHECK,LARS

// What the options came to.
// ADAMW: module attributes {mindir.optimizer = #mindir.optimizer<kind = "adamw", learning_rate = #mindir.constant_lr<learning_rate = 1.000000e-03 : f64>, weight_decay = 1.000000e-02 : f64
// LARS: options = {lars = {coefficient = 1.000000e-03 : f64, epsilon = 1.000000e-05 : f64, use_clip = false}}

// CHECK: mindir.parameter @w
// CHECK-NEXT: mindir.parameter @bias
// CHECK-NEXT: mindir.parameter @global_step : tensor<1xi32> init(#mindir.zeros) frozen optimizer

// AMSGRAD-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-03 : f64>)
// AMSGRAD-NEXT: mindir.parameter @beta1_power : tensor<f32> init(#mindir.ones)
// AMSGRAD-NEXT: mindir.parameter @beta2_power : tensor<f32> init(#mindir.ones)
// AMSGRAD-NEXT: mindir.parameter @moment1.w
// AMSGRAD-NEXT: mindir.parameter @moment1.bias
// AMSGRAD-NEXT: mindir.parameter @moment2.w
// AMSGRAD-NEXT: mindir.parameter @moment2.bias
// AMSGRAD-NEXT: mindir.parameter @vhat.w : tensor<3xf32> init(#mindir.zeros) frozen optimizer
// AMSGRAD-NEXT: mindir.parameter @vhat.bias

// DECAY-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-03 : f64>)
// DECAY-NEXT: mindir.parameter @adam_m.w : tensor<3xf32> init(#mindir.zeros)
// DECAY-NEXT: mindir.parameter @adam_m.bias
// DECAY-NEXT: mindir.parameter @adam_v.w : tensor<3xf32> init(#mindir.zeros)
// DECAY-NEXT: mindir.parameter @adam_v.bias

// ADAMW-NEXT: mindir.parameter @learning_rate
// ADAMW-NEXT: mindir.parameter @exp_avg.w
// ADAMW-NEXT: mindir.parameter @exp_avg.bias
// ADAMW-NEXT: mindir.parameter @exp_avg_sq.w
// ADAMW-NEXT: mindir.parameter @exp_avg_sq.bias
// ADAMW-NEXT: mindir.parameter @state_step : tensor<1xf32> init(#mindir.zeros) frozen optimizer

// LAMB-NEXT: mindir.parameter @learning_rate
// LAMB-NEXT: mindir.parameter @lamb_m.w
// LAMB-NEXT: mindir.parameter @lamb_m.bias
// LAMB-NEXT: mindir.parameter @lamb_v.w
// LAMB-NEXT: mindir.parameter @lamb_v.bias

// RMSPROP-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-01 : f64>)
// RMSPROP-NEXT: mindir.parameter @mean_square.w : tensor<3xf32> init(#mindir.ones)
// RMSPROP-NEXT: mindir.parameter @mean_square.bias
// RMSPROP-NEXT: mindir.parameter @moment.w : tensor<3xf32> init(#mindir.zeros)
// RMSPROP-NEXT: mindir.parameter @moment.bias

// CENTERED-NEXT: mindir.parameter @learning_rate
// CENTERED-NEXT: mindir.parameter @mean_grad.w : tensor<3xf32> init(#mindir.zeros)
// CENTERED-NEXT: mindir.parameter @mean_grad.bias
// CENTERED-NEXT: mindir.parameter @mean_square.w
// CENTERED-NEXT: mindir.parameter @mean_square.bias
// CENTERED-NEXT: mindir.parameter @moment.w
// CENTERED-NEXT: mindir.parameter @moment.bias

// ADAGRAD-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-03 : f64>)
// ADAGRAD-NEXT: mindir.parameter @accum.w : tensor<3xf32> init(#mindir.fill<value = 1.000000e-01 : f64>)
// ADAGRAD-NEXT: mindir.parameter @accum.bias

// LARS-NEXT: mindir.parameter @fake_lr : tensor<f32> init(#mindir.zeros)
// LARS-NEXT: mindir.parameter @fake_param : tensor<f32> init(#mindir.zeros)
// LARS-NEXT: mindir.parameter @learning_rate
// LARS-NEXT: mindir.parameter @momentum
// LARS-NEXT: mindir.parameter @moments.w
// LARS-NEXT: mindir.parameter @moments.bias

// CHECK-NOT: mindir.parameter
// CHECK: func.func @train_step
// A bias goes past LARS and its weight decay.
// LARS: mindir.lars_update
// LARS: mindir.apply_momentum
// LARS-NOT: mindir.lars_update
// LARS-NOT: mindir.add_n
// LARS: mindir.apply_momentum
// These decay the weights themselves.
// LAMB-NOT: mindir.add_n
// LAMB-COUNT-2: mindir.lamb
// ADAMW-NOT: mindir.add_n
// ADAMW-COUNT-2: mindir.adam_w
// DECAY-COUNT-2: mindir.adam_weight_decay
// AMSGRAD-COUNT-2: mindir.apply_adam_with_amsgrad_v2
// RMSPROP-COUNT-2: mindir.apply_rms_prop
// CENTERED-COUNT-2: mindir.apply_centered_rms_prop
// ADAGRAD-COUNT-2: mindir.apply_adagrad
// ADAMW: mindir.assign @state_step
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
mindir.parameter @bias : tensor<3xf32> init(#mindir.ones)
func.func @train_step(%g: tensor<3xf32>) -> (tensor<f32>, tensor<3xf32> {mindir.gradient_of = @w}, tensor<3xf32> {mindir.gradient_of = @bias}) {
  %w = mindir.load @w : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %0 = mindir.mul %w, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %loss = mindir.reduce_sum %0 : tensor<3xf32> -> tensor<f32>
  return %loss, %g, %g : tensor<f32>, tensor<3xf32>, tensor<3xf32>
}
