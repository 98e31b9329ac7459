//===- Reduction.td - Reductions and running sums ----------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Products, logical reductions, extrema by index, sums along an axis. Sums,
// means and extrema stand in Math.td. Shapes are inferred in Reduction.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_REDUCTION_TD
#define MINDIR_OPS_REDUCTION_TD

include "dialects/MindIR/MindIRClasses.td"

def MindIR_ReduceProdOp : MindIR_ReduceOp<"reduce_prod", MindIR_NumericTensor,
    "product along axes", "The product">;

class MindIR_ReduceLogicalOp<string mnemonic, string sum, string what>
    : MindIR_ReduceOp<mnemonic, MindIR_BoolTensor, sum, what> {
  let description = !strconcat("\n    ", what, [{ along the axes `axis`; all axes where
    `axis` is empty. With `keep_dims` a reduced axis stays, with extent 1.

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) The result has the shape of `x` without (or with 1 for) those axes.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {axis = [1], keep_dims = true} : tensor<2x3xi1> -> tensor<2x1xi1>
    ```
  }]);
}
def MindIR_ReduceAllOp : MindIR_ReduceLogicalOp<"reduce_all",
    "conjunction along axes", "Whether every element is true">;
def MindIR_ReduceAnyOp : MindIR_ReduceLogicalOp<"reduce_any",
    "disjunction along axes", "Whether some element is true">;

def MindIR_ArgminOp : MindIR_InferredOp<"argmin"> {
  let summary = "index of the minimum along an axis";
  let description = [{
    The index of the smallest element along `axis`, of the first one where several
    are equal; the axis is removed. A NaN counts as smaller than every number.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The result has the shape of `x` without that axis and elements of type
      `output_type` (i32 or i64; i32 where it is left out).

    Example:
    ```mlir
    %i = mindir.argmin %x {axis = 1 : i64} : tensor<2x3xf32> -> tensor<2xi32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x,
      DefaultValuedOptionalAttr<MindIR_I64Attr, "-1">:$axis,
      OptionalAttr<TypeAttr>:$output_type);
  let results = (outs RankedTensorOf<[I32, I64]>:$index);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($index)";
}

class MindIR_RunningOp<string mnemonic, string sum, string what, string none>
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat("\n    ", what, [{ of the elements up to and with each one along
    `axis`. With `exclusive` an element does not count itself: the first result is
    }], none, [{. With `reverse` it runs from the end.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The dynamic dimension is not the axis.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {axis = 1 : i64, exclusive = true} : tensor<?x3xf32> -> tensor<?x3xf32>
    ```
  }]);
  let arguments = (ins MindIR_NumericTensor:$x,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis,
                       MindIR_Bool<"false">:$exclusive,
                       MindIR_Bool<"false">:$reverse);
  let results = (outs MindIR_NumericTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}
def MindIR_CumSumOp : MindIR_RunningOp<"cum_sum", "running sum", "The sum", "0">;
def MindIR_CumProdOp : MindIR_RunningOp<"cum_prod", "running product",
    "The product", "1">;

#endif // MINDIR_OPS_REDUCTION_TD
