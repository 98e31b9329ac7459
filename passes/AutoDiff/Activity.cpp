//===- Activity.cpp - What lies between parameters and the loss -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Activity.h"

#include "dialects/Interfaces/DifferentiableOpInterface.h"
#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static bool hasFloatElements(Value value) {
  auto tensor = dyn_cast<RankedTensorType>(value.getType());
  return tensor && isa<FloatType>(tensor.getElementType());
}

Activity::Activity(func::FuncOp function) {
  Block &body = function.getBody().front();
  SymbolTableCollection symbols;
  for (Operation &op : body.without_terminator()) {
    bool varies = llvm::any_of(op.getOperands(),
                               [&](Value v) { return varied.contains(v); });
    if (auto load = dyn_cast<LoadOp>(op)) {
      auto parameter = symbols.lookupNearestSymbolFrom<ParameterOp>(
          load, load.getParameterAttr().getAttr());
      if (parameter && parameter.isTrainable()) {
        loads.push_back(load);
        varies = true;
      }
    }
    if (varies)
      for (Value result : op.getResults())
        if (hasFloatElements(result))
          varied.insert(result);
  }
  useful.insert(body.getTerminator()->getOperand(0));
  for (Operation &op : llvm::reverse(body.without_terminator())) {
    bool reaches = llvm::any_of(op.getResults(), [&](Value v) {
      return useful.contains(v) && hasFloatElements(v);
    });
    if (!reaches)
      continue;
    useful.insert(op.operand_begin(), op.operand_end());
    bool active =
        llvm::any_of(op.getResults(), [&](Value v) { return isActive(v); });
    if (active && !isa<LoadOp>(op))
      activeOps.push_back(&op);
  }
  std::reverse(activeOps.begin(), activeOps.end());
}

func::FuncOp findLossFunction(ModuleOp module, StringRef name) {
  auto function = module.lookupSymbol<func::FuncOp>(name);
  if (!function) {
    emitCodedError(module.getLoc(), Code::Differentiation)
        << "the module has no function '" << name << "' to differentiate";
    return nullptr;
  }
  if (!function.getBody().hasOneBlock()) {
    emitCodedError(function.getLoc(), Code::Differentiation)
        << "function '" << name << "' is not one block of ops";
    return nullptr;
  }
  auto results = function.getFunctionType().getResults();
  auto loss = results.empty() ? RankedTensorType()
                              : dyn_cast<RankedTensorType>(results[0]);
  if (!loss || loss.getRank() != 0 || !isa<FloatType>(loss.getElementType())) {
    InFlightDiagnostic diag =
        emitCodedError(function.getLoc(), Code::Differentiation)
        << "the first result of function '" << name << "' ";
    if (results.empty())
      diag << "is missing";
    else
      diag << "is " << results[0];
    diag << ", but the loss must be a float scalar";
    return nullptr;
  }
  return function;
}

bool reportMissingGradients(const Activity &activity) {
  bool complete = true;
  for (Operation *op : activity.getActiveOps()) {
    if (isa<DifferentiableOpInterface>(op))
      continue;
    emitCodedError(op, Code::MissingGradient) << "has no gradient rule";
    complete = false;
  }
  return complete;
}

} // namespace ms
