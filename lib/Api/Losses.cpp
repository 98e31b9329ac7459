//===- Losses.cpp - Losses ------------------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Api/ApiImpl.h"
#include "lib/Support/LossSpec.h"

namespace ms {

void Loss::set(const std::string &setting, const std::string &value) {
  kind += (kind.find(':') == std::string::npos ? ":" : ",");
  kind += setting + "=" + value;
}

namespace nn {

using namespace detail;

/// The text of a number in a loss's name.
static std::string textOf(double value) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.17g", value);
  return text;
}

using Settings = std::vector<std::pair<std::string, std::string>>;

/// The compiler's name of a loss, checked.
static std::string lossName(const char *layer, const std::string &kind,
                            const std::string &reduction,
                            Settings settings = {}) {
  if (reduction != "mean" && reduction != "sum")
    failUse(std::string(layer) + ": reduction '" + reduction +
            "' cannot be compiled; only 'mean' and 'sum' can");
  if (reduction == "sum")
    settings.emplace_back("reduction", "sum");
  std::string name = kind;
  for (size_t k = 0; k < settings.size(); ++k)
    name += (k == 0 ? ":" : ",") + settings[k].first + "=" + settings[k].second;
  LossSpec spec;
  if (std::string why = parseLoss(name, spec); !why.empty())
    failUse(std::string(layer) + ": loss '" + name + "' " + why);
  return name;
}

SoftmaxCrossEntropyWithLogits::SoftmaxCrossEntropyWithLogits(
    bool sparse, const std::string &reduction)
    : Loss(lossName("SoftmaxCrossEntropyWithLogits",
                    sparse ? "sparse_softmax_cross_entropy"
                           : "softmax_cross_entropy",
                    reduction)) {}

/// What differs from the defaults.
static Settings classSettings(int64_t ignoreIndex, double labelSmoothing) {
  Settings settings;
  if (ignoreIndex != -100)
    settings.emplace_back("ignore_index", std::to_string(ignoreIndex));
  if (labelSmoothing != 0)
    settings.emplace_back("label_smoothing", textOf(labelSmoothing));
  return settings;
}

CrossEntropyLoss::CrossEntropyLoss(int64_t ignoreIndex,
                                   const std::string &reduction,
                                   double labelSmoothing)
    : Loss(lossName("CrossEntropyLoss", "cross_entropy", reduction,
                    classSettings(ignoreIndex, labelSmoothing))) {}

NLLLoss::NLLLoss(int64_t ignoreIndex, const std::string &reduction)
    : Loss(lossName("NLLLoss", "nll", reduction,
                    classSettings(ignoreIndex, 0))) {}

CrossEntropyLoss &CrossEntropyLoss::axis(int64_t axis) {
  set("axis", std::to_string(axis));
  return *this;
}

CrossEntropyLoss &CrossEntropyLoss::weighted() {
  set("weighted", "true");
  return *this;
}

NLLLoss &NLLLoss::axis(int64_t axis) {
  set("axis", std::to_string(axis));
  return *this;
}

NLLLoss &NLLLoss::weighted() {
  set("weighted", "true");
  return *this;
}

MSELoss::MSELoss(const std::string &reduction)
    : Loss(lossName("MSELoss", "mse", reduction)) {}

L1Loss::L1Loss(const std::string &reduction)
    : Loss(lossName("L1Loss", "l1", reduction)) {}

SmoothL1Loss::SmoothL1Loss(double beta, const std::string &reduction)
    : Loss(lossName("SmoothL1Loss", "smooth_l1", reduction,
                    {{"beta", textOf(beta)}})) {}

HuberLoss::HuberLoss(const std::string &reduction, double delta)
    : Loss(lossName("HuberLoss", "huber", reduction,
                    {{"delta", textOf(delta)}})) {}

BCELoss::BCELoss(const std::string &reduction)
    : Loss(lossName("BCELoss", "binary_cross_entropy", reduction)) {}

BCEWithLogitsLoss::BCEWithLogitsLoss(const std::string &reduction)
    : Loss(lossName("BCEWithLogitsLoss", "bce_with_logits", reduction)) {}

KLDivLoss::KLDivLoss(const std::string &reduction)
    : Loss(lossName("KLDivLoss", "kl_div", reduction)) {}

} // namespace nn

models::MaskedLMLoss::MaskedLMLoss() : Loss("masked_lm") {}

models::BertPretrainingLoss::BertPretrainingLoss() : Loss("bert_pretraining") {}

} // namespace ms
