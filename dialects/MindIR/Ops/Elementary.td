//===- Elementary.td - Elementary functions ----------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Element by element: functions beyond those of Math.td. Shapes are inferred in
// Elementary.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_ELEMENTARY_TD
#define MINDIR_OPS_ELEMENTARY_TD

include "dialects/MindIR/MindIRClasses.td"

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

def MindIR_ErfOp : MindIR_UnaryOp<"erf", MindIR_FloatTensor,
    "error function", "`2 / sqrt(pi)` times the integral of `e^(-t^2)` from 0 to `x`">;
def MindIR_Expm1Op : MindIR_UnaryOp<"expm1", MindIR_FloatTensor,
    "exponential less 1", "`e^x - 1`", "It stays exact near 0.">;
def MindIR_Log1pOp : MindIR_UnaryOp<"log1p", MindIR_FloatTensor,
    "logarithm of 1 more", "`ln(1 + x)`", "It stays exact near 0.">;
def MindIR_TanOp : MindIR_UnaryOp<"tan", MindIR_FloatTensor,
    "tangent", "`tan x`, x in radians">;
def MindIR_AsinOp : MindIR_UnaryOp<"asin", MindIR_FloatTensor,
    "inverse sine", "the angle in [-pi/2, pi/2] whose sine is `x`",
    "Outside [-1, 1] it is NaN.">;
def MindIR_AcosOp : MindIR_UnaryOp<"acos", MindIR_FloatTensor,
    "inverse cosine", "the angle in [0, pi] whose cosine is `x`",
    "Outside [-1, 1] it is NaN.">;
def MindIR_AtanOp : MindIR_UnaryOp<"atan", MindIR_FloatTensor,
    "inverse tangent", "the angle in [-pi/2, pi/2] whose tangent is `x`">;
def MindIR_SinhOp : MindIR_UnaryOp<"sinh", MindIR_FloatTensor,
    "hyperbolic sine", "`(e^x - e^-x) / 2`">;
def MindIR_CoshOp : MindIR_UnaryOp<"cosh", MindIR_FloatTensor,
    "hyperbolic cosine", "`(e^x + e^-x) / 2`">;
def MindIR_SignOp : MindIR_UnaryOp<"sign", MindIR_NumericTensor,
    "sign", "-1, 0 or 1; zeros and NaN stay what they are",
    "Its gradient is zero.">;
def MindIR_RoundOp : MindIR_UnaryOp<"round", MindIR_FloatTensor,
    "rounding to the nearest", "The whole number nearest to `x`, the even one of two",
    "Its gradient is zero.">;
def MindIR_TruncOp : MindIR_UnaryOp<"trunc", MindIR_FloatTensor,
    "rounding toward zero", "`x` without its fraction", "Its gradient is zero.">;

class MindIR_TestOp<string mnemonic, string sum, string formula>
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise]> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, element by element.

    Constraints:
    - (C1) The result has the shape of `x` and elements of type i1.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x : tensor<2x3xf32> -> tensor<2x3xi1>
    ```
  }]);
  let arguments = (ins MindIR_FloatTensor:$x);
  let results = (outs MindIR_BoolTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($y)";
}

def MindIR_IsNanOp : MindIR_TestOp<"is_nan", "test for NaN",
    "Whether `x` is no number">;
def MindIR_IsInfOp : MindIR_TestOp<"is_inf", "test for infinities",
    "Whether `x` is infinite, of either sign">;
def MindIR_IsFiniteOp : MindIR_TestOp<"is_finite", "test for numbers",
    "Whether `x` is neither infinite nor NaN">;

//===----------------------------------------------------------------------===//
// Binary
//===----------------------------------------------------------------------===//

def MindIR_Atan2Op : MindIR_BinaryOp<"atan2", MindIR_FloatTensor,
    "angle of a point", "The angle in [-pi, pi] of the point with ordinate `x` and abscissa `y`">;
def MindIR_FloorDivOp : MindIR_BinaryOp<"floor_div", MindIR_NumericTensor,
    "division, rounded down", "The largest whole number not above `x / y`",
    "Division by the integer zero gives zero. The gradient is zero.">;
def MindIR_FloorModOp : MindIR_BinaryOp<"floor_mod", MindIR_NumericTensor,
    "remainder with the sign of the divisor", "`x - y * floor(x / y)`",
    "Division by the integer zero gives zero.">;
def MindIR_ModOp : MindIR_BinaryOp<"mod", MindIR_NumericTensor,
    "remainder with the sign of the dividend", "`x - y * trunc(x / y)`",
    "Division by the integer zero gives zero.">;
def MindIR_LogicalXorOp : MindIR_LogicalOp<"logical_xor",
    "exclusive disjunction", "`x` or `y`, not both">;

#endif // MINDIR_OPS_ELEMENTARY_TD
