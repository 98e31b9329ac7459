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

static LogicalResult evaluateAmsgrad(ApplyAdamWithAmsgradV2Op, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double beta1 = scalar(7), beta2 = scalar(8), epsilon = scalar(9);
  double rate = scalar(6) * std::sqrt(1 - scalar(5)) / (1 - scalar(4));
  return updateAll(e, {1, 2, 3, 10}, 4, [&](size_t i) {
    double grad = e.operand(10).data[i];
    double m = beta1 * e.operand(1).data[i] + (1 - beta1) * grad;
    double v = beta2 * e.operand(2).data[i] + (1 - beta2) * grad * grad;
    double top = std::max(e.operand(3).data[i], v);
    e.results[0].data[i] =
        e.operand(0).data[i] - rate * m / (std::sqrt(top) + epsilon);
    e.results[1].data[i] = m;
    e.results[2].data[i] = v;
    e.results[3].data[i] = top;
  });
}

static LogicalResult evaluateAdamWeightDecay(AdamWeightDecayOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(3), beta1 = scalar(4), beta2 = scalar(5);
  double epsilon = scalar(6), decay = scalar(7);
  return updateAll(e, {1, 2, 8}, 3, [&](size_t i) {
    double var = e.operand(0).data[i], grad = e.operand(8).data[i];
    double m = beta1 * e.operand(1).data[i] + (1 - beta1) * grad;
    double v = beta2 * e.operand(2).data[i] + (1 - beta2) * grad * grad;
    e.results[0].data[i] =
        var - rate * (m / (std::sqrt(v) + epsilon) + decay * var);
    e.results[1].data[i] = m;
    e.results[2].data[i] = v;
  });
}

static LogicalResult evaluateAdamW(AdamWOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double step = scalar(4), rate = scalar(5), beta1 = scalar(6);
  double beta2 = scalar(7), decay = scalar(8), epsilon = scalar(9);
  double first = 1 - std::pow(beta1, step), second = 1 - std::pow(beta2, step);
  return updateAll(e, {1, 2, 3}, 3, [&](size_t i) {
    double grad = e.operand(3).data[i];
    double m = beta1 * e.operand(1).data[i] + (1 - beta1) * grad;
    double v = beta2 * e.operand(2).data[i] + (1 - beta2) * grad * grad;
    double root = std::sqrt(v / second) + epsilon;
    e.results[0].data[i] =
        e.operand(0).data[i] * (1 - rate * decay) - rate * (m / first) / root;
    e.results[1].data[i] = m;
    e.results[2].data[i] = v;
  });
}

static LogicalResult evaluateLamb(LambOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(3), beta1 = scalar(4), beta2 = scalar(5);
  double epsilon = scalar(6), decay = scalar(7), step = scalar(8);
  double first = 1 - std::pow(beta1, step), second = 1 - std::pow(beta2, step);
  double weights = 0, updates = 0;
  // First the directions, in the place of the new values.
  if (failed(updateAll(e, {1, 2, 9}, 3, [&](size_t i) {
        double var = e.operand(0).data[i], grad = e.operand(9).data[i];
        double m = beta1 * e.operand(1).data[i] + (1 - beta1) * grad;
        double v = beta2 * e.operand(2).data[i] + (1 - beta2) * grad * grad;
        double update =
            m / first / (std::sqrt(v / second) + epsilon) + decay * var;
        weights += var * var;
        updates += update * update;
        e.results[0].data[i] = update;
        e.results[1].data[i] = m;
        e.results[2].data[i] = v;
      })))
    return failure();
  if (weights > 0 && updates > 0)
    rate *= std::sqrt(weights) / std::sqrt(updates);
  for (auto [var, value] : llvm::zip(e.operand(0).data, e.results[0].data))
    value = var - rate * value;
  return success();
}

static LogicalResult evaluateLars(LARSUpdateOp op, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double weight = std::sqrt(scalar(2)), gradient = std::sqrt(scalar(3));
  double decay = scalar(4);
  double rate = op.getHyperpara().convertToDouble() * weight /
                (gradient + decay * weight + op.getEpsilon().convertToDouble());
  if (op.getUseClip())
    rate = std::min(rate / scalar(5), 1.0);
  return updateAll(e, {1}, 1, [&](size_t i) {
    e.results[0].data[i] =
        rate * (e.operand(1).data[i] + decay * e.operand(0).data[i]);
  });
}

static LogicalResult evaluateRMSProp(ApplyRMSPropOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(3), decay = scalar(5), momentum = scalar(6);
  double epsilon = scalar(7);
  return updateAll(e, {1, 2, 4}, 3, [&](size_t i) {
    double grad = e.operand(4).data[i];
    double square = decay * e.operand(1).data[i] + (1 - decay) * grad * grad;
    double moment = momentum * e.operand(2).data[i] +
                    rate * grad / std::sqrt(square + epsilon);
    e.results[0].data[i] = e.operand(0).data[i] - moment;
    e.results[1].data[i] = square;
    e.results[2].data[i] = moment;
  });
}

static LogicalResult evaluateCenteredRMSProp(ApplyCenteredRMSPropOp,
                                             Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(5), decay = scalar(6), momentum = scalar(7);
  double epsilon = scalar(8);
  return updateAll(e, {1, 2, 3, 4}, 4, [&](size_t i) {
    double grad = e.operand(4).data[i];
    double mean = decay * e.operand(1).data[i] + (1 - decay) * grad;
    double square = decay * e.operand(2).data[i] + (1 - decay) * grad * grad;
    double moment = momentum * e.operand(3).data[i] +
                    rate * grad / std::sqrt(square - mean * mean + epsilon);
    e.results[0].data[i] = e.operand(0).data[i] - moment;
    e.results[1].data[i] = mean;
    e.results[2].data[i] = square;
    e.results[3].data[i] = moment;
  });
}

static LogicalResult evaluateAdagrad(ApplyAdagradOp op, Evaluation &e) {
  double rate = e.operand(2).data[0];
  return updateAll(e, {1, 3}, 2, [&](size_t i) {
    double grad = e.operand(3).data[i], accum = e.operand(1).data[i];
    if (op.getUpdateSlots())
      accum += grad * grad;
    e.results[0].data[i] =
        e.operand(0).data[i] - rate * grad / std::sqrt(accum);
    e.results[1].data[i] = accum;
  });
}

static LogicalResult evaluateAdadelta(ApplyAdadeltaOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(3), rho = scalar(4), epsilon = scalar(5);
  return updateAll(e, {1, 2, 6}, 3, [&](size_t i) {
    double grad = e.operand(6).data[i], steps = e.operand(2).data[i];
    double accum = rho * e.operand(1).data[i] + (1 - rho) * grad * grad;
    double step = grad * std::sqrt((steps + epsilon) / (accum + epsilon));
    e.results[0].data[i] = e.operand(0).data[i] - rate * step;
    e.results[1].data[i] = accum;
    e.results[2].data[i] = rho * steps + (1 - rho) * step * step;
  });
}

static LogicalResult evaluateAdaMax(ApplyAdaMaxOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(4) / (1 - scalar(3)), beta1 = scalar(5);
  double beta2 = scalar(6), epsilon = scalar(7);
  return updateAll(e, {1, 2, 8}, 3, [&](size_t i) {
    double grad = e.operand(8).data[i];
    double m = beta1 * e.operand(1).data[i] + (1 - beta1) * grad;
    double v = std::max(beta2 * e.operand(2).data[i], std::fabs(grad));
    e.results[0].data[i] = e.operand(0).data[i] - rate * m / (v + epsilon);
    e.results[1].data[i] = m;
    e.results[2].data[i] = v;
  });
}

static LogicalResult evaluateFtrl(ApplyFtrlOp, Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double rate = scalar(4), l1 = scalar(5), l2 = scalar(6), power = -scalar(7);
  return updateAll(e, {1, 2, 3}, 3, [&](size_t i) {
    double grad = e.operand(3).data[i], before = e.operand(1).data[i];
    double accum = before + grad * grad, now = std::pow(accum, power);
    double sigma = (now - std::pow(before, power)) / rate;
    double linear = e.operand(2).data[i] + grad - sigma * e.operand(0).data[i];
    double above = (linear < 0 ? -l1 : l1) - linear;
    e.results[0].data[i] =
        std::fabs(linear) > l1 ? above / (now / rate + 2 * l2) : 0;
    e.results[1].data[i] = accum;
    e.results[2].data[i] = linear;
  });
}

static LogicalResult evaluateProximalAdagrad(ApplyProximalAdagradOp,
                                             Evaluation &e) {
  auto scalar = [&](unsigned k) { return e.operand(k).data[0]; };
  double lr = scalar(2), l1 = scalar(3), l2 = scalar(4);
  return updateAll(e, {1, 5}, 2, [&](size_t i) {
    double grad = e.operand(5).data[i];
    double accum = e.operand(1).data[i] + grad * grad;
    double rate = lr / std::sqrt(accum);
    double step = e.operand(0).data[i] - rate * grad;
    double size = std::max(std::fabs(step) - rate * l1, 0.0);
    e.results[0].data[i] = std::copysign(size, step) / (1 + rate * l2);
    e.results[1].data[i] = accum;
  });
}

static LogicalResult evaluateStatus(FloatStatusOp, Evaluation &e) {
  bool finite = llvm::all_of(e.operand(0).data,
                             [](double x) { return std::isfinite(x); });
  e.addResult({1}).data[0] = finite ? 0 : 1;
  return success();
}

void ms::reference::addUpdateRules(RuleTable &rules) {
  rules.add<ApplyGradientDescentOp>(evaluateGradientDescent);
  rules.add<ApplyMomentumOp>(evaluateMomentum);
  rules.add<SGDOp>(evaluateSGD);
  rules.add<ApplyAdamOp>(evaluateAdam);
  rules.add<ApplyAdamWithAmsgradV2Op>(evaluateAmsgrad);
  rules.add<AdamWeightDecayOp>(evaluateAdamWeightDecay);
  rules.add<AdamWOp>(evaluateAdamW);
  rules.add<LambOp>(evaluateLamb);
  rules.add<LARSUpdateOp>(evaluateLars);
  rules.add<ApplyRMSPropOp>(evaluateRMSProp);
  rules.add<ApplyCenteredRMSPropOp>(evaluateCenteredRMSProp);
  rules.add<ApplyAdagradOp>(evaluateAdagrad);
  rules.add<ApplyAdadeltaOp>(evaluateAdadelta);
  rules.add<ApplyAdaMaxOp>(evaluateAdaMax);
  rules.add<ApplyFtrlOp>(evaluateFtrl);
  rules.add<ApplyProximalAdagradOp>(evaluateProximalAdagrad);
  rules.add<FloatStatusOp>(evaluateStatus);
}
