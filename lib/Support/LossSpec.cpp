//===- LossSpec.cpp - Losses by name --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Support/LossSpec.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ms {

namespace {
/// A loss and the settings that it takes beside its reduction.
struct KnownLoss {
  const char *kind;
  std::vector<std::string> settings;
};
} // namespace

static const std::vector<KnownLoss> &knownLosses() {
  static const std::vector<KnownLoss> known = {
      {"sparse_softmax_cross_entropy", {}},
      {"softmax_cross_entropy", {}},
      {"cross_entropy",
       {"axis", "ignore_index", "label_smoothing", "weighted"}},
      {"nll", {"axis", "ignore_index", "weighted"}},
      {"mse", {}},
      {"l1", {}},
      {"smooth_l1", {"beta"}},
      {"huber", {"delta"}},
      {"binary_cross_entropy", {}},
      {"bce_with_logits", {}},
      {"kl_div", {}},
      {"masked_lm", {}},
      {"bert_pretraining", {}},
  };
  return known;
}

std::vector<std::string> lossKinds() {
  std::vector<std::string> kinds;
  for (const KnownLoss &loss : knownLosses())
    kinds.push_back(loss.kind);
  return kinds;
}

static std::string join(const std::vector<std::string> &names) {
  std::string text;
  for (const std::string &name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// What is wrong with the value of a number, or "".
static std::string checkNumber(const std::string &name, double value) {
  if ((name == "beta" || name == "delta") && !(value > 0))
    return "must be positive";
  if (name == "label_smoothing" && !(value >= 0 && value <= 1))
    return "must be in [0, 1]";
  if ((name == "ignore_index" || name == "axis") &&
      (value != std::floor(value) || std::fabs(value) > 1e9))
    return "must be a whole number";
  return "";
}

std::string parseLoss(const std::string &text, LossSpec &spec) {
  size_t colon = text.find(':');
  spec.kind = text.substr(0, colon);
  const std::vector<KnownLoss> &known = knownLosses();
  auto found = std::find_if(known.begin(), known.end(), [&](const auto &loss) {
    return loss.kind == spec.kind;
  });
  if (found == known.end())
    return "is not known; known are " + join(lossKinds());
  // BertPretrainingLoss of mindspore/models, and its part for words.
  bool isBert = spec.kind == "masked_lm" || spec.kind == "bert_pretraining";
  spec.weighted = isBert;
  while (colon != std::string::npos) {
    size_t start = colon + 1;
    colon = text.find(',', start);
    std::string setting = text.substr(start, colon - start);
    size_t equals = setting.find('=');
    std::string name = setting.substr(0, equals);
    std::string value =
        equals == std::string::npos ? "" : setting.substr(equals + 1);
    if (name == "reduction" && !isBert) {
      if (value != "mean" && value != "sum")
        return "has the reduction '" + value + "', but it must be mean or sum";
      spec.reduction = value;
      continue;
    }
    if (std::find(found->settings.begin(), found->settings.end(), name) ==
        found->settings.end()) {
      if (isBert)
        return "has no settings";
      std::vector<std::string> names = {"reduction"};
      names.insert(names.end(), found->settings.begin(), found->settings.end());
      return "has no setting '" + name + "'; it has " + join(names);
    }
    if (name == "weighted") {
      if (value != "true" && value != "false")
        return "has '" + value + "' as weighted, but it must be true or false";
      spec.weighted = value == "true";
      continue;
    }
    char *end = nullptr;
    double number = std::strtod(value.c_str(), &end);
    if (value.empty() || *end != '\0' || !std::isfinite(number))
      return "has '" + value + "' as " + name + ", which is no number";
    if (std::string why = checkNumber(name, number); !why.empty())
      return "has " + value + " as " + name + ", which " + why;
    spec.numbers[name] = number;
  }
  return "";
}

} // namespace ms
