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
    that the loss does not depend on gets no gradient, and a remark. Where
    `mindir-scale-loss` was there the gradients are those of the scaled loss.

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

def NarrowGradients : Pass<"mindir-narrow-gradients", "::mlir::func::FuncOp"> {
  let summary = "Compute only the parts of gradients that are read";
  let description = [{
    Where some rows are cut out of a gradient, as mindir-differentiate does for
    parameters with `mindir.train_rows`, the cut moves towards the operands of
    the op that makes it: products and convolutions then compute these rows only.

    Before:
    ```mlir
    %g = mindir.mat_mul %dy, %x {transpose_a = true} : (tensor<32x10xf32>, tensor<32x84xf32>) -> tensor<10x84xf32>
    %r = mindir.slice %g {begin = [2, 0], size = [3, -1]} : tensor<10x84xf32> -> tensor<3x84xf32>
    ```
    After:
    ```mlir
    %s = mindir.slice %dy {begin = [0, 2], size = [-1, 3]} : tensor<32x10xf32> -> tensor<32x3xf32>
    %r = mindir.mat_mul %s, %x {transpose_a = true} : (tensor<32x3xf32>, tensor<32x84xf32>) -> tensor<3x84xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
}

def SelectTrainable : Pass<"mindir-select-trainable", "::mlir::ModuleOp"> {
  let summary = "Choose by name which parameters are trained";
  let description = [{
    With `train-only`, every trainable parameter that none of the patterns matches
    becomes frozen; what `freeze` matches becomes frozen in any case. A pattern is
    a regular expression for a whole name; one of `train-only` may end in rows:
    `conv1.weight[0:8]` trains the first eight rows (of a convolution: output
    channels) of `conv1.weight`, which is the attribute `mindir.train_rows`. A
    pattern that matches no trainable parameter is an error.

    Before, with `train-only=fc.*,conv1.weight[0:2]`:
    ```mlir
    mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.ones)
    mindir.parameter @conv2.weight : tensor<16x6x5x5xf32> init(#mindir.ones)
    mindir.parameter @fc.weight : tensor<10x84xf32> init(#mindir.ones)
    ```
    After:
    ```mlir
    mindir.parameter @conv1.weight : tensor<6x1x5x5xf32> init(#mindir.ones) {mindir.train_rows = array<i64: 0, 2>}
    mindir.parameter @conv2.weight : tensor<16x6x5x5xf32> init(#mindir.ones) frozen
    mindir.parameter @fc.weight : tensor<10x84xf32> init(#mindir.ones)
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    ListOption<"freeze", "freeze", "std::string",
               "patterns of parameters that are not trained">,
    ListOption<"trainOnly", "train-only", "std::string",
               "patterns of the parameters that are trained">
  ];
}

#endif // MS_PASSES_AUTODIFF_PASSES
