//===- Image.cpp - Resizing, sampling, adaptive pooling -------------------===//
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
  n.result(n.call(n.getNodeType(),
                  {n.operand(0), n.ints(op.getSize()),
                   n.boolean(op.getAlignCorners()),
                   n.boolean(op.getHalfPixelCenters())},
                  n.resultType()));
}

template <typename OpT> static void exportBlocks(NodeWriter &n) {
  n.result(n.call(n.getNodeType(), {n.operand(0)},
                  AttributeList()
                      .integer("block_size", n.as<OpT>().getBlockSize())
                      .text("format", "NCHW"),
                  n.resultType()));
}

/// The modes are numbers, in this order.
static void exportGridSampler(NodeWriter &n) {
  auto op = n.as<GridSampler2DOp>();
  StringRef padding = op.getPaddingMode();
  n.result(n.call("GridSampler2D",
                  {n.operand(0), n.operand(1),
                   n.integer(op.getInterpolationMode() == "nearest" ? 1 : 0),
                   n.integer(padding == "zeros"    ? 0
                             : padding == "border" ? 1
                                                   : 2),
                   n.boolean(op.getAlignCorners())},
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
  table.add<ResizeBicubicOp>(exportResize<ResizeBicubicOp>, "ResizeBicubic");
  table.add<DepthToSpaceOp>(exportBlocks<DepthToSpaceOp>, "DepthToSpace");
  table.add<SpaceToDepthOp>(exportBlocks<SpaceToDepthOp>, "SpaceToDepth");
  table.add<GridSampler2DOp>(exportGridSampler);
  table.add<AdaptiveAvgPool2DOp>(exportAdaptiveAvgPool);
  table.add<AdaptiveMaxPool2DOp>(exportAdaptiveMaxPool);
}

} // namespace ms
