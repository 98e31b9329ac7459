//===- Elementary.cpp - Elementary functions, comparisons, fills ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Elementary.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Item importErfc(NodeReader &n) {
  Value y = n.emit<ErfOp>(n.tensor(0));
  return Item::tensor(n.emit<SubOp>({n.number(y, 1), y}));
}

static Item importExp2(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(
      n.emit<ExpOp>(n.emit<MulOp>({x, n.number(x, 0.69314718055994530942)})));
}

/// ln x divided by that of a base.
static Item logarithm(NodeReader &n, double base) {
  Value y = n.emit<LogOp>(n.tensor(0));
  return Item::tensor(n.emit<DivOp>({y, n.number(y, std::log(base))}));
}
static Item importLog2(NodeReader &n) { return logarithm(n, 2); }
static Item importLog10(NodeReader &n) { return logarithm(n, 10); }

static Item importRound(NodeReader &n) {
  n.expectInteger({1, "decimals"}, {0}, "0");
  return importUnary<RoundOp>(n);
}

/// On booleans, bits are truth values.
template <typename OpT, typename LogicalT>
static Item importBitwise(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  if (x && n.typeOf(x).getElementType().isInteger(1))
    return Item::tensor(n.emit<LogicalT>({x, y}));
  return Item::tensor(n.emit<OpT>({x, y}));
}

/// The order and x: of the derivatives of digamma, itself and the first.
static Item importPolygamma(NodeReader &n) {
  int64_t order = n.integer({0, "n"});
  Value x = n.tensor(1);
  if (order == 0)
    return Item::tensor(n.emit<DigammaOp>(x));
  if (!n.hasFailed() && order != 1)
    n.fail("has order " + Twine(order) + ", supported are 0 and 1");
  return Item::tensor(n.emit<TrigammaOp>(x));
}

/// Numbers in the place of NaN and the infinities: 0 and the largest ones where
/// they are left out.
static Item importNanToNum(NodeReader &n) {
  Value x = n.tensor(0);
  if (!x)
    return Item();
  auto type = dyn_cast<FloatType>(n.typeOf(x).getElementType());
  if (!type)
    return Item::tensor(x);
  double largest =
      llvm::APFloat::getLargest(type.getFloatSemantics()).convertToDouble();
  Value nan = n.number(x, n.real({1, "nan"}, 0.0));
  Value above = n.number(x, n.real({2, "posinf"}, largest));
  Value below = n.number(x, n.real({3, "neginf"}, -largest));
  auto infinite = [&](double sign) {
    return n.emit<EqualOp>({x, n.number(x, sign * INFINITY)});
  };
  Value y = n.emit<SelectOp>({n.emit<IsNanOp>(x), nan, x});
  y = n.emit<SelectOp>({infinite(1), above, y});
  return Item::tensor(n.emit<SelectOp>({infinite(-1), below, y}));
}

//===----------------------------------------------------------------------===//
// Gradients of (y, dy)
//===----------------------------------------------------------------------===//

/// dy / (2 y)
static Item importSqrtGrad(NodeReader &n) {
  Value y = n.tensor(0), dy = n.tensor(1);
  Value half = n.emit<MulOp>({dy, n.number(dy, 0.5)});
  return Item::tensor(n.emit<DivOp>({half, y}));
}

/// -dy y^3 / 2
static Item importRsqrtGrad(NodeReader &n) {
  Value y = n.tensor(0), dy = n.tensor(1);
  Value cube = n.emit<MulOp>({n.emit<SquareOp>(y), y});
  Value half = n.emit<MulOp>({dy, n.number(dy, -0.5)});
  return Item::tensor(n.emit<MulOp>({half, cube}));
}

/// dy divided by the slope of the inverse function at y.
template <typename SlopeOp> static Item importInverseGrad(NodeReader &n) {
  Value y = n.tensor(0), dy = n.tensor(1);
  return Item::tensor(n.emit<DivOp>({dy, n.emit<SlopeOp>(y)}));
}

/// -dy y^2
static Item importReciprocalGrad(NodeReader &n) {
  Value y = n.tensor(0), dy = n.tensor(1);
  Value square = n.emit<SquareOp>(y);
  return Item::tensor(n.emit<NegOp>(n.emit<MulOp>({dy, square})));
}

/// The sign of x times dy.
static Item importAbsGrad(NodeReader &n) {
  Value x = n.tensor(0), dy = n.tensor(1);
  return Item::tensor(n.emit<MulOp>({n.emit<SignOp>(x), dy}));
}

/// Where x wins or is equal, dy goes to it, else to y; summed where one was
/// broadcast.
template <typename CompareOp> static Item importExtremumGrad(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1), dy = n.tensor(2);
  Value zero = n.number(dy, 0);
  Value first = n.emit<CompareOp>({x, y});
  Value dx = n.emit<SelectOp>({first, dy, zero});
  Value other = n.emit<SelectOp>({first, zero, dy});
  return Item::tuple(
      {Item::tensor(n.sumTo(dx, x)), Item::tensor(n.sumTo(other, y))});
}

//===----------------------------------------------------------------------===//
// Sums with factors
//===----------------------------------------------------------------------===//

/// x + alpha y, or x - alpha y.
template <typename OpT> static Item importScaled(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  double alpha = n.real({2, "alpha"}, 1);
  if (alpha != 1)
    y = n.emit<MulOp>({y, n.number(y, alpha)});
  return Item::tensor(n.emit<OpT>({x, y}));
}

/// x + value * a * b, or a / b.
template <typename OpT> static Item importAddc(NodeReader &n) {
  Value x = n.tensor(0), a = n.tensor(1), b = n.tensor(2);
  Type element = x ? n.typeOf(x).getElementType() : Type();
  Value factor = n.size() > 3 ? n.tensor(3, element) : n.constant(element, 1);
  Value product = n.emit<MulOp>({n.emit<OpT>({a, b}), factor});
  return Item::tensor(n.emit<AddOp>({x, product}));
}

/// start + weight * (end - start)
static Item importLerp(NodeReader &n) {
  Value start = n.tensor(0), end = n.tensor(1);
  Value weight = n.tensor(2, start ? n.typeOf(start).getElementType() : Type());
  Value step = n.emit<MulOp>({weight, n.emit<SubOp>({end, start})});
  return Item::tensor(n.emit<AddOp>({start, step}));
}

/// Cut to a range; either bound may be missing.
static Item importClamp(NodeReader &n) {
  Value x = n.tensor(0);
  Type element = x ? n.typeOf(x).getElementType() : Type();
  if (n.has({1, "min"}))
    x = n.emit<MaximumOp>({x, n.tensor(1, element)});
  if (n.has({2, "max"}))
    x = n.emit<MinimumOp>({x, n.tensor(2, element)});
  return Item::tensor(x);
}

/// A division with a way to round it: none, toward zero, down.
static Item importDivMod(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  int64_t mode = n.integer({2, "rounding_mode"}, 0);
  // 1 is "trunc", 2 "floor".
  if (mode == 2)
    return Item::tensor(n.emit<FloorDivOp>({x, y}));
  Value z = n.emit<DivOp>({x, y});
  if (mode == 1 && z && isa<FloatType>(n.typeOf(z).getElementType()))
    z = n.emit<TruncOp>(z);
  return Item::tensor(z);
}

/// (x - y)^2
static Item importSquaredDifference(NodeReader &n) {
  auto [x, y] = n.operands(0, 1);
  return Item::tensor(n.emit<SquareOp>(n.emit<SubOp>({x, y})));
}

//===----------------------------------------------------------------------===//
// Tensors of one value
//===----------------------------------------------------------------------===//

/// `value` with the shape of `like`.
static Item filledLike(NodeReader &n, Value like, Value value) {
  if (!like || !value)
    return Item();
  return Item::tensor(n.emit<BroadcastLikeOp>({value, like}));
}

template <int value> static Item importLike(NodeReader &n) {
  Value like = n.tensor(0);
  Type element = like ? n.typeOf(like).getElementType() : Type();
  if (n.has({1, "dtype"}))
    element = n.type({1, "dtype"});
  return filledLike(n, like, n.constant(element, value));
}

static Item importFullLike(NodeReader &n) {
  Value like = n.tensor(0);
  Type element = like ? n.typeOf(like).getElementType() : Type();
  if (n.has({2, "dtype"}))
    element = n.type({2, "dtype"});
  return filledLike(n, like, n.tensor(1, element));
}

/// A shape and a value.
static Item importFill(NodeReader &n) {
  NodeReader::Ints shape = n.shape({0, "shape"});
  Type element;
  if (n.has({2, "dtype"}))
    element = n.type({2, "dtype"});
  Value value = n.tensor(1, element);
  return Item::tensor(
      n.emit<BroadcastToOp>(value, n.attributes().ints("shape", shape)));
}

template <int value> static Item importFilled(NodeReader &n) {
  NodeReader::Ints shape = n.shape({0, "shape"});
  Type element = n.type({1, "dtype"});
  return Item::tensor(n.emit<BroadcastToOp>(
      n.constant(element, value), n.attributes().ints("shape", shape)));
}

void addElementaryOps(OpTable &table) {
  table["Erf"] = importUnary<ErfOp>;
  table["Erfc"] = importErfc;
  table["Expm1"] = importUnary<Expm1Op>;
  table["Log1p"] = importUnary<Log1pOp>;
  table["Exp2"] = importExp2;
  table["Log2"] = importLog2;
  table["Log10"] = importLog10;
  table["Tan"] = importUnary<TanOp>;
  table["Asin"] = table["AsinExt"] = importUnary<AsinOp>;
  table["ACos"] = table["AcosExt"] = importUnary<AcosOp>;
  table["Atan"] = table["AtanExt"] = importUnary<AtanOp>;
  table["Sinh"] = importUnary<SinhOp>;
  table["Cosh"] = importUnary<CoshOp>;
  table["Asinh"] = table["AsinhExt"] = importUnary<AsinhOp>;
  table["Acosh"] = table["AcoshExt"] = importUnary<AcoshOp>;
  table["Atanh"] = importUnary<AtanhOp>;
  table["Erfinv"] = importUnary<ErfinvOp>;
  table["Sinc"] = importUnary<SincOp>;
  table["Lgamma"] = importUnary<LgammaOp>;
  table["Digamma"] = importUnary<DigammaOp>;
  table["Polygamma"] = importPolygamma;
  table["Invert"] = importUnary<InvertOp>;
  table["NanToNum"] = importNanToNum;
  table["Sign"] = importUnary<SignOp>;
  table["Round"] = table["Rint"] = importRound;
  table["Trunc"] = importUnary<TruncOp>;
  table["IsNan"] = importUnary<IsNanOp>;
  table["IsInf"] = importUnary<IsInfOp>;
  table["IsFinite"] = importUnary<IsFiniteOp>;
  table["SqrtGrad"] = importSqrtGrad;
  table["RsqrtGrad"] = importRsqrtGrad;
  table["ReciprocalGrad"] = table["InvGrad"] = importReciprocalGrad;
  table["AsinhGrad"] = importInverseGrad<CoshOp>;
  table["AcoshGrad"] = importInverseGrad<SinhOp>;
  table["AbsGrad"] = importAbsGrad;
  table["MaximumGrad"] = importExtremumGrad<GreaterEqualOp>;
  table["MinimumGrad"] = importExtremumGrad<LessEqualOp>;

  table["Atan2"] = table["Atan2Ext"] = importBinary<Atan2Op>;
  table["FloorDiv"] = table["FloorDivScalar"] = importBinary<FloorDivOp>;
  table["FloorMod"] = table["RemainderTensorTensor"] =
      table["RemainderTensorScalar"] = table["RemainderScalarTensor"] =
          importBinary<FloorModOp>;
  table["Mod"] = table["FmodTensor"] = table["FmodScalar"] =
      importBinary<ModOp>;
  table["Hypot"] = importBinary<HypotOp>;
  table["Xlogy"] = table["XLogYScalarOther"] = table["XLogYScalarSelf"] =
      importBinary<XlogyOp>;
  table["BitwiseAnd"] = table["BitwiseAndTensor"] = table["BitwiseAndScalar"] =
      importBitwise<BitwiseAndOp, LogicalAndOp>;
  table["BitwiseOr"] = table["BitwiseOrTensor"] = table["BitwiseOrScalar"] =
      importBitwise<BitwiseOrOp, LogicalOrOp>;
  table["BitwiseXor"] = table["BitwiseXorTensor"] = table["BitwiseXorScalar"] =
      importBitwise<BitwiseXorOp, LogicalXorOp>;
  table["LogicalXor"] = importBinary<LogicalXorOp>;
  table["AddExt"] = table["AddScalar"] = importScaled<AddOp>;
  table["SubExt"] = table["SubScalar"] = importScaled<SubOp>;
  table["Addcmul"] = table["AddcmulExt"] = importAddc<MulOp>;
  table["Addcdiv"] = table["AddcdivExt"] = importAddc<DivOp>;
  table["Lerp"] = table["LerpScalar"] = importLerp;
  table["ClampScalar"] = table["ClampTensor"] = importClamp;
  table["DivMod"] = table["DivMods"] = importDivMod;
  table["SquaredDifference"] = importSquaredDifference;

  table["ZerosLike"] = table["ZerosLikeExt"] = importLike<0>;
  table["OnesLike"] = table["OnesLikeExt"] = importLike<1>;
  table["FullLike"] = importFullLike;
  table["FillV2"] = table["FillScalar"] = table["FillTensor"] = importFill;
  table["Zeros"] = importFilled<0>;
  table["Ones"] = importFilled<1>;
}

} // namespace ms
