//===- CheckTrainable.cpp - List ops that cannot be differentiated --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Activity.h"
#include "passes/AutoDiff/OpGaps.h"
#include "passes/AutoDiff/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;

namespace ms {
#define GEN_PASS_DEF_CHECKTRAINABLE
#include "passes/AutoDiff/Passes.h.inc"

namespace {
struct CheckTrainable : impl::CheckTrainableBase<CheckTrainable> {
  using CheckTrainableBase::CheckTrainableBase;

  void runOnOperation() override {
    func::FuncOp step = findLossFunction(getOperation(), function.getValue());
    if (!step)
      return signalPassFailure();
    Activity activity(step);
    // Named, not included: rooms of passes do not see each other.
    auto lower = [](ModuleOp trial) -> LogicalResult {
      PassManager pm(trial.getContext());
      if (failed(parsePassPipeline(
              "func.func(mindir-decompose,convert-mindir-to-linalg)", pm)))
        return failure();
      return pm.run(trial);
    };
    SmallVector<OpGap> gaps =
        findOpGaps(step, &activity, lowering ? LowerTrial(lower) : nullptr);
    for (const OpGap &gap : gaps)
      emitCodedError(gap.op, gap.code) << gap.text();
    if (!gaps.empty())
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
} // namespace ms
