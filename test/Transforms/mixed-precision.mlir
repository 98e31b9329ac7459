//===- mixed-precision.mlir - Which ops compute in half precision ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -mindir-mixed-precision -canonicalize -cse | FileCheck %s --check-prefixes=CHECK,O2
// RUN: ms-opt %s -mindir-mixed-precision="type=bf16 level=O1" -canonicalize -cse | FileCheck %s --check-prefixes=CHECK,O1
// RUN: ms-opt %s -mindir-mixed-precision=level=O3 -canonicalize -cse | FileCheck %s --check-prefixes=CHECK,O3
// RUN: ms-opt %s -mindir-mixed-precision=keep=mat_mul,tanh -canonicalize -cse | FileCheck %s --check-prefix=KEEP
// RUN: ms-opt %s -mindir-mixed-precision=level=O0 -canonicalize | FileCheck %s --check-prefix=O0
// RUN: not ms-opt %s -mindir-mixed-precision=type=f64 -o /dev/null 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: not ms-opt %s -mindir-mixed-precision=level=O4 -o /dev/null 2>&1 | FileCheck %s --check-prefix=LEVEL
// RUN: ms-opt %s -mindir-mixed-precision -canonicalize -cse -test-execute="tolerance=1e-2" -o /dev/null | FileCheck %s --check-prefix=EXECUTED

// TYPE: error: [MS1004] type 'f64' is not f16 or bf16
// LEVEL: error: [MS1004] level 'O4' is not O0, O1, O2 or O3
// O0-NOT: f16
// EXECUTED-COUNT-6: ok

mindir.parameter @w : tensor<4x3xf32> init(#mindir.he_uniform<seed = 1>)
mindir.parameter @b : tensor<4xf32> init(#mindir.zeros)

// Arguments, parameters and results stay what they are.
// CHECK-LABEL: func.func @test_layers(
// CHECK-SAME: %[[X:.*]]: tensor<?x3xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>)
func.func @test_layers(%x: tensor<?x3xf32>) -> (tensor<?x4xf32>, tensor<?x4xf32>) {
  %w = mindir.load @w : tensor<4x3xf32>
  %b = mindir.load @b : tensor<4xf32>
  // O2: %[[W:.*]] = mindir.cast %{{.*}} to f16 : tensor<4x3xf32>
  // O2: mindir.mat_mul %{{.*}}, %[[W]] {{.*}} -> tensor<?x4xf16>
  // O2: mindir.bias_add {{.*}} -> tensor<?x4xf16>
  // O2: mindir.tanh %{{.*}} : tensor<?x4xf16>
  // O2: mindir.softmax %{{.*}} : tensor<?x4xf32>
  // O1: mindir.mat_mul {{.*}} -> tensor<?x4xbf16>
  // O1: %[[Y:.*]] = mindir.bias_add {{.*}} -> tensor<?x4xbf16>
  // O1: mindir.cast %[[Y]] to f32
  // O1: mindir.tanh %{{.*}} : tensor<?x4xf32>
  // O3: mindir.tanh %{{.*}} : tensor<?x4xf16>
  // O3: mindir.softmax %{{.*}} : tensor<?x4xf16>
  // KEEP: mindir.mat_mul {{.*}} -> tensor<?x4xf32>
  // KEEP: mindir.bias_add {{.*}} -> tensor<?x4xf16>
  // KEEP: mindir.tanh %{{.*}} : tensor<?x4xf32>
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x3xf32>, tensor<4x3xf32>) -> tensor<?x4xf32>
  %1 = mindir.bias_add %0, %b : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  %2 = mindir.tanh %1 : tensor<?x4xf32>
  %3 = mindir.softmax %2 {axis = -1 : i64} : tensor<?x4xf32> -> tensor<?x4xf32>
  // CHECK: return {{.*}} : tensor<?x4xf32>, tensor<?x4xf32>
  return %2, %3 : tensor<?x4xf32>, tensor<?x4xf32>
}

// A loss, integers and doubles stay; what moves elements follows them.
// CHECK-LABEL: func.func @test_others
func.func @test_others(%x: tensor<?x4xf32>, %i: tensor<?xi32> {test.range = [0, 3]}, %d: tensor<?x4xf64>) -> (tensor<f32>, tensor<?x2x2xf32>, tensor<?x4xf64>) {
  // CHECK: mindir.reshape %{{.*}} {shape = [-1, 2, 2]} : tensor<?x4xf32> -> tensor<?x2x2xf32>
  // O2: mindir.exp %{{.*}} : tensor<?x4xf16>
  // O2: mindir.sparse_softmax_cross_entropy %{{.*}} : (tensor<?x4xf32>, tensor<?xi32>)
  // CHECK: mindir.tanh %{{.*}} : tensor<?x4xf64>
  %0 = mindir.reshape %x {shape = [-1, 2, 2]} : tensor<?x4xf32> -> tensor<?x2x2xf32>
  %1 = mindir.exp %x : tensor<?x4xf32>
  %2 = mindir.sparse_softmax_cross_entropy %1, %i : (tensor<?x4xf32>, tensor<?xi32>) -> tensor<f32>
  %3 = mindir.tanh %d : tensor<?x4xf64>
  return %2, %0, %3 : tensor<f32>, tensor<?x2x2xf32>, tensor<?x4xf64>
}

// Attention in one op has no form in half precision.
// CHECK-LABEL: func.func @attention(
// CHECK: mindir.scaled_dot_product_attention %{{.*}} : (tensor<2x4x8xf32>, tensor<2x6x8xf32>, tensor<2x6x8xf32>)
func.func @attention(%q: tensor<2x4x8xf32>, %k: tensor<2x6x8xf32>, %v: tensor<2x6x8xf32>) -> tensor<2x4x8xf32> {
  %0 = mindir.relu %q : tensor<2x4x8xf32>
  %1:3 = mindir.scaled_dot_product_attention %0, %k, %v {scale = 0.5} : (tensor<2x4x8xf32>, tensor<2x6x8xf32>, tensor<2x6x8xf32>) -> (tensor<2x4x8xf32>, tensor<2x4xf32>, tensor<2x4xf32>)
  return %1#0 : tensor<2x4x8xf32>
}
