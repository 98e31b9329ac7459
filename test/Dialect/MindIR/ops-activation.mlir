//===- ops-activation.mlir - Activations through text and bytecode --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s --mlir-print-op-generic | ms-opt | FileCheck %s
// RUN: ms-opt %s --emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s --verify-roundtrip -o /dev/null

// CHECK-LABEL: func.func @activation
func.func @activation(%x: tensor<2x3xf32>, %dy: tensor<2x3xf32>) {
  // CHECK: mindir.gelu %{{.*}} : tensor<2x3xf32>
  %0 = mindir.gelu %x : tensor<2x3xf32>
  // CHECK: mindir.gelu_erf %{{.*}} : tensor<2x3xf32>
  %1 = mindir.gelu_erf %x : tensor<2x3xf32>
  // CHECK: mindir.silu %{{.*}} : tensor<2x3xf32>
  %2 = mindir.silu %x : tensor<2x3xf32>
  // CHECK: mindir.hsigmoid %{{.*}} : tensor<2x3xf32>
  %3 = mindir.hsigmoid %x : tensor<2x3xf32>
  // CHECK: mindir.hswish %{{.*}} : tensor<2x3xf32>
  %4 = mindir.hswish %x : tensor<2x3xf32>
  // CHECK: mindir.relu6 %{{.*}} : tensor<2x3xf32>
  %5 = mindir.relu6 %x : tensor<2x3xf32>
  // CHECK: mindir.selu %{{.*}} : tensor<2x3xf32>
  %6 = mindir.selu %x : tensor<2x3xf32>
  // CHECK: mindir.softplus %{{.*}} : tensor<2x3xf32>
  %7 = mindir.softplus %x : tensor<2x3xf32>
  // CHECK: mindir.log_sigmoid %{{.*}} : tensor<2x3xf32>
  %8 = mindir.log_sigmoid %x : tensor<2x3xf32>
  // CHECK: mindir.mish %{{.*}} : tensor<2x3xf32>
  %9 = mindir.mish %x : tensor<2x3xf32>
  // CHECK: mindir.leaky_relu %{{.*}} {alpha = 5.000000e-01 : f64} : tensor<2x3xf32>
  %10 = mindir.leaky_relu %x {alpha = 5.0e-01} : tensor<2x3xf32>
  // CHECK: mindir.leaky_relu %{{.*}} : tensor<2x3xf32>
  %11 = mindir.leaky_relu %x : tensor<2x3xf32>
  // CHECK: mindir.elu %{{.*}} {alpha = 5.000000e-01 : f64} : tensor<2x3xf32>
  %12 = mindir.elu %x {alpha = 5.0e-01} : tensor<2x3xf32>
  // CHECK: mindir.elu %{{.*}} : tensor<2x3xf32>
  %13 = mindir.elu %x : tensor<2x3xf32>
  // CHECK: mindir.gelu_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %14 = mindir.gelu_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.gelu_erf_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %15 = mindir.gelu_erf_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.silu_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %16 = mindir.silu_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.hsigmoid_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %17 = mindir.hsigmoid_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.hswish_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %18 = mindir.hswish_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.relu6_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %19 = mindir.relu6_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.softplus_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %20 = mindir.softplus_grad %dy, %x : tensor<2x3xf32>
  // CHECK: mindir.elu_grad %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %21 = mindir.elu_grad %dy, %x : tensor<2x3xf32>
  return
}

// CHECK-LABEL: func.func @slopes
func.func @slopes(%dy: tensor<?x8x4x4xf32>, %x: tensor<?x8x4x4xf32>, %w: tensor<8xf32>, %s: tensor<1xf32>) {
  // CHECK: mindir.prelu %{{.*}}, %{{.*}} : (tensor<?x8x4x4xf32>, tensor<8xf32>) -> tensor<?x8x4x4xf32>
  %0 = mindir.prelu %x, %w : (tensor<?x8x4x4xf32>, tensor<8xf32>) -> tensor<?x8x4x4xf32>
  // CHECK: mindir.prelu_grad %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>, tensor<1xf32>) -> (tensor<?x8x4x4xf32>, tensor<1xf32>)
  %1, %2 = mindir.prelu_grad %dy, %x, %s : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>, tensor<1xf32>) -> (tensor<?x8x4x4xf32>, tensor<1xf32>)
  return
}
