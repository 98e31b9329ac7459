//===- Activation.cpp - Loops: activation functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the functions compute from scalars, in forms that neither overflow nor
// lose digits; their loops are those of every elementwise op.
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/SpecialImpl.h"

#include "dialects/MindIR/Ops/Activation.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

using F = arith::CmpFPredicate;

/// Arithmetic with what activations are made of.
struct Activations : Floats {
  /// NaN stays.
  Value clip(Value x, double low, double high) {
    Value floor = arith::MaximumFOp::create(b, x, number(low));
    return arith::MinimumFOp::create(b, floor, number(high));
  }
  Value sigmoid(Value x) { return div(number(1), add(exp(neg(x)), 1)); }
  /// e^-|x|, which never overflows.
  Value decay(Value x) { return exp(neg(abs(x))); }
  /// ln(1 + e^x)
  Value softplus(Value x) {
    return add(arith::MaximumFOp::create(b, x, number(0)), log1p(decay(x)));
  }
  Value elu(Value x, double alpha) {
    return select(is(x, F::OGT, 0), x, mul(math::ExpM1Op::create(b, x), alpha));
  }
  Value celu(Value x, double alpha) {
    if (alpha == 0)
      return arith::MaximumFOp::create(b, x, number(0));
    Value below = math::ExpM1Op::create(b, mul(x, 1 / alpha));
    return select(is(x, F::OGT, 0), x, mul(below, alpha));
  }
  /// 2 * sqrt(2 / pi) * (x + 0.044715 * x^3)
  Value twiceU(Value x) {
    Value square = mul(x, x);
    return mul(mul(x, add(mul(square, 0.044715), 1)), kTwiceRoot);
  }

  static constexpr double kTwiceRoot = 1.5957691216057308; // 2 * sqrt(2 / pi)
};

/// x * (1 + tanh(u)) / 2 is x * sigmoid(2 u), which keeps its digits where
/// tanh comes near -1.
Value gelu(Activations f, Value x) {
  return f.div(x, f.add(f.exp(f.neg(f.twiceU(x))), 1));
}

Value geluGrad(Activations f, Value dy, Value x) {
  // Beyond 12 the slope has its limits, and x^3 would overflow.
  Value near = f.clip(x, -12, 12);
  Value s = f.sigmoid(f.twiceU(near));
  Value slope = f.mul(f.add(f.mul(f.mul(near, near), 3 * 0.044715), 1),
                      Activations::kTwiceRoot);
  Value change = f.mul(f.mul(f.mul(near, s), f.sub(f.number(1), s)), slope);
  return f.mul(dy, f.add(s, change));
}

/// (1 + erf(x / sqrt(2))) / 2
Value normalShare(Activations f, Value x) {
  Value erf = math::ErfOp::create(f.b, f.mul(x, std::sqrt(0.5)));
  return f.mul(f.add(erf, 1), 0.5);
}

Value geluErfGrad(Activations f, Value dy, Value x) {
  // e^(-x^2 / 2) is 0 where the square overflows, but 0 * infinity is not.
  Value near = f.clip(x, -40, 40);
  Value density =
      f.mul(f.exp(f.mul(f.mul(near, near), -0.5)), 1 / std::sqrt(2 * M_PI));
  return f.mul(dy, f.add(normalShare(f, x), f.mul(near, density)));
}

/// tanh(ln(1 + e^x)) is (n^2 + 2n) / (n^2 + 2n + 2) with n = e^x, and where
/// that would overflow the same in 1 / n.
Value mish(Activations f, Value x) {
  Value n = f.decay(x);
  Value twice = f.mul(n, 2), square = f.mul(n, n);
  Value small = f.add(square, twice), large = f.add(twice, 1);
  Value positive = f.is(x, F::OGT, 0);
  Value above = f.select(positive, large, small);
  Value below =
      f.select(positive, f.add(large, f.mul(square, 2)), f.add(small, 2));
  return f.mul(x, f.div(above, below));
}

Value buildUnary(Operation *op, Activations f, Value x) {
  constexpr double kScale = 1.0507009873554805, kAlpha = 1.6732632423543772;
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<GeLUOp>([&](auto) { return gelu(f, x); })
      .Case<GeLUErfOp>([&](auto) { return f.mul(x, normalShare(f, x)); })
      .Case<SiLUOp>([&](auto) { return f.div(x, f.add(f.exp(f.neg(x)), 1)); })
      .Case<FastGeLUOp>(
          [&](auto) { return f.div(x, f.add(f.exp(f.mul(x, -1.702)), 1)); })
      .Case<SoftsignOp>([&](auto) { return f.div(x, f.add(f.abs(x), 1)); })
      .Case<HSigmoidOp>(
          [&](auto) { return f.mul(f.clip(f.add(x, 3), 0, 6), 1.0 / 6); })
      .Case<HSwishOp>([&](auto) {
        return f.mul(x, f.mul(f.clip(f.add(x, 3), 0, 6), 1.0 / 6));
      })
      .Case<ReLU6Op>([&](auto) { return f.clip(x, 0, 6); })
      .Case<SeLUOp>([&](auto) { return f.mul(f.elu(x, kAlpha), kScale); })
      .Case<SoftplusOp>([&](auto) { return f.softplus(x); })
      .Case<LogSigmoidOp>([&](auto) { return f.neg(f.softplus(f.neg(x))); })
      .Case<MishOp>([&](auto) { return mish(f, x); })
      .Case<LeakyReLUOp>([&](LeakyReLUOp leaky) {
        Value lower = f.mul(x, leaky.getAlpha().convertToDouble());
        return f.select(f.is(x, F::OGT, 0), x, lower);
      })
      .Case<CeLUOp>([&](CeLUOp celu) {
        return f.celu(x, celu.getAlpha().convertToDouble());
      })
      .Case<EluOp>(
          [&](EluOp elu) { return f.elu(x, elu.getAlpha().convertToDouble()); })
      .Default([](Operation *) { return Value(); });
}

/// x is dy, y the operand or result of the forward op.
Value buildGradient(Operation *op, Activations f, Value dy, Value x) {
  auto orZero = [&](Value condition, Value value) {
    return f.select(condition, value, f.number(0));
  };
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<GeLUGradOp>([&](auto) { return geluGrad(f, dy, x); })
      .Case<GeLUErfGradOp>([&](auto) { return geluErfGrad(f, dy, x); })
      .Case<SiLUGradOp>([&](auto) {
        Value s = f.sigmoid(x);
        Value change = f.mul(x, f.sub(f.number(1), s));
        return f.mul(dy, f.mul(s, f.add(change, 1)));
      })
      .Case<FastGeLUGradOp>([&](auto) {
        // Beyond 60 the slope has its limits, and infinity times 0 is none.
        Value near = f.clip(x, -60, 60), s = f.sigmoid(f.mul(near, 1.702));
        Value change = f.mul(f.mul(near, 1.702), f.sub(f.number(1), s));
        return f.mul(dy, f.mul(s, f.add(change, 1)));
      })
      .Case<HSigmoidGradOp>([&](auto) {
        Value between =
            arith::AndIOp::create(f.b, f.is(x, F::OGT, -3), f.is(x, F::OLT, 3));
        return orZero(between, f.mul(dy, 1.0 / 6));
      })
      .Case<HSwishGradOp>([&](auto) {
        Value slope = f.mul(f.add(f.mul(x, 2), 3), 1.0 / 6);
        Value inside = f.select(f.is(x, F::OLT, 3), f.mul(dy, slope), dy);
        return orZero(f.is(x, F::UGT, -3), inside);
      })
      .Case<ReLU6GradOp>([&](auto) {
        Value between =
            arith::AndIOp::create(f.b, f.is(x, F::OGT, 0), f.is(x, F::OLT, 6));
        return orZero(between, dy);
      })
      .Case<SoftplusGradOp>([&](auto) { return f.mul(dy, f.sigmoid(x)); })
      .Case<EluGradOp>([&](EluGradOp elu) {
        Value lower = f.mul(dy, f.add(x, elu.getAlpha().convertToDouble()));
        return f.select(f.is(x, F::OGT, 0), dy, lower);
      })
      .Default([](Operation *) { return Value(); });
}

} // namespace

Value buildActivation(Operation *op, ImplicitLocOpBuilder &b,
                      ValueRange operands) {
  Activations f{{b, operands[0].getType()}};
  if (operands.size() == 1)
    return buildUnary(op, f, operands[0]);
  return operands.size() == 2 ? buildGradient(op, f, operands[0], operands[1])
                              : Value();
}

void addActivationPatterns(RewritePatternSet &patterns) {
  // All ops but prelu, which has a formula, are elementwise: see Math.cpp.
}

} // namespace ms::lowering
