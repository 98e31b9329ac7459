//===- canonicalize-math.mlir - Folds of math ops -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Folds of math ops: to the last bit, or not at all.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -canonicalize | FileCheck %s

//===----------------------------------------------------------------------===//
// Identities
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @involutions
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>, %[[C:.*]]: tensor<2xi1>
// CHECK-NEXT: return %[[X]], %[[C]]
func.func @involutions(%x: tensor<2xf32>, %c: tensor<2xi1>) -> (tensor<2xf32>, tensor<2xi1>) {
  %0 = mindir.neg %x : tensor<2xf32>
  %1 = mindir.neg %0 : tensor<2xf32>
  %2 = mindir.logical_not %c : tensor<2xi1>
  %3 = mindir.logical_not %2 : tensor<2xi1>
  return %1, %3 : tensor<2xf32>, tensor<2xi1>
}

// CHECK-LABEL: func.func @relu_twice
// CHECK-NEXT: %[[Y:.*]] = mindir.relu
// CHECK-NEXT: return %[[Y]]
func.func @relu_twice(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = mindir.relu %x : tensor<2xf32>
  %1 = mindir.relu %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}

// CHECK-LABEL: func.func @neutral
// CHECK-SAME: %[[X:.*]]: tensor<?x3xf32>
// CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]], %[[X]], %[[X]]
func.func @neutral(%x: tensor<?x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>) {
  %minus = mindir.constant dense<-0.0> : tensor<3xf32>
  %zero = mindir.constant dense<0.0> : tensor<3xf32>
  %one = mindir.constant dense<1.0> : tensor<f32>
  %0 = mindir.add %x, %minus : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = mindir.add %minus, %x : (tensor<3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %2 = mindir.sub %x, %zero : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %3 = mindir.mul %one, %x : (tensor<f32>, tensor<?x3xf32>) -> tensor<?x3xf32>
  %4 = mindir.div %x, %one : (tensor<?x3xf32>, tensor<f32>) -> tensor<?x3xf32>
  %5 = mindir.pow %x, %one : (tensor<?x3xf32>, tensor<f32>) -> tensor<?x3xf32>
  return %0, %1, %2, %3, %4, %5 : tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>
}

// CHECK-LABEL: func.func @neutral_integers
// CHECK-SAME: %[[X:.*]]: tensor<2xi32>
// CHECK-NEXT: return %[[X]], %[[X]], %[[X]], %[[X]]
func.func @neutral_integers(%x: tensor<2xi32>) -> (tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>) {
  %zero = mindir.constant dense<0> : tensor<i32>
  %one = mindir.constant dense<1> : tensor<i32>
  %0 = mindir.add %x, %zero : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %1 = mindir.sub %x, %zero : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %2 = mindir.mul %x, %one : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  %3 = mindir.div %x, %one : (tensor<2xi32>, tensor<i32>) -> tensor<2xi32>
  return %0, %1, %2, %3 : tensor<2xi32>, tensor<2xi32>, tensor<2xi32>, tensor<2xi32>
}

// -0.0 + 0.0 is 0.0, 0.0 - x is not -x for 0.0, and NaN * 0.0 is NaN.
// CHECK-LABEL: func.func @not_neutral
// CHECK: mindir.add
// CHECK: mindir.sub
// CHECK: mindir.sub
// CHECK: mindir.mul
// CHECK: mindir.sub
// CHECK: mindir.div
// CHECK: mindir.equal
func.func @not_neutral(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xi1>) {
  %minus = mindir.constant dense<-0.0> : tensor<f32>
  %zero = mindir.constant dense<0.0> : tensor<f32>
  %0 = mindir.add %x, %zero : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %1 = mindir.sub %x, %minus : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %2 = mindir.sub %zero, %x : (tensor<f32>, tensor<2xf32>) -> tensor<2xf32>
  %3 = mindir.mul %x, %zero : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %4 = mindir.sub %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %5 = mindir.div %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %6 = mindir.equal %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xi1>
}

// The neutral element makes the result larger.
// CHECK-LABEL: func.func @broadcast_stays
// CHECK: mindir.add {{.*}} -> tensor<2x3xf32>
// CHECK: mindir.mul {{.*}} -> tensor<2x3xf32>
// CHECK: mindir.select {{.*}} -> tensor<2x3xf32>
// CHECK: mindir.select {{.*}} -> tensor<2x3xf32>
func.func @broadcast_stays(%x: tensor<3xf32>, %c: tensor<2x3xi1>) -> (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) {
  %zero = mindir.constant dense<-0.0> : tensor<2x3xf32>
  %one = mindir.constant dense<1.0> : tensor<2x3xf32>
  %true = mindir.constant dense<true> : tensor<2x3xi1>
  %0 = mindir.add %x, %zero : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = mindir.mul %x, %one : (tensor<3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %2 = mindir.select %c, %x, %x : (tensor<2x3xi1>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  %3 = mindir.select %true, %x, %x : (tensor<2x3xi1>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return %0, %1, %2, %3 : tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>
}

// CHECK-LABEL: func.func @same_operand
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>, %[[C:.*]]: tensor<2xi1>
// CHECK-NEXT: return %[[X]], %[[X]], %[[C]], %[[C]], %[[X]]
func.func @same_operand(%x: tensor<2xf32>, %c: tensor<2xi1>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xi1>, tensor<2xi1>, tensor<2xf32>) {
  %0 = mindir.maximum %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = mindir.minimum %x, %x : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %2 = mindir.logical_and %c, %c : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  %3 = mindir.logical_or %c, %c : (tensor<2xi1>, tensor<2xi1>) -> tensor<2xi1>
  %4 = mindir.select %c, %x, %x : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0, %1, %2, %3, %4 : tensor<2xf32>, tensor<2xf32>, tensor<2xi1>, tensor<2xi1>, tensor<2xf32>
}

// CHECK-LABEL: func.func @known_condition
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>, %[[Y:.*]]: tensor<2xf32>
// CHECK-NEXT: return %[[X]], %[[Y]]
func.func @known_condition(%x: tensor<2xf32>, %y: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %true = mindir.constant dense<true> : tensor<i1>
  %false = mindir.constant dense<false> : tensor<2xi1>
  %0 = mindir.select %true, %x, %y : (tensor<i1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  %1 = mindir.select %false, %x, %y : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0, %1 : tensor<2xf32>, tensor<2xf32>
}

//===----------------------------------------------------------------------===//
// Splats
//===----------------------------------------------------------------------===//

// 0.1 and 0.2 as f32 add to 0.3 as f32, not to the sum in double precision.
// CHECK-LABEL: func.func @arithmetic
// CHECK-DAG: mindir.constant dense<3.000000e-01> : tensor<2xf32>
// CHECK-DAG: mindir.constant dense<-2.000000e+00> : tensor<f64>
// CHECK-DAG: mindir.constant dense<1.500000e+00> : tensor<f64>
// CHECK-DAG: mindir.constant dense<6.000000e+00> : tensor<f64>
// CHECK-DAG: mindir.constant dense<8.000000e+00> : tensor<f64>
// CHECK-NOT: mindir.{{add|sub|mul|div|pow}}
func.func @arithmetic() -> (tensor<2xf32>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>) {
  %a = mindir.constant dense<0.1> : tensor<2xf32>
  %b = mindir.constant dense<0.2> : tensor<f32>
  %2 = mindir.constant dense<2.0> : tensor<f64>
  %3 = mindir.constant dense<3.0> : tensor<f64>
  %4 = mindir.constant dense<4.0> : tensor<f64>
  %sum = mindir.add %a, %b : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
  %difference = mindir.sub %2, %4 : (tensor<f64>, tensor<f64>) -> tensor<f64>
  %quotient = mindir.div %3, %2 : (tensor<f64>, tensor<f64>) -> tensor<f64>
  %product = mindir.mul %3, %2 : (tensor<f64>, tensor<f64>) -> tensor<f64>
  %power = mindir.pow %2, %3 : (tensor<f64>, tensor<f64>) -> tensor<f64>
  return %sum, %difference, %quotient, %product, %power : tensor<2xf32>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>
}

// CHECK-LABEL: func.func @unary_splats
// CHECK-DAG: mindir.constant dense<5.000000e-01> : tensor<f64>
// CHECK-DAG: mindir.constant dense<2.000000e+00> : tensor<f64>
// CHECK-DAG: mindir.constant dense<1.600000e+01> : tensor<f64>
// CHECK-DAG: mindir.constant dense<-4.000000e+00> : tensor<f64>
// CHECK-DAG: mindir.constant dense<1> : tensor<2xi8>
// CHECK-NOT: mindir.{{rsqrt|sqrt|square|neg}}
func.func @unary_splats() -> (tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<2xi8>) {
  %4 = mindir.constant dense<4.0> : tensor<f64>
  %i = mindir.constant dense<-1> : tensor<2xi8>
  %0 = mindir.rsqrt %4 : tensor<f64>
  %1 = mindir.sqrt %4 : tensor<f64>
  %2 = mindir.square %4 : tensor<f64>
  %3 = mindir.neg %4 : tensor<f64>
  %5 = mindir.neg %i : tensor<2xi8>
  return %0, %1, %2, %3, %5 : tensor<f64>, tensor<f64>, tensor<f64>, tensor<f64>, tensor<2xi8>
}

// Data that is no splat is not folded: weights would be.
// CHECK-LABEL: func.func @data_stays
// CHECK: mindir.neg
func.func @data_stays() -> tensor<2xf32> {
  %0 = mindir.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %1 = mindir.neg %0 : tensor<2xf32>
  return %1 : tensor<2xf32>
}

//===----------------------------------------------------------------------===//
// Sums, reductions, products
//===----------------------------------------------------------------------===//

// CHECK-LABEL: func.func @add_n
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>, %[[Y:.*]]: tensor<2xf32>, %[[I:.*]]: tensor<2xi32>
// CHECK: %[[Z:.*]] = mindir.constant dense<0.000000e+00>
// CHECK-NEXT: %[[B:.*]] = mindir.add_n %[[X]], %[[Y]]
// CHECK-NEXT: %[[C:.*]] = mindir.add_n %[[X]], %[[Z]]
// CHECK-NEXT: return %[[X]], %[[B]], %[[C]], %[[I]]
func.func @add_n(%x: tensor<2xf32>, %y: tensor<2xf32>, %i: tensor<2xi32>) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xi32>) {
  %minus = mindir.constant dense<-0.0> : tensor<2xf32>
  %plus = mindir.constant dense<0.0> : tensor<2xf32>
  %zero = mindir.constant dense<0> : tensor<2xi32>
  %a = mindir.add_n %x : tensor<2xf32>
  %b = mindir.add_n %x, %minus, %y : tensor<2xf32>
  %c = mindir.add_n %x, %plus : tensor<2xf32>
  %d = mindir.add_n %zero, %i : tensor<2xi32>
  return %a, %b, %c, %d : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xi32>
}

// CHECK-LABEL: func.func @reduce_nothing
// CHECK-SAME: %[[X:.*]]: tensor<2x1xf32>, %[[S:.*]]: tensor<f32>
// CHECK-NEXT: %[[Y:.*]] = mindir.reduce_sum %[[X]] {axis = [1]} : tensor<2x1xf32> -> tensor<2xf32>
// CHECK-NEXT: %[[Z:.*]] = mindir.reduce_max %[[X]] {axis = [0], keep_dims = true}
// CHECK-NEXT: return %[[X]], %[[X]], %[[S]], %[[Y]], %[[Z]]
func.func @reduce_nothing(%x: tensor<2x1xf32>, %s: tensor<f32>) -> (tensor<2x1xf32>, tensor<2x1xf32>, tensor<f32>, tensor<2xf32>, tensor<1x1xf32>) {
  %0 = mindir.reduce_sum %x {axis = [1], keep_dims = true} : tensor<2x1xf32> -> tensor<2x1xf32>
  %1 = mindir.reduce_max %x {axis = [-1], keep_dims = true} : tensor<2x1xf32> -> tensor<2x1xf32>
  %2 = mindir.reduce_mean %s : tensor<f32> -> tensor<f32>
  %3 = mindir.reduce_sum %x {axis = [1]} : tensor<2x1xf32> -> tensor<2xf32>
  %4 = mindir.reduce_max %x {axis = [0], keep_dims = true} : tensor<2x1xf32> -> tensor<1x1xf32>
  return %0, %1, %2, %3, %4 : tensor<2x1xf32>, tensor<2x1xf32>, tensor<f32>, tensor<2xf32>, tensor<1x1xf32>
}

// CHECK-LABEL: func.func @transpose_into_mat_mul
// CHECK-SAME: %[[A:.*]]: tensor<4x2xf32>, %[[B:.*]]: tensor<3x4xf32>
// CHECK-NEXT: %[[C:.*]] = mindir.mat_mul %[[A]], %[[B]] {transpose_a = true, transpose_b = true}
// CHECK-NEXT: %[[D:.*]] = mindir.mat_mul %[[A]], %[[B]] {transpose_a = true, transpose_b = true}
// CHECK-NEXT: return %[[C]], %[[D]]
func.func @transpose_into_mat_mul(%a: tensor<4x2xf32>, %b: tensor<3x4xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>) {
  %at = mindir.transpose %a {perm = [1, 0]} : tensor<4x2xf32> -> tensor<2x4xf32>
  %bt = mindir.transpose %b {perm = [1, 0]} : tensor<3x4xf32> -> tensor<4x3xf32>
  %0 = mindir.mat_mul %at, %bt : (tensor<2x4xf32>, tensor<4x3xf32>) -> tensor<2x3xf32>
  %1 = mindir.mat_mul %at, %b {transpose_b = true} : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}
