//===- File.h - Reading at a place, writing all or nothing ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides how the runtime touches files. Reading: regular files only, by place,
// so that a length in a file can be held against the file's size first.
// Writing: a temporary file in the same folder, fsync, rename, fsync of the
// folder; until the rename the old file is untouched, and a failure leaves
// nothing behind.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_FILE_H
#define MSRT_FILE_H

#include "msrt/Types.h"

#include <cstdint>
#include <string>

namespace msrt {

/// A regular file open for reading, or bytes that stand for one. Its errors
/// carry the code given to open().
class InputFile {
public:
  InputFile() = default;
  InputFile(InputFile &&other) noexcept;
  InputFile &operator=(InputFile &&other) noexcept;
  ~InputFile();

  static Result<InputFile> open(const std::string &path, Code code);
  /// The first `bytes` bytes of a buffer, as if they were the file's.
  static InputFile fromBuffer(const std::string &path, Buffer content,
                              uint64_t bytes, Code code);

  const std::string &path() const { return name; }
  uint64_t size() const { return length; }

  /// Reads exactly `bytes` bytes at `offset`.
  Status readAt(uint64_t offset, void *target, uint64_t bytes) const;

private:
  std::string name;
  int descriptor = -1;
  Buffer content; ///< without a descriptor
  uint64_t length = 0;
  Code code = Code::DataOpen;
};

/// A file that appears under its name only when commit() returns success.
class AtomicFile {
public:
  AtomicFile() = default;
  AtomicFile(AtomicFile &&other) noexcept;
  AtomicFile &operator=(AtomicFile &&other) noexcept;
  /// Removes what was written when commit() was not reached.
  ~AtomicFile();

  /// Opens "<path>.tmp". A leftover of a killed process is written over; one
  /// that a living process is writing is an error.
  static Result<AtomicFile> create(const std::string &path, Code code);

  Status write(const void *data, uint64_t bytes);
  uint64_t written() const { return total; }

  /// Makes the content durable and gives the file its name and `mode`.
  Status commit(unsigned mode = 0644);

private:
  Status failed(const char *call, int error);
  Status flush();
  Status writeThrough(const void *data, uint64_t bytes);
  void discard();

  std::string target, temporary;
  std::string pending; ///< small writes, gathered
  int descriptor = -1;
  uint64_t total = 0;
  Code code = Code::DataWrite;
};

/// The folder of a path, "." without one.
std::string folderOf(const std::string &path);
/// The path without its folder.
std::string fileNameOf(const std::string &path);
/// Whether something stands under this name.
bool pathExists(const std::string &path);
bool isFolder(const std::string &path);
/// Whether two paths lead to one file.
bool sameFile(const std::string &a, const std::string &b);
/// Creates a folder and its parents with mode 0700, durably; one that is there
/// is good.
Status createFolders(const std::string &path, Code code);

} // namespace msrt

#endif // MSRT_FILE_H
