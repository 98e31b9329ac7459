//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Shape.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Dimensions of extent 1, repetition
//===----------------------------------------------------------------------===//

static LogicalResult inferExpandDims(ExpandDimsOp::Adaptor op,
                                     const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  auto axis = checkNewAxis(op.getAxis(), x.getShape(), at, "C1", "C2");
  if (failed(axis))
    return failure();
  SmallVector<int64_t> shape(x.getShape());
  shape.insert(shape.begin() + *axis, 1);
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(ExpandDimsOp, inferExpandDims)

static LogicalResult inferSqueeze(SqueezeOp::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  auto axes = checkAxes(getInts(op.getAxis()), x.getRank(), at, "C1");
  if (failed(axes))
    return failure();
  for (int64_t axis : *axes)
    if (x.getDimSize(axis) != 1)
      return at.fail("dimension " + Twine(axis) + " of " +
                     shapeText(x.getShape()) + " has not extent 1 (C2)");
  SmallVector<int64_t> shape;
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (axes->empty() ? x.getDimSize(k) != 1 : !llvm::is_contained(*axes, k))
      shape.push_back(x.getDimSize(k));
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(SqueezeOp, inferSqueeze)

static LogicalResult inferTile(TileOp::Adaptor op, const Inference &at,
                               Types &types) {
  RankedTensorType x = tensorType(op.getX());
  SmallVector<int64_t> multiples = getInts(op.getMultiples());
  SmallVector<int64_t> shape(x.getShape());
  for (int64_t multiple : multiples)
    if (multiple < 1)
      return at.fail("multiples " + shapeText(multiples) +
                     " has an entry that is not positive (C1)");
  bool grows = multiples.size() > shape.size();
  SmallVector<int64_t> &shorter = grows ? shape : multiples;
  int64_t rank = std::max(shape.size(), multiples.size());
  shorter.insert(shorter.begin(), rank - shorter.size(), 1);
  for (int64_t k = 0; k < rank; ++k) {
    if (ShapedType::isDynamic(shape[k])) {
      if (k > 0 || multiples[k] != 1)
        return at.fail("multiples " + shapeText(getInts(op.getMultiples())) +
                       " repeat the dynamic batch or stand before it (C2)");
    } else if (llvm::MulOverflow(shape[k], multiples[k], shape[k])) {
      return at.fail("dimension " + Twine(k) + " overflows (C1)");
    }
  }
  types.push_back(RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(TileOp, inferTile)

//===----------------------------------------------------------------------===//
// Joining and splitting
//===----------------------------------------------------------------------===//

static LogicalResult inferStack(StackOp::Adaptor op, const Inference &at,
                                Types &types) {
  if (op.getInputs().empty())
    return at.fail("has no operand, but needs at least one (C1)");
  RankedTensorType first = tensorType(op.getInputs()[0]);
  for (Value input : op.getInputs().drop_front())
    if (input.getType() != first)
      return at.fail("operands " + typeText(first) + " and " +
                     typeText(input.getType()) + " differ (C1)");
  auto axis = checkNewAxis(op.getAxis(), first.getShape(), at, "C2", "C3");
  if (failed(axis))
    return failure();
  SmallVector<int64_t> shape(first.getShape());
  shape.insert(shape.begin() + *axis, op.getInputs().size());
  types.push_back(RankedTensorType::get(shape, first.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(StackOp, inferStack)

static LogicalResult inferUnstack(UnstackOp::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  auto axis = checkStaticAxis(op.getAxis(), x.getShape(), at, "C1", "C2");
  if (failed(axis))
    return failure();
  SmallVector<int64_t> shape(x.getShape());
  shape.erase(shape.begin() + *axis);
  types.append(x.getDimSize(*axis),
               RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(UnstackOp, inferUnstack)

static LogicalResult inferSplit(SplitOp::Adaptor op, const Inference &at,
                                Types &types) {
  RankedTensorType x = tensorType(op.getX());
  auto axis = checkStaticAxis(op.getAxis(), x.getShape(), at, "C1", "C2");
  if (failed(axis))
    return failure();
  int64_t parts = op.getOutputNum();
  SmallVector<int64_t> shape(x.getShape());
  if (parts < 1 || shape[*axis] % parts != 0)
    return at.fail("output_num is " + Twine(parts) +
                   ", which does not divide the extent " + Twine(shape[*axis]) +
                   " (C3)");
  shape[*axis] /= parts;
  types.append(parts, RankedTensorType::get(shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(SplitOp, inferSplit)

FailureOr<SmallVector<int64_t>>
ms::mindir::resolveSplits(ArrayRef<int64_t> sizes, int64_t extent) {
  SmallVector<int64_t> result(sizes);
  int64_t sum = 0;
  std::optional<size_t> open;
  for (size_t k = 0; k < sizes.size(); ++k) {
    if (sizes[k] == -1 && !open)
      open = k;
    else if (sizes[k] < 0 || llvm::AddOverflow(sum, sizes[k], sum))
      return failure();
  }
  if (sum > extent || sizes.empty() || (!open && sum != extent))
    return failure();
  if (open)
    result[*open] = extent - sum;
  return result;
}

static LogicalResult inferSplitV(SplitVOp::Adaptor op, const Inference &at,
                                 Types &types) {
  RankedTensorType x = tensorType(op.getX());
  auto axis = checkStaticAxis(op.getSplitDim(), x.getShape(), at, "C1", "C2");
  if (failed(axis))
    return failure();
  SmallVector<int64_t> sizes = getInts(op.getSizeSplits());
  auto parts = resolveSplits(sizes, x.getDimSize(*axis));
  if (failed(parts))
    return at.fail("size_splits " + shapeText(sizes) +
                   " does not fill the extent " + Twine(x.getDimSize(*axis)) +
                   " (C3)");
  for (int64_t part : *parts) {
    SmallVector<int64_t> shape(x.getShape());
    shape[*axis] = part;
    types.push_back(RankedTensorType::get(shape, x.getElementType()));
  }
  return success();
}
MINDIR_DEFINE_INFER(SplitVOp, inferSplitV)

//===----------------------------------------------------------------------===//
// Strided slices
//===----------------------------------------------------------------------===//

/// An end from which on a slice takes all that there is.
static constexpr int64_t kOpenEnd = (int64_t(1) << 31) - 1;

namespace {
/// The entries and masks of a strided slice, of one entry after another.
struct StridedSliceReader {
  SmallVector<int64_t> begin, end, strides;
  uint64_t beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask;
  std::string &error;

  template <typename Op>
  StridedSliceReader(Op op, std::string &error)
      : begin(getInts(op.getBegin())), end(getInts(op.getEnd())),
        strides(getInts(op.getStrides())), beginMask(op.getBeginMask()),
        endMask(op.getEndMask()), ellipsisMask(op.getEllipsisMask()),
        newAxisMask(op.getNewAxisMask()),
        shrinkAxisMask(op.getShrinkAxisMask()), error(error) {}

  static bool has(uint64_t mask, size_t entry) { return mask >> entry & 1; }

  FailureOr<StridedSlice> resolve(ArrayRef<int64_t> shape) {
    StridedSlice slice;
    if (failed(checkEntries()))
      return failure();
    int64_t given = 0;
    for (size_t i = 0; i < begin.size(); ++i)
      given += !has(ellipsisMask | newAxisMask, i);
    int64_t rest = static_cast<int64_t>(shape.size()) - given;
    if (rest < 0)
      return fail(Twine(given) + " entries take a dimension, but there are " +
                  Twine(shape.size()) + " (C3)");
    for (size_t i = 0; i < begin.size(); ++i) {
      if (has(ellipsisMask, i)) {
        takeWhole(shape, rest, slice);
        rest = 0;
      } else if (has(newAxisMask, i)) {
        slice.shape.push_back(1);
        slice.source.push_back(-1);
      } else if (failed(take(shape, i, slice))) {
        return failure();
      }
    }
    takeWhole(shape, rest, slice);
    for (size_t k = 1; k < slice.shape.size(); ++k)
      if (ShapedType::isDynamic(slice.shape[k]))
        return fail("dimension " + Twine(k) +
                    " of the result would be dynamic; only the first may be "
                    "(C5)");
    return slice;
  }

private:
  LogicalResult fail(const Twine &text) {
    error = text.str();
    return failure();
  }

  LogicalResult checkEntries() {
    if (begin.size() != end.size() || begin.size() != strides.size() ||
        begin.size() > 32 || llvm::is_contained(strides, 0))
      return fail("begin " + shapeText(begin) + ", end " + shapeText(end) +
                  " and strides " + shapeText(strides) +
                  " need one length, at most 32, and no stride of 0 (C1)");
    uint64_t all =
        beginMask | endMask | ellipsisMask | newAxisMask | shrinkAxisMask;
    if (all >> begin.size() || llvm::popcount(ellipsisMask) > 1)
      return fail("a mask has a bit beyond the " + Twine(begin.size()) +
                  " entries, or ellipsis_mask more than one (C2)");
    return success();
  }

  static void takeWhole(ArrayRef<int64_t> shape, int64_t count,
                        StridedSlice &slice) {
    for (int64_t k = 0; k < count; ++k)
      add(0, 1, shape[slice.begin.size()], slice);
  }

  static void add(int64_t first, int64_t stride, int64_t count,
                  StridedSlice &slice) {
    slice.source.push_back(slice.begin.size());
    slice.shape.push_back(count);
    slice.begin.push_back(first);
    slice.stride.push_back(stride);
    slice.count.push_back(count);
  }

  LogicalResult take(ArrayRef<int64_t> shape, size_t i, StridedSlice &slice) {
    int64_t dim = slice.begin.size(), extent = shape[dim];
    bool shrinks = has(shrinkAxisMask, i), forward = strides[i] > 0;
    if (ShapedType::isDynamic(extent)) {
      if (shrinks || strides[i] != 1 || (begin[i] != 0 && !has(beginMask, i)) ||
          (end[i] < kOpenEnd && !has(endMask, i)))
        return fail("dimension " + Twine(dim) +
                    " is dynamic and must be taken whole (C5)");
      add(0, 1, extent, slice);
      return success();
    }
    if (shrinks) {
      int64_t at = begin[i] < 0 ? begin[i] + extent : begin[i];
      if (at < 0 || at >= extent || !forward)
        return fail("entry " + Twine(i) + " takes element " + Twine(begin[i]) +
                    " of extent " + Twine(extent) + " with stride " +
                    Twine(strides[i]) + " (C4)");
      slice.begin.push_back(at);
      slice.stride.push_back(1);
      slice.count.push_back(1);
      return success();
    }
    // Backward, places run from extent - 1 down to before 0.
    int64_t lowest = forward ? 0 : -1, highest = extent + lowest;
    auto place = [&](int64_t at) {
      return std::clamp(at < 0 ? at + extent : at, lowest, highest);
    };
    int64_t first =
        has(beginMask, i) ? (forward ? lowest : highest) : place(begin[i]);
    int64_t last =
        has(endMask, i) ? (forward ? highest : lowest) : place(end[i]);
    int64_t distance = forward ? last - first : first - last;
    int64_t step = std::max<int64_t>(
        1, std::min(std::abs(std::max(strides[i], -kOpenEnd)), kOpenEnd));
    int64_t count = distance <= 0 ? 0 : (distance + step - 1) / step;
    add(count == 0 ? 0 : first, forward ? step : -step, count, slice);
    return success();
  }
};
} // namespace

template <typename Op>
FailureOr<StridedSlice> ms::mindir::resolveStridedSlice(Op op,
                                                        ArrayRef<int64_t> shape,
                                                        std::string &error) {
  return StridedSliceReader(op, error).resolve(shape);
}
template FailureOr<StridedSlice>
ms::mindir::resolveStridedSlice(StridedSliceOp, ArrayRef<int64_t>,
                                std::string &);
template FailureOr<StridedSlice>
ms::mindir::resolveStridedSlice(StridedSliceGradOp, ArrayRef<int64_t>,
                                std::string &);

static LogicalResult inferStridedSlice(StridedSliceOp::Adaptor op,
                                       const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  std::string error;
  auto slice = resolveStridedSlice(op, x.getShape(), error);
  if (failed(slice))
    return at.fail(error);
  types.push_back(RankedTensorType::get(slice->shape, x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(StridedSliceOp, inferStridedSlice)

static LogicalResult inferStridedSliceGrad(StridedSliceGradOp::Adaptor op,
                                           const Inference &at, Types &types) {
  RankedTensorType dy = tensorType(op.getDy());
  SmallVector<int64_t> shape = getInts(op.getShape());
  for (size_t k = 0; k < shape.size(); ++k) {
    if (shape[k] < (k == 0 ? -1 : 0))
      return at.fail("shape " + shapeText(shape) +
                     " has a negative entry (C1)");
    if (shape[k] == -1)
      shape[k] = ShapedType::kDynamic;
  }
  std::string error;
  auto slice = resolveStridedSlice(op, shape, error);
  if (failed(slice))
    return at.fail("of an operand " + shapeText(shape) + ", " + error +
                   " (C2)");
  if (ArrayRef<int64_t>(slice->shape) != dy.getShape())
    return at.fail("dy has shape " + shapeText(dy.getShape()) +
                   ", but the slice has " + shapeText(slice->shape) + " (C3)");
  types.push_back(RankedTensorType::get(shape, dy.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(StridedSliceGradOp, inferStridedSliceGrad)

//===----------------------------------------------------------------------===//
// Reversal, mirrored borders
//===----------------------------------------------------------------------===//

static LogicalResult inferReverse(ReverseV2Op::Adaptor op, const Inference &at,
                                  Types &types) {
  RankedTensorType x = tensorType(op.getX());
  auto axes = checkAxes(getInts(op.getAxis()), x.getRank(), at, "C1");
  if (failed(axes))
    return failure();
  for (int64_t axis : *axes)
    if (x.isDynamicDim(axis))
      return at.fail("the dynamic batch cannot be reversed (C2)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(ReverseV2Op, inferReverse)

/// The shape with (`sign` 1) or without (-1) the mirrored border.
template <typename Adaptor>
static LogicalResult inferMirror(Adaptor op, RankedTensorType type, int sign,
                                 const Inference &at, Types &types) {
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  auto negative = [](int64_t v) { return v < 0; };
  if (static_cast<int64_t>(low.size()) != type.getRank() ||
      static_cast<int64_t>(high.size()) != type.getRank() ||
      llvm::any_of(low, negative) || llvm::any_of(high, negative))
    return at.fail("low " + shapeText(low) + " and high " + shapeText(high) +
                   " need " + Twine(type.getRank()) +
                   " entries each that are not negative (C1)");
  SmallVector<int64_t> shape(type.getShape());
  int64_t less = op.getMode() == "reflect";
  for (int64_t k = 0; k < type.getRank(); ++k) {
    if (ShapedType::isDynamic(shape[k])) {
      if (low[k] || high[k])
        return at.fail("dimension " + Twine(k) +
                       " is dynamic and gets no border (C3)");
      continue;
    }
    // Borders are bounded by the extent before they are added to it.
    int64_t widest = std::max(low[k], high[k]);
    int64_t inside = shape[k];
    if (sign < 0)
      inside = widest > shape[k] ? -1 : shape[k] - low[k] - high[k];
    if (inside < 0 || (widest > 0 && widest > inside - less))
      return at.fail("borders " + Twine(low[k]) + " and " + Twine(high[k]) +
                     " do not fit to extent " + Twine(shape[k]) + " (C2)");
    shape[k] = sign < 0 ? inside : inside + low[k] + high[k];
  }
  types.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

static LogicalResult inferMirrorPad(MirrorPadOp::Adaptor op,
                                    const Inference &at, Types &types) {
  return inferMirror(op, tensorType(op.getX()), 1, at, types);
}
MINDIR_DEFINE_INFER(MirrorPadOp, inferMirrorPad)

static LogicalResult inferMirrorPadGrad(MirrorPadGradOp::Adaptor op,
                                        const Inference &at, Types &types) {
  return inferMirror(op, tensorType(op.getDy()), -1, at, types);
}
MINDIR_DEFINE_INFER(MirrorPadGradOp, inferMirrorPadGrad)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Shape.cpp.inc"
