//===- invalid-strided.mlir - Slices that are refused ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -verify-diagnostics -split-input-file -o /dev/null

// mindir.strided_slice (C1)
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: begin [0], end [4] and strides [0] need one length, at most 32, and no stride of 0 (C1)}}
  %0 = mindir.strided_slice %x {begin = [0], end = [4], strides = [0]} : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice (C1): the lengths
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: begin [0], end [4] and strides [1, 1] need one length, at most 32, and no stride of 0 (C1)}}
  %0 = mindir.strided_slice %x {begin = [0], end = [4], strides = [1, 1]} : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice (C2)
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: a mask has a bit beyond the 1 entries, or ellipsis_mask more than one (C2)}}
  %0 = mindir.strided_slice %x {begin = [0], end = [4], strides = [1], end_mask = 2 : i64} : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice (C2): two ellipses
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: a mask has a bit beyond the 2 entries, or ellipsis_mask more than one (C2)}}
  %0 = mindir.strided_slice %x {begin = [0, 0], end = [4, 0], strides = [1, 1], ellipsis_mask = 3 : i64} : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice (C3)
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: 2 entries take a dimension, but there are 1 (C3)}}
  %0 = mindir.strided_slice %x {begin = [0, 0], end = [4, 1], strides = [1, 1]} : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice (C4)
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: entry 0 takes element 4 of extent 4 with stride 1 (C4)}}
  %0 = mindir.strided_slice %x {begin = [4], end = [5], strides = [1], shrink_axis_mask = 1 : i64} : tensor<4xf32> -> tensor<f32>
  return
}

// -----

// mindir.strided_slice (C4): backward
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: entry 0 takes element 1 of extent 4 with stride -1 (C4)}}
  %0 = mindir.strided_slice %x {begin = [1], end = [0], strides = [-1], shrink_axis_mask = 1 : i64} : tensor<4xf32> -> tensor<f32>
  return
}

// -----

// mindir.strided_slice (C5)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: dimension 0 is dynamic and must be taken whole (C5)}}
  %0 = mindir.strided_slice %x {begin = [0], end = [2], strides = [1]} : tensor<?x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.strided_slice (C5): a new dimension in front
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: dimension 1 of the result would be dynamic; only the first may be (C5)}}
  %0 = mindir.strided_slice %x {begin = [0], end = [0], strides = [1], new_axis_mask = 1 : i64} : tensor<?x3xf32> -> tensor<1x?x3xf32>
  return
}

// -----

// mindir.strided_slice (C6)
func.func @f(%x: tensor<4xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice: result has type 'tensor<4xf32>', but the operands give 'tensor<2xf32>'}}
  %0 = mindir.strided_slice %x {begin = [0], end = [4], strides = [2]} : tensor<4xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice_grad (C1)
func.func @f(%dy: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice_grad: shape [2, -1] has a negative entry (C1)}}
  %0 = mindir.strided_slice_grad %dy {shape = [2, -1], begin = [0], end = [2], strides = [1]} : tensor<2xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.strided_slice_grad (C2)
func.func @f(%dy: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice_grad: of an operand [4], begin [0], end [2] and strides [0] need one length, at most 32, and no stride of 0 (C1) (C2)}}
  %0 = mindir.strided_slice_grad %dy {shape = [4], begin = [0], end = [2], strides = [0]} : tensor<2xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice_grad (C3)
func.func @f(%dy: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice_grad: dy has shape [2], but the slice has [3] (C3)}}
  %0 = mindir.strided_slice_grad %dy {shape = [4], begin = [0], end = [3], strides = [1]} : tensor<2xf32> -> tensor<4xf32>
  return
}

// -----

// mindir.strided_slice_grad (C4)
func.func @f(%dy: tensor<2xf32>) {
  // expected-error @below {{[MS1001] mindir.strided_slice_grad: result has type 'tensor<5xf32>', but the operands give 'tensor<4xf32>'}}
  %0 = mindir.strided_slice_grad %dy {shape = [4], begin = [0], end = [2], strides = [1]} : tensor<2xf32> -> tensor<5xf32>
  return
}

// -----

// mindir.reverse_v2 (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reverse_v2: axis -3 is outside rank 2 or stands twice (C1)}}
  %0 = mindir.reverse_v2 %x {axis = [-3]} : tensor<2x3xf32> -> tensor<2x3xf32>
  return
}

// -----

// mindir.reverse_v2 (C2)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reverse_v2: the dynamic batch cannot be reversed (C2)}}
  %0 = mindir.reverse_v2 %x {axis = [0]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.reverse_v2 (C3)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.reverse_v2: result has type 'tensor<3x2xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.reverse_v2 %x {axis = [0]} : tensor<2x3xf32> -> tensor<3x2xf32>
  return
}

// -----

// mindir.mirror_pad (C1)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad: low [0, -1] and high [0, 0] need 2 entries each that are not negative (C1)}}
  %0 = mindir.mirror_pad %x {low = [0, -1], high = [0, 0]} : tensor<2x3xf32> -> tensor<2x2xf32>
  return
}

// -----

// mindir.mirror_pad (C2)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad: borders 3 and 0 do not fit to extent 3 (C2)}}
  %0 = mindir.mirror_pad %x {low = [0, 3], high = [0, 0]} : tensor<2x3xf32> -> tensor<2x6xf32>
  return
}

// -----

// mindir.mirror_pad (C2): symmetric
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad: borders 3 and 4 do not fit to extent 3 (C2)}}
  %0 = mindir.mirror_pad %x {low = [0, 3], high = [0, 4], mode = "symmetric"} : tensor<2x3xf32> -> tensor<2x10xf32>
  return
}

// -----

// mindir.mirror_pad (C3)
func.func @f(%x: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad: dimension 0 is dynamic and gets no border (C3)}}
  %0 = mindir.mirror_pad %x {low = [1, 0], high = [0, 0]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.mirror_pad (C4)
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad: result has type 'tensor<2x4xf32>', but the operands give 'tensor<2x5xf32>'}}
  %0 = mindir.mirror_pad %x {low = [0, 1], high = [0, 1]} : tensor<2x3xf32> -> tensor<2x4xf32>
  return
}

// -----

// mindir.mirror_pad_grad (C1)
func.func @f(%dy: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad_grad: low [0] and high [0, 1] need 2 entries each that are not negative (C1)}}
  %0 = mindir.mirror_pad_grad %dy {low = [0], high = [0, 1]} : tensor<2x3xf32> -> tensor<2x2xf32>
  return
}

// -----

// mindir.mirror_pad_grad (C2)
func.func @f(%dy: tensor<2x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad_grad: borders 1 and 1 do not fit to extent 3 (C2)}}
  %0 = mindir.mirror_pad_grad %dy {low = [0, 1], high = [0, 1]} : tensor<2x3xf32> -> tensor<2x1xf32>
  return
}

// -----

// mindir.mirror_pad_grad (C3)
func.func @f(%dy: tensor<?x3xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad_grad: dimension 0 is dynamic and gets no border (C3)}}
  %0 = mindir.mirror_pad_grad %dy {low = [1, 0], high = [0, 0]} : tensor<?x3xf32> -> tensor<?x3xf32>
  return
}

// -----

// mindir.mirror_pad_grad (C4)
func.func @f(%dy: tensor<2x5xf32>) {
  // expected-error @below {{[MS1001] mindir.mirror_pad_grad: result has type 'tensor<2x4xf32>', but the operands give 'tensor<2x3xf32>'}}
  %0 = mindir.mirror_pad_grad %dy {low = [0, 1], high = [0, 1]} : tensor<2x5xf32> -> tensor<2x4xf32>
  return
}
