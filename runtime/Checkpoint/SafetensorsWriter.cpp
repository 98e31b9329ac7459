//===- SafetensorsWriter.cpp - Writing .safetensors files -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The bytes that MindSpore and the format's own library write: contents sorted
// by type, wide ones first, then by name; the header filled up with spaces to a
// multiple of eight, so that contents are aligned in a mapped file.
//
//===----------------------------------------------------------------------===//

#include "runtime/Checkpoint/Safetensors.h"

#include "runtime/Checkpoint/Footer.h"
#include "runtime/Core/Json.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cstring>

namespace msrt {

using namespace safetensors;

bool isSafetensorsPath(std::string_view path) {
  std::string_view suffix = ".safetensors";
  return path.size() > suffix.size() &&
         path.substr(path.size() - suffix.size()) == suffix;
}

// The item's place in the table of types, or an error.
static Result<size_t> typeOf(const std::string &path,
                             const CheckpointItem &item) {
  std::string name = path + ": entry " + quoteName(item.name);
  auto wrong = [&](const char *what) {
    return Status::error(Code::CheckpointUnsupported,
                         "%s %s, which a .safetensors file cannot hold",
                         name.c_str(), what);
  };
  if (item.kind == EntryKind::Text)
    return wrong("is a text");
  if (item.kind != EntryKind::Tensor)
    return wrong(item.kind == EntryKind::Map ? "is a hash map"
                                             : "has a type of its own");
  if (item.name == "__metadata__" || !isUtf8(item.name))
    return wrong(item.name == "__metadata__" ? "has the metadata's name"
                                             : "has a name that is not UTF-8");
  int64_t expected = tensorBytes(item.dtype, item.dims);
  if (expected < 0 || static_cast<uint64_t>(expected) != item.bytes)
    return Status::error(
        Code::CheckpointWrite, "%s of shape %s and type %s has %llu bytes",
        name.c_str(), toString(item.dims).c_str(), dtypeName(item.dtype),
        static_cast<unsigned long long>(item.bytes));
  size_t type = 0;
  while (elementTypes[type].dtype != static_cast<int>(item.dtype))
    ++type;
  return type;
}

static std::string hexOf(const std::string &bytes) {
  std::string text;
  for (char c : bytes)
    text += format("%02x", static_cast<unsigned char>(c));
  return text;
}

static Result<std::string>
describe(const std::vector<const CheckpointItem *> &byName,
         const std::vector<std::pair<size_t, const CheckpointItem *>> &inFile,
         const CheckpointWriteOptions &options) {
  std::string text = "{\"__metadata__\":{\"format\":\"ms\"";
  // A run is not resumed from damaged contents.
  if (options.checksum || options.resume) {
    uint32_t crc = 0;
    for (const CheckpointItem *item : byName)
      MSRT_TRY(updateChecksum(
          crc, *item, [&](uint64_t at, void *to, uint64_t bytes) {
            std::memcpy(to, static_cast<const char *>(item->data) + at,
                        static_cast<size_t>(bytes));
            return Status();
          }));
    text += ",\"crc_num\":\"" + std::to_string(crc) + "\"";
  }
  if (options.resume)
    text += std::string(",\"") + resumeKey + "\":\"" +
            hexOf(encodeResumeState(*options.resume)) + "\"";
  text += "}";
  uint64_t at = 0;
  for (const auto &[type, item] : inFile) {
    text += "," + quoteJson(item->name) + ":{\"dtype\":\"" +
            elementTypes[type].name + "\",\"shape\":[";
    for (size_t k = 0; k < item->dims.size(); ++k)
      text += (k ? "," : "") + std::to_string(item->dims[k]);
    text += "],\"data_offsets\":[" + std::to_string(at);
    at += item->bytes;
    text += "," + std::to_string(at) + "]}";
  }
  text += "}";
  text.append((8 - text.size() % 8) % 8, ' ');
  return text;
}

Status writeSafetensors(const std::string &path,
                        const std::vector<CheckpointItem> &items,
                        const CheckpointWriteOptions &options) {
  if (options.cipher)
    return Status::error(Code::CheckpointUnsupported,
                         "%s: MindSpore encrypts .ckpt files only",
                         path.c_str());
  std::vector<const CheckpointItem *> byName;
  std::vector<std::pair<size_t, const CheckpointItem *>> inFile;
  for (const CheckpointItem &item : items) {
    Result<size_t> type = typeOf(path, item);
    if (!type.ok())
      return type.status();
    byName.push_back(&item);
    inFile.push_back({*type, &item});
  }
  auto before = [](const CheckpointItem *a, const CheckpointItem *b) {
    return a->name < b->name;
  };
  std::sort(byName.begin(), byName.end(), before);
  for (size_t k = 1; k < byName.size(); ++k)
    if (byName[k - 1]->name == byName[k]->name)
      return Status::error(Code::CheckpointUnsupported,
                           "%s: entry %s stands there twice, which a "
                           ".safetensors file cannot hold",
                           path.c_str(), quoteName(byName[k]->name).c_str());
  std::sort(inFile.begin(), inFile.end(), [&](const auto &a, const auto &b) {
    return a.first != b.first ? a.first > b.first : before(a.second, b.second);
  });
  MSRT_ASSIGN(header, describe(byName, inFile, options));
  MSRT_ASSIGN(file, AtomicFile::create(path, Code::CheckpointWrite));
  char head[8];
  for (unsigned i = 0; i < 8; ++i)
    head[i] = static_cast<char>(uint64_t(header.size()) >> (8 * i) & 0xff);
  MSRT_TRY(file.write(head, sizeof(head)));
  MSRT_TRY(file.write(header.data(), header.size()));
  for (const auto &[type, item] : inFile)
    MSRT_TRY(file.write(item->data, item->bytes));
  return file.commit(options.mode);
}

} // namespace msrt
