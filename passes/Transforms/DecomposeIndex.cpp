//===- DecomposeIndex.cpp - Formulas: placing by index, masks -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Index.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

LogicalResult decompose(TensorScatterAddOp op, Formula &f) {
  Value added = f.make<ScatterNdOp>(op.getIndices(), op.getUpdates(),
                                    f.ints(op.getType().getShape()));
  return f.replace(f.add(op.getX(), added));
}

/// Without indices there is nothing to place; a kernel needs elements.
template <typename Op> LogicalResult dropEmptyScatter(Op op, Formula &f) {
  if (!llvm::is_contained(op.getIndices().getType().getShape(), 0))
    return failure();
  return f.replace(op.getX());
}

LogicalResult decompose(MaskedFillOp op, Formula &f) {
  return f.replace(f.make<SelectOp>(op.getMask(), op.getValue(), op.getX()));
}

} // namespace

void addIndexFormulas(RewritePatternSet &patterns) {
  addFormula<TensorScatterAddOp, decompose>(patterns);
  addFormula<TensorScatterUpdateOp, dropEmptyScatter<TensorScatterUpdateOp>>(
      patterns);
  addFormula<TensorScatterElementsOp,
             dropEmptyScatter<TensorScatterElementsOp>>(patterns);
  addFormula<MaskedFillOp, decompose>(patterns);
}

} // namespace ms
