//===- execute-f16-sums.mlir - Long sums of narrow floats -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products and sums of f16 and bf16 are accumulated in f32 and rounded once: over
// 4096 terms the result is as near to the evaluator's as its own last digit. An
// accumulator of 11 (or 8) bits would lose most of the later terms.
//
//===----------------------------------------------------------------------===//
// RUN: split-file %s %t
// RUN: ms-opt %t/f16.mlir -test-execute="tolerance=6e-4 rows=1,5" -o /dev/null | FileCheck %s --check-prefix=F16
// RUN: ms-opt %t/f16.mlir -test-execute="tolerance=6e-4 rows=1,5 vector-bits=256 registers=16" -o /dev/null | FileCheck %s --check-prefix=F16
// RUN: ms-opt %t/f16.mlir -test-execute="tolerance=6e-4 rows=5 vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s --check-prefix=SLOW
// RUN: ms-opt %t/bf16.mlir -test-execute="tolerance=5e-3 rows=1,5" -o /dev/null | FileCheck %s --check-prefix=BF16
// F16-COUNT-18: ok
// SLOW-COUNT-11: ok
// BF16-COUNT-5: ok

//--- f16.mlir
func.func @test_dot(%a: tensor<1x4096xf16> {test.range = [0.0, 1.0]}, %b: tensor<1x4096xf16> {test.range = [0.0, 1.0]}) -> tensor<1x1xf16> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<1x4096xf16>, tensor<1x4096xf16>) -> tensor<1x1xf16>
  return %0 : tensor<1x1xf16>
}

// With packed operands, and an epilogue that is computed on the f32 tile's result.
func.func @test_layer(%x: tensor<?x4096xf16> {test.range = [0.0, 0.1]}, %w: tensor<40x4096xf16> {test.range = [0.0, 1.0]}, %b: tensor<40xf16>) -> tensor<?x40xf16> {
  %0 = mindir.mat_mul %x, %w {transpose_b = true} : (tensor<?x4096xf16>, tensor<40x4096xf16>) -> tensor<?x40xf16>
  %1 = mindir.bias_add %0, %b : (tensor<?x40xf16>, tensor<40xf16>) -> tensor<?x40xf16>
  %2 = mindir.relu %1 : tensor<?x40xf16>
  return %2 : tensor<?x40xf16>
}

func.func @test_gradient(%x: tensor<600x35xf16> {test.range = [0.0, 1.0]}, %d: tensor<600x17xf16> {test.range = [0.0, 1.0]}) -> tensor<35x17xf16> {
  %0 = mindir.mat_mul %x, %d {transpose_a = true} : (tensor<600x35xf16>, tensor<600x17xf16>) -> tensor<35x17xf16>
  return %0 : tensor<35x17xf16>
}

func.func @test_stacks(%a: tensor<?x3x5x1024xf16> {test.range = [0.0, 0.5]}, %b: tensor<?x3x1024x19xf16> {test.range = [0.0, 0.5]}) -> tensor<?x3x5x19xf16> {
  %0 = mindir.batch_mat_mul %a, %b : (tensor<?x3x5x1024xf16>, tensor<?x3x1024x19xf16>) -> tensor<?x3x5x19xf16>
  return %0 : tensor<?x3x5x19xf16>
}

func.func @test_convolution(%x: tensor<?x128x6x6xf16> {test.range = [0.0, 0.5]}, %w: tensor<9x128x3x3xf16> {test.range = [0.0, 0.5]}) -> tensor<?x9x6x6xf16> {
  %0 = mindir.conv2d %x, %w {pad = [1, 1, 1, 1]} : (tensor<?x128x6x6xf16>, tensor<9x128x3x3xf16>) -> tensor<?x9x6x6xf16>
  return %0 : tensor<?x9x6x6xf16>
}

func.func @test_convolution_gradients(%x: tensor<?x64x6x6xf16> {test.range = [0.0, 0.5]}, %w: tensor<64x64x3x3xf16> {test.range = [0.0, 0.5]}, %d: tensor<?x64x6x6xf16> {test.range = [0.0, 0.5]}) -> (tensor<?x64x6x6xf16>, tensor<64x64x3x3xf16>) {
  %0 = mindir.conv2d_backprop_input %d, %w {input_size = [6, 6], pad = [1, 1, 1, 1]} : (tensor<?x64x6x6xf16>, tensor<64x64x3x3xf16>) -> tensor<?x64x6x6xf16>
  %1 = mindir.conv2d_backprop_filter %d, %x {kernel_size = [3, 3], pad = [1, 1, 1, 1]} : (tensor<?x64x6x6xf16>, tensor<?x64x6x6xf16>) -> tensor<64x64x3x3xf16>
  return %0, %1 : tensor<?x64x6x6xf16>, tensor<64x64x3x3xf16>
}

func.func @test_sums(%x: tensor<?x4096xf16> {test.range = [0.0, 1.0]}) -> (tensor<?xf16>, tensor<?x1xf16>, tensor<4096xf16>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4096xf16> -> tensor<?xf16>
  %1 = mindir.reduce_mean %x {axis = [1], keep_dims = true} : tensor<?x4096xf16> -> tensor<?x1xf16>
  %2 = mindir.reduce_sum %x {axis = [0]} : tensor<?x4096xf16> -> tensor<4096xf16>
  return %0, %1, %2 : tensor<?xf16>, tensor<?x1xf16>, tensor<4096xf16>
}

// The sum is beyond f16, the mean is not.
func.func @test_mean_of_large(%x: tensor<?x4096xf16> {test.range = [50.0, 60.0]}) -> tensor<?xf16> {
  %0 = mindir.reduce_mean %x {axis = [1]} : tensor<?x4096xf16> -> tensor<?xf16>
  return %0 : tensor<?xf16>
}

func.func @test_running(%x: tensor<3x4096xf16> {test.range = [0.0, 1.0]}) -> tensor<3x4096xf16> {
  %0 = mindir.cum_sum %x {axis = 1 : i64} : tensor<3x4096xf16> -> tensor<3x4096xf16>
  return %0 : tensor<3x4096xf16>
}

func.func @test_softmax(%x: tensor<?x4096xf16>) -> tensor<?x4096xf16> {
  %0 = mindir.softmax %x {axis = 1 : i64} : tensor<?x4096xf16> -> tensor<?x4096xf16>
  return %0 : tensor<?x4096xf16>
}

func.func @test_pool(%x: tensor<1x3x40x40xf16> {test.range = [0.0, 1.0]}) -> tensor<1x3x1x1xf16> {
  %0 = mindir.avg_pool %x {kernel_size = [40, 40]} : tensor<1x3x40x40xf16> -> tensor<1x3x1x1xf16>
  return %0 : tensor<1x3x1x1xf16>
}

//--- bf16.mlir
func.func @test_dot(%a: tensor<1x4096xbf16> {test.range = [0.0, 1.0]}, %b: tensor<1x4096xbf16> {test.range = [0.0, 1.0]}) -> tensor<1x1xbf16> {
  %0 = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<1x4096xbf16>, tensor<1x4096xbf16>) -> tensor<1x1xbf16>
  return %0 : tensor<1x1xbf16>
}

func.func @test_layer(%x: tensor<?x4096xbf16> {test.range = [0.0, 0.1]}, %w: tensor<4096x40xbf16> {test.range = [0.0, 1.0]}) -> tensor<?x40xbf16> {
  %0 = mindir.mat_mul %x, %w : (tensor<?x4096xbf16>, tensor<4096x40xbf16>) -> tensor<?x40xbf16>
  return %0 : tensor<?x40xbf16>
}

func.func @test_sums(%x: tensor<?x4096xbf16> {test.range = [0.0, 1.0]}) -> (tensor<?xbf16>, tensor<?x1xbf16>) {
  %0 = mindir.reduce_sum %x {axis = [1]} : tensor<?x4096xbf16> -> tensor<?xbf16>
  %1 = mindir.reduce_mean %x {axis = [1], keep_dims = true} : tensor<?x4096xbf16> -> tensor<?x1xbf16>
  return %0, %1 : tensor<?xbf16>, tensor<?x1xbf16>
}
