//===- Reduction.cpp - Gradients: reductions and running sums -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/AutoDiff/Rules/RulesImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms::mindir;
using ms::autodiff::GradientBuilder;

namespace {

void cumSumRule(CumSumOp op, GradientBuilder &g) {
  g.set(0, g.make<CumSumOp>(g.getResultGradient(), op.getAxisAttr(),
                            op.getExclusiveAttr(),
                            g.b.getBoolAttr(!op.getReverse())));
}

/// As in MindSpore: the products are divided by the element, and a zero gives
/// NaN.
void cumProdRule(CumProdOp op, GradientBuilder &g) {
  Value products = g.mul(g.getResultGradient(), op.getY());
  Value sums =
      g.make<CumSumOp>(products, op.getAxisAttr(), op.getExclusiveAttr(),
                       g.b.getBoolAttr(!op.getReverse()));
  g.set(0, g.div(sums, op.getX()));
}

/// The product of all others is that of those before and those behind, zeros or
/// not.
void reduceProdRule(ReduceProdOp op, GradientBuilder &g) {
  Value x = op.getX();
  RankedTensorType type = op.getX().getType();
  SmallVector<int64_t> axes = op.getReducedAxes(), perm, shape;
  for (int64_t axis : axes)
    if (type.isDynamicDim(axis))
      return g.refuse(op, "its gradient along the dynamic dimension is not "
                          "known");
  // The reduced axes in one, behind the others.
  int64_t count = 1;
  for (int64_t k = 0; k < type.getRank(); ++k)
    if (!llvm::is_contained(axes, k)) {
      perm.push_back(k);
      shape.push_back(type.isDynamicDim(k) ? -1 : type.getDimSize(k));
    }
  for (int64_t axis : axes) {
    perm.push_back(axis);
    count *= type.getDimSize(axis);
  }
  shape.push_back(count);
  Value moved = x;
  bool moves = !llvm::is_sorted(perm);
  if (moves)
    moved = g.make<TransposeOp>(x, g.ints(perm));
  Value rows = g.make<ReshapeOp>(moved, g.ints(shape));
  auto others = [&](bool reverse) {
    return g.make<CumProdOp>(
        rows, g.b.getI64IntegerAttr(static_cast<int64_t>(shape.size()) - 1),
        g.b.getBoolAttr(true), g.b.getBoolAttr(reverse));
  };
  Value slope = g.mul(others(false), others(true));
  slope = g.make<ReshapeLikeOp>(slope, moved);
  if (moves) {
    SmallVector<int64_t> back(perm.size());
    for (auto [k, from] : llvm::enumerate(perm))
      back[from] = static_cast<int64_t>(k);
    slope = g.make<TransposeOp>(slope, g.ints(back));
  }
  Value dy = g.keepDims(g.getResultGradient(), x, axes);
  g.set(0, g.mul(dy, slope));
}

} // namespace

void ms::autodiff::attachReductionRules(MLIRContext *context) {
  attach<CumSumOp, cumSumRule>(context);
  attach<CumProdOp, cumProdRule>(context);
  attach<ReduceProdOp, reduceProdRule>(context);
}
