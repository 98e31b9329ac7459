//===- LowerIndexedKernels.cpp - Loops of ops that are kernels ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelWriter.h"
#include "passes/Kernels/LowerKernelsImpl.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/IndexedKernel.h"
#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace ms {
#define GEN_PASS_DEF_LOWERINDEXEDKERNELS
#include "passes/Kernels/Passes.h.inc"

namespace {
struct LowerIndexedKernels
    : impl::LowerIndexedKernelsBase<LowerIndexedKernels> {
  using LowerIndexedKernelsBase::LowerIndexedKernelsBase;

  void runOnOperation() override {
    func::FuncOp kernel = getOperation();
    // Kernels on buffers give no results.
    if (!kernel->hasAttr(mindir::kKernelAttr) || kernel.isExternal() ||
        kernel->hasAttr(mindir::kTilesAttr) || kernel.getNumResults() != 0)
      return;
    Operation *work = nullptr;
    for (Operation &op : kernel.getBody().front())
      if (mindir::isIndexedKernel(&op))
        work = &op;
    if (!work)
      return;
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    KernelWriter writer(kernel, work, target);
    for (auto write : {writeScatterKernel, writeOrderKernel,
                       writeWinogradKernel, writeAttentionKernel})
      if (succeeded(write(writer)))
        return;
    emitCodedError(work, Code::MissingLowering) << "has no loops";
    signalPassFailure();
  }
};
} // namespace
} // namespace ms
