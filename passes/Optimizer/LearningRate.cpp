//===- LearningRate.cpp - Schedules as ops --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// All arithmetic is in f32, as in MindSpore's schedules: the rates agree to the
// last bits.
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/LearningRate.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::optimizer {

Value scalarF32(ImplicitLocOpBuilder &b, double value) {
  auto type = RankedTensorType::get({}, b.getF32Type());
  return ConstantOp::create(
      b, type, DenseElementsAttr::get(type, static_cast<float>(value)));
}

Value scalarI32(ImplicitLocOpBuilder &b, int64_t value) {
  auto type = RankedTensorType::get({}, b.getI32Type());
  return ConstantOp::create(
      b, type, DenseElementsAttr::get(type, static_cast<int32_t>(value)));
}

static Value toF32(ImplicitLocOpBuilder &b, Value step) {
  return CastOp::create(b, step, TypeAttr::get(b.getF32Type()));
}

static double number(Attribute attr) {
  return cast<FloatAttr>(attr).getValueAsDouble();
}

static Value build(ImplicitLocOpBuilder &b, PiecewiseConstantLRAttr s,
                   Value step) {
  ArrayRef<Attribute> rates = s.getLearningRate().getValue();
  SmallVector<int64_t> milestones = getInts(s.getMilestone());
  Value rate = scalarF32(b, number(rates.back()));
  for (size_t k = rates.size() - 1; k-- > 0;) {
    Value before = LessOp::create(b, step, scalarI32(b, milestones[k]));
    rate = SelectOp::create(b, before, scalarF32(b, number(rates[k])), rate);
  }
  return rate;
}

static Value build(ImplicitLocOpBuilder &b, ExponentialDecayLRAttr s,
                   Value step) {
  Value p = DivOp::create(b, toF32(b, step),
                          scalarF32(b, static_cast<double>(s.getDecaySteps())));
  if (s.getIsStair())
    p = FloorOp::create(b, p);
  Value decay = PowOp::create(b, scalarF32(b, number(s.getDecayRate())), p);
  return MulOp::create(b, scalarF32(b, number(s.getLearningRate())), decay);
}

static Value build(ImplicitLocOpBuilder &b, CosineDecayLRAttr s, Value step) {
  Value clipped = MinimumOp::create(b, step, scalarI32(b, s.getDecaySteps()));
  Value p = DivOp::create(b, toF32(b, clipped),
                          scalarF32(b, static_cast<double>(s.getDecaySteps())));
  Value angle = MulOp::create(b, scalarF32(b, llvm::numbers::pi), p);
  Value wave = AddOp::create(b, scalarF32(b, 1), CosOp::create(b, angle));
  double low = number(s.getMinLr()), high = number(s.getMaxLr());
  Value swing = MulOp::create(b, scalarF32(b, 0.5 * (high - low)), wave);
  return AddOp::create(b, scalarF32(b, low), swing);
}

static Value build(ImplicitLocOpBuilder &b, PolynomialDecayLRAttr s,
                   Value step) {
  Value now = toF32(b, step);
  Value span = scalarF32(b, static_cast<double>(s.getDecaySteps()));
  if (s.getUpdateDecaySteps()) {
    Value rounds = CeilOp::create(b, DivOp::create(b, now, span));
    span =
        MulOp::create(b, span, MaximumOp::create(b, rounds, scalarF32(b, 1)));
  } else {
    now = MinimumOp::create(b, now, span);
  }
  Value left = SubOp::create(b, scalarF32(b, 1), DivOp::create(b, now, span));
  Value power = PowOp::create(b, left, scalarF32(b, number(s.getPower())));
  double first = number(s.getLearningRate());
  double last = number(s.getEndLearningRate());
  Value drop = MulOp::create(b, scalarF32(b, first - last), power);
  return AddOp::create(b, drop, scalarF32(b, last));
}

static Value build(ImplicitLocOpBuilder &b, WarmUpLRAttr s, Value step) {
  Value length = scalarI32(b, s.getWarmupSteps());
  Value warm = LessOp::create(b, step, length);
  Value share = DivOp::create(
      b, toF32(b, step), scalarF32(b, static_cast<double>(s.getWarmupSteps())));
  Value start = buildLearningRate(b, s.getLearningRate(), scalarI32(b, 0));
  Value after =
      MaximumOp::create(b, SubOp::create(b, step, length), scalarI32(b, 0));
  Value rate = buildLearningRate(b, s.getLearningRate(), after);
  return SelectOp::create(b, warm, MulOp::create(b, start, share), rate);
}

Value buildLearningRate(ImplicitLocOpBuilder &b, Attribute schedule,
                        Value step) {
  return llvm::TypeSwitch<Attribute, Value>(schedule)
      .Case<ConstantLRAttr>([&](ConstantLRAttr s) {
        return scalarF32(b, number(s.getLearningRate()));
      })
      .Case<PiecewiseConstantLRAttr, ExponentialDecayLRAttr, CosineDecayLRAttr,
            PolynomialDecayLRAttr, WarmUpLRAttr>(
          [&](auto s) { return build(b, s, step); });
}

} // namespace ms::optimizer
