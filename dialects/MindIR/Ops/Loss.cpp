//===- Loss.cpp - Shapes of loss functions --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Loss.h"
#include "dialects/MindIR/Ops/ElementsImpl.h"

using namespace mlir;
using namespace ms::mindir;

template <typename Adaptor>
static LogicalResult checkSparse(Adaptor op, const Inference &at) {
  RankedTensorType logits = tensorType(op.getLogits());
  RankedTensorType labels = tensorType(op.getLabels());
  if (logits.getRank() != 2)
    return at.fail("logits have rank " + Twine(logits.getRank()) +
                   ", but must be a matrix (C1)");
  if (labels.getRank() != 1 || labels.getDimSize(0) != logits.getDimSize(0))
    return at.fail("labels have shape " + shapeText(labels.getShape()) +
                   ", but the logits " + shapeText(logits.getShape()) +
                   " need " + shapeText({logits.getDimSize(0)}) + " (C2)");
  return success();
}

static LogicalResult inferSparse(SparseSoftmaxCrossEntropyOp::Adaptor op,
                                 const Inference &at, Types &types) {
  if (failed(checkSparse(op, at)))
    return failure();
  types.push_back(getScalarType(op.getLogits().getType()));
  return success();
}
MINDIR_DEFINE_INFER(SparseSoftmaxCrossEntropyOp, inferSparse)

static LogicalResult
inferSparseGrad(SparseSoftmaxCrossEntropyGradOp::Adaptor op,
                const Inference &at, Types &types) {
  if (failed(checkSparse(op, at)))
    return failure();
  types.push_back(op.getLogits().getType());
  return success();
}
MINDIR_DEFINE_INFER(SparseSoftmaxCrossEntropyGradOp, inferSparseGrad)

static LogicalResult inferDense(SoftmaxCrossEntropyOp::Adaptor op,
                                const Inference &at, Types &types) {
  RankedTensorType logits = tensorType(op.getLogits());
  if (logits.getRank() != 2 || op.getLabels().getType() != logits)
    return at.fail("logits are " + typeText(logits) + " and labels " +
                   typeText(op.getLabels().getType()) +
                   ", but both must be matrices of one type (C1)");
  types.push_back(
      RankedTensorType::get({logits.getDimSize(0)}, logits.getElementType()));
  types.push_back(logits);
  return success();
}
MINDIR_DEFINE_INFER(SoftmaxCrossEntropyOp, inferDense)

static LogicalResult inferMSE(MSELossOp::Adaptor op, const Inference &at,
                              Types &types) {
  if (op.getLogits().getType() != op.getLabels().getType())
    return at.fail("logits are " + typeText(op.getLogits().getType()) +
                   " and labels " + typeText(op.getLabels().getType()) +
                   ", but must have one type (C1)");
  types.push_back(getScalarType(op.getLogits().getType()));
  return success();
}
MINDIR_DEFINE_INFER(MSELossOp, inferMSE)

//===----------------------------------------------------------------------===//
// One loss for each element or row
//===----------------------------------------------------------------------===//

LogicalResult ms::mindir::verifyBeta(Operation *op, const APFloat &beta) {
  if (failed(verifyInferredTypes(op)))
    return failure();
  double value = beta.convertToDouble();
  if (value > 0)
    return success();
  return ms::emitCodedError(op, ms::Code::OpConstraint)
         << "beta is " << value << ", but must be positive (C2)";
}

template <typename Adaptor>
static LogicalResult inferWeighted(Adaptor op, const Inference &at,
                                   Types &types) {
  if (failed(checkOneElementType(op.getOperands(), at)))
    return failure();
  return inferBroadcast(op.getOperands(),
                        tensorType(op.getLogits()).getElementType(), at, types);
}
MINDIR_DEFINE_INFER(BinaryCrossEntropyOp, inferWeighted)
MINDIR_DEFINE_INFER(BinaryCrossEntropyGradOp, inferWeighted)
MINDIR_DEFINE_INFER(BCEWithLogitsLossOp, inferWeighted)
MINDIR_DEFINE_INFER(KLDivLossOp, inferWeighted)

static LogicalResult inferNLL(NLLLossOp::Adaptor op, const Inference &at,
                              Types &types) {
  if (failed(checkSparse(op, at)))
    return failure();
  RankedTensorType logits = tensorType(op.getLogits());
  auto weight =
      RankedTensorType::get({logits.getDimSize(1)}, logits.getElementType());
  if (op.getWeight().getType() != weight)
    return at.fail("weight is " + typeText(op.getWeight().getType()) +
                   ", but must be " + typeText(weight) + " (C3)");
  types.append(2, RankedTensorType::get({logits.getDimSize(0)},
                                        logits.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(NLLLossOp, inferNLL)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Loss.cpp.inc"
