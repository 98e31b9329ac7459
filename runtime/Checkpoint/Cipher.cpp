//===- Cipher.cpp - Encrypted checkpoints, seen from the runtime ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Cipher.h"

#include "runtime/Checkpoint/CipherOutput.h"

#include <algorithm>
#include <cstring>

namespace msrt {

CheckpointCipher::~CheckpointCipher() = default;

Result<const char *> encryptionOf(const InputFile &file) {
  unsigned char head[4];
  if (file.size() < sizeof(head))
    return "";
  MSRT_TRY(file.readAt(0, head, sizeof(head)));
  if (std::memcmp(head + 1, "\x5e\x3a\x7f", 3) != 0)
    return "";
  return head[0] == 0xd8   ? "AES-GCM"
         : head[0] == 0xd9 ? "AES-CBC"
         : head[0] == 0xda ? "SM4-CBC"
                           : "";
}

Status CipherOutput::write(const void *data, uint64_t bytes) {
  if (!cipher)
    return file.write(data, bytes);
  const char *next = static_cast<const char *>(data);
  while (bytes > 0) {
    // A whole block that lies in memory already is not copied.
    if (gathered == 0 && bytes >= CheckpointCipher::blockBytes) {
      MSRT_TRY(put(next, CheckpointCipher::blockBytes));
      next += CheckpointCipher::blockBytes;
      bytes -= CheckpointCipher::blockBytes;
      continue;
    }
    if (block.size() == 0) {
      // Pages that are not touched take no memory.
      MSRT_ASSIGN(buffer, Buffer::createZeroed(CheckpointCipher::blockBytes));
      block = std::move(buffer);
    }
    uint64_t piece = std::min(bytes, CheckpointCipher::blockBytes - gathered);
    std::memcpy(block.data() + gathered, next, static_cast<size_t>(piece));
    gathered += piece;
    next += piece;
    bytes -= piece;
    if (gathered == CheckpointCipher::blockBytes)
      MSRT_TRY(finish());
  }
  return {};
}

Status CipherOutput::put(const void *data, uint64_t bytes) {
  MSRT_ASSIGN(sealed, cipher->encryptBlock(data, bytes));
  return file.write(sealed.data(), sealed.size());
}

Status CipherOutput::finish() {
  uint64_t bytes = gathered;
  gathered = 0;
  return bytes ? put(block.data(), bytes) : Status();
}

} // namespace msrt
