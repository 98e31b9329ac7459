//===- Elementary.cpp - Gradients: elementary functions -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

/// 1 + a * x^2
Value onePlusSquare(Value x, double a, GradientBuilder &g) {
  return g.add(g.scale(g.make<SquareOp>(x), a), g.scalar(1, x));
}

void erfRule(ErfOp op, GradientBuilder &g) {
  Value bell = g.make<ExpOp>(g.neg(g.make<SquareOp>(op.getX())));
  g.set(0, g.mul(g.getResultGradient(), g.scale(bell, 2 / std::sqrt(M_PI))));
}

void expm1Rule(Expm1Op op, GradientBuilder &g) {
  Value slope = g.add(op.getY(), g.scalar(1, op.getY()));
  g.set(0, g.mul(g.getResultGradient(), slope));
}

void log1pRule(Log1pOp op, GradientBuilder &g) {
  Value more = g.add(op.getX(), g.scalar(1, op.getX()));
  g.set(0, g.div(g.getResultGradient(), more));
}

void tanRule(TanOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), onePlusSquare(op.getY(), 1, g)));
}

void asinRule(AsinOp op, GradientBuilder &g) {
  Value slope = g.make<RsqrtOp>(onePlusSquare(op.getX(), -1, g));
  g.set(0, g.mul(g.getResultGradient(), slope));
}

void acosRule(AcosOp op, GradientBuilder &g) {
  Value slope = g.make<RsqrtOp>(onePlusSquare(op.getX(), -1, g));
  g.set(0, g.neg(g.mul(g.getResultGradient(), slope)));
}

void atanRule(AtanOp op, GradientBuilder &g) {
  g.set(0, g.div(g.getResultGradient(), onePlusSquare(op.getX(), 1, g)));
}

void sinhRule(SinhOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), g.make<CoshOp>(op.getX())));
}

void coshRule(CoshOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), g.make<SinhOp>(op.getX())));
}

/// The slope in terms of the result, as MindSpore has it: 1 / cosh(y), which no
/// large x overflows.
void asinhRule(AsinhOp op, GradientBuilder &g) {
  g.set(0, g.div(g.getResultGradient(), g.make<CoshOp>(op.getY())));
}

void acoshRule(AcoshOp op, GradientBuilder &g) {
  g.set(0, g.div(g.getResultGradient(), g.make<SinhOp>(op.getY())));
}

void atanhRule(AtanhOp op, GradientBuilder &g) {
  g.set(0, g.div(g.getResultGradient(), onePlusSquare(op.getX(), -1, g)));
}

void erfinvRule(ErfinvOp op, GradientBuilder &g) {
  Value slope = g.make<ExpOp>(g.make<SquareOp>(op.getY()));
  g.set(0, g.mul(g.getResultGradient(), g.scale(slope, std::sqrt(M_PI) / 2)));
}

/// (cos(pi x) - sinc(x)) / x, near 0 by its series: there the difference has
/// no digits left.
void sincRule(SincOp op, GradientBuilder &g) {
  Value x = op.getX(), square = g.make<SquareOp>(x);
  Value sum = g.scalar(0, x);
  for (double next : {std::pow(M_PI, 8) / 45360, -std::pow(M_PI, 6) / 840,
                      std::pow(M_PI, 4) / 30, -std::pow(M_PI, 2) / 3})
    sum = g.add(g.mul(sum, square), g.scalar(next, x));
  Value isNear = g.make<LessOp>(g.make<AbsOp>(x), g.scalar(0.1, x));
  Value divisor = g.make<SelectOp>(isNear, g.scalar(1, x), x);
  Value rest = g.sub(g.make<CosOp>(g.scale(x, M_PI)), op.getY());
  Value slope = g.make<SelectOp>(isNear, g.mul(sum, x), g.div(rest, divisor));
  g.set(0, g.mul(g.getResultGradient(), slope));
}

void lgammaRule(LgammaOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), g.make<DigammaOp>(op.getX())));
}

void digammaRule(DigammaOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), g.make<TrigammaOp>(op.getX())));
}

void hypotRule(HypotOp op, GradientBuilder &g) {
  Value share = g.div(g.getResultGradient(), op.getZ());
  g.setSummed(0, op.getX(), g.mul(share, op.getX()));
  g.setSummed(1, op.getY(), g.mul(share, op.getY()));
}

void xlogyRule(XlogyOp op, GradientBuilder &g) {
  Value x = op.getX(), y = op.getY(), dz = g.getResultGradient();
  if (g.isNeeded(0)) {
    // As in MindSpore: 0 where x is 0 and the logarithm no number.
    Value isZero = g.make<EqualOp>(x, g.scalar(0, x));
    Value isOutside = g.make<LessEqualOp>(y, g.scalar(0, y));
    Value skipped = g.make<LogicalAndOp>(isZero, isOutside);
    Value slope = g.make<SelectOp>(skipped, g.scalar(0, y), g.make<LogOp>(y));
    g.setSummed(0, x, g.mul(dz, slope));
  }
  if (g.isNeeded(1))
    g.setSummed(1, y, g.div(g.mul(dz, x), y));
}

/// A step function: zero almost everywhere.
template <typename Op> void zeroRule(Op, GradientBuilder &) {}

void atan2Rule(Atan2Op op, GradientBuilder &g) {
  Value x = op.getX(), y = op.getY();
  Value square = g.add(g.make<SquareOp>(x), g.make<SquareOp>(y));
  Value share = g.div(g.getResultGradient(), square);
  if (g.isNeeded(0))
    g.setSummed(0, x, g.mul(share, y));
  if (g.isNeeded(1))
    g.setSummed(1, y, g.neg(g.mul(share, x)));
}

/// x - y * q, where q is a whole number.
template <typename Op, typename Round>
void remainderRule(Op op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), dz);
  if (g.isNeeded(1)) {
    Value whole = g.make<Round>(g.div(op.getX(), op.getY()));
    g.setSummed(1, op.getY(), g.neg(g.mul(dz, whole)));
  }
}

} // namespace

void ms::autodiff::attachElementaryRules(MLIRContext *context) {
  attach<ErfOp, erfRule>(context);
  attach<Expm1Op, expm1Rule>(context);
  attach<Log1pOp, log1pRule>(context);
  attach<TanOp, tanRule>(context);
  attach<AsinOp, asinRule>(context);
  attach<AcosOp, acosRule>(context);
  attach<AtanOp, atanRule>(context);
  attach<SinhOp, sinhRule>(context);
  attach<CoshOp, coshRule>(context);
  attach<AsinhOp, asinhRule>(context);
  attach<AcoshOp, acoshRule>(context);
  attach<AtanhOp, atanhRule>(context);
  attach<ErfinvOp, erfinvRule>(context);
  attach<SincOp, sincRule>(context);
  attach<LgammaOp, lgammaRule>(context);
  attach<DigammaOp, digammaRule>(context);
  attach<HypotOp, hypotRule>(context);
  attach<XlogyOp, xlogyRule>(context);
  attach<SignOp, zeroRule<SignOp>>(context);
  attach<RoundOp, zeroRule<RoundOp>>(context);
  attach<TruncOp, zeroRule<TruncOp>>(context);
  attach<Atan2Op, atan2Rule>(context);
  attach<FloorDivOp, zeroRule<FloorDivOp>>(context);
  attach<FloorModOp, remainderRule<FloorModOp, FloorOp>>(context);
  attach<ModOp, remainderRule<ModOp, TruncOp>>(context);
}
