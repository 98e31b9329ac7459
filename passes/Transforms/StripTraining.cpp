//===- StripTraining.cpp - The meaning a function has in inference --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"

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
    function.walk([](DropoutOp op) {
      Value counter = op.getCounter();
      op.replaceAllUsesWith(op.getX());
      op.erase();
      Operation *load = counter.getDefiningOp();
      if (load && isOpTriviallyDead(load))
        load->erase();
    });
  }
};
} // namespace
} // namespace ms
