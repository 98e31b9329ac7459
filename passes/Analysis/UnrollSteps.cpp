//===- UnrollSteps.cpp - The steps of a recurrent layer as ops ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/UnrollSteps.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

StringAttr UnrolledSteps::nameOf(Operation *op) {
  if (auto name = op->getAttrOfType<StringAttr>(kOpNameAttr))
    return name;
  return StringAttr::get(op->getContext(), op->getName().stripDialect());
}

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

void UnrolledSteps::readShapes() {
  ArrayRef<int64_t> shape = typeOf(ownX).getShape();
  steps = shape[batchFirst];
  batch = ShapedType::isDynamic(shape[!batchFirst]) ? -1 : shape[!batchFirst];
  in = shape[2];
  hidden = typeOf(ownH0).getShape().back();
  x = reshape(ownX, {batch < 0 ? -1 : steps * batch, in});
  h0 = reshape(ownH0, {batch, hidden});
}

Value UnrolledSteps::multiply(Value a, Value c, bool turnA, bool turnB) {
  return make<MatMulOp>(a, c, b.getBoolAttr(turnA), b.getBoolAttr(turnB));
}

Value UnrolledSteps::reshape(Value value, ArrayRef<int64_t> shape) {
  auto isOpen = [](int64_t extent) {
    return ShapedType::isDynamic(extent) || extent == -1;
  };
  ArrayRef<int64_t> own = typeOf(value).getShape();
  bool same = own.size() == shape.size();
  for (size_t k = 0; same && k < shape.size(); ++k)
    same = own[k] == shape[k] || (isOpen(own[k]) && isOpen(shape[k]));
  if (same)
    return value;
  SmallVector<int64_t> wanted(shape);
  for (int64_t &extent : wanted)
    extent = isOpen(extent) ? -1 : extent;
  return make<ReshapeOp>(value, b.getI64ArrayAttr(wanted));
}

Value UnrolledSteps::as(Value value, Value like) {
  return reshape(value, typeOf(like).getShape());
}

Value UnrolledSteps::cut(Value value, int64_t axis, int64_t begin,
                         int64_t extent) {
  int64_t rank = typeOf(value).getRank();
  SmallVector<int64_t> first(rank, 0), size(rank, -1);
  first[axis] = begin;
  size[axis] = extent;
  return make<SliceOp>(value, b.getI64ArrayAttr(first),
                       b.getI64ArrayAttr(size));
}

Value UnrolledSteps::stepOf(Value whole, int64_t t, int64_t width) {
  // Cut out in another shape than it is read in, the slice is a kernel of its
  // own: what reads it is the same kernel in all steps.
  Value step;
  if (batchFirst) {
    int64_t parts = 2;
    while (width % parts != 0 && parts < width)
      ++parts;
    parts = std::min(parts, width);
    step = cut(reshape(whole, {batch, steps, parts, width / parts}), 1, t, 1);
  } else {
    step = cut(reshape(whole, {steps * batch * width}), 0, t * batch * width,
               batch * width);
  }
  return reshape(step, {batch, width});
}

Value UnrolledSteps::join(ArrayRef<Value> pieces, int64_t axis) {
  if (pieces.size() == 1)
    return pieces[0];
  return make<ConcatOp>(ValueRange(pieces), b.getI64IntegerAttr(axis));
}

Value UnrolledSteps::sequence(ArrayRef<Value> pieces) {
  return join(pieces, batchFirst ? 1 : 0);
}

Value UnrolledSteps::rows(ArrayRef<Value> pieces, int64_t width) {
  return reshape(sequence(pieces), {batch < 0 ? -1 : steps * batch, width});
}

Value UnrolledSteps::flat(Value value) {
  return reshape(value, {typeOf(value).getNumElements()});
}

} // namespace ms
