//===- Norm.cpp - Normalizations and their gradients ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

/// The element type that statistics and parameters of `x` may have besides its
/// own.
static Type wideType(Type element) {
  return element.isF16() || element.isBF16()
             ? Type(Float32Type::get(element.getContext()))
             : element;
}

/// Checks (C1) to (C4) of the ops of batch normalization: `channels` are the
/// operands that hold a number per channel of `x`.
static LogicalResult checkBatchNorm(Value image, ValueRange channels,
                                    const APFloat &epsilon,
                                    const Inference &at) {
  RankedTensorType x = tensorType(image);
  if (x.getRank() < 2 || x.getRank() > 5)
    return at.fail("input has rank " + Twine(x.getRank()) +
                   ", but needs rank 2 to 5 (C1)");
  Type element = tensorType(channels.front()).getElementType();
  for (Value operand : channels) {
    RankedTensorType type = tensorType(operand);
    if (type.getRank() != 1)
      return at.fail("an operand has type " + typeText(type) +
                     ", but a number per channel needs rank 1 (C1)");
    if (type.getDimSize(0) != x.getDimSize(1))
      return at.fail("an operand has " + Twine(type.getDimSize(0)) +
                     " elements, but the input has " + Twine(x.getDimSize(1)) +
                     " channels (C2)");
    if (type.getElementType() != element ||
        (element != x.getElementType() &&
         element != wideType(x.getElementType())))
      return at.fail("an operand has elements of type " +
                     typeText(type.getElementType()) + ", but " +
                     typeText(element == x.getElementType()
                                  ? element
                                  : wideType(x.getElementType())) +
                     " is needed beside an input of " +
                     typeText(x.getElementType()) + " (C3)");
  }
  if (!(epsilon.convertToDouble() > 0))
    return at.fail("epsilon is " + std::to_string(epsilon.convertToDouble()) +
                   ", but must be positive (C4)");
  return success();
}

static LogicalResult inferBatchNorm(BatchNormOp::Adaptor op,
                                    const Inference &at, Types &types) {
  if (failed(checkBatchNorm(op.getX(), op.getOperands().drop_front(),
                            op.getEpsilon(), at)))
    return failure();
  types.push_back(op.getX().getType());
  return success();
}
MINDIR_DEFINE_INFER(BatchNormOp, inferBatchNorm)

static LogicalResult inferBatchNormTrain(BatchNormTrainOp::Adaptor op,
                                         const Inference &at, Types &types) {
  if (failed(checkBatchNorm(op.getX(), op.getOperands().drop_front(),
                            op.getEpsilon(), at)))
    return failure();
  double momentum = op.getMomentum().convertToDouble();
  if (!(momentum >= 0 && momentum <= 1))
    return at.fail("momentum is " + std::to_string(momentum) +
                   ", but must be in [0, 1] (C4)");
  types.push_back(op.getX().getType());
  types.append(4, op.getMean().getType());
  return success();
}
MINDIR_DEFINE_INFER(BatchNormTrainOp, inferBatchNormTrain)

template <typename Adaptor>
static LogicalResult inferBatchNormGrad(Adaptor op, const Inference &at,
                                        Types &types) {
  if (op.getDy().getType() != op.getX().getType())
    return at.fail("the gradient has type " + typeText(op.getDy().getType()) +
                   ", but the input " + typeText(op.getX().getType()) +
                   " (C1)");
  if (failed(checkBatchNorm(op.getX(), op.getOperands().drop_front(2),
                            op.getEpsilon(), at)))
    return failure();
  types.push_back(op.getX().getType());
  types.append(2, op.getScale().getType());
  return success();
}
MINDIR_DEFINE_INFER(BatchNormGradOp, inferBatchNormGrad)
MINDIR_DEFINE_INFER(BatchNormTrainGradOp, inferBatchNormGrad)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Norm.cpp.inc"
