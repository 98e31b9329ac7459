//===- Callback.h - What happens around training steps ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.train's callbacks, ready ones and those of users.
//
//===----------------------------------------------------------------------===//

#ifndef MS_CALLBACK_H
#define MS_CALLBACK_H

#include "ms/Checkpoint.h"

#include <csignal>
#include <cstdio>
#include <type_traits>

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

/// When to save, what, and how many files to keep: MindSpore's options with its
/// defaults.
class CheckpointConfig {
public:
  /// Every so many steps; 0: seconds count, and without those nothing is saved.
  CheckpointConfig &saveCheckpointSteps(int64_t value);
  /// When more than so many seconds have passed since the last save. Steps,
  /// which are 1 where nobody says otherwise, win: set them to 0.
  CheckpointConfig &saveCheckpointSeconds(int64_t value);
  /// Older files of the run are removed, after the save; 0: minutes count, and
  /// without those the last file alone is kept.
  CheckpointConfig &keepCheckpointMax(int64_t value);
  /// Of the files of each so many minutes the first is kept, and the last file.
  /// The number of files, which is 5 where nobody says otherwise, wins: set it
  /// to 0.
  CheckpointConfig &keepCheckpointPerNMinutes(int64_t value);
  /// The step waits for a copy only, which a thread writes; two saves never
  /// overlap. An error of the thread comes with the next step or the end.
  CheckpointConfig &asyncSave(bool value);
  /// Save this cell's parameters alone, without the optimizer. It must outlive
  /// the training.
  CheckpointConfig &savedNetwork(const Cell &network);
  /// More entries at the end: "epoch_num" or "step_num", which count epochs and
  /// steps from the value that is given, or 0; anything else with its value. As
  /// in MindSpore these two stand first where they have no value.
  CheckpointConfig &appendInfo(const std::string &name);
  template <typename T>
  CheckpointConfig &appendInfo(const std::string &name, const T &value) {
    info.append(name, value);
    return *this;
  }
  /// Where a callback throws or a step fails, save what the last step has left
  /// as `prefix-EPOCH_STEP_breakpoint.ckpt`, before the error goes on; not
  /// where the loss is not finite, since then the parameters are not either.
  CheckpointConfig &exceptionSave(bool value);
  /// Write MindSpore's checksum at the end.
  CheckpointConfig &crcCheck(bool value);
  /// "ckpt" or "safetensors", which is the files' ending then.
  CheckpointConfig &format(const std::string &value);
  /// Encrypt the files with a key of 16, 24 or 32 bytes; only "ckpt".
  CheckpointConfig &encKey(const std::string &key);
  /// "AES-GCM", which notices every change of a file, or "AES-CBC".
  CheckpointConfig &encMode(const std::string &mode);

private:
  friend class ModelCheckpoint;
  int64_t steps = 1, seconds = 0, keepMax = 5, keepMinutes = 0;
  bool inThread = false, onException = false, crc = false;
  std::string suffix = ".ckpt";
  const Cell *network = nullptr;
  bool epochNum = false, stepNum = false; ///< count from 0
  SaveOptions info;                       ///< the rest of it, and the key
};

/// A name, or a function that gives one for each save.
class CheckpointName {
public:
  using Function = std::function<std::string(const RunContext &)>;

  CheckpointName(const char *name) : name(name) {}
  CheckpointName(std::string name) : name(std::move(name)) {}
  template <typename F, typename = std::enable_if_t<std::is_invocable_r_v<
                            std::string, F, const RunContext &>>>
  CheckpointName(F function) : function(std::move(function)) {}

private:
  friend class ModelCheckpoint;
  std::string name;
  Function function;
};

/// Saves network and optimizer while training, and at its end, as
/// `directory/prefix-EPOCH_STEP.ckpt`; both numbers begin at 1, the step counts
/// within the epoch. Where files of a run with this prefix lie in the folder,
/// the prefix becomes prefix_1, prefix_2, ... A prefix from a function is the
/// file's whole name but for ".ckpt". Throws for a prefix with '/', negative
/// numbers, or a folder that cannot be made.
class ModelCheckpoint : public Callback {
public:
  explicit ModelCheckpoint(const CheckpointName &prefix = "CKP",
                           const CheckpointName &directory = "",
                           const CheckpointConfig &config = CheckpointConfig());

  /// Path of the last file that was written, "" before.
  std::string latestCkptFileName() const;
  /// The prefix with its suffix.
  std::string prefix() const;

private:
  static std::shared_ptr<detail::CallbackImpl>
  make(const CheckpointName &prefix, const CheckpointName &directory,
       const CheckpointConfig &config);
};

/// Ends training after the step in which the process gets one of the signals,
/// and writes network and optimizer to `directory/fileName_train.ckpt`; "" as
/// the file's name writes nothing. A second signal ends the process at once. To
/// be given behind a ModelCheckpoint, which then saves the last step, too.
class OnRequestExit : public Callback {
public:
  explicit OnRequestExit(const std::string &fileName = "Net",
                         const std::string &directory = ".",
                         const std::vector<int> &signals = {SIGINT, SIGTERM});

  /// The signal that ended the last training, or 0.
  int signal() const;
};

} // namespace ms

#endif // MS_CALLBACK_H
