//===- Index.td - Elements chosen and placed by index ------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Gathering, scattering, sorting: places follow from the elements of operands.
// Shapes are inferred in Index.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_INDEX_TD
#define MINDIR_OPS_INDEX_TD

include "dialects/MindIR/IndexedKernel.td"
include "dialects/MindIR/MindIRDialect.td"

//===----------------------------------------------------------------------===//
// Slices by index
//===----------------------------------------------------------------------===//

def MindIR_UnsortedSegmentSumOp
    : MindIR_InferredOp<"unsorted_segment_sum", [MindIR_IndexedKernel]> {
  let summary = "sums of the slices that have one number";
  let description = [{
    The dimensions of `segment_ids` are the first ones of `x`. Slice k of the
    result is the sum of all slices of `x` whose number in `segment_ids` is k, in
    their order; zeros where there are none. Slices with a number outside
    [0, `num_segments`) are left out. It is the gradient of `gather` with axis 0.

    Constraints:
    - (C1) `num_segments` is positive.
    - (C2) The shape of `segment_ids` is the start of that of `x`.
    - (C3) The result's shape is `num_segments` and the other dimensions of `x`,
      none of them dynamic; its element type is that of `x`.

    Example:
    ```mlir
    %y = mindir.unsorted_segment_sum %x, %ids {num_segments = 5 : i64} : (tensor<?x3xf32>, tensor<?xi32>) -> tensor<5x3xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x, MindIR_IntTensor:$segment_ids,
                       MindIR_I64Attr:$num_segments);
  let results = (outs MindIR_NumericTensor:$y);
  let assemblyFormat =
      "$x `,` $segment_ids attr-dict `:` functional-type(operands, results)";
}

def MindIR_GatherGradOp
    : MindIR_InferredOp<"gather_grad", [MindIR_IndexedKernel]> {
  let summary = "gradient of gather along any axis";
  let description = [{
    A table of `shape` with the sums of the slices of `dy` that `gather` takes from
    each of its slices along `axis`, in their order. `batch_dims` counts as in
    `gather`. The entry -1 of `shape` stands for a dynamic dimension.

    Constraints:
    - (C1) The entries of `shape` are not negative, but for a first one of -1;
      `axis` is in [-rank, rank) of it and no dynamic dimension.
    - (C2) `gather` accepts a table of `shape`, and `dy` has the shape that it
      gives.
    - (C3) The result has the shape `shape` and the element type of `dy`.

    Example:
    ```mlir
    %dt = mindir.gather_grad %dy, %i {shape = [-1, 7, 3], axis = 1 : i64} : (tensor<?x5x3xf32>, tensor<5xi32>) -> tensor<?x7x3xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$dy, MindIR_IntTensor:$indices,
                       I64ArrayAttr:$shape, MindIR_I64Attr:$axis,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$batch_dims);
  let results = (outs MindIR_NumericTensor:$dtable);
  let assemblyFormat =
      "$dy `,` $indices attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Elements by index
//===----------------------------------------------------------------------===//

def MindIR_GatherDOp : MindIR_InferredOp<"gather_d"> {
  let summary = "elements along a dimension, chosen by index";
  let description = [{
    The result's element at a place is that of `x` at the same place, but with the
    element of `index` there as the place along `dim`. Negative indices count from
    the extent; one outside it gives zero.

    Constraints:
    - (C1) `dim` is in [-rank, rank) of `x`, and not the dynamic dimension.
    - (C2) `x` and `index` have the same extents but along `dim`.
    - (C3) The result has the shape of `index` and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.gather_d %x, %i {dim = 1 : i64} : (tensor<?x7xf32>, tensor<?x2xi32>) -> tensor<?x2xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_IntTensor:$index,
                       MindIR_I64Attr:$dim);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat =
      "$x `,` $index attr-dict `:` functional-type(operands, results)";
}

def MindIR_GatherDGradOp
    : MindIR_InferredOp<"gather_d_grad", [MindIR_IndexedKernel]> {
  let summary = "gradient of gather_d";
  let description = [{
    A tensor with `extent` elements along `dim`: each the sum of the elements of
    `dy` that `gather_d` takes from it.

    Constraints:
    - (C1) `dim` is in [-rank, rank), and not the dynamic dimension; `extent` is
      not negative.
    - (C2) `dy` and `index` have one shape.
    - (C3) The result has that shape with `extent` at `dim`, and the element type
      of `dy`.

    Example:
    ```mlir
    %dx = mindir.gather_d_grad %dy, %i {dim = 1 : i64, extent = 7 : i64} : (tensor<?x2xf32>, tensor<?x2xi32>) -> tensor<?x7xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$dy, MindIR_IntTensor:$index,
                       MindIR_I64Attr:$dim, MindIR_I64Attr:$extent);
  let results = (outs MindIR_NumericTensor:$dx);
  let assemblyFormat =
      "$dy `,` $index attr-dict `:` functional-type(operands, results)";
}

def MindIR_GatherNdOp : MindIR_InferredOp<"gather_nd"> {
  let summary = "slices of a tensor at index tuples";
  let description = [{
    The last dimension of `indices` holds tuples: places in the first dimensions of
    `x`. The result has a slice of `x` for each. A tuple outside `x` gives zeros.

    Constraints:
    - (C1) `indices` has rank 1 or more, and its last extent is in [1, rank] of
      `x`.
    - (C2) `x` is static.
    - (C3) The result's shape is that of `indices` without the last dimension, and
      the other dimensions of `x`; its element type is that of `x`.

    Example:
    ```mlir
    %y = mindir.gather_nd %x, %i : (tensor<4x5x3xf32>, tensor<?x2xi32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_IntTensor:$indices);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat =
      "$x `,` $indices attr-dict `:` functional-type(operands, results)";
}

def MindIR_ScatterNdOp
    : MindIR_InferredOp<"scatter_nd", [MindIR_IndexedKernel]> {
  let summary = "sums of slices at index tuples";
  let description = [{
    A tensor of `shape`, zero but for the slices of `updates`, each added at the
    place that its tuple in `indices` names. Tuples outside the shape are left
    out. It is the gradient of `gather_nd`.

    Constraints:
    - (C1) The entries of `shape` are not negative.
    - (C2) `indices` has rank 1 or more, and its last extent is in [1, rank] of
      `shape`.
    - (C3) `updates` has the shape that `gather_nd` gives for a tensor of `shape`.
    - (C4) The result has the shape `shape` and the element type of `updates`.

    Example:
    ```mlir
    %y = mindir.scatter_nd %i, %u {shape = [4, 5, 3]} : (tensor<?x2xi32>, tensor<?x3xf32>) -> tensor<4x5x3xf32>
    ```
  }];
  let arguments = (ins MindIR_IntTensor:$indices, MindIR_NumericTensor:$updates,
                       I64ArrayAttr:$shape);
  let results = (outs MindIR_NumericTensor:$y);
  let assemblyFormat =
      "$indices `,` $updates attr-dict `:` functional-type(operands, results)";
}

class MindIR_TensorScatterOp<string mnemonic, Type tensor, string sum,
                             string what, list<Trait> traits = []>
    : MindIR_InferredOp<mnemonic, traits> {
  let summary = sum;
  let description = !strconcat([{
    `x` with the slices of `updates` }], what, [{ at the places
    that the tuples in `indices` name. Tuples outside `x` are left out.

    Constraints:
    - (C1) `indices` has rank 1 or more, and its last extent is in [1, rank] of
      `x`.
    - (C2) `x` is static.
    - (C3) `updates` has the shape that `gather_nd` gives for `x`, and the element
      type of `x`.
    - (C4) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x, %i, %u : (tensor<4x3xf32>, tensor<?x1xi32>, tensor<?x3xf32>) -> tensor<4x3xf32>
    ```
  }]);
  let arguments = (ins tensor:$x, MindIR_IntTensor:$indices, tensor:$updates);
  let results = (outs tensor:$y);
  let assemblyFormat = [{
    $x `,` $indices `,` $updates attr-dict `:` functional-type(operands, results)
  }];
}

def MindIR_TensorScatterAddOp
    : MindIR_TensorScatterOp<"tensor_scatter_add", MindIR_NumericTensor,
                             "a tensor with slices added at index tuples",
                             "added">;
def MindIR_TensorScatterUpdateOp
    : MindIR_TensorScatterOp<"tensor_scatter_update", MindIR_Tensor,
                             "a tensor with slices replaced at index tuples",
                             "instead of its own (the last one counts)",
                             [MindIR_IndexedKernel]>;

def MindIR_ScatterReductionAttr
    : ConfinedAttr<StrAttr, [AttrConstraint<
          CPred<"::llvm::is_contained({\"none\", \"add\"}, "
                "::llvm::cast<::mlir::StringAttr>($_self).getValue())">,
          "one of \"none\", \"add\"">]>;

def MindIR_TensorScatterElementsOp
    : MindIR_InferredOp<"tensor_scatter_elements", [MindIR_IndexedKernel]> {
  let summary = "a tensor with elements replaced or added along a dimension";
  let description = [{
    `x` with the elements of `updates` instead of its own (the last one counts), or
    with the `reduction` "add" added to them: each at its own place, but with the
    element of `indices` there as the place along `axis`. Negative indices count
    from the extent; elements with one outside it are left out.

    Constraints:
    - (C1) `axis` is in [-rank, rank) of `x`, and not the dynamic dimension.
    - (C2) `indices` has the rank of `x`, and besides `axis` no extent larger than
      that of `x`. A dynamic dimension is one of both.
    - (C3) `updates` has the shape of `indices` and the element type of `x`.
    - (C4) `reduction` is "none" for elements of type i1.
    - (C5) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.tensor_scatter_elements %x, %i, %u {axis = 1 : i64} : (tensor<?x7xf32>, tensor<?x2xi32>, tensor<?x2xf32>) -> tensor<?x7xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_IntTensor:$indices,
                       MindIR_Tensor:$updates,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis,
                       DefaultValuedOptionalAttr<MindIR_ScatterReductionAttr,
                                                 "\"none\"">:$reduction);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = [{
    $x `,` $indices `,` $updates attr-dict `:` functional-type(operands, results)
  }];
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

def MindIR_TopKOp : MindIR_InferredOp<"top_k", [MindIR_IndexedKernel]> {
  let summary = "the largest elements of rows";
  let description = [{
    The `k` largest elements along the last dimension, the largest first, and
    their places. Of equal ones the first comes first; NaN is larger than all
    numbers.

    Constraints:
    - (C1) `x` has rank 1 or more; `k` is in [1, last extent].
    - (C2) The last dimension is not dynamic.
    - (C3) Both results have the shape of `x` with `k` last; `values` has its
      element type and `indices` has elements of type i32.

    Example:
    ```mlir
    %v, %i = mindir.top_k %x {k = 2 : i64} : (tensor<?x5xf32>) -> (tensor<?x2xf32>, tensor<?x2xi32>)
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x, MindIR_I64Attr:$k);
  let results = (outs MindIR_NumericTensor:$values, MindIR_IntTensor:$indices);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def MindIR_SortOp : MindIR_InferredOp<"sort", [MindIR_IndexedKernel]> {
  let summary = "elements in order";
  let description = [{
    The elements along `axis` from the smallest to the largest, or with
    `descending` the other way round, and the places they had. Equal ones keep
    their order; NaN is larger than all numbers.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The dynamic dimension is not the axis.
    - (C3) `values` has the type of `x`, `indices` its shape and elements of type
      i32.

    Example:
    ```mlir
    %v, %i = mindir.sort %x {descending = true} : (tensor<?x5xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "-1">:$axis,
                       MindIR_Bool<"false">:$descending);
  let results = (outs MindIR_NumericTensor:$values, MindIR_IntTensor:$indices);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

class MindIR_TriangleOp<string mnemonic, string sum, string rule>
    : MindIR_InferredOp<mnemonic> {
  let summary = sum;
  let description = !strconcat([{
    The matrices in the last two dimensions of `x`, with zeros where not
    `}], rule, [{`.

    Constraints:
    - (C1) `x` has rank 2 or more, and its rows are not the dynamic dimension.
    - (C2) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {diagonal = 1 : i64} : tensor<?x4x4xf32> -> tensor<?x4x4xf32>
    ```
  }]);
  let arguments = (ins MindIR_Tensor:$x,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$diagonal);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_TrilOp : MindIR_TriangleOp<"tril", "lower triangle",
                                      "column <= row + diagonal">;
def MindIR_TriuOp : MindIR_TriangleOp<"triu", "upper triangle",
                                      "column >= row + diagonal">;

def MindIR_MaskedFillOp : MindIR_InferredOp<"masked_fill"> {
  let summary = "one value where a mask is true";
  let description = [{
    `mask ? value : x`, element by element after NumPy's broadcasting; `value` is
    a scalar.

    Constraints:
    - (C1) The shapes of `x` and `mask` broadcast.
    - (C2) `value` has rank 0 and the element type of `x`.
    - (C3) The result has the broadcast shape and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.masked_fill %x, %m, %v : (tensor<?x3xf32>, tensor<?x3xi1>, tensor<f32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_BoolTensor:$mask,
                       MindIR_Tensor:$value);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = [{
    $x `,` $mask `,` $value attr-dict `:` functional-type(operands, results)
  }];
}

#endif // MINDIR_OPS_INDEX_TD
