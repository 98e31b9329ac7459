//===- insert-optimizer-invalid.mlir - Optimizers that do not fit ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-insert-optimizer -verify-diagnostics -o /dev/null
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train=optimizer=lion -o /dev/null 2>&1 | FileCheck %s --check-prefix=KIND
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd use-nesterov=true" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NESTEROV
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=adam beta1=1.0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=BETA
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=momentum learning-rate=0.1,-0.1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=RATE

// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=lamb lars=true lars-epsilon=0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=LARS
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd centered=true" -o /dev/null 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=adam use-nesterov=true use-amsgrad=true" -o /dev/null 2>&1 | FileCheck %s --check-prefix=AMSGRAD
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=rmsprop eps=0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=EPSILON
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd lr-group=conv" -o /dev/null 2>&1 | FileCheck %s --check-prefix=PAIR
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd lr-group=(=0.1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=REGEX
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd lr-group=conv.*=0.1,conv1.*=0.2" -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNUSED
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd lr-group=conv=-0.1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd no-decay=norm" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOTHING

// KIND: error: [MS2201] optimizer 'lion' is not known; known are momentum, sgd, gradient_descent, adam, adam_weight_decay, adamw, lamb, rmsprop, adagrad, adadelta, adamax, ftrl, proximal_adagrad
// LARS: error: [MS2201] optimizer lamb: epsilon of lars is 0.000000
// OTHER: error: [MS2201] optimizer sgd has no option 'centered'; it has
// AMSGRAD: error: [MS2201] optimizer adam: use_nesterov and use_amsgrad exclude each other
// EPSILON: error: [MS2201] optimizer rmsprop: epsilon is 0.000000, but must be in (0.000000, inf)
// PAIR: error: [MS2201] 'conv' is no PATTERN=RATE with a rate >= 0
// REGEX: error: [MS2201] '(' is no pattern: {{.}}
// UNUSED: error: [MS2201] pattern 'conv1.*' fits no parameter that is updated and that no pattern in front of it fits
// NEGATIVE: error: [MS2201] 'conv=-0.1' is no PATTERN=RATE with a rate >= 0
// NOTHING: error: [MS2201] pattern 'norm' fits no parameter that is updated
// NESTEROV: error: [MS2201] optimizer sgd: nesterov needs momentum > 0 and dampening 0
// BETA: error: [MS2201] optimizer adam: beta1
// RATE: error: [MS1004] learning_rate is -0.100000

// expected-error @below {{[MS2201] no optimizer is given, neither as an option nor as the module attribute 'mindir.optimizer'}}
module {
  func.func @train_step() -> tensor<f32> {
    %0 = mindir.constant dense<1.0> : tensor<f32>
    return %0 : tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>>
// expected-error @below {{[MS2201] the module has no function 'train_step'}}
module attributes {mindir.optimizer = #sgd} {
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>>
// expected-error @below {{[MS2201] function 'train_step' returns no gradient}}
module attributes {mindir.optimizer = #sgd} {
  func.func @train_step(%x: tensor<f32>) -> tensor<f32> {
    return %x : tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>>
// expected-error @below {{[MS2201] the optimizer's state 'accum.w' already exists in the module}}
module attributes {mindir.optimizer = #sgd} {
  mindir.parameter @w : tensor<f32> init(#mindir.ones)
  mindir.parameter @accum.w : tensor<f32> init(#mindir.ones)
  func.func @train_step() -> (tensor<f32>, tensor<f32> {mindir.gradient_of = @w}) {
    %w = mindir.load @w : tensor<f32>
    return %w, %w : tensor<f32>, tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>,
  groups = [#mindir.param_group<params = ["w"]>, #mindir.param_group<params = ["w"]>]>
// expected-error @below {{[MS2201] parameter 'w' stands in two groups}}
module attributes {mindir.optimizer = #sgd} {
  mindir.parameter @w : tensor<f32> init(#mindir.ones)
  func.func @train_step() -> (tensor<f32>, tensor<f32> {mindir.gradient_of = @w}) {
    %w = mindir.load @w : tensor<f32>
    return %w, %w : tensor<f32>, tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>,
  groups = [#mindir.param_group<params = ["v"]>]>
// expected-error @below {{[MS2201] a group names 'v', which is no trainable parameter that the loss depends on}}
module attributes {mindir.optimizer = #sgd} {
  mindir.parameter @w : tensor<f32> init(#mindir.ones)
  mindir.parameter @v : tensor<f32> init(#mindir.ones)
  func.func @train_step() -> (tensor<f32>, tensor<f32> {mindir.gradient_of = @w}) {
    %w = mindir.load @w : tensor<f32>
    return %w, %w : tensor<f32>, tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>, options = {order_params = ["w"]}>
// expected-error @below {{[MS2201] order_params has 1 different names, but 2 parameters are updated}}
module attributes {mindir.optimizer = #sgd} {
  mindir.parameter @w : tensor<f32> init(#mindir.ones)
  mindir.parameter @v : tensor<f32> init(#mindir.ones)
  func.func @train_step() -> (tensor<f32>, tensor<f32> {mindir.gradient_of = @w}, tensor<f32> {mindir.gradient_of = @v}) {
    %w = mindir.load @w : tensor<f32>
    return %w, %w, %w : tensor<f32>, tensor<f32>, tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>, options = {order_params = ["w", "u"]}>
// expected-error @below {{[MS2201] order_params leaves out 'v'}}
module attributes {mindir.optimizer = #sgd} {
  mindir.parameter @w : tensor<f32> init(#mindir.ones)
  mindir.parameter @v : tensor<f32> init(#mindir.ones)
  func.func @train_step() -> (tensor<f32>, tensor<f32> {mindir.gradient_of = @w}, tensor<f32> {mindir.gradient_of = @v}) {
    %w = mindir.load @w : tensor<f32>
    return %w, %w, %w : tensor<f32>, tensor<f32>, tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>, options = {loss_scale = 0.0}>
// expected-error @below {{[MS2201] optimizer sgd: loss_scale is 0.000000, but must be above 0}}
module attributes {mindir.optimizer = #sgd} {
  func.func @train_step(%w: tensor<f32>) -> tensor<f32> {
    return %w : tensor<f32>
  }
}

// -----

#lamb = #mindir.optimizer<kind = "lamb", learning_rate = #mindir.constant_lr<learning_rate = 0.1>, options = {loss_scale = 2.0}>
// expected-error @below {{[MS2201] optimizer lamb has no option 'loss_scale'; it has beta1, beta2, eps, order_params, lars}}
module attributes {mindir.optimizer = #lamb} {
  func.func @train_step(%w: tensor<f32>) -> tensor<f32> {
    return %w : tensor<f32>
  }
}

// -----

#sgd = #mindir.optimizer<kind = "sgd", learning_rate = #mindir.constant_lr<learning_rate = 0.1>, options = {lars = {trust = 1.0}}>
// expected-error @below {{[MS2201] optimizer sgd: lars has no option 'trust'; it has epsilon, coefficient, use_clip, exclude}}
module attributes {mindir.optimizer = #sgd} {
  func.func @train_step(%w: tensor<f32>) -> tensor<f32> {
    return %w : tensor<f32>
  }
}
