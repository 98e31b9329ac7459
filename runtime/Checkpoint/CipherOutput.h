//===- CipherOutput.h - A file that may be encrypted ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_CHECKPOINT_CIPHEROUTPUT_H
#define MSRT_CHECKPOINT_CIPHEROUTPUT_H

#include "msrt/Cipher.h"

namespace msrt {

/// Passes bytes on to a file: as they are without a cipher, else in encrypted
/// blocks.
class CipherOutput {
public:
  CipherOutput(AtomicFile &file, const CheckpointCipher *cipher)
      : file(file), cipher(cipher) {}

  Status write(const void *data, uint64_t bytes);
  /// Writes what is gathered; called once, before the file's commit().
  Status finish();

private:
  Status put(const void *data, uint64_t bytes);

  AtomicFile &file;
  const CheckpointCipher *cipher;
  Buffer block;
  uint64_t gathered = 0;
};

} // namespace msrt

#endif // MSRT_CHECKPOINT_CIPHEROUTPUT_H
