//===- execute-norm-f16.mlir - Normalizations of narrow floats ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Statistics are computed in f32; their results may be f32 or as narrow as the
// input.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute="tolerance=4e-3 rows=1,5" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=4e-3 rows=1,5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-8: ok
// CHECK-NOT: ok

func.func @test_batch_norm(%x: tensor<?x4x5x6xf16>, %dy: tensor<?x4x5x6xf16>, %g: tensor<4xf32>, %b: tensor<4xf32>, %m: tensor<4xf32>, %r: tensor<4xf32>) -> (tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf16>, tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>) {
  %v = mindir.square %r : tensor<4xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<?x4x5x6xf16>, tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x5x6xf16>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<?x4x5x6xf16>, tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf16>, tensor<?x4x5x6xf16>, tensor<4xf32>, tensor<4xf32>
}

func.func @test_batch_norm_all(%x: tensor<3x4x5x6xf16>, %dy: tensor<3x4x5x6xf16>, %g: tensor<4xf16>, %b: tensor<4xf16>, %m: tensor<4xf16>, %r: tensor<4xf16>) -> (tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<3x4x5x6xf16>, tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>) {
  %v = mindir.square %r : tensor<4xf16>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>) -> (tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<3x4x5x6xf16>, tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>) -> (tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>) -> tensor<3x4x5x6xf16>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<3x4x5x6xf16>, tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>) -> (tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<4xf16>, tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>, tensor<3x4x5x6xf16>, tensor<3x4x5x6xf16>, tensor<4xf16>, tensor<4xf16>
}

func.func @test_batch_norm_long(%x: tensor<3x2x90x70xf16>, %dy: tensor<3x2x90x70xf16>, %g: tensor<2xf32>, %b: tensor<2xf32>, %m: tensor<2xf32>, %r: tensor<2xf32>) -> (tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<3x2x90x70xf16>, tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>) {
  %v = mindir.square %r : tensor<2xf32>
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {momentum = 0.2} : (tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<3x2x90x70xf16>, tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.5} : (tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<3x2x90x70xf16>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.5} : (tensor<3x2x90x70xf16>, tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> (tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>, tensor<3x2x90x70xf16>, tensor<3x2x90x70xf16>, tensor<2xf32>, tensor<2xf32>
}

func.func @test_layer_norm(%x: tensor<?x4x37xf16>, %dy: tensor<?x4x37xf16>, %g: tensor<37xf32>, %b: tensor<37xf32>) -> (tensor<?x4x37xf16>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x37xf16>, tensor<37xf32>, tensor<37xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x4x37xf16>, tensor<37xf32>, tensor<37xf32>) -> (tensor<?x4x37xf16>, tensor<?x4x1xf32>, tensor<?x4x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x4x37xf16>, tensor<?x4x37xf16>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<37xf32>) -> (tensor<?x4x37xf16>, tensor<37xf32>, tensor<37xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x4x37xf16>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x37xf16>, tensor<37xf32>, tensor<37xf32>
}

func.func @test_layer_norm_all(%x: tensor<3x40xf16>, %dy: tensor<3x40xf16>, %g: tensor<40xf16>, %b: tensor<40xf16>) -> (tensor<3x40xf16>, tensor<3x1xf32>, tensor<3x1xf32>, tensor<3x40xf16>, tensor<40xf16>, tensor<40xf16>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<3x40xf16>, tensor<40xf16>, tensor<40xf16>) -> (tensor<3x40xf16>, tensor<3x1xf32>, tensor<3x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<3x40xf16>, tensor<3x40xf16>, tensor<3x1xf32>, tensor<3x1xf32>, tensor<40xf16>) -> (tensor<3x40xf16>, tensor<40xf16>, tensor<40xf16>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<3x40xf16>, tensor<3x1xf32>, tensor<3x1xf32>, tensor<3x40xf16>, tensor<40xf16>, tensor<40xf16>
}

func.func @test_group_norm(%x: tensor<2x6x4x5xf16>, %dy: tensor<2x6x4x5xf16>, %g: tensor<6xf32>, %b: tensor<6xf32>) -> (tensor<2x6x4x5xf16>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x6x4x5xf16>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 3 : i64, eps = 1.0e-5} : (tensor<2x6x4x5xf16>, tensor<6xf32>, tensor<6xf32>) -> (tensor<2x6x4x5xf16>, tensor<2x3xf32>, tensor<2x3xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 3 : i64} : (tensor<2x6x4x5xf16>, tensor<2x6x4x5xf16>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>) -> (tensor<2x6x4x5xf16>, tensor<6xf32>, tensor<6xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x6x4x5xf16>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x6x4x5xf16>, tensor<6xf32>, tensor<6xf32>
}
