//===- ops-update.mlir - Round trip of adaptive updates -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s | ms-opt | FileCheck %s
// RUN: ms-opt %s -emit-bytecode | ms-opt | FileCheck %s
// RUN: ms-opt %s -mlir-print-op-generic | ms-opt | FileCheck %s

// CHECK-LABEL: func.func @updates
func.func @updates(%v: tensor<2x3xf32>, %s: tensor<f32>, %i: tensor<i32>) {
  // CHECK: mindir.apply_adam_with_amsgrad_v2 %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %0, %1, %2, %3 = mindir.apply_adam_with_amsgrad_v2 %v, %v, %v, %v, %s, %s, %s, %s, %s, %s, %v : tensor<2x3xf32>
  // CHECK: mindir.adam_weight_decay %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %4, %5, %6 = mindir.adam_weight_decay %v, %v, %v, %s, %s, %s, %s, %s, %v : tensor<2x3xf32>
  // CHECK: mindir.adam_w %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %7, %8, %9 = mindir.adam_w %v, %v, %v, %v, %i, %s, %s, %s, %s, %s : tensor<2x3xf32>
  // CHECK: mindir.lamb %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %10, %11, %12 = mindir.lamb %v, %v, %v, %s, %s, %s, %s, %s, %i, %v : tensor<2x3xf32>
  // CHECK: mindir.lars_update %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {epsilon = 1.000000e-04 : f64, hyperpara = 1.000000e-02 : f64, use_clip = true} : tensor<2x3xf32>
  %13 = mindir.lars_update %v, %v, %s, %s, %s, %s {epsilon = 1.000000e-04 : f64, hyperpara = 1.000000e-02 : f64, use_clip = true} : tensor<2x3xf32>
  // CHECK: mindir.lars_update %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %14 = mindir.lars_update %v, %v, %s, %s, %s, %s : tensor<2x3xf32>
  // CHECK: mindir.apply_rms_prop %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %15, %16, %17 = mindir.apply_rms_prop %v, %v, %v, %s, %v, %s, %s, %s : tensor<2x3xf32>
  // CHECK: mindir.apply_centered_rms_prop %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %18, %19, %20, %21 = mindir.apply_centered_rms_prop %v, %v, %v, %v, %v, %s, %s, %s, %s : tensor<2x3xf32>
  // CHECK: mindir.apply_adagrad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} {update_slots = false} : tensor<2x3xf32>
  %22, %23 = mindir.apply_adagrad %v, %v, %s, %v {update_slots = false} : tensor<2x3xf32>
  // CHECK: mindir.apply_adagrad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %24, %25 = mindir.apply_adagrad %v, %v, %s, %v : tensor<2x3xf32>
  // CHECK: mindir.apply_adadelta %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %40, %41, %42 = mindir.apply_adadelta %v, %v, %v, %s, %s, %s, %v : tensor<2x3xf32>
  // CHECK: mindir.apply_ada_max %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %43, %44, %45 = mindir.apply_ada_max %v, %v, %v, %s, %s, %s, %s, %s, %v : tensor<2x3xf32>
  // CHECK: mindir.apply_ftrl %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %46, %47, %48 = mindir.apply_ftrl %v, %v, %v, %v, %s, %s, %s, %s : tensor<2x3xf32>
  // CHECK: mindir.apply_proximal_adagrad %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}, %{{.*}} : tensor<2x3xf32>
  %49, %50 = mindir.apply_proximal_adagrad %v, %v, %s, %s, %s, %v : tensor<2x3xf32>
  // CHECK: mindir.float_status %{{.*}} : tensor<2x3xf32> -> tensor<1xf32>
  %26 = mindir.float_status %v : tensor<2x3xf32> -> tensor<1xf32>
  return
}
