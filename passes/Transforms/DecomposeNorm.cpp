//===- DecomposeNorm.cpp - Formulas: normalizations and their gradients ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Statistics keep the dimensions that they sum over, with extent 1: no view
// stands between them and the elementwise ops that read them, so that both
// become one kernel. A variance is the mean of squared differences from the
// mean, in a second pass over what is in cache by then: no digits cancel.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Elementary.h"
#include "dialects/MindIR/Ops/Norm.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// The type that elements are computed in.
Type wideType(Value value) {
  Type element = cast<RankedTensorType>(value.getType()).getElementType();
  return element.isF16() || element.isBF16()
             ? Type(Float32Type::get(element.getContext()))
             : element;
}

/// `value` with other elements.
Value castTo(Value value, Type element, Formula &f) {
  if (cast<RankedTensorType>(value.getType()).getElementType() == element)
    return value;
  return f.make<CastOp>(value, TypeAttr::get(element));
}

/// 1 / sqrt(variance + epsilon).
Value inverseDeviation(Value variance, const APFloat &epsilon, Formula &f) {
  Value bound = f.scalar(epsilon.convertToDouble(), variance);
  return f.make<RsqrtOp>(f.add(variance, bound));
}

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

/// An image and what is known of its channels. Numbers per channel have the
/// shape [1, C, 1, ...].
class Channels {
public:
  Channels(Value image, Formula &f)
      : f(f), type(cast<RankedTensorType>(image.getType())) {
    element = wideType(image);
    x = wide(image);
    for (int64_t k = 0; k < type.getRank(); ++k)
      if (k != 1)
        axes.push_back(k);
  }

  /// A tensor in the type that is computed in.
  Value wide(Value value) { return castTo(value, element, f); }
  /// A result in the type of the image.
  Value narrow(Value value) { return castTo(value, type.getElementType(), f); }
  /// An operand [C].
  Value channel(Value value) {
    SmallVector<int64_t> shape(type.getRank(), 1);
    shape[1] = type.getDimSize(1);
    return f.make<ReshapeOp>(wide(value), f.ints(shape));
  }
  /// A result [C] in the type of `like`.
  Value perChannel(Value value, Value like) {
    auto to = cast<RankedTensorType>(like.getType());
    return castTo(f.make<ReshapeOp>(value, f.ints(to.getShape())),
                  to.getElementType(), f);
  }
  Value sum(Value value) {
    return f.make<ReduceSumOp>(value, f.ints(axes), f.flag(true));
  }
  /// The number of elements of a channel.
  Value count() {
    return f.make<ExtentOp>(x, f.ints(axes), TypeAttr::get(element));
  }
  Value x;

private:
  Formula &f;
  RankedTensorType type;
  Type element;
  SmallVector<int64_t> axes;
};

LogicalResult decompose(BatchNormOp op, Formula &f) {
  Channels c(op.getX(), f);
  Value inverse =
      inverseDeviation(c.channel(op.getVariance()), op.getEpsilon(), f);
  Value factor = f.mul(c.channel(op.getScale()), inverse);
  Value y = f.add(f.mul(f.sub(c.x, c.channel(op.getMean())), factor),
                  c.channel(op.getBias()));
  return f.replace(c.narrow(y));
}

LogicalResult decompose(BatchNormTrainOp op, Formula &f) {
  Channels c(op.getX(), f);
  Value count = c.count();
  Value mean = f.div(c.sum(c.x), count);
  Value centered = f.sub(c.x, mean);
  Value squares = c.sum(f.make<SquareOp>(centered));
  Value variance = f.div(squares, count);
  Value inverse = inverseDeviation(variance, op.getEpsilon(), f);
  Value factor = f.mul(c.channel(op.getScale()), inverse);
  Value y = f.add(f.mul(centered, factor), c.channel(op.getBias()));

  double momentum = op.getMomentum().convertToDouble();
  auto move = [&](Value old, Value next) {
    Value moved =
        f.add(f.scale(c.channel(old), 1 - momentum), f.scale(next, momentum));
    return c.perChannel(moved, old);
  };
  Value unbiased = f.div(squares, f.sub(count, f.scalar(1, count)));
  return f.replace({c.narrow(y), move(op.getMean(), mean),
                    move(op.getVariance(), unbiased),
                    c.perChannel(mean, op.getMean()),
                    c.perChannel(variance, op.getVariance())});
}

/// What the gradients of both forms share.
struct BatchNormGradient {
  template <typename Op>
  BatchNormGradient(Op op, Formula &f)
      : c(op.getX(), f), dy(c.wide(op.getDy())),
        opposite(f.sub(c.channel(op.getMean()), c.x)),
        inverse(
            inverseDeviation(c.channel(op.getVariance()), op.getEpsilon(), f)),
        factor(f.mul(c.channel(op.getScale()), inverse)), sum(c.sum(dy)),
        product(c.sum(f.mul(dy, opposite))) {}

  template <typename Op> LogicalResult replace(Op op, Value dx, Formula &f) {
    return f.replace(
        {c.narrow(dx),
         c.perChannel(f.mul(product, f.make<NegOp>(inverse)), op.getScale()),
         c.perChannel(sum, op.getScale())});
  }

  Channels c;
  Value dy;
  /// mean - x. The forward op has x - mean: were it the same here, it would be
  /// made once, and stored beside x.
  Value opposite;
  Value inverse, factor;
  Value sum;     ///< of dy
  Value product; ///< the sum of dy * (mean - x)
};

LogicalResult decompose(BatchNormGradOp op, Formula &f) {
  BatchNormGradient g(op, f);
  return g.replace(op, f.mul(g.dy, g.factor), f);
}

LogicalResult decompose(BatchNormTrainGradOp op, Formula &f) {
  BatchNormGradient g(op, f);
  Value count = g.c.count();
  // What mean and variance pass on.
  Value share = f.div(g.sum, count);
  Value slope = f.div(f.mul(g.product, f.make<SquareOp>(g.inverse)), count);
  Value rest = f.sub(f.sub(g.dy, share), f.mul(g.opposite, slope));
  return g.replace(op, f.mul(rest, g.factor), f);
}

//===----------------------------------------------------------------------===//
// Layer and group normalization
//===----------------------------------------------------------------------===//

/// The sum along `axes`, which stay with extent 1; `value` where there are
/// none.
Value sumAlong(Value value, ArrayRef<int64_t> axes, Formula &f) {
  if (axes.empty())
    return value;
  return f.make<ReduceSumOp>(value, f.ints(axes), f.flag(true));
}

SmallVector<int64_t> axesBetween(int64_t first, int64_t end) {
  return llvm::to_vector(llvm::seq(first, end));
}

/// `value` in the shape of a type.
Value reshapeTo(Value value, ArrayRef<int64_t> shape, Formula &f) {
  SmallVector<int64_t> extents(shape);
  for (int64_t &extent : extents)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return f.make<ReshapeOp>(value, f.ints(extents));
}

/// A tensor normalized along axes.
struct Normalized {
  Normalized(Value x, ArrayRef<int64_t> axes, const APFloat &epsilon,
             Formula &f) {
    Value count = f.make<ExtentOp>(x, f.ints(axes), TypeAttr::get(wideType(x)));
    mean = f.div(sumAlong(x, axes, f), count);
    Value centered = f.sub(x, mean);
    Value squares = sumAlong(f.make<SquareOp>(centered), axes, f);
    variance = f.div(squares, count);
    inverse = inverseDeviation(variance, epsilon, f);
    value = f.mul(centered, inverse);
  }
  Value mean, variance, inverse, value;
};

/// The gradients of `normalized x * gamma + beta`, where x is normalized along
/// `axes`, and gamma and beta are repeated along `repeated`.
struct NormalizedGradient {
  NormalizedGradient(Value dy, Value x, Value mean, Value inverse, Value gamma,
                     ArrayRef<int64_t> axes, ArrayRef<int64_t> repeated,
                     Formula &f) {
    Value count = f.make<ExtentOp>(x, f.ints(axes), TypeAttr::get(wideType(x)));
    // (x - mean) * inverse is written in three ways, here and in the forward
    // op: equal ops would be one, whose result is stored for other kernels.
    Value opposite = f.mul(f.sub(mean, x), inverse);
    Value scaled = f.mul(dy, gamma);
    Value share = f.div(sumAlong(scaled, axes, f), count);
    Value slope = f.div(sumAlong(f.mul(scaled, opposite), axes, f), count);
    dx = f.mul(f.sub(f.sub(scaled, share), f.mul(opposite, slope)), inverse);
    Value normal = f.mul(f.add(x, f.make<NegOp>(mean)), inverse);
    dgamma = sumAlong(f.mul(normal, dy), repeated, f);
    dbeta = sumAlong(dy, repeated, f);
  }
  Value dx, dgamma, dbeta;
};

LogicalResult decompose(LayerNormOp op, Formula &f) {
  RankedTensorType type = op.getX().getType();
  Type wide = wideType(op.getX());
  int64_t rank = type.getRank();
  Normalized n(castTo(op.getX(), wide, f),
               axesBetween(normalizeAxis(op.getBeginNormAxis(), rank), rank),
               op.getEpsilon(), f);
  Value y = f.add(f.mul(n.value, castTo(op.getGamma(), wide, f)),
                  castTo(op.getBeta(), wide, f));
  return f.replace({castTo(y, type.getElementType(), f), n.mean, n.variance});
}

LogicalResult decompose(LayerNormGradOp op, Formula &f) {
  RankedTensorType type = op.getX().getType();
  RankedTensorType parameter = op.getGamma().getType();
  Type wide = wideType(op.getX());
  int64_t rank = type.getRank();
  NormalizedGradient g(
      castTo(op.getDy(), wide, f), castTo(op.getX(), wide, f), op.getMean(),
      inverseDeviation(op.getVariance(), op.getEpsilon(), f),
      castTo(op.getGamma(), wide, f),
      axesBetween(normalizeAxis(op.getBeginNormAxis(), rank), rank),
      axesBetween(0, normalizeAxis(op.getBeginParamsAxis(), rank)), f);
  auto finish = [&](Value value) {
    return castTo(reshapeTo(value, parameter.getShape(), f),
                  parameter.getElementType(), f);
  };
  return f.replace({castTo(g.dx, type.getElementType(), f), finish(g.dgamma),
                    finish(g.dbeta)});
}

/// An image as [N, groups, channels of a group, pixels].
struct Groups {
  Groups(RankedTensorType type, int64_t groups) : type(type), groups(groups) {
    perGroup = type.getDimSize(1) / groups;
    pixels = 1;
    for (int64_t extent : type.getShape().drop_front(2))
      pixels *= extent;
  }
  Value split(Value image, Formula &f) const {
    return reshapeTo(castTo(image, wideType(image), f),
                     {type.getDimSize(0), groups, perGroup, pixels}, f);
  }
  /// A number for each group, [N, groups].
  Value perElement(Value statistic, Formula &f) const {
    return reshapeTo(statistic, {type.getDimSize(0), groups, 1, 1}, f);
  }
  /// A number for each channel.
  Value perChannel(Value parameter, Type element, Formula &f) const {
    return reshapeTo(castTo(parameter, element, f), {1, groups, perGroup, 1},
                     f);
  }
  Value join(Value value, Formula &f) const {
    return castTo(reshapeTo(value, type.getShape(), f), type.getElementType(),
                  f);
  }

  RankedTensorType type;
  int64_t groups, perGroup, pixels;
};

LogicalResult decompose(GroupNormOp op, Formula &f) {
  Groups groups(op.getX().getType(), op.getNumGroups());
  Type wide = wideType(op.getX());
  Normalized n(groups.split(op.getX(), f), {2, 3}, op.getEps(), f);
  Value y = f.add(f.mul(n.value, groups.perChannel(op.getGamma(), wide, f)),
                  groups.perChannel(op.getBeta(), wide, f));
  ArrayRef<int64_t> statistic = op.getMean().getType().getShape();
  return f.replace({groups.join(y, f), reshapeTo(n.mean, statistic, f),
                    reshapeTo(n.inverse, statistic, f)});
}

LogicalResult decompose(GroupNormGradOp op, Formula &f) {
  Groups groups(op.getX().getType(), op.getNumGroups());
  RankedTensorType parameter = op.getGamma().getType();
  NormalizedGradient g(groups.split(op.getDy(), f), groups.split(op.getX(), f),
                       groups.perElement(op.getMean(), f),
                       groups.perElement(op.getRstd(), f),
                       groups.perChannel(op.getGamma(), wideType(op.getX()), f),
                       {2, 3}, {0, 3}, f);
  auto finish = [&](Value value) {
    return castTo(reshapeTo(value, parameter.getShape(), f),
                  parameter.getElementType(), f);
  };
  return f.replace({groups.join(g.dx, f), finish(g.dgamma), finish(g.dbeta)});
}

//===----------------------------------------------------------------------===//
// Lengths of vectors
//===----------------------------------------------------------------------===//

/// x^exponent for x of 0 or more.
Value power(Value x, double exponent, Formula &f) {
  if (exponent == 1)
    return x;
  if (exponent == 2)
    return f.make<SquareOp>(x);
  if (exponent == 0.5)
    return f.make<SqrtOp>(x);
  if (exponent == 3)
    return f.mul(f.make<SquareOp>(x), x);
  return f.make<PowOp>(x, f.scalar(exponent, x));
}

LogicalResult decompose(LpNormOp op, Formula &f) {
  Value size = f.make<AbsOp>(f.widen(op.getX())), y;
  double p = op.getP().convertToDouble();
  double epsilon = op.getEpsilon().convertToDouble();
  auto sum = [&](Value terms) {
    return f.make<ReduceSumOp>(terms, op.getAxisAttr(), op.getKeepDimsAttr());
  };
  if (std::isinf(p)) {
    y = f.make<ReduceMaxOp>(size, op.getAxisAttr(), op.getKeepDimsAttr());
  } else if (p == 0) {
    Value isZero = f.make<EqualOp>(size, f.scalar(0, size));
    y = sum(f.make<SelectOp>(isZero, f.scalar(0, size), f.scalar(1, size)));
  } else {
    y = power(sum(power(size, p, f)), 1 / p, f);
  }
  if (epsilon > 0)
    y = f.make<MaximumOp>(y, f.scalar(epsilon, y));
  return f.replace(f.narrow(y, op.getType()));
}

LogicalResult decompose(LpNormGradOp op, Formula &f) {
  RankedTensorType type = op.getX().getType();
  double p = op.getP().convertToDouble();
  Value x = f.widen(op.getX()), zero = f.scalar(0, x);
  SmallVector<int64_t> shape(type.getShape());
  for (int64_t axis : reducedAxes(op.getAxis(), type.getRank()))
    shape[axis] = 1;
  Value y = reshapeTo(f.widen(op.getY()), shape, f);
  Value dy = reshapeTo(f.widen(op.getDy()), shape, f);
  Value size = f.make<AbsOp>(x), slope;
  Value isFlat =
      f.make<LogicalOrOp>(f.make<EqualOp>(x, zero), f.make<EqualOp>(y, zero));
  if (p == 0)
    slope = f.make<BroadcastLikeOp>(zero, x);
  else if (std::isinf(p))
    slope = f.make<SelectOp>(f.make<EqualOp>(size, y), f.scalar(1, x), zero);
  else if (p != 1)
    slope = power(f.div(size, y), p - 1, f);
  Value sign = f.make<SignOp>(x);
  Value dx = f.mul(dy, slope ? f.mul(sign, slope) : sign);
  return f.replace(f.narrow(f.make<SelectOp>(isFlat, zero, dx), type));
}

/// The sum of squares along an axis, which stays.
Value sumOfSquares(Value x, int64_t axis, Formula &f) {
  return f.reduce<ReduceSumOp>(f.make<SquareOp>(x), axis);
}

LogicalResult decompose(L2NormalizeOp op, Formula &f) {
  Value x = f.widen(op.getX()), sum = sumOfSquares(x, op.getAxis(), f);
  Value bound = f.scalar(op.getEpsilon().convertToDouble(), sum);
  Value y = f.mul(x, f.make<RsqrtOp>(f.make<MaximumOp>(sum, bound)));
  return f.replace(f.narrow(y, op.getType()));
}

LogicalResult decompose(L2NormalizeGradOp op, Formula &f) {
  Value x = f.widen(op.getX()), y = f.widen(op.getY());
  Value dy = f.widen(op.getDy());
  Value length = f.make<SqrtOp>(sumOfSquares(x, op.getAxis(), f));
  Value bound = f.scalar(op.getEpsilon().convertToDouble(), length);
  Value share = f.reduce<ReduceSumOp>(f.mul(y, dy), op.getAxis());
  Value rest = f.sub(dy, f.mul(y, share));
  Value dx = f.div(rest, f.make<MaximumOp>(length, bound));
  return f.replace(f.narrow(dx, op.getType()));
}

//===----------------------------------------------------------------------===//
// Neighbouring channels
//===----------------------------------------------------------------------===//

/// The sum of `x` over the channels at most `radius` away: a pooling of an
/// image that has the channels as its rows and all pixels in a row.
Value sumOfNeighbours(Value x, int64_t radius, Formula &f) {
  auto type = cast<RankedTensorType>(x.getType());
  // No window reaches farther than all channels.
  radius = std::min(radius, type.getDimSize(1) - 1);
  if (radius <= 0)
    return x;
  int64_t batch = type.getDimSize(0), pixels = type.getDimSize(2);
  pixels *= type.getDimSize(3);
  Value image = reshapeTo(x, {batch, 1, type.getDimSize(1), pixels}, f);
  Value wide = f.make<PadOp>(image, f.ints({0, 0, radius, 0}),
                             f.ints({0, 0, radius, 0}), f.b.getF64FloatAttr(0));
  Value mean =
      f.make<AvgPoolOp>(wide, f.ints({2 * radius + 1, 1}), f.ints({1, 1}),
                        f.ints({0, 0, 0, 0}), f.b.getStringAttr("valid"));
  Value sum = f.scale(mean, static_cast<double>(2 * radius + 1));
  return reshapeTo(sum, type.getShape(), f);
}

/// What lrn and its gradient share.
template <typename Op> struct NeighbourNorm {
  NeighbourNorm(Op op, Formula &f)
      : alpha(op.getAlpha().convertToDouble()),
        beta(op.getBeta().convertToDouble()), x(f.widen(op.getX())) {
    Value sum = sumOfNeighbours(f.make<SquareOp>(x), op.getDepthRadius(), f);
    term =
        f.add(f.scale(sum, alpha), f.scalar(op.getBias().convertToDouble(), x));
    factor = beta == 0.5 ? f.make<RsqrtOp>(term)
                         : f.make<ExpOp>(f.scale(f.make<LogOp>(term), -beta));
  }
  double alpha, beta;
  Value x;
  Value term;   ///< bias + alpha * s
  Value factor; ///< its power -beta
};

LogicalResult decompose(LRNOp op, Formula &f) {
  NeighbourNorm n(op, f);
  return f.replace(f.narrow(f.mul(n.x, n.factor), op.getType()));
}

LogicalResult decompose(LRNGradOp op, Formula &f) {
  NeighbourNorm n(op, f);
  Value dy = f.widen(op.getDy()), y = f.widen(op.getY());
  Value share =
      sumOfNeighbours(f.div(f.mul(dy, y), n.term), op.getDepthRadius(), f);
  Value rest = f.scale(f.mul(n.x, share), 2 * n.alpha * n.beta);
  return f.replace(f.narrow(f.sub(f.mul(dy, n.factor), rest), op.getType()));
}

} // namespace

void addNormFormulas(RewritePatternSet &patterns) {
  addFormula<BatchNormOp, decompose>(patterns);
  addFormula<BatchNormTrainOp, decompose>(patterns);
  addFormula<BatchNormGradOp, decompose>(patterns);
  addFormula<BatchNormTrainGradOp, decompose>(patterns);
  addFormula<LayerNormOp, decompose>(patterns);
  addFormula<LayerNormGradOp, decompose>(patterns);
  addFormula<GroupNormOp, decompose>(patterns);
  addFormula<GroupNormGradOp, decompose>(patterns);
  addFormula<LpNormOp, decompose>(patterns);
  addFormula<LpNormGradOp, decompose>(patterns);
  addFormula<L2NormalizeOp, decompose>(patterns);
  addFormula<L2NormalizeGradOp, decompose>(patterns);
  addFormula<LRNOp, decompose>(patterns);
  addFormula<LRNGradOp, decompose>(patterns);
}

} // namespace ms
