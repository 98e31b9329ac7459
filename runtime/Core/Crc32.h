//===- Crc32.h - The CRC-32 of zlib, zip and checkpoints --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Polynomial 0xEDB88320, reflected. Continues from a former value.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CORE_CRC32_H
#define MSRT_CORE_CRC32_H

#include <cstddef>
#include <cstdint>

namespace msrt {

/// The CRC-32 of what `crc` stands for (0: nothing) followed by the bytes.
uint32_t crc32(uint32_t crc, const void *data, size_t bytes);

} // namespace msrt

#endif // MSRT_CORE_CRC32_H
