//===- FileImporter.h - What importers of model files share -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Errors that name the file, and names that may stand in a module.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_IMPORT_FILEIMPORTER_H
#define MS_LIB_IMPORT_FILEIMPORTER_H

#include "lib/Support/Diagnostics.h"

#include "mlir/IR/Diagnostics.h"

#include <string>

namespace ms {

class FileImporter {
public:
  mlir::InFlightDiagnostic error(Code code);

protected:
  FileImporter(llvm::StringRef path, mlir::MLIRContext &context)
      : path(path), context(context) {}

  /// Whether `what` has a name, in UTF-8; else an error.
  bool checkName(llvm::StringRef name, const llvm::Twine &what);
  static bool isUTF8(llvm::StringRef text);

  std::string path;
  mlir::MLIRContext &context;
};

} // namespace ms

#endif // MS_LIB_IMPORT_FILEIMPORTER_H
