//===- Norm.cpp - Normalizations and their gradients ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/ElementsImpl.h"

using namespace mlir;
using namespace ms::mindir;

/// The element type that statistics and parameters of `x` may have besides its
/// own.
static Type wideType(Type element) {
  return element.isF16() || element.isBF16()
             ? Type(Float32Type::get(element.getContext()))
             : element;
}

/// Checks that `parameters` have one element type that may stand beside `x`.
static LogicalResult checkParameterTypes(RankedTensorType x,
                                         ValueRange parameters,
                                         const Inference &at) {
  Type narrow = x.getElementType(), wide = wideType(narrow);
  Type element = tensorType(parameters.front()).getElementType();
  if (element != narrow)
    element = wide;
  for (Value operand : parameters)
    if (Type own = tensorType(operand).getElementType(); own != element)
      return at.fail("an operand has elements of type " + typeText(own) +
                     ", but " + typeText(element) +
                     " is needed beside an input of " + typeText(narrow) +
                     " (C3)");
  return success();
}

static LogicalResult checkEpsilon(const char *name, const APFloat &epsilon,
                                  const Inference &at) {
  double value = epsilon.convertToDouble();
  if (value > 0)
    return success();
  return at.fail(Twine(name) + " is " + std::to_string(value) +
                 ", but must be positive (C4)");
}

static LogicalResult checkGradientType(Value dy, Value x, const Inference &at) {
  if (dy.getType() == x.getType())
    return success();
  return at.fail("the gradient has type " + typeText(dy.getType()) +
                 ", but the input " + typeText(x.getType()) + " (C1)");
}

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

/// Checks (C1) to (C4) of the ops of batch normalization: `channels` are the
/// operands that hold a number per channel of `x`.
static LogicalResult checkBatchNorm(Value image, ValueRange channels,
                                    const APFloat &epsilon,
                                    const Inference &at) {
  RankedTensorType x = tensorType(image);
  if (x.getRank() < 2 || x.getRank() > 5)
    return at.fail("input has rank " + Twine(x.getRank()) +
                   ", but needs rank 2 to 5 (C1)");
  for (Value operand : channels) {
    RankedTensorType type = tensorType(operand);
    if (type.getRank() != 1)
      return at.fail("an operand has type " + typeText(type) +
                     ", but a number per channel needs rank 1 (C1)");
    if (type.getDimSize(0) != x.getDimSize(1))
      return at.fail("an operand has " + Twine(type.getDimSize(0)) +
                     " elements, but the input has " + Twine(x.getDimSize(1)) +
                     " channels (C2)");
  }
  if (failed(checkParameterTypes(x, channels, at)))
    return failure();
  return checkEpsilon("epsilon", epsilon, at);
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
  if (failed(checkGradientType(op.getDy(), op.getX(), at)))
    return failure();
  if (failed(checkBatchNorm(op.getX(), op.getOperands().drop_front(2),
                            op.getEpsilon(), at)))
    return failure();
  types.push_back(op.getX().getType());
  types.append(2, op.getScale().getType());
  return success();
}
MINDIR_DEFINE_INFER(BatchNormGradOp, inferBatchNormGrad)
MINDIR_DEFINE_INFER(BatchNormTrainGradOp, inferBatchNormGrad)

//===----------------------------------------------------------------------===//
// Layer normalization
//===----------------------------------------------------------------------===//

/// Checks (C1) to (C4) of layer_norm and its gradient; gives the type of the
/// statistics.
template <typename Adaptor>
static FailureOr<RankedTensorType>
checkLayerNorm(Adaptor op, ValueRange parameters, const Inference &at) {
  RankedTensorType x = tensorType(op.getX());
  int64_t axis = normalizeAxis(op.getBeginNormAxis(), x.getRank());
  int64_t first = normalizeAxis(op.getBeginParamsAxis(), x.getRank());
  if (axis < 0 || first < 0) {
    (void)at.fail("begin_norm_axis " + Twine(op.getBeginNormAxis()) +
                  " or begin_params_axis " + Twine(op.getBeginParamsAxis()) +
                  " is outside rank " + Twine(x.getRank()) + " (C1)");
    return failure();
  }
  ArrayRef<int64_t> shape = x.getShape().drop_front(first);
  for (Value operand : parameters)
    if (tensorType(operand).getShape() != shape) {
      (void)at.fail("an operand has shape " +
                    shapeText(tensorType(operand).getShape()) +
                    ", but the input from begin_params_axis on has " +
                    shapeText(shape) + " (C2)");
      return failure();
    }
  if (failed(checkParameterTypes(x, parameters, at)) ||
      failed(checkEpsilon("epsilon", op.getEpsilon(), at)))
    return failure();
  SmallVector<int64_t> statistics(x.getShape());
  std::fill(statistics.begin() + axis, statistics.end(), 1);
  return RankedTensorType::get(statistics, wideType(x.getElementType()));
}

/// Checks (C5) of the gradients of layer_norm and group_norm.
static LogicalResult checkStatistics(ValueRange statistics, Type type,
                                     const Inference &at) {
  for (Value operand : statistics)
    if (operand.getType() != type)
      return at.fail("a statistic has type " + typeText(operand.getType()) +
                     ", but the normalization gives " + typeText(type) +
                     " (C5)");
  return success();
}

static LogicalResult inferLayerNorm(LayerNormOp::Adaptor op,
                                    const Inference &at, Types &types) {
  auto statistics = checkLayerNorm(op, {op.getGamma(), op.getBeta()}, at);
  if (failed(statistics))
    return failure();
  types.push_back(op.getX().getType());
  types.append(2, *statistics);
  return success();
}
MINDIR_DEFINE_INFER(LayerNormOp, inferLayerNorm)

static LogicalResult inferLayerNormGrad(LayerNormGradOp::Adaptor op,
                                        const Inference &at, Types &types) {
  if (failed(checkGradientType(op.getDy(), op.getX(), at)))
    return failure();
  auto statistics = checkLayerNorm(op, op.getGamma(), at);
  if (failed(statistics) ||
      failed(
          checkStatistics({op.getVariance(), op.getMean()}, *statistics, at)))
    return failure();
  types.push_back(op.getX().getType());
  types.append(2, op.getGamma().getType());
  return success();
}
MINDIR_DEFINE_INFER(LayerNormGradOp, inferLayerNormGrad)

//===----------------------------------------------------------------------===//
// Group normalization
//===----------------------------------------------------------------------===//

/// Checks (C1) to (C4) of group_norm and its gradient; gives the type of the
/// statistics.
template <typename Adaptor>
static FailureOr<RankedTensorType>
checkGroupNorm(Adaptor op, ValueRange parameters, const Inference &at) {
  RankedTensorType x = tensorType(op.getX());
  auto fail = [&](const Twine &text) {
    (void)at.fail(text);
    return failure();
  };
  if (x.getRank() < 2)
    return fail("input has rank " + Twine(x.getRank()) +
                ", but needs 2 or more (C1)");
  int64_t channels = x.getDimSize(1), groups = op.getNumGroups();
  for (Value operand : parameters) {
    RankedTensorType type = tensorType(operand);
    if (type.getRank() != 1)
      return fail("an operand has type " + typeText(type) +
                  ", but a number per channel needs rank 1 (C1)");
    if (type.getDimSize(0) != channels)
      return fail("an operand has " + Twine(type.getDimSize(0)) +
                  " elements, but the input has " + Twine(channels) +
                  " channels (C2)");
  }
  if (failed(checkParameterTypes(x, parameters, at)))
    return failure();
  if (groups <= 0 || channels % groups != 0)
    return fail("num_groups is " + Twine(groups) +
                ", but must be positive and divide the " + Twine(channels) +
                " channels (C4)");
  return RankedTensorType::get({x.getDimSize(0), groups},
                               wideType(x.getElementType()));
}

static LogicalResult inferGroupNorm(GroupNormOp::Adaptor op,
                                    const Inference &at, Types &types) {
  auto statistics = checkGroupNorm(op, {op.getGamma(), op.getBeta()}, at);
  if (failed(statistics) || failed(checkEpsilon("eps", op.getEps(), at)))
    return failure();
  types.push_back(op.getX().getType());
  types.append(2, *statistics);
  return success();
}
MINDIR_DEFINE_INFER(GroupNormOp, inferGroupNorm)

static LogicalResult inferGroupNormGrad(GroupNormGradOp::Adaptor op,
                                        const Inference &at, Types &types) {
  if (failed(checkGradientType(op.getDy(), op.getX(), at)))
    return failure();
  auto statistics = checkGroupNorm(op, op.getGamma(), at);
  if (failed(statistics) ||
      failed(checkStatistics({op.getMean(), op.getRstd()}, *statistics, at)))
    return failure();
  types.push_back(op.getX().getType());
  types.append(2, op.getGamma().getType());
  return success();
}
MINDIR_DEFINE_INFER(GroupNormGradOp, inferGroupNormGrad)

//===----------------------------------------------------------------------===//
// Lengths of vectors
//===----------------------------------------------------------------------===//

static LogicalResult checkNotNegative(const char *name, const APFloat &value,
                                      const Inference &at) {
  // Not for NaN either.
  if (value.convertToDouble() >= 0)
    return success();
  return at.fail(Twine(name) + " is " +
                 std::to_string(value.convertToDouble()) +
                 ", but must not be negative (C3)");
}

static LogicalResult inferLpNorm(LpNormOp::Adaptor op, const Inference &at,
                                 Types &types) {
  if (failed(checkNotNegative("p", op.getP(), at)) ||
      failed(checkNotNegative("epsilon", op.getEpsilon(), at)))
    return failure();
  return inferReduce(op, at, types);
}
MINDIR_DEFINE_INFER(LpNormOp, inferLpNorm)

static LogicalResult inferLpNormGrad(LpNormGradOp::Adaptor op,
                                     const Inference &at, Types &types) {
  SmallVector<Type> norm;
  if (failed(checkNotNegative("p", op.getP(), at)) ||
      failed(inferReduce(op, at, norm)))
    return failure();
  for (Value operand : {op.getDy(), op.getY()})
    if (!areCompatible(norm, operand.getType()))
      return at.fail("an operand has type " + typeText(operand.getType()) +
                     ", but lp_norm gives " + typeText(norm[0]) + " (C2)");
  types.push_back(op.getX().getType());
  return success();
}
MINDIR_DEFINE_INFER(LpNormGradOp, inferLpNormGrad)

/// All operands have one type, which the result gets.
static LogicalResult inferOneType(ValueRange operands, const Inference &at,
                                  Types &types) {
  for (Value operand : operands.drop_front())
    if (operand.getType() != operands[0].getType())
      return at.fail("types " + typeText(operands[0].getType()) + " and " +
                     typeText(operand.getType()) + " differ (C3)");
  types.push_back(operands[0].getType());
  return success();
}

template <typename Adaptor>
static LogicalResult inferL2Normalize(Adaptor op, const Inference &at,
                                      Types &types) {
  int64_t rank = tensorType(op.getX()).getRank();
  if (normalizeAxis(op.getAxis(), rank) < 0)
    return at.fail("axis " + Twine(op.getAxis()) + " is outside rank " +
                   Twine(rank) + " (C1)");
  double epsilon = op.getEpsilon().convertToDouble();
  if (!(epsilon > 0))
    return at.fail("epsilon is " + std::to_string(epsilon) +
                   ", but must be positive (C2)");
  return inferOneType(op.getOperands(), at, types);
}
MINDIR_DEFINE_INFER(L2NormalizeOp, inferL2Normalize)
MINDIR_DEFINE_INFER(L2NormalizeGradOp, inferL2Normalize)

//===----------------------------------------------------------------------===//
// Neighbouring channels
//===----------------------------------------------------------------------===//

template <typename Adaptor>
static LogicalResult inferLRN(Adaptor op, const Inference &at, Types &types) {
  int64_t rank = tensorType(op.getX()).getRank();
  if (rank != 4)
    return at.fail("x has rank " + Twine(rank) + ", but needs rank 4 (C1)");
  int64_t radius = op.getDepthRadius();
  if (radius < 0)
    return at.fail("depth_radius is " + Twine(radius) +
                   ", but must not be negative (C2)");
  return inferOneType(op.getOperands(), at, types);
}
MINDIR_DEFINE_INFER(LRNOp, inferLRN)
MINDIR_DEFINE_INFER(LRNGradOp, inferLRN)

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Norm.cpp.inc"
