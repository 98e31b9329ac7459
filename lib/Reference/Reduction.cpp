//===- Reduction.cpp - Rules: reductions and running sums -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/ElementsImpl.h"

#include "dialects/MindIR/Ops/Reduction.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

static const BinaryFunction kAdd = {
    [](Real x, Real y) { return x + y; },
    [](Int x, Int y) -> Int { return uint64_t(x) + uint64_t(y); }};
static const BinaryFunction kMul = {
    [](Real x, Real y) { return x * y; },
    [](Int x, Int y) -> Int { return uint64_t(x) * uint64_t(y); }};
static const BinaryFunction kAnd = {nullptr,
                                    [](Int x, Int y) { return x & y; }};
static const BinaryFunction kOr = {nullptr, [](Int x, Int y) { return x | y; }};

template <typename Op>
static void addReduction(RuleTable &rules, double start,
                         BinaryFunction function) {
  rules.add<Op>([start, function](Op op, Evaluation &e) -> LogicalResult {
    reduce(op, e, start, function);
    return success();
  });
}

template <typename Op>
static void addRunning(RuleTable &rules, double start,
                       BinaryFunction function) {
  rules.add<Op>([start, function](Op op, Evaluation &e) -> LogicalResult {
    const ReferenceTensor &x = e.operand(0);
    AxisSplit split(x.shape, normalizeAxis(op.getAxis(), x.getRank()));
    ReferenceTensor &y = e.addResult(x.shape);
    for (int64_t o = 0; o < split.outer; ++o)
      for (int64_t i = 0; i < split.inner; ++i) {
        double sum = start;
        for (int64_t k = 0; k < split.extent; ++k) {
          int64_t at = op.getReverse() ? split.extent - 1 - k : k;
          size_t place = (o * split.extent + at) * split.inner + i;
          double next = function(sum, x.data[place], x.elementType);
          y.data[place] = op.getExclusive() ? sum : next;
          sum = next;
        }
      }
    return success();
  });
}

void ms::reference::addReductionRules(RuleTable &rules) {
  addReduction<ReduceProdOp>(rules, 1, kMul);
  addReduction<ReduceAllOp>(rules, 1, kAnd);
  addReduction<ReduceAnyOp>(rules, 0, kOr);
  rules.add<ArgminOp>([](ArgminOp op, Evaluation &e) {
    return evaluateFirst(op, e, [](Real x, Real y) { return x < y; });
  });
  addRunning<CumSumOp>(rules, 0, kAdd);
  addRunning<CumProdOp>(rules, 1, kMul);
}
