//===- Norm.cpp - Normalizations and their gradients ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Norm.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// Two ops of the dialect: the one that trains computes statistics and writes
/// the moving ones. Outputs 3 and 4 are what BatchNormGrad asks for; backends
/// keep different things there, here they are mean and variance again.
static Item importBatchNorm(NodeReader &n) {
  SmallVector<Value> operands;
  for (unsigned k = 0; k < 5; ++k)
    operands.push_back(n.tensor(k));
  bool isTraining = n.boolean({5, "is_training"}, false);
  OpAttributes attributes =
      n.attributes().number("epsilon", n.real({6, "epsilon"}, 1e-5));
  double momentum = n.real({7, "momentum"}, 0.1);
  n.expectNCHW({8, "data_format"});
  n.expectNCHW(attribute("format"));
  // Statistics are no weights.
  n.markFrozen(3);
  n.markFrozen(4);
  if (!isTraining) {
    Item y = Item::tensor(n.emit<BatchNormOp>(operands, attributes));
    Item mean = Item::tensor(operands[3]), variance = Item::tensor(operands[4]);
    return Item::tuple({y, mean, variance, mean, variance});
  }
  Operation *op = n.emitOp(BatchNormTrainOp::getOperationName(), operands,
                           attributes.number("momentum", momentum));
  if (!op)
    return Item();
  n.writeIfParameter(3, op->getResult(1));
  n.writeIfParameter(4, op->getResult(2));
  Item mean = Item::tensor(op->getResult(3));
  Item variance = Item::tensor(op->getResult(4));
  return Item::tuple(
      {Item::tensor(op->getResult(0)), mean, variance, mean, variance});
}

static Item importBatchNormGrad(NodeReader &n) {
  SmallVector<Value> operands;
  for (unsigned k = 0; k < 5; ++k)
    operands.push_back(n.tensor(k));
  bool isTraining = n.boolean({6, "is_training"}, false);
  OpAttributes attributes =
      n.attributes().number("epsilon", n.real({7, "epsilon"}, 1e-5));
  n.expectNCHW({8, "data_format"});
  n.expectNCHW(attribute("format"));
  return isTraining ? n.emitTuple<BatchNormTrainGradOp>(operands, attributes)
                    : n.emitTuple<BatchNormGradOp>(operands, attributes);
}

/// The axes of a layer norm, from input `k` on.
static OpAttributes layerAxes(NodeReader &n, unsigned k) {
  return n.attributes()
      .integer("begin_norm_axis", n.integer({k, "begin_norm_axis"}, 1))
      .integer("begin_params_axis", n.integer({k + 1, "begin_params_axis"}, 1));
}

static Item importLayerNorm(NodeReader &n) {
  Value x = n.tensor(0), gamma = n.tensor(1), beta = n.tensor(2);
  OpAttributes attributes =
      layerAxes(n, 3).number("epsilon", n.real({5, "epsilon"}, 1e-7));
  return n.emitTuple<LayerNormOp>({x, gamma, beta}, attributes);
}

/// MindSpore's kernel takes 1e-7 where the attribute is missing.
static Item importLayerNormGrad(NodeReader &n) {
  // x, dy, variance, mean, gamma
  SmallVector<Value> operands;
  for (unsigned k = 0; k < 5; ++k)
    operands.push_back(n.tensor(k));
  OpAttributes attributes =
      layerAxes(n, 5).number("epsilon", n.real(attribute("epsilon"), 1e-7));
  return n.emitTuple<LayerNormGradOp>(operands, attributes);
}

/// x, num_groups, gamma, beta, eps.
static Item importGroupNorm(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t groups = n.integer({1, "num_groups"});
  if (!x || n.hasFailed())
    return Item();
  RankedTensorType type = n.typeOf(x);
  if (type.getRank() < 2 || type.isDynamicDim(1)) {
    n.fail("x has shape " + shapeText(type.getShape()) +
           ", which has no channels");
    return Item();
  }
  // Without weights, ones and zeros.
  auto weight = [&](unsigned k, double otherwise) -> Value {
    if (k < n.size() && !n.input(k).is(Item::Kind::None))
      return n.tensor(k);
    Value scalar = n.constant(type.getElementType(), otherwise);
    return n.emit<BroadcastToOp>(
        scalar, n.attributes().ints("shape", {type.getDimSize(1)}));
  };
  Value gamma = weight(2, 1), beta = weight(3, 0);
  return n.emitTuple<GroupNormOp>({x, gamma, beta},
                                  n.attributes()
                                      .integer("num_groups", groups)
                                      .number("eps", n.real({4, "eps"}, 1e-5)));
}

/// dy, x, mean, rstd, gamma, num_groups.
static Item importGroupNormGrad(NodeReader &n) {
  SmallVector<Value> operands;
  for (unsigned k = 0; k < 5; ++k)
    operands.push_back(n.tensor(k));
  int64_t groups = n.integer({5, "num_groups"});
  return n.emitTuple<GroupNormGradOp>(
      operands, n.attributes().integer("num_groups", groups));
}

static OpAttributes lrnAttributes(NodeReader &n) {
  n.choice(attribute("norm_region"), {"across_channels"}, "across_channels");
  return n.attributes()
      .integer("depth_radius", n.integer(attribute("depth_radius"), 5))
      .number("bias", n.real(attribute("bias"), 1))
      .number("alpha", n.real(attribute("alpha"), 1))
      .number("beta", n.real(attribute("beta"), 0.5));
}

static Item importLRN(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(n.emit<LRNOp>(x, lrnAttributes(n)));
}

static Item importLRNGrad(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1), y = n.tensor(2);
  return Item::tensor(n.emit<LRNGradOp>({dy, x, y}, lrnAttributes(n)));
}

/// The one axis of a list.
static OpAttributes l2Attributes(NodeReader &n) {
  NodeReader::Ints axes = n.ints(attribute("axis"), NodeReader::Ints{0});
  if (!n.hasFailed() && axes.size() != 1)
    n.fail("normalizes along " + Twine(axes.size()) +
           " axes, supported is one");
  return n.attributes()
      .integer("axis", n.hasFailed() ? 0 : axes[0])
      .number("epsilon", n.real(attribute("epsilon"), 1e-4));
}

static Item importL2Normalize(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(n.emit<L2NormalizeOp>(x, l2Attributes(n)));
}

static Item importL2NormalizeGrad(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1), dy = n.tensor(2);
  return Item::tensor(n.emit<L2NormalizeGradOp>({x, y, dy}, l2Attributes(n)));
}

static Item importLpNorm(NodeReader &n) {
  Value x = n.tensor(0);
  return Item::tensor(n.emit<LpNormOp>(
      x, n.attributes()
             .ints("axis", n.ints(attribute("axis"), NodeReader::Ints{}))
             .number("p", n.real(attribute("p"), 2))
             .flag("keep_dims", n.boolean(attribute("keep_dims"), false))
             .number("epsilon", n.real(attribute("epsilon"), 1e-12))));
}

//===----------------------------------------------------------------------===//
// Distances
//===----------------------------------------------------------------------===//

/// Every row of x less every row of y: [.., P, R, M].
static Value differences(NodeReader &n, Value x, Value y) {
  return n.emit<SubOp>({n.expand(x, -2), n.expand(y, -3)});
}

/// The lengths of all differences between rows of x and rows of y.
static Item importCdist(NodeReader &n) {
  Value x = n.tensor(0), y = n.tensor(1);
  double p = n.real({2, "p"}, 2);
  return Item::tensor(n.emit<LpNormOp>(
      differences(n, x, y),
      n.attributes().ints("axis", {-1}).number("p", p).number("epsilon", 0)));
}

/// dy, x, y and the distances: the gradient for x.
static Item importCdistGrad(NodeReader &n) {
  Value dy = n.tensor(0), x = n.tensor(1), y = n.tensor(2);
  Value distances = n.tensor(3);
  double p = n.real({4, "p"}, 2);
  Value dx =
      n.emit<LpNormGradOp>({dy, differences(n, x, y), distances},
                           n.attributes().ints("axis", {-1}).number("p", p));
  return Item::tensor(
      n.emit<ReduceSumOp>(dx, n.attributes().ints("axis", {-2})));
}

void addNormOps(OpTable &table) {
  table["BatchNorm"] = importBatchNorm;
  table["BatchNormGrad"] = importBatchNormGrad;
  table["LayerNorm"] = importLayerNorm;
  table["LayerNormGrad"] = importLayerNormGrad;
  table["GroupNorm"] = importGroupNorm;
  table["GroupNormGrad"] = importGroupNormGrad;
  table["LRN"] = importLRN;
  table["LRNGrad"] = importLRNGrad;
  table["L2Normalize"] = importL2Normalize;
  table["L2NormalizeGrad"] = importL2NormalizeGrad;
  table["LpNorm"] = importLpNorm;
  table["Cdist"] = importCdist;
  table["CdistGrad"] = importCdistGrad;
}

} // namespace ms
