//===- Activation.cpp - Gradients: activation functions -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

/// The gradient is a primitive of the operand.
template <typename Op, typename Grad>
void operandRule(Op op, GradientBuilder &g) {
  g.set(0, g.make<Grad>(g.getResultGradient(), op.getX()));
}

void seluRule(SeLUOp op, GradientBuilder &g) {
  constexpr double kScale = 1.0507009873554805, kAlpha = 1.6732632423543772;
  Value dy = g.getResultGradient(), y = op.getY();
  Value below = g.mul(dy, g.add(y, g.scalar(kScale * kAlpha, y)));
  Value positive = g.make<GreaterOp>(y, g.scalar(0, y));
  g.set(0, g.make<SelectOp>(positive, g.scale(dy, kScale), below));
}

void logSigmoidRule(LogSigmoidOp op, GradientBuilder &g) {
  Value share = g.make<SigmoidOp>(g.neg(op.getX()));
  g.set(0, g.mul(g.getResultGradient(), share));
}

void mishRule(MishOp op, GradientBuilder &g) {
  Value x = op.getX();
  Value t = g.make<TanhOp>(g.make<SoftplusOp>(x));
  Value rest = g.sub(g.scalar(1, t), g.mul(t, t));
  Value slope = g.mul(g.mul(x, g.make<SigmoidOp>(x)), rest);
  g.set(0, g.mul(g.getResultGradient(), g.add(t, slope)));
}

void leakyReLURule(LeakyReLUOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient(), x = op.getX();
  Value positive = g.make<GreaterOp>(x, g.scalar(0, x));
  Value below = g.scale(dy, op.getAlpha().convertToDouble());
  g.set(0, g.make<SelectOp>(positive, dy, below));
}

/// dy / (1 + |x|)^2
void softsignRule(SoftsignOp op, GradientBuilder &g) {
  Value size = g.make<AbsOp>(op.getX());
  Value square = g.make<SquareOp>(g.add(size, g.scalar(1, size)));
  g.set(0, g.div(g.getResultGradient(), square));
}

/// Below 0 the slope is e^(x / alpha) = y / alpha + 1.
void celuRule(CeLUOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient(), x = op.getX(), y = op.getY();
  Value positive = g.make<GreaterOp>(x, g.scalar(0, x));
  double alpha = op.getAlpha().convertToDouble();
  if (alpha == 0)
    return g.set(0, g.where(positive, dy));
  Value slope = g.add(g.scale(y, 1 / alpha), g.scalar(1, y));
  g.set(0, g.make<SelectOp>(positive, dy, g.mul(dy, slope)));
}

void eluRule(EluOp op, GradientBuilder &g) {
  g.set(0,
        g.make<EluGradOp>(g.getResultGradient(), op.getY(), op.getAlphaAttr()));
}

void preluRule(PReLUOp op, GradientBuilder &g) {
  auto both = PReLUGradOp::create(g.b, g.getResultGradient(), op.getX(),
                                  op.getWeight());
  g.set(0, both.getDx());
  g.set(1, both.getDweight());
}

} // namespace

void ms::autodiff::attachActivationRules(MLIRContext *context) {
  attach<GeLUOp, operandRule<GeLUOp, GeLUGradOp>>(context);
  attach<GeLUErfOp, operandRule<GeLUErfOp, GeLUErfGradOp>>(context);
  attach<SiLUOp, operandRule<SiLUOp, SiLUGradOp>>(context);
  attach<HSigmoidOp, operandRule<HSigmoidOp, HSigmoidGradOp>>(context);
  attach<HSwishOp, operandRule<HSwishOp, HSwishGradOp>>(context);
  attach<ReLU6Op, operandRule<ReLU6Op, ReLU6GradOp>>(context);
  attach<SoftplusOp, operandRule<SoftplusOp, SoftplusGradOp>>(context);
  attach<FastGeLUOp, operandRule<FastGeLUOp, FastGeLUGradOp>>(context);
  attach<SoftsignOp, softsignRule>(context);
  attach<CeLUOp, celuRule>(context);
  attach<SeLUOp, seluRule>(context);
  attach<LogSigmoidOp, logSigmoidRule>(context);
  attach<MishOp, mishRule>(context);
  attach<LeakyReLUOp, leakyReLURule>(context);
  attach<EluOp, eluRule>(context);
  attach<PReLUOp, preluRule>(context);
}
