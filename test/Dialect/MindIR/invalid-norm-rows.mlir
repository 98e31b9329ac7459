//===- invalid-norm-rows.mlir - Layer and group normalization refused -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.layer_norm (C1)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<3x4xf32>, %a2: tensor<3x4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm: begin_norm_axis 3 or begin_params_axis 1 is outside rank 3 (C1)}}
  %0:3 = mindir.layer_norm %a0, %a1, %a2 {begin_norm_axis = 3 : i64} : (tensor<2x3x4xf32>, tensor<3x4xf32>, tensor<3x4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  return
}

// -----

// mindir.layer_norm (C2)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<4xf32>, %a2: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm: an operand has shape [3], but the input from begin_params_axis on has [4] (C2)}}
  %0:3 = mindir.layer_norm %a0, %a1, %a2 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  return
}

// -----

// mindir.layer_norm (C3)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf16>) {
  // expected-error @below {{[MS1001] mindir.layer_norm: an operand has elements of type f16, but f32 is needed beside an input of f32 (C3)}}
  %0:3 = mindir.layer_norm %a0, %a1, %a2 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf16>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  return
}

// -----

// mindir.layer_norm (C4)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm: epsilon is 0.000000, but must be positive (C4)}}
  %0:3 = mindir.layer_norm %a0, %a1, %a2 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64, epsilon = 0.0} : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>)
  return
}

// -----

// mindir.layer_norm (C5)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm: result has type 'tensor<2x3x4xf32>', 'tensor<2x3xf32>'}}
  %0:3 = mindir.layer_norm %a0, %a1, %a2 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<2x3xf32>, tensor<2x3x1xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C1)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x5xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3x1xf32>, %a4: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: the gradient has type tensor<2x3x5xf32>, but the input tensor<2x3x4xf32> (C1)}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<2x3x5xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C1): axis
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x4xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3x1xf32>, %a4: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: begin_norm_axis 1 or begin_params_axis -4 is outside rank 3 (C1)}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_params_axis = -4 : i64} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C2)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x4xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3x1xf32>, %a4: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: an operand has shape [3], but the input from begin_params_axis on has [4] (C2)}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<3xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C3)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x4xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3x1xf32>, %a4: tensor<4xf64>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: an operand has elements of type f64, but f32 is needed beside an input of f32 (C3)}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<4xf64>) -> (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C4)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x4xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3x1xf32>, %a4: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: epsilon is -1.000000, but must be positive (C4)}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64, epsilon = -1.0} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C5)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x4xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3xf32>, %a4: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: a statistic has type tensor<2x3xf32>, but the normalization gives tensor<2x3x1xf32> (C5)}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<4xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.layer_norm_grad (C6)
func.func @f(%a0: tensor<2x3x4xf32>, %a1: tensor<2x3x4xf32>, %a2: tensor<2x3x1xf32>, %a3: tensor<2x3x1xf32>, %a4: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.layer_norm_grad: result has type 'tensor<2x3x4xf32>', 'tensor<3xf32>'}}
  %0:3 = mindir.layer_norm_grad %a0, %a1, %a2, %a3, %a4 {begin_norm_axis = -1 : i64, begin_params_axis = 2 : i64} : (tensor<2x3x4xf32>, tensor<2x3x4xf32>, tensor<2x3x1xf32>, tensor<2x3x1xf32>, tensor<4xf32>) -> (tensor<2x3x4xf32>, tensor<3xf32>, tensor<4xf32>)
  return
}

// -----

// mindir.group_norm (C1)
func.func @f(%a0: tensor<6xf32>, %a1: tensor<6xf32>, %a2: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm: input has rank 1, but needs 2 or more (C1)}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 3 : i64} : (tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<6xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm (C1): an operand
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<6x1xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm: an operand has type tensor<6x1xf32>, but a number per channel needs rank 1 (C1)}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6x1xf32>) -> (tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm (C2)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<4xf32>, %a2: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm: an operand has 4 elements, but the input has 6 channels (C2)}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<4xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm (C3)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<6xbf16>) {
  // expected-error @below {{[MS1001] mindir.group_norm: an operand has elements of type bf16, but f32 is needed beside an input of f32 (C3)}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xbf16>) -> (tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm (C4)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm: num_groups is 4, but must be positive and divide the 6 channels (C4)}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 4 : i64} : (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm (C4): eps
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm: eps is 0.000000, but must be positive (C4)}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 3 : i64, eps = 0.0} : (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm (C5)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<6xf32>, %a2: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm: result has type 'tensor<2x6x4xf32>', 'tensor<2x6xf32>'}}
  %0:3 = mindir.group_norm %a0, %a1, %a2 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<2x6xf32>, tensor<2x3xf32>)
  return
}

// -----

// mindir.group_norm_grad (C1)
func.func @f(%a0: tensor<2x6x5xf32>, %a1: tensor<2x6x4xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm_grad: the gradient has type tensor<2x6x5xf32>, but the input tensor<2x6x4xf32> (C1)}}
  %0:3 = mindir.group_norm_grad %a0, %a1, %a2, %a3, %a4 {num_groups = 3 : i64} : (tensor<2x6x5xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return
}

// -----

// mindir.group_norm_grad (C2)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<2x6x4xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<3xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm_grad: an operand has 3 elements, but the input has 6 channels (C2)}}
  %0:3 = mindir.group_norm_grad %a0, %a1, %a2, %a3, %a4 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<3xf32>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return
}

// -----

// mindir.group_norm_grad (C3)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<2x6x4xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<6xf16>) {
  // expected-error @below {{[MS1001] mindir.group_norm_grad: an operand has elements of type f16, but f32 is needed beside an input of f32 (C3)}}
  %0:3 = mindir.group_norm_grad %a0, %a1, %a2, %a3, %a4 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf16>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return
}

// -----

// mindir.group_norm_grad (C4)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<2x6x4xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm_grad: num_groups is 0, but must be positive and divide the 6 channels (C4)}}
  %0:3 = mindir.group_norm_grad %a0, %a1, %a2, %a3, %a4 {num_groups = 0 : i64} : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return
}

// -----

// mindir.group_norm_grad (C5)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<2x6x4xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x6xf32>, %a4: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm_grad: a statistic has type tensor<2x6xf32>, but the normalization gives tensor<2x3xf32> (C5)}}
  %0:3 = mindir.group_norm_grad %a0, %a1, %a2, %a3, %a4 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x6xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return
}

// -----

// mindir.group_norm_grad (C6)
func.func @f(%a0: tensor<2x6x4xf32>, %a1: tensor<2x6x4xf32>, %a2: tensor<2x3xf32>, %a3: tensor<2x3xf32>, %a4: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.group_norm_grad: result has type 'tensor<2x6x4xf32>', 'tensor<3xf32>'}}
  %0:3 = mindir.group_norm_grad %a0, %a1, %a2, %a3, %a4 {num_groups = 3 : i64} : (tensor<2x6x4xf32>, tensor<2x6x4xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<6xf32>) -> (tensor<2x6x4xf32>, tensor<3xf32>, tensor<6xf32>)
  return
}
