//===- Passes.td - Conversions between dialects -------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_CONVERSION_PASSES
#define MS_PASSES_CONVERSION_PASSES

include "mlir/Pass/PassBase.td"

def ConvertKernelsToLLVM
    : Pass<"convert-kernels-to-llvm", "::mlir::ModuleOp"> {
  let summary = "Convert loops and vectors to the LLVM dialect";
  let description = [{
    All functions of a module, with pointers for buffers. What is not converted
    is an error. Vectors have one dimension.

    Before:
    ```mlir
    func.func @copy(%x: memref<8xf32>, %y: memref<8xf32>, %i: index) {
      %0 = vector.load %x[%i] : memref<8xf32>, vector<4xf32>
      vector.store %0, %y[%i] : memref<8xf32>, vector<4xf32>
      return
    }
    ```
    After:
    ```mlir
    llvm.func @copy(%x: !llvm.ptr, %y: !llvm.ptr, %i: i64) {
      %0 = llvm.getelementptr %x[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      %1 = llvm.load %0 {alignment = 4 : i64} : !llvm.ptr -> vector<4xf32>
      %2 = llvm.getelementptr %y[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f32
      llvm.store %1, %2 {alignment = 4 : i64} : vector<4xf32>, !llvm.ptr
      llvm.return
    }
    ```
  }];
  let dependentDialects = [
    "::mlir::LLVM::LLVMDialect", "::mlir::cf::ControlFlowDialect"
  ];
}

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

def ConvertMindIRToRuntime
    : Pass<"convert-mindir-to-runtime", "::mlir::ModuleOp"> {
  let summary = "Make functions that programs can call";
  let description = [{
    Functions on buffers become LLVM functions with the signature `msrt_entry` of
    `include/ms-c/Runtime.h`. Kernels must have been lowered to LLVM, in modules
    of their own (mindir-group-kernels); they are declared here and called, with
    few tiles directly, with more through `msrt_parallel_for`.

    Before:
    ```mlir
    func.func @forward(%state: memref<64xi8>, %arena: memref<64xi8>, %x: memref<32xf32>, %y: memref<32xf32>, %rows: index) {
      mindir.dispatch @kernels_0::@relu(%x) outs(%y) rows(%rows) : (memref<32xf32>), (memref<32xf32>)
      return
    }
    ```
    After:
    ```mlir
    llvm.func @relu(!llvm.ptr, !llvm.ptr, i64, i64, i64)
    llvm.func @forward(%state: !llvm.ptr, %arena: !llvm.ptr, %inputs: !llvm.ptr, %outputs: !llvm.ptr, %rows: i64) {
      ...
      llvm.call @relu(%x, %y, %rows, %c0, %tiles) : (!llvm.ptr, !llvm.ptr, i64, i64, i64) -> ()
      llvm.return
    }
    ```

    With `profile`, `msrt_launch_done(k)` is called behind the k-th launch of a
    function, and with -1 before the first: whoever runs the code defines it.
  }];
  let options = [
    Option<"profile", "profile", "bool", /*default=*/"false",
           "call msrt_launch_done behind each launch">,
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // MS_PASSES_CONVERSION_PASSES
