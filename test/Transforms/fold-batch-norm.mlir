//===- fold-batch-norm.mlir - Normalization as part of weights -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-fold-batch-norm))" | FileCheck %s
// RUN: ms-opt %s -test-execute="tolerance=2e-6" -o /dev/null | FileCheck %s --check-prefix=EXEC

// EXEC-COUNT-16: ok
// EXEC-NOT: ok

mindir.parameter @conv : tensor<4x3x3x3xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @depthwise : tensor<4x1x3x3xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @dense : tensor<4x6xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @plain : tensor<6x4xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @narrow : tensor<6x4xf16> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @added : tensor<4xf32> init(#mindir.ones) {test.range = [-1.0, 1.0]}
mindir.parameter @gamma : tensor<4xf32> init(#mindir.ones) {test.range = [-2.0, 2.0]}
mindir.parameter @beta : tensor<4xf32> init(#mindir.zeros) {test.range = [-1.0, 1.0]}
mindir.parameter @mean : tensor<4xf32> init(#mindir.zeros) frozen {test.range = [-1.0, 1.0]}
mindir.parameter @variance : tensor<4xf32> init(#mindir.ones) frozen {test.range = [0.1, 2.0]}

// CHECK-LABEL: func.func @test_conv(
// CHECK-SAME: %[[X:.*]]: tensor<?x3x8x8xf32>
// CHECK-DAG: %[[W:.*]] = mindir.load @conv
// CHECK-DAG: %[[G:.*]] = mindir.load @gamma
// CHECK-DAG: %[[B:.*]] = mindir.load @beta
// CHECK-DAG: %[[M:.*]] = mindir.load @mean
// CHECK-DAG: %[[V:.*]] = mindir.load @variance
// CHECK-DAG: %[[E:.*]] = mindir.constant {{.*}}dense<1.000000e-03>
// CHECK: %[[S:.*]] = mindir.add %[[V]], %[[E]]
// CHECK: %[[R:.*]] = mindir.rsqrt %[[S]]
// CHECK: %[[F:.*]] = mindir.mul %[[G]], %[[R]]
// CHECK: %[[MF:.*]] = mindir.mul %[[M]], %[[F]]
// CHECK: %[[BIAS:.*]] = mindir.sub %[[B]], %[[MF]]
// CHECK: %[[SHAPED:.*]] = mindir.reshape %[[F]] {{.*}}shape = [4, 1, 1, 1]
// CHECK: %[[SCALED:.*]] = mindir.mul %[[W]], %[[SHAPED]]
// CHECK: %[[Y:.*]] = mindir.conv2d %[[X]], %[[SCALED]] {stride = [2, 2]}
// CHECK: %[[Z:.*]] = mindir.bias_add %[[Y]], %[[BIAS]]
// CHECK: return %[[Z]]
func.func @test_conv(%x: tensor<?x3x8x8xf32>) -> tensor<?x4x3x3xf32> {
  %w = mindir.load @conv : tensor<4x3x3x3xf32>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.conv2d %x, %w {stride = [2, 2]} : (tensor<?x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<?x4x3x3xf32>
  %1 = mindir.batch_norm %0, %g, %b, %m, %v {epsilon = 1.0e-3} : (tensor<?x4x3x3xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x3x3xf32>
  return %1 : tensor<?x4x3x3xf32>
}

// A bias between the two becomes part of the new one.
// CHECK-LABEL: func.func @test_bias(
// CHECK: %[[A:.*]] = mindir.load @added
// CHECK: mindir.sub %{{.*}}, %[[A]]
// CHECK: mindir.conv2d
// CHECK-NEXT: mindir.bias_add
// CHECK-NEXT: return
func.func @test_bias(%x: tensor<?x4x8x8xf32>) -> tensor<?x4x6x6xf32> {
  %w = mindir.load @depthwise : tensor<4x1x3x3xf32>
  %a = mindir.load @added : tensor<4xf32>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.conv2d %x, %w {group = 4 : i64} : (tensor<?x4x8x8xf32>, tensor<4x1x3x3xf32>) -> tensor<?x4x6x6xf32>
  %1 = mindir.bias_add %0, %a : (tensor<?x4x6x6xf32>, tensor<4xf32>) -> tensor<?x4x6x6xf32>
  %2 = mindir.batch_norm %1, %g, %b, %m, %v : (tensor<?x4x6x6xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x6x6xf32>
  return %2 : tensor<?x4x6x6xf32>
}

// Products with a matrix, either way round.
// CHECK-LABEL: func.func @test_dense(
// CHECK: mindir.reshape {{.*}}shape = [4, 1]
// CHECK: mindir.mat_mul {{.*}}transpose_b = true
// CHECK-NEXT: mindir.bias_add
// CHECK: mindir.reshape {{.*}}shape = [1, 4]
// CHECK: mindir.mat_mul
// CHECK-NEXT: mindir.bias_add
func.func @test_dense(%x: tensor<?x6xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %w = mindir.load @dense : tensor<4x6xf32>
  %p = mindir.load @plain : tensor<6x4xf32>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x6xf32>, tensor<4x6xf32>) -> tensor<?x4xf32>
  %1 = mindir.batch_norm %0, %g, %b, %m, %v : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %2 = mindir.mat_mul %x, %p : (tensor<?x6xf32>, tensor<6x4xf32>) -> tensor<?x4xf32>
  %3 = mindir.batch_norm %2, %g, %b, %m, %v : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %1, %3 : tensor<?x4xf32>, tensor<?x4xf32>
}

// A product that something else reads, weights or statistics that are no
// parameters, and narrow elements stay as they are.
// CHECK-LABEL: func.func @test_read_twice(
// CHECK: mindir.batch_norm
func.func @test_read_twice(%x: tensor<?x6xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %p = mindir.load @plain : tensor<6x4xf32>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.mat_mul %x, %p : (tensor<?x6xf32>, tensor<6x4xf32>) -> tensor<?x4xf32>
  %1 = mindir.batch_norm %0, %g, %b, %m, %v : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<?x4xf32>
}

// CHECK-LABEL: func.func @test_given(
// CHECK: mindir.batch_norm
// CHECK: mindir.batch_norm
func.func @test_given(%x: tensor<?x6xf32>, %w: tensor<6x4xf32>, %n: tensor<4xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %p = mindir.load @plain : tensor<6x4xf32>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.mat_mul %x, %w : (tensor<?x6xf32>, tensor<6x4xf32>) -> tensor<?x4xf32>
  %1 = mindir.batch_norm %0, %g, %b, %m, %v : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %2 = mindir.mat_mul %x, %p : (tensor<?x6xf32>, tensor<6x4xf32>) -> tensor<?x4xf32>
  %3 = mindir.batch_norm %2, %g, %b, %n, %v : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %1, %3 : tensor<?x4xf32>, tensor<?x4xf32>
}

// CHECK-LABEL: func.func @test_assigns(
// CHECK: mindir.batch_norm
func.func @test_assigns(%x: tensor<4x6xf32>) -> tensor<4x4xf32> {
  %p = mindir.load @plain : tensor<6x4xf32>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.mat_mul %x, %p : (tensor<4x6xf32>, tensor<6x4xf32>) -> tensor<4x4xf32>
  %1 = mindir.batch_norm %0, %g, %b, %m, %v : (tensor<4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
  %2 = mindir.neg %m : tensor<4xf32>
  mindir.assign @mean, %2 : tensor<4xf32>
  return %1 : tensor<4x4xf32>
}

// CHECK-LABEL: func.func @narrow_elements(
// CHECK: mindir.batch_norm
func.func @narrow_elements(%x: tensor<?x6xf16>) -> tensor<?x4xf16> {
  %p = mindir.load @narrow : tensor<6x4xf16>
  %g = mindir.load @gamma : tensor<4xf32>
  %b = mindir.load @beta : tensor<4xf32>
  %m = mindir.load @mean : tensor<4xf32>
  %v = mindir.load @variance : tensor<4xf32>
  %0 = mindir.mat_mul %x, %p : (tensor<?x6xf16>, tensor<6x4xf16>) -> tensor<?x4xf16>
  %1 = mindir.batch_norm %0, %g, %b, %m, %v : (tensor<?x4xf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf16>
  return %1 : tensor<?x4xf16>
}
