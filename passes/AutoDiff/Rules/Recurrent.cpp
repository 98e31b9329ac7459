//===- Recurrent.cpp - Gradients: recurrent layers ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "passes/Analysis/UnrollLSTM.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

using ms::autodiff::GradientBuilder;

/// Back through the steps. What they have computed is written anew, as the
/// formula of the op writes it: equal ops become one.
static void lstmRule(LSTMOp op, GradientBuilder &g) {
  ms::UnrolledLSTM unrolled(g.b, op);
  SmallVector<Value> gradients = unrolled.gradients(
      g.getResultGradient(0), g.getResultGradient(1), g.getResultGradient(2));
  for (auto [k, gradient] : llvm::enumerate(gradients))
    if (g.isNeeded(k))
      g.set(k, gradient);
}

void ms::autodiff::attachRecurrentRules(MLIRContext *context) {
  attach<LSTMOp, lstmRule>(context);
}
