//===- Loss.cpp - Rules of loss functions ---------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Loss.h"

#include <cmath>

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

void ms::reference::addLossRules(RuleTable &rules) {
  rules.add<SparseSoftmaxCrossEntropyOp>(evaluateSparse);
  rules.add<SparseSoftmaxCrossEntropyGradOp>(evaluateSparseGrad);
  rules.add<SoftmaxCrossEntropyOp>(evaluateDense);
  rules.add<MSELossOp>(evaluateMSE);
}
