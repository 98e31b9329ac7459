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

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// `value` with other elements.
Value castTo(Value value, Type element, Formula &f) {
  if (cast<RankedTensorType>(value.getType()).getElementType() == element)
    return value;
  return f.make<CastOp>(value, TypeAttr::get(element));
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
    Type narrow = type.getElementType();
    element =
        narrow.isF16() || narrow.isBF16() ? f.b.getF32Type() : Type(narrow);
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
  /// 1 / sqrt(variance + epsilon).
  Value inverseDeviation(Value variance, const APFloat &epsilon) {
    Value bound = f.scalar(epsilon.convertToDouble(), variance);
    return f.make<RsqrtOp>(f.add(variance, bound));
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
      c.inverseDeviation(c.channel(op.getVariance()), op.getEpsilon());
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
  Value inverse = c.inverseDeviation(variance, op.getEpsilon());
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
            c.inverseDeviation(c.channel(op.getVariance()), op.getEpsilon())),
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

} // namespace

void addNormFormulas(RewritePatternSet &patterns) {
  addFormula<BatchNormOp, decompose>(patterns);
  addFormula<BatchNormTrainOp, decompose>(patterns);
  addFormula<BatchNormGradOp, decompose>(patterns);
  addFormula<BatchNormTrainGradOp, decompose>(patterns);
}

} // namespace ms
