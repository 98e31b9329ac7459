//===- UnrollGRU.cpp - The steps of a GRU as ops --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What does not depend on the state is one product over all steps: x by its
// weights, and the gradients of x and of the weights.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/UnrollGRU.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

UnrolledGRU::UnrolledGRU(OpBuilder &builder, GRUOp op)
    : UnrolledSteps(builder, op) {
  int64_t gates = 3 * hidden, biases = gates * (in + hidden);
  Value w = flat(ownW), stateBias;
  inputWeight = reshape(cut(w, 0, 0, gates * in), {gates, in});
  stateWeight = reshape(cut(w, 0, gates * in, gates * hidden), {gates, hidden});
  Value given = multiply(x, inputWeight, false, true);
  if (hasBias) {
    given = make<BiasAddOp>(given, cut(w, 0, biases, gates));
    stateBias = cut(w, 0, biases + gates, gates);
  }
  for (int64_t t = 0; t < steps; ++t) {
    Value h = before(t), input = stepOf(given, t, gates);
    Value state = multiply(h, stateWeight, false, true);
    if (hasBias)
      state = make<BiasAddOp>(state, stateBias);
    auto gate = [&](Value sums, int64_t k) {
      return cut(sums, 1, k * hidden, hidden);
    };
    Step step;
    step.r = make<SigmoidOp>(add(gate(input, 0), gate(state, 0)));
    step.z = make<SigmoidOp>(add(gate(input, 1), gate(state, 1)));
    step.stateSum = gate(state, 2);
    step.n = make<TanhOp>(add(gate(input, 2), mul(step.r, step.stateSum)));
    step.h = add(step.n, mul(step.z, make<SubOp>(h, step.n)));
    all.push_back(step);
  }
}

SmallVector<Value> UnrolledGRU::results(GRUOp op) {
  SmallVector<Value> states;
  for (Step &step : all)
    states.push_back(step.h);
  return {as(sequence(states), op.getY()), as(all.back().h, op.getHn())};
}

SmallVector<Value> UnrolledGRU::gradients(Value dy, Value dhn) {
  Value dh = dhn ? reshape(dhn, {batch, hidden}) : Value();
  SmallVector<Value> dInput(steps), dState(steps), states(steps);
  for (int64_t t = steps; t-- > 0;) {
    const Step &step = all[t];
    Value h = states[t] = before(t);
    if (dy) {
      Value own = stepOf(dy, t, hidden);
      dh = dh ? add(own, dh) : own;
    }
    Value past = mul(dh, step.z);
    Value dn = make<TanhGradOp>(make<SubOp>(dh, past), step.n);
    Value dz = make<SigmoidGradOp>(mul(dh, make<SubOp>(h, step.n)), step.z);
    Value dr = make<SigmoidGradOp>(mul(dn, step.stateSum), step.r);
    dInput[t] = join({dr, dz, dn}, 1);
    dState[t] = join({dr, dz, mul(dn, step.r)}, 1);
    dh = add(past, multiply(dState[t], stateWeight, false, false));
  }
  Value di = rows(dInput, 3 * hidden), ds = rows(dState, 3 * hidden);
  SmallVector<Value> dw = {
      flat(multiply(di, x, true, false)),
      flat(multiply(ds, rows(states, hidden), true, false))};
  if (hasBias)
    for (Value d : {di, ds})
      dw.push_back(
          make<ReduceSumOp>(d, b.getI64ArrayAttr({0}), b.getBoolAttr(false)));
  return {as(multiply(di, inputWeight, false, false), ownX), as(dh, ownH0),
          as(join(dw, 0), ownW)};
}

} // namespace ms
