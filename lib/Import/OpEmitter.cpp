//===- OpEmitter.cpp - Ops that an operator of a file becomes -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/OpEmitter.h"

#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static constexpr int64_t kMaxRank = 32;

bool isSensible(ArrayRef<int64_t> shape) {
  if (static_cast<int64_t>(shape.size()) > kMaxRank)
    return false;
  int64_t count = 1;
  for (int64_t extent : shape) {
    if (ShapedType::isDynamic(extent))
      continue;
    if (extent < 0 || extent > kMaxElements)
      return false;
    // A zero shall not hide what the others multiply to.
    int64_t factor = std::max<int64_t>(extent, 1);
    if (factor > kMaxElements / count)
      return false;
    count *= factor;
  }
  return true;
}

void OpEmitter::fail(const Twine &text) {
  if (!failed)
    report(text);
  failed = true;
}

RankedTensorType OpEmitter::typeOf(Value value) {
  return value ? cast<RankedTensorType>(value.getType()) : RankedTensorType();
}

Value OpEmitter::convert(Value value, Type element) {
  if (!value || !element || typeOf(value).getElementType() == element)
    return value;
  return emit<CastOp>(value, attributes().type("dtype", element));
}

Operation *OpEmitter::emitOp(StringRef name, ValueRange operands,
                             const OpAttributes &attributes) {
  if (failed)
    return nullptr;
  if (llvm::is_contained(operands, Value())) {
    failed = true;
    return nullptr;
  }
  Operation *op = b.emitOp(name, operands, attributes.get());
  failed |= !op;
  if (!op)
    return nullptr;
  for (Type type : op->getResultTypes())
    if (!isSensible(cast<RankedTensorType>(type).getShape())) {
      fail("its result has shape " +
           shapeText(cast<RankedTensorType>(type).getShape()) +
           ", more elements than any memory");
      return nullptr;
    }
  return op;
}

Value OpEmitter::constant(Type element, double value) {
  if (failed || !element)
    return nullptr;
  Value result = b.constant(element, value);
  failed |= !result;
  return result;
}

Value OpEmitter::number(Value like, double value) {
  return like ? constant(typeOf(like).getElementType(), value) : Value();
}

Value OpEmitter::expand(Value value, int64_t axis) {
  return emit<ExpandDimsOp>(value, attributes().integer("axis", axis));
}

Value OpEmitter::sumTo(Value value, Value like) {
  if (!value || !like || failed)
    return nullptr;
  ArrayRef<int64_t> from = typeOf(value).getShape(),
                    to = typeOf(like).getShape();
  Ints axes;
  for (size_t k = 0; k < from.size(); ++k)
    if (k + to.size() < from.size() ||
        (to[k + to.size() - from.size()] == 1 && from[k] != 1))
      axes.push_back(static_cast<int64_t>(k));
  if (axes.empty())
    return value;
  Value sum = emit<ReduceSumOp>(
      value, attributes().ints("axis", axes).flag("keep_dims", true));
  return reshape(sum, to);
}

Value OpEmitter::reshape(Value value, ArrayRef<int64_t> shape) {
  if (!value || failed)
    return nullptr;
  RankedTensorType type = typeOf(value);
  if (type.getShape() == shape)
    return value;
  Ints extents(shape);
  for (int64_t &extent : extents)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return emit<ReshapeOp>(value, attributes().ints("shape", extents));
}

} // namespace ms
