//===- Image.cpp - Rules: resizing and adaptive pooling -------------------===//
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

void ms::reference::addImageRules(RuleTable &rules) {
  rules.add<ResizeNearestNeighborOp>(
      evaluateResize<nearestShares, ResizeNearestNeighborOp>);
  rules.add<ResizeNearestNeighborGradOp>(
      evaluateResizeGrad<nearestShares, ResizeNearestNeighborGradOp>);
  rules.add<ResizeBilinearOp>(evaluateResize<bilinearShares, ResizeBilinearOp>);
  rules.add<ResizeBilinearGradOp>(
      evaluateResizeGrad<bilinearShares, ResizeBilinearGradOp>);
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
