//===- Winograd.td - Convolutions by Winograd's algorithm --*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The three steps in which mindir-winograd-convolutions computes a convolution
// with windows of 3 x 3. Each is a kernel; the last one may be followed by
// elementwise ops in its kernel. Checked in Winograd.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_WINOGRAD_TD
#define MINDIR_OPS_WINOGRAD_TD

include "dialects/MindIR/IndexedKernel.td"
include "dialects/MindIR/MindIRDialect.td"

def MindIR_WinogradFilterTransformOp
    : MindIR_Op<"winograd_filter_transform", [Pure, MindIR_IndexedKernel]> {
  let summary = "weights of a convolution, ready for Winograd's algorithm";
  let description = [{
    G w G^T for each pair of an input and an output channel, where w are the 3 x 3
    weights and G is the matrix of F(`tile` x `tile`, 3 x 3). `block` output channels
    stand side by side. With `transposed`, the weights are those of the gradient with
    respect to the input: channels change roles, and taps stand the other way round.

    Constraints:
    - (C1) `tile` is 2 or 4; `block` is positive.
    - (C2) `w` is [O/b, b, I/b, b, 3, 3], all of it static.
    - (C3) The result is [K / block, (tile + 2)^2, C, block] for C channels in and K
      channels out, K a multiple of `block`.

    Example:
    ```mlir
    %u = mindir.winograd_filter_transform %w {tile = 4, block = 16} : tensor<2x16x4x16x3x3xf32> -> tensor<2x36x64x16xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$w, MindIR_I64Attr:$tile,
      MindIR_I64Attr:$block, MindIR_Bool<"false">:$transposed);
  let results = (outs RankedTensorOf<[F32]>:$u);
  let assemblyFormat = "$w attr-dict `:` type($w) `->` type($u)";
  let hasVerifier = 1;
}

def MindIR_WinogradInputTransformOp
    : MindIR_Op<"winograd_input_transform", [Pure, MindIR_IndexedKernel]> {
  let summary = "tiles of an image, ready for Winograd's algorithm";
  let description = [{
    B^T d B for each channel of each piece d of (tile + 2) x (tile + 2) pixels; pieces
    stand `tile` pixels apart. `padding` zeros stand around the image. Pixels beyond
    the right and the lower edge, which meet no pixel of the convolution's result,
    count as whatever is convenient.

    Constraints:
    - (C1) `tile` is 2 or 4; `padding` is not negative.
    - (C2) `x` is [N, C/b, H, W, b]; only N may be dynamic.
    - (C3) The result is [N, T, R]: T pieces cover the result of the convolution, and a
      record of R elements holds (tile + 2)^2 x C numbers and perhaps more, so that
      records do not meet in one set of a cache.

    Example:
    ```mlir
    %v = mindir.winograd_input_transform %x {tile = 4, padding = 1} : tensor<?x4x56x56x16xf32> -> tensor<?x196x2320xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$x, MindIR_I64Attr:$tile,
      MindIR_I64Attr:$padding);
  let results = (outs RankedTensorOf<[F32]>:$v);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($v)";
  let hasVerifier = 1;
}

def MindIR_WinogradConv2DOp
    : MindIR_Op<"winograd_conv_2d", [Pure, MindIR_IndexedKernel]> {
  let summary = "convolution of transformed tiles and weights";
  let description = [{
    A^T (sum over channels of u * v) A for each piece of the image and each output
    channel: `tile` x `tile` pixels of the result, of which those outside of it are
    left out. Elementwise ops on the result may stand behind it in its kernel.

    Constraints:
    - (C1) `tile` is 2 or 4.
    - (C2) `v` and `u` are results of the two transforms with that `tile`, for the same
      number C of channels.
    - (C3) The result is [N, K/b, H, W, b], and `v` has the pieces that cover H x W.

    Example:
    ```mlir
    %y = mindir.winograd_conv_2d %v, %u {tile = 4} : (tensor<?x196x2320xf32>, tensor<2x36x64x16xf32>) -> tensor<?x2x56x56x16xf32>
    ```
  }];
  let arguments = (ins RankedTensorOf<[F32]>:$v, RankedTensorOf<[F32]>:$u,
      MindIR_I64Attr:$tile);
  let results = (outs RankedTensorOf<[F32]>:$y);
  let assemblyFormat =
      "$v `,` $u attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

#endif // MINDIR_OPS_WINOGRAD_TD
