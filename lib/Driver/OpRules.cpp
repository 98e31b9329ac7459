//===- OpRules.cpp - Which rooms know an op -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/OpRules.h"

#include "lib/Driver/CompileModule.h"
#include "lib/Reference/Evaluator.h"
#include "passes/AutoDiff/Activity.h"
#include "passes/Conversion/Passes.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;

namespace ms {

SmallVector<OpRules> getOpRules() {
  SmallVector<OpRules> rules;
  rules.push_back({"evaluator rule", Code::MissingLowering, [](Operation *op) {
                     return Evaluator::canEvaluate(op->getName());
                   }});
  return rules;
}

SmallVector<OpGap> findNetworkGaps(ModuleOp module) {
  auto lower = [](ModuleOp trial) {
    return success(runPipeline(trial, [](OpPassManager &pm) {
      pm.addNestedPass<func::FuncOp>(createDecompose());
      pm.addNestedPass<func::FuncOp>(createConvertMindIRToLinalg());
    }));
  };
  SmallVector<OpRules> rules = getOpRules();
  SmallVector<OpGap> gaps;
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal() || !function.getBody().hasOneBlock())
      continue;
    std::optional<Activity> activity;
    if (function.getName() == "forward" && function.getNumResults() > 0)
      activity.emplace(function);
    llvm::append_range(
        gaps,
        findOpGaps(function, activity ? &*activity : nullptr, lower, rules));
  }
  return gaps;
}

bool isBlocking(const OpGap &gap, bool train) {
  return gap.rule == "lowering" || (train && gap.rule == "gradient rule");
}

} // namespace ms
