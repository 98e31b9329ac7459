//===- Math.cpp - Rules of elementwise math, reductions, products ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/ElementsImpl.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

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
  rules.add<ArgmaxOp>([](ArgmaxOp op, Evaluation &e) {
    return evaluateFirst(op, e, [](Real x, Real y) { return x > y; });
  });
  rules.add<MatMulOp>(evaluateMatMul);
}
