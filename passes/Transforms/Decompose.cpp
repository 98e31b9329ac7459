//===- Decompose.cpp - Composite ops as elementwise ops and reductions ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides the formula of every composite op. Windows (convolution, pooling)
// only lose their padding here, which becomes a mindir.pad of their operand.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"
#include "passes/Transforms/Passes.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_DECOMPOSE
#include "passes/Transforms/Passes.h.inc"

namespace {

//===----------------------------------------------------------------------===//
// Reductions, softmax, losses
//===----------------------------------------------------------------------===//

LogicalResult decompose(ReduceMeanOp op, Formula &f) {
  Type element = op.getX().getType().getElementType();
  Value sum =
      f.make<ReduceSumOp>(op.getX(), op.getAxisAttr(), op.getKeepDimsAttr());
  Value count =
      f.make<ExtentOp>(op.getX(), op.getAxisAttr(), TypeAttr::get(element));
  return f.replace(f.div(sum, count));
}

LogicalResult decompose(BiasAddGradOp op, Formula &f) {
  SmallVector<int64_t> axes;
  for (int64_t k = 0, e = op.getDy().getType().getRank(); k < e; ++k)
    if (k != 1)
      axes.push_back(k);
  return f.replace(
      f.make<ReduceSumOp>(op.getDy(), f.ints(axes), f.flag(false)));
}

/// x - max(x) along the axis, its exponentials and their sum.
struct Exponentials {
  Exponentials(Value x, int64_t axis, Formula &f)
      : shifted(f.sub(x, f.reduce<ReduceMaxOp>(x, axis))),
        exp(f.make<ExpOp>(shifted)), sum(f.reduce<ReduceSumOp>(exp, axis)) {}
  Value shifted, exp, sum;
};

LogicalResult decompose(SoftmaxOp op, Formula &f) {
  Exponentials e(op.getX(), op.getAxis(), f);
  return f.replace(f.div(e.exp, e.sum));
}

LogicalResult decompose(LogSoftmaxOp op, Formula &f) {
  Exponentials e(op.getX(), op.getAxis(), f);
  return f.replace(f.sub(e.shifted, f.make<LogOp>(e.sum)));
}

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

/// The shape is in the type; the other tensor is not needed for it.
LogicalResult decompose(ReshapeLikeOp op, Formula &f) {
  SmallVector<int64_t> shape(op.getType().getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return f.replace(f.make<ReshapeOp>(op.getX(), f.ints(shape)));
}

//===----------------------------------------------------------------------===//
// Update rules
//===----------------------------------------------------------------------===//

LogicalResult decompose(ApplyGradientDescentOp op, Formula &f) {
  return f.replace(f.sub(op.getVar(), f.mul(op.getDelta(), op.getAlpha())));
}

LogicalResult decompose(ApplyMomentumOp op, Formula &f) {
  Value accum = f.add(f.mul(op.getAccum(), op.getMomentum()), op.getGrad());
  Value direction = accum;
  if (op.getUseNesterov())
    direction = f.add(op.getGrad(), f.mul(accum, op.getMomentum()));
  return f.replace({f.sub(op.getVar(), f.mul(direction, op.getLr())), accum});
}

LogicalResult decompose(SGDOp op, Formula &f) {
  Value gradient = op.getGrad(), zero = f.scalar(0, op.getVar());
  double decay = op.getWeightDecay().convertToDouble();
  if (decay != 0)
    gradient = f.add(gradient, f.scale(op.getVar(), decay));
  double rest = 1 - op.getDampening().convertToDouble();
  Value later = f.add(f.mul(op.getAccum(), op.getMomentum()),
                      rest == 1 ? gradient : f.scale(gradient, rest));
  // `stat` is positive until the first step with momentum is done.
  Value moves = f.make<GreaterOp>(op.getMomentum(), zero);
  Value first = f.make<GreaterOp>(op.getStat(), zero);
  Value sum = f.make<SelectOp>(first, gradient, later);
  Value direction =
      op.getNesterov() ? f.add(gradient, f.mul(sum, op.getMomentum())) : sum;
  Value used = f.make<SelectOp>(moves, direction, gradient);
  return f.replace({f.sub(op.getVar(), f.mul(used, op.getLr())),
                    f.make<SelectOp>(moves, sum, op.getAccum()),
                    f.make<SelectOp>(moves, zero, op.getStat())});
}

LogicalResult decompose(ApplyAdamOp op, Formula &f) {
  Value one = f.scalar(1, op.getVar());
  Value g = op.getGrad();
  Value rest1 = f.sub(one, op.getBeta1()), rest2 = f.sub(one, op.getBeta2());
  Value m = f.add(op.getM(), f.mul(f.sub(g, op.getM()), rest1));
  Value v =
      f.add(op.getV(), f.mul(f.sub(f.make<SquareOp>(g), op.getV()), rest2));
  Value correction = f.div(f.make<SqrtOp>(f.sub(one, op.getBeta2Power())),
                           f.sub(one, op.getBeta1Power()));
  Value rate = f.mul(op.getLr(), correction);
  Value direction =
      op.getUseNesterov() ? f.add(f.mul(m, op.getBeta1()), f.mul(g, rest1)) : m;
  Value step =
      f.div(f.mul(direction, rate), f.add(f.make<SqrtOp>(v), op.getEpsilon()));
  return f.replace({f.sub(op.getVar(), step), m, v});
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

template <typename Op> struct DecomposePattern : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    Formula formula(op, rewriter);
    return decompose(op, formula);
  }
};

struct Decompose : impl::DecomposeBase<Decompose> {
  using DecomposeBase::DecomposeBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    set.add<DecomposePattern<ReduceMeanOp>, DecomposePattern<BiasAddGradOp>,
            DecomposePattern<SoftmaxOp>, DecomposePattern<LogSoftmaxOp>,
            DecomposePattern<SparseSoftmaxCrossEntropyOp>,
            DecomposePattern<SparseSoftmaxCrossEntropyGradOp>,
            DecomposePattern<SoftmaxCrossEntropyOp>,
            DecomposePattern<MSELossOp>, DecomposePattern<ReshapeLikeOp>,
            DecomposePattern<ApplyGradientDescentOp>,
            DecomposePattern<ApplyMomentumOp>, DecomposePattern<SGDOp>,
            DecomposePattern<ApplyAdamOp>>(context);
    addWindowPatterns(set);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    // No pattern makes an op that it matches again: few rounds suffice.
    GreedyRewriteConfig config;
    config.setMaxNumRewrites(1000000)
        .setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled)
        .enableConstantCSE(false);
    if (failed(applyPatternsGreedily(getOperation(), patterns, config)))
      signalPassFailure();
  }

  FrozenRewritePatternSet patterns;
};

} // namespace
} // namespace ms
