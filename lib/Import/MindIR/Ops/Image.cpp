//===- Image.cpp - Resizing, sampling, adaptive pooling -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/Compose.h"
#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Image.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Height and width of an image; nothing after an error.
static std::optional<std::array<int64_t, 2>> extents(NodeReader &n, Value x) {
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return std::nullopt;
  if (type.getRank() == 4)
    return std::array<int64_t, 2>{type.getDimSize(2), type.getDimSize(3)};
  n.fail("takes a tensor of shape " + shapeText(type.getShape()) +
         ", expected an image [N, C, H, W]");
  return std::nullopt;
}

/// Flags from input `k` on.
static OpAttributes corners(NodeReader &n, unsigned k) {
  return n.attributes()
      .flag("align_corners", n.boolean({k, "align_corners"}, false))
      .flag("half_pixel_centers",
            n.boolean({k + 1, "half_pixel_centers"}, false));
}

template <typename OpT> static Item importResize(NodeReader &n) {
  Value x = n.tensor(0);
  NodeReader::Ints size = n.ints({1, "size"});
  return Item::tensor(n.emit<OpT>(x, corners(n, 2).ints("size", size)));
}

/// The newer form: a size or factors, and other defaults.
template <typename OpT, bool linear> static Item importUpsample(NodeReader &n) {
  Value x = n.tensor(0);
  auto image = extents(n, x);
  if (!image)
    return Item();
  NodeReader::Ints size;
  if (n.has({1, "output_size"})) {
    size = n.ints({1, "output_size"});
  } else {
    for (unsigned k = 0; k < 2 && !n.hasFailed(); ++k) {
      const Item &scales = n.input(2);
      if (!scales.is(Item::Kind::Tuple) || scales.list().size() != 2 ||
          !scales.list()[k].isNumber() || scales.list()[k].number() > 4096)
        n.fail("has neither a size nor two factors");
      else
        size.push_back(static_cast<int64_t>(static_cast<double>((*image)[k]) *
                                            scales.list()[k].number()));
    }
  }
  bool align = linear && n.boolean({3, "align_corners"}, false);
  return Item::tensor(
      n.emit<OpT>(x, n.attributes()
                         .ints("size", size)
                         .flag("align_corners", align)
                         .flag("half_pixel_centers", linear && !align)));
}

/// dy and the height and width of the image.
static Item importNearestGrad(NodeReader &n) {
  Value dy = n.tensor(0);
  NodeReader::Ints size = n.ints({1, "size"});
  return Item::tensor(n.emit<ResizeNearestNeighborGradOp>(
      dy, corners(n, 2).ints("input_size", size)));
}

/// dy and the image.
template <typename OpT> static Item importResizeGrad(NodeReader &n) {
  Value dy = n.tensor(0), image = n.tensor(1);
  auto size = extents(n, image);
  if (!size)
    return Item();
  return Item::tensor(n.emit<OpT>(dy, corners(n, 2).ints("input_size", *size)));
}

template <typename OpT> static Item importBlocks(NodeReader &n) {
  Value x = n.tensor(0);
  n.expectNCHW(attribute("format"));
  int64_t size = n.integer(attribute("block_size"));
  return Item::tensor(
      n.emit<OpT>(x, n.attributes().integer("block_size", size)));
}

/// Channels in groups, of which the first ones come first.
static Item importChannelShuffle(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t group = n.integer(attribute("group"));
  RankedTensorType type = n.typeOf(x);
  if (!type || n.hasFailed())
    return Item();
  int64_t rank = type.getRank();
  if (rank < 3 || type.isDynamicDim(1) || group < 1 ||
      type.getDimSize(1) % group != 0) {
    n.fail("cannot cut the channels of shape " + shapeText(type.getShape()) +
           " in " + Twine(group) + " groups");
    return Item();
  }
  NodeReader::Ints shape(type.getShape()), perm(rank + 1);
  shape[1] /= group;
  shape.insert(shape.begin() + 1, group);
  std::iota(perm.begin(), perm.end(), 0);
  std::swap(perm[1], perm[2]);
  Value y = compose::transpose(n, n.reshape(x, shape), perm);
  return Item::tensor(n.reshape(y, type.getShape()));
}

/// How places are read, from input `k` on.
static OpAttributes sampling(NodeReader &n, unsigned k) {
  return n.attributes()
      .text("interpolation_mode", n.choice({k, "interpolation_mode"},
                                           {"bilinear", "nearest"}, "bilinear"))
      .text("padding_mode",
            n.choice({k + 1, "padding_mode"}, {"zeros", "border", "reflection"},
                     "zeros"))
      .flag("align_corners", n.boolean({k + 2, "align_corners"}, false));
}

static Item importGridSampler(NodeReader &n) {
  Value x = n.tensor(0), grid = n.tensor(1);
  return Item::tensor(n.emit<GridSampler2DOp>({x, grid}, sampling(n, 2)));
}

static Item importGridSamplerGrad(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1), grid = n.tensor(2);
  return n.emitTuple<GridSampler2DGradOp>({dy, x, grid}, sampling(n, 3));
}

void addImageOps(OpTable &table) {
  table["ResizeNearestNeighbor"] = table["ResizeNearestNeighborV2"] =
      importResize<ResizeNearestNeighborOp>;
  table["ResizeBilinearV2"] = table["ResizeBilinear"] =
      importResize<ResizeBilinearOp>;
  table["UpsampleNearest2D"] = importUpsample<ResizeNearestNeighborOp, false>;
  table["UpsampleBilinear2D"] = importUpsample<ResizeBilinearOp, true>;
  table["ResizeNearestNeighborGrad"] = table["ResizeNearestNeighborV2Grad"] =
      importNearestGrad;
  table["ResizeBilinearGrad"] = importResizeGrad<ResizeBilinearGradOp>;
  table["ResizeBicubic"] = importResize<ResizeBicubicOp>;
  table["ResizeBicubicGrad"] = importResizeGrad<ResizeBicubicGradOp>;
  table["DepthToSpace"] = importBlocks<DepthToSpaceOp>;
  table["SpaceToDepth"] = importBlocks<SpaceToDepthOp>;
  table["ChannelShuffle"] = importChannelShuffle;
  table["GridSampler2D"] = importGridSampler;
  table["GridSampler2DGrad"] = importGridSamplerGrad;
}

} // namespace ms
