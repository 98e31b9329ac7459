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

/// How the loss is scaled while a model trains: amp.FixedLossScaleManager and
/// amp.DynamicLossScaleManager. A step whose gradients overflow is skipped: it
/// changes neither parameters nor the optimizer's state.
class LossScaleManager {
public:
  static LossScaleManager fixed(double lossScale = 128);
  /// Divides the scale by `scaleFactor` (but not below 1) after an overflow,
  /// and multiplies it after `scaleWindow` steps without a change.
  static LossScaleManager dynamic(double initLossScale = 16777216,
                                  double scaleFactor = 2,
                                  int64_t scaleWindow = 2000);

  double scale = 0; ///< 0: none
  bool isDynamic = false;
  double factor = 2;
  int64_t window = 2000;

private:
  friend struct ModelOptions;
  LossScaleManager() = default;
};

/// What a model does apart from network, loss and optimizer.
struct ModelOptions {
  /// "O0": Float32 throughout. "O1": products compute in `type`, "O2": all but
  /// normalizations, softmax and losses, "O3": all but batch normalization and
  /// losses. Parameters are Float32 in all of them.
  ModelOptions &ampLevel(const std::string &level, DType type = DType::Float16);
  ModelOptions &lossScaleManager(const LossScaleManager &manager);
  /// Bounds for each element of each gradient, and for the norm of all
  /// gradients together: ops.clip_by_value and ops.clip_by_global_norm before
  /// the update.
  ModelOptions &clipByValue(double bound);
  ModelOptions &clipByGlobalNorm(double norm);

  std::string level = "O0";
  DType type = DType::Float16;
  LossScaleManager lossScale;
  double valueBound = 0, normBound = 0; ///< 0: none
};

/// Where a run goes on: counts of what is done.
struct ResumePoint {
  std::string path;       ///< of the checkpoint, "" where there is none
  int64_t epoch = 0;      ///< whole epochs
  int64_t step = 0;       ///< steps of the epoch after those
  int64_t globalStep = 0; ///< steps in all
  /// Newer files that were passed over, each with place and cause.
  std::vector<std::string> skipped;
};

/// Network and optimizer must outlive the model. Several models may share a
/// network: each sees what another one has trained. One thread at a time may
/// use a network.
class Model {
public:
  /// To train, evaluate and predict. Metrics are "accuracy" ("acc"), "loss",
  /// "mae", "mse", "top_K_accuracy".
  Model(Cell &network, const Loss &loss, Optimizer &optimizer,
        const std::vector<std::string> &metrics = {},
        const ModelOptions &options = {});
  /// To evaluate and predict.
  Model(Cell &network, const Loss &loss,
        const std::vector<std::string> &metrics = {},
        const ModelOptions &options = {});
  /// To predict, and to evaluate by metrics that need no loss.
  explicit Model(Cell &network, const std::vector<std::string> &metrics = {},
                 const ModelOptions &options = {});
  ~Model();
  Model(const Model &) = delete;
  Model &operator=(const Model &) = delete;

  /// Trains until `epochs` epochs are done, of which `initialEpoch` are
  /// already: a run that has loaded network and optimizer goes on as if it had
  /// not stopped. The data must be batched: columns go to the network's inputs
  /// by place, the last ones to the loss; floats convert to Float32. Throws
  /// where data or network do not fit, the loss is not finite (with a loss
  /// scale: in more than a thousand steps in a row), or a callback throws;
  /// parameters are then those of the last step. Returns the loss of the last
  /// step.
  double train(int64_t epochs, const Dataset &dataset,
               const std::vector<Callback *> &callbacks = {},
               int64_t initialEpoch = 0);

  /// Takes network, optimizer and loss scale from a checkpoint of a run that
  /// was stopped, however that was, and lets the next train() go on from there,
  /// with the bits of a run that was not stopped. `path` is a file or a folder;
  /// of a folder the newest file that is whole counts, of the runs of `prefix`
  /// ("" takes all). A folder without one changes nothing: train() starts at
  /// the beginning. A ModelCheckpoint with that folder and prefix goes on under
  /// the old file's prefix. Throws where no file is whole, or one does not fit;
  /// train() throws where the data have another number of steps, and warns on
  /// standard error where they, or the compiled code, are others. `decKey` is
  /// the key of encrypted files, "" where none are.
  ResumePoint resume(const std::string &path, const std::string &prefix = "",
                     const std::string &decKey = "");

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
  /// What the loss scale keeps: scale_sense and, of a dynamic one,
  /// current_iterator_step and last_overflow_iterator_step.
  std::vector<Parameter> lossScaleState() const;

private:
  friend struct detail::ModelImpl;
  std::unique_ptr<detail::ModelImpl> impl;
};

/// Threads that compiled code uses; less than 1: one per processor. Results do
/// not depend on it.
void setNumThreads(int threads);

} // namespace ms

#endif // MS_MODEL_H
