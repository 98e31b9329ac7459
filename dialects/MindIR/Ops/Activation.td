//===- Activation.td - Activation functions, gradients -----*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Element by element, with the gradient primitives that MindSpore has; relu,
// sigmoid and tanh stand in Math.td. Shapes are inferred in Activation.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_ACTIVATION_TD
#define MINDIR_OPS_ACTIVATION_TD

include "dialects/MindIR/MindIRClasses.td"

//===----------------------------------------------------------------------===//
// Functions without options
//===----------------------------------------------------------------------===//

def MindIR_GeLUOp : MindIR_UnaryOp<"gelu", MindIR_FloatTensor,
    "Gaussian error linear unit, approximated",
    "`x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))`">;
def MindIR_GeLUErfOp : MindIR_UnaryOp<"gelu_erf", MindIR_FloatTensor,
    "Gaussian error linear unit",
    "`x / 2 * (1 + erf(x / sqrt(2)))`">;
def MindIR_SiLUOp : MindIR_UnaryOp<"silu", MindIR_FloatTensor,
    "sigmoid linear unit", "`x * sigmoid(x)`">;
def MindIR_HSigmoidOp : MindIR_UnaryOp<"hsigmoid", MindIR_FloatTensor,
    "sigmoid, piecewise linear", "`min(max(x + 3, 0), 6) / 6`">;
def MindIR_HSwishOp : MindIR_UnaryOp<"hswish", MindIR_FloatTensor,
    "sigmoid linear unit, piecewise", "`x * min(max(x + 3, 0), 6) / 6`">;
def MindIR_ReLU6Op : MindIR_UnaryOp<"relu6", MindIR_FloatTensor,
    "rectified linear unit of at most 6", "`min(max(x, 0), 6)`; NaN gives NaN">;
def MindIR_SeLUOp : MindIR_UnaryOp<"selu", MindIR_FloatTensor,
    "scaled exponential linear unit",
    "`scale * (x > 0 ? x : alpha * (e^x - 1))` with scale 1.05070098735548 and "
    "alpha 1.67326324235437">;
def MindIR_SoftplusOp : MindIR_UnaryOp<"softplus", MindIR_FloatTensor,
    "smooth rectified linear unit", "`ln(1 + e^x)`">;
def MindIR_LogSigmoidOp : MindIR_UnaryOp<"log_sigmoid", MindIR_FloatTensor,
    "logarithm of sigmoid", "`-ln(1 + e^-x)`">;
def MindIR_MishOp : MindIR_UnaryOp<"mish", MindIR_FloatTensor,
    "self regularized activation", "`x * tanh(ln(1 + e^x))`">;
def MindIR_SoftsignOp : MindIR_UnaryOp<"softsign", MindIR_FloatTensor,
    "sigmoid of fractions", "`x / (1 + |x|)`">;
def MindIR_FastGeLUOp : MindIR_UnaryOp<"fast_gelu", MindIR_FloatTensor,
    "Gaussian error linear unit, approximated by a sigmoid",
    "`x * sigmoid(1.702 * x)`">;

//===----------------------------------------------------------------------===//
// Functions with options
//===----------------------------------------------------------------------===//

class MindIR_AlphaOp<string mnemonic, string sum, string formula,
                     string default>
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise,
                                   SameOperandsAndResultType]> {
  let summary = sum;
  let description = !strconcat("\n    ", formula, [{, element by element.

    Constraints:
    - (C1) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.}], mnemonic, [{ %x {alpha = 2.5e-01} : tensor<2x3xf32>
    ```
  }]);
  let arguments = (ins MindIR_FloatTensor:$x,
                       DefaultValuedOptionalAttr<F64Attr, default>:$alpha);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x attr-dict `:` type($y)";
  let hasFolder = 1;
}

def MindIR_LeakyReLUOp : MindIR_AlphaOp<"leaky_relu",
    "rectified linear unit with a slope", "`x > 0 ? x : alpha * x`", "0.2">;
def MindIR_EluOp : MindIR_AlphaOp<"elu", "exponential linear unit",
    "`x > 0 ? x : alpha * (e^x - 1)`", "1.0">;
def MindIR_CeLUOp : MindIR_AlphaOp<"celu",
    "exponential linear unit with a smooth corner",
    "`x > 0 ? x : alpha * (e^(x / alpha) - 1)`, with `alpha` 0 its limit `relu`",
    "1.0">;

def MindIR_PReLUOp : MindIR_InferredOp<"prelu"> {
  let summary = "rectified linear unit with slopes that are trained";
  let description = [{
    `x > 0 ? x : weight * x`, with one weight for all elements, or one for each
    channel, which are along the second dimension of `x`.

    Constraints:
    - (C1) `weight` has rank 1 and one element, or as many as `x` has channels;
      `x` of rank below 2 has one.
    - (C2) `x`, `weight` and the result have one element type.
    - (C3) The result has the type of `x`.

    Example:
    ```mlir
    %y = mindir.prelu %x, %w : (tensor<?x8x4x4xf32>, tensor<8xf32>) -> tensor<?x8x4x4xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x, MindIR_FloatTensor:$weight);
  let results = (outs MindIR_FloatTensor:$y);
  let assemblyFormat = "$x `,` $weight attr-dict `:` functional-type(operands, results)";
}

//===----------------------------------------------------------------------===//
// Gradients
//===----------------------------------------------------------------------===//

// In terms of the operand, as MindSpore has them.
class MindIR_OperandGradOp<string mnemonic, string of, string formula>
    : MindIR_InferredOp<mnemonic, [MindIR_Elementwise,
                                   SameOperandsAndResultType]> {
  let summary = "gradient of " # of;
  let description = !strconcat("\n    ", formula, [{, element by element; `x` is the operand of
    `}], of, [{`.

    Constraints:
    - (C1) `dy`, `x` and the result have one type.

    Example:
    ```mlir
    %dx = mindir.}], mnemonic, [{ %dy, %x : tensor<2x3xf32>
    ```
  }]);
  let arguments = (ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat = "$dy `,` $x attr-dict `:` type($dx)";
}

def MindIR_GeLUGradOp : MindIR_OperandGradOp<"gelu_grad", "gelu",
    "`dy * (s + 2 * x * s * (1 - s) * u')` with `u = sqrt(2 / pi) * (x + 0.044715 * x^3)` and `s = sigmoid(2 * u)`">;
def MindIR_GeLUErfGradOp : MindIR_OperandGradOp<"gelu_erf_grad", "gelu_erf",
    "`dy * ((1 + erf(x / sqrt(2))) / 2 + x * e^(-x^2 / 2) / sqrt(2 * pi))`">;
def MindIR_SiLUGradOp : MindIR_OperandGradOp<"silu_grad", "silu",
    "`dy * s * (1 + x * (1 - s))` with `s = sigmoid(x)`">;
def MindIR_HSigmoidGradOp : MindIR_OperandGradOp<"hsigmoid_grad", "hsigmoid",
    "`-3 < x < 3 ? dy / 6 : 0`">;
def MindIR_HSwishGradOp : MindIR_OperandGradOp<"hswish_grad", "hswish",
    "`x <= -3 ? 0 : x < 3 ? dy * (2 * x + 3) / 6 : dy`">;
def MindIR_ReLU6GradOp : MindIR_OperandGradOp<"relu6_grad", "relu6",
    "`0 < x < 6 ? dy : 0`">;
def MindIR_FastGeLUGradOp : MindIR_OperandGradOp<"fast_gelu_grad", "fast_gelu",
    "`dy * s * (1 + 1.702 * x * (1 - s))` with `s = sigmoid(1.702 * x)`">;
def MindIR_SoftplusGradOp : MindIR_OperandGradOp<"softplus_grad", "softplus",
    "`dy * sigmoid(x)`">;

def MindIR_EluGradOp : MindIR_InferredOp<"elu_grad", [MindIR_Elementwise,
                                            SameOperandsAndResultType]> {
  let summary = "gradient of elu";
  let description = [{
    `y > 0 ? dy : dy * (y + alpha)`, element by element; `y` is the result of
    `elu`.

    Constraints:
    - (C1) `dy`, `y` and the result have one type.

    Example:
    ```mlir
    %dx = mindir.elu_grad %dy, %y : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$y,
                       DefaultValuedOptionalAttr<F64Attr, "1.0">:$alpha);
  let results = (outs MindIR_FloatTensor:$dx);
  let assemblyFormat = "$dy `,` $y attr-dict `:` type($dx)";
}

def MindIR_PReLUGradOp : MindIR_InferredOp<"prelu_grad"> {
  let summary = "gradients of prelu";
  let description = [{
    For `x`: `x > 0 ? dy : weight * dy`. For `weight`: the sum of
    `x > 0 ? 0 : x * dy` over the elements that share the weight.

    Constraints:
    - (C1) `weight` has rank 1 and one element, or as many as `x` has channels;
      `x` of rank below 2 has one.
    - (C2) `x` and `weight` have one element type; `dy` has the type of `x`.
    - (C3) `dx` has the type of `x`, `dweight` that of `weight`.

    Example:
    ```mlir
    %dx, %dw = mindir.prelu_grad %dy, %x, %w : (tensor<?x8x4x4xf32>, tensor<?x8x4x4xf32>, tensor<8xf32>) -> (tensor<?x8x4x4xf32>, tensor<8xf32>)
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$dy, MindIR_FloatTensor:$x,
                       MindIR_FloatTensor:$weight);
  let results = (outs MindIR_FloatTensor:$dx, MindIR_FloatTensor:$dweight);
  let assemblyFormat =
      "$dy `,` $x `,` $weight attr-dict `:` functional-type(operands, results)";
}

#endif // MINDIR_OPS_ACTIVATION_TD
