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

/// x, h0, c0, packed weights. MindSpore's layers use the primitive for one
/// layer in one direction each; its last two outputs are for its gradient.
static Item importLSTM(NodeReader &n) {
  Value x = n.tensor(0), h0 = n.tensor(1), c0 = n.tensor(2), w = n.tensor(3);
  n.expectInteger(attribute("num_layers"), {1}, "1");
  n.expectInteger(attribute("bidirectional"), {0}, "one direction");
  n.expectInteger(attribute("proj_size"), {0}, "0");
  bool hasBias = n.boolean(attribute("has_bias"), true);
  RankedTensorType type = n.typeOf(w);
  if (!type || n.hasFailed())
    return Item();
  if (type.hasStaticShape())
    w = n.reshape(w, {type.getNumElements()});
  Operation *op = n.emitOp(LSTMOp::getOperationName(), {x, h0, c0, w},
                           n.attributes().flag("has_bias", hasBias));
  if (!op)
    return Item();
  return Item::tuple({Item::tensor(op->getResult(0)),
                      Item::tensor(op->getResult(1)),
                      Item::tensor(op->getResult(2)), Item(), Item()});
}

void addRecurrentOps(OpTable &table) { table["LSTM"] = importLSTM; }

} // namespace ms
