//===- execute-shape.mlir - Ops on shapes, executed -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Dimensions added and taken, repetitions, parts, strided slices and mirrored
// borders, alone and between elementwise ops, in several element types.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -test-execute -o /dev/null | FileCheck %s
// RUN: ms-opt %s -test-execute="vector-bits=128 mcpu=x86-64-v2" -o /dev/null | FileCheck %s

// CHECK-COUNT-45: ok
// CHECK-NOT: ok

func.func @test_expand_dims(%x: tensor<?x5xf32>) -> (tensor<?x1x5xf32>, tensor<?x5x1xf32>) {
  %0 = mindir.exp %x : tensor<?x5xf32>
  %1 = mindir.expand_dims %0 {axis = 1 : i64} : tensor<?x5xf32> -> tensor<?x1x5xf32>
  %2 = mindir.expand_dims %x {axis = -1 : i64} : tensor<?x5xf32> -> tensor<?x5x1xf32>
  return %1, %2 : tensor<?x1x5xf32>, tensor<?x5x1xf32>
}

func.func @test_squeeze(%x: tensor<?x1x5x1xf16>) -> (tensor<?x5xf16>, tensor<?x1x5xf16>) {
  %0 = mindir.squeeze %x : tensor<?x1x5x1xf16> -> tensor<?x5xf16>
  %1 = mindir.squeeze %x {axis = [-1]} : tensor<?x1x5x1xf16> -> tensor<?x1x5xf16>
  %2 = mindir.add %0, %0 : (tensor<?x5xf16>, tensor<?x5xf16>) -> tensor<?x5xf16>
  return %2, %1 : tensor<?x5xf16>, tensor<?x1x5xf16>
}

func.func @test_squeeze_scalar(%x: tensor<1x1xf32>) -> tensor<f32> {
  %0 = mindir.squeeze %x : tensor<1x1xf32> -> tensor<f32>
  return %0 : tensor<f32>
}

func.func @test_tile(%x: tensor<?x3x5xf32>) -> (tensor<?x6x5xf32>, tensor<?x3x15xf32>) {
  %0 = mindir.tile %x {multiples = [1, 2, 1]} : tensor<?x3x5xf32> -> tensor<?x6x5xf32>
  %1 = mindir.tile %x {multiples = [3]} : tensor<?x3x5xf32> -> tensor<?x3x15xf32>
  %2 = mindir.neg %1 : tensor<?x3x15xf32>
  return %0, %2 : tensor<?x6x5xf32>, tensor<?x3x15xf32>
}

func.func @test_tile_static(%x: tensor<2x19xi1>, %y: tensor<3xf64>) -> (tensor<2x4x19xi1>, tensor<6xf64>) {
  %0 = mindir.tile %x {multiples = [2, 2, 1]} : tensor<2x19xi1> -> tensor<2x4x19xi1>
  %1 = mindir.tile %y {multiples = [2]} : tensor<3xf64> -> tensor<6xf64>
  return %0, %1 : tensor<2x4x19xi1>, tensor<6xf64>
}

func.func @test_stack(%a: tensor<?x5xf32>, %b: tensor<?x5xf32>) -> (tensor<?x2x5xf32>, tensor<?x5x3xf32>) {
  %0 = mindir.stack %a, %b {axis = 1 : i64} : (tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x2x5xf32>
  %1 = mindir.stack %a, %b, %a {axis = -1 : i64} : (tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>) -> tensor<?x5x3xf32>
  return %0, %1 : tensor<?x2x5xf32>, tensor<?x5x3xf32>
}

func.func @test_stack_front(%a: tensor<19xui8>, %b: tensor<19xui8>, %c: tensor<f32>) -> (tensor<2x19xui8>, tensor<2xf32>) {
  %0 = mindir.stack %a, %b : (tensor<19xui8>, tensor<19xui8>) -> tensor<2x19xui8>
  %1 = mindir.stack %c, %c : (tensor<f32>, tensor<f32>) -> tensor<2xf32>
  return %0, %1 : tensor<2x19xui8>, tensor<2xf32>
}

func.func @test_unstack(%x: tensor<?x3x5xf32>, %y: tensor<2xbf16>) -> (tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<bf16>) {
  %0:3 = mindir.unstack %x {axis = 1 : i64} : (tensor<?x3x5xf32>) -> (tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>)
  %1:2 = mindir.unstack %y : (tensor<2xbf16>) -> (tensor<bf16>, tensor<bf16>)
  return %0#0, %0#1, %0#2, %1#1 : tensor<?x5xf32>, tensor<?x5xf32>, tensor<?x5xf32>, tensor<bf16>
}

func.func @test_split(%x: tensor<?x6xf32>, %y: tensor<4x19xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>, tensor<2x19xf32>) {
  %0:3 = mindir.split %x {axis = 1 : i64, output_num = 3 : i64} : (tensor<?x6xf32>) -> (tensor<?x2xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
  %1:2 = mindir.split %y {output_num = 2 : i64} : (tensor<4x19xf32>) -> (tensor<2x19xf32>, tensor<2x19xf32>)
  %2 = mindir.mul %0#0, %0#2 : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
  %3 = mindir.add %1#0, %1#1 : (tensor<2x19xf32>, tensor<2x19xf32>) -> tensor<2x19xf32>
  return %2, %0#1, %3 : tensor<?x2xf32>, tensor<?x2xf32>, tensor<2x19xf32>
}

func.func @test_split_v(%x: tensor<?x6xi64>) -> (tensor<?x1xi64>, tensor<?x5xi64>, tensor<?x0xi64>) {
  %0:3 = mindir.split_v %x {size_splits = [1, -1, 0], split_dim = 1 : i64} : (tensor<?x6xi64>) -> (tensor<?x1xi64>, tensor<?x5xi64>, tensor<?x0xi64>)
  return %0#0, %0#1, %0#2 : tensor<?x1xi64>, tensor<?x5xi64>, tensor<?x0xi64>
}

func.func @test_strided_slice(%x: tensor<4x5x16xf32>) -> (tensor<2x3x16xf32>, tensor<4x2x8xf32>, tensor<5x1x11xf32>) {
  %0 = mindir.strided_slice %x {begin = [1, 0], end = [3, 5], strides = [1, 2]} : tensor<4x5x16xf32> -> tensor<2x3x16xf32>
  %1 = mindir.strided_slice %x {begin = [0, -1, -1], end = [0, 0, 0], strides = [1, -2, -2], ellipsis_mask = 1 : i64, end_mask = 4 : i64} : tensor<4x5x16xf32> -> tensor<4x2x8xf32>
  %2 = mindir.strided_slice %x {begin = [-1, 0, 0, 5], end = [0, 0, 0, 16], strides = [1, 1, 1, 1], shrink_axis_mask = 1 : i64, end_mask = 2 : i64, new_axis_mask = 4 : i64} : tensor<4x5x16xf32> -> tensor<5x1x11xf32>
  return %0, %1, %2 : tensor<2x3x16xf32>, tensor<4x2x8xf32>, tensor<5x1x11xf32>
}

func.func @test_strided_slice_batch(%x: tensor<?x5x40xf32>) -> (tensor<?x40xf32>, tensor<?x2x20xf32>) {
  %0 = mindir.strided_slice %x {begin = [0, 0], end = [2147483647, 1], strides = [1, 1], shrink_axis_mask = 2 : i64} : tensor<?x5x40xf32> -> tensor<?x40xf32>
  %1 = mindir.tanh %0 : tensor<?x40xf32>
  %2 = mindir.exp %x : tensor<?x5x40xf32>
  %3 = mindir.strided_slice %2 {begin = [5, 3, 0], end = [0, -6, 40], strides = [1, -3, 2], begin_mask = 1 : i64, end_mask = 1 : i64} : tensor<?x5x40xf32> -> tensor<?x2x20xf32>
  return %1, %3 : tensor<?x40xf32>, tensor<?x2x20xf32>
}

func.func @test_strided_slice_empty(%x: tensor<4x5xf32>, %dy: tensor<4x0xf32>) -> (tensor<4x0xf32>, tensor<4x5xf32>) {
  %0 = mindir.strided_slice %x {begin = [0, 4], end = [4, 4], strides = [1, 1]} : tensor<4x5xf32> -> tensor<4x0xf32>
  %1 = mindir.strided_slice_grad %dy {shape = [4, 5], begin = [0, 4], end = [4, 4], strides = [1, 1]} : tensor<4x0xf32> -> tensor<4x5xf32>
  return %0, %1 : tensor<4x0xf32>, tensor<4x5xf32>
}

func.func @test_strided_slice_grad(%a: tensor<4x2x8xf32>, %b: tensor<?x40xf32>) -> (tensor<4x5x16xf32>, tensor<?x5x40xf32>) {
  %0 = mindir.strided_slice_grad %a {shape = [4, 5, 16], begin = [0, -1, -1], end = [0, 0, 0], strides = [1, -2, -2], ellipsis_mask = 1 : i64, end_mask = 4 : i64} : tensor<4x2x8xf32> -> tensor<4x5x16xf32>
  %1 = mindir.neg %b : tensor<?x40xf32>
  %2 = mindir.strided_slice_grad %1 {shape = [-1, 5, 40], begin = [0, 3], end = [2147483647, 4], strides = [1, 1], shrink_axis_mask = 2 : i64} : tensor<?x40xf32> -> tensor<?x5x40xf32>
  return %0, %2 : tensor<4x5x16xf32>, tensor<?x5x40xf32>
}

func.func @test_strided_slice_grad_scalar(%dy: tensor<i32>) -> tensor<4xi32> {
  %0 = mindir.strided_slice_grad %dy {shape = [4], begin = [-1], end = [0], strides = [1], shrink_axis_mask = 1 : i64} : tensor<i32> -> tensor<4xi32>
  return %0 : tensor<4xi32>
}

func.func @test_reverse(%x: tensor<?x3x21xf32>, %y: tensor<5x2xi1>) -> (tensor<?x3x21xf32>, tensor<5x2xi1>) {
  %0 = mindir.reverse_v2 %x {axis = [-1, 1]} : tensor<?x3x21xf32> -> tensor<?x3x21xf32>
  %1 = mindir.reverse_v2 %y {axis = [0]} : tensor<5x2xi1> -> tensor<5x2xi1>
  return %0, %1 : tensor<?x3x21xf32>, tensor<5x2xi1>
}

func.func @test_mirror_pad(%x: tensor<?x5x6xf32>) -> (tensor<?x9x8xf32>, tensor<?x5x16xf32>) {
  %0 = mindir.mirror_pad %x {low = [0, 1, 2], high = [0, 3, 0]} : tensor<?x5x6xf32> -> tensor<?x9x8xf32>
  %1 = mindir.mirror_pad %x {low = [0, 0, 4], high = [0, 0, 6], mode = "symmetric"} : tensor<?x5x6xf32> -> tensor<?x5x16xf32>
  return %0, %1 : tensor<?x9x8xf32>, tensor<?x5x16xf32>
}

func.func @test_mirror_pad_grad(%a: tensor<?x9x8xf32>, %b: tensor<7x16xf32>) -> (tensor<?x5x6xf32>, tensor<7x6xf32>) {
  %0 = mindir.mirror_pad_grad %a {low = [0, 1, 2], high = [0, 3, 0]} : tensor<?x9x8xf32> -> tensor<?x5x6xf32>
  %1 = mindir.mirror_pad_grad %b {low = [0, 4], high = [0, 6], mode = "symmetric"} : tensor<7x16xf32> -> tensor<7x6xf32>
  return %0, %1 : tensor<?x5x6xf32>, tensor<7x6xf32>
}

// A part that starts where the whole starts.
func.func @test_slice_front(%x: tensor<5x6xf32>, %y: tensor<?x6xf32>) -> (tensor<2x6xf32>, tensor<?x3xf32>, tensor<5x0xf32>) {
  %0 = mindir.slice %x {begin = [0, 0], size = [2, 6]} : tensor<5x6xf32> -> tensor<2x6xf32>
  %1 = mindir.slice %y {begin = [0, 0], size = [-1, 3]} : tensor<?x6xf32> -> tensor<?x3xf32>
  %2 = mindir.slice %x {begin = [0, 0], size = [-1, 0]} : tensor<5x6xf32> -> tensor<5x0xf32>
  return %0, %1, %2 : tensor<2x6xf32>, tensor<?x3xf32>, tensor<5x0xf32>
}
