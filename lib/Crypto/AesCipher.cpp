//===- AesCipher.cpp - MindSpore's encrypted checkpoints ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A file is a row of blocks. Numbers are little-endian, of 32 bits:
//   AES-GCM: magic, tag (16 bytes), length, 16, iv (16 bytes), bytes, cipher
//   AES-CBC: magic,                 length, 16, iv (16 bytes), bytes, cipher
// where `bytes` are those of the cipher text and `length` is 24 more. AES-GCM
// uses only the first twelve bytes of its iv.
//
//===----------------------------------------------------------------------===//

#include "lib/Crypto/AesCipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

using namespace msrt;

namespace ms {

static constexpr unsigned kVector = 16, kTag = 16; // bytes
static constexpr uint32_t kGcmMagic = 0x7f3a5ed8, kCbcMagic = 0x7f3a5ed9;

namespace {
struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX *context) const {
    EVP_CIPHER_CTX_free(context);
  }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter>;

/// A block of an encrypted file.
struct Block {
  uint64_t offset = 0; ///< of the block
  uint64_t cipher = 0; ///< of the cipher text
  uint32_t bytes = 0;  ///< of the cipher text
  uint8_t tag[kTag] = {};
  uint8_t vector[kVector] = {};
};

class AesCipher : public CheckpointCipher {
public:
  AesCipher(std::string_view key, std::string_view mode)
      : keyBytes(key.size()), mode(mode) {
    std::memcpy(this->key, key.data(), key.size());
  }
  ~AesCipher() override { OPENSSL_cleanse(key, sizeof(key)); }
  AesCipher(const AesCipher &) = delete;
  AesCipher &operator=(const AesCipher &) = delete;

  Result<Buffer> encryptBlock(const void *data, uint64_t bytes) const override;
  Result<InputFile> decrypt(const InputFile &file) const override;

private:
  Context start(bool gcm, const uint8_t *vector, bool encrypt) const;
  /// Returns the plain bytes, or -1 where key or file are wrong.
  int64_t decryptBlock(bool gcm, const Block &block, const uint8_t *cipher,
                       uint8_t *plain) const;

  uint8_t key[32];
  size_t keyBytes;
  std::string mode;
};
} // namespace

// Context with key and initialization vector, or null.
Context AesCipher::start(bool gcm, const uint8_t *vector, bool encrypt) const {
  const EVP_CIPHER *cipher =
      keyBytes == 16   ? gcm ? EVP_aes_128_gcm() : EVP_aes_128_cbc()
      : keyBytes == 24 ? gcm ? EVP_aes_192_gcm() : EVP_aes_192_cbc()
      : gcm            ? EVP_aes_256_gcm()
                       : EVP_aes_256_cbc();
  Context context(EVP_CIPHER_CTX_new());
  if (!context ||
      EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr,
                        encrypt) != 1 ||
      EVP_CipherInit_ex(context.get(), nullptr, nullptr, key, vector,
                        encrypt) != 1)
    return nullptr;
  return context;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static void put(uint8_t *&to, const void *bytes, size_t count) {
  std::memcpy(to, bytes, count);
  to += count;
}

static void put(uint8_t *&to, uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8)
    *to++ = static_cast<uint8_t>(value >> shift);
}

Result<Buffer> AesCipher::encryptBlock(const void *data, uint64_t bytes) const {
  bool gcm = mode != "AES-CBC";
  auto failed = [](const char *what) {
    return Status::error(msrt::Code::CheckpointWrite, "OpenSSL: %s failed",
                         what);
  };
  uint8_t vector[kVector], tag[kTag];
  if (RAND_bytes(vector, kVector) != 1)
    return failed("RAND_bytes");
  Context context = start(gcm, vector, true);
  if (!context)
    return failed("starting AES");
  // CBC fills up the last 16 bytes, or adds as many.
  uint64_t cipherBytes = gcm ? bytes : bytes / 16 * 16 + 16;
  uint64_t headBytes = gcm ? 48 : 32;
  MSRT_ASSIGN(block, Buffer::create(headBytes + cipherBytes));
  uint8_t *cipher = block.data() + headBytes;
  int done = 0, more = 0;
  if (EVP_CipherUpdate(context.get(), cipher, &done,
                       static_cast<const uint8_t *>(data),
                       static_cast<int>(bytes)) != 1 ||
      EVP_CipherFinal_ex(context.get(), cipher + done, &more) != 1 ||
      static_cast<uint64_t>(done + more) != cipherBytes)
    return failed("encryption");
  if (gcm &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTag, tag) != 1)
    return failed("the tag of AES-GCM");
  uint8_t *to = block.data();
  put(to, gcm ? kGcmMagic : kCbcMagic);
  if (gcm)
    put(to, tag, kTag);
  put(to, static_cast<uint32_t>(24 + cipherBytes));
  put(to, kVector);
  put(to, vector, kVector);
  put(to, static_cast<uint32_t>(cipherBytes));
  return block;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static uint32_t take(const uint8_t *&from) {
  uint32_t value = 0;
  for (unsigned shift = 0; shift < 32; shift += 8)
    value |= static_cast<uint32_t>(*from++) << shift;
  return value;
}

static Status damaged(const InputFile &file, uint64_t where, const char *what) {
  return Status::error(msrt::Code::CheckpointFormat,
                       "%s: malformed at byte %llu: the encrypted block %s",
                       file.path().c_str(),
                       static_cast<unsigned long long>(where), what);
}

// MindSpore 2.10 puts its trailer, with a checksum of 0, behind the blocks and
// cannot read that file any more.
static Result<bool> isStrayTrailer(const InputFile &file, uint64_t at) {
  char trailer[17];
  if (file.size() - at != sizeof(trailer))
    return false;
  MSRT_TRY(file.readAt(at, trailer, sizeof(trailer)));
  return std::memcmp(trailer, "crc_num\0\0\0\0\0\0\0\0\0\0", 17) == 0;
}

// Finds the blocks; nothing is decrypted and no length is trusted.
static Result<std::vector<Block>> findBlocks(const InputFile &file, bool gcm) {
  std::vector<Block> blocks;
  uint64_t headBytes = gcm ? 48 : 32;
  for (uint64_t at = 0; at < file.size();) {
    MSRT_ASSIGN(stray, isStrayTrailer(file, at));
    if (stray && at > 0)
      break;
    uint8_t head[48];
    if (file.size() - at < headBytes)
      return damaged(file, at, "is cut off");
    MSRT_TRY(file.readAt(at, head, headBytes));
    Block block;
    block.offset = at;
    const uint8_t *from = head;
    if (take(from) != (gcm ? kGcmMagic : kCbcMagic))
      return damaged(file, at, "begins as none");
    if (gcm) {
      std::memcpy(block.tag, from, kTag);
      from += kTag;
    }
    uint32_t length = take(from), vectorBytes = take(from);
    std::memcpy(block.vector, from, kVector);
    from += kVector;
    block.bytes = take(from);
    block.cipher = at + headBytes;
    uint64_t most = CheckpointCipher::blockBytes + (gcm ? 0 : 16);
    if (vectorBytes != kVector || block.bytes == 0 || block.bytes > most ||
        length != 24 + block.bytes || (!gcm && block.bytes % 16 != 0))
      return damaged(file, at, "has lengths that contradict each other");
    if (block.bytes > file.size() - block.cipher)
      return damaged(file, at, "is cut off");
    at = block.cipher + block.bytes;
    blocks.push_back(block);
  }
  return blocks;
}

int64_t AesCipher::decryptBlock(bool gcm, const Block &block,
                                const uint8_t *cipher, uint8_t *plain) const {
  Context context = start(gcm, block.vector, false);
  int done = 0, more = 0;
  if (!context || EVP_CipherUpdate(context.get(), plain, &done, cipher,
                                   static_cast<int>(block.bytes)) != 1)
    return -1;
  if (gcm && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTag,
                                 const_cast<uint8_t *>(block.tag)) != 1)
    return -1;
  if (EVP_CipherFinal_ex(context.get(), plain + done, &more) != 1)
    return -1;
  return done + more;
}

Result<InputFile> AesCipher::decrypt(const InputFile &file) const {
  MSRT_ASSIGN(found, encryptionOf(file));
  const char *path = file.path().c_str();
  if (!*found)
    return Status::error(msrt::Code::CheckpointKey,
                         "%s: is not encrypted, but a key is given", path);
  if (std::string_view(found) == "SM4-CBC")
    return Status::error(msrt::Code::CheckpointUnsupported,
                         "%s: is encrypted with SM4-CBC, which is not "
                         "supported",
                         path);
  if (!mode.empty() && mode != found)
    return Status::error(msrt::Code::CheckpointKey,
                         "%s: is encrypted with %s, expected %s", path, found,
                         mode.c_str());
  bool gcm = std::string_view(found) == "AES-GCM";
  MSRT_ASSIGN(blocks, findBlocks(file, gcm));
  uint64_t total = 0;
  uint32_t largest = 0;
  for (const Block &block : blocks) {
    total += block.bytes;
    largest = std::max(largest, block.bytes);
  }
  // Padding of CBC makes the plain bytes fewer than these. OpenSSL may ask for
  // one unit more than it fills.
  MSRT_ASSIGN(plain, Buffer::create(total + 16));
  MSRT_ASSIGN(cipher, Buffer::create(largest));
  uint64_t filled = 0;
  for (size_t k = 0; k < blocks.size(); ++k) {
    MSRT_TRY(file.readAt(blocks[k].cipher, cipher.data(), blocks[k].bytes));
    int64_t bytes =
        decryptBlock(gcm, blocks[k], cipher.data(), plain.data() + filled);
    if (bytes < 0)
      return Status::error(msrt::Code::CheckpointKey,
                           "%s: block %zu at byte %llu cannot be decrypted: "
                           "the key is wrong or the file is damaged",
                           path, k,
                           static_cast<unsigned long long>(blocks[k].offset));
    filled += static_cast<uint64_t>(bytes);
  }
  return InputFile::fromBuffer(file.path(), std::move(plain), filled,
                               msrt::Code::CheckpointOpen);
}

SecretKey::~SecretKey() { OPENSSL_cleanse(key.data(), key.size()); }

Result<std::shared_ptr<const CheckpointCipher>>
createCipher(const SecretKey &secret, std::string_view mode) {
  std::string_view key = secret.bytes();
  if (mode == "SM4-CBC")
    return Status::error(msrt::Code::CheckpointUnsupported,
                         "encryption with SM4-CBC is not supported, expected "
                         "AES-GCM or AES-CBC");
  if (!mode.empty() && mode != "AES-GCM" && mode != "AES-CBC")
    return Status::error(msrt::Code::CheckpointKey,
                         "found the encryption '%s', expected AES-GCM or "
                         "AES-CBC",
                         std::string(mode).c_str());
  if (key.size() != 16 && key.size() != 24 && key.size() != 32)
    return Status::error(msrt::Code::CheckpointKey,
                         "found a key of %zu bytes, expected 16, 24 or 32",
                         key.size());
  return std::shared_ptr<const CheckpointCipher>(
      std::make_shared<AesCipher>(key, mode));
}

} // namespace ms
