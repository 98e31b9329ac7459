//===- Image.cpp - Rules: resizing, sampling, adaptive pooling ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Apart from the maximum, each op is linear and separable: along height and
// width, a place of the result is a sum of weighted places of the image. A
// gradient walks over the same places.
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Image.h"

#include <cmath>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

namespace {
/// For each place of a result's extent, the places of the image's and their
/// weights.
struct Share {
  int64_t place;
  double weight;
};
using Shares = std::vector<std::vector<Share>>;

Shares nearestShares(ResizeRule rule, int64_t in, int64_t out) {
  Shares shares;
  for (int64_t place : rule.nearest(in, out))
    shares.push_back({{place, 1.0}});
  return shares;
}

Shares bilinearShares(ResizeRule rule, int64_t in, int64_t out) {
  Shares shares;
  for (double place : rule.between(in, out)) {
    auto low = static_cast<int64_t>(place);
    double rest = place - static_cast<double>(low);
    shares.push_back({{low, 1 - rest}, {std::min(low + 1, in - 1), rest}});
  }
  return shares;
}

Shares bicubicShares(ResizeRule rule, int64_t in, int64_t out) {
  Shares shares;
  for (const ResizeRule::Cubic &cubic : rule.cubic(in, out)) {
    shares.emplace_back();
    for (int t = 0; t < 4; ++t)
      shares.back().push_back({cubic.place[t], cubic.weight[t]});
  }
  return shares;
}

Shares meanShares(int64_t in, int64_t out) {
  Shares shares;
  for (PlaceRange window : adaptiveWindows(in, out)) {
    double weight = 1 / static_cast<double>(window.end - window.begin);
    shares.emplace_back();
    for (int64_t place = window.begin; place < window.end; ++place)
      shares.back().push_back({place, weight});
  }
  return shares;
}
} // namespace

/// Calls `visit(index in the image, index in the result, weight)`.
template <typename Visit>
static void forEachShare(const Shares &rows, const Shares &columns,
                         int64_t planes, ArrayRef<int64_t> image, Visit visit) {
  int64_t result = 0;
  for (int64_t plane = 0; plane < planes; ++plane)
    for (const auto &row : rows)
      for (const auto &column : columns) {
        for (const Share &h : row)
          for (const Share &w : column)
            visit((plane * image[0] + h.place) * image[1] + w.place, result,
                  h.weight * w.weight);
        ++result;
      }
}

/// `make(in, out)` gives the shares along one extent.
template <typename Make>
static LogicalResult evaluateShares(Evaluation &e, ArrayRef<int64_t> size,
                                    Make make) {
  const ReferenceTensor &x = e.operand(0);
  ArrayRef<int64_t> image = ArrayRef<int64_t>(x.shape).take_back(2);
  ReferenceTensor &y = e.addResult({x.shape[0], x.shape[1], size[0], size[1]});
  forEachShare(make(image[0], size[0]), make(image[1], size[1]),
               x.shape[0] * x.shape[1], image,
               [&](int64_t from, int64_t to, double weight) {
                 y.data[to] += weight == 0 ? 0 : weight * x.data[from];
               });
  return success();
}

template <typename Make>
static LogicalResult evaluateSharesGrad(Evaluation &e, ArrayRef<int64_t> size,
                                        Make make) {
  const ReferenceTensor &dy = e.operand(0);
  ArrayRef<int64_t> result = ArrayRef<int64_t>(dy.shape).take_back(2);
  ReferenceTensor &dx =
      e.addResult({dy.shape[0], dy.shape[1], size[0], size[1]});
  forEachShare(make(size[0], result[0]), make(size[1], result[1]),
               dy.shape[0] * dy.shape[1], size,
               [&](int64_t from, int64_t to, double weight) {
                 dx.data[from] += weight * dy.data[to];
               });
  return success();
}

/// Calls `visit(index of the first largest element, index in the result)`.
template <typename Visit>
static void forEachMaximum(const ReferenceTensor &x, ArrayRef<int64_t> size,
                           Visit visit) {
  int64_t height = x.shape[2], width = x.shape[3], result = 0;
  SmallVector<PlaceRange> rows = adaptiveWindows(height, size[0]);
  SmallVector<PlaceRange> columns = adaptiveWindows(width, size[1]);
  for (int64_t plane = 0; plane < x.shape[0] * x.shape[1]; ++plane)
    for (PlaceRange row : rows)
      for (PlaceRange column : columns) {
        int64_t best = -1;
        for (int64_t h = row.begin; h < row.end; ++h)
          for (int64_t w = column.begin; w < column.end; ++w) {
            int64_t i = (plane * height + h) * width + w;
            // NaN wins, the first one.
            if (best < 0 || x.data[i] > x.data[best] ||
                (std::isnan(x.data[i]) && !std::isnan(x.data[best])))
              best = i;
          }
        visit(best, result++);
      }
}

static LogicalResult evaluateMax(AdaptiveMaxPool2DOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> size = getInts(op.getOutputSize());
  ReferenceTensor &y = e.addResult({x.shape[0], x.shape[1], size[0], size[1]});
  forEachMaximum(x, size,
                 [&](int64_t from, int64_t to) { y.data[to] = x.data[from]; });
  return success();
}

static LogicalResult evaluateMaxGrad(AdaptiveMaxPool2DGradOp, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &y = e.operand(1);
  if (failed(e.requireShape(
          1, {x.shape[0], x.shape[1], y.shape[2], y.shape[3]})) ||
      failed(e.requireShape(2, y.shape)))
    return failure();
  ReferenceTensor &dx = e.addResult(x.shape);
  forEachMaximum(x, ArrayRef<int64_t>(y.shape).take_back(2),
                 [&](int64_t from, int64_t to) {
                   dx.data[from] += e.operand(2).data[to];
                 });
  return success();
}

template <Shares (*shares)(ResizeRule, int64_t, int64_t), typename Op>
static LogicalResult evaluateResize(Op op, Evaluation &e) {
  return evaluateShares(e, getInts(op.getSize()), [&](int64_t in, int64_t out) {
    return shares(ResizeRule::of(op), in, out);
  });
}
template <Shares (*shares)(ResizeRule, int64_t, int64_t), typename Op>
static LogicalResult evaluateResizeGrad(Op op, Evaluation &e) {
  return evaluateSharesGrad(e, getInts(op.getInputSize()),
                            [&](int64_t in, int64_t out) {
                              return shares(ResizeRule::of(op), in, out);
                            });
}

//===----------------------------------------------------------------------===//
// Pixels moved and sampled
//===----------------------------------------------------------------------===//

/// Calls `visit(index of a pixel where blocks are channels, index where they
/// are pixels)` for an image of the shape `space`.
template <typename Visit>
static void forEachBlockPixel(ArrayRef<int64_t> space, int64_t block,
                              Visit visit) {
  int64_t channels = space[1], height = space[2], width = space[3], at = 0;
  int64_t rows = height / block, columns = width / block;
  for (int64_t n = 0; n < space[0]; ++n)
    for (int64_t c = 0; c < channels; ++c)
      for (int64_t h = 0; h < height; ++h)
        for (int64_t w = 0; w < width; ++w) {
          int64_t part = (h % block * block + w % block) * channels + c;
          int64_t plane = n * channels * block * block + part;
          visit((plane * rows + h / block) * columns + w / block, at++);
        }
}

static LogicalResult evaluateDepthToSpace(DepthToSpaceOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  int64_t block = op.getBlockSize();
  ReferenceTensor &y = e.addResult({x.shape[0], x.shape[1] / (block * block),
                                    x.shape[2] * block, x.shape[3] * block});
  forEachBlockPixel(y.shape, block, [&](int64_t deep, int64_t wide) {
    y.data[wide] = x.data[deep];
  });
  return success();
}

static LogicalResult evaluateSpaceToDepth(SpaceToDepthOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  int64_t block = op.getBlockSize();
  ReferenceTensor &y = e.addResult({x.shape[0], x.shape[1] * block * block,
                                    x.shape[2] / block, x.shape[3] / block});
  forEachBlockPixel(x.shape, block, [&](int64_t deep, int64_t wide) {
    y.data[deep] = x.data[wide];
  });
  return success();
}

namespace {
/// A place along an extent, in pixels, and what a step of the grid moves it.
struct SampledPlace {
  double at, slope;
};
} // namespace

template <typename Op>
static SampledPlace samplePlace(Op op, double unit, int64_t size) {
  double last = static_cast<double>(size - 1), all = last + 1;
  bool align = op.getAlignCorners();
  SampledPlace place = {align ? (unit + 1) / 2 * last
                              : ((unit + 1) * all - 1) / 2,
                        (align ? last : all) / 2};
  if (op.getPaddingMode() == "reflection") {
    double low = align ? 0 : -0.5, span = align ? last : all;
    if (span == 0)
      return {0 * unit, 0};
    double wave = place.at - low;
    double rest = wave - std::floor(wave / (2 * span)) * 2 * span;
    place.at = low + (rest > span ? 2 * span - rest : rest);
    place.slope = rest > span ? -place.slope : place.slope;
  }
  if (op.getPaddingMode() == "zeros")
    return place;
  if (!(place.at > 0 && place.at < last))
    return {place.at >= last ? last : place.at <= 0 ? 0 : place.at, 0};
  return place;
}

/// Calls `visit(index in the image, index in the result, weight, the weight's
/// slopes along columns and rows)` for the pixels that each place takes.
template <typename Op, typename Visit>
static void forEachSample(Op op, const ReferenceTensor &x,
                          const ReferenceTensor &grid, Visit visit) {
  int64_t channels = x.shape[1], height = x.shape[2], width = x.shape[3];
  int64_t count = grid.shape[1] * grid.shape[2];
  bool nearest = op.getInterpolationMode() == "nearest";
  auto pixel = [&](int64_t at, double column, double row, double weight,
                   double alongColumns, double alongRows) {
    if (!(column >= 0 && column < static_cast<double>(width) && row >= 0 &&
          row < static_cast<double>(height)))
      return;
    for (int64_t c = 0; c < channels; ++c) {
      int64_t plane = at / count * channels + c;
      visit((plane * height + static_cast<int64_t>(row)) * width +
                static_cast<int64_t>(column),
            plane * count + at % count, at, weight, alongColumns, alongRows);
    }
  };
  for (int64_t at = 0; at < grid.shape[0] * count; ++at) {
    SampledPlace column = samplePlace(op, grid.data[2 * at], width);
    SampledPlace row = samplePlace(op, grid.data[2 * at + 1], height);
    if (nearest) {
      pixel(at, std::nearbyint(column.at), std::nearbyint(row.at), 1, 0, 0);
      continue;
    }
    double left = std::floor(column.at), top = std::floor(row.at);
    for (int corner = 0; corner < 4; ++corner) {
      int right = corner % 2, bottom = corner / 2;
      double u = column.at - left, v = row.at - top;
      double across = right ? u : 1 - u, down = bottom ? v : 1 - v;
      pixel(at, left + right, top + bottom, across * down,
            (right ? down : -down) * column.slope,
            (bottom ? across : -across) * row.slope);
    }
  }
}

static LogicalResult evaluateGridSampler(GridSampler2DOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &grid = e.operand(1);
  if (grid.shape[0] != x.shape[0])
    return e.fail("the grid has not as many rows as the image");
  ReferenceTensor &y =
      e.addResult({x.shape[0], x.shape[1], grid.shape[1], grid.shape[2]});
  forEachSample(op, x, grid,
                [&](int64_t from, int64_t to, int64_t, double weight, double,
                    double) { y.data[to] += weight * x.data[from]; });
  return success();
}

static LogicalResult evaluateGridSamplerGrad(GridSampler2DGradOp op,
                                             Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &x = e.operand(1);
  const ReferenceTensor &grid = e.operand(2);
  if (grid.shape[0] != x.shape[0])
    return e.fail("the grid has not as many rows as the image");
  if (failed(e.requireShape(
          0, {x.shape[0], x.shape[1], grid.shape[1], grid.shape[2]})))
    return failure();
  std::vector<double> dx(x.data.size()), dgrid(grid.data.size());
  forEachSample(op, x, grid,
                [&](int64_t from, int64_t to, int64_t at, double weight,
                    double alongColumns, double alongRows) {
                  dx[from] += weight * dy.data[to];
                  dgrid[2 * at] += alongColumns * x.data[from] * dy.data[to];
                  dgrid[2 * at + 1] += alongRows * x.data[from] * dy.data[to];
                });
  e.addResult(x.shape).data = dx;
  e.addResult(grid.shape).data = dgrid;
  return success();
}

void ms::reference::addImageRules(RuleTable &rules) {
  rules.add<ResizeNearestNeighborOp>(
      evaluateResize<nearestShares, ResizeNearestNeighborOp>);
  rules.add<ResizeNearestNeighborGradOp>(
      evaluateResizeGrad<nearestShares, ResizeNearestNeighborGradOp>);
  rules.add<ResizeBilinearOp>(evaluateResize<bilinearShares, ResizeBilinearOp>);
  rules.add<ResizeBilinearGradOp>(
      evaluateResizeGrad<bilinearShares, ResizeBilinearGradOp>);
  rules.add<ResizeBicubicOp>(evaluateResize<bicubicShares, ResizeBicubicOp>);
  rules.add<ResizeBicubicGradOp>(
      evaluateResizeGrad<bicubicShares, ResizeBicubicGradOp>);
  rules.add<DepthToSpaceOp>(evaluateDepthToSpace);
  rules.add<SpaceToDepthOp>(evaluateSpaceToDepth);
  rules.add<GridSampler2DOp>(evaluateGridSampler);
  rules.add<GridSampler2DGradOp>(evaluateGridSamplerGrad);
  rules.add<AdaptiveAvgPool2DOp>([](AdaptiveAvgPool2DOp op, Evaluation &e) {
    return evaluateShares(e, getInts(op.getOutputSize()), meanShares);
  });
  rules.add<AdaptiveAvgPool2DGradOp>(
      [](AdaptiveAvgPool2DGradOp op, Evaluation &e) {
        return evaluateSharesGrad(e, getInts(op.getInputSize()), meanShares);
      });
  rules.add<AdaptiveMaxPool2DOp>(evaluateMax);
  rules.add<AdaptiveMaxPool2DGradOp>(evaluateMaxGrad);
}
