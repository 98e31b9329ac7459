//===- ImportGraphMeta.h - A step from a -graph.meta file -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_GRAPHMETA_IMPORTGRAPHMETA_H
#define MS_LIB_IMPORT_GRAPHMETA_IMPORTGRAPHMETA_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <string>

namespace ms {

/// Reads the graph of a step of training that MindSpore's or our callback has
/// put beside checkpoints: @train_step. Parameters have no values, which a
/// checkpoint gives; so have constants that the file does not hold, which
/// become frozen parameters. Null after an error, which is a diagnostic of the
/// context.
mlir::OwningOpRef<mlir::ModuleOp> importGraphMeta(const std::string &path,
                                                  mlir::MLIRContext &context);

/// The same from bytes.
mlir::OwningOpRef<mlir::ModuleOp> importGraphMeta(llvm::StringRef bytes,
                                                  const std::string &path,
                                                  mlir::MLIRContext &context);

} // namespace ms

#endif // MS_LIB_IMPORT_GRAPHMETA_IMPORTGRAPHMETA_H
