//===- invalid-loss.mlir - Losses that are refused ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.smooth_l1_loss (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.smooth_l1_loss' op requires the same type for all operands and results}}
  %0 = "mindir.smooth_l1_loss"(%x, %y) : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.smooth_l1_loss (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.smooth_l1_loss: beta is 0.000000e+00, but must be positive (C2)}}
  %0 = mindir.smooth_l1_loss %x, %x {beta = 0.0} : tensor<2x3xf32>
  return
}

// -----

// mindir.smooth_l1_loss_grad (C1)
func.func @f(%x: tensor<2x3xf32>, %y: tensor<3xf32>) {
  // expected-error @below {{'mindir.smooth_l1_loss_grad' op requires the same type for all operands and results}}
  %0 = "mindir.smooth_l1_loss_grad"(%x, %y, %x) : (tensor<2x3xf32>, tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.smooth_l1_loss_grad (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.smooth_l1_loss_grad: beta is 0.000000e+00, but must be positive (C2)}}
  %0 = mindir.smooth_l1_loss_grad %x, %x, %x {beta = 0.0} : tensor<2x3xf32>
  return
}

// -----

// mindir.binary_cross_entropy (C1)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.binary_cross_entropy: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.binary_cross_entropy %a, %b, %c : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.binary_cross_entropy (C2)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.binary_cross_entropy: element types f32 and f16 differ (C2)}}
  %0 = mindir.binary_cross_entropy %a, %b, %c : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.binary_cross_entropy (C3)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.binary_cross_entropy: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.binary_cross_entropy %a, %b, %c : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.binary_cross_entropy_grad (C1)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>, %d: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.binary_cross_entropy_grad: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.binary_cross_entropy_grad %a, %b, %c, %d : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.binary_cross_entropy_grad (C2)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>, %d: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.binary_cross_entropy_grad: element types f32 and f16 differ (C2)}}
  %0 = mindir.binary_cross_entropy_grad %a, %b, %c, %d : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.binary_cross_entropy_grad (C3)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>, %d: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.binary_cross_entropy_grad: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.binary_cross_entropy_grad %a, %b, %c, %d : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.bce_with_logits_loss (C1)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>, %d: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.bce_with_logits_loss: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.bce_with_logits_loss %a, %b, %c, %d : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.bce_with_logits_loss (C2)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>, %d: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.bce_with_logits_loss: element types f32 and f16 differ (C2)}}
  %0 = mindir.bce_with_logits_loss %a, %b, %c, %d : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.bce_with_logits_loss (C3)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>, %c: tensor<2x3xf32>, %d: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.bce_with_logits_loss: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.bce_with_logits_loss %a, %b, %c, %d : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.kl_div_loss (C1)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.kl_div_loss: shapes [2, 3] and [2] do not broadcast (C1)}}
  %0 = mindir.kl_div_loss %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.kl_div_loss (C2)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<3xf16>) {
  // expected-error @below {{[MS1001] mindir.kl_div_loss: element types f32 and f16 differ (C2)}}
  %0 = mindir.kl_div_loss %a, %b : (tensor<2x3xf32>, tensor<3xf16>) -> tensor<2x3xf32>
  return
}

// -----

// mindir.kl_div_loss (C3)
func.func @f(%a: tensor<2x3xf32>, %b: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.kl_div_loss: result has type 'tensor<3xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.kl_div_loss %a, %b : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<3xf32>
  return
}

// -----

// mindir.nll_loss (C1)
func.func @f(%x: tensor<2x3x4xf32>, %i: tensor<2xi32>, %w: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.nll_loss: logits have rank 3, but must be a matrix (C1)}}
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<2x3x4xf32>, tensor<2xi32>, tensor<3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

// mindir.nll_loss (C2)
func.func @f(%x: tensor<2x3xf32>, %i: tensor<3xi32>, %w: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.nll_loss: labels have shape [3], but the logits [2, 3] need [2] (C2)}}
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<2x3xf32>, tensor<3xi32>, tensor<3xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

// mindir.nll_loss (C3)
func.func @f(%x: tensor<2x3xf32>, %i: tensor<2xi32>, %w: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.nll_loss: weight is tensor<2xf32>, but must be tensor<3xf32> (C3)}}
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<2x3xf32>, tensor<2xi32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>)
  return
}

// -----

// mindir.nll_loss (C4)
func.func @f(%x: tensor<2x3xf32>, %i: tensor<2xi32>, %w: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.nll_loss: result has type 'tensor<3xf32>', 'tensor<3xf32>', but the operands give 'tensor<2xf32>', 'tensor<2xf32>'}}
  %0, %1 = mindir.nll_loss %x, %i, %w : (tensor<2x3xf32>, tensor<2xi32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return
}
