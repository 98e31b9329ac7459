//===- TuneSchedules.h - Block sizes by measurement -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how alternatives of kernels are measured on this machine, and which
// gain is one. What the alternatives are, the planner says.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_TUNESCHEDULES_H
#define MS_LIB_DRIVER_TUNESCHEDULES_H

#include "lib/Driver/CompileNetwork.h"

namespace ms {

struct TunedSchedules {
  ScheduleFile file;
  unsigned changed = 0; ///< kernels with another choice than the planner's
  /// Microseconds of all functions with the planner's choices, and with these.
  double before = 0, after = 0;
};

/// Compiles a network, which stays as it is, once for each alternative that its
/// kernels have, runs all of its functions on one thread in turn, and compares
/// the times of kernels. `name` is the file's.
llvm::FailureOr<TunedSchedules> tuneSchedules(mlir::ModuleOp network,
                                              Purpose purpose,
                                              const CompileOptions &options,
                                              const BackendOptions &backend,
                                              const std::string &name);

} // namespace ms

#endif // MS_LIB_DRIVER_TUNESCHEDULES_H
