//===- invalid-activation.mlir - Activations that are refused -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.gelu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.gelu' op requires the same type for all operands and results}}
  %0 = "mindir.gelu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.gelu_erf (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.gelu_erf' op requires the same type for all operands and results}}
  %0 = "mindir.gelu_erf"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.silu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.silu' op requires the same type for all operands and results}}
  %0 = "mindir.silu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.hsigmoid (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.hsigmoid' op requires the same type for all operands and results}}
  %0 = "mindir.hsigmoid"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.hswish (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.hswish' op requires the same type for all operands and results}}
  %0 = "mindir.hswish"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.relu6 (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.relu6' op requires the same type for all operands and results}}
  %0 = "mindir.relu6"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.selu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.selu' op requires the same type for all operands and results}}
  %0 = "mindir.selu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.softplus (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.softplus' op requires the same type for all operands and results}}
  %0 = "mindir.softplus"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.log_sigmoid (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.log_sigmoid' op requires the same type for all operands and results}}
  %0 = "mindir.log_sigmoid"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.mish (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.mish' op requires the same type for all operands and results}}
  %0 = "mindir.mish"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.leaky_relu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.leaky_relu' op requires the same type for all operands and results}}
  %0 = "mindir.leaky_relu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.elu (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{'mindir.elu' op requires the same type for all operands and results}}
  %0 = "mindir.elu"(%x) : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

// mindir.gelu_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.gelu_grad' op requires the same type for all operands and results}}
  %0 = "mindir.gelu_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.gelu_erf_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.gelu_erf_grad' op requires the same type for all operands and results}}
  %0 = "mindir.gelu_erf_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.silu_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.silu_grad' op requires the same type for all operands and results}}
  %0 = "mindir.silu_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.hsigmoid_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.hsigmoid_grad' op requires the same type for all operands and results}}
  %0 = "mindir.hsigmoid_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.hswish_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.hswish_grad' op requires the same type for all operands and results}}
  %0 = "mindir.hswish_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.relu6_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.relu6_grad' op requires the same type for all operands and results}}
  %0 = "mindir.relu6_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.softplus_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.softplus_grad' op requires the same type for all operands and results}}
  %0 = "mindir.softplus_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.elu_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.elu_grad' op requires the same type for all operands and results}}
  %0 = "mindir.elu_grad"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.prelu (C1)
func.func @f(%x: tensor<2x4x5xf32>, %w: tensor<5xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu: weight has shape [5], but must be [4] or [1] (C1)}}
  %0 = mindir.prelu %x, %w : (tensor<2x4x5xf32>, tensor<5xf32>) -> tensor<2x4x5xf32>
  return
}

// -----

// mindir.prelu (C1): a matrix of slopes
func.func @f(%x: tensor<2x4x5xf32>, %w: tensor<4x1xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu: weight has shape [4, 1], but must be [4] or [1] (C1)}}
  %0 = mindir.prelu %x, %w : (tensor<2x4x5xf32>, tensor<4x1xf32>) -> tensor<2x4x5xf32>
  return
}

// -----

// mindir.prelu (C2)
func.func @f(%x: tensor<2x4x5xf32>, %w: tensor<4xf16>) {
  // expected-error @below {{[MS1001] mindir.prelu: element types f32 and f16 differ (C2)}}
  %0 = mindir.prelu %x, %w : (tensor<2x4x5xf32>, tensor<4xf16>) -> tensor<2x4x5xf32>
  return
}

// -----

// mindir.prelu (C3)
func.func @f(%x: tensor<2x4x5xf32>, %w: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu: result has type 'tensor<2x4xf32>', but the operands give 'tensor<2x4x5xf32>'}}
  %0 = mindir.prelu %x, %w : (tensor<2x4x5xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return
}

// -----

// mindir.prelu_grad (C1)
func.func @f(%dy: tensor<2x4x5xf32>, %x: tensor<2x4x5xf32>, %w: tensor<5xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu_grad: weight has shape [5], but must be [4] or [1] (C1)}}
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<2x4x5xf32>, tensor<2x4x5xf32>, tensor<5xf32>) -> (tensor<2x4x5xf32>, tensor<5xf32>)
  return
}

// -----

// mindir.prelu_grad (C1): a matrix of slopes
func.func @f(%dy: tensor<2x4x5xf32>, %x: tensor<2x4x5xf32>, %w: tensor<4x1xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu_grad: weight has shape [4, 1], but must be [4] or [1] (C1)}}
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<2x4x5xf32>, tensor<2x4x5xf32>, tensor<4x1xf32>) -> (tensor<2x4x5xf32>, tensor<4x1xf32>)
  return
}

// -----

// mindir.prelu_grad (C2)
func.func @f(%dy: tensor<2x4x5xf32>, %x: tensor<2x4x5xf32>, %w: tensor<4xf16>) {
  // expected-error @below {{[MS1001] mindir.prelu_grad: element types f32 and f16 differ (C2)}}
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<2x4x5xf32>, tensor<2x4x5xf32>, tensor<4xf16>) -> (tensor<2x4x5xf32>, tensor<4xf16>)
  return
}

// -----

// mindir.prelu_grad (C2): of the gradient
func.func @f(%dy: tensor<2x4xf32>, %x: tensor<2x4x5xf32>, %w: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu_grad: dy has type tensor<2x4xf32>, but x has tensor<2x4x5xf32> (C2)}}
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<2x4xf32>, tensor<2x4x5xf32>, tensor<4xf32>) -> (tensor<2x4x5xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.prelu_grad (C3)
func.func @f(%dy: tensor<2x4x5xf32>, %x: tensor<2x4x5xf32>, %w: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.prelu_grad: result has type 'tensor<2x4x5xf32>', 'tensor<1xf32>', but the operands give 'tensor<2x4x5xf32>', 'tensor<4xf32>'}}
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<2x4x5xf32>, tensor<2x4x5xf32>, tensor<4xf32>) -> (tensor<2x4x5xf32>, tensor<1xf32>)
  return
}
