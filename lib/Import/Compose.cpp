//===- Compose.cpp - Parts of primitives without an op --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Compose.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::compose {

Value slice(OpEmitter &n, Value x, int64_t axis, int64_t begin, int64_t size) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return nullptr;
  OpEmitter::Ints first(type.getRank(), 0), count(type.getRank(), -1);
  first[axis] = begin;
  count[axis] = size;
  return n.emit<SliceOp>(
      x, n.attributes().ints("begin", first).ints("size", count));
}

Value pad(OpEmitter &n, Value x, int64_t axis, int64_t low, int64_t high,
          double value) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed() || (low == 0 && high == 0))
    return x;
  if (low < 0 || high < 0) {
    int64_t left = type.getDimSize(axis) + std::min<int64_t>(low, 0) +
                   std::min<int64_t>(high, 0);
    if (type.isDynamicDim(axis) || left < 0) {
      n.fail("takes away more elements than there are along axis " +
             Twine(axis) + " of shape " + shapeText(type.getShape()));
      return nullptr;
    }
    x = slice(n, x, axis, std::max<int64_t>(-low, 0), left);
    return pad(n, x, axis, std::max<int64_t>(low, 0),
               std::max<int64_t>(high, 0), value);
  }
  OpEmitter::Ints before(type.getRank(), 0), after(type.getRank(), 0);
  before[axis] = low;
  after[axis] = high;
  return n.emit<PadOp>(x, n.attributes()
                              .ints("low", before)
                              .ints("high", after)
                              .number("value", value));
}

Value concat(OpEmitter &n, ArrayRef<Value> parts, int64_t axis) {
  return n.emit<ConcatOp>(parts, n.attributes().integer("axis", axis));
}

Value transpose(OpEmitter &n, Value x, ArrayRef<int64_t> perm) {
  return n.emit<TransposeOp>(x, n.attributes().ints("perm", perm));
}

Value repeat(OpEmitter &n, Value x, int64_t axis, int64_t times) {
  OpEmitter::Ints shape = extents(n, x);
  if (n.hasFailed())
    return nullptr;
  shape[axis] = times;
  return n.emit<BroadcastToOp>(x, n.attributes().ints("shape", shape));
}

Value numbers(OpEmitter &n, ArrayRef<int64_t> values, ArrayRef<int64_t> shape) {
  if (n.hasFailed())
    return nullptr;
  if (values.size() > 4096) {
    n.fail("needs " + Twine(values.size()) +
           " indices, and a constant has at most 4096");
    return nullptr;
  }
  OpAttributes attributes = n.attributes();
  MLIRContext *context = n.getContext();
  SmallVector<int32_t> elements(values.begin(), values.end());
  auto type = RankedTensorType::get(shape, IntegerType::get(context, 32));
  return n.emit<ConstantOp>(
      {}, attributes.set("value", DenseElementsAttr::get(
                                      type, ArrayRef<int32_t>(elements))));
}

Value windowPlaces(OpEmitter &n, int64_t count, int64_t stride, int64_t size,
                   int64_t dilation, bool byWindow) {
  // The limit of `numbers`, before there is a list.
  if (count > 4096 || size > 4096) {
    n.fail("has " + Twine(count) + " windows of " + Twine(size) +
           " along an extent, more than 4096 indices");
    return nullptr;
  }
  OpEmitter::Ints places;
  for (int64_t outer = 0; outer < (byWindow ? count : size); ++outer)
    for (int64_t inner = 0; inner < (byWindow ? size : count); ++inner)
      places.push_back(byWindow ? outer * stride + inner * dilation
                                : inner * stride + outer * dilation);
  if (byWindow)
    return numbers(n, places, {count, size});
  return numbers(n, places, {size, count});
}

OpEmitter::Ints extents(OpEmitter &n, Value x) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return {};
  OpEmitter::Ints shape(type.getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return shape;
}

} // namespace ms::compose
