//===- Trainer.h - Training, evaluation, inference --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how data meets a network: columns go to inputs by position, element
// types and shapes are checked before the first step, output 0 of train_step
// and eval_step is the loss, and the loop calls back as MindSpore's Model.train
// does.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_TRAINER_H
#define MSRT_TRAINER_H

#include "msrt/Callback.h"
#include "msrt/Dataset.h"
#include "msrt/Metrics.h"

namespace msrt {

/// Where a run goes on: counts of what is done already.
struct TrainStart {
  int64_t epoch = 0;           ///< whole epochs
  int64_t step = 0;            ///< steps of the epoch after those
  int64_t globalStep = 0;      ///< steps in all
  int64_t badSteps = 0;        ///< with a loss that is not finite, in a row
  double loss = 0;             ///< of the last one
  std::string checkpoint = {}; ///< that the run goes on from, "" for none
};

struct TrainResult {
  int64_t steps = 0; ///< that this call did
  double loss = 0;   ///< of the last one
  bool stopped = false;
};

class Trainer {
public:
  explicit Trainer(Session &session) : session(session) {}

  /// Runs train_step over the data until `epochs` epochs are done. The data is
  /// checked first: shapes, types, and class labels against the class count. A
  /// loss that is not finite is an error, in training with a loss scale only
  /// after a thousand such steps.
  Result<TrainResult> train(int64_t epochs, const Dataset &dataset,
                            const std::vector<Callback *> &callbacks = {},
                            TrainStart start = {});

  /// Runs eval_step over an epoch of the data, or infer where there is no
  /// eval_step. The label is the first column behind the network's inputs,
  /// without eval_step the last one.
  Result<std::vector<MetricValue>>
  eval(const Dataset &dataset, const std::vector<std::string> &metrics);
  Result<std::vector<MetricValue>> eval(const Dataset &dataset,
                                        const std::vector<Metric *> &metrics);

  /// Runs infer (or another function) on whole arrays, in pieces where they
  /// have more rows than the function takes. One tensor per output.
  Result<std::vector<NamedTensor>>
  predict(const std::vector<NamedTensorRef> &inputs,
          std::string_view function = "infer");

  /// The largest batch that train_step (or else eval_step, infer) takes, and
  /// whether it must be exactly that.
  struct BatchLimit {
    int64_t rows = 0; ///< 0: no function with a batch
    bool exact = false;
  };
  BatchLimit batchLimit() const;

private:
  Status checkLabels(const Dataset &dataset, uint32_t labelColumn) const;

  Session &session;
};

} // namespace msrt

#endif // MSRT_TRAINER_H
