//===- ops-recurrent.mlir - Round trip of recurrent layers ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s --verify-roundtrip | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s

// CHECK-LABEL: func.func @lstm
func.func @lstm(%x: tensor<5x2x3xf32>, %s: tensor<1x2x4xf32>, %w: tensor<128x1x1xf32>, %b: tensor<?x5x3xf16>, %r: tensor<?x4xf16>, %v: tensor<112xf16>) {
  // CHECK: mindir.lstm %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  %y, %hn, %cn = mindir.lstm %x, %s, %s, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128x1x1xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>)
  // CHECK: mindir.lstm %{{.*}} {batch_first = true, has_bias = false} : (tensor<?x5x3xf16>, tensor<?x4xf16>, tensor<?x4xf16>, tensor<112xf16>) -> (tensor<?x5x4xf16>, tensor<?x4xf16>, tensor<?x4xf16>)
  %z, %kn, %dn = mindir.lstm %b, %r, %r, %v {batch_first = true, has_bias = false} : (tensor<?x5x3xf16>, tensor<?x4xf16>, tensor<?x4xf16>, tensor<112xf16>) -> (tensor<?x5x4xf16>, tensor<?x4xf16>, tensor<?x4xf16>)
  return
}

// CHECK-LABEL: func.func @lstm_grad
func.func @lstm_grad(%x: tensor<5x2x3xf32>, %s: tensor<1x2x4xf32>, %w: tensor<128xf32>, %y: tensor<5x2x4xf32>, %b: tensor<?x5x3xf16>, %r: tensor<?x4xf16>, %v: tensor<112xf16>, %z: tensor<?x5x4xf16>) {
  // CHECK: mindir.lstm_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>)
  %0:4 = mindir.lstm_grad %x, %s, %s, %w, %y, %s, %s : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>, tensor<5x2x4xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>) -> (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<1x2x4xf32>, tensor<128xf32>)
  // CHECK: mindir.lstm_grad %{{.*}} {batch_first = true, has_bias = false} : (tensor<?x5x3xf16>, {{.*}}) -> (tensor<?x5x3xf16>, tensor<?x4xf16>, tensor<?x4xf16>, tensor<112xf16>)
  %1:4 = mindir.lstm_grad %b, %r, %r, %v, %z, %r, %r {batch_first = true, has_bias = false} : (tensor<?x5x3xf16>, tensor<?x4xf16>, tensor<?x4xf16>, tensor<112xf16>, tensor<?x5x4xf16>, tensor<?x4xf16>, tensor<?x4xf16>) -> (tensor<?x5x3xf16>, tensor<?x4xf16>, tensor<?x4xf16>, tensor<112xf16>)
  return
}

// CHECK-LABEL: func.func @gru
func.func @gru(%x: tensor<5x2x3xf32>, %s: tensor<1x2x4xf32>, %w: tensor<108x1x1xf32>, %b: tensor<?x5x3xbf16>, %r: tensor<?x4xbf16>, %v: tensor<84xbf16>) {
  // CHECK: mindir.gru %{{.*}}, %{{.*}}, %{{.*}} : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108x1x1xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  %y, %hn = mindir.gru %x, %s, %w : (tensor<5x2x3xf32>, tensor<1x2x4xf32>, tensor<108x1x1xf32>) -> (tensor<5x2x4xf32>, tensor<1x2x4xf32>)
  // CHECK: mindir.gru %{{.*}} {batch_first = true, has_bias = false} : (tensor<?x5x3xbf16>, tensor<?x4xbf16>, tensor<84xbf16>) -> (tensor<?x5x4xbf16>, tensor<?x4xbf16>)
  %z, %kn = mindir.gru %b, %r, %v {batch_first = true, has_bias = false} : (tensor<?x5x3xbf16>, tensor<?x4xbf16>, tensor<84xbf16>) -> (tensor<?x5x4xbf16>, tensor<?x4xbf16>)
  return
}
