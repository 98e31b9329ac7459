//===- Tensor.cpp - Constants, shapes and data movement -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// A larger splat is written as its shape and one element.
static constexpr int64_t kMaxWritten = 4096;

static void exportConstant(NodeWriter &n) {
  auto elements = dyn_cast<DenseElementsAttr>(n.as<ConstantOp>().getValue());
  if (!elements)
    return n.fail("its value is a resource");
  RankedTensorType type = n.resultType();
  if (type.getNumElements() <= kMaxWritten || !elements.isSplat())
    return n.result(n.tensor(elements));
  auto scalar = cast<DenseElementsAttr>(
      elements.resizeSplat(RankedTensorType::get({}, type.getElementType())));
  n.result(n.call("FillV2", {n.ints(type.getShape()), n.tensor(scalar)},
                  AttributeList(), type));
}

static void exportCast(NodeWriter &n) {
  n.result(n.cast(n.operand(0), n.resultType().getElementType()));
}

/// Also reshape_like: a dynamic extent is what is left.
static void exportReshape(NodeWriter &n) {
  n.result(n.reshape(n.operand(0), n.resultType()));
}

static void exportTranspose(NodeWriter &n) {
  n.result(n.transpose(n.operand(0), getInts(n.as<TransposeOp>().getPerm())));
}

static void exportBroadcastTo(NodeWriter &n) {
  n.result(n.call("BroadcastTo",
                  {n.operand(0), n.ints(n.as<BroadcastToOp>().getShape())},
                  n.resultType()));
}

static void exportBroadcastLike(NodeWriter &n) {
  Value x = n.as<BroadcastLikeOp>().getX();
  bool isZero = matchPattern(x, m_AnyZeroFloat()) || matchPattern(x, m_Zero());
  if (isZero && !n.resultType().hasStaticShape())
    return n.result(n.cast(n.unary("ZerosLike", n.operand(1)),
                           n.resultType().getElementType()));
  n.result(n.broadcastLike(n.operand(0), n.operand(1)));
}

static void exportConcat(NodeWriter &n) {
  n.result(n.call(
      "Concat", {n.tuple(n.operands()), n.integer(n.as<ConcatOp>().getAxis())},
      n.resultType()));
}

static void exportSlice(NodeWriter &n) {
  auto op = n.as<SliceOp>();
  // Sizes as the result has them; -1 stands for the batch.
  n.result(n.call(
      "Slice",
      {n.operand(0), n.ints(op.getBegin()), n.ints(extentsOf(n.resultType()))},
      n.resultType()));
}

static void exportPad(NodeWriter &n) {
  auto op = n.as<PadOp>();
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  // Pairs from the last dimension on.
  SmallVector<int64_t> paddings;
  for (size_t k = low.size(); k-- > 0;)
    paddings.append({low[k], high[k]});
  Type element = n.resultType().getElementType();
  n.result(n.call("PadV3",
                  {n.operand(0), n.ints(paddings),
                   n.scalar(element, op.getValue().convertToDouble())},
                  AttributeList()
                      .text("mode", "constant")
                      .boolean("paddings_contiguous", true),
                  n.resultType()));
}

static void exportOneHot(NodeWriter &n) {
  auto op = n.as<OneHotOp>();
  Type element = n.resultType().getElementType();
  n.result(n.call("OneHot",
                  {n.operand(0), n.integer(op.getDepth()),
                   n.scalar(element, op.getOnValue().convertToDouble()),
                   n.scalar(element, op.getOffValue().convertToDouble()),
                   n.integer(op.getAxis())},
                  n.resultType()));
}

static void exportGather(NodeWriter &n) {
  auto op = n.as<GatherOp>();
  n.result(n.call("Gather",
                  {n.operand(0), n.operand(1), n.integer(op.getAxis()),
                   n.integer(op.getBatchDims())},
                  n.resultType()));
}

/// Where the batch is known, a number; else ones are counted.
static void exportExtent(NodeWriter &n) {
  auto op = n.as<ExtentOp>();
  Ref x = n.operand(0);
  Type element = n.resultType().getElementType();
  ExtentParts parts = partsOf(op);
  if (!parts.hasBatch)
    return n.result(n.scalar(element, parts.known));
  Type wide = Float32Type::get(op.getContext());
  SmallVector<int64_t> begin(x.type.getRank(), 0), shape(x.type.getRank(), 1);
  shape[0] = ShapedType::kDynamic;
  auto rows = RankedTensorType::get(shape, x.type.getElementType());
  Ref column =
      n.call("Slice", {x, n.ints(begin), n.ints(extentsOf(rows))}, rows);
  Ref ones = n.cast(n.unary("OnesLike", column), wide);
  Ref count = n.call(
      "ReduceSum",
      {ones, n.ints(ArrayRef<int64_t>()), n.boolean(false), n.boolean(false)},
      RankedTensorType::get({}, wide));
  n.result(
      n.cast(n.binary("Mul", count, n.scalar(wide, parts.known)), element));
}

void addTensorOps(ExportTable &table) {
  table.add<ConstantOp>(exportConstant);
  table.add<CastOp>(exportCast);
  table.add<ReshapeOp>(exportReshape);
  table.add<ReshapeLikeOp>(exportReshape);
  table.plain<FlattenOp>("Flatten");
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

} // namespace ms
