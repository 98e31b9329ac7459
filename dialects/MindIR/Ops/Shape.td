//===- Shape.td - Dimensions added, taken, cut and joined --*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops whose result is made of elements of their operands, at places that
// follow from attributes.
// Shapes are inferred in Shape.cpp, folds stand in ShapeFolds.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_SHAPE_TD
#define MINDIR_OPS_SHAPE_TD

include "dialects/MindIR/MindIRDialect.td"

//===----------------------------------------------------------------------===//
// Dimensions of extent 1, repetition
//===----------------------------------------------------------------------===//

def MindIR_ExpandDimsOp : MindIR_InferredOp<"expand_dims"> {
  let summary = "a new dimension of extent 1";
  let description = [{
    The elements of `x` with a dimension of extent 1 before dimension `axis`; a
    negative axis counts from behind the last dimension of the result.

    Constraints:
    - (C1) `axis` is in [-rank-1, rank].
    - (C2) A dynamic dimension stays in front.
    - (C3) The result has the new dimension and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.expand_dims %x {axis = 1 : i64} : tensor<?x3xf32> -> tensor<?x1x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_I64Attr:$axis);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_SqueezeOp : MindIR_InferredOp<"squeeze"> {
  let summary = "dimensions of extent 1 taken away";
  let description = [{
    The elements of `x` without the dimensions that `axis` names. An empty list
    names all dimensions of extent 1.

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) The dimensions that `axis` names have extent 1.
    - (C3) The result has the other dimensions and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.squeeze %x {axis = [1]} : tensor<?x1x3xf32> -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_Ints<"{}">:$axis);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_TileOp : MindIR_InferredOp<"tile"> {
  let summary = "repetition of the whole tensor";
  let description = [{
    `x` repeated `multiples[k]` times along dimension k. The shorter of the shape
    of `x` and `multiples` gets ones in front.

    Constraints:
    - (C1) The entries of `multiples` are positive.
    - (C2) A dynamic dimension is the first of the result and not repeated.
    - (C3) The result has the product of both and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.tile %x {multiples = [1, 2]} : tensor<?x3xf32> -> tensor<?x6xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$multiples);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

//===----------------------------------------------------------------------===//
// Joining and splitting
//===----------------------------------------------------------------------===//

def MindIR_StackOp : MindIR_InferredOp<"stack"> {
  let summary = "tensors side by side along a new dimension";
  let description = [{
    The operands one after another along a new dimension `axis`; a negative axis
    counts from behind the last dimension of the result.

    Constraints:
    - (C1) There is at least one operand; all have one type.
    - (C2) `axis` is in [-rank-1, rank].
    - (C3) A dynamic dimension stays in front.
    - (C4) The result has the number of operands at `axis`.

    Example:
    ```mlir
    %y = mindir.stack %a, %b {axis = 1 : i64} : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x2x3xf32>
    ```
  }];
  let arguments = (ins Variadic<MindIR_Tensor>:$inputs,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$inputs attr-dict `:` functional-type(operands, results)";
}

def MindIR_UnstackOp : MindIR_InferredOp<"unstack"> {
  let summary = "the slices of a tensor along a dimension";
  let description = [{
    For each index along `axis` one result: the slice of `x` there, without that
    dimension.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The dynamic dimension is not the axis.
    - (C3) There are as many results as `x` has slices, each with the other
      dimensions and the element type of `x`.

    Example:
    ```mlir
    %y:2 = mindir.unstack %x {axis = 1 : i64} : (tensor<?x2x3xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>)
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis);
  let results = (outs Variadic<MindIR_Tensor>:$ys);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def MindIR_SplitOp : MindIR_InferredOp<"split"> {
  let summary = "a tensor in equal parts";
  let description = [{
    `x` cut along `axis` in `output_num` parts of one extent.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The dynamic dimension is not the axis.
    - (C3) `output_num` is positive and divides the extent.
    - (C4) There are `output_num` results, each with its part of the extent.

    Example:
    ```mlir
    %y:2 = mindir.split %x {axis = 1 : i64, output_num = 2 : i64} : (tensor<?x6xf32>) -> (tensor<?x3xf32>, tensor<?x3xf32>)
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, MindIR_I64Attr:$output_num,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$axis);
  let results = (outs Variadic<MindIR_Tensor>:$ys);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def MindIR_SplitVOp : MindIR_InferredOp<"split_v"> {
  let summary = "a tensor in parts of given sizes";
  let description = [{
    `x` cut along `split_dim` in parts of the extents `size_splits`. One of them
    may be -1: it takes what is left.

    Constraints:
    - (C1) `split_dim` is in [-rank, rank).
    - (C2) The dynamic dimension is not split.
    - (C3) `size_splits` has at least one entry, at most one of them -1, the others
      not negative; they fill the extent exactly.
    - (C4) There is one result for each entry, with its part of the extent.

    Example:
    ```mlir
    %y:2 = mindir.split_v %x {size_splits = [2, -1], split_dim = 1 : i64} : (tensor<?x6xf32>) -> (tensor<?x2xf32>, tensor<?x4xf32>)
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$size_splits,
                       DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$split_dim);
  let results = (outs Variadic<MindIR_Tensor>:$ys);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Strided slices, reversal, mirrored borders
//===----------------------------------------------------------------------===//

defvar StridedSliceAttributes = (ins
    I64ArrayAttr:$begin, I64ArrayAttr:$end, I64ArrayAttr:$strides,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$begin_mask,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$end_mask,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$ellipsis_mask,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$new_axis_mask,
    DefaultValuedOptionalAttr<MindIR_I64Attr, "0">:$shrink_axis_mask);

def MindIR_StridedSliceOp : MindIR_InferredOp<"strided_slice"> {
  let summary = "elements at regular distances";
  let description = [{
    Entry i of `begin`, `end` and `strides` belongs to the next dimension of `x`:
    its elements `begin`, `begin + stride`, ... before `end`. Negative entries of
    `begin` and `end` count from the extent; both are cut to it. With a negative
    stride the elements come in reverse order. Dimensions without an entry are
    taken whole. Bit i of a mask changes entry i:

    - `begin_mask`, `end_mask`: the slice starts, ends at the border.
    - `ellipsis_mask`: the entry stands for as many whole dimensions as are left.
    - `new_axis_mask`: the entry takes no dimension; the result gets one of
      extent 1.
    - `shrink_axis_mask`: only the element at `begin` is taken, and the dimension
      vanishes.

    An entry with several of the last three bits goes by the first of them.

    Constraints:
    - (C1) `begin`, `end` and `strides` have one length; no stride is 0.
    - (C2) Masks have no bits beyond the entries; `ellipsis_mask` has at most one.
    - (C3) No more entries take a dimension than `x` has.
    - (C4) An entry of `shrink_axis_mask` has its index inside the extent and a
      positive stride.
    - (C5) A dynamic dimension is taken whole: begin 0, or in `begin_mask`; in
      `end_mask`, or an end of at least 2^31-1; stride 1. It stays in front.
    - (C6) The result has the shape of the slice and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.strided_slice %x {begin = [0, 4], end = [2, 0], strides = [1, -2]} : tensor<2x5xf32> -> tensor<2x2xf32>
    ```
  }];
  let arguments = !con((ins MindIR_Tensor:$x), StridedSliceAttributes);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_StridedSliceGradOp : MindIR_InferredOp<"strided_slice_grad"> {
  let summary = "gradient of strided_slice";
  let description = [{
    A tensor of `shape` with the elements of `dy` where `strided_slice` with the
    same attributes takes its elements from, and zeros elsewhere. The entry -1 of
    `shape` stands for a dynamic dimension.

    Constraints:
    - (C1) The entries of `shape` are not negative, but for a first one of -1.
    - (C2) `strided_slice` with these attributes accepts an operand of `shape`.
    - (C3) `dy` has the shape of its result.
    - (C4) The result has the shape `shape` and the element type of `dy`.

    Example:
    ```mlir
    %dx = mindir.strided_slice_grad %dy {shape = [2, 5], begin = [0, 4], end = [2, 0], strides = [1, -2]} : tensor<2x2xf32> -> tensor<2x5xf32>
    ```
  }];
  let arguments = !con((ins MindIR_NumericTensor:$dy, I64ArrayAttr:$shape),
                       StridedSliceAttributes);
  let results = (outs MindIR_NumericTensor:$dx);
  let assemblyFormat = "$dy attr-dict `:` type($dy) `->` type($dx)";
}

def MindIR_ReverseV2Op : MindIR_InferredOp<"reverse_v2"> {
  let summary = "elements in reverse order";
  let description = [{
    `x` with its elements in reverse order along the dimensions that `axis` names.

    Constraints:
    - (C1) Every axis is in [-rank, rank), none twice.
    - (C2) The dynamic dimension keeps its order.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.reverse_v2 %x {axis = [1]} : tensor<?x3xf32> -> tensor<?x3xf32>
    ```
  }];
  let arguments = (ins MindIR_Tensor:$x, I64ArrayAttr:$axis);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_MirrorModeAttr
    : ConfinedAttr<StrAttr, [AttrConstraint<
          CPred<"::llvm::is_contained({\"reflect\", \"symmetric\"}, "
                "::llvm::cast<::mlir::StringAttr>($_self).getValue())">,
          "one of \"reflect\", \"symmetric\"">]>;

defvar MirrorPadAttributes = (ins
    I64ArrayAttr:$low, I64ArrayAttr:$high,
    DefaultValuedOptionalAttr<MindIR_MirrorModeAttr, "\"reflect\"">:$mode);

def MindIR_MirrorPadOp : MindIR_InferredOp<"mirror_pad"> {
  let summary = "a border that mirrors the inside";
  let description = [{
    `x` with `low[k]` elements before and `high[k]` after it in each dimension k.
    They mirror the elements inside: about the outermost element (`mode`
    "reflect") or about the border ("symmetric").

    Constraints:
    - (C1) `low` and `high` have one entry, not negative, for each dimension.
    - (C2) No border is wider than the extent, with "reflect" than one less.
    - (C3) A dynamic dimension gets no border.
    - (C4) The result has the larger shape and the element type of `x`.

    Example:
    ```mlir
    %y = mindir.mirror_pad %x {low = [0, 1], high = [0, 2]} : tensor<2x5xf32> -> tensor<2x8xf32>
    ```
  }];
  let arguments = !con((ins MindIR_Tensor:$x), MirrorPadAttributes);
  let results = (outs MindIR_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
  let hasFolder = 1;
}

def MindIR_MirrorPadGradOp : MindIR_InferredOp<"mirror_pad_grad"> {
  let summary = "gradient of mirror_pad";
  let description = [{
    For each element of the padded tensor the sum of the elements of `dy` that
    `mirror_pad` with the same attributes makes of it.

    Constraints:
    - (C1) `low` and `high` have one entry, not negative, for each dimension.
    - (C2) No border is wider than the extent inside, with "reflect" than one
      less.
    - (C3) A dynamic dimension has no border.
    - (C4) The result has the smaller shape and the element type of `dy`.

    Example:
    ```mlir
    %dx = mindir.mirror_pad_grad %dy {low = [0, 1], high = [0, 2]} : tensor<2x8xf32> -> tensor<2x5xf32>
    ```
  }];
  let arguments = !con((ins MindIR_NumericTensor:$dy), MirrorPadAttributes);
  let results = (outs MindIR_NumericTensor:$dx);
  let assemblyFormat = "$dy attr-dict `:` type($dy) `->` type($dx)";
}

#endif // MINDIR_OPS_SHAPE_TD
