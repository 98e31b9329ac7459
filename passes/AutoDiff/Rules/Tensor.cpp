//===- Tensor.cpp - Gradients of data movement ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

void castRule(CastOp op, GradientBuilder &g) {
  Type element = op.getX().getType().getElementType();
  g.set(0, g.make<CastOp>(g.getResultGradient(), TypeAttr::get(element)));
}

template <typename Op> void reshapeRule(Op op, GradientBuilder &g) {
  g.set(0, g.make<ReshapeLikeOp>(g.getResultGradient(), op.getX()));
}

void transposeRule(TransposeOp op, GradientBuilder &g) {
  SmallVector<int64_t> perm = getInts(op.getPerm()), inverse(perm.size());
  for (size_t k = 0; k < perm.size(); ++k)
    inverse[perm[k]] = static_cast<int64_t>(k);
  g.set(0, g.make<TransposeOp>(g.getResultGradient(), g.ints(inverse)));
}

template <typename Op> void broadcastRule(Op op, GradientBuilder &g) {
  g.setSummed(0, op.getX(), g.getResultGradient());
}

/// The box of `gradient` that starts at `begin` along `axis`, `extent` wide.
Value cut(Value gradient, int64_t axis, int64_t begin, int64_t extent,
          GradientBuilder &g) {
  int64_t rank = cast<RankedTensorType>(gradient.getType()).getRank();
  SmallVector<int64_t> first(rank, 0), size(rank, -1);
  first[axis] = begin;
  size[axis] = extent;
  return g.make<SliceOp>(gradient, g.ints(first), g.ints(size));
}

void concatRule(ConcatOp op, GradientBuilder &g) {
  int64_t axis = normalizeAxis(op.getAxis(), op.getType().getRank());
  int64_t begin = 0;
  for (unsigned k = 0; k < op.getInputs().size(); ++k) {
    auto type = cast<RankedTensorType>(op.getInputs()[k].getType());
    int64_t extent = type.getDimSize(axis);
    if (g.isNeeded(k))
      g.set(k, cut(g.getResultGradient(), axis, begin, extent, g));
    begin += extent;
  }
}

void sliceRule(SliceOp op, GradientBuilder &g) {
  RankedTensorType x = op.getX().getType(), y = op.getType();
  SmallVector<int64_t> low = getInts(op.getBegin()), high;
  for (int64_t k = 0; k < x.getRank(); ++k)
    high.push_back(
        x.isDynamicDim(k) ? 0 : x.getDimSize(k) - low[k] - y.getDimSize(k));
  g.set(0, g.make<PadOp>(g.getResultGradient(), g.ints(low), g.ints(high),
                         g.b.getF64FloatAttr(0)));
}

void padRule(PadOp op, GradientBuilder &g) {
  RankedTensorType x = op.getX().getType();
  SmallVector<int64_t> size;
  for (int64_t extent : x.getShape())
    size.push_back(ShapedType::isDynamic(extent) ? -1 : extent);
  g.set(0, g.make<SliceOp>(g.getResultGradient(), op.getLow(), g.ints(size)));
}

} // namespace

void ms::autodiff::attachTensorRules(MLIRContext *context) {
  attach<CastOp, castRule>(context);
  attach<ReshapeOp, reshapeRule<ReshapeOp>>(context);
  attach<FlattenOp, reshapeRule<FlattenOp>>(context);
  attach<ReshapeLikeOp, reshapeRule<ReshapeLikeOp>>(context);
  attach<TransposeOp, transposeRule>(context);
  attach<BroadcastToOp, broadcastRule<BroadcastToOp>>(context);
  attach<BroadcastLikeOp, broadcastRule<BroadcastLikeOp>>(context);
  attach<ConcatOp, concatRule>(context);
  attach<SliceOp, sliceRule>(context);
  attach<PadOp, padRule>(context);
}
