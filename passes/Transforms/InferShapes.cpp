//===- InferShapes.cpp - Compute all shapes anew --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_INFERSHAPES
#include "passes/Transforms/Passes.h.inc"

namespace {
struct InferShapes : impl::InferShapesBase<InferShapes> {
  using InferShapesBase::InferShapesBase;

  void runOnOperation() override {
    if (rows < -1) {
      emitCodedError(getOperation().getLoc(), Code::ShapeInference)
          << "rows is " << rows.getValue() << ", but must be -1 or more";
      return signalPassFailure();
    }
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal() || function->hasAttr(kKernelAttr))
        continue;
      if (rows != 0)
        setRows(function, rows == -1 ? ShapedType::kDynamic : rows.getValue());
      if (failed(inferFunction(function)))
        return signalPassFailure();
    }
  }

  static void setRows(func::FuncOp function, int64_t rows) {
    auto leading = [](Value value) -> std::optional<int64_t> {
      auto type = dyn_cast<RankedTensorType>(value.getType());
      if (!type || type.getRank() == 0)
        return std::nullopt;
      return type.getDimSize(0);
    };
    if (function.getNumArguments() == 0)
      return;
    std::optional<int64_t> batch = leading(function.getArgument(0));
    for (BlockArgument argument : function.getArguments()) {
      std::optional<int64_t> extent = leading(argument);
      if (!extent || !(ShapedType::isDynamic(*extent) || extent == batch))
        continue;
      auto type = cast<RankedTensorType>(argument.getType());
      SmallVector<int64_t> shape(type.getShape());
      shape[0] = rows;
      argument.setType(RankedTensorType::get(shape, type.getElementType()));
    }
  }

  static LogicalResult inferFunction(func::FuncOp function) {
    WalkResult walk = function.walk([](InferTypeOpInterface inferrable) {
      Operation *op = inferrable;
      if (!isa<MindIRDialect>(op->getDialect()))
        return WalkResult::advance();
      SmallVector<Type> types;
      if (failed(inferrable.inferReturnTypes(
              op->getContext(), op->getLoc(), op->getOperands(),
              op->getDiscardableAttrDictionary(), op->getPropertiesStorage(),
              op->getRegions(), types)))
        return WalkResult::interrupt();
      for (auto [result, type] : llvm::zip(op->getResults(), types))
        result.setType(type);
      return WalkResult::advance();
    });
    if (walk.wasInterrupted())
      return failure();
    Block &body = function.getBody().front();
    function.setFunctionType(
        FunctionType::get(function.getContext(), body.getArgumentTypes(),
                          body.getTerminator()->getOperandTypes()));
    return success();
  }
};
} // namespace
} // namespace ms
