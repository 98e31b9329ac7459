//===- ImportAIR.h - A network from an .air file ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_AIR_IMPORTAIR_H
#define MS_LIB_IMPORT_AIR_IMPORTAIR_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>

namespace ms {

/// Reads a graph for Ascend as @forward: operators Data are inputs, operators
/// Const with the ending "_const" parameters. Null after an error, which is a
/// diagnostic of the context.
mlir::OwningOpRef<mlir::ModuleOp> importAIR(const std::string &path,
                                            mlir::MLIRContext &context);
/// The same from bytes; `path` is for locations and the module's name.
mlir::OwningOpRef<mlir::ModuleOp> importAIR(llvm::StringRef bytes,
                                            const std::string &path,
                                            mlir::MLIRContext &context);

} // namespace ms

#endif // MS_LIB_IMPORT_AIR_IMPORTAIR_H
