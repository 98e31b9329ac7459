//===- ElementsImpl.h - Rules that work element by element ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_REFERENCE_ELEMENTSIMPL_H
#define MS_LIB_REFERENCE_ELEMENTSIMPL_H

#include "lib/Reference/EvaluatorImpl.h"

#include <cmath>

namespace ms::reference {

using Real = double;
using Int = int64_t;

/// What an op computes for one pair of elements, as numbers and as integers;
/// the integer is cut to the element type afterwards. `integer` is null for ops
/// on floats, `real` for ops on booleans.
struct BinaryFunction {
  Real (*real)(Real, Real);
  Int (*integer)(Int, Int);

  double operator()(double x, double y, mlir::Type type) const {
    if (llvm::isa<mlir::FloatType>(type))
      return real(x, y);
    return wrapInteger(integer(toBits(x), toBits(y)), type);
  }
};

/// The same for one element.
struct UnaryFunction {
  Real (*real)(Real);
  Int (*integer)(Int);

  double operator()(double x, mlir::Type type) const {
    if (llvm::isa<mlir::FloatType>(type))
      return real(x);
    return wrapInteger(integer(toBits(x)), type);
  }
};

template <typename Op> void addUnary(RuleTable &rules, UnaryFunction function) {
  rules.add<Op>([function](Op op, Evaluation &e) -> mlir::LogicalResult {
    const ReferenceTensor &x = e.operand(0);
    ReferenceTensor &y = e.addResult(x.shape);
    for (size_t i = 0; i < x.data.size(); ++i)
      y.data[i] = function(x.data[i], x.elementType);
    return mlir::success();
  });
}

template <typename Op> void addUnary(RuleTable &rules, Real (*real)(Real)) {
  addUnary<Op>(rules, UnaryFunction{real, nullptr});
}

/// The shape that all operands broadcast to. Types may agree in "?" and real
/// extents not.
inline mlir::FailureOr<llvm::SmallVector<int64_t>>
broadcastOperands(Evaluation &e) {
  llvm::SmallVector<int64_t> shape;
  for (const ReferenceTensor *operand : e.operands) {
    auto joined = mindir::broadcastShapes(shape, operand->shape);
    if (mlir::failed(joined)) {
      (void)e.fail("shapes " + mindir::shapeText(shape) + " and " +
                   mindir::shapeText(operand->shape) + " do not broadcast");
      return mlir::failure();
    }
    shape = *joined;
  }
  return shape;
}

/// `function(x, y, element type of x)`, after broadcasting.
template <typename Function>
mlir::LogicalResult evaluateBinary(Evaluation &e, Function function) {
  auto shape = broadcastOperands(e);
  if (mlir::failed(shape))
    return mlir::failure();
  const ReferenceTensor &x = e.operand(0), &y = e.operand(1);
  std::vector<int64_t> xs = broadcastIndices(x.shape, *shape);
  std::vector<int64_t> ys = broadcastIndices(y.shape, *shape);
  ReferenceTensor &z = e.addResult(*shape);
  for (size_t i = 0; i < z.data.size(); ++i)
    z.data[i] = function(x.data[xs[i]], y.data[ys[i]], x.elementType);
  return mlir::success();
}

template <typename Op>
void addBinary(RuleTable &rules, BinaryFunction function) {
  rules.add<Op>(
      [function](Op, Evaluation &e) { return evaluateBinary(e, function); });
}

template <typename Op>
void addCompare(RuleTable &rules, bool (*compare)(Real, Real)) {
  rules.add<Op>([compare](Op, Evaluation &e) {
    return evaluateBinary(e, [compare](Real x, Real y, mlir::Type) -> double {
      return compare(x, y);
    });
  });
}

/// Folds the elements along the reduced axes with `function`, from `start` on.
template <typename Op>
ReferenceTensor &reduce(Op op, Evaluation &e, double start,
                        BinaryFunction function) {
  const ReferenceTensor &x = e.operand(0);
  llvm::SmallVector<int64_t> kept(x.shape), shape;
  llvm::SmallVector<bool> reduced(x.getRank(), false);
  for (int64_t axis : op.getReducedAxes()) {
    kept[axis] = 1;
    reduced[axis] = true;
  }
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (!reduced[k] || op.getKeepDims())
      shape.push_back(kept[k]);

  ReferenceTensor &y = e.addResult(shape);
  std::fill(y.data.begin(), y.data.end(), start);
  std::vector<int64_t> target = broadcastIndices(kept, x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[target[i]] = function(y.data[target[i]], x.data[i], x.elementType);
  return y;
}

/// The index along the axis of the first element that comes before all others;
/// a NaN does.
template <typename Op>
mlir::LogicalResult evaluateFirst(Op op, Evaluation &e,
                                  bool (*before)(Real, Real)) {
  const ReferenceTensor &x = e.operand(0);
  int64_t axis = mindir::normalizeAxis(op.getAxis(), x.getRank());
  AxisSplit split(x.shape, axis);
  if (split.extent == 0)
    return e.fail("the axis has no elements to choose from");
  llvm::SmallVector<int64_t> shape(x.shape);
  shape.erase(shape.begin() + axis);
  ReferenceTensor &index = e.addResult(shape);
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t i = 0; i < split.inner; ++i) {
      auto at = [&](int64_t k) {
        return x.data[(o * split.extent + k) * split.inner + i];
      };
      int64_t best = 0;
      for (int64_t k = 1; k < split.extent && !std::isnan(at(best)); ++k)
        if (before(at(k), at(best)) || std::isnan(at(k)))
          best = k;
      index.data[o * split.inner + i] = best;
    }
  return mlir::success();
}

} // namespace ms::reference

#endif // MS_LIB_REFERENCE_ELEMENTSIMPL_H
