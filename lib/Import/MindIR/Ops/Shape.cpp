//===- Shape.cpp - Dimensions added, taken, cut and joined ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Shape.h"
#include "lib/Import/OpenBatch.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Item importExpandDims(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"});
  if (RankedTensorType type = n.typeOf(x); type && axis < 0)
    axis += type.getRank() + 1;
  return Item::tensor(openbatch::expandDims(n, x, axis));
}

static Item importSqueeze(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"}, NodeReader::Ints{});
  if (RankedTensorType type = n.typeOf(x))
    for (int64_t &axis : axes)
      axis += axis < 0 ? type.getRank() : 0;
  return Item::tensor(openbatch::squeeze(n, x, axes));
}

static Item importTile(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints multiples = n.shape({1, "multiples"});
  return Item::tensor(
      n.emit<TileOp>(x, n.attributes().ints("multiples", multiples)));
}

/// The axis of ops that join a tuple: behind it, or an attribute.
static int64_t joinAxis(NodeReader &n, StringRef name) {
  bool isTuple = n.input(0).is(Item::Kind::Tuple);
  return n.integer(isTuple ? Argument{1, name} : attribute(name), 0);
}

static Item importStack(NodeReader &n) {
  SmallVector<Value> parts = n.tensors(0);
  int64_t axis = joinAxis(n, n.getOpName() == "StackExt" ? "dim" : "axis");
  return Item::tensor(
      n.emit<StackOp>(parts, n.attributes().integer("axis", axis)));
}

static Item importUnstack(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, n.getOpName() == "Unstack" ? "axis" : "dim"}, 0);
  return n.emitTuple<UnstackOp>(x, n.attributes().integer("axis", axis));
}

static Item importSplit(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"}, 0);
  int64_t parts = n.integer({2, "output_num"});
  // Each part is a result: no more than a dimension has.
  RankedTensorType type = n.typeOf(x);
  int64_t place = type ? normalizeAxis(axis, type.getRank()) : -1;
  if (place >= 0 && parts > std::max<int64_t>(type.getDimSize(place), 0)) {
    n.fail("makes " + Twine(parts) + " parts along axis " + Twine(axis) +
           " of shape " + shapeText(type.getShape()));
    return Item();
  }
  return n.emitTuple<SplitOp>(
      x, n.attributes().integer("output_num", parts).integer("axis", axis));
}

/// Parts of given sizes.
static Item importSplitV(NodeReader &n) {
  bool ext = n.getOpName() != "SplitV";
  Value x = n.tensor(0);
  NodeReader::Ints sizes = n.ints({1, ext ? "split_size" : "size_splits"});
  int64_t axis = n.integer({2, ext ? "dim" : "split_dim"}, 0);
  return n.emitTuple<SplitVOp>(
      x, n.attributes().ints("size_splits", sizes).integer("split_dim", axis));
}

/// Parts of one size, and a smaller last one.
static Item importSplitTensor(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t size = n.integer({1, "split_size"});
  int64_t axis = n.integer({2, "dim"}, 0);
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  int64_t place = normalizeAxis(axis, type.getRank());
  if (place < 0 || type.isDynamicDim(place) || size < 1) {
    n.fail("cannot make parts of " + Twine(size) + " along axis " +
           Twine(axis) + " of shape " + shapeText(type.getShape()));
    return Item();
  }
  NodeReader::Ints sizes;
  for (int64_t left = type.getDimSize(place); left > 0; left -= size)
    sizes.push_back(std::min(left, size));
  return n.emitTuple<SplitVOp>(
      x, n.attributes().ints("size_splits", sizes).integer("split_dim", axis));
}

/// Where a strided slice starts, ends and steps, from input `k` on.
static OpAttributes slicing(NodeReader &n, unsigned k) {
  OpAttributes attributes = n.attributes();
  NodeReader::Ints begin = n.bounds({k, "begin"});
  // Writers set bits beyond the entries.
  int64_t bits = begin.size() < 32 ? (int64_t(1) << begin.size()) - 1 : -1;
  attributes.ints("begin", begin)
      .ints("end", n.bounds({k + 1, "end"}))
      .ints("strides", n.bounds({k + 2, "strides"}));
  constexpr StringLiteral masks[] = {"begin_mask", "end_mask", "ellipsis_mask",
                                     "new_axis_mask", "shrink_axis_mask"};
  for (auto [i, mask] : llvm::enumerate(masks))
    attributes.integer(
        mask, bits & n.integer({k + 3 + static_cast<unsigned>(i), mask}, 0));
  return attributes;
}

static Item importStridedSlice(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(n.emit<StridedSliceOp>(x, slicing(n, 1)));
}

static Item importStridedSliceGrad(NodeReader &n) {
  Value dy = n.tensor(0);
  NodeReader::Ints shape = n.shape({1, "shapex"});
  return Item::tensor(
      n.emit<StridedSliceGradOp>(dy, slicing(n, 2).ints("shape", shape)));
}

/// One dimension cut: a strided slice of it alone.
static Item importSliceExt(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "dim"});
  NodeReader::Ints first = n.bounds({2, "start"}), last = n.bounds({3, "end"});
  int64_t step = n.integer({4, "step"}, 1);
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  int64_t place = normalizeAxis(axis, type.getRank());
  if (place < 0) {
    n.fail("axis " + Twine(axis) + " is outside rank " + Twine(type.getRank()));
    return Item();
  }
  if (first.size() != 1 || last.size() != 1) {
    n.fail("has " + Twine(first.size()) + " starts and " + Twine(last.size()) +
           " ends, expected one of each");
    return Item();
  }
  NodeReader::Ints begin(place + 1, 0), end(place + 1, INT32_MAX),
      strides(place + 1, 1);
  begin[place] = first[0];
  end[place] = last[0];
  strides[place] = step;
  return Item::tensor(n.emit<StridedSliceOp>(x, n.attributes()
                                                    .ints("begin", begin)
                                                    .ints("end", end)
                                                    .ints("strides", strides)));
}

/// One index of a dimension, which vanishes.
static Item importSelectExt(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "dim"}), index = n.integer({2, "index"});
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  int64_t place = normalizeAxis(axis, type.getRank());
  if (place < 0) {
    n.fail("axis " + Twine(axis) + " is outside rank " + Twine(type.getRank()));
    return Item();
  }
  NodeReader::Ints begin(place + 1, 0), end(place + 1, INT32_MAX),
      strides(place + 1, 1);
  begin[place] = index;
  end[place] = index == -1 ? INT32_MAX : index + 1;
  return Item::tensor(n.emit<StridedSliceOp>(
      x, n.attributes()
             .ints("begin", begin)
             .ints("end", end)
             .ints("strides", strides)
             .integer("end_mask", (1LL << place) - 1)
             .integer("shrink_axis_mask", 1LL << place)));
}

static Item importReverseV2(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"});
  return Item::tensor(
      n.emit<ReverseV2Op>(x, n.attributes().ints("axis", axes)));
}

/// All tensors of rank 1 in the shape of their extents.
static Item importMeshgrid(NodeReader &n) {
  SmallVector<Value> lines = n.tensors(0);
  std::string order = n.choice({1, "indexing"}, {"ij", "xy"}, "xy");
  NodeReader::Ints shape;
  for (Value line : lines) {
    RankedTensorType type = n.typeOf(line);
    if (!type || n.hasFailed())
      return Item();
    if (type.getRank() > 1 || !type.hasStaticShape()) {
      n.fail("has an input of shape " + shapeText(type.getShape()) +
             ", expected a line of known size");
      return Item();
    }
    shape.push_back(type.getNumElements());
  }
  // The first two change places: columns come before rows.
  bool turned = order == "xy" && shape.size() > 1;
  if (turned)
    std::swap(shape[0], shape[1]);
  std::vector<Item> grids;
  for (auto [k, line] : llvm::enumerate(lines)) {
    size_t axis = turned && k < 2 ? 1 - k : k;
    NodeReader::Ints own(shape.size(), 1);
    own[axis] = shape[axis];
    Value grid = n.reshape(line, own);
    grids.push_back(Item::tensor(
        n.emit<BroadcastToOp>(grid, n.attributes().ints("shape", shape))));
  }
  return Item::tuple(std::move(grids));
}

void addShapeOps(OpTable &table) {
  table["ExpandDims"] = importExpandDims;
  table["Squeeze"] = importSqueeze;
  table["Tile"] = importTile;
  table["Stack"] = table["StackExt"] = importStack;
  table["Unstack"] = table["UnstackExtView"] = importUnstack;
  table["Split"] = importSplit;
  table["SplitV"] = table["SplitWithSize"] = table["SplitWithSizeView"] =
      importSplitV;
  table["SplitTensor"] = table["SplitTensorView"] = importSplitTensor;
  table["StridedSlice"] = importStridedSlice;
  table["StridedSliceGrad"] = importStridedSliceGrad;
  table["SliceExt"] = table["SliceExtView"] = importSliceExt;
  table["SelectExtView"] = importSelectExt;
  table["ReverseV2"] = importReverseV2;
  table["Meshgrid"] = importMeshgrid;
}

} // namespace ms
