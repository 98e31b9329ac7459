//===- Optimizer.h - Optimizers and learning rates --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.nn's optimizers: options, defaults, names and order of their state
// are MindSpore's, so that a training checkpoint of one loads into the other.
//
//===----------------------------------------------------------------------===//

#ifndef MS_OPTIMIZER_H
#define MS_OPTIMIZER_H

#include "ms/Network.h"

#include <optional>

namespace ms {

namespace detail {
struct LearningRateImpl;
struct OptimizerImpl;
} // namespace detail

//===----------------------------------------------------------------------===//
// Learning rates
//===----------------------------------------------------------------------===//

/// One rate, one rate per step, or a schedule of nn::.
class LearningRate {
public:
  LearningRate(double rate);
  /// Step k takes rates[k], steps beyond the end the last one. As
  /// nn.piecewise_constant_lr and its like give them; at least two rates.
  LearningRate(const std::vector<double> &rates);

private:
  friend struct detail::LearningRateImpl;
  explicit LearningRate(std::shared_ptr<const detail::LearningRateImpl> impl)
      : impl(std::move(impl)) {}
  std::shared_ptr<const detail::LearningRateImpl> impl;
};

namespace nn {

/// Schedules as functions of the number of steps done, computed in the training
/// step. Step counts are positive.
/// Rate k below milestone k and from milestone k-1 on; the last one stays.
LearningRate PiecewiseConstantLR(const std::vector<int64_t> &milestones,
                                 const std::vector<double> &rates);
/// learningRate * decayRate ^ (step / decaySteps), whole numbers with
/// `isStair`.
LearningRate ExponentialDecayLR(double learningRate, double decayRate,
                                int64_t decaySteps, bool isStair = false);
/// From maxLR down to minLR along half a cosine.
LearningRate CosineDecayLR(double minLR, double maxLR, int64_t decaySteps);
LearningRate PolynomialDecayLR(double learningRate, double endLearningRate,
                               int64_t decaySteps, double power,
                               bool updateDecaySteps = false);
/// Linearly up to `learningRate` in `warmupSteps`, then that rate or schedule.
LearningRate WarmUpLR(const LearningRate &learningRate, int64_t warmupSteps);

/// nn.piecewise_constant_lr: the list with rates[k] for the steps below
/// milestones[k].
std::vector<double> piecewiseConstantLR(const std::vector<int64_t> &milestones,
                                        const std::vector<double> &rates);

} // namespace nn

//===----------------------------------------------------------------------===//
// Optimizers
//===----------------------------------------------------------------------===//

/// Parameters with a learning rate or a weight decay of their own: an entry of
/// the list of dicts that MindSpore's optimizers take.
struct ParamGroup {
  ParamGroup(std::vector<Parameter> params) : params(std::move(params)) {}
  ParamGroup &lr(const LearningRate &value) {
    learningRate = value;
    return *this;
  }
  ParamGroup &weightDecay(double value) {
    decay = value;
    return *this;
  }

  std::vector<Parameter> params;
  std::optional<LearningRate> learningRate;
  std::optional<double> decay;
};

/// What an optimizer updates: a list of parameters, or groups. Parameters of
/// the network that are not in it stay as they are. With a list, weight decay
/// leaves out parameters with `beta` or `gamma` in their name (but AdamW's);
/// with groups it does not. Their order is that of a checkpoint: the list's,
/// that of the groups, or `orderParams`, which then has all of them.
class OptimizedParameters {
public:
  OptimizedParameters(const std::vector<Parameter> &params) : params(params) {}
  OptimizedParameters(const std::vector<ParamGroup> &groups,
                      const std::vector<Parameter> &orderParams = {})
      : groups(groups), orderParams(orderParams) {}

  std::vector<Parameter> params;
  std::vector<ParamGroup> groups;
  std::vector<Parameter> orderParams;
};

class Optimizer {
public:
  ~Optimizer();
  Optimizer(const Optimizer &) = delete;
  Optimizer &operator=(const Optimizer &) = delete;

  /// "momentum", "sgd", "gradient_descent", "adam", "adam_weight_decay",
  /// "adamw", "lamb", "rmsprop", "adagrad", "adadelta", "adamax", "ftrl" or
  /// "proximal_adagrad".
  const std::string &kind() const;
  /// What it updates.
  std::vector<Parameter> parameters() const;
  /// What it keeps: global_step, learning_rate, moments.conv1.weight, ... in
  /// the order of a checkpoint. Throws where the options do not fit.
  std::vector<Parameter> state() const;

protected:
  Optimizer(const std::string &kind, const OptimizedParameters &params,
            const LearningRate &rate, double weightDecay);
  /// Another one with the options of `optimizer`.
  struct Wrap {};
  Optimizer(Wrap, const Optimizer &optimizer);
  void setOption(const std::string &name, double value);
  void setFlag(const std::string &name, bool value);
  void setLars(double epsilon, double coefficient, bool useClip,
               const std::vector<std::string> &exclude);

private:
  friend struct detail::OptimizerImpl;
  std::unique_ptr<detail::OptimizerImpl> impl;
};

namespace nn {

/// `lossScale` divides all gradients; it stands for a loss that was multiplied
/// by it.

/// accum = accum * momentum + gradient; w = w - lr * accum, or Nesterov's form.
class Momentum : public Optimizer {
public:
  Momentum(const OptimizedParameters &params, const LearningRate &learningRate,
           double momentum, double weightDecay = 0, bool useNesterov = false,
           double lossScale = 1);
};

class SGD : public Optimizer {
public:
  SGD(const OptimizedParameters &params, const LearningRate &learningRate = 0.1,
      double momentum = 0, double dampening = 0, double weightDecay = 0,
      bool nesterov = false, double lossScale = 1);
};

/// Weight decay is added to the gradient: AdamWeightDecay and AdamW are those
/// that decay the weight itself.
class Adam : public Optimizer {
public:
  Adam(const OptimizedParameters &params,
       const LearningRate &learningRate = 1e-3, double beta1 = 0.9,
       double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0,
       bool useNesterov = false, double lossScale = 1, bool useAmsgrad = false);
};

/// Adam without the correction of the moments' bias, as BERT was trained with.
class AdamWeightDecay : public Optimizer {
public:
  AdamWeightDecay(const OptimizedParameters &params,
                  const LearningRate &learningRate = 1e-3, double beta1 = 0.9,
                  double beta2 = 0.999, double eps = 1e-6,
                  double weightDecay = 0);
};

/// mindspore.mint.optim.AdamW, which is PyTorch's.
class AdamW : public Optimizer {
public:
  AdamW(const OptimizedParameters &params,
        const LearningRate &learningRate = 1e-3, double beta1 = 0.9,
        double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0.01);
};

/// The steps of each parameter are as long as it is, times the rate.
class Lamb : public Optimizer {
public:
  Lamb(const OptimizedParameters &params, const LearningRate &learningRate,
       double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-6,
       double weightDecay = 0);
};

class RMSProp : public Optimizer {
public:
  RMSProp(const OptimizedParameters &params,
          const LearningRate &learningRate = 0.1, double decay = 0.9,
          double momentum = 0, double epsilon = 1e-10, bool centered = false,
          double lossScale = 1, double weightDecay = 0);
};

class Adagrad : public Optimizer {
public:
  Adagrad(const OptimizedParameters &params, double accum = 0.1,
          const LearningRate &learningRate = 0.001, bool updateSlots = true,
          double lossScale = 1, double weightDecay = 0);
};

class Adadelta : public Optimizer {
public:
  Adadelta(const OptimizedParameters &params,
           const LearningRate &learningRate = 1.0, double rho = 0.9,
           double epsilon = 1e-6, double lossScale = 1, double weightDecay = 0);
};

class AdaMax : public Optimizer {
public:
  AdaMax(const OptimizedParameters &params,
         const LearningRate &learningRate = 0.001, double beta1 = 0.9,
         double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0,
         double lossScale = 1);
};

/// `l1` makes small weights zero.
class FTRL : public Optimizer {
public:
  FTRL(const OptimizedParameters &params, double initialAccum = 0.1,
       const LearningRate &learningRate = 0.001, double lrPower = -0.5,
       double l1 = 0, double l2 = 0, double lossScale = 1,
       double weightDecay = 0);
};

class ProximalAdagrad : public Optimizer {
public:
  ProximalAdagrad(const OptimizedParameters &params, double accum = 0.1,
                  const LearningRate &learningRate = 0.001, double l1 = 0,
                  double l2 = 0, double lossScale = 1, double weightDecay = 0);
};

/// w = w - lr * gradient, without any state but the step.
class GradientDescent : public Optimizer {
public:
  GradientDescent(const OptimizedParameters &params,
                  const LearningRate &learningRate, double weightDecay = 0);
};

/// `optimizer` on gradients that have a learning rate of their layer, where no
/// entry of `exclude` is in the parameter's name. Weight decay is then LARS's:
/// what is excluded has none. `optimizer` itself is not changed.
class LARS : public Optimizer {
public:
  explicit LARS(const Optimizer &optimizer, double epsilon = 1e-5,
                double coefficient = 0.001, bool useClip = false,
                const std::vector<std::string> &exclude = {"LayerNorm",
                                                           "bias"});
};

} // namespace nn
} // namespace ms

#endif // MS_OPTIMIZER_H
