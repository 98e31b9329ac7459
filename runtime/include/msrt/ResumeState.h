//===- ResumeState.h - Where a training run stands --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What a run needs to go on, besides the parameters of its checkpoint. It
// stands in the checkpoint's footer, which other readers pass over. Shuffling
// and dropout are functions of counters, so that a place in them is a number.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_RESUMESTATE_H
#define MSRT_RESUMESTATE_H

#include <cstdint>
#include <string>
#include <vector>

namespace msrt {

/// The value of a parameter that a checkpoint does not hold under its name.
struct HiddenValue {
  std::string name;
  std::string bytes;
};

struct ResumeState {
  int64_t epoch = 0;         ///< whole epochs that are done
  int64_t step = 0;          ///< steps of the epoch after those
  int64_t globalStep = 0;    ///< steps in all
  int64_t stepsPerEpoch = 0; ///< with which the place above was counted
  int64_t badSteps = 0;      ///< with a loss that is not finite, in a row
  double loss = 0;           ///< of the last step
  /// The data and its order, in words; see DataNode::description.
  std::string data;
  /// msrt_artifact::key of what has trained.
  std::string key;
  /// Transient parameters: the counter of dropout.
  std::vector<HiddenValue> hidden;
};

} // namespace msrt

#endif // MSRT_RESUMESTATE_H
