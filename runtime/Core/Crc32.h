//===- Crc32.h - The CRC-32 of zlib, zip and checkpoints --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Polynomial 0xEDB88320, reflected. Continues from a former value; the values
// of two pieces give that of both.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CORE_CRC32_H
#define MSRT_CORE_CRC32_H

#include <cstddef>
#include <cstdint>

namespace msrt {

/// The CRC-32 of what `crc` stands for (0: nothing) followed by the bytes.
uint32_t crc32(uint32_t crc, const void *data, size_t bytes);
/// The same without the processor's carry-less product.
uint32_t crc32Portable(uint32_t crc, const void *data, size_t bytes);

/// What crc32Combine takes for a second piece of so many bytes.
uint32_t crc32Shift(uint64_t bytes);
/// The CRC-32 of two pieces from theirs; `shift` is of the second one's length.
uint32_t crc32Combine(uint32_t first, uint32_t second, uint32_t shift);

} // namespace msrt

#endif // MSRT_CORE_CRC32_H
