//===- WireReader.cpp - Protobuf's wire format, read from a file ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "runtime/Checkpoint/WireReader.h"

#include <algorithm>

namespace msrt {

// Headers of entries are shorter than this; contents are skipped, not loaded.
static constexpr uint64_t windowBytes = 4096;

bool WireReader::fail(std::string what, uint64_t where) {
  if (fault.empty()) {
    fault = std::move(what);
    faultAt = where;
  }
  return false;
}

bool WireReader::byte(uint8_t &value) {
  if (at < windowAt || at - windowAt >= window.size()) {
    windowAt = at;
    window.resize(std::min(windowBytes, fileEnd - at));
    io = file.readAt(at, window.data(), window.size());
    if (!io.ok())
      return fail("cannot be read", at);
  }
  value = window[at++ - windowAt];
  return true;
}

bool WireReader::varint(uint64_t end, uint64_t &value) {
  uint64_t start = at;
  value = 0;
  for (unsigned shift = 0; shift < 70; shift += 7) {
    uint8_t next;
    if (at >= end)
      return fail("ends within a number", at);
    if (!byte(next))
      return false;
    if (shift == 63 && next > 1)
      break;
    value |= uint64_t(next & 0x7f) << shift;
    if (!(next & 0x80))
      return true;
  }
  return fail("has a number of more than 64 bits", start);
}

bool WireReader::tag(uint64_t end, WireTag &tag) {
  uint64_t start = at, value;
  if (!varint(end, value))
    return false;
  if (value > 0xffffffffu || (value >> 3) == 0 || (value & 7) > 5)
    return fail("has an impossible field tag", start);
  tag.field = static_cast<uint32_t>(value >> 3);
  tag.type = static_cast<WireType>(value & 7);
  return true;
}

bool WireReader::length(uint64_t end, uint64_t &bytes) {
  uint64_t start = at;
  if (!varint(end, bytes))
    return false;
  if (bytes > end - at)
    return fail(format("has a field of %llu bytes where %llu are left",
                       static_cast<unsigned long long>(bytes),
                       static_cast<unsigned long long>(end - at)),
                start);
  return true;
}

bool WireReader::bytes(uint64_t count, std::string &text) {
  text.resize(static_cast<size_t>(count));
  io = file.readAt(at, text.data(), count);
  if (!io.ok())
    return fail("cannot be read", at);
  at += count;
  return true;
}

bool WireReader::skip(uint64_t end, WireTag tag, unsigned depth) {
  uint64_t start = at, value;
  switch (tag.type) {
  case WireType::Varint:
    return varint(end, value);
  case WireType::Fixed64:
  case WireType::Fixed32: {
    uint64_t width = tag.type == WireType::Fixed64 ? 8 : 4;
    if (end - at < width)
      return fail("ends within a number", at);
    at += width;
    return true;
  }
  case WireType::Length:
    if (!length(end, value))
      return false;
    at += value;
    return true;
  case WireType::GroupStart:
    // Nobody writes groups any more, but every protobuf reader skips them.
    for (;;) {
      WireTag inner;
      if (depth > 32)
        return fail("has groups nested too deeply", start);
      if (!this->tag(end, inner))
        return false;
      if (inner.type == WireType::GroupEnd)
        return inner.field == tag.field ||
               fail("has a group that ends as another", start);
      if (!skip(end, inner, depth + 1))
        return false;
    }
  case WireType::GroupEnd:
    break;
  }
  return fail("has the end of a group that did not start", start);
}

} // namespace msrt
