//===- Image.cpp - Resizing, sampling, adaptive pooling -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/MindIRShapes.h"
#include "dialects/MindIR/Ops/Image.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

Ref resampled(NodeWriter &n, const Ref &x, ArrayRef<double> rows,
              ArrayRef<double> columns, int64_t height, int64_t width) {
  ArrayRef<int64_t> shape = x.type.getShape();
  Ref left = n.reals(rows, withShape(x.type, {height, shape[2]}));
  Ref right = n.reals(columns, withShape(x.type, {shape[3], width}));
  Ref y = n.call("MatMul", {left, x},
                 withShape(x.type, {shape[0], shape[1], height, shape[3]}));
  return n.call("MatMul", {y, right},
                withShape(x.type, {shape[0], shape[1], height, width}));
}

/// A matrix turned round.
static std::vector<double> turned(ArrayRef<double> matrix, int64_t rows,
                                  int64_t columns) {
  std::vector<double> result(matrix.size());
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t k = 0; k < columns; ++k)
      result[k * rows + i] = matrix[i * columns + k];
  return result;
}

//===----------------------------------------------------------------------===//
// Resizing
//===----------------------------------------------------------------------===//

static StringRef coordinateMode(const ResizeRule &rule) {
  return rule.alignCorners       ? "align_corners"
         : rule.halfPixelCenters ? "half_pixel"
                                 : "asymmetric";
}

static Ref resize(NodeWriter &n, const Ref &x, const ResizeRule &rule,
                  Attributes attributes) {
  RankedTensorType type = withElement(n.resultType(), x.element());
  attributes.text("coordinate_transformation_mode", coordinateMode(rule));
  Ref none{"", nullptr};
  auto f32 = Float32Type::get(type.getContext());
  // Before opset 13 region and scales are there, but empty.
  Ref empty =
      n.opset() >= 13 ? none : n.reals({}, RankedTensorType::get({0}, f32));
  ArrayRef<int64_t> shape = type.getShape();
  // Sizes are those of all dimensions. Where the batch is open, scales do if
  // they give the same ones; else the batch is asked for.
  bool isScaled = !type.hasStaticShape();
  float scales[2];
  for (unsigned k = 0; k < 2; ++k) {
    auto from = static_cast<float>(x.extent(2 + k)),
         to = static_cast<float>(shape[2 + k]);
    scales[k] = to / from;
    // Readers round down what they get in 32 or in 64 bits.
    isScaled &= std::floor(scales[k] * from) == to &&
                std::floor(static_cast<double>(scales[k]) * from) == to;
  }
  if (isScaled)
    return n.call("Resize",
                  {x, empty,
                   n.reals({1, 1, scales[0], scales[1]},
                           RankedTensorType::get({4}, f32))},
                  type, attributes);
  Ref sizes;
  if (type.hasStaticShape()) {
    sizes = n.ints(shape);
  } else {
    auto whole = IntegerType::get(type.getContext(), 64);
    Ref all = n.call("Shape", {x}, RankedTensorType::get({4}, whole));
    sizes = n.concat({n.slice(all, 0, 0, 2), n.ints(shape.drop_front(2))}, 0);
  }
  return n.call("Resize", {x, empty, empty, sizes}, type, attributes);
}

/// Where ONNX Runtime, in its own arithmetic, takes another pixel than the
/// dialect does, pixels are gathered.
static bool takesThese(const ResizeRule &rule, ArrayRef<int64_t> places,
                       int64_t in) {
  auto out = static_cast<int64_t>(places.size());
  float scale = static_cast<float>(out) / static_cast<float>(in);
  for (int64_t k = 0; k < out; ++k) {
    auto place = static_cast<float>(k);
    if (rule.alignCorners)
      place = out == 1 ? 0
                       : place * static_cast<float>(in - 1) /
                             static_cast<float>(out - 1);
    else if (rule.halfPixelCenters)
      place = (place + 0.5f) / scale - 0.5f;
    else
      place = place / scale;
    bool isNearest = rule.alignCorners || rule.halfPixelCenters;
    float taken = isNearest ? std::round(place) : std::floor(place);
    taken = std::min(std::max(taken, 0.0f), static_cast<float>(in - 1));
    if (static_cast<int64_t>(taken) != places[k])
      return false;
  }
  return true;
}

static void exportNearest(NodeWriter &n) {
  auto op = n.as<ResizeNearestNeighborOp>();
  ResizeRule rule = ResizeRule::of(op);
  Ref x = n.wideOperand(0);
  SmallVector<int64_t> size = getInts(op.getSize());
  SmallVector<int64_t> rows = rule.nearest(x.extent(2), size[0]),
                       columns = rule.nearest(x.extent(3), size[1]);
  bool isNearest = rule.alignCorners || rule.halfPixelCenters;
  if ((x.element().isF32() || x.element().isF16()) &&
      takesThese(rule, rows, x.extent(2)) &&
      takesThese(rule, columns, x.extent(3)))
    return n.result(resize(
        n, x, rule,
        Attributes()
            .text("mode", "nearest")
            .text("nearest_mode", isNearest ? "round_prefer_ceil" : "floor")));
  SmallVector<int64_t> shape(x.type.getShape());
  shape[2] = size[0];
  Ref y = n.call("Gather", {x, n.ints(rows)}, withShape(x.type, shape),
                 Attributes().integer("axis", 2));
  shape[3] = size[1];
  n.result(n.call("Gather", {y, n.ints(columns)}, withShape(x.type, shape),
                  Attributes().integer("axis", 3)));
}

static std::vector<double> bilinearMatrix(const ResizeRule &rule, int64_t in,
                                          int64_t out) {
  std::vector<double> matrix(in * out);
  for (auto [k, place] : llvm::enumerate(rule.between(in, out))) {
    auto low = static_cast<int64_t>(place);
    double rest = place - static_cast<double>(low);
    matrix[k * in + low] += 1 - rest;
    matrix[k * in + std::min(low + 1, in - 1)] += rest;
  }
  return matrix;
}

static void exportBilinear(NodeWriter &n) {
  auto op = n.as<ResizeBilinearOp>();
  ResizeRule rule = ResizeRule::of(op);
  Ref x = n.wideOperand(0);
  // ONNX Runtime does it in f32.
  if (!x.element().isF64())
    return n.result(resize(n, x, rule, Attributes().text("mode", "linear")));
  SmallVector<int64_t> size = getInts(op.getSize());
  int64_t height = x.extent(2), width = x.extent(3);
  n.result(
      resampled(n, x, bilinearMatrix(rule, height, size[0]),
                turned(bilinearMatrix(rule, width, size[1]), size[1], width),
                size[0], size[1]));
}

static std::vector<double> cubicMatrix(const ResizeRule &rule, int64_t in,
                                       int64_t out) {
  std::vector<double> matrix(in * out);
  for (auto [k, cubic] : llvm::enumerate(rule.cubic(in, out)))
    for (int t = 0; t < 4; ++t)
      matrix[k * in + cubic.place[t]] += cubic.weight[t];
  return matrix;
}

/// The dialect's weights are MindSpore's, in steps of 1/1024: ONNX has others.
static void exportBicubic(NodeWriter &n) {
  auto op = n.as<ResizeBicubicOp>();
  ResizeRule rule = ResizeRule::of(op);
  Ref x = n.wideOperand(0);
  SmallVector<int64_t> size = getInts(op.getSize());
  int64_t height = x.extent(2), width = x.extent(3);
  n.result(resampled(n, x, cubicMatrix(rule, height, size[0]),
                     turned(cubicMatrix(rule, width, size[1]), size[1], width),
                     size[0], size[1]));
}

//===----------------------------------------------------------------------===//
// Blocks, sampling
//===----------------------------------------------------------------------===//

static void exportDepthToSpace(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  if (isa<IntegerType>(x.element()))
    return n.fail("of whole numbers");
  n.result(
      n.call("DepthToSpace", {x}, withElement(n.resultType(), x.element()),
             Attributes()
                 .integer("blocksize", n.as<DepthToSpaceOp>().getBlockSize())
                 .text("mode", "DCR")));
}

static void exportSpaceToDepth(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  if (isa<IntegerType>(x.element()))
    return n.fail("of whole numbers");
  n.result(n.call("SpaceToDepth", {x}, withElement(n.resultType(), x.element()),
                  Attributes().integer("blocksize",
                                       n.as<SpaceToDepthOp>().getBlockSize())));
}

static void exportGridSampler(NodeWriter &n) {
  auto op = n.as<GridSampler2DOp>();
  if (n.opset() < 16)
    return n.fail("needs opset 16");
  Ref x = n.wideOperand(0);
  n.result(n.call("GridSample", {x, n.wideOperand(1)},
                  withElement(n.resultType(), x.element()),
                  Attributes()
                      .text("mode", op.getInterpolationMode())
                      .text("padding_mode", op.getPaddingMode())
                      .integer("align_corners", op.getAlignCorners())));
}

//===----------------------------------------------------------------------===//
// Adaptive pooling
//===----------------------------------------------------------------------===//

/// The extents of windows of one size side by side, or nothing.
static std::optional<std::array<int64_t, 2>>
evenWindow(ArrayRef<int64_t> image, ArrayRef<int64_t> size) {
  if (image[0] % size[0] || image[1] % size[1])
    return std::nullopt;
  return std::array<int64_t, 2>{image[0] / size[0], image[1] / size[1]};
}

static Ref evenPool(NodeWriter &n, StringRef type, const Ref &x,
                    ArrayRef<int64_t> window) {
  return n.call(
      type, {x}, withElement(n.resultType(), x.element()),
      Attributes().ints("kernel_shape", window).ints("strides", window));
}

static std::vector<double> meanMatrix(int64_t in, int64_t out) {
  std::vector<double> matrix(in * out);
  for (auto [k, window] : llvm::enumerate(adaptiveWindows(in, out)))
    for (int64_t place = window.begin; place < window.end; ++place)
      matrix[k * in + place] =
          1 / static_cast<double>(window.end - window.begin);
  return matrix;
}

static void exportAdaptiveAvgPool(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  ArrayRef<int64_t> size = n.resultType().getShape().drop_front(2);
  int64_t height = x.extent(2), width = x.extent(3);
  if (size[0] == 1 && size[1] == 1)
    return n.result(n.call("GlobalAveragePool", {x},
                           withElement(n.resultType(), x.element())));
  if (auto window = evenWindow({height, width}, size))
    return n.result(evenPool(n, "AveragePool", x, *window));
  n.result(resampled(n, x, meanMatrix(height, size[0]),
                     turned(meanMatrix(width, size[1]), size[1], width),
                     size[0], size[1]));
}

/// Along one dimension: the maximum of each window.
static Ref windowMaxima(NodeWriter &n, const Ref &x, int64_t axis,
                        int64_t out) {
  SmallVector<Ref> parts;
  for (PlaceRange window : adaptiveWindows(x.extent(axis), out))
    parts.push_back(n.reduce(
        "ReduceMax", n.slice(x, axis, window.begin, window.end), {axis}, true));
  return parts.size() == 1 ? parts[0] : n.concat(parts, axis);
}

static void exportAdaptiveMaxPool(NodeWriter &n) {
  Ref x = n.wideOperand(0);
  ArrayRef<int64_t> size = n.resultType().getShape().drop_front(2);
  bool isReal = isa<FloatType>(x.element());
  auto window = evenWindow({x.extent(2), x.extent(3)}, size);
  if (isReal && window)
    return n.result(evenPool(n, "MaxPool", x, *window));
  n.result(windowMaxima(n, windowMaxima(n, x, 2, size[0]), 3, size[1]));
}

void addImageOps(ExportTable &table) {
  table.add<ResizeNearestNeighborOp>(exportNearest);
  table.add<ResizeBilinearOp>(exportBilinear);
  table.add<ResizeBicubicOp>(exportBicubic);
  table.add<DepthToSpaceOp>(exportDepthToSpace);
  table.add<SpaceToDepthOp>(exportSpaceToDepth);
  table.add<GridSampler2DOp>(exportGridSampler);
  table.add<AdaptiveAvgPool2DOp>(exportAdaptiveAvgPool);
  table.add<AdaptiveMaxPool2DOp>(exportAdaptiveMaxPool);
}

} // namespace ms::to_onnx
