//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The dialect has all weights in one row, gate by gate, as MindSpore; ONNX has
// three tensors and another order of gates.
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

namespace {
/// Takes weights from the row, one part after another.
class Weights {
public:
  Weights(NodeWriter &n, const Ref &row, ArrayRef<int64_t> order,
          int64_t hidden)
      : n(n), row(row), order(order), hidden(hidden) {}

  /// [1, gates * hidden, columns], gates in ONNX's order.
  Ref matrix(int64_t columns) {
    return n.reshape(next(columns), {1, count() * hidden, columns});
  }
  Ref bias() { return n.reshape(next(1), {1, count() * hidden}); }

private:
  int64_t count() const { return static_cast<int64_t>(order.size()); }
  Ref next(int64_t columns) {
    int64_t size = hidden * columns;
    SmallVector<Ref> gates;
    for (int64_t gate : order)
      gates.push_back(
          n.slice(row, 0, at + gate * size, at + (gate + 1) * size));
    at += count() * size;
    return n.concat(gates, 0);
  }

  NodeWriter &n;
  Ref row;
  ArrayRef<int64_t> order;
  int64_t hidden, at = 0;
};

/// The layout of ONNX: steps in front, states with a number of directions.
struct Sequence {
  Ref x;
  SmallVector<Ref> states;
  bool batchFirst;
  int64_t steps, batch, hidden;

  Sequence(NodeWriter &n, bool batchFirst, unsigned count)
      : x(n.wideOperand(0)), batchFirst(batchFirst) {
    if (batchFirst)
      x = n.transpose(x, {1, 0, 2});
    for (unsigned k = 1; k <= count; ++k) {
      Ref state = n.wideOperand(k);
      states.push_back(batchFirst ? n.unsqueeze(state, {0}) : state);
    }
    steps = x.extent(0);
    batch = x.extent(1);
    hidden = states[0].extent(2);
  }

  /// The types of all steps and of the last states; null for what nobody reads.
  SmallVector<RankedTensorType> types(NodeWriter &n) const {
    SmallVector<RankedTensorType> types(1 + states.size());
    if (n.isUsed(0))
      types[0] = withShape(x.type, {steps, 1, batch, hidden});
    for (unsigned k = 1; k < types.size(); ++k)
      if (n.isUsed(k))
        types[k] = withShape(x.type, {1, batch, hidden});
    return types;
  }

  void results(NodeWriter &n, ArrayRef<Ref> y) const {
    if (n.isUsed(0)) {
      Ref all = n.squeeze(y[0], {1});
      n.result(0, batchFirst ? n.transpose(all, {1, 0, 2}) : all);
    }
    for (unsigned k = 1; k < y.size(); ++k)
      if (n.isUsed(k))
        n.result(k, batchFirst ? n.squeeze(y[k], {0}) : y[k]);
  }
};
} // namespace

/// Ours are i, f, g, o; ONNX's i, o, f, c.
static void exportLSTM(NodeWriter &n) {
  auto op = n.as<LSTMOp>();
  static const int64_t order[] = {0, 3, 1, 2};
  Sequence s(n, op.getBatchFirst(), 2);
  Weights weights(n, n.wideOperand(3), order, s.hidden);
  SmallVector<Ref> inputs = {s.x, weights.matrix(s.x.extent(2)),
                             weights.matrix(s.hidden)};
  Ref none{"", nullptr}, bias = none;
  if (op.getHasBias()) {
    // One for the input; that of the state is zero.
    Ref b = weights.bias();
    Ref zeros = n.expand(n.scalar(b.element(), 0), b.type.getShape());
    bias = n.concat({b, zeros}, 1);
  }
  inputs.append({bias, none, s.states[0], s.states[1]});
  s.results(n, n.callMany("LSTM", inputs, s.types(n),
                          Attributes().integer("hidden_size", s.hidden)));
}

/// Ours are r, z, n; ONNX's z, r, h.
static void exportGRU(NodeWriter &n) {
  auto op = n.as<GRUOp>();
  static const int64_t order[] = {1, 0, 2};
  Sequence s(n, op.getBatchFirst(), 1);
  Weights weights(n, n.wideOperand(2), order, s.hidden);
  SmallVector<Ref> inputs = {s.x, weights.matrix(s.x.extent(2)),
                             weights.matrix(s.hidden)};
  Ref none{"", nullptr}, bias = none;
  if (op.getHasBias()) {
    Ref input = weights.bias();
    bias = n.concat({input, weights.bias()}, 1);
  }
  inputs.append({bias, none, s.states[0]});
  s.results(n, n.callMany("GRU", inputs, s.types(n),
                          Attributes()
                              .integer("hidden_size", s.hidden)
                              .integer("linear_before_reset", 1)));
}

void addRecurrentOps(ExportTable &table) {
  table.add<LSTMOp>(exportLSTM);
  table.add<GRUOp>(exportGRU);
}

} // namespace ms::to_onnx
