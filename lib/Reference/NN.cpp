//===- NN.cpp - Rules of convolution, pooling, softmax, dropout -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A gradient walks over the same taps as the op it belongs to, so that it is
// the transpose of it by construction.
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "msrt/Random.h"

#include <cmath>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Moving windows
//===----------------------------------------------------------------------===//

template <typename Op>
static FailureOr<Window> convWindow(Op op, Evaluation &e,
                                    ArrayRef<int64_t> input,
                                    ArrayRef<int64_t> kernel) {
  WindowError error;
  auto window = resolveWindow(input, kernel, getInts(op.getStride()),
                              getInts(op.getDilation()), getInts(op.getPad()),
                              op.getPadMode(), error);
  if (failed(window))
    (void)e.fail(error.text);
  return window;
}

template <typename Op>
static FailureOr<Window> poolWindow(Op op, Evaluation &e,
                                    ArrayRef<int64_t> input) {
  WindowError error;
  auto window = resolveWindow(input, getInts(op.getKernelSize()),
                              getInts(op.getStrides()), {1, 1},
                              getInts(op.getPad()), op.getPadMode(), error);
  if (failed(window))
    (void)e.fail(error.text);
  return window;
}

/// Calls `visit(place in the image, place in the kernel)`, both row-major, for
/// each element under the window at (oh, ow) that lies inside the image.
template <typename Visit>
static void forEachTap(const Window &w, int64_t oh, int64_t ow, Visit visit) {
  for (int64_t kh = 0; kh < w.kernel[0]; ++kh)
    for (int64_t kw = 0; kw < w.kernel[1]; ++kw) {
      int64_t ih = oh * w.stride[0] + kh * w.dilation[0] - w.low[0];
      int64_t iw = ow * w.stride[1] + kw * w.dilation[1] - w.low[1];
      if (ih >= 0 && ih < w.input[0] && iw >= 0 && iw < w.input[1])
        visit(ih * w.input[1] + iw, kh * w.kernel[1] + kw);
    }
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

namespace {
/// The extents of a convolution of x [N, C, H, W] with w [O, C/group, KH, KW].
struct Convolution {
  int64_t batch, channels, outChannels, group;
  Window window;

  /// Calls `visit(index in x, index in w, index in y)` for each product.
  template <typename Visit> void forEachProduct(Visit visit) const {
    int64_t image = window.input[0] * window.input[1];
    int64_t kernel = window.kernel[0] * window.kernel[1];
    int64_t perGroup = channels / group, outPerGroup = outChannels / group;
    int64_t y = 0;
    for (int64_t n = 0; n < batch; ++n)
      for (int64_t o = 0; o < outChannels; ++o)
        for (int64_t oh = 0; oh < window.output[0]; ++oh)
          for (int64_t ow = 0; ow < window.output[1]; ++ow, ++y)
            for (int64_t c = 0; c < perGroup; ++c) {
              int64_t x = (n * channels + o / outPerGroup * perGroup + c);
              int64_t w = o * perGroup + c;
              forEachTap(window, oh, ow, [&](int64_t place, int64_t tap) {
                visit(x * image + place, w * kernel + tap, y);
              });
            }
  }
};
} // namespace

static LogicalResult evaluateConv2D(Conv2DOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &w = e.operand(1);
  auto window = convWindow(op, e, ArrayRef<int64_t>(x.shape).drop_front(2),
                           ArrayRef<int64_t>(w.shape).drop_front(2));
  if (failed(window))
    return failure();
  Convolution conv{x.shape[0], x.shape[1], w.shape[0], op.getGroup(), *window};
  ReferenceTensor &y = e.addResult(
      {x.shape[0], w.shape[0], window->output[0], window->output[1]});
  conv.forEachProduct([&](int64_t xi, int64_t wi, int64_t yi) {
    y.data[yi] += x.data[xi] * w.data[wi];
  });
  return success();
}

static LogicalResult evaluateConv2DBackpropInput(Conv2DBackpropInputOp op,
                                                 Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &w = e.operand(1);
  SmallVector<int64_t> size = getInts(op.getInputSize());
  auto window =
      convWindow(op, e, size, ArrayRef<int64_t>(w.shape).drop_front(2));
  if (failed(window))
    return failure();
  int64_t group = op.getGroup(), channels = w.shape[1] * group;
  Convolution conv{dy.shape[0], channels, w.shape[0], group, *window};
  ReferenceTensor &dx = e.addResult({dy.shape[0], channels, size[0], size[1]});
  conv.forEachProduct([&](int64_t xi, int64_t wi, int64_t yi) {
    dx.data[xi] += dy.data[yi] * w.data[wi];
  });
  return success();
}

static LogicalResult evaluateConv2DBackpropFilter(Conv2DBackpropFilterOp op,
                                                  Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &x = e.operand(1);
  SmallVector<int64_t> kernel = getInts(op.getKernelSize());
  auto window =
      convWindow(op, e, ArrayRef<int64_t>(x.shape).drop_front(2), kernel);
  if (failed(window) ||
      failed(e.requireShape(
          0, {x.shape[0], dy.shape[1], window->output[0], window->output[1]})))
    return failure();
  int64_t group = op.getGroup();
  Convolution conv{x.shape[0], x.shape[1], dy.shape[1], group, *window};
  ReferenceTensor &dw =
      e.addResult({dy.shape[1], x.shape[1] / group, kernel[0], kernel[1]});
  conv.forEachProduct([&](int64_t xi, int64_t wi, int64_t yi) {
    dw.data[wi] += dy.data[yi] * x.data[xi];
  });
  return success();
}

/// The sum of two elements, which wraps for integers.
static double sum(double x, double y, Type type) {
  return isa<FloatType>(type) ? x + y : wrapInteger(toBits(x + y), type);
}

static LogicalResult evaluateBiasAdd(BiasAddOp, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &bias = e.operand(1);
  ReferenceTensor &y = e.addResult(x.shape);
  AxisSplit split(x.shape, 1);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[i] = sum(x.data[i], bias.data[i / split.inner % split.extent],
                    x.elementType);
  return success();
}

static LogicalResult evaluateBiasAddGrad(BiasAddGradOp, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0);
  AxisSplit split(dy.shape, 1);
  ReferenceTensor &db = e.addResult({split.extent});
  for (size_t i = 0; i < dy.data.size(); ++i) {
    double &target = db.data[i / split.inner % split.extent];
    target = sum(target, dy.data[i], dy.elementType);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

/// Calls `visit(output index, first input index of its image, oh, ow)` for each
/// place of a pooled tensor of `planes` images.
template <typename Visit>
static void forEachWindow(const Window &w, int64_t planes, Visit visit) {
  int64_t y = 0;
  for (int64_t plane = 0; plane < planes; ++plane)
    for (int64_t oh = 0; oh < w.output[0]; ++oh)
      for (int64_t ow = 0; ow < w.output[1]; ++ow, ++y)
        visit(y, plane * w.input[0] * w.input[1], oh, ow);
}

static LogicalResult evaluateMaxPool(MaxPoolOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  auto window = poolWindow(op, e, ArrayRef<int64_t>(x.shape).drop_front(2));
  if (failed(window))
    return failure();
  const Window &w = *window;
  ReferenceTensor &y =
      e.addResult({x.shape[0], x.shape[1], w.output[0], w.output[1]});
  auto largest = [&](int64_t yi, int64_t base, int64_t oh, int64_t ow) {
    bool first = true;
    double &best = y.data[yi];
    forEachTap(w, oh, ow, [&](int64_t place, int64_t) {
      double value = x.data[base + place];
      if (first || value > best || std::isnan(value))
        best = std::isnan(best) ? best : value;
      first = false;
    });
  };
  forEachWindow(w, x.shape[0] * x.shape[1], largest);
  return success();
}

static LogicalResult evaluateMaxPoolGrad(MaxPoolGradOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &y = e.operand(1),
                        &dy = e.operand(2);
  auto window = poolWindow(op, e, ArrayRef<int64_t>(x.shape).drop_front(2));
  if (failed(window))
    return failure();
  const Window &w = *window;
  SmallVector<int64_t> pooled = {x.shape[0], x.shape[1], w.output[0],
                                 w.output[1]};
  if (failed(e.requireShape(1, pooled)) || failed(e.requireShape(2, pooled)))
    return failure();
  ReferenceTensor &dx = e.addResult(x.shape);
  auto giveToFirst = [&](int64_t yi, int64_t base, int64_t oh, int64_t ow) {
    bool given = false;
    forEachTap(w, oh, ow, [&](int64_t place, int64_t) {
      if (given || x.data[base + place] != y.data[yi])
        return;
      dx.data[base + place] += dy.data[yi];
      given = true;
    });
  };
  forEachWindow(w, x.shape[0] * x.shape[1], giveToFirst);
  return success();
}

/// How many elements of the image a window covers.
static int64_t countTaps(const Window &w, int64_t oh, int64_t ow) {
  int64_t count = 0;
  forEachTap(w, oh, ow, [&](int64_t, int64_t) { ++count; });
  return count;
}

static LogicalResult evaluateAvgPool(AvgPoolOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  auto window = poolWindow(op, e, ArrayRef<int64_t>(x.shape).drop_front(2));
  if (failed(window))
    return failure();
  const Window &w = *window;
  ReferenceTensor &y =
      e.addResult({x.shape[0], x.shape[1], w.output[0], w.output[1]});
  auto mean = [&](int64_t yi, int64_t base, int64_t oh, int64_t ow) {
    forEachTap(w, oh, ow, [&](int64_t place, int64_t) {
      y.data[yi] += x.data[base + place];
    });
    y.data[yi] /= countTaps(w, oh, ow);
  };
  forEachWindow(w, x.shape[0] * x.shape[1], mean);
  return success();
}

static LogicalResult evaluateAvgPoolGrad(AvgPoolGradOp op, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0);
  SmallVector<int64_t> size = getInts(op.getInputSize());
  auto window = poolWindow(op, e, size);
  if (failed(window))
    return failure();
  const Window &w = *window;
  ReferenceTensor &dx =
      e.addResult({dy.shape[0], dy.shape[1], size[0], size[1]});
  auto share = [&](int64_t yi, int64_t base, int64_t oh, int64_t ow) {
    double part = dy.data[yi] / countTaps(w, oh, ow);
    forEachTap(w, oh, ow,
               [&](int64_t place, int64_t) { dx.data[base + place] += part; });
  };
  forEachWindow(w, dy.shape[0] * dy.shape[1], share);
  return success();
}

//===----------------------------------------------------------------------===//
// Softmax, dropout
//===----------------------------------------------------------------------===//

/// `finish(x - max, sum of e^(x - max))` for each element along the axis.
template <typename Op, typename Finish>
static LogicalResult evaluateSoftmax(Op op, Evaluation &e, Finish finish) {
  const ReferenceTensor &x = e.operand(0);
  AxisSplit split(x.shape, normalizeAxis(op.getAxis(), x.getRank()));
  ReferenceTensor &y = e.addResult(x.shape);
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t i = 0; i < split.inner; ++i) {
      auto at = [&](int64_t k) {
        return (o * split.extent + k) * split.inner + i;
      };
      double largest = -INFINITY, sum = 0;
      for (int64_t k = 0; k < split.extent; ++k)
        largest = std::max(largest, x.data[at(k)]);
      for (int64_t k = 0; k < split.extent; ++k)
        sum += std::exp(x.data[at(k)] - largest);
      for (int64_t k = 0; k < split.extent; ++k)
        y.data[at(k)] = finish(x.data[at(k)] - largest, sum);
    }
  return success();
}

template <typename Op>
static LogicalResult evaluateDropout(Op op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  uint64_t counter = toBits(e.operand(1).data[0]);
  double keep = op.getKeepProb().convertToDouble();
  double threshold = keep * 4294967296.0; // 2^32
  ReferenceTensor &y = e.addResult(x.shape);
  for (uint64_t i = 0; i < x.data.size(); ++i) {
    uint64_t key = uint64_t(op.getSeed()) + (counter >> 32) * 0x9E3779B9 +
                   (i >> 32) * 0x85EBCA6B;
    // The narrowing takes the numbers modulo 2^32.
    uint32_t word = msrt::philox2x32(i, counter, key).low;
    y.data[i] = word < threshold ? x.data[i] / keep : 0;
  }
  return success();
}

void ms::reference::addNNRules(RuleTable &rules) {
  rules.add<Conv2DOp>(evaluateConv2D);
  rules.add<Conv2DBackpropInputOp>(evaluateConv2DBackpropInput);
  rules.add<Conv2DBackpropFilterOp>(evaluateConv2DBackpropFilter);
  rules.add<BiasAddOp>(evaluateBiasAdd);
  rules.add<BiasAddGradOp>(evaluateBiasAddGrad);
  rules.add<MaxPoolOp>(evaluateMaxPool);
  rules.add<MaxPoolGradOp>(evaluateMaxPoolGrad);
  rules.add<AvgPoolOp>(evaluateAvgPool);
  rules.add<AvgPoolGradOp>(evaluateAvgPoolGrad);
  rules.add<SoftmaxOp>([](SoftmaxOp op, Evaluation &e) {
    return evaluateSoftmax(op, e, [](double shifted, double sum) {
      return std::exp(shifted) / sum;
    });
  });
  rules.add<LogSoftmaxOp>([](LogSoftmaxOp op, Evaluation &e) {
    return evaluateSoftmax(op, e, [](double shifted, double sum) {
      return shifted - std::log(sum);
    });
  });
  rules.add<DropoutOp>(evaluateDropout<DropoutOp>);
  rules.add<DropoutGradOp>(evaluateDropout<DropoutGradOp>);
}
