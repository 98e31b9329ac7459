//===- Reader.cpp - Reading .ckpt files -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Two passes: the first walks the messages, notes where contents lie and checks
// that sizes agree; the second reads each content straight into its buffer. So
// memory is asked for only after the file was seen to hold that much.
//
//===----------------------------------------------------------------------===//

#include "msrt/Checkpoint.h"
#include "runtime/Checkpoint/Footer.h"
#include "runtime/Checkpoint/Safetensors.h"
#include "runtime/Checkpoint/WireReader.h"
#include "runtime/Core/Text.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace msrt {

// Far beyond any network; they bound what a hostile file can make us allocate.
static constexpr size_t maxRank = 64;
static constexpr uint64_t maxNameBytes = 1 << 16;
static constexpr uint64_t maxEntries = 1 << 20;

// For %llu.
static unsigned long long ull(uint64_t value) { return value; }

namespace {
struct Piece {
  uint64_t offset, bytes;
};

/// A Value message, before its content is read.
struct RawValue {
  uint64_t begin = 0, end = 0; ///< in the file
  uint64_t index = 0;
  bool hasName = false, hasTensor = false, hasMap = false, hasType = false;
  std::string name, typeName;
  std::vector<int64_t> dims;
  Piece content{0, 0};
  Piece map{0, 0};
};

/// Walks one file.
class CheckpointReader {
public:
  CheckpointReader(const InputFile &file, uint64_t end)
      : file(file), wire(file, end), end(end) {}

  Status read(CheckpointReadOptions options, Checkpoint &result);

private:
  bool value(RawValue &value);
  bool tensor(uint64_t end, RawValue &value);
  bool dims(uint64_t end, WireTag tag, RawValue &value);
  Status truncated(uint64_t begin, uint64_t bytes, uint64_t index);
  Status malformed(const RawValue &value) const;
  Status wrong(const CheckpointEntry &entry, uint64_t index,
               const std::string &what) const;
  Status start(RawValue &value, CheckpointEntry &entry) const;
  Status finish(CheckpointEntry &entry, uint64_t index,
                const std::vector<Piece> &pieces) const;
  Status readContent(CheckpointEntry &entry,
                     const std::vector<Piece> &pieces) const;

  const InputFile &file;
  WireReader wire;
  uint64_t end;
};
} // namespace

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

bool CheckpointReader::dims(uint64_t end, WireTag tag, RawValue &value) {
  uint64_t start = wire.position(), listEnd = end, extent;
  bool packed = tag.type == WireType::Length;
  if (packed) {
    if (!wire.length(end, extent))
      return false;
    listEnd = wire.position() + extent;
  }
  while (!packed || wire.position() < listEnd) {
    if (!wire.varint(listEnd, extent))
      return false;
    if (value.dims.size() == maxRank)
      return wire.fail("has more than 64 dimensions", start);
    value.dims.push_back(static_cast<int64_t>(extent));
    if (value.dims.back() < 0)
      return wire.fail(format("has the dimension %lld",
                              static_cast<long long>(value.dims.back())),
                       start);
    if (!packed)
      break;
  }
  return true;
}

bool CheckpointReader::tensor(uint64_t end, RawValue &value) {
  while (wire.position() < end) {
    WireTag tag;
    uint64_t bytes, start = wire.position();
    if (!wire.tag(end, tag))
      return false;
    bool isLength = tag.type == WireType::Length;
    if (tag.field == 1 && (isLength || tag.type == WireType::Varint)) {
      if (!dims(end, tag, value))
        return false;
    } else if (tag.field == 2 && isLength) {
      if (!wire.length(end, bytes) ||
          !wire.bytes(std::min<uint64_t>(bytes, 256), value.typeName))
        return false;
      if (bytes > 256)
        return wire.fail("has a type name of more than 256 bytes", start);
      value.hasType = true;
    } else if (tag.field == 3 && isLength) {
      if (!wire.length(end, bytes))
        return false;
      value.content = {wire.position(), bytes};
      wire.seek(wire.position() + bytes);
    } else if (tag.field <= 3) {
      return wire.fail(
          format("has field %u of the tensor in another form", tag.field),
          start);
    } else if (!wire.skip(end, tag)) {
      return false;
    }
  }
  return true;
}

bool CheckpointReader::value(RawValue &value) {
  while (wire.position() < value.end) {
    WireTag tag;
    uint64_t bytes, start = wire.position();
    if (!wire.tag(value.end, tag))
      return false;
    if (tag.field > 3) {
      if (!wire.skip(value.end, tag))
        return false;
      continue;
    }
    if (tag.type != WireType::Length)
      return wire.fail(format("has field %u in another form", tag.field),
                       start);
    if (!wire.length(value.end, bytes))
      return false;
    uint64_t fieldEnd = wire.position() + bytes;
    if (tag.field == 1) {
      if (bytes > maxNameBytes)
        return wire.fail(format("has a name of %llu bytes", ull(bytes)), start);
      if (!wire.bytes(bytes, value.name))
        return false;
      value.hasName = true;
    } else if (tag.field == 2) {
      value.hasTensor = true;
      if (!tensor(fieldEnd, value))
        return false;
    } else {
      value.hasMap = true;
      value.map = {wire.position(), bytes};
      wire.seek(fieldEnd);
    }
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

Status CheckpointReader::malformed(const RawValue &value) const {
  if (!wire.io.ok())
    return wire.io;
  std::string entry = format("entry %llu", ull(value.index));
  if (value.hasName)
    entry += " " + quoteName(value.name);
  return Status::error(Code::CheckpointFormat,
                       "%s: malformed at byte %llu: %s %s", file.path().c_str(),
                       ull(wire.faultAt), entry.c_str(), wire.fault.c_str());
}

// The file ends before the value does. Its name mostly comes first, so that the
// message can have it.
Status CheckpointReader::truncated(uint64_t begin, uint64_t bytes,
                                   uint64_t index) {
  WireTag tag;
  uint64_t length;
  std::string name;
  wire.seek(begin);
  if (wire.tag(end, tag) && tag.field == 1 && tag.type == WireType::Length &&
      wire.length(end, length) && wire.bytes(length, name))
    name = " " + quoteName(name);
  else
    name.clear();
  return Status::error(
      Code::CheckpointFormat,
      "%s: truncated at byte %llu: entry %llu%s needs %llu bytes, found %llu",
      file.path().c_str(), ull(end), ull(index), name.c_str(), ull(bytes),
      ull(end - begin));
}

Status CheckpointReader::wrong(const CheckpointEntry &entry, uint64_t index,
                               const std::string &what) const {
  return Status::error(Code::CheckpointFormat,
                       "%s: malformed at byte %llu: entry %llu %s %s",
                       file.path().c_str(), ull(entry.offset), ull(index),
                       quoteName(entry.name).c_str(), what.c_str());
}

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

// Decodes UTF-32-LE; false where a code point is none.
static bool decodeText(const uint8_t *bytes, uint64_t count,
                       std::string &text) {
  for (uint64_t i = 0; i + 4 <= count; i += 4) {
    uint32_t c = bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 |
                 static_cast<uint32_t>(bytes[i + 3]) << 24;
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
      return false;
    appendUtf8(text, c);
  }
  // NumPy pads text with zeros, and an empty one to a single zero.
  while (!text.empty() && text.back() == '\0')
    text.pop_back();
  return true;
}

// Takes over what the value says of itself.
Status CheckpointReader::start(RawValue &value, CheckpointEntry &entry) const {
  entry.name = std::move(value.name);
  entry.offset = value.begin;
  if (!value.hasName)
    return wrong(entry, value.index, "has no name");
  if (value.hasMap) {
    entry.kind = EntryKind::Map;
    return {};
  }
  if (!value.hasTensor || !value.hasType)
    return wrong(entry, value.index,
                 value.hasTensor ? "has no element type" : "has no tensor");
  std::optional<DType> dtype = parseDType(value.typeName);
  entry.kind = value.typeName == "str" ? EntryKind::Text
               : dtype                 ? EntryKind::Tensor
                                       : EntryKind::Other;
  entry.dtype = dtype.value_or(MSRT_UINT8);
  entry.typeName = std::move(value.typeName);
  entry.dims = std::move(value.dims);
  return {};
}

// Checks the joined slices and reads nothing yet.
Status CheckpointReader::finish(CheckpointEntry &entry, uint64_t index,
                                const std::vector<Piece> &pieces) const {
  entry.bytes = 0;
  for (const Piece &piece : pieces)
    entry.bytes += piece.bytes;
  if (entry.kind == EntryKind::Text && entry.bytes % 4 != 0)
    return wrong(entry, index,
                 format("is text of %llu bytes, expected a multiple of 4",
                        ull(entry.bytes)));
  if (entry.kind != EntryKind::Tensor)
    return {};
  // Old versions wrote scalars as [0]; without content it is what it says.
  if (entry.dims.size() == 1 && entry.dims[0] == 0 &&
      entry.bytes == dtypeBytes(entry.dtype))
    entry.dims.clear();
  int64_t expected = tensorBytes(entry.dtype, entry.dims);
  if (expected >= 0 && static_cast<uint64_t>(expected) == entry.bytes)
    return {};
  std::string needs =
      expected < 0 ? "overflows"
                   : format("needs %lld", static_cast<long long>(expected));
  return wrong(entry, index,
               format("has %llu bytes of content, shape %s of %s %s",
                      ull(entry.bytes), toString(entry.dims).c_str(),
                      dtypeName(entry.dtype), needs.c_str()));
}

Status CheckpointReader::readContent(CheckpointEntry &entry,
                                     const std::vector<Piece> &pieces) const {
  MSRT_ASSIGN(content, Buffer::create(entry.bytes));
  uint64_t filled = 0;
  for (const Piece &piece : pieces) {
    MSRT_TRY(file.readAt(piece.offset, content.data() + filled, piece.bytes));
    filled += piece.bytes;
  }
  if (entry.kind != EntryKind::Text) {
    entry.content = std::move(content);
    return {};
  }
  if (decodeText(content.data(), entry.bytes, entry.text))
    return {};
  return Status::error(Code::CheckpointFormat,
                       "%s: malformed at byte %llu: the text of %s is not "
                       "UTF-32",
                       file.path().c_str(), ull(entry.offset),
                       quoteName(entry.name).c_str());
}

Status CheckpointReader::read(CheckpointReadOptions options,
                              Checkpoint &result) {
  std::vector<std::vector<Piece>> pieces;
  std::vector<uint64_t> indices;
  uint64_t index = 0;
  while (wire.position() < end) {
    WireTag tag;
    RawValue raw;
    raw.index = index;
    uint64_t start = wire.position(), bytes = 0;
    bool good = wire.tag(end, tag);
    if (good && tag.field != 1) {
      if (!wire.skip(end, tag))
        return malformed(raw);
      continue;
    }
    if (good && tag.type != WireType::Length)
      good = wire.fail("is not a message", start);
    if (good && index == maxEntries)
      good = wire.fail("is one too many, expected at most 1048576", start);
    if (!good || !wire.varint(end, bytes))
      return malformed(raw);
    raw.begin = wire.position();
    if (bytes > end - raw.begin)
      return truncated(raw.begin, bytes, index);
    raw.end = raw.begin + bytes;
    if (!value(raw))
      return malformed(raw);
    Piece piece = raw.hasMap ? raw.map : raw.content;

    CheckpointEntry entry;
    MSRT_TRY(this->start(raw, entry));
    CheckpointEntry *last =
        result.entries.empty() ? nullptr : &result.entries.back();
    if (last && last->name == entry.name && entry.kind != EntryKind::Map &&
        last->kind != EntryKind::Map) {
      // A slice: MindSpore takes type and shape from the last one.
      last->kind = entry.kind;
      last->dtype = entry.dtype;
      last->typeName = std::move(entry.typeName);
      last->dims = std::move(entry.dims);
      pieces.back().push_back(piece);
    } else {
      result.entries.push_back(std::move(entry));
      pieces.push_back({piece});
      indices.push_back(index);
    }
    ++index;
  }
  if (result.entries.empty())
    return Status::error(Code::CheckpointFormat,
                         "%s: holds no parameters, expected a checkpoint",
                         file.path().c_str());
  for (size_t i = 0; i < result.entries.size(); ++i)
    MSRT_TRY(finish(result.entries[i], indices[i], pieces[i]));
  for (size_t i = 0; options.contents && i < result.entries.size(); ++i) {
    CheckpointEntry &entry = result.entries[i];
    if (!options.late || entry.kind != EntryKind::Tensor) {
      MSRT_TRY(readContent(entry, pieces[i]));
      continue;
    }
    for (const Piece &piece : pieces[i])
      entry.pieces.push_back({piece.offset, piece.bytes});
  }
  return {};
}

//===----------------------------------------------------------------------===//
// The file as a whole
//===----------------------------------------------------------------------===//

// Files of other kinds that users pass by mistake.
static Status checkMagic(const InputFile &file) {
  static const struct {
    const char *magic;
    unsigned length;
    const char *what;
  } table[] = {
      {"PK\x03\x04", 4, "is a zip archive"},
      {"\x89HDF\r\n", 6, "is an HDF5 file"},
  };
  char head[8] = {};
  uint64_t bytes = std::min<uint64_t>(file.size(), sizeof(head));
  MSRT_TRY(file.readAt(0, head, bytes));
  for (const auto &entry : table)
    if (bytes >= entry.length &&
        std::memcmp(head, entry.magic, entry.length) == 0)
      return Status::error(Code::CheckpointUnsupported,
                           "%s: %s, expected a plain MindSpore checkpoint",
                           file.path().c_str(), entry.what);
  return {};
}

// The file in plain form; whether it had to be decrypted.
static Result<bool> decrypt(InputFile &file,
                            const CheckpointReadOptions &options) {
  MSRT_ASSIGN(mode, encryptionOf(file));
  if (!*mode && (!options.cipher || options.plainToo))
    return false;
  if (!options.cipher)
    return Status::error(Code::CheckpointUnsupported,
                         "%s: is encrypted (%s): it is read with its key, and "
                         "not by compiled networks",
                         file.path().c_str(), mode);
  MSRT_ASSIGN(plain, options.cipher->decrypt(file));
  file = std::move(plain);
  return true;
}

// A file of ours without its footer is not whole, though every entry in it may
// be.
static Status cutOff(const InputFile &file, const Checkpoint &found) {
  std::string last = found.entries.empty()
                         ? "no entry"
                         : "entry " + quoteName(found.entries.back().name) +
                               " of " + std::to_string(found.entries.size());
  return Status::error(Code::CheckpointFormat,
                       "%s: truncated at byte %llu: ends after %s without its "
                       "footer",
                       file.path().c_str(), ull(file.size()), last.c_str());
}

// A .ckpt in plain form.
static Result<Checkpoint> readPlain(InputFile file,
                                    CheckpointReadOptions options) {
  MSRT_TRY(checkMagic(file));
  MSRT_ASSIGN(frame, checkFrame(file));
  Checkpoint checkpoint;
  if (!frame.trailerDamage.ok()) {
    // The last tensor may end like a trailer; no message begins like one.
    bool ours = frame.hasHeader || frame.hasFooter;
    if (ours ||
        !CheckpointReader(file, file.size()).read(options, checkpoint).ok())
      return frame.trailerDamage;
  } else if (frame.hasHeader && !frame.hasFooter) {
    CheckpointReadOptions names;
    names.contents = false;
    Checkpoint found;
    if (file.size() > checkpointHeader().size())
      MSRT_TRY(CheckpointReader(file, file.size()).read(names, found));
    return cutOff(file, found);
  } else {
    MSRT_TRY(CheckpointReader(file, frame.end).read(options, checkpoint));
    checkpoint.hasChecksum = frame.hasTrailer;
  }
  checkpoint.hasFooter = frame.hasFooter;
  checkpoint.resume = std::move(frame.resume);
  if (options.late)
    checkpoint.file = std::make_shared<InputFile>(std::move(file));
  return checkpoint;
}

Result<Checkpoint> readCheckpoint(const std::string &path,
                                  CheckpointReadOptions options) {
  MSRT_ASSIGN(file, InputFile::open(path, Code::CheckpointOpen));
  if (file.size() == 0)
    return Status::error(Code::CheckpointFormat,
                         "%s: is empty, expected a checkpoint", path.c_str());
  MSRT_ASSIGN(decrypted, decrypt(file, options));
  Result<Checkpoint> checkpoint =
      isSafetensorsPath(path) ? readSafetensors(std::move(file), options)
                              : readPlain(std::move(file), options);
  // AES-CBC does not notice every wrong key.
  if (!checkpoint.ok() && decrypted)
    return Status::error(Code::CheckpointKey,
                         "%s: holds no checkpoint when it is decrypted: the "
                         "key is wrong or the file is damaged",
                         path.c_str());
  return checkpoint;
}

Status Checkpoint::copyContent(const CheckpointEntry &entry, void *to) const {
  auto *bytes = static_cast<uint8_t *>(to);
  if (!file || entry.pieces.empty()) {
    if (entry.bytes)
      std::memcpy(bytes, entry.content.data(), entry.bytes);
    return {};
  }
  for (const CheckpointPiece &piece : entry.pieces) {
    MSRT_TRY(file->readAt(piece.offset, bytes, piece.bytes));
    bytes += piece.bytes;
  }
  return {};
}

void Checkpoint::keepLast() {
  std::unordered_map<std::string, size_t> places;
  std::vector<CheckpointEntry> kept;
  for (CheckpointEntry &entry : entries) {
    auto [place, isNew] = places.emplace(entry.name, kept.size());
    if (isNew)
      kept.push_back(std::move(entry));
    else
      kept[place->second] = std::move(entry);
  }
  entries = std::move(kept);
}

const CheckpointEntry *Checkpoint::find(std::string_view name) const {
  for (size_t i = entries.size(); i-- > 0;)
    if (entries[i].name == name)
      return &entries[i];
  return nullptr;
}

} // namespace msrt
