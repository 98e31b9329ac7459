//===- Shape.cpp - Gradients: dimensions added, taken, cut and joined -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

template <typename Op> void reshapeRule(Op op, GradientBuilder &g) {
  g.set(0, g.make<ReshapeLikeOp>(g.getResultGradient(), op.getX()));
}

/// Each repeated dimension is split in repetitions and places; the sum runs
/// over the repetitions.
void tileRule(TileOp op, GradientBuilder &g) {
  RankedTensorType x = op.getX().getType();
  SmallVector<int64_t> multiples = getInts(op.getMultiples()),
                       own(x.getShape());
  int64_t rank = std::max(own.size(), multiples.size());
  own.insert(own.begin(), rank - own.size(), 1);
  multiples.insert(multiples.begin(), rank - multiples.size(), 1);
  SmallVector<int64_t> shape, axes;
  for (int64_t k = 0; k < rank; ++k) {
    if (multiples[k] != 1) {
      axes.push_back(shape.size());
      shape.push_back(multiples[k]);
    }
    shape.push_back(ShapedType::isDynamic(own[k]) ? -1 : own[k]);
  }
  Value sum = g.make<ReshapeOp>(g.getResultGradient(), g.ints(shape));
  if (!axes.empty())
    sum = g.make<ReduceSumOp>(sum, g.ints(axes), g.b.getBoolAttr(false));
  g.set(0, sum.getType() == x ? sum : g.make<ReshapeLikeOp>(sum, op.getX()));
}

void stackRule(StackOp op, GradientBuilder &g) {
  auto parts = UnstackOp::create(g.b, g.getResultGradient(),
                                 g.b.getI64IntegerAttr(normalizeAxis(
                                     op.getAxis(), op.getType().getRank())));
  for (unsigned k = 0; k < op.getInputs().size(); ++k)
    g.set(k, parts.getResult(k));
}

/// The gradients of all results; zeros for those that nothing depends on.
SmallVector<Value> allGradients(Operation *op, GradientBuilder &g) {
  SmallVector<Value> gradients;
  for (OpResult result : op->getResults()) {
    Value gradient = g.getResultGradient(result.getResultNumber());
    if (!gradient)
      gradient = g.make<BroadcastLikeOp>(g.scalar(0, result), result);
    gradients.push_back(gradient);
  }
  return gradients;
}

void unstackRule(UnstackOp op, GradientBuilder &g) {
  g.set(0, g.make<StackOp>(allGradients(op, g), op.getAxisAttr()));
}

void splitRule(SplitOp op, GradientBuilder &g) {
  g.set(0, g.make<ConcatOp>(allGradients(op, g), op.getAxisAttr()));
}

void splitVRule(SplitVOp op, GradientBuilder &g) {
  g.set(0, g.make<ConcatOp>(allGradients(op, g), op.getSplitDimAttr()));
}

void stridedSliceRule(StridedSliceOp op, GradientBuilder &g) {
  SmallVector<int64_t> shape(op.getX().getType().getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  g.set(0, g.make<StridedSliceGradOp>(
               g.getResultGradient(), g.ints(shape), op.getBegin(), op.getEnd(),
               op.getStrides(), op.getBeginMaskAttr(), op.getEndMaskAttr(),
               op.getEllipsisMaskAttr(), op.getNewAxisMaskAttr(),
               op.getShrinkAxisMaskAttr()));
}

void stridedSliceGradRule(StridedSliceGradOp op, GradientBuilder &g) {
  g.set(0, g.make<StridedSliceOp>(
               g.getResultGradient(), op.getBegin(), op.getEnd(),
               op.getStrides(), op.getBeginMaskAttr(), op.getEndMaskAttr(),
               op.getEllipsisMaskAttr(), op.getNewAxisMaskAttr(),
               op.getShrinkAxisMaskAttr()));
}

void reverseRule(ReverseV2Op op, GradientBuilder &g) {
  g.set(0, g.make<ReverseV2Op>(g.getResultGradient(), op.getAxis()));
}

void mirrorPadRule(MirrorPadOp op, GradientBuilder &g) {
  g.set(0, g.make<MirrorPadGradOp>(g.getResultGradient(), op.getLow(),
                                   op.getHigh(), op.getModeAttr()));
}

void mirrorPadGradRule(MirrorPadGradOp op, GradientBuilder &g) {
  g.set(0, g.make<MirrorPadOp>(g.getResultGradient(), op.getLow(), op.getHigh(),
                               op.getModeAttr()));
}

} // namespace

void ms::autodiff::attachShapeRules(MLIRContext *context) {
  attach<ExpandDimsOp, reshapeRule<ExpandDimsOp>>(context);
  attach<SqueezeOp, reshapeRule<SqueezeOp>>(context);
  attach<TileOp, tileRule>(context);
  attach<StackOp, stackRule>(context);
  attach<UnstackOp, unstackRule>(context);
  attach<SplitOp, splitRule>(context);
  attach<SplitVOp, splitVRule>(context);
  attach<StridedSliceOp, stridedSliceRule>(context);
  attach<StridedSliceGradOp, stridedSliceGradRule>(context);
  attach<ReverseV2Op, reverseRule>(context);
  attach<MirrorPadOp, mirrorPadRule>(context);
  attach<MirrorPadGradOp, mirrorPadGradRule>(context);
}
