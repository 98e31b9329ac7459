//===- Tensor.cpp - Constants, shapes and data movement -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/MindIRShapes.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

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
  n.result(n.call("Fill", {n.ints(type.getShape()), n.tensor(scalar)}, type));
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

/// The operator has no word for an extent that stays.
static void exportBroadcastTo(NodeWriter &n) {
  Ref x = n.operand(0);
  RankedTensorType type = n.resultType();
  if (x.type == type)
    return n.result(x);
  if (type.hasStaticShape())
    return n.result(n.call("BroadcastTo", {x, n.ints(type.getShape())}, type));
  // Where it is the batch that stays, Tile repeats the others.
  SmallVector<int64_t> shape(type.getRank() - x.type.getRank(), 1), multiples;
  llvm::append_range(shape, x.type.getShape());
  for (auto [from, to] : llvm::zip(shape, type.getShape())) {
    if (from != to && ShapedType::isDynamic(to))
      return n.fail("the batch must be known: give --input-shape");
    multiples.push_back(from == to ? 1 : to);
  }
  n.result(n.call("Tile", {n.reshape(x, shape), n.ints(multiples)}, type));
}

static void exportBroadcastLike(NodeWriter &n) {
  n.result(n.broadcastLike(n.operand(0), n.operand(1)));
}

static void exportConcat(NodeWriter &n) {
  SmallVector<Ref> inputs = n.operands();
  int64_t axis =
      normalizeAxis(n.as<ConcatOp>().getAxis(), n.resultType().getRank());
  n.result(n.call("ConcatD", inputs,
                  AttributeList()
                      .integer("concat_dim", axis)
                      .integer("N", static_cast<int64_t>(inputs.size())),
                  n.resultType()));
}

/// Sizes as the result has them; -1 stands for the batch.
static void exportSlice(NodeWriter &n) {
  n.result(n.slice(n.operand(0), getInts(n.as<SliceOp>().getBegin()),
                   n.resultType()));
}

static void exportPad(NodeWriter &n) {
  auto op = n.as<PadOp>();
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  SmallVector<int64_t> paddings;
  for (auto [before, after] : llvm::zip(low, high))
    paddings.append({before, after});
  SmallVector<Ref> inputs = {
      n.operand(0), n.ints(paddings, {static_cast<int64_t>(low.size()), 2})};
  double value = op.getValue().convertToDouble();
  if (value == 0)
    return n.result(n.call("Pad", inputs, n.resultType()));
  inputs.push_back(n.scalar(n.resultType().getElementType(), value));
  n.result(n.call("PadV2", inputs, n.resultType()));
}

static void exportOneHot(NodeWriter &n) {
  auto op = n.as<OneHotOp>();
  Type element = n.resultType().getElementType();
  n.result(n.call("OneHot",
                  {n.operand(0), n.integer(op.getDepth()),
                   n.scalar(element, op.getOnValue().convertToDouble()),
                   n.scalar(element, op.getOffValue().convertToDouble())},
                  AttributeList().integer("axis", op.getAxis()),
                  n.resultType()));
}

static void exportGather(NodeWriter &n) {
  auto op = n.as<GatherOp>();
  n.result(n.call("GatherV2",
                  {n.operand(0), n.operand(1), n.integer(op.getAxis())},
                  AttributeList().integer("batch_dims", op.getBatchDims()),
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
  Ref column =
      n.slice(x, begin, RankedTensorType::get(shape, x.type.getElementType()));
  Ref ones = n.cast(n.unary("OnesLike", column), wide);
  SmallVector<int64_t> axes(x.type.getRank());
  std::iota(axes.begin(), axes.end(), 0);
  Ref count = n.call("ReduceSum", {ones, n.ints(axes)},
                     RankedTensorType::get({}, wide));
  n.result(n.cast(n.binary("Mul", count, parts.known), element));
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

} // namespace ms::air
