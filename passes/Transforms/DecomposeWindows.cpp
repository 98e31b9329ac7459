//===- DecomposeWindows.cpp - Padding as an op of its own -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Afterwards every convolution and pooling reads inside its operand only:
// forward and weight-gradient convolutions and poolings have no padding; the
// input gradient of a convolution has so much of it that no tap reads outside
// `dy`. Where a convolution steps over pixels that it never reads, those that
// it reads are taken out first.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "passes/Analysis/Windows.h"

#include "dialects/MindIR/Ops/Shape.h"

#include <limits>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// A border of `value` around the last two dimensions.
Value padImage(Value image, const std::array<int64_t, 2> &low,
               const std::array<int64_t, 2> &high, double value, Formula &f) {
  return f.make<PadOp>(image, f.ints({0, 0, low[0], low[1]}),
                       f.ints({0, 0, high[0], high[1]}),
                       f.b.getF64FloatAttr(value));
}

/// The image without its border.
Value cropImage(Value image, const Window &w, Formula &f) {
  return f.make<SliceOp>(image, f.ints({0, 0, w.low[0], w.low[1]}),
                         f.ints({-1, -1, w.input[0], w.input[1]}));
}

/// The value that loses against every other: the border of a max pooling.
double lowestValue(Type element) {
  if (isa<FloatType>(element))
    return -std::numeric_limits<double>::infinity();
  auto integer = cast<IntegerType>(element);
  if (integer.isUnsigned())
    return 0;
  return -std::ldexp(1.0, static_cast<int>(integer.getWidth()) - 1);
}

struct PadConv : OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2DOp op,
                                PatternRewriter &rewriter) const override {
    Window w =
        convWindow(op, imageExtents(op.getX()), imageExtents(op.getWeight()));
    if (!w.isPadded())
      return failure();
    Formula f(op, rewriter);
    return f.replace(f.make<Conv2DOp>(
        padImage(op.getX(), w.low, w.high, 0, f), op.getWeight(),
        op.getStrideAttr(), op.getDilationAttr(), f.ints({0, 0, 0, 0}),
        f.b.getStringAttr("pad"), op.getGroupAttr()));
  }
};

struct PadConvFilter : OpRewritePattern<Conv2DBackpropFilterOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2DBackpropFilterOp op,
                                PatternRewriter &rewriter) const override {
    Window w =
        convWindow(op, imageExtents(op.getX()), getInts(op.getKernelSize()));
    if (!w.isPadded())
      return failure();
    Formula f(op, rewriter);
    return f.replace(f.make<Conv2DBackpropFilterOp>(
        op.getDy(), padImage(op.getX(), w.low, w.high, 0, f),
        op.getKernelSizeAttr(), op.getStrideAttr(), op.getDilationAttr(),
        f.ints({0, 0, 0, 0}), f.b.getStringAttr("pad"), op.getGroupAttr()));
  }
};

/// Input pixel ih meets tap kh in output row (ih + low - kh * dilation) /
/// stride. A border around dy makes all of those rows exist; moving the rows by
/// `before` adds before * stride to `low`.
struct PadConvInput : OpRewritePattern<Conv2DBackpropInputOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2DBackpropInputOp op,
                                PatternRewriter &rewriter) const override {
    Window w = convWindow(op, getInts(op.getInputSize()),
                          imageExtents(op.getWeight()));
    std::array<int64_t, 2> before, after, low, high;
    for (int k = 0; k < 2; ++k) {
      int64_t reach = (w.kernel[k] - 1) * w.dilation[k];
      before[k] = std::max<int64_t>(
          0, llvm::divideCeilSigned(reach - w.low[k], w.stride[k]));
      int64_t lastRow = (w.input[k] - 1 + w.low[k]) / w.stride[k];
      after[k] = std::max<int64_t>(0, lastRow - (w.output[k] - 1));
      low[k] = w.low[k] + before[k] * w.stride[k];
      int64_t rows = w.output[k] + before[k] + after[k];
      // The convolution that has these rows; rounding down takes the rest.
      high[k] = std::max<int64_t>(0, (rows - 1) * w.stride[k] + reach + 1 -
                                         w.input[k] - low[k]);
    }
    if (!before[0] && !before[1] && !after[0] && !after[1])
      return failure();
    Formula f(op, rewriter);
    return f.replace(f.make<Conv2DBackpropInputOp>(
        padImage(op.getDy(), before, after, 0, f), op.getWeight(),
        op.getInputSizeAttr(), op.getStrideAttr(), op.getDilationAttr(),
        f.ints({low[0], high[0], low[1], high[1]}), f.b.getStringAttr("pad"),
        op.getGroupAttr()));
  }
};

/// The distances at which a convolution of one tap takes its pixels; along a
/// dimension of several taps it reads the pixels in between, too.
std::array<int64_t, 2> unreadStrides(const Window &w) {
  std::array<int64_t, 2> strides = {1, 1};
  for (int k = 0; k < 2; ++k)
    if (w.kernel[k] == 1 && w.low[k] == 0 && w.high[k] == 0)
      strides[k] = w.stride[k];
  return strides;
}

bool leavesPixels(const std::array<int64_t, 2> &strides) {
  return strides[0] > 1 || strides[1] > 1;
}

ArrayAttr paddingOf(const Window &w, Formula &f) {
  return f.ints({w.low[0], w.high[0], w.low[1], w.high[1]});
}

/// What is left of the stride for the pixels that were taken out.
ArrayAttr strideWithin(const Window &w, const std::array<int64_t, 2> &strides,
                       Formula &f) {
  return f.ints({w.stride[0] / strides[0], w.stride[1] / strides[1]});
}

/// Every stride-th pixel of the image.
Value takePixels(Value image, const std::array<int64_t, 2> &strides,
                 Formula &f) {
  auto all = f.b.getI64IntegerAttr(15), none = f.b.getI64IntegerAttr(0);
  ArrayAttr begin = f.ints({0, 0, 0, 0});
  return f.make<StridedSliceOp>(image, begin, begin,
                                f.ints({1, 1, strides[0], strides[1]}), all,
                                all, none, none, none);
}

struct StrideConv : OpRewritePattern<Conv2DOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2DOp op,
                                PatternRewriter &rewriter) const override {
    Window w =
        convWindow(op, imageExtents(op.getX()), imageExtents(op.getWeight()));
    std::array<int64_t, 2> strides = unreadStrides(w);
    if (!leavesPixels(strides))
      return failure();
    Formula f(op, rewriter);
    return f.replace(f.make<Conv2DOp>(
        takePixels(op.getX(), strides, f), op.getWeight(),
        strideWithin(w, strides, f), op.getDilationAttr(), paddingOf(w, f),
        f.b.getStringAttr("pad"), op.getGroupAttr()));
  }
};

struct StrideConvFilter : OpRewritePattern<Conv2DBackpropFilterOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2DBackpropFilterOp op,
                                PatternRewriter &rewriter) const override {
    Window w =
        convWindow(op, imageExtents(op.getX()), getInts(op.getKernelSize()));
    std::array<int64_t, 2> strides = unreadStrides(w);
    if (!leavesPixels(strides))
      return failure();
    Formula f(op, rewriter);
    return f.replace(f.make<Conv2DBackpropFilterOp>(
        op.getDy(), takePixels(op.getX(), strides, f), op.getKernelSizeAttr(),
        strideWithin(w, strides, f), op.getDilationAttr(), paddingOf(w, f),
        f.b.getStringAttr("pad"), op.getGroupAttr()));
  }
};

struct StrideConvInput : OpRewritePattern<Conv2DBackpropInputOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2DBackpropInputOp op,
                                PatternRewriter &rewriter) const override {
    Window w = convWindow(op, getInts(op.getInputSize()),
                          imageExtents(op.getWeight()));
    std::array<int64_t, 2> strides = unreadStrides(w);
    if (!leavesPixels(strides))
      return failure();
    Formula f(op, rewriter);
    SmallVector<int64_t> shape(op.getType().getShape()), taken;
    for (int k = 0; k < 2; ++k)
      taken.push_back(llvm::divideCeil(w.input[k], strides[k]));
    if (op.getType().isDynamicDim(0))
      shape[0] = -1;
    Value gradient = f.make<Conv2DBackpropInputOp>(
        op.getDy(), op.getWeight(), f.ints(taken), strideWithin(w, strides, f),
        op.getDilationAttr(), paddingOf(w, f), f.b.getStringAttr("pad"),
        op.getGroupAttr());
    auto all = f.b.getI64IntegerAttr(15), none = f.b.getI64IntegerAttr(0);
    ArrayAttr begin = f.ints({0, 0, 0, 0});
    return f.replace(f.make<StridedSliceGradOp>(
        gradient, f.ints(shape), begin, begin,
        f.ints({1, 1, strides[0], strides[1]}), all, all, none, none, none));
  }
};

struct PadMaxPool : OpRewritePattern<MaxPoolOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MaxPoolOp op,
                                PatternRewriter &rewriter) const override {
    Window w = poolWindow(op, imageExtents(op.getX()));
    if (!w.isPadded())
      return failure();
    Formula f(op, rewriter);
    double border = lowestValue(op.getType().getElementType());
    return f.replace(f.make<MaxPoolOp>(
        padImage(op.getX(), w.low, w.high, border, f), op.getKernelSizeAttr(),
        op.getStridesAttr(), f.ints({0, 0, 0, 0}), f.b.getStringAttr("valid")));
  }
};

/// relu_grad(max_pool_grad(y, m, dm), y) becomes max_pool_grad(y, m,
/// relu_grad(dm, m)): an element that gets a gradient equals the maximum of its
/// window, and there are fewer maxima than elements.
struct MaskMaxima : OpRewritePattern<MaxPoolGradOp> {
  explicit MaskMaxima(MLIRContext *context)
      : OpRewritePattern(context, /*benefit=*/2) {}
  LogicalResult matchAndRewrite(MaxPoolGradOp op,
                                PatternRewriter &rewriter) const override {
    if (!op->hasOneUse())
      return failure();
    auto mask = dyn_cast<ReLUGradOp>(*op->user_begin());
    if (!mask || mask.getDy() != op.getDx() || mask.getY() != op.getX())
      return failure();
    auto masked =
        ReLUGradOp::create(rewriter, mask.getLoc(), op.getDy(), op.getY());
    rewriter.modifyOpInPlace(op,
                             [&] { op.getDyMutable().assign(masked.getDx()); });
    rewriter.replaceOp(mask, op.getDx());
    return success();
  }
};

struct PadMaxPoolGrad : OpRewritePattern<MaxPoolGradOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MaxPoolGradOp op,
                                PatternRewriter &rewriter) const override {
    Window w = poolWindow(op, imageExtents(op.getX()));
    if (!w.isPadded())
      return failure();
    Formula f(op, rewriter);
    double border = lowestValue(op.getType().getElementType());
    Value gradient = f.make<MaxPoolGradOp>(
        padImage(op.getX(), w.low, w.high, border, f), op.getY(), op.getDy(),
        op.getKernelSizeAttr(), op.getStridesAttr(), f.ints({0, 0, 0, 0}),
        f.b.getStringAttr("valid"));
    return f.replace(cropImage(gradient, w, f));
  }
};

/// `image` [N, C, OH, OW] times window / (elements of the window inside the
/// image), which differs along the border only.
Value weighWindows(Value image, const Window &w, Formula &f) {
  Type element = cast<RankedTensorType>(image.getType()).getElementType();
  for (int k = 0; k < 2; ++k) {
    SmallVector<APFloat> factors;
    bool uniform = true;
    for (int64_t o = 0; o < w.output[k]; ++o) {
      int64_t first = o * w.stride[k] - w.low[k];
      int64_t inside = std::min(first + w.kernel[k], w.input[k]) -
                       std::max<int64_t>(first, 0);
      uniform &= inside == w.kernel[k];
      double factor =
          static_cast<double>(w.kernel[k]) / static_cast<double>(inside);
      factors.push_back(FloatAttr::get(element, factor).getValue());
    }
    if (uniform)
      continue;
    SmallVector<int64_t> shape = {w.output[k], 1};
    if (k == 1)
      std::swap(shape[0], shape[1]);
    auto type = RankedTensorType::get(shape, element);
    Value weights =
        f.make<ConstantOp>(type, DenseElementsAttr::get(type, factors));
    image = f.mul(image, weights);
  }
  return image;
}

struct PadAvgPool : OpRewritePattern<AvgPoolOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AvgPoolOp op,
                                PatternRewriter &rewriter) const override {
    Window w = poolWindow(op, imageExtents(op.getX()));
    if (!w.isPadded())
      return failure();
    Formula f(op, rewriter);
    Value mean = f.make<AvgPoolOp>(
        padImage(op.getX(), w.low, w.high, 0, f), op.getKernelSizeAttr(),
        op.getStridesAttr(), f.ints({0, 0, 0, 0}), f.b.getStringAttr("valid"));
    return f.replace(weighWindows(mean, w, f));
  }
};

struct PadAvgPoolGrad : OpRewritePattern<AvgPoolGradOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AvgPoolGradOp op,
                                PatternRewriter &rewriter) const override {
    Window w = poolWindow(op, getInts(op.getInputSize()));
    if (!w.isPadded())
      return failure();
    Formula f(op, rewriter);
    SmallVector<int64_t> padded;
    for (int k = 0; k < 2; ++k)
      padded.push_back(w.input[k] + w.low[k] + w.high[k]);
    Value gradient = f.make<AvgPoolGradOp>(
        weighWindows(op.getDy(), w, f), f.ints(padded), op.getKernelSizeAttr(),
        op.getStridesAttr(), f.ints({0, 0, 0, 0}), f.b.getStringAttr("valid"));
    return f.replace(cropImage(gradient, w, f));
  }
};

} // namespace

void addWindowPatterns(RewritePatternSet &patterns) {
  patterns.add<PadConv, PadConvFilter, PadConvInput, StrideConv,
               StrideConvFilter, StrideConvInput, PadMaxPool, MaskMaxima,
               PadMaxPoolGrad, PadAvgPool, PadAvgPoolGrad>(
      patterns.getContext());
}

} // namespace ms
