//===- FuzzCheckpoint.cpp - Any bytes as a checkpoint ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What is read is written and read again: the second time it must be equal.
//
//===----------------------------------------------------------------------===//

#include "msrt/Checkpoint.h"
#include "runtime/Checkpoint/Footer.h"
#include "runtime/Core/Crc32.h"

#include "test/fuzz/FuzzFile.h"

#include <cstring>
#include <unistd.h>

using namespace msrt;
using namespace msrt::test;

static void require(bool condition) {
  if (!condition)
    std::abort();
}

/// A file of this process in memory-backed storage.
static std::string scratchPath() {
  return "/dev/shm/msrt-fuzz-" + std::to_string(::getpid()) + ".ckpt";
}

static void compare(const Checkpoint &first, const Checkpoint &second) {
  require(first.entries.size() == second.entries.size());
  for (size_t i = 0; i < first.entries.size(); ++i) {
    const CheckpointEntry &a = first.entries[i], &b = second.entries[i];
    require(a.kind == b.kind && a.name == b.name && a.text == b.text);
    // Text has one form when it is written, whatever the file had: an empty one
    // may have had no content.
    if (a.kind == EntryKind::Text)
      continue;
    require(a.dims == b.dims && a.bytes == b.bytes);
    // The name of a known type is read in any case, and written in one.
    require(a.kind == EntryKind::Tensor ? a.dtype == b.dtype
                                        : a.typeName == b.typeName);
    require(a.bytes == 0 ||
            std::memcmp(a.content.data(), b.content.data(), a.bytes) == 0);
  }
}

/// The bytes as a file with the end of a footer whose CRC agrees: chance would
/// never find one. The first four bytes are the length that the footer states.
static void readSealed(const uint8_t *data, size_t size) {
  if (size < 4)
    return;
  std::string bytes(reinterpret_cast<const char *>(data) + 4, size - 4);
  bytes += "\x6dmsck\x75";
  bytes.append(reinterpret_cast<const char *>(data), 4);
  bytes += "\x7d";
  uint32_t crc = crc32(0, bytes.data(), bytes.size());
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(crc >> shift & 0xff);
  FuzzFile file(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
  Result<Checkpoint> checkpoint = readCheckpoint(file.path());
  if (!checkpoint.ok())
    return checkError(checkpoint.status());
  if (checkpoint->resume) {
    std::string message = encodeResumeState(*checkpoint->resume);
    std::optional<ResumeState> again = decodeResumeState(message);
    require(again && encodeResumeState(*again) == message);
  }
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  readSealed(data, size);
  FuzzFile file(data, size);
  CheckpointReadOptions withoutContents;
  withoutContents.contents = false;
  Result<Checkpoint> names = readCheckpoint(file.path(), withoutContents);
  Result<Checkpoint> checkpoint = readCheckpoint(file.path());
  if (!checkpoint.ok()) {
    checkError(checkpoint.status());
    return 0;
  }
  require(names.ok() && names->entries.size() == checkpoint->entries.size());
  for (const CheckpointEntry &entry : checkpoint->entries)
    if (entry.kind == EntryKind::Tensor)
      touch(entry.tensor());
  // Content may be refused for writing (a name without a UTF-8 form), but what
  // is written is read.
  std::string path = scratchPath();
  CheckpointWriteOptions options;
  options.mode = 0600;
  if (writeCheckpoint(path, checkpoint->items(), options).ok()) {
    Result<Checkpoint> again = readCheckpoint(path);
    require(again.ok());
    compare(*checkpoint, *again);
    ::unlink(path.c_str());
  }
  return 0;
}
