//===- Recurrent.cpp - Gradients: recurrent layers ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "passes/Analysis/UnrollGRU.h"
#include "passes/Analysis/UnrollLSTM.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

using ms::autodiff::GradientBuilder;

static void setAll(GradientBuilder &g, ArrayRef<Value> gradients) {
  for (auto [k, gradient] : llvm::enumerate(gradients))
    if (g.isNeeded(k))
      g.set(k, gradient);
}

/// Back through the steps. What they have computed is written anew, as the
/// formula of the op writes it: equal ops become one.
static void lstmRule(LSTMOp op, GradientBuilder &g) {
  ms::UnrolledLSTM unrolled(g.b, op);
  setAll(g, unrolled.gradients(g.getResultGradient(0), g.getResultGradient(1),
                               g.getResultGradient(2)));
}

static void gruRule(GRUOp op, GradientBuilder &g) {
  ms::UnrolledGRU unrolled(g.b, op);
  setAll(g, unrolled.gradients(g.getResultGradient(0), g.getResultGradient(1)));
}

void ms::autodiff::attachRecurrentRules(MLIRContext *context) {
  attach<LSTMOp, lstmRule>(context);
  attach<GRUOp, gruRule>(context);
}
