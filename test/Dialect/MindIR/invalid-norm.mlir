//===- invalid-norm.mlir - Normalizations that are refused ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.batch_norm (C1)
func.func @f(%x: tensor<3xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: input has rank 1, but needs rank 2 to 5 (C1)}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.batch_norm (C1): an operand
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<1x3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: an operand has type tensor<1x3xf32>, but a number per channel needs rank 1 (C1)}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<1x3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// mindir.batch_norm (C2)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: an operand has 4 elements, but the input has 3 channels (C2)}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<4xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// mindir.batch_norm (C3)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf64>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: an operand has elements of type f64, but f32 is needed beside an input of f32 (C3)}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf64>, tensor<3xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// mindir.batch_norm (C3): half
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf16>, %b: tensor<3xf16>, %m: tensor<3xf16>, %v: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: an operand has elements of type f16, but f32 is needed beside an input of f32 (C3)}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>) -> tensor<2x3x4xf32>
  return
}

// -----

// mindir.batch_norm (C4)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: epsilon is 0.000000, but must be positive (C4)}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.0} : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// mindir.batch_norm (C5)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm: result has type 'tensor<2x4x4xf32>'}}
  %0 = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x4x4xf32>
  return
}

// -----

// mindir.batch_norm_train (C1)
func.func @f(%x: tensor<3xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: input has rank 1, but needs rank 2 to 5 (C1)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train (C1): an operand
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<1x3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: an operand has type tensor<1x3xf32>, but a number per channel needs rank 1 (C1)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<1x3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train (C2)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: an operand has 4 elements, but the input has 3 channels (C2)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train (C3)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf64>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: an operand has elements of type f64, but f32 is needed beside an input of f32 (C3)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf64>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>, tensor<3xf64>)
  return
}

// -----

// mindir.batch_norm_train (C3): half
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf16>, %b: tensor<3xf16>, %m: tensor<3xf16>, %v: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: an operand has elements of type f16, but f32 is needed beside an input of f32 (C3)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>) -> (tensor<2x3x4xf32>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>, tensor<3xf16>)
  return
}

// -----

// mindir.batch_norm_train (C4)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: epsilon is 0.000000, but must be positive (C4)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 0.0} : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train (C4): momentum
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: momentum is 1.500000, but must be in [0, 1] (C4)}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 1.5} : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train (C5)
func.func @f(%x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train: result has type 'tensor<2x4x4xf32>'}}
  %0:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x4x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_grad (C1)
func.func @f(%dy: tensor<2x3x5xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_grad: the gradient has type tensor<2x3x5xf32>, but the input tensor<2x3x4xf32> (C1)}}
  %0:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v : (tensor<2x3x5xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_grad (C1): rank
func.func @f(%dy: tensor<2x3x1x1x1x1xf32>, %x: tensor<2x3x1x1x1x1xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_grad: input has rank 6, but needs rank 2 to 5 (C1)}}
  %0:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v : (tensor<2x3x1x1x1x1xf32>, tensor<2x3x1x1x1x1xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x1x1x1x1xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_grad (C2)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<2xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_grad: an operand has 2 elements, but the input has 3 channels (C2)}}
  %0:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_grad (C3)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xbf16>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_grad: an operand has elements of type bf16, but f32 is needed beside an input of f32 (C3)}}
  %0:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xbf16>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_grad (C4)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_grad: epsilon is -1.000000, but must be positive (C4)}}
  %0:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = -1.0} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_grad (C5)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_grad: result has type 'tensor<2x4x4xf32>'}}
  %0:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x4x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train_grad (C1)
func.func @f(%dy: tensor<2x3x5xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train_grad: the gradient has type tensor<2x3x5xf32>, but the input tensor<2x3x4xf32> (C1)}}
  %0:3 = mindir.batch_norm_train_grad %dy, %x, %g, %m, %v : (tensor<2x3x5xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train_grad (C1): rank
func.func @f(%dy: tensor<2x3x1x1x1x1xf32>, %x: tensor<2x3x1x1x1x1xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train_grad: input has rank 6, but needs rank 2 to 5 (C1)}}
  %0:3 = mindir.batch_norm_train_grad %dy, %x, %g, %m, %v : (tensor<2x3x1x1x1x1xf32>, tensor<2x3x1x1x1x1xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x1x1x1x1xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train_grad (C2)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<2xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train_grad: an operand has 2 elements, but the input has 3 channels (C2)}}
  %0:3 = mindir.batch_norm_train_grad %dy, %x, %g, %m, %v : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train_grad (C3)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xbf16>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train_grad: an operand has elements of type bf16, but f32 is needed beside an input of f32 (C3)}}
  %0:3 = mindir.batch_norm_train_grad %dy, %x, %g, %m, %v : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xbf16>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train_grad (C4)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train_grad: epsilon is -1.000000, but must be positive (C4)}}
  %0:3 = mindir.batch_norm_train_grad %dy, %x, %g, %m, %v {epsilon = -1.0} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.batch_norm_train_grad (C5)
func.func @f(%dy: tensor<2x3x4xf32>, %x: tensor<2x3x4xf32>, %g: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.batch_norm_train_grad: result has type 'tensor<2x4x4xf32>'}}
  %0:3 = mindir.batch_norm_train_grad %dy, %x, %g, %m, %v : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x4x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}
