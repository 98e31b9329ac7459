//===- Footer.cpp - What our checkpoints begin and end with ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "runtime/Checkpoint/Footer.h"

#include "runtime/Checkpoint/WireReader.h"
#include "runtime/Checkpoint/WireWriter.h"
#include "runtime/Core/Crc32.h"

#include <algorithm>
#include <cstring>

namespace msrt {

static constexpr unsigned frameField = 1000;
static constexpr unsigned frameVersion = 1;
static constexpr uint32_t frameMagic = 0x6b63736d; // "msck"
static constexpr uint64_t blockBytes = 1 << 16;
// Of the footer: magic, length and CRC, each with a tag of one byte.
static constexpr uint64_t tailBytes = 15;
// MindSpore's: "crc_num" and ten bytes.
static constexpr uint64_t trailerBytes = 17;

// For %llu.
static unsigned long long ull(uint64_t value) { return value; }

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

std::string checkpointHeader() {
  std::string message, field;
  putNumber(message, 1, frameVersion);
  putFixed32(message, 13, frameMagic);
  putString(field, frameField, message);
  return field;
}

std::string encodeResumeState(const ResumeState &state) {
  std::string message;
  const int64_t numbers[] = {state.epoch, state.step, state.globalStep,
                             state.stepsPerEpoch, state.badSteps};
  unsigned field = 1;
  for (int64_t number : numbers)
    putNumber(message, field++, static_cast<uint64_t>(number));
  uint64_t loss;
  std::memcpy(&loss, &state.loss, sizeof(loss));
  putFixed64(message, 6, loss);
  putString(message, 7, state.data);
  putString(message, 8, state.key);
  for (const HiddenValue &value : state.hidden) {
    std::string entry;
    putString(entry, 1, value.name);
    putString(entry, 2, value.bytes);
    putString(message, 9, entry);
  }
  return message;
}

void FooterBuilder::closeBlock() {
  total = crc32Combine(total, block, crc32Shift(inBlock));
  blocks.push_back(block);
  block = 0;
  inBlock = 0;
}

void FooterBuilder::add(const void *data, uint64_t bytes) {
  const auto *next = static_cast<const uint8_t *>(data);
  while (bytes > 0) {
    uint64_t piece = std::min(bytes, blockBytes - inBlock);
    block = crc32(block, next, static_cast<size_t>(piece));
    next += piece;
    bytes -= piece;
    inBlock += piece;
    if (inBlock == blockBytes)
      closeBlock();
  }
}

std::string FooterBuilder::finish(const std::optional<ResumeState> &state) {
  if (inBlock > 0)
    closeBlock();
  std::string message, field;
  putNumber(message, 1, frameVersion);
  putNumber(message, 2, blockBytes);
  putLength(message, 3, 4 * blocks.size());
  for (uint32_t crc : blocks)
    putBytes(message, crc, 4);
  if (state)
    putString(message, 4, encodeResumeState(*state));
  putLength(field, frameField, message.size() + tailBytes);
  field += message;
  putFixed32(field, 13, frameMagic);
  putFixed32(field, 14, static_cast<uint32_t>(field.size() + tailBytes - 5));
  putVarint(field, 15 << 3 | 5);
  total = crc32(total, field.data(), field.size());
  std::string crc;
  putBytes(crc, total, 4);
  total = crc32(total, crc.data(), crc.size());
  return field + crc;
}

//===----------------------------------------------------------------------===//
// Messages in memory
//===----------------------------------------------------------------------===//

namespace {
/// Walks the fields of a message.
class MessageReader {
public:
  explicit MessageReader(std::string_view message) : rest(message) {}

  /// The next field; false at the end or where it is malformed.
  bool next();
  bool failed() const { return bad; }

  uint64_t field = 0;
  unsigned type = 0;
  uint64_t number = 0;    ///< of a varint or a fixed number
  std::string_view bytes; ///< of a length-delimited field

private:
  bool varint(uint64_t &value);
  bool take(uint64_t count) {
    bad |= count > rest.size();
    if (bad)
      return false;
    bytes = rest.substr(0, static_cast<size_t>(count));
    rest.remove_prefix(static_cast<size_t>(count));
    return true;
  }

  std::string_view rest;
  bool bad = false;
};
} // namespace

static uint64_t littleEndian(std::string_view bytes) {
  uint64_t value = 0;
  for (size_t i = bytes.size(); i-- > 0;)
    value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

bool MessageReader::varint(uint64_t &value) {
  value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (!take(1))
      return false;
    auto byte = static_cast<uint8_t>(bytes[0]);
    value |= uint64_t(byte & 0x7f) << shift;
    if (!(byte & 0x80))
      return true;
  }
  bad = true;
  return false;
}

bool MessageReader::next() {
  if (bad || rest.empty() || !varint(field))
    return false;
  type = field & 7;
  field >>= 3;
  switch (type) {
  case 0:
    return varint(number);
  case 1:
  case 5:
    if (!take(type == 1 ? 8 : 4))
      return false;
    number = littleEndian(bytes);
    return true;
  case 2:
    return varint(number) && take(number);
  }
  bad = true;
  return false;
}

std::optional<ResumeState> decodeResumeState(std::string_view message) {
  ResumeState state;
  int64_t *numbers[] = {&state.epoch, &state.step, &state.globalStep,
                        &state.stepsPerEpoch, &state.badSteps};
  MessageReader reader(message);
  while (reader.next()) {
    if (reader.field >= 1 && reader.field <= 5 && reader.type == 0) {
      *numbers[reader.field - 1] = static_cast<int64_t>(reader.number);
    } else if (reader.field == 6 && reader.type == 1) {
      std::memcpy(&state.loss, &reader.number, sizeof(state.loss));
    } else if (reader.field == 7 && reader.type == 2) {
      state.data = reader.bytes;
    } else if (reader.field == 8 && reader.type == 2) {
      state.key = reader.bytes;
    } else if (reader.field == 9 && reader.type == 2) {
      HiddenValue value;
      MessageReader entry(reader.bytes);
      while (entry.next())
        if (entry.type == 2)
          (entry.field == 1 ? value.name : value.bytes) = entry.bytes;
      if (entry.failed())
        return std::nullopt;
      state.hidden.push_back(std::move(value));
    }
  }
  for (int64_t *number : numbers)
    if (*number < 0)
      return std::nullopt;
  if (reader.failed())
    return std::nullopt;
  return state;
}

//===----------------------------------------------------------------------===//
// Checking
//===----------------------------------------------------------------------===//

// The CRC-32 of the bytes [begin, end) of a file.
static Result<uint32_t> crcOf(const InputFile &file, uint64_t begin,
                              uint64_t end, std::vector<uint8_t> &buffer) {
  buffer.resize(static_cast<size_t>(
      std::max<uint64_t>(std::min<uint64_t>(end - begin, 1 << 18), 1)));
  uint32_t crc = 0;
  while (begin < end) {
    uint64_t bytes = std::min<uint64_t>(buffer.size(), end - begin);
    MSRT_TRY(file.readAt(begin, buffer.data(), bytes));
    crc = crc32(crc, buffer.data(), static_cast<size_t>(bytes));
    begin += bytes;
  }
  return crc;
}

static Status damaged(const InputFile &file, const std::string &where,
                      uint64_t found, uint64_t expected) {
  return Status::error(Code::CheckpointChecksum,
                       "%s: is damaged%s: CRC-32 %08llx, expected %08llx",
                       file.path().c_str(), where.c_str(), ull(found),
                       ull(expected));
}

namespace {
/// A footer as it stands in the file.
struct RawFooter {
  uint64_t begin = 0; ///< of the field
  uint64_t version = 0, blockBytes = 0;
  std::string content;
  std::string_view blocks, resume;
  bool hasResume = false;
};
} // namespace

// Reads a footer that ends at `end`; false where its parts contradict each
// other, which a footer whose CRC agrees does not do by accident.
static Result<bool> readFooter(const InputFile &file, uint64_t end,
                               uint64_t fieldBytes, RawFooter &footer) {
  if (fieldBytes < tailBytes || fieldBytes > end)
    return false;
  footer.begin = end - fieldBytes;
  WireReader wire(file, end);
  wire.seek(footer.begin);
  WireTag tag;
  uint64_t length = 0;
  bool good = wire.tag(end, tag) && tag.field == frameField &&
              tag.type == WireType::Length && wire.length(end, length) &&
              wire.position() + length == end &&
              wire.bytes(length, footer.content);
  MSRT_TRY(wire.io);
  if (!good)
    return false;
  MessageReader reader(footer.content);
  while (reader.next()) {
    if (reader.field == 1 && reader.type == 0)
      footer.version = reader.number;
    else if (reader.field == 2 && reader.type == 0)
      footer.blockBytes = reader.number;
    else if (reader.field == 3 && reader.type == 2)
      footer.blocks = reader.bytes;
    else if (reader.field == 4 && reader.type == 2) {
      footer.resume = reader.bytes;
      footer.hasResume = true;
    }
  }
  return !reader.failed();
}

// " between byte A and B", from the blocks' CRCs; "" where they are of no use.
static Result<std::string> findDamage(const InputFile &file,
                                      const RawFooter &footer, uint64_t end) {
  uint64_t count = footer.blocks.size() / 4;
  if (footer.blockBytes < 1 || footer.blocks.size() % 4 != 0 ||
      count != (footer.begin + footer.blockBytes - 1) / footer.blockBytes)
    return std::string();
  std::vector<uint8_t> buffer;
  for (uint64_t i = 0; i < count; ++i) {
    uint64_t begin = i * footer.blockBytes;
    uint64_t stop = std::min(begin + footer.blockBytes, footer.begin);
    MSRT_ASSIGN(crc, crcOf(file, begin, stop, buffer));
    if (crc !=
        littleEndian(footer.blocks.substr(static_cast<size_t>(4 * i), 4)))
      return format(" between byte %llu and %llu", ull(begin), ull(stop));
  }
  return format(" between byte %llu and %llu, in its footer", ull(footer.begin),
                ull(end));
}

// The footer that ends at `frame.end`, if there is one.
static Status checkFooter(const InputFile &file, CheckpointFrame &frame,
                          uint32_t &total) {
  uint64_t end = frame.end;
  if (end < tailBytes)
    return {};
  std::string tail(tailBytes, '\0');
  MSRT_TRY(file.readAt(end - tailBytes, tail.data(), tailBytes));
  std::string magic;
  putFixed32(magic, 13, frameMagic);
  if (tail.compare(0, 5, magic) != 0 || tail[5] != (14 << 3 | 5) ||
      tail[10] != (15 << 3 | 5))
    return {};
  uint64_t expected = littleEndian(std::string_view(tail).substr(11));
  std::vector<uint8_t> buffer;
  MSRT_ASSIGN(crc, crcOf(file, 0, end - 4, buffer));
  RawFooter footer;
  MSRT_ASSIGN(good,
              readFooter(file, end,
                         littleEndian(std::string_view(tail).substr(6, 4)),
                         footer));
  if (crc != expected) {
    std::string where;
    if (good) {
      MSRT_ASSIGN(found, findDamage(file, footer, end));
      where = found;
    }
    return damaged(file, where, crc, expected);
  }
  if (footer.version > frameVersion)
    return Status::error(Code::CheckpointUnsupported,
                         "%s: its footer at byte %llu has version %llu, this "
                         "reader knows %u: use a newer one",
                         file.path().c_str(), ull(footer.begin),
                         ull(footer.version), frameVersion);
  if (good && footer.hasResume) {
    frame.resume = decodeResumeState(footer.resume);
    good = frame.resume.has_value();
  }
  if (!good || footer.version == 0)
    return Status::error(Code::CheckpointFormat,
                         "%s: malformed at byte %llu: a footer that "
                         "contradicts itself",
                         file.path().c_str(), ull(footer.begin));
  frame.hasFooter = true;
  frame.end = footer.begin;
  total = crc32(crc, tail.data() + 11, 4);
  return {};
}

Result<CheckpointFrame> checkFrame(const InputFile &file) {
  CheckpointFrame frame;
  frame.end = file.size();
  std::string header = checkpointHeader(), start(header.size(), '\0');
  if (file.size() >= header.size()) {
    MSRT_TRY(file.readAt(0, start.data(), start.size()));
    frame.hasHeader = start == header;
  }
  std::string trailer(trailerBytes, '\0');
  if (file.size() >= trailerBytes) {
    frame.end -= trailerBytes;
    MSRT_TRY(file.readAt(frame.end, trailer.data(), trailerBytes));
    frame.hasTrailer = trailer.compare(0, 7, "crc_num") == 0;
    if (!frame.hasTrailer)
      frame.end = file.size();
  }
  uint64_t messagesAndFooter = frame.end;
  uint32_t total = 0;
  MSRT_TRY(checkFooter(file, frame, total));
  if (!frame.hasTrailer)
    return frame;
  if (!frame.hasFooter) {
    std::vector<uint8_t> buffer;
    MSRT_ASSIGN(crc, crcOf(file, 0, messagesAndFooter, buffer));
    total = crc;
  }
  // Big endian; the first two of the ten bytes are zero.
  uint64_t expected = 0;
  for (unsigned i = 9; i < trailerBytes; ++i)
    expected = expected << 8 | static_cast<uint8_t>(trailer[i]);
  if (trailer[7] || trailer[8] || total != expected)
    frame.trailerDamage = damaged(file, "", total, expected);
  return frame;
}

} // namespace msrt
