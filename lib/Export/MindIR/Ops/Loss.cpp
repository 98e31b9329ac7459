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

/// The gradient of MindSpore's primitive takes it that labels add up to 1.
static void exportSoftmaxCrossEntropy(NodeWriter &n) {
  Ref logits = n.operand(0), labels = n.operand(1);
  if (n.isUsed(0))
    n.result(
        0, n.item(n.callTuple("SoftmaxCrossEntropyWithLogits", {logits, labels},
                              AttributeList(), n.resultTypes()),
                  0));
  if (!n.isUsed(1))
    return;
  Ref shares = n.call("Softmax", {logits, n.ints(SmallVector<int64_t>{-1})},
                      logits.type);
  Ref sums = n.call("ReduceSum",
                    {labels, n.ints(SmallVector<int64_t>{-1}), n.boolean(true),
                     n.boolean(false)},
                    RankedTensorType::get({labels.type.getDimSize(0), 1},
                                          labels.type.getElementType()));
  n.result(1, n.binary("Sub", n.binary("Mul", shares, sums), labels));
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

/// The operands, each as large as the result.
static SmallVector<Ref> elements(NodeWriter &n) {
  SmallVector<Ref> inputs = n.operands();
  RankedTensorType type = n.resultType();
  Ref like = inputs[0];
  for (const Ref &input : inputs)
    if (input.type == type)
      like = input;
  if (like.type != type)
    for (const Ref &input : ArrayRef(inputs).drop_front())
      like = n.binary("Add", like, input);
  for (Ref &input : inputs)
    input = n.broadcastLike(input, like);
  return inputs;
}

/// One loss for each element, without a reduction.
static void exportElements(NodeWriter &n) {
  SmallVector<Ref> inputs = elements(n);
  inputs.push_back(n.integer(kNone));
  n.result(n.call(n.getNodeType(), inputs, n.resultType()));
}

static void exportKLDivLoss(NodeWriter &n) {
  n.result(n.call("KLDivLoss", elements(n),
                  AttributeList().text("reduction", "none"), n.resultType()));
}

/// The loss of each row; its weight is looked up where something reads it.
static void exportNLLLoss(NodeWriter &n) {
  auto op = n.as<NLLLossOp>();
  Ref labels = n.operand(1), weight = n.operand(2);
  Type element = weight.type.getElementType();
  auto rows = n.resultType();
  if (n.isUsed(0)) {
    SmallVector<Ref> inputs = n.operands();
    inputs.append({n.integer(kNone), n.integer(op.getIgnoreIndex())});
    TupleRef loss = n.callTuple("NLLLoss", inputs,
                                {rows, RankedTensorType::get({}, element)});
    n.result(0, n.item(loss, 0));
  }
  if (!n.isUsed(1))
    return;
  labels =
      n.reshape(labels, RankedTensorType::get(rows.getShape(),
                                              labels.type.getElementType()));
  Ref found =
      n.call("Gather", {weight, labels, n.integer(0), n.integer(0)}, rows);
  Ref ignored =
      n.call("Equal",
             {labels, n.scalar(labels.type.getElementType(),
                               static_cast<double>(op.getIgnoreIndex()))},
             RankedTensorType::get(rows.getShape(),
                                   IntegerType::get(op.getContext(), 1)));
  n.result(
      1, n.call("Select", {ignored, n.unary("ZerosLike", found), found}, rows));
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
  table.add<NLLLossOp>(exportNLLLoss);
}

} // namespace ms
