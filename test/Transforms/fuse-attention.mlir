//===- fuse-attention.mlir - One op for the chain of attention ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-fuse-attention))" | FileCheck %s --implicit-check-not=mindir.softmax
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s --check-prefix=EXEC
// RUN: ms-opt %s -test-execute="disable=fuse-attention" -o /dev/null | FileCheck %s --check-prefix=EXEC
// RUN: ms-opt %s -mindir-to-buffers="disable=fuse-attention" | FileCheck %s --check-prefix=OFF
// RUN: ms-opt %s -mindir-to-buffers | FileCheck %s --check-prefix=ON

// EXEC-COUNT-11: ok
// EXEC-NOT: ok
// OFF-NOT: scaled_dot_product_attention
// ON: scaled_dot_product_attention

// CHECK-LABEL: func.func @test_plain(
// CHECK-SAME: %[[Q:.*]]: tensor<?x2x5x4xf32>, %[[K:.*]]: tensor<?x2x7x4xf32>, %[[V:.*]]: tensor<?x2x7x3xf32>
// CHECK-NEXT: %[[Y:.*]], %{{.*}}, %{{.*}} = mindir.scaled_dot_product_attention %[[Q]], %[[K]], %[[V]] : (
// CHECK-NEXT: return %[[Y]]
func.func @test_plain(%q: tensor<?x2x5x4xf32>, %k: tensor<?x2x7x4xf32>, %v: tensor<?x2x7x3xf32>) -> tensor<?x2x5x3xf32> {
  %0 = mindir.batch_mat_mul %q, %k {transpose_b = true} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>) -> tensor<?x2x5x7xf32>
  %1 = mindir.softmax %0 : tensor<?x2x5x7xf32> -> tensor<?x2x5x7xf32>
  %2 = mindir.batch_mat_mul %1, %v : (tensor<?x2x5x7xf32>, tensor<?x2x7x3xf32>) -> tensor<?x2x5x3xf32>
  return %2 : tensor<?x2x5x3xf32>
}

// All transpositions of heads vanish, that of a key turned round, too.
// CHECK-LABEL: func.func @test_heads(
// CHECK-SAME: %[[Q:.*]]: tensor<?x5x2x4xf32>, %[[K:.*]]: tensor<?x7x2x4xf32>, %[[V:.*]]: tensor<?x7x2x4xf32>, %[[M:.*]]: tensor<?x1x1x7xf32>, %[[N:.*]]: tensor<5x7xf32>
// CHECK-NOT: mindir.transpose
// CHECK: %[[Y:.*]], %{{.*}}, %{{.*}} = mindir.scaled_dot_product_attention %[[Q]], %[[K]], %[[V]], %[[M]], %[[N]] {length_first = true, scale = 5.000000e-01 : f64}
// CHECK-NEXT: return %[[Y]] : tensor<?x5x2x4xf32>
func.func @test_heads(%q: tensor<?x5x2x4xf32>, %k: tensor<?x7x2x4xf32>, %v: tensor<?x7x2x4xf32>, %m: tensor<?x1x1x7xf32>, %n: tensor<5x7xf32>) -> tensor<?x5x2x4xf32> {
  %two = mindir.constant dense<2.0> : tensor<f32>
  %qt = mindir.transpose %q {perm = [0, 2, 1, 3]} : tensor<?x5x2x4xf32> -> tensor<?x2x5x4xf32>
  %kt = mindir.transpose %k {perm = [0, 2, 3, 1]} : tensor<?x7x2x4xf32> -> tensor<?x2x4x7xf32>
  %vt = mindir.transpose %v {perm = [0, 2, 1, 3]} : tensor<?x7x2x4xf32> -> tensor<?x2x7x4xf32>
  %0 = mindir.batch_mat_mul %qt, %kt : (tensor<?x2x5x4xf32>, tensor<?x2x4x7xf32>) -> tensor<?x2x5x7xf32>
  %1 = mindir.div %0, %two : (tensor<?x2x5x7xf32>, tensor<f32>) -> tensor<?x2x5x7xf32>
  %2 = mindir.add %1, %m : (tensor<?x2x5x7xf32>, tensor<?x1x1x7xf32>) -> tensor<?x2x5x7xf32>
  %3 = mindir.add %n, %2 : (tensor<5x7xf32>, tensor<?x2x5x7xf32>) -> tensor<?x2x5x7xf32>
  %4 = mindir.softmax %3 : tensor<?x2x5x7xf32> -> tensor<?x2x5x7xf32>
  %5 = mindir.batch_mat_mul %4, %vt : (tensor<?x2x5x7xf32>, tensor<?x2x7x4xf32>) -> tensor<?x2x5x4xf32>
  %6 = mindir.transpose %5 {perm = [0, 2, 1, 3]} : tensor<?x2x5x4xf32> -> tensor<?x5x2x4xf32>
  return %6 : tensor<?x5x2x4xf32>
}

// Only one operand has its heads transposed: that stays.
// CHECK-LABEL: func.func @test_one_transposed(
// CHECK-SAME: %[[Q:.*]]: tensor<2x5x3x4xf32>, %[[K:.*]]: tensor<2x3x4x7xf32>
// CHECK: %[[T:.*]] = mindir.transpose %[[Q]] {perm = [0, 2, 1, 3]}
// CHECK: %[[U:.*]] = mindir.transpose %[[K]] {perm = [0, 1, 3, 2]}
// CHECK: %[[W:.*]] = mindir.transpose %[[K]] {perm = [0, 1, 3, 2]}
// CHECK: mindir.scaled_dot_product_attention %[[T]], %[[U]], %[[W]] : (
func.func @test_one_transposed(%q: tensor<2x5x3x4xf32>, %k: tensor<2x3x4x7xf32>) -> tensor<2x3x5x4xf32> {
  %qt = mindir.transpose %q {perm = [0, 2, 1, 3]} : tensor<2x5x3x4xf32> -> tensor<2x3x5x4xf32>
  %0 = mindir.batch_mat_mul %qt, %k : (tensor<2x3x5x4xf32>, tensor<2x3x4x7xf32>) -> tensor<2x3x5x7xf32>
  %1 = mindir.softmax %0 : tensor<2x3x5x7xf32> -> tensor<2x3x5x7xf32>
  %2 = mindir.batch_mat_mul %1, %k {transpose_b = true} : (tensor<2x3x5x7xf32>, tensor<2x3x4x7xf32>) -> tensor<2x3x5x4xf32>
  return %2 : tensor<2x3x5x4xf32>
}

// What reads the result with heads first gets it transposed.
// CHECK-LABEL: func.func @test_two_users(
// CHECK: %[[Y:.*]], %{{.*}}, %{{.*}} = mindir.scaled_dot_product_attention {{.*}} {length_first = true
// CHECK: %[[T:.*]] = mindir.transpose %[[Y]] {perm = [0, 2, 1, 3]}
// CHECK: return %[[Y]], %[[T]]
func.func @test_two_users(%q: tensor<2x5x3x4xf32>) -> (tensor<2x5x3x4xf32>, tensor<2x3x5x4xf32>) {
  %qt = mindir.transpose %q {perm = [0, 2, 1, 3]} : tensor<2x5x3x4xf32> -> tensor<2x3x5x4xf32>
  %0 = mindir.batch_mat_mul %qt, %qt {transpose_b = true} : (tensor<2x3x5x4xf32>, tensor<2x3x5x4xf32>) -> tensor<2x3x5x5xf32>
  %1 = mindir.softmax %0 : tensor<2x3x5x5xf32> -> tensor<2x3x5x5xf32>
  %2 = mindir.batch_mat_mul %1, %qt : (tensor<2x3x5x5xf32>, tensor<2x3x5x4xf32>) -> tensor<2x3x5x4xf32>
  %3 = mindir.transpose %2 {perm = [0, 2, 1, 3]} : tensor<2x3x5x4xf32> -> tensor<2x5x3x4xf32>
  return %3, %2 : tensor<2x5x3x4xf32>, tensor<2x3x5x4xf32>
}

// A dynamic number of matrices, two for each row of the batch.
// CHECK-LABEL: func.func @test_stack(
// CHECK: mindir.scaled_dot_product_attention {{.*}} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>, tensor<?x5x4xf32>)
func.func @test_stack(%x: tensor<?x2x5x4xf32>) -> tensor<?x5x4xf32> {
  %q = mindir.reshape %x {shape = [-1, 5, 4]} : tensor<?x2x5x4xf32> -> tensor<?x5x4xf32>
  %0 = mindir.batch_mat_mul %q, %q {transpose_b = true} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>) -> tensor<?x5x5xf32>
  %1 = mindir.softmax %0 : tensor<?x5x5xf32> -> tensor<?x5x5xf32>
  %2 = mindir.batch_mat_mul %1, %q : (tensor<?x5x5xf32>, tensor<?x5x4xf32>) -> tensor<?x5x4xf32>
  return %2 : tensor<?x5x4xf32>
}
