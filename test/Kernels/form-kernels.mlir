//===- form-kernels.mlir - Groups of ops as kernels ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Which ops make one kernel, which kernels are shared, and which operands a result
// may replace.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-to-kernels | FileCheck %s

// A contraction takes what follows it, element by element; its buffer is none of
// an operand's.
// CHECK-LABEL: func.func @contraction(
// CHECK-NEXT: %[[Y:.*]] = mindir.launch @mat_mul_bias_add_relu(
// CHECK-NEXT: return %[[Y]]
func.func @contraction(%a: tensor<?x8xf32>, %w: tensor<8x4xf32>, %b: tensor<4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.mat_mul %a, %w : (tensor<?x8xf32>, tensor<8x4xf32>) -> tensor<?x4xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %2 = mindir.relu %1 : tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}

// A chain of elementwise ops is one kernel, which may write over either operand.
// CHECK-LABEL: func.func @chain(
// CHECK-NEXT: mindir.launch @[[$CHAIN:[a-z_0-9]+]](
// CHECK-NEXT: return
func.func @chain(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %0 = mindir.exp %x : tensor<?x4xf32>
  %1 = mindir.mul %0, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  %2 = mindir.tanh %1 : tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}

// Reductions join what they read and what reads them. No result may take the place
// of an operand that is read again.
// CHECK-LABEL: func.func @reduction(
// CHECK-NEXT: mindir.launch @[[$SOFTMAX:[a-z_0-9]+]](
// CHECK-NEXT: return
func.func @reduction(%x: tensor<?x10xf32>) -> tensor<?x10xf32> {
  %0 = mindir.softmax %x : tensor<?x10xf32> -> tensor<?x10xf32>
  return %0 : tensor<?x10xf32>
}

// Two equal groups share one kernel.
// CHECK-LABEL: func.func @shared(
// CHECK-NEXT: %[[H:.*]] = mindir.launch @[[LAYER:[a-z_0-9]+]](%{{.*}}, %{{.*}}, %{{.*}})
// CHECK-NEXT: mindir.launch @[[LAYER]](%[[H]],
// CHECK-NEXT: return
func.func @shared(%a: tensor<?x8xf32>, %w: tensor<8x8xf32>, %v: tensor<8x8xf32>, %b: tensor<8xf32>, %c: tensor<8xf32>) -> tensor<?x8xf32> {
  %0 = mindir.mat_mul %a, %w : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %2 = mindir.relu %1 : tensor<?x8xf32>
  %3 = mindir.mat_mul %2, %v : (tensor<?x8xf32>, tensor<8x8xf32>) -> tensor<?x8xf32>
  %4 = mindir.bias_add %3, %c : (tensor<?x8xf32>, tensor<8xf32>) -> tensor<?x8xf32>
  %5 = mindir.relu %4 : tensor<?x8xf32>
  return %5 : tensor<?x8xf32>
}

// A value that is needed outside is a result beside the reduction of it.
// CHECK-LABEL: func.func @two(
// CHECK-NEXT: %[[R:.*]]:2 = mindir.launch
// CHECK-NEXT: return %[[R]]#0, %[[R]]#1
func.func @two(%x: tensor<?x4xf32>) -> (tensor<?x4xf32>, tensor<4xf32>) {
  %0 = mindir.exp %x : tensor<?x4xf32>
  %1 = mindir.reduce_sum %0 {axis = [0]} : tensor<?x4xf32> -> tensor<4xf32>
  return %0, %1 : tensor<?x4xf32>, tensor<4xf32>
}

// What is returned is made by a kernel, an argument and the same value twice too.
// CHECK-LABEL: func.func @copies(
// CHECK: %[[A:.*]]:2 = mindir.launch
// CHECK-NEXT: return %[[A]]#0, %[[A]]#1
func.func @copies(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>) {
  return %x, %x : tensor<3xf32>, tensor<3xf32>
}

// Batch normalization with its activation is one kernel, its gradient with the
// updates another one. The second one reads the input again: nothing that it makes
// of the statistics is stored by the first one.
// CHECK-LABEL: func.func @batch_norm(
// CHECK-NEXT: %[[T:.*]]:6 = mindir.launch @[[$NORM:batch_norm_train_relu[a-z_0-9]*]](%arg0,
// CHECK-SAME: -> (tensor<1x8x1x1xf32>, tensor<8xf32>, tensor<8xf32>, tensor<4x8x6x6xf32>, tensor<1x8x1x1xf32>, tensor<1x8x1x1xf32>)
// CHECK-NEXT: mindir.launch @conv2d
// CHECK-NEXT: mindir.launch @{{.*}}batch_norm_train_grad_apply_gradient_descent(%[[T]]#0, %arg0,
// CHECK-NEXT: return
func.func @batch_norm(%x: tensor<4x8x6x6xf32>, %w: tensor<8x8x1x1xf32>, %g: tensor<8xf32>, %b: tensor<8xf32>, %m: tensor<8xf32>, %v: tensor<8xf32>, %lr: tensor<f32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<4x8x6x6xf32>, tensor<8xf32>) {
  %t:5 = mindir.batch_norm_train %x, %g, %b, %m, %v : (tensor<4x8x6x6xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<4x8x6x6xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>)
  %y = mindir.relu %t#0 : tensor<4x8x6x6xf32>
  %dz = mindir.conv2d %y, %w : (tensor<4x8x6x6xf32>, tensor<8x8x1x1xf32>) -> tensor<4x8x6x6xf32>
  %dy = mindir.relu_grad %dz, %y : tensor<4x8x6x6xf32>
  %d:3 = mindir.batch_norm_train_grad %dy, %x, %g, %t#3, %t#4 : (tensor<4x8x6x6xf32>, tensor<4x8x6x6xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) -> (tensor<4x8x6x6xf32>, tensor<8xf32>, tensor<8xf32>)
  %n = mindir.apply_gradient_descent %b, %lr, %d#2 : tensor<8xf32>
  return %t#1, %t#2, %d#0, %n : tensor<8xf32>, tensor<8xf32>, tensor<4x8x6x6xf32>, tensor<8xf32>
}

// What only a sum reads is not stored beside the product it is made of.
// CHECK-LABEL: func.func @sum_of_product(
// CHECK-NEXT: %[[Y:.*]] = mindir.launch @mat_mul(
// CHECK-NEXT: mindir.launch @square_reduce_sum(%[[Y]])
// CHECK-NEXT: return
func.func @sum_of_product(%a: tensor<8x8xf32>, %b: tensor<8x4xf32>) -> (tensor<8x4xf32>, tensor<4xf32>) {
  %0 = mindir.mat_mul %a, %b : (tensor<8x8xf32>, tensor<8x4xf32>) -> tensor<8x4xf32>
  %1 = mindir.square %0 : tensor<8x4xf32>
  %2 = mindir.reduce_sum %1 {axis = [0]} : tensor<8x4xf32> -> tensor<4xf32>
  return %0, %2 : tensor<8x4xf32>, tensor<4xf32>
}

// What reads a value both as it is and through a view stands in another kernel:
// the view is between the two.
// CHECK-LABEL: func.func @beside_view(
// CHECK-NEXT: %[[Y:.*]] = mindir.launch @{{.*}}(
// CHECK-NEXT: %[[VIEW:.*]] = mindir.flatten %[[Y]]
// CHECK-NEXT: mindir.launch @{{[a-z_0-9]+}}(%[[VIEW]], %[[Y]])
// CHECK-NEXT: return
func.func @beside_view(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4x1xf32>) {
  %0 = mindir.square %x : tensor<4xf32>
  %1 = mindir.flatten %0 : tensor<4xf32> -> tensor<4x1xf32>
  %2 = mindir.sin %1 : tensor<4x1xf32>
  %3 = mindir.reshape %2 {shape = [4]} : tensor<4x1xf32> -> tensor<4xf32>
  %4 = mindir.mul %3, %0 : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %4, %2 : tensor<4xf32>, tensor<4x1xf32>
}

// Kernels are private functions of generics. Their results say which operands
// they may lie in.
// CHECK: func.func private @mat_mul_bias_add_relu({{.*}}) -> tensor<?x4xf32> attributes {mindir.kernel}
// CHECK: func.func private @[[$CHAIN]]({{.*}}) -> (tensor<?x4xf32> {mindir.may_alias = [0, 1]}) attributes {mindir.kernel}
// CHECK: func.func private @[[$SOFTMAX]]({{.*}}) -> tensor<?x10xf32> attributes {mindir.kernel}
// CHECK-NOT: func.func private @softmax
// New moving statistics take the place of the old ones.
// CHECK: func.func private @[[$NORM]]({{.*}}) -> (tensor<1x8x1x1xf32>, tensor<8xf32> {mindir.may_alias = [3, 4]}, tensor<8xf32> {mindir.may_alias = [3, 4]}, tensor<4x8x6x6xf32>,
