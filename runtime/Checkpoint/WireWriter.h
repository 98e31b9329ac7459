//===- WireWriter.h - Protobuf's wire format, written -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Appends tags, varints and lengths to a string.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CHECKPOINT_WIREWRITER_H
#define MSRT_CHECKPOINT_WIREWRITER_H

#include <cstdint>
#include <string>
#include <string_view>

namespace msrt {

inline void putVarint(std::string &out, uint64_t value) {
  for (; value >= 0x80; value >>= 7)
    out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// A field of bytes: tag, length, then `bytes` bytes that the caller adds.
inline void putLength(std::string &out, unsigned field, uint64_t bytes) {
  putVarint(out, field << 3 | 2);
  putVarint(out, bytes);
}

inline void putString(std::string &out, unsigned field, std::string_view text) {
  putLength(out, field, text.size());
  out += text;
}

inline void putNumber(std::string &out, unsigned field, uint64_t value) {
  putVarint(out, field << 3);
  putVarint(out, value);
}

/// The low `bytes` bytes of a number, the lowest first.
inline void putBytes(std::string &out, uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> 8 * i & 0xff);
}

inline void putFixed32(std::string &out, unsigned field, uint32_t value) {
  putVarint(out, field << 3 | 5);
  putBytes(out, value, 4);
}

inline void putFixed64(std::string &out, unsigned field, uint64_t value) {
  putVarint(out, field << 3 | 1);
  putBytes(out, value, 8);
}

} // namespace msrt

#endif // MSRT_CHECKPOINT_WIREWRITER_H
