//===- BackgroundSave.h - Writing a copy while training goes on -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// MindSpore's async_save: what a save needs is copied, and a thread writes the
// copy. One save at a time, so there is one copy in memory, and files appear in
// the order in which they were asked for. The end of the process waits.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_BACKGROUNDSAVE_H
#define MSRT_BACKGROUNDSAVE_H

#include "msrt/Checkpoint.h"

#include <atomic>
#include <functional>
#include <pthread.h>

namespace msrt {

class BackgroundSave {
public:
  using Write = std::function<Status(const std::vector<CheckpointItem> &)>;

  BackgroundSave() = default;
  /// Waits. An error that nobody has asked for is printed.
  ~BackgroundSave();
  BackgroundSave(const BackgroundSave &) = delete;
  BackgroundSave &operator=(const BackgroundSave &) = delete;

  /// Waits for the save before, and returns its error if it failed; else copies
  /// the items and lets a thread call `write` with the copy. Memory of an
  /// earlier copy is used again. Where no thread can be had, it writes itself.
  Status start(const std::vector<CheckpointItem> &items, Write write);
  /// Waits for the save, if one is running, and returns its error, once.
  Status wait();
  /// As wait(), but only for a save that has ended already.
  Status poll();
  /// Gives the copy's memory back; to be called after wait().
  void release() { copy.clear(); }

private:
  static void *run(void *self);
  Status take(const std::vector<CheckpointItem> &items);

  std::vector<CheckpointEntry> copy;
  Write write;
  Status outcome;
  pthread_t thread{};
  bool running = false; ///< a thread is to be joined
  std::atomic<bool> done{false};
};

} // namespace msrt

#endif // MSRT_BACKGROUNDSAVE_H
