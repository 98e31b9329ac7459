//===- DecomposeLoss.cpp - Formulas: loss functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Loss.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

Value oneHot(Value labels, Value logits, Formula &f) {
  auto type = cast<RankedTensorType>(logits.getType());
  return f.make<OneHotOp>(labels, f.b.getI64IntegerAttr(type.getDimSize(1)),
                          TypeAttr::get(type.getElementType()),
                          f.b.getI64IntegerAttr(-1), f.b.getF64FloatAttr(1),
                          f.b.getF64FloatAttr(0));
}

LogicalResult decompose(SparseSoftmaxCrossEntropyOp op, Formula &f) {
  Value logits = f.widen(op.getLogits());
  Exponentials e(logits, 1, f);
  Value hot = oneHot(op.getLabels(), logits, f);
  Value zero = f.scalar(0, logits);
  Value chosen =
      f.make<SelectOp>(f.make<GreaterOp>(hot, zero), e.shifted, zero);
  Value loss = f.sub(f.make<LogOp>(e.sum), f.reduce<ReduceSumOp>(chosen, 1));
  // A label outside the classes has no hot element.
  Value valid = f.make<GreaterOp>(f.reduce<ReduceSumOp>(hot, 1), zero);
  Value nan = f.scalar(std::numeric_limits<double>::quiet_NaN(), logits);
  Value rows = f.make<SelectOp>(valid, loss, nan);
  Value mean = f.make<ReduceMeanOp>(rows, f.ints({}), f.flag(false));
  return f.replace(f.narrow(mean, op.getType()));
}

LogicalResult decompose(SparseSoftmaxCrossEntropyGradOp op, Formula &f) {
  Value logits = f.widen(op.getLogits());
  Exponentials e(logits, 1, f);
  Value difference =
      f.sub(f.div(e.exp, e.sum), oneHot(op.getLabels(), logits, f));
  Value rows = f.make<ExtentOp>(
      logits, f.ints({0}),
      TypeAttr::get(cast<RankedTensorType>(logits.getType()).getElementType()));
  return f.replace(f.narrow(f.div(difference, rows), op.getType()));
}

LogicalResult decompose(SoftmaxCrossEntropyOp op, Formula &f) {
  Value labels = f.widen(op.getLabels());
  Exponentials e(f.widen(op.getLogits()), 1, f);
  Value surprise = f.sub(f.make<LogOp>(e.sum), e.shifted);
  Value loss =
      f.make<ReduceSumOp>(f.mul(labels, surprise), f.ints({1}), f.flag(false));
  Value total = f.reduce<ReduceSumOp>(labels, 1);
  Value gradient = f.sub(f.mul(f.div(e.exp, e.sum), total), labels);
  return f.replace({f.narrow(loss, op.getLoss().getType()),
                    f.narrow(gradient, op.getDlogits().getType())});
}

LogicalResult decompose(MSELossOp op, Formula &f) {
  Value difference = f.sub(f.widen(op.getLogits()), f.widen(op.getLabels()));
  Value mean = f.make<ReduceMeanOp>(f.make<SquareOp>(difference), f.ints({}),
                                    f.flag(false));
  return f.replace(f.narrow(mean, op.getType()));
}

//===----------------------------------------------------------------------===//
// One loss for each element
//===----------------------------------------------------------------------===//

LogicalResult decompose(SmoothL1LossOp op, Formula &f) {
  double beta = op.getBeta().convertToDouble();
  Value x = f.widen(op.getLogits()), y = f.widen(op.getLabels());
  Value d = f.make<AbsOp>(f.sub(x, y));
  Value inside = f.make<LessOp>(d, f.scalar(beta, d));
  Value square = f.scale(f.make<SquareOp>(d), 0.5 / beta);
  Value line = f.sub(d, f.scalar(beta / 2, d));
  return f.replace(
      f.narrow(f.make<SelectOp>(inside, square, line), op.getType()));
}

LogicalResult decompose(SmoothL1LossGradOp op, Formula &f) {
  double beta = op.getBeta().convertToDouble();
  Value x = f.widen(op.getLogits()), y = f.widen(op.getLabels());
  Value d = f.sub(x, y);
  Value inside = f.make<LessOp>(f.make<AbsOp>(d), f.scalar(beta, d));
  Value slope =
      f.make<SelectOp>(inside, f.scale(d, 1 / beta), f.make<SignOp>(d));
  return f.replace(
      f.narrow(f.mul(f.widen(op.getDloss()), slope), op.getType()));
}

/// MindSpore's bound on what a logarithm is taken of.
constexpr double kEpsilon = 1e-12;

LogicalResult decompose(BinaryCrossEntropyOp op, Formula &f) {
  Value x = f.widen(op.getLogits()), y = f.widen(op.getLabels());
  Value one = f.scalar(1, x), epsilon = f.scalar(kEpsilon, x);
  auto log = [&](Value p) { return f.make<LogOp>(f.add(p, epsilon)); };
  Value hit = f.mul(y, log(x));
  Value miss = f.mul(f.sub(one, y), log(f.sub(one, x)));
  Value loss = f.make<NegOp>(f.add(hit, miss));
  return f.replace(
      f.narrow(f.mul(f.widen(op.getWeight()), loss), op.getType()));
}

LogicalResult decompose(BinaryCrossEntropyGradOp op, Formula &f) {
  Value x = f.widen(op.getLogits()), y = f.widen(op.getLabels());
  Value spread = f.mul(x, f.sub(f.scalar(1, x), x));
  spread = f.make<MaximumOp>(spread, f.scalar(kEpsilon, x));
  Value slope = f.div(f.sub(x, y), spread);
  Value factor = f.mul(f.widen(op.getDloss()), f.widen(op.getWeight()));
  return f.replace(f.narrow(f.mul(factor, slope), op.getType()));
}

LogicalResult decompose(BCEWithLogitsLossOp op, Formula &f) {
  Value x = f.widen(op.getLogits()), y = f.widen(op.getLabels());
  Value weight = f.widen(op.getWeight()), p = f.widen(op.getPosWeight());
  Value one = f.scalar(1, x);
  // ln(1 / sigmoid(x)), without overflow.
  Value surprise = f.make<SoftplusOp>(f.make<NegOp>(x));
  Value factor = f.add(f.mul(f.sub(p, one), y), one);
  Value loss = f.add(f.mul(f.sub(one, y), x), f.mul(factor, surprise));
  return f.replace(f.narrow(f.mul(weight, loss), op.getType()));
}

LogicalResult decompose(KLDivLossOp op, Formula &f) {
  Value x = f.widen(op.getLogits()), y = f.widen(op.getLabels());
  Value zero = f.scalar(0, y), positive = f.make<GreaterOp>(y, zero);
  Value safe = f.make<SelectOp>(positive, y, f.scalar(1, y));
  Value loss = f.mul(safe, f.sub(f.make<LogOp>(safe), x));
  return f.replace(
      f.narrow(f.make<SelectOp>(positive, loss, zero), op.getType()));
}

//===----------------------------------------------------------------------===//
// One loss for each row
//===----------------------------------------------------------------------===//

/// Whether a label counts; null where the number to ignore is none of its type.
Value isKept(Value labels, int64_t ignored, Formula &f) {
  auto type = cast<RankedTensorType>(labels.getType());
  auto element = cast<IntegerType>(type.getElementType());
  unsigned width = element.getWidth();
  if (element.isUnsigned() ? ignored < 0 || !llvm::isUIntN(width, ignored)
                           : !llvm::isIntN(width, ignored))
    return nullptr;
  auto scalar = RankedTensorType::get({}, element);
  Value number = f.make<ConstantOp>(
      scalar,
      DenseElementsAttr::get(scalar, APInt(width, ignored, true, true)));
  return f.make<NotEqualOp>(labels, number);
}

LogicalResult decompose(NLLLossOp op, Formula &f) {
  Value x = f.widen(op.getLogits()), weight = f.widen(op.getWeight());
  Value hot = oneHot(op.getLabels(), x, f), zero = f.scalar(0, x);
  auto rowSum = [&](Value v) {
    return f.make<ReduceSumOp>(v, f.ints({1}), f.flag(false));
  };
  Value isHot = f.make<GreaterOp>(hot, zero);
  Value chosen = f.make<SelectOp>(isHot, f.mul(x, weight), zero);
  Value loss = f.make<NegOp>(rowSum(chosen));
  Value weights = rowSum(f.mul(hot, weight));
  // A label outside the classes has no hot element.
  Value found = f.make<GreaterOp>(rowSum(hot), zero);
  Value nan = f.scalar(std::numeric_limits<double>::quiet_NaN(), x);
  loss = f.make<SelectOp>(found, loss, nan);
  if (Value kept = isKept(op.getLabels(), op.getIgnoreIndex(), f)) {
    loss = f.make<SelectOp>(kept, loss, zero);
    weights = f.make<SelectOp>(kept, weights, zero);
  }
  return f.replace({f.narrow(loss, op.getLoss().getType()),
                    f.narrow(weights, op.getWeights().getType())});
}

} // namespace

void addLossFormulas(RewritePatternSet &patterns) {
  addFormula<SparseSoftmaxCrossEntropyOp, decompose>(patterns);
  addFormula<SparseSoftmaxCrossEntropyGradOp, decompose>(patterns);
  addFormula<SoftmaxCrossEntropyOp, decompose>(patterns);
  addFormula<MSELossOp, decompose>(patterns);
  addFormula<SmoothL1LossOp, decompose>(patterns);
  addFormula<SmoothL1LossGradOp, decompose>(patterns);
  addFormula<BinaryCrossEntropyOp, decompose>(patterns);
  addFormula<BinaryCrossEntropyGradOp, decompose>(patterns);
  addFormula<BCEWithLogitsLossOp, decompose>(patterns);
  addFormula<KLDivLossOp, decompose>(patterns);
  addFormula<NLLLossOp, decompose>(patterns);
}

} // namespace ms
