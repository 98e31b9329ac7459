//===- gradients-shape.mlir - Gradients of ops on shapes ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Against central differences in f64. Parts that nothing depends on count too.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-gradients -o /dev/null | FileCheck %s

// CHECK-COUNT-16: ok
// CHECK-NOT: ok

mindir.parameter @p0 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p1 : tensor<2x1x3x1xf32> init(#mindir.zeros)
mindir.parameter @p2 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p3 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p4 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p5 : tensor<2x3xf32> init(#mindir.zeros)
mindir.parameter @p6 : tensor<2x3x2xf32> init(#mindir.zeros)
mindir.parameter @p7 : tensor<2x6xf32> init(#mindir.zeros)
mindir.parameter @p8 : tensor<2x6xf32> init(#mindir.zeros)
mindir.parameter @p9 : tensor<3x5x6xf32> init(#mindir.zeros)
mindir.parameter @p10 : tensor<3x5x6xf32> init(#mindir.zeros)
mindir.parameter @p11 : tensor<3x1x3xf32> init(#mindir.zeros)
mindir.parameter @p12 : tensor<2x3x2xf32> init(#mindir.zeros)
mindir.parameter @p13 : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @p14 : tensor<6x7xf32> init(#mindir.zeros)
mindir.parameter @p15 : tensor<3x4xf32> init(#mindir.zeros)
mindir.parameter @p16 : tensor<6x7xf32> init(#mindir.zeros)

func.func @test_expand_dims() -> tensor<2x1x3xf32> {
  %x = mindir.load @p0 : tensor<2x3xf32>
  %0 = mindir.expand_dims %x {axis = -2 : i64} : tensor<2x3xf32> -> tensor<2x1x3xf32>
  return %0 : tensor<2x1x3xf32>
}

func.func @test_squeeze() -> tensor<2x1x3xf32> {
  %x = mindir.load @p1 : tensor<2x1x3x1xf32>
  %0 = mindir.squeeze %x {axis = [3]} : tensor<2x1x3x1xf32> -> tensor<2x1x3xf32>
  return %0 : tensor<2x1x3xf32>
}

func.func @test_tile() -> tensor<2x2x9xf32> {
  %x = mindir.load @p2 : tensor<2x3xf32>
  %0 = mindir.tile %x {multiples = [2, 1, 3]} : tensor<2x3xf32> -> tensor<2x2x9xf32>
  return %0 : tensor<2x2x9xf32>
}

func.func @test_tile_last() -> tensor<2x12xf32> {
  %x = mindir.load @p3 : tensor<2x3xf32>
  %0 = mindir.tile %x {multiples = [4]} : tensor<2x3xf32> -> tensor<2x12xf32>
  return %0 : tensor<2x12xf32>
}

func.func @test_stack() -> tensor<2x3x3xf32> {
  %a = mindir.load @p4 : tensor<2x3xf32>
  %b = mindir.load @p5 : tensor<2x3xf32>
  %0 = mindir.stack %a, %b, %a {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3x3xf32>
  return %0 : tensor<2x3x3xf32>
}

func.func @test_unstack() -> tensor<2x2xf32> {
  %x = mindir.load @p6 : tensor<2x3x2xf32>
  %0:3 = mindir.unstack %x {axis = 1 : i64} : (tensor<2x3x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %1 = mindir.mul %0#0, %0#2 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

func.func @test_split() -> tensor<2x2xf32> {
  %x = mindir.load @p7 : tensor<2x6xf32>
  %0:3 = mindir.split %x {axis = 1 : i64, output_num = 3 : i64} : (tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>, tensor<2x2xf32>)
  %1 = mindir.mul %0#1, %0#2 : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

func.func @test_split_v() -> tensor<2x3xf32> {
  %x = mindir.load @p8 : tensor<2x6xf32>
  %0:3 = mindir.split_v %x {size_splits = [2, 1, -1], split_dim = 1 : i64} : (tensor<2x6xf32>) -> (tensor<2x2xf32>, tensor<2x1xf32>, tensor<2x3xf32>)
  %1 = mindir.mul %0#1, %0#2 : (tensor<2x1xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %1 : tensor<2x3xf32>
}

func.func @test_strided_slice() -> tensor<3x1x3xf32> {
  %x = mindir.load @p9 : tensor<3x5x6xf32>
  %0 = mindir.strided_slice %x {begin = [1, -1, 0, 0], end = [0, 0, 0, 6], strides = [1, -2, 1, 2], shrink_axis_mask = 1 : i64, end_mask = 2 : i64, new_axis_mask = 4 : i64} : tensor<3x5x6xf32> -> tensor<3x1x3xf32>
  return %0 : tensor<3x1x3xf32>
}

func.func @test_strided_slice_ellipsis() -> tensor<3x5x3xf32> {
  %x = mindir.load @p10 : tensor<3x5x6xf32>
  %0 = mindir.strided_slice %x {begin = [0, 1], end = [0, 4], strides = [1, 1], ellipsis_mask = 1 : i64} : tensor<3x5x6xf32> -> tensor<3x5x3xf32>
  return %0 : tensor<3x5x3xf32>
}

func.func @test_strided_slice_grad() -> tensor<3x5x6xf32> {
  %x = mindir.load @p11 : tensor<3x1x3xf32>
  %0 = mindir.strided_slice_grad %x {shape = [3, 5, 6], begin = [1, -1, 0, 0], end = [0, 0, 0, 6], strides = [1, -2, 1, 2], shrink_axis_mask = 1 : i64, end_mask = 2 : i64, new_axis_mask = 4 : i64} : tensor<3x1x3xf32> -> tensor<3x5x6xf32>
  return %0 : tensor<3x5x6xf32>
}

func.func @test_reverse_v2() -> tensor<2x3x2xf32> {
  %x = mindir.load @p12 : tensor<2x3x2xf32>
  %0 = mindir.reverse_v2 %x {axis = [1, -1]} : tensor<2x3x2xf32> -> tensor<2x3x2xf32>
  return %0 : tensor<2x3x2xf32>
}

func.func @test_mirror_pad_reflect() -> tensor<6x7xf32> {
  %x = mindir.load @p13 : tensor<3x4xf32>
  %0 = mindir.mirror_pad %x {low = [2, 0], high = [1, 3], mode = "reflect"} : tensor<3x4xf32> -> tensor<6x7xf32>
  return %0 : tensor<6x7xf32>
}

func.func @test_mirror_pad_grad_reflect() -> tensor<3x4xf32> {
  %x = mindir.load @p14 : tensor<6x7xf32>
  %0 = mindir.mirror_pad_grad %x {low = [2, 0], high = [1, 3], mode = "reflect"} : tensor<6x7xf32> -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}

func.func @test_mirror_pad_symmetric() -> tensor<6x7xf32> {
  %x = mindir.load @p15 : tensor<3x4xf32>
  %0 = mindir.mirror_pad %x {low = [2, 0], high = [1, 3], mode = "symmetric"} : tensor<3x4xf32> -> tensor<6x7xf32>
  return %0 : tensor<6x7xf32>
}

func.func @test_mirror_pad_grad_symmetric() -> tensor<3x4xf32> {
  %x = mindir.load @p16 : tensor<6x7xf32>
  %0 = mindir.mirror_pad_grad %x {low = [2, 0], high = [1, 3], mode = "symmetric"} : tensor<6x7xf32> -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
