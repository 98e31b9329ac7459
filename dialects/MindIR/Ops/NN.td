//===- NN.td - Convolution, pooling, softmax, dropout -------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops of network layers and their gradient primitives. Tensors of images are
// N x C x H x W. Shapes are inferred in NN.cpp, folds stand in NNFolds.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_NN_TD
#define MINDIR_OPS_NN_TD

include "dialects/MindIR/MindIRDialect.td"

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

// What the three convolution ops share: how the window moves.
defvar ConvAttributes = (ins
    MindIR_Ints<"{1, 1}">:$stride, MindIR_Ints<"{1, 1}">:$dilation,
    MindIR_Ints<"{0, 0, 0, 0}">:$pad, MindIR_PadMode<"pad">:$pad_mode,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "1">:$group);

def MindIR_Conv2DOp : MindIR_InferredOp<"conv2d"> {
  let summary = "2-D convolution";
  let description = [{
    The cross-correlation of `x` [N, C, H, W] with `weight` [O, C/group, KH, KW].
    `stride` and `dilation` are [height, width]. `pad_mode` "pad" adds `pad` =
    [top, bottom, left, right] zeros; "valid" adds none; "same" adds what makes
    the output ceil(H / stride) high (one more below and to the right where the
    number is odd). Output channel o reads the channels of group
    o / (O / group).

    Constraints:
    - (C1) `x` and `weight` have rank 4.
    - (C2) `stride`, `dilation`, `pad` and `group` are positive (`pad`: not
      negative); they have 2, 2 and 4 entries.
    - (C3) `pad` is zero where `pad_mode` is not "pad".
    - (C4) `weight` has C/group input channels.
    - (C5) `group` divides C and O.
    - (C6) The window fits into the padded image.
    - (C7) `x`, `weight` and the result have one element type.
    - (C8) The result is [N, O, OH, OW], where
      OH = (H + top + bottom - dilation*(KH-1) - 1) / stride + 1.

    Example:
    ```mlir
    %y = mindir.conv2d %x, %w {stride = [1, 1], dilation = [1, 1], pad = [0, 0, 0, 0], group = 1 : i64} : (tensor<2x3x8x8xf32>, tensor<4x3x3x3xf32>) -> tensor<2x4x6x6xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$weight),
                       ConvAttributes);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat =
      "$x `,` $weight attr-dict `:` functional-type(operands, results)";
}

def MindIR_Conv2DBackpropInputOp : MindIR_InferredOp<"conv2d_backprop_input"> {
  let summary = "gradient of a convolution for its input";
  let description = [{
    The gradient for `x` of `conv2d` with these attributes, given the gradient
    `dy` of its result. `input_size` is [H, W] of `x`.

    Constraints:
    - (C1) `dy` and `weight` have rank 4; `input_size` has 2 positive entries.
    - (C2) The attributes satisfy (C2), (C3), (C5) and (C6) of `conv2d`.
    - (C3) `dy` has the shape of the result of that convolution.
    - (C4) `dy`, `weight` and the result have one element type.
    - (C5) The result is [N, C, H, W].

    Example:
    ```mlir
    %dx = mindir.conv2d_backprop_input %dy, %w {input_size = [8, 8]} : (tensor<2x4x6x6xf32>, tensor<4x3x3x3xf32>) -> tensor<2x3x8x8xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$weight,
                            I64ArrayAttr:$input_size), ConvAttributes);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat =
      "$dy `,` $weight attr-dict `:` functional-type(operands, results)";
}

def MindIR_Conv2DBackpropFilterOp
    : MindIR_InferredOp<"conv2d_backprop_filter"> {
  let summary = "gradient of a convolution for its weight";
  let description = [{
    The gradient for `weight` of `conv2d` with these attributes, given the
    gradient `dy` of its result. `kernel_size` is [KH, KW].

    Constraints:
    - (C1) `dy` and `x` have rank 4; `kernel_size` has 2 positive entries.
    - (C2) The attributes satisfy (C2), (C3), (C5) and (C6) of `conv2d`.
    - (C3) `dy` has the shape of the result of that convolution.
    - (C4) `dy`, `x` and the result have one element type.
    - (C5) The result is [O, C/group, KH, KW].

    Example:
    ```mlir
    %dw = mindir.conv2d_backprop_filter %dy, %x {kernel_size = [3, 3]} : (tensor<2x4x6x6xf32>, tensor<2x3x8x8xf32>) -> tensor<4x3x3x3xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                            I64ArrayAttr:$kernel_size), ConvAttributes);
  let results = (outs MindIR_FloatTensor:$dw);
  let assemblyFormat =
      "$dy `,` $x attr-dict `:` functional-type(operands, results)";
}

def MindIR_BiasAddOp : MindIR_InferredOp<"bias_add", [MindIR_Elementwise]> {
  let summary = "a number per channel added";
  let description = [{
    `x[n, c, ...] + bias[c]`.

    Constraints:
    - (C1) `x` has rank 2 or more, `bias` rank 1.
    - (C2) `bias` has one element per channel (dimension 1) of `x`.
    - (C3) The result has the type of `x`; all have one element type.

    Example:
    ```mlir
    %y = mindir.bias_add %x, %b : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x, MindIR_NumericTensor:$bias);
  let results = (outs MindIR_NumericTensor:$y);
  let assemblyFormat =
      "$x `,` $bias attr-dict `:` functional-type(operands, results)";
}

def MindIR_BiasAddGradOp : MindIR_InferredOp<"bias_add_grad"> {
  let summary = "gradient of bias_add for its bias";
  let description = [{
    The sum of `dy` over all dimensions but the channels (dimension 1).

    Constraints:
    - (C1) `dy` has rank 2 or more.
    - (C2) The result has one element per channel and the element type of `dy`.

    Example:
    ```mlir
    %db = mindir.bias_add_grad %dy : tensor<2x3x4x4xf32> -> tensor<3xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$dy);
  let results = (outs MindIR_NumericTensor:$db);
  let assemblyFormat = "$dy attr-dict `:` type($dy) `->` type($db)";
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

defvar PoolAttributes = (ins
    I64ArrayAttr:$kernel_size, MindIR_Ints<"{1, 1}">:$strides,
    MindIR_Ints<"{0, 0, 0, 0}">:$pad, MindIR_PadMode<"valid">:$pad_mode);

class MindIR_PoolOp<string mnemonic, Type tensor, string sum, string what>
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat("\n    ", what, [{ `kernel_size` and `strides` are
    [height, width]; `pad_mode` is "valid", "same" or "pad" (with `pad` = [top,
    bottom, left, right]) as for `conv2d`. What lies outside the image does not
    count.

    Constraints:
    - (C1) `x` has rank 4.
    - (C2) `kernel_size` and `strides` have 2 positive entries, `pad` 4 that are
      not negative.
    - (C3) `pad` is zero where `pad_mode` is not "pad", and smaller than the
      window.
    - (C4) The window fits into the padded image.
    - (C5) The result is [N, C, OH, OW], where
      OH = (H + top + bottom - KH) / stride + 1; its element type is that of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {kernel_size = [2, 2], strides = [2, 2]} : tensor<2x3x8x8xf32> -> tensor<2x3x4x4xf32>
    ```
  }]);
  let arguments = !con((ins tensor:$x), PoolAttributes);
  let results = (outs tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_MaxPoolOp : MindIR_PoolOp<"max_pool", MindIR_NumericTensor,
    "maximum over a moving window", "The largest element of each window.">;
def MindIR_AvgPoolOp : MindIR_PoolOp<"avg_pool", MindIR_FloatTensor,
    "mean over a moving window",
    "The mean of the elements of each window that lie inside the image.">;

def MindIR_MaxPoolGradOp : MindIR_InferredOp<"max_pool_grad"> {
  let summary = "gradient of max_pool";
  let description = [{
    Each element of `dy` goes to the first element of its window, in row-major
    order, that equals `y` = max_pool(x); where windows overlap, they add up.

    Constraints:
    - (C1) The attributes fit `x` as those of `max_pool`.
    - (C2) `y` and `dy` have the shape of max_pool(x), and all one element type.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %dx = mindir.max_pool_grad %x, %y, %dy {kernel_size = [2, 2], strides = [2, 2]} : (tensor<2x3x8x8xf32>, tensor<2x3x4x4xf32>, tensor<2x3x4x4xf32>) -> tensor<2x3x8x8xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$y,
                            MindIR_FloatTensor:$dy), PoolAttributes);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat =
      "$x `,` $y `,` $dy attr-dict `:` functional-type(operands, results)";
}

def MindIR_AvgPoolGradOp : MindIR_InferredOp<"avg_pool_grad"> {
  let summary = "gradient of avg_pool";
  let description = [{
    Each element of `dy` is shared equally among the elements of its window that
    lie inside the image. `input_size` is [H, W] of the pooled image.

    Constraints:
    - (C1) `dy` has rank 4; `input_size` has 2 positive entries; the other
      attributes satisfy (C2) to (C4) of `avg_pool`.
    - (C2) `dy` has the shape of the result of that pooling.
    - (C3) The result is [N, C, H, W] with the element type of `dy`.

    Example:
    ```mlir
    %dx = mindir.avg_pool_grad %dy {input_size = [8, 8], kernel_size = [2, 2], strides = [2, 2]} : tensor<2x3x4x4xf32> -> tensor<2x3x8x8xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$dy, I64ArrayAttr:$input_size),
                       PoolAttributes);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat = "$dy attr-dict `:` type($dy) `->` type($dx)";
}

//===----------------------------------------------------------------------===//
// Softmax, dropout
//===----------------------------------------------------------------------===//

class MindIR_SoftmaxLikeOp<string mnemonic, string sum, string formula>
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, the sum over `axis`. The maximum is
    subtracted first, so that no exponential overflows.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {axis = -1 : i64} : tensor<2x10xf32> -> tensor<2x10xf32>
    ```
  }]);
  let arguments = (ins MindIR_FloatTensor:$x,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "-1">:$axis);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_SoftmaxOp : MindIR_SoftmaxLikeOp<"softmax",
    "shares that add up to one", "`e^x / sum(e^x)`">;
def MindIR_LogSoftmaxOp : MindIR_SoftmaxLikeOp<"log_softmax",
    "logarithm of softmax", "`x - log(sum(e^x))`">;

class MindIR_DropoutLikeOp<string mnemonic, string sum, string text>
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat(text, [{

    Element i of the flattened tensor is kept where the first word of
    Philox-2x32-10 with counter (i mod 2^32, counter mod 2^32) and key
    seed + (counter / 2^32) * 0x9E3779B9 + (i / 2^32) * 0x85EBCA6B
    is less than keep_prob * 2^32.

    Constraints:
    - (C1) `keep_prob` is in (0, 1].
    - (C2) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x, %counter {keep_prob = 0.9, seed = 7 : i64} : tensor<2x10xf32>, tensor<i64>
    ```
  }]);
  let arguments = (ins MindIR_FloatTensor:$x, 0DTensorOf<[I64]>:$counter,
                       F64Attr:$keep_prob,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$seed);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x `,` $counter attr-dict `:` type($x) `,` type($counter)";
  let hasFolder = 1;
}

def MindIR_DropoutOp : MindIR_DropoutLikeOp<"dropout",
    "random zeros, while training", [{
    Elements of `x` kept with probability `keep_prob` and divided by it, the
    others 0. Which are kept is a function of the place, `seed` and `counter`
    (a number that grows by one with each training step), so that nothing needs to
    be stored for the gradient and a resumed run goes on with the same masks. In
    inference the op is the identity.}]>;
def MindIR_DropoutGradOp : MindIR_DropoutLikeOp<"dropout_grad",
    "gradient of dropout", [{
    The same choice as `dropout` with the same attributes and counter, applied to
    the gradient `x` of its result.}]>;

#endif // MINDIR_OPS_NN_TD
