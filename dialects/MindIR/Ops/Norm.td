//===- Norm.td - Normalizations and their gradients --------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Batch, layer, group and instance normalization.
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

#endif // MINDIR_OPS_NORM_TD
