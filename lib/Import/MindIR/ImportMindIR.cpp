//===- ImportMindIR.cpp - A network from a .mindir file -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/MindIR/ImportMindIR.h"

#include "lib/Import/MindIR/GraphImporter.h"

using namespace mlir;

namespace ms {

OwningOpRef<ModuleOp> importMindIR(const std::string &path,
                                   MLIRContext &context) {
  return importModel(ModelFile::open(path), path, context);
}

OwningOpRef<ModuleOp> importMindIR(llvm::StringRef bytes,
                                   const std::string &path,
                                   MLIRContext &context, SideBuffers sides) {
  return importModel(ModelFile::parse(bytes, path, std::move(sides)), path,
                     context);
}

} // namespace ms
