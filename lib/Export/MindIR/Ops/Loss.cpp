//===- Loss.cpp - Loss functions ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/Ops/Loss.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Numbers of a reduction.
static constexpr int64_t kNone = 2;

/// One primitive for the loss and its gradient.
template <bool isGrad>
static void exportSparseSoftmaxCrossEntropy(NodeWriter &n) {
  n.result(n.call("SparseSoftmaxCrossEntropyWithLogits", n.operands(),
                  AttributeList().boolean("is_grad", isGrad).real("sens", 1),
                  n.resultType()));
}

static void exportSoftmaxCrossEntropy(NodeWriter &n) {
  n.results(n.callTuple("SoftmaxCrossEntropyWithLogits", n.operands(),
                        AttributeList(), n.resultTypes()));
}

/// The mean of all squares.
static void exportMSELoss(NodeWriter &n) {
  Ref square = n.unary("Square", n.binary("Sub", n.operand(0), n.operand(1)));
  n.result(n.call("ReduceMean",
                  {square, n.ints(ArrayRef<int64_t>()), n.boolean(false)},
                  n.resultType()));
}

static void exportSmoothL1Loss(NodeWriter &n) {
  double beta = n.as<SmoothL1LossOp>().getBeta().convertToDouble();
  n.result(n.call("SmoothL1Loss",
                  {n.operand(0), n.operand(1), n.real(beta), n.integer(kNone)},
                  n.resultType()));
}

/// Operands, all as large as the result, and no reduction.
static void exportElements(NodeWriter &n) {
  SmallVector<Ref> inputs;
  Ref like = n.operand(0);
  if (like.type != n.resultType())
    return n.fail("its first operand is broadcast");
  for (unsigned k = 0; k < n.operands().size(); ++k)
    inputs.push_back(n.broadcastLike(n.operand(k), like));
  inputs.push_back(n.integer(kNone));
  n.result(n.call(n.getPrimitive(), inputs, n.resultType()));
}

static void exportKLDivLoss(NodeWriter &n) {
  if (n.operandType(0) != n.resultType() || n.operandType(1) != n.resultType())
    return n.fail("an operand is broadcast");
  n.result(n.call("KLDivLoss", n.operands(),
                  AttributeList().text("reduction", "none"), n.resultType()));
}

void addLossOps(ExportTable &table) {
  table.add<SparseSoftmaxCrossEntropyOp>(
      exportSparseSoftmaxCrossEntropy<false>);
  table.add<SparseSoftmaxCrossEntropyGradOp>(
      exportSparseSoftmaxCrossEntropy<true>);
  table.add<SoftmaxCrossEntropyOp>(exportSoftmaxCrossEntropy);
  table.add<MSELossOp>(exportMSELoss);
  table.add<SmoothL1LossOp>(exportSmoothL1Loss);
  table.add<BinaryCrossEntropyOp>(exportElements, "BinaryCrossEntropy");
  table.add<BCEWithLogitsLossOp>(exportElements, "BCEWithLogitsLoss");
  table.add<KLDivLossOp>(exportKLDivLoss);
}

} // namespace ms
