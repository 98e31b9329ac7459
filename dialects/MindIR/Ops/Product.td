//===- Product.td - Batched products -----------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products of stacks of matrices; mat_mul, of two matrices, stands in Math.td.
// Shapes are inferred in Product.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_PRODUCT_TD
#define MINDIR_OPS_PRODUCT_TD

include "dialects/MindIR/MindIRDialect.td"

def MindIR_BatchMatMulOp : MindIR_InferredOp<"batch_mat_mul"> {
  let summary = "products of stacks of matrices";
  let description = [{
    `op(a) * op(b)` for the matrices in the last two dimensions, where op turns a
    matrix round if `transpose_a` or `transpose_b` says so. The dimensions before
    them are those of the stack; they broadcast after NumPy's rule, so that one
    matrix can be multiplied with a whole stack.

    Constraints:
    - (C1) `a` and `b` have rank 2 or more.
    - (C2) The dimensions of the stacks broadcast.
    - (C3) `op(a)` has as many columns as `op(b)` has rows.
    - (C4) `a`, `b` and the result have one element type.
    - (C5) The result has the broadcast dimensions of the stacks, then the rows of
      `op(a)` and the columns of `op(b)`. A dynamic one is the first.

    Example:
    ```mlir
    %c = mindir.batch_mat_mul %a, %b {transpose_b = true} : (tensor<?x8x2x4xf32>, tensor<?x8x3x4xf32>) -> tensor<?x8x2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$a, MindIR_NumericTensor:$b,
                       MindIR_Bool<"false">:$transpose_a,
                       MindIR_Bool<"false">:$transpose_b);
  let results = (outs MindIR_NumericTensor:$c);
  let assemblyFormat = "$a `,` $b attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

#endif // MINDIR_OPS_PRODUCT_TD
