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

namespace {
/// What the steps compute: each of `gates` is [batch, 4 hidden], the states one
/// more than steps.
struct Cells {
  int64_t steps, batch, in, hidden;
  bool first;
  std::vector<std::vector<double>> gates, h, c;

  template <typename Op> Cells(Op op, Evaluation &e) {
    const ReferenceTensor &x = e.operand(0), &w = e.operand(3);
    first = op.getBatchFirst();
    steps = x.shape[first], batch = x.shape[!first], in = x.shape[2];
    hidden = e.operand(1).shape.back();
    h = {e.operand(1).data}, c = {e.operand(2).data};
    if (!fits())
      return;
    int64_t all = 4 * hidden;
    const double *input = w.data.data(), *state = input + all * in;
    const double *bias = op.getHasBias() ? state + all * hidden : nullptr;
    for (int64_t t = 0; t < steps; ++t) {
      std::vector<double> sums(batch * all), nextH(batch * hidden),
          nextC(nextH);
      for (int64_t r = 0; r < batch; ++r) {
        const double *from = x.data.data() + rowOf(t, r) * in;
        double *row = sums.data() + r * all;
        for (int64_t g = 0; g < all; ++g) {
          row[g] = bias ? bias[g] : 0;
          for (int64_t k = 0; k < in; ++k)
            row[g] += input[g * in + k] * from[k];
          for (int64_t k = 0; k < hidden; ++k)
            row[g] += state[g * hidden + k] * h[t][r * hidden + k];
          row[g] = g / hidden == 2 ? std::tanh(row[g]) : sigmoid(row[g]);
        }
        for (int64_t k = 0; k < hidden; ++k) {
          double cell = row[hidden + k] * c[t][r * hidden + k] +
                        row[k] * row[2 * hidden + k];
          nextC[r * hidden + k] = cell;
          nextH[r * hidden + k] = row[3 * hidden + k] * std::tanh(cell);
        }
      }
      gates.push_back(std::move(sums));
      h.push_back(std::move(nextH));
      c.push_back(std::move(nextC));
    }
  }

  /// Whether the states have the rows of the batch.
  bool fits() const {
    return h[0].size() == static_cast<size_t>(batch * hidden) &&
           c[0].size() == h[0].size();
  }
  /// Where row r of step t stands in a sequence.
  int64_t rowOf(int64_t t, int64_t r) const {
    return first ? r * steps + t : t * batch + r;
  }
};
} // namespace

static LogicalResult evaluateLSTM(LSTMOp op, Evaluation &e) {
  SmallVector<int64_t> state(e.operand(1).shape), shape(e.operand(0).shape);
  if (failed(e.requireShape(2, state)))
    return failure();
  Cells cells(op, e);
  if (!cells.fits())
    return e.fail("the states do not fit to the batch");
  int64_t hidden = cells.hidden;
  shape[2] = hidden;
  std::vector<double> all(countElements(shape));
  for (int64_t t = 0; t < cells.steps; ++t)
    for (int64_t r = 0; r < cells.batch; ++r)
      for (int64_t k = 0; k < hidden; ++k)
        all[cells.rowOf(t, r) * hidden + k] = cells.h[t + 1][r * hidden + k];
  e.addResult(shape).data = std::move(all);
  e.addResult(state).data = cells.h.back();
  e.addResult(state).data = cells.c.back();
  return success();
}

static LogicalResult evaluateLSTMGrad(LSTMGradOp op, Evaluation &e) {
  SmallVector<int64_t> state(e.operand(1).shape), shape(e.operand(0).shape);
  if (failed(e.requireShape(2, state)))
    return failure();
  Cells cells(op, e);
  if (!cells.fits())
    return e.fail("the states do not fit to the batch");
  int64_t hidden = cells.hidden, in = cells.in, all = 4 * hidden;
  shape[2] = hidden;
  if (failed(e.requireShape(4, shape)) || failed(e.requireShape(5, state)) ||
      failed(e.requireShape(6, state)))
    return failure();
  const std::vector<double> &x = e.operand(0).data, &w = e.operand(3).data;
  const double *stateWeight = w.data() + all * in;
  std::vector<double> dx(x.size()), dw(w.size()), dh = e.operand(5).data,
                                                  dc = e.operand(6).data;
  for (int64_t t = cells.steps; t-- > 0;) {
    std::vector<double> before(dh.size());
    for (int64_t r = 0; r < cells.batch; ++r) {
      int64_t row = cells.rowOf(t, r);
      const double *gates = cells.gates[t].data() + r * all;
      std::vector<double> d(all);
      for (int64_t k = 0; k < hidden; ++k) {
        int64_t at = r * hidden + k;
        double i = gates[k], f = gates[hidden + k], g = gates[2 * hidden + k],
               o = gates[3 * hidden + k], u = std::tanh(cells.c[t + 1][at]);
        double dhk = dh[at] + e.operand(4).data[row * hidden + k];
        double dck = dc[at] + dhk * o * (1 - u * u);
        d[k] = dck * g * i * (1 - i);
        d[hidden + k] = dck * cells.c[t][at] * f * (1 - f);
        d[2 * hidden + k] = dck * i * (1 - g * g);
        d[3 * hidden + k] = dhk * u * o * (1 - o);
        dc[at] = dck * f;
      }
      for (int64_t g = 0; g < all; ++g) {
        for (int64_t k = 0; k < in; ++k) {
          dx[row * in + k] += d[g] * w[g * in + k];
          dw[g * in + k] += d[g] * x[row * in + k];
        }
        for (int64_t k = 0; k < hidden; ++k) {
          before[r * hidden + k] += d[g] * stateWeight[g * hidden + k];
          dw[all * in + g * hidden + k] += d[g] * cells.h[t][r * hidden + k];
        }
        if (op.getHasBias())
          dw[all * (in + hidden) + g] += d[g];
      }
    }
    dh = std::move(before);
  }
  e.addResult(e.operand(0).shape).data = std::move(dx);
  e.addResult(state).data = std::move(dh);
  e.addResult(state).data = std::move(dc);
  e.addResult(e.operand(3).shape).data = std::move(dw);
  return success();
}

static LogicalResult evaluateGRU(GRUOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  bool first = op.getBatchFirst();
  int64_t steps = x.shape[first], batch = x.shape[!first], in = x.shape[2];
  SmallVector<int64_t> state(e.operand(1).shape), shape(x.shape);
  int64_t hidden = state.back(), all = 3 * hidden;
  std::vector<double> h = e.operand(1).data;
  if (h.size() != static_cast<size_t>(batch * hidden))
    return e.fail("the state does not fit to the batch");
  shape[2] = hidden;
  std::vector<double> y(countElements(shape)), next(h.size());
  const double *wi = e.operand(2).data.data(), *wh = wi + all * in;
  const double *bi = wh + all * hidden;
  const double *bh = op.getHasBias() ? bi + all : bi;
  for (int64_t t = 0; t < steps; ++t) {
    for (int64_t r = 0; r < batch; ++r) {
      int64_t at = first ? r * steps + t : t * batch + r;
      const double *from = x.data.data() + at * in;
      const double *old = h.data() + r * hidden;
      // What the input and what the state give to row g of the gates.
      auto input = [&](int64_t g) {
        double sum = op.getHasBias() ? bi[g] : 0;
        for (int64_t k = 0; k < in; ++k)
          sum += wi[g * in + k] * from[k];
        return sum;
      };
      auto past = [&](int64_t g) {
        double sum = op.getHasBias() ? bh[g] : 0;
        for (int64_t k = 0; k < hidden; ++k)
          sum += wh[g * hidden + k] * old[k];
        return sum;
      };
      for (int64_t k = 0; k < hidden; ++k) {
        int64_t forZ = hidden + k, forN = 2 * hidden + k;
        double reset = sigmoid(input(k) + past(k));
        double z = sigmoid(input(forZ) + past(forZ));
        double n = std::tanh(input(forN) + reset * past(forN));
        next[r * hidden + k] = y[at * hidden + k] = (1 - z) * n + z * old[k];
      }
    }
    std::swap(h, next);
  }
  e.addResult(shape).data = std::move(y);
  e.addResult(state).data = std::move(h);
  return success();
}

void ms::reference::addRecurrentRules(RuleTable &rules) {
  rules.add<LSTMOp>(evaluateLSTM);
  rules.add<LSTMGradOp>(evaluateLSTMGrad);
  rules.add<GRUOp>(evaluateGRU);
}
