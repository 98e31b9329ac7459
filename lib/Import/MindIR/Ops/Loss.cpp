//===- Loss.cpp - Loss functions ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Loss.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// One primitive for the loss and, with is_grad, for its gradient, which
/// `sens` scales.
static Item importSparseSoftmaxCrossEntropy(NodeReader &n) {
  Value logits = n.tensor(0), labels = n.tensor(1);
  if (!n.boolean(attribute("is_grad"), false))
    return Item::tensor(n.emit<SparseSoftmaxCrossEntropyOp>({logits, labels}));
  double sens = n.real(attribute("sens"), 1.0);
  Value grad = n.emit<SparseSoftmaxCrossEntropyGradOp>({logits, labels});
  if (!grad || sens == 1.0)
    return Item::tensor(grad);
  Value scale = n.constant(n.typeOf(grad).getElementType(), sens);
  return Item::tensor(n.emit<MulOp>({grad, scale}));
}

/// The losses of all rows, and the gradient.
static Item importSoftmaxCrossEntropy(NodeReader &n) {
  Value logits = n.tensor(0), labels = n.tensor(1);
  return n.emitTuple<SoftmaxCrossEntropyOp>({logits, labels}, n.attributes());
}

void addLossOps(OpTable &table) {
  table["SparseSoftmaxCrossEntropyWithLogits"] =
      importSparseSoftmaxCrossEntropy;
  table["SoftmaxCrossEntropyWithLogits"] = importSoftmaxCrossEntropy;
}

} // namespace ms
