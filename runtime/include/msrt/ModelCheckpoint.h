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

#include "msrt/Callback.h"

namespace msrt {

struct CheckpointConfig {
  int64_t saveCheckpointSteps = 1; ///< 0: never
  int64_t keepCheckpointMax = 5;   ///< 0: only the last file
  bool crcCheck = false;           ///< write MindSpore's checksum trailer
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
  /// Saves the last step, unless it was just saved.
  Status end(TrainContext &context) override;

  /// The prefix with its suffix of this run.
  const std::string &prefix() const { return name; }
  /// Path of the last file that was written, "" before.
  const std::string &latestCheckpointFile() const { return latest; }

private:
  ModelCheckpoint() = default;

  Status save(const TrainContext &context);
  Status removeOldest() const;

  std::string wanted; ///< the prefix without the suffix
  std::string name, folder, latest;
  CheckpointConfig config;
  int64_t lastSaved = 0;
};

/// The prefix for a new run in a folder that holds these files.
std::string nextPrefix(const std::string &prefix,
                       const std::vector<std::string> &files);

} // namespace msrt

#endif // MSRT_MODELCHECKPOINT_H
