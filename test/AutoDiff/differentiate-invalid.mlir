//===- differentiate-invalid.mlir - What cannot be differentiated ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-differentiate -verify-diagnostics -o /dev/null

// expected-error @below {{[MS2102] the module has no function 'train_step' to differentiate}}
module {
  func.func @forward() {
    return
  }
}

// -----

// expected-error @below {{[MS2102] the first result of function 'train_step' is missing, but the loss must be a float scalar}}
func.func @train_step() {
  return
}

// -----

// expected-error @below {{[MS2102] the first result of function 'train_step' is 'tensor<3xf32>', but the loss must be a float scalar}}
func.func @train_step(%x: tensor<3xf32>) -> tensor<3xf32> {
  return %x : tensor<3xf32>
}

// -----

// expected-error @below {{[MS2102] the first result of function 'train_step' is 'tensor<i32>', but the loss must be a float scalar}}
func.func @train_step(%x: tensor<i32>) -> tensor<i32> {
  return %x : tensor<i32>
}

// -----

// expected-error @below {{[MS2102] function 'train_step' loads no trainable parameter}}
func.func @train_step(%x: tensor<f32>) -> tensor<f32> {
  return %x : tensor<f32>
}

// -----

mindir.parameter @w : tensor<f32> init(#mindir.ones) frozen
// expected-error @below {{[MS2102] function 'train_step' loads no trainable parameter}}
func.func @train_step() -> tensor<f32> {
  %w = mindir.load @w : tensor<f32>
  return %w : tensor<f32>
}

// -----

// A rule that knows most forms of an op refuses the others.
mindir.parameter @w : tensor<3xf32> init(#mindir.ones)
func.func @train_step(%x: tensor<?x3xf32>) -> tensor<f32> {
  %w = mindir.load @w : tensor<3xf32>
  %0 = mindir.mul %x, %w : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  // expected-error @below {{[MS2101] mindir.reduce_prod: its gradient along the dynamic dimension is not known}}
  %1 = mindir.reduce_prod %0 {axis = [0]} : tensor<?x3xf32> -> tensor<3xf32>
  %loss = mindir.reduce_sum %1 : tensor<3xf32> -> tensor<f32>
  return %loss : tensor<f32>
}
