//===- Math.cpp - Rules of elementwise math, reductions, products ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

using Real = double;
using Int = int64_t;

namespace {
/// What an op computes for one pair of elements, as numbers and as integers;
/// the integer is cut to the element type afterwards. `integer` is null for ops
/// on floats, `real` for ops on booleans.
struct BinaryFunction {
  Real (*real)(Real, Real);
  Int (*integer)(Int, Int);

  double operator()(double x, double y, Type type) const {
    if (isa<FloatType>(type))
      return real(x, y);
    return wrapInteger(integer(toBits(x), toBits(y)), type);
  }
};

/// The same for one element.
struct UnaryFunction {
  Real (*real)(Real);
  Int (*integer)(Int);

  double operator()(double x, Type type) const {
    if (isa<FloatType>(type))
      return real(x);
    return wrapInteger(integer(toBits(x)), type);
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

// Integers wrap: computed without a sign, where overflow is defined.
static Int addInt(Int x, Int y) { return uint64_t(x) + uint64_t(y); }
static Int subInt(Int x, Int y) { return uint64_t(x) - uint64_t(y); }
static Int mulInt(Int x, Int y) { return uint64_t(x) * uint64_t(y); }

static Real larger(Real x, Real y) {
  return std::isnan(x) || std::isnan(y) ? NAN : std::max(x, y);
}
static Real smaller(Real x, Real y) {
  return std::isnan(x) || std::isnan(y) ? NAN : std::min(x, y);
}

static const BinaryFunction kAdd = {[](Real x, Real y) { return x + y; },
                                    addInt};
static const BinaryFunction kSub = {[](Real x, Real y) { return x - y; },
                                    subInt};
static const BinaryFunction kMul = {[](Real x, Real y) { return x * y; },
                                    mulInt};
static const BinaryFunction kDiv = {
    [](Real x, Real y) { return x / y; },
    [](Int x, Int y) -> Int { return y == 0 ? 0 : x / y; }};
static const BinaryFunction kPow = {
    [](Real x, Real y) { return std::pow(x, y); }, nullptr};
static const BinaryFunction kMaximum = {
    larger, [](Int x, Int y) { return std::max(x, y); }};
static const BinaryFunction kMinimum = {
    smaller, [](Int x, Int y) { return std::min(x, y); }};
static const BinaryFunction kAnd = {nullptr,
                                    [](Int x, Int y) { return x & y; }};
static const BinaryFunction kOr = {nullptr, [](Int x, Int y) { return x | y; }};

static const BinaryFunction kReLUGrad = {
    [](Real dy, Real y) { return y > 0 ? dy : 0.0; },
    [](Int dy, Int y) -> Int { return y > 0 ? dy : 0; }};
static const BinaryFunction kSigmoidGrad = {
    [](Real dy, Real y) { return dy * y * (1 - y); }, nullptr};
static const BinaryFunction kTanhGrad = {
    [](Real dy, Real y) { return dy * (1 - y * y); }, nullptr};

//===----------------------------------------------------------------------===//
// Elementwise
//===----------------------------------------------------------------------===//

template <typename Op>
static void addUnary(RuleTable &rules, UnaryFunction function) {
  rules.add<Op>([function](Op op, Evaluation &e) -> LogicalResult {
    const ReferenceTensor &x = e.operand(0);
    ReferenceTensor &y = e.addResult(x.shape);
    for (size_t i = 0; i < x.data.size(); ++i)
      y.data[i] = function(x.data[i], x.elementType);
    return success();
  });
}

template <typename Op>
static void addUnary(RuleTable &rules, Real (*real)(Real)) {
  addUnary<Op>(rules, UnaryFunction{real, nullptr});
}

/// The shape that all operands broadcast to. Types may agree in "?" and real
/// extents not.
static FailureOr<SmallVector<int64_t>> broadcastOperands(Evaluation &e) {
  SmallVector<int64_t> shape;
  for (const ReferenceTensor *operand : e.operands) {
    auto joined = broadcastShapes(shape, operand->shape);
    if (failed(joined)) {
      (void)e.fail("shapes " + shapeText(shape) + " and " +
                   shapeText(operand->shape) + " do not broadcast");
      return failure();
    }
    shape = *joined;
  }
  return shape;
}

/// `function(x, y, element type of x)`, after broadcasting.
template <typename Function>
static LogicalResult evaluateBinary(Evaluation &e, Function function) {
  auto shape = broadcastOperands(e);
  if (failed(shape))
    return failure();
  const ReferenceTensor &x = e.operand(0), &y = e.operand(1);
  std::vector<int64_t> xs = broadcastIndices(x.shape, *shape);
  std::vector<int64_t> ys = broadcastIndices(y.shape, *shape);
  ReferenceTensor &z = e.addResult(*shape);
  for (size_t i = 0; i < z.data.size(); ++i)
    z.data[i] = function(x.data[xs[i]], y.data[ys[i]], x.elementType);
  return success();
}

template <typename Op>
static void addBinary(RuleTable &rules, BinaryFunction function) {
  rules.add<Op>(
      [function](Op, Evaluation &e) { return evaluateBinary(e, function); });
}

template <typename Op>
static void addCompare(RuleTable &rules, bool (*compare)(Real, Real)) {
  rules.add<Op>([compare](Op, Evaluation &e) {
    return evaluateBinary(
        e, [compare](Real x, Real y, Type) -> double { return compare(x, y); });
  });
}

static LogicalResult evaluateSelect(SelectOp, Evaluation &e) {
  auto shape = broadcastOperands(e);
  if (failed(shape))
    return failure();
  std::vector<int64_t> index[3];
  for (int k = 0; k < 3; ++k)
    index[k] = broadcastIndices(e.operand(k).shape, *shape);
  ReferenceTensor &z = e.addResult(*shape);
  for (size_t i = 0; i < z.data.size(); ++i) {
    int chosen = e.operand(0).data[index[0][i]] != 0 ? 1 : 2;
    z.data[i] = e.operand(chosen).data[index[chosen][i]];
  }
  return success();
}

static LogicalResult evaluateAddN(AddNOp op, Evaluation &e) {
  ReferenceTensor sum = e.operand(0);
  for (unsigned k = 1; k < e.operands.size(); ++k) {
    if (failed(e.requireShape(k, sum.shape)))
      return failure();
    for (size_t i = 0; i < sum.data.size(); ++i)
      sum.data[i] = kAdd(sum.data[i], e.operand(k).data[i], sum.elementType);
  }
  e.addResult(sum.shape).data = std::move(sum.data);
  return success();
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

/// Folds the elements along the reduced axes with `function`, from `start` on.
template <typename Op>
static ReferenceTensor &reduce(Op op, Evaluation &e, double start,
                               BinaryFunction function) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> kept(x.shape), shape;
  SmallVector<bool> reduced(x.getRank(), false);
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

static LogicalResult evaluateReduceMean(ReduceMeanOp op, Evaluation &e) {
  ReferenceTensor &y = reduce(op, e, 0, kAdd);
  double count = 1;
  for (int64_t axis : op.getReducedAxes())
    count *= e.operand(0).shape[axis];
  for (double &mean : y.data)
    mean /= count;
  return success();
}

/// The value of a type that every other one beats in a maximum (`sign` 1) or a
/// minimum (-1).
static FailureOr<double> worst(Evaluation &e, int sign) {
  const ReferenceTensor &x = e.operand(0);
  if (isa<FloatType>(x.elementType))
    return -sign * std::numeric_limits<double>::infinity();
  // Integers need no such value: the first element does.
  if (!x.data.empty())
    return sign > 0 ? *std::min_element(x.data.begin(), x.data.end())
                    : *std::max_element(x.data.begin(), x.data.end());
  (void)e.fail("a reduction of no integers has no value");
  return failure();
}

template <typename Op>
static LogicalResult evaluateReduceExtreme(Op op, Evaluation &e, int sign,
                                           BinaryFunction function) {
  FailureOr<double> start = worst(e, sign);
  if (failed(start))
    return failure();
  reduce(op, e, *start, function);
  return success();
}

static LogicalResult evaluateArgmax(ArgmaxOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  int64_t axis = normalizeAxis(op.getAxis(), x.getRank());
  AxisSplit split(x.shape, axis);
  if (split.extent == 0)
    return e.fail("the axis has no elements to choose from");
  SmallVector<int64_t> shape(x.shape);
  shape.erase(shape.begin() + axis);
  ReferenceTensor &index = e.addResult(shape);
  for (int64_t o = 0; o < split.outer; ++o)
    for (int64_t i = 0; i < split.inner; ++i) {
      auto at = [&](int64_t k) {
        return x.data[(o * split.extent + k) * split.inner + i];
      };
      int64_t best = 0;
      for (int64_t k = 1; k < split.extent && !std::isnan(at(best)); ++k)
        if (at(k) > at(best) || std::isnan(at(k)))
          best = k;
      index.data[o * split.inner + i] = best;
    }
  return success();
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static LogicalResult evaluateMatMul(MatMulOp op, Evaluation &e) {
  const ReferenceTensor &a = e.operand(0), &b = e.operand(1);
  bool ta = op.getTransposeA(), tb = op.getTransposeB();
  int64_t rows = a.shape[ta], depth = a.shape[!ta], columns = b.shape[!tb];
  if (b.shape[tb] != depth)
    return e.fail("the first matrix has " + Twine(depth) +
                  " columns, but the second has " + Twine(b.shape[tb]) +
                  " rows");
  ReferenceTensor &c = e.addResult({rows, columns});
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j) {
      double sum = 0;
      for (int64_t k = 0; k < depth; ++k) {
        double x = a.data[ta ? k * rows + i : i * depth + k];
        double y = b.data[tb ? j * depth + k : k * columns + j];
        sum = kAdd(sum, kMul(x, y, c.elementType), c.elementType);
      }
      c.data[i * columns + j] = sum;
    }
  return success();
}

//===----------------------------------------------------------------------===//
// Table
//===----------------------------------------------------------------------===//

static void addUnaryRules(RuleTable &rules) {
  addUnary<NegOp>(rules, {[](Real x) { return -x; },
                          [](Int x) -> Int { return -uint64_t(x); }});
  addUnary<AbsOp>(
      rules, {[](Real x) { return std::fabs(x); },
              [](Int x) -> Int { return x < 0 ? -uint64_t(x) : uint64_t(x); }});
  addUnary<SquareOp>(rules, {[](Real x) { return x * x; },
                             [](Int x) { return mulInt(x, x); }});
  addUnary<ReLUOp>(rules, {[](Real x) { return x < 0 ? 0 : x; },
                           [](Int x) -> Int { return x < 0 ? 0 : x; }});
  addUnary<LogicalNotOp>(rules, {nullptr, [](Int x) -> Int { return !x; }});
  addUnary<ExpOp>(rules, [](Real x) { return std::exp(x); });
  addUnary<LogOp>(rules, [](Real x) { return std::log(x); });
  addUnary<SqrtOp>(rules, [](Real x) { return std::sqrt(x); });
  addUnary<RsqrtOp>(rules, [](Real x) { return 1 / std::sqrt(x); });
  addUnary<ReciprocalOp>(rules, [](Real x) { return 1 / x; });
  addUnary<SinOp>(rules, [](Real x) { return std::sin(x); });
  addUnary<CosOp>(rules, [](Real x) { return std::cos(x); });
  addUnary<FloorOp>(rules, [](Real x) { return std::floor(x); });
  addUnary<CeilOp>(rules, [](Real x) { return std::ceil(x); });
  addUnary<SigmoidOp>(rules, [](Real x) { return 1 / (1 + std::exp(-x)); });
  addUnary<TanhOp>(rules, [](Real x) { return std::tanh(x); });
}

static void addBinaryRules(RuleTable &rules) {
  addBinary<AddOp>(rules, kAdd);
  addBinary<SubOp>(rules, kSub);
  addBinary<MulOp>(rules, kMul);
  addBinary<DivOp>(rules, kDiv);
  addBinary<PowOp>(rules, kPow);
  addBinary<MaximumOp>(rules, kMaximum);
  addBinary<MinimumOp>(rules, kMinimum);
  addBinary<LogicalAndOp>(rules, kAnd);
  addBinary<LogicalOrOp>(rules, kOr);
  addBinary<ReLUGradOp>(rules, kReLUGrad);
  addBinary<SigmoidGradOp>(rules, kSigmoidGrad);
  addBinary<TanhGradOp>(rules, kTanhGrad);
  addCompare<EqualOp>(rules, [](Real x, Real y) { return x == y; });
  addCompare<NotEqualOp>(rules, [](Real x, Real y) { return x != y; });
  addCompare<LessOp>(rules, [](Real x, Real y) { return x < y; });
  addCompare<LessEqualOp>(rules, [](Real x, Real y) { return x <= y; });
  addCompare<GreaterOp>(rules, [](Real x, Real y) { return x > y; });
  addCompare<GreaterEqualOp>(rules, [](Real x, Real y) { return x >= y; });
}

void ms::reference::addMathRules(RuleTable &rules) {
  addUnaryRules(rules);
  addBinaryRules(rules);
  rules.add<SelectOp>(evaluateSelect);
  rules.add<AddNOp>(evaluateAddN);
  rules.add<ReduceSumOp>([](ReduceSumOp op, Evaluation &e) -> LogicalResult {
    reduce(op, e, 0, kAdd);
    return success();
  });
  rules.add<ReduceMeanOp>(evaluateReduceMean);
  rules.add<ReduceMaxOp>([](ReduceMaxOp op, Evaluation &e) {
    return evaluateReduceExtreme(op, e, 1, kMaximum);
  });
  rules.add<ReduceMinOp>([](ReduceMinOp op, Evaluation &e) {
    return evaluateReduceExtreme(op, e, -1, kMinimum);
  });
  rules.add<ArgmaxOp>(evaluateArgmax);
  rules.add<MatMulOp>(evaluateMatMul);
}
