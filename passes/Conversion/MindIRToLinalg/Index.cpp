//===- Index.cpp - Loops: elements chosen by index, masks -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What reads at computed places. What writes there is a kernel of its own
// (IndexedKernel).
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

/// A position that an element says.
Value toIndex(ImplicitLocOpBuilder &b, Value number) {
  Type index = b.getIndexType();
  Value bits = toSignless(b, number);
  if (number.getType().isUnsignedInteger())
    return arith::IndexCastUIOp::create(b, index, bits);
  return arith::IndexCastOp::create(b, index, bits);
}

/// As numbers without sign: negative ones are large.
Value isInside(ImplicitLocOpBuilder &b, Value at, int64_t extent) {
  return arith::CmpIOp::create(b, arith::CmpIPredicate::ult, at,
                               arith::ConstantIndexOp::create(b, extent));
}

/// The element of `source` at `place` where `inside` holds, else zero.
Value readOrZero(ImplicitLocOpBuilder &b, Value source, ValueRange place,
                 Value inside, Lowering &l) {
  Type element = tensorType(source).getElementType();
  Value found = toSignless(b, tensor::ExtractOp::create(b, source, place));
  Value none = arith::ConstantOp::create(b, l.number(element, 0));
  return fromSignless(b, arith::SelectOp::create(b, inside, found, none),
                      element);
}

LogicalResult lowerGatherD(GatherDOp op, Lowering &l) {
  RankedTensorType x = op.getX().getType(), type = op.getType();
  unsigned rank = type.getRank(), dim = normalizeAxis(op.getDim(), rank);
  int64_t extent = x.getDimSize(dim);
  if (extent == 0)
    return l.replace(
        l.fill(type, op.getIndex(), l.number(type.getElementType(), 0)));
  Value source = op.getX();
  auto generic = l.generic(
      std::string(rank, 'p'), {{op.getIndex(), l.dims(rank)}},
      {{l.empty(type, op.getIndex()), l.dims(rank)}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        Value at = toIndex(b, arguments[0]);
        Value wrapped = arith::AddIOp::create(
            b, at, arith::ConstantIndexOp::create(b, extent));
        at = arith::SelectOp::create(b, isInside(b, wrapped, extent), wrapped,
                                     at);
        Value inside = isInside(b, at, extent);
        Value zero = arith::ConstantIndexOp::create(b, 0);
        SmallVector<Value> place;
        for (unsigned k = 0; k < rank; ++k)
          place.push_back(linalg::IndexOp::create(b, k));
        place[dim] = arith::SelectOp::create(b, inside, at, zero);
        return SmallVector<Value>{readOrZero(b, source, place, inside, l)};
      });
  return l.replace(generic.getResults());
}

LogicalResult lowerGatherNd(GatherNdOp op, Lowering &l) {
  RankedTensorType x = op.getX().getType(), type = op.getType();
  RankedTensorType indices = op.getIndices().getType();
  unsigned rank = type.getRank(), tuples = indices.getRank() - 1;
  int64_t depth = indices.getShape().back();
  if (x.getNumElements() == 0)
    return l.replace(
        l.fill(type, op.getIndices(), l.number(type.getElementType(), 0)));
  // Each entry of a tuple is an operand of its own.
  SmallVector<Access> entries;
  for (int64_t d = 0; d < depth; ++d) {
    Exprs index = l.dims(tuples);
    index.push_back(l.b.getAffineConstantExpr(d));
    entries.push_back({op.getIndices(), index});
  }
  Value source = op.getX();
  auto generic = l.generic(
      std::string(rank, 'p'), entries,
      {{l.empty(type, op.getIndices()), l.dims(rank)}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        Value zero = arith::ConstantIndexOp::create(b, 0), inside;
        SmallVector<Value> place;
        for (int64_t d = 0; d < depth; ++d) {
          Value at = toIndex(b, arguments[d]);
          Value fits = isInside(b, at, x.getDimSize(d));
          inside = inside ? arith::AndIOp::create(b, inside, fits).getResult()
                          : fits;
          place.push_back(arith::SelectOp::create(b, fits, at, zero));
        }
        for (unsigned k = tuples; k < rank; ++k)
          place.push_back(linalg::IndexOp::create(b, k));
        return SmallVector<Value>{readOrZero(b, source, place, inside, l)};
      });
  return l.replace(generic.getResults());
}

/// Keeps elements where `column` is on one side of `row + diagonal`.
template <typename Op, arith::CmpIPredicate keeps>
LogicalResult lowerTriangle(Op op, Lowering &l) {
  RankedTensorType type = op.getType();
  unsigned rank = type.getRank();
  auto generic = l.generic(
      std::string(rank, 'p'), {{op.getX(), l.dims(rank)}},
      {{l.empty(type, op.getX()), l.dims(rank)}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        Type element = type.getElementType();
        Value row = linalg::IndexOp::create(b, rank - 2);
        Value column = linalg::IndexOp::create(b, rank - 1);
        Value border = arith::AddIOp::create(
            b, row, arith::ConstantIndexOp::create(b, op.getDiagonal()));
        Value kept = arith::CmpIOp::create(b, keeps, column, border);
        Value none = arith::ConstantOp::create(b, l.number(element, 0));
        Value value =
            arith::SelectOp::create(b, kept, toSignless(b, arguments[0]), none);
        return SmallVector<Value>{fromSignless(b, value, element)};
      });
  return l.replace(generic.getResults());
}

} // namespace

void addIndexPatterns(RewritePatternSet &patterns) {
  using P = arith::CmpIPredicate;
  patterns.add<LoweringPattern<GatherDOp, lowerGatherD>,
               LoweringPattern<GatherNdOp, lowerGatherNd>,
               LoweringPattern<TrilOp, lowerTriangle<TrilOp, P::sle>>,
               LoweringPattern<TriuOp, lowerTriangle<TriuOp, P::sge>>>(
      patterns.getContext());
}

} // namespace ms::lowering
