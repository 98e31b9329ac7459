//===- LowerKernels.cpp - Bufferized kernels to loops and vectors ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/LowerKernelsImpl.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace ms {
#define GEN_PASS_DEF_LOWERCONTRACTIONS
#define GEN_PASS_DEF_VECTORIZELOOPS
#include "passes/Kernels/Passes.h.inc"

namespace {

struct LowerContractions : impl::LowerContractionsBase<LowerContractions> {
  using LowerContractionsBase::LowerContractionsBase;
  void runOnOperation() override {
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    if (failed(lowerKernel(getOperation(), /*contractions=*/true, target)))
      signalPassFailure();
  }
};

struct VectorizeLoops : impl::VectorizeLoopsBase<VectorizeLoops> {
  using VectorizeLoopsBase::VectorizeLoopsBase;
  void runOnOperation() override {
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    if (failed(lowerKernel(getOperation(), /*contractions=*/false, target)))
      signalPassFailure();
  }
};

} // namespace

VectorTarget describeTarget(int64_t vectorBits, int64_t registers, bool fma) {
  VectorTarget target;
  target.vectorBytes = vectorBits / 8;
  target.registers = registers;
  target.hasFMA = fma;
  // Neither SSE nor NEON has masks, AVX and AVX-512 do.
  target.hasMasks = vectorBits >= 256;
  return target;
}

mlir::LogicalResult lowerKernel(mlir::func::FuncOp function, bool contractions,
                                const VectorTarget &target) {
  // Kernels on buffers have no tensors in their types, and no tiles yet.
  if (!function->hasAttr(mindir::kKernelAttr) ||
      function->hasAttr(mindir::kTilesAttr) || function.getNumResults() != 0)
    return mlir::success();
  mlir::FailureOr<KernelNests> nests = analyzeKernel(function);
  if (failed(nests))
    return mlir::failure();
  if (nests->hasContraction != contractions)
    return mlir::success();
  llvm::SmallVector<Schedule> schedules;
  for (const Nest &nest : nests->nests) {
    schedules.push_back(nest.findContraction() ? planContraction(nest, target)
                                               : planLoops(nest, target));
    if (!schedules.back().followsBlocks)
      return emitCodedError(function.getLoc(), Code::KernelForm)
             << "kernel '" << function.getName()
             << "' has an operand in blocks that vectors of "
             << 8 * target.vectorBytes
             << " bits do not fill (pack and lower with the same vector-bits)";
  }
  // Nests that follow each other share tiles along their shared loops only.
  if (schedules.size() > 1)
    for (Schedule &schedule : schedules)
      schedule.numParallel = 0;
  emitKernel(*nests, schedules, target);
  return mlir::success();
}

} // namespace ms
