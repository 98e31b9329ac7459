//===- LaunchClock.cpp - When launches were done --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/CodeGen/CPU/LaunchClock.h"

#include <ctime>
#include <utility>

namespace ms {

static thread_local std::vector<LaunchTime> times;

static int64_t nanoseconds(clockid_t clock) {
  struct timespec time = {};
  (void)clock_gettime(clock, &time);
  return int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

std::vector<LaunchTime> takeLaunchTimes() { return std::exchange(times, {}); }

} // namespace ms

extern "C" void msrt_launch_done(int64_t launch) {
  ms::times.push_back({launch, ms::nanoseconds(CLOCK_MONOTONIC),
                       ms::nanoseconds(CLOCK_THREAD_CPUTIME_ID)});
}
