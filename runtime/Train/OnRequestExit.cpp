//===- OnRequestExit.cpp - Stopping by a signal ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/OnRequestExit.h"

#include "msrt/File.h"
#include "runtime/Core/Text.h"

#include <atomic>
#include <cerrno>

namespace msrt {

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

static std::atomic<int> lastSignal{0};
static_assert(std::atomic<int>::is_always_lock_free,
              "a signal handler must not wait for a lock");

extern "C" {
static void noteSignal(int signal) { lastSignal = signal; }
}

SignalWatch::SignalWatch(const std::vector<int> &signals) {
  lastSignal = 0;
  for (int signal : signals) {
    struct sigaction before = {}, action = {};
    if (::sigaction(signal, nullptr, &before) != 0 ||
        before.sa_handler == SIG_IGN)
      continue;
    action.sa_handler = noteSignal;
    // RESETHAND: the second one is the system's.
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    if (::sigaction(signal, &action, nullptr) == 0)
      old.push_back({signal, before});
  }
}

SignalWatch::~SignalWatch() {
  for (const auto &[signal, action] : old)
    ::sigaction(signal, &action, nullptr);
}

int SignalWatch::received() const { return lastSignal; }

std::string signalName(int signal) {
  return signal == SIGINT    ? "SIGINT"
         : signal == SIGTERM ? "SIGTERM"
         : signal == SIGHUP  ? "SIGHUP"
         : signal == SIGUSR1 ? "SIGUSR1"
         : signal == SIGUSR2 ? "SIGUSR2"
                             : "signal " + std::to_string(signal);
}

//===----------------------------------------------------------------------===//
// OnRequestExit
//===----------------------------------------------------------------------===//

OnRequestExit::OnRequestExit(std::string path, std::vector<int> signals)
    : path(std::move(path)), signals(std::move(signals)) {}

Status OnRequestExit::begin(TrainContext &) {
  for (int signal : signals) {
    struct sigaction action;
    if (signal == SIGKILL || signal == SIGSTOP ||
        ::sigaction(signal, nullptr, &action) != 0)
      return Status::error(Code::Callback, "%s cannot be caught",
                           signalName(signal).c_str());
  }
  stoppedBy = 0;
  watch = std::make_unique<SignalWatch>(signals);
  return {};
}

Status OnRequestExit::stepEnd(TrainContext &context) {
  if (stoppedBy != 0 || watch->received() == 0)
    return {};
  stoppedBy = watch->received();
  context.requestStop();
  if (path.empty())
    return {};
  MSRT_TRY(createFolders(folderOf(path), Code::Callback));
  CheckpointWriteOptions options;
  options.resume = context.resumeState();
  return context.session->save(path, {}, options);
}

Status OnRequestExit::end(TrainContext &) {
  watch.reset();
  return {};
}

void OnRequestExit::abandon(TrainContext &) { watch.reset(); }

} // namespace msrt
