//===- Image.cpp - Resizing and adaptive pooling --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

template <typename OpT> static void exportResize(NodeWriter &n) {
  auto op = n.as<OpT>();
  n.result(n.call(n.getPrimitive(),
                  {n.operand(0), n.ints(op.getSize()),
                   n.boolean(op.getAlignCorners()),
                   n.boolean(op.getHalfPixelCenters())},
                  n.resultType()));
}

static void exportAdaptiveAvgPool(NodeWriter &n) {
  n.result(n.call("AdaptiveAvgPool2D", {n.operand(0)},
                  AttributeList().ints("output_size",
                                       n.resultType().getShape().drop_front(2)),
                  n.resultType()));
}

/// The second result holds places.
static void exportAdaptiveMaxPool(NodeWriter &n) {
  RankedTensorType type = n.resultType();
  auto places = RankedTensorType::get(type.getShape(),
                                      IntegerType::get(type.getContext(), 64));
  TupleRef pooled = n.callTuple(
      "AdaptiveMaxPool2D",
      {n.operand(0), n.ints(type.getShape().drop_front(2))}, {type, places});
  n.result(n.item(pooled, 0));
}

void addImageOps(ExportTable &table) {
  table.add<ResizeNearestNeighborOp>(exportResize<ResizeNearestNeighborOp>,
                                     "ResizeNearestNeighbor");
  table.add<ResizeBilinearOp>(exportResize<ResizeBilinearOp>,
                              "ResizeBilinearV2");
  table.add<AdaptiveAvgPool2DOp>(exportAdaptiveAvgPool);
  table.add<AdaptiveMaxPool2DOp>(exportAdaptiveMaxPool);
}

} // namespace ms
