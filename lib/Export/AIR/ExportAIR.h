//===- ExportAIR.h - A network as an .air file ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_AIR_EXPORTAIR_H
#define MS_LIB_EXPORT_AIR_EXPORTAIR_H

#include "lib/Export/Support/ExportedModel.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>

namespace ms {

/// The bytes of a file for Ascend's graph engine, of @forward as it stands: ops
/// that only training has are refused. Parameters have their values as data
/// (resources or splats); those that are not loaded are left out. Nothing after
/// an error, which names all ops that cannot be written.
std::optional<ExportedModel> exportAIR(mlir::ModuleOp module);

/// Whether there is a way to write an op of a function's; else it must become
/// others before.
bool canExportAIR(mlir::Operation *op);

} // namespace ms

#endif // MS_LIB_EXPORT_AIR_EXPORTAIR_H
