//===- Metrics.h - How good a network is ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides the metrics that evaluation knows by name: accuracy (acc), loss, mae,
// mse and top_K_accuracy, as MindSpore defines them. Batches count by their
// real rows, so that a short last batch weighs what it holds.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_METRICS_H
#define MSRT_METRICS_H

#include "msrt/Types.h"

#include <memory>

namespace msrt {

/// What evaluation knows of one batch.
struct MetricInput {
  int64_t rows = 0;
  std::optional<double> loss;         ///< mean over the batch
  std::vector<TensorRef> predictions; ///< outputs of the network
  std::optional<TensorRef> label;     ///< first column behind the inputs
};

class Metric {
public:
  virtual ~Metric();

  /// The name it was asked for by.
  virtual const std::string &name() const = 0;
  virtual void clear() = 0;
  virtual Status update(const MetricInput &input) = 0;
  /// An error when no row was seen.
  virtual Result<double> value() const = 0;
};

/// A metric by name; the error suggests the nearest one.
Result<std::unique_ptr<Metric>> createMetric(const std::string &name);

struct MetricValue {
  std::string name;
  double value = 0;
};

} // namespace msrt

#endif // MSRT_METRICS_H
