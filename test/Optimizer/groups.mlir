//===- groups.mlir - Parameters with a rate or decay of their own ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Groups made from patterns, their order, and what each update then reads.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -mindir-insert-optimizer="optimizer=gradient_descent weight-decay=0.5 lr-group=conv.*=0.25,fc.*=0.125 no-decay=.*bias" | FileCheck %s
// RUN: ms-opt %s -split-input-file -mindir-insert-optimizer="optimizer=gradient_descent weight-decay=0.5 lr-group=conv.*=0.25" | FileCheck %s --check-prefix=GAMMA
// RUN: ms-opt %s -split-input-file -mindir-insert-optimizer="optimizer=momentum no-decay=.*" | FileCheck %s --check-prefix=NONE

// The attribute says what became of the patterns; the order is the network's.
// CHECK: mindir.optimizer = #mindir.optimizer<kind = "gradient_descent"
// CHECK-SAME: options = {order_params = ["conv.weight", "gamma", "fc.bias", "fc.weight", "other"]}
// CHECK-SAME: groups = [#mindir.param_group<params = ["conv.weight"], learning_rate = #mindir.constant_lr<learning_rate = 2.500000e-01 : f64>>,
// CHECK-SAME: #mindir.param_group<params = ["fc.weight"], learning_rate = #mindir.constant_lr<learning_rate = 1.250000e-01 : f64>>,
// CHECK-SAME: #mindir.param_group<params = ["fc.bias"], learning_rate = #mindir.constant_lr<learning_rate = 1.250000e-01 : f64>, weight_decay = 0.000000e+00 : f64>,
// CHECK-SAME: #mindir.param_group<params = ["gamma", "other"]>]
// CHECK: mindir.parameter @conv.weight
// CHECK-NEXT: mindir.parameter @gamma
// CHECK-NEXT: mindir.parameter @fc.bias
// CHECK-NEXT: mindir.parameter @fc.weight
// CHECK-NEXT: mindir.parameter @other
// CHECK-NEXT: mindir.parameter @global_step
// CHECK-NEXT: mindir.parameter @learning_rate_group_0
// CHECK-NEXT: mindir.parameter @learning_rate : tensor<f32>
// CHECK-NEXT: mindir.parameter @learning_rate_group_2
// CHECK-NEXT: mindir.parameter @learning_rate_group_1
// CHECK-NOT: mindir.parameter
// CHECK: func.func
// CHECK-DAG: %[[R0:.*]] = mindir.load @learning_rate_group_0
// CHECK-DAG: %[[R1:.*]] = mindir.load @learning_rate_group_1
// CHECK-DAG: %[[R2:.*]] = mindir.load @learning_rate_group_2
// CHECK-DAG: %[[R:.*]] = mindir.load @learning_rate :
// CHECK: %[[D0:.*]] = mindir.add_n
// CHECK: mindir.apply_gradient_descent %{{.*}}, %[[R0]], %[[D0]]
// CHECK: %[[D1:.*]] = mindir.add_n
// CHECK: mindir.apply_gradient_descent %{{.*}}, %[[R]], %[[D1]]
// CHECK-NOT: mindir.add_n
// CHECK: mindir.apply_gradient_descent %{{.*}}, %[[R2]],
// CHECK: %[[D2:.*]] = mindir.add_n
// CHECK: mindir.apply_gradient_descent %{{.*}}, %[[R1]], %[[D2]]
// CHECK: mindir.add_n
// CHECK: mindir.apply_gradient_descent %{{.*}}, %[[R]],

// Without patterns for weight decay gamma and beta have none.
// GAMMA: groups = [#mindir.param_group<params = ["conv.weight"], learning_rate = #mindir.constant_lr<learning_rate = 2.500000e-01 : f64>>,
// GAMMA-SAME: #mindir.param_group<params = ["fc.bias", "fc.weight", "other"]>,
// GAMMA-SAME: #mindir.param_group<params = ["gamma"], weight_decay = 0.000000e+00 : f64>]

// NONE: groups = [#mindir.param_group<params = ["conv.weight", "gamma", "fc.bias", "fc.weight", "other"], weight_decay = 0.000000e+00 : f64>]
mindir.parameter @conv.weight : tensor<3xf32> init(#mindir.ones)
mindir.parameter @gamma : tensor<3xf32> init(#mindir.ones)
mindir.parameter @fc.bias : tensor<3xf32> init(#mindir.ones)
mindir.parameter @fc.weight : tensor<3xf32> init(#mindir.ones)
mindir.parameter @other : tensor<3xf32> init(#mindir.ones)
func.func @train_step(%g: tensor<3xf32>) -> (tensor<f32>, tensor<3xf32> {mindir.gradient_of = @conv.weight}, tensor<3xf32> {mindir.gradient_of = @gamma}, tensor<3xf32> {mindir.gradient_of = @fc.bias}, tensor<3xf32> {mindir.gradient_of = @fc.weight}, tensor<3xf32> {mindir.gradient_of = @other}) {
  %loss = mindir.reduce_sum %g : tensor<3xf32> -> tensor<f32>
  return %loss, %g, %g, %g, %g, %g : tensor<f32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>
}
