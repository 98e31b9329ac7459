//===- Tensor.cpp - Shapes and data movement ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

static Item importCast(NodeReader &n) {
  Value x = n.tensor(0);
  Type type = n.type({1, "dst_type"});
  if (!type)
    return Item();
  return Item::tensor(n.emit<CastOp>(x, n.attributes().type("dtype", type)));
}

static Item importReshape(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints shape = n.shape({1, "shape"});
  return Item::tensor(n.emit<ReshapeOp>(x, n.attributes().ints("shape", shape)));
}

static Item importFlatten(NodeReader &n) {
  return Item::tensor(n.emit<FlattenOp>(n.tensor(0)));
}

static Item importTranspose(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints perm = n.ints({1, "perm"});
  if (RankedTensorType type = n.typeOf(x))
    for (int64_t &axis : perm)
      axis += axis < 0 ? type.getRank() : 0;
  return Item::tensor(
      n.emit<TransposeOp>(x, n.attributes().ints("perm", perm)));
}

/// A dimension of extent 1 more.
static Item importExpandDims(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"});
  if (!x || n.hasFailed())
    return Item();
  RankedTensorType type = n.typeOf(x);
  int64_t place = normalizeAxis(axis, type.getRank() + 1);
  if (place < 0) {
    n.fail("axis " + Twine(axis) + " is outside rank " +
           Twine(type.getRank() + 1));
    return Item();
  }
  NodeReader::Ints shape(type.getShape());
  shape.insert(shape.begin() + place, 1);
  return Item::tensor(n.reshape(x, shape));
}

/// Dimensions of extent 1 less: those of `axis`, or all.
static Item importSqueeze(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints axes = n.ints({1, "axis"}, NodeReader::Ints{});
  if (!x || n.hasFailed())
    return Item();
  RankedTensorType type = n.typeOf(x);
  llvm::SmallDenseSet<int64_t> gone;
  for (int64_t axis : axes) {
    int64_t place = normalizeAxis(axis, type.getRank());
    if (place < 0 || type.getDimSize(place) != 1) {
      n.fail("axis " + Twine(axis) + " of shape " +
             shapeText(type.getShape()) + " has not the extent 1");
      return Item();
    }
    gone.insert(place);
  }
  NodeReader::Ints shape;
  for (auto [k, extent] : llvm::enumerate(type.getShape()))
    if (axes.empty() ? extent != 1 : !gone.contains(k))
      shape.push_back(extent);
  return Item::tensor(n.reshape(x, shape));
}

static Item importBroadcastTo(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints shape = n.ints({1, "shape"});
  // Every -1 keeps an extent; together they must be a shape.
  for (int64_t extent : shape)
    if (extent < -1)
      n.fail("has " + Twine(extent) + " in its shape");
  return Item::tensor(
      n.emit<BroadcastToOp>(x, n.attributes().ints("shape", shape)));
}

static Item importConcat(NodeReader &n) {
  bool isTuple = n.input(0).is(Item::Kind::Tuple);
  SmallVector<Value> parts = n.tensors(0);
  int64_t axis = n.integer(isTuple ? Argument{1, "axis"} : attribute("axis"), 0);
  return Item::tensor(
      n.emit<ConcatOp>(parts, n.attributes().integer("axis", axis)));
}

/// Equal parts along an axis.
static Item importSplit(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t axis = n.integer({1, "axis"}, 0);
  int64_t parts = n.integer({2, "output_num"});
  if (!x || n.hasFailed())
    return Item();
  RankedTensorType type = n.typeOf(x);
  int64_t place = normalizeAxis(axis, type.getRank());
  if (place < 0 || parts < 1 || type.isDynamicDim(place) ||
      type.getDimSize(place) % parts != 0) {
    n.fail("cannot make " + Twine(parts) + " parts along axis " + Twine(axis) +
           " of shape " + shapeText(type.getShape()));
    return Item();
  }
  NodeReader::Ints begin(type.getRank(), 0), size(type.getShape());
  for (int64_t &extent : size)
    extent = ShapedType::isDynamic(extent) ? -1 : extent;
  size[place] = type.getDimSize(place) / parts;
  std::vector<Item> items;
  for (int64_t k = 0; k < parts && !n.hasFailed(); ++k) {
    begin[place] = k * size[place];
    items.push_back(Item::tensor(n.emit<SliceOp>(
        x, n.attributes().ints("begin", begin).ints("size", size))));
  }
  return Item::tuple(std::move(items));
}

static Item importSlice(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints begin = n.ints({1, "begin"}), size = n.ints({2, "size"});
  return Item::tensor(
      n.emit<SliceOp>(x, n.attributes().ints("begin", begin).ints("size", size)));
}

static Item importOneHot(NodeReader &n) {
  Value indices = n.tensor(0);
  int64_t depth = n.integer({1, "depth"});
  double on = n.real({2, "on_value"}), off = n.real({3, "off_value"});
  int64_t axis = n.integer({4, "axis"}, -1);
  // The values are scalar tensors, and their type is the result's.
  Value value = n.tensor(2);
  if (!value)
    return Item();
  return Item::tensor(n.emit<OneHotOp>(
      indices, n.attributes()
                   .integer("depth", depth)
                   .type("dtype", n.typeOf(value).getElementType())
                   .integer("axis", axis)
                   .number("on_value", on)
                   .number("off_value", off)));
}

static Item importGather(NodeReader &n) {
  Value table = n.tensor(0), indices = n.tensor(1);
  int64_t axis = n.integer({2, "axis"}, 0);
  n.expectInteger({3, "batch_dims"}, {0}, "0");
  return Item::tensor(
      n.emit<GatherOp>({table, indices}, n.attributes().integer("axis", axis)));
}

/// A cut with steps: slices where all steps are 1.
static Item importStridedSlice(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints begin = n.ints({1, "begin"}), end = n.ints({2, "end"}),
                   step = n.ints({3, "strides"});
  int64_t beginMask = n.integer({4, "begin_mask"}, 0),
          endMask = n.integer({5, "end_mask"}, 0),
          ellipsis = n.integer({6, "ellipsis_mask"}, 0),
          newAxes = n.integer({7, "new_axis_mask"}, 0),
          shrink = n.integer({8, "shrink_axis_mask"}, 0);
  if (!x || n.hasFailed())
    return Item();
  RankedTensorType type = n.typeOf(x);
  size_t entries = begin.size();
  if (end.size() != entries || step.size() != entries || entries > 32) {
    n.fail("begin, end and strides have " + Twine(begin.size()) + ", " +
           Twine(end.size()) + " and " + Twine(step.size()) + " entries");
    return Item();
  }
  NodeReader::Ints from, size, shape;
  auto whole = [&] {
    int64_t extent = type.getDimSize(static_cast<unsigned>(from.size()));
    from.push_back(0);
    size.push_back(ShapedType::isDynamic(extent) ? -1 : extent);
    shape.push_back(extent);
  };
  // New axes take no dimension of x.
  int64_t left = 0;
  for (size_t k = 0; k < entries; ++k)
    left += !(newAxes >> k & 1) && !(ellipsis >> k & 1);
  auto outside = [&] {
    n.fail("cuts more dimensions than shape " + shapeText(type.getShape()) +
           " has");
    return Item();
  };
  for (size_t k = 0; k < entries; ++k) {
    auto place = static_cast<int64_t>(from.size());
    if (ellipsis >> k & 1) {
      for (int64_t rest = type.getRank() - place - left; rest > 0; --rest)
        whole();
      continue;
    }
    if (newAxes >> k & 1) {
      shape.push_back(1);
      continue;
    }
    --left;
    if (place >= type.getRank())
      return outside();
    int64_t extent = type.getDimSize(place);
    bool openBegin = beginMask >> k & 1, openEnd = endMask >> k & 1;
    if (shrink >> k & 1)
      openBegin = openEnd = false;
    if (ShapedType::isDynamic(extent)) {
      if (!(openBegin || begin[k] == 0) || !openEnd || step[k] != 1) {
        n.fail("cuts the batch, whose number of rows is not known");
        return Item();
      }
      whole();
      continue;
    }
    if (step[k] != 1) {
      n.fail("has stride " + Twine(step[k]) + ", supported is 1");
      return Item();
    }
    auto bound = [&](int64_t at) {
      return std::clamp<int64_t>(at < 0 ? at + extent : at, 0, extent);
    };
    int64_t first = openBegin ? 0 : bound(begin[k]);
    int64_t last = openEnd ? extent : bound(end[k]);
    if (shrink >> k & 1)
      last = first + 1;
    if (last <= first || last > extent) {
      n.fail("takes nothing of dimension " + Twine(place) + " of shape " +
             shapeText(type.getShape()));
      return Item();
    }
    from.push_back(first);
    size.push_back(last - first);
    if (!(shrink >> k & 1))
      shape.push_back(last - first);
  }
  while (static_cast<int64_t>(from.size()) < type.getRank())
    whole();
  Value cut = n.emit<SliceOp>(
      x, n.attributes().ints("begin", from).ints("size", size));
  return Item::tensor(n.reshape(cut, shape));
}

void addTensorOps(OpTable &table) {
  table["Cast"] = importCast;
  table["Reshape"] = importReshape;
  table["Flatten"] = importFlatten;
  table["Transpose"] = importTranspose;
  table["ExpandDims"] = importExpandDims;
  table["Squeeze"] = importSqueeze;
  table["BroadcastTo"] = importBroadcastTo;
  table["Concat"] = importConcat;
  table["Split"] = importSplit;
  table["Slice"] = importSlice;
  table["OneHot"] = importOneHot;
  table["Gather"] = table["GatherV2"] = importGather;
  table["StridedSlice"] = importStridedSlice;
}

} // namespace ms
