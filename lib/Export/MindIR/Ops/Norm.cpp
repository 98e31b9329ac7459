//===- Norm.cpp - Normalizations ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/Ops/Ops.h"

#include "dialects/MindIR/Ops/Norm.h"
#include "lib/Export/MindIR/InPlace.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {

/// MindSpore's primitive takes [N, C] and [N, C, H, W].
static RankedTensorType normType(RankedTensorType type) {
  return type.getRank() == 2 ? type : imageType(type);
}

static void exportBatchNorm(NodeWriter &n) {
  auto op = n.as<BatchNormOp>();
  RankedTensorType type = normType(n.resultType()), channels = n.operandType(1);
  SmallVector<Ref> inputs = n.operands();
  inputs[0] = n.reshape(inputs[0], type);
  inputs.append({n.boolean(false), n.real(op.getEpsilon().convertToDouble()),
                 // The momentum, which counts in training only.
                 n.real(0.1), n.integer(0)});
  TupleRef y = n.callTuple("BatchNorm", inputs,
                           {type, channels, channels, channels, channels});
  n.result(n.reshape(n.item(y, 0), n.resultType()));
}

//===----------------------------------------------------------------------===//
// Batch norms that train
//===----------------------------------------------------------------------===//

/// MindSpore's primitive writes the moving statistics, and keeps for its
/// gradient what no other node could use.
static bool fitsBatchNormTrain(BatchNormTrainOp op) {
  auto isGrad = [&](OpOperand &use) {
    auto grad = dyn_cast<BatchNormTrainGradOp>(use.getOwner());
    return grad && grad.getX() == op.getX() &&
           grad.getMean() == op.getBatchMean() &&
           grad.getVariance() == op.getBatchVariance() &&
           use.getOperandNumber() >= 3;
  };
  return isInPlace(op, 3, 1) && isInPlace(op, 4, 2) &&
         op.getMean().hasOneUse() && op.getVariance().hasOneUse() &&
         llvm::all_of(op.getBatchMean().getUses(), isGrad) &&
         llvm::all_of(op.getBatchVariance().getUses(), isGrad);
}

static void exportBatchNormTrain(NodeWriter &n) {
  auto op = n.as<BatchNormTrainOp>();
  RankedTensorType type = normType(n.resultType()), channels = n.operandType(1);
  SmallVector<Ref> inputs = n.update({3, 4}, /*first=*/1);
  inputs[0] = n.reshape(inputs[0], type);
  inputs.append({n.boolean(true), n.real(op.getEpsilon().convertToDouble()),
                 n.real(op.getMomentum().convertToDouble()), n.integer(0)});
  TupleRef y = n.changeNow("BatchNorm", inputs,
                           {type, channels, channels, channels, channels});
  n.result(0, n.reshape(n.item(y, 0), n.resultType()));
  // Also the one that the gradient gets behind the two that are kept for it.
  for (unsigned k : {2u, 3u, 4u})
    n.result(k, n.item(y, k));
}

static BatchNormTrainOp forwardOf(BatchNormTrainGradOp op) {
  return op.getMean().getDefiningOp<BatchNormTrainOp>();
}

static void exportBatchNormTrainGrad(NodeWriter &n) {
  auto op = n.as<BatchNormTrainGradOp>();
  RankedTensorType type = normType(n.resultType()), channels = n.operandType(2);
  SmallVector<Ref> inputs = n.operands();
  inputs[0] = n.reshape(inputs[0], type);
  inputs[1] = n.reshape(inputs[1], type);
  inputs.append({n.ref(forwardOf(op).getNewVariance()), n.boolean(true),
                 n.real(op.getEpsilon().convertToDouble()), n.integer(0)});
  TupleRef all =
      n.callTuple("BatchNormGrad", inputs, {type, channels, channels});
  n.result(0, n.reshape(n.item(all, 0), n.resultType()));
  for (unsigned k : {1u, 2u})
    if (n.isUsed(k))
      n.result(k, n.item(all, k));
}

//===----------------------------------------------------------------------===//
// The others
//===----------------------------------------------------------------------===//

static void exportLayerNorm(NodeWriter &n) {
  auto op = n.as<LayerNormOp>();
  SmallVector<Ref> inputs = n.operands();
  inputs.append({n.integer(op.getBeginNormAxis()),
                 n.integer(op.getBeginParamsAxis()),
                 n.real(op.getEpsilon().convertToDouble())});
  n.results(n.callTuple("LayerNorm", inputs, n.resultTypes()));
}

static void exportLayerNormGrad(NodeWriter &n) {
  auto op = n.as<LayerNormGradOp>();
  SmallVector<Ref> inputs = n.operands();
  inputs.append(
      {n.integer(op.getBeginNormAxis()), n.integer(op.getBeginParamsAxis())});
  n.results(n.callTuple(
      "LayerNormGrad", inputs,
      AttributeList().real("epsilon", op.getEpsilon().convertToDouble()),
      n.resultTypes()));
}

static void exportLRN(NodeWriter &n) {
  auto op = n.as<LRNOp>();
  n.result(n.call("LRN", {n.operand(0)},
                  AttributeList()
                      .integer("depth_radius", op.getDepthRadius())
                      .real("bias", op.getBias().convertToDouble())
                      .real("alpha", op.getAlpha().convertToDouble())
                      .real("beta", op.getBeta().convertToDouble())
                      .text("norm_region", "ACROSS_CHANNELS"),
                  n.resultType()));
}

static void exportL2Normalize(NodeWriter &n) {
  auto op = n.as<L2NormalizeOp>();
  n.result(n.call("L2Normalize", {n.operand(0)},
                  AttributeList()
                      .ints("axis", {static_cast<int64_t>(op.getAxis())})
                      .real("epsilon", op.getEpsilon().convertToDouble()),
                  n.resultType()));
}

static void exportGroupNorm(NodeWriter &n) {
  auto op = n.as<GroupNormOp>();
  n.results(
      n.callTuple("GroupNorm",
                  {n.operand(0), n.integer(op.getNumGroups()), n.operand(1),
                   n.operand(2), n.real(op.getEps().convertToDouble())},
                  n.resultTypes()));
}

void addNormOps(ExportTable &table) {
  table.add<BatchNormOp>(exportBatchNorm);
  table.add<BatchNormTrainOp>(exportBatchNormTrain, "", [](Operation *op) {
    return fitsBatchNormTrain(cast<BatchNormTrainOp>(op));
  });
  table.add<BatchNormTrainGradOp>(
      exportBatchNormTrainGrad, "", [](Operation *op) {
        auto forward = forwardOf(cast<BatchNormTrainGradOp>(op));
        return forward && fitsBatchNormTrain(forward);
      });
  table.add<LRNOp>(exportLRN);
  table.add<L2NormalizeOp>(exportL2Normalize);
  table.add<LayerNormOp>(exportLayerNorm);
  table.add<LayerNormGradOp>(exportLayerNormGrad);
  table.add<GroupNormOp>(exportGroupNorm);
}

} // namespace ms
