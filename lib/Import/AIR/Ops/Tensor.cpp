//===- Tensor.cpp - Constants, shapes and data movement -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

static void importIdentity(NodeReader &n) { n.result(n.tensor("x")); }

static void importFill(NodeReader &n) {
  NodeReader::Ints shape = n.ints("dims");
  DenseElementsAttr value = n.literal("value");
  if (n.hasFailed())
    return;
  if (value.getNumElements() != 1 || !isSensible(shape))
    return n.fail("its value is no number, or its shape cannot be");
  DenseElementsAttr splat = cast<DenseElementsAttr>(value).reshape(
      RankedTensorType::get({}, value.getElementType()));
  n.result(n.emit<ConstantOp>(
      {}, n.attributes().set("value", splat.resizeSplat(RankedTensorType::get(
                                          shape, value.getElementType())))));
}

/// Zeros or ones in the shape of a tensor.
template <int number> static void importLike(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<BroadcastLikeOp>({n.number(x, number), x}));
}

static void importCast(NodeReader &n) {
  Value x = n.tensor("x");
  Type type = n.typeAttr("dst_type");
  if (type)
    n.result(n.emit<CastOp>(x, n.attributes().type("dtype", type)));
}

static void importReshape(NodeReader &n) {
  n.expectInt("axis", 0);
  n.expectInt("num_axes", -1);
  Value x = n.tensor("x");
  n.result(n.emit<ReshapeOp>(x, n.attributes().ints("shape", n.ints("shape"))));
}

static void importFlatten(NodeReader &n) {
  n.expectInt("axis", 1);
  n.result(n.emit<FlattenOp>(n.tensor("x")));
}

static void importTranspose(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(n.emit<TransposeOp>(x, n.attributes().ints("perm", n.ints("perm"))));
}

static void importBroadcastTo(NodeReader &n) {
  Value x = n.tensor("x");
  n.result(
      n.emit<BroadcastToOp>(x, n.attributes().ints("shape", n.ints("shape"))));
}

/// The values have the result's type.
static void importOneHot(NodeReader &n) {
  Value indices = n.tensor("x");
  DenseElementsAttr on = n.literal("on_value");
  if (!on)
    return;
  n.result(
      n.emit<OneHotOp>(indices, n.attributes()
                                    .integer("depth", n.integer("depth"))
                                    .type("dtype", on.getElementType())
                                    .integer("axis", n.intAttr("axis"))
                                    .number("on_value", n.real("on_value"))
                                    .number("off_value", n.real("off_value"))));
}

void addTensorOps(OpTable &table) {
  table["Identity"] = importIdentity;
  table["Fill"] = importFill;
  table["ZerosLike"] = importLike<0>;
  table["OnesLike"] = importLike<1>;
  table["Cast"] = importCast;
  table["Reshape"] = importReshape;
  table["Flatten"] = importFlatten;
  table["Transpose"] = importTranspose;
  table["BroadcastTo"] = importBroadcastTo;
  table["OneHot"] = importOneHot;
}

} // namespace ms::air
