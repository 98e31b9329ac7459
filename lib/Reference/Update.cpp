//===- Update.cpp - Rules of the optimizers' updates ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/EvaluatorImpl.h"

#include "dialects/MindIR/Ops/Update.h"

#include <cmath>

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

/// Checks that each listed operand has the real shape of the variable, then
/// makes `count` results of that shape and calls `update(i)` for each element.
template <typename Update>
static LogicalResult updateAll(Evaluation &e, ArrayRef<unsigned> tensors,
                               unsigned count, Update update) {
  ArrayRef<int64_t> shape = e.operand(0).shape;
  for (unsigned k : tensors)
    if (failed(e.requireShape(k, shape)))
      return failure();
  for (unsigned k = 0; k < count; ++k)
    e.addResult(shape);
  for (size_t i = 0; i < e.operand(0).data.size(); ++i)
    update(i);
  return success();
}

static LogicalResult evaluateGradientDescent(ApplyGradientDescentOp,
                                             Evaluation &e) {
  double alpha = e.operand(1).data[0];
  return updateAll(e, {2}, 1, [&](size_t i) {
    e.results[0].data[i] = e.operand(0).data[i] - alpha * e.operand(2).data[i];
  });
}

static LogicalResult evaluateMomentum(ApplyMomentumOp op, Evaluation &e) {
  double lr = e.operand(2).data[0], momentum = e.operand(4).data[0];
  return updateAll(e, {1, 3}, 2, [&](size_t i) {
    double grad = e.operand(3).data[i];
    double accum = e.operand(1).data[i] * momentum + grad;
    double step = op.getUseNesterov() ? grad + momentum * accum : accum;
    e.results[0].data[i] = e.operand(0).data[i] - lr * step;
    e.results[1].data[i] = accum;
  });
}

static LogicalResult evaluateSGD(SGDOp op, Evaluation &e) {
  double lr = e.operand(2).data[0], momentum = e.operand(4).data[0];
  double dampening = op.getDampening().convertToDouble();
  double decay = op.getWeightDecay().convertToDouble();
  return updateAll(e, {1, 3, 5}, 3, [&](size_t i) {
    double var = e.operand(0).data[i];
    double accum = e.operand(3).data[i], stat = e.operand(5).data[i];
    double g = e.operand(1).data[i] + decay * var;
    if (momentum > 0) {
      accum = stat > 0 ? g : momentum * accum + (1 - dampening) * g;
      stat = 0;
      g = op.getNesterov() ? g + momentum * accum : accum;
    }
    e.results[0].data[i] = var - lr * g;
    e.results[1].data[i] = accum;
    e.results[2].data[i] = stat;
  });
}

static LogicalResult evaluateAdam(ApplyAdamOp op, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double beta1 = scalar(6), beta2 = scalar(7), epsilon = scalar(8);
  double rate = scalar(5) * std::sqrt(1 - scalar(4)) / (1 - scalar(3));
  return updateAll(e, {1, 2, 9}, 3, [&](size_t i) {
    double grad = e.operand(9).data[i];
    double m = beta1 * e.operand(1).data[i] + (1 - beta1) * grad;
    double v = beta2 * e.operand(2).data[i] + (1 - beta2) * grad * grad;
    double step = op.getUseNesterov() ? beta1 * m + (1 - beta1) * grad : m;
    e.results[0].data[i] =
        e.operand(0).data[i] - rate * step / (std::sqrt(v) + epsilon);
    e.results[1].data[i] = m;
    e.results[2].data[i] = v;
  });
}

void ms::reference::addUpdateRules(RuleTable &rules) {
  rules.add<ApplyGradientDescentOp>(evaluateGradientDescent);
  rules.add<ApplyMomentumOp>(evaluateMomentum);
  rules.add<SGDOp>(evaluateSGD);
  rules.add<ApplyAdamOp>(evaluateAdam);
}
