//===- check-results.mlir - Results that no gradient reaches --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A rule may refuse gradients of some results: that counts only where the loss
// depends on them. Two ops that differ in nothing else are two.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-check-trainable='lowering=true function=statistics_kept' -o /dev/null
// RUN: not ms-opt %s -mindir-check-trainable='lowering=true function=statistics_used' -o /dev/null 2>&1 | FileCheck %s --implicit-check-not=error:

// CHECK: net.py:4:1: error: [MS2101] mindir.batch_norm_train 'second': has no gradient rule (its statistics have no gradient rule

mindir.parameter @gamma : tensor<3xf32> init(#mindir.ones)
mindir.parameter @beta : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @mean : tensor<3xf32> init(#mindir.zeros) frozen
mindir.parameter @variance : tensor<3xf32> init(#mindir.ones) frozen

func.func @statistics_kept(%x: tensor<?x3x8x8xf32>) -> tensor<f32> {
  %g = mindir.load @gamma : tensor<3xf32>
  %b = mindir.load @beta : tensor<3xf32>
  %m = mindir.load @mean : tensor<3xf32>
  %v = mindir.load @variance : tensor<3xf32>
  %y, %nm, %nv, %bm, %bv = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 1.0e-5} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  %loss = mindir.reduce_sum %y : tensor<?x3x8x8xf32> -> tensor<f32>
  mindir.assign @mean, %nm : tensor<3xf32>
  mindir.assign @variance, %nv : tensor<3xf32>
  return %loss : tensor<f32>
}

func.func @statistics_used(%x: tensor<?x3x8x8xf32>) -> tensor<f32> {
  %g = mindir.load @gamma : tensor<3xf32>
  %b = mindir.load @beta : tensor<3xf32>
  %m = mindir.load @mean : tensor<3xf32>
  %v = mindir.load @variance : tensor<3xf32>
  %x1 = mindir.mul %x, %x : (tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>) -> tensor<?x3x8x8xf32>
  %y0, %nm0, %nv0, %bm0, %bv0 = mindir.batch_norm_train %x1, %g, %b, %m, %v {epsilon = 1.0e-5} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) loc("first"("net.py":2:1))
  %x2 = mindir.relu %y0 : tensor<?x3x8x8xf32>
  %y, %nm, %nv, %bm, %bv = mindir.batch_norm_train %x2, %g, %b, %m, %v {epsilon = 1.0e-5} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) loc("second"("net.py":4:1))
  %0 = mindir.reduce_sum %y : tensor<?x3x8x8xf32> -> tensor<f32>
  %1 = mindir.reduce_sum %bm : tensor<3xf32> -> tensor<f32>
  %loss = mindir.add %0, %1 : (tensor<f32>, tensor<f32>) -> tensor<f32>
  return %loss : tensor<f32>
}
