//===- Update.td - Update rules of optimizers --------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Pure functions from old values and a gradient to new values. The result types
// follow from type constraints.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_UPDATE_TD
#define MINDIR_OPS_UPDATE_TD

include "dialects/MindIR/MindIRDialect.td"

// A 0-d operand with the element type of `var`.
class MindIR_ScalarOf<string operand>
    : TypesMatchWith<"'" # operand # "' is a scalar with the element type of 'var'",
                     "var", operand, "::ms::mindir::getScalarType($_self)">;

class MindIR_ApplyOp<string mnemonic, list<Trait> traits>
    : MindIR_InferredOp<mnemonic, !listconcat([MindIR_Elementwise], traits)>;

def MindIR_ApplyGradientDescentOp : MindIR_ApplyOp<"apply_gradient_descent",
    [AllTypesMatch<["var", "delta", "new_var"]>, MindIR_ScalarOf<"alpha">]> {
  let summary = "plain gradient descent";
  let description = [{
    `new_var = var - alpha * delta`.

    Constraints:
    - (C1) `var`, `delta` and the result have one type; `alpha` is a scalar of its
      element type.

    Example:
    ```mlir
    %v = mindir.apply_gradient_descent %var, %lr, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$alpha,
                       MindIR_FloatTensor:$delta);
  let results = (outs MindIR_FloatTensor:$new_var);
  let assemblyFormat = "$var `,` $alpha `,` $delta attr-dict `:` type($var)";
}

def MindIR_ApplyMomentumOp : MindIR_ApplyOp<"apply_momentum",
    [AllTypesMatch<["var", "accum", "grad", "new_var", "new_accum"]>,
     MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"momentum">]> {
  let summary = "gradient descent with momentum";
  let description = [{
    `new_accum = accum * momentum + grad`;
    `new_var = var - lr * new_accum`, with `use_nesterov`
    `new_var = var - lr * (grad + momentum * new_accum)`.

    Constraints:
    - (C1) `var`, `accum`, `grad` and the results have one type; `lr` and
      `momentum` are scalars of its element type.

    Example:
    ```mlir
    %v, %a = mindir.apply_momentum %var, %accum, %lr, %grad, %momentum {use_nesterov = true} : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$accum,
                       MindIR_FloatTensor:$lr, MindIR_FloatTensor:$grad,
                       MindIR_FloatTensor:$momentum,
                       MindIR_Bool<"false">:$use_nesterov);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_accum);
  let assemblyFormat = [{
    $var `,` $accum `,` $lr `,` $grad `,` $momentum attr-dict `:` type($var)
  }];
}

def MindIR_SGDOp : MindIR_ApplyOp<"sgd",
    [AllTypesMatch<["var", "grad", "accum", "stat", "new_var", "new_accum",
                    "new_stat"]>,
     MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"momentum">]> {
  let summary = "stochastic gradient descent as MindSpore's SGD";
  let description = [{
    With g = `grad` + weight_decay * `var`. Where `momentum` > 0:
    `new_accum = stat > 0 ? g : momentum * accum + (1 - dampening) * g`,
    `new_stat = 0`, and g becomes `new_accum`, or with `nesterov`
    g + momentum * `new_accum`. Then `new_var = var - lr * g`. `stat` starts at 1:
    the first step takes the gradient as it is.

    Constraints:
    - (C1) `var`, `grad`, `accum`, `stat` and the results have one type; `lr` and
      `momentum` are scalars of its element type.

    Example:
    ```mlir
    %v, %a, %s = mindir.sgd %var, %grad, %lr, %accum, %momentum, %stat {nesterov = true} : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$grad,
                       MindIR_FloatTensor:$lr, MindIR_FloatTensor:$accum,
                       MindIR_FloatTensor:$momentum, MindIR_FloatTensor:$stat,
                       DefaultValuedOptionalAttr<F64Attr, "0.0">:$dampening,
                       DefaultValuedOptionalAttr<F64Attr, "0.0">:$weight_decay,
                       MindIR_Bool<"false">:$nesterov);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_accum,
                      MindIR_FloatTensor:$new_stat);
  let assemblyFormat = [{
    $var `,` $grad `,` $lr `,` $accum `,` $momentum `,` $stat attr-dict `:`
    type($var)
  }];
}

def MindIR_ApplyAdamOp : MindIR_ApplyOp<"apply_adam",
    [AllTypesMatch<["var", "m", "v", "grad", "new_var", "new_m", "new_v"]>,
     MindIR_ScalarOf<"beta1_power">, MindIR_ScalarOf<"beta2_power">,
     MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"beta1">, MindIR_ScalarOf<"beta2">,
     MindIR_ScalarOf<"epsilon">]> {
  let summary = "Adam";
  let description = [{
    `new_m = beta1 * m + (1 - beta1) * grad`,
    `new_v = beta2 * v + (1 - beta2) * grad^2`,
    `new_var = var - l * new_m / (sqrt(new_v) + epsilon)` with
    `l = lr * sqrt(1 - beta2_power) / (1 - beta1_power)`; with `use_nesterov`
    beta1 * new_m + (1 - beta1) * grad stands for new_m in the last one. The powers
    are those of this step, beta1 and beta2 in the first one.

    Constraints:
    - (C1) `var`, `m`, `v`, `grad` and the results have one type; the other
      operands are scalars of its element type.

    Example:
    ```mlir
    %w, %m1, %v1 = mindir.apply_adam %var, %m, %v, %b1p, %b2p, %lr, %b1, %b2, %eps, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$m,
                       MindIR_FloatTensor:$v, MindIR_FloatTensor:$beta1_power,
                       MindIR_FloatTensor:$beta2_power, MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$beta1, MindIR_FloatTensor:$beta2,
                       MindIR_FloatTensor:$epsilon, MindIR_FloatTensor:$grad,
                       MindIR_Bool<"false">:$use_nesterov);
  let results = (outs MindIR_FloatTensor:$new_var, MindIR_FloatTensor:$new_m,
                      MindIR_FloatTensor:$new_v);
  let assemblyFormat = [{
    $var `,` $m `,` $v `,` $beta1_power `,` $beta2_power `,` $lr `,` $beta1 `,`
    $beta2 `,` $epsilon `,` $grad attr-dict `:` type($var)
  }];
}

#endif // MINDIR_OPS_UPDATE_TD
