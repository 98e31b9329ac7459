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
  func::FuncOp function = module.lookupSymbol<func::FuncOp>("train_step");
  if (!function || module.lookupSymbol("forward"))
    function = findForward(module, "MINDIR");
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

bool canExportMindIR(Operation *op) {
  if (op->getName().getDialectNamespace() != "mindir" ||
      isa<mindir::LoadOp, mindir::AssignOp>(op))
    return true;
  auto found = getExportTable().find(op->getName().getStringRef());
  return found != getExportTable().end() &&
         (!found->second.fits || found->second.fits(op));
}

} // namespace ms
