//===- Scalars.cpp - What elementwise ops compute from scalars ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

Value toSignless(ImplicitLocOpBuilder &b, Value value) {
  Type type = value.getType();
  if (!type.isUnsignedInteger())
    return value;
  Type signless = b.getIntegerType(type.getIntOrFloatBitWidth());
  return UnrealizedConversionCastOp::create(b, signless, value).getResult(0);
}

Value fromSignless(ImplicitLocOpBuilder &b, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return UnrealizedConversionCastOp::create(b, type, value).getResult(0);
}

Value buildNumber(ImplicitLocOpBuilder &b, Type type, double value) {
  if (isa<FloatType>(type))
    return arith::ConstantOp::create(b, b.getFloatAttr(type, value));
  return arith::ConstantOp::create(
      b, b.getIntegerAttr(type, static_cast<int64_t>(value)));
}

static bool isFloat(Value value) { return isa<FloatType>(value.getType()); }

Value buildAdd(ImplicitLocOpBuilder &b, Value x, Value y) {
  return isFloat(x) ? arith::AddFOp::create(b, x, y).getResult()
                    : arith::AddIOp::create(b, x, y).getResult();
}

Value buildSub(ImplicitLocOpBuilder &b, Value x, Value y) {
  return isFloat(x) ? arith::SubFOp::create(b, x, y).getResult()
                    : arith::SubIOp::create(b, x, y).getResult();
}

Type accumulatorType(Type element) {
  auto real = dyn_cast<FloatType>(element);
  return real && real.getWidth() < 32 ? Float32Type::get(element.getContext())
                                      : element;
}

Value widen(ImplicitLocOpBuilder &b, Value value) {
  Type wide = accumulatorType(value.getType());
  return wide == value.getType() ? value
                                 : arith::ExtFOp::create(b, wide, value);
}

SmallVector<Value> multiplyAdd(ImplicitLocOpBuilder &b, ValueRange v) {
  Value product =
      buildMul(b, widen(b, toSignless(b, v[0])), widen(b, toSignless(b, v[1])));
  Value sum = buildAdd(b, toSignless(b, v.back()), product);
  return {fromSignless(b, sum, v.back().getType())};
}

Value buildMul(ImplicitLocOpBuilder &b, Value x, Value y) {
  return isFloat(x) ? arith::MulFOp::create(b, x, y).getResult()
                    : arith::MulIOp::create(b, x, y).getResult();
}

Value buildMax(ImplicitLocOpBuilder &b, Value x, Value y, bool isUnsigned) {
  if (isFloat(x))
    return arith::MaximumFOp::create(b, x, y);
  return isUnsigned ? arith::MaxUIOp::create(b, x, y).getResult()
                    : arith::MaxSIOp::create(b, x, y).getResult();
}

Value buildMin(ImplicitLocOpBuilder &b, Value x, Value y, bool isUnsigned) {
  if (isFloat(x))
    return arith::MinimumFOp::create(b, x, y);
  return isUnsigned ? arith::MinUIOp::create(b, x, y).getResult()
                    : arith::MinSIOp::create(b, x, y).getResult();
}

static Value compare(ImplicitLocOpBuilder &b, Value x, Value y,
                     arith::CmpFPredicate real, arith::CmpIPredicate integer,
                     arith::CmpIPredicate natural, bool isUnsigned) {
  if (isFloat(x))
    return arith::CmpFOp::create(b, real, x, y);
  return arith::CmpIOp::create(b, isUnsigned ? natural : integer, x, y);
}

Value buildIntegerDiv(ImplicitLocOpBuilder &b, Value x, Value y,
                      bool isUnsigned) {
  Type type = x.getType();
  Value zero = buildNumber(b, type, 0), one = buildNumber(b, type, 1);
  auto equal = [&](Value a, Value c) {
    return arith::CmpIOp::create(b, arith::CmpIPredicate::eq, a, c);
  };
  Value byZero = equal(y, zero);
  Value safe = arith::SelectOp::create(b, byZero, one, y);
  Value quotient;
  if (isUnsigned) {
    quotient = arith::DivUIOp::create(b, x, safe);
  } else {
    Value byMinusOne = equal(y, buildNumber(b, type, -1));
    safe = arith::SelectOp::create(b, byMinusOne, one, safe);
    quotient = arith::DivSIOp::create(b, x, safe);
    quotient = arith::SelectOp::create(
        b, byMinusOne, arith::SubIOp::create(b, zero, x), quotient);
  }
  return arith::SelectOp::create(b, byZero, zero, quotient);
}

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

/// Truncates toward zero and saturates; NaN gives 0.
static Value floatToInteger(ImplicitLocOpBuilder &b, Value x, Type to,
                            bool isUnsigned) {
  unsigned width = to.getIntOrFloatBitWidth();
  auto type = cast<FloatType>(x.getType());
  // Powers of two are exact in every float type that reaches so far; in f16 the
  // bounds of wide integers are infinite and never met.
  double limit = std::ldexp(1.0, isUnsigned ? width : width - 1);
  double least = isUnsigned ? 0 : -limit;
  Value low = buildNumber(b, type, least), high = buildNumber(b, type, limit);
  using P = arith::CmpFPredicate;
  Value nan = arith::CmpFOp::create(b, P::UNO, x, x);
  Value above = arith::CmpFOp::create(b, P::OGE, x, high);
  Value below = arith::CmpFOp::create(b, P::OLT, x, low);
  Value zero = buildNumber(b, type, 0);
  Value safe = arith::SelectOp::create(b, nan, zero, x);
  safe = arith::SelectOp::create(b, above, zero, safe);
  safe = arith::SelectOp::create(b, below, zero, safe);
  Value cut = isUnsigned ? arith::FPToUIOp::create(b, to, safe).getResult()
                         : arith::FPToSIOp::create(b, to, safe).getResult();
  APInt most =
      isUnsigned ? APInt::getMaxValue(width) : APInt::getSignedMaxValue(width);
  APInt fewest =
      isUnsigned ? APInt::getZero(width) : APInt::getSignedMinValue(width);
  auto integer = [&](const APInt &value) {
    return arith::ConstantOp::create(b, b.getIntegerAttr(to, value));
  };
  cut = arith::SelectOp::create(b, above, integer(most), cut);
  return arith::SelectOp::create(b, below, integer(fewest), cut);
}

/// `x` is signless; `fromUnsigned` and `toUnsigned` say how the tensors' types
/// count.
static Value convert(ImplicitLocOpBuilder &b, Value x, Type to,
                     bool fromUnsigned, bool toUnsigned) {
  Type from = x.getType();
  unsigned width = to.getIntOrFloatBitWidth();
  if (from == to)
    return x;
  if (to.isInteger(1)) {
    Value zero = buildNumber(b, from, 0);
    if (isFloat(x))
      return arith::CmpFOp::create(b, arith::CmpFPredicate::UNE, x, zero);
    return arith::CmpIOp::create(b, arith::CmpIPredicate::ne, x, zero);
  }
  fromUnsigned |= from.isInteger(1);
  if (isFloat(x) && isa<FloatType>(to)) {
    if (from.getIntOrFloatBitWidth() < width)
      return arith::ExtFOp::create(b, to, x);
    if (from.getIntOrFloatBitWidth() > width)
      return arith::TruncFOp::create(b, to, x);
    // f16 and bf16 meet in f32.
    return arith::TruncFOp::create(b, to,
                                   arith::ExtFOp::create(b, b.getF32Type(), x));
  }
  if (isFloat(x))
    return floatToInteger(b, x, to, toUnsigned);
  if (isa<FloatType>(to))
    return fromUnsigned ? arith::UIToFPOp::create(b, to, x).getResult()
                        : arith::SIToFPOp::create(b, to, x).getResult();
  if (from.getIntOrFloatBitWidth() > width)
    return arith::TruncIOp::create(b, to, x);
  return fromUnsigned ? arith::ExtUIOp::create(b, to, x).getResult()
                      : arith::ExtSIOp::create(b, to, x).getResult();
}

//===----------------------------------------------------------------------===//
// Dropout
//===----------------------------------------------------------------------===//

/// The first word of Philox-2x32-10. All values are i32.
static Value philox(ImplicitLocOpBuilder &b, Value x0, Value x1, Value key) {
  Type i32 = b.getI32Type(), i64 = b.getI64Type();
  Value multiplier = buildNumber(b, i64, 0xD256D193);
  Value weyl = arith::ConstantOp::create(
      b, b.getIntegerAttr(i32, APInt(32, 0x9E3779B9)));
  Value half = buildNumber(b, i64, 32);
  for (int round = 0; round < 10; ++round) {
    if (round > 0)
      key = arith::AddIOp::create(b, key, weyl);
    Value wide = arith::ExtUIOp::create(b, i64, x0);
    Value product = arith::MulIOp::create(b, wide, multiplier);
    Value high = arith::TruncIOp::create(
        b, i32, arith::ShRUIOp::create(b, product, half));
    Value low = arith::TruncIOp::create(b, i32, product);
    x0 = arith::XOrIOp::create(b, arith::XOrIOp::create(b, high, key), x1);
    x1 = low;
  }
  return x0;
}

template <typename Op>
static Value dropout(Op op, ImplicitLocOpBuilder &b, Value x, Value counter,
                     llvm::function_ref<Value(unsigned)> index) {
  Type i32 = b.getI32Type(), i64 = b.getI64Type();
  ArrayRef<int64_t> shape = op.getX().getType().getShape();
  Value place = buildNumber(b, i64, 0);
  for (unsigned k = 0; k < shape.size(); ++k) {
    Value along = arith::IndexCastOp::create(b, i64, index(k));
    if (k > 0)
      place = arith::MulIOp::create(b, place, buildNumber(b, i64, shape[k]));
    place = arith::AddIOp::create(b, place, along);
  }
  Value half = buildNumber(b, i64, 32);
  auto low = [&](Value v) { return arith::TruncIOp::create(b, i32, v); };
  auto high = [&](Value v) { return low(arith::ShRUIOp::create(b, v, half)); };
  auto word = [&](uint32_t v) {
    return arith::ConstantOp::create(b, b.getIntegerAttr(i32, APInt(32, v)));
  };
  auto seed = static_cast<uint32_t>(static_cast<uint64_t>(op.getSeed()));
  Value key = arith::AddIOp::create(
      b, word(seed), arith::MulIOp::create(b, high(counter), word(0x9E3779B9)));
  key = arith::AddIOp::create(
      b, key, arith::MulIOp::create(b, high(place), word(0x85EBCA6B)));
  Value drawn = philox(b, low(place), low(counter), key);
  double keep = op.getKeepProb().convertToDouble();
  Value kept = arith::CmpIOp::create(b, arith::CmpIPredicate::ult,
                                     arith::ExtUIOp::create(b, i64, drawn),
                                     buildNumber(b, i64, keep * 4294967296.0));
  Value scaled = arith::DivFOp::create(b, x, buildNumber(b, x.getType(), keep));
  return arith::SelectOp::create(b, kept, scaled,
                                 buildNumber(b, x.getType(), 0));
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

/// Booleans are compared as 0 and 1, not as 0 and -1.
static bool isUnsignedTensor(Value tensor) {
  Type element = tensorType(tensor).getElementType();
  return element.isUnsignedInteger() || element.isInteger(1);
}

static Value buildUnary(Operation *op, ImplicitLocOpBuilder &b, Value x) {
  Type type = x.getType();
  bool isUnsigned = isUnsignedTensor(op->getOperand(0));
  auto number = [&](double value) { return buildNumber(b, type, value); };
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<NegOp>([&](auto) -> Value {
        if (isFloat(x))
          return arith::NegFOp::create(b, x);
        return arith::SubIOp::create(b, number(0), x);
      })
      .Case<AbsOp>([&](auto) -> Value {
        if (isFloat(x))
          return math::AbsFOp::create(b, x);
        return isUnsigned ? x : math::AbsIOp::create(b, x).getResult();
      })
      .Case<ExpOp>([&](auto) { return math::ExpOp::create(b, x); })
      .Case<LogOp>([&](auto) { return math::LogOp::create(b, x); })
      .Case<SqrtOp>([&](auto) { return math::SqrtOp::create(b, x); })
      .Case<RsqrtOp>([&](auto) {
        return arith::DivFOp::create(b, number(1), math::SqrtOp::create(b, x));
      })
      .Case<ReciprocalOp>(
          [&](auto) { return arith::DivFOp::create(b, number(1), x); })
      .Case<SquareOp>([&](auto) { return buildMul(b, x, x); })
      .Case<FloorOp>([&](auto) { return math::FloorOp::create(b, x); })
      .Case<CeilOp>([&](auto) { return math::CeilOp::create(b, x); })
      .Case<SigmoidOp>([&](auto) {
        Value decay = math::ExpOp::create(b, arith::NegFOp::create(b, x));
        return arith::DivFOp::create(
            b, number(1), arith::AddFOp::create(b, number(1), decay));
      })
      .Case<TanhOp>([&](auto) { return math::TanhOp::create(b, x); })
      .Case<ReLUOp>([&](auto) -> Value {
        if (isUnsigned)
          return x;
        // A comparison with NaN is false: NaN stays.
        Value zero = number(0);
        Value negative = compare(b, x, zero, arith::CmpFPredicate::OLT,
                                 arith::CmpIPredicate::slt,
                                 arith::CmpIPredicate::ult, false);
        return arith::SelectOp::create(b, negative, zero, x);
      })
      .Case<LogicalNotOp>([&](auto) {
        return arith::XOrIOp::create(b, x, buildNumber(b, b.getI1Type(), 1));
      })
      .Case<BroadcastToOp, BroadcastLikeOp>([&](auto) { return x; })
      .Case<CastOp>([&](CastOp cast) {
        Type to = cast.getDtype();
        bool toUnsigned = to.isUnsignedInteger();
        if (toUnsigned)
          to = b.getIntegerType(to.getIntOrFloatBitWidth());
        return convert(b, x, to, isUnsigned, toUnsigned);
      })
      .Default([](Operation *) { return Value(); });
}

static Value buildBinary(Operation *op, ImplicitLocOpBuilder &b, Value x,
                         Value y) {
  Type type = x.getType();
  bool isUnsigned = isUnsignedTensor(op->getOperand(0));
  using F = arith::CmpFPredicate;
  using I = arith::CmpIPredicate;
  auto test = [&](F real, I integer, I natural) {
    return compare(b, x, y, real, integer, natural, isUnsigned);
  };
  return llvm::TypeSwitch<Operation *, Value>(op)
      .Case<AddOp, BiasAddOp>([&](auto) { return buildAdd(b, x, y); })
      .Case<SubOp>([&](auto) { return buildSub(b, x, y); })
      .Case<MulOp>([&](auto) { return buildMul(b, x, y); })
      .Case<DivOp>([&](auto) -> Value {
        if (isFloat(x))
          return arith::DivFOp::create(b, x, y);
        return buildIntegerDiv(b, x, y, isUnsigned);
      })
      .Case<PowOp>([&](auto) { return math::PowFOp::create(b, x, y); })
      .Case<MaximumOp>([&](auto) { return buildMax(b, x, y, isUnsigned); })
      .Case<MinimumOp>([&](auto) { return buildMin(b, x, y, isUnsigned); })
      .Case<LogicalAndOp>([&](auto) { return arith::AndIOp::create(b, x, y); })
      .Case<LogicalOrOp>([&](auto) { return arith::OrIOp::create(b, x, y); })
      .Case<EqualOp>([&](auto) { return test(F::OEQ, I::eq, I::eq); })
      .Case<NotEqualOp>([&](auto) { return test(F::UNE, I::ne, I::ne); })
      .Case<LessOp>([&](auto) { return test(F::OLT, I::slt, I::ult); })
      .Case<LessEqualOp>([&](auto) { return test(F::OLE, I::sle, I::ule); })
      .Case<GreaterOp>([&](auto) { return test(F::OGT, I::sgt, I::ugt); })
      .Case<GreaterEqualOp>([&](auto) { return test(F::OGE, I::sge, I::uge); })
      // The gradients: x is dy, y the result of the forward op.
      .Case<ReLUGradOp>([&](auto) {
        Value zero = buildNumber(b, type, 0);
        Value positive =
            compare(b, y, zero, F::OGT, I::sgt, I::ugt, isUnsigned);
        return arith::SelectOp::create(b, positive, x, zero);
      })
      .Case<SigmoidGradOp>([&](auto) {
        Value rest = arith::SubFOp::create(b, buildNumber(b, type, 1), y);
        return arith::MulFOp::create(b, arith::MulFOp::create(b, x, y), rest);
      })
      .Case<TanhGradOp>([&](auto) {
        Value square = arith::MulFOp::create(b, y, y);
        Value rest = arith::SubFOp::create(b, buildNumber(b, type, 1), square);
        return arith::MulFOp::create(b, x, rest);
      })
      .Default([](Operation *) { return Value(); });
}

/// The functions of other families. What takes several steps is rounded once.
static Value buildFunction(Operation *op, ImplicitLocOpBuilder &b,
                           ValueRange operands) {
  if (operands.empty())
    return nullptr;
  auto narrow = dyn_cast<FloatType>(operands[0].getType());
  if (narrow && narrow.getWidth() >= 32)
    narrow = nullptr;
  SmallVector<Value> wide(operands);
  if (narrow)
    for (Value &value : wide)
      value = arith::ExtFOp::create(b, b.getF32Type(), value);
  Value result = buildActivation(op, b, wide);
  if (!result)
    result = buildElementary(op, b, wide);
  if (result && narrow && isFloat(result))
    result = arith::TruncFOp::create(b, narrow, result);
  return result;
}

Value buildScalar(Operation *op, ImplicitLocOpBuilder &b, ValueRange operands,
                  llvm::function_ref<Value(unsigned)> index) {
  if (isa<AddNOp>(op)) {
    Value sum = operands[0];
    for (Value operand : operands.drop_front())
      sum = buildAdd(b, sum, operand);
    return sum;
  }
  if (auto select = dyn_cast<SelectOp>(op))
    return arith::SelectOp::create(b, operands[0], operands[1], operands[2]);
  if (auto drop = dyn_cast<DropoutOp>(op))
    return dropout(drop, b, operands[0], operands[1], index);
  if (auto drop = dyn_cast<DropoutGradOp>(op))
    return dropout(drop, b, operands[0], operands[1], index);
  Value result;
  if (operands.size() == 1)
    result = buildUnary(op, b, operands[0]);
  else if (operands.size() == 2)
    result = buildBinary(op, b, operands[0], operands[1]);
  return result ? result : buildFunction(op, b, operands);
}

} // namespace ms::lowering
