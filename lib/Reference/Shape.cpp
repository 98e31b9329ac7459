//===- Shape.cpp - Rules: dimensions added, taken, cut and joined ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

static LogicalResult evaluateExpandDims(ExpandDimsOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> shape(x.shape);
  shape.insert(shape.begin() + normalizeAxis(op.getAxis(), x.getRank() + 1), 1);
  e.addResult(shape).data = x.data;
  return success();
}

static LogicalResult evaluateSqueeze(SqueezeOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> axes = getInts(op.getAxis()), shape;
  for (int64_t &axis : axes)
    axis = normalizeAxis(axis, x.getRank());
  // A dynamic dimension stays, even where the batch has one row.
  RankedTensorType type = op.getX().getType();
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (axes.empty() ? type.getDimSize(k) != 1 : !llvm::is_contained(axes, k))
      shape.push_back(x.shape[k]);
  e.addResult(shape).data = x.data;
  return success();
}

static LogicalResult evaluateTile(TileOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> multiples = getInts(op.getMultiples()), own(x.shape);
  int64_t rank = std::max(own.size(), multiples.size());
  own.insert(own.begin(), rank - own.size(), 1);
  multiples.insert(multiples.begin(), rank - multiples.size(), 1);
  SmallVector<int64_t> shape, strides = rowMajorStrides(own);
  for (int64_t k = 0; k < rank; ++k)
    shape.push_back(own[k] * multiples[k]);
  ReferenceTensor &y = e.addResult(shape);
  SmallVector<int64_t> place(rank, 0);
  for (double &element : y.data) {
    int64_t source = 0;
    for (int64_t k = 0; k < rank; ++k)
      source += place[k] % own[k] * strides[k];
    element = x.data[source];
    for (int64_t k = rank; k-- > 0 && ++place[k] == shape[k];)
      place[k] = 0;
  }
  return success();
}

static LogicalResult evaluateStack(StackOp op, Evaluation &e) {
  SmallVector<int64_t> shape(e.operand(0).shape);
  int64_t axis = normalizeAxis(op.getAxis(), shape.size() + 1);
  for (unsigned k = 1; k < e.operands.size(); ++k)
    if (failed(e.requireShape(k, e.operand(0).shape)))
      return failure();
  int64_t count = e.operands.size();
  shape.insert(shape.begin() + axis, count);
  ReferenceTensor &y = e.addResult(shape);
  AxisSplit split(shape, axis);
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t k = 0; k < count; ++k)
      std::copy_n(e.operand(k).data.begin() + o * split.inner, split.inner,
                  y.data.begin() + (o * count + k) * split.inner);
  return success();
}

/// Parts of the operand along `axis`, of the extents `parts`; without the axis
/// where `drops`.
static LogicalResult cut(Evaluation &e, int64_t axis, ArrayRef<int64_t> parts,
                         bool drops) {
  const ReferenceTensor &x = e.operand(0);
  AxisSplit split(x.shape, axis);
  int64_t start = 0;
  for (int64_t part : parts) {
    SmallVector<int64_t> shape(x.shape);
    shape[axis] = part;
    if (drops)
      shape.erase(shape.begin() + axis);
    ReferenceTensor &y = e.addResult(shape);
    for (int64_t o = 0; o < split.outer; ++o)
      std::copy_n(x.data.begin() + (o * split.extent + start) * split.inner,
                  part * split.inner, y.data.begin() + o * part * split.inner);
    start += part;
  }
  return success();
}

static LogicalResult evaluateUnstack(UnstackOp op, Evaluation &e) {
  int64_t axis = normalizeAxis(op.getAxis(), e.operand(0).getRank());
  SmallVector<int64_t> parts(e.operand(0).shape[axis], 1);
  return cut(e, axis, parts, /*drops=*/true);
}

static LogicalResult evaluateSplit(SplitOp op, Evaluation &e) {
  int64_t axis = normalizeAxis(op.getAxis(), e.operand(0).getRank());
  int64_t count = op.getOutputNum();
  SmallVector<int64_t> parts(count, e.operand(0).shape[axis] / count);
  return cut(e, axis, parts, /*drops=*/false);
}

static LogicalResult evaluateSplitV(SplitVOp op, Evaluation &e) {
  int64_t axis = normalizeAxis(op.getSplitDim(), e.operand(0).getRank());
  auto parts =
      resolveSplits(getInts(op.getSizeSplits()), e.operand(0).shape[axis]);
  if (failed(parts))
    return e.fail("the parts do not fill the extent");
  return cut(e, axis, *parts, /*drops=*/false);
}

/// The places in an operand of `shape` of the elements that a slice takes.
static std::vector<int64_t> slicePlaces(const StridedSlice &slice,
                                        ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides = rowMajorStrides(shape);
  int64_t offset = 0;
  for (size_t k = 0; k < shape.size(); ++k) {
    offset += slice.begin[k] * strides[k];
    strides[k] *= slice.stride[k];
  }
  // New and vanished dimensions have one index and move nothing.
  return stridedIndices(slice.count, strides, offset);
}

static LogicalResult evaluateStridedSlice(StridedSliceOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  std::string error;
  auto slice = resolveStridedSlice(op, x.shape, error);
  if (failed(slice))
    return e.fail(error);
  ReferenceTensor &y = e.addResult(slice->shape);
  std::vector<int64_t> places = slicePlaces(*slice, x.shape);
  for (size_t i = 0; i < y.data.size(); ++i)
    y.data[i] = x.data[places[i]];
  return success();
}

static LogicalResult evaluateStridedSliceGrad(StridedSliceGradOp op,
                                              Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0);
  SmallVector<int64_t> shape = getInts(op.getShape());
  if (!shape.empty() && shape[0] == -1) {
    // The dynamic dimension is the first on both sides.
    shape[0] = dy.shape[0];
  }
  std::string error;
  auto slice = resolveStridedSlice(op, shape, error);
  if (failed(slice))
    return e.fail(error);
  if (failed(e.requireShape(0, slice->shape)))
    return failure();
  ReferenceTensor &dx = e.addResult(shape);
  std::vector<int64_t> places = slicePlaces(*slice, shape);
  for (size_t i = 0; i < dy.data.size(); ++i)
    dx.data[places[i]] = dy.data[i];
  return success();
}

static LogicalResult evaluateReverse(ReverseV2Op op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> strides = rowMajorStrides(x.shape);
  int64_t offset = 0;
  for (int64_t axis : getInts(op.getAxis())) {
    int64_t k = normalizeAxis(axis, x.getRank());
    offset += (x.shape[k] - 1) * strides[k];
    strides[k] = -strides[k];
  }
  ReferenceTensor &y = e.addResult(x.shape);
  std::vector<int64_t> places = stridedIndices(x.shape, strides, offset);
  for (size_t i = 0; i < y.data.size(); ++i)
    y.data[i] = x.data[places[i]];
  return success();
}

/// For each place of the tensor with a border the place inside that it
/// mirrors.
template <typename Op>
static std::vector<int64_t> mirrorPlaces(Op op, ArrayRef<int64_t> inside) {
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  bool reflects = op.getMode() == "reflect";
  SmallVector<int64_t> strides = rowMajorStrides(inside);
  std::vector<int64_t> places = {0};
  for (size_t k = 0; k < inside.size(); ++k) {
    std::vector<int64_t> next;
    for (int64_t place : places)
      for (int64_t at = -low[k]; at < inside[k] + high[k]; ++at) {
        int64_t source = at;
        if (at < 0)
          source = reflects ? -at : -at - 1;
        else if (at >= inside[k])
          source = 2 * inside[k] - at - (reflects ? 2 : 1);
        next.push_back(place + source * strides[k]);
      }
    places = std::move(next);
  }
  return places;
}

static SmallVector<int64_t> addBorder(ArrayRef<int64_t> shape, ArrayAttr low,
                                      ArrayAttr high, int64_t sign) {
  SmallVector<int64_t> result(shape);
  for (auto [extent, l, h] : llvm::zip(result, getInts(low), getInts(high)))
    extent += sign * (l + h);
  return result;
}

static LogicalResult evaluateMirrorPad(MirrorPadOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  ReferenceTensor &y =
      e.addResult(addBorder(x.shape, op.getLow(), op.getHigh(), 1));
  std::vector<int64_t> places = mirrorPlaces(op, x.shape);
  for (size_t i = 0; i < y.data.size(); ++i)
    y.data[i] = x.data[places[i]];
  return success();
}

static LogicalResult evaluateMirrorPadGrad(MirrorPadGradOp op, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0);
  ReferenceTensor &dx =
      e.addResult(addBorder(dy.shape, op.getLow(), op.getHigh(), -1));
  std::vector<int64_t> places = mirrorPlaces(op, dx.shape);
  for (size_t i = 0; i < dy.data.size(); ++i)
    dx.data[places[i]] += dy.data[i];
  return success();
}

void ms::reference::addShapeRules(RuleTable &rules) {
  rules.add<ExpandDimsOp>(evaluateExpandDims);
  rules.add<SqueezeOp>(evaluateSqueeze);
  rules.add<TileOp>(evaluateTile);
  rules.add<StackOp>(evaluateStack);
  rules.add<UnstackOp>(evaluateUnstack);
  rules.add<SplitOp>(evaluateSplit);
  rules.add<SplitVOp>(evaluateSplitV);
  rules.add<StridedSliceOp>(evaluateStridedSlice);
  rules.add<StridedSliceGradOp>(evaluateStridedSliceGrad);
  rules.add<ReverseV2Op>(evaluateReverse);
  rules.add<MirrorPadOp>(evaluateMirrorPad);
  rules.add<MirrorPadGradOp>(evaluateMirrorPadGrad);
}
