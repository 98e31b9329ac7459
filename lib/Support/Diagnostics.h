//===- Diagnostics.h - The house form of compiler errors --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides what an error line looks like:
//   [MS1001] mindir.conv2d 'layer3.conv1': weight has 32 input channels (C4)
// and where the layer's name comes from. The codes are listed in
// docs/errors.md.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_SUPPORT_DIAGNOSTICS_H
#define MS_LIB_SUPPORT_DIAGNOSTICS_H

#include "lib/Support/ErrorCodes.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Operation.h"

#include <optional>

namespace ms {

/// The layer an op came from: the outermost name in its location, or "".
llvm::StringRef getLayerName(mlir::Location loc);

/// "mindir.conv2d 'layer3.conv1'", the layer only where there is one.
std::string describe(llvm::StringRef opName, mlir::Location loc);

/// Starts an error at `loc`: "[MS1001] mindir.conv2d 'layer3.conv1': ".
mlir::InFlightDiagnostic emitOpErrorAt(mlir::Location loc, Code code,
                                       llvm::StringRef opName);

/// Starts an error at `op` in the house form.
mlir::InFlightDiagnostic emitCodedError(mlir::Operation *op, Code code);

/// Starts an error without an op: "[MS4001] ".
mlir::InFlightDiagnostic emitCodedError(mlir::Location loc, Code code);

/// The same for shape inference, which may run without a location (silently).
mlir::LogicalResult inferenceError(std::optional<mlir::Location> loc,
                                   llvm::StringRef opName,
                                   const llvm::Twine &message);

} // namespace ms

#endif // MS_LIB_SUPPORT_DIAGNOSTICS_H
