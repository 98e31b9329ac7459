//===- ops-norm.mlir - Normalizations, through text and bytecode ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @batch_norm
func.func @batch_norm(%x: tensor<?x3x4x5xf32>, %h: tensor<2x3x4x5xf16>, %g: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // CHECK: mindir.batch_norm %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-03 : f64} : (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x4x5xf32>
  %0 = mindir.batch_norm %x, %g, %b, %m, %v {epsilon = 1.000000e-03 : f64} : (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x4x5xf32>
  // CHECK: mindir.batch_norm %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : (tensor<2x3x4x5xf16>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4x5xf16>
  %1 = mindir.batch_norm %h, %g, %b, %m, %v : (tensor<2x3x4x5xf16>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<2x3x4x5xf16>
  // CHECK: mindir.batch_norm_train %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-03 : f64, momentum = 2.000000e-01 : f64} : (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  %2:5 = mindir.batch_norm_train %x, %g, %b, %m, %v {epsilon = 1.000000e-03 : f64, momentum = 2.000000e-01 : f64} : (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
  // CHECK: mindir.batch_norm_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-03 : f64} : (tensor<?x3x4x5xf32>, tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>)
  %3:3 = mindir.batch_norm_grad %x, %x, %g, %m, %v {epsilon = 1.000000e-03 : f64} : (tensor<?x3x4x5xf32>, tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>)
  // CHECK: mindir.batch_norm_train_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-03 : f64} : (tensor<?x3x4x5xf32>, tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>)
  %4:3 = mindir.batch_norm_train_grad %x, %x, %g, %m, %v {epsilon = 1.000000e-03 : f64} : (tensor<?x3x4x5xf32>, tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>)
  return
}

// CHECK-LABEL: func.func @rows
func.func @rows(%x: tensor<?x6x4xf32>, %h: tensor<2x6x4xf16>, %p: tensor<4xf32>, %q: tensor<6x4xf32>, %s: tensor<?x6x1xf32>, %c: tensor<6xf32>, %g: tensor<?x2xf32>) {
  // CHECK: mindir.layer_norm %{{.*}}, %{{.*}}, %{{.*}} {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.000000e-05 : f64} : (tensor<?x6x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x6x4xf32>, tensor<?x6x1xf32>, tensor<?x6x1xf32>)
  %0:3 = mindir.layer_norm %x, %p, %p {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.000000e-05 : f64} : (tensor<?x6x4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<?x6x4xf32>, tensor<?x6x1xf32>, tensor<?x6x1xf32>)
  // CHECK: mindir.layer_norm %{{.*}}, %{{.*}}, %{{.*}} : (tensor<2x6x4xf16>, tensor<6x4xf32>, tensor<6x4xf32>) -> (tensor<2x6x4xf16>, tensor<2x1x1xf32>, tensor<2x1x1xf32>)
  %1:3 = mindir.layer_norm %h, %q, %q : (tensor<2x6x4xf16>, tensor<6x4xf32>, tensor<6x4xf32>) -> (tensor<2x6x4xf16>, tensor<2x1x1xf32>, tensor<2x1x1xf32>)
  // CHECK: mindir.layer_norm_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64} : (tensor<?x6x4xf32>, tensor<?x6x4xf32>, tensor<?x6x1xf32>, tensor<?x6x1xf32>, tensor<4xf32>) -> (tensor<?x6x4xf32>, tensor<4xf32>, tensor<4xf32>)
  %2:3 = mindir.layer_norm_grad %x, %x, %s, %s, %p {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64} : (tensor<?x6x4xf32>, tensor<?x6x4xf32>, tensor<?x6x1xf32>, tensor<?x6x1xf32>, tensor<4xf32>) -> (tensor<?x6x4xf32>, tensor<4xf32>, tensor<4xf32>)
  // CHECK: mindir.group_norm %{{.*}}, %{{.*}}, %{{.*}} {eps = 1.000000e-03 : f64, num_groups = 2 : i64} : (tensor<?x6x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
  %3:3 = mindir.group_norm %x, %c, %c {eps = 1.000000e-03 : f64, num_groups = 2 : i64} : (tensor<?x6x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
  // CHECK: mindir.group_norm_grad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {num_groups = 2 : i64} : (tensor<?x6x4xf32>, tensor<?x6x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<6xf32>) -> (tensor<?x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  %4:3 = mindir.group_norm_grad %x, %x, %g, %g, %c {num_groups = 2 : i64} : (tensor<?x6x4xf32>, tensor<?x6x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<6xf32>) -> (tensor<?x6x4xf32>, tensor<6xf32>, tensor<6xf32>)
  return
}
