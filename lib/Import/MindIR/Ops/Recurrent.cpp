//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Recurrent.h"
#include "lib/Import/OpenBatch.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

namespace {
/// One layer in one direction: MindSpore's layers use the primitive for each.
/// The primitive has the steps in front and a number of layers before the
/// states. Where the batch is open both have been put there, and the op takes
/// what they were before.
struct Layer {
  NodeReader &n;
  SmallVector<Value> operands; ///< x, h0, c0, packed weights; none: an error
  bool isOpen = false;

  explicit Layer(NodeReader &n) : n(n) {
    Value x = n.tensor(0), h0 = n.tensor(1), c0 = n.tensor(2), w = n.tensor(3);
    n.expectInteger(attribute("num_layers"), {1}, "1");
    n.expectInteger(attribute("bidirectional"), {0}, "one direction");
    n.expectInteger(attribute("proj_size"), {0}, "0");
    RankedTensorType type = n.typeOf(w);
    if (!type || n.hasFailed())
      return;
    if (type.hasStaticShape())
      w = n.reshape(w, {type.getNumElements()});
    auto turn = openbatch::beforeTurn(n, x);
    isOpen = turn && turn->perm.size() == 3;
    operands = {inner(x), innerState(h0), innerState(c0), w};
  }

  OpAttributes attributes() {
    return n.attributes()
        .flag("has_bias", n.boolean(attribute("has_bias"), true))
        .flag("batch_first", isOpen);
  }

  /// From the primitive's form to the op's, and back.
  Value inner(Value sequence) {
    return isOpen ? openbatch::transpose(n, sequence, {1, 0, 2}) : sequence;
  }
  Value innerState(Value state) {
    return isOpen ? openbatch::squeeze(n, state, {0}) : state;
  }
  Item outer(Value sequence) {
    return Item::tensor(isOpen ? openbatch::turnBatch(n, sequence, 1)
                               : sequence);
  }
  Item outerState(Value state) {
    return Item::tensor(isOpen ? openbatch::expandDims(n, state, 0) : state);
  }
};
} // namespace

/// The last two outputs are for the gradient.
static Item importLSTM(NodeReader &n) {
  Layer layer(n);
  if (layer.operands.empty())
    return Item();
  Operation *op =
      n.emitOp(LSTMOp::getOperationName(), layer.operands, layer.attributes());
  if (!op)
    return Item();
  return Item::tuple({layer.outer(op->getResult(0)),
                      layer.outerState(op->getResult(1)),
                      layer.outerState(op->getResult(2)), Item(), Item()});
}

/// x, h0, c0, weights, y, hn, cn, dy, dhn, dcn, and what the steps computed.
static Item importLSTMGrad(NodeReader &n) {
  Layer layer(n);
  if (layer.operands.empty())
    return Item();
  RankedTensorType weights = n.typeOf(n.tensor(3));
  layer.operands.push_back(layer.inner(n.tensor(7)));
  for (unsigned k : {8u, 9u})
    layer.operands.push_back(layer.innerState(n.tensor(k)));
  Operation *op = n.emitOp(LSTMGradOp::getOperationName(), layer.operands,
                           layer.attributes());
  if (!op)
    return Item();
  return Item::tuple(
      {layer.outer(op->getResult(0)), layer.outerState(op->getResult(1)),
       layer.outerState(op->getResult(2)),
       Item::tensor(n.reshape(op->getResult(3), weights.getShape()))});
}

void addRecurrentOps(OpTable &table) {
  table["LSTM"] = importLSTM;
  table["LSTMGrad"] = importLSTMGrad;
}

} // namespace ms
