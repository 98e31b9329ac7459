//===- Borders.cpp - Zeros around what a generic writes -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Borders.h"

#include "passes/Analysis/GenericKinds.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using linalg::GenericOp;

namespace ms {

void Border::intersect(const Border &other) {
  for (auto [mine, its] : llvm::zip(before, other.before))
    mine = std::min(mine, its);
  for (auto [mine, its] : llvm::zip(after, other.after))
    mine = std::min(mine, its);
}

std::optional<Border> borderOf(GenericOp op) {
  if (op->getNumResults() != 1)
    return std::nullopt;
  auto fill = op.getDpsInits()[0].getDefiningOp<linalg::FillOp>();
  if (!fill || !matchPattern(fill.getInputs()[0], m_AnyZeroFloat()))
    return std::nullopt;
  AffineMap map = op.getIndexingMapMatchingResult(op->getResult(0));
  SmallVector<int64_t> extents = loopExtents(op);
  // Where the first and the last iterations write.
  SmallVector<AffineExpr> first, last;
  for (int64_t extent : extents) {
    first.push_back(getAffineConstantExpr(0, op.getContext()));
    last.push_back(getAffineConstantExpr(
        ShapedType::isDynamic(extent) ? 0 : extent - 1, op.getContext()));
  }
  Border border;
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  for (auto [expr, extent] : llvm::zip(map.getResults(), type.getShape())) {
    unsigned loops = 0;
    for (auto [loop, iterations] : llvm::enumerate(extents))
      loops += iterations != 1 && expr.isFunctionOfDim(loop);
    if (ShapedType::isDynamic(extent) && loops == 1) {
      border.before.push_back(0);
      border.after.push_back(0);
      continue;
    }
    auto at = [&, expr = expr](ArrayRef<AffineExpr> places) {
      return dyn_cast<AffineConstantExpr>(
          simplifyAffineExpr(expr.replaceDims(places), extents.size(), 0));
    };
    AffineConstantExpr from = at(first), to = at(last);
    if (loops > 1 || !from || !to)
      return std::nullopt;
    border.before.push_back(std::min(from.getValue(), to.getValue()));
    border.after.push_back(extent - 1 -
                           std::max(from.getValue(), to.getValue()));
  }
  return border;
}

} // namespace ms
