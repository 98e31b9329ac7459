//===- ImportMindIR.h - A network from a .mindir file -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_MINDIR_IMPORTMINDIR_H
#define MS_LIB_IMPORT_MINDIR_IMPORTMINDIR_H

#include "lib/Import/FileBytes.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>

namespace ms {

/// Reads a file of MindSpore 2.x or 1.x: a network becomes @forward, a whole
/// step of training @train_step. Null after an error, which is a diagnostic of
/// the context.
mlir::OwningOpRef<mlir::ModuleOp> importMindIR(const std::string &path,
                                               mlir::MLIRContext &context);

/// The same from bytes; side files would lie beside `path`, but for those that
/// are in memory.
mlir::OwningOpRef<mlir::ModuleOp> importMindIR(llvm::StringRef bytes,
                                               const std::string &path,
                                               mlir::MLIRContext &context,
                                               SideBuffers sides = {});

} // namespace ms

#endif // MS_LIB_IMPORT_MINDIR_IMPORTMINDIR_H
