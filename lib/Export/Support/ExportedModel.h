//===- ExportedModel.h - What an exporter makes -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The bytes of a file, and of files beside it that hold data too large for it.
// Decides how several files become one result: all of them get their names, or
// none does.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_EXPORT_SUPPORT_EXPORTEDMODEL_H
#define MS_LIB_EXPORT_SUPPORT_EXPORTEDMODEL_H

#include "msrt/File.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <list>
#include <string>
#include <vector>

namespace ms {

/// A file beside the main one. Its pieces are not copied: they belong to the
/// module, or to the model's `owned`.
struct SideFile {
  /// Relative to the main file's folder; it may have a folder of its own.
  std::string name;
  std::vector<llvm::ArrayRef<char>> pieces;
};

struct ExportedModel {
  std::string bytes;
  std::vector<SideFile> sides;
  /// Contents of pieces that nobody else has.
  std::list<std::string> owned;
};

/// Writes `model` to `file`, which is open under the name `path`, with its
/// other files beside it, and closes it. After an error no file is new.
msrt::Status commitModel(const ExportedModel &model, const std::string &path,
                         msrt::AtomicFile &file);

} // namespace ms

#endif // MS_LIB_EXPORT_SUPPORT_EXPORTEDMODEL_H
