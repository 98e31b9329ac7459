//===- Passes.td - State and memory -------------------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// In the order in which the pipeline runs them.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_MEMORY_PASSES
#define MS_PASSES_MEMORY_PASSES

include "mlir/Pass/PassBase.td"

def ScheduleLaunches : Pass<"mindir-schedule-launches", "::mlir::ModuleOp"> {
  let summary = "Order launches so that less memory is alive at once";
  let description = [{
    A launch that lets go of more than it makes runs as soon as it can: a
    parameter is updated when its gradient is complete, and gradients need not
    live together. What makes more than it lets go of runs late. A kernel that
    writes over a parameter comes after all that read the old value. Of several
    orders the one with the fewest bytes alive at once is taken, the given one
    among them. Values do not depend on the order.

    Before:
    ```mlir
    %g1 = mindir.launch @gradient1(%d1) : (tensor<8xf32>) -> tensor<4xf32>
    %d0 = mindir.launch @backward(%d1) : (tensor<8xf32>) -> tensor<8xf32>
    %g0 = mindir.launch @gradient0(%d0) : (tensor<8xf32>) -> tensor<4xf32>
    %v1 = mindir.launch @update(%w1, %g1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    ```
    After:
    ```mlir
    %g1 = mindir.launch @gradient1(%d1) : (tensor<8xf32>) -> tensor<4xf32>
    %v1 = mindir.launch @update(%w1, %g1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %d0 = mindir.launch @backward(%d1) : (tensor<8xf32>) -> tensor<8xf32>
    %g0 = mindir.launch @gradient0(%d0) : (tensor<8xf32>) -> tensor<4xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows that buffers of a dynamic batch have room for">
  ];
}

def Rematerialize : Pass<"mindir-rematerialize", "::mlir::ModuleOp"> {
  let summary = "Compute values again where keeping them costs too much memory";
  let description = [{
    While a function's arena is larger than `budget`, the launch where most is
    alive is looked at: of the values that are only kept there, one is made again
    before it is read next, by a second launch of its kernel. Kernels of
    elementwise ops and reductions are repeated (normalizations, activations,
    dropout); with `contractions` those of products and convolutions too. It ends
    when the arena fits or nothing helps. Results keep their bits. With
    `memory-budget`, the arena may have what the parameters leave of it, and
    contractions are repeated where the others are not enough.

    Before, with `budget=0`:
    ```mlir
    %a = mindir.launch @relu(%y) : (tensor<1024xf32>) -> tensor<1024xf32>
    %b = mindir.launch @forward(%a) : (tensor<1024xf32>) -> tensor<1024xf32>
    %c = mindir.launch @backward(%b, %y) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
    %d = mindir.launch @gradient(%c, %a) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<4xf32>
    ```
    After:
    ```mlir
    %a = mindir.launch @relu(%y) : (tensor<1024xf32>) -> tensor<1024xf32>
    %b = mindir.launch @forward(%a) : (tensor<1024xf32>) -> tensor<1024xf32>
    %c = mindir.launch @backward(%b, %y) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<1024xf32>
    %e = mindir.launch @relu(%y) : (tensor<1024xf32>) -> tensor<1024xf32>
    %d = mindir.launch @gradient(%c, %e) : (tensor<1024xf32>, tensor<1024xf32>) -> tensor<4xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows that buffers of a dynamic batch have room for">,
    Option<"budget", "budget", "int64_t", "0",
           "bytes that an arena may have; 0: as few as possible">,
    Option<"memoryBudget", "memory-budget", "int64_t", "0",
           "bytes that parameters and an arena may have; 0: see budget">,
    Option<"contractions", "contractions", "bool", "false",
           "repeat products and convolutions too">
  ];
}

def PrepareParameters : Pass<"mindir-prepare-parameters", "::mlir::ModuleOp"> {
  let summary = "Compute once what depends on parameters alone";
  let description = [{
    Functions that assign no parameter compute the same from parameters in every
    call: packed weights, weights in another type, factors of a normalization. Such
    launches move into the function `@prepare` (with the attribute
    `mindir.prepare`), which keeps their results in `derived` parameters. It runs
    before such functions whenever parameters have changed. What is more than twice
    as large as what it is computed from stays where it is. What functions have in
    common is computed and kept once. With `budget`, nothing is kept where it does
    not fit beside parameters and arena.

    Before:
    ```mlir
    func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x4xf32> {
      %w = mindir.load @w : tensor<4x8xf32>
      %p = mindir.launch @pack(%w) : (tensor<4x8xf32>) -> tensor<8x4xf32>
      %y = mindir.launch @mat_mul(%x, %p) : (tensor<?x8xf32>, tensor<8x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
    After:
    ```mlir
    mindir.parameter @prepared : tensor<8x4xf32> init(#mindir.zeros) frozen derived
    func.func @prepare() attributes {mindir.prepare} {
      %w = mindir.load @w : tensor<4x8xf32>
      %p = mindir.launch @pack(%w) : (tensor<4x8xf32>) -> tensor<8x4xf32>
      mindir.assign @prepared, %p : tensor<8x4xf32>
      return
    }
    func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x4xf32> {
      %p = mindir.load @prepared : tensor<8x4xf32>
      %y = mindir.launch @mat_mul(%x, %p) : (tensor<?x8xf32>, tensor<8x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
  let options = [
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows that buffers of a dynamic batch have room for">,
    Option<"budget", "budget", "int64_t", "0",
           "bytes that parameters and an arena may have; 0: no limit">
  ];
}

def LowerState : Pass<"mindir-lower-state", "::mlir::ModuleOp"> {
  let summary = "Make every assign one that can be done in place";
  let description = [{
    A kernel that makes a parameter's new value may write it into the parameter's
    buffer where all reads of the old value are done: they come before, or are
    the kernel's own and it may take that operand's buffer. Where that does not
    hold, the new value is copied at the end of the function, and the copy is
    assigned.

    Before:
    ```mlir
    %w = mindir.load @w : tensor<4xf32>
    %v = mindir.launch @step(%w, %g) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %y = mindir.launch @use(%w) : (tensor<4xf32>) -> tensor<4xf32>
    mindir.assign @w, %v : tensor<4xf32>
    ```
    After:
    ```mlir
    %w = mindir.load @w : tensor<4xf32>
    %v = mindir.launch @step(%w, %g) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    %y = mindir.launch @use(%w) : (tensor<4xf32>) -> tensor<4xf32>
    %c = mindir.launch @copy(%v) : (tensor<4xf32>) -> tensor<4xf32>
    mindir.assign @w, %c : tensor<4xf32>
    ```
  }];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

def Bufferize : Pass<"mindir-bufferize", "::mlir::ModuleOp"> {
  let summary = "Give every value a buffer";
  let description = [{
    Functions take the state (one buffer for all parameters), their inputs, their
    outputs and the number of rows, and run kernels on buffers. A result takes the
    buffer of an operand that dies with the launch where the kernel allows it; a
    result of the function is written where the caller wants it; new state is
    written over the old one. What is left is a `memref.alloc`, placed by
    mindir-plan-memory.

    Buffers have the size of `max-batch` rows. Booleans take a byte.

    Before:
    ```mlir
    func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x4xf32> {
      %w = mindir.load @w : tensor<8x4xf32>
      %y = mindir.launch @mat_mul(%x, %w) : (tensor<?x8xf32>, tensor<8x4xf32>) -> tensor<?x4xf32>
      return %y : tensor<?x4xf32>
    }
    ```
    After, with `max-batch=32`:
    ```mlir
    func.func @forward(%state: memref<128xi8>, %x: memref<32x8xf32>, %y: memref<32x4xf32>, %rows: index) {
      %c0 = arith.constant 0 : index
      %w = memref.view %state[%c0][] : memref<128xi8> to memref<8x4xf32>
      mindir.dispatch @mat_mul(%x, %w) outs(%y) rows(%rows) : (memref<32x8xf32>, memref<8x4xf32>), (memref<32x4xf32>)
      return
    }
    ```
  }];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::memref::MemRefDialect"
  ];
  let options = [
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows that buffers of a dynamic batch have room for">
  ];
}

def PlanMemory : Pass<"mindir-plan-memory", "::mlir::ModuleOp"> {
  let summary = "Place all buffers of a function in one arena";
  let description = [{
    Each function gets the arena as its second argument; every `memref.alloc`
    becomes a view of it. Buffers that are alive at the same time do not overlap;
    offsets are multiples of 64 bytes. The function attributes
    `mindir.arena_bytes` and `mindir.live_bytes` hold the arena's size and its
    lower bound, the largest sum of live buffers.

    Before:
    ```mlir
    %a = memref.alloc() : memref<32x8xf32>
    ```
    After:
    ```mlir
    %c2048 = arith.constant 2048 : index
    %a = memref.view %arena[%c2048][] : memref<9216xi8> to memref<32x8xf32>
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect"];
}

def CheckBudget : Pass<"mindir-check-budget", "::mlir::ModuleOp"> {
  let summary = "Refuse a network that does not fit into the memory given";
  let description = [{
    Parameters, optimizer state and the largest arena are all the memory that a
    network needs; the sum is known when mindir-plan-memory is done. Where it is
    more than `budget` the error lists the parts. The module is not changed.
  }];
  let options = [
    Option<"budget", "budget", "int64_t", "0", "bytes that there are">
  ];
}

#endif // MS_PASSES_MEMORY_PASSES
