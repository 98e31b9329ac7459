//===- DescribeArtifact.h - An artefact's table from its module -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_DESCRIBEARTIFACT_H
#define MS_LIB_DRIVER_DESCRIBEARTIFACT_H

#include "lib/CodeGen/ArtifactInfo.h"

#include "mlir/IR/BuiltinTypes.h"

namespace mlir {
class ModuleOp;
} // namespace mlir

namespace ms {

namespace mindir {
class ParameterOp;
} // namespace mindir

/// A tensor type in the terms of the table; a dynamic extent is -1.
TensorInfo describeTensor(llvm::StringRef name, mlir::RankedTensorType type);

/// How a parameter starts: a formula, or MSRT_INIT_FILE where it is data that
/// is not one number.
msrt_init describeInit(mindir::ParameterOp parameter);

/// Reads the tables off a module that mindir-bufferize and mindir-plan-memory
/// have lowered. Target, key, loss and optimizer are left to the caller.
ArtifactInfo collectArtifactInfo(mlir::ModuleOp module);

} // namespace ms

#endif // MS_LIB_DRIVER_DESCRIBEARTIFACT_H
