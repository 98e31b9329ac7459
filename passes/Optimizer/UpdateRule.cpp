//===- UpdateRule.cpp - What each optimizer keeps and computes ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/UpdateRule.h"

#include "dialects/MindIR/Ops/Update.h"
#include "passes/Optimizer/LearningRate.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::optimizer {

double Options::getNumber(StringRef name, double fallback) {
  known.push_back(name);
  if (!values)
    return fallback;
  Attribute value = values.get(name);
  if (auto number = dyn_cast_if_present<FloatAttr>(value))
    return number.getValueAsDouble();
  if (auto number = dyn_cast_if_present<IntegerAttr>(value))
    return static_cast<double>(number.getInt());
  return value ? std::nan("") : fallback;
}

bool Options::getFlag(StringRef name) {
  known.push_back(name);
  auto flag =
      values ? dyn_cast_if_present<BoolAttr>(values.get(name)) : BoolAttr();
  return flag && flag.getValue();
}

StringRef Options::findUnknown() const {
  if (values)
    for (NamedAttribute attr : values)
      if (!llvm::is_contained(known, attr.getName().getValue()))
        return attr.getName().getValue();
  return "";
}

namespace {

/// "" if `value` is in range, else the message.
std::string checkRange(StringRef name, double value, double low, double high,
                       bool openLow, bool openHigh) {
  bool good = openLow ? value > low : value >= low;
  good &= openHigh ? value < high : value <= high;
  if (good)
    return "";
  return (name + " is " + std::to_string(value) + ", but must be in " +
          (openLow ? "(" : "[") + std::to_string(low) + ", " +
          (std::isinf(high) ? "inf" : std::to_string(high)) +
          (openHigh ? ")" : "]"))
      .str();
}

std::string checkNotNegative(StringRef name, double value) {
  return checkRange(name, value, 0, INFINITY, false, true);
}

/// An f32 scalar as a scalar of the element type of `like`.
Value castScalar(ImplicitLocOpBuilder &b, Value scalar, Value like) {
  Type element = cast<RankedTensorType>(like.getType()).getElementType();
  return b.createOrFold<CastOp>(scalar, TypeAttr::get(element));
}

class GradientDescent : public UpdateRule {
public:
  std::string configure(Options &) override { return ""; }
  Value update(ImplicitLocOpBuilder &b, Value var, Value gradient, Value rate,
               ArrayRef<Value>, MutableArrayRef<Value>) const override {
    return ApplyGradientDescentOp::create(b, var.getType(), var,
                                          castScalar(b, rate, var), gradient);
  }
};

class Momentum : public UpdateRule {
public:
  std::string configure(Options &options) override {
    momentum = options.getNumber("momentum", 0.9);
    nesterov = options.getFlag("use_nesterov");
    return checkNotNegative("momentum", momentum);
  }
  SmallVector<StateSpec> getScalars() const override {
    return {{"momentum", momentum}};
  }
  SmallVector<StateSpec> getSlots() const override { return {{"moments", 0}}; }
  Value update(ImplicitLocOpBuilder &b, Value var, Value gradient, Value rate,
               ArrayRef<Value> scalars,
               MutableArrayRef<Value> slots) const override {
    auto op = ApplyMomentumOp::create(
        b, TypeRange{var.getType(), var.getType()}, var, slots[0],
        castScalar(b, rate, var), gradient, castScalar(b, scalars[0], var),
        b.getBoolAttr(nesterov));
    slots[0] = op.getNewAccum();
    return op.getNewVar();
  }

private:
  double momentum = 0.9;
  bool nesterov = false;
};

class SGD : public UpdateRule {
public:
  std::string configure(Options &options) override {
    momentum = options.getNumber("momentum", 0);
    dampening = options.getNumber("dampening", 0);
    nesterov = options.getFlag("nesterov");
    std::string error = checkNotNegative("momentum", momentum);
    if (error.empty())
      error = checkNotNegative("dampening", dampening);
    if (error.empty() && nesterov && (momentum <= 0 || dampening != 0))
      error = "nesterov needs momentum > 0 and dampening 0, but they are " +
              std::to_string(momentum) + " and " + std::to_string(dampening);
    return error;
  }
  SmallVector<StateSpec> getScalars() const override {
    return {{"momentum", momentum}};
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"accum", 0}, {"stat", 1}};
  }
  Value update(ImplicitLocOpBuilder &b, Value var, Value gradient, Value rate,
               ArrayRef<Value> scalars,
               MutableArrayRef<Value> slots) const override {
    Type type = var.getType();
    auto op = SGDOp::create(b, TypeRange{type, type, type}, var, gradient,
                            castScalar(b, rate, var), slots[0],
                            castScalar(b, scalars[0], var), slots[1],
                            b.getF64FloatAttr(dampening), b.getF64FloatAttr(0),
                            b.getBoolAttr(nesterov));
    slots[0] = op.getNewAccum();
    slots[1] = op.getNewStat();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 0.1; }

private:
  double momentum = 0, dampening = 0;
  bool nesterov = false;
};

class Adam : public UpdateRule {
public:
  std::string configure(Options &options) override {
    beta1 = options.getNumber("beta1", 0.9);
    beta2 = options.getNumber("beta2", 0.999);
    eps = options.getNumber("eps", 1e-8);
    nesterov = options.getFlag("use_nesterov");
    std::string error = checkRange("beta1", beta1, 0, 1, true, true);
    if (error.empty())
      error = checkRange("beta2", beta2, 0, 1, true, true);
    if (error.empty())
      error = checkRange("eps", eps, 0, INFINITY, true, true);
    return error;
  }
  SmallVector<StateSpec> getScalars() const override {
    return {{"beta1_power", 1}, {"beta2_power", 1}};
  }
  SmallVector<StateSpec> getSlots() const override {
    return {{"moment1", 0}, {"moment2", 0}};
  }
  void advance(ImplicitLocOpBuilder &b,
               MutableArrayRef<Value> scalars) const override {
    scalars[0] = MulOp::create(b, scalars[0], scalarF32(b, beta1));
    scalars[1] = MulOp::create(b, scalars[1], scalarF32(b, beta2));
  }
  Value update(ImplicitLocOpBuilder &b, Value var, Value gradient, Value rate,
               ArrayRef<Value> scalars,
               MutableArrayRef<Value> slots) const override {
    Type type = var.getType();
    auto number = [&](double value) {
      return castScalar(b, scalarF32(b, value), var);
    };
    auto op = ApplyAdamOp::create(
        b, TypeRange{type, type, type}, var, slots[0], slots[1],
        castScalar(b, scalars[0], var), castScalar(b, scalars[1], var),
        castScalar(b, rate, var), number(beta1), number(beta2), number(eps),
        gradient, b.getBoolAttr(nesterov));
    slots[0] = op.getNewM();
    slots[1] = op.getNewV();
    return op.getNewVar();
  }
  double getDefaultRate() const override { return 0.001; }

private:
  double beta1 = 0.9, beta2 = 0.999, eps = 1e-8;
  bool nesterov = false;
};

} // namespace

std::unique_ptr<UpdateRule> makeUpdateRule(StringRef kind) {
  if (kind == "momentum")
    return std::make_unique<Momentum>();
  if (kind == "sgd")
    return std::make_unique<SGD>();
  if (kind == "gradient_descent")
    return std::make_unique<GradientDescent>();
  if (kind == "adam")
    return std::make_unique<Adam>();
  return nullptr;
}

ArrayRef<StringRef> getUpdateRuleNames() {
  static const StringRef names[] = {"momentum", "sgd", "gradient_descent",
                                    "adam"};
  return names;
}

} // namespace ms::optimizer
