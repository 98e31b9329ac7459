//===- ImportONNX.cpp - A network from an .onnx file ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/ONNX/ImportONNX.h"

#include "lib/Import/ONNX/GraphImporter.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;

namespace ms {

static OwningOpRef<ModuleOp>
importFile(llvm::Expected<fromonnx::ModelFile> file, const std::string &path,
           MLIRContext &context, ArrayRef<InputShape> shapes) {
  if (file)
    return fromonnx::GraphImporter(*file, path, context, shapes).run();
  emitCodedError(FileLineColLoc::get(&context, path, 0, 0), Code::ModelFile)
      << toString(file.takeError());
  return nullptr;
}

OwningOpRef<ModuleOp> importONNX(const std::string &path, MLIRContext &context,
                                 ArrayRef<InputShape> shapes) {
  return importFile(fromonnx::ModelFile::open(path), path, context, shapes);
}

OwningOpRef<ModuleOp> importONNX(StringRef bytes, const std::string &path,
                                 MLIRContext &context,
                                 ArrayRef<InputShape> shapes,
                                 SideBuffers sides) {
  return importFile(fromonnx::ModelFile::parse(bytes, path, std::move(sides)),
                    path, context, shapes);
}

} // namespace ms
