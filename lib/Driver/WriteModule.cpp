//===- WriteModule.cpp - A module as a file -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/WriteModule.h"

#include "mlir/Bytecode/BytecodeWriter.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ms {

LogicalResult writeModule(ModuleOp module, StringRef path, OutputFile &file) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (path.ends_with(".mlirbc")) {
    if (failed(writeBytecodeToFile(module, stream)))
      return reportError(Code::CodeGeneration,
                         "the module cannot be written as bytecode");
  } else {
    // With locations: which layer an op came from shall stay known.
    module.print(stream, OpPrintingFlags().enableDebugInfo());
    stream << "\n";
  }
  return success(succeeded(file.write(text)) && succeeded(file.commit()));
}

} // namespace ms
