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

/// Options that say what the processor has (describeTarget).
defvar targetOptions = [
  Option<"vectorBits", "vector-bits", "int64_t", "256",
         "width of a vector register">,
  Option<"registers", "registers", "int64_t", "16",
         "number of vector registers">,
  Option<"fma", "fma", "bool", "true",
         "whether the target multiplies and adds in one instruction">
];
defvar preparesOption = [
  Option<"prepares", "prepares", "bool", "true",
         "whether copies of parameters are made once "
         "(mindir-prepare-parameters) where no function changes them">
];

def BlockChannels : Pass<"mindir-block-channels", "::mlir::func::FuncOp"> {
  let summary = "Put blocks of a convolution's channels innermost";
  let description = [{
    What convolutions read and write gets the layout NCHWc: loops over channels, of
    convolutions and of all generics between them, are split in one over blocks and
    one inside, and values with pixels hold the channels of a block side by side.
    Parameters and what has no pixels are split in place: that is a view. Where an
    op that cannot split the loop reads or writes such a value, it is copied; a
    network in which copies would cost more than they gain stays as it is: what
    convolutions gain grows with the number of uses of an element.

    Before, with `block=16`:
    ```mlir
    %0 = linalg.generic {(n, o, y, x, c, i, j) -> (n, c, y + i, x + j), (o, c, i, j), (n, o, y, x)}
         ins(%x, %w : tensor<?x64x58x58xf32>, tensor<32x64x3x3xf32>) -> tensor<?x32x56x56xf32>
    ```
    After:
    ```mlir
    %1 = mindir.reshape %w {shape = [2, 16, 4, 16, 3, 3]} : tensor<32x64x3x3xf32> -> tensor<2x16x4x16x3x3xf32>
    %2 = linalg.generic {(n, o, y, x, oo, c, i, j, cc) -> (n, c, y + i, x + j, cc), (o, oo, c, cc, i, j), (n, o, y, x, oo)}
         ins(%0, %1 : tensor<?x4x58x58x16xf32>, tensor<2x16x4x16x3x3xf32>) -> tensor<?x2x56x56x16xf32>
    ```
  }];
  let options = [
    Option<"block", "block", "int64_t", /*default=*/"16",
           "channels that stand side by side; 1: none">,
  ];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::tensor::TensorDialect"
  ];
}

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
  let options = [
    Option<"fuse", "fuse", "bool", "true",
           "whether ops share kernels where no result needs it">
  ];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

def FlattenKernels : Pass<"mindir-flatten-kernels", "::mlir::ModuleOp"> {
  let summary = "Let elementwise kernels run over rows of elements";
  let description = [{
    The tensors of a kernel whose ops are all elementwise, at the same place, lose their
    shape: one dimension is left, or the batch and one. Launches get views around
    them.

    Before:
    ```mlir
    %1 = mindir.launch @relu(%0) : (tensor<?x16x10x10xf32>) -> tensor<?x16x10x10xf32>
    ```
    After:
    ```mlir
    %1 = mindir.reshape %0 {shape = [-1, 1600]} : tensor<?x16x10x10xf32> -> tensor<?x1600xf32>
    %2 = mindir.launch @relu(%1) : (tensor<?x1600xf32>) -> tensor<?x1600xf32>
    %3 = mindir.reshape %2 {shape = [-1, 16, 10, 10]} : tensor<?x1600xf32> -> tensor<?x16x10x10xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect"];
}

def SplitBatchSums : Pass<"mindir-split-batch-sums", "::mlir::ModuleOp"> {
  let summary = "Give rows that stand for each of a dynamic batch a loop of their own";
  let description = [{
    A contraction that sums over a dynamic batch with 16 or more rows for each of it
    (positions of a sequence, in the gradient of a weight) gets a loop over as many of
    these as divide them, at most 256. That loop has a static extent: the sum can be
    cut in pieces along it, unrolled, and packed factors can have it inside of their
    blocks, where the batch must stay outermost.

    Before:
    ```mlir
    // @mat_mul: {(m, n, k) -> (k, m), (k, n), (m, n)}
    %0 = mindir.launch @mat_mul(%a, %b) : (tensor<?x128xf32>, tensor<?x512xf32>) -> tensor<128x512xf32>
    ```
    After:
    ```mlir
    // @mat_mul: {(m, n, k, r) -> (k, r, m), (k, r, n), (m, n)}
    %0 = mindir.reshape %a {shape = [-1, 64, 128]} : tensor<?x128xf32> -> tensor<?x64x128xf32>
    %1 = mindir.reshape %b {shape = [-1, 64, 512]} : tensor<?x512xf32> -> tensor<?x64x512xf32>
    %2 = mindir.launch @mat_mul(%0, %1) : (tensor<?x64x128xf32>, tensor<?x64x512xf32>) -> tensor<128x512xf32>
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect",
                           "::mlir::linalg::LinalgDialect"];
}

def BoundSums : Pass<"mindir-bound-sums", "::mlir::ModuleOp"> {
  let summary = "Note where the products of a contraction are zero";
  let description = [{
    A contraction whose factor gets a border of zeros from the kernel before it (a
    padded convolution, the gradient of one) gets the attribute `mindir.nonzero`: a set
    of its loops outside of which its products are zero. Loops of the sum then leave
    out what no row of a tile needs.

    Before:
    ```mlir
    %0 = linalg.generic {(n, o, y, x, c, i, j) -> (n, c, y + i, x + j), ...} ins(%padded, %w) ...
    ```
    After:
    ```mlir
    %0 = linalg.generic ... attrs = {mindir.nonzero = affine_set<(n, o, y, x, c, i, j) :
        (y + i - 2 >= 0, 15 - y - i >= 0, x + j - 2 >= 0, 15 - x - j >= 0)>}
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect",
                           "::mlir::linalg::LinalgDialect"];
}

def WinogradConvolutions
    : Pass<"mindir-winograd-convolutions", "::mlir::ModuleOp"> {
  let summary = "Compute convolutions of 3 x 3 with fewer multiplications";
  let description = [{
    A convolution with windows of 3 x 3, stride 1 and blocked channels, or the gradient
    of one with respect to its input, becomes F(4x4, 3x3) or F(2x2, 3x3) of Winograd's
    algorithm where that costs less by the estimates of docs/kernels.md. Pieces of the
    image and weights are transformed by kernels that are launched before.

    Before:
    ```mlir
    %2 = mindir.launch @conv2d(%x, %w) : (tensor<?x4x58x58x16xf32>, tensor<4x16x4x16x3x3xf32>) -> tensor<?x4x56x56x16xf32>
    ```
    After:
    ```mlir
    %0 = mindir.launch @winograd_input_transform(%x) : (tensor<?x4x58x58x16xf32>) -> tensor<?x196x2320xf32>
    %1 = mindir.launch @winograd_filter_transform(%w) : (tensor<4x16x4x16x3x3xf32>) -> tensor<4x36x64x16xf32>
    %2 = mindir.launch @conv2d(%0, %1) : (tensor<?x196x2320xf32>, tensor<4x36x64x16xf32>) -> tensor<?x4x56x56x16xf32>
    ```
  }];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
  let options = [
    Option<"tile", "tile", "int64_t", "0",
           "pixels along each side of a tile of the result, 2 or 4, wherever "
           "that is possible; 0: what costs least">,
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows of a dynamic batch that the plan is made for">
  ] # targetOptions # preparesOption;
}

def ApplySchedules : Pass<"mindir-apply-schedules", "::mlir::ModuleOp"> {
  let summary = "Give contractions the schedules that a file has for them";
  let description = [{
    A file of schedules (docs/kernels.md) names kernels by a key that is made of what
    they compute. Contractions of those get the attribute `mindir.schedule`, which
    mindir-pack-operands and mindir-lower-contractions take instead of a choice of
    their own; a schedule that the planner has no candidate of is an error. Entries
    for other targets, and those that fit no kernel, are counted in a remark.

    Before:
    ```mlir
    %0 = linalg.generic ... ins(%a, %b) ...
    ```
    After:
    ```mlir
    %0 = linalg.generic ... ins(%a, %b) ... attrs = {
        mindir.schedule = "lanes=d1 operand=1 vectors=2 rows=d0:4",
        mindir.schedule_source = "tuned.txt:4"}
    ```
  }];
  let options = [
    Option<"file", "file", "std::string", "",
           "file of schedules, written by ms-compile --tune">,
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows of a dynamic batch that the plan is made for">
  ] # targetOptions;
}

def PackOperands : Pass<"mindir-pack-operands", "::mlir::ModuleOp"> {
  let summary = "Copy factors of contractions into the order they are read in";
  let description = [{
    Where a contraction reads its vector operand across rows (a transposed matrix,
    weights of a convolution), or in steps of a power of two that meet in few sets of
    the cache, and a copy costs less than that, the operand becomes a packed tensor:
    blocks of lanes innermost, one after another. The copy is a kernel of its own; of a
    parameter that no function changes it is made once, and costs memory only.

    Before:
    ```mlir
    %2 = mindir.launch @mat_mul(%a, %b) : (tensor<?x1024xf32>, tensor<1024x1024xf32>) -> tensor<?x1024xf32>
    ```
    After:
    ```mlir
    %1 = mindir.launch @pack(%b) : (tensor<1024x1024xf32>) -> tensor<32x1024x32xf32>
    %2 = mindir.launch @mat_mul(%a, %1) : (tensor<?x1024xf32>, tensor<32x1024x32xf32>) -> tensor<?x1024xf32>
    ```
  }];
  let dependentDialects = [
    "::ms::mindir::MindIRDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
  let options = [
    Option<"maxBatch", "max-batch", "int64_t", "32",
           "rows of a dynamic batch that the plan is made for">
  ] # targetOptions # preparesOption;
}

class LowerKernelsPass<string argument, string sum, string text>
    : Pass<argument, "::mlir::func::FuncOp"> {
  let summary = sum;
  let description = text;
  let dependentDialects = [
    "::mlir::arith::ArithDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
    "::mlir::vector::VectorDialect"
  ];
  let options = targetOptions;
}

def LowerIndexedKernels : LowerKernelsPass<"mindir-lower-indexed-kernels",
    "Generate the loops of kernels that no generic can say", [{
    Kernels that are one op with the trait IndexedKernel: scatters, sorting. Tiles
    own the places that they write, so that no two threads meet and sums have one
    order. Arguments and attributes as for mindir-lower-contractions.

    Before:
    ```mlir
    %0 = bufferization.to_tensor %a restrict : memref<32x8xf32> to tensor<32x8xf32>
    %1 = bufferization.to_tensor %b restrict : memref<32xi32> to tensor<32xi32>
    %2 = mindir.unsorted_segment_sum %0, %1 {num_segments = 100 : i64} : (tensor<32x8xf32>, tensor<32xi32>) -> tensor<100x8xf32>
    bufferization.materialize_in_destination %2 in restrict writable %c
    ```
    After:
    ```mlir
    scf.for %t = %begin to %end step %c1 {
      scf.for %i = ... { vector.store %zero, %c[%i] }
      scf.for %n = %c0 to %c32 step %c1 {
        %k = memref.load %b[%n]
        scf.if ... { scf.for %i = ... { %x = vector.load %a[...] ... vector.store %s, %c[...] } }
      }
    }
    ```
  }]>;

def LowerContractions : LowerKernelsPass<"mindir-lower-contractions",
    "Generate the loops of kernels with a contraction", [{
    Matrix products and convolutions, forward and backward, from their index maps:
    a tile of vectors is carried through the loops of the sum, fed by vector loads
    of one operand and broadcast scalars of the other; elementwise ops that the
    kernel holds are computed on the tile before it is stored. The kernel gets two
    more arguments, the range of tiles to compute, and the attributes
    `mindir.tiles` and `mindir.grain`.

    Before:
    ```mlir
    %0 = bufferization.to_tensor %a restrict : memref<32x8xf32> to tensor<32x8xf32>
    %2 = linalg.generic ... ins(%0, %1) outs(%init) { mulf, addf }
    bufferization.materialize_in_destination %2 in restrict writable %c
    ```
    After:
    ```mlir
    scf.for %t = %begin to %end step %c1 {
      %acc:12 = scf.for %k = %c0 to %c8 step %c1 iter_args(...) -> (vector<8xf32>, ...) {
        %x = memref.load %a[...]
        %y = vector.load %b[...]
        %z = vector.fma ...
        scf.yield ...
      }
      vector.store %acc#0, %c[...]
    }
    ```
  }]> {
  let options = targetOptions # [
    Option<"fetch", "fetch", "bool", "true",
           "whether what comes from memory is fetched early">
  ];
}

def VectorizeLoops : LowerKernelsPass<"mindir-vectorize-loops",
    "Generate the loops of all other kernels", [{
    Elementwise ops, reductions, poolings and data movement as loops over vectors.
    Lanes run along the loop in which most operands are contiguous; values between
    the ops of a kernel stay in registers, and what a later phase of a reduction
    needs again is computed again. Arguments and attributes as for
    mindir-lower-contractions.

    Before:
    ```mlir
    %1 = linalg.generic ... ins(%0 : tensor<4096xf32>) ... { arith.maximumf }
    bufferization.materialize_in_destination %1 in restrict writable %y
    ```
    After:
    ```mlir
    scf.for %t = %begin to %end step %c1 {
      scf.for %i = %c0 to %c512 step %c1 {
        %x = vector.load %a[...] : memref<4096xf32>, vector<8xf32>
        %m = arith.maximumf %x, %zero : vector<8xf32>
        vector.store %m, %y[...]
      }
    }
    ```
  }]>;

def GroupKernels : Pass<"mindir-group-kernels", "::mlir::ModuleOp"> {
  let summary = "Move lowered kernels into modules that are compiled apart";
  let description = [{
    Kernels move into `groups` modules inside this one, about equally large, so
    that they can be lowered and compiled side by side. Arguments that no result
    may alias get `llvm.noalias`.

    Before:
    ```mlir
    mindir.dispatch @relu(%x) outs(%y) rows(%n) : (memref<32xf32>), (memref<32xf32>)
    func.func private @relu(...) attributes {mindir.kernel}
    ```
    After:
    ```mlir
    mindir.dispatch @kernels_0::@relu(%x) outs(%y) rows(%n) : (memref<32xf32>), (memref<32xf32>)
    module @kernels_0 {
      func.func @relu(...) attributes {mindir.kernel}
    }
    ```
  }];
  let dependentDialects = ["::ms::mindir::MindIRDialect",
                           "::mlir::LLVM::LLVMDialect"];
  let options = [
    Option<"groups", "groups", "int64_t", "1", "number of modules">
  ];
}

def ApproximateMath : Pass<"mindir-approximate-math"> {
  let summary = "Write functions of f32 vectors as polynomials";
  let description = [{
    Elementary functions of f32 (exp, log, tanh, erf, expm1, log1p, asin,
    acos) become polynomials that run in vectors, within a few units in the last
    place (docs/kernels.md has the bounds). Smaller floats are computed in f32.
    Other functions and types are left to libm.

    Before:
    ```mlir
    %y = math.exp %x : vector<8xf32>
    ```
    After: `arith` and `math.fma` on `vector<8xf32>`.
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
  let options = [
    Option<"polynomials", "polynomials", "bool", "true",
           "whether to; else f32 is left to libm, too">,
    Option<"fma", "fma", "bool", "true",
           "whether the target multiplies and adds in one instruction">
  ];
}

def EmulateBFloat16 : Pass<"mindir-emulate-bf16"> {
  let summary = "Compute on bf16 in f32";
  let description = [{
    Arithmetic on bf16 is done in f32 and rounded after each op; the conversions
    between the two become integer arithmetic, and what only moves becomes i16.
    What is left needs neither instructions nor library functions for bf16, which
    few processors and not every C library have. The pass runs on modules of
    kernels: it changes the types of their arguments.

    Before:
    ```mlir
    %z = arith.addf %x, %y : vector<8xbf16>
    ```
    After:
    ```mlir
    %a = arith.shli (arith.extui (arith.bitcast %x)), 16  // and for %y
    %s = arith.addf %a, %b : vector<8xf32>
    %z = ...                                              // %s, rounded to even
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::vector::VectorDialect"];
}

#endif // MS_PASSES_KERNELS_PASSES
