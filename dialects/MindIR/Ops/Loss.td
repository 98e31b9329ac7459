//===- Loss.td - Loss functions -----------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Losses and their gradient primitives. Shapes are inferred in Loss.cpp.
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

#endif // MINDIR_OPS_LOSS_TD
