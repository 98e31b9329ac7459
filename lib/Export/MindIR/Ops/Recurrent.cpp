//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

namespace {
/// What the primitive and its gradient are given. They have the steps in front,
/// and a number of layers before the states.
template <typename OpT> struct LSTM {
  NodeWriter &n;
  OpT op;
  Ref x, h, c, w;
  Type element;
  bool batchFirst;

  explicit LSTM(NodeWriter &n)
      : n(n), op(n.as<OpT>()), element(n.operandType(0).getElementType()),
        batchFirst(op.getBatchFirst()) {
    x = sequence(n.operand(0));
    h = state(n.operand(1));
    c = state(n.operand(2));
    Ref given = n.operand(3);
    w = n.reshape(given, RankedTensorType::get(
                             {given.type.getNumElements(), 1, 1}, element));
  }

  /// From the dialect's form to the primitive's, and back.
  Ref sequence(const Ref &ref) {
    return batchFirst ? n.transpose(ref, {1, 0, 2}) : ref;
  }
  Ref state(const Ref &ref) {
    if (!batchFirst)
      return ref;
    return n.call(
        "ExpandDims", {ref, n.integer(0)},
        RankedTensorType::get(
            {1, ref.type.getDimSize(0), ref.type.getDimSize(1)}, element));
  }
  Ref outerState(const Ref &ref, RankedTensorType type) {
    return batchFirst
               ? n.call("Squeeze", {ref, n.ints(SmallVector<int64_t>{0})}, type)
               : ref;
  }

  int64_t hidden() const { return h.type.getDimSize(2); }
  AttributeList attributes() {
    return AttributeList()
        .integer("input_size", x.type.getDimSize(2))
        .integer("hidden_size", hidden())
        .integer("num_layers", 1)
        .boolean("has_bias", op.getHasBias())
        .boolean("bidirectional", false)
        .real("dropout", 0)
        .integer("proj_size", 0);
  }
  /// The results, and two that are the gradient's.
  TupleRef forward() {
    auto steps = RankedTensorType::get(
        {x.type.getDimSize(0), x.type.getDimSize(1), hidden()}, element);
    auto kept = RankedTensorType::get({1, 1}, element);
    return n.callTuple("LSTM", {x, h, c, w}, attributes(),
                       {steps, h.type, c.type, kept, kept});
  }
};
} // namespace

static void exportLSTM(NodeWriter &n) {
  LSTM<LSTMOp> lstm(n);
  TupleRef y = lstm.forward();
  n.result(0, lstm.sequence(n.item(y, 0)));
  for (unsigned k : {1u, 2u})
    if (n.isUsed(k))
      n.result(k, lstm.outerState(n.item(y, k), n.resultType(k)));
}

static void exportLSTMGrad(NodeWriter &n) {
  LSTM<LSTMGradOp> lstm(n);
  TupleRef y = lstm.forward();
  SmallVector<Ref> inputs = {lstm.x, lstm.h, lstm.c, lstm.w};
  for (unsigned k : {0u, 1u, 2u})
    inputs.push_back(n.item(y, k));
  inputs.append({lstm.sequence(n.operand(4)), lstm.state(n.operand(5)),
                 lstm.state(n.operand(6)), n.item(y, 3)});
  TupleRef all =
      n.callTuple("LSTMGrad", inputs, lstm.attributes(),
                  {lstm.x.type, lstm.h.type, lstm.c.type, lstm.w.type});
  if (n.isUsed(0))
    n.result(0, lstm.sequence(n.item(all, 0)));
  for (unsigned k : {1u, 2u})
    if (n.isUsed(k))
      n.result(k, lstm.outerState(n.item(all, k), n.resultType(k)));
  if (n.isUsed(3))
    n.result(3, n.reshape(n.item(all, 3), n.resultType(3)));
}

void addRecurrentOps(ExportTable &table) {
  table.add<LSTMOp>(exportLSTM);
  table.add<LSTMGradOp>(exportLSTMGrad);
}

} // namespace ms
