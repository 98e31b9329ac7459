//===- ImportMindIR.cpp - A network from a .mindir file -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/ImportMindIR.h"

#include "lib/Import/MindIR/GraphImporter.h"
#include "lib/Support/Diagnostics.h"

using namespace mlir;

namespace ms {

static OwningOpRef<ModuleOp> importFile(llvm::Expected<ModelFile> file,
                                        const std::string &path,
                                        MLIRContext &context) {
  if (file)
    return GraphImporter(*file, path, context).run();
  emitCodedError(FileLineColLoc::get(StringAttr::get(&context, path), 0, 0),
                 Code::ModelFile)
      << toString(file.takeError());
  return nullptr;
}

OwningOpRef<ModuleOp> importMindIR(const std::string &path,
                                   MLIRContext &context) {
  return importFile(ModelFile::open(path), path, context);
}

OwningOpRef<ModuleOp> importMindIR(llvm::StringRef bytes,
                                   const std::string &path,
                                   MLIRContext &context, SideBuffers sides) {
  return importFile(ModelFile::parse(bytes, path, std::move(sides)), path,
                    context);
}

} // namespace ms
