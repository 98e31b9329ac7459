//===- Elementary.cpp - Arithmetic, comparisons, casts, element by element ===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

static bool isFloat(NodeReader &n, Value x) {
  return x && isa<FloatType>(n.typeOf(x).getElementType());
}
static bool isBool(NodeReader &n, Value x) {
  return x && n.typeOf(x).getElementType().isInteger(1);
}
static Type f64(NodeReader &n) { return Float64Type::get(n.getContext()); }

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

static Results importIdentity(NodeReader &n) {
  if (!n.has(0))
    n.fail("lacks input 0");
  return n.input(0);
}

static Results importIsInf(NodeReader &n) {
  Value x = n.tensor(0);
  bool negative = n.integer("detect_negative", 1) != 0;
  bool positive = n.integer("detect_positive", 1) != 0;
  Value y = n.emit<IsInfOp>(x);
  if (negative && positive)
    return y;
  Value zero = n.number(x, 0);
  if (!negative && !positive)
    return n.emit<LogicalAndOp>({y, n.emit<LogicalNotOp>(y)});
  Value side =
      positive ? n.emit<GreaterOp>({x, zero}) : n.emit<LessOp>({x, zero});
  return n.emit<LogicalAndOp>({y, side});
}

/// Whole numbers are their own floors.
template <typename OpT> static Results importRounding(NodeReader &n) {
  Value x = n.tensor(0);
  return isFloat(n, x) ? n.emit<OpT>(x) : x;
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

/// The base's type is that of the result; the exponent may have another one.
static Results importPow(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1);
  if (n.hasFailed())
    return {};
  if (std::optional<double> exponent = n.findReal(1);
      exponent && *exponent == 2 && n.typeOf(y).getRank() == 0)
    return n.emit<SquareOp>(x);
  Type element = n.typeOf(x).getElementType();
  if (isFloat(n, x))
    return n.emit<PowOp>({x, n.convert(y, element)});
  Value z = n.emit<PowOp>({n.convert(x, f64(n)), n.convert(y, f64(n))});
  return n.convert(z, element);
}

/// With `fmod` the sign is the dividend's, else the divisor's.
static Results importMod(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1);
  if (n.integer("fmod", 0) != 0)
    return n.emit<ModOp>({x, y});
  if (isFloat(n, x) && n.getVersion() < 28)
    n.fail("is of floats, but fmod is 0");
  return n.emit<FloorModOp>({x, y});
}

/// x * 2^y or x / 2^y rounded down.
static Results importBitShift(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1);
  bool left = n.choice("direction", {"LEFT", "RIGHT"}, "") == "LEFT";
  if (n.hasFailed())
    return {};
  Type element = n.typeOf(x).getElementType();
  // What is shifted by all its bits, or more, is 0, or all sign; so is what is
  // shifted by a negative number.
  double bits = element.getIntOrFloatBitWidth();
  Value amount = n.convert(y, f64(n));
  Value inside = n.emit<LessOp>({amount, n.constant(f64(n), bits - 1)});
  Value last = n.emit<LogicalAndOp>(
      {n.emit<LessEqualOp>({amount, n.constant(f64(n), bits - 1)}),
       n.emit<GreaterEqualOp>({amount, n.constant(f64(n), 0)})});
  auto power = [&](Value exponent) {
    return n.convert(n.emit<PowOp>({n.constant(f64(n), 2), exponent}), element);
  };
  Value zero = n.constant(element, 0), one = n.constant(element, 1);
  // 2^(bits - 1) does not fit into a type with a sign: twice, by one less.
  Value less = n.emit<SelectOp>(
      {inside, amount, n.emit<SubOp>({amount, n.constant(f64(n), 1)})});
  Value capped = n.emit<MinimumOp>({less, n.constant(f64(n), bits - 2)});
  Value rest = n.emit<SelectOp>({inside, one, n.constant(element, 2)});
  if (left) {
    Value z = n.emit<MulOp>({n.emit<MulOp>({x, power(capped)}), rest});
    return n.emit<SelectOp>({last, z, zero});
  }
  Value z = n.emit<FloorDivOp>({n.emit<FloorDivOp>({x, power(capped)}), rest});
  Value sign = element.isUnsignedInteger()
                   ? zero
                   : n.emit<SelectOp>({n.emit<LessOp>({x, zero}),
                                       n.constant(element, -1), zero});
  return n.emit<SelectOp>({last, z, sign});
}

template <typename OpT, typename BoolOp>
static Results importBitwise(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1);
  return isBool(n, x) ? n.emit<BoolOp>({x, y}) : n.emit<OpT>({x, y});
}

/// One or more operands, from left to right.
template <typename OpT> static Results importVariadic(NodeReader &n) {
  SmallVector<Value> values = n.tensors();
  Value result = values[0];
  for (Value value : ArrayRef(values).drop_front())
    result = n.emit<OpT>({result, value});
  return result;
}

static Results importMean(NodeReader &n) {
  Value sum = importVariadic<AddOp>(n).items[0].value;
  if (n.size() == 1)
    return sum;
  return n.emit<DivOp>({sum, n.number(sum, static_cast<double>(n.size()))});
}

static Results importWhere(NodeReader &n) {
  Value cond = n.tensor(0), x = n.tensor(1), y = n.tensor(2);
  return n.emit<SelectOp>({cond, x, y});
}

/// Bounds are attributes before version 11.
static Results importClip(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  std::optional<double> low, high;
  bool isOld = n.getVersion() < 11;
  if (isOld) {
    low = n.real("min", -3.4028234663852886e+38);
    high = n.real("max", 3.4028234663852886e+38);
  } else {
    low = n.findReal(1);
    high = n.findReal(2);
  }
  if (isFloat(n, x) && low == 0.0 && high == 6.0)
    return n.emit<ReLU6Op>(x);
  auto bound = [&](unsigned k, std::optional<double> number) -> Value {
    if (isOld)
      return n.number(x, *number);
    Value value = n.tensor(k);
    // A list of one element is no scalar, and would add a dimension.
    return n.hasFailed() || n.typeOf(value).getRank() == 0
               ? value
               : n.reshape(value, {});
  };
  if (isOld ? n.hasAttribute("min") : n.has(1))
    x = n.emit<MaximumOp>({x, bound(1, low)});
  if (isOld ? n.hasAttribute("max") : n.has(2))
    x = n.emit<MinimumOp>({x, bound(2, high)});
  return x;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static Results importCast(NodeReader &n) {
  Type element = n.type("to");
  return n.convert(n.tensor(0), element);
}

static Results importCastLike(NodeReader &n) {
  Value x = n.tensor(0);
  RankedTensorType like = n.typeOfInput(1);
  return like ? n.convert(x, like.getElementType()) : Value();
}

void addElementaryOps(OpTable &table) {
  table["Identity"] = importIdentity;
  table["Abs"] = importUnary<AbsOp>;
  table["Neg"] = importUnary<NegOp>;
  table["Exp"] = importUnary<ExpOp>;
  table["Log"] = importUnary<LogOp>;
  table["Sqrt"] = importUnary<SqrtOp>;
  table["Reciprocal"] = importUnary<ReciprocalOp>;
  table["Floor"] = importRounding<FloorOp>;
  table["Ceil"] = importRounding<CeilOp>;
  table["Round"] = importRounding<RoundOp>;
  table["Sign"] = importUnary<SignOp>;
  table["Erf"] = importUnary<ErfOp>;
  table["Sin"] = importUnary<SinOp>;
  table["Cos"] = importUnary<CosOp>;
  table["Tan"] = importUnary<TanOp>;
  table["Asin"] = importUnary<AsinOp>;
  table["Acos"] = importUnary<AcosOp>;
  table["Atan"] = importUnary<AtanOp>;
  table["Sinh"] = importUnary<SinhOp>;
  table["Cosh"] = importUnary<CoshOp>;
  table["Asinh"] = importUnary<AsinhOp>;
  table["Acosh"] = importUnary<AcoshOp>;
  table["Atanh"] = importUnary<AtanhOp>;
  table["IsNaN"] = importUnary<IsNanOp>;
  table["IsInf"] = importIsInf;
  table["Not"] = importUnary<LogicalNotOp>;
  table["BitwiseNot"] = importUnary<InvertOp>;

  table["Add"] = importBinary<AddOp>;
  table["Sub"] = importBinary<SubOp>;
  table["Mul"] = importBinary<MulOp>;
  table["Div"] = importBinary<DivOp>;
  table["Pow"] = importPow;
  table["Mod"] = importMod;
  table["BitShift"] = importBitShift;
  table["And"] = importBinary<LogicalAndOp>;
  table["Or"] = importBinary<LogicalOrOp>;
  table["Xor"] = importBinary<LogicalXorOp>;
  table["BitwiseAnd"] = importBitwise<BitwiseAndOp, LogicalAndOp>;
  table["BitwiseOr"] = importBitwise<BitwiseOrOp, LogicalOrOp>;
  table["BitwiseXor"] = importBitwise<BitwiseXorOp, LogicalXorOp>;
  table["Equal"] = importBinary<EqualOp>;
  table["Less"] = importBinary<LessOp>;
  table["LessOrEqual"] = importBinary<LessEqualOp>;
  table["Greater"] = importBinary<GreaterOp>;
  table["GreaterOrEqual"] = importBinary<GreaterEqualOp>;
  table["Sum"] = importVariadic<AddOp>;
  table["Max"] = importVariadic<MaximumOp>;
  table["Min"] = importVariadic<MinimumOp>;
  table["Mean"] = importMean;
  table["Where"] = importWhere;
  table["Clip"] = importClip;
  table["Cast"] = importCast;
  table["CastLike"] = importCastLike;
}

} // namespace ms::fromonnx
