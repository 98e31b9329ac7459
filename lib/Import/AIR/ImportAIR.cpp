//===- ImportAIR.cpp - A network from an .air file ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/AIR/ImportAIR.h"

#include "lib/Import/AIR/AirFile.h"
#include "lib/Import/AIR/GraphImporter.h"
#include "lib/Import/FileBytes.h"
#include "lib/Support/Diagnostics.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;

namespace ms {

static void report(const Twine &text, const std::string &path,
                   MLIRContext &context) {
  emitCodedError(FileLineColLoc::get(StringAttr::get(&context, path), 0, 0),
                 Code::ModelFile)
      << text;
}

OwningOpRef<ModuleOp> importAIR(llvm::StringRef bytes, const std::string &path,
                                MLIRContext &context) {
  auto model = air::parseModel(bytes);
  if (model)
    return air::GraphImporter(**model, path, context).run();
  report(toString(model.takeError()), path, context);
  return nullptr;
}

OwningOpRef<ModuleOp> importAIR(const std::string &path, MLIRContext &context) {
  auto buffer = openModel(path);
  if (buffer)
    return importAIR((*buffer)->getBuffer(), path, context);
  report(toString(buffer.takeError()), path, context);
  return nullptr;
}

} // namespace ms
