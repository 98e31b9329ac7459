//===- ParameterGroups.cpp - Which parameter learns how -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Optimizer/ParameterGroups.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Regex.h"

#include <cmath>

using namespace mlir;
using namespace ms::mindir;

namespace ms::optimizer {

//===----------------------------------------------------------------------===//
// Updates
//===----------------------------------------------------------------------===//

/// Gradients by parameter, in the order of the module.
static llvm::MapVector<StringRef, Value> gradientsOf(func::FuncOp step) {
  llvm::StringMap<Value> byName;
  Operation *terminator = step.getBody().front().getTerminator();
  for (unsigned k = 0; k < step.getNumResults(); ++k)
    if (auto of =
            step.getResultAttrOfType<FlatSymbolRefAttr>(k, kGradientOfAttr))
      byName[of.getValue()] = terminator->getOperand(k);
  llvm::MapVector<StringRef, Value> gradients;
  auto module = step->getParentOfType<ModuleOp>();
  for (auto parameter : module.getOps<ParameterOp>())
    if (Value gradient = byName.lookup(parameter.getSymName()))
      gradients[parameter.getSymName()] = gradient;
  return gradients;
}

SmallVector<StringRef> gradientNames(func::FuncOp step) {
  SmallVector<StringRef> names;
  for (auto &[name, gradient] : gradientsOf(step))
    names.push_back(name);
  return names;
}

/// Puts `updates` in the order of the names in `order`.
static LogicalResult sortUpdates(ArrayAttr order, EmitError error,
                                 SmallVectorImpl<Update> &updates) {
  llvm::StringMap<size_t> places;
  for (auto [k, name] : llvm::enumerate(order.getAsRange<StringAttr>()))
    places[name.getValue()] = k;
  if (places.size() != order.size() || order.size() != updates.size())
    return error() << "order_params has " << places.size()
                   << " different names, but " << updates.size()
                   << " parameters are updated";
  for (Update &update : updates)
    if (!places.count(update.parameter.getSymName()))
      return error() << "order_params leaves out '"
                     << update.parameter.getSymName() << "'";
  auto placeOf = [&](ParameterOp parameter) {
    return places.lookup(parameter.getSymName());
  };
  llvm::sort(updates, [&](const Update &a, const Update &b) {
    return placeOf(a.parameter) < placeOf(b.parameter);
  });
  return success();
}

LogicalResult collectUpdates(func::FuncOp step, OptimizerAttr spec,
                             bool spareNorms, ArrayAttr order, EmitError error,
                             SmallVectorImpl<Update> &updates) {
  auto module = step->getParentOfType<ModuleOp>();
  llvm::MapVector<StringRef, Value> gradients = gradientsOf(step);
  if (gradients.empty())
    return error() << "function '" << step.getName() << "' returns no gradient";
  double decay =
      spec.getWeightDecay() ? spec.getWeightDecay().getValueAsDouble() : 0;
  auto add = [&](StringRef name, StringRef rateName, Attribute rate,
                 double weightDecay) {
    auto parameter = module.lookupSymbol<ParameterOp>(name);
    updates.push_back(
        {parameter, gradients.lookup(name), rateName.str(), rate, weightDecay});
  };
  if (!spec.getGroups() || spec.getGroups().empty()) {
    for (auto &[name, gradient] : gradients) {
      bool excluded =
          spareNorms && (name.contains("beta") || name.contains("gamma"));
      add(name, "learning_rate", spec.getLearningRate(), excluded ? 0 : decay);
    }
    return order ? sortUpdates(order, error, updates) : success();
  }

  llvm::StringSet<> named;
  for (auto group : spec.getGroups().getAsRange<ParamGroupAttr>())
    for (auto name : group.getParams().getAsRange<StringAttr>()) {
      if (!named.insert(name.getValue()).second)
        return error() << "parameter '" << name.getValue()
                       << "' stands in two groups";
      if (!gradients.count(name.getValue()))
        return error() << "a group names '" << name.getValue()
                       << "', which is no trainable parameter that the loss "
                          "depends on";
    }
  for (auto [k, attr] : llvm::enumerate(spec.getGroups())) {
    auto group = cast<ParamGroupAttr>(attr);
    Attribute rate = group.getLearningRate();
    std::string rateName =
        rate ? "learning_rate_group_" + std::to_string(k) : "learning_rate";
    if (!rate)
      rate = spec.getLearningRate();
    double own = group.getWeightDecay()
                     ? group.getWeightDecay().getValueAsDouble()
                     : decay;
    if (group.getParams().empty()) {
      for (auto &[name, gradient] : gradients)
        if (named.insert(name).second)
          add(name, rateName, rate, own);
    } else {
      for (auto name : group.getParams().getAsRange<StringAttr>())
        add(name.getValue(), rateName, rate, own);
    }
  }
  return order ? sortUpdates(order, error, updates) : success();
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {
/// A pattern and whether a parameter has fit it.
struct Pattern {
  std::string text;
  llvm::Regex regex;
  bool used = false;

  bool fits(StringRef name) {
    bool found = regex.match(name);
    used |= found;
    return found;
  }
};

std::optional<Pattern> compile(StringRef text, EmitError error) {
  Pattern pattern{text.str(), llvm::Regex("^(" + text.str() + ")$")};
  std::string reason;
  if (!text.empty() && pattern.regex.isValid(reason))
    return pattern;
  error() << "'" << text << "' is no pattern" << (reason.empty() ? "" : ": ")
          << reason;
  return std::nullopt;
}
} // namespace

ArrayAttr groupByPatterns(func::FuncOp step, ArrayRef<std::string> rates,
                          ArrayRef<std::string> noDecay, bool spareNorms,
                          EmitError error) {
  Builder b(step.getContext());
  std::vector<Pattern> ratePatterns, decayPatterns;
  SmallVector<Attribute> rateAttrs;
  for (StringRef entry : rates) {
    auto [text, number] = entry.rsplit('=');
    double rate;
    if (number.empty() || number.getAsDouble(rate) || !std::isfinite(rate) ||
        rate < 0) {
      error() << "'" << entry << "' is no PATTERN=RATE with a rate >= 0";
      return nullptr;
    }
    auto pattern = compile(text, error);
    if (!pattern)
      return nullptr;
    ratePatterns.push_back(std::move(*pattern));
    rateAttrs.push_back(
        ConstantLRAttr::get(step.getContext(), b.getF64FloatAttr(rate)));
  }
  std::vector<std::string> excluded(noDecay);
  if (excluded.empty() && spareNorms)
    excluded = {".*(beta|gamma).*"};
  for (StringRef text : excluded) {
    auto pattern = compile(text, error);
    if (!pattern)
      return nullptr;
    decayPatterns.push_back(std::move(*pattern));
  }

  // By rate, then with and without weight decay.
  std::map<std::pair<size_t, bool>, SmallVector<StringRef>> members;
  for (StringRef name : gradientNames(step)) {
    size_t rate = 0;
    while (rate < ratePatterns.size() && !ratePatterns[rate].fits(name))
      ++rate;
    bool bare = false;
    for (Pattern &pattern : decayPatterns)
      bare |= pattern.fits(name);
    members[{rate, bare}].push_back(name);
  }
  for (const Pattern &pattern : ratePatterns)
    if (!pattern.used) {
      error() << "pattern '" << pattern.text
              << "' fits no parameter that is updated and that no pattern in "
                 "front of it fits";
      return nullptr;
    }
  for (const Pattern &pattern : decayPatterns)
    if (!pattern.used && !noDecay.empty()) {
      error() << "pattern '" << pattern.text
              << "' fits no parameter that is updated";
      return nullptr;
    }
  SmallVector<Attribute> groups;
  for (auto &[key, names] : members)
    groups.push_back(ParamGroupAttr::get(
        step.getContext(), b.getStrArrayAttr(names),
        key.first < rateAttrs.size() ? rateAttrs[key.first] : Attribute(),
        key.second ? b.getF64FloatAttr(0) : FloatAttr()));
  return b.getArrayAttr(groups);
}

} // namespace ms::optimizer
