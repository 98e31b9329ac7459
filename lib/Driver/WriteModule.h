//===- WriteModule.h - A module as a file -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_WRITEMODULE_H
#define MS_LIB_DRIVER_WRITEMODULE_H

#include "lib/Driver/OutputFile.h"

#include "mlir/IR/BuiltinOps.h"

namespace ms {

/// Writes and closes `file`: as bytecode where `path` ends in .mlirbc, else as
/// text with locations.
llvm::LogicalResult writeModule(mlir::ModuleOp module, llvm::StringRef path,
                                OutputFile &file);

} // namespace ms

#endif // MS_LIB_DRIVER_WRITEMODULE_H
