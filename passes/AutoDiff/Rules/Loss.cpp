//===- Loss.cpp - Gradients of loss functions -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Activation.h"
#include "dialects/MindIR/Ops/Loss.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

void sparseRule(SparseSoftmaxCrossEntropyOp op, GradientBuilder &g) {
  Value gradient =
      g.make<SparseSoftmaxCrossEntropyGradOp>(op.getLogits(), op.getLabels());
  g.set(0, g.mul(gradient, g.getResultGradient()));
}

/// `rows` [N] as a column [N, 1].
Value column(Value rows, Value matrix, GradientBuilder &g) {
  return g.keepDims(rows, matrix, {1});
}

/// The second result is the gradient of the first: its own gradient is that of
/// softmax(logits) * sum(labels) - labels.
void denseRule(SoftmaxCrossEntropyOp op, GradientBuilder &g) {
  Value logits = op.getLogits(), labels = op.getLabels();
  Value dlogits, dlabels;
  auto add = [&](Value &sum, Value part) {
    sum = sum ? g.add(sum, part) : part;
  };
  if (Value dloss = g.getResultGradient(0)) {
    Value weight = column(dloss, logits, g);
    if (g.isNeeded(0))
      add(dlogits, g.mul(op.getDlogits(), weight));
    if (g.isNeeded(1)) {
      Value log = g.make<LogSoftmaxOp>(logits, g.b.getI64IntegerAttr(-1));
      add(dlabels, g.neg(g.mul(log, weight)));
    }
  }
  if (Value d = g.getResultGradient(1)) {
    auto rowSum = [&](Value v) {
      return g.make<ReduceSumOp>(v, g.ints({1}), g.b.getBoolAttr(true));
    };
    Value p = g.make<SoftmaxOp>(logits, g.b.getI64IntegerAttr(-1));
    Value mean = rowSum(g.mul(p, d));
    if (g.isNeeded(0))
      add(dlogits, g.mul(g.mul(p, g.sub(d, mean)), rowSum(labels)));
    if (g.isNeeded(1))
      add(dlabels, g.sub(mean, d));
  }
  if (dlogits)
    g.set(0, dlogits);
  if (dlabels)
    g.set(1, dlabels);
}

void mseRule(MSELossOp op, GradientBuilder &g) {
  Value difference = g.sub(op.getLogits(), op.getLabels());
  Type element = op.getLogits().getType().getElementType();
  Value count =
      g.make<ExtentOp>(op.getLogits(), g.ints({}), TypeAttr::get(element));
  Value factor = g.div(g.scale(g.getResultGradient(), 2), count);
  Value gradient = g.mul(difference, factor);
  g.set(0, gradient);
  if (g.isNeeded(1))
    g.set(1, g.neg(gradient));
}

//===----------------------------------------------------------------------===//
// One loss for each element
//===----------------------------------------------------------------------===//

void smoothL1Rule(SmoothL1LossOp op, GradientBuilder &g) {
  Value gradient = g.make<SmoothL1LossGradOp>(
      op.getLogits(), op.getLabels(), g.getResultGradient(), op.getBetaAttr());
  g.set(0, gradient);
  if (g.isNeeded(1))
    g.set(1, g.neg(gradient));
}

void binaryRule(BinaryCrossEntropyOp op, GradientBuilder &g) {
  Value x = op.getLogits(), y = op.getLabels(), weight = op.getWeight();
  Value d = g.getResultGradient();
  if (g.isNeeded(0))
    g.setSummed(0, x, g.make<BinaryCrossEntropyGradOp>(x, y, d, weight));
  if (g.isNeeded(1)) {
    Value epsilon = g.scalar(1e-12, x);
    Value rest = g.sub(g.scalar(1, x), x);
    Value odds = g.sub(g.make<LogOp>(g.add(rest, epsilon)),
                       g.make<LogOp>(g.add(x, epsilon)));
    g.setSummed(1, y, g.mul(g.mul(d, weight), odds));
  }
  if (g.isNeeded(2))
    g.setSummed(2, weight,
                g.mul(d, g.make<BinaryCrossEntropyOp>(x, y, g.scalar(1, x))));
}

void logitsRule(BCEWithLogitsLossOp op, GradientBuilder &g) {
  Value x = op.getLogits(), y = op.getLabels(), weight = op.getWeight();
  Value p = op.getPosWeight(), one = g.scalar(1, x);
  Value d = g.getResultGradient(), dw = g.mul(d, weight);
  auto surprise = [&] { return g.make<SoftplusOp>(g.neg(x)); };
  if (g.isNeeded(0)) {
    Value hits = g.mul(p, y);
    Value all = g.add(hits, g.sub(one, y));
    Value slope = g.sub(g.mul(all, g.make<SigmoidOp>(x)), hits);
    g.setSummed(0, x, g.mul(dw, slope));
  }
  if (g.isNeeded(1)) {
    Value slope = g.sub(g.mul(g.sub(p, one), surprise()), x);
    g.setSummed(1, y, g.mul(dw, slope));
  }
  if (g.isNeeded(2))
    g.setSummed(2, weight, g.mul(d, g.make<BCEWithLogitsLossOp>(x, y, one, p)));
  if (g.isNeeded(3))
    g.setSummed(3, p, g.mul(dw, g.mul(y, surprise())));
}

void divergenceRule(KLDivLossOp op, GradientBuilder &g) {
  Value x = op.getLogits(), y = op.getLabels(), d = g.getResultGradient();
  Value positive = g.make<GreaterOp>(y, g.scalar(0, y));
  if (g.isNeeded(0))
    g.setSummed(0, x, g.where(positive, g.neg(g.mul(d, y))));
  if (g.isNeeded(1)) {
    Value safe = g.make<SelectOp>(positive, y, g.scalar(1, y));
    Value slope = g.add(g.sub(g.make<LogOp>(safe), x), g.scalar(1, x));
    g.setSummed(1, y, g.where(positive, g.mul(d, slope)));
  }
}

//===----------------------------------------------------------------------===//
// One loss for each row
//===----------------------------------------------------------------------===//

/// Both results are sums over the classes with a one in the place of a label.
void nllRule(NLLLossOp op, GradientBuilder &g) {
  Value x = op.getLogits(), weight = op.getWeight();
  RankedTensorType type = op.getLogits().getType();
  Value hot = g.make<OneHotOp>(
      op.getLabels(), g.b.getI64IntegerAttr(type.getDimSize(1)),
      TypeAttr::get(type.getElementType()), g.b.getI64IntegerAttr(-1),
      g.b.getF64FloatAttr(1), g.b.getF64FloatAttr(0));
  // A row that is ignored has the weight 0, one that counts may have it, too.
  auto element = cast<IntegerType>(op.getLabels().getType().getElementType());
  int64_t ignored = op.getIgnoreIndex();
  if (ignored >= 0 && ignored < type.getDimSize(1) &&
      llvm::isUIntN(element.getWidth(), ignored)) {
    Value kept =
        g.make<NotEqualOp>(op.getLabels(), g.scalar(ignored, op.getLabels()));
    hot = g.where(g.keepDims(kept, x, {1}), hot);
  }
  Value dloss = g.getResultGradient(0), dweights = g.getResultGradient(1);
  if (g.isNeeded(0) && dloss)
    g.set(0, g.neg(g.mul(g.mul(hot, weight), column(dloss, x, g))));
  if (!g.isNeeded(2))
    return;
  Value share;
  if (dloss) {
    Value isHot = g.make<GreaterOp>(hot, g.scalar(0, hot));
    share = g.neg(g.mul(g.where(isHot, x), column(dloss, x, g)));
  }
  if (dweights) {
    Value part = g.mul(hot, column(dweights, x, g));
    share = share ? g.add(share, part) : part;
  }
  if (share)
    g.set(2, g.make<ReduceSumOp>(share, g.ints({0}), g.b.getBoolAttr(false)));
}

} // namespace

void ms::autodiff::attachLossRules(MLIRContext *context) {
  attach<SparseSoftmaxCrossEntropyOp, sparseRule>(context);
  attach<SoftmaxCrossEntropyOp, denseRule>(context);
  attach<MSELossOp, mseRule>(context);
  attach<SmoothL1LossOp, smoothL1Rule>(context);
  attach<BinaryCrossEntropyOp, binaryRule>(context);
  attach<BCEWithLogitsLossOp, logitsRule>(context);
  attach<KLDivLossOp, divergenceRule>(context);
  attach<NLLLossOp, nllRule>(context);
}
