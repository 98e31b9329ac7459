//===- DecomposeShape.cpp - Formulas: shapes, joining and splitting -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reshapes are views and cost nothing; what moves becomes concat, slice,
// broadcast_to and strided_slice.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// `x` as a tensor of `type`, which has the same elements.
Value reshapeTo(Value x, RankedTensorType type, Formula &f) {
  if (x.getType() == type)
    return x;
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return f.make<ReshapeOp>(x, f.ints(shape));
}

template <typename Op> LogicalResult decomposeReshape(Op op, Formula &f) {
  return f.replace(reshapeTo(op.getX(), op.getType(), f));
}

/// Repetitions get a dimension of their own, in front of what they repeat.
LogicalResult decompose(TileOp op, Formula &f) {
  SmallVector<int64_t> multiples = getInts(op.getMultiples());
  SmallVector<int64_t> own(op.getX().getType().getShape());
  int64_t rank = std::max(own.size(), multiples.size());
  own.insert(own.begin(), rank - own.size(), 1);
  multiples.insert(multiples.begin(), rank - multiples.size(), 1);
  SmallVector<int64_t> once, repeated;
  for (int64_t k = 0; k < rank; ++k) {
    bool dynamic = ShapedType::isDynamic(own[k]);
    if (multiples[k] != 1) {
      once.push_back(1);
      repeated.push_back(multiples[k]);
    }
    once.push_back(dynamic ? -1 : own[k]);
    repeated.push_back(dynamic ? -1 : own[k]);
  }
  Value x = f.make<ReshapeOp>(op.getX(), f.ints(once));
  Value y = f.make<BroadcastToOp>(x, f.ints(repeated));
  return f.replace(reshapeTo(y, op.getType(), f));
}

LogicalResult decompose(StackOp op, Formula &f) {
  int64_t axis = normalizeAxis(op.getAxis(), op.getType().getRank());
  SmallVector<int64_t> shape(op.getType().getShape());
  shape[axis] = 1;
  auto piece = RankedTensorType::get(shape, op.getType().getElementType());
  SmallVector<Value> pieces;
  for (Value input : op.getInputs())
    pieces.push_back(reshapeTo(input, piece, f));
  return f.replace(f.make<ConcatOp>(pieces, f.b.getI64IntegerAttr(axis)));
}

/// The parts of `x` along `axis`, as the results of `op`.
LogicalResult cut(Operation *op, Value x, int64_t axis, Formula &f) {
  auto type = cast<RankedTensorType>(x.getType());
  SmallVector<int64_t> begin(type.getRank(), 0), size(type.getRank(), -1);
  SmallVector<Value> parts;
  for (Value result : op->getResults()) {
    auto part = cast<RankedTensorType>(result.getType());
    bool keeps = part.getRank() == type.getRank();
    size[axis] = keeps ? part.getDimSize(axis) : 1;
    Value piece = f.make<SliceOp>(x, f.ints(begin), f.ints(size));
    parts.push_back(reshapeTo(piece, part, f));
    begin[axis] += size[axis];
  }
  return f.replace(parts);
}

LogicalResult decompose(UnstackOp op, Formula &f) {
  return cut(op, op.getX(),
             normalizeAxis(op.getAxis(), op.getX().getType().getRank()), f);
}
LogicalResult decompose(SplitOp op, Formula &f) {
  return cut(op, op.getX(),
             normalizeAxis(op.getAxis(), op.getX().getType().getRank()), f);
}
LogicalResult decompose(SplitVOp op, Formula &f) {
  return cut(op, op.getX(),
             normalizeAxis(op.getSplitDim(), op.getX().getType().getRank()), f);
}

/// `x` backward along `axes`.
Value reverse(Value x, ArrayRef<int64_t> axes, Formula &f) {
  int64_t rank = cast<RankedTensorType>(x.getType()).getRank();
  SmallVector<int64_t> zeros(rank, 0), strides(rank, 1);
  for (int64_t axis : axes)
    strides[normalizeAxis(axis, rank)] = -1;
  auto all = f.b.getI64IntegerAttr((int64_t(1) << rank) - 1);
  auto none = f.b.getI64IntegerAttr(0);
  return f.make<StridedSliceOp>(x, f.ints(zeros), f.ints(zeros),
                                f.ints(strides), all, all, none, none, none);
}

LogicalResult decompose(ReverseV2Op op, Formula &f) {
  return f.replace(reverse(op.getX(), getInts(op.getAxis()), f));
}

/// The elements `begin` to `begin + extent` of `x` along `axis`.
Value part(Value x, int64_t axis, int64_t begin, int64_t extent, Formula &f) {
  int64_t rank = cast<RankedTensorType>(x.getType()).getRank();
  SmallVector<int64_t> first(rank, 0), size(rank, -1);
  first[axis] = begin;
  size[axis] = extent;
  return f.make<SliceOp>(x, f.ints(first), f.ints(size));
}

LogicalResult decompose(MirrorPadOp op, Formula &f) {
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  int64_t skip = op.getMode() == "reflect";
  Value x = op.getX();
  for (int64_t k = 0, e = low.size(); k < e; ++k) {
    if (low[k] == 0 && high[k] == 0)
      continue;
    int64_t extent = cast<RankedTensorType>(x.getType()).getDimSize(k);
    SmallVector<Value> pieces;
    if (low[k] > 0)
      pieces.push_back(reverse(part(x, k, skip, low[k], f), {k}, f));
    pieces.push_back(x);
    if (high[k] > 0)
      pieces.push_back(
          reverse(part(x, k, extent - skip - high[k], high[k], f), {k}, f));
    x = f.make<ConcatOp>(pieces, f.b.getI64IntegerAttr(k));
  }
  return f.replace(x);
}

LogicalResult decompose(MirrorPadGradOp op, Formula &f) {
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  int64_t skip = op.getMode() == "reflect";
  Value dy = op.getDy();
  for (int64_t k = low.size(); k-- > 0;) {
    if (low[k] == 0 && high[k] == 0)
      continue;
    auto type = cast<RankedTensorType>(dy.getType());
    int64_t extent = type.getDimSize(k) - low[k] - high[k];
    // A border turned round, in the place that it mirrors.
    auto turned = [&](int64_t from, int64_t width, int64_t to) {
      Value border = reverse(part(dy, k, from, width, f), {k}, f);
      SmallVector<int64_t> before(type.getRank(), 0), after(before);
      before[k] = to;
      after[k] = extent - to - width;
      return f.make<PadOp>(border, f.ints(before), f.ints(after),
                           f.b.getF64FloatAttr(0));
    };
    SmallVector<Value> sum = {part(dy, k, low[k], extent, f)};
    if (low[k] > 0)
      sum.push_back(turned(0, low[k], skip));
    if (high[k] > 0)
      sum.push_back(turned(low[k] + extent, high[k], extent - skip - high[k]));
    dy = f.make<AddNOp>(sum[0].getType(), sum);
  }
  return f.replace(dy);
}

} // namespace

void addShapeFormulas(RewritePatternSet &patterns) {
  addFormula<ExpandDimsOp, decomposeReshape<ExpandDimsOp>>(patterns);
  addFormula<SqueezeOp, decomposeReshape<SqueezeOp>>(patterns);
  addFormula<TileOp, decompose>(patterns);
  addFormula<StackOp, decompose>(patterns);
  addFormula<UnstackOp, decompose>(patterns);
  addFormula<SplitOp, decompose>(patterns);
  addFormula<SplitVOp, decompose>(patterns);
  addFormula<ReverseV2Op, decompose>(patterns);
  addFormula<MirrorPadOp, decompose>(patterns);
  addFormula<MirrorPadGradOp, decompose>(patterns);
}

} // namespace ms
