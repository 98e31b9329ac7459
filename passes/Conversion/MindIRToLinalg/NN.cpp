//===- NN.cpp - Convolutions and poolings as loops ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// All windows come without padding (mindir-decompose). A convolution is a
// contraction in which an index is stride * pixel + dilation * tap; its input
// gradient is one contraction for each phase of the stride.
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "passes/Analysis/Windows.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

/// The loops of a convolution: n, then the group where there are several, then
/// six more. Without groups the index maps are those of a plain contraction.
struct ConvLoops {
  ConvLoops(int64_t groups, Lowering &l)
      : l(l), shift(groups == 1 ? 1 : 0), n(l.d(0)),
        g(groups == 1 ? l.d(0) * 0 : l.d(1)) {}

  /// Loop `k` of n, g, and the six.
  AffineExpr d(unsigned k) const { return l.d(k - shift); }
  /// `iterators` has a letter for each of n, g, and the six.
  std::string kinds(StringRef iterators) const {
    std::string result = iterators.str();
    result.erase(1, shift);
    return result;
  }

  Lowering &l;
  unsigned shift;
  AffineExpr n, g;
};

/// Index expressions of the three tensors of a convolution over the loops
/// n, g, o, oh, ow, i, kh, kw (o and i inside a group).
struct ConvIndex : ConvLoops {
  ConvIndex(const Window &w, int64_t groups, int64_t outPerGroup,
            int64_t inPerGroup, Lowering &l)
      : ConvLoops(groups, l) {
    AffineExpr o = d(2), oh = d(3), ow = d(4), i = d(5), kh = d(6), kw = d(7);
    x = {n, g * inPerGroup + i, oh * w.stride[0] + kh * w.dilation[0],
         ow * w.stride[1] + kw * w.dilation[1]};
    weight = {g * outPerGroup + o, i, kh, kw};
    y = {n, g * outPerGroup + o, oh, ow};
    if (groups > 1)
      groupExtents = {{l.extents({groups, outPerGroup}), {g, o}}};
  }
  /// The factors of the contraction: where there are groups, with an operand
  /// that states their extents.
  SmallVector<Access> factors(Access a, Access b) const {
    SmallVector<Access> all = {std::move(a), std::move(b)};
    all.append(groupExtents);
    return all;
  }
  Exprs x, weight, y;
  SmallVector<Access, 1> groupExtents;
};

LogicalResult lowerConv(Conv2DOp op, Lowering &l) {
  Window w =
      convWindow(op, imageExtents(op.getX()), imageExtents(op.getWeight()));
  if (w.isPadded())
    return failure();
  int64_t group = op.getGroup(), out = op.getType().getDimSize(1) / group;
  ConvIndex index(w, group, out, op.getWeight().getType().getDimSize(1), l);
  Value start = zeroSums(op.getType(), op.getX(), l);
  auto generic = l.generic(
      index.kinds("ppppprrr"),
      index.factors({op.getX(), index.x}, {op.getWeight(), index.weight}),
      {{start, index.y}}, multiplyAdd);
  return l.replace(roundSums(generic.getResult(0), op.getType(), l));
}

LogicalResult lowerConvFilter(Conv2DBackpropFilterOp op, Lowering &l) {
  SmallVector<int64_t> kernel = getInts(op.getKernelSize());
  Window w = convWindow(op, imageExtents(op.getX()), kernel);
  if (w.isPadded())
    return failure();
  int64_t group = op.getGroup(), out = op.getType().getDimSize(0) / group;
  ConvIndex index(w, group, out, op.getType().getDimSize(1), l);
  Value start = zeroSums(op.getType(), Value(), l);
  auto generic =
      l.generic(index.kinds("rpprrppp"),
                index.factors({op.getDy(), index.y}, {op.getX(), index.x}),
                {{start, index.weight}}, multiplyAdd);
  return l.replace(roundSums(generic.getResult(0), op.getType(), l));
}

/// One residue of an input coordinate modulo the stride: input coordinate
/// stride * y + residue meets the taps first, first + step, ... (`taps` of
/// them), tap number t in output row y + row - t * back.
struct Phase {
  int64_t residue, extent, first, step, taps, row, back;
};

SmallVector<Phase> phasesAlong(const Window &w, int k) {
  SmallVector<Phase> phases;
  int64_t stride = w.stride[k], dilation = w.dilation[k];
  int64_t step = stride / std::gcd(stride, dilation);
  for (int64_t residue = 0; residue < std::min(stride, w.input[k]); ++residue) {
    Phase p{residue,
            (w.input[k] - residue + stride - 1) / stride,
            0,
            step,
            0,
            0,
            step * dilation / stride};
    int64_t first = 0;
    while (first < w.kernel[k] &&
           (residue + w.low[k] - first * dilation) % stride != 0)
      ++first;
    if (first < w.kernel[k]) {
      p.first = first;
      p.taps = (w.kernel[k] - 1 - first) / step + 1;
      p.row = (residue + w.low[k] - first * dilation) / stride;
    }
    phases.push_back(p);
  }
  return phases;
}

LogicalResult lowerConvInput(Conv2DBackpropInputOp op, Lowering &l) {
  Window w =
      convWindow(op, getInts(op.getInputSize()), imageExtents(op.getWeight()));
  RankedTensorType type = op.getType();
  int64_t group = op.getGroup();
  int64_t out = op.getWeight().getType().getDimSize(0) / group;
  int64_t in = op.getWeight().getType().getDimSize(1);
  Value dx = zeroSums(type, op.getDy(), l);
  for (const Phase &h : phasesAlong(w, 0))
    for (const Phase &v : phasesAlong(w, 1)) {
      if (h.taps == 0 || v.taps == 0)
        continue; // no tap reaches these: they stay zero
      // No row outside dy is read: the decomposition has widened it.
      if (h.row - (h.taps - 1) * h.back < 0 ||
          v.row - (v.taps - 1) * v.back < 0)
        return failure();
      // Loops n, g, i, yh, yw, o, th, tw.
      ConvLoops loops(group, l);
      AffineExpr n = loops.n, g = loops.g, i = loops.d(2), yh = loops.d(3),
                 yw = loops.d(4);
      AffineExpr o = loops.d(5), th = loops.d(6), tw = loops.d(7);
      Exprs dyIndex = {n, g * out + o, yh + h.row - th * h.back,
                       yw + v.row - tw * v.back};
      Exprs weightIndex = {g * out + o, i, th * h.step + h.first,
                           tw * v.step + v.first};
      Exprs dxIndex = {n, g * in + i, yh * w.stride[0] + h.residue,
                       yw * w.stride[1] + v.residue};
      SmallVector<int64_t> extents = {h.extent, v.extent, out, h.taps, v.taps};
      Exprs extentIndex = {yh, yw, o, th, tw};
      if (group > 1) {
        extents.push_back(group);
        extentIndex.push_back(g);
      }
      dx = l.generic(loops.kinds("ppppprrr"),
                     {{op.getDy(), dyIndex},
                      {op.getWeight(), weightIndex},
                      {l.extents(extents), extentIndex}},
                     {{dx, dxIndex}}, multiplyAdd)
               .getResult(0);
    }
  return l.replace(roundSums(dx, type, l));
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

/// Index expressions of image and result over the loops n, c, oh, ow, kh, kw.
struct PoolIndex {
  PoolIndex(const Window &w, Lowering &l)
      : pixel{l.d(0), l.d(1), l.d(2) * w.stride[0] + l.d(4),
              l.d(3) * w.stride[1] + l.d(5)},
        result{l.d(0), l.d(1), l.d(2), l.d(3)}, tap{l.d(4), l.d(5)} {}
  Exprs pixel, result, tap;
};

LogicalResult lowerMaxPool(MaxPoolOp op, Lowering &l) {
  Window w = poolWindow(op, imageExtents(op.getX()));
  Type element = op.getType().getElementType();
  if (w.isPadded())
    return failure();
  PoolIndex index(w, l);
  auto generic = l.generic(
      "pppprr",
      {{op.getX(), index.pixel},
       {l.extents({w.kernel[0], w.kernel[1]}), index.tap}},
      {{l.fill(op.getType(), op.getX(), l.lowest(element)), index.result}},
      [&](ImplicitLocOpBuilder &b, ValueRange v) {
        Value most = buildMax(b, toSignless(b, v[2]), toSignless(b, v[0]),
                              element.isUnsignedInteger());
        return SmallVector<Value>{fromSignless(b, most, element)};
      });
  return l.replace(generic.getResults());
}

LogicalResult lowerAvgPool(AvgPoolOp op, Lowering &l) {
  Window w = poolWindow(op, imageExtents(op.getX()));
  if (w.isPadded())
    return failure();
  RankedTensorType type = op.getType();
  Type element = type.getElementType();
  PoolIndex index(w, l);
  Value sum =
      l.generic("pppprr",
                {{op.getX(), index.pixel},
                 {l.extents({w.kernel[0], w.kernel[1]}), index.tap}},
                {{zeroSums(type, op.getX(), l), index.result}},
                [](ImplicitLocOpBuilder &b, ValueRange v) {
                  return SmallVector<Value>{buildAdd(b, v[2], widen(b, v[0]))};
                })
          .getResult(0);
  double count = static_cast<double>(w.kernel[0] * w.kernel[1]);
  auto mean = l.generic("pppp", {{sum, l.dims(4)}},
                        {{l.empty(type, op.getX()), l.dims(4)}},
                        [&](ImplicitLocOpBuilder &b, ValueRange v) {
                          Value divisor = buildNumber(b, v[0].getType(), count);
                          Value mean = arith::DivFOp::create(b, v[0], divisor);
                          if (mean.getType() != element)
                            mean = arith::TruncFOp::create(b, element, mean);
                          return SmallVector<Value>{mean};
                        });
  return l.replace(mean.getResults());
}

/// Whether the windows of a pooling share no pixel.
bool areApart(const Window &w) {
  return w.kernel[0] <= w.stride[0] && w.kernel[1] <= w.stride[1];
}

/// The loops of a generic that writes into the pixels of windows: where they
/// overlap, what is written adds up, one window after another.
std::string scatterIterators(const Window &w) {
  return areApart(w) ? "pppppp" : "pprrrr";
}

/// The number of tap (kh, kw) in row-major order, of type i32.
Value tapNumber(ImplicitLocOpBuilder &b, const Window &w) {
  Value row = linalg::IndexOp::create(b, 4);
  Value column = linalg::IndexOp::create(b, 5);
  Value width = arith::ConstantIndexOp::create(b, w.kernel[1]);
  Value number =
      arith::AddIOp::create(b, arith::MulIOp::create(b, row, width), column);
  return arith::IndexCastOp::create(b, b.getI32Type(), number);
}

LogicalResult lowerMaxPoolGrad(MaxPoolGradOp op, Lowering &l) {
  Window w = poolWindow(op, imageExtents(op.getX()));
  if (w.isPadded())
    return failure();
  RankedTensorType type = op.getType(), pooled = op.getY().getType();
  Type element = type.getElementType();
  auto places = RankedTensorType::get(pooled.getShape(), l.b.getI32Type());
  PoolIndex index(w, l);
  Access window = {l.extents({w.kernel[0], w.kernel[1]}), index.tap};
  // The first tap that holds the maximum.
  Value best =
      l.generic(
           "pppprr", {{op.getX(), index.pixel}, window},
           {{l.fill(pooled, op.getX(), l.lowest(element)), index.result},
            {l.fill(places, op.getX(), l.number(l.b.getI32Type(), 0)),
             index.result}},
           [&](ImplicitLocOpBuilder &b, ValueRange v) {
             Value larger = arith::CmpFOp::create(b, arith::CmpFPredicate::OGT,
                                                  v[0], v[2]);
             return SmallVector<Value>{
                 arith::SelectOp::create(b, larger, v[0], v[2]),
                 arith::SelectOp::create(b, larger, tapNumber(b, w), v[3])};
           })
          .getResult(1);
  bool apart = areApart(w);
  Value start = apart ? l.fill(type, op.getX(), l.number(element, 0))
                      : zeroSums(type, op.getX(), l);
  auto generic = l.generic(
      scatterIterators(w),
      {{best, index.result}, {op.getDy(), index.result}, window},
      {{start, index.pixel}}, [&](ImplicitLocOpBuilder &b, ValueRange v) {
        Value hit = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, v[0],
                                          tapNumber(b, w));
        Value zero = arith::ConstantOp::create(b, l.number(element, 0));
        Value share = arith::SelectOp::create(b, hit, v[1], zero);
        if (!apart)
          share = arith::AddFOp::create(b, v[3], widen(b, share));
        return SmallVector<Value>{share};
      });
  return l.replace(roundSums(generic.getResult(0), type, l));
}

LogicalResult lowerAvgPoolGrad(AvgPoolGradOp op, Lowering &l) {
  Window w = poolWindow(op, getInts(op.getInputSize()));
  if (w.isPadded())
    return failure();
  RankedTensorType type = op.getType();
  Type element = type.getElementType();
  PoolIndex index(w, l);
  double count = static_cast<double>(w.kernel[0] * w.kernel[1]);
  bool apart = areApart(w);
  Value start = apart ? l.fill(type, op.getDy(), l.number(element, 0))
                      : zeroSums(type, op.getDy(), l);
  auto generic = l.generic(
      scatterIterators(w),
      {{op.getDy(), index.result},
       {l.extents({w.kernel[0], w.kernel[1]}), index.tap}},
      {{start, index.pixel}}, [&](ImplicitLocOpBuilder &b, ValueRange v) {
        Value dy = apart ? v[0] : widen(b, v[0]);
        Value divisor = buildNumber(b, dy.getType(), count);
        Value share = arith::DivFOp::create(b, dy, divisor);
        if (!apart)
          share = arith::AddFOp::create(b, v[2], share);
        return SmallVector<Value>{share};
      });
  return l.replace(roundSums(generic.getResult(0), type, l));
}

} // namespace

void addNNPatterns(RewritePatternSet &patterns) {
  patterns.add<LoweringPattern<Conv2DOp, lowerConv>,
               LoweringPattern<Conv2DBackpropFilterOp, lowerConvFilter>,
               LoweringPattern<Conv2DBackpropInputOp, lowerConvInput>,
               LoweringPattern<MaxPoolOp, lowerMaxPool>,
               LoweringPattern<AvgPoolOp, lowerAvgPool>,
               LoweringPattern<MaxPoolGradOp, lowerMaxPoolGrad>,
               LoweringPattern<AvgPoolGradOp, lowerAvgPoolGrad>>(
      patterns.getContext());
}

} // namespace ms::lowering
