//===- invalid-softmax.mlir - Softmax, losses that are refused ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.softmax (C1)
func.func @f(%x: tensor<2x10xf32>) {
  // expected-error @below {{[MS1001] mindir.softmax: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.softmax %x {axis = 2 : i64} : tensor<2x10xf32> -> tensor<2x10xf32>
  return
}

// -----

// mindir.softmax (C2)
func.func @f(%x: tensor<2x10xf32>) {
  // expected-error @below {{[MS1001] mindir.softmax: result has type 'tensor<2xf32>', but the operands give 'tensor<2x10xf32>'}}
  %0 = mindir.softmax %x : tensor<2x10xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.log_softmax (C1)
func.func @f(%x: tensor<2x10xf32>) {
  // expected-error @below {{[MS1001] mindir.log_softmax: axis 2 is outside rank 2 (C1)}}
  %0 = mindir.log_softmax %x {axis = 2 : i64} : tensor<2x10xf32> -> tensor<2x10xf32>
  return
}

// -----

// mindir.log_softmax (C2)
func.func @f(%x: tensor<2x10xf32>) {
  // expected-error @below {{[MS1001] mindir.log_softmax: result has type 'tensor<2xf32>', but the operands give 'tensor<2x10xf32>'}}
  %0 = mindir.log_softmax %x : tensor<2x10xf32> -> tensor<2xf32>
  return
}

// -----

// mindir.dropout (C1)
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{[MS1001] mindir.dropout: keep_prob is 0.000000, but must be in (0, 1] (C1)}}
  %0 = mindir.dropout %x, %c {keep_prob = 0.0} : tensor<2x10xf32>, tensor<i64>
  return
}

// -----

// mindir.dropout (C2)
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{[MS1001] mindir.dropout: result has type 'tensor<2xf32>', but the operands give 'tensor<2x10xf32>'}}
  %0 = "mindir.dropout"(%x, %c) <{keep_prob = 0.5 : f64}> : (tensor<2x10xf32>, tensor<i64>) -> tensor<2xf32>
  return
}

// -----

// mindir.dropout_grad (C1)
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{[MS1001] mindir.dropout_grad: keep_prob is 0.000000, but must be in (0, 1] (C1)}}
  %0 = mindir.dropout_grad %x, %c {keep_prob = 0.0} : tensor<2x10xf32>, tensor<i64>
  return
}

// -----

// mindir.dropout_grad (C2)
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{[MS1001] mindir.dropout_grad: result has type 'tensor<2xf32>', but the operands give 'tensor<2x10xf32>'}}
  %0 = "mindir.dropout_grad"(%x, %c) <{keep_prob = 0.5 : f64}> : (tensor<2x10xf32>, tensor<i64>) -> tensor<2xf32>
  return
}

// -----

// mindir.dropout (C1): more than certain
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{[MS1001] mindir.dropout: keep_prob is 1.500000, but must be in (0, 1] (C1)}}
  %0 = mindir.dropout %x, %c {keep_prob = 1.5} : tensor<2x10xf32>, tensor<i64>
  return
}

// -----

// mindir.dropout (C1): NaN
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{[MS1001] mindir.dropout: keep_prob is nan, but must be in (0, 1] (C1)}}
  %0 = mindir.dropout %x, %c {keep_prob = 0x7FF8000000000000 : f64} : tensor<2x10xf32>, tensor<i64>
  return
}

// -----

// mindir.dropout without a probability
func.func @f(%x: tensor<2x10xf32>, %c: tensor<i64>) {
  // expected-error @below {{'mindir.dropout' op requires attribute 'keep_prob'}}
  %0 = mindir.dropout %x, %c : tensor<2x10xf32>, tensor<i64>
  return
}

// -----

// mindir.dropout with a counter that is no scalar
func.func @f(%x: tensor<2x10xf32>, %c: tensor<1xi64>) {
  // expected-error @below {{'mindir.dropout' op operand #1 must be 0D tensor of 64-bit signless integer values, but got 'tensor<1xi64>'}}
  %0 = mindir.dropout %x, %c {keep_prob = 0.5} : tensor<2x10xf32>, tensor<1xi64>
  return
}

// -----

// mindir.sparse_softmax_cross_entropy (C1)
func.func @f(%x: tensor<10xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.sparse_softmax_cross_entropy: logits have rank 1, but must be a matrix (C1)}}
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<10xf32>, tensor<2xi32>) -> tensor<f32>
  return
}

// -----

// mindir.sparse_softmax_cross_entropy (C2)
func.func @f(%x: tensor<2x10xf32>, %i: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.sparse_softmax_cross_entropy: labels have shape [3], but the logits [2, 10] need [2] (C2)}}
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<2x10xf32>, tensor<3xi32>) -> tensor<f32>
  return
}

// -----

// mindir.sparse_softmax_cross_entropy (C3)
func.func @f(%x: tensor<2x10xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.sparse_softmax_cross_entropy: result has type 'tensor<2xf32>', but the operands give 'tensor<f32>'}}
  %0 = mindir.sparse_softmax_cross_entropy %x, %i : (tensor<2x10xf32>, tensor<2xi32>) -> tensor<2xf32>
  return
}

// -----

// mindir.sparse_softmax_cross_entropy_grad (C1)
func.func @f(%x: tensor<10xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.sparse_softmax_cross_entropy_grad: logits have rank 1, but must be a matrix (C1)}}
  %0 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<10xf32>, tensor<2xi32>) -> tensor<2x10xf32>
  return
}

// -----

// mindir.sparse_softmax_cross_entropy_grad (C2)
func.func @f(%x: tensor<2x10xf32>, %i: tensor<3xi32>) {
  // expected-error @below {{[MS1001] mindir.sparse_softmax_cross_entropy_grad: labels have shape [3], but the logits [2, 10] need [2] (C2)}}
  %0 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<2x10xf32>, tensor<3xi32>) -> tensor<2x10xf32>
  return
}

// -----

// mindir.sparse_softmax_cross_entropy_grad (C3)
func.func @f(%x: tensor<2x10xf32>, %i: tensor<2xi32>) {
  // expected-error @below {{[MS1001] mindir.sparse_softmax_cross_entropy_grad: result has type 'tensor<2xf32>', but the operands give 'tensor<2x10xf32>'}}
  %0 = mindir.sparse_softmax_cross_entropy_grad %x, %i : (tensor<2x10xf32>, tensor<2xi32>) -> tensor<2xf32>
  return
}

// -----

// mindir.softmax_cross_entropy (C1)
func.func @f(%x: tensor<2x10xf32>, %y: tensor<2x9xf32>) {
  // expected-error @below {{[MS1001] mindir.softmax_cross_entropy: logits are tensor<2x10xf32> and labels tensor<2x9xf32>, but both must be matrices of one type (C1)}}
  %0, %1 = mindir.softmax_cross_entropy %x, %y : (tensor<2x10xf32>, tensor<2x9xf32>) -> (tensor<2xf32>, tensor<2x10xf32>)
  return
}

// -----

// mindir.softmax_cross_entropy (C1): the rank
func.func @f(%x: tensor<2xf32>, %y: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.softmax_cross_entropy: logits are tensor<2xf32> and labels tensor<2xf32>, but both must be matrices of one type (C1)}}
  %0, %1 = mindir.softmax_cross_entropy %x, %y : (tensor<2xf32>, tensor<2xf32>) -> (tensor<2xf32>, tensor<2x10xf32>)
  return
}

// -----

// mindir.softmax_cross_entropy (C2)
func.func @f(%x: tensor<2x10xf32>, %y: tensor<2x10xf32>) {
  // expected-error @below {{[MS1001] mindir.softmax_cross_entropy: result has type 'tensor<f32>', 'tensor<2x10xf32>', but the operands give 'tensor<2xf32>', 'tensor<2x10xf32>'}}
  %0, %1 = mindir.softmax_cross_entropy %x, %y : (tensor<2x10xf32>, tensor<2x10xf32>) -> (tensor<f32>, tensor<2x10xf32>)
  return
}

// -----

// mindir.mse_loss (C1)
func.func @f(%x: tensor<2x10xf32>, %y: tensor<2x9xf32>) {
  // expected-error @below {{[MS1001] mindir.mse_loss: logits are tensor<2x10xf32> and labels tensor<2x9xf32>, but must have one type (C1)}}
  %0 = mindir.mse_loss %x, %y : (tensor<2x10xf32>, tensor<2x9xf32>) -> tensor<f32>
  return
}

// -----

// mindir.mse_loss (C2)
func.func @f(%x: tensor<2x10xf32>) {
  // expected-error @below {{[MS1001] mindir.mse_loss: result has type 'tensor<2xf32>', but the operands give 'tensor<f32>'}}
  %0 = mindir.mse_loss %x, %x : (tensor<2x10xf32>, tensor<2x10xf32>) -> tensor<2xf32>
  return
}
