//===- Loss.cpp - Losses of classes ---------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Index.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

/// -weight[label] * logits[label] at each place; classes are dimension 1.
static Value negativeLogLikelihood(NodeReader &n, Value logits) {
  Value labels = n.tensor(1);
  std::string reduction =
      n.choice("reduction", {"none", "sum", "mean"}, "mean");
  bool ignores = n.hasAttribute("ignore_index");
  int64_t ignored = n.integer("ignore_index", -1);
  if (n.hasFailed())
    return nullptr;
  RankedTensorType type = n.typeOf(logits);
  if (type.getRank() < 2) {
    n.fail("takes a tensor of shape " + shapeText(type.getShape()));
    return nullptr;
  }
  Value isIgnored;
  if (ignores) {
    isIgnored = n.emit<EqualOp>(
        {labels, n.number(labels, static_cast<double>(ignored))});
    labels = n.emit<SelectOp>({isIgnored, n.number(labels, 0), labels});
  }
  Value picked = n.emit<GatherDOp>({logits, n.expand(labels, 1)},
                                   n.attributes().integer("dim", 1));
  picked = n.emit<SqueezeOp>(picked, n.attributes().ints("axis", {1}));
  Value loss = n.emit<NegOp>(picked), weight;
  if (n.has(2)) {
    Value table = n.tensor(2);
    weight = n.emit<GatherOp>({table, labels});
    loss = n.emit<MulOp>({loss, weight});
  }
  if (ignores) {
    Value zero = n.number(loss, 0);
    loss = n.emit<SelectOp>({isIgnored, zero, loss});
    weight = n.emit<SelectOp>(
        {isIgnored, zero, weight ? weight : n.number(loss, 1)});
  }
  if (n.hasFailed() || reduction == "none")
    return loss;
  NodeReader::Ints axes(n.typeOf(loss).getRank());
  std::iota(axes.begin(), axes.end(), 0);
  if (reduction == "mean" && !weight)
    return reduce<ReduceMeanOp>(n, loss, axes, false);
  Value sum = reduce<ReduceSumOp>(n, loss, axes, false);
  if (reduction == "sum")
    return sum;
  return n.emit<DivOp>({sum, reduce<ReduceSumOp>(n, weight, axes, false)});
}

static Results importNLLLoss(NodeReader &n) {
  return negativeLogLikelihood(n, n.tensor(0));
}

/// The logarithms of the probabilities are a result, too.
static Results importSoftmaxCrossEntropy(NodeReader &n) {
  Value logits = n.tensor(0);
  Value probabilities =
      n.emit<LogSoftmaxOp>(logits, n.attributes().integer("axis", 1));
  Value loss = negativeLogLikelihood(n, probabilities);
  return {loss, probabilities};
}

void addLossOps(OpTable &table) {
  table["NegativeLogLikelihoodLoss"] = importNLLLoss;
  table["SoftmaxCrossEntropyLoss"] = importSoftmaxCrossEntropy;
}

} // namespace ms::fromonnx
