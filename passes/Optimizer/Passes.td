//===- Passes.td - Optimizers -------------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_PASSES
#define MS_PASSES_OPTIMIZER_PASSES

include "mlir/Pass/PassBase.td"

def ScaleLoss : Pass<"mindir-scale-loss", "::mlir::ModuleOp"> {
  let summary = "Differentiate a multiple of the loss";
  let description = [{
    Before `mindir-differentiate`: gradients of f16 then do not vanish. The scale
    becomes the parameter `scale_sense`; the loss that the function returns stays
    as it is. `mindir-unscale-gradients` must follow. `scale` is MindSpore's
    FixedLossScaleManager; with `dynamic`, DynamicLossScaleManager: the scale is
    divided by `factor` (but not below 1) in a step that overflows, and multiplied
    by it where `window` steps have passed since that or since it last rose.

    After:
    ```mlir
    mindir.parameter @scale_sense : tensor<f32> init(#mindir.fill<value = 1.024e+03>) frozen optimizer
    func.func @train_step(%x: tensor<2xf32>) -> tensor<f32> attributes {mindir.loss_scale = {}} {
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"function", "function", "std::string", "\"train_step\"",
           "name of the function whose first result is the loss">,
    Option<"scale", "scale", "double", "128.0", "the scale, or the first one">,
    Option<"dynamic", "dynamic", "bool", "false", "adapt it">,
    Option<"factor", "factor", "double", "2.0", "by this, with dynamic">,
    Option<"window", "window", "int64_t", "2000",
           "raise it after so many steps, with dynamic">
  ];
}

def UnscaleGradients
    : Pass<"mindir-unscale-gradients", "::mlir::func::FuncOp"> {
  let summary = "Take the loss scale out of gradients, and see overflows";
  let description = [{
    After `mindir-differentiate`, where `mindir-scale-loss` was there before it:
    gradients are divided by the scale, and a further result says whether one of
    them has a number that is infinite or NaN. `mindir-insert-optimizer` then skips
    such a step: parameters, the optimizer's state and its counters keep their
    values. What the forward pass assigns, statistics of batch normalization, is
    assigned all the same, as in MindSpore.

    After:
    ```mlir
    %s = mindir.load @scale_sense : tensor<f32>
    %i = mindir.reciprocal %s : tensor<f32>
    %0 = mindir.mul %g, %i : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
    %1 = mindir.float_status %0 : tensor<2xf32> -> tensor<1xf32>
    %2 = mindir.reshape %1 {shape = []} : tensor<1xf32> -> tensor<f32>
    %overflow = mindir.greater %2, %zero : (tensor<f32>, tensor<f32>) -> tensor<i1>
    return %loss, %0, %overflow : tensor<f32>, tensor<2xf32>, tensor<i1>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
}

def ClipGradients : Pass<"mindir-clip-gradients", "::mlir::ModuleOp"> {
  let summary = "Bound gradients by value or by their common norm";
  let description = [{
    Between `mindir-differentiate` and `mindir-insert-optimizer`. `clip-value` puts
    each element of each gradient in [-clip-value, clip-value]; `clip-norm` is
    MindSpore's `clip_by_global_norm`: all gradients are multiplied by
    clip-norm / max(norm, clip-norm), where norm is that of all of them together.
    Where both are given the values come first.

    Before:
    ```mlir
    return %loss, %g : tensor<f32>, tensor<2xf32>
    ```
    After, with clip-value=1:
    ```mlir
    %0 = mindir.minimum %g, %one : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
    %1 = mindir.maximum %0, %minus_one : (tensor<2xf32>, tensor<f32>) -> tensor<2xf32>
    return %loss, %1 : tensor<f32>, tensor<2xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"function", "function", "std::string", "\"train_step\"",
           "name of the function that returns gradients">,
    Option<"clipValue", "clip-value", "double", "0.0",
           "largest absolute value of an element; 0: any">,
    Option<"clipNorm", "clip-norm", "double", "0.0",
           "largest norm of all gradients together; 0: any">
  ];
}

def InsertOptimizer : Pass<"mindir-insert-optimizer", "::mlir::ModuleOp"> {
  let summary = "Turn gradients into updates of parameters";
  let description = [{
    Replaces the gradient results of `function` by updates: the optimizer's state
    becomes parameters with MindSpore's names and order (`global_step`,
    `learning_rate`, `momentum`, `moments.conv1.weight`, ...), the learning-rate
    schedule becomes ops on the step number, and each updated value is assigned.
    Trainable parameters move to the front of the module, in the optimizer's
    order: that is the order in a training checkpoint.

    The optimizer is the module attribute `mindir.optimizer`, or, where `optimizer`
    is given, made from the options; the attribute then says what they came to.

    Before:
    ```mlir
    func.func @train_step(%x: tensor<2xf32>) -> (tensor<f32>, tensor<2xf32> {mindir.gradient_of = @w}) {
      ...
      return %loss, %g : tensor<f32>, tensor<2xf32>
    }
    ```
    After:
    ```mlir
    mindir.parameter @global_step : tensor<1xi32> init(#mindir.zeros) frozen optimizer
    mindir.parameter @learning_rate : tensor<f32> init(#mindir.fill<value = 0.1>) frozen optimizer
    func.func @train_step(%x: tensor<2xf32>) -> tensor<f32> {
      ...
      %v = mindir.apply_gradient_descent %w, %lr, %g : tensor<2xf32>
      mindir.assign @w, %v : tensor<2xf32>
      mindir.assign @global_step, %next : tensor<1xi32>
      return %loss : tensor<f32>
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"function", "function", "std::string", "\"train_step\"",
           "name of the function that returns gradients">,
    Option<"optimizer", "optimizer", "std::string", "\"\"",
           "momentum, sgd, gradient_descent, adam, adam_weight_decay, adamw, "
           "lamb, rmsprop, adagrad, adadelta, adamax, ftrl or proximal_adagrad; "
           "empty: the module's attribute mindir.optimizer">,
    ListOption<"learningRate", "learning-rate", "double",
               "one rate, or one rate per step; without it MindSpore's default "
               "(momentum and gradient_descent 0.01, sgd and rmsprop 0.1, "
               "adadelta 1, others 0.001)">,
    Option<"weightDecay", "weight-decay", "double", "-1.0",
           "added to each gradient: this times the weight; adam_weight_decay, "
           "adamw and lamb decay the weight itself (default 0, of adamw 0.01)">,
    ListOption<"lrGroup", "lr-group", "std::string",
               "PATTERN=RATE: parameters whose name fits the pattern (an "
               "extended regular expression) have this rate">,
    ListOption<"noDecay", "no-decay", "std::string",
               "patterns of parameters without weight decay (default: beta and "
               "gamma, of adamw none)">,
    Option<"momentum", "momentum", "double", "-1.0",
           "of momentum (default 0.9), sgd and rmsprop (default 0)">,
    Option<"useNesterov", "use-nesterov", "bool", "false",
           "Nesterov's form, for momentum, sgd and adam">,
    Option<"dampening", "dampening", "double", "0.0", "of sgd">,
    Option<"beta1", "beta1", "double", "0.9", "of adam and its family, lamb">,
    Option<"beta2", "beta2", "double", "0.999", "of adam and its family, lamb">,
    Option<"eps", "eps", "double", "-1.0",
           "of adam and adamw (default 1e-8), adam_weight_decay and lamb (1e-6), "
           "adamax (1e-8), adadelta (1e-6), rmsprop (1e-10)">,
    Option<"useAmsgrad", "use-amsgrad", "bool", "false",
           "divide by the largest second moment so far, for adam">,
    Option<"decay", "decay", "double", "0.9", "of rmsprop's mean square">,
    Option<"centered", "centered", "bool", "false",
           "divide by the variance of the gradient, for rmsprop">,
    Option<"accum", "accum", "double", "0.1",
           "what the sum of squares of adagrad, proximal_adagrad and ftrl starts "
           "from">,
    Option<"rho", "rho", "double", "0.9", "of adadelta's mean squares">,
    Option<"l1", "l1", "double", "0.0",
           "of ftrl and proximal_adagrad: weights below it become zero">,
    Option<"l2", "l2", "double", "0.0", "of ftrl and proximal_adagrad">,
    Option<"lrPower", "lr-power", "double", "-0.5",
           "of ftrl: by this power of the sum of squares the rate falls">,
    Option<"useLars", "lars", "bool", "false",
           "LARS around the optimizer: a learning rate for each layer">,
    Option<"larsCoefficient", "lars-coefficient", "double", "0.001",
           "the trust coefficient of lars">,
    Option<"larsEpsilon", "lars-epsilon", "double", "1e-5", "of lars">,
    Option<"larsClip", "lars-clip", "bool", "false",
           "the layer's rate is never above the learning rate">
  ];
}

#endif // MS_PASSES_OPTIMIZER_PASSES
