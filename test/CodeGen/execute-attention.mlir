//===- execute-attention.mlir - Attention in blocks, executed -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Forward and backward against the evaluator: lengths and sizes below, at and
// above a block and a vector, one block of keys and several, masks for keys, for
// queries, for pairs and for all, rows whose keys are all masked.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2 threads=1 twin-threads=3" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=512 registers=32 threads=2 twin-threads=1" -o /dev/null | FileCheck %s

// CHECK-COUNT-36: ok
// CHECK-NOT: ok

func.func @test_small(%q: tensor<?x2x5x4xf32>, %k: tensor<?x2x7x4xf32>, %v: tensor<?x2x7x3xf32>, %dy: tensor<?x2x5x3xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>, tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {scale = 0.5} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2 {scale = 0.5} : (tensor<?x2x5x3xf32>, tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>, tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>) -> (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>, tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>
}

func.func @test_one(%q: tensor<?x1x1xf32>, %k: tensor<?x1x1xf32>, %v: tensor<?x1x1xf32>, %dy: tensor<?x1x1xf32>) -> (tensor<?x1x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {scale = 0.5} : (tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>) -> (tensor<?x1x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2 {scale = 0.5} : (tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> (tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x1x1xf32>, tensor<?x1xf32>, tensor<?x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>, tensor<?x1x1xf32>
}

func.func @test_one_query(%q: tensor<?x3x1x20xf32>, %k: tensor<?x3x33x20xf32>, %v: tensor<?x3x33x5xf32>, %dy: tensor<?x3x1x5xf32>) -> (tensor<?x3x1x5xf32>, tensor<?x3x1xf32>, tensor<?x3x1xf32>, tensor<?x3x1x20xf32>, tensor<?x3x33x20xf32>, tensor<?x3x33x5xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {scale = 0.5} : (tensor<?x3x1x20xf32>, tensor<?x3x33x20xf32>, tensor<?x3x33x5xf32>) -> (tensor<?x3x1x5xf32>, tensor<?x3x1xf32>, tensor<?x3x1xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2 {scale = 0.5} : (tensor<?x3x1x5xf32>, tensor<?x3x1x20xf32>, tensor<?x3x33x20xf32>, tensor<?x3x33x5xf32>, tensor<?x3x1x5xf32>, tensor<?x3x1xf32>, tensor<?x3x1xf32>) -> (tensor<?x3x1x20xf32>, tensor<?x3x33x20xf32>, tensor<?x3x33x5xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x3x1x5xf32>, tensor<?x3x1xf32>, tensor<?x3x1xf32>, tensor<?x3x1x20xf32>, tensor<?x3x33x20xf32>, tensor<?x3x33x5xf32>
}

// The gradients of queries and keys are 0.
func.func @test_one_key(%q: tensor<?x9x2x5xf32>, %k: tensor<?x1x2x5xf32>, %v: tensor<?x1x2x20xf32>, %dy: tensor<?x9x2x20xf32>) -> (tensor<?x9x2x20xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>, tensor<?x1x2x20xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v {length_first = true, scale = 0.5} : (tensor<?x9x2x5xf32>, tensor<?x1x2x5xf32>, tensor<?x1x2x20xf32>) -> (tensor<?x9x2x20xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2 {length_first = true, scale = 0.5} : (tensor<?x9x2x20xf32>, tensor<?x9x2x5xf32>, tensor<?x1x2x5xf32>, tensor<?x1x2x20xf32>, tensor<?x9x2x20xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>) -> (tensor<?x9x2x5xf32>, tensor<?x1x2x5xf32>, tensor<?x1x2x20xf32>)
  return %0#0, %0#1, %0#2, %1#2 : tensor<?x9x2x20xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>, tensor<?x1x2x20xf32>
}

// A number for each key.
func.func @test_heads_inside(%q: tensor<?x33x2x20xf32>, %k: tensor<?x33x2x20xf32>, %v: tensor<?x33x2x20xf32>, %m0: tensor<?x1x1x33xf32>, %dy: tensor<?x33x2x20xf32>) -> (tensor<?x33x2x20xf32>, tensor<?x2x33xf32>, tensor<?x2x33xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {length_first = true, scale = 0.5} : (tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x1x1x33xf32>) -> (tensor<?x33x2x20xf32>, tensor<?x2x33xf32>, tensor<?x2x33xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {length_first = true, scale = 0.5} : (tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x2x33xf32>, tensor<?x2x33xf32>, tensor<?x1x1x33xf32>) -> (tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x33x2x20xf32>, tensor<?x2x33xf32>, tensor<?x2x33xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>, tensor<?x33x2x20xf32>
}

// A number for each pair; a last block of two queries.
func.func @test_pairs(%q: tensor<2x2x130x64xf32>, %k: tensor<2x2x130x64xf32>, %v: tensor<2x2x130x64xf32>, %m0: tensor<130x130xf32>, %dy: tensor<2x2x130x64xf32>) -> (tensor<2x2x130x64xf32>, tensor<2x2x130xf32>, tensor<2x2x130xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {scale = 0.125} : (tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<130x130xf32>) -> (tensor<2x2x130x64xf32>, tensor<2x2x130xf32>, tensor<2x2x130xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {scale = 0.125} : (tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130xf32>, tensor<2x2x130xf32>, tensor<130x130xf32>) -> (tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<2x2x130x64xf32>, tensor<2x2x130xf32>, tensor<2x2x130xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>, tensor<2x2x130x64xf32>
}

func.func @test_deep_stack(%q: tensor<?x2x3x7x8xf32>, %k: tensor<?x2x3x33x8xf32>, %v: tensor<?x2x3x33x8xf32>, %m0: tensor<?x1x3x7x33xf32>, %dy: tensor<?x2x3x7x8xf32>) -> (tensor<?x2x3x7x8xf32>, tensor<?x2x3x7xf32>, tensor<?x2x3x7xf32>, tensor<?x2x3x7x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x2x3x33x8xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {scale = 0.5} : (tensor<?x2x3x7x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x1x3x7x33xf32>) -> (tensor<?x2x3x7x8xf32>, tensor<?x2x3x7xf32>, tensor<?x2x3x7xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {scale = 0.5} : (tensor<?x2x3x7x8xf32>, tensor<?x2x3x7x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x2x3x7x8xf32>, tensor<?x2x3x7xf32>, tensor<?x2x3x7xf32>, tensor<?x1x3x7x33xf32>) -> (tensor<?x2x3x7x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x2x3x33x8xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x2x3x7x8xf32>, tensor<?x2x3x7xf32>, tensor<?x2x3x7xf32>, tensor<?x2x3x7x8xf32>, tensor<?x2x3x33x8xf32>, tensor<?x2x3x33x8xf32>
}

// Masks of all kinds.
func.func @test_many_masks(%q: tensor<?x2x40x16xf32>, %k: tensor<?x2x19x16xf32>, %v: tensor<?x2x19x24xf32>, %m0: tensor<19xf32>, %m1: tensor<40x1xf32>, %m2: tensor<?x2x40x19xf32>, %m3: tensor<1x1x1x1xf32>, %m4: tensor<40x19xf32>, %m5: tensor<2x1x1xf32>, %dy: tensor<?x2x40x24xf32>) -> (tensor<?x2x40x24xf32>, tensor<?x2x40xf32>, tensor<?x2x40xf32>, tensor<?x2x40x16xf32>, tensor<?x2x19x16xf32>, tensor<?x2x19x24xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0, %m1, %m2, %m3, %m4, %m5 {scale = 0.5} : (tensor<?x2x40x16xf32>, tensor<?x2x19x16xf32>, tensor<?x2x19x24xf32>, tensor<19xf32>, tensor<40x1xf32>, tensor<?x2x40x19xf32>, tensor<1x1x1x1xf32>, tensor<40x19xf32>, tensor<2x1x1xf32>) -> (tensor<?x2x40x24xf32>, tensor<?x2x40xf32>, tensor<?x2x40xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0, %m1, %m2, %m3, %m4, %m5 {scale = 0.5} : (tensor<?x2x40x24xf32>, tensor<?x2x40x16xf32>, tensor<?x2x19x16xf32>, tensor<?x2x19x24xf32>, tensor<?x2x40x24xf32>, tensor<?x2x40xf32>, tensor<?x2x40xf32>, tensor<19xf32>, tensor<40x1xf32>, tensor<?x2x40x19xf32>, tensor<1x1x1x1xf32>, tensor<40x19xf32>, tensor<2x1x1xf32>) -> (tensor<?x2x40x16xf32>, tensor<?x2x19x16xf32>, tensor<?x2x19x24xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x2x40x24xf32>, tensor<?x2x40xf32>, tensor<?x2x40xf32>, tensor<?x2x40x16xf32>, tensor<?x2x19x16xf32>, tensor<?x2x19x24xf32>
}

func.func @test_many_masks_inside(%q: tensor<?x7x3x12xf32>, %k: tensor<?x21x3x12xf32>, %v: tensor<?x21x3x9xf32>, %m0: tensor<?x3x1x1xf32>, %m1: tensor<7x21xf32>, %m2: tensor<?x1x7x1xf32>, %dy: tensor<?x7x3x9xf32>) -> (tensor<?x7x3x9xf32>, tensor<?x3x7xf32>, tensor<?x3x7xf32>, tensor<?x7x3x12xf32>, tensor<?x21x3x12xf32>, tensor<?x21x3x9xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0, %m1, %m2 {length_first = true, scale = 0.5} : (tensor<?x7x3x12xf32>, tensor<?x21x3x12xf32>, tensor<?x21x3x9xf32>, tensor<?x3x1x1xf32>, tensor<7x21xf32>, tensor<?x1x7x1xf32>) -> (tensor<?x7x3x9xf32>, tensor<?x3x7xf32>, tensor<?x3x7xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0, %m1, %m2 {length_first = true, scale = 0.5} : (tensor<?x7x3x9xf32>, tensor<?x7x3x12xf32>, tensor<?x21x3x12xf32>, tensor<?x21x3x9xf32>, tensor<?x7x3x9xf32>, tensor<?x3x7xf32>, tensor<?x3x7xf32>, tensor<?x3x1x1xf32>, tensor<7x21xf32>, tensor<?x1x7x1xf32>) -> (tensor<?x7x3x12xf32>, tensor<?x21x3x12xf32>, tensor<?x21x3x9xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x7x3x9xf32>, tensor<?x3x7xf32>, tensor<?x3x7xf32>, tensor<?x7x3x12xf32>, tensor<?x21x3x12xf32>, tensor<?x21x3x9xf32>
}

// Three blocks of keys.
func.func @test_keys_in_blocks(%q: tensor<2x45x5xf32>, %k: tensor<2x513x5xf32>, %v: tensor<2x513x33xf32>, %m0: tensor<2x1x513xf32>, %dy: tensor<2x45x33xf32>) -> (tensor<2x45x33xf32>, tensor<2x45xf32>, tensor<2x45xf32>, tensor<2x45x5xf32>, tensor<2x513x5xf32>, tensor<2x513x33xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {scale = 0.7} : (tensor<2x45x5xf32>, tensor<2x513x5xf32>, tensor<2x513x33xf32>, tensor<2x1x513xf32>) -> (tensor<2x45x33xf32>, tensor<2x45xf32>, tensor<2x45xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {scale = 0.7} : (tensor<2x45x33xf32>, tensor<2x45x5xf32>, tensor<2x513x5xf32>, tensor<2x513x33xf32>, tensor<2x45x33xf32>, tensor<2x45xf32>, tensor<2x45xf32>, tensor<2x1x513xf32>) -> (tensor<2x45x5xf32>, tensor<2x513x5xf32>, tensor<2x513x33xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<2x45x33xf32>, tensor<2x45xf32>, tensor<2x45xf32>, tensor<2x45x5xf32>, tensor<2x513x5xf32>, tensor<2x513x33xf32>
}

func.func @test_keys_in_uneven_blocks(%q: tensor<?x3x1x16xf32>, %k: tensor<?x523x1x16xf32>, %v: tensor<?x523x1x16xf32>, %m0: tensor<3x523xf32>, %dy: tensor<?x3x1x16xf32>) -> (tensor<?x3x1x16xf32>, tensor<?x1x3xf32>, tensor<?x1x3xf32>, tensor<?x3x1x16xf32>, tensor<?x523x1x16xf32>, tensor<?x523x1x16xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {length_first = true, scale = 0.5} : (tensor<?x3x1x16xf32>, tensor<?x523x1x16xf32>, tensor<?x523x1x16xf32>, tensor<3x523xf32>) -> (tensor<?x3x1x16xf32>, tensor<?x1x3xf32>, tensor<?x1x3xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {length_first = true, scale = 0.5} : (tensor<?x3x1x16xf32>, tensor<?x3x1x16xf32>, tensor<?x523x1x16xf32>, tensor<?x523x1x16xf32>, tensor<?x3x1x16xf32>, tensor<?x1x3xf32>, tensor<?x1x3xf32>, tensor<3x523xf32>) -> (tensor<?x3x1x16xf32>, tensor<?x523x1x16xf32>, tensor<?x523x1x16xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x3x1x16xf32>, tensor<?x1x3xf32>, tensor<?x1x3xf32>, tensor<?x3x1x16xf32>, tensor<?x523x1x16xf32>, tensor<?x523x1x16xf32>
}

// Few keys count.
func.func @test_dropped_keys(%q: tensor<?x2x10x16xf32>, %k: tensor<?x2x300x16xf32>, %v: tensor<?x2x300x16xf32>, %m0: tensor<?x1x1x300xf32> {test.range = [-60.0, 0.0]}, %m1: tensor<10x1xf32> {test.range = [-3.0, 3.0]}, %dy: tensor<?x2x10x16xf32>) -> (tensor<?x2x10x16xf32>, tensor<?x2x10xf32>, tensor<?x2x10xf32>, tensor<?x2x10x16xf32>, tensor<?x2x300x16xf32>, tensor<?x2x300x16xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0, %m1 {scale = 0.5} : (tensor<?x2x10x16xf32>, tensor<?x2x300x16xf32>, tensor<?x2x300x16xf32>, tensor<?x1x1x300xf32>, tensor<10x1xf32>) -> (tensor<?x2x10x16xf32>, tensor<?x2x10xf32>, tensor<?x2x10xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0, %m1 {scale = 0.5} : (tensor<?x2x10x16xf32>, tensor<?x2x10x16xf32>, tensor<?x2x300x16xf32>, tensor<?x2x300x16xf32>, tensor<?x2x10x16xf32>, tensor<?x2x10xf32>, tensor<?x2x10xf32>, tensor<?x1x1x300xf32>, tensor<10x1xf32>) -> (tensor<?x2x10x16xf32>, tensor<?x2x300x16xf32>, tensor<?x2x300x16xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x2x10x16xf32>, tensor<?x2x10xf32>, tensor<?x2x10xf32>, tensor<?x2x10x16xf32>, tensor<?x2x300x16xf32>, tensor<?x2x300x16xf32>
}

// Nothing but the masks is left of the scores: all keys count alike.
func.func @test_dropped_rows(%q: tensor<?x2x9x8xf32>, %k: tensor<?x2x270x8xf32>, %v: tensor<?x2x270x8xf32>, %m0: tensor<?x1x9x1xf32> {test.range = [-1.0e30, -1.0e29]}, %dy: tensor<?x2x9x8xf32>) -> (tensor<?x2x9x8xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>, tensor<?x2x9x8xf32>, tensor<?x2x270x8xf32>, tensor<?x2x270x8xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {scale = 0.5} : (tensor<?x2x9x8xf32>, tensor<?x2x270x8xf32>, tensor<?x2x270x8xf32>, tensor<?x1x9x1xf32>) -> (tensor<?x2x9x8xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {scale = 0.5} : (tensor<?x2x9x8xf32>, tensor<?x2x9x8xf32>, tensor<?x2x270x8xf32>, tensor<?x2x270x8xf32>, tensor<?x2x9x8xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>, tensor<?x1x9x1xf32>) -> (tensor<?x2x9x8xf32>, tensor<?x2x270x8xf32>, tensor<?x2x270x8xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<?x2x9x8xf32>, tensor<?x2x9xf32>, tensor<?x2x9xf32>, tensor<?x2x9x8xf32>, tensor<?x2x270x8xf32>, tensor<?x2x270x8xf32>
}

func.func @test_lowest(%q: tensor<2x2x9x8xf32>, %k: tensor<2x2x270x8xf32>, %v: tensor<2x2x270x8xf32>, %m0: tensor<9x270xf32> {test.range = [-3.4028234e38, -3.4028234e38]}, %dy: tensor<2x2x9x8xf32>) -> (tensor<2x2x9x8xf32>, tensor<2x2x9xf32>, tensor<2x2x9xf32>, tensor<2x2x9x8xf32>, tensor<2x2x270x8xf32>, tensor<2x2x270x8xf32>) {
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m0 {scale = 0.5} : (tensor<2x2x9x8xf32>, tensor<2x2x270x8xf32>, tensor<2x2x270x8xf32>, tensor<9x270xf32>) -> (tensor<2x2x9x8xf32>, tensor<2x2x9xf32>, tensor<2x2x9xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %0#0, %0#1, %0#2, %m0 {scale = 0.5} : (tensor<2x2x9x8xf32>, tensor<2x2x9x8xf32>, tensor<2x2x270x8xf32>, tensor<2x2x270x8xf32>, tensor<2x2x9x8xf32>, tensor<2x2x9xf32>, tensor<2x2x9xf32>, tensor<9x270xf32>) -> (tensor<2x2x9x8xf32>, tensor<2x2x270x8xf32>, tensor<2x2x270x8xf32>)
  return %0#0, %0#1, %0#2, %1#0, %1#1, %1#2 : tensor<2x2x9x8xf32>, tensor<2x2x9xf32>, tensor<2x2x9xf32>, tensor<2x2x9x8xf32>, tensor<2x2x270x8xf32>, tensor<2x2x270x8xf32>
}
