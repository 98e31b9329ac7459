//===- AdaptiveRules.cpp - Adam and its family, RMSProp, Adagrad ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The rules that divide by what gradients were. Their options, defaults and
// state are those of mindspore.nn; AdamW is mindspore.mint.optim's.
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/UpdateRuleImpl.h"

#include "dialects/MindIR/Ops/Update.h"
#include "passes/Optimizer/LearningRate.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::optimizer {
namespace {

/// A scalar of the variable's element type.
Value number(ImplicitLocOpBuilder &b, const UpdateInputs &in, double value) {
  return castScalar(b, scalarF32(b, value), in.var);
}

/// The numbers that Adam and its family have in common.
class AdamFamily : public UpdateRule {
public:
  AdamFamily(double eps) : eps(eps) {}

  std::string configure(Options &options) override {
    beta1 = options.getNumber("beta1", 0.9);
    beta2 = options.getNumber("beta2", 0.999);
    eps = options.getNumber("eps", eps);
    std::string error = checkRange("beta1", beta1, 0, 1, true, true);
    if (error.empty())
      error = checkRange("beta2", beta2, 0, 1, true, true);
    if (error.empty())
      error = checkRange("eps", eps, 0, INFINITY, true, true);
    return error;
  }
  double getDefaultRate() const override { return 0.001; }

protected:
  double beta1 = 0.9, beta2 = 0.999, eps;
};

class Adam : public AdamFamily {
public:
  Adam() : AdamFamily(1e-8) {}

  std::string configure(Options &options) override {
    std::string error = AdamFamily::configure(options);
    nesterov = options.getFlag("use_nesterov");
    amsgrad = options.getFlag("use_amsgrad");
    // MindSpore's amsgrad ignores it.
    if (error.empty() && nesterov && amsgrad)
      error = "use_nesterov and use_amsgrad exclude each other";
    return error;
  }
  SmallVector<StateSpec> getScalars() const override {
    return {{"beta1_power", 1}, {"beta2_power", 1}};
  }
  SmallVector<StateSpec> getSlots() const override {
    SmallVector<StateSpec> slots = {{"moment1", 0}, {"moment2", 0}};
    if (amsgrad)
      slots.push_back({"vhat", 0});
    return slots;
  }
  void advance(ImplicitLocOpBuilder &b,
               MutableArrayRef<Value> scalars) const override {
    scalars[0] = MulOp::create(b, scalars[0], scalarF32(b, beta1));
    scalars[1] = MulOp::create(b, scalars[1], scalarF32(b, beta2));
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    Value power1 = castScalar(b, in.scalars[0], in.var);
    Value power2 = castScalar(b, in.scalars[1], in.var);
    Value rate = castScalar(b, in.rate, in.var);
    if (amsgrad) {
      auto op = ApplyAdamWithAmsgradV2Op::create(
          b, TypeRange{type, type, type, type}, in.var, slots[0], slots[1],
          slots[2], power1, power2, rate, number(b, in, beta1),
          number(b, in, beta2), number(b, in, eps), in.gradient);
      slots[0] = op.getNewM();
      slots[1] = op.getNewV();
      slots[2] = op.getNewVhat();
      return op.getNewVar();
    }
    auto op = ApplyAdamOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1], power1,
        power2, rate, number(b, in, beta1), number(b, in, beta2),
        number(b, in, eps), in.gradient, b.getBoolAttr(nesterov));
    slots[0] = op.getNewM();
    slots[1] = op.getNewV();
    return op.getNewVar();
  }

private:
  bool nesterov = false, amsgrad = false;
};

class AdamWeightDecay : public AdamFamily {
public:
  AdamWeightDecay() : AdamFamily(1e-6) {}

  SmallVector<StateSpec> getSlots() const override {
    return {{"adam_m", 0}, {"adam_v", 0}};
  }
  bool decaysWeights() const override { return true; }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = AdamWeightDecayOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1],
        castScalar(b, in.rate, in.var), number(b, in, beta1),
        number(b, in, beta2), number(b, in, eps), number(b, in, in.weightDecay),
        in.gradient);
    slots[0] = op.getNewM();
    slots[1] = op.getNewV();
    return op.getNewVar();
  }
};

class AdamW : public AdamFamily {
public:
  AdamW() : AdamFamily(1e-8) {}

  SmallVector<StateSpec> getScalars() const override {
    return {{"state_step", 0, /*isLast=*/true}};
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"exp_avg", 0}, {"exp_avg_sq", 0}};
  }
  bool decaysWeights() const override { return true; }
  bool sparesNorms() const override { return false; }
  double getDefaultDecay() const override { return 0.01; }
  void advance(ImplicitLocOpBuilder &b,
               MutableArrayRef<Value> scalars) const override {
    scalars[0] = AddOp::create(b, scalars[0], scalarF32(b, 1));
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    Value step = ReshapeOp::create(b, in.scalars[0], b.getI64ArrayAttr({}));
    step = CastOp::create(b, step, TypeAttr::get(b.getI32Type()));
    auto op = AdamWOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1], in.gradient,
        step, castScalar(b, in.rate, in.var), number(b, in, beta1),
        number(b, in, beta2), number(b, in, in.weightDecay),
        number(b, in, eps));
    slots[0] = op.getNewM();
    slots[1] = op.getNewV();
    return op.getNewVar();
  }
};

class Lamb : public AdamFamily {
public:
  Lamb() : AdamFamily(1e-6) {}

  SmallVector<StateSpec> getSlots() const override {
    return {{"lamb_m", 0}, {"lamb_v", 0}};
  }
  bool decaysWeights() const override { return true; }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = LambOp::create(b, TypeRange{type, type, type}, in.var, slots[0],
                             slots[1], castScalar(b, in.rate, in.var),
                             number(b, in, beta1), number(b, in, beta2),
                             number(b, in, eps), number(b, in, in.weightDecay),
                             in.step, in.gradient);
    slots[0] = op.getNewM();
    slots[1] = op.getNewV();
    return op.getNewVar();
  }
};

class RMSProp : public UpdateRule {
public:
  std::string configure(Options &options) override {
    decay = options.getNumber("decay", 0.9);
    momentum = options.getNumber("momentum", 0);
    epsilon = options.getNumber("epsilon", 1e-10);
    centered = options.getFlag("centered");
    std::string error = checkNotNegative("decay", decay);
    if (error.empty())
      error = checkNotNegative("momentum", momentum);
    if (error.empty())
      error = checkRange("epsilon", epsilon, 0, INFINITY, true, true);
    return error;
  }
  SmallVector<StateSpec> getSlots() const override {
    SmallVector<StateSpec> slots;
    if (centered)
      slots.push_back({"mean_grad", 0});
    slots.append({{"mean_square", 1}, {"moment", 0}});
    return slots;
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    Value rate = castScalar(b, in.rate, in.var);
    if (centered) {
      auto op = ApplyCenteredRMSPropOp::create(
          b, TypeRange{type, type, type, type}, in.var, slots[0], slots[1],
          slots[2], in.gradient, rate, number(b, in, decay),
          number(b, in, momentum), number(b, in, epsilon));
      slots[0] = op.getNewMeanGradient();
      slots[1] = op.getNewMeanSquare();
      slots[2] = op.getNewMoment();
      return op.getNewVar();
    }
    auto op = ApplyRMSPropOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1], rate,
        in.gradient, number(b, in, decay), number(b, in, momentum),
        number(b, in, epsilon));
    slots[0] = op.getNewMeanSquare();
    slots[1] = op.getNewMoment();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 0.1; }

private:
  double decay = 0.9, momentum = 0, epsilon = 1e-10;
  bool centered = false;
};

class Adagrad : public UpdateRule {
public:
  std::string configure(Options &options) override {
    accum = options.getNumber("accum", 0.1);
    updateSlots = options.getFlag("update_slots", true);
    return checkNotNegative("accum", accum);
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"accum", accum}};
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = ApplyAdagradOp::create(b, TypeRange{type, type}, in.var, slots[0],
                                     castScalar(b, in.rate, in.var),
                                     in.gradient, b.getBoolAttr(updateSlots));
    slots[0] = op.getNewAccum();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 0.001; }

private:
  double accum = 0.1;
  bool updateSlots = true;
};

class Adadelta : public UpdateRule {
public:
  std::string configure(Options &options) override {
    rho = options.getNumber("rho", 0.9);
    epsilon = options.getNumber("epsilon", 1e-6);
    std::string error = checkRange("rho", rho, 0, 1, false, false);
    if (error.empty())
      error = checkNotNegative("epsilon", epsilon);
    return error;
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"accum", 0}, {"accum_update", 0}};
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = ApplyAdadeltaOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1],
        castScalar(b, in.rate, in.var), number(b, in, rho),
        number(b, in, epsilon), in.gradient);
    slots[0] = op.getNewAccum();
    slots[1] = op.getNewAccumUpdate();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 1; }

private:
  double rho = 0.9, epsilon = 1e-6;
};

class AdaMax : public AdamFamily {
public:
  AdaMax() : AdamFamily(1e-8) {}

  SmallVector<StateSpec> getScalars() const override {
    return {{"beta1_power", 1, /*isLast=*/false, /*isVector=*/true}};
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"moment1", 0}, {"moment2", 0}};
  }
  void advance(ImplicitLocOpBuilder &b,
               MutableArrayRef<Value> scalars) const override {
    scalars[0] = MulOp::create(b, scalars[0], scalarF32(b, beta1));
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    Value power = ReshapeOp::create(b, in.scalars[0], b.getI64ArrayAttr({}));
    auto op = ApplyAdaMaxOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1],
        castScalar(b, power, in.var), castScalar(b, in.rate, in.var),
        number(b, in, beta1), number(b, in, beta2), number(b, in, eps),
        in.gradient);
    slots[0] = op.getNewM();
    slots[1] = op.getNewV();
    return op.getNewVar();
  }
};

class Ftrl : public UpdateRule {
public:
  std::string configure(Options &options) override {
    accum = options.getNumber("initial_accum", 0.1);
    power = options.getNumber("lr_power", -0.5);
    l1 = options.getNumber("l1", 0);
    l2 = options.getNumber("l2", 0);
    std::string error = checkNotNegative("initial_accum", accum);
    if (error.empty())
      error = checkRange("lr_power", power, -INFINITY, 0, true, false);
    if (error.empty())
      error = checkNotNegative("l1", l1);
    if (error.empty())
      error = checkNotNegative("l2", l2);
    return error;
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"moments", accum}, {"linear", 0}};
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = ApplyFtrlOp::create(
        b, TypeRange{type, type, type}, in.var, slots[0], slots[1], in.gradient,
        castScalar(b, in.rate, in.var), number(b, in, l1), number(b, in, l2),
        number(b, in, power));
    slots[0] = op.getNewAccum();
    slots[1] = op.getNewLinear();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 0.001; }

private:
  double accum = 0.1, power = -0.5, l1 = 0, l2 = 0;
};

class ProximalAdagrad : public UpdateRule {
public:
  std::string configure(Options &options) override {
    accum = options.getNumber("accum", 0.1);
    l1 = options.getNumber("l1", 0);
    l2 = options.getNumber("l2", 0);
    std::string error = checkNotNegative("accum", accum);
    if (error.empty())
      error = checkNotNegative("l1", l1);
    if (error.empty())
      error = checkNotNegative("l2", l2);
    return error;
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"accum", accum}};
  }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = ApplyProximalAdagradOp::create(
        b, TypeRange{type, type}, in.var, slots[0],
        castScalar(b, in.rate, in.var), number(b, in, l1), number(b, in, l2),
        in.gradient);
    slots[0] = op.getNewAccum();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 0.001; }

private:
  double accum = 0.1, l1 = 0, l2 = 0;
};

} // namespace

std::unique_ptr<UpdateRule> makeAdaptiveRule(StringRef kind) {
  if (kind == "adam")
    return std::make_unique<Adam>();
  if (kind == "adam_weight_decay")
    return std::make_unique<AdamWeightDecay>();
  if (kind == "adamw")
    return std::make_unique<AdamW>();
  if (kind == "lamb")
    return std::make_unique<Lamb>();
  if (kind == "rmsprop")
    return std::make_unique<RMSProp>();
  if (kind == "adagrad")
    return std::make_unique<Adagrad>();
  if (kind == "adadelta")
    return std::make_unique<Adadelta>();
  if (kind == "adamax")
    return std::make_unique<AdaMax>();
  if (kind == "ftrl")
    return std::make_unique<Ftrl>();
  if (kind == "proximal_adagrad")
    return std::make_unique<ProximalAdagrad>();
  return nullptr;
}

} // namespace ms::optimizer
