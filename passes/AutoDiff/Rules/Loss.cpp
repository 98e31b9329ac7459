//===- Loss.cpp - Gradients of loss functions -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Loss.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

void sparseRule(SparseSoftmaxCrossEntropyOp op, GradientBuilder &g) {
  Value gradient =
      g.make<SparseSoftmaxCrossEntropyGradOp>(op.getLogits(), op.getLabels());
  g.set(0, g.mul(gradient, g.getResultGradient()));
}

/// `rows` [N] as a column [N, 1].
Value column(Value rows, Value matrix, GradientBuilder &g) {
  return g.keepDims(rows, matrix, {1});
}

void denseRule(SoftmaxCrossEntropyOp op, GradientBuilder &g) {
  if (g.getResultGradient(1))
    return g.refuse(op, "its second result is a gradient already and has no "
                        "gradient rule");
  Value dloss = g.getResultGradient(0);
  Value weight = column(dloss, op.getLogits(), g);
  if (g.isNeeded(0))
    g.set(0, g.mul(op.getDlogits(), weight));
  if (g.isNeeded(1)) {
    Value log = g.make<LogSoftmaxOp>(op.getLogits(), g.b.getI64IntegerAttr(-1));
    g.set(1, g.neg(g.mul(log, weight)));
  }
}

void mseRule(MSELossOp op, GradientBuilder &g) {
  Value difference = g.sub(op.getLogits(), op.getLabels());
  Type element = op.getLogits().getType().getElementType();
  Value count =
      g.make<ExtentOp>(op.getLogits(), g.ints({}), TypeAttr::get(element));
  Value factor = g.div(g.scale(g.getResultGradient(), 2), count);
  Value gradient = g.mul(difference, factor);
  g.set(0, gradient);
  if (g.isNeeded(1))
    g.set(1, g.neg(gradient));
}

} // namespace

void ms::autodiff::attachLossRules(MLIRContext *context) {
  attach<SparseSoftmaxCrossEntropyOp, sparseRule>(context);
  attach<SoftmaxCrossEntropyOp, denseRule>(context);
  attach<MSELossOp, mseRule>(context);
}
