//===- MindIRClasses.td - Classes of ops, for families -----*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops that work element by element or reduce differ by little more than their
// name: these classes hold what they have in common, documentation included.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_CLASSES_TD
#define MINDIR_CLASSES_TD

include "dialects/MindIR/MindIRDialect.td"

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

class MindIR_UnaryOp<string mnemonic, Type tensor, string sum, string formula,
                     string note = "">
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise,
                                   SameOperandsAndResultType]> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, element by element. }], note, [{

    Constraints:
    - (C1) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x : tensor<2x3xf32>
    ```
  }]);
  let arguments = (ins tensor:$x);
  let results = (outs tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($y)";
  let hasFolder = 1;
}

// Gradients of unary functions in terms of their result, as MindSpore has them.
class MindIR_UnaryGradOp<string mnemonic, Type tensor, string sum,
                         string formula, string yMeaning>
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise,
                                   SameOperandsAndResultType]> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, element by element; `y` is }],
                               yMeaning, [{.

    Constraints:
    - (C1) `dy`, `y` and the result have one type.

    Example:
    ```mlir
    %dx = mindir.}], mnemonic, [{ %dy, %y : tensor<2x3xf32>
    ```
  }]);
  let arguments = (ins tensor:$dy, tensor:$y);
  let results = (outs tensor:$dx);
  let assemblyFormat = "$dy `,` $y attr-dict `:` type($dx)";
}

//===----------------------------------------------------------------------===//
// Binary, with broadcasting
//===----------------------------------------------------------------------===//

class MindIR_BinaryOp<string mnemonic, Type tensor, string sum, string formula,
                      string note = "", list<Trait> traits = []>
    : MindIR_InferredOp<mnemonic, !listconcat([MindIR_Elementwise], traits)> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, element by element after NumPy's
    broadcasting. }], note, [{

    Constraints:
    - (C1) The shapes of `x` and `y` broadcast.
    - (C2) `x`, `y` and the result have one element type.
    - (C3) The result has the broadcast shape.

    Example:
    ```mlir
    %z = mindir.}], mnemonic, [{ %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
    ```
  }]);
  let arguments = (ins tensor:$x, tensor:$y);
  let results = (outs tensor:$z);
  let assemblyFormat = "$x `,` $y attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

class MindIR_LogicalOp<string mnemonic, string sum, string formula>
    : MindIR_BinaryOp<mnemonic, MindIR_BoolTensor, sum, formula, "",
                      [Commutative]> {
  let description = !strconcat("\n    ", formula, [{, element by element after NumPy's
    broadcasting.

    Constraints:
    - (C1) The shapes of `x` and `y` broadcast.
    - (C3) The result has the broadcast shape.

    Example:
    ```mlir
    %z = mindir.}], mnemonic, [{ %x, %y : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
    ```
  }]);
}
class MindIR_CompareOp<string mnemonic, string sum, string formula>
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise]> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, element by element after NumPy's
    broadcasting. A comparison with NaN is false, but for `not_equal`.

    Constraints:
    - (C1) The shapes of `x` and `y` broadcast.
    - (C2) `x` and `y` have one element type.
    - (C3) The result has the broadcast shape and elements of type i1.

    Example:
    ```mlir
    %z = mindir.}], mnemonic, [{ %x, %y : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xi1>
    ```
  }]);
  let arguments = (ins MindIR_Tensor:$x, MindIR_Tensor:$y);
  let results = (outs MindIR_BoolTensor:$z);
  let assemblyFormat = "$x `,` $y attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

class MindIR_ReduceOp<string mnemonic, Type tensor, string sum, string what,
                      string note = "">
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat("\n    ", what, [{ along the axes `axis`; all axes where
    `axis` is empty. With `keep_dims` a reduced axis stays, with extent 1. }],
    note, [{

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) The result has the shape of `x` without (or with 1 for) those axes,
      and its element type.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {axis = [1], keep_dims = true} : tensor<2x3xf32> -> tensor<2x1xf32>
    ```
  }]);
  let arguments = (ins tensor:$x, MindIR_Ints<"{}">:$axis,
                       MindIR_Bool<"false">:$keep_dims);
  let results = (outs tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
  let moreDeclarations = [{
    /// The reduced axes, normalized and sorted; all of them for an empty `axis`.
    ::llvm::SmallVector<int64_t> getReducedAxes() {
      return ::ms::mindir::reducedAxes(getAxis(), getX().getType().getRank());
    }
  }];
}

#endif // MINDIR_CLASSES_TD
