//===- mask-maxima.mlir - ReLU's gradient before that of a pooling -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-decompose))" | FileCheck %s
// RUN: ms-opt %s -test-execute="rows=1,3" -o /dev/null

// The gradient of maxima is masked where there are fewer elements.
// CHECK-LABEL: func.func @test_windows(
// CHECK-NOT: mindir.relu_grad
// CHECK: %[[MASKED:.*]] = mindir.relu_grad %arg1, %{{.*}} : tensor<?x3x4x4xf32>
// CHECK-NEXT: mindir.max_pool_grad %{{.*}}, %{{.*}}, %[[MASKED]]
// CHECK-NEXT: return
func.func @test_windows(%x: tensor<?x3x8x8xf32>, %dm: tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32> {
  %y = mindir.relu %x : tensor<?x3x8x8xf32>
  %m = mindir.max_pool %y {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  %0 = mindir.max_pool_grad %y, %m, %dm {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x8x8xf32>, tensor<?x3x4x4xf32>, tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32>
  %1 = mindir.relu_grad %0, %y : tensor<?x3x8x8xf32>
  return %1 : tensor<?x3x8x8xf32>
}

// Windows that overlap, with padding.
// CHECK-LABEL: func.func @test_overlap(
// CHECK: mindir.relu_grad %arg1, %{{.*}} : tensor<?x3x4x4xf32>
// CHECK-NOT: mindir.relu_grad
func.func @test_overlap(%x: tensor<?x3x8x8xf32>, %dm: tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32> {
  %y = mindir.relu %x : tensor<?x3x8x8xf32>
  %m = mindir.max_pool %y {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  %0 = mindir.max_pool_grad %y, %m, %dm {kernel_size = [3, 3], strides = [2, 2], pad_mode = "same"} : (tensor<?x3x8x8xf32>, tensor<?x3x4x4xf32>, tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32>
  %1 = mindir.relu_grad %0, %y : tensor<?x3x8x8xf32>
  return %1 : tensor<?x3x8x8xf32>
}

// Of another image, or one that is read twice, it stays.
// CHECK-LABEL: func.func @test_others(
// CHECK: mindir.max_pool_grad
// CHECK-NEXT: mindir.relu_grad
// CHECK: mindir.max_pool_grad
// CHECK-NEXT: mindir.relu_grad
func.func @test_others(%y: tensor<?x3x8x8xf32>, %z: tensor<?x3x8x8xf32>, %dm: tensor<?x3x4x4xf32>, %dn: tensor<?x3x4x4xf32>) -> (tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>) {
  %m = mindir.max_pool %y {kernel_size = [2, 2], strides = [2, 2]} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
  %0 = mindir.max_pool_grad %y, %m, %dm {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x8x8xf32>, tensor<?x3x4x4xf32>, tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32>
  %1 = mindir.relu_grad %0, %z : tensor<?x3x8x8xf32>
  %2 = mindir.max_pool_grad %y, %m, %dn {kernel_size = [2, 2], strides = [2, 2]} : (tensor<?x3x8x8xf32>, tensor<?x3x4x4xf32>, tensor<?x3x4x4xf32>) -> tensor<?x3x8x8xf32>
  %3 = mindir.relu_grad %2, %y : tensor<?x3x8x8xf32>
  return %1, %2, %3 : tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>
}
