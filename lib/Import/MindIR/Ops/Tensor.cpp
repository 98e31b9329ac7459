//===- Tensor.cpp - Shapes and data movement ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "lib/Import/OpenBatch.h"

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
  return Item::tensor(
      n.emit<ReshapeOp>(x, n.attributes().ints("shape", shape)));
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
  return Item::tensor(openbatch::transpose(n, x, perm));
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
  n.promoteAll(parts);
  int64_t axis =
      n.integer(isTuple ? Argument{1, "axis"} : attribute("axis"), 0);
  return Item::tensor(
      n.emit<ConcatOp>(parts, n.attributes().integer("axis", axis)));
}

static Item importSlice(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints begin = n.ints({1, "begin"}), size = n.ints({2, "size"});
  return Item::tensor(n.emit<SliceOp>(
      x, n.attributes().ints("begin", begin).ints("size", size)));
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
  int64_t batch = n.integer({3, "batch_dims"}, 0);
  if (RankedTensorType type = n.typeOf(indices); type && batch < 0)
    batch += type.getRank();
  return Item::tensor(n.emit<GatherOp>(
      {table, indices},
      n.attributes().integer("axis", axis).integer("batch_dims", batch)));
}

void addTensorOps(OpTable &table) {
  table["Cast"] = importCast;
  table["Reshape"] = importReshape;
  table["Flatten"] = importFlatten;
  table["Transpose"] = importTranspose;
  table["BroadcastTo"] = importBroadcastTo;
  table["Concat"] = importConcat;
  table["Slice"] = importSlice;
  table["OneHot"] = importOneHot;
  table["Gather"] = table["GatherV2"] = importGather;
}

} // namespace ms
