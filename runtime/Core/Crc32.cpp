//===- Crc32.cpp - The CRC-32 of zlib, zip and checkpoints ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where the processor multiplies polynomials, 64 bytes per turn are folded to
// what follows them (Gopal et al., "Fast CRC Computation for Generic
// Polynomials Using PCLMULQDQ", 2009); else eight bytes per turn with eight
// tables ("slicing by 8"), made at first use.
//
//===----------------------------------------------------------------------===//

#include "runtime/Core/Crc32.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace msrt {

static constexpr uint32_t polynomial = 0xedb88320u;

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

namespace {
struct Tables {
  uint32_t at[8][256];
  Tables() {
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit)
        value = (value >> 1) ^ (value & 1 ? polynomial : 0);
      at[0][i] = value;
    }
    for (uint32_t i = 0; i < 256; ++i)
      for (int t = 1; t < 8; ++t)
        at[t][i] = (at[t - 1][i] >> 8) ^ at[0][at[t - 1][i] & 0xff];
  }
};
} // namespace

// On the register's value, which is the complement of the CRC.
static uint32_t updateByTables(uint32_t crc, const uint8_t *next,
                               size_t bytes) {
  static const Tables tables;
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
  return crc;
}

uint32_t crc32Portable(uint32_t crc, const void *data, size_t bytes) {
  return ~updateByTables(~crc, static_cast<const uint8_t *>(data), bytes);
}

//===----------------------------------------------------------------------===//
// Carry-less products
//===----------------------------------------------------------------------===//

#if defined(__x86_64__)
#define MSRT_CLMUL __attribute__((target("pclmul,sse4.1")))

MSRT_CLMUL static inline __m128i load(const uint8_t *from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
}

// The remainder of `x`, moved on by the distance that `keys` stands for, and
// added to what lies there.
MSRT_CLMUL static inline __m128i fold(__m128i x, __m128i keys, __m128i there) {
  __m128i low = _mm_clmulepi64_si128(x, keys, 0x00);
  __m128i high = _mm_clmulepi64_si128(x, keys, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), there);
}

// At least 64 bytes.
MSRT_CLMUL static uint32_t updateByProducts(uint32_t crc, const uint8_t *next,
                                            size_t bytes) {
  // Powers of x modulo the polynomial, reflected: 512 and 128 bits on.
  const __m128i by64 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
  const __m128i by16 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
  __m128i lanes[4];
  for (int i = 0; i < 4; ++i)
    lanes[i] = load(next + 16 * i);
  lanes[0] = _mm_xor_si128(lanes[0], _mm_cvtsi32_si128(static_cast<int>(crc)));
  for (next += 64, bytes -= 64; bytes >= 64; next += 64, bytes -= 64)
    for (int i = 0; i < 4; ++i)
      lanes[i] = fold(lanes[i], by64, load(next + 16 * i));
  __m128i lane = lanes[0];
  for (int i = 1; i < 4; ++i)
    lane = fold(lane, by16, lanes[i]);
  for (; bytes >= 16; next += 16, bytes -= 16)
    lane = fold(lane, by16, load(next));
  // What is left stands for all bytes before `next`.
  uint8_t rest[16];
  _mm_storeu_si128(reinterpret_cast<__m128i *>(rest), lane);
  return updateByTables(updateByTables(0, rest, 16), next, bytes);
}
#endif

uint32_t crc32(uint32_t crc, const void *data, size_t bytes) {
#if defined(__x86_64__)
  static const bool hasProducts =
      __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
  if (hasProducts && bytes >= 64)
    return ~updateByProducts(~crc, static_cast<const uint8_t *>(data), bytes);
#endif
  return crc32Portable(crc, data, bytes);
}

//===----------------------------------------------------------------------===//
// Two pieces
//===----------------------------------------------------------------------===//

// The product of two polynomials modulo ours; bit 31 is the power 0.
static uint32_t multiply(uint32_t a, uint32_t b) {
  uint32_t product = 0;
  for (uint32_t bit = 1u << 31; bit != 0; bit >>= 1) {
    if (a & bit)
      product ^= b;
    b = (b >> 1) ^ (b & 1 ? polynomial : 0);
  }
  return product;
}

uint32_t crc32Shift(uint64_t bytes) {
  uint32_t power = 1u << 31, base = 1u << 23; // x^0, x^8
  for (; bytes > 0; bytes >>= 1) {
    if (bytes & 1)
      power = multiply(power, base);
    base = multiply(base, base);
  }
  return power;
}

uint32_t crc32Combine(uint32_t first, uint32_t second, uint32_t shift) {
  return multiply(first, shift) ^ second;
}

} // namespace msrt
