//===- Norm.cpp - Gradients: normalizations -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

void batchNormRule(BatchNormOp op, GradientBuilder &g) {
  auto gradient = BatchNormGradOp::create(
      g.b, g.getResultGradient(), op.getX(), op.getScale(), op.getMean(),
      op.getVariance(), op.getEpsilonAttr());
  g.set(0, gradient.getDx());
  g.set(1, gradient.getDscale());
  g.set(2, gradient.getDbias());
  if (!g.isNeeded(3) && !g.isNeeded(4))
    return;
  Value epsilon = g.scalar(op.getEpsilon().convertToDouble(), op.getVariance());
  Value bounded = g.add(op.getVariance(), epsilon);
  Value factor = g.mul(op.getScale(), g.make<RsqrtOp>(bounded));
  g.set(3, g.neg(g.mul(gradient.getDbias(), factor)));
  Value slope = g.div(g.mul(gradient.getDscale(), op.getScale()), bounded);
  g.set(4, g.scale(slope, -0.5));
}

void batchNormTrainRule(BatchNormTrainOp op, GradientBuilder &g) {
  for (unsigned k = 1; k < 5; ++k)
    if (g.getResultGradient(k))
      return g.refuse(op, "its statistics have no gradient rule, but the loss "
                          "depends on them");
  auto gradient = BatchNormTrainGradOp::create(
      g.b, g.getResultGradient(), op.getX(), op.getScale(), op.getBatchMean(),
      op.getBatchVariance(), op.getEpsilonAttr());
  g.set(0, gradient.getDx());
  g.set(1, gradient.getDscale());
  g.set(2, gradient.getDbias());
}

void layerNormRule(LayerNormOp op, GradientBuilder &g) {
  if (g.getResultGradient(1) || g.getResultGradient(2))
    return g.refuse(op, "its statistics have no gradient rule, but the loss "
                        "depends on them");
  auto gradient = LayerNormGradOp::create(
      g.b, op.getX(), g.getResultGradient(), op.getVariance(), op.getMean(),
      op.getGamma(), op.getBeginNormAxisAttr(), op.getBeginParamsAxisAttr(),
      op.getEpsilonAttr());
  g.set(0, gradient.getDx());
  g.set(1, gradient.getDgamma());
  g.set(2, gradient.getDbeta());
}

void groupNormRule(GroupNormOp op, GradientBuilder &g) {
  if (g.getResultGradient(1) || g.getResultGradient(2))
    return g.refuse(op, "its statistics have no gradient rule, but the loss "
                        "depends on them");
  auto gradient = GroupNormGradOp::create(g.b, g.getResultGradient(), op.getX(),
                                          op.getMean(), op.getRstd(),
                                          op.getGamma(), op.getNumGroupsAttr());
  g.set(0, gradient.getDx());
  g.set(1, gradient.getDgamma());
  g.set(2, gradient.getDbeta());
}

void lpNormRule(LpNormOp op, GradientBuilder &g) {
  g.set(0, g.make<LpNormGradOp>(g.getResultGradient(), op.getX(), op.getY(),
                                op.getAxisAttr(), op.getPAttr(),
                                op.getKeepDimsAttr()));
}

void l2NormalizeRule(L2NormalizeOp op, GradientBuilder &g) {
  g.set(0,
        g.make<L2NormalizeGradOp>(op.getX(), op.getY(), g.getResultGradient(),
                                  op.getAxisAttr(), op.getEpsilonAttr()));
}

void lrnRule(LRNOp op, GradientBuilder &g) {
  g.set(0, g.make<LRNGradOp>(g.getResultGradient(), op.getX(), op.getY(),
                             op.getDepthRadiusAttr(), op.getBiasAttr(),
                             op.getAlphaAttr(), op.getBetaAttr()));
}

} // namespace

void ms::autodiff::attachNormRules(MLIRContext *context) {
  attach<BatchNormOp, batchNormRule>(context);
  attach<BatchNormTrainOp, batchNormTrainRule>(context);
  attach<LayerNormOp, layerNormRule>(context);
  attach<GroupNormOp, groupNormRule>(context);
  attach<LpNormOp, lpNormRule>(context);
  attach<L2NormalizeOp, l2NormalizeRule>(context);
  attach<LRNOp, lrnRule>(context);
}
