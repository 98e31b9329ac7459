//===- Passes.td - Differentiation --------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_AUTODIFF_PASSES
#define MS_PASSES_AUTODIFF_PASSES

include "mlir/Pass/PassBase.td"

def CheckTrainable : Pass<"mindir-check-trainable", "::mlir::ModuleOp"> {
  let summary = "List every op that stands in the way of training";
  let description = [{
    Walks back from the first result (the loss) of `function` and reports every op
    on the way to a trainable parameter that has no gradient rule: all of them at
    once, each with its layer. With `lowering`, every op of the function that the
    compiler cannot turn into loops is reported too, and so are ops whose gradient
    it cannot: each is tried alone. The module is not changed.
  }];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect"
  ];
  let options = [
    Option<"function", "function", "std::string", "\"train_step\"",
           "name of the function whose first result is the loss">,
    Option<"lowering", "lowering", "bool", "false",
           "report ops without a lowering too">
  ];
}

def Differentiate : Pass<"mindir-differentiate", "::mlir::ModuleOp"> {
  let summary = "Append the gradients of the loss to a function's results";
  let description = [{
    Reverse-mode differentiation of `function`, whose first result must be a float
    scalar: the loss. For each trainable parameter that it loads, the gradient is
    appended to the results and marked with the parameter's name. Only ops between
    such a parameter and the loss are differentiated; a value with several uses
    gets the sum of its gradients; what is dead afterwards is removed. A parameter
    that the loss does not depend on gets no gradient, and a remark.

    Before:
    ```mlir
    func.func @train_step(%x: tensor<2x3xf32>) -> tensor<f32> {
      %w = mindir.load @w : tensor<2x3xf32>
      %0 = mindir.mul %x, %w : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
      %loss = mindir.reduce_sum %0 : tensor<2x3xf32> -> tensor<f32>
      return %loss : tensor<f32>
    }
    ```
    After:
    ```mlir
    func.func @train_step(%x: tensor<2x3xf32>) -> (tensor<f32>, tensor<2x3xf32> {mindir.gradient_of = @w}) {
      %w = mindir.load @w : tensor<2x3xf32>
      %0 = mindir.mul %x, %w : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
      %loss = mindir.reduce_sum %0 : tensor<2x3xf32> -> tensor<f32>
      return %loss, %x : tensor<f32>, tensor<2x3xf32>
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"function", "function", "std::string", "\"train_step\"",
           "name of the function whose first result is the loss">
  ];
}

#endif // MS_PASSES_AUTODIFF_PASSES
