//===- Image.cpp - Resizing, sampling, adaptive pooling -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Image.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

template <typename OpT> static void importResize(NodeReader &n) {
  Value x = n.tensor(n.slotName(0));
  n.result(n.emit<OpT>(
      x, n.attributes()
             .ints("size", n.ints("size"))
             .flag("align_corners", n.boolAttr("align_corners"))
             .flag("half_pixel_centers", n.boolAttr("half_pixel_centers"))));
}

template <typename OpT> static void importBlocks(NodeReader &n) {
  if (n.getType() == "DepthToSpace")
    n.expectText("mode", "DCR");
  n.expectText("data_format", "NCHW");
  n.result(n.emit<OpT>(
      n.tensor("x"),
      n.attributes().integer("block_size", n.intAttr("block_size"))));
}

static void importGridSampler(NodeReader &n) {
  Value x = n.tensor("x"), grid = n.tensor("grid");
  n.result(n.emit<GridSampler2DOp>(
      {x, grid},
      n.attributes()
          .text("interpolation_mode", n.textAttr("interpolation_mode"))
          .text("padding_mode", n.textAttr("padding_mode"))
          .flag("align_corners", n.boolAttr("align_corners"))));
}

template <typename OpT> static void importAdaptivePool(NodeReader &n) {
  n.result(n.emit<OpT>(
      n.tensor("x"),
      n.attributes().ints("output_size", n.intsAttr("output_size"))));
}

void addImageOps(OpTable &table) {
  table["ResizeNearestNeighborV2"] = importResize<ResizeNearestNeighborOp>;
  table["ResizeBilinearV2"] = importResize<ResizeBilinearOp>;
  table["ResizeBicubic"] = importResize<ResizeBicubicOp>;
  table["DepthToSpace"] = importBlocks<DepthToSpaceOp>;
  table["SpaceToDepth"] = importBlocks<SpaceToDepthOp>;
  table["GridSampler2D"] = importGridSampler;
  table["AdaptiveAvgPool2d"] = importAdaptivePool<AdaptiveAvgPool2DOp>;
  table["AdaptiveMaxPool2d"] = importAdaptivePool<AdaptiveMaxPool2DOp>;
}

} // namespace ms::air
