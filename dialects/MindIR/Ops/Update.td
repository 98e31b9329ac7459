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

// A 0-d i32 operand: a number of steps.
class MindIR_StepCount<string operand>
    : TypesMatchWith<"'" # operand # "' is a scalar of i32", "var", operand,
          "::mlir::RankedTensorType::get({}, "
          "::mlir::IntegerType::get($_self.getContext(), 32))">;

def MindIR_ApplyAdamWithAmsgradV2Op
    : MindIR_ApplyOp<"apply_adam_with_amsgrad_v2",
    [AllTypesMatch<["var", "m", "v", "vhat", "grad", "new_var", "new_m",
                    "new_v", "new_vhat"]>,
     MindIR_ScalarOf<"beta1_power">, MindIR_ScalarOf<"beta2_power">,
     MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"beta1">, MindIR_ScalarOf<"beta2">,
     MindIR_ScalarOf<"epsilon">]> {
  let summary = "Adam that divides by the largest second moment so far";
  let description = [{
    `new_m` and `new_v` as of `apply_adam`, `new_vhat = max(vhat, new_v)`,
    `new_var = var - l * new_m / (sqrt(new_vhat) + epsilon)` with
    `l = lr * sqrt(1 - beta2_power) / (1 - beta1_power)`.

    Constraints:
    - (C1) `var`, `m`, `v`, `vhat`, `grad` and the results have one type; the
      other operands are scalars of its element type.

    Example:
    ```mlir
    %w, %m1, %v1, %h1 = mindir.apply_adam_with_amsgrad_v2 %var, %m, %v, %vhat, %b1p, %b2p, %lr, %b1, %b2, %eps, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$m,
                       MindIR_FloatTensor:$v, MindIR_FloatTensor:$vhat,
                       MindIR_FloatTensor:$beta1_power,
                       MindIR_FloatTensor:$beta2_power, MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$beta1, MindIR_FloatTensor:$beta2,
                       MindIR_FloatTensor:$epsilon, MindIR_FloatTensor:$grad);
  let results = (outs MindIR_FloatTensor:$new_var, MindIR_FloatTensor:$new_m,
                      MindIR_FloatTensor:$new_v, MindIR_FloatTensor:$new_vhat);
  let assemblyFormat = [{
    $var `,` $m `,` $v `,` $vhat `,` $beta1_power `,` $beta2_power `,` $lr `,`
    $beta1 `,` $beta2 `,` $epsilon `,` $grad attr-dict `:` type($var)
  }];
}

def MindIR_AdamWeightDecayOp : MindIR_ApplyOp<"adam_weight_decay",
    [AllTypesMatch<["var", "m", "v", "gradient", "new_var", "new_m", "new_v"]>,
     MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"beta1">, MindIR_ScalarOf<"beta2">,
     MindIR_ScalarOf<"epsilon">, MindIR_ScalarOf<"decay">]> {
  let summary = "Adam with a weight decay of its own and no correction of bias";
  let description = [{
    `new_m` and `new_v` as of `apply_adam`,
    `new_var = var - lr * (new_m / (sqrt(new_v) + epsilon) + decay * var)`.

    Constraints:
    - (C1) `var`, `m`, `v`, `gradient` and the results have one type; the other
      operands are scalars of its element type.

    Example:
    ```mlir
    %w, %m1, %v1 = mindir.adam_weight_decay %var, %m, %v, %lr, %b1, %b2, %eps, %decay, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$m,
                       MindIR_FloatTensor:$v, MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$beta1, MindIR_FloatTensor:$beta2,
                       MindIR_FloatTensor:$epsilon, MindIR_FloatTensor:$decay,
                       MindIR_FloatTensor:$gradient);
  let results = (outs MindIR_FloatTensor:$new_var, MindIR_FloatTensor:$new_m,
                      MindIR_FloatTensor:$new_v);
  let assemblyFormat = [{
    $var `,` $m `,` $v `,` $lr `,` $beta1 `,` $beta2 `,` $epsilon `,` $decay `,`
    $gradient attr-dict `:` type($var)
  }];
}

def MindIR_AdamWOp : MindIR_ApplyOp<"adam_w",
    [AllTypesMatch<["var", "m", "v", "gradient", "new_var", "new_m", "new_v"]>,
     MindIR_StepCount<"step">, MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"beta1">,
     MindIR_ScalarOf<"beta2">, MindIR_ScalarOf<"decay">,
     MindIR_ScalarOf<"epsilon">]> {
  let summary = "Adam with decoupled weight decay";
  let description = [{
    `new_m` and `new_v` as of `apply_adam`; `m' = new_m / (1 - beta1^step)` and
    `v' = new_v / (1 - beta2^step)`;
    `new_var = var * (1 - lr * decay) - lr * m' / (sqrt(v') + epsilon)`. `step`
    is 1 in the first step. This is MindSpore's `AdamW` without amsgrad, and
    PyTorch's.

    Constraints:
    - (C1) `var`, `m`, `v`, `gradient` and the results have one type; `step` is a
      scalar of i32, the other operands are scalars of the element type.

    Example:
    ```mlir
    %w, %m1, %v1 = mindir.adam_w %var, %m, %v, %grad, %step, %lr, %b1, %b2, %decay, %eps : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$m,
                       MindIR_FloatTensor:$v, MindIR_FloatTensor:$gradient,
                       MindIR_IntTensor:$step, MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$beta1, MindIR_FloatTensor:$beta2,
                       MindIR_FloatTensor:$decay, MindIR_FloatTensor:$epsilon);
  let results = (outs MindIR_FloatTensor:$new_var, MindIR_FloatTensor:$new_m,
                      MindIR_FloatTensor:$new_v);
  let assemblyFormat = [{
    $var `,` $m `,` $v `,` $gradient `,` $step `,` $lr `,` $beta1 `,` $beta2 `,`
    $decay `,` $epsilon attr-dict `:` type($var)
  }];
}

def MindIR_LambOp : MindIR_InferredOp<"lamb",
    [AllTypesMatch<["var", "m", "v", "gradient", "new_var", "new_m", "new_v"]>,
     MindIR_ScalarOf<"lr">, MindIR_ScalarOf<"beta1">, MindIR_ScalarOf<"beta2">,
     MindIR_ScalarOf<"epsilon">, MindIR_ScalarOf<"decay">,
     MindIR_StepCount<"global_step">]> {
  let summary = "Adam whose step is as long as the weight";
  let description = [{
    `m'` and `v'` as of `adam_w`, `u = m' / (sqrt(v') + epsilon) + decay * var`,
    `new_var = var - lr * r * u`, where r is |var| / |u| (norms over all
    elements), or 1 where one of them is 0. `global_step` is 1 in the first step.

    Constraints:
    - (C1) `var`, `m`, `v`, `gradient` and the results have one type;
      `global_step` is a scalar of i32, the other operands are scalars of the
      element type.

    Example:
    ```mlir
    %w, %m1, %v1 = mindir.lamb %var, %m, %v, %lr, %b1, %b2, %eps, %decay, %step, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$m,
                       MindIR_FloatTensor:$v, MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$beta1, MindIR_FloatTensor:$beta2,
                       MindIR_FloatTensor:$epsilon, MindIR_FloatTensor:$decay,
                       MindIR_IntTensor:$global_step,
                       MindIR_FloatTensor:$gradient);
  let results = (outs MindIR_FloatTensor:$new_var, MindIR_FloatTensor:$new_m,
                      MindIR_FloatTensor:$new_v);
  let assemblyFormat = [{
    $var `,` $m `,` $v `,` $lr `,` $beta1 `,` $beta2 `,` $epsilon `,` $decay `,`
    $global_step `,` $gradient attr-dict `:` type($var)
  }];
}

def MindIR_LARSUpdateOp : MindIR_ApplyOp<"lars_update",
    [AllTypesMatch<["weight", "gradient", "new_gradient"]>,
     TypesMatchWith<"'norm_weight' is a scalar with the element type of 'weight'",
                    "weight", "norm_weight", "::ms::mindir::getScalarType($_self)">,
     TypesMatchWith<"'norm_gradient' is a scalar with the element type of 'weight'",
                    "weight", "norm_gradient", "::ms::mindir::getScalarType($_self)">,
     TypesMatchWith<"'weight_decay' is a scalar with the element type of 'weight'",
                    "weight", "weight_decay", "::ms::mindir::getScalarType($_self)">,
     TypesMatchWith<"'learning_rate' is a scalar with the element type of 'weight'",
                    "weight", "learning_rate", "::ms::mindir::getScalarType($_self)">]> {
  let summary = "a gradient with a learning rate of its layer";
  let description = [{
    `new_gradient = l * (gradient + weight_decay * weight)` with
    `l = hyperpara * |weight| / (|gradient| + weight_decay * |weight| + epsilon)`;
    with `use_clip` min(l / learning_rate, 1) stands for l. `norm_weight` and
    `norm_gradient` are sums of squares: the squares of |weight| and |gradient|.

    Constraints:
    - (C1) `weight`, `gradient` and the result have one type; the other operands
      are scalars of its element type.

    Example:
    ```mlir
    %g = mindir.lars_update %weight, %gradient, %w2, %g2, %decay, %lr {hyperpara = 0.01 : f64} : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$weight, MindIR_FloatTensor:$gradient,
                       MindIR_FloatTensor:$norm_weight,
                       MindIR_FloatTensor:$norm_gradient,
                       MindIR_FloatTensor:$weight_decay,
                       MindIR_FloatTensor:$learning_rate,
                       DefaultValuedOptionalAttr<F64Attr, "1e-05">:$epsilon,
                       DefaultValuedOptionalAttr<F64Attr, "0.001">:$hyperpara,
                       MindIR_Bool<"false">:$use_clip);
  let results = (outs MindIR_FloatTensor:$new_gradient);
  let assemblyFormat = [{
    $weight `,` $gradient `,` $norm_weight `,` $norm_gradient `,` $weight_decay
    `,` $learning_rate attr-dict `:` type($weight)
  }];
}

def MindIR_ApplyRMSPropOp : MindIR_ApplyOp<"apply_rms_prop",
    [AllTypesMatch<["var", "mean_square", "moment", "grad", "new_var",
                    "new_mean_square", "new_moment"]>,
     MindIR_ScalarOf<"learning_rate">, MindIR_ScalarOf<"decay">,
     MindIR_ScalarOf<"momentum">, MindIR_ScalarOf<"epsilon">]> {
  let summary = "RMSProp";
  let description = [{
    `new_mean_square = decay * mean_square + (1 - decay) * grad^2`,
    `new_moment = momentum * moment + learning_rate * grad / sqrt(new_mean_square + epsilon)`,
    `new_var = var - new_moment`.

    Constraints:
    - (C1) `var`, `mean_square`, `moment`, `grad` and the results have one type;
      the other operands are scalars of its element type.

    Example:
    ```mlir
    %w, %s1, %m1 = mindir.apply_rms_prop %var, %s, %m, %lr, %grad, %decay, %momentum, %eps : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var,
                       MindIR_FloatTensor:$mean_square,
                       MindIR_FloatTensor:$moment,
                       MindIR_FloatTensor:$learning_rate,
                       MindIR_FloatTensor:$grad, MindIR_FloatTensor:$decay,
                       MindIR_FloatTensor:$momentum,
                       MindIR_FloatTensor:$epsilon);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_mean_square,
                      MindIR_FloatTensor:$new_moment);
  let assemblyFormat = [{
    $var `,` $mean_square `,` $moment `,` $learning_rate `,` $grad `,` $decay
    `,` $momentum `,` $epsilon attr-dict `:` type($var)
  }];
}

def MindIR_ApplyCenteredRMSPropOp : MindIR_ApplyOp<"apply_centered_rms_prop",
    [AllTypesMatch<["var", "mean_gradient", "mean_square", "moment", "grad",
                    "new_var", "new_mean_gradient", "new_mean_square",
                    "new_moment"]>,
     MindIR_ScalarOf<"learning_rate">, MindIR_ScalarOf<"decay">,
     MindIR_ScalarOf<"momentum">, MindIR_ScalarOf<"epsilon">]> {
  let summary = "RMSProp by the variance of the gradient";
  let description = [{
    `new_mean_square` as of `apply_rms_prop`,
    `new_mean_gradient = decay * mean_gradient + (1 - decay) * grad`,
    `new_moment = momentum * moment + learning_rate * grad / sqrt(new_mean_square - new_mean_gradient^2 + epsilon)`,
    `new_var = var - new_moment`.

    Constraints:
    - (C1) `var`, `mean_gradient`, `mean_square`, `moment`, `grad` and the results
      have one type; the other operands are scalars of its element type.

    Example:
    ```mlir
    %w, %g1, %s1, %m1 = mindir.apply_centered_rms_prop %var, %mg, %s, %m, %grad, %lr, %decay, %momentum, %eps : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var,
                       MindIR_FloatTensor:$mean_gradient,
                       MindIR_FloatTensor:$mean_square,
                       MindIR_FloatTensor:$moment, MindIR_FloatTensor:$grad,
                       MindIR_FloatTensor:$learning_rate,
                       MindIR_FloatTensor:$decay, MindIR_FloatTensor:$momentum,
                       MindIR_FloatTensor:$epsilon);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_mean_gradient,
                      MindIR_FloatTensor:$new_mean_square,
                      MindIR_FloatTensor:$new_moment);
  let assemblyFormat = [{
    $var `,` $mean_gradient `,` $mean_square `,` $moment `,` $grad `,`
    $learning_rate `,` $decay `,` $momentum `,` $epsilon attr-dict `:`
    type($var)
  }];
}

def MindIR_ApplyAdagradOp : MindIR_ApplyOp<"apply_adagrad",
    [AllTypesMatch<["var", "accum", "grad", "new_var", "new_accum"]>,
     MindIR_ScalarOf<"lr">]> {
  let summary = "Adagrad";
  let description = [{
    `new_accum = accum + grad^2`, without `update_slots` `accum`;
    `new_var = var - lr * grad / sqrt(new_accum)`.

    Constraints:
    - (C1) `var`, `accum`, `grad` and the results have one type; `lr` is a scalar
      of its element type.

    Example:
    ```mlir
    %w, %a = mindir.apply_adagrad %var, %accum, %lr, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var, MindIR_FloatTensor:$accum,
                       MindIR_FloatTensor:$lr, MindIR_FloatTensor:$grad,
                       MindIR_Bool<"true">:$update_slots);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_accum);
  let assemblyFormat = [{
    $var `,` $accum `,` $lr `,` $grad attr-dict `:` type($var)
  }];
}

def MindIR_ApplyAdadeltaOp : MindIR_ApplyOp<"apply_adadelta",
    [AllTypesMatch<["var", "accum", "accum_update", "grad", "new_var",
                    "new_accum", "new_accum_update"]>,
     MindIR_ScalarOf<"lr">,
     MindIR_ScalarOf<"rho">,
     MindIR_ScalarOf<"epsilon">]> {
  let summary = "Adadelta";
  let description = [{
    `new_accum = rho * accum + (1 - rho) * grad^2`,
    `u = grad * sqrt(accum_update + epsilon) / sqrt(new_accum + epsilon)`,
    `new_accum_update = rho * accum_update + (1 - rho) * u^2`,
    `new_var = var - lr * u`.

    Constraints:
    - (C1) `var`, `accum`, `accum_update`, `grad` and the results have one type;
      `lr`, `rho` and `epsilon` are scalars of its element type.

    Example:
    ```mlir
    %w, %a, %u = mindir.apply_adadelta %var, %accum, %accum_update, %lr, %rho, %epsilon, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var,
                       MindIR_FloatTensor:$accum,
                       MindIR_FloatTensor:$accum_update,
                       MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$rho,
                       MindIR_FloatTensor:$epsilon,
                       MindIR_FloatTensor:$grad);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_accum,
                      MindIR_FloatTensor:$new_accum_update);
  let assemblyFormat = [{
    $var `,` $accum `,` $accum_update `,` $lr `,` $rho `,` $epsilon `,`
    $grad attr-dict `:` type($var)
  }];
}

def MindIR_ApplyAdaMaxOp : MindIR_ApplyOp<"apply_ada_max",
    [AllTypesMatch<["var", "m", "v", "grad", "new_var", "new_m",
                    "new_v"]>,
     MindIR_ScalarOf<"beta1_power">,
     MindIR_ScalarOf<"lr">,
     MindIR_ScalarOf<"beta1">,
     MindIR_ScalarOf<"beta2">,
     MindIR_ScalarOf<"epsilon">]> {
  let summary = "AdaMax";
  let description = [{
    `new_m = beta1 * m + (1 - beta1) * grad`, `new_v = max(beta2 * v, |grad|)`,
    `new_var = var - lr / (1 - beta1_power) * new_m / (new_v + epsilon)`.
    The power is that of this step.

    Constraints:
    - (C1) `var`, `m`, `v`, `grad` and the results have one type; the others are
      scalars of its element type.

    Example:
    ```mlir
    %w, %a, %u = mindir.apply_ada_max %var, %m, %v, %beta1_power, %lr, %beta1, %beta2, %epsilon, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var,
                       MindIR_FloatTensor:$m,
                       MindIR_FloatTensor:$v,
                       MindIR_FloatTensor:$beta1_power,
                       MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$beta1,
                       MindIR_FloatTensor:$beta2,
                       MindIR_FloatTensor:$epsilon,
                       MindIR_FloatTensor:$grad);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_m,
                      MindIR_FloatTensor:$new_v);
  let assemblyFormat = [{
    $var `,` $m `,` $v `,` $beta1_power `,` $lr `,` $beta1 `,` $beta2 `,`
    $epsilon `,` $grad attr-dict `:` type($var)
  }];
}

def MindIR_ApplyFtrlOp : MindIR_ApplyOp<"apply_ftrl",
    [AllTypesMatch<["var", "accum", "linear", "grad", "new_var",
                    "new_accum", "new_linear"]>,
     MindIR_ScalarOf<"lr">,
     MindIR_ScalarOf<"l1">,
     MindIR_ScalarOf<"l2">,
     MindIR_ScalarOf<"lr_power">]> {
  let summary = "follow the regularized leader";
  let description = [{
    `new_accum = accum + grad^2`,
    `sigma = (new_accum^-lr_power - accum^-lr_power) / lr`,
    `new_linear = linear + grad - sigma * var`, and `new_var` is
    `(sign(new_linear) * l1 - new_linear) / (new_accum^-lr_power / lr + 2 * l2)`
    where `|new_linear| > l1`, else 0.

    Constraints:
    - (C1) `var`, `accum`, `linear`, `grad` and the results have one type; the
      others are scalars of its element type.

    Example:
    ```mlir
    %w, %a, %u = mindir.apply_ftrl %var, %accum, %linear, %grad, %lr, %l1, %l2, %lr_power : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var,
                       MindIR_FloatTensor:$accum,
                       MindIR_FloatTensor:$linear,
                       MindIR_FloatTensor:$grad,
                       MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$l1,
                       MindIR_FloatTensor:$l2,
                       MindIR_FloatTensor:$lr_power);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_accum,
                      MindIR_FloatTensor:$new_linear);
  let assemblyFormat = [{
    $var `,` $accum `,` $linear `,` $grad `,` $lr `,` $l1 `,` $l2 `,`
    $lr_power attr-dict `:` type($var)
  }];
}

def MindIR_ApplyProximalAdagradOp : MindIR_ApplyOp<"apply_proximal_adagrad",
    [AllTypesMatch<["var", "accum", "grad", "new_var", "new_accum"]>,
     MindIR_ScalarOf<"lr">,
     MindIR_ScalarOf<"l1">,
     MindIR_ScalarOf<"l2">]> {
  let summary = "Adagrad with a proximal step";
  let description = [{
    `new_accum = accum + grad^2`, `rate = lr / sqrt(new_accum)`,
    `p = var - rate * grad`,
    `new_var = sign(p) * max(|p| - rate * l1, 0) / (1 + rate * l2)`.

    Constraints:
    - (C1) `var`, `accum`, `grad` and the results have one type; `lr`, `l1` and
      `l2` are scalars of its element type.

    Example:
    ```mlir
    %w, %a = mindir.apply_proximal_adagrad %var, %accum, %lr, %l1, %l2, %grad : tensor<2x3xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$var,
                       MindIR_FloatTensor:$accum,
                       MindIR_FloatTensor:$lr,
                       MindIR_FloatTensor:$l1,
                       MindIR_FloatTensor:$l2,
                       MindIR_FloatTensor:$grad);
  let results = (outs MindIR_FloatTensor:$new_var,
                      MindIR_FloatTensor:$new_accum);
  let assemblyFormat = [{
    $var `,` $accum `,` $lr `,` $l1 `,` $l2 `,` $grad attr-dict `:`
    type($var)
  }];
}

def MindIR_FloatStatusOp : MindIR_InferredOp<"float_status"> {
  let summary = "whether a number is infinite or NaN";
  let description = [{
    One element: 1 where `x` has an element that is infinite or NaN, else 0.

    Constraints:
    - (C1) The result is a tensor<1xf32>.

    Example:
    ```mlir
    %0 = mindir.float_status %x : tensor<2x3xf16> -> tensor<1xf32>
    ```
  }];
  let arguments = (ins MindIR_FloatTensor:$x);
  let results = (outs MindIR_FloatTensor:$status);
  let assemblyFormat = "$x attr-dict `:` type($x) `->` type($status)";
}

#endif // MINDIR_OPS_UPDATE_TD
