//===- Image.td - Resizing, sampling, adaptive pooling -----*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops on images N x C x H x W whose result has a size that is asked for.
// Shapes are inferred in Image.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_IMAGE_TD
#define MINDIR_OPS_IMAGE_TD

include "dialects/MindIR/MindIRDialect.td"

//===----------------------------------------------------------------------===//
// Resizing
//===----------------------------------------------------------------------===//

defvar ResizeAttributes = (ins MindIR_Bool<"false">:$align_corners,
                               MindIR_Bool<"false">:$half_pixel_centers);

class MindIR_ResizeOp<string mnemonic, Type tensor, string sum, string what>
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat("\n    ", what, [{ `size` is [height, width] of the
    result. Place k along an extent that goes from `in` to `out` elements stands at
    k * in / out of the source, with `half_pixel_centers` at
    (k + 1/2) * in / out - 1/2, and with `align_corners` (where out > 1) at
    k * (in - 1) / (out - 1).

    Constraints:
    - (C1) `x` has rank 4 and a static height and width.
    - (C2) `size` has 2 positive entries; no extent is larger than 4096.
    - (C3) Not both `align_corners` and `half_pixel_centers` are set.
    - (C4) The result is [N, C] and `size`, with the element type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {size = [8, 8], half_pixel_centers = true} : tensor<?x3x4x4xf32> -> tensor<?x3x8x8xf32>
    ```
  }]);
  let arguments = !con((ins tensor:$x, I64ArrayAttr:$size), ResizeAttributes);
  let results = (outs tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

class MindIR_ResizeGradOp<string mnemonic, string forward>
    : MindIR_InferredOp<mnemonic> {
  let summary = "gradient of " # forward;
  let description = !strconcat([{
    The gradient of `}], forward, [{` with these attributes for its image, whose
    [height, width] is `input_size`, given the gradient `dy` of its result.

    Constraints:
    - (C1) `dy` has rank 4 and a static height and width.
    - (C2) `input_size` has 2 positive entries; no extent is larger than 4096.
    - (C3) Not both `align_corners` and `half_pixel_centers` are set.
    - (C4) The result is [N, C] and `input_size`, with the element type of `dy`.

    Example:
    ```mlir
    %dx = mindir.}], mnemonic, [{ %dy {input_size = [4, 4], half_pixel_centers = true} : tensor<?x3x8x8xf32> -> tensor<?x3x4x4xf32>
    ```
  }]);
  let arguments = !con((ins MindIR_FloatTensor:$dy, I64ArrayAttr:$input_size),
                       ResizeAttributes);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat = "$dy attr-dict `:` type($dy) `->` type($dx)";
}

def MindIR_ResizeNearestNeighborOp
    : MindIR_ResizeOp<"resize_nearest_neighbor", MindIR_NumericTensor,
    "an image in another size, by repeating pixels", [{Each pixel of the result
    is one of `x`: the one before its place in the source (with `align_corners`
    the nearest one, with `half_pixel_centers` the one whose square holds it).}]>;
def MindIR_ResizeNearestNeighborGradOp
    : MindIR_ResizeGradOp<"resize_nearest_neighbor_grad",
                          "resize_nearest_neighbor">;

def MindIR_ResizeBilinearOp
    : MindIR_ResizeOp<"resize_bilinear", MindIR_FloatTensor,
    "an image in another size, by bilinear interpolation", [{Each pixel of the
    result is interpolated between the four pixels of `x` around its place in the
    source. It is compiled as a product with matrices, in which an infinity or NaN
    spreads along its row and column.}]>;
def MindIR_ResizeBilinearGradOp
    : MindIR_ResizeGradOp<"resize_bilinear_grad", "resize_bilinear">;

def MindIR_ResizeBicubicOp
    : MindIR_ResizeOp<"resize_bicubic", MindIR_FloatTensor,
    "an image in another size, by bicubic interpolation", [{Each pixel of the
    result is interpolated between the 4 x 4 pixels of `x` around its place in the
    source, with the cubic of a = -0.5 with `half_pixel_centers`, where pixels
    outside have no weight and the others' is scaled to 1, and of a = -0.75
    without, where the border is repeated. Like in MindSpore, weights are those of
    places in steps of 1/1024. It is compiled as a product with matrices, in which
    an infinity or NaN spreads along its row and column.}]>;
def MindIR_ResizeBicubicGradOp
    : MindIR_ResizeGradOp<"resize_bicubic_grad", "resize_bicubic">;

//===----------------------------------------------------------------------===//
// Blocks of pixels as channels
//===----------------------------------------------------------------------===//

def MindIR_DepthToSpaceOp : MindIR_InferredOp<"depth_to_space"> {
  let summary = "channels as blocks of pixels";
  let description = [{
    An image with `block_size` times the height and width: channel
    (i * `block_size` + j) * C + c of `x`, where C is the number of channels of
    the result, holds the pixels in row i and column j of all blocks of channel c.

    Constraints:
    - (C1) `x` has rank 4 and a static number of channels, height and width.
    - (C2) `block_size` is in [1, 4096], and its square divides the channels.
    - (C3) The result has the larger height and width, the channels that are left,
      and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.depth_to_space %x {block_size = 2 : i64} : tensor<?x8x3x4xf32> -> tensor<?x2x6x8xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_I64Attr:$block_size);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_SpaceToDepthOp : MindIR_InferredOp<"space_to_depth"> {
  let summary = "blocks of pixels as channels";
  let description = [{
    The reverse of `depth_to_space`: the pixels in row i and column j of all blocks
    of channel c of `x`, which has C channels, become channel
    (i * `block_size` + j) * C + c.

    Constraints:
    - (C1) `x` has rank 4 and a static number of channels, height and width.
    - (C2) `block_size` is in [1, 4096] and divides the height and width.
    - (C3) The result has the smaller height and width, the more channels, and the
      element type of `x`.

    Example:
    ```mlir
    %y = mindir.space_to_depth %x {block_size = 2 : i64} : tensor<?x2x6x8xf32> -> tensor<?x8x3x4xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_I64Attr:$block_size);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

//===----------------------------------------------------------------------===//
// Sampling
//===----------------------------------------------------------------------===//

def MindIR_SamplingModeAttr
    : ConfinedAttr<StrAttr, [AttrConstraint<
          CPred<"::llvm::is_contained({\"bilinear\", \"nearest\"}, "
                "::llvm::cast<::mlir::StringAttr>($_self).getValue())">,
          "one of \"bilinear\", \"nearest\"">]>;
def MindIR_SamplingPaddingAttr
    : ConfinedAttr<StrAttr, [AttrConstraint<
          CPred<"::llvm::is_contained({\"zeros\", \"border\", \"reflection\"}, "
                "::llvm::cast<::mlir::StringAttr>($_self).getValue())">,
          "one of \"zeros\", \"border\", \"reflection\"">]>;

defvar SamplerAttributes = (ins
    DefaultValuedOptionalAttr<MindIR_SamplingModeAttr,
                              "\"bilinear\"">:$interpolation_mode,
    DefaultValuedOptionalAttr<MindIR_SamplingPaddingAttr,
                              "\"zeros\"">:$padding_mode,
    MindIR_Bool<"false">:$align_corners);

def MindIR_GridSampler2DOp : MindIR_InferredOp<"grid_sampler2d"> {
  let summary = "an image at places that a grid names";
  let description = [{
    Each pixel of the result is taken from `x` at the place (column, row) that
    `grid` has for it: -1 and 1 are the middles of the outermost pixels with
    `align_corners`, and the borders of the image without. With the mode "bilinear"
    it is interpolated between the four pixels around the place, with "nearest" it
    is the nearest one (of two the even one). Places outside take zeros
    (`padding_mode` "zeros"), the pixel at the border ("border"), or the place
    mirrored at the borders as often as needed ("reflection"). A place that is NaN
    takes zeros.

    Constraints:
    - (C1) `x` has rank 4 and a static number of channels, height and width, these
      two of at most 4096.
    - (C2) `grid` is [N, height, width, 2] with the batch N and the element type of
      `x`; its height and width are static.
    - (C3) The result is [N, C] and the height and width of `grid`, with the element
      type of `x`.

    Example:
    ```mlir
    %y = mindir.grid_sampler2d %x, %grid {padding_mode = "border"} : (tensor<?x3x8x7xf32>, tensor<?x4x5x2xf32>) -> tensor<?x3x4x5xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$grid),
                       SamplerAttributes);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat =
      "$x `,` $grid attr-dict `:` functional-type(operands, results)";
}

def MindIR_GridSampler2DGradOp : MindIR_InferredOp<"grid_sampler2d_grad"> {
  let summary = "gradients of grid_sampler2d";
  let description = [{
    The gradients of `grid_sampler2d` with these attributes for `x` and `grid`, given
    the gradient `dy` of its result. Where a place is moved to the border, and with
    the mode "nearest", the grid has no gradient.

    Constraints:
    - (C1) `x` has rank 4 and a static number of channels, height and width, these
      two of at most 4096.
    - (C2) `grid` is [N, height, width, 2] with the batch N and the element type of
      `x`; its height and width are static.
    - (C3) `dy` has the type of the result of `grid_sampler2d`.
    - (C4) `dx` has the type of `x`, and `dgrid` that of `grid`.

    Example:
    ```mlir
    %dx, %dgrid = mindir.grid_sampler2d_grad %dy, %x, %grid : (tensor<?x3x4x5xf32>, tensor<?x3x8x7xf32>, tensor<?x4x5x2xf32>) -> (tensor<?x3x8x7xf32>, tensor<?x4x5x2xf32>)
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                            MindIR_FloatTensor:$grid),
                       SamplerAttributes);
  let results = (outs MindIR_FloatTensor:$dx, MindIR_FloatTensor:$dgrid);
  let assemblyFormat =
      "$dy `,` $x `,` $grid attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Adaptive pooling
//===----------------------------------------------------------------------===//

class MindIR_AdaptivePoolOp<string mnemonic, Type tensor, string sum,
                            string what> : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat("\n    ", what, [{ Along an extent of `in` elements,
    window k of `out` goes from floor(k * in / out) to ceil((k + 1) * in / out),
    without its end. `output_size` is [height, width] of the result.

    Constraints:
    - (C1) `x` has rank 4 and a static height and width.
    - (C2) `output_size` has 2 positive entries; no extent is larger than 4096.
    - (C3) The result is [N, C] and `output_size`, with the element type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {output_size = [3, 3]} : tensor<?x3x8x7xf32> -> tensor<?x3x3x3xf32>
    ```
  }]);
  let arguments = (ins tensor:$x, I64ArrayAttr:$output_size);
  let results = (outs tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_AdaptiveAvgPool2DOp
    : MindIR_AdaptivePoolOp<"adaptive_avg_pool2d", MindIR_FloatTensor,
    "means of windows that cut an image evenly", [{The mean of each window. Where
    the windows differ, it is compiled as a product with matrices, in which an
    infinity or NaN spreads along its row and column.}]>;
def MindIR_AdaptiveMaxPool2DOp
    : MindIR_AdaptivePoolOp<"adaptive_max_pool2d", MindIR_NumericTensor,
    "maxima of windows that cut an image evenly",
    "The largest element of each window.">;

def MindIR_AdaptiveAvgPool2DGradOp
    : MindIR_InferredOp<"adaptive_avg_pool2d_grad"> {
  let summary = "gradient of adaptive_avg_pool2d";
  let description = [{
    Each element of `dy` is shared equally among the elements of its window.
    `input_size` is [height, width] of the pooled image.

    Constraints:
    - (C1) `dy` has rank 4 and a static height and width.
    - (C2) `input_size` has 2 positive entries; no extent is larger than 4096.
    - (C3) The result is [N, C] and `input_size`, with the element type of `dy`.

    Example:
    ```mlir
    %dx = mindir.adaptive_avg_pool2d_grad %dy {input_size = [8, 7]} : tensor<?x3x3x3xf32> -> tensor<?x3x8x7xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$dy, I64ArrayAttr:$input_size);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat = "$dy attr-dict `:` type($dy) `->` type($dx)";
}

def MindIR_AdaptiveMaxPool2DGradOp
    : MindIR_InferredOp<"adaptive_max_pool2d_grad"> {
  let summary = "gradient of adaptive_max_pool2d";
  let description = [{
    Each element of `dy` goes to the first element of its window, in row-major
    order, that equals `y` = adaptive_max_pool2d(x); where windows overlap, they
    add up.

    Constraints:
    - (C1) `x` and `y` have rank 4 and a static height and width, of at most 4096.
    - (C2) `y` and `dy` have one type; their batch, channels and element type are
      those of `x`.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %dx = mindir.adaptive_max_pool2d_grad %x, %y, %dy : (tensor<2x3x8x7xf32>, tensor<2x3x3x3xf32>, tensor<2x3x3x3xf32>) -> tensor<2x3x8x7xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$y,
                       MindIR_FloatTensor:$dy);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat =
      "$x `,` $y `,` $dy attr-dict `:` functional-type(operands, results)";
}

#endif // MINDIR_OPS_IMAGE_TD
