//===- LatestCheckpoint.h - The newest file that is whole -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides which checkpoint of a folder is the latest. A name says nothing about
// a file's content: every byte of a candidate is checked, and one that is torn
// or damaged is passed over for the next one.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_LATESTCHECKPOINT_H
#define MSRT_LATESTCHECKPOINT_H

#include "msrt/Checkpoint.h"

#include <ctime>
#include <tuple>

namespace msrt {

struct LatestCheckpoint {
  std::string path; ///< "" where the folder has no candidate
  /// Read late: its contents are still in the file.
  Checkpoint checkpoint;
  /// Newer candidates that were passed over: each one's path and cause.
  std::vector<std::string> skipped;
};

/// The name of a training run's checkpoint: "net_1-2_32.ckpt" and
/// "net_1-2_32_breakpoint.ckpt" have the prefix "net_1".
struct CheckpointName {
  std::string prefix;
  int64_t epoch = 0, step = 0; ///< as in the name, from 1
};
/// Takes a file name apart; nothing where it is no such name.
std::optional<CheckpointName> parseCheckpointName(const std::string &file);

/// A checkpoint of a run in its folder.
struct RunFile {
  std::string path;
  timespec time; ///< of its last change
  CheckpointName name;

  /// The newest has the largest.
  auto key() const {
    return std::make_tuple(time.tv_sec, time.tv_nsec, name.epoch, name.step);
  }
};

/// Whether a run of this prefix was started with `prefix`, which got a number
/// where it was taken. "" is every run's.
bool isOfPrefix(std::string_view run, const std::string &prefix);

/// The newest file of a folder by time of modification, by epoch and step where
/// times are equal, that is whole. Of files with a prefix only those of its
/// runs count, `prefix` and `prefix_N`; "" takes all that a training run names.
/// `resumable`: a file without a resume state is passed over, too. An error
/// where there are candidates and none is whole. `cipher` is for those that are
/// encrypted.
Result<LatestCheckpoint>
latestCheckpoint(const std::string &folder, const std::string &prefix,
                 bool resumable = true,
                 std::shared_ptr<const CheckpointCipher> cipher = nullptr);

} // namespace msrt

#endif // MSRT_LATESTCHECKPOINT_H
