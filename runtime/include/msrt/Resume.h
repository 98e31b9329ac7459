//===- Resume.h - A run that goes on from a checkpoint ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what a run takes over from the checkpoint of another one, so that it
// ends with the bits of a run that was never stopped: parameters, the counters
// that are no parameters, the place in the data. What cannot be the same run is
// an error, what may end with other bits a warning.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_RESUME_H
#define MSRT_RESUME_H

#include "msrt/LatestCheckpoint.h"
#include "msrt/Trainer.h"

namespace msrt {

/// The checkpoint to go on from. Of a folder the latest of the prefix (see
/// latestCheckpoint), with an empty path where there is none and the run starts
/// at its beginning; a file is taken as it is. `cipher` is for files that are
/// encrypted.
Result<LatestCheckpoint>
findResumePoint(const std::string &path, const std::string &prefix,
                std::shared_ptr<const CheckpointCipher> cipher = nullptr);

/// Loads all parameters of a session that are saved; one that is not in the
/// file, or of another shape or type, is an error.
Status loadAll(Session &session, const Checkpoint &checkpoint,
               const std::string &path);

/// Takes over all but the parameters, and says where training starts. Data with
/// another number of steps in an epoch is an error; another artefact, or other
/// data, adds to `warnings`.
Result<TrainStart> resumeRun(Session &session, const ResumeState &state,
                             const std::string &path, const Dataset &dataset,
                             std::vector<std::string> &warnings);

/// How two keys of artefacts differ: "cpu 'x86-64', here 'x86-64-v3'".
std::string compareKeys(const std::string &found, const std::string &here);

} // namespace msrt

#endif // MSRT_RESUME_H
