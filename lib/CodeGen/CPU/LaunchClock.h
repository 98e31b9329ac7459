//===- LaunchClock.h - When launches were done ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Code that was made with the option `profile` of convert-mindir-to-runtime
// calls msrt_launch_done; compiled into this process it comes here.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CODEGEN_CPU_LAUNCHCLOCK_H
#define MS_LIB_CODEGEN_CPU_LAUNCHCLOCK_H

#include <cstdint>
#include <vector>

namespace ms {

/// A call: the number of the launch that was done, -1 for the start of a
/// function, and nanoseconds of the steady clock and of the processor's time
/// for the calling thread.
struct LaunchTime {
  int64_t launch;
  int64_t steady, processor;
};

/// The calls since the last time that this was asked.
std::vector<LaunchTime> takeLaunchTimes();

} // namespace ms

/// What generated code calls, always from the thread that runs the function.
extern "C" void msrt_launch_done(int64_t launch);

#endif // MS_LIB_CODEGEN_CPU_LAUNCHCLOCK_H
