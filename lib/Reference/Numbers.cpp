//===- Numbers.cpp - Elements and indices of the evaluator ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Endian.h"

#include <cmath>

using namespace mlir;

namespace ms::reference {

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Booleans count as unsigned: true is 1, not -1.
static bool isUnsigned(IntegerType type) {
  return type.isUnsigned() || type.getWidth() == 1;
}

double wrapInteger(uint64_t bits, Type type) {
  auto integer = cast<IntegerType>(type);
  unsigned drop = 64 - integer.getWidth();
  if (isUnsigned(integer))
    return static_cast<double>((bits << drop) >> drop);
  return static_cast<double>(static_cast<int64_t>(bits << drop) >> drop);
}

double roundTo(double value, Type type, APFloat::roundingMode mode) {
  auto real = dyn_cast<FloatType>(type);
  if (!real || real.isF64())
    return value;
  if (real.isF32() && mode == APFloat::rmNearestTiesToEven)
    return static_cast<float>(value);
  APFloat number(value);
  bool losesInfo;
  number.convert(real.getFloatSemantics(), mode, &losesInfo);
  return number.convertToDouble();
}

double castElement(double value, Type from, Type to) {
  auto integer = dyn_cast<IntegerType>(to);
  if (!integer)
    return value;
  if (integer.getWidth() == 1)
    return value != 0; // NaN is not zero
  if (isa<IntegerType>(from))
    return wrapInteger(toBits(value), to);
  if (std::isnan(value))
    return 0;
  int power = integer.getWidth() - (isUnsigned(integer) ? 0 : 1);
  double high = std::ldexp(1.0, power);
  double low = isUnsigned(integer) ? 0 : -high;
  // The largest i64 is no double; what reaches 2^63 is refused by the caller.
  double last = power > 53 ? high : high - 1;
  return std::min(std::max(std::trunc(value), low), last) + 0.0;
}

bool isExactInteger(double value, Type type) {
  if (!(std::fabs(value) < kIntegerLimit) || value != std::trunc(value))
    return false;
  return wrapInteger(toBits(value), type) == value;
}

static double toDouble(const APInt &value, Type type) {
  // Above 2^53 this rounds to 2^53 or more, which the evaluator refuses.
  return isUnsigned(cast<IntegerType>(type))
             ? static_cast<double>(value.getZExtValue())
             : static_cast<double>(value.getSExtValue());
}

static double toDouble(const APFloat &value) { return value.convertToDouble(); }

std::vector<double> readElements(DenseElementsAttr attr) {
  Type type = attr.getElementType();
  std::vector<double> elements;
  elements.reserve(attr.getNumElements());
  if (isa<FloatType>(type))
    for (const APFloat &value : attr.getValues<APFloat>())
      elements.push_back(toDouble(value));
  else
    for (const APInt &value : attr.getValues<APInt>())
      elements.push_back(toDouble(value, type));
  return elements;
}

std::vector<double> readElements(ArrayRef<char> bytes, Type type) {
  unsigned width = type.getIntOrFloatBitWidth();
  size_t size = (width + 7) / 8;
  std::vector<double> elements;
  elements.reserve(bytes.size() / size);
  for (size_t at = 0; at + size <= bytes.size(); at += size) {
    uint64_t word = 0;
    for (size_t k = 0; k < size; ++k)
      word |= uint64_t(static_cast<uint8_t>(bytes[at + k])) << (8 * k);
    APInt bits(width, word, /*isSigned=*/false, /*implicitTrunc=*/true);
    if (auto real = dyn_cast<FloatType>(type))
      elements.push_back(toDouble(APFloat(real.getFloatSemantics(), bits)));
    else
      elements.push_back(toDouble(bits, type));
  }
  return elements;
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

int64_t countElements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  return count;
}

SmallVector<int64_t> rowMajorStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size());
  int64_t stride = 1;
  for (size_t k = shape.size(); k-- > 0;) {
    strides[k] = stride;
    stride *= shape[k];
  }
  return strides;
}

std::vector<int64_t> stridedIndices(ArrayRef<int64_t> shape,
                                    ArrayRef<int64_t> strides, int64_t offset) {
  std::vector<int64_t> indices(countElements(shape));
  SmallVector<int64_t> place(shape.size(), 0);
  for (int64_t &index : indices) {
    index = offset;
    // Counts `place` up by one, the last dimension first.
    for (size_t k = shape.size(); k-- > 0;) {
      offset += strides[k];
      if (++place[k] < shape[k])
        break;
      offset -= strides[k] * shape[k];
      place[k] = 0;
    }
  }
  return indices;
}

std::vector<int64_t> broadcastIndices(ArrayRef<int64_t> from,
                                      ArrayRef<int64_t> to) {
  SmallVector<int64_t> own = rowMajorStrides(from), strides(to.size(), 0);
  size_t shift = to.size() - from.size();
  for (size_t k = 0; k < from.size(); ++k)
    if (from[k] != 1)
      strides[shift + k] = own[k];
  return stridedIndices(to, strides);
}

AxisSplit::AxisSplit(ArrayRef<int64_t> shape, int64_t axis)
    : outer(countElements(shape.take_front(axis))), extent(shape[axis]),
      inner(countElements(shape.drop_front(axis + 1))) {}

} // namespace ms::reference
