//===- Reduction.cpp - Loops: reductions and running sums -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/ReduceImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {

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
               [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
                 Value value = arguments[0];
                 if (value.getType() != type.getElementType())
                   value =
                       arith::TruncFOp::create(b, type.getElementType(), value);
                 return SmallVector<Value>{value};
               })
      .getResult(0);
}

Value zeroSums(RankedTensorType type, Value like, Lowering &l) {
  Type element = type.getElementType(), sum = accumulatorType(element);
  return l.fill(type.clone(sum), like, l.number(sum, 0));
}

Value roundSums(Value sums, RankedTensorType type, Lowering &l) {
  return sums.getType() == type ? sums : changeUnitDims(sums, type, l);
}

Value reduceAlong(Value x, ArrayRef<int64_t> axes, RankedTensorType type,
                  TypedAttr init, Combine combine, Lowering &l) {
  RankedTensorType from = tensorType(x);
  Type element = from.getElementType();
  bool isFloat = isa<FloatType>(element),
       isUnsigned = element.isUnsignedInteger();
  Type sumElement = isFloat ? init.getType() : element;
  std::string iterators(from.getRank(), 'p');
  Exprs kept;
  SmallVector<int64_t> shape;
  for (int64_t axis : axes)
    iterators[axis] = 'r';
  for (int64_t k = 0; k < from.getRank(); ++k)
    if (iterators[k] == 'p') {
      kept.push_back(l.d(k));
      shape.push_back(from.getDimSize(k));
    }
  auto sumType = RankedTensorType::get(shape, sumElement);
  Value start = l.fill(sumType, x, init);
  Value sum =
      l.generic(iterators, {{x, l.dims(from.getRank())}}, {{start, kept}},
                [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
                  Value next = toSignless(b, arguments[0]);
                  if (next.getType() != init.getType())
                    next = widen(b, next);
                  Value value =
                      combine(b, toSignless(b, arguments[1]), next, isUnsigned);
                  return SmallVector<Value>{fromSignless(b, value, sumElement)};
                })
          .getResult(0);
  return sumType == type ? sum : changeUnitDims(sum, type, l);
}

Value argExtreme(Value x, int64_t axisAttr, RankedTensorType index,
                 bool largest, Lowering &l) {
  RankedTensorType from = tensorType(x);
  Type element = from.getElementType();
  unsigned axis = normalizeAxis(axisAttr, from.getRank());
  std::string iterators(from.getRank(), 'p');
  iterators[axis] = 'r';
  Exprs kept = l.dims(from.getRank());
  kept.erase(kept.begin() + axis);
  auto best = RankedTensorType::get(index.getShape(), element);
  TypedAttr worst = largest ? l.lowest(element) : l.highest(element);
  auto generic = l.generic(
      iterators, {{x, l.dims(from.getRank())}},
      {{l.fill(best, x, worst), kept},
       {l.fill(index, x, l.number(index.getElementType(), 0)), kept}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        Value value = toSignless(b, arguments[0]);
        Value most = toSignless(b, arguments[1]), place = arguments[2];
        Value better;
        if (isa<FloatType>(element)) {
          // The first NaN beats all numbers.
          using P = arith::CmpFPredicate;
          Value beyond =
              arith::CmpFOp::create(b, largest ? P::OGT : P::OLT, value, most);
          Value nan = arith::CmpFOp::create(b, P::UNO, value, value);
          Value number = arith::CmpFOp::create(b, P::ORD, most, most);
          better = arith::OrIOp::create(b, beyond,
                                        arith::AndIOp::create(b, nan, number));
        } else {
          using P = arith::CmpIPredicate;
          bool isUnsigned = element.isUnsignedInteger();
          better =
              arith::CmpIOp::create(b,
                                    largest ? (isUnsigned ? P::ugt : P::sgt)
                                            : (isUnsigned ? P::ult : P::slt),
                                    value, most);
        }
        Value here = arith::IndexCastOp::create(
            b, index.getElementType(), linalg::IndexOp::create(b, axis));
        Value best = arith::SelectOp::create(b, better, value, most);
        return SmallVector<Value>{
            fromSignless(b, best, element),
            arith::SelectOp::create(b, better, here, place)};
      });
  return generic.getResult(1);
}

namespace {

LogicalResult lowerProd(ReduceProdOp op, Lowering &l) {
  Type element = accumulatorType(op.getType().getElementType());
  return reduceAlong(op, l, l.number(element, 1), multiplyUp);
}

LogicalResult lowerAll(ReduceAllOp op, Lowering &l) {
  return reduceAlong(op, l, l.b.getBoolAttr(true),
                     [](ImplicitLocOpBuilder &b, Value x, Value y, bool) {
                       return arith::AndIOp::create(b, x, y).getResult();
                     });
}

LogicalResult lowerAny(ReduceAnyOp op, Lowering &l) {
  return reduceAlong(op, l, l.b.getBoolAttr(false),
                     [](ImplicitLocOpBuilder &b, Value x, Value y, bool) {
                       return arith::OrIOp::create(b, x, y).getResult();
                     });
}

LogicalResult lowerArgmin(ArgminOp op, Lowering &l) {
  return l.replace(argExtreme(op.getX(), op.getAxis(), op.getType(), false, l));
}

//===----------------------------------------------------------------------===//
// Running sums
//===----------------------------------------------------------------------===//

/// Terms that one pass joins.
constexpr int64_t kTaps = 16;

/// `x` in the elements of the accumulator, behind (or before) `border` times
/// the number `init` along the axis.
Value withBorder(Value x, unsigned axis, int64_t border, bool before,
                 TypedAttr init, Lowering &l) {
  RankedTensorType from = tensorType(x);
  Type element = from.getElementType();
  if (isa<FloatType>(element))
    element = init.getType();
  SmallVector<int64_t> shape(from.getShape());
  shape[axis] += border;
  // An index that is one loop alone would say that it covers the dimension: a
  // loop of one step is added to it.
  unsigned rank = from.getRank();
  Exprs place = l.dims(rank);
  if (border > 0)
    place[axis] = place[axis] + l.d(rank) + (before ? border : 0);
  Value whole = l.fill(RankedTensorType::get(shape, element), x, init);
  return l
      .generic(std::string(rank + 1, 'p'),
               {{x, l.dims(rank)}, {l.extents({1}), {l.d(rank)}}},
               {{whole, place}},
               [&](ImplicitLocOpBuilder &b, ValueRange v) {
                 Value value = v[0];
                 if (value.getType() != element)
                   value = widen(b, value);
                 return SmallVector<Value>{value};
               })
      .getResult(0);
}

/// Each pass joins 16 of the sums that the pass before has made, 1, 16, 256,
/// ... places apart. Work grows with the logarithm of the extent, all elements
/// of a pass are independent, and errors grow as in a tree.
Value runningJoin(Value x, int64_t axisAttr, bool exclusive, bool reverse,
                  double neutral, Combine combine, Lowering &l) {
  RankedTensorType type = tensorType(x);
  unsigned axis = normalizeAxis(axisAttr, type.getRank());
  int64_t extent = type.getDimSize(axis);
  bool isUnsigned = type.getElementType().isUnsignedInteger();
  TypedAttr init = l.number(accumulatorType(type.getElementType()), neutral);
  // An exclusive sum is the sum one place before.
  int64_t shift = exclusive ? 1 : 0;
  for (int64_t apart = 1; apart == 1 || apart < extent; apart *= kTaps) {
    int64_t taps = std::min<int64_t>(kTaps, llvm::divideCeil(extent, apart));
    int64_t border = (taps - 1) * apart + shift;
    Value wide = withBorder(x, axis, border, !reverse, init, l);
    auto result = RankedTensorType::get(type.getShape(),
                                        tensorType(wide).getElementType());
    // From the oldest term to the newest, or away from the element.
    AffineExpr tap = l.d(type.getRank());
    Exprs place = l.dims(type.getRank());
    place[axis] = place[axis] + tap * apart;
    if (reverse && shift)
      place[axis] = place[axis] + shift;
    x = l.generic(std::string(type.getRank(), 'p') + "r",
                  {{wide, place}, {l.extents({taps}), {tap}}},
                  {{l.fill(result, x, init), l.dims(type.getRank())}},
                  [&](ImplicitLocOpBuilder &b, ValueRange v) {
                    Value value = combine(b, toSignless(b, v[2]),
                                          toSignless(b, v[0]), isUnsigned);
                    return SmallVector<Value>{
                        fromSignless(b, value, result.getElementType())};
                  })
            .getResult(0);
    shift = 0;
  }
  return tensorType(x) == type ? x : changeUnitDims(x, type, l);
}

LogicalResult lowerCumSum(CumSumOp op, Lowering &l) {
  return l.replace(runningJoin(op.getX(), op.getAxis(), op.getExclusive(),
                               op.getReverse(), 0, addUp, l));
}

LogicalResult lowerCumProd(CumProdOp op, Lowering &l) {
  return l.replace(runningJoin(op.getX(), op.getAxis(), op.getExclusive(),
                               op.getReverse(), 1, multiplyUp, l));
}

} // namespace

void addReductionPatterns(RewritePatternSet &patterns) {
  patterns.add<LoweringPattern<ReduceProdOp, lowerProd>,
               LoweringPattern<ReduceAllOp, lowerAll>,
               LoweringPattern<ReduceAnyOp, lowerAny>,
               LoweringPattern<ArgminOp, lowerArgmin>,
               LoweringPattern<CumSumOp, lowerCumSum>,
               LoweringPattern<CumProdOp, lowerCumProd>>(patterns.getContext());
}

} // namespace ms::lowering
