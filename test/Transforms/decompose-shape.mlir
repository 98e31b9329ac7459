//===- decompose-shape.mlir - What ops on shapes become -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-decompose | FileCheck %s
// RUN: ms-opt %s -mindir-to-buffers | FileCheck %s --check-prefix=FREE

// Dimensions of extent 1 are views: nothing is launched, nothing moves.
// CHECK-LABEL: func.func @views
// CHECK: mindir.reshape %{{.*}} {mindir.op = "expand_dims", shape = [-1, 1, 3]}
// CHECK: mindir.tanh
// CHECK: mindir.reshape %{{.*}} {mindir.op = "squeeze", shape = [-1, 3]}
// FREE-LABEL: func.func @views
// FREE: mindir.dispatch @expand_dims_tanh_squeeze
// FREE-NOT: mindir.dispatch
// FREE: return
func.func @views(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  %0 = mindir.expand_dims %x {axis = 1 : i64} : tensor<?x3xf32> -> tensor<?x1x3xf32>
  %1 = mindir.tanh %0 : tensor<?x1x3xf32>
  %2 = mindir.squeeze %1 : tensor<?x1x3xf32> -> tensor<?x3xf32>
  return %2 : tensor<?x3xf32>
}

// Without a neighbour too.
// FREE-LABEL: func.func @tile
// FREE: mindir.dispatch @tile
// FREE-NOT: mindir.dispatch
// FREE: return
// CHECK-LABEL: func.func @tile
// CHECK: mindir.reshape %{{.*}} shape = [-1, 1, 3, 4]}
// CHECK: mindir.broadcast_to %{{.*}} shape = [-1, 2, 3, 4]}
// CHECK: mindir.reshape %{{.*}} shape = [-1, 6, 4]}
func.func @tile(%x: tensor<?x3x4xf32>) -> tensor<?x6x4xf32> {
  %0 = mindir.tile %x {multiples = [2, 1]} : tensor<?x3x4xf32> -> tensor<?x6x4xf32>
  return %0 : tensor<?x6x4xf32>
}

// CHECK-LABEL: func.func @parts
// CHECK: mindir.slice %{{.*}} {begin = [0, 0], mindir.op = "split", size = [-1, 3]}
// CHECK: mindir.slice %{{.*}} {begin = [0, 3], mindir.op = "split", size = [-1, 3]}
// CHECK: mindir.reshape %{{.*}} {mindir.op = "stack", shape = [-1, 1, 3]}
// CHECK: mindir.concat %{{.*}}, %{{.*}} {axis = 1 : i64, mindir.op = "stack"}
func.func @parts(%x: tensor<?x6xf32>) -> tensor<?x2x3xf32> {
  %0:2 = mindir.split %x {axis = 1 : i64, output_num = 2 : i64} : (tensor<?x6xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>)
  %1 = mindir.stack %0#1, %0#0 {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x2x3xf32>
  return %1 : tensor<?x2x3xf32>
}
