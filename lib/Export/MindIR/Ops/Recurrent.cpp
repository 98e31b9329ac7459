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

static void exportLSTM(NodeWriter &n) {
  auto op = n.as<LSTMOp>();
  Ref x = n.operand(0), h = n.operand(1), c = n.operand(2), w = n.operand(3);
  Type element = x.type.getElementType();
  bool batchFirst = op.getBatchFirst();
  // The primitive has the steps in front, and a number of layers before the
  // states.
  auto state = [&](RankedTensorType type) {
    if (!batchFirst)
      return type;
    return RankedTensorType::get({1, type.getDimSize(0), type.getDimSize(1)},
                                 element);
  };
  if (batchFirst) {
    x = n.transpose(x, {1, 0, 2});
    h = n.call("ExpandDims", {h, n.integer(0)}, state(h.type));
    c = n.call("ExpandDims", {c, n.integer(0)}, state(c.type));
  }
  w = n.reshape(
      w, RankedTensorType::get({w.type.getNumElements(), 1, 1}, element));
  int64_t hidden = h.type.getDimSize(2);
  auto steps = RankedTensorType::get(
      {x.type.getDimSize(0), x.type.getDimSize(1), hidden}, element);
  auto unread = RankedTensorType::get({1}, element);
  TupleRef y = n.callTuple("LSTM", {x, h, c, w},
                           AttributeList()
                               .integer("input_size", x.type.getDimSize(2))
                               .integer("hidden_size", hidden)
                               .integer("num_layers", 1)
                               .boolean("has_bias", op.getHasBias())
                               .boolean("bidirectional", false)
                               .real("dropout", 0)
                               .integer("proj_size", 0),
                           {steps, h.type, c.type, unread, unread});
  Ref all = n.item(y, 0);
  n.result(0, batchFirst ? n.transpose(all, {1, 0, 2}) : all);
  for (unsigned k : {1u, 2u}) {
    if (!n.isUsed(k))
      continue;
    Ref last = n.item(y, k);
    if (batchFirst)
      last = n.call("Squeeze", {last, n.ints(SmallVector<int64_t>{0})},
                    n.resultType(k));
    n.result(k, last);
  }
}

void addRecurrentOps(ExportTable &table) { table.add<LSTMOp>(exportLSTM); }

} // namespace ms
