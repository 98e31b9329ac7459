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

void addNormOps(OpTable &table) {
  table["BatchNorm"] = importBatchNorm;
  table["BatchNormGrad"] = importBatchNormGrad;
}

} // namespace ms
