//===- execute.mlir - Optimizers, compiled and run ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Each optimizer and its options over several steps: parameters and state of the
// compiled code against the evaluator's, from initial values; and parameter
// groups, with a schedule and a weight decay of their own.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=momentum weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=momentum use-nesterov=true momentum=0.5 learning-rate=0.5,0.25,0.125" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=sgd momentum=0.9 dampening=0.25 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=sgd momentum=0.9 use-nesterov=true" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=gradient_descent learning-rate=0.3" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adam learning-rate=0.1 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adam use-nesterov=true beta1=0.8 beta2=0.9 eps=1e-3" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adam use-amsgrad=true learning-rate=0.1 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adam_weight_decay learning-rate=0.1 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adamw learning-rate=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=lamb learning-rate=0.1 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=rmsprop momentum=0.5" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=rmsprop centered=true decay=0.75 eps=1e-3 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adagrad accum=0.5 learning-rate=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adadelta rho=0.8 eps=1e-3" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=adamax learning-rate=0.1 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=ftrl learning-rate=0.1 l1=0.1 l2=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=proximal_adagrad learning-rate=0.1 l1=0.1 l2=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=momentum lars=true lars-coefficient=0.1 weight-decay=0.1" -test-execute="only=train_step initial steps=4" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer="optimizer=momentum lars=true lars-coefficient=0.1 lars-clip=true learning-rate=0.1" -test-execute="only=train_step initial steps=4 tolerance=5e-5" -o /dev/null | FileCheck %s

// The module's own optimizer, which an option replaces.
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer -test-execute="only=train_step initial steps=4" -o /dev/null 2>&1 | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate -mindir-insert-optimizer | FileCheck %s --check-prefix=GROUPS

// CHECK: train_step [1]: ok
// CHECK-NEXT: train_step [3]: ok
// CHECK-NEXT: train_step [7]: ok

// Groups: the order is theirs; their rates are numbered; a rate that is a
// schedule needs no state.
// GROUPS: mindir.parameter @c
// GROUPS-NEXT: mindir.parameter @beta
// GROUPS-NEXT: mindir.parameter @a
// GROUPS-NEXT: mindir.parameter @wide
// GROUPS-NEXT: mindir.parameter @global_step
// GROUPS-NEXT: mindir.parameter @learning_rate_group_1 : tensor<f32> init(#mindir.fill<value = 5.000000e-01 : f64>)
// GROUPS-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.250000e-01 : f64>)
// GROUPS-NEXT: mindir.parameter @momentum
// GROUPS-NEXT: mindir.parameter @moments.c
// GROUPS-NEXT: mindir.parameter @moments.beta
// GROUPS-NEXT: mindir.parameter @moments.a
// GROUPS-NEXT: mindir.parameter @moments.wide : tensor<4xf64>
// GROUPS-NOT: mindir.parameter
module attributes {mindir.optimizer = #mindir.optimizer<
    kind = "momentum", learning_rate = #mindir.constant_lr<learning_rate = 0.125>, weight_decay = 0.5, options = {momentum = 0.75, use_nesterov = true},
    groups = [#mindir.param_group<params = ["c"], learning_rate = #mindir.cosine_decay_lr<min_lr = 0.1, max_lr = 0.5, decay_steps = 3>, weight_decay = 0.0>,
              #mindir.param_group<params = ["beta"], learning_rate = #mindir.constant_lr<learning_rate = 0.5>>,
              #mindir.param_group<params = []>]>} {
  mindir.parameter @a : tensor<5x4xf32> init(#mindir.fill<value = 0.25>)
  mindir.parameter @beta : tensor<4xf32> init(#mindir.ones)
  mindir.parameter @c : tensor<4x3xf32> init(#mindir.fill<value = -0.5>)
  mindir.parameter @wide : tensor<4xf64> init(#mindir.ones)
  func.func @train_step(%x: tensor<?x5xf32>, %y: tensor<?x3xf32>) -> tensor<f32> {
    %a = mindir.load @a : tensor<5x4xf32>
    %b = mindir.load @beta : tensor<4xf32>
    %c = mindir.load @c : tensor<4x3xf32>
    %h = mindir.load @wide : tensor<4xf64>
    %0 = mindir.mat_mul %x, %a : (tensor<?x5xf32>, tensor<5x4xf32>) -> tensor<?x4xf32>
    %1 = mindir.bias_add %0, %b : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
    %2 = mindir.cast %h to f32 : tensor<4xf64> -> tensor<4xf32>
    %3 = mindir.mul %1, %2 : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
    %4 = mindir.tanh %3 : tensor<?x4xf32>
    %5 = mindir.mat_mul %4, %c : (tensor<?x4xf32>, tensor<4x3xf32>) -> tensor<?x3xf32>
    %loss = mindir.mse_loss %5, %y : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<f32>
    return %loss : tensor<f32>
  }
}
