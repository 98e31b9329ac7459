//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Shape.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

static void exportExpandDims(NodeWriter &n) {
  n.result(n.call("ExpandDims",
                  {n.operand(0), n.integer(n.as<ExpandDimsOp>().getAxis())},
                  n.resultType()));
}

static void exportSqueeze(NodeWriter &n) {
  n.result(n.call(
      "Squeeze", n.operands(),
      AttributeList().ints("axis", getInts(n.as<SqueezeOp>().getAxisAttr())),
      n.resultType()));
}

static void exportTile(NodeWriter &n) {
  n.result(n.call("Tile", {n.operand(0), n.ints(n.as<TileOp>().getMultiples())},
                  n.resultType()));
}

static void exportStack(NodeWriter &n) {
  SmallVector<Ref> inputs = n.operands();
  n.result(n.call("Pack", inputs,
                  AttributeList()
                      .integer("axis", n.as<StackOp>().getAxis())
                      .integer("N", static_cast<int64_t>(inputs.size())),
                  n.resultType()));
}

static void exportUnstack(NodeWriter &n) {
  SmallVector<RankedTensorType> types = n.resultTypes();
  n.results(n.callMany("Unpack", n.operands(),
                       AttributeList()
                           .integer("axis", n.as<UnstackOp>().getAxis())
                           .integer("num", static_cast<int64_t>(types.size())),
                       types));
}

static void exportSplit(NodeWriter &n) {
  auto op = n.as<SplitOp>();
  n.results(n.callMany("SplitD", n.operands(),
                       AttributeList()
                           .integer("split_dim", op.getAxis())
                           .integer("num_split", op.getOutputNum()),
                       n.resultTypes()));
}

static void exportSplitV(NodeWriter &n) {
  auto op = n.as<SplitVOp>();
  SmallVector<RankedTensorType> types = n.resultTypes();
  int64_t axis = normalizeAxis(op.getSplitDim(), n.operandType(0).getRank());
  SmallVector<int64_t> sizes;
  for (RankedTensorType type : types)
    sizes.push_back(type.getDimSize(axis));
  n.results(
      n.callMany("SplitVD", n.operands(),
                 AttributeList()
                     .ints("size_splits", sizes)
                     .integer("split_dim", axis)
                     .integer("num_split", static_cast<int64_t>(types.size())),
                 types));
}

static void exportStridedSlice(NodeWriter &n) {
  auto op = n.as<StridedSliceOp>();
  auto mask = [](uint64_t bits) { return static_cast<int64_t>(bits); };
  n.result(
      n.call("StridedSlice",
             {n.operand(0), n.ints(op.getBegin()), n.ints(op.getEnd()),
              n.ints(op.getStrides())},
             AttributeList()
                 .integer("begin_mask", mask(op.getBeginMask()))
                 .integer("end_mask", mask(op.getEndMask()))
                 .integer("ellipsis_mask", mask(op.getEllipsisMask()))
                 .integer("new_axis_mask", mask(op.getNewAxisMask()))
                 .integer("shrink_axis_mask", mask(op.getShrinkAxisMask())),
             n.resultType()));
}

static void exportReverseV2(NodeWriter &n) {
  n.result(n.call("ReverseV2",
                  {n.operand(0), n.ints(n.as<ReverseV2Op>().getAxis())},
                  n.resultType()));
}

static void exportMirrorPad(NodeWriter &n) {
  auto op = n.as<MirrorPadOp>();
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  SmallVector<int64_t> paddings;
  for (auto [before, after] : llvm::zip(low, high))
    paddings.append({before, after});
  n.result(n.call(
      "MirrorPad",
      {n.operand(0), n.ints(paddings, {static_cast<int64_t>(low.size()), 2})},
      AttributeList().text("mode", op.getMode().upper()), n.resultType()));
}

void addShapeOps(ExportTable &table) {
  table.add<ExpandDimsOp>(exportExpandDims);
  table.add<SqueezeOp>(exportSqueeze);
  table.add<TileOp>(exportTile);
  table.add<StackOp>(exportStack);
  table.add<UnstackOp>(exportUnstack);
  table.add<SplitOp>(exportSplit);
  table.add<SplitVOp>(exportSplitV);
  table.add<StridedSliceOp>(exportStridedSlice);
  table.add<ReverseV2Op>(exportReverseV2);
  table.add<MirrorPadOp>(exportMirrorPad);
}

} // namespace ms::air
