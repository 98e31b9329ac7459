//===- LinearForm.cpp - Index expressions as numbers ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/LinearForm.h"

using namespace mlir;

namespace ms {

void LinearForm::add(const LinearForm &other, int64_t factor) {
  for (size_t k = 0; k < coeffs.size(); ++k)
    coeffs[k] += other.coeffs[k] * factor;
  constant += other.constant * factor;
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
  assert(binary.getKind() == AffineExprKind::Mul && "not a linear index");
  LinearForm product(numDims);
  product.add(left, cast<AffineConstantExpr>(binary.getRHS()).getValue());
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
    stride *= shape[k];
  }
  return form;
}

} // namespace ms
