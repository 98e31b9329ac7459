//===- Tensor.cpp - Rules of constants and data movement ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

/// A result whose element i is element `source[i]` of `x`.
static LogicalResult pick(Evaluation &e, const ReferenceTensor &x,
                          ArrayRef<int64_t> shape, ArrayRef<int64_t> source) {
  ReferenceTensor &y = e.addResult(shape);
  for (size_t i = 0; i < y.data.size(); ++i)
    y.data[i] = x.data[source[i]];
  return success();
}

/// The elements of the first operand in another shape.
static LogicalResult reshapeTo(Evaluation &e, ArrayRef<int64_t> shape) {
  const ReferenceTensor &x = e.operand(0);
  if (countElements(shape) != x.getNumElements())
    return e.fail("operand " + shapeText(x.shape) +
                  " has not the number of elements of " + shapeText(shape));
  e.addResult(shape).data = x.data;
  return success();
}

static LogicalResult broadcastTo(Evaluation &e, ArrayRef<int64_t> shape) {
  const ReferenceTensor &x = e.operand(0);
  auto joined = broadcastShapes(x.shape, shape);
  if (failed(joined) || ArrayRef<int64_t>(*joined) != shape)
    return e.fail("operand " + shapeText(x.shape) + " does not broadcast to " +
                  shapeText(shape));
  return pick(e, x, shape, broadcastIndices(x.shape, shape));
}

static LogicalResult evaluateConstant(ConstantOp op, Evaluation &e) {
  auto value = dyn_cast<DenseElementsAttr>(op.getValue());
  if (!value)
    return e.fail("the value is no dense attribute");
  e.addResult(value.getType().getShape()).data = readElements(value);
  return success();
}

static LogicalResult evaluateCast(CastOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  ReferenceTensor &y = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[i] = castElement(x.data[i], x.elementType, y.elementType);
  return success();
}

static LogicalResult evaluateReshape(ReshapeOp op, Evaluation &e) {
  SmallVector<int64_t> shape = getInts(op.getShape());
  auto *open = llvm::find(shape, -1);
  if (open != shape.end()) {
    *open = 1;
    int64_t rest = countElements(shape);
    *open = rest == 0 ? 0 : e.operand(0).getNumElements() / rest;
  }
  return reshapeTo(e, shape);
}

static LogicalResult evaluateFlatten(FlattenOp op, Evaluation &e) {
  ArrayRef<int64_t> shape = e.operand(0).shape;
  return reshapeTo(e, {shape[0], countElements(shape.drop_front())});
}

static LogicalResult evaluateTranspose(TransposeOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> own = rowMajorStrides(x.shape), shape, strides;
  for (int64_t k : getInts(op.getPerm())) {
    shape.push_back(x.shape[k]);
    strides.push_back(own[k]);
  }
  return pick(e, x, shape, stridedIndices(shape, strides));
}

static LogicalResult evaluateBroadcastTo(BroadcastToOp op, Evaluation &e) {
  SmallVector<int64_t> shape = getInts(op.getShape());
  ArrayRef<int64_t> own = e.operand(0).shape;
  size_t shift = shape.size() - own.size();
  for (size_t k = 0; k < own.size(); ++k)
    if (shape[shift + k] == -1)
      shape[shift + k] = own[k];
  return broadcastTo(e, shape);
}

static LogicalResult evaluateConcat(ConcatOp op, Evaluation &e) {
  SmallVector<int64_t> shape(e.operand(0).shape);
  int64_t axis = normalizeAxis(op.getAxis(), shape.size());
  for (unsigned k = 1; k < e.operands.size(); ++k) {
    SmallVector<int64_t> expected(shape);
    expected[axis] = e.operand(k).shape[axis];
    if (failed(e.requireShape(k, expected)))
      return failure();
    shape[axis] += expected[axis];
  }
  ReferenceTensor &y = e.addResult(shape);
  AxisSplit all(shape, axis);
  int64_t start = 0;
  for (const ReferenceTensor *x : e.operands) {
    int64_t chunk = x->shape[axis] * all.inner;
    for (int64_t o = 0; o < all.outer; ++o)
      std::copy_n(x->data.begin() + o * chunk, chunk,
                  y.data.begin() + o * all.extent * all.inner + start);
    start += chunk;
  }
  return success();
}

static LogicalResult evaluateSlice(SliceOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> begin = getInts(op.getBegin());
  SmallVector<int64_t> shape = getInts(op.getSize());
  SmallVector<int64_t> strides = rowMajorStrides(x.shape);
  int64_t offset = 0;
  for (size_t k = 0; k < shape.size(); ++k) {
    if (shape[k] == -1)
      shape[k] = x.shape[k] - begin[k];
    offset += begin[k] * strides[k];
  }
  return pick(e, x, shape, stridedIndices(shape, strides, offset));
}

/// A number of an attribute as an element of `type`.
static double attributeElement(const APFloat &value, Type type) {
  return castElement(value.convertToDouble(),
                     Float64Type::get(type.getContext()), type);
}

static LogicalResult evaluatePad(PadOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  SmallVector<int64_t> shape(x.shape);
  for (size_t k = 0; k < shape.size(); ++k)
    shape[k] += low[k] + high[k];
  SmallVector<int64_t> strides = rowMajorStrides(shape);
  int64_t offset = 0;
  for (size_t k = 0; k < shape.size(); ++k)
    offset += low[k] * strides[k];

  ReferenceTensor &y = e.addResult(shape);
  std::fill(y.data.begin(), y.data.end(),
            attributeElement(op.getValue(), y.elementType));
  std::vector<int64_t> target = stridedIndices(x.shape, strides, offset);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[target[i]] = x.data[i];
  return success();
}

static LogicalResult evaluateOneHot(OneHotOp op, Evaluation &e) {
  const ReferenceTensor &indices = e.operand(0);
  int64_t axis = op.getAxis() < 0 ? indices.getRank() : op.getAxis();
  int64_t depth = op.getDepth();
  SmallVector<int64_t> shape(indices.shape);
  shape.insert(shape.begin() + axis, depth);
  ReferenceTensor &y = e.addResult(shape);
  double on = attributeElement(op.getOnValue(), y.elementType);
  double off = attributeElement(op.getOffValue(), y.elementType);
  AxisSplit split(shape, axis);
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t k = 0; k < depth; ++k)
      for (int64_t i = 0; i < split.inner; ++i)
        y.data[(o * depth + k) * split.inner + i] =
            indices.data[o * split.inner + i] == k ? on : off;
  return success();
}

static LogicalResult evaluateGather(GatherOp op, Evaluation &e) {
  const ReferenceTensor &table = e.operand(0), &indices = e.operand(1);
  int64_t axis = normalizeAxis(op.getAxis(), table.getRank());
  ArrayRef<int64_t> batch =
      ArrayRef<int64_t>(table.shape).take_front(op.getBatchDims());
  if (ArrayRef<int64_t>(indices.shape).take_front(batch.size()) != batch)
    return e.fail("table and indices differ in batch_dims");
  AxisSplit split(table.shape, axis);
  SmallVector<int64_t> shape(table.shape);
  shape.erase(shape.begin() + axis);
  shape.insert(shape.begin() + axis, indices.shape.begin() + batch.size(),
               indices.shape.end());
  ReferenceTensor &y = e.addResult(shape);
  // Places outside that have one set of indices, and how many those are.
  int64_t sets = countElements(batch);
  int64_t places = sets == 0 ? 0 : split.outer / sets;
  int64_t count = sets == 0 ? 0 : indices.getNumElements() / sets;
  auto target = y.data.begin();
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t n = 0; n < count; ++n) {
      double index = indices.data[o / places * count + n];
      if (index >= 0 && index < split.extent)
        std::copy_n(table.data.begin() +
                        (o * split.extent + int64_t(index)) * split.inner,
                    split.inner, target);
      target += split.inner;
    }
  return success();
}

static LogicalResult evaluateExtent(ExtentOp op, Evaluation &e) {
  ArrayRef<int64_t> shape = e.operand(0).shape;
  double product = 1;
  for (int64_t axis : reducedAxes(op.getAxis(), shape.size()))
    product *= shape[axis];
  e.addResult({}).data[0] = product;
  return success();
}

void ms::reference::addTensorRules(RuleTable &rules) {
  rules.add<ConstantOp>(evaluateConstant);
  rules.add<CastOp>(evaluateCast);
  rules.add<ReshapeOp>(evaluateReshape);
  rules.add<FlattenOp>(evaluateFlatten);
  rules.add<TransposeOp>(evaluateTranspose);
  rules.add<BroadcastToOp>(evaluateBroadcastTo);
  rules.add<BroadcastLikeOp>([](BroadcastLikeOp, Evaluation &e) {
    return broadcastTo(e, e.operand(1).shape);
  });
  rules.add<ReshapeLikeOp>([](ReshapeLikeOp, Evaluation &e) {
    return reshapeTo(e, e.operand(1).shape);
  });
  rules.add<ConcatOp>(evaluateConcat);
  rules.add<SliceOp>(evaluateSlice);
  rules.add<PadOp>(evaluatePad);
  rules.add<OneHotOp>(evaluateOneHot);
  rules.add<GatherOp>(evaluateGather);
  rules.add<ExtentOp>(evaluateExtent);
}
