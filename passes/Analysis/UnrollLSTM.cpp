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

template <typename Op> static StringAttr nameOf(Op op) {
  if (auto name = op->template getAttrOfType<StringAttr>(kOpNameAttr))
    return name;
  return StringAttr::get(op.getContext(), op->getName().stripDialect());
}

UnrolledLSTM::UnrolledLSTM(OpBuilder &builder, LSTMOp op)
    : b(op.getLoc(), builder), name(nameOf(op)), hasBias(op.getHasBias()),
      batchFirst(op.getBatchFirst()), ownX(op.getX()), ownH0(op.getH0()),
      ownC0(op.getC0()), ownW(op.getW()) {
  run();
}

UnrolledLSTM::UnrolledLSTM(OpBuilder &builder, LSTMGradOp op)
    : b(op.getLoc(), builder), name(nameOf(op)), hasBias(op.getHasBias()),
      batchFirst(op.getBatchFirst()), ownX(op.getX()), ownH0(op.getH0()),
      ownC0(op.getC0()), ownW(op.getW()) {
  run();
}

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

void UnrolledLSTM::run() {
  ArrayRef<int64_t> shape = typeOf(ownX).getShape();
  steps = shape[batchFirst];
  batch = ShapedType::isDynamic(shape[!batchFirst]) ? -1 : shape[!batchFirst];
  in = shape[2];
  hidden = typeOf(ownH0).getShape().back();
  int64_t gates = 4 * hidden;
  Value w = reshape(ownW, {typeOf(ownW).getNumElements()});
  inputWeight = reshape(cut(w, 0, 0, gates * in), {gates, in});
  stateWeight = reshape(cut(w, 0, gates * in, gates * hidden), {gates, hidden});
  x = reshape(ownX, {batch < 0 ? -1 : steps * batch, in});
  h0 = reshape(ownH0, {batch, hidden});
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

Value UnrolledLSTM::multiply(Value a, Value c, bool turnA, bool turnB) {
  return make<MatMulOp>(a, c, b.getBoolAttr(turnA), b.getBoolAttr(turnB));
}

Value UnrolledLSTM::reshape(Value value, ArrayRef<int64_t> shape) {
  auto isOpen = [](int64_t extent) {
    return ShapedType::isDynamic(extent) || extent == -1;
  };
  ArrayRef<int64_t> own = cast<RankedTensorType>(value.getType()).getShape();
  bool same = own.size() == shape.size();
  for (size_t k = 0; same && k < shape.size(); ++k)
    same = own[k] == shape[k] || (isOpen(own[k]) && isOpen(shape[k]));
  if (same)
    return value;
  SmallVector<int64_t> wanted(shape);
  for (int64_t &extent : wanted)
    extent = isOpen(extent) ? -1 : extent;
  return make<ReshapeOp>(value, b.getI64ArrayAttr(wanted));
}

Value UnrolledLSTM::as(Value value, Value like) {
  return reshape(value, cast<RankedTensorType>(like.getType()).getShape());
}

Value UnrolledLSTM::cut(Value value, int64_t axis, int64_t begin,
                        int64_t extent) {
  int64_t rank = cast<RankedTensorType>(value.getType()).getRank();
  SmallVector<int64_t> first(rank, 0), size(rank, -1);
  first[axis] = begin;
  size[axis] = extent;
  return make<SliceOp>(value, b.getI64ArrayAttr(first),
                       b.getI64ArrayAttr(size));
}

Value UnrolledLSTM::stepOf(Value whole, int64_t t, int64_t width) {
  // Cut out in another shape than it is read in, the slice is a kernel of its
  // own: what reads it is the same kernel in all steps.
  Value step;
  if (batchFirst) {
    int64_t parts = 2;
    while (width % parts != 0 && parts < width)
      ++parts;
    parts = std::min(parts, width);
    step = cut(reshape(whole, {batch, steps, parts, width / parts}), 1, t, 1);
  } else {
    step = cut(reshape(whole, {steps * batch * width}), 0, t * batch * width,
               batch * width);
  }
  return reshape(step, {batch, width});
}

Value UnrolledLSTM::join(ArrayRef<Value> pieces, int64_t axis) {
  if (pieces.size() == 1)
    return pieces[0];
  return make<ConcatOp>(ValueRange(pieces), b.getI64IntegerAttr(axis));
}

Value UnrolledLSTM::sequence(ArrayRef<Value> pieces) {
  return join(pieces, batchFirst ? 1 : 0);
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
  auto rows = [&](ArrayRef<Value> pieces, int64_t width) {
    return reshape(sequence(pieces), {batch < 0 ? -1 : steps * batch, width});
  };
  Value d = rows(dsums, 4 * hidden);
  auto flat = [&](Value value) {
    auto type = cast<RankedTensorType>(value.getType());
    return reshape(value, {type.getNumElements()});
  };
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
