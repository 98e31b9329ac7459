//===- GenericKinds.cpp - What kind of loops a generic is -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;

namespace ms {

bool isRead(linalg::GenericOp op, unsigned input) {
  return !op.getBody()->getArgument(input).use_empty();
}

/// out + a * b, with the accumulator only added to; the factors may be widened
/// to the accumulator's type.
static bool isMultiplyAdd(linalg::GenericOp op) {
  Block *body = op.getBody();
  auto yield = cast<linalg::YieldOp>(body->getTerminator());
  if (yield.getNumOperands() != 1)
    return false;
  Operation *sum = yield.getOperand(0).getDefiningOp();
  if (!isa_and_present<arith::AddFOp, arith::AddIOp>(sum))
    return false;
  Value accumulator = body->getArguments().back();
  Value other = sum->getOperand(0) == accumulator   ? sum->getOperand(1)
                : sum->getOperand(1) == accumulator ? sum->getOperand(0)
                                                    : Value();
  Operation *product = other ? other.getDefiningOp() : nullptr;
  if (!isa_and_present<arith::MulFOp, arith::MulIOp>(product))
    return false;
  auto isInput = [&](Value v) {
    if (auto wide = v.getDefiningOp<arith::ExtFOp>())
      v = wide.getIn();
    auto argument = dyn_cast<BlockArgument>(v);
    return argument && argument.getOwner() == body && v != accumulator;
  };
  return isInput(product->getOperand(0)) && isInput(product->getOperand(1));
}

/// A projected permutation in which one loop may stand as its blocks and its
/// place in one: every point still has a place of its own.
static bool isPermutation(AffineMap map) {
  if (map.isProjectedPermutation())
    return true;
  AffineExpr blocked;
  SmallVector<AffineExpr> dims;
  for (AffineExpr expr : map.getResults()) {
    auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
    if (!binary) {
      dims.push_back(expr);
      continue;
    }
    bool isBlock = binary.getKind() == AffineExprKind::FloorDiv;
    if (!isBlock && binary.getKind() != AffineExprKind::Mod)
      return false;
    AffineExpr block = binary.getLHS().floorDiv(binary.getRHS());
    if (isBlock == bool(blocked) || (blocked && blocked != block))
      return false;
    blocked = block;
    if (isBlock)
      dims.push_back(binary.getLHS());
  }
  return AffineMap::get(map.getNumDims(), 0, dims, map.getContext())
      .isProjectedPermutation();
}

GenericKind classify(linalg::GenericOp op) {
  bool reduces = op.getNumReductionLoops() > 0;
  bool updates = llvm::any_of(op.getRegionOutputArgs(),
                              [](BlockArgument a) { return !a.use_empty(); });
  if (reduces && isMultiplyAdd(op))
    return GenericKind::Contraction;
  // Loops of a true reduction do not choose where it writes.
  bool writesByReduction = false, plain = true;
  SmallVector<utils::IteratorType> kinds = op.getIteratorTypesArray();
  for (OpOperand &init : op.getDpsInitsMutable()) {
    AffineMap map = op.getMatchingIndexingMap(&init);
    plain &= isPermutation(map);
    for (unsigned k = 0; k < kinds.size(); ++k)
      if (kinds[k] == utils::IteratorType::reduction)
        writesByReduction |= map.isFunctionOfDim(k);
  }
  bool continues =
      op.getDpsInits()[0].getDefiningOp<linalg::GenericOp>() != nullptr;
  if (!plain || writesByReduction || continues)
    return GenericKind::Scatter;
  if (reduces && updates)
    return GenericKind::Reduction;
  // The rest of the result keeps what was there.
  if (!coversResult(op))
    return GenericKind::Scatter;
  return GenericKind::Elementwise;
}

SmallVector<linalg::GenericOp> findContractions(func::FuncOp kernel) {
  SmallVector<linalg::GenericOp> found;
  for (auto op : kernel.getBody().front().getOps<linalg::GenericOp>())
    if (classify(op) == GenericKind::Contraction)
      found.push_back(op);
  return found;
}

bool coversResult(linalg::GenericOp op) {
  // The loops never meet in one place, so counting is enough; the dynamic batch
  // is on both sides.
  auto count = [](ArrayRef<int64_t> extents) {
    int64_t product = 1;
    for (int64_t extent : extents)
      product *= ShapedType::isDynamic(extent) ? 1 : extent;
    return product;
  };
  SmallVector<int64_t> parallel;
  for (auto [extent, kind] :
       llvm::zip(loopExtents(op), op.getIteratorTypesArray()))
    if (kind == utils::IteratorType::parallel)
      parallel.push_back(extent);
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  return count(parallel) == count(type.getShape());
}

SmallVector<int64_t> loopExtents(linalg::GenericOp op) {
  return op.getStaticLoopRanges();
}

SmallVector<int64_t> dropUnitExtents(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> result(shape);
  llvm::erase(result, 1);
  return result;
}

bool isIdentityAccess(AffineMap map, ArrayRef<int64_t> shape,
                      ArrayRef<int64_t> extents) {
  SmallVector<unsigned> loops, read;
  for (unsigned k = 0; k < extents.size(); ++k)
    if (extents[k] != 1)
      loops.push_back(k);
  for (auto [expr, extent] : llvm::zip(map.getResults(), shape)) {
    if (extent == 1)
      continue;
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim)
      return false;
    read.push_back(dim.getPosition());
  }
  return loops == read;
}

} // namespace ms
