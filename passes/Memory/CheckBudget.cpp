//===- CheckBudget.cpp - Whether a network fits into the memory given -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Memory/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_CHECKBUDGET
#include "passes/Memory/Passes.h.inc"

namespace {

struct CheckBudget : impl::CheckBudgetBase<CheckBudget> {
  using CheckBudgetBase::CheckBudgetBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto bytesOf = [](Operation *op, StringRef name) {
      auto attr = op->getAttrOfType<IntegerAttr>(name);
      return attr ? attr.getInt() : 0;
    };
    int64_t state = bytesOf(module, kStateBytesAttr), arena = 0;
    for (auto function : module.getOps<func::FuncOp>())
      arena = std::max(arena, bytesOf(function, kArenaBytesAttr));
    if (state + arena <= budget)
      return markAllAnalysesPreserved();

    InFlightDiagnostic diag = emitCodedError(module.getLoc(), Code::MemoryPlan)
                              << "the network needs " << state + arena
                              << " bytes, but the memory budget is "
                              << budget.getValue();
    diag.attachNote(module.getLoc())
        << state << " bytes for parameters and optimizer state";
    for (auto function : module.getOps<func::FuncOp>())
      if (int64_t bytes = bytesOf(function, kArenaBytesAttr))
        diag.attachNote(function.getLoc())
            << bytes << " bytes for the arena of '" << function.getName()
            << "', of which " << bytesOf(function, kLiveBytesAttr)
            << " are alive at once";
    diag.report();
    signalPassFailure();
  }
};

} // namespace
} // namespace ms
