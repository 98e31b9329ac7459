//===- fuse-attention-not.mlir - Attention that stays as it is ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A remark says why.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-fuse-attention))" --remarks-filter=mindir-fuse-attention --remark-format=emitRemark -mlir-disable-threading -o %t.mlir 2> %t.txt
// RUN: FileCheck %s --input-file %t.mlir
// RUN: FileCheck %s --input-file %t.txt --check-prefix=REMARK
// RUN: ms-opt %s -pass-pipeline="builtin.module(func.func(mindir-fuse-attention{gradients-of=masks}))" | FileCheck %s --check-prefix=TRAIN

mindir.parameter @mask : tensor<5x5xf32> init(#mindir.zeros)
mindir.parameter @fixed : tensor<5x5xf32> init(#mindir.zeros) frozen

// CHECK-LABEL: func.func @weights
// CHECK: mindir.softmax
// REMARK: Function=weights | Reason="weights that another op uses"
func.func @weights(%x: tensor<?x5x4xf32>) -> (tensor<?x5x4xf32>, tensor<?x5x5xf32>) {
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>) -> tensor<?x5x5xf32>
  %1 = mindir.softmax %0 : tensor<?x5x5xf32> -> tensor<?x5x5xf32>
  %2 = mindir.batch_mat_mul %1, %x : (tensor<?x5x5xf32>, tensor<?x5x4xf32>) -> tensor<?x5x4xf32>
  return %2, %1 : tensor<?x5x4xf32>, tensor<?x5x5xf32>
}

// CHECK-LABEL: func.func @scores
// CHECK: mindir.softmax
// REMARK: Function=scores | Reason="scores that another op uses"
func.func @scores(%x: tensor<?x5x4xf32>) -> (tensor<?x5x4xf32>, tensor<?x5x5xf32>) {
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>) -> tensor<?x5x5xf32>
  %1 = mindir.softmax %0 : tensor<?x5x5xf32> -> tensor<?x5x5xf32>
  %2 = mindir.batch_mat_mul %1, %x : (tensor<?x5x5xf32>, tensor<?x5x4xf32>) -> tensor<?x5x4xf32>
  return %2, %0 : tensor<?x5x4xf32>, tensor<?x5x5xf32>
}

// CHECK-LABEL: func.func @dropout
// CHECK: mindir.softmax
// REMARK: Function=dropout | Reason="dropout of the weights"
func.func @dropout(%x: tensor<?x5x4xf32>, %counter: tensor<i64>) -> tensor<?x5x4xf32> {
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>) -> tensor<?x5x5xf32>
  %1 = mindir.softmax %0 : tensor<?x5x5xf32> -> tensor<?x5x5xf32>
  %2 = mindir.dropout %1, %counter {keep_prob = 0.9} : tensor<?x5x5xf32>, tensor<i64>
  %3 = mindir.batch_mat_mul %2, %x : (tensor<?x5x5xf32>, tensor<?x5x4xf32>) -> tensor<?x5x4xf32>
  return %3 : tensor<?x5x4xf32>
}

// CHECK-LABEL: func.func @narrow
// CHECK: mindir.softmax
// REMARK: Function=narrow | Reason="elements that are not f32"
func.func @narrow(%x: tensor<?x5x4xf16>) -> tensor<?x5x4xf16> {
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x5x4xf16>, tensor<?x5x4xf16>) -> tensor<?x5x5xf16>
  %1 = mindir.softmax %0 : tensor<?x5x5xf16> -> tensor<?x5x5xf16>
  %2 = mindir.batch_mat_mul %1, %x : (tensor<?x5x5xf16>, tensor<?x5x4xf16>) -> tensor<?x5x4xf16>
  return %2 : tensor<?x5x4xf16>
}

// CHECK-LABEL: func.func @broadcast
// CHECK: mindir.softmax
// REMARK: Function=broadcast | Reason="operands that broadcast"
func.func @broadcast(%x: tensor<3x5x4xf32>, %y: tensor<1x5x4xf32>) -> tensor<3x5x4xf32> {
  %0 = mindir.batch_mat_mul %x, %y {transpose_b = true} : (tensor<3x5x4xf32>, tensor<1x5x4xf32>) -> tensor<3x5x5xf32>
  %1 = mindir.softmax %0 : tensor<3x5x5xf32> -> tensor<3x5x5xf32>
  %2 = mindir.batch_mat_mul %1, %y : (tensor<3x5x5xf32>, tensor<1x5x4xf32>) -> tensor<3x5x4xf32>
  return %2 : tensor<3x5x4xf32>
}

// CHECK-LABEL: func.func @one
// CHECK: mindir.softmax
// REMARK: Function=one | Reason="operands that are no stacks"
func.func @one(%x: tensor<5x4xf32>) -> tensor<5x4xf32> {
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<5x4xf32>, tensor<5x4xf32>) -> tensor<5x5xf32>
  %1 = mindir.softmax %0 : tensor<5x5xf32> -> tensor<5x5xf32>
  %2 = mindir.batch_mat_mul %1, %x : (tensor<5x5xf32>, tensor<5x4xf32>) -> tensor<5x4xf32>
  return %2 : tensor<5x4xf32>
}

// A trained mask keeps its chain where gradients are taken, one that is not
// trained does not.
// TRAIN-LABEL: func.func @masks
// TRAIN: %[[W:.*]] = mindir.softmax
// TRAIN: %[[Y:.*]] = mindir.batch_mat_mul %[[W]]
// TRAIN: %[[Z:.*]], %{{.*}}, %{{.*}} = mindir.scaled_dot_product_attention
// TRAIN: return %[[Y]], %[[Z]]
func.func @masks(%x: tensor<?x5x4xf32>) -> (tensor<?x5x4xf32>, tensor<?x5x4xf32>) {
  %m = mindir.load @mask : tensor<5x5xf32>
  %n = mindir.load @fixed : tensor<5x5xf32>
  %t = mindir.tanh %m : tensor<5x5xf32>
  %0 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>) -> tensor<?x5x5xf32>
  %1 = mindir.add %0, %t : (tensor<?x5x5xf32>, tensor<5x5xf32>) -> tensor<?x5x5xf32>
  %2 = mindir.softmax %1 : tensor<?x5x5xf32> -> tensor<?x5x5xf32>
  %3 = mindir.batch_mat_mul %2, %x : (tensor<?x5x5xf32>, tensor<?x5x4xf32>) -> tensor<?x5x4xf32>
  %4 = mindir.batch_mat_mul %x, %x {transpose_b = true} : (tensor<?x5x4xf32>, tensor<?x5x4xf32>) -> tensor<?x5x5xf32>
  %5 = mindir.add %4, %n : (tensor<?x5x5xf32>, tensor<5x5xf32>) -> tensor<?x5x5xf32>
  %6 = mindir.softmax %5 : tensor<?x5x5xf32> -> tensor<?x5x5xf32>
  %7 = mindir.batch_mat_mul %6, %x : (tensor<?x5x5xf32>, tensor<?x5x4xf32>) -> tensor<?x5x4xf32>
  return %3, %7 : tensor<?x5x4xf32>, tensor<?x5x4xf32>
}
