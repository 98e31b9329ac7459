//===- Tensor.cpp - Constants, shapes and data movement -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

/// A larger splat is written as its shape and one element.
static constexpr int64_t kMaxWritten = 4096;

static void exportConstant(NodeWriter &n) {
  auto elements = dyn_cast<DenseElementsAttr>(n.as<ConstantOp>().getValue());
  if (!elements)
    return n.fail("its value is a resource");
  RankedTensorType type = n.resultType();
  if (type.getNumElements() <= kMaxWritten || !elements.isSplat())
    return n.result(n.tensor(elements));
  auto one =
      cast<DenseElementsAttr>(elements.resizeSplat(withShape(type, {1})));
  n.result(n.call("ConstantOfShape", {n.ints(type.getShape())}, type,
                  Attributes().tensor("value", one)));
}

static void exportCast(NodeWriter &n) {
  Ref x = n.operand(0);
  if (x.element() == n.resultType().getElementType())
    x = n.unary("Identity", x);
  n.result(x);
}

/// Also reshape_like: a dynamic extent is what is left.
static void exportReshape(NodeWriter &n) {
  n.result(n.reshape(n.operand(0), n.resultType().getShape()));
}

static void exportFlatten(NodeWriter &n) {
  n.result(n.call("Flatten", {n.operand(0)}, n.resultType(),
                  Attributes().integer("axis", 1)));
}

static void exportTranspose(NodeWriter &n) {
  n.result(n.transpose(n.operand(0), getInts(n.as<TransposeOp>().getPerm())));
}

static void exportBroadcastTo(NodeWriter &n) {
  n.result(n.expand(n.operand(0), n.resultType().getShape()));
}

/// The number of rows is asked for where `x` does not have it.
static void exportBroadcastLike(NodeWriter &n) {
  Ref x = n.operand(0), like = n.operand(1);
  RankedTensorType type = n.resultType();
  bool isKnown = type.hasStaticShape() ||
                 (x.rank() == type.getRank() && x.type.isDynamicDim(0));
  if (isKnown)
    return n.result(n.expand(x, type.getShape()));
  Ref shape =
      n.call("Shape", {like},
             RankedTensorType::get({type.getRank()},
                                   IntegerType::get(type.getContext(), 64)));
  n.result(n.call("Expand", {x, shape}, type));
}

static void exportConcat(NodeWriter &n) {
  SmallVector<Ref> parts = n.operands();
  n.result(n.concat(
      parts, normalizeAxis(n.as<ConcatOp>().getAxis(), parts[0].rank())));
}

static void exportSlice(NodeWriter &n) {
  Ref x = n.operand(0);
  SmallVector<int64_t> begin = getInts(n.as<SliceOp>().getBegin());
  ArrayRef<int64_t> shape = n.resultType().getShape();
  SmallVector<int64_t> begins, ends, axes;
  for (int64_t k = 0; k < x.rank(); ++k) {
    if (x.extent(k) == shape[k])
      continue;
    axes.push_back(k);
    begins.push_back(begin[k]);
    ends.push_back(begin[k] + shape[k]);
  }
  if (axes.empty())
    return n.result(n.unary("Identity", x));
  n.result(n.call("Slice", {x, n.ints(begins), n.ints(ends), n.ints(axes)},
                  n.resultType()));
}

static void exportPad(NodeWriter &n) {
  auto op = n.as<PadOp>();
  n.result(n.pad(n.wideOperand(0), getInts(op.getLow()), getInts(op.getHigh()),
                 op.getValue().convertToDouble()));
}

/// Negative indices would count from behind: they become one that is outside.
static void exportOneHot(NodeWriter &n) {
  auto op = n.as<OneHotOp>();
  MLIRContext *context = op.getContext();
  Ref x = n.cast(n.operand(0), IntegerType::get(context, 64));
  Ref depth = n.integer(op.getDepth());
  x = n.where(n.compare("Less", x, 0), depth, x);
  Type wanted = n.resultType().getElementType();
  double on = op.getOnValue().convertToDouble(),
         off = op.getOffValue().convertToDouble();
  // ONNX Runtime has few combinations of types: 0 and 1 in one of them.
  bool isDirect = wanted.isF32();
  Ref values = isDirect ? n.reals({off, on}, RankedTensorType::get({2}, wanted))
                        : n.ints({0, 1});
  Ref y = n.call("OneHot", {x, depth, values},
                 withElement(n.resultType(), values.element()),
                 Attributes().integer("axis", op.getAxis()));
  if (!isDirect) {
    Ref isOn = n.cast(y, IntegerType::get(context, 1));
    Ref zero = n.wide(n.scalar(wanted, off)),
        one = n.wide(n.scalar(wanted, on));
    y = n.where(isOn, one, zero);
  }
  n.result(y);
}

/// Tables and indices of their own for each place in the first dimensions: all
/// of them, what is between them and the axis, and what is behind it are one
/// dimension each.
static Ref batchedGather(NodeWriter &n, const Ref &table, const Ref &indices,
                         int64_t axis, int64_t batchDims) {
  auto product = [](ArrayRef<int64_t> shape) {
    int64_t count = 1;
    for (int64_t extent : shape)
      count = ShapedType::isDynamic(extent) || ShapedType::isDynamic(count)
                  ? ShapedType::kDynamic
                  : count * extent;
    return count;
  };
  ArrayRef<int64_t> shape = table.type.getShape();
  int64_t batch = product(shape.take_front(batchDims));
  int64_t middle = product(shape.slice(batchDims, axis - batchDims));
  int64_t rest = product(shape.drop_front(axis + 1));
  int64_t count = product(indices.type.getShape().drop_front(batchDims));
  Ref x = n.reshape(table, {batch, middle, shape[axis], rest});
  Ref places = n.expand(n.reshape(indices, {batch, 1, count, 1}),
                        {batch, middle, count, rest});
  Ref y = n.call("GatherElements", {x, places},
                 withShape(x.type, {batch, middle, count, rest}),
                 Attributes().integer("axis", 2));
  return n.reshape(y, n.resultType().getShape());
}

static void exportGather(NodeWriter &n) {
  auto op = n.as<GatherOp>();
  Ref table = n.operand(0), indices = n.wideOperand(1);
  int64_t axis = normalizeAxis(op.getAxis(), table.rank());
  if (op.getBatchDims() > 0)
    return n.result(batchedGather(n, table, indices, axis, op.getBatchDims()));
  n.result(n.call("Gather", {table, indices}, n.resultType(),
                  Attributes().integer("axis", axis)));
}

/// Where the batch is known, a number; else it is asked for.
static void exportExtent(NodeWriter &n) {
  Ref x = n.operand(0);
  MLIRContext *context = x.type.getContext();
  ExtentParts parts = partsOf(n.as<ExtentOp>());
  Type element = n.resultType().getElementType();
  if (!parts.hasBatch)
    return n.result(n.scalar(element, parts.known));
  Type whole = IntegerType::get(context, 64);
  Ref shape = n.call("Shape", {x}, RankedTensorType::get({x.rank()}, whole));
  Ref rows =
      n.call("Gather", {shape, n.integer(0)}, RankedTensorType::get({}, whole),
             Attributes().integer("axis", 0));
  n.result(
      n.binary("Mul", n.cast(rows, Float32Type::get(context)), parts.known));
}

void addTensorOps(ExportTable &table) {
  table.add<ConstantOp>(exportConstant);
  table.add<CastOp>(exportCast);
  table.add<ReshapeOp>(exportReshape);
  table.add<ReshapeLikeOp>(exportReshape);
  table.add<FlattenOp>(exportFlatten);
  table.add<TransposeOp>(exportTranspose);
  table.add<BroadcastToOp>(exportBroadcastTo);
  table.add<BroadcastLikeOp>(exportBroadcastLike);
  table.add<ConcatOp>(exportConcat);
  table.add<SliceOp>(exportSlice);
  table.add<PadOp>(exportPad);
  table.add<OneHotOp>(exportOneHot);
  table.add<GatherOp>(exportGather);
  table.add<ExtentOp>(exportExtent);
}

} // namespace ms::to_onnx
