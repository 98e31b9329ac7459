//===- TensorFolds.cpp - Folds of data movement and dropout ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValueAttr(); }

/// The operand where it already has the result's type.
template <typename Op> static OpFoldResult foldSameType(Op op) {
  return op.getX().getType() == op.getType() ? OpFoldResult(op.getX())
                                             : OpFoldResult();
}

/// A splat in another static shape.
static OpFoldResult reshapeSplat(Attribute x, RankedTensorType type) {
  auto splat = dyn_cast_if_present<SplatElementsAttr>(x);
  if (!splat || !type.hasStaticShape())
    return {};
  return splat.resizeSplat(type);
}

/// Whether every number of the float type `from` is one of `to`.
static bool isExact(Type from, Type to) {
  auto a = dyn_cast<FloatType>(from), b = dyn_cast<FloatType>(to);
  return a && b && a.getWidth() < b.getWidth();
}

OpFoldResult CastOp::fold(FoldAdaptor a) {
  if (OpFoldResult same = foldSameType(*this))
    return same;
  // What an exact cast has made can be had without it.
  if (auto inner = getX().getDefiningOp<CastOp>();
      inner && isa<FloatType>(getType().getElementType()) &&
      isExact(inner.getX().getType().getElementType(),
              inner.getType().getElementType())) {
    if (inner.getX().getType() == getType())
      return inner.getX();
    getXMutable().assign(inner.getX());
    return getResult();
  }
  auto splat = dyn_cast_if_present<SplatElementsAttr>(a.getX());
  auto type = getType();
  // Integers of hyperparameters; the other conversions stay.
  if (!splat || !type.hasStaticShape() ||
      !splat.getElementType().isSignlessInteger() ||
      splat.getElementType().isInteger(1) ||
      !isa<FloatType>(type.getElementType()))
    return {};
  APFloat value(cast<FloatType>(type.getElementType()).getFloatSemantics());
  value.convertFromAPInt(splat.getSplatValue<APInt>(), /*IsSigned=*/true,
                         APFloat::rmNearestTiesToEven);
  return DenseElementsAttr::get(type, value);
}

OpFoldResult ReshapeOp::fold(FoldAdaptor a) {
  if (OpFoldResult same = foldSameType(*this))
    return same;
  if (OpFoldResult splat = reshapeSplat(a.getX(), getType()))
    return splat;
  // reshape(reshape(x)) => reshape(x)
  if (auto inner = getX().getDefiningOp<ReshapeOp>()) {
    getXMutable().assign(inner.getX());
    return getResult();
  }
  return {};
}

OpFoldResult FlattenOp::fold(FoldAdaptor) { return foldSameType(*this); }
OpFoldResult ReshapeLikeOp::fold(FoldAdaptor a) {
  if (OpFoldResult same = foldSameType(*this))
    return same;
  return reshapeSplat(a.getX(), getType());
}
OpFoldResult BroadcastToOp::fold(FoldAdaptor a) {
  if (OpFoldResult same = foldSameType(*this))
    return same;
  return reshapeSplat(a.getX(), getType());
}
OpFoldResult BroadcastLikeOp::fold(FoldAdaptor a) {
  if (OpFoldResult same = foldSameType(*this))
    return same;
  return reshapeSplat(a.getX(), getType());
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  SmallVector<int64_t> perm = getInts(getPerm());
  bool identity = true;
  for (int64_t k = 0, e = perm.size(); k < e; ++k)
    identity &= perm[k] == k;
  if (identity)
    return foldSameType(*this);
  // transpose(transpose(x)) => transpose(x)
  auto inner = getX().getDefiningOp<TransposeOp>();
  if (!inner)
    return {};
  SmallVector<int64_t> first = getInts(inner.getPerm()), joined;
  for (int64_t k : perm)
    joined.push_back(first[k]);
  setPermAttr(Builder(getContext()).getI64ArrayAttr(joined));
  getXMutable().assign(inner.getX());
  return getResult();
}

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  if (getInputs().size() == 1 && getInputs()[0].getType() == getType())
    return getInputs()[0];
  return {};
}

OpFoldResult SliceOp::fold(FoldAdaptor) {
  for (int64_t first : getInts(getBegin()))
    if (first != 0)
      return {};
  return foldSameType(*this);
}

OpFoldResult PadOp::fold(FoldAdaptor) {
  for (ArrayAttr side : {getLow(), getHigh()})
    for (int64_t border : getInts(side))
      if (border != 0)
        return {};
  return foldSameType(*this);
}

OpFoldResult ExtentOp::fold(FoldAdaptor) {
  RankedTensorType x = getX().getType();
  double product = 1;
  for (int64_t axis : reducedAxes(getAxis(), x.getRank())) {
    if (x.isDynamicDim(axis))
      return {};
    product *= static_cast<double>(x.getDimSize(axis));
  }
  auto type = getType();
  return DenseElementsAttr::get(
      type, FloatAttr::get(type.getElementType(), product).getValue());
}

OpFoldResult DropoutOp::fold(FoldAdaptor) {
  return getKeepProb().convertToDouble() == 1 ? OpFoldResult(getX())
                                              : OpFoldResult();
}
OpFoldResult DropoutGradOp::fold(FoldAdaptor) {
  return getKeepProb().convertToDouble() == 1 ? OpFoldResult(getX())
                                              : OpFoldResult();
}
