//===- Activation.cpp - Rules: activation functions -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Reference/ElementsImpl.h"

#include "dialects/MindIR/Ops/Activation.h"

using namespace mlir;
using namespace ms;
using namespace ms::reference;
using namespace ms::mindir;

static Real sigmoid(Real x) { return 1 / (1 + std::exp(-x)); }
static Real softplus(Real x) {
  return (x < 0 ? 0 : x) + std::log1p(std::exp(-std::fabs(x)));
}
static Real elu(Real x, Real alpha) {
  return x > 0 ? x : alpha * std::expm1(x);
}
static Real celu(Real x, Real alpha) {
  if (x > 0 || std::isnan(x))
    return x;
  return alpha == 0 ? 0 : alpha * std::expm1(x / alpha);
}
/// Between 0 and 6; NaN stays.
static Real clip6(Real x) { return x < 0 ? 0 : x > 6 ? 6 : x; }
/// The normal distribution's share below x.
static Real normalShare(Real x) { return std::erfc(-x * std::sqrt(0.5)) / 2; }

static const Real kRoot = std::sqrt(2 / M_PI);
static Real gelu(Real x) {
  return x / 2 * (1 + std::tanh(kRoot * (x + 0.044715 * x * x * x)));
}
static Real geluGrad(Real dy, Real x) {
  Real t = std::tanh(kRoot * (x + 0.044715 * x * x * x));
  Real slope = kRoot * (1 + 3 * 0.044715 * x * x);
  // The product of 0 and infinity far out is 0.
  Real change = std::fabs(t) == 1 ? 0 : x / 2 * (1 - t * t) * slope;
  return dy * ((1 + t) / 2 + change);
}
static Real geluErfGrad(Real dy, Real x) {
  Real density = std::exp(-x * x / 2) / std::sqrt(2 * M_PI);
  return dy * (normalShare(x) + (density == 0 ? 0 : x * density));
}
static Real fastGeLUGrad(Real dy, Real x) {
  Real s = sigmoid(1.702 * x);
  // The product of infinity and 0 far out is 0.
  Real change = s == 0 || s == 1 ? 0 : 1.702 * x * s * (1 - s);
  return dy * (s + change);
}
static Real siluGrad(Real dy, Real x) {
  return dy * sigmoid(x) * (1 + x * (1 - sigmoid(x)));
}

template <typename Op>
static void addAlpha(RuleTable &rules, Real (*function)(Real, Real)) {
  rules.add<Op>([function](Op op, Evaluation &e) -> LogicalResult {
    Real alpha = op.getAlpha().convertToDouble();
    const ReferenceTensor &x = e.operand(0);
    ReferenceTensor &y = e.addResult(x.shape);
    for (size_t i = 0; i < x.data.size(); ++i)
      y.data[i] = function(x.data[i], alpha);
    return success();
  });
}

static LogicalResult evaluateEluGrad(EluGradOp op, Evaluation &e) {
  Real alpha = op.getAlpha().convertToDouble();
  return evaluateBinary(e, [alpha](Real dy, Real y, Type) {
    return y > 0 ? dy : dy * (y + alpha);
  });
}

/// The number of the slope for element `i` of `x`.
static size_t slopeOf(const ReferenceTensor &x, const ReferenceTensor &weight,
                      size_t i) {
  if (weight.data.size() == 1)
    return 0;
  AxisSplit split(x.shape, 1);
  return i / split.inner % split.extent;
}

static LogicalResult evaluatePReLU(PReLUOp, Evaluation &e) {
  const ReferenceTensor &x = e.operand(0), &weight = e.operand(1);
  ReferenceTensor &y = e.addResult(x.shape);
  for (size_t i = 0; i < x.data.size(); ++i)
    y.data[i] = x.data[i] > 0 ? x.data[i]
                              : weight.data[slopeOf(x, weight, i)] * x.data[i];
  return success();
}

static LogicalResult evaluatePReLUGrad(PReLUGradOp, Evaluation &e) {
  const ReferenceTensor &dy = e.operand(0), &x = e.operand(1),
                        &weight = e.operand(2);
  if (failed(e.requireShape(0, x.shape)))
    return failure();
  std::vector<double> dx(x.data.size()), dweight(weight.data.size());
  for (size_t i = 0; i < x.data.size(); ++i) {
    size_t slope = slopeOf(x, weight, i);
    bool positive = x.data[i] > 0;
    dx[i] = positive ? dy.data[i] : weight.data[slope] * dy.data[i];
    dweight[slope] += positive ? 0 : x.data[i] * dy.data[i];
  }
  e.addResult(x.shape).data = std::move(dx);
  e.addResult(weight.shape).data = std::move(dweight);
  return success();
}

static void addGradients(RuleTable &rules) {
  addBinary<GeLUGradOp>(rules, {geluGrad, nullptr});
  addBinary<GeLUErfGradOp>(rules, {geluErfGrad, nullptr});
  addBinary<SiLUGradOp>(rules, {siluGrad, nullptr});
  addBinary<FastGeLUGradOp>(rules, {fastGeLUGrad, nullptr});
  addBinary<HSigmoidGradOp>(
      rules,
      {[](Real dy, Real x) { return x > -3 && x < 3 ? dy / 6 : 0; }, nullptr});
  addBinary<HSwishGradOp>(
      rules, {[](Real dy, Real x) {
                return x <= -3 ? 0 : x < 3 ? dy * (2 * x + 3) / 6 : dy;
              },
              nullptr});
  addBinary<ReLU6GradOp>(
      rules,
      {[](Real dy, Real x) { return x > 0 && x < 6 ? dy : 0; }, nullptr});
  addBinary<SoftplusGradOp>(
      rules, {[](Real dy, Real x) { return dy * sigmoid(x); }, nullptr});
  rules.add<EluGradOp>(evaluateEluGrad);
  rules.add<PReLUGradOp>(evaluatePReLUGrad);
}

void ms::reference::addActivationRules(RuleTable &rules) {
  addUnary<GeLUOp>(rules, gelu);
  addUnary<GeLUErfOp>(rules, [](Real x) { return x * normalShare(x); });
  addUnary<SiLUOp>(rules, [](Real x) { return x * sigmoid(x); });
  addUnary<HSigmoidOp>(rules, [](Real x) { return clip6(x + 3) / 6; });
  addUnary<HSwishOp>(rules, [](Real x) { return x * clip6(x + 3) / 6; });
  addUnary<ReLU6Op>(rules, clip6);
  addUnary<SeLUOp>(rules, [](Real x) {
    return 1.0507009873554805 * elu(x, 1.6732632423543772);
  });
  addUnary<SoftplusOp>(rules, softplus);
  addUnary<LogSigmoidOp>(rules, [](Real x) { return -softplus(-x); });
  addUnary<MishOp>(rules, [](Real x) { return x * std::tanh(softplus(x)); });
  addAlpha<LeakyReLUOp>(
      rules, [](Real x, Real alpha) { return x > 0 ? x : alpha * x; });
  addUnary<SoftsignOp>(rules, [](Real x) { return x / (1 + std::fabs(x)); });
  addUnary<FastGeLUOp>(rules, [](Real x) { return x * sigmoid(1.702 * x); });
  addAlpha<EluOp>(rules, elu);
  addAlpha<CeLUOp>(rules, celu);
  rules.add<PReLUOp>(evaluatePReLU);
  addGradients(rules);
}
