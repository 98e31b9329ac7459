//===- Tensor.td - Constants, shapes and data movement ------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops that make, move, cut or convert data without arithmetic on it. Shapes are
// inferred in Tensor.cpp, folds stand in TensorFolds.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_TENSOR_TD
#define MINDIR_OPS_TENSOR_TD

include "dialects/MindIR/MindIRDialect.td"

def MindIR_ConstantOp : MindIR_InferredOp<"constant", [ConstantLike]> {
  let summary = "constant tensor";
  let description = [{
    The tensor `value`. Weights are parameters, not constants: a value of more
    than 4096 elements that are not all equal is refused (C2).

    Constraints:
    - (C1) The result has the type of `value`.
    - (C2) `value` is a splat, or has at most 4096 elements.

    Example:
    ```mlir
    %c = mindir.constant dense<1.0> : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs MindIR_Tensor:$result);
  let assemblyFormat = "attr-dict $value";
  let hasFolder = 1;
}

def MindIR_CastOp : MindIR_InferredOp<"cast", [MindIR_Elementwise]> {
  let summary = "conversion to another element type";
  let description = [{
    Each element of `x` converted to `dtype`. From float to integer the fraction
    is cut off and what does not fit saturates (NaN gives 0); between integers
    the low bits stay; to i1, zero is false and all else is true.

    Constraints:
    - (C1) The result has the shape of `x` and elements of type `dtype`.

    Example:
    ```mlir
    %y = mindir.cast %x to f32 : tensor<2xi32> -> tensor<2xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, TypeAttr:$dtype);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x `to` $dtype attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_ReshapeOp : MindIR_InferredOp<"reshape"> {
  let summary = "the same elements in another shape";
  let description = [{
    The elements of `x`, in row-major order, in the shape `shape`. One entry may
    be -1: it takes what is left. A dynamic leading dimension (the batch) needs
    -1 in the first place.

    Constraints:
    - (C1) At most one entry of `shape` is -1; the others are not negative.
    - (C2) `shape` has as many elements as `x`; where the batch is dynamic, the
      elements of a row divide those of a row of `x`, or are a multiple of them.
    - (C3) The result has the shape `shape` and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.reshape %x {shape = [-1, 12]} : tensor<?x3x4xf32> -> tensor<?x12xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$shape);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_FlattenOp : MindIR_InferredOp<"flatten"> {
  let summary = "all dimensions but the first in one";
  let description = [{
    Constraints:
    - (C1) `x` has rank 1 or more.
    - (C2) The result is a matrix: the first dimension of `x`, and the product of
      the others.

    Example:
    ```mlir
    %y = mindir.flatten %x : tensor<?x3x4xf32> -> tensor<?x12xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_TransposeOp : MindIR_InferredOp<"transpose"> {
  let summary = "dimensions in another order";
  let description = [{
    Dimension k of the result is dimension `perm[k]` of `x`.

    Constraints:
    - (C1) `perm` is a permutation of 0 .. rank-1.
    - (C2) The result has the permuted shape and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.transpose %x {perm = [1, 0]} : tensor<2x3xf32> -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$perm);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_BroadcastToOp : MindIR_InferredOp<"broadcast_to",
                                             [MindIR_Elementwise]> {
  let summary = "repetition along dimensions of extent 1";
  let description = [{
    `x` repeated after NumPy's broadcasting to `shape`. An entry -1 keeps the
    extent that `x` has there.

    Constraints:
    - (C1) `shape` has at least the rank of `x`; -1 stands only where `x` has a
      dimension.
    - (C2) Each dimension of `x`, counted from the last, is 1 or equal to that of
      `shape`.
    - (C3) The result has that shape and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.broadcast_to %x {shape = [2, 3]} : tensor<3xf32> -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$shape);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_BroadcastLikeOp : MindIR_InferredOp<"broadcast_like",
                                               [MindIR_Elementwise]> {
  let summary = "repetition to the shape of another tensor";
  let description = [{
    `x` repeated after NumPy's broadcasting to the shape of `like`, whose elements
    are not read. Gradients of reductions need it where the batch is dynamic.

    Constraints:
    - (C1) The shape of `x` broadcasts to that of `like`.
    - (C2) The result has the shape of `like` and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.broadcast_like %x, %z : (tensor<1x3xf32>, tensor<?x3xf32>) -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_Tensor:$like);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat =
      "$x `,` $like attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def MindIR_ReshapeLikeOp : MindIR_InferredOp<"reshape_like"> {
  let summary = "the same elements in the shape of another tensor";
  let description = [{
    The elements of `x`, in row-major order, in the shape of `like`, whose
    elements are not read. It is the gradient of `reshape` and `flatten`.

    Constraints:
    - (C1) `x` and `like` have the same number of elements.
    - (C2) The result has the shape of `like` and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.reshape_like %x, %z : (tensor<?x12xf32>, tensor<?x3x4xf32>) -> tensor<?x3x4xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_Tensor:$like);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat =
      "$x `,` $like attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def MindIR_ConcatOp : MindIR_InferredOp<"concat"> {
  let summary = "tensors side by side";
  let description = [{
    The operands one after another along `axis`.

    Constraints:
    - (C1) There is at least one operand; all have one rank and element type.
    - (C2) `axis` is in [-rank, rank).
    - (C3) All other dimensions agree.
    - (C4) The dynamic dimension is not the axis.
    - (C5) The result has the sum of the extents along `axis`.

    Example:
    ```mlir
    %y = mindir.concat %a, %b {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x5xf32>) -> tensor<2x8xf32>
    ```
  }];
  let arguments = (ins Variadic<MindIR_Tensor>:$inputs,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def MindIR_SliceOp : MindIR_InferredOp<"slice"> {
  let summary = "a box cut out of a tensor";
  let description = [{
    The elements of `x` from `begin` on, `size` of them in each dimension; a size
    of -1 takes all that are left.

    Constraints:
    - (C1) `begin` and `size` have one entry for each dimension of `x`.
    - (C2) The box lies inside `x`.
    - (C3) A dynamic dimension is taken whole: begin 0, size -1.
    - (C4) The result has the shape of the box and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.slice %x {begin = [0, 1], size = [-1, 2]} : tensor<2x5xf32> -> tensor<2x2xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$begin,
                       I64ArrayAttr:$size);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_PadOp : MindIR_InferredOp<"pad"> {
  let summary = "a border of one value";
  let description = [{
    `x` with `low[k]` elements of `value` before and `high[k]` after it in each
    dimension k.

    Constraints:
    - (C1) `low` and `high` have one entry, not negative, for each dimension.
    - (C2) A dynamic dimension gets no border.
    - (C3) The result has the larger shape and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.pad %x {low = [0, 1], high = [0, 2]} : tensor<2x5xf32> -> tensor<2x8xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x, I64ArrayAttr:$low,
                       I64ArrayAttr:$high,
                       DefaultValuedOptionalAttr<F64Attr, "0.0">:$value);
  let results = (outs MindIR_NumericTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_OneHotOp : MindIR_InferredOp<"one_hot"> {
  let summary = "indices as rows of zeros with a one";
  let description = [{
    A new dimension of extent `depth` at `axis` (-1: the last), `on_value` where
    its index equals the element of `indices` and `off_value` elsewhere. An index
    outside [0, depth) gives `off_value` only.

    Constraints:
    - (C1) `depth` is positive; `axis` is in [-1, rank].
    - (C2) A dynamic dimension stays in front.
    - (C3) The result has the new dimension and elements of type `dtype`.

    Example:
    ```mlir
    %y = mindir.one_hot %i {depth = 10 : i64, dtype = f32} : tensor<?xi32> -> tensor<?x10xf32>
    ```
  }];
  let arguments = (ins MindIR_IntTensor:$indices, MindIR_I64Attr:$depth,
                       TypeAttr:$dtype,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "-1">:$axis,
                       DefaultValuedOptionalAttr<F64Attr, "1.0">:$on_value,
                       DefaultValuedOptionalAttr<F64Attr, "0.0">:$off_value);
  let results = (outs MindIR_NumericTensor:$y);
  let assemblyFormat = "$indices attr-dict `:` type($indices) `->` type($y)";
}

def MindIR_GatherOp : MindIR_InferredOp<"gather"> {
  let summary = "slices of a table, chosen by index";
  let description = [{
    The slices of `table` along `axis` that `indices` names. The first `batch_dims`
    dimensions of both are one: each place in them has a table and indices of its
    own. An index outside the table gives zeros.

    Constraints:
    - (C1) `axis` is in [-rank, rank) of `table`, and not below `batch_dims`.
    - (C2) The result's shape is that of `table` with the axis replaced by the
      shape of `indices` behind its first `batch_dims` dimensions; its element
      type is that of `table`.
    - (C3) A dynamic dimension comes out in front: it is the first one of
      `indices` with `axis` 0, the first one of `table` with another axis, or the
      first one of both where `batch_dims` is positive.
    - (C4) `batch_dims` is in [0, rank] of `indices`, and these dimensions of
      `table` and `indices` agree.

    Example:
    ```mlir
    %y = mindir.gather %table, %i : (tensor<100x8xf32>, tensor<?xi32>) -> tensor<?x8xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$table, MindIR_IntTensor:$indices,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$batch_dims);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat =
      "$table `,` $indices attr-dict `:` functional-type(operands, results)";
}

def MindIR_ExtentOp : MindIR_InferredOp<"extent"> {
  let summary = "number of elements along axes";
  let description = [{
    The product of the extents of `x` along `axis` (all axes where it is empty), as
    a scalar of type `dtype`. The elements of `x` are not read. Means over a
    dynamic batch divide by it.

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) `dtype` is a float type; the result is a scalar of it.

    Example:
    ```mlir
    %n = mindir.extent %x {axis = [0], dtype = f32} : tensor<?x3xf32> -> tensor<f32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_Ints<"{}">:$axis,
                       TypeAttr:$dtype);
  let results = (outs MindIR_FloatTensor:$n);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($n)";
  let hasFolder = 1;
}

#endif // MINDIR_OPS_TENSOR_TD
