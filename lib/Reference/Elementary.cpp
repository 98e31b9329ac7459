//===- Elementary.cpp - Rules: elementary functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/ElementsImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

static Real sign(Real x) { return x > 0 ? 1 : x < 0 ? -1 : x; }

/// The whole number nearest to x, the even one of two.
static Real roundEven(Real x) {
  Real below = std::floor(x), rest = x - below;
  if (!std::isfinite(x) || rest == 0)
    return x;
  bool up = rest > 0.5 || (rest == 0.5 && std::fmod(below, 2) != 0);
  return std::copysign(up ? below + 1 : below, x);
}

static Real floorMod(Real x, Real y) {
  Real rest = std::fmod(x, y);
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}
// The most negative number by -1 has no remainder and wraps as a quotient.
static Int modInt(Int x, Int y) { return y == 0 || y == -1 ? 0 : x % y; }
static Int floorModInt(Int x, Int y) {
  Int rest = modInt(x, y);
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}
static Int floorDivInt(Int x, Int y) {
  if (y == 0)
    return 0;
  if (y == -1)
    return -uint64_t(x);
  return x / y - (x % y != 0 && (x < 0) != (y < 0));
}

/// Bisection on erf, or on erfc where erf has no digits left.
static Real erfinv(Real x) {
  Real size = std::fabs(x);
  if (!(size < 1))
    return size == 1 ? x * INFINITY : NAN;
  Real low = 0, high = 7;
  for (;;) {
    Real middle = low + (high - low) / 2;
    if (middle == low || middle == high)
      return std::copysign(middle, x);
    bool above =
        size < 0.5 ? std::erf(middle) < size : std::erfc(middle) > 1 - size;
    (above ? low : high) = middle;
  }
}

static bool isPole(Real x) { return x <= 0 && x == std::floor(x); }
/// x less the whole number nearest to it.
static Real fraction(Real x) { return x - std::nearbyint(x); }

/// Up by 1 / x to arguments where the first terms of the series are enough.
static Real digamma(Real x) {
  if (x == 0)
    return std::copysign(INFINITY, -x);
  if (isPole(x))
    return NAN;
  if (x < 0)
    return digamma(1 - x) - M_PI / std::tan(M_PI * fraction(x));
  Real sum = 0;
  for (; x < 40; x += 1)
    sum -= 1 / x;
  Real s = 1 / (x * x);
  return sum + std::log(x) - 0.5 / x -
         s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s / 240)));
}

static Real trigamma(Real x) {
  if (isPole(x))
    return INFINITY;
  if (x < 0) {
    Real sine = std::sin(M_PI * fraction(x));
    return M_PI * M_PI / (sine * sine) - trigamma(1 - x);
  }
  Real sum = 0;
  for (; x < 40; x += 1)
    sum += 1 / (x * x);
  Real r = 1 / x, s = r * r;
  return sum + r + s / 2 +
         r * s * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s / 30)));
}

static Real xlogy(Real x, Real y) {
  return x == 0 && !std::isnan(y) ? 0 : x * std::log(y);
}

template <typename Op>
static void addTest(RuleTable &rules, bool (*test)(Real)) {
  rules.add<Op>([test](Op, Evaluation &e) -> LogicalResult {
    const ReferenceTensor &x = e.operand(0);
    ReferenceTensor &y = e.addResult(x.shape);
    for (size_t i = 0; i < x.data.size(); ++i)
      y.data[i] = test(x.data[i]);
    return success();
  });
}

void ms::reference::addElementaryRules(RuleTable &rules) {
  addUnary<ErfOp>(rules, [](Real x) { return std::erf(x); });
  addUnary<Expm1Op>(rules, [](Real x) { return std::expm1(x); });
  addUnary<Log1pOp>(rules, [](Real x) { return std::log1p(x); });
  addUnary<TanOp>(rules, [](Real x) { return std::tan(x); });
  addUnary<AsinOp>(rules, [](Real x) { return std::asin(x); });
  addUnary<AcosOp>(rules, [](Real x) { return std::acos(x); });
  addUnary<AtanOp>(rules, [](Real x) { return std::atan(x); });
  addUnary<SinhOp>(rules, [](Real x) { return std::sinh(x); });
  addUnary<CoshOp>(rules, [](Real x) { return std::cosh(x); });
  addUnary<AsinhOp>(rules, [](Real x) { return std::asinh(x); });
  addUnary<AcoshOp>(rules, [](Real x) { return std::acosh(x); });
  addUnary<AtanhOp>(rules, [](Real x) { return std::atanh(x); });
  addUnary<ErfinvOp>(rules, erfinv);
  addUnary<SincOp>(rules, [](Real x) {
    return x == 0 ? 1 : std::sin(M_PI * x) / (M_PI * x);
  });
  addUnary<LgammaOp>(rules, [](Real x) { return std::lgamma(x); });
  addUnary<DigammaOp>(rules, digamma);
  addUnary<TrigammaOp>(rules, trigamma);
  addUnary<InvertOp>(rules, {nullptr, [](Int x) -> Int { return ~x; }});
  addUnary<SignOp>(rules, {sign, [](Int x) -> Int {
                             return x > 0 ? 1 : x < 0 ? -1 : 0;
                           }});
  addUnary<RoundOp>(rules, roundEven);
  addUnary<TruncOp>(rules, [](Real x) { return std::trunc(x); });
  addTest<IsNanOp>(rules, [](Real x) { return std::isnan(x); });
  addTest<IsInfOp>(rules, [](Real x) { return std::isinf(x); });
  addTest<IsFiniteOp>(rules, [](Real x) { return std::isfinite(x); });
  addBinary<Atan2Op>(
      rules, {[](Real x, Real y) { return std::atan2(x, y); }, nullptr});
  addBinary<FloorDivOp>(
      rules, {[](Real x, Real y) { return std::floor(x / y); }, floorDivInt});
  addBinary<FloorModOp>(rules, {floorMod, floorModInt});
  addBinary<ModOp>(rules,
                   {[](Real x, Real y) { return std::fmod(x, y); }, modInt});
  addBinary<HypotOp>(
      rules, {[](Real x, Real y) { return std::hypot(x, y); }, nullptr});
  addBinary<XlogyOp>(rules, {xlogy, nullptr});
  addBinary<BitwiseAndOp>(rules, {nullptr, [](Int x, Int y) { return x & y; }});
  addBinary<BitwiseOrOp>(rules, {nullptr, [](Int x, Int y) { return x | y; }});
  addBinary<BitwiseXorOp>(rules, {nullptr, [](Int x, Int y) { return x ^ y; }});
  addBinary<LogicalXorOp>(rules, {nullptr, [](Int x, Int y) { return x ^ y; }});
}
