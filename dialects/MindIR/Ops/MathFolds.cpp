//===- MathFolds.cpp - Folds of math ops ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Constants are folded where they are splats: that covers hyperparameters and
// schedules, and never touches weights. Identities are folded where they hold
// to the last bit.
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/FoldsImpl.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

OpFoldResult NegOp::fold(FoldAdaptor a) {
  if (auto inner = getX().getDefiningOp<NegOp>())
    return inner.getX();
  if (std::optional<APInt> value = intSplat(a.getX()))
    return makeSplat(getType(), -*value);
  return foldUnary(*this, a.getX(), [](double x) { return -x; });
}
OpFoldResult AbsOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::fabs(x); });
}
OpFoldResult ExpOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::exp(x); });
}
OpFoldResult LogOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::log(x); });
}
OpFoldResult SqrtOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::sqrt(x); });
}
OpFoldResult RsqrtOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return 1 / std::sqrt(x); });
}
OpFoldResult ReciprocalOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return 1 / x; });
}
OpFoldResult SquareOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return x * x; });
}
OpFoldResult SinOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::sin(x); });
}
OpFoldResult CosOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::cos(x); });
}
OpFoldResult FloorOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::floor(x); });
}
OpFoldResult CeilOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::ceil(x); });
}
OpFoldResult SigmoidOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(),
                   [](double x) { return 1 / (1 + std::exp(-x)); });
}
OpFoldResult TanhOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return std::tanh(x); });
}
OpFoldResult ReLUOp::fold(FoldAdaptor a) {
  if (getX().getDefiningOp<ReLUOp>())
    return getX();
  return foldUnary(*this, a.getX(), [](double x) { return x < 0 ? 0 : x; });
}
OpFoldResult LogicalNotOp::fold(FoldAdaptor) {
  if (auto inner = getX().getDefiningOp<LogicalNotOp>())
    return inner.getX();
  return {};
}

//===----------------------------------------------------------------------===//
// Binary
//===----------------------------------------------------------------------===//

OpFoldResult AddOp::fold(FoldAdaptor a) {
  // x + -0.0 is x for every x; x + 0.0 is not (x = -0.0).
  if (isFloatSplat(a.getY(), -0.0) || isIntSplat(a.getY(), 0))
    return ifSameType(*this, getX());
  if (isFloatSplat(a.getX(), -0.0) || isIntSplat(a.getX(), 0))
    return ifSameType(*this, getY());
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return x + y; });
}
OpFoldResult SubOp::fold(FoldAdaptor a) {
  if (isFloatSplat(a.getY(), 0.0) || isIntSplat(a.getY(), 0))
    return ifSameType(*this, getX());
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return x - y; });
}
OpFoldResult MulOp::fold(FoldAdaptor a) {
  if (isFloatSplat(a.getY(), 1.0) || isIntSplat(a.getY(), 1))
    return ifSameType(*this, getX());
  if (isFloatSplat(a.getX(), 1.0) || isIntSplat(a.getX(), 1))
    return ifSameType(*this, getY());
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return x * y; });
}
OpFoldResult DivOp::fold(FoldAdaptor a) {
  if (isFloatSplat(a.getY(), 1.0) || isIntSplat(a.getY(), 1))
    return ifSameType(*this, getX());
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return x / y; });
}
OpFoldResult PowOp::fold(FoldAdaptor a) {
  if (isFloatSplat(a.getY(), 1.0))
    return ifSameType(*this, getX());
  return foldBinary(*this, a.getX(), a.getY(),
                    [](double x, double y) { return std::pow(x, y); });
}
OpFoldResult MaximumOp::fold(FoldAdaptor) {
  return getX() == getY() ? ifSameType(*this, getX()) : OpFoldResult();
}
OpFoldResult MinimumOp::fold(FoldAdaptor) {
  return getX() == getY() ? ifSameType(*this, getX()) : OpFoldResult();
}
OpFoldResult LogicalAndOp::fold(FoldAdaptor) {
  return getX() == getY() ? ifSameType(*this, getX()) : OpFoldResult();
}
OpFoldResult LogicalOrOp::fold(FoldAdaptor) {
  return getX() == getY() ? ifSameType(*this, getX()) : OpFoldResult();
}

OpFoldResult SelectOp::fold(FoldAdaptor a) {
  if (std::optional<APInt> condition = intSplat(a.getCond()))
    return ifSameType(*this, condition->isZero() ? getY() : getX());
  if (getX() == getY())
    return ifSameType(*this, getX());
  return {};
}

//===----------------------------------------------------------------------===//
// Sums, reductions, products
//===----------------------------------------------------------------------===//

OpFoldResult AddNOp::fold(FoldAdaptor) {
  return getInputs().size() == 1 ? OpFoldResult(getInputs()[0])
                                 : OpFoldResult();
}

namespace {
/// add_n(x, -0.0, y) => add_n(x, y). Not 0.0: it makes a sum of -0.0 positive.
struct DropZeros : OpRewritePattern<AddNOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AddNOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> kept;
    for (Value input : op.getInputs()) {
      auto constant = input.getDefiningOp<ConstantOp>();
      if (!constant || (!isFloatSplat(constant.getValue(), -0.0) &&
                        !isIntSplat(constant.getValue(), 0)))
        kept.push_back(input);
    }
    if (kept.size() == op.getInputs().size() || kept.empty())
      return failure();
    rewriter.modifyOpInPlace(op, [&] { op.getInputsMutable().assign(kept); });
    return success();
  }
};
} // namespace

void AddNOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                         MLIRContext *context) {
  patterns.add<DropZeros>(context);
}

void MatMulOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<FoldTranspose<MatMulOp>>(context);
}

OpFoldResult ReduceSumOp::fold(FoldAdaptor) { return foldReduce(*this); }
OpFoldResult ReduceMeanOp::fold(FoldAdaptor) { return foldReduce(*this); }
OpFoldResult ReduceMaxOp::fold(FoldAdaptor) { return foldReduce(*this); }
OpFoldResult ReduceMinOp::fold(FoldAdaptor) { return foldReduce(*this); }
