//===- Image.cpp - Resizing and adaptive pooling --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Shapes, and which places of an image belong to which of its result.
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Image.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

SmallVector<int64_t> ResizeRule::nearest(int64_t in, int64_t out) const {
  bool align = alignCorners && out > 1;
  float scale = align ? static_cast<float>(in - 1) / static_cast<float>(out - 1)
                      : static_cast<float>(in) / static_cast<float>(out);
  SmallVector<int64_t> places;
  for (int64_t k = 0; k < out; ++k) {
    float at = static_cast<float>(k);
    float place = halfPixelCenters ? std::floor((at + 0.5f) * scale)
                  : align          ? std::round(at * scale)
                                   : std::floor(at * scale);
    places.push_back(std::min(static_cast<int64_t>(place), in - 1));
  }
  return places;
}

SmallVector<double> ResizeRule::between(int64_t in, int64_t out) const {
  double last = static_cast<double>(in - 1);
  double scale = alignCorners && out > 1
                     ? last / static_cast<double>(out - 1)
                     : static_cast<double>(in) / static_cast<double>(out);
  SmallVector<double> places;
  for (int64_t k = 0; k < out; ++k) {
    double at = static_cast<double>(k);
    double place = halfPixelCenters ? (at + 0.5) * scale - 0.5 : at * scale;
    places.push_back(std::clamp(place, 0.0, last));
  }
  return places;
}

SmallVector<PlaceRange> ms::mindir::adaptiveWindows(int64_t in, int64_t out) {
  SmallVector<PlaceRange> windows;
  for (int64_t k = 0; k < out; ++k)
    windows.push_back({k * in / out, ((k + 1) * in + out - 1) / out});
  return windows;
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

static constexpr int64_t kMaxExtent = 4096;

/// Checks (C1) and (C2) and appends the type of the result of size `size`.
static LogicalResult inferSized(Value image, const char *name, ArrayAttr attr,
                                const Inference &at, Types &types) {
  RankedTensorType x = tensorType(image);
  if (x.getRank() != 4 || x.isDynamicDim(2) || x.isDynamicDim(3))
    return at.fail("the image has type " + typeText(x) +
                   ", but needs rank 4 and a static height and width (C1)");
  // The parser infers before it has the attributes; the verifier infers again.
  if (!attr)
    return failure();
  SmallVector<int64_t> size = getInts(attr);
  if (size.size() != 2 || size[0] <= 0 || size[1] <= 0)
    return at.fail(Twine(name) + " is " + shapeText(size) +
                   ", but needs 2 positive entries (C2)");
  for (int64_t extent : {size[0], size[1], x.getDimSize(2), x.getDimSize(3)})
    if (extent > kMaxExtent)
      return at.fail("an extent is " + Twine(extent) +
                     ", but must not be larger than " + Twine(kMaxExtent) +
                     " (C2)");
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), x.getDimSize(1), size[0], size[1]},
      x.getElementType()));
  return success();
}

template <typename Adaptor>
static LogicalResult checkCenters(Adaptor op, const Inference &at) {
  if (op.getAlignCorners() && op.getHalfPixelCenters())
    return at.fail("both align_corners and half_pixel_centers are set (C3)");
  return success();
}

template <typename Adaptor>
static LogicalResult inferResize(Adaptor op, const Inference &at,
                                 Types &types) {
  if (failed(inferSized(op.getX(), "size", op.getSizeAttr(), at, types)))
    return failure();
  return checkCenters(op, at);
}
MINDIR_DEFINE_INFER(ResizeNearestNeighborOp, inferResize)
MINDIR_DEFINE_INFER(ResizeBilinearOp, inferResize)

template <typename Adaptor>
static LogicalResult inferResizeGrad(Adaptor op, const Inference &at,
                                     Types &types) {
  if (failed(inferSized(op.getDy(), "input_size", op.getInputSizeAttr(), at,
                        types)))
    return failure();
  return checkCenters(op, at);
}
MINDIR_DEFINE_INFER(ResizeNearestNeighborGradOp, inferResizeGrad)
MINDIR_DEFINE_INFER(ResizeBilinearGradOp, inferResizeGrad)

template <typename Adaptor>
static LogicalResult inferAdaptivePool(Adaptor op, const Inference &at,
                                       Types &types) {
  return inferSized(op.getX(), "output_size", op.getOutputSizeAttr(), at,
                    types);
}
MINDIR_DEFINE_INFER(AdaptiveAvgPool2DOp, inferAdaptivePool)
MINDIR_DEFINE_INFER(AdaptiveMaxPool2DOp, inferAdaptivePool)

static LogicalResult inferAvgGrad(AdaptiveAvgPool2DGradOp::Adaptor op,
                                  const Inference &at, Types &types) {
  return inferSized(op.getDy(), "input_size", op.getInputSizeAttr(), at, types);
}
MINDIR_DEFINE_INFER(AdaptiveAvgPool2DGradOp, inferAvgGrad)

static LogicalResult inferMaxGrad(AdaptiveMaxPool2DGradOp::Adaptor op,
                                  const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX()), y = tensorType(op.getY());
  for (RankedTensorType type : {x, y})
    if (type.getRank() != 4 || type.isDynamicDim(2) || type.isDynamicDim(3) ||
        type.getDimSize(2) > kMaxExtent || type.getDimSize(3) > kMaxExtent)
      return at.fail("an image has type " + typeText(type) +
                     ", but needs rank 4 and a static height and width of at "
                     "most " +
                     Twine(kMaxExtent) + " (C1)");
  if (op.getDy().getType() != y || y.getDimSize(0) != x.getDimSize(0) ||
      y.getDimSize(1) != x.getDimSize(1) ||
      y.getElementType() != x.getElementType())
    return at.fail("the result has type " + typeText(y) + " and its gradient " +
                   typeText(op.getDy().getType()) + ", but the input is " +
                   typeText(x) + " (C2)");
  types.push_back(x);
  return success();
}
MINDIR_DEFINE_INFER(AdaptiveMaxPool2DGradOp, inferMaxGrad)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Image.cpp.inc"
