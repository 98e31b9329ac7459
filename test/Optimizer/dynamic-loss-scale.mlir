//===- dynamic-loss-scale.mlir - Skipped steps and the scale --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradient of w is x. Where x is infinite the step is skipped: parameter,
// moments and counters keep their values. The scale follows MindSpore's
// DynamicLossScaleUpdateCell(16, 2, 3): its numbers were measured with MindSpore
// 2.10. What mindir-scale-loss makes stands here already, so that the scale can
// be seen.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-differentiate=function=test_step -mindir-unscale-gradients -mindir-insert-optimizer="function=test_step optimizer=momentum learning-rate=0.5 momentum=0.5" -test-evaluate=times=20 -o /dev/null | FileCheck %s
// RUN: ms-opt %s -mindir-differentiate=function=test_step -mindir-unscale-gradients -mindir-insert-optimizer="function=test_step optimizer=adam" -test-execute="initial steps=20" -o /dev/null | FileCheck %s --check-prefix=EXECUTED
// RUN: ms-opt %s -mindir-differentiate=function=test_step -mindir-unscale-gradients -mindir-insert-optimizer="function=test_step optimizer=lamb learning-rate=0.5,0.25,0.125" -test-execute="initial steps=20" -o /dev/null | FileCheck %s --check-prefix=EXECUTED

// EXECUTED: test_step [1]: ok

// w falls by 0.5, 0.75, 0.875, ... only in steps that count. The scale is that of
// the step.
// CHECK: test_step#1: [1] = 1{{$}}
// CHECK: test_step#2: [] = 16{{$}}
// CHECK: test_step#1: [1] = 0.5{{$}}
// CHECK: test_step#2: [] = 16{{$}}
// CHECK: test_step#1: [1] = -0.25{{$}}
// CHECK: test_step#2: [] = 16{{$}}
// CHECK: test_step#1: [1] = -1.125{{$}}
// CHECK: test_step#2: [] = 32{{$}}
// CHECK: test_step#1: [1] = -2.0625{{$}}
// CHECK: test_step#2: [] = 32{{$}}
// The fifth step overflows.
// CHECK: test_step#1: [1] = -2.0625{{$}}
// CHECK: test_step#2: [] = 16{{$}}
// CHECK: test_step#1: [1] = -3.03125{{$}}
// CHECK: test_step#2: [] = 16{{$}}
// CHECK: test_step#1: [1] = -4.01562{{$}}
// CHECK: test_step#2: [] = 16{{$}}
// Six in a row: the scale goes down to 1 and not further.
// CHECK: test_step#1: [1] = -4.01562{{$}}
// CHECK: test_step#2: [] = 8{{$}}
// CHECK: test_step#2: [] = 4{{$}}
// CHECK: test_step#2: [] = 2{{$}}
// CHECK: test_step#2: [] = 1{{$}}
// CHECK: test_step#2: [] = 1{{$}}
// CHECK: test_step#1: [1] = -4.01562{{$}}
// CHECK: test_step#2: [] = 1{{$}}
// CHECK: test_step#1: [1] = -5.00781{{$}}
// CHECK: test_step#2: [] = 1{{$}}
// CHECK: test_step#2: [] = 1{{$}}
// CHECK: test_step#2: [] = 2{{$}}
// CHECK: test_step#2: [] = 2{{$}}
// CHECK: test_step#2: [] = 2{{$}}
// CHECK: test_step#2: [] = 4{{$}}
mindir.parameter @w : tensor<1xf32> init(#mindir.ones)
mindir.parameter @scale_sense : tensor<f32> init(#mindir.fill<value = 16.0>) frozen optimizer
mindir.parameter @count : tensor<i32> init(#mindir.zeros) frozen
func.func @test_step() -> (tensor<f32>, tensor<1xf32>, tensor<f32>) attributes {mindir.loss_scale = {factor = 2.0 : f64, window = 3 : i64}} {
  %w = mindir.load @w : tensor<1xf32>
  %n = mindir.load @count : tensor<i32>
  %s = mindir.load @scale_sense : tensor<f32>
  // The step's number, and whether it is 4 or in 7 to 12.
  %one = mindir.constant dense<1> : tensor<i32>
  %four = mindir.constant dense<4> : tensor<i32>
  %seven = mindir.constant dense<7> : tensor<i32>
  %thirteen = mindir.constant dense<13> : tensor<i32>
  %next = mindir.add %n, %one : (tensor<i32>, tensor<i32>) -> tensor<i32>
  %0 = mindir.equal %n, %four : (tensor<i32>, tensor<i32>) -> tensor<i1>
  %1 = mindir.greater_equal %n, %seven : (tensor<i32>, tensor<i32>) -> tensor<i1>
  %2 = mindir.less %n, %thirteen : (tensor<i32>, tensor<i32>) -> tensor<i1>
  %3 = mindir.logical_and %1, %2 : (tensor<i1>, tensor<i1>) -> tensor<i1>
  %bad = mindir.logical_or %0, %3 : (tensor<i1>, tensor<i1>) -> tensor<i1>
  %fine = mindir.constant dense<1.0> : tensor<f32>
  %infinite = mindir.constant dense<0x7F800000> : tensor<f32>
  %x = mindir.select %bad, %infinite, %fine : (tensor<i1>, tensor<f32>, tensor<f32>) -> tensor<f32>
  %y = mindir.mul %w, %x : (tensor<1xf32>, tensor<f32>) -> tensor<1xf32>
  %loss = mindir.reduce_sum %y : tensor<1xf32> -> tensor<f32>
  mindir.assign @count, %next : tensor<i32>
  return %loss, %w, %s : tensor<f32>, tensor<1xf32>, tensor<f32>
}
