//===- ops-attention.mlir - Attention through text and bytecode -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @attention
func.func @attention(%q: tensor<?x2x5x4xf32>, %k: tensor<?x2x7x4xf32>, %v: tensor<?x2x7x3xf32>, %m: tensor<7xf32>, %n: tensor<?x1x5x7xf32>) -> tensor<?x2x5x4xf32> {
  // CHECK: mindir.scaled_dot_product_attention %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
  // CHECK: mindir.scaled_dot_product_attention %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {scale = 5.000000e-01 : f64} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>, tensor<7xf32>, tensor<?x1x5x7xf32>) ->
  %1:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m, %n {scale = 0.5} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>, tensor<7xf32>, tensor<?x1x5x7xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
  // CHECK: mindir.scaled_dot_product_attention_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {scale = 5.000000e-01 : f64} : {{.*}} -> (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>)
  %2:3 = mindir.scaled_dot_product_attention_grad %0#0, %q, %k, %v, %1#0, %1#1, %1#2, %m {scale = 0.5} : (tensor<?x2x5x3xf32>, tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>, tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>, tensor<7xf32>) -> (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>)
  return %2#0 : tensor<?x2x5x4xf32>
}

// CHECK-LABEL: func.func @length_first
func.func @length_first(%q: tensor<?x5x2x4xf32>, %k: tensor<?x7x2x4xf32>, %v: tensor<?x7x2x3xf32>, %m: tensor<?x2x5x7xf32>) -> tensor<?x7x2x3xf32> {
  // CHECK: mindir.scaled_dot_product_attention %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {length_first = true} : {{.*}} -> (tensor<?x5x2x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
  %0:3 = mindir.scaled_dot_product_attention %q, %k, %v, %m {length_first = true} : (tensor<?x5x2x4xf32>, tensor<?x7x2x4xf32>, tensor<?x7x2x3xf32>, tensor<?x2x5x7xf32>) -> (tensor<?x5x2x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
  // CHECK: mindir.scaled_dot_product_attention_grad {{.*}} {length_first = true} : {{.*}} -> (tensor<?x5x2x4xf32>, tensor<?x7x2x4xf32>, tensor<?x7x2x3xf32>)
  %1:3 = mindir.scaled_dot_product_attention_grad %0#0, %q, %k, %v, %0#0, %0#1, %0#2, %m {length_first = true} : (tensor<?x5x2x3xf32>, tensor<?x5x2x4xf32>, tensor<?x7x2x4xf32>, tensor<?x7x2x3xf32>, tensor<?x5x2x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>, tensor<?x2x5x7xf32>) -> (tensor<?x5x2x4xf32>, tensor<?x7x2x4xf32>, tensor<?x7x2x3xf32>)
  return %1#2 : tensor<?x7x2x3xf32>
}
