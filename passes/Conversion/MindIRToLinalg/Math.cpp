//===- Math.cpp - Elementwise ops, reductions and products ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

/// Index expressions of an operand that broadcasts to `result`.
Exprs broadcastIndex(Operation *op, Value operand, RankedTensorType result,
                     Lowering &l) {
  RankedTensorType type = tensorType(operand);
  if (isa<BiasAddOp>(op) && operand == op->getOperand(1))
    return {l.d(1)};
  Exprs index;
  int64_t shift = result.getRank() - type.getRank();
  for (int64_t k = 0; k < type.getRank(); ++k) {
    bool repeated =
        type.getDimSize(k) == 1 && result.getDimSize(k + shift) != 1;
    index.push_back(repeated ? l.b.getAffineConstantExpr(0) : l.d(k + shift));
  }
  return index;
}

/// The number that a splat constant holds, as a signless attribute.
TypedAttr splatNumber(Value value, OpBuilder &b) {
  auto constant = value.getDefiningOp<ConstantOp>();
  if (!constant || !constant.getValue().isSplat())
    return nullptr;
  auto splat = cast<DenseElementsAttr>(constant.getValue());
  Type type = splat.getElementType();
  if (isa<FloatType>(type))
    return b.getFloatAttr(type, splat.getSplatValue<APFloat>());
  return b.getIntegerAttr(b.getIntegerType(type.getIntOrFloatBitWidth()),
                          splat.getSplatValue<APInt>());
}

/// One generic over the elements of the result of `op`.
LogicalResult lowerElements(Operation *op, PatternRewriter &rewriter) {
  Lowering l(op, rewriter);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  int64_t rank = type.getRank();

  // `like` of broadcast_like gives a shape only.
  ValueRange operands = op->getOperands();
  if (isa<BroadcastLikeOp>(op))
    operands = operands.take_front();
  SmallVector<Access> inputs;
  SmallVector<TypedAttr> numbers;
  Value like;
  for (Value operand : op->getOperands())
    if (!tensorType(operand).hasStaticShape())
      like = operand;
  for (Value operand : operands) {
    numbers.push_back(splatNumber(operand, l.b));
    if (!numbers.back())
      inputs.push_back({operand, broadcastIndex(op, operand, type, l)});
  }
  bool known = true;
  auto generic = l.generic(
      std::string(rank, 'p'), inputs, {{l.empty(type, like), l.dims(rank)}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        SmallVector<Value> scalars;
        unsigned next = 0;
        for (TypedAttr number : numbers)
          scalars.push_back(
              number ? arith::ConstantOp::create(b, number).getResult()
                     : toSignless(b, arguments[next++]));
        auto index = [&](unsigned k) -> Value {
          return linalg::IndexOp::create(b, k);
        };
        Value value = buildScalar(op, b, scalars, index);
        known = static_cast<bool>(value);
        if (!known)
          value = arguments.back();
        return SmallVector<Value>{
            fromSignless(b, value, type.getElementType())};
      });
  if (!known) {
    rewriter.eraseOp(generic);
    return failure();
  }
  return l.replace(generic.getResults());
}

/// Any op with the Elementwise trait and one result.
struct LowerElementwise : OpTraitRewritePattern<Elementwise> {
  using OpTraitRewritePattern::OpTraitRewritePattern;

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (op->getNumResults() != 1)
      return failure();
    return lowerElements(op, rewriter);
  }
};

/// Which elements drop out depends on their place, so that the ops lack the
/// trait; the loop is the same.
template <typename Op> struct LowerDropout : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    return lowerElements(op, rewriter);
  }
};

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

using Combine = Value (*)(ImplicitLocOpBuilder &, Value, Value, bool);

Value addUp(ImplicitLocOpBuilder &b, Value x, Value y, bool) {
  return buildAdd(b, x, y);
}

/// A copy of `x` in `type`, which has the same extents but for ones.
Value changeUnitDims(Value x, RankedTensorType type, Lowering &l) {
  RankedTensorType from = tensorType(x);
  Exprs index;
  int64_t at = 0;
  for (int64_t extent : from.getShape()) {
    if (extent == 1) {
      index.push_back(l.b.getAffineConstantExpr(0));
      continue;
    }
    while (type.getDimSize(at) == 1)
      ++at;
    index.push_back(l.d(at++));
  }
  return l
      .generic(std::string(type.getRank(), 'p'), {{x, index}},
               {{l.empty(type, x), l.dims(type.getRank())}},
               [](ImplicitLocOpBuilder &, ValueRange arguments) {
                 return SmallVector<Value>{arguments[0]};
               })
      .getResult(0);
}

template <typename Op>
LogicalResult reduce(Op op, Lowering &l, TypedAttr init, Combine combine) {
  RankedTensorType x = op.getX().getType();
  SmallVector<int64_t> axes = op.getReducedAxes();
  std::string iterators(x.getRank(), 'p');
  Exprs kept;
  SmallVector<int64_t> shape;
  for (int64_t axis : axes)
    iterators[axis] = 'r';
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (iterators[k] == 'p') {
      kept.push_back(l.d(k));
      shape.push_back(x.getDimSize(k));
    }
  auto type = RankedTensorType::get(shape, x.getElementType());
  bool isUnsigned = x.getElementType().isUnsignedInteger();
  Value start = l.fill(type, op.getX(), init);
  Value sum =
      l.generic(iterators, {{op.getX(), l.dims(x.getRank())}}, {{start, kept}},
                [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
                  Value value =
                      combine(b, toSignless(b, arguments[1]),
                              toSignless(b, arguments[0]), isUnsigned);
                  return SmallVector<Value>{
                      fromSignless(b, value, x.getElementType())};
                })
          .getResult(0);
  if (type != op.getType())
    sum = changeUnitDims(sum, op.getType(), l);
  return l.replace(sum);
}

LogicalResult lowerSum(ReduceSumOp op, Lowering &l) {
  Type element = op.getType().getElementType();
  return reduce(op, l, l.number(element, 0), addUp);
}

LogicalResult lowerMax(ReduceMaxOp op, Lowering &l) {
  return reduce(op, l, l.lowest(op.getType().getElementType()), buildMax);
}

LogicalResult lowerMin(ReduceMinOp op, Lowering &l) {
  return reduce(op, l, l.highest(op.getType().getElementType()), buildMin);
}

LogicalResult lowerArgmax(ArgmaxOp op, Lowering &l) {
  RankedTensorType x = op.getX().getType(), index = op.getType();
  Type element = x.getElementType();
  unsigned axis = normalizeAxis(op.getAxis(), x.getRank());
  std::string iterators(x.getRank(), 'p');
  iterators[axis] = 'r';
  Exprs kept = l.dims(x.getRank());
  kept.erase(kept.begin() + axis);
  auto best = RankedTensorType::get(index.getShape(), element);
  auto generic = l.generic(
      iterators, {{op.getX(), l.dims(x.getRank())}},
      {{l.fill(best, op.getX(), l.lowest(element)), kept},
       {l.fill(index, op.getX(), l.number(index.getElementType(), 0)), kept}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        Value value = toSignless(b, arguments[0]);
        Value most = toSignless(b, arguments[1]), place = arguments[2];
        Value larger;
        if (isa<FloatType>(element)) {
          // The first NaN counts as larger than all numbers.
          using P = arith::CmpFPredicate;
          Value greater = arith::CmpFOp::create(b, P::OGT, value, most);
          Value nan = arith::CmpFOp::create(b, P::UNO, value, value);
          Value number = arith::CmpFOp::create(b, P::ORD, most, most);
          larger = arith::OrIOp::create(b, greater,
                                        arith::AndIOp::create(b, nan, number));
        } else {
          using P = arith::CmpIPredicate;
          larger = arith::CmpIOp::create(
              b, element.isUnsignedInteger() ? P::ugt : P::sgt, value, most);
        }
        Value here = arith::IndexCastOp::create(
            b, index.getElementType(), linalg::IndexOp::create(b, axis));
        Value best = arith::SelectOp::create(b, larger, value, most);
        return SmallVector<Value>{
            fromSignless(b, best, element),
            arith::SelectOp::create(b, larger, here, place)};
      });
  return l.replace(generic.getResult(1));
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

LogicalResult lowerMatMul(MatMulOp op, Lowering &l) {
  // Loops: rows, columns, terms.
  auto index = [&](bool turned, unsigned row, unsigned column) {
    return turned ? Exprs{l.d(column), l.d(row)} : Exprs{l.d(row), l.d(column)};
  };
  RankedTensorType type = op.getType();
  Type element = type.getElementType();
  if (type.getRank() > 1 && type.isDynamicDim(1))
    return failure();
  Value like = op.getTransposeA() ? Value() : op.getA();
  Value start = l.fill(type, like, l.number(element, 0));
  auto generic = l.generic(
      "ppr",
      {{op.getA(), index(op.getTransposeA(), 0, 2)},
       {op.getB(), index(op.getTransposeB(), 2, 1)}},
      {{start, {l.d(0), l.d(1)}}}, [&](ImplicitLocOpBuilder &b, ValueRange v) {
        Value product = buildMul(b, toSignless(b, v[0]), toSignless(b, v[1]));
        Value sum = buildAdd(b, toSignless(b, v[2]), product);
        return SmallVector<Value>{fromSignless(b, sum, element)};
      });
  return l.replace(generic.getResults());
}

} // namespace

/// A reshape that only adds or removes extents of 1 is an elementwise copy,
/// which disappears in its neighbours.
static LogicalResult lowerReshape(ReshapeOp op, Lowering &l) {
  auto drop = [](RankedTensorType type) {
    SmallVector<int64_t> shape(type.getShape());
    llvm::erase(shape, 1);
    return shape;
  };
  if (drop(op.getX().getType()) != drop(op.getType()))
    return failure();
  return l.replace(changeUnitDims(op.getX(), op.getType(), l));
}

void addMathPatterns(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<LowerElementwise, LowerDropout<DropoutOp>,
               LowerDropout<DropoutGradOp>>(context);
  patterns.add<LoweringPattern<ReduceSumOp, lowerSum>,
               LoweringPattern<ReduceMaxOp, lowerMax>,
               LoweringPattern<ReduceMinOp, lowerMin>,
               LoweringPattern<ArgmaxOp, lowerArgmax>,
               LoweringPattern<MatMulOp, lowerMatMul>,
               LoweringPattern<ReshapeOp, lowerReshape>>(context);
}

} // namespace ms::lowering
