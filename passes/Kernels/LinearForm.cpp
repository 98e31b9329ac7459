//===- LinearForm.cpp - Index expressions as numbers ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/LinearForm.h"

#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ms {

void LinearForm::add(const LinearForm &other, int64_t factor) {
  for (size_t k = 0; k < coeffs.size(); ++k)
    coeffs[k] += other.coeffs[k] * factor;
  constant += other.constant * factor;
  if (other.blockSize == 0)
    return;
  assert((blockSize == 0 ||
          (blockSize == other.blockSize && blockLoop == other.blockLoop)) &&
         "two ways to cut into blocks");
  blockLoop = other.blockLoop;
  blockSize = other.blockSize;
  blockCoeff += other.blockCoeff * factor;
}

/// `form` floordiv or mod `size`, for a form that is one loop.
static LinearForm inBlocks(const LinearForm &form, int64_t size, bool isMod) {
  LinearForm result(form.coeffs.size());
  for (auto [k, coeff] : llvm::enumerate(form.coeffs)) {
    if (coeff == 0)
      continue;
    assert(coeff == 1 && form.constant == 0 && result.blockSize == 0 &&
           "blocks of a sum of loops");
    result.blockLoop = k;
    result.blockSize = size;
    result.blockCoeff = isMod ? 0 : 1;
    result.coeffs[k] = isMod ? 1 : 0;
  }
  return result;
}

LinearForm evaluate(AffineExpr expr, ArrayRef<LinearForm> loops,
                    unsigned numDims) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return loops[dim.getPosition()];
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return LinearForm(numDims, constant.getValue());
  auto binary = cast<AffineBinaryOpExpr>(expr);
  LinearForm left = evaluate(binary.getLHS(), loops, numDims);
  if (binary.getKind() == AffineExprKind::Add) {
    left.add(evaluate(binary.getRHS(), loops, numDims));
    return left;
  }
  int64_t factor = cast<AffineConstantExpr>(binary.getRHS()).getValue();
  if (binary.getKind() != AffineExprKind::Mul)
    return inBlocks(left, factor, binary.getKind() == AffineExprKind::Mod);
  LinearForm product(numDims);
  product.add(left, factor);
  return product;
}

Point evaluate(AffineMap map, ArrayRef<LinearForm> loops, unsigned numDims) {
  Point point;
  for (AffineExpr expr : map.getResults())
    point.push_back(evaluate(expr, loops, numDims));
  return point;
}

LinearForm flatten(const Point &point, ArrayRef<int64_t> shape,
                   unsigned numDims) {
  LinearForm form(numDims);
  int64_t stride = 1;
  for (size_t k = shape.size(); k-- > 0;) {
    form.add(point[k], stride);
    if (k > 0) // the first extent may be dynamic
      stride *= shape[k];
  }
  return form;
}

} // namespace ms
