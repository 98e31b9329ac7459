//===- execute-activation.mlir - Activations as vectors -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every activation and its gradient, where it is steep, flat, and far out.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=256 registers=16" -o /dev/null | FileCheck %s

// CHECK-COUNT-106: ok
// CHECK-NOT: ok

func.func @test_gelu(%x: tensor<?x5xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x5xf32> {
  %0 = mindir.gelu %x : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_gelu_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.gelu %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_gelu_erf(%x: tensor<?x17xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x17xf32> {
  %0 = mindir.gelu_erf %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_gelu_erf_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.gelu_erf %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_silu(%x: tensor<?x3x3xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.silu %x : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_silu_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.silu %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_hsigmoid(%x: tensor<?x1xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x1xf32> {
  %0 = mindir.hsigmoid %x : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_hsigmoid_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.hsigmoid %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_hswish(%x: tensor<?x33xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x33xf32> {
  %0 = mindir.hswish %x : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_hswish_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.hswish %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_relu6(%x: tensor<?x5xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x5xf32> {
  %0 = mindir.relu6 %x : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_relu6_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.relu6 %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_selu(%x: tensor<?x17xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x17xf32> {
  %0 = mindir.selu %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_selu_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.selu %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_softplus(%x: tensor<?x3x3xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.softplus %x : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_softplus_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.softplus %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_log_sigmoid(%x: tensor<?x1xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x1xf32> {
  %0 = mindir.log_sigmoid %x : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_log_sigmoid_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.log_sigmoid %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_mish(%x: tensor<?x33xf32> {test.range = [-6.0, 9.0]}) -> tensor<?x33xf32> {
  %0 = mindir.mish %x : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_mish_far(%x: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.mish %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_leaky_relu(%x: tensor<?x17xf32>) -> tensor<?x17xf32> {
  %0 = mindir.leaky_relu %x {alpha = 0.1} : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_leaky_relu_default(%x: tensor<?x17xf32>) -> tensor<?x17xf32> {
  %0 = mindir.leaky_relu %x : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_elu(%x: tensor<?x17xf32> {test.range = [-6.0, 3.0]}) -> tensor<?x17xf32> {
  %0 = mindir.elu %x {alpha = 0.7} : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_elu_far(%x: tensor<61xf32> {test.range = [-200.0, 2.0]}) -> tensor<61xf32> {
  %0 = mindir.elu %x : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_gelu_grad(%x: tensor<?x5xf32>, %y: tensor<?x5xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x5xf32> {
  %0 = mindir.gelu_grad %x, %y : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_gelu_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.gelu_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_gelu_erf_grad(%x: tensor<?x17xf32>, %y: tensor<?x17xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x17xf32> {
  %0 = mindir.gelu_erf_grad %x, %y : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_gelu_erf_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.gelu_erf_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_silu_grad(%x: tensor<?x3x3xf32>, %y: tensor<?x3x3xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.silu_grad %x, %y : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_silu_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.silu_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_hsigmoid_grad(%x: tensor<?x1xf32>, %y: tensor<?x1xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x1xf32> {
  %0 = mindir.hsigmoid_grad %x, %y : tensor<?x1xf32>
  return %0 : tensor<?x1xf32>
}

func.func @test_hsigmoid_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.hsigmoid_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_hswish_grad(%x: tensor<?x33xf32>, %y: tensor<?x33xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x33xf32> {
  %0 = mindir.hswish_grad %x, %y : tensor<?x33xf32>
  return %0 : tensor<?x33xf32>
}

func.func @test_hswish_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.hswish_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_relu6_grad(%x: tensor<?x5xf32>, %y: tensor<?x5xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x5xf32> {
  %0 = mindir.relu6_grad %x, %y : tensor<?x5xf32>
  return %0 : tensor<?x5xf32>
}

func.func @test_relu6_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.relu6_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_softplus_grad(%x: tensor<?x17xf32>, %y: tensor<?x17xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x17xf32> {
  %0 = mindir.softplus_grad %x, %y : tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_softplus_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.softplus_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_elu_grad(%x: tensor<?x3x3xf32>, %y: tensor<?x3x3xf32> {test.range = [-5.0, 7.0]}) -> tensor<?x3x3xf32> {
  %0 = mindir.elu_grad %x, %y {alpha = 0.7} : tensor<?x3x3xf32>
  return %0 : tensor<?x3x3xf32>
}

func.func @test_elu_grad_far(%x: tensor<61xf32>, %y: tensor<61xf32> {test.range = [-200.0, 200.0]}) -> tensor<61xf32> {
  %0 = mindir.elu_grad %x, %y : tensor<61xf32>
  return %0 : tensor<61xf32>
}

func.func @test_prelu(%x: tensor<?x5x3x3xf32>, %y: tensor<5xf32>) -> tensor<?x5x3x3xf32> {
  %0 = mindir.prelu %x, %y : (tensor<?x5x3x3xf32>, tensor<5xf32>) -> tensor<?x5x3x3xf32>
  return %0 : tensor<?x5x3x3xf32>
}

func.func @test_prelu_matrix(%x: tensor<?x17xf32>, %y: tensor<17xf32>) -> tensor<?x17xf32> {
  %0 = mindir.prelu %x, %y : (tensor<?x17xf32>, tensor<17xf32>) -> tensor<?x17xf32>
  return %0 : tensor<?x17xf32>
}

func.func @test_prelu_one(%x: tensor<?x17x2xf32>, %y: tensor<1xf32>) -> tensor<?x17x2xf32> {
  %0 = mindir.prelu %x, %y : (tensor<?x17x2xf32>, tensor<1xf32>) -> tensor<?x17x2xf32>
  return %0 : tensor<?x17x2xf32>
}

func.func @test_prelu_row(%x: tensor<?xf32>, %y: tensor<1xf32>) -> tensor<?xf32> {
  %0 = mindir.prelu %x, %y : (tensor<?xf32>, tensor<1xf32>) -> tensor<?xf32>
  return %0 : tensor<?xf32>
}

func.func @test_gelu_f64(%x: tensor<33xf64>) -> tensor<33xf64> {
  %0 = mindir.gelu %x : tensor<33xf64>
  return %0 : tensor<33xf64>
}

func.func @test_gelu_erf_f64(%x: tensor<33xf64>) -> tensor<33xf64> {
  %0 = mindir.gelu_erf %x : tensor<33xf64>
  return %0 : tensor<33xf64>
}

func.func @test_softplus_f64(%x: tensor<33xf64> {test.range = [-50.0, 50.0]}) -> tensor<33xf64> {
  %0 = mindir.softplus %x : tensor<33xf64>
  return %0 : tensor<33xf64>
}

func.func @test_selu_f64(%x: tensor<33xf64> {test.range = [-50.0, 50.0]}) -> tensor<33xf64> {
  %0 = mindir.selu %x : tensor<33xf64>
  return %0 : tensor<33xf64>
}

func.func @test_mish_f64(%x: tensor<33xf64> {test.range = [-50.0, 50.0]}) -> tensor<33xf64> {
  %0 = mindir.mish %x : tensor<33xf64>
  return %0 : tensor<33xf64>
}

func.func @test_prelu_grad(%dy: tensor<?x5x3x3xf32>, %x: tensor<?x5x3x3xf32>, %w: tensor<5xf32>) -> (tensor<?x5x3x3xf32>, tensor<5xf32>) {
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<?x5x3x3xf32>, tensor<?x5x3x3xf32>, tensor<5xf32>) -> (tensor<?x5x3x3xf32>, tensor<5xf32>)
  return %0, %1 : tensor<?x5x3x3xf32>, tensor<5xf32>
}

func.func @test_prelu_grad_one(%dy: tensor<?x5xf32>, %x: tensor<?x5xf32>, %w: tensor<1xf32>) -> (tensor<?x5xf32>, tensor<1xf32>) {
  %0, %1 = mindir.prelu_grad %dy, %x, %w : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<1xf32>) -> (tensor<?x5xf32>, tensor<1xf32>)
  return %0, %1 : tensor<?x5xf32>, tensor<1xf32>
}

// Values where the functions have corners or end.
func.func @test_special() -> (tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>) {
  %x = mindir.constant dense<[-3.0, 3.0, 0.0, -0.0, 6.0, 88.8, -1.0e30, 0x7FC00000]> : tensor<8xf32>
  %0 = mindir.hsigmoid %x : tensor<8xf32>
  %1 = mindir.hswish %x : tensor<8xf32>
  %2 = mindir.relu6 %x : tensor<8xf32>
  %3 = mindir.softplus %x : tensor<8xf32>
  %4 = mindir.silu %x : tensor<8xf32>
  %5 = mindir.log_sigmoid %x : tensor<8xf32>
  %6 = mindir.mish %x : tensor<8xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>, tensor<8xf32>
}
