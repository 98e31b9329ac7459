//===- insert-optimizer.mlir - Updates in place of gradients --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Names, order and initial values of the optimizer's state, which are those of
// MindSpore's checkpoints, and what each update reads. What the updates compute
// is checked by numbers in execute.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=momentum | FileCheck %s --check-prefixes=CHECK,MOMENTUM
// RUN: ms-opt %s -mindir-insert-optimizer="optimizer=momentum use-nesterov=true learning-rate=0.1,0.2" | FileCheck %s --check-prefixes=CHECK,LIST
// RUN: ms-opt %s -mindir-insert-optimizer="optimizer=sgd weight-decay=0.5" | FileCheck %s --check-prefixes=CHECK,SGD
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=gradient_descent | FileCheck %s --check-prefixes=CHECK,PLAIN
// RUN: ms-opt %s -mindir-insert-optimizer=optimizer=adam | FileCheck %s --check-prefixes=CHECK,ADAM

// Trained parameters stand first, then the state.
// CHECK: mindir.parameter @w
// CHECK-NEXT: mindir.parameter @norm.gamma
// CHECK-NEXT: mindir.parameter @table

// MOMENTUM-NEXT: mindir.parameter @global_step : tensor<1xi32> init(#mindir.zeros) frozen optimizer
// MOMENTUM-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-02 : f64>) frozen optimizer
// MOMENTUM-NEXT: mindir.parameter @momentum : tensor<f32> init(#mindir.fill<value = 9.000000e-01 : f64>) frozen optimizer
// MOMENTUM-NEXT: mindir.parameter @moments.w : tensor<3xf32> init(#mindir.zeros) frozen optimizer
// MOMENTUM-NEXT: mindir.parameter @moments.norm.gamma : tensor<3xf32> init(#mindir.zeros) frozen optimizer
// MOMENTUM-NOT: mindir.parameter

// A list of rates is a table in the state, behind all else.
// LIST-NEXT: mindir.parameter @global_step
// LIST-NEXT: mindir.parameter @momentum
// LIST-NEXT: mindir.parameter @moments.w
// LIST-NEXT: mindir.parameter @moments.norm.gamma
// LIST-NEXT: mindir.parameter @learning_rate : tensor<2xf32> init(dense_resource<learning_rate> : tensor<2xf32>) frozen optimizer

// `stat` starts at one. Weight decay leaves out gamma and beta.
// SGD-NEXT: mindir.parameter @global_step
// SGD-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-01 : f64>)
// SGD-NEXT: mindir.parameter @momentum : tensor<f32> init(#mindir.zeros)
// SGD-NEXT: mindir.parameter @accum.w : tensor<3xf32> init(#mindir.zeros)
// SGD-NEXT: mindir.parameter @accum.norm.gamma
// SGD-NEXT: mindir.parameter @stat.w : tensor<3xf32> init(#mindir.ones)
// SGD-NEXT: mindir.parameter @stat.norm.gamma

// PLAIN-NEXT: mindir.parameter @global_step
// PLAIN-NEXT: mindir.parameter @learning_rate
// PLAIN-NOT: mindir.parameter

// ADAM-NEXT: mindir.parameter @global_step
// ADAM-NEXT: mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 1.000000e-03 : f64>)
// ADAM-NEXT: mindir.parameter @beta1_power : tensor<f32> init(#mindir.ones)
// ADAM-NEXT: mindir.parameter @beta2_power : tensor<f32> init(#mindir.ones)
// ADAM-NEXT: mindir.parameter @moment1.w
// ADAM-NEXT: mindir.parameter @moment1.norm.gamma
// ADAM-NEXT: mindir.parameter @moment2.w
// ADAM-NEXT: mindir.parameter @moment2.norm.gamma

// The gradients are no results any more; other results stay.
// CHECK: func.func @train_step(%[[G:.*]]: tensor<3xf32>) -> (tensor<f32>, tensor<3xf32>)
// LIST: mindir.gather
// LIST: mindir.apply_momentum {{.*}}use_nesterov = true
// MOMENTUM-DAG: %[[W:.*]] = mindir.load @w
// MOMENTUM-DAG: %[[M:.*]] = mindir.load @moments.w
// MOMENTUM-DAG: %[[LR:.*]] = mindir.load @learning_rate
// MOMENTUM-DAG: %[[MU:.*]] = mindir.load @momentum
// MOMENTUM: %[[NEW:.*]], %[[ACC:.*]] = mindir.apply_momentum %[[W]], %[[M]], %[[LR]], %[[G]], %[[MU]]
// SGD: mindir.add_n
// SGD: mindir.sgd
// SGD-NOT: mindir.add_n
// SGD: mindir.sgd
// PLAIN: mindir.apply_gradient_descent
// PLAIN: mindir.apply_gradient_descent
// ADAM: mindir.apply_adam
// ADAM: mindir.apply_adam
// CHECK-DAG: mindir.assign @w
// CHECK-DAG: mindir.assign @norm.gamma
// CHECK-DAG: mindir.assign @global_step
// ADAM-DAG: mindir.assign @beta1_power
// ADAM-DAG: mindir.assign @beta2_power
// CHECK-NOT: mindir.assign @table
// CHECK-NOT: mindir.assign @learning_rate
// CHECK: return %{{.*}}, %[[G]] : tensor<f32>, tensor<3xf32>
mindir.parameter @table : tensor<5xf32> init(#mindir.ones) frozen
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
mindir.parameter @norm.gamma : tensor<3xf32> init(#mindir.ones)
func.func @train_step(%g: tensor<3xf32>) -> (tensor<f32>, tensor<3xf32>, tensor<3xf32> {mindir.gradient_of = @w}, tensor<3xf32> {mindir.gradient_of = @norm.gamma}) {
  %w = mindir.load @w : tensor<3xf32>
  %b = mindir.load @norm.gamma : tensor<3xf32>
  %0 = mindir.mul %w, %b : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  %loss = mindir.reduce_sum %0 : tensor<3xf32> -> tensor<f32>
  return %loss, %g, %g, %g : tensor<f32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}
