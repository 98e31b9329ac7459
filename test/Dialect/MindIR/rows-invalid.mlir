//===- rows-invalid.mlir - Rows that are refused --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// expected-error @below {{[MS1004] mindir.parameter: 'mindir.train_rows' names rows 2 to 5, but the parameter has 4}}
mindir.parameter @w : tensor<4x3xf32> init(#mindir.ones) {mindir.train_rows = array<i64: 2, 5>}

// -----

// expected-error @below {{[MS1004] mindir.parameter: 'mindir.train_rows' needs a parameter with rows, found a scalar}}
mindir.parameter @w : tensor<f32> init(#mindir.ones) {mindir.train_rows = array<i64: 0, 1>}

// -----

// expected-error @below {{[MS1004] builtin.module: 'mindir.train_rows' stands on something that is no parameter}}
module attributes {mindir.train_rows = array<i64: 0, 1>} {}

// -----

// expected-error @below {{[MS1004] builtin.module: 'mindir.rows' stands on neither a load nor an assign}}
module attributes {mindir.rows = array<i64: 0, 1>} {}

// -----

mindir.parameter @w : tensor<4x3xf32> init(#mindir.ones)
func.func @f() -> tensor<2x3xf32> {
  // expected-error @below {{[MS1004] mindir.load: 'mindir.rows' must be an array of two i64}}
  %w = mindir.load @w {mindir.rows = 2 : i64} : tensor<2x3xf32>
  return %w : tensor<2x3xf32>
}

// -----

mindir.parameter @w : tensor<4x3xf32> init(#mindir.ones)
func.func @f() -> tensor<2x3xf32> {
  // expected-error @below {{[MS1004] mindir.load: 'mindir.rows' names rows -1 to 1, but the parameter has 4}}
  %w = mindir.load @w {mindir.rows = array<i64: -1, 1>} : tensor<2x3xf32>
  return %w : tensor<2x3xf32>
}

// -----

// expected-note @below {{the parameter stands here}}
mindir.parameter @w : tensor<4x3xf32> init(#mindir.ones)
func.func @f(%x: tensor<4x3xf32>) {
  // expected-error @below {{[MS1002] mindir.assign: these rows of parameter 'w' have type 'tensor<2x3xf32>', but are used as 'tensor<4x3xf32>' (C2)}}
  mindir.assign @w, %x {mindir.rows = array<i64: 1, 3>} : tensor<4x3xf32>
  return
}
