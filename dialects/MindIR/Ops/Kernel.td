//===- Kernel.td - Calls of generated kernels ---------------*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// How a step function calls the kernels that mindir-form-kernels cut out of it:
// `launch` on tensors, `dispatch` on buffers. Checked in Kernel.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_OPS_KERNEL_TD
#define MINDIR_OPS_KERNEL_TD

include "dialects/MindIR/MindIRDialect.td"
include "mlir/IR/SymbolInterfaces.td"

def MindIR_RowsOp : MindIR_Op<"rows", [Pure]> {
  let summary = "number of rows of the batch in this call";
  let description = [{
    Every dynamic extent is a fixed multiple of it.

    Example:
    ```mlir
    %n = mindir.rows : index
    ```
  }];
  let results = (outs Index:$rows);
  let assemblyFormat = "attr-dict `:` type($rows)";
}

def MindIR_LaunchOp
    : MindIR_Op<"launch", [Pure,
                           DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "one run of a kernel, on values";
  let description = [{
    Calls the kernel function `kernel`, which computes its results from its
    operands and nothing else. The kernel's result attribute `mindir.may_alias`
    lists the operands whose buffer that result may take: those that it reads only
    at the index it writes.

    Constraints:
    - (C1) `kernel` names a function with the attribute `mindir.kernel`.
    - (C2) Operands and results have the types of that function; a static
      dimension may stand where the function has a dynamic one.

    Example:
    ```mlir
    %y = mindir.launch @relu(%x) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$kernel,
                       Variadic<MindIR_Tensor>:$inputs);
  let results = (outs Variadic<MindIR_Tensor>:$results);
  let assemblyFormat = [{
    $kernel `(` $inputs `)` attr-dict `:` functional-type(operands, results)
  }];
}

def MindIR_DispatchOp
    : MindIR_Op<"dispatch", [AttrSizedOperandSegments,
                             DeclareOpInterfaceMethods<SymbolUserOpInterface>,
                             MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "one run of a kernel, on buffers";
  let description = [{
    Calls the kernel function `kernel` with the buffers that it reads and the
    buffers that it writes, for `rows` rows of the batch.

    Constraints:
    - (C1) `kernel` names a function with the attribute `mindir.kernel`; it may
      stand in a module inside this one.
    - (C2) That function takes the types of `inputs`, of `outputs`, and the index
      `rows`.

    Example:
    ```mlir
    mindir.dispatch @relu(%x) outs(%y) rows(%n) : (memref<2x3xf32>) -> memref<2x3xf32>
    ```
  }];
  let arguments = (ins SymbolRefAttr:$kernel,
                       Variadic<AnyMemRef>:$inputs, Variadic<AnyMemRef>:$outputs,
                       Index:$rows);
  let assemblyFormat = [{
    $kernel `(` $inputs `)` `outs` `(` $outputs `)` `rows` `(` $rows `)`
    attr-dict `:` functional-type($inputs, $outputs)
  }];
}

#endif // MINDIR_OPS_KERNEL_TD
