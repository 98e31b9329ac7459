//===- Product.cpp - Loops: batched products ------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Conversion/MindIRToLinalg/MindIRToLinalgImpl.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::lowering {
namespace {

/// Loops: the dimensions of the stack, rows, columns, terms.
LogicalResult lowerBatchMatMul(BatchMatMulOp op, Lowering &l) {
  RankedTensorType type = op.getType();
  int64_t depth = type.getRank() - 2;
  auto access = [&](Value tensor, bool turned, unsigned row, unsigned column) {
    RankedTensorType own = tensorType(tensor);
    int64_t shift = type.getRank() - own.getRank();
    Exprs index;
    for (int64_t k = 0; k < own.getRank() - 2; ++k)
      index.push_back(own.getDimSize(k) == 1 && type.getDimSize(k + shift) != 1
                          ? l.b.getAffineConstantExpr(0)
                          : l.d(k + shift));
    index.push_back(l.d(turned ? column : row));
    index.push_back(l.d(turned ? row : column));
    return Access{tensor, index};
  };
  Value like;
  for (Value operand : op->getOperands())
    if (tensorType(operand).getRank() == type.getRank() &&
        tensorType(operand).isDynamicDim(0) && !like)
      like = operand;
  Exprs place = l.dims(depth + 2);
  auto generic =
      l.generic(std::string(depth + 2, 'p') + "r",
                {access(op.getA(), op.getTransposeA(), depth, depth + 2),
                 access(op.getB(), op.getTransposeB(), depth + 2, depth + 1)},
                {{zeroSums(type, like, l), place}}, multiplyAdd);
  return l.replace(roundSums(generic.getResult(0), type, l));
}

} // namespace

void addProductPatterns(RewritePatternSet &patterns) {
  patterns.add<LoweringPattern<BatchMatMulOp, lowerBatchMatMul>>(
      patterns.getContext());
}

} // namespace ms::lowering
