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

/// A tensor type in the terms of the table; a dynamic extent is -1.
TensorInfo describeTensor(llvm::StringRef name, mlir::RankedTensorType type);

/// Reads the tables off a module that mindir-bufferize and mindir-plan-memory
/// have lowered. Target, key, loss and optimizer are left to the caller.
ArtifactInfo collectArtifactInfo(mlir::ModuleOp module);

} // namespace ms

#endif // MS_LIB_DRIVER_DESCRIBEARTIFACT_H
