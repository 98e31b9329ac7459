//===- Tensor.cpp - Data movement as loops --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

SmallVector<Value> yieldFirst(ImplicitLocOpBuilder &, ValueRange arguments) {
  return {arguments[0]};
}

/// A position that the tensor of an op says.
Value toIndex(ImplicitLocOpBuilder &b, Value number) {
  Type index = b.getIndexType();
  Value bits = toSignless(b, number);
  if (number.getType().isUnsignedInteger())
    return arith::IndexCastUIOp::create(b, index, bits);
  return arith::IndexCastOp::create(b, index, bits);
}

LogicalResult lowerTranspose(TransposeOp op, Lowering &l) {
  RankedTensorType type = op.getType();
  SmallVector<int64_t> perm = getInts(op.getPerm());
  if (type.getRank() == 0)
    return l.replace(op.getX());
  for (int64_t k = 1; k < type.getRank(); ++k)
    if (type.isDynamicDim(k))
      return failure();
  // Dimension k of the result is dimension perm[k] of the operand.
  Exprs index(perm.size());
  for (size_t k = 0; k < perm.size(); ++k)
    index[perm[k]] = l.d(k);
  auto generic =
      l.generic(std::string(perm.size(), 'p'), {{op.getX(), index}},
                {{l.empty(type, op.getX()), l.dims(perm.size())}}, yieldFirst);
  return l.replace(generic.getResults());
}

/// Writes `piece` into `whole` with `shift` along each dimension. An index that
/// is one loop alone says that this loop covers the dimension; where it does
/// not, a loop of one step is added to it.
Value insert(Value piece, Value whole, ArrayRef<int64_t> shift, Lowering &l) {
  unsigned rank = tensorType(piece).getRank();
  Exprs place;
  for (unsigned k = 0; k < rank; ++k) {
    bool covers =
        tensorType(piece).getDimSize(k) == tensorType(whole).getDimSize(k);
    place.push_back(covers ? l.d(k) : l.d(k) + l.d(rank) + shift[k]);
  }
  return l
      .generic(std::string(rank + 1, 'p'),
               {{piece, l.dims(rank)}, {l.extents({1}), {l.d(rank)}}},
               {{whole, place}}, yieldFirst)
      .getResult(0);
}

LogicalResult lowerConcat(ConcatOp op, Lowering &l) {
  RankedTensorType type = op.getType();
  int64_t axis = normalizeAxis(op.getAxis(), type.getRank());
  Value whole = l.empty(type, op.getInputs()[0]);
  SmallVector<int64_t> shift(type.getRank(), 0);
  for (Value input : op.getInputs()) {
    if (tensorType(input).getDimSize(axis) == 0)
      continue;
    whole = insert(input, whole, shift, l);
    shift[axis] += tensorType(input).getDimSize(axis);
  }
  return l.replace(whole);
}

/// A tensor without elements needs no loops, and linalg accepts none.
bool isEmpty(RankedTensorType type) {
  return llvm::is_contained(type.getShape(), 0);
}

LogicalResult lowerSlice(SliceOp op, Lowering &l) {
  RankedTensorType type = op.getType();
  unsigned rank = type.getRank();
  if (isEmpty(type))
    return l.replace(
        l.fill(type, op.getX(), l.number(type.getElementType(), 0)));
  Exprs index;
  bool oneStep = false;
  for (auto [k, first] : llvm::enumerate(getInts(op.getBegin()))) {
    // An index that is one loop alone says that the loop covers the dimension.
    bool covers =
        tensorType(op.getX()).getDimSize(k) == type.getDimSize(k) || first > 0;
    index.push_back(covers ? l.d(k) + first : l.d(k) + l.d(rank));
    oneStep |= !covers;
  }
  SmallVector<Access> inputs = {{op.getX(), index}};
  if (oneStep)
    inputs.push_back({l.extents({1}), {l.d(rank)}});
  auto generic =
      l.generic(std::string(rank + oneStep, 'p'), inputs,
                {{l.empty(type, op.getX()), l.dims(rank)}}, yieldFirst);
  return l.replace(generic.getResults());
}

LogicalResult lowerPad(PadOp op, Lowering &l) {
  RankedTensorType type = op.getType();
  Type element = type.getElementType();
  Value whole = l.fill(type, op.getX(),
                       l.number(element, op.getValue().convertToDouble()));
  return l.replace(insert(op.getX(), whole, getInts(op.getLow()), l));
}

LogicalResult lowerOneHot(OneHotOp op, Lowering &l) {
  RankedTensorType type = op.getType();
  Type element = type.getElementType();
  unsigned rank = type.getRank();
  unsigned axis = op.getAxis() < 0 ? rank - 1 : op.getAxis();
  Exprs index = l.dims(rank);
  index.erase(index.begin() + axis);
  auto generic =
      l.generic(std::string(rank, 'p'), {{op.getIndices(), index}},
                {{l.empty(type, op.getIndices()), l.dims(rank)}},
                [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
                  Value place = linalg::IndexOp::create(b, axis);
                  Value number = toIndex(b, arguments[0]);
                  Value hit = arith::CmpIOp::create(b, arith::CmpIPredicate::eq,
                                                    place, number);
                  auto value = [&](const APFloat &v) {
                    return arith::ConstantOp::create(
                        b, l.number(element, v.convertToDouble()));
                  };
                  Value chosen = arith::SelectOp::create(
                      b, hit, value(op.getOnValue()), value(op.getOffValue()));
                  return SmallVector<Value>{fromSignless(b, chosen, element)};
                });
  return l.replace(generic.getResults());
}

LogicalResult lowerGather(GatherOp op, Lowering &l) {
  RankedTensorType table = op.getTable().getType(), type = op.getType();
  RankedTensorType indices = op.getIndices().getType();
  Type element = type.getElementType();
  unsigned axis = normalizeAxis(op.getAxis(), table.getRank());
  unsigned rank = type.getRank(), batch = op.getBatchDims();
  Value like = table.hasStaticShape() ? op.getIndices() : op.getTable();
  Exprs index;
  for (unsigned k = 0; k < indices.getRank(); ++k)
    index.push_back(l.d(k < batch ? k : axis + k - batch));
  Value source = op.getTable();
  auto generic = l.generic(
      std::string(rank, 'p'), {{op.getIndices(), index}},
      {{l.empty(type, like), l.dims(rank)}},
      [&](ImplicitLocOpBuilder &b, ValueRange arguments) {
        Value row = toIndex(b, arguments[0]);
        Value zero = arith::ConstantIndexOp::create(b, 0);
        // As unsigned numbers, negative indices are large.
        Value inside = arith::CmpIOp::create(
            b, arith::CmpIPredicate::ult, row,
            arith::ConstantIndexOp::create(b, table.getDimSize(axis)));
        Value safe = arith::SelectOp::create(b, inside, row, zero);
        SmallVector<Value> place;
        for (unsigned k = 0; k < table.getRank(); ++k) {
          unsigned loop = k < axis ? k : k + indices.getRank() - batch - 1;
          place.push_back(
              k == axis ? safe : linalg::IndexOp::create(b, loop).getResult());
        }
        Value found =
            toSignless(b, tensor::ExtractOp::create(b, source, place));
        Value none = arith::ConstantOp::create(b, l.number(element, 0));
        Value chosen = arith::SelectOp::create(b, inside, found, none);
        return SmallVector<Value>{fromSignless(b, chosen, element)};
      });
  return l.replace(generic.getResults());
}

/// The number of elements along axes, known when the batch is.
LogicalResult lowerExtent(ExtentOp op, Lowering &l) {
  RankedTensorType x = op.getX().getType();
  Type element = op.getType().getElementType();
  double fixed = 1;
  bool dynamic = false;
  for (int64_t axis : reducedAxes(op.getAxis(), x.getRank())) {
    dynamic |= x.isDynamicDim(axis);
    if (!x.isDynamicDim(axis))
      fixed *= static_cast<double>(x.getDimSize(axis));
  }
  Value count = arith::ConstantOp::create(l.b, l.number(element, fixed));
  if (dynamic) {
    Value rows = arith::IndexCastOp::create(
        l.b, l.b.getI64Type(), tensor::DimOp::create(l.b, op.getX(), 0));
    count = arith::MulFOp::create(
        l.b, arith::UIToFPOp::create(l.b, element, rows), count);
  }
  return l.replace(
      tensor::FromElementsOp::create(l.b, op.getType(), count).getResult());
}

} // namespace

void addTensorPatterns(RewritePatternSet &patterns) {
  patterns.add<LoweringPattern<TransposeOp, lowerTranspose>,
               LoweringPattern<ConcatOp, lowerConcat>,
               LoweringPattern<SliceOp, lowerSlice>,
               LoweringPattern<PadOp, lowerPad>,
               LoweringPattern<OneHotOp, lowerOneHot>,
               LoweringPattern<GatherOp, lowerGather>,
               LoweringPattern<ExtentOp, lowerExtent>>(patterns.getContext());
}

} // namespace ms::lowering
