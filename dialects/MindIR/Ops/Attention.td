//===- Attention.td - Attention in one op ------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Networks compose attention of two products and a softmax;
// mindir-fuse-attention makes one op of them, so that no matrix of all scores
// is stored. Shapes are inferred in Attention.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_ATTENTION_TD
#define MINDIR_OPS_ATTENTION_TD

include "dialects/MindIR/IndexedKernel.td"
include "dialects/MindIR/MindIRDialect.td"

def MindIR_SingleTensor : RankedTensorOf<[F32]>;

def MindIR_ScaledDotProductAttentionOp
    : MindIR_InferredOp<"scaled_dot_product_attention",
                        [MindIR_IndexedKernel]> {
  let summary = "weighted means of values, weights from queries and keys";
  let description = [{
    `softmax(scale * query * key^T + masks) * value` for every matrix of a stack,
    where the softmax goes over the positions of the key. `softmax_max` holds the
    largest score of each row, `softmax_sum` the sum of the exponentials of its
    scores less that one: the weights follow from them, so that no op needs all of
    them at once.

    The operands are stacks [..., length, size], as [batch, heads, length, size].
    With `length_first` they are [batch, length, heads, size], and so is
    `output`: as dense layers make them, without a transposition.

    Constraints:
    - (C1) `query`, `key` and `value` have one rank, 3 or more; with
      `length_first` it is 4.
    - (C2) They have the same stack, `key` and `value` the same length, `query`
      and `key` the same size.
    - (C3) No extent is 0, and only that of the first dimension is dynamic.
    - (C4) The masks broadcast to the scores [..., length of query, length of
      key].
    - (C5) `output` has the shape of `query` with the size of `value`;
      `softmax_max` and `softmax_sum` are [..., length of query].

    Example:
    ```mlir
    %y, %max, %sum = mindir.scaled_dot_product_attention %q, %k, %v, %mask {scale = 0.5} : (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>, tensor<5x7xf32>) -> (tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>)
    ```
  }];
  let arguments = (ins MindIR_SingleTensor:$query, MindIR_SingleTensor:$key,
                       MindIR_SingleTensor:$value,
                       Variadic<MindIR_SingleTensor>:$masks,
                       DefaultValuedOptionalAttr<F64Attr, "1.0">:$scale,
                       MindIR_Bool<"false">:$length_first);
  let results = (outs MindIR_SingleTensor:$output,
                      MindIR_SingleTensor:$softmax_max,
                      MindIR_SingleTensor:$softmax_sum);
  let assemblyFormat = [{
    $query `,` $key `,` $value (`,` $masks^)? attr-dict `:`
    functional-type(operands, results)
  }];
}

def MindIR_ScaledDotProductAttentionGradOp
    : MindIR_InferredOp<"scaled_dot_product_attention_grad",
                        [MindIR_IndexedKernel]> {
  let summary = "gradient of scaled_dot_product_attention";
  let description = [{
    The gradients of `scaled_dot_product_attention` for `query`, `key` and `value`
    from the gradient `dy` of its result `output`, given all of its results. The
    weights are computed again, block by block. The masks have no gradient here.

    Constraints:
    - (C1) `query`, `key`, `value`, the masks and the attributes fit together as
      those of `scaled_dot_product_attention`.
    - (C2) `dy` and `output` have the type of its result `output`,
      `softmax_max` and `softmax_sum` those of its results of that name.
    - (C3) The results have the types of `query`, `key` and `value`.

    Example:
    ```mlir
    %dq, %dk, %dv = mindir.scaled_dot_product_attention_grad %dy, %q, %k, %v, %y, %max, %sum, %mask {scale = 0.5} : (tensor<?x2x5x3xf32>, tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>, tensor<?x2x5x3xf32>, tensor<?x2x5xf32>, tensor<?x2x5xf32>, tensor<5x7xf32>) -> (tensor<?x2x5x4xf32>, tensor<?x2x7x4xf32>, tensor<?x2x7x3xf32>)
    ```
  }];
  let arguments = (ins MindIR_SingleTensor:$dy, MindIR_SingleTensor:$query,
                       MindIR_SingleTensor:$key, MindIR_SingleTensor:$value,
                       MindIR_SingleTensor:$output,
                       MindIR_SingleTensor:$softmax_max,
                       MindIR_SingleTensor:$softmax_sum,
                       Variadic<MindIR_SingleTensor>:$masks,
                       DefaultValuedOptionalAttr<F64Attr, "1.0">:$scale,
                       MindIR_Bool<"false">:$length_first);
  let results = (outs MindIR_SingleTensor:$dquery, MindIR_SingleTensor:$dkey,
                      MindIR_SingleTensor:$dvalue);
  let assemblyFormat = [{
    $dy `,` $query `,` $key `,` $value `,` $output `,` $softmax_max
    `,` $softmax_sum (`,` $masks^)? attr-dict `:` functional-type(operands, results)
  }];
}

#endif // MINDIR_OPS_ATTENTION_TD
