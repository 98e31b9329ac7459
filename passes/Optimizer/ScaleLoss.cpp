//===- ScaleLoss.cpp - Gradients that half precision can hold -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Before differentiation: the scale becomes a parameter. After it: gradients
// are divided by the scale, and looked through for numbers that are not finite.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/LossScale.h"
#include "passes/Optimizer/LearningRate.h"
#include "passes/Optimizer/Passes.h"

#include "dialects/MindIR/Ops/Update.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;
using ms::optimizer::scalarF32;

namespace ms {
#define GEN_PASS_DEF_SCALELOSS
#define GEN_PASS_DEF_UNSCALEGRADIENTS
#include "passes/Optimizer/Passes.h.inc"

namespace {

struct ScaleLoss : impl::ScaleLossBase<ScaleLoss> {
  using ScaleLossBase::ScaleLossBase;

  void runOnOperation() override {
    if (failed(scaleLoss()))
      signalPassFailure();
  }

private:
  LogicalResult scaleLoss() {
    ModuleOp module = getOperation();
    auto error = [&] {
      return emitCodedError(module.getLoc(), Code::OptimizerSetup);
    };
    auto step = module.lookupSymbol<func::FuncOp>(function.getValue());
    if (!step)
      return error() << "the module has no function '" << function.getValue()
                     << "' whose loss could be scaled";
    // MindSpore's bounds.
    if (!(scale >= 1) || std::isinf(scale))
      return error() << "the loss scale is " << scale.getValue()
                     << ", but must be a number >= 1";
    if (dynamic && (!(factor > 1) || std::isinf(factor)))
      return error() << "the factor of the loss scale is " << factor.getValue()
                     << ", but must be a number > 1";
    if (dynamic && (window < 1 || window > INT32_MAX))
      return error() << "the window of the loss scale is " << window.getValue()
                     << ", but must be in [1, " << INT32_MAX << "]";
    for (StringRef name : {kScaleName, kScaleStepName, kLastOverflowName})
      if (module.lookupSymbol(name))
        return error() << "the loss scale's state '" << name
                       << "' already exists in the module";

    Operation *last = nullptr;
    for (auto parameter : module.getOps<ParameterOp>())
      last = parameter;
    OpBuilder b(&getContext());
    if (last)
      b.setInsertionPointAfter(last);
    else
      b.setInsertionPointToStart(module.getBody());
    UnitAttr unit = b.getUnitAttr();
    ParameterOp::create(
        b, NameLoc::get(b.getStringAttr(kScaleName)),
        b.getStringAttr(kScaleName),
        TypeAttr::get(RankedTensorType::get({}, b.getF32Type())),
        FillAttr::get(&getContext(), b.getF64FloatAttr(scale)), unit, unit,
        UnitAttr());
    NamedAttrList attributes;
    if (dynamic) {
      attributes.append("factor", b.getF64FloatAttr(factor));
      attributes.append("window", b.getI64IntegerAttr(window));
    }
    step->setAttr(kLossScaleAttr, attributes.getDictionary(&getContext()));
    return success();
  }
};

struct UnscaleGradients : impl::UnscaleGradientsBase<UnscaleGradients> {
  using UnscaleGradientsBase::UnscaleGradientsBase;

  void runOnOperation() override {
    func::FuncOp step = getOperation();
    if (!step->hasAttr(kLossScaleAttr) || step.isExternal())
      return;
    Block &body = step.getBody().front();
    Operation *terminator = body.getTerminator();
    Location loc = NameLoc::get(StringAttr::get(&getContext(), "optimizer"));
    ImplicitLocOpBuilder b(loc, &getContext());
    b.setInsertionPointToStart(&body);
    auto f32 = RankedTensorType::get({}, b.getF32Type());
    Value scale = LoadOp::create(b, f32, kScaleName);
    auto assigns = body.getOps<AssignOp>();
    b.setInsertionPoint(assigns.empty() ? terminator
                                        : (*assigns.begin()).getOperation());
    Value inverse = ReciprocalOp::create(b, scale);
    SmallVector<Value> status;
    for (unsigned k = 0; k < step.getNumResults(); ++k) {
      if (!step.getResultAttr(k, kGradientOfAttr))
        continue;
      Value gradient = terminator->getOperand(k);
      Type element =
          cast<RankedTensorType>(gradient.getType()).getElementType();
      Value factor = b.createOrFold<CastOp>(inverse, TypeAttr::get(element));
      gradient = MulOp::create(b, gradient, factor);
      status.push_back(FloatStatusOp::create(b, gradient));
      terminator->setOperand(k, gradient);
    }
    if (status.empty()) {
      emitCodedError(step, Code::OptimizerSetup)
          << "returns no gradient to unscale";
      return signalPassFailure();
    }
    Value sum = status.size() == 1 ? status[0] : AddNOp::create(b, status);
    sum = ReshapeOp::create(b, sum, b.getI64ArrayAttr({}));
    Value overflow = GreaterOp::create(b, sum, scalarF32(b, 0));

    terminator->insertOperands(terminator->getNumOperands(), overflow);
    NamedAttribute mark(b.getStringAttr(kOverflowAttr), b.getUnitAttr());
    // Only another function type could make this fail.
    (void)step.insertResult(step.getNumResults(), overflow.getType(),
                            b.getDictionaryAttr(mark));
  }
};

} // namespace
} // namespace ms
