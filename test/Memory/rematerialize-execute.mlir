//===- rematerialize-execute.mlir - Steps that compute values again -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -o /dev/null -pass-pipeline="builtin.module(mindir-train{loss=mse optimizer=momentum}, test-execute{rows=1,3 max-batch=7 tolerance=1e-4 vector-bits=256 registers=16 twin-recomputes only=train_step initial steps=2})" | FileCheck %s
// CHECK: train_step [1]: ok

// A sort makes values and places at once: its backward reads the places only,
// and it is not run again for them.
mindir.parameter @table : tensor<15x1x6x23xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}
mindir.parameter @weight : tensor<1x2x1x7x4xf32> init(#mindir.zeros) {test.range = [-2.0, 2.0]}

func.func @forward() -> tensor<15x2x1x6x7xf32> {
  %table = mindir.load @table : tensor<15x1x6x23xf32>
  %weight = mindir.load @weight : tensor<1x2x1x7x4xf32>
  %values, %places = mindir.top_k %table {k = 4 : i64} : (tensor<15x1x6x23xf32>) -> (tensor<15x1x6x4xf32>, tensor<15x1x6x4xi32>)
  %x = "mindir.stack"(%values) {axis = -4 : i64} : (tensor<15x1x6x4xf32>) -> tensor<15x1x1x6x4xf32>
  %y = mindir.batch_mat_mul %x, %weight {transpose_b = true} : (tensor<15x1x1x6x4xf32>, tensor<1x2x1x7x4xf32>) -> tensor<15x2x1x6x7xf32>
  return %y : tensor<15x2x1x6x7xf32>
}
