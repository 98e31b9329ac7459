//===- Train.td - Parameters, loads and assigns ------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// State as symbols, its reads and its writes. Checked in Train.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_TRAIN_TD
#define MINDIR_OPS_TRAIN_TD

include "dialects/MindIR/MindIRDialect.td"
include "mlir/IR/SymbolInterfaces.td"

//===----------------------------------------------------------------------===//
// State
//===----------------------------------------------------------------------===//

def MindIR_ParameterOp
    : MindIR_Op<"parameter", [Symbol, HasParent<"::mlir::ModuleOp">]> {
  let summary = "a named tensor that outlives a call";
  let description = [{
    A weight, a statistic or a piece of optimizer state. Checkpoints and exports
    enumerate these symbols, in order: the module is the only source of names and
    order. `init` says the value it starts from: an initializer attribute, a splat,
    or a `dense_resource` whose data is there; `unit`: a checkpoint must give it.

    A `frozen` parameter gets no gradient. An `optimizer` parameter is state of
    the optimizer, left out of a network's own checkpoint. A `transient` one is
    saved in the resume state of a checkpoint, not under its name. A `derived` one
    is what `@prepare` makes of others (mindir-prepare-parameters): it is no part of
    any file or table.

    Constraints:
    - (C1) The type is a static tensor.
    - (C2) A tensor as `init` has the parameter's type; data that is not a splat is
      a `dense_resource`.
    - (C3) The data of a `dense_resource` is present and as large as the type says.
    - (C4) A random initializer needs a float type; `he_*` and `xavier_*` need
      rank 2 or more.

    Example:
    ```mlir
    mindir.parameter @"conv1.weight" : tensor<6x1x5x5xf32> init(#mindir.he_uniform<seed = 1>)
    mindir.parameter @"moments.conv1.weight" : tensor<6x1x5x5xf32> init(dense<0.0> : tensor<6x1x5x5xf32>) frozen optimizer
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
                       TypeAttrOf<MindIR_Tensor>:$type, AnyAttr:$init,
                       UnitAttr:$frozen, UnitAttr:$optimizer,
                       UnitAttr:$transient, UnitAttr:$derived);
  let assemblyFormat = [{
    $sym_name `:` $type `init` `(` $init `)` (`frozen` $frozen^)?
    (`optimizer` $optimizer^)? (`transient` $transient^)?
    (`derived` $derived^)? attr-dict
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::mlir::RankedTensorType getTensorType() {
      return ::llvm::cast<::mlir::RankedTensorType>(getType());
    }
    /// Whether gradients are taken for it.
    bool isTrainable() {
      return !getFrozen() && !getOptimizer() &&
             ::llvm::isa<::mlir::FloatType>(getTensorType().getElementType());
    }
  }];
}

def MindIR_LoadOp
    : MindIR_Op<"load", [DeclareOpInterfaceMethods<SymbolUserOpInterface>,
                         MemoryEffects<[MemRead]>]> {
  let summary = "the value of a parameter at the start of the call";
  let description = [{
    Constraints:
    - (C1) `parameter` names a `mindir.parameter`.
    - (C2) The result has its type.

    Example:
    ```mlir
    %w = mindir.load @"conv1.weight" : tensor<6x1x5x5xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$parameter);
  let results = (outs MindIR_Tensor:$value);
  let assemblyFormat = "$parameter attr-dict `:` type($value)";
}

def MindIR_AssignOp
    : MindIR_Op<"assign", [DeclareOpInterfaceMethods<SymbolUserOpInterface>,
                           MemoryEffects<[MemWrite]>]> {
  let summary = "the value of a parameter after the call";
  let description = [{
    Constraints:
    - (C1) `parameter` names a `mindir.parameter`.
    - (C2) `value` has its type.
    - (C3) Only other assigns and the function's end stand behind it.
    - (C4) No other assign of the function names the same parameter.

    Example:
    ```mlir
    mindir.assign @"conv1.weight", %w : tensor<6x1x5x5xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$parameter, MindIR_Tensor:$value);
  let assemblyFormat = "$parameter `,` $value attr-dict `:` type($value)";
  let hasVerifier = 1;
}

#endif // MINDIR_OPS_TRAIN_TD
