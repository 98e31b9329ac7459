//===- DecomposeLoss.cpp - Formulas: loss functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

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
  Value logits = op.getLogits();
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
  return f.replace(f.make<ReduceMeanOp>(rows, f.ints({}), f.flag(false)));
}

LogicalResult decompose(SparseSoftmaxCrossEntropyGradOp op, Formula &f) {
  Value logits = op.getLogits();
  Exponentials e(logits, 1, f);
  Value difference =
      f.sub(f.div(e.exp, e.sum), oneHot(op.getLabels(), logits, f));
  Value rows = f.make<ExtentOp>(
      logits, f.ints({0}),
      TypeAttr::get(op.getLogits().getType().getElementType()));
  return f.replace(f.div(difference, rows));
}

LogicalResult decompose(SoftmaxCrossEntropyOp op, Formula &f) {
  Value labels = op.getLabels();
  Exponentials e(op.getLogits(), 1, f);
  Value surprise = f.sub(f.make<LogOp>(e.sum), e.shifted);
  Value loss =
      f.make<ReduceSumOp>(f.mul(labels, surprise), f.ints({1}), f.flag(false));
  Value total = f.reduce<ReduceSumOp>(labels, 1);
  Value gradient = f.sub(f.mul(f.div(e.exp, e.sum), total), labels);
  return f.replace({loss, gradient});
}

LogicalResult decompose(MSELossOp op, Formula &f) {
  Value square = f.make<SquareOp>(f.sub(op.getLogits(), op.getLabels()));
  return f.replace(f.make<ReduceMeanOp>(square, f.ints({}), f.flag(false)));
}

} // namespace

void addLossFormulas(RewritePatternSet &patterns) {
  addFormula<SparseSoftmaxCrossEntropyOp, decompose>(patterns);
  addFormula<SparseSoftmaxCrossEntropyGradOp, decompose>(patterns);
  addFormula<SoftmaxCrossEntropyOp, decompose>(patterns);
  addFormula<MSELossOp, decompose>(patterns);
}

} // namespace ms
