//===- Loss.cpp - Rules of loss functions ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/ElementsImpl.h"

#include "dialects/MindIR/Ops/Loss.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

/// log_softmax of one row of a matrix.
static std::vector<double> logSoftmax(const ReferenceTensor &logits,
                                      int64_t row) {
  int64_t classes = logits.shape[1];
  auto begin = logits.data.begin() + row * classes;
  std::vector<double> values(begin, begin + classes);
  double largest = -INFINITY, sum = 0;
  for (double value : values)
    largest = std::max(largest, value);
  for (double value : values)
    sum += std::exp(value - largest);
  for (double &value : values)
    value -= largest + std::log(sum);
  return values;
}

static LogicalResult evaluateSparse(SparseSoftmaxCrossEntropyOp,
                                    Evaluation &e) {
  const ReferenceTensor &logits = e.operand(0), &labels = e.operand(1);
  int64_t rows = logits.shape[0], classes = logits.shape[1];
  if (failed(e.requireShape(1, {rows})))
    return failure();
  double &loss = e.addResult({}).data[0];
  for (int64_t n = 0; n < rows; ++n) {
    double label = labels.data[n];
    bool known = label >= 0 && label < classes;
    loss -= known ? logSoftmax(logits, n)[int64_t(label)] : NAN;
  }
  loss /= rows;
  return success();
}

static LogicalResult evaluateSparseGrad(SparseSoftmaxCrossEntropyGradOp,
                                        Evaluation &e) {
  const ReferenceTensor &logits = e.operand(0), &labels = e.operand(1);
  int64_t rows = logits.shape[0], classes = logits.shape[1];
  if (failed(e.requireShape(1, {rows})))
    return failure();
  ReferenceTensor &grad = e.addResult(logits.shape);
  for (int64_t n = 0; n < rows; ++n) {
    std::vector<double> logs = logSoftmax(logits, n);
    for (int64_t c = 0; c < classes; ++c)
      grad.data[n * classes + c] =
          (std::exp(logs[c]) - (labels.data[n] == c)) / rows;
  }
  return success();
}

static LogicalResult evaluateDense(SoftmaxCrossEntropyOp, Evaluation &e) {
  const ReferenceTensor &logits = e.operand(0), &labels = e.operand(1);
  int64_t rows = logits.shape[0], classes = logits.shape[1];
  if (failed(e.requireShape(1, logits.shape)))
    return failure();
  std::vector<double> loss(rows), grad(logits.data.size());
  for (int64_t n = 0; n < rows; ++n) {
    std::vector<double> logs = logSoftmax(logits, n);
    double total = 0;
    for (int64_t c = 0; c < classes; ++c) {
      double label = labels.data[n * classes + c];
      total += label;
      // A class of probability 0 counts nothing, however unlikely it is.
      loss[n] -= label == 0 ? 0 : label * logs[c];
    }
    for (int64_t c = 0; c < classes; ++c)
      grad[n * classes + c] =
          std::exp(logs[c]) * total - labels.data[n * classes + c];
  }
  e.addResult({rows}).data = std::move(loss);
  e.addResult(logits.shape).data = std::move(grad);
  return success();
}

static LogicalResult evaluateMSE(MSELossOp, Evaluation &e) {
  const ReferenceTensor &logits = e.operand(0), &labels = e.operand(1);
  if (failed(e.requireShape(1, logits.shape)))
    return failure();
  double &loss = e.addResult({}).data[0];
  for (size_t i = 0; i < logits.data.size(); ++i) {
    double difference = logits.data[i] - labels.data[i];
    loss += difference * difference;
  }
  loss /= logits.data.size();
  return success();
}

//===----------------------------------------------------------------------===//
// One loss for each element or row
//===----------------------------------------------------------------------===//

/// `function(elements of all operands)`, after broadcasting.
static LogicalResult evaluateElements(Evaluation &e,
                                      double (*function)(const double *)) {
  auto shape = broadcastOperands(e);
  if (failed(shape))
    return failure();
  std::vector<std::vector<int64_t>> places;
  for (const ReferenceTensor *operand : e.operands)
    places.push_back(broadcastIndices(operand->shape, *shape));
  ReferenceTensor &z = e.addResult(*shape);
  for (size_t i = 0; i < z.data.size(); ++i) {
    double values[4];
    for (size_t k = 0; k < places.size(); ++k)
      values[k] = e.operand(k).data[places[k][i]];
    z.data[i] = function(values);
  }
  return success();
}

static LogicalResult evaluateSmoothL1(SmoothL1LossOp op, Evaluation &e) {
  double beta = op.getBeta().convertToDouble();
  return evaluateBinary(e, [beta](Real x, Real y, Type) {
    double d = std::fabs(x - y);
    return d < beta ? d * d / (2 * beta) : d - beta / 2;
  });
}

static LogicalResult evaluateSmoothL1Grad(SmoothL1LossGradOp op,
                                          Evaluation &e) {
  double beta = op.getBeta().convertToDouble();
  const ReferenceTensor &x = e.operand(0), &y = e.operand(1),
                        &dloss = e.operand(2);
  if (failed(e.requireShape(1, x.shape)) || failed(e.requireShape(2, x.shape)))
    return failure();
  ReferenceTensor &dx = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i) {
    double d = x.data[i] - y.data[i];
    double sign = d > 0 ? 1 : d < 0 ? -1 : d;
    dx.data[i] = dloss.data[i] * (std::fabs(d) < beta ? d / beta : sign);
  }
  return success();
}

// Operands: probability, label, weight.
static double binaryCrossEntropy(const double *v) {
  return -v[2] * (v[1] * std::log(v[0] + 1e-12) +
                  (1 - v[1]) * std::log(1 - v[0] + 1e-12));
}
// Operands: probability, label, gradient, weight.
static double binaryCrossEntropyGrad(const double *v) {
  return v[2] * v[3] * (v[0] - v[1]) / std::max(v[0] * (1 - v[0]), 1e-12);
}
// Operands: logit, label, weight, weight of positive labels.
static double bceWithLogits(const double *v) {
  double softplus =
      std::max(-v[0], 0.0) + std::log1p(std::exp(-std::fabs(v[0])));
  return v[2] * ((1 - v[1]) * v[0] + (1 + (v[3] - 1) * v[1]) * softplus);
}
static double klDiv(const double *v) {
  return v[1] > 0 ? v[1] * (std::log(v[1]) - v[0]) : 0;
}

static LogicalResult evaluateNLL(NLLLossOp op, Evaluation &e) {
  const ReferenceTensor &logits = e.operand(0), &labels = e.operand(1),
                        &weight = e.operand(2);
  int64_t rows = logits.shape[0], classes = logits.shape[1];
  if (failed(e.requireShape(1, {rows})))
    return failure();
  std::vector<double> loss(rows), weights(rows);
  for (int64_t n = 0; n < rows; ++n) {
    double label = labels.data[n];
    if (label == op.getIgnoreIndex())
      continue;
    if (label < 0 || label >= classes) {
      loss[n] = NAN;
      continue;
    }
    auto c = static_cast<int64_t>(label);
    weights[n] = weight.data[c];
    loss[n] = -weight.data[c] * logits.data[n * classes + c];
  }
  e.addResult({rows}).data = std::move(loss);
  e.addResult({rows}).data = std::move(weights);
  return success();
}

template <typename Op>
static void addElements(RuleTable &rules, double (*function)(const double *)) {
  rules.add<Op>(
      [function](Op, Evaluation &e) { return evaluateElements(e, function); });
}

void ms::reference::addLossRules(RuleTable &rules) {
  rules.add<SparseSoftmaxCrossEntropyOp>(evaluateSparse);
  rules.add<SparseSoftmaxCrossEntropyGradOp>(evaluateSparseGrad);
  rules.add<SoftmaxCrossEntropyOp>(evaluateDense);
  rules.add<MSELossOp>(evaluateMSE);
  rules.add<SmoothL1LossOp>(evaluateSmoothL1);
  rules.add<SmoothL1LossGradOp>(evaluateSmoothL1Grad);
  addElements<BinaryCrossEntropyOp>(rules, binaryCrossEntropy);
  addElements<BinaryCrossEntropyGradOp>(rules, binaryCrossEntropyGrad);
  addElements<BCEWithLogitsLossOp>(rules, bceWithLogits);
  addElements<KLDivLossOp>(rules, klDiv);
  rules.add<NLLLossOp>(evaluateNLL);
}
