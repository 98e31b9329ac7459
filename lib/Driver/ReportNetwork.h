//===- ReportNetwork.h - What ms-compile --report prints --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_REPORTNETWORK_H
#define MS_LIB_DRIVER_REPORTNETWORK_H

#include "lib/Driver/CompileModule.h"

namespace ms {

/// Describes functions, kernels and memory of a module lowered to
/// Stage::Buffers.
std::string reportNetwork(mlir::ModuleOp module, const ArtifactInfo &info,
                          const BackendOptions &options);

} // namespace ms

#endif // MS_LIB_DRIVER_REPORTNETWORK_H
