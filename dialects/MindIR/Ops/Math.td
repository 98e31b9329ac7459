//===- Math.td - Elementwise math, reductions, products -----*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Ops that compute element by element, reduce, compare or multiply matrices.
// Shapes are inferred in Math.cpp, folds stand in MathFolds.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_MATH_TD
#define MINDIR_OPS_MATH_TD

include "dialects/MindIR/MindIRClasses.td"

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

def MindIR_NegOp : MindIR_UnaryOp<"neg", MindIR_NumericTensor,
    "negation", "`-x`">;
def MindIR_AbsOp : MindIR_UnaryOp<"abs", MindIR_NumericTensor,
    "absolute value", "`|x|`">;
def MindIR_ExpOp : MindIR_UnaryOp<"exp", MindIR_FloatTensor,
    "exponential", "`e^x`">;
def MindIR_LogOp : MindIR_UnaryOp<"log", MindIR_FloatTensor,
    "natural logarithm", "`ln x`">;
def MindIR_SqrtOp : MindIR_UnaryOp<"sqrt", MindIR_FloatTensor,
    "square root", "`x^(1/2)`">;
def MindIR_RsqrtOp : MindIR_UnaryOp<"rsqrt", MindIR_FloatTensor,
    "reciprocal square root", "`x^(-1/2)`">;
def MindIR_ReciprocalOp : MindIR_UnaryOp<"reciprocal", MindIR_FloatTensor,
    "reciprocal", "`1 / x`">;
def MindIR_SquareOp : MindIR_UnaryOp<"square", MindIR_NumericTensor,
    "square", "`x * x`">;
def MindIR_SinOp : MindIR_UnaryOp<"sin", MindIR_FloatTensor,
    "sine", "`sin x`, x in radians">;
def MindIR_CosOp : MindIR_UnaryOp<"cos", MindIR_FloatTensor,
    "cosine", "`cos x`, x in radians">;
def MindIR_FloorOp : MindIR_UnaryOp<"floor", MindIR_FloatTensor,
    "rounding down", "The largest whole number not above `x`",
    "Its gradient is zero.">;
def MindIR_CeilOp : MindIR_UnaryOp<"ceil", MindIR_FloatTensor,
    "rounding up", "The smallest whole number not below `x`",
    "Its gradient is zero.">;
def MindIR_SigmoidOp : MindIR_UnaryOp<"sigmoid", MindIR_FloatTensor,
    "logistic function", "`1 / (1 + e^-x)`">;
def MindIR_TanhOp : MindIR_UnaryOp<"tanh", MindIR_FloatTensor,
    "hyperbolic tangent", "`tanh x`">;
def MindIR_ReLUOp : MindIR_UnaryOp<"relu", MindIR_NumericTensor,
    "rectified linear unit", "`max(x, 0)`; NaN gives NaN">;
def MindIR_LogicalNotOp : MindIR_UnaryOp<"logical_not", MindIR_BoolTensor,
    "logical negation", "`not x`"> {
  let description = [{
    `not x`, element by element.

    Constraints:
    - (C1) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.logical_not %x : tensor<2x3xi1>
    ```
  }];
}

def MindIR_ReLUGradOp : MindIR_UnaryGradOp<"relu_grad", MindIR_NumericTensor,
    "gradient of relu", "`y > 0 ? dy : 0`", "the result of `relu`">;
def MindIR_SigmoidGradOp
    : MindIR_UnaryGradOp<"sigmoid_grad", MindIR_FloatTensor,
    "gradient of sigmoid", "`dy * y * (1 - y)`", "the result of `sigmoid`">;
def MindIR_TanhGradOp : MindIR_UnaryGradOp<"tanh_grad", MindIR_FloatTensor,
    "gradient of tanh", "`dy * (1 - y * y)`", "the result of `tanh`">;

//===----------------------------------------------------------------------===//
// Binary, with broadcasting
//===----------------------------------------------------------------------===//

def MindIR_AddOp : MindIR_BinaryOp<"add", MindIR_NumericTensor,
    "addition", "`x + y`", "", [Commutative]>;
def MindIR_SubOp : MindIR_BinaryOp<"sub", MindIR_NumericTensor,
    "subtraction", "`x - y`">;
def MindIR_MulOp : MindIR_BinaryOp<"mul", MindIR_NumericTensor,
    "multiplication", "`x * y`", "", [Commutative]>;
def MindIR_DivOp : MindIR_BinaryOp<"div", MindIR_NumericTensor,
    "division", "`x / y`",
    "Integers round toward zero; division by the integer zero gives zero.">;
def MindIR_PowOp : MindIR_BinaryOp<"pow", MindIR_FloatTensor,
    "power", "`x ^ y`",
    "A negative `x` with a `y` that is not whole gives NaN.">;
def MindIR_MaximumOp : MindIR_BinaryOp<"maximum", MindIR_NumericTensor,
    "larger of two", "`max(x, y)`", "NaN wins.", [Commutative]>;
def MindIR_MinimumOp : MindIR_BinaryOp<"minimum", MindIR_NumericTensor,
    "smaller of two", "`min(x, y)`", "NaN wins.", [Commutative]>;

def MindIR_LogicalAndOp : MindIR_LogicalOp<"logical_and",
    "logical conjunction", "`x and y`">;
def MindIR_LogicalOrOp : MindIR_LogicalOp<"logical_or",
    "logical disjunction", "`x or y`">;

def MindIR_EqualOp : MindIR_CompareOp<"equal", "equality", "`x == y`">;
def MindIR_NotEqualOp
    : MindIR_CompareOp<"not_equal", "inequality", "`x != y`">;
def MindIR_LessOp : MindIR_CompareOp<"less", "less", "`x < y`">;
def MindIR_LessEqualOp
    : MindIR_CompareOp<"less_equal", "less or equal", "`x <= y`">;
def MindIR_GreaterOp : MindIR_CompareOp<"greater", "greater", "`x > y`">;
def MindIR_GreaterEqualOp
    : MindIR_CompareOp<"greater_equal", "greater or equal", "`x >= y`">;

def MindIR_SelectOp : MindIR_InferredOp<"select", [MindIR_Elementwise]> {
  let summary = "choice between two tensors";
  let description = [{
    `cond ? x : y`, element by element after NumPy's broadcasting.

    Constraints:
    - (C1) The shapes of `cond`, `x` and `y` broadcast.
    - (C2) `x`, `y` and the result have one element type.
    - (C3) The result has the broadcast shape.

    Example:
    ```mlir
    %z = mindir.select %c, %x, %y : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_BoolTensor:$cond, MindIR_Tensor:$x,
                       MindIR_Tensor:$y);
  let results = (outs MindIR_Tensor:$z);
  let assemblyFormat =
      "$cond `,` $x `,` $y attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
}

def MindIR_AddNOp : MindIR_InferredOp<"add_n", [MindIR_Elementwise,
                                                SameOperandsAndResultType]> {
  let summary = "sum of several tensors";
  let description = [{
    The sum of one or more tensors of one type, from left to right. Gradients of
    a value with several uses meet here.

    Constraints:
    - (C1) There is at least one operand.
    - (C2) All operands and the result have one type.

    Example:
    ```mlir
    %s = mindir.add_n %x, %y, %z : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins Variadic<MindIR_NumericTensor>:$inputs);
  let results = (outs MindIR_NumericTensor:$sum);
  let assemblyFormat = "$inputs attr-dict `:` type($sum)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

def MindIR_ReduceSumOp : MindIR_ReduceOp<"reduce_sum", MindIR_NumericTensor,
    "sum along axes", "The sum">;
def MindIR_ReduceMeanOp : MindIR_ReduceOp<"reduce_mean", MindIR_FloatTensor,
    "mean along axes", "The mean">;
def MindIR_ReduceMaxOp : MindIR_ReduceOp<"reduce_max", MindIR_NumericTensor,
    "maximum along axes", "The maximum",
    "The gradient is shared equally by all elements that hold it.">;
def MindIR_ReduceMinOp : MindIR_ReduceOp<"reduce_min", MindIR_NumericTensor,
    "minimum along axes", "The minimum",
    "The gradient is shared equally by all elements that hold it.">;

def MindIR_ArgmaxOp : MindIR_InferredOp<"argmax"> {
  let summary = "index of the maximum along an axis";
  let description = [{
    The index of the largest element along `axis`, of the first one where several
    are equal; the axis is removed. A NaN counts as larger than every number.

    Constraints:
    - (C1) `axis` is in [-rank, rank).
    - (C2) The result has the shape of `x` without that axis and elements of type
      `output_type` (i32 or i64; i32 where it is left out).

    Example:
    ```mlir
    %i = mindir.argmax %x {axis = 1 : i64} : tensor<2x3xf32> -> tensor<2xi32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$x,
      DefaultValuedOptionalAttr<MindIR_I64Attr, "-1">:$axis,
      OptionalAttr<TypeAttr>:$output_type);
  let results = (outs RankedTensorOf<[I32, I64]>:$index);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($index)";
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

def MindIR_MatMulOp : MindIR_InferredOp<"mat_mul"> {
  let summary = "matrix product";
  let description = [{
    `op(a) * op(b)`, where op turns a matrix round if `transpose_a` or
    `transpose_b` says so.

    Constraints:
    - (C1) `a` and `b` are matrices.
    - (C2) `op(a)` has as many columns as `op(b)` has rows.
    - (C3) `a`, `b` and the result have one element type.
    - (C4) The result has the rows of `op(a)` and the columns of `op(b)`.

    Example:
    ```mlir
    %c = mindir.mat_mul %a, %b {transpose_b = true} : (tensor<2x4xf32>, tensor<3x4xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_NumericTensor:$a, MindIR_NumericTensor:$b,
                       MindIR_Bool<"false">:$transpose_a,
                       MindIR_Bool<"false">:$transpose_b);
  let results = (outs MindIR_NumericTensor:$c);
  let assemblyFormat = "$a `,` $b attr-dict `:` functional-type(operands, results)";
  let hasCanonicalizer = 1;
}

#endif // MINDIR_OPS_MATH_TD
