//===- Image.td - Resizing and adaptive pooling ------------*- tablegen -*-===//
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
