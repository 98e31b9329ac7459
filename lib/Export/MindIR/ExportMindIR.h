//===- ExportMindIR.h - A network as a .mindir file -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_MINDIR_EXPORTMINDIR_H
#define MS_LIB_EXPORT_MINDIR_EXPORTMINDIR_H

#include "lib/Export/Support/ExportedModel.h"

#include "mlir/IR/BuiltinOps.h"

#include <optional>

namespace ms {

/// The bytes of a file that MindSpore 2.10 loads, of @forward as it stands: ops
/// that only training has are refused. Parameters have their values as data
/// (resources or splats); those that are not loaded are left out. Nothing after
/// an error, which names all ops that cannot be written.
std::optional<ExportedModel> exportMindIR(mlir::ModuleOp module);

/// Whether ops of this name can be written, in some form.
bool canExportMindIR(mlir::OperationName op);

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_EXPORTMINDIR_H
