//===- Norm.cpp - Normalizations ------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/Ops/Ops.h"

#include "dialects/MindIR/Ops/Norm.h"
#include "dialects/MindIR/Ops/Shape.h"

#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms::fromonnx {

using Ints = NodeReader::Ints;

/// Statistics are of f32 where the elements are narrower.
static Type wideOf(Type element) {
  return element.isF16() || element.isBF16()
             ? Float32Type::get(element.getContext())
             : element;
}

static Results importBatchNorm(NodeReader &n) {
  if (n.integer("training_mode", 0) != 0)
    n.fail("trains (attribute 'training_mode'), which is not supported: export "
           "the model for inference");
  if (n.integer("spatial", 1) != 1)
    n.fail("has statistics for each element (attribute 'spatial'), which is "
           "not supported");
  SmallVector<Value> operands = {n.tensor(0)};
  Type element =
      n.hasFailed() ? Type() : wideOf(n.typeOf(operands[0]).getElementType());
  for (unsigned k = 1; k < 5; ++k)
    operands.push_back(n.convert(n.tensor(k), element));
  // Statistics are no weights.
  n.markFrozen(3);
  n.markFrozen(4);
  return n.emit<BatchNormOp>(
      operands, n.attributes().number("epsilon", n.real("epsilon", 1e-5)));
}

/// y of a group norm with a scale and a bias for each channel.
static Value groupNorm(NodeReader &n, Value x, Value scale, Value bias,
                       int64_t groups, double epsilon) {
  if (n.hasFailed())
    return nullptr;
  Type element = wideOf(n.typeOf(x).getElementType());
  return n.emit<GroupNormOp>(
      {x, n.convert(scale, element), n.convert(bias, element)},
      n.attributes().integer("num_groups", groups).number("eps", epsilon));
}

static Results importInstanceNorm(NodeReader &n) {
  Value x = n.tensor(0), scale = n.tensor(1), bias = n.tensor(2);
  double epsilon = n.real("epsilon", 1e-5);
  if (n.hasFailed())
    return {};
  if (n.typeOf(x).getRank() < 2) {
    n.fail("takes a tensor of shape " + shapeText(n.typeOf(x).getShape()));
    return {};
  }
  return groupNorm(n, x, scale, bias, n.typeOf(x).getDimSize(1), epsilon);
}

/// Before version 21 a group shares its scale and bias.
static Results importGroupNorm(NodeReader &n) {
  Value x = n.tensor(0), scale = n.tensor(1), bias = n.tensor(2);
  double epsilon = n.real("epsilon", 1e-5);
  int64_t groups = n.integer("num_groups");
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  if (type.getRank() < 2 || groups < 1 || type.getDimSize(1) % groups != 0) {
    n.fail("makes " + Twine(groups) + " groups of the channels of shape " +
           shapeText(type.getShape()));
    return {};
  }
  if (n.getVersion() < 21) {
    int64_t each = type.getDimSize(1) / groups;
    auto perChannel = [&](Value value) {
      Value matrix = n.expand(value, 1);
      matrix = n.broadcastTo(matrix, {groups, each});
      return n.reshape(matrix, {groups * each});
    };
    scale = perChannel(scale);
    bias = perChannel(bias);
  }
  return groupNorm(n, x, scale, bias, groups, epsilon);
}

/// `value`, or `otherwise` everywhere, with the dimensions of x from `axis` on.
static Value parameterFrom(NodeReader &n, unsigned k, Value x, int64_t axis,
                           double otherwise, Type element) {
  if (n.hasFailed())
    return nullptr;
  Ints shape(n.typeOf(x).getShape().drop_front(axis));
  Value value = n.has(k) ? n.convert(n.tensor(k), element)
                         : n.constant(element, otherwise);
  return n.broadcastTo(value, shape);
}

/// Whether the dimensions from `axis` on can be those of a scale.
static bool hasOpenPart(NodeReader &n, Value x, int64_t axis) {
  if (n.hasFailed() || axis > 0 || n.typeOf(x).hasStaticShape())
    return false;
  n.fail("normalizes along the batch, whose size is open");
  return true;
}

/// Mean and 1 / sqrt(variance + epsilon) are results too.
static Results importLayerNorm(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t axis = n.axis("axis", -1, type.getRank());
  double epsilon = n.real("epsilon", 1e-5);
  if (n.hasFailed() || hasOpenPart(n, x, axis))
    return {};
  Type element = wideOf(type.getElementType());
  Value scale = parameterFrom(n, 1, x, axis, 1, element),
        bias = parameterFrom(n, 2, x, axis, 0, element);
  Operation *op = n.emitOp(LayerNormOp::getOperationName(), {x, scale, bias},
                           n.attributes()
                               .integer("begin_norm_axis", axis)
                               .integer("begin_params_axis", axis)
                               .number("epsilon", epsilon));
  if (!op)
    return {};
  if (!n.wants(2))
    return {op->getResult(0), op->getResult(1)};
  Value variance = op->getResult(2);
  Value deviation =
      n.emit<RsqrtOp>(n.emit<AddOp>({variance, n.number(variance, epsilon)}));
  return {op->getResult(0), op->getResult(1), deviation};
}

/// x / sqrt(mean(x^2) + epsilon) * scale
static Results importRMSNorm(NodeReader &n) {
  Value x = n.tensor(0), scale = n.tensor(1);
  if (n.hasFailed())
    return {};
  RankedTensorType type = n.typeOf(x);
  int64_t axis = n.axis("axis", -1, type.getRank());
  double epsilon = n.real("epsilon", 1e-5);
  if (n.hasFailed())
    return {};
  Ints axes(type.getRank() - axis);
  std::iota(axes.begin(), axes.end(), axis);
  Value wide = n.convert(x, wideOf(type.getElementType()));
  Value square = reduce<ReduceMeanOp>(n, n.emit<SquareOp>(wide), axes, true);
  Value y = n.emit<MulOp>({wide, n.emit<RsqrtOp>(n.emit<AddOp>(
                                     {square, n.number(square, epsilon)}))});
  y = n.convert(y, n.typeOf(scale).getElementType());
  return n.emit<MulOp>({y, scale});
}

/// x / (bias + alpha / size * sum of squares of neighbours)^beta
static Results importLRN(NodeReader &n) {
  Value x = n.tensor(0);
  int64_t size = n.integer("size");
  double alpha = n.real("alpha", 1e-4), beta = n.real("beta", 0.75),
         bias = n.real("bias", 1);
  if (!n.hasFailed() && (size < 1 || size > 1 << 20))
    n.fail("attribute 'size' is " + Twine(size));
  if (n.hasFailed())
    return {};
  double share = alpha / static_cast<double>(size);
  RankedTensorType type = n.typeOf(x);
  if (size % 2 == 1 && type.getRank() == 4)
    return n.emit<LRNOp>(x, n.attributes()
                                .integer("depth_radius", (size - 1) / 2)
                                .number("alpha", share)
                                .number("beta", beta)
                                .number("bias", bias));
  if (type.getRank() < 2 || type.isDynamicDim(1) || size > 64) {
    n.fail("takes " + Twine(size) + " neighbours in a tensor of shape " +
           shapeText(type.getShape()) + ", which is not supported");
    return {};
  }
  int64_t channels = type.getDimSize(1);
  Value square = compose::pad(n, n.emit<SquareOp>(x), 1, (size - 1) / 2,
                              size - 1 - (size - 1) / 2);
  SmallVector<Value> parts;
  for (int64_t k = 0; k < size; ++k)
    parts.push_back(compose::slice(n, square, 1, k, channels));
  Value sum = n.emit<AddNOp>(parts);
  Value base = n.emit<AddOp>(
      {n.emit<MulOp>({sum, n.number(sum, share)}), n.number(sum, bias)});
  return n.emit<MulOp>({x, n.emit<PowOp>({base, n.number(base, -beta)})});
}

/// x divided by its norm along an axis; zeros where that is 0.
static Results importLpNorm(NodeReader &n) {
  Value x = n.tensor(0);
  if (n.hasFailed())
    return {};
  int64_t axis = n.axis("axis", -1, n.typeOf(x).getRank());
  int64_t p = n.integer("p", 2);
  if (!n.hasFailed() && p != 1 && p != 2)
    n.fail("attribute 'p' is " + Twine(p) + ", expected 1 or 2");
  if (n.hasFailed())
    return {};
  Value sum = reduce<ReduceSumOp>(
      n, p == 1 ? n.emit<AbsOp>(x) : n.emit<SquareOp>(x), {axis}, true);
  Value length = p == 1 ? sum : n.emit<SqrtOp>(sum);
  Value isZero = n.emit<EqualOp>({length, n.number(length, 0)});
  Value divisor = n.emit<SelectOp>({isZero, n.number(length, 1), length});
  return n.emit<DivOp>({x, divisor});
}

/// (x - mean) / (deviation + 1e-9)
static Results importMeanVariance(NodeReader &n) {
  Value x = n.tensor(0);
  Ints axes = n.ints("axes", Ints{0, 2, 3});
  Value mean = reduce<ReduceMeanOp>(n, x, axes, true);
  Value centred = n.emit<SubOp>({x, mean});
  Value variance =
      reduce<ReduceMeanOp>(n, n.emit<SquareOp>(centred), axes, true);
  Value deviation = n.emit<SqrtOp>(variance);
  return n.emit<DivOp>(
      {centred, n.emit<AddOp>({deviation, n.number(deviation, 1e-9)})});
}

void addNormOps(OpTable &table) {
  table["BatchNormalization"] = importBatchNorm;
  table["InstanceNormalization"] = importInstanceNorm;
  table["GroupNormalization"] = importGroupNorm;
  table["LayerNormalization"] = importLayerNorm;
  table["RMSNormalization"] = importRMSNorm;
  table["LRN"] = importLRN;
  table["LpNormalization"] = importLpNorm;
  table["MeanVarianceNormalization"] = importMeanVariance;
}

} // namespace ms::fromonnx
