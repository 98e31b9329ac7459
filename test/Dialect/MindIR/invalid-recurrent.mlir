//===- invalid-recurrent.mlir - Recurrent layers that are refused ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.lstm (C1)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x3x4xf32>, %c: tensor<1x3x4xf32>, %w: tensor<128xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm: x [5, 2, 3], h0 [1, 3, 4] and c0 [1, 3, 4] are not [steps, batch, in] and [1, batch, hidden] (C1)}}
  %0, %1, %2 = mindir.lstm %x, %h, %c, %w : (tensor<5x2x3xf32>, tensor<1x3x4xf32>, tensor<1x3x4xf32>, tensor<128xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.lstm (C1): a dynamic number of steps
func.func @f(%x: tensor<?x2x3xf32>, %h: tensor<1x2x4xf32>, %c: tensor<1x2x4xf32>, %w: tensor<128xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm: x [?, 2, 3], h0 [1, 2, 4] and c0 [1, 2, 4] are not [steps, batch, in] and [1, batch, hidden] (C1)}}
  %0, %1, %2 = mindir.lstm %x, %h, %c, %w : (tensor<?x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<?x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.lstm (C1): the batch first
func.func @f(%x: tensor<?x5x3xf32>, %h: tensor<2x4xf32>, %c: tensor<2x4xf32>, %w: tensor<128xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm: x [?, 5, 3], h0 [2, 4] and c0 [2, 4] are not [batch, steps, in] and [batch, hidden] (C1)}}
  %0, %1, %2 = mindir.lstm %x, %h, %c, %w {batch_first = true} : (tensor<?x5x3xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<128xf32>) -> (tensor<?x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  return
}

// -----

// mindir.lstm (C2)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %c: tensor<1x2x4xf32>, %w: tensor<128xf16>) {
  // expected-error @below {{[MS1001] mindir.lstm: operands tensor<5x2x3xf32> and tensor<128xf16> differ in element type (C2)}}
  %0, %1, %2 = mindir.lstm %x, %h, %c, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf16>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.lstm (C3)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %c: tensor<1x2x4xf32>, %w: tensor<128xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm: w has shape [128], but 112 elements are needed (C3)}}
  %0, %1, %2 = mindir.lstm %x, %h, %c, %w {has_bias = false} : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.lstm (C4)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %c: tensor<1x2x4xf32>, %w: tensor<128xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm: result has type 'tensor<5x2x4xf32>', 'tensor<1x2x4xf32>', 'tensor<2x4xf32>', but the operands give 'tensor<5x2x4xf32>', 'tensor<1x2x4xf32>', 'tensor<1x2x4xf32>'}}
  %0, %1, %2 = mindir.lstm %x, %h, %c, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<2x4xf32>)
  return
}

// -----

// mindir.lstm_grad (C1)
func.func @f(%x: tensor<5x2x3xf32>, %s: tensor<1x2x4xf32>, %w: tensor<127xf32>, %y: tensor<5x2x4xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm_grad: w has shape [127], but 128 elements are needed (C1)}}
  %0:4 = mindir.lstm_grad %x, %s, %s, %w, %y, %s, %s : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<127xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<127xf32>)
  return
}

// -----

// mindir.lstm_grad (C2)
func.func @f(%x: tensor<5x2x3xf32>, %s: tensor<1x2x4xf32>, %w: tensor<128xf32>, %y: tensor<5x2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm_grad: the gradient tensor<5x2x3xf32> is that of a result tensor<5x2x4xf32> (C2)}}
  %0:4 = mindir.lstm_grad %x, %s, %s, %w, %y, %s, %s : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>, tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>)
  return
}

// -----

// mindir.lstm_grad (C3)
func.func @f(%x: tensor<5x2x3xf32>, %s: tensor<1x2x4xf32>, %w: tensor<128xf32>, %y: tensor<5x2x4xf32>) {
  // expected-error @below {{[MS1001] mindir.lstm_grad}}
  %0:4 = mindir.lstm_grad %x, %s, %s, %w, %y, %s, %s : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1xf32>)
  return
}

// -----

// mindir.gru (C1)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x3x4xf32>, %w: tensor<108xf32>) {
  // expected-error @below {{[MS1001] mindir.gru: x [5, 2, 3] and h0 [1, 3, 4] are not [steps, batch, in] and [1, batch, hidden] (C1)}}
  %0, %1 = mindir.gru %x, %h, %w : (tensor<5x2x3xf32>, tensor<1x3x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x3x4xf32>)
  return
}

// -----

// mindir.gru (C1): a dynamic number of steps
func.func @f(%x: tensor<?x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<108xf32>) {
  // expected-error @below {{[MS1001] mindir.gru: x [?, 2, 3] and h0 [1, 2, 4] are not [steps, batch, in] and [1, batch, hidden] (C1)}}
  %0, %1 = mindir.gru %x, %h, %w : (tensor<?x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<?x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.gru (C1): the batch first
func.func @f(%x: tensor<?x5x3xf32>, %h: tensor<2x4xf32>, %w: tensor<108xf32>) {
  // expected-error @below {{[MS1001] mindir.gru: x [?, 5, 3] and h0 [2, 4] are not [batch, steps, in] and [batch, hidden] (C1)}}
  %0, %1 = mindir.gru %x, %h, %w {batch_first = true} : (tensor<?x5x3xf32>, tensor<2x4xf32>, tensor<108xf32>) -> (tensor<?x5x4xf32>, tensor<2x4xf32>)
  return
}

// -----

// mindir.gru (C2)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<108xf16>) {
  // expected-error @below {{[MS1001] mindir.gru: operands tensor<5x2x3xf32> and tensor<108xf16> differ in element type (C2)}}
  %0, %1 = mindir.gru %x, %h, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf16>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.gru (C3)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<96xf32>) {
  // expected-error @below {{[MS1001] mindir.gru: w has shape [96], but 108 elements are needed (C3)}}
  %0, %1 = mindir.gru %x, %h, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<96xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.gru (C3): without biases
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<108xf32>) {
  // expected-error @below {{[MS1001] mindir.gru: w has shape [108], but 84 elements are needed (C3)}}
  %0, %1 = mindir.gru %x, %h, %w {has_bias = false} : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  return
}

// -----

// mindir.gru (C4)
func.func @f(%x: tensor<5x2x3xf32>, %h: tensor<1x2x4xf32>, %w: tensor<108xf32>) {
  // expected-error @below {{[MS1001] mindir.gru: result has type 'tensor<5x2x4xf32>', 'tensor<2x4xf32>', but the operands give 'tensor<5x2x4xf32>', 'tensor<1x2x4xf32>'}}
  %0, %1 = mindir.gru %x, %h, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<2x4xf32>)
  return
}
