//===- WireMessages.h - Checkpoint messages by hand -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_WIREMESSAGES_H
#define MS_TEST_UNIT_RUNTIME_WIREMESSAGES_H

#include "msrt/Checkpoint.h"

#include "test/unit/Runtime/TestFiles.h"

namespace msrt::test {

inline std::string varint(uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7)
    bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

inline std::string field(unsigned number, const std::string &bytes) {
  return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}

inline std::string dim(uint64_t extent) {
  return varint(1 << 3) + varint(extent);
}

inline std::string floats(std::vector<float> values) {
  return std::string(reinterpret_cast<const char *>(values.data()),
                     values.size() * sizeof(float));
}

// A Value with the fields in the usual order.
inline std::string value(const std::string &name, const std::string &dims,
                         const std::string &type, const std::string &content) {
  return field(1, field(1, name) +
                      field(2, dims + field(2, type) + field(3, content)));
}

inline std::string fixed32(uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

/// What every file of ours begins with: field 1000 with the version and the
/// magic.
inline std::string header() {
  return field(1000, varint(1 << 3) + varint(1) + varint(13 << 3 | 5) + "msck");
}

/// What stands between header and footer of a file of ours, "" where they are
/// not there. The footer's last bytes are its length and the CRC-32, with a tag
/// of one byte each; a trailer of MindSpore may follow.
inline std::string entriesOf(std::string file) {
  if (file.size() > 17 && file.compare(file.size() - 17, 7, "crc_num") == 0)
    file.resize(file.size() - 17);
  if (file.size() < header().size() + 15 ||
      file.compare(0, header().size(), header()) != 0 ||
      file.compare(file.size() - 15, 5, varint(13 << 3 | 5) + "msck") != 0)
    return "";
  uint64_t length = 0;
  for (int i = 3; i >= 0; --i)
    length = length << 8 | static_cast<uint8_t>(file[file.size() - 9 + i]);
  if (length > file.size())
    return "";
  return file.substr(header().size(), file.size() - length - header().size());
}

/// Reads bytes as a checkpoint file.
class CheckpointFile : public testing::Test {
protected:
  Result<Checkpoint> read(const std::string &bytes) {
    writeAll(path, bytes);
    return readCheckpoint(path);
  }
  std::string error(const std::string &bytes) {
    Result<Checkpoint> checkpoint = read(bytes);
    return checkpoint.ok() ? "no error" : checkpoint.message();
  }

  TempFolder folder;
  std::string path = folder / "x.ckpt";
};

} // namespace msrt::test

#endif // MS_TEST_UNIT_RUNTIME_WIREMESSAGES_H
