//===- Cipher.h - Encrypted checkpoints, seen from the runtime --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The runtime has no cipher of its own: trainers need none, and carry no
// cryptography. The host library has one (lib/Crypto) and passes it in the
// options of reading and writing.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CIPHER_H
#define MSRT_CIPHER_H

#include "msrt/File.h"
#include "msrt/Types.h"

namespace msrt {

/// Encrypts and decrypts with one key. Used by several threads at once.
class CheckpointCipher {
public:
  /// Plain bytes of each block but the last, as MindSpore cuts them.
  static constexpr uint64_t blockBytes = uint64_t(64) << 20;

  virtual ~CheckpointCipher();

  /// What stands in the file for `bytes` bytes, at most blockBytes.
  virtual Result<Buffer> encryptBlock(const void *data,
                                      uint64_t bytes) const = 0;
  /// The plain content of an encrypted file, in memory; all of it was checked
  /// as far as the mode allows.
  virtual Result<InputFile> decrypt(const InputFile &file) const = 0;
};

/// "AES-GCM", "AES-CBC" or "SM4-CBC" where a file begins as MindSpore begins
/// files of that mode, else "".
Result<const char *> encryptionOf(const InputFile &file);

} // namespace msrt

#endif // MSRT_CIPHER_H
