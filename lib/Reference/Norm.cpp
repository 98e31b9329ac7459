//===- Norm.cpp - Rules: normalizations and their gradients ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Norm.h"

#include <cmath>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

//===----------------------------------------------------------------------===//
// Batch normalization
//===----------------------------------------------------------------------===//

using Numbers = std::vector<double>;

namespace {
/// The elements of an image, and which channel each belongs to.
struct Channels {
  explicit Channels(const ReferenceTensor &x)
      : x(x), split(x.shape, 1), size(split.outer * split.inner) {}

  int64_t channel(size_t element) const {
    return static_cast<int64_t>(element) / split.inner % split.extent;
  }
  /// The sum over each channel of `term(element, channel)`.
  template <typename Term> Numbers sum(Term term) const {
    Numbers sums(split.extent);
    for (size_t i = 0; i < x.data.size(); ++i)
      sums[channel(i)] += term(i, channel(i));
    return sums;
  }

  const ReferenceTensor &x;
  AxisSplit split;
  int64_t size; ///< of a channel
};
} // namespace

static Numbers scaled(Numbers values, double factor) {
  for (double &value : values)
    value *= factor;
  return values;
}

static Numbers inverseDeviation(const Numbers &variance, double epsilon) {
  Numbers result;
  for (double value : variance)
    result.push_back(1 / std::sqrt(value + epsilon));
  return result;
}

static LogicalResult evaluateBatchNorm(BatchNormOp op, Evaluation &e) {
  Channels c(e.operand(0));
  const Numbers &scale = e.operand(1).data, &bias = e.operand(2).data;
  const Numbers &mean = e.operand(3).data;
  Numbers inverse =
      inverseDeviation(e.operand(4).data, op.getEpsilon().convertToDouble());
  ReferenceTensor &y = e.addResult(c.x.shape);
  for (size_t i = 0; i < y.data.size(); ++i) {
    int64_t k = c.channel(i);
    y.data[i] = (c.x.data[i] - mean[k]) * inverse[k] * scale[k] + bias[k];
  }
  return success();
}

static LogicalResult evaluateBatchNormTrain(BatchNormTrainOp op,
                                            Evaluation &e) {
  Channels c(e.operand(0));
  const Numbers &scale = e.operand(1).data, &bias = e.operand(2).data;
  double count = static_cast<double>(c.size);
  Numbers mean =
      scaled(c.sum([&](size_t i, int64_t) { return c.x.data[i]; }), 1 / count);
  Numbers squares = c.sum([&](size_t i, int64_t k) {
    return (c.x.data[i] - mean[k]) * (c.x.data[i] - mean[k]);
  });
  Numbers variance = scaled(squares, 1 / count);
  Numbers inverse =
      inverseDeviation(variance, op.getEpsilon().convertToDouble());
  ReferenceTensor &y = e.addResult(c.x.shape);
  for (size_t i = 0; i < y.data.size(); ++i) {
    int64_t k = c.channel(i);
    y.data[i] = (c.x.data[i] - mean[k]) * inverse[k] * scale[k] + bias[k];
  }
  double momentum = op.getMomentum().convertToDouble();
  auto addMoved = [&](const ReferenceTensor &old, const Numbers &next,
                      double divisor) {
    ReferenceTensor &moved = e.addResult(old.shape);
    for (size_t k = 0; k < next.size(); ++k)
      moved.data[k] =
          (1 - momentum) * old.data[k] + momentum * (next[k] / divisor);
  };
  addMoved(e.operand(3), mean, 1);
  addMoved(e.operand(4), squares, count - 1);
  e.addResult(e.operand(3).shape).data = std::move(mean);
  e.addResult(e.operand(3).shape).data = std::move(variance);
  return success();
}

/// `trained`: the statistics are those of `x`.
static LogicalResult evaluateBatchNormGrad(Evaluation &e, double epsilon,
                                           bool trained) {
  const Numbers &dy = e.operand(0).data;
  Channels c(e.operand(1));
  if (failed(e.requireShape(0, c.x.shape)))
    return failure();
  const Numbers &scale = e.operand(2).data, &mean = e.operand(3).data;
  Numbers inverse = inverseDeviation(e.operand(4).data, epsilon);
  auto normal = [&](size_t i, int64_t k) {
    return (c.x.data[i] - mean[k]) * inverse[k];
  };
  Numbers dbias = c.sum([&](size_t i, int64_t) { return dy[i]; });
  Numbers dscale =
      c.sum([&](size_t i, int64_t k) { return dy[i] * normal(i, k); });
  ReferenceTensor &dx = e.addResult(c.x.shape);
  double count = static_cast<double>(c.size);
  for (size_t i = 0; i < dy.size(); ++i) {
    int64_t k = c.channel(i);
    double passed = trained ? (dbias[k] + normal(i, k) * dscale[k]) / count : 0;
    dx.data[i] = (dy[i] - passed) * inverse[k] * scale[k];
  }
  SmallVector<int64_t> shape(e.operand(2).shape.begin(),
                             e.operand(2).shape.end());
  e.addResult(shape).data = std::move(dscale);
  e.addResult(shape).data = std::move(dbias);
  return success();
}

void ms::reference::addNormRules(RuleTable &rules) {
  rules.add<BatchNormOp>(evaluateBatchNorm);
  rules.add<BatchNormTrainOp>(evaluateBatchNormTrain);
  rules.add<BatchNormGradOp>([](BatchNormGradOp op, Evaluation &e) {
    return evaluateBatchNormGrad(e, op.getEpsilon().convertToDouble(), false);
  });
  rules.add<BatchNormTrainGradOp>([](BatchNormTrainGradOp op, Evaluation &e) {
    return evaluateBatchNormGrad(e, op.getEpsilon().convertToDouble(), true);
  });
}
