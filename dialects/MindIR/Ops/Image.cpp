//===- Image.cpp - Resizing, sampling, adaptive pooling -------------------===//
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

/// Weights of the pixels at the distances t and 1 + t, for 0 <= t <= 1.
static std::pair<float, float> cubicWeights(double a, float t) {
  auto near = static_cast<float>(((a + 2) * t - (a + 3)) * t * t + 1);
  float s = t + 1;
  auto far = static_cast<float>(((a * s - 5 * a) * s + 8 * a) * s - 4 * a);
  return {near, far};
}

/// In f32 and with places in steps of 1/1024, as MindSpore's table has them.
SmallVector<ResizeRule::Cubic> ResizeRule::cubic(int64_t in,
                                                 int64_t out) const {
  constexpr float kSteps = 1024;
  float scale = alignCorners && out > 1
                    ? static_cast<float>(in - 1) / static_cast<float>(out - 1)
                    : static_cast<float>(in) / static_cast<float>(out);
  double a = halfPixelCenters ? -0.5 : -0.75;
  SmallVector<Cubic> places;
  for (int64_t k = 0; k < out; ++k) {
    auto at = static_cast<float>(k);
    float place = halfPixelCenters ? (at + 0.5f) * scale - 0.5f : at * scale;
    auto first = static_cast<int64_t>(std::floor(place));
    float step = std::nearbyint((place - static_cast<float>(first)) * kSteps);
    auto [near0, far0] = cubicWeights(a, step / kSteps);
    auto [near1, far1] = cubicWeights(a, (kSteps - step) / kSteps);
    Cubic cubic = {{}, {far0, near0, near1, far1}};
    double sum = 0;
    for (int64_t t = 0; t < 4; ++t) {
      int64_t wanted = first - 1 + t;
      cubic.place[t] = std::clamp<int64_t>(wanted, 0, in - 1);
      if (halfPixelCenters && cubic.place[t] != wanted)
        cubic.weight[t] = 0;
      sum += cubic.weight[t];
    }
    for (double &weight : cubic.weight)
      weight /= halfPixelCenters ? sum : 1;
    places.push_back(cubic);
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
MINDIR_DEFINE_INFER(ResizeBicubicOp, inferResize)

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
MINDIR_DEFINE_INFER(ResizeBicubicGradOp, inferResizeGrad)

/// Whether `x` is an image of a known size: (C1) of ops that move its pixels.
static LogicalResult checkImage(RankedTensorType x, const Inference &at) {
  if (x.getRank() == 4 && !x.isDynamicDim(1) && !x.isDynamicDim(2) &&
      !x.isDynamicDim(3))
    return success();
  return at.fail("the image has type " + typeText(x) +
                 ", but needs rank 4 and static channels, height and width "
                 "(C1)");
}

static LogicalResult inferDepthToSpace(DepthToSpaceOp::Adaptor op,
                                       const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (failed(checkImage(x, at)))
    return failure();
  int64_t block = op.getBlockSize(), channels = x.getDimSize(1), height, width;
  if (block < 1 || block > kMaxExtent || channels % (block * block) != 0 ||
      llvm::MulOverflow(x.getDimSize(2), block, height) ||
      llvm::MulOverflow(x.getDimSize(3), block, width))
    return at.fail("block_size is " + Twine(block) +
                   ", and the image has type " + typeText(x) + " (C2)");
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), channels / (block * block), height, width},
      x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(DepthToSpaceOp, inferDepthToSpace)

static LogicalResult inferSpaceToDepth(SpaceToDepthOp::Adaptor op,
                                       const Inference &at, Types &types) {
  RankedTensorType x = tensorType(op.getX());
  if (failed(checkImage(x, at)))
    return failure();
  int64_t block = op.getBlockSize();
  int64_t height = x.getDimSize(2), width = x.getDimSize(3), channels;
  if (block < 1 || block > kMaxExtent || height % block != 0 ||
      width % block != 0 ||
      llvm::MulOverflow(x.getDimSize(1), block * block, channels))
    return at.fail("block_size is " + Twine(block) +
                   ", and the image has type " + typeText(x) + " (C2)");
  types.push_back(RankedTensorType::get(
      {x.getDimSize(0), channels, height / block, width / block},
      x.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(SpaceToDepthOp, inferSpaceToDepth)

/// The type of the pixels of `image` that `grid` takes.
static FailureOr<RankedTensorType> sampledType(Value image, Value places,
                                               const Inference &at) {
  RankedTensorType x = tensorType(image), grid = tensorType(places);
  if (failed(checkImage(x, at)))
    return failure();
  if (x.getDimSize(2) > kMaxExtent || x.getDimSize(3) > kMaxExtent)
    return at.fail("the image has type " + typeText(x) +
                   ", but its height and width must not be larger than " +
                   Twine(kMaxExtent) + " (C1)");
  if (grid.getRank() != 4 || grid.getDimSize(0) != x.getDimSize(0) ||
      grid.isDynamicDim(1) || grid.isDynamicDim(2) || grid.getDimSize(3) != 2 ||
      grid.getElementType() != x.getElementType())
    return at.fail("the grid has type " + typeText(grid) +
                   ", which does not fit to the image " + typeText(x) +
                   " (C2)");
  return RankedTensorType::get({x.getDimSize(0), x.getDimSize(1),
                                grid.getDimSize(1), grid.getDimSize(2)},
                               x.getElementType());
}

static LogicalResult inferGridSampler(GridSampler2DOp::Adaptor op,
                                      const Inference &at, Types &types) {
  auto y = sampledType(op.getX(), op.getGrid(), at);
  if (failed(y))
    return failure();
  types.push_back(*y);
  return success();
}
MINDIR_DEFINE_INFER(GridSampler2DOp, inferGridSampler)

static LogicalResult inferGridSamplerGrad(GridSampler2DGradOp::Adaptor op,
                                          const Inference &at, Types &types) {
  auto y = sampledType(op.getX(), op.getGrid(), at);
  if (failed(y))
    return failure();
  if (op.getDy().getType() != *y)
    return at.fail("dy has type " + typeText(op.getDy().getType()) +
                   ", but the result has " + typeText(*y) + " (C3)");
  types.push_back(op.getX().getType());
  types.push_back(op.getGrid().getType());
  return success();
}
MINDIR_DEFINE_INFER(GridSampler2DGradOp, inferGridSamplerGrad)

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
