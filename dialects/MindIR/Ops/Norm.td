//===- Norm.td - Normalizations and their gradients --------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Batch, layer, group and instance normalization; lengths of vectors and
// normalization by them; normalization by neighbouring channels.
// Shapes are inferred in Norm.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_NORM_TD
#define MINDIR_OPS_NORM_TD

include "dialects/MindIR/MindIRDialect.td"

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

defvar BatchNormEpsilon = DefaultValuedOptionalAttr<F64Attr, "1e-5">;

def MindIR_BatchNormOp : MindIR_InferredOp<"batch_norm"> {
  let summary = "normalization of each channel by given statistics";
  let description = [{
    `(x - mean) / sqrt(variance + epsilon) * scale + bias`, channel by channel
    (dimension 1): MindSpore's BatchNorm where it does not train. Elements of f16
    and bf16 are computed in f32.

    Constraints:
    - (C1) `x` has rank 2 to 5, the other operands rank 1.
    - (C2) The other operands have one element per channel of `x`.
    - (C3) They have one element type: that of `x`, or f32 where that is f16 or
      bf16.
    - (C4) `epsilon` is positive.
    - (C5) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.batch_norm %x, %gamma, %beta, %mean, %variance {epsilon = 1.0e-5} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3x8x8xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$scale,
                       MindIR_FloatTensor:$bias, MindIR_FloatTensor:$mean,
                       MindIR_FloatTensor:$variance,
                       BatchNormEpsilon:$epsilon);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = [{
    $x `,` $scale `,` $bias `,` $mean `,` $variance attr-dict `:`
    functional-type(operands, results)
  }];
}

def MindIR_BatchNormTrainOp : MindIR_InferredOp<"batch_norm_train"> {
  let summary = "normalization of each channel by its own statistics";
  let description = [{
    `batch_norm` with the mean and the variance (the sum of squares divided by
    the number of elements n) of each channel of `x` itself: MindSpore's BatchNorm
    where it trains. These are the results `batch_mean` and `batch_variance`.
    `mean` and `variance` are the moving statistics before this step; the results
    are those after it, which a training step assigns:
    `new_mean = (1 - momentum) * mean + momentum * batch_mean`, and so for
    `new_variance`, but with the variance that divides by n - 1. It is NaN where
    n is 1. In inference the op becomes `batch_norm` with the moving statistics.

    Constraints:
    - (C1) `x` has rank 2 to 5, the other operands rank 1.
    - (C2) The other operands have one element per channel of `x`.
    - (C3) They have one element type: that of `x`, or f32 where that is f16 or
      bf16.
    - (C4) `epsilon` is positive, `momentum` in [0, 1].
    - (C5) `y` has the type of `x`, the other results that of `mean`.

    Example:
    ```mlir
    %y, %m, %v, %bm, %bv = mindir.batch_norm_train %x, %gamma, %beta, %mean, %variance {epsilon = 1.0e-5, momentum = 0.1} : (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$scale,
                       MindIR_FloatTensor:$bias, MindIR_FloatTensor:$mean,
                       MindIR_FloatTensor:$variance, BatchNormEpsilon:$epsilon,
                       DefaultValuedOptionalAttr<F64Attr, "0.1">:$momentum);
  let results = (outs MindIR_FloatTensor:$y, MindIR_FloatTensor:$new_mean,
                      MindIR_FloatTensor:$new_variance,
                      MindIR_FloatTensor:$batch_mean,
                      MindIR_FloatTensor:$batch_variance);
  let assemblyFormat = [{
    $x `,` $scale `,` $bias `,` $mean `,` $variance attr-dict `:`
    functional-type(operands, results)
  }];
}

class MindIR_BatchNormGradLikeOp<string mnemonic, string forward, string text>
    : MindIR_InferredOp<mnemonic> {
  let summary = "gradient of " # forward;
  let description = !strconcat(text, [{

    Constraints:
    - (C1) `x` has rank 2 to 5; `dy` has its type; the other operands have rank 1.
    - (C2) The other operands have one element per channel of `x`.
    - (C3) They have one element type: that of `x`, or f32 where that is f16 or
      bf16.
    - (C4) `epsilon` is positive.
    - (C5) `dx` has the type of `x`, the other results that of `scale`.

    Example:
    ```mlir
    %dx, %dscale, %dbias = mindir.}], mnemonic, [{ %dy, %x, %gamma, %mean, %variance {epsilon = 1.0e-5} : (tensor<?x3x8x8xf32>, tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<?x3x8x8xf32>, tensor<3xf32>, tensor<3xf32>)
    ```
  }]);
  let arguments = (ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                       MindIR_FloatTensor:$scale, MindIR_FloatTensor:$mean,
                       MindIR_FloatTensor:$variance,
                       BatchNormEpsilon:$epsilon);
  let results = (outs MindIR_FloatTensor:$dx, MindIR_FloatTensor:$dscale,
                      MindIR_FloatTensor:$dbias);
  let assemblyFormat = [{
    $dy `,` $x `,` $scale `,` $mean `,` $variance attr-dict `:`
    functional-type(operands, results)
  }];
}

def MindIR_BatchNormGradOp : MindIR_BatchNormGradLikeOp<"batch_norm_grad",
    "batch_norm", [{
    The gradients of `batch_norm` for `x`, `scale` and `bias`, given the gradient
    `dy` of its result. The statistics do not depend on `x`.}]>;
def MindIR_BatchNormTrainGradOp
    : MindIR_BatchNormGradLikeOp<"batch_norm_train_grad", "batch_norm_train", [{
    The gradients of `batch_norm_train` for `x`, `scale` and `bias`, given the
    gradient `dy` of its result `y`. `mean` and `variance` are its results
    `batch_mean` and `batch_variance`: they depend on `x`, and the gradient for
    `x` counts that.}]>;

//===----------------------------------------------------------------------===//
// Layer normalization
//===----------------------------------------------------------------------===//

defvar LayerNormEpsilon = DefaultValuedOptionalAttr<F64Attr, "1e-7">;
defvar LayerNormAxes = (ins
    DefaultValuedOptionalAttr<MindIR_I64Attr, "1">:$begin_norm_axis,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "1">:$begin_params_axis);

def MindIR_LayerNormOp : MindIR_InferredOp<"layer_norm"> {
  let summary = "normalization of each element of the batch by itself";
  let description = [{
    `(x - mean) / sqrt(variance + epsilon) * gamma + beta`, with mean and variance
    (the sum of squares divided by the number of elements) over the dimensions
    from `begin_norm_axis` on. `gamma` and `beta` have the dimensions of `x` from
    `begin_params_axis` on. Elements of f16 and bf16 are computed in f32.

    Constraints:
    - (C1) `x` has rank 1 or more; `begin_norm_axis` and `begin_params_axis` are in
      [-rank, rank).
    - (C2) `gamma` and `beta` have the shape of `x` from `begin_params_axis` on.
    - (C3) They have one element type: that of `x`, or f32 where that is f16 or
      bf16.
    - (C4) `epsilon` is positive.
    - (C5) `y` has the type of `x`; `mean` and `variance` have its shape with 1 from
      `begin_norm_axis` on, and its element type or, where that is f16 or bf16,
      f32.

    Example:
    ```mlir
    %y, %mean, %variance = mindir.layer_norm %x, %gamma, %beta {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64, epsilon = 1.0e-5} : (tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>)
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$gamma,
                            MindIR_FloatTensor:$beta), LayerNormAxes,
                       (ins LayerNormEpsilon:$epsilon));
  let results = (outs MindIR_FloatTensor:$y, MindIR_FloatTensor:$mean,
                      MindIR_FloatTensor:$variance);
  let assemblyFormat = [{
    $x `,` $gamma `,` $beta attr-dict `:` functional-type(operands, results)
  }];
}

def MindIR_LayerNormGradOp : MindIR_InferredOp<"layer_norm_grad"> {
  let summary = "gradient of layer_norm";
  let description = [{
    The gradients of `layer_norm` for `x`, `gamma` and `beta`, given the gradient
    `dy` of its result `y` and its results `variance` and `mean`. `epsilon` is that
    of the forward op. Where a file has none here, MindSpore's kernel takes the
    default, 1e-7, whatever the forward op had.

    Constraints:
    - (C1) `x` has rank 1 or more, `dy` its type; `begin_norm_axis` and
      `begin_params_axis` are in [-rank, rank).
    - (C2) `gamma` has the shape of `x` from `begin_params_axis` on.
    - (C3) Its element type is that of `x`, or f32 where that is f16 or bf16.
    - (C4) `epsilon` is positive.
    - (C5) `mean` and `variance` have the type that `layer_norm` gives.
    - (C6) `dx` has the type of `x`, the other results that of `gamma`.

    Example:
    ```mlir
    %dx, %dgamma, %dbeta = mindir.layer_norm_grad %x, %dy, %variance, %mean, %gamma {begin_norm_axis = -1 : i64, begin_params_axis = -1 : i64} : (tensor<?x4x6xf32>, tensor<?x4x6xf32>, tensor<?x4x1xf32>, tensor<?x4x1xf32>, tensor<6xf32>) -> (tensor<?x4x6xf32>, tensor<6xf32>, tensor<6xf32>)
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$dy,
                            MindIR_FloatTensor:$variance,
                            MindIR_FloatTensor:$mean,
                            MindIR_FloatTensor:$gamma), LayerNormAxes,
                       (ins LayerNormEpsilon:$epsilon));
  let results = (outs MindIR_FloatTensor:$dx, MindIR_FloatTensor:$dgamma,
                      MindIR_FloatTensor:$dbeta);
  let assemblyFormat = [{
    $x `,` $dy `,` $variance `,` $mean `,` $gamma attr-dict `:`
    functional-type(operands, results)
  }];
}

//===----------------------------------------------------------------------===//
// Group normalization
//===----------------------------------------------------------------------===//

defvar GroupNormAttributes = (ins
    DefaultValuedOptionalAttr<MindIR_I64Attr, "1">:$num_groups,
    DefaultValuedOptionalAttr<F64Attr, "1e-5">:$eps);

def MindIR_GroupNormOp : MindIR_InferredOp<"group_norm"> {
  let summary = "normalization of groups of channels";
  let description = [{
    `(x - mean) * rstd * gamma + beta`: each element of the batch (dimension 0) and
    each of `num_groups` groups of neighbouring channels (dimension 1) has a mean,
    and rstd is 1 / sqrt(variance + eps), where the variance is the sum of squares
    divided by the number of elements. `gamma` and `beta` hold a number per
    channel. As many groups as channels make it instance normalization. Elements
    of f16 and bf16 are computed in f32.

    Constraints:
    - (C1) `x` has rank 2 or more, `gamma` and `beta` rank 1.
    - (C2) `gamma` and `beta` have one element per channel.
    - (C3) They have one element type: that of `x`, or f32 where that is f16 or
      bf16.
    - (C4) `num_groups` is positive and divides the channels; `eps` is positive.
    - (C5) `y` has the type of `x`; `mean` and `rstd` are [N, num_groups], with the
      element type of `x` or, where that is f16 or bf16, f32.

    Example:
    ```mlir
    %y, %mean, %rstd = mindir.group_norm %x, %gamma, %beta {num_groups = 2 : i64} : (tensor<?x6x4x4xf32>, tensor<6xf32>, tensor<6xf32>) -> (tensor<?x6x4x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>)
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$gamma,
                            MindIR_FloatTensor:$beta), GroupNormAttributes);
  let results = (outs MindIR_FloatTensor:$y, MindIR_FloatTensor:$mean,
                      MindIR_FloatTensor:$rstd);
  let assemblyFormat = [{
    $x `,` $gamma `,` $beta attr-dict `:` functional-type(operands, results)
  }];
}

def MindIR_GroupNormGradOp : MindIR_InferredOp<"group_norm_grad"> {
  let summary = "gradient of group_norm";
  let description = [{
    The gradients of `group_norm` for `x`, `gamma` and `beta`, given the gradient
    `dy` of its result `y` and its results `mean` and `rstd`.

    Constraints:
    - (C1) `x` has rank 2 or more, `dy` its type, `gamma` rank 1.
    - (C2) `gamma` has one element per channel.
    - (C3) Its element type is that of `x`, or f32 where that is f16 or bf16.
    - (C4) `num_groups` is positive and divides the channels.
    - (C5) `mean` and `rstd` have the type that `group_norm` gives.
    - (C6) `dx` has the type of `x`, the other results that of `gamma`.

    Example:
    ```mlir
    %dx, %dgamma, %dbeta = mindir.group_norm_grad %dy, %x, %mean, %rstd, %gamma {num_groups = 2 : i64} : (tensor<?x6x4x4xf32>, tensor<?x6x4x4xf32>, tensor<?x2xf32>, tensor<?x2xf32>, tensor<6xf32>) -> (tensor<?x6x4x4xf32>, tensor<6xf32>, tensor<6xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                       MindIR_FloatTensor:$mean, MindIR_FloatTensor:$rstd,
                       MindIR_FloatTensor:$gamma,
                       DefaultValuedOptionalAttr<MindIR_I64Attr,
                                                 "1">:$num_groups);
  let results = (outs MindIR_FloatTensor:$dx, MindIR_FloatTensor:$dgamma,
                      MindIR_FloatTensor:$dbeta);
  let assemblyFormat = [{
    $dy `,` $x `,` $mean `,` $rstd `,` $gamma attr-dict `:`
    functional-type(operands, results)
  }];
}

//===----------------------------------------------------------------------===//
// Lengths of vectors
//===----------------------------------------------------------------------===//

def MindIR_LpNormOp : MindIR_InferredOp<"lp_norm"> {
  let summary = "lengths of vectors";
  let description = [{
    The sum of `|x|^p` along the axes `axis`, to the power `1 / p`, but at least
    `epsilon`; all axes where `axis` is empty. With `p` 0 it is the number of
    elements that are not 0, with an infinite `p` the largest `|x|`. With
    `keep_dims` a reduced axis stays, with extent 1. Elements of f16 and bf16 are
    computed in f32.

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) The result has the shape of `x` without (or with 1 for) those axes,
      and its element type.
    - (C3) `p` and `epsilon` are not negative.

    Example:
    ```mlir
    %y = mindir.lp_norm %x {axis = [1], keep_dims = true, p = 3.0} : tensor<2x3xf32> -> tensor<2x1xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_Ints<"{}">:$axis,
                       DefaultValuedOptionalAttr<F64Attr, "2.0">:$p,
                       MindIR_Bool<"false">:$keep_dims,
                       DefaultValuedOptionalAttr<F64Attr, "1e-12">:$epsilon);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let moreDeclarations = [{
    /// The reduced axes, normalized and sorted; all of them for an empty `axis`.
    ::llvm::SmallVector<int64_t> getReducedAxes() {
      return ::ms::mindir::reducedAxes(getAxis(), getX().getType().getRank());
    }
  }];
}

def MindIR_LpNormGradOp : MindIR_InferredOp<"lp_norm_grad"> {
  let summary = "gradient of lp_norm";
  let description = [{
    `dy * sign(x) * (|x| / y)^(p - 1)`, where `dy` and the result `y` of `lp_norm`
    count for every element along the axes; 0 where `x` or `y` is 0. With `p` 0 it
    is 0, with an infinite `p` every largest element gets `dy`.

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) `dy` and `y` have the type that `lp_norm` gives.
    - (C3) `p` is not negative.
    - (C4) The result has the type of `x`.

    Example:
    ```mlir
    %dx = mindir.lp_norm_grad %dy, %x, %y {axis = [1]} : (tensor<2xf32>, tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                       MindIR_FloatTensor:$y, MindIR_Ints<"{}">:$axis,
                       DefaultValuedOptionalAttr<F64Attr, "2.0">:$p,
                       MindIR_Bool<"false">:$keep_dims);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat =
      "$dy `,` $x `,` $y attr-dict `:` functional-type(operands, results)";
}

defvar L2NormalizeAttributes = (ins
    DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis,
    DefaultValuedOptionalAttr<F64Attr, "1e-4">:$epsilon);

def MindIR_L2NormalizeOp : MindIR_InferredOp<"l2_normalize"> {
  let summary = "vectors of length 1";
  let description = [{
    `x / sqrt(max(s, epsilon))`, where `s` is the sum of squares along `axis`.
    Elements of f16 and bf16 are computed in f32.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) `epsilon` is positive.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.l2_normalize %x {axis = 1 : i64} : tensor<?x3xf32> -> tensor<?x3xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x), L2NormalizeAttributes);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_L2NormalizeGradOp : MindIR_InferredOp<"l2_normalize_grad"> {
  let summary = "gradient of l2_normalize";
  let description = [{
    `(dy - y * sum(y * dy)) / max(sqrt(s), epsilon)`, where `y` is the result of
    `l2_normalize` and the sums are along `axis`. As in MindSpore it is the
    gradient of vectors with `s >= epsilon` only.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) `epsilon` is positive.
    - (C3) `x`, `y`, `dy` and the result have one type.

    Example:
    ```mlir
    %dx = mindir.l2_normalize_grad %x, %y, %dy {axis = 1 : i64} : (tensor<?x3xf32>, tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$y,
                            MindIR_FloatTensor:$dy), L2NormalizeAttributes);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat =
      "$x `,` $y `,` $dy attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Neighbouring channels
//===----------------------------------------------------------------------===//

defvar LRNAttributes = (ins
    DefaultValuedOptionalAttr<MindIR_I64Attr, "5">:$depth_radius,
    DefaultValuedOptionalAttr<F64Attr, "1.0">:$bias,
    DefaultValuedOptionalAttr<F64Attr, "1.0">:$alpha,
    DefaultValuedOptionalAttr<F64Attr, "0.5">:$beta);

def MindIR_LRNOp : MindIR_InferredOp<"lrn"> {
  let summary = "normalization by neighbouring channels";
  let description = [{
    `x * (bias + alpha * s)^-beta`, where `s` is the sum of squares over the
    channels (dimension 1) at most `depth_radius` away: MindSpore's LRN across
    channels. Elements of f16 and bf16 are computed in f32.

    Constraints:
    - (C1) `x` has rank 4.
    - (C2) `depth_radius` is not negative.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.lrn %x {alpha = 1.0e-4, beta = 7.5e-1, depth_radius = 2 : i64} : tensor<?x8x4x4xf32> -> tensor<?x8x4x4xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$x), LRNAttributes);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_LRNGradOp : MindIR_InferredOp<"lrn_grad"> {
  let summary = "gradient of lrn";
  let description = [{
    `dy * t^-beta - 2 * alpha * beta * x * r`, where `y` is the result of `lrn`,
    `t = bias + alpha * s`, and `r` the sum of `dy * y / t` over the same channels
    as `s`.

    Constraints:
    - (C1) `x` has rank 4.
    - (C2) `depth_radius` is not negative.
    - (C3) `dy`, `x`, `y` and the result have one type.

    Example:
    ```mlir
    %dx = mindir.lrn_grad %dy, %x, %y {depth_radius = 2 : i64} : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>) -> tensor<?x8x4x4xf32>
    ```
  }];
  let arguments = !con((ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                            MindIR_FloatTensor:$y), LRNAttributes);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat =
      "$dy `,` $x `,` $y attr-dict `:` functional-type(operands, results)";
}

#endif // MINDIR_OPS_NORM_TD
