//===- Callback.h - What happens around training steps ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.train's callbacks, ready ones and those of users.
//
//===----------------------------------------------------------------------===//

#ifndef MS_CALLBACK_H
#define MS_CALLBACK_H

#include "ms/Error.h"

#include <cstdint>
#include <cstdio>
#include <memory>

namespace ms {

namespace detail {
struct CallbackImpl;
} // namespace detail

/// Where training stands: MindSpore's RunContext.
struct RunContext {
  int64_t epochs = 0;        ///< of the run (epoch_num)
  int64_t epoch = 0;         ///< from 1 (cur_epoch_num)
  int64_t stepsPerEpoch = 0; ///< batch_num
  int64_t step = 0;          ///< in the epoch, from 1
  int64_t globalStep = 0;    ///< steps in all (cur_step_num)
  int64_t rows = 0;          ///< of the last batch
  double loss = 0;           ///< of the last step

  /// Training ends after this step, as if it were the last one.
  void requestStop() { stop = true; }
  bool stopRequested() const { return stop; }

private:
  bool stop = false;
};

/// Override what is needed. What a callback throws ends training and comes out
/// of Model::train. Parameters read and written in it are those of the running
/// training.
class Callback {
public:
  Callback() = default;
  virtual ~Callback();
  Callback(const Callback &) = delete;
  Callback &operator=(const Callback &) = delete;

  virtual void onTrainBegin(RunContext &context);
  virtual void onTrainEpochBegin(RunContext &context);
  virtual void onTrainStepBegin(RunContext &context);
  virtual void onTrainStepEnd(RunContext &context);
  virtual void onTrainEpochEnd(RunContext &context);
  virtual void onTrainEnd(RunContext &context);

private:
  friend struct detail::CallbackImpl;
  /// Of the ready callbacks: what runs instead of the functions above.
  std::shared_ptr<detail::CallbackImpl> impl;

protected:
  explicit Callback(std::shared_ptr<detail::CallbackImpl> impl)
      : impl(std::move(impl)) {}
};

/// Prints "epoch: 1 step: 1, loss is 2.302" every `perPrintTimes` steps.
class LossMonitor : public Callback {
public:
  explicit LossMonitor(int64_t perPrintTimes = 1, std::FILE *out = stdout);
};

/// Prints "Train epoch time: 812.345 ms, per step time: 13.539 ms".
class TimeMonitor : public Callback {
public:
  explicit TimeMonitor(std::FILE *out = stdout);
};

/// On a terminal a line that is drawn again and again, else one line per epoch.
class ProgressBar : public Callback {
public:
  explicit ProgressBar(std::FILE *out = stdout);
};

/// Writes the loss of each step to a file of lines "step,loss".
class LossRecorder : public Callback {
public:
  explicit LossRecorder(const std::string &path);
};

/// When to save and how many files to keep; MindSpore's defaults.
class CheckpointConfig {
public:
  /// Every so many steps; 0: never.
  CheckpointConfig &saveCheckpointSteps(int64_t value) {
    steps = value;
    return *this;
  }
  /// Older files of the run are removed; 0 keeps the last one only.
  CheckpointConfig &keepCheckpointMax(int64_t value) {
    keepMax = value;
    return *this;
  }
  /// Write MindSpore's checksum at the end.
  CheckpointConfig &crcCheck(bool value) {
    crc = value;
    return *this;
  }

private:
  friend class ModelCheckpoint;
  int64_t steps = 1, keepMax = 5;
  bool crc = false;
};

/// Saves network and optimizer while training, and at its end, as
/// `directory/prefix-EPOCH_STEP.ckpt`. Where files of a run with this prefix
/// lie in the folder, the prefix becomes prefix_1, prefix_2, ... Throws for a
/// prefix with '/', negative numbers, or a folder that cannot be made.
class ModelCheckpoint : public Callback {
public:
  explicit ModelCheckpoint(const std::string &prefix = "CKP",
                           const std::string &directory = "",
                           const CheckpointConfig &config = CheckpointConfig());

  /// Path of the last file that was written, "" before.
  std::string latestCkptFileName() const;
  /// The prefix with its suffix.
  std::string prefix() const;
};

} // namespace ms

#endif // MS_CALLBACK_H
