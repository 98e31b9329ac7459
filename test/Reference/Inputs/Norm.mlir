//===- Norm.mlir - Normalizations -----------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Norm.*.npz, written
// by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @batch_norm_image(%x: tensor<?x4x5x6xf32>, %dy: tensor<?x4x5x6xf32>, %g: tensor<4xf32>, %b: tensor<4xf32>, %m: tensor<4xf32>, %v: tensor<4xf32>) -> (tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf32>, tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>) {
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 1.0e-5, momentum = 0.1} : (tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 {epsilon = 1.0e-5} : (tensor<?x4x5x6xf32>, tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 1.0e-5} : (tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x5x6xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 1.0e-5} : (tensor<?x4x5x6xf32>, tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<?x4x5x6xf32>, tensor<?x4x5x6xf32>, tensor<4xf32>, tensor<4xf32>
}

func.func @batch_norm_matrix(%x: tensor<6x5xf32>, %dy: tensor<6x5xf32>, %g: tensor<5xf32>, %b: tensor<5xf32>, %m: tensor<5xf32>, %v: tensor<5xf32>) -> (tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<6x5xf32>, tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>) {
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 0.01, momentum = 0.3} : (tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 {epsilon = 0.01} : (tensor<6x5xf32>, tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 0.01} : (tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> tensor<6x5xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 0.01} : (tensor<6x5xf32>, tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>, tensor<6x5xf32>, tensor<6x5xf32>, tensor<5xf32>, tensor<5xf32>
}

func.func @batch_norm_one(%x: tensor<2x1x3x3xf32>, %dy: tensor<2x1x3x3xf32>, %g: tensor<1xf32>, %b: tensor<1xf32>, %m: tensor<1xf32>, %v: tensor<1xf32>) -> (tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<2x1x3x3xf32>, tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>) {
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 1.0e-5, momentum = 1.0} : (tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> (tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>)
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 {epsilon = 1.0e-5} : (tensor<2x1x3x3xf32>, tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> (tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>)
  %y = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 1.0e-5} : (tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<2x1x3x3xf32>
  %e:3 = mindir.batch_norm_grad %dy, %x, %g, %m, %v {epsilon = 1.0e-5} : (tensor<2x1x3x3xf32>, tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>) -> (tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>)
  return %t#0, %t#1, %t#2, %t#3, %t#4, %d#0, %d#1, %d#2, %y, %e#0, %e#1, %e#2 : tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<1xf32>, tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>, tensor<2x1x3x3xf32>, tensor<2x1x3x3xf32>, tensor<1xf32>, tensor<1xf32>
}

func.func @layer_norm_rows(%x: tensor<?x4x6xf32>, %dy: tensor<?x4x6xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>) -> (tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-7} : (tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-7} : (tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<6xf32>) -> (tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>
}

func.func @layer_norm_two_axes(%x: tensor<2x3x4x5xf32>, %dy: tensor<2x3x4x5xf32>, %g: tensor<4x5xf32>, %b: tensor<4x5xf32>) -> (tensor<2x3x4x5xf32>, tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>, tensor<2x3x4x5xf32>, tensor<4x5xf32>, tensor<4x5xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 2 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-7} : (tensor<2x3x4x5xf32>, tensor<4x5xf32>, tensor<4x5xf32>) -> (tensor<2x3x4x5xf32>, tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 2 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-7} : (tensor<2x3x4x5xf32>, tensor<2x3x4x5xf32>, tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>, tensor<4x5xf32>) -> (tensor<2x3x4x5xf32>, tensor<4x5xf32>, tensor<4x5xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x3x4x5xf32>, tensor<2x3x1x1xf32>, tensor<2x3x1x1xf32>, tensor<2x3x4x5xf32>, tensor<4x5xf32>, tensor<4x5xf32>
}

func.func @layer_norm_params_behind(%x: tensor<3x4x5xf32>, %dy: tensor<3x4x5xf32>, %g: tensor<5xf32>, %b: tensor<5xf32>) -> (tensor<3x4x5xf32>, tensor<3x1x1xf32>, tensor<3x1x1xf32>, tensor<3x4x5xf32>, tensor<5xf32>, tensor<5xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 1 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-7} : (tensor<3x4x5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<3x4x5xf32>, tensor<3x1x1xf32>, tensor<3x1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 1 : i64, begin_params_axis = 2 : i64, epsilon = 1.0e-7} : (tensor<3x4x5xf32>, tensor<3x4x5xf32>, tensor<3x1x1xf32>, tensor<3x1x1xf32>, tensor<5xf32>) -> (tensor<3x4x5xf32>, tensor<5xf32>, tensor<5xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<3x4x5xf32>, tensor<3x1x1xf32>, tensor<3x1x1xf32>, tensor<3x4x5xf32>, tensor<5xf32>, tensor<5xf32>
}

func.func @layer_norm_whole(%x: tensor<2x3x4xf32>, %dy: tensor<2x3x4xf32>, %g: tensor<3x4xf32>, %b: tensor<3x4xf32>) -> (tensor<2x3x4xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = 0 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-7} : (tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> (tensor<2x3x4xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = 0 : i64, begin_params_axis = 1 : i64, epsilon = 1.0e-7} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<3x4xf32>) -> (tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x3x4xf32>, tensor<1x1x1xf32>, tensor<1x1x1xf32>, tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>
}

func.func @layer_norm_epsilon(%x: tensor<3x6xf32>, %dy: tensor<3x6xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>) -> (tensor<3x6xf32>, tensor<3x1xf32>, tensor<3x1xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = mindir.layer_norm %x, %g, %b {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 0.1} : (tensor<3x6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<3x6xf32>, tensor<3x1xf32>, tensor<3x1xf32>)
  %d:3 = mindir.layer_norm_grad %x, %dy, %y#2, %y#1, %g {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 0.1} : (tensor<3x6xf32>, tensor<3x6xf32>, tensor<3x1xf32>, tensor<3x1xf32>, tensor<6xf32>) -> (tensor<3x6xf32>, tensor<6xf32>, tensor<6xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<3x6xf32>, tensor<3x1xf32>, tensor<3x1xf32>, tensor<3x6xf32>, tensor<6xf32>, tensor<6xf32>
}

func.func @group_norm_pairs(%x: tensor<?x6x3x4xf32>, %dy: tensor<?x6x3x4xf32>, %g: tensor<6xf32>, %b: tensor<6xf32>) -> (tensor<?x6x3x4xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x6x3x4xf32>, tensor<6xf32>, tensor<6xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 3 : i64, eps = 1.0e-3} : (tensor<?x6x3x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x3x4xf32>, tensor<?x3xf32>, tensor<?x3xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 3 : i64} : (tensor<?x6x3x4xf32>, tensor<?x6x3x4xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<6xf32>) -> (tensor<?x6x3x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<?x6x3x4xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x6x3x4xf32>, tensor<6xf32>, tensor<6xf32>
}

func.func @group_norm_one(%x: tensor<2x4x5x3xf32>, %dy: tensor<2x4x5x3xf32>, %g: tensor<4xf32>, %b: tensor<4xf32>) -> (tensor<2x4x5x3xf32>, tensor<2x1xf32>, tensor<2x1xf32>, tensor<2x4x5x3xf32>, tensor<4xf32>, tensor<4xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 1 : i64, eps = 1.0e-5} : (tensor<2x4x5x3xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x4x5x3xf32>, tensor<2x1xf32>, tensor<2x1xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 1 : i64} : (tensor<2x4x5x3xf32>, tensor<2x4x5x3xf32>, tensor<2x1xf32>, tensor<2x1xf32>, tensor<4xf32>) -> (tensor<2x4x5x3xf32>, tensor<4xf32>, tensor<4xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x4x5x3xf32>, tensor<2x1xf32>, tensor<2x1xf32>, tensor<2x4x5x3xf32>, tensor<4xf32>, tensor<4xf32>
}

func.func @instance_norm(%x: tensor<2x3x4x5xf32>, %dy: tensor<2x3x4x5xf32>, %g: tensor<3xf32>, %b: tensor<3xf32>) -> (tensor<2x3x4x5xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>) {
  %y:3 = mindir.group_norm %x, %g, %b {num_groups = 3 : i64, eps = 1.0e-5} : (tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4x5xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  %d:3 = mindir.group_norm_grad %dy, %x, %y#1, %y#2, %g {num_groups = 3 : i64} : (tensor<2x3x4x5xf32>, tensor<2x3x4x5xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>) -> (tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>)
  return %y#0, %y#1, %y#2, %d#0, %d#1, %d#2 : tensor<2x3x4x5xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>
}
