//===- Einsum.h - Einstein sums as products of stacks -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reads an equation such as "bhqd,bhkd->bhqk" and says which sums,
// transpositions, reshapes and product of two stacks of matrices compute it.
// It knows shapes only: the C++ API and the builder emit the steps with their
// own values.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_SUPPORT_EINSUM_H
#define MS_LIB_SUPPORT_EINSUM_H

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ms {

struct EinsumPlan {
  using Ints = std::vector<int64_t>;

  /// What happens to an operand, in this order.
  struct Operand {
    Ints sum; ///< axes that occur nowhere else
    /// Without them, and without extents of 1 that repeat.
    std::optional<Ints> squeezed;
    Ints perm;
    /// As a stack of matrices, or to be broadcast.
    std::optional<Ints> shape;
  };
  std::vector<Operand> operands;

  /// Two operands: their product as stacks of matrices, or element by element.
  bool isMatrixProduct = false;
  bool isSwapped = false; ///< the second times the first
  bool transposeA = false, transposeB = false;

  std::optional<Ints> shape; ///< of the result, before `perm`
  Ints perm;
  std::string error; ///< why there is no plan, or ""
};

/// A dynamic extent is -1. One or two operands; `...` stands for dimensions
/// that broadcast.
EinsumPlan planEinsum(const std::string &equation,
                      const std::vector<std::vector<int64_t>> &shapes);

/// Emits a plan. `Ops` has sum(x, axes), reshape(x, shape), transpose(x, perm),
/// matMul(a, b, transposeA, transposeB) and mul(a, b).
template <typename Value, typename Ops>
Value emitEinsum(const EinsumPlan &plan, std::vector<Value> values,
                 const Ops &ops) {
  for (size_t k = 0; k < values.size(); ++k) {
    const EinsumPlan::Operand &steps = plan.operands[k];
    Value &x = values[k];
    if (!steps.sum.empty())
      x = ops.sum(x, steps.sum);
    if (steps.squeezed)
      x = ops.reshape(x, *steps.squeezed);
    if (!steps.perm.empty())
      x = ops.transpose(x, steps.perm);
    if (steps.shape)
      x = ops.reshape(x, *steps.shape);
  }
  Value result = values[0];
  if (values.size() == 2) {
    if (plan.isSwapped)
      std::swap(values[0], values[1]);
    result = plan.isMatrixProduct ? ops.matMul(values[0], values[1],
                                               plan.transposeA, plan.transposeB)
                                  : ops.mul(values[0], values[1]);
  }
  if (plan.shape)
    result = ops.reshape(result, *plan.shape);
  if (!plan.perm.empty())
    result = ops.transpose(result, plan.perm);
  return result;
}

} // namespace ms

#endif // MS_LIB_SUPPORT_EINSUM_H
