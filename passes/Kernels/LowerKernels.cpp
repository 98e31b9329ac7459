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
#include "mlir/IR/Remarks.h"

namespace ms {
#define GEN_PASS_DEF_LOWERCONTRACTIONS
#define GEN_PASS_DEF_VECTORIZELOOPS
#include "passes/Kernels/Passes.h.inc"

namespace {

struct LowerContractions : impl::LowerContractionsBase<LowerContractions> {
  using LowerContractionsBase::LowerContractionsBase;
  void runOnOperation() override {
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    target.fetches = fetch;
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
  // Those of AVX do on some processors: a load takes 11 cycles instead of one
  // on AMD's first Zen, a store about 20 on all of them.
  target.masksAreSlow = vectorBits == 256;
  // All servers with AVX-512 have this much, and more.
  if (vectorBits >= 512)
    target.l2Bytes = 1 << 20;
  return target;
}

/// What the schedule of a kernel is like, for those who ask.
static void remark(mlir::func::FuncOp kernel, const ScheduleNotes &notes,
                   bool contraction) {
  using namespace mlir::remark;
  RemarkOpts options = RemarkOpts::name(contraction ? "contraction" : "loops")
                           .category("mindir-kernels")
                           .function(kernel.getName());
  mlir::Location loc = kernel.getLoc();
  if (!notes.lanes.empty()) {
    auto passed = mlir::remark::passed(loc, options);
    passed << add("lanes along {0}", notes.lanes);
    if (contraction)
      passed << metric("Tile", notes.tile) << metric("Packed", notes.isPacked)
             << metric("PeakPercent",
                       static_cast<int>(100 * notes.peakShare + 0.5));
    if (!notes.source.empty())
      passed << metric("Schedule", notes.source);
  }
  for (const std::string &why : notes.missed)
    mlir::remark::missed(loc, options) << reason("{0}", why);
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
  std::vector<Schedule> schedules;
  const bool remarks = function.getContext()->getRemarkEngine();
  for (const Nest &nest : nests->nests) {
    const NestReduction *product = nest.findContraction();
    const bool isContraction = product;
    ScheduleNotes notes;
    ScheduleNotes *wanted = remarks ? &notes : nullptr;
    if (product) {
      auto choice = statedChoice(product->op, nest, target);
      if (failed(choice))
        return mlir::failure();
      schedules.push_back(
          planContraction(nest, target, wanted, *choice ? &**choice : nullptr));
      if (auto source =
              product->op->getAttrOfType<mlir::StringAttr>(kScheduleSourceAttr))
        notes.source = source.str();
    } else {
      schedules.push_back(planLoops(nest, target, wanted));
    }
    remark(function, notes, isContraction);
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
