//===- Pooling.cpp - Maxima and means of windows of images ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Pooling.h"

#include "dialects/MindIR/Ops/Shape.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

using Ints = OpEmitter::Ints;

/// Most windows along a dimension where each has a constant of its own.
static constexpr int64_t kMaxWindows = 4096;

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

/// How many windows fit along a dimension of `in` elements.
int64_t countWindows(const PoolWindow &w, unsigned k, int64_t in) {
  int64_t reach = w.dilation[k] * (w.kernel[k] - 1) + 1;
  int64_t room = in + w.pad[2 * k] + w.pad[2 * k + 1] - reach;
  if (room < 0)
    return 0;
  int64_t count = room / w.strides[k] + 1;
  // One more that begins inside, or in the border before.
  if (w.ceil && room % w.strides[k] != 0 &&
      count * w.strides[k] < in + w.pad[2 * k])
    ++count;
  return count;
}

/// With a border that all windows fit into.
PoolWindow extended(PoolWindow w, ArrayRef<int64_t> size) {
  for (unsigned k = 0; w.ceil && k < 2; ++k) {
    int64_t end = (countWindows(w, k, size[k]) - 1) * w.strides[k] +
                  w.dilation[k] * (w.kernel[k] - 1) + 1;
    int64_t &after = w.pad[2 * k + 1];
    after = std::max(after, end - size[k] - w.pad[2 * k]);
  }
  w.ceil = false;
  return w;
}

/// Whether the window is one, and fits into an image of `size`.
bool checkWindow(OpEmitter &n, ArrayRef<int64_t> size, const PoolWindow &w) {
  auto bad = [](int64_t least) {
    return [least](int64_t v) { return v < least || v > INT32_MAX; };
  };
  if (llvm::any_of(w.kernel, bad(1)) || llvm::any_of(w.strides, bad(1)) ||
      llvm::any_of(w.dilation, bad(1)) || llvm::any_of(w.pad, bad(0))) {
    n.fail("has a window of " + shapeText(w.kernel) + ", strides " +
           shapeText(w.strides) + ", dilations " + shapeText(w.dilation) +
           " and borders " + shapeText(w.pad));
    return false;
  }
  for (unsigned k : {0u, 1u})
    if (countWindows(w, k, size[k]) < 1) {
      n.fail("a window of " + shapeText(w.kernel) +
             " does not fit into an image of " + shapeText(size));
      return false;
    }
  return true;
}

/// Height and width of an image, once it is sure that the window fits.
std::optional<Ints> sizeOf(OpEmitter &n, Value image, const PoolWindow &w) {
  RankedTensorType type = n.typeOf(image);
  if (!type || n.hasFailed())
    return std::nullopt;
  if (type.getRank() != 4 || type.isDynamicDim(2) || type.isDynamicDim(3)) {
    n.fail("pools a tensor of shape " + shapeText(type.getShape()) +
           ", expected an image [N, C, H, W]");
    return std::nullopt;
  }
  Ints size = {type.getDimSize(2), type.getDimSize(3)};
  if (!checkWindow(n, size, w))
    return std::nullopt;
  return size;
}

OpAttributes windowAttributes(OpEmitter &n, const PoolWindow &w) {
  return n.attributes()
      .ints("kernel_size", w.kernel)
      .ints("strides", w.strides)
      .ints("pad", w.pad)
      .text("pad_mode", "pad");
}

//===----------------------------------------------------------------------===//
// Maxima
//===----------------------------------------------------------------------===//

static Value integers(OpEmitter &n, ArrayRef<int64_t> values, bool column) {
  auto count = static_cast<int64_t>(values.size());
  Type element = IntegerType::get(n.getContext(), 64);
  SmallVector<int64_t> shape = {column ? count : 1, column ? 1 : count};
  return n.emit<ConstantOp>(
      {}, n.attributes().set(
              "value", DenseElementsAttr::get(
                           RankedTensorType::get(shape, element), values)));
}

/// The largest element of each window and its place in the plane, going
/// through the windows element by element.
std::pair<Value, Value> scan(OpEmitter &n, Value image, PoolWindow w) {
  std::optional<Ints> size = sizeOf(n, image, w);
  if (!size)
    return {};
  w = extended(w, *size);
  int64_t height = countWindows(w, 0, (*size)[0]),
          width = countWindows(w, 1, (*size)[1]);
  if (w.kernel[0] * w.kernel[1] > 1024 || height > kMaxWindows ||
      width > kMaxWindows) {
    n.fail("a window of " + shapeText(w.kernel) + " or an image of " +
           shapeText(*size) + " is too large to look for places");
    return {};
  }
  Type element = n.typeOf(image).getElementType();
  double lowest = 0;
  if (auto type = dyn_cast<FloatType>(element))
    lowest = APFloat::getLargest(type.getFloatSemantics(), /*Negative=*/true)
                 .convertToDouble();
  else if (!element.isUnsignedInteger())
    lowest = -std::ldexp(1.0, element.getIntOrFloatBitWidth() - 1);
  Value padded = image;
  if (llvm::any_of(w.pad, [](int64_t border) { return border != 0; }))
    padded = n.emit<PadOp>(image, n.attributes()
                                      .ints("low", {0, 0, w.pad[0], w.pad[2]})
                                      .ints("high", {0, 0, w.pad[1], w.pad[3]})
                                      .number("value", lowest));
  Ints rows, columns;
  for (int64_t k = 0; k < height; ++k)
    rows.push_back((k * w.strides[0] - w.pad[0]) * (*size)[1]);
  for (int64_t k = 0; k < width; ++k)
    columns.push_back(k * w.strides[1] - w.pad[2]);
  Value corner = n.emit<AddOp>({integers(n, rows, /*column=*/true),
                                integers(n, columns, /*column=*/false)});
  Value best, place;
  for (int64_t k = 0; k < w.kernel[0] * w.kernel[1] && !n.hasFailed(); ++k) {
    int64_t row = k / w.kernel[1] * w.dilation[0],
            column = k % w.kernel[1] * w.dilation[1];
    Value here = n.emit<StridedSliceOp>(
        padded, n.attributes()
                    .ints("begin", {0, 0, row, column})
                    .ints("end", {0, 0, row + (height - 1) * w.strides[0] + 1,
                                  column + (width - 1) * w.strides[1] + 1})
                    .ints("strides", {1, 1, w.strides[0], w.strides[1]})
                    .integer("begin_mask", 3)
                    .integer("end_mask", 3));
    Value there = n.emit<AddOp>(
        {corner,
         n.number(corner, static_cast<double>(row * (*size)[1] + column))});
    if (!best) {
      best = here;
      place = n.emit<BroadcastLikeOp>({there, here});
      continue;
    }
    Value larger = n.emit<GreaterOp>({here, best});
    best = n.emit<SelectOp>({larger, here, best});
    place = n.emit<SelectOp>({larger, there, place});
  }
  return {best, place};
}

bool isDilated(const PoolWindow &w) {
  return w.dilation[0] != 1 || w.dilation[1] != 1;
}

bool isWide(const PoolWindow &w) {
  for (unsigned k : {0u, 1u})
    if (std::max(w.pad[2 * k], w.pad[2 * k + 1]) >= w.kernel[k])
      return true;
  return false;
}

Value maximum(OpEmitter &n, Value image, const PoolWindow &w) {
  std::optional<Ints> size = sizeOf(n, image, w);
  if (!size)
    return nullptr;
  if (isDilated(w) || isWide(extended(w, *size)))
    return scan(n, image, w).first;
  return n.emit<MaxPoolOp>(image, windowAttributes(n, extended(w, *size)));
}

/// `value`, one element for each window, times what its mean has to be
/// multiplied by.
Value scaleWindows(OpEmitter &n, Value value, const PoolWindow &w,
                   ArrayRef<int64_t> size, Divisor divisor) {
  if (!value || (!divisor.withBorder && divisor.number == 0))
    return value;
  Type element = n.typeOf(value).getElementType();
  for (unsigned k : {0u, 1u}) {
    int64_t count = countWindows(w, k, size[k]);
    if (count > kMaxWindows) {
      n.fail("has more than " + Twine(kMaxWindows) +
             " windows along a dimension, and a border that counts or a "
             "divisor");
      return nullptr;
    }
    SmallVector<Attribute> factors;
    bool isOne = true;
    for (int64_t i = 0; i < count; ++i) {
      int64_t begin = i * w.strides[k] - w.pad[2 * k],
              end = begin + w.kernel[k];
      int64_t inside = std::min(end, size[k]) - std::max<int64_t>(begin, 0);
      // What lies behind the border is not counted.
      int64_t all = std::min(end, size[k] + w.pad[2 * k + 1]) - begin;
      if (divisor.number != 0)
        all = k == 0 ? 1 : divisor.number;
      isOne &= inside == all;
      factors.push_back(FloatAttr::get(element, static_cast<double>(inside) /
                                                    static_cast<double>(all)));
    }
    if (isOne)
      continue;
    SmallVector<int64_t> shape = {k == 0 ? count : 1, k == 0 ? 1 : count};
    Value factor = n.emit<ConstantOp>(
        {}, n.attributes().set(
                "value", DenseElementsAttr::get(
                             RankedTensorType::get(shape, element), factors)));
    value = n.emit<MulOp>({value, factor});
  }
  return value;
}

Value mean(OpEmitter &n, Value image, const PoolWindow &w, Divisor divisor) {
  std::optional<Ints> size = sizeOf(n, image, w);
  if (!size)
    return nullptr;
  Value y = n.emit<AvgPoolOp>(image, windowAttributes(n, extended(w, *size)));
  return scaleWindows(n, y, w, *size, divisor);
}

} // namespace ms
