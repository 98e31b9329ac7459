//===- Loss.td - Loss functions -----------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Losses and their gradient primitives. Those that give one loss for each element
// or row are reduced by ops of their own. Shapes are inferred in Loss.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_LOSS_TD
#define MINDIR_OPS_LOSS_TD

include "dialects/MindIR/MindIRDialect.td"

def MindIR_SparseSoftmaxCrossEntropyOp
    : MindIR_InferredOp<"sparse_softmax_cross_entropy"> {
  let summary = "cross entropy of softmax with class numbers";
  let description = [{
    The mean over the rows of -log_softmax(logits)[label]. A label outside
    [0, classes) makes the loss NaN.

    Constraints:
    - (C1) `logits` is a matrix [N, classes].
    - (C2) `labels` has N elements.
    - (C3) The result is a scalar with the element type of `logits`.

    Example:
    ```mlir
    %loss = mindir.sparse_softmax_cross_entropy %logits, %labels : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<f32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_IntTensor:$labels);
  let results = (outs MindIR_FloatTensor:$loss);
  let assemblyFormat =
      "$logits `,` $labels attr-dict `:` functional-type(operands, results)";
}

def MindIR_SparseSoftmaxCrossEntropyGradOp
    : MindIR_InferredOp<"sparse_softmax_cross_entropy_grad"> {
  let summary = "gradient of sparse_softmax_cross_entropy";
  let description = [{
    (softmax(logits) - one_hot(labels)) / N.

    Constraints:
    - (C1) `logits` is a matrix [N, classes].
    - (C2) `labels` has N elements.
    - (C3) The result has the type of `logits`.

    Example:
    ```mlir
    %d = mindir.sparse_softmax_cross_entropy_grad %logits, %labels : (tensor<?x10xf32>, tensor<?xi32>) -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_IntTensor:$labels);
  let results = (outs MindIR_FloatTensor:$dlogits);
  let assemblyFormat =
      "$logits `,` $labels attr-dict `:` functional-type(operands, results)";
}

def MindIR_SoftmaxCrossEntropyOp
    : MindIR_InferredOp<"softmax_cross_entropy"> {
  let summary = "cross entropy of softmax with class probabilities";
  let description = [{
    For each row the sum over the classes of -labels * log_softmax(logits), and
    its gradient for the logits, softmax(logits) * sum(labels) - labels.

    Constraints:
    - (C1) `logits` is a matrix [N, classes]; `labels` has its type.
    - (C2) `loss` is [N], `dlogits` has the type of `logits`.

    Example:
    ```mlir
    %loss, %d = mindir.softmax_cross_entropy %logits, %labels : (tensor<?x10xf32>, tensor<?x10xf32>) -> (tensor<?xf32>, tensor<?x10xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels);
  let results = (outs MindIR_FloatTensor:$loss, MindIR_FloatTensor:$dlogits);
  let assemblyFormat =
      "$logits `,` $labels attr-dict `:` functional-type(operands, results)";
}

def MindIR_MSELossOp : MindIR_InferredOp<"mse_loss"> {
  let summary = "mean squared error";
  let description = [{
    The mean over all elements of (logits - labels)^2.

    Constraints:
    - (C1) `logits` and `labels` have one type.
    - (C2) The result is a scalar with their element type.

    Example:
    ```mlir
    %loss = mindir.mse_loss %x, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<f32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels);
  let results = (outs MindIR_FloatTensor:$loss);
  let assemblyFormat =
      "$logits `,` $labels attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// One loss for each element
//===----------------------------------------------------------------------===//

def MindIR_SmoothL1LossOp : MindIR_InferredOp<"smooth_l1_loss",
    [MindIR_Elementwise, SameOperandsAndResultType]> {
  let summary = "absolute difference, rounded off at zero";
  let description = [{
    With d = |logits - labels|: `d < beta ? d^2 / (2 * beta) : d - beta / 2`,
    element by element. Huber's loss is `beta` times that.

    Constraints:
    - (C1) `logits`, `labels` and the result have one type.
    - (C2) `beta` is positive.

    Example:
    ```mlir
    %loss = mindir.smooth_l1_loss %x, %y {beta = 5.0e-01} : tensor<?x4xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels,
                       DefaultValuedOptionalAttr<F64Attr, "1.0">:$beta);
  let results = (outs MindIR_FloatTensor:$loss);
  let assemblyFormat = "$logits `,` $labels attr-dict `:` type($loss)";
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::ms::mindir::verifyBeta(getOperation(), getBeta());
    }
  }];
}

def MindIR_SmoothL1LossGradOp : MindIR_InferredOp<"smooth_l1_loss_grad",
    [MindIR_Elementwise, SameOperandsAndResultType]> {
  let summary = "gradient of smooth_l1_loss";
  let description = [{
    With d = logits - labels: `dloss * (|d| < beta ? d / beta : sign(d))`, element
    by element.

    Constraints:
    - (C1) `logits`, `labels`, `dloss` and the result have one type.
    - (C2) `beta` is positive.

    Example:
    ```mlir
    %d = mindir.smooth_l1_loss_grad %x, %y, %dloss {beta = 5.0e-01} : tensor<?x4xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels,
                       MindIR_FloatTensor:$dloss,
                       DefaultValuedOptionalAttr<F64Attr, "1.0">:$beta);
  let results = (outs MindIR_FloatTensor:$dlogits);
  let assemblyFormat =
      "$logits `,` $labels `,` $dloss attr-dict `:` type($dlogits)";
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::verify() {
      return ::ms::mindir::verifyBeta(getOperation(), getBeta());
    }
  }];
}

class MindIR_WeightedLossOp<string mnemonic, string sum, string desc,
                            dag operands, string format, string example>
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise]> {
  let summary = sum;
  let description = !strconcat("\n", desc, [{
    Constraints:
    - (C1) The shapes of all operands broadcast.
    - (C2) All operands and the result have one element type.
    - (C3) The result has the broadcast shape.

    Example:
    ```mlir
    }], example, [{
    ```
  }]);
  let arguments = operands;
  let assemblyFormat = format # " attr-dict `:` functional-type(operands, results)";
}

def MindIR_BinaryCrossEntropyOp : MindIR_WeightedLossOp<
    "binary_cross_entropy", "cross entropy of probabilities", [{
    `-weight * (labels * ln(logits + 1e-12) + (1 - labels) * ln(1 - logits + 1e-12))`,
    element by element after NumPy's broadcasting; `logits` are probabilities.

}], (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels,
         MindIR_FloatTensor:$weight),
    "$logits `,` $labels `,` $weight",
    "%loss = mindir.binary_cross_entropy %x, %y, %w : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>"> {
  let results = (outs MindIR_FloatTensor:$loss);
}

def MindIR_BinaryCrossEntropyGradOp : MindIR_WeightedLossOp<
    "binary_cross_entropy_grad", "gradient of binary_cross_entropy", [{
    `dloss * weight * (logits - labels) / max(logits * (1 - logits), 1e-12)`, element
    by element after NumPy's broadcasting: the gradient for `logits`.

}], (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels,
         MindIR_FloatTensor:$dloss, MindIR_FloatTensor:$weight),
    "$logits `,` $labels `,` $dloss `,` $weight",
    "%d = mindir.binary_cross_entropy_grad %x, %y, %dloss, %w : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>"> {
  let results = (outs MindIR_FloatTensor:$dlogits);
}

def MindIR_BCEWithLogitsLossOp : MindIR_WeightedLossOp<
    "bce_with_logits_loss", "cross entropy of sigmoid", [{
    `-weight * (pos_weight * labels * ln(s) + (1 - labels) * ln(1 - s))` with
    `s = sigmoid(logits)`, element by element after NumPy's broadcasting; no logit
    is too large.

}], (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels,
         MindIR_FloatTensor:$weight, MindIR_FloatTensor:$pos_weight),
    "$logits `,` $labels `,` $weight `,` $pos_weight",
    "%loss = mindir.bce_with_logits_loss %x, %y, %w, %p : (tensor<?x4xf32>, tensor<?x4xf32>, tensor<f32>, tensor<4xf32>) -> tensor<?x4xf32>"> {
  let results = (outs MindIR_FloatTensor:$loss);
}

def MindIR_KLDivLossOp : MindIR_WeightedLossOp<
    "kl_div_loss", "divergence of Kullback and Leibler", [{
    `labels > 0 ? labels * (ln(labels) - logits) : 0`, element by element after
    NumPy's broadcasting; `logits` are logarithms of probabilities.

}], (ins MindIR_FloatTensor:$logits, MindIR_FloatTensor:$labels),
    "$logits `,` $labels",
    "%loss = mindir.kl_div_loss %x, %y : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>"> {
  let results = (outs MindIR_FloatTensor:$loss);
}

//===----------------------------------------------------------------------===//
// One loss for each row
//===----------------------------------------------------------------------===//

def MindIR_NLLLossOp : MindIR_InferredOp<"nll_loss"> {
  let summary = "negative logarithm of the likelihood of a class";
  let description = [{
    For each row `-weight[label] * logits[label]`, where `logits` are logarithms of
    probabilities, and, as the second result, `weight[label]`: a mean divides the
    sum of the first by that of the second. Rows with the label `ignore_index` give
    0 and 0. Another label outside [0, classes) makes the loss NaN.

    Constraints:
    - (C1) `logits` is a matrix [N, classes].
    - (C2) `labels` has N elements.
    - (C3) `weight` is [classes], with the element type of `logits`.
    - (C4) Both results are [N], with the element type of `logits`.

    Example:
    ```mlir
    %loss, %weights = mindir.nll_loss %logits, %labels, %w {ignore_index = 0 : i64} : (tensor<?x10xf32>, tensor<?xi32>, tensor<10xf32>) -> (tensor<?xf32>, tensor<?xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$logits, MindIR_IntTensor:$labels,
      MindIR_FloatTensor:$weight,
      DefaultValuedOptionalAttr<MindIR_I64Attr, "-100">:$ignore_index);
  let results = (outs MindIR_FloatTensor:$loss, MindIR_FloatTensor:$weights);
  let assemblyFormat = "$logits `,` $labels `,` $weight attr-dict `:` functional-type(operands, results)";
}

#endif // MINDIR_OPS_LOSS_TD
