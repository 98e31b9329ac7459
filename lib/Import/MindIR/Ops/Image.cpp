//===- Image.cpp - Resizing and adaptive pooling --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Image.h"

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
static Item importBilinearGrad(NodeReader &n) {
  Value dy = n.tensor(0), image = n.tensor(1);
  auto size = extents(n, image);
  if (!size)
    return Item();
  return Item::tensor(n.emit<ResizeBilinearGradOp>(
      dy, corners(n, 2).ints("input_size", *size)));
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
  table["ResizeBilinearGrad"] = importBilinearGrad;
}

} // namespace ms
