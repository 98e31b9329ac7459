//===- Optimizer.cpp - Optimizers, learning rates, losses -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"

namespace ms {

using namespace detail;
using Kind = api::RateSpec::Kind;

//===----------------------------------------------------------------------===//
// Learning rates
//===----------------------------------------------------------------------===//

LearningRate detail::LearningRateImpl::make(api::RateSpec spec) {
  auto impl = std::make_shared<LearningRateImpl>();
  impl->spec = std::move(spec);
  return LearningRate(std::move(impl));
}

static api::RateSpec rateOf(Kind kind, std::vector<double> numbers,
                            std::vector<int64_t> steps = {},
                            bool flag = false) {
  api::RateSpec spec;
  spec.kind = kind;
  spec.numbers = std::move(numbers);
  spec.steps = std::move(steps);
  spec.flag = flag;
  return spec;
}

LearningRate::LearningRate(double rate)
    : LearningRate(LearningRateImpl::make(rateOf(Kind::Constant, {rate}))) {}

LearningRate::LearningRate(const std::vector<double> &rates)
    : LearningRate(LearningRateImpl::make(rateOf(Kind::List, rates))) {}

namespace nn {

LearningRate PiecewiseConstantLR(const std::vector<int64_t> &milestones,
                                 const std::vector<double> &rates) {
  return LearningRateImpl::make(rateOf(Kind::Piecewise, rates, milestones));
}

LearningRate ExponentialDecayLR(double learningRate, double decayRate,
                                int64_t decaySteps, bool isStair) {
  return LearningRateImpl::make(rateOf(Kind::ExponentialDecay,
                                       {learningRate, decayRate}, {decaySteps},
                                       isStair));
}

LearningRate CosineDecayLR(double minLR, double maxLR, int64_t decaySteps) {
  return LearningRateImpl::make(
      rateOf(Kind::CosineDecay, {minLR, maxLR}, {decaySteps}));
}

LearningRate PolynomialDecayLR(double learningRate, double endLearningRate,
                               int64_t decaySteps, double power,
                               bool updateDecaySteps) {
  return LearningRateImpl::make(rateOf(Kind::PolynomialDecay,
                                       {learningRate, endLearningRate, power},
                                       {decaySteps}, updateDecaySteps));
}

LearningRate WarmUpLR(const LearningRate &learningRate, int64_t warmupSteps) {
  api::RateSpec spec = rateOf(Kind::WarmUp, {}, {warmupSteps});
  spec.after =
      std::make_shared<api::RateSpec>(LearningRateImpl::get(learningRate));
  return LearningRateImpl::make(std::move(spec));
}

std::vector<double> piecewiseConstantLR(const std::vector<int64_t> &milestones,
                                        const std::vector<double> &rates) {
  if (milestones.empty() || milestones.size() != rates.size())
    failUse("piecewiseConstantLR: " + std::to_string(milestones.size()) +
            " milestones and " + std::to_string(rates.size()) +
            " rates, expected as many of both, at least 1");
  std::vector<double> list;
  int64_t before = 0;
  for (size_t k = 0; k < rates.size(); ++k) {
    if (milestones[k] <= before)
      failUse("piecewiseConstantLR: milestone " +
              std::to_string(milestones[k]) + " is not above " +
              std::to_string(before));
    list.insert(list.end(), static_cast<size_t>(milestones[k] - before),
                rates[k]);
    before = milestones[k];
  }
  return list;
}

} // namespace nn

//===----------------------------------------------------------------------===//
// Optimizers
//===----------------------------------------------------------------------===//

std::vector<Parameter> detail::OptimizerImpl::all() const {
  if (!params.orderParams.empty())
    return params.orderParams;
  std::vector<Parameter> parameters = params.params;
  for (const ParamGroup &group : params.groups)
    parameters.insert(parameters.end(), group.params.begin(),
                      group.params.end());
  return parameters;
}

api::OptimizerSpec detail::OptimizerImpl::spec() const {
  api::OptimizerSpec spec;
  spec.kind = kind;
  spec.rate = LearningRateImpl::get(rate);
  spec.weightDecay = weightDecay;
  spec.numbers = numbers;
  spec.flags = flags;
  spec.lars = lars;
  for (const Parameter &parameter : params.orderParams)
    spec.order.push_back(parameter.name());
  for (const ParamGroup &group : params.groups) {
    api::GroupSpec entry;
    for (const Parameter &parameter : group.params)
      entry.parameters.push_back(parameter.name());
    // An empty list would stand for all parameters that are left.
    if (entry.parameters.empty())
      continue;
    if (group.learningRate)
      entry.rate = std::make_shared<api::RateSpec>(
          LearningRateImpl::get(*group.learningRate));
    entry.weightDecay = group.decay;
    spec.groups.push_back(std::move(entry));
  }
  return spec;
}

Optimizer::Optimizer(const std::string &kind, const OptimizedParameters &params,
                     const LearningRate &rate, double weightDecay)
    : impl(new OptimizerImpl{
          kind, params, rate, weightDecay, {}, {}, std::nullopt, {}}) {
  if (impl->all().empty())
    failUse("the optimizer gets no parameter to update");
  if (weightDecay < 0)
    failUse("weight decay is " + std::to_string(weightDecay) +
            ", but must not be negative");
}

Optimizer::Optimizer(Wrap, const Optimizer &optimizer)
    : impl(new OptimizerImpl(*optimizer.impl)) {
  impl->state.clear();
}

Optimizer::~Optimizer() = default;

const std::string &Optimizer::kind() const { return impl->kind; }

std::vector<Parameter> Optimizer::parameters() const { return impl->all(); }

std::vector<Parameter> Optimizer::state() const {
  if (!impl->state.empty())
    return impl->state;
  std::vector<api::ParameterSpec> trained;
  for (const Parameter &parameter : impl->all())
    trained.push_back(ParameterImpl::get(parameter)->spec());
  for (api::StateValue &value :
       check(api::optimizerState(impl->spec(), trained)))
    impl->state.push_back(
        ParameterImpl::wrap(ParameterImpl::fromState(std::move(value))));
  return impl->state;
}

void Optimizer::setOption(const std::string &name, double value) {
  impl->numbers.push_back({name, value});
}
void Optimizer::setFlag(const std::string &name, bool value) {
  impl->flags.push_back({name, value});
}

void Optimizer::setLars(double epsilon, double coefficient, bool useClip,
                        const std::vector<std::string> &exclude) {
  impl->lars = api::LarsSpec{epsilon, coefficient, useClip, exclude};
}

namespace nn {

Momentum::Momentum(const OptimizedParameters &params,
                   const LearningRate &learningRate, double momentum,
                   double weightDecay, bool useNesterov, double lossScale)
    : Optimizer("momentum", params, learningRate, weightDecay) {
  setOption("momentum", momentum);
  setFlag("use_nesterov", useNesterov);
  setOption("loss_scale", lossScale);
}

SGD::SGD(const OptimizedParameters &params, const LearningRate &learningRate,
         double momentum, double dampening, double weightDecay, bool nesterov,
         double lossScale)
    : Optimizer("sgd", params, learningRate, weightDecay) {
  setOption("momentum", momentum);
  setOption("dampening", dampening);
  setFlag("nesterov", nesterov);
  setOption("loss_scale", lossScale);
}

Adam::Adam(const OptimizedParameters &params, const LearningRate &learningRate,
           double beta1, double beta2, double eps, double weightDecay,
           bool useNesterov, double lossScale, bool useAmsgrad)
    : Optimizer("adam", params, learningRate, weightDecay) {
  setOption("beta1", beta1);
  setOption("beta2", beta2);
  setOption("eps", eps);
  setFlag("use_nesterov", useNesterov);
  setOption("loss_scale", lossScale);
  setFlag("use_amsgrad", useAmsgrad);
}

AdamWeightDecay::AdamWeightDecay(const OptimizedParameters &params,
                                 const LearningRate &learningRate, double beta1,
                                 double beta2, double eps, double weightDecay)
    : Optimizer("adam_weight_decay", params, learningRate, weightDecay) {
  setOption("beta1", beta1);
  setOption("beta2", beta2);
  setOption("eps", eps);
}

AdamW::AdamW(const OptimizedParameters &params,
             const LearningRate &learningRate, double beta1, double beta2,
             double eps, double weightDecay)
    : Optimizer("adamw", params, learningRate, weightDecay) {
  setOption("beta1", beta1);
  setOption("beta2", beta2);
  setOption("eps", eps);
}

Lamb::Lamb(const OptimizedParameters &params, const LearningRate &learningRate,
           double beta1, double beta2, double eps, double weightDecay)
    : Optimizer("lamb", params, learningRate, weightDecay) {
  setOption("beta1", beta1);
  setOption("beta2", beta2);
  setOption("eps", eps);
}

RMSProp::RMSProp(const OptimizedParameters &params,
                 const LearningRate &learningRate, double decay,
                 double momentum, double epsilon, bool centered,
                 double lossScale, double weightDecay)
    : Optimizer("rmsprop", params, learningRate, weightDecay) {
  setOption("decay", decay);
  setOption("momentum", momentum);
  setOption("epsilon", epsilon);
  setFlag("centered", centered);
  setOption("loss_scale", lossScale);
}

Adagrad::Adagrad(const OptimizedParameters &params, double accum,
                 const LearningRate &learningRate, bool updateSlots,
                 double lossScale, double weightDecay)
    : Optimizer("adagrad", params, learningRate, weightDecay) {
  setOption("accum", accum);
  setFlag("update_slots", updateSlots);
  setOption("loss_scale", lossScale);
}

Adadelta::Adadelta(const OptimizedParameters &params,
                   const LearningRate &learningRate, double rho, double epsilon,
                   double lossScale, double weightDecay)
    : Optimizer("adadelta", params, learningRate, weightDecay) {
  setOption("rho", rho);
  setOption("epsilon", epsilon);
  setOption("loss_scale", lossScale);
}

AdaMax::AdaMax(const OptimizedParameters &params,
               const LearningRate &learningRate, double beta1, double beta2,
               double eps, double weightDecay, double lossScale)
    : Optimizer("adamax", params, learningRate, weightDecay) {
  setOption("beta1", beta1);
  setOption("beta2", beta2);
  setOption("eps", eps);
  setOption("loss_scale", lossScale);
}

FTRL::FTRL(const OptimizedParameters &params, double initialAccum,
           const LearningRate &learningRate, double lrPower, double l1,
           double l2, double lossScale, double weightDecay)
    : Optimizer("ftrl", params, learningRate, weightDecay) {
  setOption("initial_accum", initialAccum);
  setOption("lr_power", lrPower);
  setOption("l1", l1);
  setOption("l2", l2);
  setOption("loss_scale", lossScale);
}

ProximalAdagrad::ProximalAdagrad(const OptimizedParameters &params,
                                 double accum, const LearningRate &learningRate,
                                 double l1, double l2, double lossScale,
                                 double weightDecay)
    : Optimizer("proximal_adagrad", params, learningRate, weightDecay) {
  setOption("accum", accum);
  setOption("l1", l1);
  setOption("l2", l2);
  setOption("loss_scale", lossScale);
}

GradientDescent::GradientDescent(const OptimizedParameters &params,
                                 const LearningRate &learningRate,
                                 double weightDecay)
    : Optimizer("gradient_descent", params, learningRate, weightDecay) {}

LARS::LARS(const Optimizer &optimizer, double epsilon, double coefficient,
           bool useClip, const std::vector<std::string> &exclude)
    : Optimizer(Wrap(), optimizer) {
  setLars(epsilon, coefficient, useClip, exclude);
}

} // namespace nn
} // namespace ms
