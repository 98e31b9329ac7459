//===- AesCipherTest.cpp - Encrypted checkpoints --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Files of MindSpore are read, and what is written here is read again; a wrong
// key and every damage is one error, without the key in it.
//
//===----------------------------------------------------------------------===//

#include "lib/Crypto/AesCipher.h"

#include "msrt/Checkpoint.h"
#include "test/unit/Runtime/TestFiles.h"

#include <cstring>

using namespace ms;
using namespace msrt;
using namespace msrt::test;

namespace {
// The bytes first, first + 1, ...
std::string keyOf(size_t bytes, char first = 0) {
  std::string key;
  for (size_t i = 0; i < bytes; ++i)
    key += static_cast<char>(first + static_cast<char>(i));
  return key;
}

std::shared_ptr<const CheckpointCipher> cipher(const std::string &key,
                                               const char *mode = "") {
  auto result = createCipher(SecretKey(key), mode);
  EXPECT_GOOD(result);
  return result.take();
}

Result<Checkpoint> read(const std::string &path, const std::string &key,
                        const char *mode = "", bool late = false) {
  CheckpointReadOptions options;
  options.cipher = cipher(key, mode);
  options.late = late;
  return readCheckpoint(path, options);
}

void write(const std::string &path, const std::vector<CheckpointItem> &items,
           const std::string &key, const char *mode, bool checksum = false) {
  CheckpointWriteOptions options;
  options.cipher = cipher(key, mode);
  options.checksum = checksum;
  options.mode = 0600;
  ASSERT_GOOD(writeCheckpoint(path, items, options));
}

void expectEqual(const Checkpoint &a, const Checkpoint &b) {
  ASSERT_EQ(a.entries.size(), b.entries.size());
  for (size_t i = 0; i < a.entries.size(); ++i) {
    EXPECT_EQ(a.entries[i].name, b.entries[i].name);
    EXPECT_EQ(a.entries[i].dims, b.entries[i].dims);
    ASSERT_EQ(a.entries[i].bytes, b.entries[i].bytes);
    EXPECT_EQ(std::memcmp(a.entries[i].content.data(),
                          b.entries[i].content.data(), a.entries[i].bytes),
              0);
  }
}

class Encrypted : public testing::TestWithParam<const char *> {
protected:
  TempFolder folder;
  std::string path = folder / "x.ckpt";
};
} // namespace

TEST(AesCipher, FilesOfMindSporeAreRead) {
  Result<Checkpoint> gcm = read(input("types_gcm.ckpt"), keyOf(16));
  ASSERT_GOOD(gcm);
  EXPECT_EQ(gcm->entries.size(), 15u);
  EXPECT_EQ(loadElement(MSRT_INT64, gcm->find("epoch_num")->content.data(), 0),
            5);
  Result<Checkpoint> cbc = read(input("types_cbc.ckpt"), keyOf(32), "AES-CBC");
  ASSERT_GOOD(cbc);
  expectEqual(*gcm, *cbc);
}

TEST(AesCipher, KeysAndModesAreChecked) {
  for (size_t bytes : {0, 1, 15, 17, 31, 33, 64})
    EXPECT_ERROR(createCipher(SecretKey(std::string(bytes, 'k'))),
                 "[MS3107] found a key of " + std::to_string(bytes) +
                     " bytes, expected 16, 24 or 32");
  EXPECT_ERROR(createCipher(SecretKey(keyOf(16)), "SM4-CBC"),
               "[MS3104] encryption with SM4-CBC is not supported");
  EXPECT_ERROR(createCipher(SecretKey(keyOf(16)), "AES-ECB"),
               "[MS3107] found the encryption 'AES-ECB'");
  EXPECT_ERROR(read(input("types_gcm.ckpt"), keyOf(16), "AES-CBC"),
               "is encrypted with AES-GCM, expected AES-CBC");
  EXPECT_ERROR(read(input("lenet.ckpt"), keyOf(16)),
               "is not encrypted, but a key is given");
  EXPECT_ERROR(readCheckpoint(input("types_gcm.ckpt")),
               "is encrypted (AES-GCM)");
  TempFolder folder;
  writeAll(folder / "sm4.ckpt",
           std::string("\xda\x5e\x3a\x7f", 4) + std::string(100, 'x'));
  EXPECT_ERROR(read(folder / "sm4.ckpt", keyOf(16)),
               "is encrypted with SM4-CBC, which is not supported");
  EXPECT_ERROR(readCheckpoint(folder / "sm4.ckpt"), "is encrypted (SM4-CBC)");
  CheckpointWriteOptions options;
  options.cipher = cipher(keyOf(16));
  float one = 1;
  EXPECT_ERROR(
      writeCheckpoint(folder / "x.safetensors",
                      {CheckpointItem::tensor("w", {MSRT_FLOAT32, {}, &one})},
                      options),
      "MindSpore encrypts .ckpt files only");
  EXPECT_FALSE(pathExists(folder / "x.safetensors"));
}

TEST_P(Encrypted, WhatIsWrittenIsRead) {
  Result<Checkpoint> plain = readCheckpoint(input("lenet.ckpt"));
  ASSERT_GOOD(plain);
  for (size_t bytes : {16, 24, 32})
    for (bool checksum : {false, true}) {
      write(path, plain->items(), keyOf(bytes, 7), GetParam(), checksum);
      std::string first = readAll(path);
      EXPECT_EQ(first.find("conv1.weight"), std::string::npos);
      Result<Checkpoint> again = read(path, keyOf(bytes, 7), GetParam());
      ASSERT_GOOD(again);
      expectEqual(*plain, *again);
      EXPECT_EQ(again->hasChecksum, checksum);
      // Another initialization vector each time.
      write(path, plain->items(), keyOf(bytes, 7), GetParam(), checksum);
      EXPECT_NE(readAll(path), first);
    }
}

TEST_P(Encrypted, SeveralBlocks) {
  // One byte more than two blocks hold, with what stands around it.
  std::vector<int64_t> dims = {(int64_t(128) << 20) + 1};
  Result<Tensor> large = Tensor::create(MSRT_UINT8, dims);
  ASSERT_GOOD(large);
  for (int64_t i = 0; i < dims[0]; ++i)
    large->as<uint8_t>()[i] = static_cast<uint8_t>(i * 2654435761u >> 13);
  write(path, {CheckpointItem::tensor("w", large->ref())}, keyOf(16),
        GetParam());
  Result<Checkpoint> again = read(path, keyOf(16), "", true);
  ASSERT_GOOD(again);
  ASSERT_EQ(again->entries.size(), 1u);
  Result<Tensor> copy = Tensor::create(MSRT_UINT8, dims);
  ASSERT_GOOD(again->copyContent(again->entries[0], copy->data()));
  EXPECT_EQ(
      std::memcmp(copy->data(), large->data(), static_cast<size_t>(dims[0])),
      0);
}

TEST_P(Encrypted, AWrongKeyIsOneError) {
  Result<Checkpoint> plain = readCheckpoint(input("lenet.ckpt"));
  ASSERT_GOOD(plain);
  std::string key = "0123456789abcdef";
  write(path, plain->items(), key, GetParam());
  // CBC decrypts with one of 256 wrong keys to what is no checkpoint.
  for (int i = 0; i < 600; ++i) {
    std::string wrong = "wrong" + std::to_string(i);
    wrong.resize(16, 'q');
    Result<Checkpoint> checkpoint = read(path, wrong);
    ASSERT_FALSE(checkpoint.ok());
    EXPECT_EQ(checkpoint.message().rfind("[MS3107] ", 0), 0u);
    EXPECT_NE(
        checkpoint.message().find("the key is wrong or the file is damaged"),
        std::string::npos)
        << checkpoint.message();
    EXPECT_EQ(checkpoint.message().find(wrong), std::string::npos);
    EXPECT_EQ(checkpoint.message().find(key), std::string::npos);
  }
}

TEST_P(Encrypted, EveryTruncationIsAnError) {
  Result<Checkpoint> plain = readCheckpoint(input("types_crc.ckpt"));
  ASSERT_GOOD(plain);
  write(path, plain->items(), keyOf(16), GetParam());
  std::string good = readAll(path);
  for (size_t length = 0; length < good.size(); ++length) {
    writeAll(path, good.substr(0, length));
    Result<Checkpoint> checkpoint = read(path, keyOf(16));
    ASSERT_FALSE(checkpoint.ok()) << length;
    EXPECT_EQ(checkpoint.message().rfind("[MS310", 0), 0u);
  }
  writeAll(path, good + good.substr(0, 40));
  EXPECT_FALSE(read(path, keyOf(16)).ok());
  writeAll(path, good + "x");
  EXPECT_ERROR(read(path, keyOf(16)), "the encrypted block is cut off");
}

TEST_P(Encrypted, FlippedBytesAreErrors) {
  Result<Checkpoint> plain = readCheckpoint(input("lenet.ckpt"));
  ASSERT_GOOD(plain);
  bool gcm = std::string(GetParam()) == "AES-GCM";
  write(path, plain->items(), keyOf(16), GetParam());
  std::string good = readAll(path);
  size_t last = gcm ? good.size() : 32;
  for (size_t i = 0; i < last; i = i < 60 ? i + 1 : i + 977) {
    // CBC does not notice changes of the initialization vector by itself, and
    // four bytes of GCM's are not used.
    if (gcm ? i >= 40 && i < 44 : i >= 12 && i < 28)
      continue;
    std::string bad = good;
    bad[i] ^= 0x10;
    writeAll(path, bad);
    EXPECT_FALSE(read(path, keyOf(16)).ok()) << i;
  }
}

TEST_P(Encrypted, HostileLengthsAskForNoMemory) {
  Result<Checkpoint> plain = readCheckpoint(input("types_crc.ckpt"));
  ASSERT_GOOD(plain);
  write(path, plain->items(), keyOf(16), GetParam());
  std::string good = readAll(path);
  bool gcm = std::string(GetParam()) == "AES-GCM";
  // Length, length of the vector, length of the cipher text.
  for (size_t at :
       gcm ? std::vector<size_t>{20, 24, 44} : std::vector<size_t>{4, 8, 28})
    for (uint32_t value : {0u, 1u, 0x7fffffffu, 0xffffffffu, 1u << 26}) {
      std::string bad = good;
      std::memcpy(&bad[at], &value, 4);
      writeAll(path, bad);
      EXPECT_ERROR(read(path, keyOf(16)),
                   "malformed at byte 0: the encrypted block");
    }
}

TEST_P(Encrypted, ATrailerBehindTheBlocksIsPassedOver) {
  // So MindSpore 2.10 writes a file for enc_key with crc_check.
  Result<Checkpoint> plain = readCheckpoint(input("lenet.ckpt"));
  ASSERT_GOOD(plain);
  write(path, plain->items(), keyOf(16), GetParam());
  writeAll(path, readAll(path) + "crc_num" + std::string(10, '\0'));
  EXPECT_GOOD(read(path, keyOf(16)));
}

INSTANTIATE_TEST_SUITE_P(Modes, Encrypted,
                         testing::Values("AES-GCM", "AES-CBC"),
                         [](const auto &info) {
                           return std::string(info.param).substr(4);
                         });
