//===- Math.cpp - Elementwise ops, reductions and products ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/ReduceImpl.h"

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

LogicalResult lowerSum(ReduceSumOp op, Lowering &l) {
  Type sum = accumulatorType(op.getType().getElementType());
  return reduceAlong(op, l, l.number(sum, 0), addUp);
}

LogicalResult lowerMax(ReduceMaxOp op, Lowering &l) {
  return reduceAlong(op, l, l.lowest(op.getType().getElementType()), buildMax);
}

LogicalResult lowerMin(ReduceMinOp op, Lowering &l) {
  return reduceAlong(op, l, l.highest(op.getType().getElementType()), buildMin);
}

LogicalResult lowerArgmax(ArgmaxOp op, Lowering &l) {
  return l.replace(argExtreme(op.getX(), op.getAxis(), op.getType(), true, l));
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
  if (type.getRank() > 1 && type.isDynamicDim(1))
    return failure();
  Value like = op.getTransposeA() ? Value() : op.getA();
  auto generic =
      l.generic("ppr",
                {{op.getA(), index(op.getTransposeA(), 0, 2)},
                 {op.getB(), index(op.getTransposeB(), 2, 1)}},
                {{zeroSums(type, like, l), {l.d(0), l.d(1)}}}, multiplyAdd);
  return l.replace(roundSums(generic.getResult(0), type, l));
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
