//===- Product.cpp - Gradients: batched products --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Product.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

/// All matrices of a stack as one, one below the other.
Value oneBelowTheOther(Value stack, GradientBuilder &g) {
  auto type = cast<RankedTensorType>(stack.getType());
  return g.make<ReshapeOp>(stack, g.ints({-1, type.getShape().back()}));
}

/// Whether the value is one matrix, whatever its rank.
bool isOneMatrix(Value value) {
  return llvm::all_of(
      cast<RankedTensorType>(value.getType()).getShape().drop_back(2),
      [](int64_t extent) { return extent == 1; });
}

void batchMatMulRule(BatchMatMulOp op, GradientBuilder &g) {
  Value a = op.getA(), b = op.getB(), dc = g.getResultGradient();
  bool ta = op.getTransposeA(), tb = op.getTransposeB();
  auto product = [&](Value x, Value y, bool tx, bool ty) {
    return g.make<BatchMatMulOp>(x, y, g.b.getBoolAttr(tx),
                                 g.b.getBoolAttr(ty));
  };
  if (g.isNeeded(0))
    g.setSummed(0, a,
                ta ? product(b, dc, tb, true) : product(dc, b, false, !tb));
  if (!g.isNeeded(1))
    return;
  if (isOneMatrix(b) && !isOneMatrix(a) && !ta) {
    // The sum over the stack is one of the product itself.
    Value rows = oneBelowTheOther(a, g), drows = oneBelowTheOther(dc, g);
    Value db = tb ? g.make<MatMulOp>(drows, rows, g.b.getBoolAttr(true),
                                     g.b.getBoolAttr(false))
                  : g.make<MatMulOp>(rows, drows, g.b.getBoolAttr(true),
                                     g.b.getBoolAttr(false));
    g.set(1, db.getType() == b.getType() ? db : g.make<ReshapeLikeOp>(db, b));
    return;
  }
  g.setSummed(1, b, tb ? product(dc, a, true, ta) : product(a, dc, !ta, false));
}

} // namespace

void ms::autodiff::attachProductRules(MLIRContext *context) {
  attach<BatchMatMulOp, batchMatMulRule>(context);
}
