//===- RunNetwork.h - What ms-run does --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_RUNNETWORK_H
#define MS_LIB_DRIVER_RUNNETWORK_H

namespace ms {

/// ms-run: trains, evaluates, infers or measures. Returns the exit code.
int runTool(int argc, char **argv);

} // namespace ms

#endif // MS_LIB_DRIVER_RUNNETWORK_H
