//===- WireReader.h - Protobuf's wire format, read from a file --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Reads tags, varints and lengths through a small window, so that large
// contents are never loaded on the way. Every length is held against the end of
// the message it stands in. Errors say what and where; the caller adds the
// entry.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CHECKPOINT_WIREREADER_H
#define MSRT_CHECKPOINT_WIREREADER_H

#include "msrt/File.h"

#include <vector>

namespace msrt {

enum class WireType : unsigned {
  Varint = 0,
  Fixed64 = 1,
  Length = 2,
  GroupStart = 3,
  GroupEnd = 4,
  Fixed32 = 5,
};

struct WireTag {
  uint32_t field = 0;
  WireType type = WireType::Varint;
};

/// A place in a file, and the reading of what stands there. All functions
/// return false on an error; `fault`, `faultAt` and `io` tell which.
class WireReader {
public:
  WireReader(const InputFile &file, uint64_t end) : file(file), fileEnd(end) {}

  uint64_t position() const { return at; }
  void seek(uint64_t position) { at = position; }

  bool varint(uint64_t end, uint64_t &value);
  bool tag(uint64_t end, WireTag &tag);
  /// The length of a field; its bytes must end at or before `end`.
  bool length(uint64_t end, uint64_t &bytes);
  bool bytes(uint64_t count, std::string &text);
  /// Passes over a field whose tag was just read.
  bool skip(uint64_t end, WireTag tag, unsigned depth = 0);

  bool fail(std::string what, uint64_t where);

  std::string fault;
  uint64_t faultAt = 0;
  Status io; ///< the operating system's own error

private:
  bool byte(uint8_t &value);

  const InputFile &file;
  uint64_t fileEnd;
  uint64_t at = 0;
  std::vector<uint8_t> window;
  uint64_t windowAt = 0;
};

} // namespace msrt

#endif // MSRT_CHECKPOINT_WIREREADER_H
