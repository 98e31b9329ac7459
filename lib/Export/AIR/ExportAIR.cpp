//===- ExportAIR.cpp - A network as an .air file --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/AIR/ExportAIR.h"

#include "lib/Export/AIR/GraphExporter.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;

namespace ms {

std::optional<ExportedModel> exportAIR(ModuleOp module) {
  func::FuncOp function = findForward(module, "AIR");
  ge_ir::ModelDef model;
  if (!function || !air::GraphExporter(module, function).run(model))
    return std::nullopt;
  ExportedModel result;
  if (model.ByteSizeLong() > INT32_MAX ||
      !model.SerializeToString(&result.bytes)) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "cannot be written as AIR: " << model.ByteSizeLong()
        << " bytes, and a file can have " << INT32_MAX;
    return std::nullopt;
  }
  return result;
}

bool canExportAIR(Operation *op) {
  return op->getName().getDialectNamespace() != "mindir" ||
         isa<mindir::LoadOp>(op) || air::getExportTable().canWrite(op);
}

} // namespace ms
