//===- Metrics.cpp - How good a network is --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Metrics.h"

#include "runtime/Core/Text.h"

#include <cstdlib>

namespace msrt {

Metric::~Metric() = default;

namespace {

/// A sum over what was seen, divided by a count at the end.
class MeanMetric : public Metric {
public:
  explicit MeanMetric(std::string name) : metricName(std::move(name)) {}

  const std::string &name() const override { return metricName; }
  void clear() override { sum = count = 0; }
  Result<double> value() const override {
    if (count > 0)
      return sum / count;
    return Status::error(Code::Metric, "metric %s: no rows were evaluated",
                         quoteName(metricName).c_str());
  }

protected:
  Status fail(const std::string &what) const {
    return Status::error(Code::Metric, "metric %s: %s",
                         quoteName(metricName).c_str(), what.c_str());
  }
  /// Prediction and label, or an error when there is none.
  Status need(const MetricInput &input) const {
    if (input.predictions.empty())
      return fail("the network has no output");
    return input.label ? Status() : fail("the data has no label column");
  }

  double sum = 0, count = 0;

private:
  std::string metricName;
};

class LossMetric final : public MeanMetric {
public:
  using MeanMetric::MeanMetric;

  Status update(const MetricInput &input) override {
    if (!input.loss)
      return fail("the loss needs an eval_step, found only infer");
    sum += *input.loss * static_cast<double>(input.rows);
    count += static_cast<double>(input.rows);
    return {};
  }
};

/// mae and mse: errors summed over all elements, divided by the rows.
class ErrorMetric final : public MeanMetric {
public:
  ErrorMetric(std::string name, bool squared)
      : MeanMetric(std::move(name)), squared(squared) {}

  Status update(const MetricInput &input) override {
    MSRT_TRY(need(input));
    TensorRef found = input.predictions[0], wanted = *input.label;
    if (found.count() != wanted.count())
      return fail("prediction of shape " + toString(found.dims) +
                  ", label of shape " + toString(wanted.dims));
    for (int64_t i = 0, end = found.count(); i < end; ++i) {
      double error = loadElement(found.dtype, found.data, i) -
                     loadElement(wanted.dtype, wanted.data, i);
      sum += squared ? error * error : error < 0 ? -error : error;
    }
    count += static_cast<double>(input.rows);
    return {};
  }

private:
  bool squared;
};

/// Accuracy: the label's score is among the k largest.
class TopMetric final : public MeanMetric {
public:
  TopMetric(std::string name, int64_t k) : MeanMetric(std::move(name)), k(k) {}

  Status update(const MetricInput &input) override;

private:
  int64_t k;
};

} // namespace

// How many scores come before score `own`: larger ones, and equal ones at a
// lower index. NaN counts as larger than everything, so it is never right.
static int64_t rankOf(TensorRef scores, int64_t start, int64_t classes,
                      int64_t own) {
  double value = loadElement(scores.dtype, scores.data, start + own);
  int64_t rank = 0;
  for (int64_t c = 0; c < classes; ++c) {
    double score = loadElement(scores.dtype, scores.data, start + c);
    rank += !(score <= value) || (score == value && c < own);
  }
  return rank;
}

static int64_t argMax(TensorRef tensor, int64_t start, int64_t count) {
  int64_t best = 0;
  for (int64_t i = 1; i < count; ++i)
    if (loadElement(tensor.dtype, tensor.data, start + i) >
        loadElement(tensor.dtype, tensor.data, start + best))
      best = i;
  return best;
}

Status TopMetric::update(const MetricInput &input) {
  MSRT_TRY(need(input));
  TensorRef scores = input.predictions[0], label = *input.label;
  if (scores.dims.empty() || scores.dims[scores.dims.size() - 1] < 1)
    return fail("prediction of shape " + toString(scores.dims) +
                ", expected classes in the last dimension");
  int64_t classes = scores.dims[scores.dims.size() - 1];
  if (k > classes)
    return fail(format("%lld classes are fewer than %lld",
                       static_cast<long long>(classes),
                       static_cast<long long>(k)));
  int64_t places = scores.count() / classes;
  bool isClass = label.count() == places && !isFloat(label.dtype);
  if (!isClass && label.count() != scores.count())
    return fail("prediction of shape " + toString(scores.dims) +
                ", label of type " + dtypeName(label.dtype) + " and shape " +
                toString(label.dims) +
                ": expected class numbers or one-hot rows");
  for (int64_t i = 0; i < places; ++i) {
    int64_t own = isClass ? loadInteger(label.dtype, label.data, i)
                          : argMax(label, i * classes, classes);
    if (own < 0 || own >= classes)
      return Status::error(
          Code::Label, "metric %s: label %lld, expected 0 to %lld",
          quoteName(name()).c_str(), static_cast<long long>(own),
          static_cast<long long>(classes - 1));
    sum += rankOf(scores, i * classes, classes, own) < k;
  }
  count += static_cast<double>(places);
  return {};
}

// K of "top_K_accuracy", or 0.
static int64_t topCount(const std::string &name) {
  const std::string head = "top_", tail = "_accuracy";
  if (name.size() <= head.size() + tail.size() ||
      name.compare(0, head.size(), head) != 0)
    return 0;
  char *end = nullptr;
  long k = std::strtol(name.c_str() + head.size(), &end, 10);
  return tail == end && k > 0 ? k : 0;
}

Result<std::unique_ptr<Metric>> createMetric(const std::string &name) {
  std::unique_ptr<Metric> metric;
  if (name == "accuracy" || name == "acc")
    metric = std::make_unique<TopMetric>(name, 1);
  else if (int64_t k = topCount(name))
    metric = std::make_unique<TopMetric>(name, k);
  else if (name == "loss")
    metric = std::make_unique<LossMetric>(name);
  else if (name == "mae" || name == "mse")
    metric = std::make_unique<ErrorMetric>(name, name == "mse");
  else
    return Status::error(
        Code::Metric, "unknown metric %s%s", quoteName(name).c_str(),
        suggestion(name, {"accuracy", "acc", "loss", "mae", "mse",
                          "top_1_accuracy", "top_5_accuracy"})
            .c_str());
  return metric;
}

} // namespace msrt
