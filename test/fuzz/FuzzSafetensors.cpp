//===- FuzzSafetensors.cpp - Any bytes as a .safetensors file -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What is read, and what the format can hold, is written and read again: the
// second time it must be equal.
//
//===----------------------------------------------------------------------===//

#include "runtime/Checkpoint/Safetensors.h"

#include "test/fuzz/FuzzFile.h"

#include <cstring>

using namespace msrt;
using namespace msrt::test;

static void require(bool condition) {
  if (!condition)
    std::abort();
}

static Result<Checkpoint> read(const std::string &path, bool contents) {
  MSRT_ASSIGN(file, InputFile::open(path, Code::CheckpointOpen));
  CheckpointReadOptions options;
  options.contents = contents;
  return readSafetensors(std::move(file), options);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  FuzzFile file(data, size);
  Result<Checkpoint> names = read(file.path(), false);
  Result<Checkpoint> first = read(file.path(), true);
  require(names.ok() == first.ok());
  if (!first.ok()) {
    checkError(first.status());
    return 0;
  }
  for (const CheckpointEntry &entry : first->entries)
    if (entry.kind == EntryKind::Tensor)
      touch(entry.tensor());
  std::string path =
      "/dev/shm/msrt-fuzz-" + std::to_string(::getpid()) + ".safetensors";
  CheckpointWriteOptions options;
  options.mode = 0600;
  options.checksum = first->hasChecksum;
  options.resume = first->resume;
  if (!writeSafetensors(path, first->items(), options).ok())
    return 0;
  Result<Checkpoint> second = read(path, true);
  require(second.ok() && second->entries.size() == first->entries.size());
  for (const CheckpointEntry &a : first->entries) {
    const CheckpointEntry *b = second->find(a.name);
    require(b && a.dtype == b->dtype && a.dims == b->dims &&
            a.bytes == b->bytes);
    require(a.bytes == 0 ||
            std::memcmp(a.content.data(), b->content.data(), a.bytes) == 0);
  }
  ::unlink(path.c_str());
  return 0;
}
