//===- OutputFile.h - What the tools write ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A file that appears under its name only when all of it is written; "-" is
// standard output, and devices are written to as they are.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_OUTPUTFILE_H
#define MS_LIB_DRIVER_OUTPUTFILE_H

#include "lib/Driver/Report.h"
#include "lib/Export/Support/ExportedModel.h"

#include <optional>

namespace llvm {
class raw_fd_ostream;
} // namespace llvm

namespace ms {

class OutputFile {
public:
  OutputFile();
  ~OutputFile();

  /// Creates the temporary file, so that a folder that cannot be written to is
  /// found before there is something to write.
  llvm::LogicalResult open(const std::string &path);
  llvm::LogicalResult write(llvm::StringRef data);
  llvm::LogicalResult commit(unsigned mode = 0644);
  /// Writes and closes this file and those beside it: all of them or none.
  llvm::LogicalResult commitAll(const ExportedModel &model);
  /// Leaves the name as it was before open().
  void discard() { file.reset(); }

private:
  std::string path;
  std::optional<msrt::AtomicFile> file;
  std::unique_ptr<llvm::raw_fd_ostream> device;
};

} // namespace ms

#endif // MS_LIB_DRIVER_OUTPUTFILE_H
