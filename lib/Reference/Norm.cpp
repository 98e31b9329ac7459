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

//===----------------------------------------------------------------------===//
// Layer and group normalization
//===----------------------------------------------------------------------===//

namespace {
/// A tensor of which each row of `size` neighbouring elements is normalized.
struct Rows {
  Rows(const ReferenceTensor &x, int64_t size)
      : x(x), size(size),
        count(size ? static_cast<int64_t>(x.data.size()) / size : 0) {}

  template <typename Term> double mean(int64_t row, Term term) const {
    double sum = 0;
    for (int64_t i = row * size; i < (row + 1) * size; ++i)
      sum += term(static_cast<size_t>(i));
    return sum / static_cast<double>(size);
  }

  const ReferenceTensor &x;
  int64_t size, count;
};

/// What layer_norm and group_norm share: rows of the operand, and the parameter
/// that belongs to each element.
struct RowNorm {
  Rows rows;
  std::function<size_t(size_t)> parameter;

  /// Appends y and [mean, deviation squared].
  std::pair<Numbers, Numbers> evaluate(Evaluation &e, double epsilon) const {
    const Numbers &x = rows.x.data;
    const Numbers &gamma = e.operand(1).data, &beta = e.operand(2).data;
    Numbers means, variances;
    ReferenceTensor &y = e.addResult(rows.x.shape);
    for (int64_t row = 0; row < rows.count; ++row) {
      double mean = rows.mean(row, [&](size_t i) { return x[i]; });
      double variance = rows.mean(
          row, [&](size_t i) { return (x[i] - mean) * (x[i] - mean); });
      double inverse = 1 / std::sqrt(variance + epsilon);
      for (int64_t k = row * rows.size; k < (row + 1) * rows.size; ++k) {
        auto i = static_cast<size_t>(k);
        y.data[i] =
            (x[i] - mean) * inverse * gamma[parameter(i)] + beta[parameter(i)];
      }
      means.push_back(mean);
      variances.push_back(variance);
    }
    return {std::move(means), std::move(variances)};
  }

  /// Appends the three gradients.
  void evaluateGradient(Evaluation &e, const Numbers &dy, const Numbers &mean,
                        const Numbers &inverse,
                        const ReferenceTensor &gamma) const {
    Numbers dgamma(gamma.data.size()), dbeta(gamma.data.size());
    ReferenceTensor &dx = e.addResult(rows.x.shape);
    for (int64_t row = 0; row < rows.count; ++row) {
      auto r = static_cast<size_t>(row);
      auto normal = [&](size_t i) {
        return (rows.x.data[i] - mean[r]) * inverse[r];
      };
      auto scaled = [&](size_t i) { return dy[i] * gamma.data[parameter(i)]; };
      double share = rows.mean(row, scaled);
      double slope =
          rows.mean(row, [&](size_t i) { return scaled(i) * normal(i); });
      for (int64_t k = row * rows.size; k < (row + 1) * rows.size; ++k) {
        auto i = static_cast<size_t>(k);
        dx.data[i] = (scaled(i) - share - normal(i) * slope) * inverse[r];
        dgamma[parameter(i)] += dy[i] * normal(i);
        dbeta[parameter(i)] += dy[i];
      }
    }
    SmallVector<int64_t> shape(gamma.shape.begin(), gamma.shape.end());
    e.addResult(shape).data = std::move(dgamma);
    e.addResult(shape).data = std::move(dbeta);
  }
};
} // namespace

template <typename Op>
static RowNorm layerRows(Op op, const ReferenceTensor &x) {
  ArrayRef<int64_t> shape = x.shape;
  int64_t norm = normalizeAxis(op.getBeginNormAxis(), x.getRank());
  int64_t first = normalizeAxis(op.getBeginParamsAxis(), x.getRank());
  auto parameters = static_cast<size_t>(countElements(shape.drop_front(first)));
  return {Rows(x, countElements(shape.drop_front(norm))),
          [parameters](size_t i) { return i % parameters; }};
}

static SmallVector<int64_t> layerStatistics(ArrayRef<int64_t> shape,
                                            int64_t axis) {
  SmallVector<int64_t> result(shape);
  axis = normalizeAxis(axis, static_cast<int64_t>(shape.size()));
  std::fill(result.begin() + axis, result.end(), 1);
  return result;
}

static LogicalResult evaluateLayerNorm(LayerNormOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  auto [means, variances] =
      layerRows(op, x).evaluate(e, op.getEpsilon().convertToDouble());
  SmallVector<int64_t> shape = layerStatistics(x.shape, op.getBeginNormAxis());
  e.addResult(shape).data = std::move(means);
  e.addResult(shape).data = std::move(variances);
  return success();
}

static LogicalResult evaluateLayerNormGrad(LayerNormGradOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> shape = layerStatistics(x.shape, op.getBeginNormAxis());
  if (failed(e.requireShape(1, x.shape)) || failed(e.requireShape(2, shape)) ||
      failed(e.requireShape(3, shape)))
    return failure();
  layerRows(op, x).evaluateGradient(
      e, e.operand(1).data, e.operand(3).data,
      inverseDeviation(e.operand(2).data, op.getEpsilon().convertToDouble()),
      e.operand(4));
  return success();
}

static RowNorm groupRows(const ReferenceTensor &x, int64_t groups) {
  AxisSplit split(x.shape, 1);
  int64_t channels = split.extent, inner = split.inner;
  return {Rows(x, channels / groups * inner), [channels, inner](size_t i) {
            return static_cast<size_t>(static_cast<int64_t>(i) / inner %
                                       channels);
          }};
}

static LogicalResult evaluateGroupNorm(GroupNormOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  double eps = op.getEps().convertToDouble();
  auto [means, variances] = groupRows(x, op.getNumGroups()).evaluate(e, eps);
  SmallVector<int64_t> shape = {x.shape[0], op.getNumGroups()};
  e.addResult(shape).data = std::move(means);
  e.addResult(shape).data = inverseDeviation(variances, eps);
  return success();
}

static LogicalResult evaluateGroupNormGrad(GroupNormGradOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(1);
  SmallVector<int64_t> shape = {x.shape[0], op.getNumGroups()};
  if (failed(e.requireShape(0, x.shape)) || failed(e.requireShape(2, shape)) ||
      failed(e.requireShape(3, shape)))
    return failure();
  groupRows(x, op.getNumGroups())
      .evaluateGradient(e, e.operand(0).data, e.operand(2).data,
                        e.operand(3).data, e.operand(4));
  return success();
}

void ms::reference::addNormRules(RuleTable &rules) {
  rules.add<BatchNormOp>(evaluateBatchNorm);
  rules.add<BatchNormTrainOp>(evaluateBatchNormTrain);
  rules.add<LayerNormOp>(evaluateLayerNorm);
  rules.add<LayerNormGradOp>(evaluateLayerNormGrad);
  rules.add<GroupNormOp>(evaluateGroupNorm);
  rules.add<GroupNormGradOp>(evaluateGroupNormGrad);
  rules.add<BatchNormGradOp>([](BatchNormGradOp op, Evaluation &e) {
    return evaluateBatchNormGrad(e, op.getEpsilon().convertToDouble(), false);
  });
  rules.add<BatchNormTrainGradOp>([](BatchNormTrainGradOp op, Evaluation &e) {
    return evaluateBatchNormGrad(e, op.getEpsilon().convertToDouble(), true);
  });
}
