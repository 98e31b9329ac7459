//===- Attention.cpp - Gradients: attention in one op ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Attention.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

void attentionRule(ScaledDotProductAttentionOp op, GradientBuilder &g) {
  if (g.getResultGradient(1) || g.getResultGradient(2))
    return g.refuse(op, "its softmax_max and softmax_sum have no gradient "
                        "rule, but the loss depends on them");
  for (unsigned k = 3; k < op->getNumOperands(); ++k)
    if (g.isNeeded(k))
      return g.refuse(op, "its masks have no gradient rule, but one depends on "
                          "a trainable parameter");
  auto gradient = ScaledDotProductAttentionGradOp::create(
      g.b, g.getResultGradient(), op.getQuery(), op.getKey(), op.getValue(),
      op.getOutput(), op.getSoftmaxMax(), op.getSoftmaxSum(), op.getMasks(),
      op.getScaleAttr(), op.getLengthFirstAttr());
  g.set(0, gradient.getDquery());
  g.set(1, gradient.getDkey());
  g.set(2, gradient.getDvalue());
}

} // namespace

void ms::autodiff::attachAttentionRules(MLIRContext *context) {
  attach<ScaledDotProductAttentionOp, attentionRule>(context);
}
