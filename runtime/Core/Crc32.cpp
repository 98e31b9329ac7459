//===- Crc32.cpp - The CRC-32 of zlib, zip and checkpoints ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Eight bytes per turn with eight tables ("slicing by 8"), made at first use.
//
//===----------------------------------------------------------------------===//

#include "runtime/Core/Crc32.h"

#include <cstring>

namespace msrt {

namespace {
struct Tables {
  uint32_t at[8][256];
  Tables() {
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit)
        value = (value >> 1) ^ (value & 1 ? 0xedb88320u : 0);
      at[0][i] = value;
    }
    for (uint32_t i = 0; i < 256; ++i)
      for (int t = 1; t < 8; ++t)
        at[t][i] = (at[t - 1][i] >> 8) ^ at[0][at[t - 1][i] & 0xff];
  }
};
} // namespace

uint32_t crc32(uint32_t crc, const void *data, size_t bytes) {
  static const Tables tables;
  const auto *next = static_cast<const uint8_t *>(data);
  crc = ~crc;
  for (; bytes >= 8; bytes -= 8, next += 8) {
    uint32_t low, high;
    std::memcpy(&low, next, 4);
    std::memcpy(&high, next + 4, 4);
    low ^= crc;
    crc = tables.at[7][low & 0xff] ^ tables.at[6][(low >> 8) & 0xff] ^
          tables.at[5][(low >> 16) & 0xff] ^ tables.at[4][low >> 24] ^
          tables.at[3][high & 0xff] ^ tables.at[2][(high >> 8) & 0xff] ^
          tables.at[1][(high >> 16) & 0xff] ^ tables.at[0][high >> 24];
  }
  for (; bytes > 0; --bytes, ++next)
    crc = (crc >> 8) ^ tables.at[0][(crc ^ *next) & 0xff];
  return ~crc;
}

} // namespace msrt
