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

//===----------------------------------------------------------------------===//
// Lengths of vectors
//===----------------------------------------------------------------------===//

/// The shape of `x` with 1 at the reduced axes.
static SmallVector<int64_t> keptShape(const ReferenceTensor &x,
                                      ArrayAttr axis) {
  SmallVector<int64_t> kept(x.shape);
  for (int64_t k : reducedAxes(axis, x.getRank()))
    kept[k] = 1;
  return kept;
}

static LogicalResult evaluateLpNorm(LpNormOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  SmallVector<int64_t> kept = keptShape(x, op.getAxis()), shape;
  SmallVector<int64_t> axes = op.getReducedAxes();
  for (int64_t k = 0; k < x.getRank(); ++k)
    if (op.getKeepDims() || !llvm::is_contained(axes, k))
      shape.push_back(kept[k]);
  double p = op.getP().convertToDouble();
  double epsilon = op.getEpsilon().convertToDouble();
  std::vector<int64_t> row = broadcastIndices(kept, x.shape);
  ReferenceTensor &y = e.addResult(shape);
  for (size_t i = 0; i < x.data.size(); ++i) {
    double &sum = y.data[row[i]], size = std::fabs(x.data[i]);
    if (std::isinf(p))
      sum = std::isnan(size) || size > sum ? size : sum;
    else
      sum += p == 0 ? size != 0 : std::pow(size, p);
  }
  for (double &sum : y.data) {
    if (p > 0 && !std::isinf(p))
      sum = std::pow(sum, 1 / p);
    sum = sum < epsilon ? epsilon : sum;
  }
  return success();
}

static LogicalResult evaluateLpNormGrad(LpNormGradOp op, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &x = e.operand(1),
                        &y = e.operand(2);
  double p = op.getP().convertToDouble();
  std::vector<int64_t> row =
      broadcastIndices(keptShape(x, op.getAxis()), x.shape);
  ReferenceTensor &dx = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i) {
    double size = std::fabs(x.data[i]), norm = y.data[row[i]];
    if (p == 0 || size == 0 || norm == 0)
      continue;
    double slope =
        std::isinf(p) ? double(size == norm) : std::pow(size / norm, p - 1);
    dx.data[i] = dy.data[row[i]] * std::copysign(slope, x.data[i]);
  }
  return success();
}

/// The sum along an axis of `term(i)`, for each element.
template <typename Term>
static Numbers rowSums(const ReferenceTensor &x, int64_t axis, Term term) {
  SmallVector<int64_t> kept(x.shape);
  kept[normalizeAxis(axis, x.getRank())] = 1;
  std::vector<int64_t> row = broadcastIndices(kept, x.shape);
  Numbers sums(x.data.size()), result;
  for (size_t i = 0; i < x.data.size(); ++i)
    sums[row[i]] += term(i);
  for (int64_t place : row)
    result.push_back(sums[place]);
  return result;
}

static LogicalResult evaluateL2Normalize(L2NormalizeOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  double epsilon = op.getEpsilon().convertToDouble();
  Numbers squares =
      rowSums(x, op.getAxis(), [&](size_t i) { return x.data[i] * x.data[i]; });
  ReferenceTensor &y = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[i] =
        x.data[i] / std::sqrt(squares[i] < epsilon ? epsilon : squares[i]);
  return success();
}

static LogicalResult evaluateL2NormalizeGrad(L2NormalizeGradOp op,
                                             Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &y = e.operand(1),
                        &dy = e.operand(2);
  if (failed(e.requireShape(1, x.shape)) || failed(e.requireShape(2, x.shape)))
    return failure();
  Numbers squares =
      rowSums(x, op.getAxis(), [&](size_t i) { return x.data[i] * x.data[i]; });
  Numbers products = rowSums(x, op.getAxis(),
                             [&](size_t i) { return y.data[i] * dy.data[i]; });
  ReferenceTensor &dx = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    dx.data[i] =
        (dy.data[i] - y.data[i] * products[i]) /
        std::max(std::sqrt(squares[i]), op.getEpsilon().convertToDouble());
  return success();
}

//===----------------------------------------------------------------------===//
// Neighbouring channels
//===----------------------------------------------------------------------===//

/// The sum of `term(i)` over the channels at most `radius` away, for each
/// element.
template <typename Term>
static Numbers neighbourSums(const ReferenceTensor &x, int64_t radius,
                             Term term) {
  AxisSplit split(x.shape, 1);
  Numbers sums(x.data.size());
  for (size_t i = 0; i < x.data.size(); ++i) {
    int64_t channel = static_cast<int64_t>(i) / split.inner % split.extent;
    for (int64_t k = -radius; k <= radius; ++k)
      if (channel + k >= 0 && channel + k < split.extent)
        sums[i] += term(i + k * split.inner);
  }
  return sums;
}

template <typename Op>
static Numbers neighbourTerms(Op op, const ReferenceTensor &x) {
  Numbers terms = neighbourSums(
      x, op.getDepthRadius(), [&](size_t i) { return x.data[i] * x.data[i]; });
  for (double &term : terms)
    term =
        op.getBias().convertToDouble() + op.getAlpha().convertToDouble() * term;
  return terms;
}

static LogicalResult evaluateLRN(LRNOp op, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0);
  Numbers terms = neighbourTerms(op, x);
  ReferenceTensor &y = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[i] = x.data[i] * std::pow(terms[i], -op.getBeta().convertToDouble());
  return success();
}

static LogicalResult evaluateLRNGrad(LRNGradOp op, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &x = e.operand(1),
                        &y = e.operand(2);
  if (failed(e.requireShape(0, x.shape)) || failed(e.requireShape(2, x.shape)))
    return failure();
  double alpha = op.getAlpha().convertToDouble();
  double beta = op.getBeta().convertToDouble();
  Numbers terms = neighbourTerms(op, x);
  Numbers shares = neighbourSums(x, op.getDepthRadius(), [&](size_t i) {
    return dy.data[i] * y.data[i] / terms[i];
  });
  ReferenceTensor &dx = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    dx.data[i] = dy.data[i] * std::pow(terms[i], -beta) -
                 2 * alpha * beta * x.data[i] * shares[i];
  return success();
}

void ms::reference::addNormRules(RuleTable &rules) {
  rules.add<BatchNormOp>(evaluateBatchNorm);
  rules.add<BatchNormTrainOp>(evaluateBatchNormTrain);
  rules.add<LayerNormOp>(evaluateLayerNorm);
  rules.add<LayerNormGradOp>(evaluateLayerNormGrad);
  rules.add<GroupNormOp>(evaluateGroupNorm);
  rules.add<GroupNormGradOp>(evaluateGroupNormGrad);
  rules.add<LpNormOp>(evaluateLpNorm);
  rules.add<LpNormGradOp>(evaluateLpNormGrad);
  rules.add<L2NormalizeOp>(evaluateL2Normalize);
  rules.add<L2NormalizeGradOp>(evaluateL2NormalizeGrad);
  rules.add<LRNOp>(evaluateLRN);
  rules.add<LRNGradOp>(evaluateLRNGrad);
  rules.add<BatchNormGradOp>([](BatchNormGradOp op, Evaluation &e) {
    return evaluateBatchNormGrad(e, op.getEpsilon().convertToDouble(), false);
  });
  rules.add<BatchNormTrainGradOp>([](BatchNormTrainGradOp op, Evaluation &e) {
    return evaluateBatchNormGrad(e, op.getEpsilon().convertToDouble(), true);
  });
}
