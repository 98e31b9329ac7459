//===- Index.cpp - Rules: elements chosen and placed by index -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Index.h"

#include <cmath>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

/// Adds slices of `inner` elements: source n of place `o` outside goes to
/// target `numbers[n]` of it, where that is one. There are `sets` lists of
/// numbers, each for as many places.
static void addSlices(const ReferenceTensor &source, ArrayRef<double> numbers,
                      int64_t outer, int64_t targets, int64_t inner,
                      ReferenceTensor &y, int64_t sets = 1) {
  int64_t count = sets == 0 ? 0 : numbers.size() / sets;
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t n = 0; n < count; ++n) {
      double number = numbers[o / (outer / sets) * count + n];
      if (!(number >= 0 && number < targets))
        continue;
      int64_t from = (o * count + n) * inner;
      int64_t to = (o * targets + static_cast<int64_t>(number)) * inner;
      for (int64_t i = 0; i < inner; ++i)
        y.data[to + i] += source.data[from + i];
    }
}

static LogicalResult evaluateSegmentSum(UnsortedSegmentSumOp op,
                                        Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &ids = e.operand(1);
  int64_t rank = ids.getRank();
  if (ArrayRef<int64_t>(x.shape).take_front(rank) !=
      ArrayRef<int64_t>(ids.shape))
    return e.fail("segment_ids is not the start of x");
  SmallVector<int64_t> shape = {op.getNumSegments()};
  llvm::append_range(shape, ArrayRef<int64_t>(x.shape).drop_front(rank));
  int64_t inner = countElements(ArrayRef<int64_t>(shape).drop_front());
  addSlices(x, ids.data, 1, op.getNumSegments(), inner, e.addResult(shape));
  return success();
}

static LogicalResult evaluateGatherGrad(GatherGradOp op, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &indices = e.operand(1);
  SmallVector<int64_t> shape = getInts(op.getShape());
  int64_t axis = normalizeAxis(op.getAxis(), shape.size());
  // A dynamic dimension is the first on both sides: the axis is none.
  if (shape[0] == -1)
    shape[0] = dy.shape[0];
  AxisSplit split(shape, axis);
  int64_t sets = countElements(
      ArrayRef<int64_t>(indices.shape).take_front(op.getBatchDims()));
  if (dy.getNumElements() * sets !=
      split.outer * indices.getNumElements() * split.inner)
    return e.fail("dy has not the shape that gather gives");
  addSlices(dy, indices.data, split.outer, split.extent, split.inner,
            e.addResult(shape), sets);
  return success();
}

/// The place along an axis of `extent` that a number names, if any.
static std::optional<int64_t> wrap(double number, int64_t extent) {
  if (number < 0)
    number += static_cast<double>(extent);
  if (!(number >= 0 && number < static_cast<double>(extent)))
    return std::nullopt;
  return static_cast<int64_t>(number);
}

static LogicalResult evaluateGatherD(GatherDOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &index = e.operand(1);
  int64_t dim = normalizeAxis(op.getDim(), x.getRank());
  SmallVector<int64_t> shape(x.shape);
  shape[dim] = index.shape[dim];
  if (failed(e.requireShape(1, shape)))
    return failure();
  AxisSplit from(x.shape, dim), to(shape, dim);
  ReferenceTensor &y = e.addResult(shape);
  for (int64_t o = 0; o < to.outer; ++o)
    for (int64_t k = 0; k < to.extent; ++k)
      for (int64_t i = 0; i < to.inner; ++i) {
        int64_t at = (o * to.extent + k) * to.inner + i;
        if (auto place = wrap(index.data[at], from.extent))
          y.data[at] = x.data[(o * from.extent + *place) * from.inner + i];
      }
  return success();
}

static LogicalResult evaluateGatherDGrad(GatherDGradOp op, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &index = e.operand(1);
  if (failed(e.requireShape(1, dy.shape)))
    return failure();
  int64_t dim = normalizeAxis(op.getDim(), dy.getRank());
  SmallVector<int64_t> shape(dy.shape);
  shape[dim] = op.getExtent();
  AxisSplit from(dy.shape, dim), to(shape, dim);
  ReferenceTensor &dx = e.addResult(shape);
  for (int64_t o = 0; o < from.outer; ++o)
    for (int64_t k = 0; k < from.extent; ++k)
      for (int64_t i = 0; i < from.inner; ++i) {
        int64_t at = (o * from.extent + k) * from.inner + i;
        if (auto place = wrap(index.data[at], to.extent))
          dx.data[(o * to.extent + *place) * to.inner + i] += dy.data[at];
      }
  return success();
}

/// The slice of a tensor of `shape` that each tuple of `indices` names; -1 for
/// tuples outside.
static std::vector<double> tuplePlaces(const ReferenceTensor &indices,
                                       ArrayRef<int64_t> shape) {
  int64_t depth = indices.shape.back();
  std::vector<double> places;
  for (int64_t t = 0, n = indices.getNumElements() / depth; t < n; ++t) {
    int64_t place = 0;
    bool inside = true;
    for (int64_t d = 0; d < depth; ++d) {
      double at = indices.data[t * depth + d];
      inside &= at >= 0 && at < static_cast<double>(shape[d]);
      place = place * shape[d] + (inside ? static_cast<int64_t>(at) : 0);
    }
    places.push_back(inside ? static_cast<double>(place) : -1);
  }
  return places;
}

/// The number of slices that tuples of `depth` tell apart, and their size.
static std::pair<int64_t, int64_t> slices(ArrayRef<int64_t> shape,
                                          int64_t depth) {
  return {countElements(shape.take_front(depth)),
          countElements(shape.drop_front(depth))};
}

static LogicalResult evaluateGatherNd(GatherNdOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &indices = e.operand(1);
  int64_t depth = indices.shape.back(), inner = slices(x.shape, depth).second;
  SmallVector<int64_t> shape(ArrayRef<int64_t>(indices.shape).drop_back());
  llvm::append_range(shape, ArrayRef<int64_t>(x.shape).drop_front(depth));
  ReferenceTensor &y = e.addResult(shape);
  for (auto [t, place] : llvm::enumerate(tuplePlaces(indices, x.shape)))
    if (place >= 0)
      std::copy_n(x.data.begin() + static_cast<int64_t>(place) * inner, inner,
                  y.data.begin() + static_cast<int64_t>(t) * inner);
  return success();
}

static LogicalResult evaluateScatterNd(ScatterNdOp op, Evaluation &e) {
  const ReferenceTensor &indices = e.operand(0), &updates = e.operand(1);
  SmallVector<int64_t> shape = getInts(op.getShape());
  auto [targets, inner] = slices(shape, indices.shape.back());
  addSlices(updates, tuplePlaces(indices, shape), 1, targets, inner,
            e.addResult(shape));
  return success();
}

static LogicalResult evaluateScatterAdd(TensorScatterAddOp, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &indices = e.operand(1);
  auto [targets, inner] = slices(x.shape, indices.shape.back());
  ReferenceTensor &y = e.addResult(x.shape);
  y.data = x.data;
  addSlices(e.operand(2), tuplePlaces(indices, x.shape), 1, targets, inner, y);
  return success();
}

static LogicalResult evaluateScatterUpdate(TensorScatterUpdateOp,
                                           Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &indices = e.operand(1);
  int64_t inner = slices(x.shape, indices.shape.back()).second;
  ReferenceTensor &y = e.addResult(x.shape);
  y.data = x.data;
  for (auto [t, place] : llvm::enumerate(tuplePlaces(indices, x.shape)))
    if (place >= 0)
      std::copy_n(e.operand(2).data.begin() + static_cast<int64_t>(t) * inner,
                  inner, y.data.begin() + static_cast<int64_t>(place) * inner);
  return success();
}

static LogicalResult evaluateScatterElements(TensorScatterElementsOp op,
                                             Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &indices = e.operand(1);
  const ReferenceTensor &updates = e.operand(2);
  if (failed(e.requireShape(2, indices.shape)))
    return failure();
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (k != axis && indices.shape[k] > x.shape[k])
      return e.fail("indices do not fit into x");
  ReferenceTensor &y = e.addResult(x.shape);
  y.data = x.data;
  // Where the first place of each line along the axis stands in x.
  SmallVector<int64_t> strides = rowMajorStrides(x.shape);
  int64_t step = strides[axis];
  strides[axis] = 0;
  std::vector<int64_t> starts = stridedIndices(indices.shape, strides);
  for (size_t i = 0; i < indices.data.size(); ++i) {
    auto place = wrap(indices.data[i], x.shape[axis]);
    if (!place)
      continue;
    double &target = y.data[starts[i] + *place * step];
    target = updates.data[i] + (op.getReduction() == "add" ? target : 0);
  }
  return success();
}

/// The first `kept` elements along `axis` in order, and their places.
static LogicalResult order(Evaluation &e, int64_t axis, int64_t kept,
                           bool descending) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> shape(x.shape);
  shape[axis] = kept;
  AxisSplit split(x.shape, axis);
  std::vector<double> values(countElements(shape)), places(values.size());
  // NaN is larger than all numbers.
  auto less = [](double a, double b) {
    return a < b || (!std::isnan(a) && std::isnan(b));
  };
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t i = 0; i < split.inner; ++i) {
      auto at = [&](int64_t k) {
        return x.data[(o * split.extent + k) * split.inner + i];
      };
      std::vector<int64_t> sorted(split.extent);
      std::iota(sorted.begin(), sorted.end(), 0);
      std::sort(sorted.begin(), sorted.end(), [&](int64_t a, int64_t b) {
        bool before = descending ? less(at(b), at(a)) : less(at(a), at(b));
        bool behind = descending ? less(at(a), at(b)) : less(at(b), at(a));
        return before || (!behind && a < b);
      });
      for (int64_t k = 0; k < kept; ++k) {
        int64_t to = (o * kept + k) * split.inner + i;
        values[to] = at(sorted[k]);
        places[to] = static_cast<double>(sorted[k]);
      }
    }
  e.addResult(shape).data = std::move(values);
  e.addResult(shape).data = std::move(places);
  return success();
}

static LogicalResult evaluateTopK(TopKOp op, Evaluation &e) {
  return order(e, e.operand(0).getRank() - 1, op.getK(), /*descending=*/true);
}

static LogicalResult evaluateSort(SortOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  return order(e, axis, x.shape[axis], op.getDescending());
}

/// Keeps elements where `keeps` of column - row holds.
static LogicalResult triangle(Evaluation &e,
                              function_ref<bool(int64_t)> keeps) {
  const ReferenceTensor &x = e.operand(0);
  int64_t rows = x.shape[x.getRank() - 2], columns = x.shape.back();
  ReferenceTensor &y = e.addResult(x.shape);
  for (int64_t i = 0, n = x.getNumElements(); i < n; ++i)
    if (keeps(i % columns - i / columns % rows))
      y.data[i] = x.data[i];
  return success();
}

static LogicalResult evaluateMaskedFill(MaskedFillOp, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &mask = e.operand(1);
  auto shape = broadcastShapes(x.shape, mask.shape);
  if (failed(shape))
    return e.fail("x and mask do not broadcast");
  std::vector<int64_t> from = broadcastIndices(x.shape, *shape);
  std::vector<int64_t> masked = broadcastIndices(mask.shape, *shape);
  ReferenceTensor &y = e.addResult(*shape);
  for (size_t i = 0; i < y.data.size(); ++i)
    y.data[i] =
        mask.data[masked[i]] != 0 ? e.operand(2).data[0] : x.data[from[i]];
  return success();
}

void ms::reference::addIndexRules(RuleTable &rules) {
  rules.add<UnsortedSegmentSumOp>(evaluateSegmentSum);
  rules.add<GatherGradOp>(evaluateGatherGrad);
  rules.add<GatherDOp>(evaluateGatherD);
  rules.add<GatherDGradOp>(evaluateGatherDGrad);
  rules.add<GatherNdOp>(evaluateGatherNd);
  rules.add<ScatterNdOp>(evaluateScatterNd);
  rules.add<TensorScatterAddOp>(evaluateScatterAdd);
  rules.add<TensorScatterUpdateOp>(evaluateScatterUpdate);
  rules.add<TensorScatterElementsOp>(evaluateScatterElements);
  rules.add<TopKOp>(evaluateTopK);
  rules.add<SortOp>(evaluateSort);
  rules.add<TrilOp>([](TrilOp op, Evaluation &e) {
    return triangle(e, [&](int64_t d) { return d <= op.getDiagonal(); });
  });
  rules.add<TriuOp>([](TriuOp op, Evaluation &e) {
    return triangle(e, [&](int64_t d) { return d >= op.getDiagonal(); });
  });
  rules.add<MaskedFillOp>(evaluateMaskedFill);
}
