//===- schedules.mlir - Learning rates by step ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The gradient is one, so that the parameter, returned before its update, goes
// down by the learning rate of each step. The numbers are the formulas' of
// MindIRAttrs.td, worked out apart.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-differentiate=function=test_step -mindir-insert-optimizer=function=test_step -test-evaluate="times=6" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-differentiate=function=test_step -mindir-insert-optimizer=function=test_step -test-execute="initial steps=6" -o /dev/null | FileCheck %s --check-prefix=EXECUTED

// EXECUTED-COUNT-10: test_step [1]: ok

// Constant
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -1{{$}}
// CHECK: test_step#0: [] = -1.5{{$}}
// CHECK: test_step#0: [] = -2{{$}}
// CHECK: test_step#0: [] = -2.5{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.constant_lr<learning_rate = 0.5>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// List
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -0.75{{$}}
// CHECK: test_step#0: [] = -0.875{{$}}
// CHECK: test_step#0: [] = -1{{$}}
// CHECK: test_step#0: [] = -1.125{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.list_lr<learning_rate = [0.5, 0.25, 0.125]>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Piecewise
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -0.75{{$}}
// CHECK: test_step#0: [] = -1{{$}}
// CHECK: test_step#0: [] = -1.25{{$}}
// CHECK: test_step#0: [] = -1.5{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.piecewise_constant_lr<milestone = [1, 3], learning_rate = [0.5, 0.25]>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Exponential
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -0.75{{$}}
// CHECK: test_step#0: [] = -0.875{{$}}
// CHECK: test_step#0: [] = -0.9375{{$}}
// CHECK: test_step#0: [] = -0.96875{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.exponential_decay_lr<learning_rate = 0.5, decay_rate = 0.25, decay_steps = 2>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Stair
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -1{{$}}
// CHECK: test_step#0: [] = -1.125{{$}}
// CHECK: test_step#0: [] = -1.25{{$}}
// CHECK: test_step#0: [] = -1.28125{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.exponential_decay_lr<learning_rate = 0.5, decay_rate = 0.25, decay_steps = 2, is_stair = true>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Cosine
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -0.9{{$}}
// CHECK: test_step#0: [] = -1.1{{$}}
// CHECK: test_step#0: [] = -1.2{{$}}
// CHECK: test_step#0: [] = -1.3{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.cosine_decay_lr<min_lr = 0.1, max_lr = 0.5, decay_steps = 3>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Polynomial
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -0.777778{{$}}
// CHECK: test_step#0: [] = -0.922222{{$}}
// CHECK: test_step#0: [] = -1.02222{{$}}
// CHECK: test_step#0: [] = -1.12222{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.polynomial_decay_lr<learning_rate = 0.5, end_learning_rate = 0.1, decay_steps = 3, power = 2.0>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Polynomial, with more steps
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.5{{$}}
// CHECK: test_step#0: [] = -0.926599{{$}}
// CHECK: test_step#0: [] = -1.25754{{$}}
// CHECK: test_step#0: [] = -1.35754{{$}}
// CHECK: test_step#0: [] = -1.68848{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.polynomial_decay_lr<learning_rate = 0.5, end_learning_rate = 0.1, decay_steps = 3, power = 0.5, update_decay_steps = true>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Warm-up
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.25{{$}}
// CHECK: test_step#0: [] = -0.75{{$}}
// CHECK: test_step#0: [] = -1.25{{$}}
// CHECK: test_step#0: [] = -1.75{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.warm_up_lr<warmup_steps = 2, learning_rate = #mindir.constant_lr<learning_rate = 0.5>>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}

// -----

// Warm-up, then a cosine
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = 0{{$}}
// CHECK: test_step#0: [] = -0.25{{$}}
// CHECK: test_step#0: [] = -0.75{{$}}
// CHECK: test_step#0: [] = -1.15{{$}}
// CHECK: test_step#0: [] = -1.35{{$}}
module attributes {mindir.optimizer = #mindir.optimizer<kind = "gradient_descent", learning_rate = #mindir.warm_up_lr<warmup_steps = 2, learning_rate = #mindir.cosine_decay_lr<min_lr = 0.1, max_lr = 0.5, decay_steps = 3>>>} {
  mindir.parameter @w : tensor<f32> init(#mindir.zeros)
  func.func @test_step() -> tensor<f32> {
    %w = mindir.load @w : tensor<f32>
    return %w : tensor<f32>
  }
}
