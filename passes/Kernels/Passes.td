//===- Passes.td - Kernels ----------------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// In the order in which the pipeline runs them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_PASSES
#define MS_PASSES_KERNELS_PASSES

include "mlir/Pass/PassBase.td"

def FormKernels : Pass<"mindir-form-kernels", "::mlir::ModuleOp"> {
  let summary = "Cut a function of generics into kernels";
  let description = [{
    Groups the `linalg.generic` ops of every function: a contraction takes the
    elementwise ops that follow it, elementwise ops join each other, and
    reductions join the elementwise ops and reductions over the same space. Each
    group becomes a private function with the attribute `mindir.kernel`, called by
    `mindir.launch`; groups with equal bodies share one. A kernel's result attribute
    `mindir.may_alias` lists the operands whose buffer that result may take.

    Before:
    ```mlir
    %0 = linalg.generic ... ins(%a, %b) ...   // mat_mul
    %1 = linalg.generic ... ins(%0, %c) ...   // bias_add
    %2 = linalg.generic ... ins(%1) ...       // relu
    ```
    After:
    ```mlir
    %2 = mindir.launch @mat_mul_bias_add_relu(%a, %b, %c) : (tensor<?x8xf32>, tensor<8x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
    ```
  }];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

#endif // MS_PASSES_KERNELS_PASSES
