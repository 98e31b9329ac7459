//===- ClipGradients.cpp - Bounds for gradients ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/LearningRate.h"
#include "passes/Optimizer/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;
using ms::optimizer::scalarF32;

namespace ms {
#define GEN_PASS_DEF_CLIPGRADIENTS
#include "passes/Optimizer/Passes.h.inc"

namespace {

struct ClipGradients : impl::ClipGradientsBase<ClipGradients> {
  using ClipGradientsBase::ClipGradientsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto error = [&] {
      return emitCodedError(module.getLoc(), Code::OptimizerSetup);
    };
    auto step = module.lookupSymbol<func::FuncOp>(function.getValue());
    if (!step) {
      error() << "the module has no function '" << function.getValue()
              << "' with gradients to clip";
      return signalPassFailure();
    }
    for (auto [name, bound] : {std::pair("clip-value", clipValue.getValue()),
                               std::pair("clip-norm", clipNorm.getValue())})
      if (!(bound >= 0) || std::isinf(bound)) {
        error() << name << " is " << bound << ", but must be a number >= 0";
        return signalPassFailure();
      }
    Operation *terminator = step.getBody().front().getTerminator();
    SmallVector<OpOperand *> gradients;
    for (unsigned k = 0; k < step.getNumResults(); ++k)
      if (step.getResultAttr(k, kGradientOfAttr))
        gradients.push_back(&terminator->getOpOperand(k));
    if (gradients.empty()) {
      error() << "function '" << function.getValue() << "' returns no gradient";
      return signalPassFailure();
    }
    auto assigns = step.getBody().front().getOps<AssignOp>();
    Location loc = NameLoc::get(StringAttr::get(&getContext(), "optimizer"));
    ImplicitLocOpBuilder b(loc, &getContext());
    b.setInsertionPoint(assigns.empty() ? terminator
                                        : (*assigns.begin()).getOperation());
    if (clipValue > 0)
      for (OpOperand *gradient : gradients)
        gradient->set(boundValues(b, gradient->get()));
    if (clipNorm > 0)
      boundNorm(b, gradients);
  }

private:
  static Value castTo(ImplicitLocOpBuilder &b, Value x, Type element) {
    if (cast<RankedTensorType>(x.getType()).getElementType() == element)
      return x;
    return CastOp::create(b, x, TypeAttr::get(element));
  }
  static Value castLike(ImplicitLocOpBuilder &b, Value x, Value like) {
    return castTo(b, x,
                  cast<RankedTensorType>(like.getType()).getElementType());
  }

  Value boundValues(ImplicitLocOpBuilder &b, Value gradient) const {
    Value high = castLike(b, scalarF32(b, clipValue), gradient);
    Value low = castLike(b, scalarF32(b, -clipValue), gradient);
    return MaximumOp::create(b, MinimumOp::create(b, gradient, high), low);
  }

  /// All gradients times clip / max(norm, clip), the norm over all of them.
  void boundNorm(ImplicitLocOpBuilder &b,
                 ArrayRef<OpOperand *> gradients) const {
    Type f32 = b.getF32Type();
    SmallVector<Value> sums;
    for (OpOperand *gradient : gradients) {
      Value x = gradient->get();
      // Squares of f16 would soon be infinite.
      if (cast<RankedTensorType>(x.getType()).getElementTypeBitWidth() < 32)
        x = castTo(b, x, f32);
      Value sum = ReduceSumOp::create(b, SquareOp::create(b, x),
                                      b.getArrayAttr({}), b.getBoolAttr(false));
      sums.push_back(castTo(b, sum, f32));
    }
    Value total = sums.size() == 1 ? sums[0] : AddNOp::create(b, sums);
    Value bound = scalarF32(b, clipNorm);
    Value norm = MaximumOp::create(b, SqrtOp::create(b, total), bound);
    Value factor = DivOp::create(b, bound, norm);
    for (OpOperand *gradient : gradients)
      gradient->set(MulOp::create(b, gradient->get(),
                                  castLike(b, factor, gradient->get())));
  }
};

} // namespace
} // namespace ms
