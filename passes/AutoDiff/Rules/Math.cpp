//===- Math.cpp - Gradients of math, reductions and products --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

void negRule(NegOp, GradientBuilder &g) {
  g.set(0, g.neg(g.getResultGradient()));
}

void absRule(AbsOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient(), zero = g.scalar(0, dy);
  Value positive = g.make<GreaterOp>(op.getX(), zero);
  Value negative = g.make<LessOp>(op.getX(), zero);
  g.set(0, g.make<SelectOp>(positive, dy, g.where(negative, g.neg(dy))));
}

void expRule(ExpOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), op.getY()));
}

void logRule(LogOp op, GradientBuilder &g) {
  g.set(0, g.div(g.getResultGradient(), op.getX()));
}

void sqrtRule(SqrtOp op, GradientBuilder &g) {
  g.set(0, g.div(g.scale(g.getResultGradient(), 0.5), op.getY()));
}

void rsqrtRule(RsqrtOp op, GradientBuilder &g) {
  Value cube = g.mul(g.make<SquareOp>(op.getY()), op.getY());
  g.set(0, g.mul(g.scale(g.getResultGradient(), -0.5), cube));
}

void reciprocalRule(ReciprocalOp op, GradientBuilder &g) {
  g.set(0, g.neg(g.mul(g.getResultGradient(), g.make<SquareOp>(op.getY()))));
}

void squareRule(SquareOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.scale(g.getResultGradient(), 2), op.getX()));
}

void sinRule(SinOp op, GradientBuilder &g) {
  g.set(0, g.mul(g.getResultGradient(), g.make<CosOp>(op.getX())));
}

void cosRule(CosOp op, GradientBuilder &g) {
  g.set(0, g.neg(g.mul(g.getResultGradient(), g.make<SinOp>(op.getX()))));
}

/// A step function: zero almost everywhere.
template <typename Op> void zeroRule(Op, GradientBuilder &) {}

void sigmoidRule(SigmoidOp op, GradientBuilder &g) {
  g.set(0, g.make<SigmoidGradOp>(g.getResultGradient(), op.getY()));
}

void tanhRule(TanhOp op, GradientBuilder &g) {
  g.set(0, g.make<TanhGradOp>(g.getResultGradient(), op.getY()));
}

void reluRule(ReLUOp op, GradientBuilder &g) {
  g.set(0, g.make<ReLUGradOp>(g.getResultGradient(), op.getY()));
}

//===----------------------------------------------------------------------===//
// Binary
//===----------------------------------------------------------------------===//

void addRule(AddOp op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), dz);
  if (g.isNeeded(1))
    g.setSummed(1, op.getY(), dz);
}

void subRule(SubOp op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), dz);
  if (g.isNeeded(1))
    g.set(1, g.neg(g.sumTo(dz, op.getY())));
}

void mulRule(MulOp op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), g.mul(dz, op.getY()));
  if (g.isNeeded(1))
    g.setSummed(1, op.getY(), g.mul(dz, op.getX()));
}

void divRule(DivOp op, GradientBuilder &g) {
  Value quotient = g.div(g.getResultGradient(), op.getY());
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), quotient);
  if (g.isNeeded(1))
    g.setSummed(1, op.getY(), g.neg(g.mul(quotient, op.getZ())));
}

void powRule(PowOp op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  if (g.isNeeded(0)) {
    Value lower = g.sub(op.getY(), g.scalar(1, op.getY()));
    Value slope = g.mul(op.getY(), g.make<PowOp>(op.getX(), lower));
    g.setSummed(0, op.getX(), g.mul(dz, slope));
  }
  if (g.isNeeded(1)) {
    // ln x where it exists; 0^y does not change with y.
    Value positive = g.make<GreaterOp>(op.getX(), g.scalar(0, op.getX()));
    Value safe = g.make<SelectOp>(positive, op.getX(), g.scalar(1, op.getX()));
    Value slope = g.mul(op.getZ(), g.make<LogOp>(safe));
    g.setSummed(1, op.getY(), g.mul(dz, slope));
  }
}

/// Equal operands: all of the gradient goes to the first, as in MindSpore.
template <typename Op, typename First>
void extremumRule(Op op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  Value first = g.make<First>(op.getX(), op.getY());
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), g.where(first, dz));
  if (g.isNeeded(1))
    g.setSummed(1, op.getY(), g.make<SelectOp>(first, g.scalar(0, dz), dz));
}

void selectRule(SelectOp op, GradientBuilder &g) {
  Value dz = g.getResultGradient();
  if (g.isNeeded(1))
    g.setSummed(1, op.getX(), g.where(op.getCond(), dz));
  if (g.isNeeded(2))
    g.setSummed(2, op.getY(),
                g.make<SelectOp>(op.getCond(), g.scalar(0, dz), dz));
}

void addNRule(AddNOp op, GradientBuilder &g) {
  for (unsigned k = 0; k < op.getInputs().size(); ++k)
    g.set(k, g.getResultGradient());
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

template <typename Op> Value spread(Op op, Value reduced, GradientBuilder &g) {
  return g.make<BroadcastLikeOp>(
      g.keepDims(reduced, op.getX(), op.getReducedAxes()), op.getX());
}

void reduceSumRule(ReduceSumOp op, GradientBuilder &g) {
  g.set(0, spread(op, g.getResultGradient(), g));
}

void reduceMeanRule(ReduceMeanOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient();
  Value count =
      g.make<ExtentOp>(op.getX(), g.ints(op.getReducedAxes()),
                       TypeAttr::get(op.getX().getType().getElementType()));
  g.set(0, spread(op, g.div(dy, count), g));
}

/// Shared equally by all elements that hold the extremum.
template <typename Op> void reduceExtremumRule(Op op, GradientBuilder &g) {
  Value x = op.getX();
  Value holds = g.make<EqualOp>(x, spread(op, op.getY(), g));
  Type element = cast<RankedTensorType>(x.getType()).getElementType();
  Value ones = g.make<CastOp>(holds, TypeAttr::get(element));
  Value count =
      g.make<ReduceSumOp>(ones, op.getAxisAttr(), op.getKeepDimsAttr());
  Value share = g.div(g.getResultGradient(), count);
  g.set(0, g.where(holds, spread(op, share, g)));
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

void matMulRule(MatMulOp op, GradientBuilder &g) {
  Value a = op.getA(), b = op.getB(), dc = g.getResultGradient();
  bool ta = op.getTransposeA(), tb = op.getTransposeB();
  auto product = [&](Value x, Value y, bool tx, bool ty) {
    return g.make<MatMulOp>(x, y, g.b.getBoolAttr(tx), g.b.getBoolAttr(ty));
  };
  if (g.isNeeded(0))
    g.set(0, ta ? product(b, dc, tb, true) : product(dc, b, false, !tb));
  if (g.isNeeded(1))
    g.set(1, tb ? product(dc, a, true, ta) : product(a, dc, !ta, false));
}

} // namespace

void ms::autodiff::attachMathRules(MLIRContext *context) {
  attach<NegOp, negRule>(context);
  attach<AbsOp, absRule>(context);
  attach<ExpOp, expRule>(context);
  attach<LogOp, logRule>(context);
  attach<SqrtOp, sqrtRule>(context);
  attach<RsqrtOp, rsqrtRule>(context);
  attach<ReciprocalOp, reciprocalRule>(context);
  attach<SquareOp, squareRule>(context);
  attach<SinOp, sinRule>(context);
  attach<CosOp, cosRule>(context);
  attach<FloorOp, zeroRule<FloorOp>>(context);
  attach<CeilOp, zeroRule<CeilOp>>(context);
  attach<SigmoidOp, sigmoidRule>(context);
  attach<TanhOp, tanhRule>(context);
  attach<ReLUOp, reluRule>(context);
  attach<AddOp, addRule>(context);
  attach<SubOp, subRule>(context);
  attach<MulOp, mulRule>(context);
  attach<DivOp, divRule>(context);
  attach<PowOp, powRule>(context);
  attach<MaximumOp, extremumRule<MaximumOp, GreaterEqualOp>>(context);
  attach<MinimumOp, extremumRule<MinimumOp, LessEqualOp>>(context);
  attach<SelectOp, selectRule>(context);
  attach<AddNOp, addNRule>(context);
  attach<ReduceSumOp, reduceSumRule>(context);
  attach<ReduceMeanOp, reduceMeanRule>(context);
  attach<ReduceMaxOp, reduceExtremumRule<ReduceMaxOp>>(context);
  attach<ReduceMinOp, reduceExtremumRule<ReduceMinOp>>(context);
  attach<MatMulOp, matMulRule>(context);
}
