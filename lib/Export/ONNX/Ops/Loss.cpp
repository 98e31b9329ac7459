//===- Loss.cpp - Loss functions ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Loss.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::to_onnx {

static Ref softmax(NodeWriter &n, StringRef type, const Ref &logits) {
  return n.unary(type, logits, Attributes().integer("axis", 1));
}

static Ref minus(NodeWriter &n, const Ref &x) { return n.unary("Neg", x); }

/// The element of each row that its label names.
static Ref chosen(NodeWriter &n, const Ref &rows, const Ref &labels) {
  int64_t count = rows.extent(0);
  Ref y =
      n.call("GatherElements", {rows, n.reshape(labels, {count, 1})},
             withShape(rows.type, {count, 1}), Attributes().integer("axis", 1));
  return n.reshape(y, {count});
}

static Ref meanOfAll(NodeWriter &n, const Ref &x) {
  SmallVector<int64_t> axes(x.rank());
  std::iota(axes.begin(), axes.end(), 0);
  return n.reduce("ReduceMean", x, axes, false);
}

static void exportSparseSoftmaxCrossEntropy(NodeWriter &n) {
  Ref shares = softmax(n, "LogSoftmax", n.wideOperand(0));
  n.result(meanOfAll(n, minus(n, chosen(n, shares, n.wideOperand(1)))));
}

static void exportSoftmaxCrossEntropy(NodeWriter &n) {
  Ref logits = n.wideOperand(0), labels = n.wideOperand(1);
  Ref shares = softmax(n, "LogSoftmax", logits);
  n.result(0, minus(n, n.reduce("ReduceSum", n.binary("Mul", labels, shares),
                                {1}, false)));
  Ref sums = n.reduce("ReduceSum", labels, {1}, true);
  n.result(1,
           n.binary("Sub", n.binary("Mul", softmax(n, "Softmax", logits), sums),
                    labels));
}

static void exportMSELoss(NodeWriter &n) {
  Ref apart = n.binary("Sub", n.wideOperand(0), n.wideOperand(1));
  n.result(meanOfAll(n, n.binary("Mul", apart, apart)));
}

static void exportSmoothL1Loss(NodeWriter &n) {
  double beta = n.as<SmoothL1LossOp>().getBeta().convertToDouble();
  Ref apart =
      n.unary("Abs", n.binary("Sub", n.wideOperand(0), n.wideOperand(1)));
  Ref small = n.binary("Mul", n.binary("Mul", apart, apart), 0.5 / beta);
  n.result(n.where(n.compare("Less", apart, beta), small,
                   n.binary("Sub", apart, beta / 2)));
}

/// -weight * (labels * ln(x + 1e-12) + (1 - labels) * ln(1 - x + 1e-12))
static void exportBinaryCrossEntropy(NodeWriter &n) {
  constexpr double kLeast = 1e-12;
  Ref x = n.exact(n.operand(0)), labels = n.exact(n.operand(1)),
      weight = n.exact(n.operand(2));
  Ref one = n.scalar(x.element(), 1);
  Ref yes = n.binary("Mul", labels, n.unary("Log", n.binary("Add", x, kLeast)));
  Ref rest = n.binary("Add", n.binary("Sub", one, x), kLeast);
  Ref no = n.binary("Mul", n.binary("Sub", one, labels), n.unary("Log", rest));
  n.result(minus(n, n.binary("Mul", weight, n.binary("Add", yes, no))));
}

/// -ln(sigmoid(x)) is softplus(-x).
static void exportBCEWithLogits(NodeWriter &n) {
  Ref x = n.wideOperand(0), labels = n.wideOperand(1),
      weight = n.wideOperand(2), positive = n.wideOperand(3);
  Ref yes = n.binary("Mul", n.binary("Mul", positive, labels),
                     softplus(n, minus(n, x)));
  Ref others = n.binary("Sub", n.scalar(x.element(), 1), labels);
  Ref no = n.binary("Mul", others, softplus(n, x));
  n.result(n.binary("Mul", weight, n.binary("Add", yes, no)));
}

static void exportKLDivLoss(NodeWriter &n) {
  Ref logits = n.wideOperand(0), labels = n.wideOperand(1);
  Ref loss =
      n.binary("Mul", labels, n.binary("Sub", n.unary("Log", labels), logits));
  n.result(n.where(n.compare("Greater", labels, 0), loss,
                   n.scalar(labels.element(), 0)));
}

/// Labels that are ignored may be no class: they look up the first one.
static void exportNLLLoss(NodeWriter &n) {
  auto op = n.as<NLLLossOp>();
  Ref logits = n.wideOperand(0), labels = n.wideOperand(1),
      weight = n.wideOperand(2);
  int64_t count = logits.extent(0);
  labels = n.reshape(labels, {count});
  Ref ignored =
      n.compare("Equal", labels, static_cast<double>(op.getIgnoreIndex()));
  labels = n.where(ignored, n.scalar(labels.element(), 0), labels);
  Ref found =
      n.call("Gather", {weight, labels}, withShape(weight.type, {count}),
             Attributes().integer("axis", 0));
  Ref zero = n.scalar(weight.element(), 0);
  Ref loss = minus(n, n.binary("Mul", found, chosen(n, logits, labels)));
  n.result(0, n.where(ignored, zero, loss));
  n.result(1, n.where(ignored, zero, found));
}

void addLossOps(ExportTable &table) {
  table.add<SparseSoftmaxCrossEntropyOp>(exportSparseSoftmaxCrossEntropy);
  table.add<SoftmaxCrossEntropyOp>(exportSoftmaxCrossEntropy);
  table.add<MSELossOp>(exportMSELoss);
  table.add<SmoothL1LossOp>(exportSmoothL1Loss);
  table.add<BinaryCrossEntropyOp>(exportBinaryCrossEntropy);
  table.add<BCEWithLogitsLossOp>(exportBCEWithLogits);
  table.add<KLDivLossOp>(exportKLDivLoss);
  table.add<NLLLossOp>(exportNLLLoss);
}

} // namespace ms::to_onnx
