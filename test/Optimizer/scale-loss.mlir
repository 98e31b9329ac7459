//===- scale-loss.mlir - A parameter for the scale of the loss ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the loss scale adds to a step, and where its state stands. Its numbers are
// those of dynamic-loss-scale.mlir.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-scale-loss="function=test_step scale=16 dynamic=true window=3" -mindir-differentiate=function=test_step -mindir-unscale-gradients -mindir-insert-optimizer="function=test_step optimizer=adam" | FileCheck %s
// RUN: ms-opt %s -mindir-scale-loss="function=test_step scale=8" -mindir-differentiate=function=test_step -mindir-unscale-gradients -mindir-insert-optimizer="function=test_step optimizer=momentum" | FileCheck %s --check-prefix=STATIC
// RUN: not ms-opt %s -mindir-scale-loss=scale=0.5 -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOFUNCTION
// RUN: not ms-opt %s -mindir-scale-loss="function=test_step scale=0.5" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SMALL
// RUN: not ms-opt %s -mindir-scale-loss="function=test_step dynamic=true factor=1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=FACTOR
// RUN: not ms-opt %s -mindir-scale-loss="function=test_step dynamic=true window=0" -o /dev/null 2>&1 | FileCheck %s --check-prefix=WINDOW
// RUN: not ms-opt %s -mindir-scale-loss=function=test_step -mindir-scale-loss=function=test_step -o /dev/null 2>&1 | FileCheck %s --check-prefix=TWICE
// RUN: not ms-opt %s -mindir-scale-loss=function=test_step -mindir-differentiate=function=test_step -mindir-insert-optimizer="function=test_step optimizer=sgd" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SCALED
// RUN: not ms-opt %s -mindir-scale-loss=function=test_step -mindir-unscale-gradients -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOGRADIENT

// NOFUNCTION: error: [MS2201] the module has no function 'train_step' whose loss could be scaled
// SMALL: error: [MS2201] the loss scale is 5.000000e-01, but must be a number >= 1
// FACTOR: error: [MS2201] the factor of the loss scale is 1.000000e+00, but must be a number > 1
// WINDOW: error: [MS2201] the window of the loss scale is 0, but must be in [1, 2147483647]
// TWICE: error: [MS2201] the loss scale's state 'scale_sense' already exists in the module
// SCALED: error: [MS2201] the loss of function 'test_step' is scaled, but its gradients are not unscaled
// NOGRADIENT: error: [MS2201] {{.*}}returns no gradient to unscale

// The order of MindSpore's checkpoint: trained parameters, scale, what else the
// network has, optimizer, counters of the scale.
// CHECK: mindir.parameter @w
// CHECK-NEXT: mindir.parameter @scale_sense : tensor<f32> init(#mindir.fill<value = 1.600000e+01 : f64>) frozen optimizer
// CHECK-NEXT: mindir.parameter @count
// CHECK-NEXT: mindir.parameter @global_step
// CHECK-NEXT: mindir.parameter @learning_rate
// CHECK-NEXT: mindir.parameter @beta1_power
// CHECK-NEXT: mindir.parameter @beta2_power
// CHECK-NEXT: mindir.parameter @moment1.w
// CHECK-NEXT: mindir.parameter @moment2.w
// CHECK-NEXT: mindir.parameter @current_iterator_step : tensor<i32> init(#mindir.ones) frozen optimizer
// CHECK-NEXT: mindir.parameter @last_overflow_iterator_step : tensor<i32> init(#mindir.zeros) frozen optimizer
// CHECK: func.func @test_step
// CHECK: mindir.float_status
// CHECK: %[[OVER:.*]] = mindir.greater
// CHECK-DAG: mindir.select %[[OVER]]
// CHECK: mindir.assign @w
// CHECK: mindir.assign @global_step
// CHECK: mindir.assign @beta1_power
// CHECK: mindir.assign @scale_sense

// STATIC: mindir.parameter @scale_sense
// STATIC-NOT: iterator_step
// STATIC: mindir.float_status
// STATIC-NOT: mindir.assign @scale_sense
mindir.parameter @w : tensor<1xf32> init(#mindir.ones)
mindir.parameter @count : tensor<i32> init(#mindir.zeros) frozen
func.func @test_step() -> (tensor<f32>, tensor<i32>) {
  %w = mindir.load @w : tensor<1xf32>
  %n = mindir.load @count : tensor<i32>
  %loss = mindir.reduce_sum %w : tensor<1xf32> -> tensor<f32>
  mindir.assign @count, %n : tensor<i32>
  return %loss, %n : tensor<f32>, tensor<i32>
}
