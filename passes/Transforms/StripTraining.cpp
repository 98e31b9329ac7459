//===- StripTraining.cpp - The meaning a function has in inference --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/Ops/Norm.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_STRIPTRAINING
#include "passes/Transforms/Passes.h.inc"

namespace {
struct StripTraining : impl::StripTrainingBase<StripTraining> {
  using StripTrainingBase::StripTrainingBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.getName() == except || function.isExternal())
      return;
    function.walk([](DropoutOp op) { stripDropout(op); });
    function.walk([](BatchNormTrainOp op) { stripBatchNorm(op); });
    // Statistics that do not move any more.
    for (auto assign : llvm::make_early_inc_range(
             function.getBody().front().getOps<AssignOp>()))
      if (auto load = assign.getValue().getDefiningOp<LoadOp>();
          load && load.getParameterAttr() == assign.getParameterAttr())
        assign.erase();
  }

private:
  static void stripDropout(DropoutOp op) {
    Value counter = op.getCounter();
    op.replaceAllUsesWith(op.getX());
    op.erase();
    Operation *load = counter.getDefiningOp();
    if (load && isOpTriviallyDead(load))
      load->erase();
  }

  static void stripBatchNorm(BatchNormTrainOp op) {
    OpBuilder b(op);
    auto inference = BatchNormOp::create(
        b, op.getLoc(), op.getX(), op.getScale(), op.getBias(), op.getMean(),
        op.getVariance(), op.getEpsilonAttr());
    op.replaceAllUsesWith(ValueRange{inference.getY(), op.getMean(),
                                     op.getVariance(), op.getMean(),
                                     op.getVariance()});
    op.erase();
  }
};
} // namespace
} // namespace ms
