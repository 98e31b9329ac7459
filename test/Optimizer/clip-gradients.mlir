//===- clip-gradients.mlir - Bounds for gradients -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The first gradients have the norm 5; gradient and parameter of the last
// function are f16, whose squares would be infinite.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-clip-gradients=clip-value=2 | FileCheck %s --check-prefix=VALUE
// RUN: ms-opt %s -split-input-file -mindir-clip-gradients="function=test_clip clip-value=2" -test-evaluate -o /dev/null | FileCheck %s --check-prefix=VALUES
// RUN: ms-opt %s -split-input-file -mindir-clip-gradients="function=test_clip clip-norm=2.5" -test-evaluate -o /dev/null | FileCheck %s --check-prefix=NORM
// RUN: ms-opt %s -split-input-file -mindir-clip-gradients="function=test_clip clip-norm=20000" -test-evaluate -o /dev/null | FileCheck %s --check-prefix=LARGE
// RUN: ms-opt %s -split-input-file -mindir-clip-gradients="function=test_clip clip-norm=1 clip-value=2" -test-evaluate -o /dev/null | FileCheck %s --check-prefix=BOTH
// RUN: ms-opt %s -split-input-file -mindir-clip-gradients="function=test_clip clip-norm=2.5 clip-value=3.5" -test-execute="tolerance=1e-3" -o /dev/null | FileCheck %s --check-prefix=EXECUTED
// RUN: not ms-opt %s -split-input-file -mindir-clip-gradients="function=test_clip clip-norm=-1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not ms-opt %s -split-input-file -mindir-clip-gradients="function=none clip-norm=1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not ms-opt %s -split-input-file -mindir-clip-gradients="function=no_gradient clip-norm=1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOGRADIENT

// NEGATIVE: error: [MS2201] clip-norm is -1
// NONE: error: [MS2201] the module has no function 'none' with gradients to clip
// NOGRADIENT: error: [MS2201] function 'no_gradient' returns no gradient
// EXECUTED: test_clip [1]: ok
// EXECUTED: test_clip [1]: ok

// The loss is not touched.
// VALUES: test_clip#0: [] = 4
// VALUES: test_clip#1: [2] = 2, 0
// VALUES: test_clip#2: [1] = -2
// NORM: test_clip#0: [] = 4
// NORM: test_clip#1: [2] = 1.5, 0
// NORM: test_clip#2: [1] = -2
// LARGE: test_clip#1: [2] = 3, 0
// LARGE: test_clip#2: [1] = -4
// BOTH: test_clip#1: [2] = 0.707107, 0
// BOTH: test_clip#2: [1] = -0.707107
module {
  mindir.parameter @a : tensor<2xf32> init(#mindir.ones)
  mindir.parameter @b : tensor<1xf64> init(#mindir.ones)
  func.func @no_gradient(%x: tensor<f32>) -> tensor<f32> {
    return %x : tensor<f32>
  }
  func.func @train_step(%x: tensor<f32>, %g: tensor<2xf32>, %h: tensor<1xf64>) -> (tensor<f32>, tensor<2xf32> {mindir.gradient_of = @a}, tensor<1xf64> {mindir.gradient_of = @b}) {
    // VALUE: func.func @train_step(%[[X:.*]]: tensor<f32>, %[[G:.*]]: tensor<2xf32>, %[[H:.*]]: tensor<1xf64>)
    // VALUE: mindir.minimum %[[G]]
    // VALUE: %[[A:.*]] = mindir.maximum
    // VALUE: mindir.minimum %[[H]]
    // VALUE: %[[B:.*]] = mindir.maximum
    // VALUE: return %[[X]], %[[A]], %[[B]]
    return %x, %g, %h : tensor<f32>, tensor<2xf32>, tensor<1xf64>
  }
  func.func @test_clip() -> (tensor<f32>, tensor<2xf32> {mindir.gradient_of = @a}, tensor<1xf64> {mindir.gradient_of = @b}) {
    %x = mindir.constant dense<4.0> : tensor<f32>
    %g = mindir.constant dense<[3.0, 0.0]> : tensor<2xf32>
    %h = mindir.constant dense<[-4.0]> : tensor<1xf64>
    return %x, %g, %h : tensor<f32>, tensor<2xf32>, tensor<1xf64>
  }
}

// -----

// NORM: test_clip#0: [2] = 1.5, -2
module {
  mindir.parameter @a : tensor<2xf16> init(#mindir.ones)
  func.func @train_step(%g: tensor<2xf16>) -> (tensor<2xf16> {mindir.gradient_of = @a}) {
    return %g : tensor<2xf16>
  }
  func.func @test_clip() -> (tensor<2xf16> {mindir.gradient_of = @a}) {
    %g = mindir.constant dense<[30000.0, -40000.0]> : tensor<2xf16>
    return %g : tensor<2xf16>
  }
}
