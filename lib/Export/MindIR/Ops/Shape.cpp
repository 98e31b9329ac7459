//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <cstdlib>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static void exportExpandDims(NodeWriter &n) {
  n.result(n.call("ExpandDims",
                  {n.operand(0), n.integer(n.as<ExpandDimsOp>().getAxis())},
                  n.resultType()));
}

static void exportSqueeze(NodeWriter &n) {
  n.result(n.call("Squeeze",
                  {n.operand(0), n.ints(n.as<SqueezeOp>().getAxisAttr())},
                  n.resultType()));
}

static void exportTile(NodeWriter &n) {
  n.result(n.call("Tile", {n.operand(0), n.ints(n.as<TileOp>().getMultiples())},
                  AttributeList(), n.resultType()));
}

static void exportStack(NodeWriter &n) {
  n.result(n.call("Stack", {n.tuple(n.operands())},
                  AttributeList().integer("axis", n.as<StackOp>().getAxis()),
                  n.resultType()));
}

static void exportUnstack(NodeWriter &n) {
  SmallVector<RankedTensorType> types = n.resultTypes();
  n.results(n.callTuple("Unstack", n.operands(),
                        AttributeList()
                            .integer("axis", n.as<UnstackOp>().getAxis())
                            .integer("num", static_cast<int64_t>(types.size())),
                        types));
}

static void exportSplit(NodeWriter &n) {
  auto op = n.as<SplitOp>();
  n.results(n.callTuple(
      "Split",
      {n.operand(0), n.integer(op.getAxis()), n.integer(op.getOutputNum())},
      n.resultTypes()));
}

/// MindSpore has no SplitV on CPU: each part is a slice.
static void exportSplitV(NodeWriter &n) {
  auto op = n.as<SplitVOp>();
  Ref x = n.operand(0);
  int64_t axis = normalizeAxis(op.getSplitDim(), x.type.getRank());
  SmallVector<int64_t> begin(x.type.getRank(), 0);
  for (auto [k, type] : llvm::enumerate(n.resultTypes())) {
    if (n.isUsed(k))
      n.result(k, n.call("Slice", {x, n.ints(begin), n.ints(extentsOf(type))},
                         type));
    begin[axis] += type.getDimSize(axis);
  }
}

/// MindSpore has no more entries than `x` has dimensions: new ones are added
/// behind the slice.
static void exportStridedSlice(NodeWriter &n) {
  auto op = n.as<StridedSliceOp>();
  SmallVector<int64_t> begin = getInts(op.getBegin()),
                       end = getInts(op.getEnd()),
                       strides = getInts(op.getStrides());
  SmallVector<int64_t> masks = {static_cast<int64_t>(op.getBeginMask()),
                                static_cast<int64_t>(op.getEndMask()),
                                static_cast<int64_t>(op.getEllipsisMask()),
                                static_cast<int64_t>(op.getNewAxisMask()),
                                static_cast<int64_t>(op.getShrinkAxisMask())};
  constexpr unsigned kEllipsis = 2, kNewAxis = 3, kShrink = 4;
  auto has = [&](unsigned mask, size_t i) { return masks[mask] >> i & 1; };
  auto isNew = [&](size_t i) { return has(kNewAxis, i) && !has(kEllipsis, i); };
  Ref x = n.operand(0);
  int64_t taking = 0;
  for (size_t i = 0; i < begin.size(); ++i)
    taking += !has(kEllipsis, i) && !isNew(i);
  // Entries and dimensions of the result that stay.
  SmallVector<int64_t> first, last, steps, kept(masks.size(), 0), shape;
  ArrayRef<int64_t> result = n.resultType().getShape();
  size_t place = 0;
  for (size_t i = 0; i < begin.size(); ++i) {
    if (isNew(i)) {
      ++place;
      continue;
    }
    for (size_t mask = 0; mask < masks.size(); ++mask)
      kept[mask] |= static_cast<int64_t>(has(mask, i)) << first.size();
    first.push_back(begin[i]);
    last.push_back(end[i]);
    steps.push_back(strides[i]);
    int64_t dims =
        has(kEllipsis, i) ? x.type.getRank() - taking : !has(kShrink, i);
    for (int64_t k = 0; k < dims; ++k)
      shape.push_back(result[place++]);
  }
  kept[kNewAxis] = 0;
  llvm::append_range(shape, result.drop_front(place));
  SmallVector<Ref> inputs = {x, n.ints(first), n.ints(last), n.ints(steps)};
  for (int64_t mask : kept)
    inputs.push_back(n.integer(mask));
  Ref y = n.call("StridedSlice", inputs,
                 RankedTensorType::get(shape, x.type.getElementType()));
  n.result(n.reshape(y, n.resultType()));
}

/// All entries say where they begin and end; dimensions that were taken away
/// are there with extent 1. MindSpore goes forward only: what was taken
/// backward is turned round before.
static void exportStridedSliceGrad(NodeWriter &n) {
  auto op = n.as<StridedSliceGradOp>();
  RankedTensorType type = n.resultType();
  std::string error;
  if (!type.hasStaticShape())
    return n.fail("MindSpore wants to know the batch: give --input-shape");
  // The verifier has resolved it before.
  auto slice = resolveStridedSlice(op, type.getShape(), error);
  if (failed(slice))
    return n.fail(error);
  SmallVector<int64_t> begin, end, stride, turned;
  for (auto [k, first] : llvm::enumerate(slice->begin)) {
    int64_t last = first + slice->stride[k] * (slice->count[k] - 1);
    if (slice->stride[k] < 0)
      turned.push_back(static_cast<int64_t>(k));
    begin.push_back(std::min(first, last));
    end.push_back(std::max(first, last) + 1);
    stride.push_back(std::abs(slice->stride[k]));
  }
  Ref dy = n.reshape(
      n.operand(0), RankedTensorType::get(slice->count, type.getElementType()));
  if (!turned.empty())
    dy = n.call("ReverseV2", {dy, n.ints(turned)}, dy.type);
  AttributeList masks;
  for (StringRef name : {"begin_mask", "end_mask", "ellipsis_mask",
                         "new_axis_mask", "shrink_axis_mask"})
    masks.integer(name, 0);
  n.result(n.call(
      "StridedSliceGrad",
      {dy, n.ints(type.getShape()), n.ints(begin), n.ints(end), n.ints(stride)},
      masks, type));
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
  std::string mode = op.getMode().upper();
  n.result(
      n.call("MirrorPad",
             {n.operand(0),
              n.intTensor(paddings, {static_cast<int64_t>(low.size()), 2})},
             AttributeList().text("mode", mode), n.resultType()));
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
  table.add<StridedSliceGradOp>(exportStridedSliceGrad);
  table.add<ReverseV2Op>(exportReverseV2);
  table.add<MirrorPadOp>(exportMirrorPad);
}

} // namespace ms
