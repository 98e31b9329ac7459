//===- FuzzCheckpoint.cpp - Any bytes as a checkpoint ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What is read is written and read again: the second time it must be equal.
//
//===----------------------------------------------------------------------===//

#include "msrt/Checkpoint.h"

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

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzFile file(data, size);
  Result<Checkpoint> names = readCheckpoint(file.path(), {false});
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
