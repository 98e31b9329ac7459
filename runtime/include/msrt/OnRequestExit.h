//===- OnRequestExit.h - Stopping by a signal -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what SIGINT and SIGTERM do to training: the step is finished, what is
// to be saved is saved, and training ends. A second signal ends the process at
// once, as if nobody had asked.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_ONREQUESTEXIT_H
#define MSRT_ONREQUESTEXIT_H

#include "msrt/Callback.h"

#include <csignal>

namespace msrt {

/// Takes note of signals while it lives, one object at a time in a process.
/// Signals that the process ignores (as under nohup) stay ignored.
class SignalWatch {
public:
  explicit SignalWatch(const std::vector<int> &signals);
  ~SignalWatch();
  SignalWatch(const SignalWatch &) = delete;
  SignalWatch &operator=(const SignalWatch &) = delete;

  /// The signal that came, or 0.
  int received() const;

private:
  std::vector<std::pair<int, struct sigaction>> old;
};

/// Stops training after the step in which a signal comes. It goes behind the
/// callbacks whose end() saves.
class OnRequestExit final : public Callback {
public:
  /// `path` is a checkpoint to write then, "" for none.
  explicit OnRequestExit(std::string path = "",
                         std::vector<int> signals = {SIGINT, SIGTERM});

  Status begin(TrainContext &context) override;
  Status stepEnd(TrainContext &context) override;
  Status end(TrainContext &context) override;
  void abandon(TrainContext &context) override;

  /// The signal that stopped training, or 0.
  int signal() const { return stoppedBy; }

private:
  std::string path;
  std::vector<int> signals;
  std::unique_ptr<SignalWatch> watch;
  int stoppedBy = 0;
};

/// "SIGTERM", or "signal 35".
std::string signalName(int signal);

} // namespace msrt

#endif // MSRT_ONREQUESTEXIT_H
