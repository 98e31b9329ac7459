//===- OpsProduct.cpp - Products of symbolic values -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/OpsImpl.h"

#include "lib/Support/Einsum.h"

namespace ms::ops {

using namespace detail;

static Tensor product(const char *op, const Tensor &a, const Tensor &b,
                      bool transposeA, bool transposeB) {
  return emit(op, {a, b},
              {{"transpose_a", transposeA}, {"transpose_b", transposeB}});
}

Tensor batchMatMul(const Tensor &a, const Tensor &b, bool transposeA,
                   bool transposeB) {
  return product("batch_mat_mul", a, b, transposeA, transposeB);
}

Tensor matMul(const Tensor &a, const Tensor &b, bool transposeA,
              bool transposeB) {
  if (a.rank() == 0 || b.rank() == 0)
    failUse("ops::matMul: a scalar has no rows and columns; use ops::mul");
  if (a.rank() == 2 && b.rank() == 2)
    return product("mat_mul", a, b, transposeA, transposeB);
  bool isRow = a.rank() == 1, isColumn = b.rank() == 1;
  if ((isRow && transposeA) || (isColumn && transposeB))
    failUse("ops::matMul: a vector cannot be turned round");
  Tensor left = isRow ? reshape(a, {1, a.shape()[0]}) : a;
  // The column as a matrix that is turned round: a batch stays in front.
  Tensor right = isColumn ? reshape(b, {1, b.shape()[0]}) : b;
  const char *op =
      left.rank() == 2 && right.rank() == 2 ? "mat_mul" : "batch_mat_mul";
  Tensor c = product(op, left, right, transposeA, transposeB || isColumn);
  if (!isRow && !isColumn)
    return c;
  Shape shape = c.shape();
  if (isColumn)
    shape.pop_back();
  if (isRow)
    shape.erase(shape.end() - (isColumn ? 1 : 2));
  return reshape(c, shape);
}

namespace {
/// The steps of a plan.
struct Steps {
  Tensor sum(const Tensor &x, const Shape &axes) const {
    return reduceSum(x, axes);
  }
  Tensor reshape(const Tensor &x, const Shape &shape) const {
    return ops::reshape(x, shape);
  }
  Tensor transpose(const Tensor &x, const std::vector<int64_t> &perm) const {
    return ops::transpose(x, perm);
  }
  Tensor matMul(const Tensor &a, const Tensor &b, bool ta, bool tb) const {
    return ops::matMul(a, b, ta, tb);
  }
  Tensor mul(const Tensor &a, const Tensor &b) const { return ops::mul(a, b); }
};
} // namespace

Tensor einsum(const std::string &equation,
              const std::vector<Tensor> &operands) {
  std::vector<Shape> shapes;
  for (const Tensor &operand : operands)
    shapes.push_back(operand.shape());
  EinsumPlan plan = planEinsum(equation, shapes);
  if (!plan.error.empty())
    failUse(plan.error);
  return emitEinsum(plan, operands, Steps());
}

} // namespace ms::ops
