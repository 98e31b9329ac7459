//===- execute-layer-norm.mlir - Layer normalization --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every place of the axes, rows that are short, long, and all there is.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32" -o /dev/null | FileCheck %s

// CHECK-COUNT-24: ok
// CHECK-NOT: ok

func.func @test_rows(%x: tensor<?x4x37xf32>, %dy: tensor<?x4x37xf32>, %g: tensor<37xf32>, %b: tensor<37xf32>) -> (tensor<?x4x37xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x37xf32>, tensor<37xf32>, tensor<37xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x4x37xf32>, tensor<37xf32>, tensor<37xf32>) -> (tensor<?x4x37xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x4x37xf32>, tensor<?x4x37xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<37xf32>) -> (tensor<?x4x37xf32>, tensor<37xf32>, tensor<37xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x4x37xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x37xf32>, tensor<37xf32>, tensor<37xf32>
}

func.func @test_matrix(%x: tensor<13x16xf32>, %dy: tensor<13x16xf32>, %g: tensor<16xf32>, %b: tensor<16xf32>) -> (tensor<13x16xf32>, tensor<13x1xf32>, tensor<13x1xf32>, tensor<13x16xf32>, tensor<16xf32>, tensor<16xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 1 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-5} : (tensor<13x16xf32>, tensor<16xf32>, tensor<16xf32>) -> (tensor<13x16xf32>, tensor<13x1xf32>, tensor<13x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 1 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-5} : (tensor<13x16xf32>, tensor<13x16xf32>, tensor<13x1xf32>, tensor<13x1xf32>, tensor<16xf32>) -> (tensor<13x16xf32>, tensor<16xf32>, tensor<16xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<13x16xf32>, tensor<13x1xf32>, tensor<13x1xf32>, tensor<13x16xf32>, tensor<16xf32>, tensor<16xf32>
}

func.func @test_many(%x: tensor<?x300xf32>, %dy: tensor<?x300xf32>, %g: tensor<300xf32>, %b: tensor<300xf32>) -> (tensor<?x300xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x300xf32>, tensor<300xf32>, tensor<300xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x300xf32>, tensor<300xf32>, tensor<300xf32>) -> (tensor<?x300xf32>, tensor<?x1xf32>, tensor<?x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x300xf32>, tensor<?x300xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<300xf32>) -> (tensor<?x300xf32>, tensor<300xf32>, tensor<300xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x300xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x300xf32>, tensor<300xf32>, tensor<300xf32>
}

func.func @test_two_axes(%x: tensor<?x3x5x7xf32>, %dy: tensor<?x3x5x7xf32>, %g: tensor<5x7xf32>, %b: tensor<5x7xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x3x1x1xf32>, tensor<?x3x1x1xf32>, tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 2 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-5} : (tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x3x1x1xf32>, tensor<?x3x1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 2 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-5} : (tensor<?x3x5x7xf32>, tensor<?x3x5x7xf32>, tensor<?x3x1x1xf32>, tensor<?x3x1x1xf32>, tensor<5x7xf32>) -> (tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x3x5x7xf32>, tensor<?x3x1x1xf32>, tensor<?x3x1x1xf32>, tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}

func.func @test_params_behind(%x: tensor<?x3x5x7xf32>, %dy: tensor<?x3x5x7xf32>, %g: tensor<7xf32>, %b: tensor<7xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x1x1x1xf32>, tensor<?x1x1x1xf32>, tensor<?x3x5x7xf32>, tensor<7xf32>, tensor<7xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 1 : i64, begin_params_axis = 3 : i64, epsilon = 1.0e-5} : (tensor<?x3x5x7xf32>, tensor<7xf32>, tensor<7xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x1x1x1xf32>, tensor<?x1x1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 1 : i64, begin_params_axis = 3 : i64, epsilon = 1.0e-5} : (tensor<?x3x5x7xf32>, tensor<?x3x5x7xf32>, tensor<?x1x1x1xf32>, tensor<?x1x1x1xf32>, tensor<7xf32>) -> (tensor<?x3x5x7xf32>, tensor<7xf32>, tensor<7xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x3x5x7xf32>, tensor<?x1x1x1xf32>, tensor<?x1x1x1xf32>, tensor<?x3x5x7xf32>, tensor<7xf32>, tensor<7xf32>
}

func.func @test_params_before(%x: tensor<?x3x5x7xf32>, %dy: tensor<?x3x5x7xf32>, %g: tensor<5x7xf32>, %b: tensor<5x7xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x3x5x1xf32>, tensor<?x3x5x1xf32>, tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 3 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-5} : (tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>) -> (tensor<?x3x5x7xf32>, tensor<?x3x5x1xf32>, tensor<?x3x5x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 3 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-5} : (tensor<?x3x5x7xf32>, tensor<?x3x5x7xf32>, tensor<?x3x5x1xf32>, tensor<?x3x5x1xf32>, tensor<5x7xf32>) -> (tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x3x5x7xf32>, tensor<?x3x5x1xf32>, tensor<?x3x5x1xf32>, tensor<?x3x5x7xf32>, tensor<5x7xf32>, tensor<5x7xf32>
}

func.func @test_whole(%x: tensor<3x4x5xf32>, %dy: tensor<3x4x5xf32>, %g: tensor<3x4x5xf32>, %b: tensor<3x4x5xf32>) -> (tensor<3x4x5xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 0 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>) -> (tensor<3x4x5xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 0 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<3x4x5xf32>) -> (tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<3x4x5xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x4x5xf32>
}

func.func @test_whole_batch(%x: tensor<?x5xf32>, %dy: tensor<?x5xf32>, %g: tensor<5xf32>, %b: tensor<5xf32>) -> (tensor<?x5xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<?x5xf32>, tensor<5xf32>, tensor<5xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 0 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-5} : (tensor<?x5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<?x5xf32>, tensor<1x1xf32>, tensor<1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 0 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-5} : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<5xf32>) -> (tensor<?x5xf32>, tensor<5xf32>, tensor<5xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x5xf32>, tensor<1x1xf32>, tensor<1x1xf32>, tensor<?x5xf32>, tensor<5xf32>, tensor<5xf32>
}

func.func @test_vector(%x: tensor<9xf32>, %dy: tensor<9xf32>, %g: tensor<9xf32>, %b: tensor<9xf32>) -> (tensor<9xf32>, tensor<1xf32>, tensor<1xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 0 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<9xf32>, tensor<9xf32>, tensor<9xf32>) -> (tensor<9xf32>, tensor<1xf32>, tensor<1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 0 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<9xf32>, tensor<9xf32>, tensor<1xf32>, tensor<1xf32>, tensor<9xf32>) -> (tensor<9xf32>, tensor<9xf32>, tensor<9xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<9xf32>, tensor<1xf32>, tensor<1xf32>, tensor<9xf32>, tensor<9xf32>, tensor<9xf32>
}

func.func @test_params_whole(%x: tensor<2x3x8xf32>, %dy: tensor<2x3x8xf32>, %g: tensor<2x3x8xf32>, %b: tensor<2x3x8xf32>) -> (tensor<2x3x8xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<2x3x8xf32>, tensor<2x3x8xf32>, tensor<2x3x8xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<2x3x8xf32>, tensor<2x3x8xf32>, tensor<2x3x8xf32>) -> (tensor<2x3x8xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<2x3x8xf32>, tensor<2x3x8xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<2x3x8xf32>) -> (tensor<2x3x8xf32>, tensor<2x3x8xf32>, tensor<2x3x8xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x3x8xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<2x3x8xf32>, tensor<2x3x8xf32>, tensor<2x3x8xf32>
}

func.func @test_f64(%x: tensor<2x3x9xf64>, %dy: tensor<2x3x9xf64>, %g: tensor<9xf64>, %b: tensor<9xf64>) -> (tensor<2x3x9xf64>, tensor<2x3x1xf64>, tensor<2x3x1xf64>, tensor<2x3x9xf64>, tensor<9xf64>, tensor<9xf64>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<2x3x9xf64>, tensor<9xf64>, tensor<9xf64>) -> (tensor<2x3x9xf64>, tensor<2x3x1xf64>, tensor<2x3x1xf64>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<2x3x9xf64>, tensor<2x3x9xf64>, tensor<2x3x1xf64>, tensor<2x3x1xf64>, tensor<9xf64>) -> (tensor<2x3x9xf64>, tensor<9xf64>, tensor<9xf64>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x3x9xf64>, tensor<2x3x1xf64>, tensor<2x3x1xf64>, tensor<2x3x9xf64>, tensor<9xf64>, tensor<9xf64>
}

func.func @test_long(%x: tensor<2x20000xf32>, %dy: tensor<2x20000xf32>, %g: tensor<20000xf32>, %b: tensor<20000xf32>) -> (tensor<2x20000xf32>, tensor<2x1xf32>, tensor<2x1xf32>, tensor<2x20000xf32>, tensor<20000xf32>, tensor<20000xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<2x20000xf32>, tensor<20000xf32>, tensor<20000xf32>) -> (tensor<2x20000xf32>, tensor<2x1xf32>, tensor<2x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<2x20000xf32>, tensor<2x20000xf32>, tensor<2x1xf32>, tensor<2x1xf32>, tensor<20000xf32>) -> (tensor<2x20000xf32>, tensor<20000xf32>, tensor<20000xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x20000xf32>, tensor<2x1xf32>, tensor<2x1xf32>, tensor<2x20000xf32>, tensor<20000xf32>, tensor<20000xf32>
}
