//===- Model.h - Training, evaluation, inference ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.train.Model: a network with loss, optimizer and metrics. It
// compiles when the first data come, into this process, and uses the code
// again.
//
//===----------------------------------------------------------------------===//

#ifndef MS_MODEL_H
#define MS_MODEL_H

#include "ms/Callback.h"
#include "ms/Dataset.h"
#include "ms/Loss.h"
#include "ms/Network.h"
#include "ms/Optimizer.h"

namespace ms {

namespace detail {
struct ModelImpl;
} // namespace detail

/// Network and optimizer must outlive the model. Several models may share a
/// network: each sees what another one has trained. One thread at a time may
/// use a network.
class Model {
public:
  /// To train, evaluate and predict. Metrics are "accuracy" ("acc"), "loss",
  /// "mae", "mse", "top_K_accuracy".
  Model(Cell &network, const Loss &loss, Optimizer &optimizer,
        const std::vector<std::string> &metrics = {});
  /// To evaluate and predict.
  Model(Cell &network, const Loss &loss,
        const std::vector<std::string> &metrics = {});
  /// To predict, and to evaluate by metrics that need no loss.
  explicit Model(Cell &network, const std::vector<std::string> &metrics = {});
  ~Model();
  Model(const Model &) = delete;
  Model &operator=(const Model &) = delete;

  /// Trains until `epochs` epochs are done, of which `initialEpoch` are
  /// already: a run that has loaded network and optimizer goes on as if it had
  /// not stopped. The data must be batched: columns go to the network's inputs
  /// by place, the last one to the loss; floats convert to Float32. Throws
  /// where data or network do not fit, the loss is not finite, or a callback
  /// throws; parameters are then those of the last step. Returns the loss of
  /// the last step.
  double train(int64_t epochs, const Dataset &dataset,
               const std::vector<Callback *> &callbacks = {},
               int64_t initialEpoch = 0);

  /// The metrics over an epoch of batched data, by the names they were asked
  /// for. Without metrics: the loss alone.
  std::map<std::string, double> eval(const Dataset &dataset);

  /// The outputs for arrays with the rows in front; any number of rows.
  std::vector<Array> predict(const std::vector<Array> &inputs);
  /// The first output for one input.
  Array predict(const Array &input);

  /// Network and optimizer state together, as ModelCheckpoint saves them: the
  /// train network of MindSpore's save_checkpoint(model.train_network, ...).
  std::vector<Parameter> trainNetwork() const;

private:
  std::unique_ptr<detail::ModelImpl> impl;
};

/// Threads that compiled code uses; less than 1: one per processor. Results do
/// not depend on it.
void setNumThreads(int threads);

} // namespace ms

#endif // MS_MODEL_H
