//===- Profile.h - Where the time of a step goes ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Holds the times of launches against what they cost at least and what the
// machine can do.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_PROFILE_H
#define MS_LIB_DRIVER_PROFILE_H

#include "lib/CodeGen/CPU/LaunchClock.h"
#include "passes/Kernels/LaunchCosts.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/raw_ostream.h"

namespace ms {

class Profile {
public:
  /// `launches` of the function that is timed, on so many threads; `fmaPeak` in
  /// GFLOP/s and `copyRate` in GB/s are the machine's.
  Profile(std::vector<LaunchCost> launches, int64_t threads, double fmaPeak,
          double copyRate)
      : launches(std::move(launches)), threads(threads), fmaPeak(fmaPeak),
        copyRate(copyRate), times(this->launches.size()) {}

  /// The calls of msrt_launch_done during one run of the function or several.
  void add(const std::vector<LaunchTime> &calls);

  /// Median times of a run of each kernel, of all its launches, in nanoseconds.
  llvm::StringMap<double> kernelTimes() const;

  /// A line per kernel, the slowest first: median times of a run. With one
  /// thread it is processor time, which other programs do not lengthen.
  void printTable(llvm::raw_ostream &os) const;

  /// The last run in the format of Chrome's trace viewer.
  void printTrace(llvm::raw_ostream &os) const;

private:
  struct Event {
    size_t launch;
    int64_t start, end; ///< in nanoseconds
  };

  /// Of the time that a launch took, how much it needs at least, in
  /// nanoseconds.
  double leastTime(const LaunchCost &cost) const;

  std::vector<LaunchCost> launches;
  int64_t threads;
  double fmaPeak, copyRate;
  std::vector<std::vector<int64_t>> times; ///< by launch, in nanoseconds
  std::vector<Event> lastRun;
};

} // namespace ms

#endif // MS_LIB_DRIVER_PROFILE_H
