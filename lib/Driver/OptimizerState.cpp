//===- OptimizerState.cpp - What an optimizer keeps, before a network -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindir-insert-optimizer is the only place that knows names and order. It runs
// here on a step whose gradients are the parameters themselves.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/OptimizerState.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Driver/CompileModule.h"
#include "passes/Optimizer/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

bool addOptimizerState(ModuleOp module) {
  ImplicitLocOpBuilder b(module.getLoc(), module.getContext());
  b.setInsertionPointToEnd(module.getBody());
  auto step =
      func::FuncOp::create(b, "optimizer_state", b.getFunctionType({}, {}));
  b.setInsertionPointToEnd(step.addEntryBlock());
  SmallVector<Value> gradients;
  SmallVector<Type> types;
  SmallVector<StringAttr> names;
  for (auto parameter : module.getOps<ParameterOp>()) {
    if (!parameter.isTrainable())
      continue;
    types.push_back(parameter.getTensorType());
    names.push_back(parameter.getSymNameAttr());
    gradients.push_back(
        LoadOp::create(b, types.back(), parameter.getSymName()));
  }
  func::ReturnOp::create(b, gradients);
  step.setFunctionType(b.getFunctionType({}, types));
  for (auto [k, name] : llvm::enumerate(names))
    step.setResultAttr(k, kGradientOfAttr, FlatSymbolRefAttr::get(name));
  bool good = runPipeline(module, [&](OpPassManager &pm) {
    InsertOptimizerOptions options;
    options.function = step.getSymName().str();
    pm.addPass(createInsertOptimizer(options));
  });
  if (good)
    module.lookupSymbol("optimizer_state")->erase();
  return good;
}

} // namespace ms
