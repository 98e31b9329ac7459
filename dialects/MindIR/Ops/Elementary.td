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
def MindIR_AsinhOp : MindIR_UnaryOp<"asinh", MindIR_FloatTensor,
    "inverse hyperbolic sine", "The number whose `sinh` is `x`">;
def MindIR_AcoshOp : MindIR_UnaryOp<"acosh", MindIR_FloatTensor,
    "inverse hyperbolic cosine", "The number not below 0 whose `cosh` is `x`",
    "Below 1 it is NaN.">;
def MindIR_AtanhOp : MindIR_UnaryOp<"atanh", MindIR_FloatTensor,
    "inverse hyperbolic tangent", "The number whose `tanh` is `x`",
    "At 1 and -1 it is infinite, beyond them NaN.">;
def MindIR_ErfinvOp : MindIR_UnaryOp<"erfinv", MindIR_FloatTensor,
    "inverse of the error function", "The number whose `erf` is `x`",
    "At 1 and -1 it is infinite, beyond them NaN.">;
def MindIR_SincOp : MindIR_UnaryOp<"sinc", MindIR_FloatTensor,
    "normalized sinc", "`sin(pi * x) / (pi * x)`, 1 at 0">;
def MindIR_LgammaOp : MindIR_UnaryOp<"lgamma", MindIR_FloatTensor,
    "logarithm of the gamma function", "`ln |gamma(x)|`",
    "At 0 and the negative whole numbers it is infinite.">;
def MindIR_DigammaOp : MindIR_UnaryOp<"digamma", MindIR_FloatTensor,
    "derivative of lgamma", "`gamma'(x) / gamma(x)`",
    "At 0 it is the infinity of the other sign, at the negative whole numbers NaN.">;
def MindIR_TrigammaOp : MindIR_UnaryOp<"trigamma", MindIR_FloatTensor,
    "derivative of digamma", "The sum of `1 / (x + k)^2` over all whole k from 0",
    "It is MindSpore's Polygamma of order 1, infinite at 0 and the negative whole "
    "numbers. It has no gradient.">;
def MindIR_InvertOp : MindIR_UnaryOp<"invert", MindIR_IntTensor,
    "complement of bits", "Every bit of `x` turned round"> {
  let description = [{
    Every bit of `x` turned round: `-1 - x` where the type has a sign.

    Constraints:
    - (C1) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.invert %x : tensor<2x3xi32>
    ```
  }];
}
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
def MindIR_HypotOp : MindIR_BinaryOp<"hypot", MindIR_FloatTensor,
    "length of a vector of two", "`sqrt(x^2 + y^2)`",
    "No square overflows; an infinity wins over NaN.", [Commutative]>;
def MindIR_XlogyOp : MindIR_BinaryOp<"xlogy", MindIR_FloatTensor,
    "product with a logarithm", "`x * ln(y)`",
    "Where `x` is 0 and `y` not NaN it is 0.">;

class MindIR_BitwiseOp<string mnemonic, string sum, string formula>
    : MindIR_BinaryOp<mnemonic, MindIR_IntTensor, sum, formula, "",
                      [Commutative]> {
  let description = !strconcat("\n    ", formula, [{, bit by bit and element by element
    after NumPy's broadcasting.

    Constraints:
    - (C1) The shapes of `x` and `y` broadcast.
    - (C2) `x`, `y` and the result have one element type.
    - (C3) The result has the broadcast shape.

    Example:
    ```mlir
    %z = mindir.}], mnemonic, [{ %x, %y : (tensor<2x3xi32>, tensor<3xi32>) -> tensor<2x3xi32>
    ```
  }]);
}
def MindIR_BitwiseAndOp : MindIR_BitwiseOp<"bitwise_and",
    "conjunction of bits", "Whether both bits are 1">;
def MindIR_BitwiseOrOp : MindIR_BitwiseOp<"bitwise_or",
    "disjunction of bits", "Whether some bit is 1">;
def MindIR_BitwiseXorOp : MindIR_BitwiseOp<"bitwise_xor",
    "exclusive disjunction of bits", "Whether one bit of two is 1">;
def MindIR_LogicalXorOp : MindIR_LogicalOp<"logical_xor",
    "exclusive disjunction", "`x` or `y`, not both">;

#endif // MINDIR_OPS_ELEMENTARY_TD
