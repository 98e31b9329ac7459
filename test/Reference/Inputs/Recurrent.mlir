//===- Recurrent.mlir - Recurrent layers ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Recurrent.*.npz,
// written by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @lstm(%x: tensor<5x2x3xf32>, %h0: tensor<1x2x4xf32>, %c0: tensor<1x2x4xf32>, %w: tensor<128x1x1xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) {
  %y, %hn, %cn = mindir.lstm %x, %h0, %c0, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return %y, %hn, %cn : tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>
}

func.func @lstm_batch_first(%x: tensor<2x5x3xf32>, %h0: tensor<2x4xf32>, %c0: tensor<2x4xf32>, %w: tensor<112xf32>) -> (tensor<2x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) {
  %y, %hn, %cn = mindir.lstm %x, %h0, %c0, %w {batch_first = true, has_bias = false} : (tensor<2x5x3xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<112xf32>) -> (tensor<2x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  return %y, %hn, %cn : tensor<2x5x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>
}

func.func @lstm_grad(%x: tensor<5x2x3xf32>, %h0: tensor<1x2x4xf32>, %c0: tensor<1x2x4xf32>, %w: tensor<128x1x1xf32>, %dy: tensor<5x2x4xf32>, %dhn: tensor<1x2x4xf32>, %dcn: tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>) {
  %0:4 = mindir.lstm_grad %x, %h0, %c0, %w, %dy, %dhn, %dcn : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>)
  return %0#0, %0#1, %0#2, %0#3 : tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>
}

func.func @gru(%x: tensor<5x2x3xf32>, %h0: tensor<1x2x4xf32>, %w: tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>) {
  %y, %hn = mindir.gru %x, %h0, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  return %y, %hn : tensor<5x2x4xf32>, tensor<1x2x4xf32>
}

func.func @gru_batch_first(%x: tensor<2x5x3xf32>, %h0: tensor<2x4xf32>, %w: tensor<84xf32>) -> (tensor<2x5x4xf32>, tensor<2x4xf32>) {
  %y, %hn = mindir.gru %x, %h0, %w {batch_first = true, has_bias = false} : (tensor<2x5x3xf32>, tensor<2x4xf32>, tensor<84xf32>) -> (tensor<2x5x4xf32>, tensor<2x4xf32>)
  return %y, %hn : tensor<2x5x4xf32>, tensor<2x4xf32>
}
