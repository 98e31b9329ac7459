//===- invalid-attention.mlir - Attention that is refused -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.scaled_dot_product_attention (C1)
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<1x2x7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, 5, 4], key [2, 7, 4] and value [1, 2, 7, 3] need one rank, 3 or more (C1)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<1x2x7x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C1): no stack
func.func @f(%q: tensor<5x4xf32>, %k: tensor<7x4xf32>, %v: tensor<7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [5, 4], key [7, 4] and value [7, 3] need one rank, 3 or more (C1)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<5x4xf32>, tensor<7x4xf32>, tensor<7x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C1): heads
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, 5, 4], key [2, 7, 4] and value [2, 7, 3] need one rank, 4 (C1)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {length_first = true} : (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C2): stacks
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<3x7x4xf32>, %v: tensor<2x7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, 5, 4], key [3, 7, 4] and value [2, 7, 3] do not fit together (C2)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x5x4xf32>, tensor<3x7x4xf32>, tensor<2x7x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C2): lengths
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x6x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, 5, 4], key [2, 7, 4] and value [2, 6, 3] do not fit together (C2)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x6x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C2): sizes
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x3xf32>, %v: tensor<2x7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, 5, 4], key [2, 7, 3] and value [2, 7, 3] do not fit together (C2)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x5x4xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C3)
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x0x4xf32>, %v: tensor<2x0x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, 5, 4], key [2, 0, 4] and value [2, 0, 3] have an extent that is 0, or dynamic and not the first (C3)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x5x4xf32>, tensor<2x0x4xf32>, tensor<2x0x3xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C3): the batch
func.func @f(%q: tensor<2x?x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: query [2, ?, 4], key [2, 7, 4] and value [2, 7, 3] have an extent that is 0, or dynamic and not the first (C3)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x?x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>) -> (tensor<2x?x3xf32>, tensor<2x?xf32>, tensor<2x?xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C4)
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>, %m0: tensor<5x7xf32>, %m1: tensor<6xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: mask [6] does not broadcast to scores [2, 5, 7] (C4)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0, %m1 : (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>, tensor<5x7xf32>, tensor<6xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C4): more than the scores
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>, %m0: tensor<3x2x5x7xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: mask [3, 2, 5, 7] does not broadcast to scores [2, 5, 7] (C4)}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 : (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>, tensor<3x2x5x7xf32>) -> (tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention (C5)
func.func @f(%q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention: result has type 'tensor<2x5x4xf32>', 'tensor<2x5xf32>', 'tensor<2x5xf32>', but the operands give 'tensor<2x5x3xf32>', 'tensor<2x5xf32>', 'tensor<2x5xf32>'}}
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>) -> (tensor<2x5x4xf32>, tensor<2x5xf32>, tensor<2x5xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention_grad (C1)
func.func @f(%dy: tensor<2x5x3xf32>, %q: tensor<2x5x4xf32>, %k: tensor<2x7x3xf32>, %v: tensor<2x7x3xf32>, %y: tensor<2x5x3xf32>, %max: tensor<2x5xf32>, %sum: tensor<2x5xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention_grad: query [2, 5, 4], key [2, 7, 3] and value [2, 7, 3] do not fit together (C1)}}
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum : (tensor<2x5x3xf32>, tensor<2x5x4xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>, tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>) -> (tensor<2x5x4xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention_grad (C2)
func.func @f(%dy: tensor<2x5x4xf32>, %q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>, %y: tensor<2x5x3xf32>, %max: tensor<2x5xf32>, %sum: tensor<2x5xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention_grad: dy has type tensor<2x5x4xf32>, but the attention gives tensor<2x5x3xf32> (C2)}}
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum : (tensor<2x5x4xf32>, tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>, tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>) -> (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention_grad (C2): sums
func.func @f(%dy: tensor<2x5x3xf32>, %q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>, %y: tensor<2x5x3xf32>, %max: tensor<2x5xf32>, %sum: tensor<2x7xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention_grad: softmax_sum has type tensor<2x7xf32>, but the attention gives tensor<2x5xf32> (C2)}}
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum : (tensor<2x5x3xf32>, tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>, tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x7xf32>) -> (tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>)
  return
}

// -----

// mindir.scaled_dot_product_attention_grad (C3)
func.func @f(%dy: tensor<2x5x3xf32>, %q: tensor<2x5x4xf32>, %k: tensor<2x7x4xf32>, %v: tensor<2x7x3xf32>, %y: tensor<2x5x3xf32>, %max: tensor<2x5xf32>, %sum: tensor<2x5xf32>) {
  // expected-error @below {{[MS1001] mindir.scaled_dot_product_attention_grad: result has type 'tensor<2x5x4xf32>', 'tensor<2x7x3xf32>', 'tensor<2x7x3xf32>', but the operands give 'tensor<2x5x4xf32>', 'tensor<2x7x4xf32>', 'tensor<2x7x3xf32>'}}
  %0:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum : (tensor<2x5x3xf32>, tensor<2x5x4xf32>, tensor<2x7x4xf32>, tensor<2x7x3xf32>, tensor<2x5x3xf32>, tensor<2x5xf32>, tensor<2x5xf32>) -> (tensor<2x5x4xf32>, tensor<2x7x3xf32>, tensor<2x7x3xf32>)
  return
}
