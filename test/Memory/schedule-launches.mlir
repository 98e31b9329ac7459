//===- schedule-launches.mlir - Orders that need less memory --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-schedule-launches | FileCheck %s

func.func private @gradient(tensor<800xf32>) -> tensor<400xf32> attributes {mindir.kernel}
func.func private @backward(tensor<800xf32>, tensor<400xf32>) -> tensor<800xf32> attributes {mindir.kernel}
func.func private @update(tensor<400xf32>, tensor<400xf32>) -> (tensor<400xf32> {mindir.may_alias = [0]}) attributes {mindir.kernel}
func.func private @norm(tensor<400xf32>, tensor<400xf32>) -> tensor<f32> attributes {mindir.kernel}
func.func private @scaled(tensor<400xf32>, tensor<400xf32>, tensor<f32>) -> (tensor<400xf32> {mindir.may_alias = [0]}) attributes {mindir.kernel}
func.func private @unpack(tensor<8xf32>) -> tensor<400xf32> attributes {mindir.kernel}
func.func private @next(tensor<800xf32>) -> (tensor<800xf32> {mindir.may_alias = [0]}) attributes {mindir.kernel}

mindir.parameter @w0 : tensor<400xf32> init(#mindir.ones)
mindir.parameter @w1 : tensor<400xf32> init(#mindir.ones)
mindir.parameter @w2 : tensor<400xf32> init(#mindir.ones)

// An update runs when its gradient is complete, but not before the old value
// has been read for the gradient of the layer below.
// CHECK-LABEL: func.func @early(
// CHECK-DAG: %[[G2:.*]] = mindir.launch @gradient(%arg0)
// CHECK-DAG: %[[D1:.*]] = mindir.launch @backward(%arg0, %{{.*}})
// CHECK: %[[V2:.*]] = mindir.launch @update(%{{.*}}, %[[G2]])
// CHECK: mindir.launch @gradient(%[[D1]])
// CHECK: mindir.launch @gradient
// CHECK: mindir.assign @w0, {{.*}}
// CHECK-NEXT: mindir.assign @w1
// CHECK-NEXT: mindir.assign @w2, %[[V2]]
func.func @early(%d2: tensor<800xf32>) {
  %w0 = mindir.load @w0 : tensor<400xf32>
  %w1 = mindir.load @w1 : tensor<400xf32>
  %w2 = mindir.load @w2 : tensor<400xf32>
  %g2 = mindir.launch @gradient(%d2) : (tensor<800xf32>) -> tensor<400xf32>
  %d1 = mindir.launch @backward(%d2, %w2) : (tensor<800xf32>, tensor<400xf32>) -> tensor<800xf32>
  %g1 = mindir.launch @gradient(%d1) : (tensor<800xf32>) -> tensor<400xf32>
  %d0 = mindir.launch @backward(%d1, %w1) : (tensor<800xf32>, tensor<400xf32>) -> tensor<800xf32>
  %g0 = mindir.launch @gradient(%d0) : (tensor<800xf32>) -> tensor<400xf32>
  %v0 = mindir.launch @update(%w0, %g0) : (tensor<400xf32>, tensor<400xf32>) -> tensor<400xf32>
  %v1 = mindir.launch @update(%w1, %g1) : (tensor<400xf32>, tensor<400xf32>) -> tensor<400xf32>
  %v2 = mindir.launch @update(%w2, %g2) : (tensor<400xf32>, tensor<400xf32>) -> tensor<400xf32>
  mindir.assign @w0, %v0 : tensor<400xf32>
  mindir.assign @w1, %v1 : tensor<400xf32>
  mindir.assign @w2, %v2 : tensor<400xf32>
  return
}

// An update that stands before another reader of the old value would have to be
// copied: it moves behind it.
// CHECK-LABEL: func.func @hazard(
// CHECK: mindir.launch @backward
// CHECK: mindir.launch @update
func.func @hazard(%d1: tensor<800xf32>) -> tensor<800xf32> {
  %w1 = mindir.load @w1 : tensor<400xf32>
  %g1 = mindir.launch @gradient(%d1) : (tensor<800xf32>) -> tensor<400xf32>
  %v1 = mindir.launch @update(%w1, %g1) : (tensor<400xf32>, tensor<400xf32>) -> tensor<400xf32>
  %d0 = mindir.launch @backward(%d1, %w1) : (tensor<800xf32>, tensor<400xf32>) -> tensor<800xf32>
  mindir.assign @w1, %v1 : tensor<400xf32>
  return %d0 : tensor<800xf32>
}

// With a norm of all gradients they live together: nothing can run early.
// CHECK-LABEL: func.func @global_norm(
// CHECK: mindir.launch @norm
// CHECK: mindir.launch @scaled
// CHECK: mindir.launch @scaled
func.func @global_norm(%d1: tensor<800xf32>, %d0: tensor<800xf32>) {
  %w0 = mindir.load @w0 : tensor<400xf32>
  %w1 = mindir.load @w1 : tensor<400xf32>
  %g1 = mindir.launch @gradient(%d1) : (tensor<800xf32>) -> tensor<400xf32>
  %g0 = mindir.launch @gradient(%d0) : (tensor<800xf32>) -> tensor<400xf32>
  %n = mindir.launch @norm(%g0, %g1) : (tensor<400xf32>, tensor<400xf32>) -> tensor<f32>
  %v0 = mindir.launch @scaled(%w0, %g0, %n) : (tensor<400xf32>, tensor<400xf32>, tensor<f32>) -> tensor<400xf32>
  %v1 = mindir.launch @scaled(%w1, %g1, %n) : (tensor<400xf32>, tensor<400xf32>, tensor<f32>) -> tensor<400xf32>
  mindir.assign @w0, %v0 : tensor<400xf32>
  mindir.assign @w1, %v1 : tensor<400xf32>
  return
}

// What is made long before it is read is made late, with its views.
// CHECK-LABEL: func.func @late(
// CHECK: mindir.launch @next
// CHECK: mindir.launch @next
// CHECK: %[[U:.*]] = mindir.launch @unpack
// CHECK: mindir.reshape %[[U]]
// CHECK: mindir.launch @backward
func.func @late(%x: tensor<800xf32>, %small: tensor<8xf32>) -> tensor<800xf32> {
  %u = mindir.launch @unpack(%small) : (tensor<8xf32>) -> tensor<400xf32>
  %r = mindir.reshape %u {shape = [20, 20]} : tensor<400xf32> -> tensor<20x20xf32>
  %v = mindir.reshape %r {shape = [400]} : tensor<20x20xf32> -> tensor<400xf32>
  %a = mindir.launch @next(%x) : (tensor<800xf32>) -> tensor<800xf32>
  %b = mindir.launch @next(%a) : (tensor<800xf32>) -> tensor<800xf32>
  %b2 = mindir.launch @next(%b) : (tensor<800xf32>) -> tensor<800xf32>
  %c = mindir.launch @backward(%b2, %v) : (tensor<800xf32>, tensor<400xf32>) -> tensor<800xf32>
  return %c : tensor<800xf32>
}
