//===- AesCipher.h - MindSpore's encrypted checkpoints ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The block form that mindspore.save_checkpoint(enc_key=...) writes, through
// OpenSSL: AES-GCM, which notices every change of a file, and AES-CBC, which
// does not.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_CRYPTO_AESCIPHER_H
#define MS_LIB_CRYPTO_AESCIPHER_H

#include "msrt/Cipher.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ms {

/// The bytes of a key, wiped at their end.
class SecretKey {
public:
  explicit SecretKey(std::string key) : key(std::move(key)) {}
  ~SecretKey();
  SecretKey(const SecretKey &) = delete;
  SecretKey &operator=(const SecretKey &) = delete;

  std::string_view bytes() const { return key; }

private:
  std::string key;
};

/// A cipher with a key of 16, 24 or 32 bytes; it wipes its copy of it. `mode`
/// is "AES-GCM", "AES-CBC" or, for reading only, "": that of the file. No
/// message holds the key.
msrt::Result<std::shared_ptr<const msrt::CheckpointCipher>>
createCipher(const SecretKey &key, std::string_view mode = {});

} // namespace ms

#endif // MS_LIB_CRYPTO_AESCIPHER_H
