//===- ShapeFolds.cpp - Folds of ops on shapes ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

/// A splat in the static shape of the result.
static OpFoldResult foldSplat(Attribute x, RankedTensorType type) {
  auto splat = dyn_cast_if_present<SplatElementsAttr>(x);
  if (!splat || !type.hasStaticShape())
    return {};
  return splat.resizeSplat(type);
}

/// The operand where the result has its type, and so the same elements.
template <typename Op> static OpFoldResult foldWhole(Op op, Attribute x) {
  if (op.getX().getType() == op.getType())
    return op.getX();
  return foldSplat(x, op.getType());
}

OpFoldResult ExpandDimsOp::fold(FoldAdaptor a) {
  return foldSplat(a.getX(), getType());
}
OpFoldResult SqueezeOp::fold(FoldAdaptor a) {
  return foldWhole(*this, a.getX());
}
OpFoldResult TileOp::fold(FoldAdaptor a) { return foldWhole(*this, a.getX()); }
OpFoldResult MirrorPadOp::fold(FoldAdaptor a) {
  return foldWhole(*this, a.getX());
}

OpFoldResult StridedSliceOp::fold(FoldAdaptor a) {
  // As many elements in each dimension, in forward order: all of them.
  auto backward = [](int64_t stride) { return stride < 0; };
  if (llvm::any_of(getInts(getStrides()), backward))
    return foldSplat(a.getX(), getType());
  return foldWhole(*this, a.getX());
}

OpFoldResult ReverseV2Op::fold(FoldAdaptor) {
  RankedTensorType type = getX().getType();
  bool moves = false;
  for (int64_t axis : getInts(getAxis()))
    moves |= type.getDimSize(normalizeAxis(axis, type.getRank())) != 1;
  return moves ? OpFoldResult() : OpFoldResult(getX());
}

LogicalResult SplitOp::fold(FoldAdaptor,
                            SmallVectorImpl<OpFoldResult> &results) {
  if (getOutputNum() != 1 || getResult(0).getType() != getX().getType())
    return failure();
  results.push_back(getX());
  return success();
}
