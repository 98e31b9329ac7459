//===- Passes.td - Conversions between dialects -------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_CONVERSION_PASSES
#define MS_PASSES_CONVERSION_PASSES

include "mlir/Pass/PassBase.td"

def ConvertMindIRToLinalg
    : Pass<"convert-mindir-to-linalg", "::mlir::func::FuncOp"> {
  let summary = "Write what ops compute as loops over elements";
  let description = [{
    Every op that computes becomes one or a few `linalg.generic` on tensors whose
    index maps say all there is about it: strides, dilations and groups of a
    convolution, the axis of a concatenation, the broadcast of an operand. Loads,
    assigns, constants that are no splat, and reshapes stay. Each generic carries
    the name of its op in `mindir.op`.

    Composite ops must have been decomposed (mindir-decompose). Ops without a
    lowering are reported, all of them.

    Before:
    ```mlir
    %y = mindir.bias_add %x, %b : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
    ```
    After:
    ```mlir
    %0 = tensor.empty(%rows) : tensor<?x3xf32>
    %y = linalg.generic {indexing_maps = [(d0, d1) -> (d0, d1), (d0, d1) -> (d1), (d0, d1) -> (d0, d1)],
                         iterator_types = ["parallel", "parallel"]}
        ins(%x, %b : tensor<?x3xf32>, tensor<3xf32>) outs(%0 : tensor<?x3xf32>) {
      ^bb0(%in: f32, %in_0: f32, %out: f32):
        %1 = arith.addf %in, %in_0 : f32
        linalg.yield %1 : f32
    } -> tensor<?x3xf32>
    ```
  }];
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::math::MathDialect", "::mlir::tensor::TensorDialect"
  ];
}

#endif // MS_PASSES_CONVERSION_PASSES
