//===- Special.cpp - Loops: special functions -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Inverse hyperbolic functions by ln(1 + x). The inverse of erf, the gamma
// functions and what must not lose a phase or a square are computed in f64 for
// f32 as well, and rounded once: they are rare, and their series cancel.
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
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

//===----------------------------------------------------------------------===//
// Inverse hyperbolic functions
//===----------------------------------------------------------------------===//

/// Beyond, x^2 + 1 is x^2 to all digits.
constexpr double kFar = 1 << 28;

/// ln(x + sqrt(x^2 + 1)), odd; near 0 without loss.
Value asinh(Floats f, Value x) {
  Value size = f.abs(x), isFar = f.is(size, F::OGT, kFar);
  Value a = f.select(isFar, f.number(1), size), square = f.mul(a, a);
  Value root = f.add(f.sqrt(f.add(square, 1)), 1);
  Value near = f.log1p(f.add(a, f.div(square, root)));
  Value far = f.add(f.log(size), std::log(2.0));
  return f.copySign(f.select(isFar, far, near), x);
}

/// ln(x + sqrt(x^2 - 1)) in terms of x - 1.
Value acosh(Floats f, Value x) {
  Value isFar = f.is(x, F::OGT, kFar);
  Value t = f.add(f.select(isFar, f.number(1), x), -1);
  Value near = f.log1p(f.add(t, f.sqrt(f.mul(t, f.add(t, 2)))));
  Value far = f.add(f.log(x), std::log(2.0));
  Value result = f.select(isFar, far, near);
  return f.select(f.is(x, F::OLT, 1), f.number(kNan), result);
}

/// ln((1 + x) / (1 - x)) / 2, odd.
Value atanh(Floats f, Value x) {
  Value size = f.abs(x);
  Value q = f.div(f.mul(size, 2), f.sub(f.number(1), size));
  Value result = f.mul(f.log1p(q), 0.5);
  result = f.select(f.is(size, F::OEQ, 1), f.number(kInfinity), result);
  result = f.select(f.is(size, F::OGT, 1), f.number(kNan), result);
  return f.copySign(result, x);
}

//===----------------------------------------------------------------------===//
// In f64
//===----------------------------------------------------------------------===//

/// sum = sum * x + c for each of `coefficients`, the highest power first.
Value polynomial(Floats f, Value x, ArrayRef<double> coefficients) {
  Value sum = f.number(coefficients.front());
  for (double next : coefficients.drop_front())
    sum = f.add(f.mul(sum, x), next);
  return sum;
}

/// Two rational functions and two steps of Newton's method on erf.
Value erfinv(Floats f, Value x) {
  Value size = f.abs(x), square = f.mul(x, x);
  Value middle = f.div(
      f.mul(x,
            polynomial(f, square,
                       {-0.140543331, 0.914624893, -1.645349621, 0.886226899})),
      polynomial(f, square,
                 {0.012229801, -0.329097515, 1.442710462, -2.118377725, 1}));
  Value z = f.sqrt(f.neg(f.log(f.mul(f.sub(f.number(1), size), 0.5))));
  Value tail = f.div(
      polynomial(f, z, {1.641345311, 3.429567803, -1.624906493, -1.970840454}),
      polynomial(f, z, {1.637067800, 3.543889200, 1}));
  Value isMiddle = f.is(size, F::OLE, 0.7);
  Value y = f.select(isMiddle, middle, f.copySign(tail, x));
  for (int step = 0; step < 2; ++step) {
    Value error = f.sub(math::ErfOp::create(f.b, y), x);
    Value slope = f.mul(f.exp(f.neg(f.mul(y, y))), 2 / std::sqrt(M_PI));
    y = f.sub(y, f.div(error, slope));
  }
  Value end = f.copySign(f.number(kInfinity), x);
  return f.select(f.is(size, F::OEQ, 1), end, y);
}

/// x less the whole number nearest to it: exact.
Value fraction(Floats f, Value x) {
  return f.sub(x, math::RoundEvenOp::create(f.b, x));
}

/// |sin(pi x)| with the sign of sin at the fraction.
Value sinPi(Floats f, Value x) {
  return math::SinOp::create(f.b, f.mul(fraction(f, x), M_PI));
}

Value sinc(Floats f, Value x) {
  Value half = f.mul(math::RoundEvenOp::create(f.b, x), 0.5);
  Value isEven = f.is(half, F::OEQ, math::FloorOp::create(f.b, half));
  Value sine = sinPi(f, x);
  Value q = f.div(f.select(isEven, sine, f.neg(sine)), f.mul(x, M_PI));
  return f.select(f.is(x, F::OEQ, 0), f.number(1), q);
}

/// The argument turned to at least 1/2, where the series are good.
Value turned(Floats f, Value isLeft, Value x) {
  return f.select(isLeft, f.sub(f.number(1), x), x);
}

/// Lanczos' approximation with g = 7, and Euler's reflection left of 1/2.
Value lgamma(Floats f, Value x) {
  constexpr double kTerms[] = {676.5203681218851,     -1259.1392167224028,
                               771.32342877765313,    -176.61502916214059,
                               12.507343278686905,    -0.13857109526572012,
                               9.9843695780195716e-6, 1.5056327351493116e-7};
  Value isLeft = f.is(x, F::OLT, 0.5), z = f.add(turned(f, isLeft, x), -1);
  Value sum = f.number(0.99999999999980993);
  for (auto [k, term] : llvm::enumerate(kTerms))
    sum =
        f.add(sum, f.div(f.number(term), f.add(z, static_cast<double>(k + 1))));
  Value t = f.add(z, 7.5);
  // (z + 1/2) ln t - t, where a large t may be infinite.
  Value main = f.sub(f.mul(f.add(z, 0.5), f.add(f.log(t), -1)), f.number(7));
  main = f.add(f.add(main, std::log(2 * M_PI) / 2), f.log(sum));
  Value sine = f.abs(sinPi(f, x));
  Value left = f.sub(f.log(f.div(f.number(M_PI), sine)), main);
  Value result = f.select(isLeft, left, main);
  // Its zeros, where the terms cancel but for their last digit.
  for (double zero : {1.0, 2.0})
    result = f.select(f.is(x, F::OEQ, zero), f.number(0), result);
  return f.select(f.is(f.abs(x), F::OEQ, kInfinity), f.number(kInfinity),
                  result);
}

/// The sum of `term(z + k)` for k below 10.
template <typename Term> Value sumUp(Floats f, Value z, Term term) {
  Value sum = term(z);
  for (int k = 1; k < 10; ++k)
    sum = f.add(sum, term(f.add(z, k)));
  return sum;
}

/// Asymptotic series beyond 10, and Euler's reflection left of 0.
Value digamma(Floats f, Value x) {
  Value isLeft = f.is(x, F::OLT, 0), z = turned(f, isLeft, x);
  Value one = f.number(1), w = f.add(z, 10), r = f.div(one, w);
  Value below = sumUp(f, z, [&](Value at) { return f.div(one, at); });
  Value rest = polynomial(f, f.mul(r, r),
                          {1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240,
                           1.0 / 252, -1.0 / 120, 1.0 / 12, 0});
  Value main = f.sub(f.sub(f.sub(f.log(w), f.mul(r, 0.5)), rest), below);
  Value angle = f.mul(fraction(f, x), M_PI);
  Value cotangent =
      f.div(math::CosOp::create(f.b, angle), math::SinOp::create(f.b, angle));
  Value left = f.sub(main, f.mul(cotangent, M_PI));
  left = f.select(f.is(angle, F::OEQ, 0), f.number(kNan), left);
  Value result = f.select(isLeft, left, main);
  Value pole = f.copySign(f.number(kInfinity), f.neg(x));
  return f.select(f.is(x, F::OEQ, 0), pole, result);
}

Value trigamma(Floats f, Value x) {
  Value isLeft = f.is(x, F::OLT, 0), z = turned(f, isLeft, x);
  Value one = f.number(1), w = f.add(z, 10), r = f.div(one, w);
  Value square = f.mul(r, r);
  Value below =
      sumUp(f, z, [&](Value at) { return f.div(one, f.mul(at, at)); });
  Value rest = f.mul(r, polynomial(f, square,
                                   {7.0 / 6, -691.0 / 2730, 5.0 / 66, -1.0 / 30,
                                    1.0 / 42, -1.0 / 30, 1.0 / 6, 1}));
  Value main = f.add(f.add(rest, f.mul(square, 0.5)), below);
  Value sine = sinPi(f, x);
  Value left = f.sub(f.div(f.number(M_PI * M_PI), f.mul(sine, sine)), main);
  return f.select(isLeft, left, main);
}

/// `isWide`: no square of numbers of f32 overflows in f64.
Value hypot(Floats f, Value x, Value y, bool isWide) {
  x = f.abs(x), y = f.abs(y);
  Value isInfinite = arith::OrIOp::create(f.b, f.is(x, F::OEQ, kInfinity),
                                          f.is(y, F::OEQ, kInfinity));
  Value result;
  if (isWide) {
    result = f.sqrt(f.add(f.mul(x, x), f.mul(y, y)));
  } else {
    Value large = arith::MaximumFOp::create(f.b, x, y);
    Value small = arith::MinimumFOp::create(f.b, x, y);
    Value isZero = f.is(large, F::OEQ, 0);
    Value q = f.div(small, f.select(isZero, f.number(1), large));
    result = f.mul(large, f.sqrt(f.add(f.mul(q, q), 1)));
  }
  return f.select(isInfinite, f.number(kInfinity), result);
}

} // namespace

Value buildSpecial(Operation *op, ImplicitLocOpBuilder &b,
                   ValueRange operands) {
  Type type = operands[0].getType();
  Floats own{b, type}, f{b, b.getF64Type()};
  Value x = operands[0];
  bool widens = !type.isF64();
  auto wide = [&](Value value) -> Value {
    return widens ? Value(arith::ExtFOp::create(b, f.type, value)) : value;
  };
  auto narrow = [&](Value value) -> Value {
    return widens ? Value(arith::TruncFOp::create(b, type, value)) : value;
  };
  auto inWide = [&](auto function) { return narrow(function(f, wide(x))); };
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<AsinhOp>([&](auto) { return asinh(own, x); })
      .Case<AcoshOp>([&](auto) { return acosh(own, x); })
      .Case<AtanhOp>([&](auto) { return atanh(own, x); })
      .Case<ErfinvOp>([&](auto) { return inWide(erfinv); })
      .Case<SincOp>([&](auto) { return inWide(sinc); })
      .Case<LgammaOp>([&](auto) { return inWide(lgamma); })
      .Case<DigammaOp>([&](auto) { return inWide(digamma); })
      .Case<TrigammaOp>([&](auto) { return inWide(trigamma); })
      .Case<HypotOp>([&](auto) {
        Value first = wide(x), second = wide(operands[1]);
        return narrow(hypot(f, first, second, widens));
      })
      .Case<XlogyOp>([&](auto) {
        Value y = operands[1];
        Value skips = arith::AndIOp::create(b, own.is(x, F::OEQ, 0),
                                            own.is(y, F::ORD, y));
        return own.select(skips, own.number(0), own.mul(x, own.log(y)));
      })
      .Default([](Operation *) { return Value(); });
}

} // namespace ms::lowering
