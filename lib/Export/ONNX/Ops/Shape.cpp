//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

static void exportExpandDims(NodeWriter &n) {
  Ref x = n.operand(0);
  n.result(n.unsqueeze(
      x, {normalizeAxis(n.as<ExpandDimsOp>().getAxis(), x.rank() + 1)}));
}

static void exportSqueeze(NodeWriter &n) {
  Ref x = n.operand(0);
  SmallVector<int64_t> axes;
  for (int64_t axis : getInts(n.as<SqueezeOp>().getAxis()))
    axes.push_back(normalizeAxis(axis, x.rank()));
  if (axes.empty())
    for (int64_t k = 0; k < x.rank(); ++k)
      if (x.extent(k) == 1)
        axes.push_back(k);
  llvm::sort(axes);
  n.result(axes.empty() ? n.unary("Identity", x) : n.squeeze(x, axes));
}

/// The shorter of shape and multiples gets ones in front.
static void exportTile(NodeWriter &n) {
  Ref x = n.operand(0);
  SmallVector<int64_t> times = getInts(n.as<TileOp>().getMultiples());
  SmallVector<int64_t> shape(x.type.getShape());
  while (times.size() < shape.size())
    times.insert(times.begin(), 1);
  while (shape.size() < times.size())
    shape.insert(shape.begin(), 1);
  n.result(
      n.call("Tile", {n.reshape(x, shape), n.ints(times)}, n.resultType()));
}

static void exportStack(NodeWriter &n) {
  SmallVector<Ref> parts = n.operands();
  int64_t axis = normalizeAxis(n.as<StackOp>().getAxis(), parts[0].rank() + 1);
  for (Ref &part : parts)
    part = n.unsqueeze(part, {axis});
  n.result(n.concat(parts, axis));
}

static void exportUnstack(NodeWriter &n) {
  Ref x = n.operand(0);
  int64_t axis = normalizeAxis(n.as<UnstackOp>().getAxis(), x.rank());
  for (unsigned k = 0; k < n.numResults(); ++k)
    if (n.isUsed(k))
      n.result(k, n.call("Gather", {x, n.integer(k)}, n.resultType(k),
                         Attributes().integer("axis", axis)));
}

/// The sizes are an input since opset 13.
static void split(NodeWriter &n, int64_t axis) {
  Ref x = n.operand(0);
  axis = normalizeAxis(axis, x.rank());
  SmallVector<int64_t> sizes;
  SmallVector<RankedTensorType> types;
  for (unsigned k = 0; k < n.numResults(); ++k) {
    sizes.push_back(n.resultType(k).getDimSize(axis));
    types.push_back(n.resultType(k));
  }
  Attributes attributes;
  attributes.integer("axis", axis);
  SmallVector<Ref> inputs = {x};
  if (n.opset() >= 13)
    inputs.push_back(n.ints(sizes));
  else
    attributes.ints("split", sizes);
  for (auto [k, part] :
       llvm::enumerate(n.callMany("Split", inputs, types, attributes)))
    n.result(k, part);
}

static void exportSplit(NodeWriter &n) { split(n, n.as<SplitOp>().getAxis()); }

static void exportSplitV(NodeWriter &n) {
  split(n, n.as<SplitVOp>().getSplitDim());
}

/// One slice, whose dimensions are then dropped and added.
static void exportStridedSlice(NodeWriter &n) {
  Ref x = n.operand(0);
  std::string error;
  auto slice =
      resolveStridedSlice(n.as<StridedSliceOp>(), x.type.getShape(), error);
  if (failed(slice))
    return n.fail(error);
  SmallVector<int64_t> begins, ends, steps, axes, shape(x.type.getShape());
  for (int64_t k = 0; k < x.rank(); ++k) {
    int64_t begin = slice->begin[k], step = slice->stride[k],
            count = slice->count[k];
    if (ShapedType::isDynamic(count) ||
        (begin == 0 && step == 1 && count == x.extent(k)))
      continue;
    int64_t end = begin + step * count;
    // Before the first element: not the one that is counted from behind.
    if (step < 0 && end < 0)
      end = std::numeric_limits<int64_t>::min();
    axes.push_back(k);
    begins.push_back(begin);
    ends.push_back(end);
    steps.push_back(step);
    shape[k] = count;
  }
  if (!axes.empty())
    x = n.call("Slice",
               {x, n.ints(begins), n.ints(ends), n.ints(axes), n.ints(steps)},
               withShape(x.type, shape));
  ArrayRef<int64_t> wanted = n.resultType().getShape();
  if (axes.empty() && ArrayRef<int64_t>(shape) == wanted)
    x = n.unary("Identity", x);
  // Dimensions that vanish, then those that are new.
  SmallVector<int64_t> gone, added;
  for (int64_t k = 0; k < x.rank(); ++k)
    if (!llvm::is_contained(slice->source, k))
      gone.push_back(k);
  for (auto [k, source] : llvm::enumerate(slice->source))
    if (source < 0)
      added.push_back(static_cast<int64_t>(k));
  x = n.squeeze(x, gone);
  n.result(added.empty() ? x : n.unsqueeze(x, added));
}

static void exportReverseV2(NodeWriter &n) {
  Ref x = n.operand(0);
  SmallVector<int64_t> axes;
  for (int64_t axis : getInts(n.as<ReverseV2Op>().getAxis()))
    axes.push_back(normalizeAxis(axis, x.rank()));
  if (axes.empty())
    return n.result(n.unary("Identity", x));
  SmallVector<int64_t> begins(axes.size(), -1), steps(axes.size(), -1),
      ends(axes.size(), std::numeric_limits<int64_t>::min());
  n.result(n.call(
      "Slice", {x, n.ints(begins), n.ints(ends), n.ints(axes), n.ints(steps)},
      x.type));
}

/// ONNX mirrors about the outermost element only: else elements are gathered.
static void exportMirrorPad(NodeWriter &n) {
  auto op = n.as<MirrorPadOp>();
  Ref x = n.operand(0);
  SmallVector<int64_t> low = getInts(op.getLow()), high = getInts(op.getHigh());
  if (op.getMode() == "reflect") {
    Ref wide = n.wide(x);
    SmallVector<int64_t> pads(low);
    llvm::append_range(pads, high);
    return n.result(n.call("Pad", {wide, n.ints(pads)},
                           withElement(n.resultType(), wide.element()),
                           Attributes().text("mode", "reflect")));
  }
  Ref y = x;
  for (int64_t k = 0; k < x.rank(); ++k) {
    if (low[k] + high[k] == 0)
      continue;
    SmallVector<int64_t> places, shape(y.type.getShape());
    int64_t extent = shape[k];
    for (int64_t i = -low[k]; i < extent + high[k]; ++i)
      places.push_back(i < 0 ? -1 - i : i < extent ? i : 2 * extent - 1 - i);
    shape[k] = static_cast<int64_t>(places.size());
    y = n.call("Gather", {y, n.ints(places)}, withShape(y.type, shape),
               Attributes().integer("axis", k));
  }
  n.result(y.name == x.name ? n.unary("Identity", x) : y);
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

} // namespace ms::to_onnx
