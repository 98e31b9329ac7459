//===- SafetensorsReader.cpp - Reading .safetensors files -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The header is read only after its length was held against the file's. Then
// contents must fill the rest of the file, one behind the other, each with as
// many bytes as its type and shape need: so no two share bytes and none lies
// outside.
//
//===----------------------------------------------------------------------===//

#include "runtime/Checkpoint/Safetensors.h"

#include "runtime/Checkpoint/Footer.h"
#include "runtime/Core/Crc32.h"
#include "runtime/Core/Json.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace msrt {

using namespace safetensors;

const ElementType safetensors::elementTypes[22] = {
    {"BOOL", 8, MSRT_BOOL},
    {"F4", 4, -1},
    {"F6_E2M3", 6, -1},
    {"F6_E3M2", 6, -1},
    {"U8", 8, MSRT_UINT8},
    {"I8", 8, MSRT_INT8},
    {"F8_E5M2", 8, -1},
    {"F8_E4M3", 8, -1},
    {"F8_E8M0", 8, -1},
    {"F8_E4M3FNUZ", 8, -1},
    {"F8_E5M2FNUZ", 8, -1},
    {"I16", 16, MSRT_INT16},
    {"U16", 16, MSRT_UINT16},
    {"F16", 16, MSRT_FLOAT16},
    {"BF16", 16, MSRT_BFLOAT16},
    {"I32", 32, MSRT_INT32},
    {"U32", 32, MSRT_UINT32},
    {"F32", 32, MSRT_FLOAT32},
    {"C64", 64, -1},
    {"F64", 64, MSRT_FLOAT64},
    {"I64", 64, MSRT_INT64},
    {"U64", 64, MSRT_UINT64},
};

// As the format's own library; far beyond any network.
static constexpr uint64_t maxHeaderBytes = 100000000;
static constexpr size_t maxNameBytes = 1 << 16;
static constexpr size_t maxRank = 64;
static constexpr size_t maxEntries = 1 << 20;

static unsigned long long ull(uint64_t value) { return value; }

namespace {
/// Reads one file.
class SafetensorsReader {
public:
  explicit SafetensorsReader(const InputFile &file) : file(file) {}

  Status read(CheckpointReadOptions options, Checkpoint &result);

private:
  bool header(JsonReader &json);
  bool metadata(JsonReader &json);
  bool tensor(JsonReader &json, std::string name);
  bool dims(JsonReader &json, std::vector<int64_t> &dims);
  Status checkSize(const CheckpointEntry &entry, unsigned bits) const;
  Status checkPlaces() const;
  Status checkSum() const;
  Status readResume(Checkpoint &result) const;
  Status malformed(uint64_t where, const std::string &what) const;

  const InputFile &file;
  uint64_t dataStart = 0;
  std::vector<CheckpointEntry> entries;
  std::vector<unsigned> bits; ///< of an element, per entry
  std::unordered_set<std::string> names;
  std::unordered_map<std::string, std::string> notes; ///< the metadata
};
} // namespace

Status SafetensorsReader::malformed(uint64_t where,
                                    const std::string &what) const {
  return Status::error(Code::CheckpointFormat, "%s: malformed at byte %llu: %s",
                       file.path().c_str(), ull(where), what.c_str());
}

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

bool SafetensorsReader::metadata(JsonReader &json) {
  if (!json.expect('{'))
    return false;
  if (json.consume('}'))
    return true;
  do {
    std::string key, value;
    if (!json.string(key, maxNameBytes) || !json.expect(':') ||
        !json.string(value, maxHeaderBytes))
      return false;
    if (!notes.emplace(key, std::move(value)).second)
      return json.fail("has the metadata " + quoteName(key) + " twice");
  } while (json.consume(','));
  return json.expect('}');
}

bool SafetensorsReader::dims(JsonReader &json, std::vector<int64_t> &dims) {
  if (!json.expect('['))
    return false;
  if (json.consume(']'))
    return true;
  do {
    uint64_t extent;
    if (!json.natural(extent))
      return false;
    if (dims.size() == maxRank)
      return json.fail("has more than 64 dimensions");
    dims.push_back(static_cast<int64_t>(extent));
  } while (json.consume(','));
  return json.expect(']');
}

bool SafetensorsReader::tensor(JsonReader &json, std::string name) {
  bool hasType = false, hasShape = false, hasPlace = false;
  CheckpointEntry entry;
  uint64_t begin = 0, end = 0;
  const ElementType *type = nullptr;
  size_t start = json.position();
  if (!json.expect('{'))
    return false;
  do {
    std::string key;
    size_t place = json.position();
    if (!json.string(key, maxNameBytes) || !json.expect(':'))
      return false;
    bool *seen = key == "dtype"          ? &hasType
                 : key == "shape"        ? &hasShape
                 : key == "data_offsets" ? &hasPlace
                                         : nullptr;
    if (!seen || *seen)
      return json.fail((seen ? "has twice " : "has an unknown key ") +
                           quoteName(key),
                       place);
    *seen = true;
    if (seen == &hasType) {
      if (!json.string(entry.typeName, 256))
        return false;
      for (const ElementType &candidate : elementTypes)
        if (entry.typeName == candidate.name)
          type = &candidate;
      if (!type)
        return json.fail("has the unknown type " + quoteName(entry.typeName),
                         place);
    } else if (seen == &hasShape) {
      if (!dims(json, entry.dims))
        return false;
    } else if (!json.expect('[') || !json.natural(begin) || !json.expect(',') ||
               !json.natural(end) || !json.expect(']')) {
      return false;
    }
  } while (json.consume(','));
  if (!json.expect('}'))
    return false;
  if (!type || !hasShape || !hasPlace)
    return json.fail("lacks dtype, shape or data_offsets", start);
  if (end < begin || end > file.size() - dataStart)
    return json.fail(format("has bytes %llu to %llu of the content, where %llu "
                            "are",
                            ull(begin), ull(end), ull(file.size() - dataStart)),
                     start);
  if (entries.size() == maxEntries)
    return json.fail("is one too many, expected at most 1048576", start);
  if (!names.insert(name).second)
    return json.fail("stands there twice", start);
  entry.name = std::move(name);
  entry.kind = type->dtype < 0 ? EntryKind::Other : EntryKind::Tensor;
  entry.dtype = type->dtype < 0 ? MSRT_UINT8 : static_cast<DType>(type->dtype);
  entry.offset = dataStart + begin;
  entry.bytes = end - begin;
  entries.push_back(std::move(entry));
  bits.push_back(type->bits);
  return true;
}

bool SafetensorsReader::header(JsonReader &json) {
  if (!json.expect('{'))
    return false;
  if (!json.consume('}')) {
    bool hasMetadata = false;
    do {
      std::string name;
      size_t start = json.position();
      if (!json.string(name, maxNameBytes) || !json.expect(':'))
        return false;
      bool isMetadata = name == "__metadata__";
      if (isMetadata && hasMetadata)
        return json.fail("has metadata twice", start);
      hasMetadata |= isMetadata;
      if (isMetadata ? metadata(json) : tensor(json, name))
        continue;
      json.fault = "entry " + quoteName(name) + " " + json.fault;
      return false;
    } while (json.consume(','));
    if (!json.expect('}'))
      return false;
  }
  return json.end();
}

//===----------------------------------------------------------------------===//
// Contents
//===----------------------------------------------------------------------===//

Status SafetensorsReader::checkSize(const CheckpointEntry &entry,
                                    unsigned bits) const {
  int64_t count = elementCount(entry.dims);
  bool fits = count >= 0 && count <= INT64_MAX / 64 &&
              static_cast<uint64_t>(count) * bits % 8 == 0;
  if (fits && static_cast<uint64_t>(count) * bits / 8 == entry.bytes)
    return {};
  std::string needs =
      fits ? format("needs %llu", ull(static_cast<uint64_t>(count) * bits / 8))
           : "has no whole number of bytes";
  return malformed(entry.offset,
                   format("entry %s has %llu bytes of content, shape %s of %s "
                          "%s",
                          quoteName(entry.name).c_str(), ull(entry.bytes),
                          toString(entry.dims).c_str(), entry.typeName.c_str(),
                          needs.c_str()));
}

Status SafetensorsReader::checkPlaces() const {
  std::vector<const CheckpointEntry *> sorted;
  for (const CheckpointEntry &entry : entries)
    sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(),
            [](const CheckpointEntry *a, const CheckpointEntry *b) {
              return std::make_pair(a->offset, a->bytes) <
                     std::make_pair(b->offset, b->bytes);
            });
  uint64_t next = dataStart;
  for (const CheckpointEntry *entry : sorted) {
    if (entry->offset != next)
      return malformed(entry->offset,
                       format("entry %s %s", quoteName(entry->name).c_str(),
                              entry->offset < next
                                  ? "shares bytes with another one"
                                  : "has unused bytes before it"));
    next += entry->bytes;
  }
  if (next == file.size())
    return {};
  return malformed(next, format("has %llu bytes behind the last entry",
                                ull(file.size() - next)));
}

Status SafetensorsReader::checkSum() const {
  auto found = notes.find("crc_num");
  if (found == notes.end())
    return {};
  std::vector<const CheckpointEntry *> sorted;
  for (const CheckpointEntry &entry : entries)
    sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(),
            [](const CheckpointEntry *a, const CheckpointEntry *b) {
              return a->name < b->name;
            });
  uint32_t crc = 0;
  for (const CheckpointEntry *entry : sorted)
    MSRT_TRY(updateChecksum(crc, entry->item(),
                            [&](uint64_t at, void *to, uint64_t bytes) {
                              return file.readAt(entry->offset + at, to, bytes);
                            }));
  if (found->second == std::to_string(crc))
    return {};
  return Status::error(
      Code::CheckpointChecksum, "%s: is damaged: CRC-32 %u, expected %s",
      file.path().c_str(), crc, quoteName(found->second).c_str());
}

Status SafetensorsReader::readResume(Checkpoint &result) const {
  auto found = notes.find(resumeKey);
  if (found == notes.end())
    return {};
  const std::string &digits = found->second;
  std::string message;
  for (size_t i = 0; i + 1 < digits.size(); i += 2) {
    auto value = [](char c) {
      return c >= '0' && c <= '9'   ? c - '0'
             : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                    : 256;
    };
    int byte = value(digits[i]) * 16 + value(digits[i + 1]);
    if (byte > 255)
      break;
    message += static_cast<char>(byte);
  }
  if (message.size() * 2 == digits.size())
    result.resume = decodeResumeState(message);
  return result.resume ? Status()
                       : malformed(8, std::string("the metadata '") +
                                          resumeKey + "' is no state of a run");
}

Status SafetensorsReader::read(CheckpointReadOptions options,
                               Checkpoint &result) {
  uint8_t head[8];
  uint64_t headerBytes = 0;
  if (file.size() < sizeof(head))
    return Status::error(Code::CheckpointFormat,
                         "%s: truncated at byte %llu: expected the 8 bytes of "
                         "the header's length",
                         file.path().c_str(), ull(file.size()));
  MSRT_TRY(file.readAt(0, head, sizeof(head)));
  for (unsigned i = sizeof(head); i-- > 0;)
    headerBytes = headerBytes << 8 | head[i];
  if (headerBytes > maxHeaderBytes)
    return malformed(0, format("has a header of %llu bytes, expected at most "
                               "%llu: is it a .safetensors file?",
                               ull(headerBytes), ull(maxHeaderBytes)));
  if (headerBytes > file.size() - sizeof(head))
    return Status::error(Code::CheckpointFormat,
                         "%s: truncated at byte %llu: the header needs %llu "
                         "bytes, found %llu",
                         file.path().c_str(), ull(file.size()),
                         ull(headerBytes), ull(file.size() - sizeof(head)));
  std::string text(static_cast<size_t>(headerBytes), '\0');
  MSRT_TRY(file.readAt(sizeof(head), text.data(), headerBytes));
  dataStart = sizeof(head) + headerBytes;
  JsonReader json(text);
  if (!header(json))
    return malformed(sizeof(head) + json.faultAt, json.fault);
  if (entries.empty())
    return Status::error(Code::CheckpointFormat,
                         "%s: holds no parameters, expected a checkpoint",
                         file.path().c_str());
  for (size_t i = 0; i < entries.size(); ++i)
    MSRT_TRY(checkSize(entries[i], bits[i]));
  MSRT_TRY(checkPlaces());
  MSRT_TRY(checkSum());
  MSRT_TRY(readResume(result));
  for (CheckpointEntry &entry : entries) {
    // MindSpore keeps the type of an Int4 parameter beside its bytes.
    if (auto note = notes.find(entry.name);
        note != notes.end() && note->second == "Int4") {
      entry.kind = EntryKind::Other;
      entry.typeName = note->second;
    }
    if (!options.contents)
      continue;
    if (options.late && entry.kind == EntryKind::Tensor) {
      entry.pieces.push_back({entry.offset, entry.bytes});
      continue;
    }
    MSRT_ASSIGN(content, Buffer::create(entry.bytes));
    MSRT_TRY(file.readAt(entry.offset, content.data(), entry.bytes));
    entry.content = std::move(content);
  }
  // The names that dtypes have elsewhere: "Float32" for "F32".
  for (CheckpointEntry &entry : entries)
    if (entry.kind == EntryKind::Tensor)
      entry.typeName = dtypeName(entry.dtype);
  result.entries = std::move(entries);
  result.hasChecksum = notes.count("crc_num") != 0;
  return {};
}

Result<Checkpoint> readSafetensors(InputFile file,
                                   CheckpointReadOptions options) {
  Checkpoint checkpoint;
  MSRT_TRY(SafetensorsReader(file).read(options, checkpoint));
  if (options.late)
    checkpoint.file = std::make_shared<InputFile>(std::move(file));
  return checkpoint;
}

//===----------------------------------------------------------------------===//
// Checksum
//===----------------------------------------------------------------------===//

Status safetensors::updateChecksum(uint32_t &crc, const CheckpointItem &item,
                                   const ReadContent &read) {
  crc = crc32(crc, item.name.data(), item.name.size());
  std::vector<uint8_t> piece(1 << 16);
  bool zeros = item.kind == EntryKind::Tensor && item.dims.empty() &&
               item.dtype != MSRT_BOOL && !isFloat(item.dtype);
  uint64_t total = item.bytes;
  if (zeros) {
    // Python's bytes(n) of a whole number: MindSpore 2.10 takes the checksum
    // of a scalar from n zero bytes, not from its own.
    MSRT_TRY(read(0, piece.data(), item.bytes));
    int64_t value = loadInteger(item.dtype, piece.data(), 0);
    if (value < 0 || value > int64_t(1) << 32)
      return Status::error(Code::CheckpointUnsupported,
                           "entry %s is %lld, which has no checksum in "
                           "MindSpore",
                           quoteName(item.name).c_str(),
                           static_cast<long long>(value));
    total = static_cast<uint64_t>(value);
    std::fill(piece.begin(), piece.end(), uint8_t(0));
  }
  for (uint64_t at = 0; at < total;) {
    uint64_t bytes = std::min<uint64_t>(piece.size(), total - at);
    if (!zeros)
      MSRT_TRY(read(at, piece.data(), bytes));
    crc = crc32(crc, piece.data(), static_cast<size_t>(bytes));
    at += bytes;
  }
  return {};
}

} // namespace msrt
