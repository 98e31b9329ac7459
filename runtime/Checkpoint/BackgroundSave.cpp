//===- BackgroundSave.cpp - Writing a copy while training goes on ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/BackgroundSave.h"

#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace msrt {

//===----------------------------------------------------------------------===//
// The end of the process
//===----------------------------------------------------------------------===//

namespace {
/// Counts saves that are being written. Never destroyed: threads use it until
/// the very end.
struct Pending {
  std::mutex mutex;
  std::condition_variable none;
  int count = 0;
};
} // namespace

static Pending &pending() {
  static Pending *instance = [] {
    // exit() does not destroy the objects of callers that it cuts off.
    std::atexit([] {
      std::unique_lock<std::mutex> lock(pending().mutex);
      pending().none.wait(lock, [] { return pending().count == 0; });
    });
    return new Pending;
  }();
  return *instance;
}

static void countSave(int change) {
  Pending &saves = pending();
  std::lock_guard<std::mutex> lock(saves.mutex);
  saves.count += change;
  if (saves.count == 0)
    saves.none.notify_all();
}

//===----------------------------------------------------------------------===//
// BackgroundSave
//===----------------------------------------------------------------------===//

BackgroundSave::~BackgroundSave() {
  Status status = wait();
  if (!status.ok())
    std::fprintf(stderr, "error: %s\n", status.message().c_str());
}

Status BackgroundSave::take(const std::vector<CheckpointItem> &items) {
  copy.resize(items.size());
  for (size_t i = 0; i < items.size(); ++i)
    MSRT_TRY(copy[i].assign(items[i]));
  return {};
}

void *BackgroundSave::run(void *self) {
  auto *save = static_cast<BackgroundSave *>(self);
  std::vector<CheckpointItem> items;
  for (const CheckpointEntry &entry : save->copy)
    items.push_back(entry.item());
  save->outcome = save->write(items);
  save->done = true;
  countSave(-1);
  return nullptr;
}

Status BackgroundSave::start(const std::vector<CheckpointItem> &items,
                             Write function) {
  MSRT_TRY(wait());
  MSRT_TRY(take(items));
  write = std::move(function);
  done = false;
  countSave(1);
  running = ::pthread_create(&thread, nullptr, run, this) == 0;
  if (running)
    return {};
  run(this);
  return std::exchange(outcome, Status());
}

Status BackgroundSave::wait() {
  if (!running)
    return {};
  ::pthread_join(thread, nullptr);
  running = false;
  return std::exchange(outcome, Status());
}

Status BackgroundSave::poll() { return done ? wait() : Status(); }

} // namespace msrt
