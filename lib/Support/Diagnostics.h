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

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Operation.h"

#include <optional>

namespace ms {

/// The first digit tells the room: 1 dialect, 2 passes, 3 files, 4 driver.
enum class Code : unsigned {
  OpConstraint = 1001,    ///< an op's operands, attributes or results
  Parameter = 1002,       ///< a parameter symbol or its initial value
  StateOrder = 1003,      ///< loads and assigns out of place
  Attribute = 1004,       ///< an attribute of the dialect
  ShapeInference = 2001,  ///< shapes do not fit together in a function
  MissingGradient = 2101, ///< an op on the way to a parameter has no rule
  Differentiation = 2102, ///< a function that cannot be differentiated
  LossSetup = 2103,       ///< the loss does not fit the network
  OptimizerSetup = 2201,  ///< the optimizer's options or groups
  MissingLowering = 2301, ///< an op without a lowering
  KernelForm = 2302,      ///< a kernel the generator cannot build
  MemoryPlan = 2401,      ///< buffers that cannot be placed
  CodeGeneration = 2501,  ///< leftovers before or errors in LLVM
  InputFile = 3001,       ///< a file that cannot be read
  CommandLine = 4001,     ///< an option or its value
  Linking = 4002,         ///< the linker or its inputs
  Target = 4003,          ///< a processor or feature that is not known
};

/// "MS1001".
std::string codeName(Code code);

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
