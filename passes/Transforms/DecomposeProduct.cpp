//===- DecomposeProduct.cpp - Formulas: batched products ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
namespace {

/// A stack times one matrix is one product of all its rows; a product of two
/// stacks stays.
LogicalResult decompose(BatchMatMulOp op, Formula &f) {
  RankedTensorType a = op.getA().getType(), b = op.getB().getType();
  ArrayRef<int64_t> stack = b.getShape().drop_back(2);
  if (op.getTransposeA() ||
      llvm::any_of(stack, [](int64_t extent) { return extent != 1; }))
    return failure();
  Value left = op.getA(), right = op.getB();
  if (a.getRank() > 2)
    left = f.make<ReshapeOp>(left, f.ints({-1, a.getShape().back()}));
  if (b.getRank() > 2)
    right = f.make<ReshapeOp>(right, f.ints(b.getShape().take_back(2)));
  Value c =
      f.make<MatMulOp>(left, right, f.flag(false), op.getTransposeBAttr());
  if (c.getType() == op.getType())
    return f.replace(c);
  SmallVector<int64_t> shape(op.getType().getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return f.replace(f.make<ReshapeOp>(c, f.ints(shape)));
}

} // namespace

void addProductFormulas(RewritePatternSet &patterns) {
  addFormula<BatchMatMulOp, decompose>(patterns);
}

} // namespace ms
