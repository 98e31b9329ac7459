//===- CheckTrainable.cpp - List ops that cannot be differentiated --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Activity.h"
#include "passes/AutoDiff/Passes.h"

namespace ms {
#define GEN_PASS_DEF_CHECKTRAINABLE
#include "passes/AutoDiff/Passes.h.inc"

namespace {
struct CheckTrainable : impl::CheckTrainableBase<CheckTrainable> {
  using CheckTrainableBase::CheckTrainableBase;

  void runOnOperation() override {
    mlir::func::FuncOp step =
        findLossFunction(getOperation(), function.getValue());
    if (!step || !reportMissingGradients(Activity(step)))
      return signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
} // namespace ms
