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

std::optional<std::string> exportMindIR(ModuleOp module) {
  auto function = module.lookupSymbol<func::FuncOp>("forward");
  if (!function || function.isExternal() || !function.getBody().hasOneBlock()) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "cannot be written as MINDIR: there is no function @forward";
    return std::nullopt;
  }
  mind_ir::ModelProto model;
  if (!GraphExporter(module, function).run(model))
    return std::nullopt;
  std::string bytes;
  if (model.ByteSizeLong() > INT32_MAX || !model.SerializeToString(&bytes)) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "cannot be written as MINDIR: " << model.ByteSizeLong()
        << " bytes, and a file can have " << INT32_MAX;
    return std::nullopt;
  }
  return bytes;
}

bool canExportMindIR(OperationName op) {
  return op.getDialectNamespace() != "mindir" ||
         op.getStringRef() == mindir::LoadOp::getOperationName() ||
         op.getStringRef() == mindir::ParameterOp::getOperationName() ||
         getExportTable().count(op.getStringRef());
}

} // namespace ms
