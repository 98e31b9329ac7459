//===- UpdateRule.cpp - What each optimizer keeps and computes ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/UpdateRuleImpl.h"

#include "dialects/MindIR/Ops/Update.h"

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

bool Options::getFlag(StringRef name, bool fallback) {
  known.push_back(name);
  auto flag =
      values ? dyn_cast_if_present<BoolAttr>(values.get(name)) : BoolAttr();
  return flag ? flag.getValue() : fallback;
}

ArrayAttr Options::getNames(StringRef name) {
  known.push_back(name);
  auto names =
      values ? dyn_cast_if_present<ArrayAttr>(values.get(name)) : ArrayAttr();
  bool good = names && llvm::all_of(names, [](Attribute entry) {
                return isa<StringAttr>(entry);
              });
  return good ? names : ArrayAttr();
}

DictionaryAttr Options::getDictionary(StringRef name) {
  known.push_back(name);
  return values ? dyn_cast_if_present<DictionaryAttr>(values.get(name))
                : DictionaryAttr();
}

StringRef Options::findUnknown() const {
  if (values)
    for (NamedAttribute attr : values)
      if (!llvm::is_contained(known, attr.getName().getValue()))
        return attr.getName().getValue();
  return "";
}

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

Value castScalar(ImplicitLocOpBuilder &b, Value scalar, Value like) {
  Type element = cast<RankedTensorType>(like.getType()).getElementType();
  return b.createOrFold<CastOp>(scalar, TypeAttr::get(element));
}

namespace {

class GradientDescent : public UpdateRule {
public:
  std::string configure(Options &) override { return ""; }
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value>) const override {
    return ApplyGradientDescentOp::create(b, in.var.getType(), in.var,
                                          castScalar(b, in.rate, in.var),
                                          in.gradient);
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
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = ApplyMomentumOp::create(
        b, TypeRange{type, type}, in.var, slots[0],
        castScalar(b, in.rate, in.var), in.gradient,
        castScalar(b, in.scalars[0], in.var), b.getBoolAttr(nesterov));
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
  Value update(ImplicitLocOpBuilder &b, const UpdateInputs &in,
               MutableArrayRef<Value> slots) const override {
    Type type = in.var.getType();
    auto op = SGDOp::create(b, TypeRange{type, type, type}, in.var, in.gradient,
                            castScalar(b, in.rate, in.var), slots[0],
                            castScalar(b, in.scalars[0], in.var), slots[1],
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

} // namespace

std::unique_ptr<UpdateRule> makeUpdateRule(StringRef kind) {
  if (kind == "momentum")
    return std::make_unique<Momentum>();
  if (kind == "sgd")
    return std::make_unique<SGD>();
  if (kind == "gradient_descent")
    return std::make_unique<GradientDescent>();
  return makeAdaptiveRule(kind);
}

ArrayRef<StringRef> getUpdateRuleNames() {
  static const StringRef names[] = {
      "momentum", "sgd",  "gradient_descent", "adam",    "adam_weight_decay",
      "adamw",    "lamb", "rmsprop",          "adagrad", "adadelta",
      "adamax",   "ftrl", "proximal_adagrad"};
  return names;
}

} // namespace ms::optimizer
