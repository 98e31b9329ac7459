//===- Image.cpp - Resizing, sampling, adaptive pooling -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

template <typename OpT> static void exportResize(NodeWriter &n) {
  auto op = n.as<OpT>();
  n.result(n.call(n.getNodeType(),
                  {n.operand(0), n.smallInts(getInts(op.getSize()))},
                  AttributeList()
                      .boolean("align_corners", op.getAlignCorners())
                      .boolean("half_pixel_centers", op.getHalfPixelCenters()),
                  n.resultType()));
}

/// The graph engine computes these in 32 bits, whatever it is given.
template <typename OpT> static void exportWideResize(NodeWriter &n) {
  if (n.resultType().getElementType().isF32())
    return exportResize<OpT>(n);
  n.fail("elements that are not of 32 bits");
}

static void exportDepthToSpace(NodeWriter &n) {
  n.result(
      n.call("DepthToSpace", n.operands(),
             AttributeList()
                 .integer("block_size", n.as<DepthToSpaceOp>().getBlockSize())
                 .text("data_format", "NCHW"),
             n.resultType()));
}

static void exportSpaceToDepth(NodeWriter &n) {
  n.result(
      n.call("SpaceToDepth", n.operands(),
             AttributeList()
                 .integer("block_size", n.as<SpaceToDepthOp>().getBlockSize())
                 .text("data_format", "NCHW"),
             n.resultType()));
}

static void exportGridSampler(NodeWriter &n) {
  auto op = n.as<GridSampler2DOp>();
  n.result(n.call("GridSampler2D", n.operands(),
                  AttributeList()
                      .text("interpolation_mode", op.getInterpolationMode())
                      .text("padding_mode", op.getPaddingMode())
                      .boolean("align_corners", op.getAlignCorners()),
                  n.resultType()));
}

static AttributeList outputSize(NodeWriter &n) {
  return AttributeList().ints("output_size",
                              n.resultType().getShape().drop_front(2));
}

static void exportAdaptiveAvgPool(NodeWriter &n) {
  n.result(
      n.call("AdaptiveAvgPool2d", n.operands(), outputSize(n), n.resultType()));
}

/// The second result holds places.
static void exportAdaptiveMaxPool(NodeWriter &n) {
  RankedTensorType type = n.resultType();
  auto places = RankedTensorType::get(type.getShape(),
                                      IntegerType::get(type.getContext(), 32));
  n.result(n.callMany("AdaptiveMaxPool2d", n.operands(), outputSize(n),
                      {type, places})[0]);
}

void addImageOps(ExportTable &table) {
  table.add<ResizeNearestNeighborOp>(exportResize<ResizeNearestNeighborOp>,
                                     "ResizeNearestNeighborV2");
  table.add<ResizeBilinearOp>(exportWideResize<ResizeBilinearOp>,
                              "ResizeBilinearV2");
  table.add<ResizeBicubicOp>(exportWideResize<ResizeBicubicOp>,
                             "ResizeBicubic");
  table.add<DepthToSpaceOp>(exportDepthToSpace);
  table.add<SpaceToDepthOp>(exportSpaceToDepth);
  table.add<GridSampler2DOp>(exportGridSampler);
  table.add<AdaptiveAvgPool2DOp>(exportAdaptiveAvgPool);
  table.add<AdaptiveMaxPool2DOp>(exportAdaptiveMaxPool);
}

} // namespace ms::air
