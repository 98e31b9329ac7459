//===- Elementary.cpp - Elementary functions ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/ElementsImpl.h"
#include "dialects/MindIR/Ops/FoldsImpl.h"

using namespace mlir;
using namespace ms::mindir;

template <typename Adaptor>
static LogicalResult inferTest(Adaptor op, const Inference &at, Types &types) {
  types.push_back(tensorType(op.getX()).clone(IntegerType::get(at.context, 1)));
  return success();
}
MINDIR_DEFINE_INFER(IsNanOp, inferTest)
MINDIR_DEFINE_INFER(IsInfOp, inferTest)
MINDIR_DEFINE_INFER(IsFiniteOp, inferTest)
MINDIR_DEFINE_INFER(Atan2Op, inferBinary)
MINDIR_DEFINE_INFER(FloorDivOp, inferBinary)
MINDIR_DEFINE_INFER(FloorModOp, inferBinary)
MINDIR_DEFINE_INFER(ModOp, inferBinary)
MINDIR_DEFINE_INFER(LogicalXorOp, inferBinary)
MINDIR_DEFINE_INFER(HypotOp, inferBinary)
MINDIR_DEFINE_INFER(XlogyOp, inferBinary)
MINDIR_DEFINE_INFER(BitwiseAndOp, inferBinary)
MINDIR_DEFINE_INFER(BitwiseOrOp, inferBinary)
MINDIR_DEFINE_INFER(BitwiseXorOp, inferBinary)

//===----------------------------------------------------------------------===//
// Folds
//===----------------------------------------------------------------------===//

OpFoldResult ErfOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::erf(x); });
}
OpFoldResult Expm1Op::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::expm1(x); });
}
OpFoldResult Log1pOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::log1p(x); });
}
OpFoldResult TanOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::tan(x); });
}
OpFoldResult AsinOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::asin(x); });
}
OpFoldResult AcosOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::acos(x); });
}
OpFoldResult AtanOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::atan(x); });
}
OpFoldResult SinhOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::sinh(x); });
}
OpFoldResult CoshOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::cosh(x); });
}
OpFoldResult AsinhOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::asinh(x); });
}
OpFoldResult AcoshOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::acosh(x); });
}
OpFoldResult AtanhOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::atanh(x); });
}
OpFoldResult SincOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) {
    return x == 0 ? 1 : std::sin(M_PI * x) / (M_PI * x);
  });
}
OpFoldResult LgammaOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::lgamma(x); });
}
OpFoldResult ErfinvOp::fold(FoldAdaptor) { return {}; }
OpFoldResult DigammaOp::fold(FoldAdaptor) { return {}; }
OpFoldResult TrigammaOp::fold(FoldAdaptor) { return {}; }
OpFoldResult InvertOp::fold(FoldAdaptor a) {
  if (auto inner = getX().getDefiningOp<InvertOp>())
    return inner.getX();
  if (std::optional<APInt> x = intSplat(a.getX()))
    return makeSplat(getType(), ~*x);
  return {};
}
OpFoldResult SignOp::fold(FoldAdaptor a) {
  if (getX().getDefiningOp<SignOp>())
    return getX();
  return foldUnary(*this, a.getX(), [](double x) {
    return x > 0 ? 1 : x < 0 ? -1 : x;
  });
}
OpFoldResult RoundOp::fold(FoldAdaptor a) {
  if (getX().getDefiningOp<RoundOp>())
    return getX();
  return foldUnary(*this, a.getX(), [](double x) { return std::nearbyint(x); });
}
OpFoldResult TruncOp::fold(FoldAdaptor a) {
  if (getX().getDefiningOp<TruncOp>())
    return getX();
  return foldUnary(*this, a.getX(), [](double x) { return std::trunc(x); });
}

OpFoldResult Atan2Op::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return std::atan2(x, y); });
}
OpFoldResult FloorDivOp::fold(FoldAdaptor a) {
  if (isIntSplat(a.getY(), 1))
    return ifSameType(*this, getX());
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return std::floor(x / y); });
}
OpFoldResult FloorModOp::fold(FoldAdaptor) { return {}; }
OpFoldResult ModOp::fold(FoldAdaptor) { return {}; }
OpFoldResult HypotOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return std::hypot(x, y); });
}
OpFoldResult XlogyOp::fold(FoldAdaptor a) {
  return foldBinary(*this, a.getX(), a.getY(), [](double x, double y) {
    return x == 0 && !std::isnan(y) ? 0 : x * std::log(y);
  });
}

/// `none` leaves the other operand as it is, `all` gives itself.
template <typename Op>
static OpFoldResult foldBits(Op op, Attribute x, Attribute y,
                             std::optional<uint64_t> none,
                             std::optional<uint64_t> all) {
  auto isBits = [](Attribute attr, std::optional<uint64_t> bits) {
    std::optional<APInt> have = bits ? intSplat(attr) : std::nullopt;
    return have && (*bits == 0 ? have->isZero() : have->isAllOnes());
  };
  if (isBits(y, none))
    return ifSameType(op, op.getX());
  if (isBits(x, none))
    return ifSameType(op, op.getY());
  if (isBits(y, all))
    return ifSameType(op, op.getY());
  if (isBits(x, all))
    return ifSameType(op, op.getX());
  return {};
}
OpFoldResult BitwiseAndOp::fold(FoldAdaptor a) {
  if (getX() == getY())
    return getX();
  return foldBits(*this, a.getX(), a.getY(), ~0ull, 0);
}
OpFoldResult BitwiseOrOp::fold(FoldAdaptor a) {
  if (getX() == getY())
    return getX();
  return foldBits(*this, a.getX(), a.getY(), 0, ~0ull);
}
OpFoldResult BitwiseXorOp::fold(FoldAdaptor a) {
  return foldBits(*this, a.getX(), a.getY(), 0, std::nullopt);
}
OpFoldResult LogicalXorOp::fold(FoldAdaptor a) {
  if (isIntSplat(a.getY(), 0))
    return ifSameType(*this, getX());
  if (isIntSplat(a.getX(), 0))
    return ifSameType(*this, getY());
  return {};
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Elementary.cpp.inc"
