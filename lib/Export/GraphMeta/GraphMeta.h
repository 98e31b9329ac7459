//===- GraphMeta.h - A compiled training graph for MindSpore ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_GRAPHMETA_GRAPHMETA_H
#define MS_LIB_EXPORT_GRAPHMETA_GRAPHMETA_H

#include "mlir/IR/BuiltinOps.h"

#include <optional>
#include <string>

namespace ms {

/// The bytes of a -graph.meta file: the nodes of @train_step, without the
/// values of parameters. `optimizer` names it in scopes. Nothing after an
/// error, which is a diagnostic.
std::optional<std::string> exportGraphMeta(mlir::ModuleOp module,
                                           llvm::StringRef optimizer);

} // namespace ms

#endif // MS_LIB_EXPORT_GRAPHMETA_GRAPHMETA_H
