//===- ModelCheckpoint.h - Saving while training ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides when training saves, under which names, and which old files go, as
// MindSpore's callback of this name. An old file is removed only after the new
// one is safe on the disk.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_MODELCHECKPOINT_H
#define MSRT_MODELCHECKPOINT_H

#include "msrt/BackgroundSave.h"
#include "msrt/Callback.h"

#include <mutex>
#include <optional>

namespace msrt {

/// MindSpore's options of the same names, with its defaults.
struct CheckpointConfig {
  /// Save when so many steps are done since the last save; 0: seconds count.
  int64_t saveCheckpointSteps = 1;
  /// Save when more than so many seconds have passed; only without steps.
  int64_t saveCheckpointSeconds = 0;
  /// Keep at most so many files of the run; 0: minutes count, and where they
  /// are 0 too only the last file is kept.
  int64_t keepCheckpointMax = 5;
  /// Of the files of so many minutes keep the first; only without a maximum.
  int64_t keepCheckpointPerNMinutes = 0;
  bool asyncSave = false;       ///< a thread writes a copy
  bool exceptionSave = false;   ///< save when training fails
  bool crcCheck = false;        ///< write MindSpore's checksum trailer
  std::string suffix = ".ckpt"; ///< of the files, or ".safetensors"
  /// enc_key and enc_mode; only .ckpt.
  std::shared_ptr<const CheckpointCipher> cipher;

  /// append_info: at the end the entries epoch_num and step_num, epoch and step
  /// of the save.
  bool epochNum = false, stepNum = false;
  /// Behind those the entries of its dictionary. Of these two names they are
  /// whole numbers to count from, and take the places of the two if they are
  /// there.
  std::vector<std::shared_ptr<const CheckpointEntry>> appendInfo;

  /// saved_network: what to save instead of all that the session has. What the
  /// items point to must stay until the next call.
  std::function<Result<std::vector<CheckpointItem>>()> savedNetwork;

  using NameFunction = std::function<Result<std::string>(const TrainContext &)>;
  /// Gives the file's name without its suffix, instead of prefix, epoch and
  /// step; then no prefix of an earlier run is looked for.
  NameFunction prefixFunction;
  NameFunction directoryFunction; ///< gives the folder of each save
};

class ModelCheckpoint final : public Callback {
public:
  /// Creates the folder ("" is the current one) and settles the prefix: where
  /// files of a run with the same prefix lie, it becomes prefix_1, prefix_2 ...
  static Result<std::unique_ptr<ModelCheckpoint>>
  create(const std::string &prefix = "CKP", const std::string &directory = "",
         CheckpointConfig config = {});

  /// A run that goes on from one of this callback's files, or from those of a
  /// run with its prefix, goes on under that file's prefix.
  Status begin(TrainContext &context) override;
  Status stepEnd(TrainContext &context) override;
  /// Saves the last step, unless it was just saved, and waits.
  Status end(TrainContext &context) override;
  /// With exceptionSave: saves as "prefix-EPOCH_STEP_breakpoint.ckpt".
  void abandon(TrainContext &context) override;

  /// The prefix with its suffix of this run.
  const std::string &prefix() const { return name; }
  /// Path of the last file that was written, "" before.
  std::string latestCheckpointFile() const;

private:
  ModelCheckpoint() = default;

  Status settleNames(const TrainContext &context);
  Status writeGraph(const TrainContext &context);
  bool isDue(const TrainContext &context) const;
  Status save(const TrainContext &context);
  Status saveBreakpoint(const TrainContext &context);
  Result<std::vector<CheckpointItem>> contents(const TrainContext &context);
  void putInfo(const TrainContext &context, std::vector<CheckpointItem> &items);
  CheckpointWriteOptions writeOptions(const TrainContext &context) const;

  std::string givenPrefix, name, folder;
  CheckpointConfig config;
  int64_t firstStep = 0, lastSaved = 0;
  bool wroteGraph = false;
  double lastTime = 0;     ///< of the clock that never goes back
  double lastWallTime = 0; ///< of the clock that files have
  int64_t epochNumber = 0, stepNumber = 0; ///< the entries' values

  mutable std::mutex latestMutex;
  std::string latest;
  BackgroundSave background; ///< last: its thread uses what stands above
};

enum class CheckpointNames { Regular, Breakpoint };

/// The prefix for a new run in a folder that holds these files, or for another
/// breakpoint file in it.
std::string nextPrefix(const std::string &prefix,
                       const std::vector<std::string> &files,
                       CheckpointNames kind = CheckpointNames::Regular);

} // namespace msrt

#endif // MSRT_MODELCHECKPOINT_H
