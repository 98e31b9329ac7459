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

/// The losses of all elements, their mean or their sum.
static Value reduced(NodeReader &n, Value loss, Argument argument) {
  std::string how = n.choice(argument, {"sum", "mean", "none"}, "mean");
  OpAttributes all = n.attributes().ints("axis", {});
  if (how == "mean")
    return n.emit<ReduceMeanOp>(loss, all);
  if (how == "sum")
    return n.emit<ReduceSumOp>(loss, all);
  return loss;
}

/// The gradient of that: `dy` for each element of `like`.
static Value spread(NodeReader &n, Value dy, Value like, Argument argument) {
  std::string how = n.choice(argument, {"sum", "mean", "none"}, "mean");
  if (how == "none")
    return dy;
  if (how == "mean" && like) {
    Type element = n.typeOf(like).getElementType();
    Value count = n.emit<ExtentOp>(like, n.attributes().type("dtype", element));
    dy = n.emit<DivOp>({dy, count});
  }
  return n.emit<BroadcastLikeOp>({n.reshape(dy, {}), like});
}

/// A weight that may be left out.
static Value weightOr1(NodeReader &n, unsigned k, Value like) {
  return k < n.size() && !n.input(k).is(Item::Kind::None) ? n.tensor(k)
                                                          : n.number(like, 1);
}

static Item importSmoothL1Loss(NodeReader &n) {
  Value logits = n.tensor(0), labels = n.tensor(1);
  double beta = n.real({2, "beta"}, 1);
  Value loss = n.emit<SmoothL1LossOp>({logits, labels},
                                      n.attributes().number("beta", beta));
  return Item::tensor(reduced(n, loss, {3, "reduction"}));
}

static Item importSmoothL1LossGrad(NodeReader &n) {
  Value logits = n.tensor(0), labels = n.tensor(1);
  double beta = n.real({3, "beta"}, 1);
  Value dloss = spread(n, n.tensor(2), logits, {4, "reduction"});
  return Item::tensor(n.emit<SmoothL1LossGradOp>(
      {logits, labels, dloss}, n.attributes().number("beta", beta)));
}

static Item importBinaryCrossEntropy(NodeReader &n) {
  Value x = n.tensor(0), labels = n.tensor(1);
  Value weight = weightOr1(n, 2, x);
  Value loss = n.emit<BinaryCrossEntropyOp>({x, labels, weight});
  return Item::tensor(reduced(n, loss, {3, "reduction"}));
}

static Item importBinaryCrossEntropyGrad(NodeReader &n) {
  Value x = n.tensor(0), labels = n.tensor(1);
  Value dloss = spread(n, n.tensor(2), x, {4, "reduction"});
  Value weight = weightOr1(n, 3, x);
  return Item::tensor(
      n.emit<BinaryCrossEntropyGradOp>({x, labels, dloss, weight}));
}

static Item importBCEWithLogits(NodeReader &n) {
  Value x = n.tensor(0), labels = n.tensor(1);
  Value weight = weightOr1(n, 2, x), positive = weightOr1(n, 3, x);
  Value loss = n.emit<BCEWithLogitsLossOp>({x, labels, weight, positive});
  return Item::tensor(reduced(n, loss, {4, "reduction"}));
}

/// dloss, x, labels, weight, pos_weight, reduction. Of
/// -w (p y ln s + (1 - y) ln(1 - s)) with s = sigmoid(x) it is
/// w ((p y + 1 - y) s - p y).
static Item importBCEWithLogitsGrad(NodeReader &n) {
  Value x = n.tensor(1), labels = n.tensor(2);
  Value weight = weightOr1(n, 3, x), positive = weightOr1(n, 4, x);
  Value dloss = spread(n, n.tensor(0), x, {5, "reduction"});
  Value hit = n.emit<MulOp>({positive, labels});
  Value miss = n.emit<SubOp>({n.number(x, 1), labels});
  Value share =
      n.emit<MulOp>({n.emit<AddOp>({hit, miss}), n.emit<SigmoidOp>(x)});
  Value slope = n.emit<MulOp>({weight, n.emit<SubOp>({share, hit})});
  return Item::tensor(n.sumTo(n.emit<MulOp>({slope, dloss}), x));
}

/// One loss for each element.
static Item importSigmoidCrossEntropy(NodeReader &n) {
  Value x = n.tensor(0), labels = n.tensor(1);
  Value one = n.number(x, 1);
  return Item::tensor(n.emit<BCEWithLogitsLossOp>({x, labels, one, one}));
}

static Item importKLDivLoss(NodeReader &n) {
  Value x = n.tensor(0), labels = n.tensor(1);
  Value loss = n.emit<KLDivLossOp>({x, labels});
  Argument reduction = attribute("reduction");
  std::string how =
      n.choice(reduction, {"sum", "mean", "none", "batchmean"}, "mean");
  if (how != "batchmean")
    return Item::tensor(reduced(n, loss, reduction));
  Value sum = n.emit<ReduceSumOp>(loss, n.attributes().ints("axis", {}));
  if (!sum)
    return Item();
  Value rows =
      n.emit<ExtentOp>(x, n.attributes()
                              .ints("axis", {0})
                              .type("dtype", n.typeOf(x).getElementType()));
  return Item::tensor(n.emit<DivOp>({sum, rows}));
}

/// The loss and the sum of the weights of its rows.
static Item importNLLLoss(NodeReader &n) {
  Value logits = n.tensor(0), labels = n.tensor(1), weight = n.tensor(2);
  std::string how = n.choice({3, "reduction"}, {"sum", "mean", "none"}, "mean");
  int64_t ignored = n.integer({4, "ignore_index"}, -100);
  Operation *op =
      n.emitOp(NLLLossOp::getOperationName(), {logits, labels, weight},
               n.attributes().integer("ignore_index", ignored));
  if (!op)
    return Item();
  OpAttributes all = n.attributes().ints("axis", {});
  Value loss = op->getResult(0);
  Value total = n.emit<ReduceSumOp>(op->getResult(1), all);
  if (how != "none")
    loss = n.emit<ReduceSumOp>(loss, all);
  if (how == "mean")
    loss = n.emit<DivOp>({loss, total});
  return Item::tuple({Item::tensor(loss), Item::tensor(total)});
}

template <typename OpT> static Item importDifference(NodeReader &n) {
  Value x = n.tensor(0), labels = n.tensor(1);
  Value loss = n.emit<OpT>(n.emit<SubOp>({x, labels}));
  return Item::tensor(reduced(n, loss, {2, "reduction"}));
}

void addLossOps(OpTable &table) {
  table["SparseSoftmaxCrossEntropyWithLogits"] =
      importSparseSoftmaxCrossEntropy;
  table["SoftmaxCrossEntropyWithLogits"] = importSoftmaxCrossEntropy;
  table["SmoothL1Loss"] = importSmoothL1Loss;
  table["SmoothL1LossGrad"] = importSmoothL1LossGrad;
  table["BinaryCrossEntropy"] = importBinaryCrossEntropy;
  table["BinaryCrossEntropyGrad"] = importBinaryCrossEntropyGrad;
  table["BCEWithLogitsLoss"] = importBCEWithLogits;
  table["BinaryCrossEntropyWithLogitsBackward"] = importBCEWithLogitsGrad;
  table["SigmoidCrossEntropyWithLogits"] = importSigmoidCrossEntropy;
  table["KLDivLoss"] = importKLDivLoss;
  table["NLLLoss"] = importNLLLoss;
  table["MSELossExt"] = importDifference<SquareOp>;
  table["L1LossExt"] = importDifference<AbsOp>;
}

} // namespace ms
