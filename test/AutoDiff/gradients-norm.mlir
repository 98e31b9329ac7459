//===- gradients-norm.mlir - Gradients of normalizations -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Against central differences in f64.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-13: ok
// CHECK-NOT: ok

mindir.parameter @x4 : tensor<2x3x4x3xf32> init(#mindir.zeros)
mindir.parameter @x2 : tensor<5x3xf32> init(#mindir.zeros)
mindir.parameter @x5 : tensor<2x3x2x2x3xf32> init(#mindir.zeros)
mindir.parameter @scale : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @bias : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @mean : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @root : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @frozen_mean : tensor<3xf32> init(dense<0.5> : tensor<3xf32>) frozen
mindir.parameter @frozen_variance : tensor<3xf32> init(dense<1.5> : tensor<3xf32>) frozen

// Statistics that are trained, too.
func.func @test_batch_norm() -> tensor<2x3x4x3xf32> {
  %x = mindir.load @x4 : tensor<2x3x4x3xf32>
  %g = mindir.load @scale : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %m = mindir.load @mean : tensor<3xf32>
  %r = mindir.load @root : tensor<3xf32>
  %v = mindir.exp %r : tensor<3xf32>
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.1} : (tensor<2x3x4x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4x3xf32>
  return %y : tensor<2x3x4x3xf32>
}

func.func @test_batch_norm_frozen() -> tensor<5x3xf32> {
  %x = mindir.load @x2 : tensor<5x3xf32>
  %g = mindir.load @scale : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %m = mindir.load @frozen_mean : tensor<3xf32>
  %v = mindir.load @frozen_variance : tensor<3xf32>
  %y = mindir.batch_norm %x, %g, %b, %m, %v : (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<5x3xf32>
  return %y : tensor<5x3xf32>
}

func.func @test_batch_norm_train() -> tensor<2x3x4x3xf32> {
  %x = mindir.load @x4 : tensor<2x3x4x3xf32>
  %g = mindir.load @scale : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %m = mindir.load @frozen_mean : tensor<3xf32>
  %v = mindir.load @frozen_variance : tensor<3xf32>
  %y:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 0.01} : (tensor<2x3x4x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return %y#0 : tensor<2x3x4x3xf32>
}

// The moving statistics pass no gradient on, though one is trained.
func.func @test_batch_norm_train_moving() -> tensor<5x3xf32> {
  %x = mindir.load @x2 : tensor<5x3xf32>
  %g = mindir.load @scale : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %m = mindir.load @mean : tensor<3xf32>
  %v = mindir.load @frozen_variance : tensor<3xf32>
  %y:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return %y#0 : tensor<5x3xf32>
}

func.func @test_batch_norm_train_rank5() -> tensor<2x3x2x2x3xf32> {
  %x = mindir.load @x5 : tensor<2x3x2x2x3xf32>
  %g = mindir.load @scale : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %m = mindir.load @frozen_mean : tensor<3xf32>
  %v = mindir.load @frozen_variance : tensor<3xf32>
  %y:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<2x3x2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x2x2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return %y#0 : tensor<2x3x2x2x3xf32>
}

// One layer after another: the second one's input depends on the first one's
// statistics.
func.func @test_batch_norm_train_twice() -> tensor<5x3xf32> {
  %x = mindir.load @x2 : tensor<5x3xf32>
  %g = mindir.load @scale : tensor<3xf32>
  %b = mindir.load @bias : tensor<3xf32>
  %m = mindir.load @frozen_mean : tensor<3xf32>
  %v = mindir.load @frozen_variance : tensor<3xf32>
  %y:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  %t = mindir.tanh %y#0 : tensor<5x3xf32>
  %z:5 = mindir.batch_norm_train %t, %b, %g, %y#1, %y#2 : (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<5x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  return %z#0 : tensor<5x3xf32>
}

mindir.parameter @layer_norm_rows_x : tensor<3x2x5xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_rows_gamma : tensor<5xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_rows_beta : tensor<5xf32> init(#mindir.zeros)
func.func @test_layer_norm_rows() -> tensor<3x2x5xf32> {
  %x = mindir.load @layer_norm_rows_x : tensor<3x2x5xf32>
  %g = mindir.load @layer_norm_rows_gamma : tensor<5xf32>
  %b = mindir.load @layer_norm_rows_beta : tensor<5xf32>
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 0.01} : (tensor<3x2x5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<3x2x5xf32>, tensor<3x2x1xf32>, tensor<3x2x1xf32>)
  return %y#0 : tensor<3x2x5xf32>
}

mindir.parameter @layer_norm_axes_x : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_axes_gamma : tensor<4xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_axes_beta : tensor<4xf32> init(#mindir.zeros)
func.func @test_layer_norm_axes() -> tensor<2x3x4xf32> {
  %x = mindir.load @layer_norm_axes_x : tensor<2x3x4xf32>
  %g = mindir.load @layer_norm_axes_gamma : tensor<4xf32>
  %b = mindir.load @layer_norm_axes_beta : tensor<4xf32>
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 1 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-5} : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<2x1x1xf32>, tensor<2x1x1xf32>)
  return %y#0 : tensor<2x3x4xf32>
}

mindir.parameter @layer_norm_before_x : tensor<3x2x4xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_before_gamma : tensor<2x4xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_before_beta : tensor<2x4xf32> init(#mindir.zeros)
func.func @test_layer_norm_before() -> tensor<3x2x4xf32> {
  %x = mindir.load @layer_norm_before_x : tensor<3x2x4xf32>
  %g = mindir.load @layer_norm_before_gamma : tensor<2x4xf32>
  %b = mindir.load @layer_norm_before_beta : tensor<2x4xf32>
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 2 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-5} : (tensor<3x2x4xf32>, tensor<2x4xf32>, tensor<2x4xf32>) -> (tensor<3x2x4xf32>, tensor<3x2x1xf32>, tensor<3x2x1xf32>)
  return %y#0 : tensor<3x2x4xf32>
}

mindir.parameter @layer_norm_whole_x : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_whole_gamma : tensor<2x3x4xf32> init(#mindir.zeros)
mindir.parameter @layer_norm_whole_beta : tensor<2x3x4xf32> init(#mindir.zeros)
func.func @test_layer_norm_whole() -> tensor<2x3x4xf32> {
  %x = mindir.load @layer_norm_whole_x : tensor<2x3x4xf32>
  %g = mindir.load @layer_norm_whole_gamma : tensor<2x3x4xf32>
  %b = mindir.load @layer_norm_whole_beta : tensor<2x3x4xf32>
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 0 : i64, begin_params_axis = 0 : i64, epsilon = 1.0e-5} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x4xf32>) -> (tensor<2x3x4xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>)
  return %y#0 : tensor<2x3x4xf32>
}

mindir.parameter @group_norm_x : tensor<2x6x2x3xf32> init(#mindir.zeros)
mindir.parameter @group_norm_gamma : tensor<6xf32> init(#mindir.zeros)
mindir.parameter @group_norm_beta : tensor<6xf32> init(#mindir.zeros)
func.func @test_group_norm() -> tensor<2x6x2x3xf32> {
  %x = mindir.load @group_norm_x : tensor<2x6x2x3xf32>
  %g = mindir.load @group_norm_gamma : tensor<6xf32>
  %b = mindir.load @group_norm_beta : tensor<6xf32>
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 3 : i64, eps = 0.01} : (tensor<2x6x2x3xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<2x6x2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return %y#0 : tensor<2x6x2x3xf32>
}

mindir.parameter @group_norm_one_x : tensor<2x4x3xf32> init(#mindir.zeros)
mindir.parameter @group_norm_one_gamma : tensor<4xf32> init(#mindir.zeros)
mindir.parameter @group_norm_one_beta : tensor<4xf32> init(#mindir.zeros)
func.func @test_group_norm_one() -> tensor<2x4x3xf32> {
  %x = mindir.load @group_norm_one_x : tensor<2x4x3xf32>
  %g = mindir.load @group_norm_one_gamma : tensor<4xf32>
  %b = mindir.load @group_norm_one_beta : tensor<4xf32>
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 1 : i64, eps = 1.0e-5} : (tensor<2x4x3xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x4x3xf32>, tensor<2x1xf32>, tensor<2x1xf32>)
  return %y#0 : tensor<2x4x3xf32>
}

mindir.parameter @instance_norm_x : tensor<2x3x2x2xf32> init(#mindir.zeros)
mindir.parameter @instance_norm_gamma : tensor<3xf32> init(#mindir.zeros)
mindir.parameter @instance_norm_beta : tensor<3xf32> init(#mindir.zeros)
func.func @test_instance_norm() -> tensor<2x3x2x2xf32> {
  %x = mindir.load @instance_norm_x : tensor<2x3x2x2xf32>
  %g = mindir.load @instance_norm_gamma : tensor<3xf32>
  %b = mindir.load @instance_norm_beta : tensor<3xf32>
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 3 : i64, eps = 1.0e-5} : (tensor<2x3x2x2xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x2x2xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return %y#0 : tensor<2x3x2x2xf32>
}
