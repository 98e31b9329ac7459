//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// x, h0, c0, packed weights; nothing after an error. MindSpore's layers use
/// the primitive for one layer in one direction each.
static SmallVector<Value> readOperands(NodeReader &n) {
  Value x = n.tensor(0), h0 = n.tensor(1), c0 = n.tensor(2), w = n.tensor(3);
  n.expectInteger(attribute("num_layers"), {1}, "1");
  n.expectInteger(attribute("bidirectional"), {0}, "one direction");
  n.expectInteger(attribute("proj_size"), {0}, "0");
  RankedTensorType type = n.typeOf(w);
  if (!type || n.hasFailed())
    return {};
  if (type.hasStaticShape())
    w = n.reshape(w, {type.getNumElements()});
  return {x, h0, c0, w};
}

/// The last two outputs are for the gradient.
static Item importLSTM(NodeReader &n) {
  bool hasBias = n.boolean(attribute("has_bias"), true);
  SmallVector<Value> operands = readOperands(n);
  if (operands.empty())
    return Item();
  Operation *op = n.emitOp(LSTMOp::getOperationName(), operands,
                           n.attributes().flag("has_bias", hasBias));
  if (!op)
    return Item();
  return Item::tuple({Item::tensor(op->getResult(0)),
                      Item::tensor(op->getResult(1)),
                      Item::tensor(op->getResult(2)), Item(), Item()});
}

/// x, h0, c0, weights, y, hn, cn, dy, dhn, dcn, and what the steps computed.
static Item importLSTMGrad(NodeReader &n) {
  bool hasBias = n.boolean(attribute("has_bias"), true);
  SmallVector<Value> operands = readOperands(n);
  if (operands.empty())
    return Item();
  RankedTensorType weights = n.typeOf(n.tensor(3));
  for (unsigned k : {7u, 8u, 9u})
    operands.push_back(n.tensor(k));
  Operation *op = n.emitOp(LSTMGradOp::getOperationName(), operands,
                           n.attributes().flag("has_bias", hasBias));
  if (!op)
    return Item();
  return Item::tuple(
      {Item::tensor(op->getResult(0)), Item::tensor(op->getResult(1)),
       Item::tensor(op->getResult(2)),
       Item::tensor(n.reshape(op->getResult(3), weights.getShape()))});
}

void addRecurrentOps(OpTable &table) {
  table["LSTM"] = importLSTM;
  table["LSTMGrad"] = importLSTMGrad;
}

} // namespace ms
