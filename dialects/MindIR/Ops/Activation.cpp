//===- Activation.cpp - Activation functions and their gradients ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/FoldsImpl.h"

using namespace mlir;
using namespace ms::mindir;

// Most result types follow from type constraints.

template <typename Adaptor>
static LogicalResult checkSlopes(Adaptor op, const Inference &at) {
  RankedTensorType x = tensorType(op.getX());
  RankedTensorType weight = tensorType(op.getWeight());
  int64_t channels = x.getRank() < 2 ? 1 : x.getDimSize(1);
  if (weight.getRank() != 1 ||
      (weight.getDimSize(0) != 1 && weight.getDimSize(0) != channels))
    return at.fail(
        "weight has shape " + shapeText(weight.getShape()) + ", but must be " +
        (channels == 1 ? "" : shapeText({channels}) + " or ") + "[1] (C1)");
  if (x.getElementType() != weight.getElementType())
    return at.fail("element types " + typeText(x.getElementType()) + " and " +
                   typeText(weight.getElementType()) + " differ (C2)");
  return success();
}

static LogicalResult inferPReLU(PReLUOp::Adaptor op, const Inference &at,
                                Types &types) {
  types.push_back(op.getX().getType());
  return checkSlopes(op, at);
}
MINDIR_DEFINE_INFER(PReLUOp, inferPReLU)

static LogicalResult inferPReLUGrad(PReLUGradOp::Adaptor op,
                                    const Inference &at, Types &types) {
  if (op.getDy().getType() != op.getX().getType())
    return at.fail("dy has type " + typeText(op.getDy().getType()) +
                   ", but x has " + typeText(op.getX().getType()) + " (C2)");
  types.push_back(op.getX().getType());
  types.push_back(op.getWeight().getType());
  return checkSlopes(op, at);
}
MINDIR_DEFINE_INFER(PReLUGradOp, inferPReLUGrad)

//===----------------------------------------------------------------------===//
// Folds
//===----------------------------------------------------------------------===//

static double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
static double softplus(double x) {
  return (x < 0 ? 0 : x) + std::log1p(std::exp(-std::fabs(x)));
}
/// NaN stays.
static double clip6(double x) { return x < 0 ? 0 : x > 6 ? 6 : x; }
static double elu(double x, double alpha) {
  return x > 0 ? x : alpha * std::expm1(x);
}

OpFoldResult GeLUOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) {
    return x * sigmoid(2 * std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x));
  });
}
OpFoldResult GeLUErfOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) {
    return x / 2 * std::erfc(-x * std::sqrt(0.5));
  });
}
OpFoldResult SiLUOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return x * sigmoid(x); });
}
OpFoldResult HSigmoidOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return clip6(x + 3) / 6; });
}
OpFoldResult HSwishOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(),
                   [](double x) { return x * clip6(x + 3) / 6; });
}
OpFoldResult ReLU6Op::fold(FoldAdaptor a) {
  if (getX().getDefiningOp<ReLU6Op>())
    return getX();
  return foldUnary(*this, a.getX(), [](double x) {
    return x < 0 ? 0 : x > 6 ? 6 : x;
  });
}
OpFoldResult SeLUOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) {
    return 1.0507009873554805 * elu(x, 1.6732632423543772);
  });
}
OpFoldResult SoftplusOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), softplus);
}
OpFoldResult LogSigmoidOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(), [](double x) { return -softplus(-x); });
}
OpFoldResult MishOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(),
                   [](double x) { return x * std::tanh(softplus(x)); });
}
OpFoldResult LeakyReLUOp::fold(FoldAdaptor a) {
  double alpha = getAlpha().convertToDouble();
  if (alpha == 1)
    return getX();
  return foldUnary(*this, a.getX(),
                   [&](double x) { return x > 0 ? x : alpha * x; });
}
OpFoldResult EluOp::fold(FoldAdaptor a) {
  double alpha = getAlpha().convertToDouble();
  return foldUnary(*this, a.getX(), [&](double x) { return elu(x, alpha); });
}

OpFoldResult SoftsignOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(),
                   [](double x) { return x / (1 + std::fabs(x)); });
}
OpFoldResult FastGeLUOp::fold(FoldAdaptor a) {
  return foldUnary(*this, a.getX(),
                   [](double x) { return x * sigmoid(1.702 * x); });
}
OpFoldResult CeLUOp::fold(FoldAdaptor a) {
  double alpha = getAlpha().convertToDouble();
  return foldUnary(*this, a.getX(), [&](double x) {
    return alpha != 0 && x <= 0 ? alpha * std::expm1(x / alpha) : x < 0 ? 0 : x;
  });
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Activation.cpp.inc"
