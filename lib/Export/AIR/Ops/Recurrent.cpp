//===- Recurrent.cpp - Recurrent layers -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Recurrent.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms::air {

/// The four gates of `weight` [4 * hidden, ...] in the order i, g, f, o, which
/// the operator has.
static Ref orderGates(NodeWriter &n, const Ref &weight, int64_t hidden) {
  SmallVector<int64_t> shape(weight.type.getShape()), gates = shape;
  gates[0] = 4;
  gates.insert(gates.begin() + 1, hidden);
  Ref split = n.reshape(weight, gates);
  Ref ordered = n.call("GatherV2", {split, n.ints({0, 2, 1, 3}), n.integer(0)},
                       split.type);
  return n.reshape(ordered, shape);
}

/// DynamicRNN: weights [in + hidden, 4 * hidden], all states as results.
static void exportLSTM(NodeWriter &n) {
  auto op = n.as<LSTMOp>();
  Ref x = n.operand(0), h = n.operand(1), c = n.operand(2), w = n.operand(3);
  if (!x.type.hasStaticShape())
    return n.fail("the batch must be known: give --input-shape");
  Type element = x.type.getElementType();
  auto typeOf = [&](ArrayRef<int64_t> shape) {
    return RankedTensorType::get(shape, element);
  };
  if (op.getBatchFirst()) {
    x = n.transpose(x, {1, 0, 2});
    for (Ref *state : {&h, &c})
      *state = n.reshape(
          *state, {1, state->type.getDimSize(0), state->type.getDimSize(1)});
  }
  int64_t steps = x.type.getDimSize(0), batch = x.type.getDimSize(1),
          in = x.type.getDimSize(2), hidden = h.type.getDimSize(2);
  // A part of the weights, as a matrix or a vector.
  int64_t place = 0;
  auto take = [&](ArrayRef<int64_t> shape) {
    RankedTensorType type = typeOf(shape);
    Ref part = n.slice(w, place, typeOf(type.getNumElements()));
    place += type.getNumElements();
    return orderGates(n, n.reshape(part, type), hidden);
  };
  Ref ofInput = n.transpose(take({4 * hidden, in}), {1, 0});
  Ref ofState = n.transpose(take({4 * hidden, hidden}), {1, 0});
  Ref weights = n.call("ConcatD", {ofInput, ofState},
                       AttributeList().integer("concat_dim", 0).integer("N", 2),
                       typeOf({in + hidden, 4 * hidden}));
  Ref bias;
  if (op.getHasBias())
    bias = take(4 * hidden);
  else
    bias = n.tensor(DenseElementsAttr::get(
        typeOf(4 * hidden), FloatAttr::get(element, 0.0).getValue()));
  RankedTensorType all = typeOf({steps, batch, hidden});
  SmallVector<Ref> y = n.callMany("DynamicRNN", {x, weights, bias, Ref(), h, c},
                                  AttributeList().boolean("is_training", false),
                                  SmallVector<RankedTensorType>(8, all));
  n.result(0, op.getBatchFirst() ? n.transpose(y[0], {1, 0, 2}) : y[0]);
  for (unsigned k : {1u, 2u})
    if (n.isUsed(k))
      n.result(k, n.reshape(n.slice(y[k], {steps - 1, 0, 0},
                                    typeOf({1, batch, hidden})),
                            n.resultType(k)));
}

/// With a batch that is not known, step by step.
static bool isStatic(Operation *op) {
  return cast<RankedTensorType>(op->getOperand(0).getType()).hasStaticShape();
}

void addRecurrentOps(ExportTable &table) {
  table.add<LSTMOp>(exportLSTM, "", isStatic);
}

} // namespace ms::air
