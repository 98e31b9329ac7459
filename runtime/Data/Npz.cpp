//===- Npz.cpp - Arrays in .npz archives ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The part of the zip format that numpy.savez uses: stored members, zip64
// sizes. The central directory is believed for sizes and places, after they
// were held against the file's size; local headers only tell where their bytes
// start.
//
//===----------------------------------------------------------------------===//

#include "runtime/Core/Crc32.h"
#include "runtime/Core/Text.h"
#include "runtime/Data/NpyFormat.h"

#include <algorithm>
#include <cstring>

namespace msrt {

static constexpr uint32_t localMagic = 0x04034b50;
static constexpr uint32_t centralMagic = 0x02014b50;
static constexpr uint32_t endMagic = 0x06054b50;
static constexpr uint32_t end64Magic = 0x06064b50;
static constexpr uint32_t locatorMagic = 0x07064b50;

static uint64_t little(const uint8_t *bytes, unsigned count) {
  uint64_t value = 0;
  for (unsigned i = count; i-- > 0;)
    value = value << 8 | bytes[i];
  return value;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {
struct Member {
  std::string name;
  uint32_t crc = 0;
  uint64_t offset = 0; ///< of the bytes
  uint64_t bytes = 0;
};

/// Finds the members of an archive.
class ZipReader {
public:
  explicit ZipReader(const InputFile &file) : file(file) {}

  Status read(std::vector<Member> &members);

private:
  Status findDirectory();
  Status readMember(const uint8_t *record, uint64_t left, Member &member,
                    uint64_t &taken);
  Status malformed(const char *what) const {
    return Status::error(Code::DataFormat, "%s: %s", file.path().c_str(), what);
  }

  const InputFile &file;
  uint64_t count = 0, directory = 0, directoryBytes = 0;
};
} // namespace

Status ZipReader::findDirectory() {
  // The end record has 22 bytes and a comment of up to 65535.
  uint64_t tailBytes = std::min<uint64_t>(file.size(), 22 + 65535);
  uint64_t tailStart = file.size() - tailBytes;
  std::vector<uint8_t> tail(static_cast<size_t>(tailBytes));
  MSRT_TRY(file.readAt(tailStart, tail.data(), tailBytes));
  if (tailBytes < 4 || little(tail.data(), 2) != 0x4b50)
    if (tailStart == 0)
      return malformed("is not an archive of numpy.savez");
  size_t at = tail.size();
  for (size_t i = tail.size() < 22 ? 0 : tail.size() - 21; i-- > 0;)
    if (little(&tail[i], 4) == endMagic &&
        i + 22 + little(&tail[i + 20], 2) == tail.size()) {
      at = i;
      break;
    }
  if (at == tail.size())
    return malformed("truncated: the archive's directory is missing");
  const uint8_t *end = &tail[at];
  count = little(end + 10, 2);
  directoryBytes = little(end + 12, 4);
  directory = little(end + 16, 4);
  uint64_t limit = tailStart + at;
  bool wide = count == 0xffff || directoryBytes == 0xffffffffu ||
              directory == 0xffffffffu;
  if (wide && at >= 20 && little(end - 20, 4) == locatorMagic) {
    uint64_t place = little(end - 12, 8);
    uint8_t record[56];
    if (place > limit || limit - place < sizeof(record))
      return malformed("the archive's zip64 directory lies outside the file");
    MSRT_TRY(file.readAt(place, record, sizeof(record)));
    if (little(record, 4) != end64Magic)
      return malformed("the archive's zip64 directory is damaged");
    count = little(record + 32, 8);
    directoryBytes = little(record + 40, 8);
    directory = little(record + 48, 8);
    limit = place;
  }
  // A record of the directory has at least 46 bytes.
  if (directory > limit || directoryBytes > limit - directory ||
      count > directoryBytes / 46)
    return malformed("the archive's directory lies outside the file");
  if (directoryBytes > (1 << 28))
    return malformed("the archive's directory is larger than 256 MiB");
  return {};
}

Status ZipReader::readMember(const uint8_t *record, uint64_t left,
                             Member &member, uint64_t &taken) {
  if (left < 46 || little(record, 4) != centralMagic)
    return malformed("the archive's directory is damaged");
  uint64_t nameBytes = little(record + 28, 2);
  uint64_t extraBytes = little(record + 30, 2);
  taken = 46 + nameBytes + extraBytes + little(record + 32, 2);
  if (taken > left)
    return malformed("the archive's directory is damaged");
  member.name.assign(reinterpret_cast<const char *>(record) + 46,
                     static_cast<size_t>(nameBytes));
  std::string label = file.path() + ": " + quoteName(member.name);
  auto wrong = [&](Code code, const char *what) {
    return Status::error(code, "%s %s", label.c_str(), what);
  };
  if (little(record + 8, 2) & 1)
    return wrong(Code::DataUnsupported, "is encrypted");
  unsigned method = static_cast<unsigned>(little(record + 10, 2));
  if (method != 0)
    return wrong(Code::DataUnsupported,
                 "is compressed, expected a stored member: write the file with "
                 "numpy.savez, not numpy.savez_compressed");
  member.crc = static_cast<uint32_t>(little(record + 16, 4));
  uint64_t stored = little(record + 20, 4);
  member.bytes = little(record + 24, 4);
  uint64_t header = little(record + 42, 4);
  // The zip64 extra field holds those of the three that are all ones.
  const uint8_t *extra = record + 46 + nameBytes;
  for (uint64_t i = 0; i + 4 <= extraBytes;) {
    uint64_t length = little(extra + i + 2, 2);
    if (length > extraBytes - i - 4)
      return wrong(Code::DataFormat, "has a damaged directory entry");
    if (little(extra + i, 2) == 1) {
      const uint8_t *field = extra + i + 4, *fieldEnd = field + length;
      for (uint64_t *value : {&member.bytes, &stored, &header})
        if (*value == 0xffffffffu && fieldEnd - field >= 8) {
          *value = little(field, 8);
          field += 8;
        }
    }
    i += 4 + length;
  }
  if (stored != member.bytes)
    return wrong(Code::DataFormat, "has two different sizes");

  uint8_t local[30];
  if (header > directory || directory - header < sizeof(local))
    return wrong(Code::DataFormat, "lies outside the file");
  MSRT_TRY(file.readAt(header, local, sizeof(local)));
  if (little(local, 4) != localMagic)
    return wrong(Code::DataFormat, "has a damaged header");
  member.offset =
      header + sizeof(local) + little(local + 26, 2) + little(local + 28, 2);
  if (member.offset > directory || member.bytes > directory - member.offset)
    return wrong(Code::DataFormat, "lies outside the file");
  return {};
}

Status ZipReader::read(std::vector<Member> &members) {
  MSRT_TRY(findDirectory());
  std::vector<uint8_t> records(static_cast<size_t>(directoryBytes));
  MSRT_TRY(file.readAt(directory, records.data(), directoryBytes));
  uint64_t at = 0;
  for (uint64_t i = 0; i < count; ++i) {
    Member member;
    uint64_t taken = 0;
    MSRT_TRY(
        readMember(records.data() + at, directoryBytes - at, member, taken));
    at += taken;
    if (member.name.size() < 4 ||
        member.name.compare(member.name.size() - 4, 4, ".npy") != 0)
      return Status::error(Code::DataUnsupported,
                           "%s: %s is not an array, expected a name in .npy",
                           file.path().c_str(), quoteName(member.name).c_str());
    members.push_back(std::move(member));
  }
  return {};
}

static Result<NpyInfo> inspectMember(const InputFile &file,
                                     const Member &member) {
  std::string name = member.name.substr(0, member.name.size() - 4);
  Result<NpyInfo> info =
      readNpyHeader(file, member.offset, member.offset + member.bytes,
                    file.path() + ": " + quoteName(name));
  if (info.ok())
    info->name = name;
  return info;
}

Result<std::vector<NpyInfo>> inspectNpz(const InputFile &file) {
  std::vector<Member> members;
  MSRT_TRY(ZipReader(file).read(members));
  std::vector<NpyInfo> arrays;
  for (const Member &member : members) {
    MSRT_ASSIGN(info, inspectMember(file, member));
    arrays.push_back(std::move(info));
  }
  return arrays;
}

static Status checkMember(const InputFile &file, const Member &member) {
  std::vector<uint8_t> piece(1 << 16);
  uint32_t crc = 0;
  for (uint64_t at = 0; at < member.bytes;) {
    uint64_t bytes = std::min<uint64_t>(piece.size(), member.bytes - at);
    MSRT_TRY(file.readAt(member.offset + at, piece.data(), bytes));
    crc = crc32(crc, piece.data(), static_cast<size_t>(bytes));
    at += bytes;
  }
  if (crc == member.crc)
    return {};
  return Status::error(
      Code::DataFormat, "%s: %s is damaged: CRC-32 %08x, expected %08x",
      file.path().c_str(), quoteName(member.name).c_str(), crc, member.crc);
}

Result<std::vector<NamedTensor>> readNpz(const std::string &path) {
  MSRT_ASSIGN(file, InputFile::open(path, Code::DataOpen));
  std::vector<Member> members;
  MSRT_TRY(ZipReader(file).read(members));
  std::vector<NamedTensor> tensors;
  for (const Member &member : members) {
    MSRT_ASSIGN(info, inspectMember(file, member));
    MSRT_TRY(checkMember(file, member));
    MSRT_ASSIGN(tensor, readArray(file, info));
    tensors.push_back({std::move(info.name), std::move(tensor)});
  }
  return tensors;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static void append(std::string &text, uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i)
    text += static_cast<char>(value >> (8 * i) & 0xff);
}

// Fields that local header and directory record share: from the version needed
// to the sizes. The date is zip's first day, so that equal data give equal
// files.
static void appendCommon(std::string &text, uint32_t crc, uint64_t sizeField) {
  append(text, 45, 2);
  append(text, 0x800, 2); // names are UTF-8
  append(text, 0, 2);     // stored
  append(text, 0, 2);
  append(text, 1 << 5 | 1, 2);
  append(text, crc, 4);
  append(text, sizeField, 4);
  append(text, sizeField, 4);
}

static std::string directoryRecord(const std::string &name, uint32_t crc,
                                   uint64_t bytes, uint64_t offset) {
  bool wideSize = bytes >= 0xffffffffu, wideOffset = offset >= 0xffffffffu;
  std::string extra;
  if (wideSize || wideOffset) {
    append(extra, 1, 2);
    append(extra, (wideSize ? 16 : 0) + (wideOffset ? 8 : 0), 2);
    if (wideSize) {
      append(extra, bytes, 8);
      append(extra, bytes, 8);
    }
    if (wideOffset)
      append(extra, offset, 8);
  }
  std::string record;
  append(record, centralMagic, 4);
  append(record, 3 << 8 | 45, 2); // made on Unix
  appendCommon(record, crc, wideSize ? 0xffffffffu : bytes);
  append(record, name.size(), 2);
  append(record, extra.size(), 2);
  append(record, 0, 2);
  append(record, 0, 2);
  append(record, 0, 2);
  append(record, 0100600u << 16, 4);
  append(record, wideOffset ? 0xffffffffu : offset, 4);
  return record + name + extra;
}

static std::string archiveEnd(uint64_t count, uint64_t start, uint64_t end) {
  uint64_t bytes = end - start;
  bool wide = count >= 0xffff || bytes >= 0xffffffffu || start >= 0xffffffffu;
  std::string text;
  if (wide) {
    append(text, end64Magic, 4);
    append(text, 44, 8);
    append(text, 45, 2);
    append(text, 45, 2);
    append(text, 0, 4);
    append(text, 0, 4);
    append(text, count, 8);
    append(text, count, 8);
    append(text, bytes, 8);
    append(text, start, 8);
    append(text, locatorMagic, 4);
    append(text, 0, 4);
    append(text, end, 8);
    append(text, 1, 4);
  }
  append(text, endMagic, 4);
  append(text, 0, 4);
  append(text, std::min<uint64_t>(count, 0xffff), 2);
  append(text, std::min<uint64_t>(count, 0xffff), 2);
  append(text, std::min<uint64_t>(bytes, 0xffffffffu), 4);
  append(text, std::min<uint64_t>(start, 0xffffffffu), 4);
  append(text, 0, 2);
  return text;
}

Status writeNpz(const std::string &path,
                const std::vector<NamedTensorRef> &tensors) {
  MSRT_ASSIGN(file, AtomicFile::create(path, Code::DataWrite));
  std::string directory;
  for (const NamedTensorRef &entry : tensors) {
    std::string name = entry.name + ".npy";
    if (name.size() > 0xffff)
      return Status::error(Code::DataWrite, "%s: name %s is too long",
                           path.c_str(), quoteName(entry.name).c_str());
    std::string header = npyHeader(entry.tensor);
    uint64_t dataBytes = static_cast<uint64_t>(entry.tensor.bytes());
    uint64_t bytes = header.size() + dataBytes;
    uint32_t crc = crc32(0, header.data(), header.size());
    crc = crc32(crc, entry.tensor.data, static_cast<size_t>(dataBytes));
    directory += directoryRecord(name, crc, bytes, file.written());
    // As numpy: the local header always has the sizes in 64 bits.
    std::string local;
    append(local, localMagic, 4);
    appendCommon(local, crc, 0xffffffffu);
    append(local, name.size(), 2);
    append(local, 20, 2);
    local += name;
    append(local, 1, 2);
    append(local, 16, 2);
    append(local, bytes, 8);
    append(local, bytes, 8);
    local += header;
    MSRT_TRY(file.write(local.data(), local.size()));
    MSRT_TRY(file.write(entry.tensor.data, dataBytes));
  }
  uint64_t start = file.written();
  directory += archiveEnd(tensors.size(), start, start + directory.size());
  MSRT_TRY(file.write(directory.data(), directory.size()));
  return file.commit();
}

} // namespace msrt
