//===- ExportONNX.cpp - A network as an .onnx file ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Export/ONNX/ExportONNX.h"

#include "lib/Export/ONNX/GraphExporter.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;

namespace ms {

std::optional<ExportedModel> exportONNX(ModuleOp module,
                                        const OnnxOptions &options) {
  func::FuncOp function = findForward(module, "ONNX");
  if (!function)
    return std::nullopt;
  ExportedModel result;
  onnx::ModelProto model;
  if (!to_onnx::GraphExporter(module, function, options).run(model, result))
    return std::nullopt;
  if (model.ByteSizeLong() > INT32_MAX ||
      !model.SerializeToString(&result.bytes)) {
    emitCodedError(module.getLoc(), Code::Unsupported)
        << "cannot be written as ONNX: the graph alone has "
        << model.ByteSizeLong() << " bytes, and a file can have " << INT32_MAX;
    return std::nullopt;
  }
  return result;
}

bool canExportONNX(Operation *op) {
  return op->getName().getDialectNamespace() != "mindir" ||
         isa<mindir::LoadOp>(op) || to_onnx::getExportTable().canWrite(op);
}

} // namespace ms
