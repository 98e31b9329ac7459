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

struct MindIROptions {
  /// Where parameters have more bytes together, their values go to files of
  /// their own; MindSpore draws the line at 1 GiB.
  uint64_t externalDataAbove = uint64_t(1) << 30;
  /// The folder of these files, beside the main one: "net_variables".
  std::string dataFolder = "network_variables";
};

/// The bytes of a file that MindSpore 2.10 loads, of @forward as it stands, or
/// where there is none of @train_step, which changes parameters. Parameters
/// have their values as data (resources or splats); those that are not used are
/// left out. Nothing after an error, which names all ops that cannot be
/// written.
std::optional<ExportedModel> exportMindIR(mlir::ModuleOp module,
                                          const MindIROptions &options = {});

/// Whether there is a way to write an op of a function's; else it must become
/// others before.
bool canExportMindIR(mlir::Operation *op);

} // namespace ms

#endif // MS_LIB_EXPORT_MINDIR_EXPORTMINDIR_H
