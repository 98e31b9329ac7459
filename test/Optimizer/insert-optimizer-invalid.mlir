//===- insert-optimizer-invalid.mlir - Optimizers that do not fit ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-insert-optimizer -verify-diagnostics -o /dev/null
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train=optimizer=adagrad -o /dev/null 2>&1 | FileCheck %s --check-prefix=KIND
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=sgd use-nesterov=true" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NESTEROV
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=adam beta1=1.0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=BETA
// RUN: not ms-opt %S/../Inputs/lenet5.mlir -mindir-train="optimizer=momentum learning-rate=0.1,-0.1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=RATE

// KIND: error: [MS2201] optimizer 'adagrad' is not known; known are momentum, sgd, gradient_descent, adam
// NESTEROV: error: [MS2201] optimizer sgd: nesterov needs momentum > 0 and dampening 0
// BETA: error: [MS2201] optimizer adam: beta1
// RATE: error: [MS

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
