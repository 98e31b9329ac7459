//===- MindIRAttrs.td - Attributes of the mindir dialect ----*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Initial values of parameters, learning-rate schedules and optimizers. What
// they compute is decided elsewhere: initial values in runtime/, schedules and
// optimizers by mindir-insert-optimizer.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_ATTRS_TD
#define MINDIR_ATTRS_TD

include "dialects/MindIR/MindIRDialect.td"

class MindIR_Attr<string name, string mnem> : AttrDef<MindIR_Dialect, name> {
  let mnemonic = mnem;
}

//===----------------------------------------------------------------------===//
// Initial values
//===----------------------------------------------------------------------===//

class MindIR_Init<string name, string mnem, string sum, string desc>
    : MindIR_Attr<name, mnem> {
  let summary = sum;
  let description = desc;
}

def MindIR_ZerosAttr : MindIR_Init<"Zeros", "zeros", "all elements 0", [{
  Example: `#mindir.zeros`
}]>;
def MindIR_OnesAttr : MindIR_Init<"Ones", "ones", "all elements 1", [{
  Example: `#mindir.ones`
}]>;

def MindIR_FillAttr : MindIR_Init<"Fill", "fill", "all elements one value", [{
  Example: `#mindir.fill<value = 5.0e-01>`
}]> {
  let parameters = (ins "::mlir::FloatAttr":$value);
  let assemblyFormat = "`<` struct(params) `>`";
}

// Random initial values: element i is a function of (seed, i) alone.
class MindIR_RandomInit<string name, string mnem, string sum, string desc,
                        dag extra>
    : MindIR_Init<name, mnem, sum, desc> {
  let parameters = !con((ins "uint64_t":$seed), extra);
  let assemblyFormat = "`<` struct(params) `>`";
}

def MindIR_UniformAttr : MindIR_RandomInit<"Uniform", "uniform",
    "uniform in [-scale, scale]", [{
  MindSpore's `Uniform`; scale defaults to 0.07.
  Example: `#mindir.uniform<seed = 3, scale = 1.0e-01>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$scale)>;

def MindIR_NormalAttr : MindIR_RandomInit<"Normal", "normal",
    "normal with mean and standard deviation sigma", [{
  MindSpore's `Normal`; sigma defaults to 0.01, mean to 0.
  Example: `#mindir.normal<seed = 3, sigma = 2.0e-02>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$sigma,
         OptionalParameter<"::mlir::FloatAttr">:$mean)>;

def MindIR_TruncatedNormalAttr
    : MindIR_RandomInit<"TruncatedNormal", "truncated_normal",
    "normal, drawn again outside two standard deviations", [{
  MindSpore's `TruncatedNormal`; sigma defaults to 0.01, mean to 0.
  Example: `#mindir.truncated_normal<seed = 3, sigma = 2.0e-02>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$sigma,
         OptionalParameter<"::mlir::FloatAttr">:$mean)>;

def MindIR_HeUniformAttr : MindIR_RandomInit<"HeUniform", "he_uniform",
    "uniform with variance 2 / ((1 + negative_slope^2) * fan_in) ", [{
  MindSpore's `HeUniform` in mode fan_in: bound
  sqrt(6 / ((1 + negative_slope^2) * fan_in)), where fan_in is the product of
  all dimensions but the first. negative_slope defaults to 0; `Dense` and
  `Conv2d` use sqrt(5).
  Example: `#mindir.he_uniform<seed = 1>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$negative_slope)>;

def MindIR_HeNormalAttr : MindIR_RandomInit<"HeNormal", "he_normal",
    "normal with variance 2 / ((1 + negative_slope^2) * fan_in)", [{
  MindSpore's `HeNormal` in mode fan_in.
  Example: `#mindir.he_normal<seed = 1>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$negative_slope)>;

def MindIR_XavierUniformAttr
    : MindIR_RandomInit<"XavierUniform", "xavier_uniform",
    "uniform in [-b, b], b = gain * sqrt(6 / (fan_in + fan_out))", [{
  MindSpore's `XavierUniform`; gain defaults to 1.
  Example: `#mindir.xavier_uniform<seed = 1>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$gain)>;

def MindIR_XavierNormalAttr
    : MindIR_RandomInit<"XavierNormal", "xavier_normal",
    "normal, standard deviation gain * sqrt(2 / (fan_in + fan_out))", [{
  MindSpore's `XavierNormal`; gain defaults to 1.
  Example: `#mindir.xavier_normal<seed = 1>`
}], (ins OptionalParameter<"::mlir::FloatAttr">:$gain)>;

//===----------------------------------------------------------------------===//
// Learning rates
//===----------------------------------------------------------------------===//

class MindIR_LearningRate<string name, string mnem, string sum, string desc,
                          dag params>
    : MindIR_Attr<name, mnem> {
  let summary = sum;
  let description = desc;
  let parameters = params;
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def MindIR_ConstantLRAttr : MindIR_LearningRate<"ConstantLR", "constant_lr",
    "one rate; the parameter `learning_rate` holds it", [{
  Example: `#mindir.constant_lr<learning_rate = 1.0e-02>`
}], (ins "::mlir::FloatAttr":$learning_rate)>;

def MindIR_ListLRAttr : MindIR_LearningRate<"ListLR", "list_lr",
    "one rate per step; the last one stays", [{
  The parameter `learning_rate` holds the list, at least two rates long.
  Example: `#mindir.list_lr<learning_rate = [1.0e-02, 1.0e-03]>`
}], (ins "::mlir::ArrayAttr":$learning_rate)>;

def MindIR_PiecewiseConstantLRAttr
    : MindIR_LearningRate<"PiecewiseConstantLR", "piecewise_constant_lr",
    "a rate for each stretch of steps", [{
  Rate k holds for steps below milestone k and from milestone k-1 on; the last
  rate stays. Milestones are positive and grow.
  Example:
  `#mindir.piecewise_constant_lr<milestone = [100, 200], learning_rate = [1.0e-01, 1.0e-02]>`
}], (ins "::mlir::ArrayAttr":$milestone, "::mlir::ArrayAttr":$learning_rate)>;

def MindIR_ExponentialDecayLRAttr
    : MindIR_LearningRate<"ExponentialDecayLR", "exponential_decay_lr",
    "learning_rate * decay_rate ^ (step / decay_steps)", [{
  With is_stair the exponent is rounded down: a step decay.
  Example:
  `#mindir.exponential_decay_lr<learning_rate = 1.0e-01, decay_rate = 9.0e-01, decay_steps = 4, is_stair = true>`
}], (ins "::mlir::FloatAttr":$learning_rate, "::mlir::FloatAttr":$decay_rate,
         "int64_t":$decay_steps, DefaultValuedParameter<"bool", "false">:$is_stair)>;

def MindIR_CosineDecayLRAttr
    : MindIR_LearningRate<"CosineDecayLR", "cosine_decay_lr",
    "from max_lr down to min_lr along half a cosine", [{
  `min_lr + (max_lr - min_lr) / 2 * (1 + cos(pi * min(step, decay_steps) / decay_steps))`
  Example:
  `#mindir.cosine_decay_lr<min_lr = 1.0e-02, max_lr = 1.0e-01, decay_steps = 4>`
}], (ins "::mlir::FloatAttr":$min_lr, "::mlir::FloatAttr":$max_lr,
         "int64_t":$decay_steps)>;

def MindIR_PolynomialDecayLRAttr
    : MindIR_LearningRate<"PolynomialDecayLR", "polynomial_decay_lr",
    "from learning_rate to end_learning_rate along a power", [{
  `(learning_rate - end_learning_rate) * (1 - min(step, decay_steps) / decay_steps) ^ power + end_learning_rate`.
  With update_decay_steps, decay_steps grows to the next multiple that holds the
  step instead of the step being clipped.
  Example:
  `#mindir.polynomial_decay_lr<learning_rate = 1.0e-01, end_learning_rate = 1.0e-02, decay_steps = 4, power = 5.0e-01>`
}], (ins "::mlir::FloatAttr":$learning_rate,
         "::mlir::FloatAttr":$end_learning_rate, "int64_t":$decay_steps,
         "::mlir::FloatAttr":$power,
         DefaultValuedParameter<"bool", "false">:$update_decay_steps)>;

def MindIR_WarmUpLRAttr : MindIR_LearningRate<"WarmUpLR", "warm_up_lr",
    "grows linearly to `learning_rate`, then follows it", [{
  For step < warmup_steps the rate is that of `learning_rate` at step 0 times
  step / warmup_steps; from then on it is the rate of `learning_rate` at
  step - warmup_steps. Over a constant rate this is MindSpore's `WarmUpLR`.
  Example:
  `#mindir.warm_up_lr<warmup_steps = 10, learning_rate = #mindir.constant_lr<learning_rate = 1.0e-01>>`
}], (ins "int64_t":$warmup_steps, "::mlir::Attribute":$learning_rate)>;

//===----------------------------------------------------------------------===//
// Optimizers
//===----------------------------------------------------------------------===//

def MindIR_ParamGroupAttr : MindIR_Attr<"ParamGroup", "param_group"> {
  let summary = "parameters with a learning rate or weight decay of their own";
  let description = [{
    `params` names them in order. An empty list stands for every trainable
    parameter that no other group names. What is left out is the optimizer's.
    Example:
    `#mindir.param_group<params = ["fc.weight"], weight_decay = 1.0e-04>`
  }];
  let parameters = (ins "::mlir::ArrayAttr":$params,
                        OptionalParameter<"::mlir::Attribute">:$learning_rate,
                        OptionalParameter<"::mlir::FloatAttr">:$weight_decay);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def MindIR_OptimizerAttr : MindIR_Attr<"Optimizer", "optimizer"> {
  let summary = "an optimizer with its options and parameter groups";
  let description = [{
    `kind` is `momentum`, `sgd`, `gradient_descent` or `adam`; `options` holds
    its numbers under MindSpore's names. Without `groups` every trainable
    parameter is updated, and weight decay leaves out parameters with `beta` or
    `gamma` in their name; with them, those that a group names are, as the group
    says.
    Example:
    `#mindir.optimizer<kind = "adam", learning_rate = #mindir.constant_lr<learning_rate = 1.0e-03>, options = {beta1 = 9.0e-01}>`
  }];
  let parameters = (ins "::mlir::StringAttr":$kind,
                        "::mlir::Attribute":$learning_rate,
                        OptionalParameter<"::mlir::FloatAttr">:$weight_decay,
                        OptionalParameter<"::mlir::DictionaryAttr">:$options,
                        OptionalParameter<"::mlir::ArrayAttr">:$groups);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

#endif // MINDIR_ATTRS_TD
