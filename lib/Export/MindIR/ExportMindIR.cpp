//===- ExportMindIR.cpp - A network as a .mindir file ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/MindIR/ExportMindIR.h"

#include "lib/Export/MindIR/GraphExporter.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;

namespace ms {

std::optional<ExportedModel> exportMindIR(ModuleOp module) {
  func::FuncOp function = findForward(module, "MINDIR");
  mind_ir::ModelProto model;
  if (!function || !GraphExporter(module, function).run(model))
    return std::nullopt;
  ExportedModel result;
  if (model.ByteSizeLong() > INT32_MAX ||
      !model.SerializeToString(&result.bytes)) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "cannot be written as MINDIR: " << model.ByteSizeLong()
        << " bytes, and a file can have " << INT32_MAX;
    return std::nullopt;
  }
  return result;
}

bool canExportMindIR(OperationName op) {
  return op.getDialectNamespace() != "mindir" ||
         op.getStringRef() == mindir::LoadOp::getOperationName() ||
         op.getStringRef() == mindir::ParameterOp::getOperationName() ||
         getExportTable().count(op.getStringRef());
}

} // namespace ms
