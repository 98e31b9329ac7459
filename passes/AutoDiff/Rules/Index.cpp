//===- Index.cpp - Gradients: elements chosen and placed by index ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

/// -1 stands for the dynamic dimension.
ArrayAttr shapeOf(Value tensor, GradientBuilder &g) {
  SmallVector<int64_t> shape(
      cast<RankedTensorType>(tensor.getType()).getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return g.ints(shape);
}

/// An embedding's gradient: what each row of the table has given.
void gatherRule(GatherOp op, GradientBuilder &g) {
  RankedTensorType table = op.getTable().getType();
  int64_t axis = normalizeAxis(op.getAxis(), table.getRank());
  Value dy = g.getResultGradient();
  if (axis == 0)
    g.set(0,
          g.make<UnsortedSegmentSumOp>(
              dy, op.getIndices(), g.b.getI64IntegerAttr(table.getDimSize(0))));
  else
    g.set(0, g.make<GatherGradOp>(
                 dy, op.getIndices(), shapeOf(op.getTable(), g),
                 g.b.getI64IntegerAttr(axis), op.getBatchDimsAttr()));
}

void gatherGradRule(GatherGradOp op, GradientBuilder &g) {
  g.set(0, g.make<GatherOp>(g.getResultGradient(), op.getIndices(),
                            op.getAxisAttr(), op.getBatchDimsAttr()));
}

void segmentSumRule(UnsortedSegmentSumOp op, GradientBuilder &g) {
  g.set(0, g.make<GatherOp>(g.getResultGradient(), op.getSegmentIds(),
                            g.b.getI64IntegerAttr(0)));
}

void gatherDRule(GatherDOp op, GradientBuilder &g) {
  RankedTensorType x = op.getX().getType();
  int64_t dim = normalizeAxis(op.getDim(), x.getRank());
  g.set(0, g.make<GatherDGradOp>(g.getResultGradient(), op.getIndex(),
                                 op.getDimAttr(),
                                 g.b.getI64IntegerAttr(x.getDimSize(dim))));
}

void gatherDGradRule(GatherDGradOp op, GradientBuilder &g) {
  g.set(0, g.make<GatherDOp>(g.getResultGradient(), op.getIndex(),
                             op.getDimAttr()));
}

void gatherNdRule(GatherNdOp op, GradientBuilder &g) {
  g.set(0, g.make<ScatterNdOp>(op.getIndices(), g.getResultGradient(),
                               shapeOf(op.getX(), g)));
}

void scatterNdRule(ScatterNdOp op, GradientBuilder &g) {
  g.set(1, g.make<GatherNdOp>(g.getResultGradient(), op.getIndices()));
}

void scatterAddRule(TensorScatterAddOp op, GradientBuilder &g) {
  g.set(0, g.getResultGradient());
  if (g.isNeeded(2))
    g.set(2, g.make<GatherNdOp>(g.getResultGradient(), op.getIndices()));
}

/// Of updates that meet in one place MindSpore gives each the gradient of the
/// place; they are expected to differ.
void scatterUpdateRule(TensorScatterUpdateOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient();
  if (g.isNeeded(0)) {
    Value updates = op.getUpdates();
    Value none = g.make<BroadcastLikeOp>(g.scalar(0, updates), updates);
    g.set(0, g.make<TensorScatterUpdateOp>(dy, op.getIndices(), none));
  }
  if (g.isNeeded(2))
    g.set(2, g.make<GatherNdOp>(dy, op.getIndices()));
}

/// Updates that meet in one place count as they do in `scatterUpdateRule`.
void scatterElementsRule(TensorScatterElementsOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient(), updates = op.getUpdates();
  bool adds = op.getReduction() == "add";
  if (g.isNeeded(0) && !adds) {
    Value none = g.make<BroadcastLikeOp>(g.scalar(0, updates), updates);
    g.set(0, g.make<TensorScatterElementsOp>(dy, op.getIndices(), none,
                                             op.getAxisAttr(),
                                             op.getReductionAttr()));
  } else if (g.isNeeded(0)) {
    g.set(0, dy);
  }
  if (!g.isNeeded(2))
    return;
  // Indices may stand for fewer places beside the axis.
  RankedTensorType x = op.getX().getType(), places = op.getIndices().getType();
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  SmallVector<int64_t> begin(x.getRank(), 0), size(x.getRank(), -1);
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (k != axis && !x.isDynamicDim(k))
      size[k] = places.getDimSize(k);
  Value met = g.make<SliceOp>(dy, g.ints(begin), g.ints(size));
  g.set(2,
        g.make<GatherDOp>(met, op.getIndices(), g.b.getI64IntegerAttr(axis)));
}

/// The values are elements of x; the places have no gradient.
template <typename Op> void orderRule(Op op, int64_t axis, GradientBuilder &g) {
  RankedTensorType x = op.getX().getType();
  if (!g.getResultGradient(0))
    return;
  g.set(0, g.make<GatherDGradOp>(g.getResultGradient(0), op.getIndices(),
                                 g.b.getI64IntegerAttr(axis),
                                 g.b.getI64IntegerAttr(x.getDimSize(axis))));
}
void topKRule(TopKOp op, GradientBuilder &g) {
  orderRule(op, op.getX().getType().getRank() - 1, g);
}
void sortRule(SortOp op, GradientBuilder &g) {
  orderRule(op, normalizeAxis(op.getAxis(), op.getX().getType().getRank()), g);
}

template <typename Op> void triangleRule(Op op, GradientBuilder &g) {
  g.set(0, g.make<Op>(g.getResultGradient(), op.getDiagonalAttr()));
}

void maskedFillRule(MaskedFillOp op, GradientBuilder &g) {
  Value dy = g.getResultGradient(), zero = g.scalar(0, op.getX());
  if (g.isNeeded(0))
    g.setSummed(0, op.getX(), g.make<SelectOp>(op.getMask(), zero, dy));
  if (g.isNeeded(2))
    g.setSummed(2, op.getValue(), g.make<SelectOp>(op.getMask(), dy, zero));
}

} // namespace

void ms::autodiff::attachIndexRules(MLIRContext *context) {
  attach<GatherOp, gatherRule>(context);
  attach<GatherGradOp, gatherGradRule>(context);
  attach<UnsortedSegmentSumOp, segmentSumRule>(context);
  attach<GatherDOp, gatherDRule>(context);
  attach<GatherDGradOp, gatherDGradRule>(context);
  attach<GatherNdOp, gatherNdRule>(context);
  attach<ScatterNdOp, scatterNdRule>(context);
  attach<TensorScatterAddOp, scatterAddRule>(context);
  attach<TensorScatterUpdateOp, scatterUpdateRule>(context);
  attach<TensorScatterElementsOp, scatterElementsRule>(context);
  attach<TopKOp, topKRule>(context);
  attach<SortOp, sortRule>(context);
  attach<TrilOp, triangleRule<TrilOp>>(context);
  attach<TriuOp, triangleRule<TriuOp>>(context);
  attach<MaskedFillOp, maskedFillRule>(context);
}
