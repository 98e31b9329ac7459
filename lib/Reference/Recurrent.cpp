//===- Recurrent.cpp - Rules: recurrent layers ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Recurrent.h"

#include <cmath>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

static double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

static LogicalResult evaluateLSTM(LSTMOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &w = e.operand(3);
  bool first = op.getBatchFirst();
  int64_t steps = x.shape[first], batch = x.shape[!first], in = x.shape[2];
  SmallVector<int64_t> state0(e.operand(1).shape), shape(x.shape);
  int64_t hidden = state0.back(), gates = 4 * hidden;
  shape[2] = hidden;
  // Where row r of step t stands in a sequence.
  auto rowOf = [&](int64_t t, int64_t r) {
    return first ? r * steps + t : t * batch + r;
  };
  if (e.operand(1).getNumElements() != batch * hidden ||
      failed(e.requireShape(2, state0)))
    return e.fail("the states do not fit to the batch");
  std::vector<double> h = e.operand(1).data, c = e.operand(2).data;
  std::vector<double> all(countElements(shape));
  const double *input = w.data.data(), *state = input + gates * in;
  const double *bias = op.getHasBias() ? state + gates * hidden : nullptr;
  for (int64_t t = 0; t < steps; ++t) {
    std::vector<double> next(h.size());
    for (int64_t r = 0; r < batch; ++r) {
      const double *from = x.data.data() + rowOf(t, r) * in;
      std::vector<double> sums(gates);
      for (int64_t g = 0; g < gates; ++g) {
        sums[g] = bias ? bias[g] : 0;
        for (int64_t k = 0; k < in; ++k)
          sums[g] += input[g * in + k] * from[k];
        for (int64_t k = 0; k < hidden; ++k)
          sums[g] += state[g * hidden + k] * h[r * hidden + k];
      }
      for (int64_t k = 0; k < hidden; ++k) {
        double &cell = c[r * hidden + k];
        cell = sigmoid(sums[hidden + k]) * cell +
               sigmoid(sums[k]) * std::tanh(sums[2 * hidden + k]);
        next[r * hidden + k] = sigmoid(sums[3 * hidden + k]) * std::tanh(cell);
        all[rowOf(t, r) * hidden + k] = next[r * hidden + k];
      }
    }
    h = std::move(next);
  }
  e.addResult(shape).data = std::move(all);
  e.addResult(state0).data = std::move(h);
  e.addResult(state0).data = std::move(c);
  return success();
}

void ms::reference::addRecurrentRules(RuleTable &rules) {
  rules.add<LSTMOp>(evaluateLSTM);
}
