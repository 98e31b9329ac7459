//===- FileImporter.cpp - What importers of model files share -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Import/FileImporter.h"

#include "mlir/IR/Location.h"
#include "llvm/Support/ConvertUTF.h"

using namespace mlir;

namespace ms {

InFlightDiagnostic FileImporter::error(Code code) {
  return emitCodedError(
      FileLineColLoc::get(StringAttr::get(&context, path), 0, 0), code);
}

bool FileImporter::isUTF8(StringRef text) {
  const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.begin());
  return llvm::isLegalUTF8String(
      &begin, reinterpret_cast<const llvm::UTF8 *>(text.end()));
}

bool FileImporter::checkName(StringRef name, const Twine &what) {
  if (name.empty()) {
    error(Code::ModelFile) << what << " has no name";
    return false;
  }
  if (isUTF8(name))
    return true;
  error(Code::ModelFile) << "the name of " << what << " is not UTF-8";
  return false;
}

} // namespace ms
