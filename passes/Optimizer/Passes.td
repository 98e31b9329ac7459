//===- Passes.td - Optimizers -------------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_OPTIMIZER_PASSES
#define MS_PASSES_OPTIMIZER_PASSES

include "mlir/Pass/PassBase.td"

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
    is given, made from the options.

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
           "momentum, sgd, gradient_descent or adam; empty: the module's "
           "attribute mindir.optimizer">,
    ListOption<"learningRate", "learning-rate", "double",
               "one rate, or one rate per step; without it MindSpore's default "
               "(momentum and gradient_descent 0.01, sgd 0.1, adam 0.001)">,
    Option<"weightDecay", "weight-decay", "double", "0.0",
           "added to each gradient: this times the weight">,
    Option<"momentum", "momentum", "double", "-1.0",
           "of momentum (default 0.9) and sgd (default 0)">,
    Option<"useNesterov", "use-nesterov", "bool", "false",
           "Nesterov's form, for momentum, sgd and adam">,
    Option<"dampening", "dampening", "double", "0.0", "of sgd">,
    Option<"beta1", "beta1", "double", "0.9", "of adam">,
    Option<"beta2", "beta2", "double", "0.999", "of adam">,
    Option<"eps", "eps", "double", "1e-8", "of adam">
  ];
}

#endif // MS_PASSES_OPTIMIZER_PASSES
