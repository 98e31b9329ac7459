//===- IndexedKernel.td - Ops that become loops directly ----*- tablegen -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MINDIR_INDEXEDKERNEL_TD
#define MINDIR_INDEXEDKERNEL_TD

include "mlir/IR/OpBase.td"

// An op whose loops no `linalg.generic` can say: it stores at computed places,
// or its steps depend on each other. It stays as it is until it is alone in a
// kernel on buffers, and mindir-lower-indexed-kernels writes its loops.
def MindIR_IndexedKernel : NativeOpTrait<"IndexedKernel"> {
  let cppNamespace = "::ms::mindir";
}

#endif // MINDIR_INDEXEDKERNEL_TD
