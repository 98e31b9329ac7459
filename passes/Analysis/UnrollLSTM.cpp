//===- UnrollLSTM.cpp - The steps of an LSTM as ops -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What does not depend on the state is one product over all steps: x by its
// weights, and the gradients of x and of the weights.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/UnrollLSTM.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

UnrolledLSTM::UnrolledLSTM(OpBuilder &builder, LSTMOp op)
    : UnrolledSteps(builder, op), ownC0(op.getC0()) {
  run();
}

UnrolledLSTM::UnrolledLSTM(OpBuilder &builder, LSTMGradOp op)
    : UnrolledSteps(builder, op), ownC0(op.getC0()) {
  run();
}

void UnrolledLSTM::run() {
  int64_t gates = 4 * hidden;
  Value w = flat(ownW);
  inputWeight = reshape(cut(w, 0, 0, gates * in), {gates, in});
  stateWeight = reshape(cut(w, 0, gates * in, gates * hidden), {gates, hidden});
  c0 = reshape(ownC0, {batch, hidden});
  Value given = multiply(x, inputWeight, false, true);
  if (hasBias)
    given = make<BiasAddOp>(given, cut(w, 0, gates * (in + hidden), gates));
  Value h = h0, c = c0;
  for (int64_t t = 0; t < steps; ++t) {
    Value sums =
        add(multiply(h, stateWeight, false, true), stepOf(given, t, gates));
    auto gate = [&](int64_t k) { return cut(sums, 1, k * hidden, hidden); };
    Step step;
    step.i = make<SigmoidOp>(gate(0));
    step.f = make<SigmoidOp>(gate(1));
    step.g = make<TanhOp>(gate(2));
    step.o = make<SigmoidOp>(gate(3));
    c = step.c = add(mul(step.f, c), mul(step.i, step.g));
    step.tanhC = make<TanhOp>(step.c);
    h = step.h = mul(step.o, step.tanhC);
    all.push_back(step);
  }
}

SmallVector<Value> UnrolledLSTM::results(LSTMOp op) {
  SmallVector<Value> states;
  for (Step &step : all)
    states.push_back(step.h);
  return {as(sequence(states), op.getY()), as(all.back().h, op.getHn()),
          as(all.back().c, op.getCn())};
}

SmallVector<Value> UnrolledLSTM::gradients(Value dy, Value dhn, Value dcn) {
  auto start = [&](Value gradient) {
    return gradient ? reshape(gradient, {batch, hidden}) : Value();
  };
  auto sum = [&](Value u, Value v) { return u && v ? add(u, v) : u ? u : v; };
  Value dh = start(dhn), dc = start(dcn);
  SmallVector<Value> dsums(steps), before(steps);
  for (int64_t t = steps; t-- > 0;) {
    const Step &step = all[t];
    Value c = t == 0 ? c0 : all[t - 1].c;
    before[t] = t == 0 ? h0 : all[t - 1].h;
    if (dy)
      dh = sum(stepOf(dy, t, hidden), dh);
    Value dO;
    if (dh) {
      dO = mul(dh, step.tanhC);
      dc = sum(make<TanhGradOp>(mul(dh, step.o), step.tanhC), dc);
    } else {
      // Only the last cell counts: no gradient has reached h yet.
      dO = mul(dc, make<SubOp>(step.o, step.o));
    }
    Value gates[] = {make<SigmoidGradOp>(mul(dc, step.g), step.i),
                     make<SigmoidGradOp>(mul(dc, c), step.f),
                     make<TanhGradOp>(mul(dc, step.i), step.g),
                     make<SigmoidGradOp>(dO, step.o)};
    dsums[t] = join(gates, 1);
    dc = mul(dc, step.f);
    dh = multiply(dsums[t], stateWeight, false, false);
  }
  Value d = rows(dsums, 4 * hidden);
  SmallVector<Value> dw = {
      flat(multiply(d, x, true, false)),
      flat(multiply(d, rows(before, hidden), true, false))};
  if (hasBias)
    dw.push_back(
        make<ReduceSumOp>(d, b.getI64ArrayAttr({0}), b.getBoolAttr(false)));
  return {as(multiply(d, inputWeight, false, false), ownX), as(dh, ownH0),
          as(dc, ownC0), as(join(dw, 0), ownW)};
}

} // namespace ms
