//===- Elementary.cpp - Loops: elementary functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the functions compute from scalars; their loops are those of every
// elementwise op.
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/SpecialImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

using F = arith::CmpFPredicate;
using I = arith::CmpIPredicate;

Value buildSign(ImplicitLocOpBuilder &b, Value x, bool isUnsigned) {
  Type type = x.getType();
  Value zero = buildNumber(b, type, 0), one = buildNumber(b, type, 1);
  if (isa<FloatType>(type)) {
    // NaN and zeros stay.
    Value above = arith::CmpFOp::create(b, F::OGT, x, zero);
    Value below = arith::CmpFOp::create(b, F::OLT, x, zero);
    Value rest = arith::SelectOp::create(b, below, buildNumber(b, type, -1), x);
    return arith::SelectOp::create(b, above, one, rest);
  }
  if (isUnsigned)
    return arith::MinUIOp::create(b, x, one);
  return arith::MaxSIOp::create(b, arith::MinSIOp::create(b, x, one),
                                buildNumber(b, type, -1));
}

/// Sine, or with `ahead` of 1 cosine: polynomials in f32 (Cephes' sinf and
/// cosf) of what is left of the argument after whole quarter turns, which are
/// taken off in f64; libm's function in f64.
Value buildSine(ImplicitLocOpBuilder &b, Value x, double ahead) {
  Type narrow = x.getType(), wide = b.getF64Type();
  if (!narrow.isF32())
    return ahead == 0 ? math::SinOp::create(b, x).getResult()
                      : math::CosOp::create(b, x).getResult();
  auto number = [&](double value) { return buildNumber(b, narrow, value); };
  auto number64 = [&](double value) { return buildNumber(b, wide, value); };
  auto mul = [&](Value x, Value y) -> Value {
    return arith::MulFOp::create(b, x, y);
  };
  Value r = arith::ExtFOp::create(b, wide, x);
  Value turns = math::RoundEvenOp::create(b, mul(r, number64(2 / M_PI)));
  // pi / 2 in two parts: products with the first one are exact up to 2^20
  // turns.
  for (double part : {0x1.921fb544p+0, 0x1.0b4611a626331p-34})
    r = arith::SubFOp::create(b, r, mul(turns, number64(part)));
  // Too far out nothing is left of the argument; NaN stays.
  Value isLost =
      arith::CmpFOp::create(b, F::OGE, math::AbsFOp::create(b, r), number64(1));
  r = arith::SelectOp::create(b, isLost, number64(0), r);
  r = arith::TruncFOp::create(b, narrow, r);
  // Which quarter it is: 0 to 3.
  Value quarter = arith::AddFOp::create(b, turns, number64(ahead));
  Value whole = math::FloorOp::create(b, mul(quarter, number64(0.25)));
  quarter = arith::SubFOp::create(b, quarter, mul(whole, number64(4)));
  quarter = arith::TruncFOp::create(b, narrow, quarter);

  Value square = mul(r, r);
  auto polynomial = [&](ArrayRef<double> numbers) {
    Value sum = number(numbers.front());
    for (double next : numbers.drop_front())
      sum = arith::AddFOp::create(b, mul(sum, square), number(next));
    return sum;
  };
  Value sum = polynomial({-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1});
  Value sine = arith::AddFOp::create(b, mul(mul(sum, square), r), r);
  Value cosine = polynomial({2.443315711809948e-5, -1.388731625493765e-3,
                             4.166664568298827e-2, -0.5, 1});
  Value half = mul(quarter, number(0.5));
  Value isOdd =
      arith::CmpFOp::create(b, F::UNE, half, math::FloorOp::create(b, half));
  Value size = arith::SelectOp::create(b, isOdd, cosine, sine);
  Value isLower = arith::CmpFOp::create(b, F::OGE, quarter, number(2));
  Value opposite = arith::NegFOp::create(b, size);
  return arith::SelectOp::create(b, isLower, opposite, size);
}

/// A polynomial in f32 (Cephes' tanf), after whole quarter turns are taken off;
/// libm's function in f64.
Value buildTan(ImplicitLocOpBuilder &b, Value x) {
  Type type = x.getType();
  if (!type.isF32())
    return math::TanOp::create(b, x);
  auto number = [&](double value) { return buildNumber(b, type, value); };
  Value turns = math::RoundEvenOp::create(
      b, arith::MulFOp::create(b, x, number(2 / M_PI)));
  // pi / 2 in three parts: products with the first two are exact.
  Value r = x;
  for (double part : {1.5703125, 4.837512969970703125e-4, 7.5497899548918e-8})
    r = arith::SubFOp::create(b, r,
                              arith::MulFOp::create(b, turns, number(part)));
  Value square = arith::MulFOp::create(b, r, r);
  Value sum = number(9.38540185543e-3);
  for (double next : {3.11992232697e-3, 2.44301354525e-2, 5.34112807005e-2,
                      1.33387994085e-1, 3.33331568548e-1})
    sum = arith::AddFOp::create(b, arith::MulFOp::create(b, sum, square),
                                number(next));
  Value cube = arith::MulFOp::create(b, square, r);
  Value even = arith::AddFOp::create(b, arith::MulFOp::create(b, sum, cube), r);
  Value odd = arith::DivFOp::create(b, number(-1), even);
  Value half = arith::MulFOp::create(b, turns, number(0.5));
  Value isOdd =
      arith::CmpFOp::create(b, F::UNE, half, math::FloorOp::create(b, half));
  return arith::SelectOp::create(b, isOdd, odd, even);
}

/// The angle whose tangent is `q` in [0, 1], in f32 (Cephes' atanf).
Value buildSmallAngle(ImplicitLocOpBuilder &b, Value q) {
  Type type = q.getType();
  auto number = [&](double value) { return buildNumber(b, type, value); };
  auto add = [&](Value x, Value y) -> Value {
    return arith::AddFOp::create(b, x, y);
  };
  auto mul = [&](Value x, Value y) -> Value {
    return arith::MulFOp::create(b, x, y);
  };
  // Beyond tan(pi / 8), what is more than pi / 4.
  Value isLarge =
      arith::CmpFOp::create(b, F::OGT, q, number(0.4142135623730950));
  Value more = arith::DivFOp::create(b, add(q, number(-1)), add(q, number(1)));
  Value r = arith::SelectOp::create(b, isLarge, more, q);
  Value square = mul(r, r), sum = number(8.05374449538e-2);
  for (double next : {-1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1})
    sum = add(mul(sum, square), number(next));
  Value angle = add(mul(mul(sum, square), r), r);
  Value start =
      arith::SelectOp::create(b, isLarge, number(M_PI / 4), number(0));
  return add(start, angle);
}

Value buildAtan(ImplicitLocOpBuilder &b, Value x) {
  Type type = x.getType();
  if (!type.isF32())
    return math::AtanOp::create(b, x);
  auto number = [&](double value) { return buildNumber(b, type, value); };
  Value size = math::AbsFOp::create(b, x);
  Value isLarge = arith::CmpFOp::create(b, F::OGT, size, number(1));
  Value turned = arith::DivFOp::create(b, number(1), size);
  Value angle =
      buildSmallAngle(b, arith::SelectOp::create(b, isLarge, turned, size));
  Value rest = arith::SubFOp::create(b, number(M_PI / 2), angle);
  angle = arith::SelectOp::create(b, isLarge, rest, angle);
  return math::CopySignOp::create(b, angle, x);
}

/// Zeros and infinities of both have the angles that C gives them.
Value buildAtan2(ImplicitLocOpBuilder &b, Value y, Value x) {
  Type type = x.getType();
  if (!type.isF32())
    return math::Atan2Op::create(b, y, x);
  auto number = [&](double value) { return buildNumber(b, type, value); };
  Value height = math::AbsFOp::create(b, y), width = math::AbsFOp::create(b, x);
  Value isSteep = arith::CmpFOp::create(b, F::OGT, height, width);
  Value less = arith::MinimumFOp::create(b, height, width);
  Value most = arith::MaximumFOp::create(b, height, width);
  Value q = arith::DivFOp::create(b, less, most);
  Value isEqual = arith::CmpFOp::create(b, F::OEQ, height, width);
  q = arith::SelectOp::create(b, isEqual, number(1), q);
  Value isZero = arith::CmpFOp::create(b, F::OEQ, most, number(0));
  q = arith::SelectOp::create(b, isZero, number(0), q);
  Value angle = buildSmallAngle(b, q);
  angle = arith::SelectOp::create(
      b, isSteep, arith::SubFOp::create(b, number(M_PI / 2), angle), angle);
  Value side = math::CopySignOp::create(b, number(1), x);
  Value isLeft = arith::CmpFOp::create(b, F::OLT, side, number(0));
  angle = arith::SelectOp::create(
      b, isLeft, arith::SubFOp::create(b, number(M_PI), angle), angle);
  return math::CopySignOp::create(b, angle, y);
}

/// Exact near 0, and finite as far as the result is.
Value buildSinh(ImplicitLocOpBuilder &b, Value x) {
  Type type = x.getType();
  auto number = [&](double value) { return buildNumber(b, type, value); };
  Value size = math::AbsFOp::create(b, x);
  // (e^|x| - e^-|x|) / 2 by t = e^|x| - 1, or e^(|x| - ln 2) alone where t
  // would be infinite.
  Value t = math::ExpM1Op::create(b, size);
  Value rest =
      arith::DivFOp::create(b, t, arith::AddFOp::create(b, t, number(1)));
  Value near =
      arith::MulFOp::create(b, number(0.5), arith::AddFOp::create(b, t, rest));
  Value far = math::ExpOp::create(
      b, arith::SubFOp::create(b, size, number(std::log(2.0))));
  Value isFar = arith::CmpFOp::create(b, F::OGT, size, number(80));
  Value result = arith::SelectOp::create(b, isFar, far, near);
  return math::CopySignOp::create(b, result, x);
}

Value buildCosh(ImplicitLocOpBuilder &b, Value x) {
  Type type = x.getType();
  auto number = [&](double value) { return buildNumber(b, type, value); };
  Value size = math::AbsFOp::create(b, x);
  Value isFar = arith::CmpFOp::create(b, F::OGT, size, number(80));
  Value less = arith::SubFOp::create(b, size, number(std::log(2.0)));
  Value e =
      math::ExpOp::create(b, arith::SelectOp::create(b, isFar, less, size));
  Value near =
      arith::AddFOp::create(b, arith::MulFOp::create(b, number(0.5), e),
                            arith::DivFOp::create(b, number(0.5), e));
  return arith::SelectOp::create(b, isFar, e, near);
}

/// The remainder with the sign of the dividend.
Value buildMod(ImplicitLocOpBuilder &b, Value x, Value y, bool isUnsigned) {
  if (isa<FloatType>(x.getType()))
    return arith::RemFOp::create(b, x, y);
  Value quotient = buildIntegerDiv(b, x, y, isUnsigned);
  Value rest = buildSub(b, x, buildMul(b, quotient, y));
  Value zero = buildNumber(b, x.getType(), 0);
  Value byZero = arith::CmpIOp::create(b, I::eq, y, zero);
  return arith::SelectOp::create(b, byZero, zero, rest);
}

/// Whether a remainder that is not 0 has another sign than the divisor.
Value hasOtherSign(ImplicitLocOpBuilder &b, Value rest, Value y) {
  Value zero = buildNumber(b, y.getType(), 0);
  Value differs, other;
  if (isa<FloatType>(y.getType())) {
    differs = arith::CmpFOp::create(b, F::UNE, rest, zero);
    Value one = arith::CmpFOp::create(b, F::OLT, rest, zero);
    Value two = arith::CmpFOp::create(b, F::OLT, y, zero);
    other = arith::XOrIOp::create(b, one, two);
  } else {
    differs = arith::CmpIOp::create(b, I::ne, rest, zero);
    other = arith::CmpIOp::create(b, I::slt, arith::XOrIOp::create(b, rest, y),
                                  zero);
  }
  return arith::AndIOp::create(b, differs, other);
}

Value buildFloorMod(ImplicitLocOpBuilder &b, Value x, Value y,
                    bool isUnsigned) {
  Value rest = buildMod(b, x, y, isUnsigned);
  if (isUnsigned)
    return rest;
  return arith::SelectOp::create(b, hasOtherSign(b, rest, y),
                                 buildAdd(b, rest, y), rest);
}

Value buildFloorDiv(ImplicitLocOpBuilder &b, Value x, Value y,
                    bool isUnsigned) {
  if (isa<FloatType>(x.getType()))
    return math::FloorOp::create(b, arith::DivFOp::create(b, x, y));
  Value quotient = buildIntegerDiv(b, x, y, isUnsigned);
  if (isUnsigned)
    return quotient;
  Value rest = buildMod(b, x, y, false);
  Value lower = buildSub(b, quotient, buildNumber(b, x.getType(), 1));
  return arith::SelectOp::create(b, hasOtherSign(b, rest, y), lower, quotient);
}

Value buildTest(ImplicitLocOpBuilder &b, Value x, F predicate) {
  Value size = math::AbsFOp::create(b, x);
  Value infinite =
      buildNumber(b, x.getType(), std::numeric_limits<double>::infinity());
  return arith::CmpFOp::create(b, predicate, size, infinite);
}

} // namespace

Value buildElementary(Operation *op, ImplicitLocOpBuilder &b,
                      ValueRange operands) {
  Value x = operands[0];
  bool isUnsigned =
      tensorType(op->getOperand(0)).getElementType().isUnsignedInteger();
  auto y = [&] { return operands[1]; };
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<SinOp>([&](auto) { return buildSine(b, x, 0); })
      .Case<CosOp>([&](auto) { return buildSine(b, x, 1); })
      .Case<ErfOp>([&](auto) { return math::ErfOp::create(b, x); })
      .Case<Expm1Op>([&](auto) { return math::ExpM1Op::create(b, x); })
      .Case<Log1pOp>([&](auto) { return math::Log1pOp::create(b, x); })
      .Case<TanOp>([&](auto) { return buildTan(b, x); })
      .Case<AsinOp>([&](auto) { return math::AsinOp::create(b, x); })
      .Case<AcosOp>([&](auto) { return math::AcosOp::create(b, x); })
      .Case<AtanOp>([&](auto) { return buildAtan(b, x); })
      .Case<SinhOp>([&](auto) { return buildSinh(b, x); })
      .Case<CoshOp>([&](auto) { return buildCosh(b, x); })
      .Case<SignOp>([&](auto) { return buildSign(b, x, isUnsigned); })
      .Case<RoundOp>([&](auto) { return math::RoundEvenOp::create(b, x); })
      .Case<TruncOp>([&](auto) { return math::TruncOp::create(b, x); })
      .Case<IsNanOp>(
          [&](auto) { return arith::CmpFOp::create(b, F::UNO, x, x); })
      .Case<IsInfOp>([&](auto) { return buildTest(b, x, F::OEQ); })
      .Case<IsFiniteOp>([&](auto) { return buildTest(b, x, F::OLT); })
      .Case<Atan2Op>([&](auto) { return buildAtan2(b, x, y()); })
      .Case<FloorDivOp>(
          [&](auto) { return buildFloorDiv(b, x, y(), isUnsigned); })
      .Case<FloorModOp>(
          [&](auto) { return buildFloorMod(b, x, y(), isUnsigned); })
      .Case<ModOp>([&](auto) { return buildMod(b, x, y(), isUnsigned); })
      .Case<LogicalXorOp>(
          [&](auto) { return arith::XOrIOp::create(b, x, y()); })
      .Case<InvertOp>([&](auto) {
        Value ones =
            arith::ConstantOp::create(b, b.getIntegerAttr(x.getType(), -1));
        return arith::XOrIOp::create(b, x, ones);
      })
      .Case<BitwiseAndOp>(
          [&](auto) { return arith::AndIOp::create(b, x, y()); })
      .Case<BitwiseOrOp>([&](auto) { return arith::OrIOp::create(b, x, y()); })
      .Case<BitwiseXorOp>(
          [&](auto) { return arith::XOrIOp::create(b, x, y()); })
      .Default([&](Operation *) { return buildSpecial(op, b, operands); });
}

void addElementaryPatterns(RewritePatternSet &patterns) {
  // Every op of the family is elementwise: see Math.cpp.
}

} // namespace ms::lowering
