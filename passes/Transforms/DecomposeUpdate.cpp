//===- DecomposeUpdate.cpp - Formulas: update rules of optimizers ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Update.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

LogicalResult decompose(ApplyGradientDescentOp op, Formula &f) {
  return f.replace(f.sub(op.getVar(), f.mul(op.getDelta(), op.getAlpha())));
}

LogicalResult decompose(ApplyMomentumOp op, Formula &f) {
  Value accum = f.add(f.mul(op.getAccum(), op.getMomentum()), op.getGrad());
  Value direction = accum;
  if (op.getUseNesterov())
    direction = f.add(op.getGrad(), f.mul(accum, op.getMomentum()));
  return f.replace({f.sub(op.getVar(), f.mul(direction, op.getLr())), accum});
}

LogicalResult decompose(SGDOp op, Formula &f) {
  Value gradient = op.getGrad(), zero = f.scalar(0, op.getVar());
  double decay = op.getWeightDecay().convertToDouble();
  if (decay != 0)
    gradient = f.add(gradient, f.scale(op.getVar(), decay));
  double rest = 1 - op.getDampening().convertToDouble();
  Value later = f.add(f.mul(op.getAccum(), op.getMomentum()),
                      rest == 1 ? gradient : f.scale(gradient, rest));
  // `stat` is positive until the first step with momentum is done.
  Value moves = f.make<GreaterOp>(op.getMomentum(), zero);
  Value first = f.make<GreaterOp>(op.getStat(), zero);
  Value sum = f.make<SelectOp>(first, gradient, later);
  Value direction =
      op.getNesterov() ? f.add(gradient, f.mul(sum, op.getMomentum())) : sum;
  Value used = f.make<SelectOp>(moves, direction, gradient);
  return f.replace({f.sub(op.getVar(), f.mul(used, op.getLr())),
                    f.make<SelectOp>(moves, sum, op.getAccum()),
                    f.make<SelectOp>(moves, zero, op.getStat())});
}

/// mean * decay + x * (1 - decay).
Value average(Value mean, Value x, Value decay, Formula &f) {
  Value rest = f.sub(f.scalar(1, mean), decay);
  return f.add(mean, f.mul(f.sub(x, mean), rest));
}

/// The new moments of the Adam family.
struct Moments {
  template <typename Op>
  Moments(Op op, Value gradient, Formula &f)
      : m(average(op.getM(), gradient, op.getBeta1(), f)),
        v(average(op.getV(), f.make<SquareOp>(gradient), op.getBeta2(), f)) {}
  Value m, v;
};

/// lr * sqrt(1 - beta2_power) / (1 - beta1_power).
template <typename Op> Value correctedRate(Op op, Formula &f) {
  Value one = f.scalar(1, op.getVar());
  Value correction = f.div(f.make<SqrtOp>(f.sub(one, op.getBeta2Power())),
                           f.sub(one, op.getBeta1Power()));
  return f.mul(op.getLr(), correction);
}

LogicalResult decompose(ApplyAdamOp op, Formula &f) {
  Value g = op.getGrad();
  auto [m, v] = Moments(op, g, f);
  Value rate = correctedRate(op, f);
  Value rest = f.sub(f.scalar(1, g), op.getBeta1());
  Value direction =
      op.getUseNesterov() ? f.add(f.mul(m, op.getBeta1()), f.mul(g, rest)) : m;
  Value step =
      f.div(f.mul(direction, rate), f.add(f.make<SqrtOp>(v), op.getEpsilon()));
  return f.replace({f.sub(op.getVar(), step), m, v});
}

LogicalResult decompose(ApplyAdamWithAmsgradV2Op op, Formula &f) {
  auto [m, v] = Moments(op, op.getGrad(), f);
  Value top = f.make<MaximumOp>(op.getVhat(), v);
  Value step = f.div(f.mul(m, correctedRate(op, f)),
                     f.add(f.make<SqrtOp>(top), op.getEpsilon()));
  return f.replace({f.sub(op.getVar(), step), m, v, top});
}

LogicalResult decompose(AdamWeightDecayOp op, Formula &f) {
  auto [m, v] = Moments(op, op.getGradient(), f);
  Value update = f.div(m, f.add(f.make<SqrtOp>(v), op.getEpsilon()));
  update = f.add(update, f.mul(op.getVar(), op.getDecay()));
  return f.replace({f.sub(op.getVar(), f.mul(update, op.getLr())), m, v});
}

/// A scalar in another type.
Value castTo(Value x, Type element, Formula &f) {
  if (cast<RankedTensorType>(x.getType()).getElementType() == element)
    return x;
  return f.make<CastOp>(x, TypeAttr::get(element));
}

/// 1 - beta^step. In double precision: of the small difference that is left of
/// two numbers near 1, single precision would keep few digits.
Value biasCorrection(Value beta, Value step, Formula &f) {
  Type wide = f.b.getF64Type();
  Value power = f.make<PowOp>(castTo(beta, wide, f), castTo(step, wide, f));
  Value rest = f.sub(f.scalar(1, power), power);
  return castTo(rest, cast<RankedTensorType>(beta.getType()).getElementType(),
                f);
}

/// m' / (sqrt(v') + epsilon), without the bias that moments have at first.
template <typename Op>
Value unbiased(Op op, const Moments &moments, Value step, Formula &f) {
  Value m = f.div(moments.m, biasCorrection(op.getBeta1(), step, f));
  Value root = f.div(f.make<SqrtOp>(moments.v),
                     f.make<SqrtOp>(biasCorrection(op.getBeta2(), step, f)));
  return f.div(m, f.add(root, op.getEpsilon()));
}

LogicalResult decompose(AdamWOp op, Formula &f) {
  Moments moments(op, op.getGradient(), f);
  Value update = unbiased(op, moments, op.getStep(), f);
  update = f.add(update, f.mul(op.getVar(), op.getDecay()));
  return f.replace(
      {f.sub(op.getVar(), f.mul(update, op.getLr())), moments.m, moments.v});
}

/// The square root of the sum of squares; f16's may be infinite: f32 until the
/// end.
Value norm(Value x, Formula &f) {
  x = f.widen(x);
  Value sum =
      f.make<ReduceSumOp>(f.make<SquareOp>(x), f.ints({}), f.flag(false));
  return f.make<SqrtOp>(sum);
}

LogicalResult decompose(LambOp op, Formula &f) {
  Moments moments(op, op.getGradient(), f);
  Value update = unbiased(op, moments, op.getGlobalStep(), f);
  update = f.add(update, f.mul(op.getVar(), op.getDecay()));
  Value var = norm(op.getVar(), f), length = norm(update, f);
  Value zero = f.scalar(0, var), one = f.scalar(1, var);
  Value both = f.make<LogicalAndOp>(f.make<GreaterOp>(var, zero),
                                    f.make<GreaterOp>(length, zero));
  Value ratio = f.make<SelectOp>(both, f.div(var, length), one);
  ratio = f.narrow(ratio, op.getLr().getType());
  Value step = f.mul(update, f.mul(op.getLr(), ratio));
  return f.replace({f.sub(op.getVar(), step), moments.m, moments.v});
}

LogicalResult decompose(LARSUpdateOp op, Formula &f) {
  Value weight = f.make<SqrtOp>(op.getNormWeight());
  Value gradient = f.make<SqrtOp>(op.getNormGradient());
  Value below = f.add(f.add(gradient, f.mul(weight, op.getWeightDecay())),
                      f.scalar(op.getEpsilon().convertToDouble(), weight));
  Value rate =
      f.div(f.scale(weight, op.getHyperpara().convertToDouble()), below);
  if (op.getUseClip())
    rate =
        f.make<MinimumOp>(f.div(rate, op.getLearningRate()), f.scalar(1, rate));
  Value decayed =
      f.add(op.getGradient(), f.mul(op.getWeight(), op.getWeightDecay()));
  return f.replace(f.mul(decayed, rate));
}

LogicalResult decompose(ApplyRMSPropOp op, Formula &f) {
  Value g = op.getGrad();
  Value square =
      average(op.getMeanSquare(), f.make<SquareOp>(g), op.getDecay(), f);
  Value root = f.make<SqrtOp>(f.add(square, op.getEpsilon()));
  Value moment = f.add(f.mul(op.getMoment(), op.getMomentum()),
                       f.div(f.mul(g, op.getLearningRate()), root));
  return f.replace({f.sub(op.getVar(), moment), square, moment});
}

LogicalResult decompose(ApplyCenteredRMSPropOp op, Formula &f) {
  Value g = op.getGrad();
  Value mean = average(op.getMeanGradient(), g, op.getDecay(), f);
  Value square =
      average(op.getMeanSquare(), f.make<SquareOp>(g), op.getDecay(), f);
  Value variance = f.sub(square, f.make<SquareOp>(mean));
  Value root = f.make<SqrtOp>(f.add(variance, op.getEpsilon()));
  Value moment = f.add(f.mul(op.getMoment(), op.getMomentum()),
                       f.div(f.mul(g, op.getLearningRate()), root));
  return f.replace({f.sub(op.getVar(), moment), mean, square, moment});
}

LogicalResult decompose(ApplyAdagradOp op, Formula &f) {
  Value g = op.getGrad();
  Value accum = op.getAccum();
  if (op.getUpdateSlots())
    accum = f.add(accum, f.make<SquareOp>(g));
  Value step = f.div(f.mul(g, op.getLr()), f.make<SqrtOp>(accum));
  return f.replace({f.sub(op.getVar(), step), accum});
}

LogicalResult decompose(ApplyAdadeltaOp op, Formula &f) {
  Value g = op.getGrad(), epsilon = op.getEpsilon();
  Value accum = average(op.getAccum(), f.make<SquareOp>(g), op.getRho(), f);
  Value above = f.make<SqrtOp>(f.add(op.getAccumUpdate(), epsilon));
  Value below = f.make<SqrtOp>(f.add(accum, epsilon));
  Value step = f.mul(g, f.div(above, below));
  Value steps =
      average(op.getAccumUpdate(), f.make<SquareOp>(step), op.getRho(), f);
  return f.replace({f.sub(op.getVar(), f.mul(step, op.getLr())), accum, steps});
}

LogicalResult decompose(ApplyAdaMaxOp op, Formula &f) {
  Value g = op.getGrad();
  Value m = average(op.getM(), g, op.getBeta1(), f);
  Value v =
      f.make<MaximumOp>(f.mul(op.getV(), op.getBeta2()), f.make<AbsOp>(g));
  Value one = f.scalar(1, op.getBeta1Power());
  Value rate = f.div(op.getLr(), f.sub(one, op.getBeta1Power()));
  Value step = f.div(f.mul(m, rate), f.add(v, op.getEpsilon()));
  return f.replace({f.sub(op.getVar(), step), m, v});
}

LogicalResult decompose(ApplyFtrlOp op, Formula &f) {
  Value g = op.getGrad(), lr = op.getLr(), l1 = op.getL1();
  Value accum = f.add(op.getAccum(), f.make<SquareOp>(g));
  Value power = f.make<NegOp>(op.getLrPower());
  Value now = f.make<PowOp>(accum, power);
  Value before = f.make<PowOp>(op.getAccum(), power);
  Value sigma = f.div(f.sub(now, before), lr);
  Value linear = f.sub(f.add(op.getLinear(), g), f.mul(sigma, op.getVar()));
  Value below = f.add(f.div(now, lr), f.scale(op.getL2(), 2));
  Value above = f.sub(f.mul(f.make<SignOp>(linear), l1), linear);
  Value counts = f.make<GreaterOp>(f.make<AbsOp>(linear), l1);
  Value var =
      f.make<SelectOp>(counts, f.div(above, below), f.scalar(0, op.getVar()));
  return f.replace({var, accum, linear});
}

LogicalResult decompose(ApplyProximalAdagradOp op, Formula &f) {
  Value g = op.getGrad();
  Value accum = f.add(op.getAccum(), f.make<SquareOp>(g));
  Value rate = f.div(op.getLr(), f.make<SqrtOp>(accum));
  Value step = f.sub(op.getVar(), f.mul(g, rate));
  Value rest =
      f.make<MaximumOp>(f.sub(f.make<AbsOp>(step), f.mul(rate, op.getL1())),
                        f.scalar(0, op.getVar()));
  Value below = f.add(f.mul(rate, op.getL2()), f.scalar(1, op.getVar()));
  return f.replace({f.div(f.mul(f.make<SignOp>(step), rest), below), accum});
}

LogicalResult decompose(FloatStatusOp op, Formula &f) {
  Value x = op.getX();
  Value infinite = f.scalar(std::numeric_limits<double>::infinity(), x);
  Value finite = f.make<LessOp>(f.make<AbsOp>(x), infinite);
  Value status = f.make<SelectOp>(finite, f.scalar(0, op.getStatus()),
                                  f.scalar(1, op.getStatus()));
  Value any = f.make<ReduceMaxOp>(status, f.ints({}), f.flag(false));
  return f.replace(f.make<ReshapeOp>(any, f.ints({1})));
}

} // namespace

void addUpdateFormulas(RewritePatternSet &patterns) {
  addFormula<ApplyGradientDescentOp, decompose>(patterns);
  addFormula<ApplyMomentumOp, decompose>(patterns);
  addFormula<SGDOp, decompose>(patterns);
  addFormula<ApplyAdamOp, decompose>(patterns);
  addFormula<ApplyAdamWithAmsgradV2Op, decompose>(patterns);
  addFormula<AdamWeightDecayOp, decompose>(patterns);
  addFormula<AdamWOp, decompose>(patterns);
  addFormula<LambOp, decompose>(patterns);
  addFormula<LARSUpdateOp, decompose>(patterns);
  addFormula<ApplyRMSPropOp, decompose>(patterns);
  addFormula<ApplyCenteredRMSPropOp, decompose>(patterns);
  addFormula<ApplyAdagradOp, decompose>(patterns);
  addFormula<ApplyAdadeltaOp, decompose>(patterns);
  addFormula<ApplyAdaMaxOp, decompose>(patterns);
  addFormula<ApplyFtrlOp, decompose>(patterns);
  addFormula<ApplyProximalAdagradOp, decompose>(patterns);
  addFormula<FloatStatusOp, decompose>(patterns);
}

} // namespace ms
