//===- Attention.mlir - Attention in one op -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The functions whose inputs and expected results stand in Attention.*.npz,
// written by make_cases.py.
//
//===----------------------------------------------------------------------===//

func.func @attention(%q: tensor<?x3x5x4xf32>, %k: tensor<?x3x7x4xf32>, %v: tensor<?x3x7x6xf32>) -> (tensor<?x3x5x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {scale = 0.5} : (tensor<?x3x5x4xf32>, tensor<?x3x7x4xf32>, tensor<?x3x7x6xf32>) -> (tensor<?x3x5x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>)
  return %0#0, %0#1, %0#2 : tensor<?x3x5x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>
}

func.func @attention_grad(%dy: tensor<?x3x5x6xf32>, %q: tensor<?x3x5x4xf32>, %k: tensor<?x3x7x4xf32>, %v: tensor<?x3x7x6xf32>, %y: tensor<?x3x5x6xf32>, %max: tensor<?x3x5xf32>, %sum: tensor<?x3x5xf32>) -> (tensor<?x3x5x4xf32>, tensor<?x3x7x4xf32>, tensor<?x3x7x6xf32>) {
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum {scale = 0.5} : (tensor<?x3x5x6xf32>, tensor<?x3x5x4xf32>, tensor<?x3x7x4xf32>, tensor<?x3x7x6xf32>, tensor<?x3x5x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>) -> (tensor<?x3x5x4xf32>, tensor<?x3x7x4xf32>, tensor<?x3x7x6xf32>)
  return %0#0, %0#1, %0#2 : tensor<?x3x5x4xf32>, tensor<?x3x7x4xf32>, tensor<?x3x7x6xf32>
}

func.func @attention_masks(%q: tensor<3x5x4xf32>, %k: tensor<3x7x4xf32>, %v: tensor<3x7x2xf32>, %m0: tensor<5x1xf32>, %m1: tensor<3x1x7xf32>) -> (tensor<3x5x2xf32>, tensor<3x5xf32>, tensor<3x5xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0, %m1 : (tensor<3x5x4xf32>, tensor<3x7x4xf32>, tensor<3x7x2xf32>, tensor<5x1xf32>, tensor<3x1x7xf32>) -> (tensor<3x5x2xf32>, tensor<3x5xf32>, tensor<3x5xf32>)
  return %0#0, %0#1, %0#2 : tensor<3x5x2xf32>, tensor<3x5xf32>, tensor<3x5xf32>
}

func.func @attention_masks_grad(%dy: tensor<3x5x2xf32>, %q: tensor<3x5x4xf32>, %k: tensor<3x7x4xf32>, %v: tensor<3x7x2xf32>, %y: tensor<3x5x2xf32>, %max: tensor<3x5xf32>, %sum: tensor<3x5xf32>, %m0: tensor<5x1xf32>, %m1: tensor<3x1x7xf32>) -> (tensor<3x5x4xf32>, tensor<3x7x4xf32>, tensor<3x7x2xf32>) {
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum, %m0, %m1 : (tensor<3x5x2xf32>, tensor<3x5x4xf32>, tensor<3x7x4xf32>, tensor<3x7x2xf32>, tensor<3x5x2xf32>, tensor<3x5xf32>, tensor<3x5xf32>, tensor<5x1xf32>, tensor<3x1x7xf32>) -> (tensor<3x5x4xf32>, tensor<3x7x4xf32>, tensor<3x7x2xf32>)
  return %0#0, %0#1, %0#2 : tensor<3x5x4xf32>, tensor<3x7x4xf32>, tensor<3x7x2xf32>
}

func.func @attention_length_first(%q: tensor<?x5x3x4xf32>, %k: tensor<?x7x3x4xf32>, %v: tensor<?x7x3x6xf32>, %m0: tensor<?x1x5x7xf32>) -> (tensor<?x5x3x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {length_first = true, scale = 0.7} : (tensor<?x5x3x4xf32>, tensor<?x7x3x4xf32>, tensor<?x7x3x6xf32>, tensor<?x1x5x7xf32>) -> (tensor<?x5x3x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>)
  return %0#0, %0#1, %0#2 : tensor<?x5x3x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>
}

func.func @attention_length_first_grad(%dy: tensor<?x5x3x6xf32>, %q: tensor<?x5x3x4xf32>, %k: tensor<?x7x3x4xf32>, %v: tensor<?x7x3x6xf32>, %y: tensor<?x5x3x6xf32>, %max: tensor<?x3x5xf32>, %sum: tensor<?x3x5xf32>, %m0: tensor<?x1x5x7xf32>) -> (tensor<?x5x3x4xf32>, tensor<?x7x3x4xf32>, tensor<?x7x3x6xf32>) {
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum, %m0 {length_first = true, scale = 0.7} : (tensor<?x5x3x6xf32>, tensor<?x5x3x4xf32>, tensor<?x7x3x4xf32>, tensor<?x7x3x6xf32>, tensor<?x5x3x6xf32>, tensor<?x3x5xf32>, tensor<?x3x5xf32>, tensor<?x1x5x7xf32>) -> (tensor<?x5x3x4xf32>, tensor<?x7x3x4xf32>, tensor<?x7x3x6xf32>)
  return %0#0, %0#1, %0#2 : tensor<?x5x3x4xf32>, tensor<?x7x3x4xf32>, tensor<?x7x3x6xf32>
}
