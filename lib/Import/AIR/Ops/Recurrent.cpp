//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Recurrent.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// The four gates of `weight` [4 * hidden, ...] from i, g, f, o in the order
/// i, f, g, o, and all of it as a vector.
static Value orderGates(NodeReader &n, Value weight) {
  RankedTensorType type = n.typeOf(weight);
  if (!type)
    return nullptr;
  NodeReader::Ints gates(type.getShape());
  gates[0] = 4;
  gates.insert(gates.begin() + 1, type.getDimSize(0) / 4);
  auto order = RankedTensorType::get(4, IntegerType::get(n.getContext(), 32));
  Value indices = n.emit<ConstantOp>(
      {},
      n.attributes().set("value", DenseElementsAttr::get(
                                      order, {APInt(32, 0), APInt(32, 2),
                                              APInt(32, 1), APInt(32, 3)})));
  Value ordered = n.emit<GatherOp>({n.reshape(weight, gates), indices});
  return n.reshape(ordered, type.getNumElements());
}

static void importDynamicRNN(NodeReader &n) {
  n.expectText("cell_type", "LSTM");
  n.expectText("direction", "UNIDIRECTIONAL");
  n.expectText("activation", "tanh");
  n.expectInt("cell_depth", 1);
  n.expectInt("num_proj", 0);
  n.expectBool("use_peephole", false);
  n.expectBool("time_major", true);
  n.expectReal("keep_prob", 1);
  n.expectReal("cell_clip", -1);
  n.expectReal("forget_bias", 0);
  for (StringRef slot : {"seq_length", "wci", "wcf", "wco", "mask"})
    n.expectNone(slot);
  Value x = n.tensor("x"), w = n.tensor("w"), b = n.tensor("b"),
        h = n.tensor("init_h"), c = n.tensor("init_c");
  if (n.hasFailed())
    return;
  RankedTensorType type = n.typeOf(w), input = n.typeOf(x);
  if (type.getRank() != 2 || input.getRank() != 3 || !type.hasStaticShape() ||
      !input.hasStaticShape() || input.getDimSize(2) >= type.getDimSize(0) ||
      type.getDimSize(1) != 4 * (type.getDimSize(0) - input.getDimSize(2)) ||
      n.typeOf(b).getShape() != type.getShape().drop_front())
    return n.fail("its weights are " + shapeText(type.getShape()) +
                  " for an input of " + shapeText(input.getShape()));
  int64_t in = input.getDimSize(2), rows = type.getDimSize(1);
  // [4 * hidden, in + hidden]
  Value turned = n.emit<TransposeOp>(w, n.attributes().ints("perm", {1, 0}));
  auto columns = [&](int64_t first, int64_t count) {
    Value part = n.emit<SliceOp>(
        turned,
        n.attributes().ints("begin", {0, first}).ints("size", {rows, count}));
    return orderGates(n, part);
  };
  Value all = n.emit<ConcatOp>(
      {columns(0, in), columns(in, rows / 4), orderGates(n, b)});
  Operation *lstm = n.emitOp(LSTMOp::getOperationName(), {x, h, c, all},
                             n.attributes().flag("has_bias", true));
  if (!lstm)
    return n.result(nullptr);
  // The states of all steps: the last ones are what the op gives, the others
  // of the cell are not known.
  n.result(0, lstm->getResult(0));
  n.result(1, lstm->getResult(0));
  if (input.getDimSize(0) == 1)
    return n.result(2, lstm->getResult(2));
  SmallVector<int64_t> before(n.typeOf(lstm->getResult(0)).getShape());
  before[0] -= 1;
  Value unknown =
      n.emit<BroadcastToOp>(n.constant(input.getElementType(), std::nan("")),
                            n.attributes().ints("shape", before));
  n.result(2, n.emit<ConcatOp>({unknown, lstm->getResult(2)}));
}

void addRecurrentOps(OpTable &table) { table["DynamicRNN"] = importDynamicRNN; }

} // namespace ms::air
