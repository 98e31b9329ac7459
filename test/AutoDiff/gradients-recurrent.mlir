//===- gradients-recurrent.mlir - Gradients of recurrent layers -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Against central differences in f64: through the sequence, the last states, or
// both.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-9: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<3x2x3xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p3 : tensor<128xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<3x2x3xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p7 : tensor<128xf32> init(#mindir.zeros)
mindir.parameter @p8 : tensor<3x2x3xf32> init(#mindir.zeros)
mindir.parameter @p9 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p10 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p11 : tensor<128xf32> init(#mindir.zeros)
mindir.parameter @p12 : tensor<2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p13 : tensor<2x4xf32> init(#mindir.zeros)
mindir.parameter @p14 : tensor<2x4xf32> init(#mindir.zeros)
mindir.parameter @p15 : tensor<112xf32> init(#mindir.zeros)
mindir.parameter @p16 : tensor<1x2x3xf32> init(#mindir.zeros)
mindir.parameter @p17 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p18 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p19 : tensor<128xf32> init(#mindir.zeros)
mindir.parameter @p20 : tensor<3x2x3xf32> init(#mindir.zeros)
mindir.parameter @p21 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p22 : tensor<108xf32> init(#mindir.zeros)
mindir.parameter @p23 : tensor<3x2x3xf32> init(#mindir.zeros)
mindir.parameter @p24 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p25 : tensor<108xf32> init(#mindir.zeros)
mindir.parameter @p26 : tensor<2x3x3xf32> init(#mindir.zeros)
mindir.parameter @p27 : tensor<2x4xf32> init(#mindir.zeros)
mindir.parameter @p28 : tensor<84xf32> init(#mindir.zeros)
mindir.parameter @p29 : tensor<1x2x3xf32> init(#mindir.zeros)
mindir.parameter @p30 : tensor<1x2x4xf32> init(#mindir.zeros)
mindir.parameter @p31 : tensor<108xf32> init(#mindir.zeros)

func.func @test_lstm() -> tensor<3x2x4xf32> {
  %x = mindir.load @p0 : tensor<3x2x3xf32>
  %h = mindir.load @p1 : tensor<1x2x4xf32>
  %c = mindir.load @p2 : tensor<1x2x4xf32>
  %w = mindir.load @p3 : tensor<128xf32>
  %y, %hn, %cn = mindir.lstm %x, %h, %c, %w : (tensor<3x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<3x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return %y : tensor<3x2x4xf32>
}

func.func @test_lstm_state() -> tensor<1x2x4xf32> {
  %x = mindir.load @p4 : tensor<3x2x3xf32>
  %h = mindir.load @p5 : tensor<1x2x4xf32>
  %c = mindir.load @p6 : tensor<1x2x4xf32>
  %w = mindir.load @p7 : tensor<128xf32>
  %y, %hn, %cn = mindir.lstm %x, %h, %c, %w : (tensor<3x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<3x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  %0 = mindir.mul %hn, %cn : (tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> tensor<1x2x4xf32>
  return %0 : tensor<1x2x4xf32>
}

func.func @test_lstm_cell() -> tensor<1x2x4xf32> {
  %x = mindir.load @p8 : tensor<3x2x3xf32>
  %h = mindir.load @p9 : tensor<1x2x4xf32>
  %c = mindir.load @p10 : tensor<1x2x4xf32>
  %w = mindir.load @p11 : tensor<128xf32>
  %y, %hn, %cn = mindir.lstm %x, %h, %c, %w : (tensor<3x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<3x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return %cn : tensor<1x2x4xf32>
}

func.func @test_lstm_batch_first() -> tensor<2x4xf32> {
  %x = mindir.load @p12 : tensor<2x3x3xf32>
  %h = mindir.load @p13 : tensor<2x4xf32>
  %c = mindir.load @p14 : tensor<2x4xf32>
  %w = mindir.load @p15 : tensor<112xf32>
  %y, %hn, %cn = mindir.lstm %x, %h, %c, %w {batch_first = true, has_bias = false} : (tensor<2x3x3xf32>, tensor<2x4xf32>, tensor<2x4xf32>, tensor<112xf32>) -> (tensor<2x3x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  %0 = mindir.reduce_sum %y {axis = [1]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  %1 = mindir.add %0, %hn : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

func.func @test_lstm_one_step() -> tensor<1x2x4xf32> {
  %x = mindir.load @p16 : tensor<1x2x3xf32>
  %h = mindir.load @p17 : tensor<1x2x4xf32>
  %c = mindir.load @p18 : tensor<1x2x4xf32>
  %w = mindir.load @p19 : tensor<128xf32>
  %y, %hn, %cn = mindir.lstm %x, %h, %c, %w : (tensor<1x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>) -> (tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return %y : tensor<1x2x4xf32>
}

func.func @test_gru() -> tensor<3x2x4xf32> {
  %x = mindir.load @p20 : tensor<3x2x3xf32>
  %h = mindir.load @p21 : tensor<1x2x4xf32>
  %w = mindir.load @p22 : tensor<108xf32>
  %y, %hn = mindir.gru %x, %h, %w : (tensor<3x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<3x2x4xf32>, tensor<1x2x4xf32>)
  return %y : tensor<3x2x4xf32>
}

func.func @test_gru_state() -> tensor<1x2x4xf32> {
  %x = mindir.load @p23 : tensor<3x2x3xf32>
  %h = mindir.load @p24 : tensor<1x2x4xf32>
  %w = mindir.load @p25 : tensor<108xf32>
  %y, %hn = mindir.gru %x, %h, %w : (tensor<3x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<3x2x4xf32>, tensor<1x2x4xf32>)
  return %hn : tensor<1x2x4xf32>
}

func.func @test_gru_batch_first() -> tensor<2x4xf32> {
  %x = mindir.load @p26 : tensor<2x3x3xf32>
  %h = mindir.load @p27 : tensor<2x4xf32>
  %w = mindir.load @p28 : tensor<84xf32>
  %y, %hn = mindir.gru %x, %h, %w {batch_first = true, has_bias = false} : (tensor<2x3x3xf32>, tensor<2x4xf32>, tensor<84xf32>) -> (tensor<2x3x4xf32>, tensor<2x4xf32>)
  %0 = mindir.reduce_sum %y {axis = [1]} : tensor<2x3x4xf32> -> tensor<2x4xf32>
  %1 = mindir.mul %0, %hn : (tensor<2x4xf32>, tensor<2x4xf32>) -> tensor<2x4xf32>
  return %1 : tensor<2x4xf32>
}

func.func @test_gru_one_step() -> tensor<1x2x4xf32> {
  %x = mindir.load @p29 : tensor<1x2x3xf32>
  %h = mindir.load @p30 : tensor<1x2x4xf32>
  %w = mindir.load @p31 : tensor<108xf32>
  %y, %hn = mindir.gru %x, %h, %w : (tensor<1x2x3xf32>, tensor<1x2x4xf32>, tensor<108xf32>) -> (tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  return %y : tensor<1x2x4xf32>
}
