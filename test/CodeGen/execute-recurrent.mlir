//===- execute-recurrent.mlir - Recurrent layers, executed ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2 threads=1 twin-threads=3" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -mindir-to-kernels | FileCheck %s --check-prefix=SHARED

// CHECK-COUNT-18: ok
// CHECK-NOT: ok

// All steps have one kernel for the product, and one for the gates.
// SHARED: func.func @test_lstm(
// SHARED: mindir.launch @[[PRODUCT:lstm[_0-9]*]](%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<3x9xf32>, tensor<36x9xf32>, tensor<3x36xf32>) -> tensor<3x36xf32>
// SHARED: mindir.launch @[[PRODUCT]](%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<3x9xf32>, tensor<36x9xf32>, tensor<3x36xf32>) -> tensor<3x36xf32>
// SHARED: mindir.launch @[[PRODUCT]](%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<3x9xf32>, tensor<36x9xf32>, tensor<3x36xf32>) -> tensor<3x36xf32>
// SHARED: return
func.func @test_lstm(%x: tensor<4x3x7xf32>, %h0: tensor<1x3x9xf32>, %c0: tensor<1x3x9xf32>, %w: tensor<612x1x1xf32>) -> (tensor<4x3x9xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>) {
  %y, %hn, %cn = mindir.lstm %x, %h0, %c0, %w : (tensor<4x3x7xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>, tensor<612x1x1xf32>) -> (tensor<4x3x9xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>)
  return %y, %hn, %cn : tensor<4x3x9xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>
}

func.func @test_lstm_batch(%x: tensor<?x4x7xf32>, %h0: tensor<?x9xf32>, %c0: tensor<?x9xf32>, %w: tensor<576xf32>) -> (tensor<?x4x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>) {
  %y, %hn, %cn = mindir.lstm %x, %h0, %c0, %w {batch_first = true, has_bias = false} : (tensor<?x4x7xf32>, tensor<?x9xf32>, tensor<?x9xf32>, tensor<576xf32>) -> (tensor<?x4x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>)
  return %y, %hn, %cn : tensor<?x4x9xf32>, tensor<?x9xf32>, tensor<?x9xf32>
}

func.func @test_lstm_one(%x: tensor<1x2x3xf32>, %h0: tensor<1x2x1xf32>, %c0: tensor<1x2x1xf32>, %w: tensor<20xf32>) -> tensor<1x2x1xf32> {
  %y, %hn, %cn = mindir.lstm %x, %h0, %c0, %w : (tensor<1x2x3xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>, tensor<20xf32>) -> (tensor<1x2x1xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>)
  return %y : tensor<1x2x1xf32>
}

func.func @test_lstm_grad(%x: tensor<4x3x7xf32>, %h0: tensor<1x3x9xf32>, %c0: tensor<1x3x9xf32>, %w: tensor<612x1x1xf32>, %dy: tensor<4x3x9xf32>, %dh: tensor<1x3x9xf32>, %dc: tensor<1x3x9xf32>) -> (tensor<4x3x7xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>, tensor<612x1x1xf32>) {
  %0:4 = mindir.lstm_grad %x, %h0, %c0, %w, %dy, %dh, %dc : (tensor<4x3x7xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>, tensor<612x1x1xf32>, tensor<4x3x9xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>) -> (tensor<4x3x7xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>, tensor<612x1x1xf32>)
  return %0#0, %0#1, %0#2, %0#3 : tensor<4x3x7xf32>, tensor<1x3x9xf32>, tensor<1x3x9xf32>, tensor<612x1x1xf32>
}

func.func @test_lstm_grad_batch(%x: tensor<?x3x5xf32>, %h0: tensor<?x4xf32>, %c0: tensor<?x4xf32>, %w: tensor<144xf32>, %dy: tensor<?x3x4xf32>, %dh: tensor<?x4xf32>, %dc: tensor<?x4xf32>) -> (tensor<?x3x5xf32>, tensor<144xf32>) {
  %0:4 = mindir.lstm_grad %x, %h0, %c0, %w, %dy, %dh, %dc {batch_first = true, has_bias = false} : (tensor<?x3x5xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<144xf32>, tensor<?x3x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>) -> (tensor<?x3x5xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<144xf32>)
  return %0#0, %0#3 : tensor<?x3x5xf32>, tensor<144xf32>
}

func.func @test_lstm_grad_one(%x: tensor<1x2x3xf32>, %h0: tensor<1x2x1xf32>, %c0: tensor<1x2x1xf32>, %w: tensor<20xf32>, %dy: tensor<1x2x1xf32>) -> (tensor<1x2x3xf32>, tensor<20xf32>) {
  %0:4 = mindir.lstm_grad %x, %h0, %c0, %w, %dy, %h0, %c0 : (tensor<1x2x3xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>, tensor<20xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>) -> (tensor<1x2x3xf32>, tensor<1x2x1xf32>, tensor<1x2x1xf32>, tensor<20xf32>)
  return %0#0, %0#3 : tensor<1x2x3xf32>, tensor<20xf32>
}

// SHARED: func.func @test_gru(
// SHARED: mindir.launch @[[STATE:gru[_0-9]*]](%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<3x9xf32>, tensor<27x9xf32>, tensor<27xf32>) -> tensor<3x27xf32>
// SHARED: mindir.launch @[[STATE]](%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<3x9xf32>, tensor<27x9xf32>, tensor<27xf32>) -> tensor<3x27xf32>
// SHARED: mindir.launch @[[STATE]](%{{.*}}, %{{.*}}, %{{.*}}) : (tensor<3x9xf32>, tensor<27x9xf32>, tensor<27xf32>) -> tensor<3x27xf32>
// SHARED: return
func.func @test_gru(%x: tensor<4x3x7xf32>, %h0: tensor<1x3x9xf32>, %w: tensor<486x1x1xf32>) -> (tensor<4x3x9xf32>, tensor<1x3x9xf32>) {
  %y, %hn = mindir.gru %x, %h0, %w : (tensor<4x3x7xf32>, tensor<1x3x9xf32>, tensor<486x1x1xf32>) -> (tensor<4x3x9xf32>, tensor<1x3x9xf32>)
  return %y, %hn : tensor<4x3x9xf32>, tensor<1x3x9xf32>
}

func.func @test_gru_batch(%x: tensor<?x4x7xf32>, %h0: tensor<?x9xf32>, %w: tensor<432xf32>) -> (tensor<?x4x9xf32>, tensor<?x9xf32>) {
  %y, %hn = mindir.gru %x, %h0, %w {batch_first = true, has_bias = false} : (tensor<?x4x7xf32>, tensor<?x9xf32>, tensor<432xf32>) -> (tensor<?x4x9xf32>, tensor<?x9xf32>)
  return %y, %hn : tensor<?x4x9xf32>, tensor<?x9xf32>
}

func.func @test_gru_batch_bias(%x: tensor<?x3x5xf32>, %h0: tensor<?x4xf32>, %w: tensor<132xf32>) -> (tensor<?x3x4xf32>, tensor<?x4xf32>) {
  %y, %hn = mindir.gru %x, %h0, %w {batch_first = true} : (tensor<?x3x5xf32>, tensor<?x4xf32>, tensor<132xf32>) -> (tensor<?x3x4xf32>, tensor<?x4xf32>)
  return %y, %hn : tensor<?x3x4xf32>, tensor<?x4xf32>
}

func.func @test_gru_one(%x: tensor<1x2x3xf64>, %h0: tensor<1x2x1xf64>, %w: tensor<18xf64>) -> tensor<1x2x1xf64> {
  %y, %hn = mindir.gru %x, %h0, %w : (tensor<1x2x3xf64>, tensor<1x2x1xf64>, tensor<18xf64>) -> (tensor<1x2x1xf64>, tensor<1x2x1xf64>)
  return %y : tensor<1x2x1xf64>
}
