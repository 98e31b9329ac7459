//===- CoreTest.cpp - Status, text, checksums, types ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Types.h"
#include "runtime/Core/Crc32.h"
#include "runtime/Core/Text.h"

#include "test/unit/Runtime/TestFiles.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <limits>
#include <thread>

using namespace msrt;
using namespace msrt::test;

//===----------------------------------------------------------------------===//
// Status and text
//===----------------------------------------------------------------------===//

TEST(Status, HouseForm) {
  Status good;
  EXPECT_TRUE(good.ok());
  Status bad = Status::error(Code::CheckpointFormat, "%s: truncated at byte %d",
                             "lenet.ckpt", 123);
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.message(), "[MS3101] lenet.ckpt: truncated at byte 123");
  EXPECT_EQ(errnoText(ENOENT), "no such file or directory");
}

TEST(Status, LastErrorIsPerThread) {
  setLastError("here");
  std::thread([] {
    EXPECT_STREQ(msrt_last_error(), "");
    setLastError("there");
  }).join();
  EXPECT_STREQ(msrt_last_error(), "here");
}

TEST(Text, NearestNames) {
  EXPECT_EQ(editDistance("kitten", "sitting"), 3u);
  EXPECT_EQ(editDistance("--epohcs", "--epochs"), 1u);
  EXPECT_EQ(editDistance("", "abc"), 3u);
  EXPECT_EQ(closestMatch("conv1.wieght", {"conv2.bias", "conv1.weight"}),
            "conv1.weight");
  EXPECT_EQ(closestMatch("fc1.weight", {"fc2.bias", "backbone.fc1.weight"}),
            "backbone.fc1.weight");
  EXPECT_EQ(closestMatch("zzz", {"conv1.weight", "fc1.bias"}), "");
  EXPECT_EQ(suggestion("--epoch", {"--epochs", "--seed"}),
            " (did you mean '--epochs'?)");
  EXPECT_EQ(quoteName(std::string("a\nb\0c", 5)), "'a\\x0ab\\x00c'");
  EXPECT_LT(quoteName(std::string(100000, 'x')).size(), 200u);
  EXPECT_EQ(readableBytes(512), "512 B");
  EXPECT_EQ(readableBytes(246000), "246 kB");
  EXPECT_EQ(readableBytes(1.5e6), "1.5 MB");
}

TEST(Crc32, KnownAnswers) {
  EXPECT_EQ(crc32(0, "", 0), 0u);
  EXPECT_EQ(crc32(0, "123456789", 9), 0xcbf43926u);
  const char *text = "The quick brown fox jumps over the lazy dog";
  EXPECT_EQ(crc32(0, text, 43), 0x414fa339u);
  for (size_t cut = 0; cut <= 43; ++cut)
    EXPECT_EQ(crc32(crc32(0, text, cut), text + cut, 43 - cut), 0x414fa339u);
}

TEST(Crc32, ProductsAndTablesAgree) {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += static_cast<char>(i * i >> 3);
  for (size_t at : {0u, 1u, 7u, 16u})
    for (size_t bytes = 0; bytes + at <= text.size(); ++bytes)
      ASSERT_EQ(crc32(17, text.data() + at, bytes),
                crc32Portable(17, text.data() + at, bytes))
          << at << " " << bytes;
}

TEST(Crc32, OfTwoPieces) {
  std::string text(5000, 'x');
  text[100] = 'y';
  uint32_t whole = crc32(0, text.data(), text.size());
  for (size_t cut : {0u, 1u, 64u, 101u, 4999u, 5000u}) {
    size_t rest = text.size() - cut;
    EXPECT_EQ(crc32Combine(crc32(0, text.data(), cut),
                           crc32(0, text.data() + cut, rest), crc32Shift(rest)),
              whole)
        << cut;
  }
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

TEST(Types, Table) {
  EXPECT_STREQ(msrt_dtype_name(MSRT_BFLOAT16), "BFloat16");
  EXPECT_EQ(msrt_dtype_bytes(MSRT_FLOAT64), 8u);
  EXPECT_EQ(msrt_dtype_bytes(13), 0u);
  EXPECT_STREQ(msrt_dtype_name(99), "unknown type");
  EXPECT_EQ(parseDType("Uint8"), MSRT_UINT8);
  EXPECT_EQ(parseDType("UInt64"), MSRT_UINT64);
  EXPECT_EQ(parseDType("Float"), std::nullopt);
}

TEST(Types, HalfRoundTripsEveryValue) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    uint16_t half = static_cast<uint16_t>(bits);
    float value = halfToFloat(half);
    if (std::isnan(value)) {
      EXPECT_TRUE(std::isnan(halfToFloat(floatToHalf(value))));
      continue;
    }
    ASSERT_EQ(floatToHalf(value), half) << bits;
    EXPECT_EQ(floatToBfloat(bfloatToFloat(half)) == half ||
                  std::isnan(bfloatToFloat(half)),
              true);
  }
  EXPECT_EQ(halfToFloat(0x3c00), 1.0f);
  EXPECT_EQ(halfToFloat(0x0001), 0x1p-24f);
  EXPECT_EQ(halfToFloat(0xfbff), -65504.0f);
}

TEST(Types, HalfRoundsToNearestEven) {
  // Between neighbours the nearer one is taken, in the middle the even one.
  for (uint16_t half = 0; half < 0x7bff; ++half) {
    float low = halfToFloat(half), high = halfToFloat(half + 1);
    float middle = (low + high) / 2; // exact
    ASSERT_EQ(floatToHalf(middle), half % 2 ? half + 1 : half);
    ASSERT_EQ(floatToHalf(std::nextafter(middle, 0.0f)), half);
    ASSERT_EQ(floatToHalf(std::nextafter(middle, 1e9f)), half + 1);
  }
  EXPECT_EQ(floatToHalf(65519.996f), 0x7bff);
  EXPECT_EQ(floatToHalf(65520.0f), 0x7c00);
  EXPECT_EQ(floatToHalf(-1e30f), 0xfc00);
  EXPECT_EQ(floatToHalf(1e-30f), 0);
  EXPECT_EQ(floatToBfloat(1.00390625f), 0x3f80); // tie to even
  EXPECT_EQ(floatToBfloat(1.01171875f), 0x3f82); // tie to even
  // A double just above the middle of two halves: rounding twice would fail.
  uint16_t out;
  storeElement(MSRT_FLOAT16, &out, 0, 1.0 + 0x1p-11 + 0x1p-40);
  EXPECT_EQ(out, 0x3c01);
  storeElement(MSRT_FLOAT16, &out, 0, -(1.0 + 0x1p-11 - 0x1p-40));
  EXPECT_EQ(out, 0xbc00);
}

TEST(Types, IntegersConvertWithRangeCheck) {
  int64_t wide[] = {0, 127, -128, 300};
  int8_t narrow[4];
  EXPECT_EQ(convertElements(MSRT_INT64, wide, MSRT_INT8, narrow, 3), -1);
  EXPECT_EQ(narrow[2], -128);
  EXPECT_EQ(convertElements(MSRT_INT64, wide, MSRT_INT8, narrow, 4), 3);
  uint64_t large = std::numeric_limits<uint64_t>::max();
  int64_t target;
  EXPECT_EQ(convertElements(MSRT_UINT64, &large, MSRT_INT64, &target, 1), 0);
  int8_t minus = -1;
  uint32_t unsignedTarget;
  EXPECT_EQ(convertElements(MSRT_INT8, &minus, MSRT_UINT32, &unsignedTarget, 1),
            0);
  uint8_t label = 200;
  int32_t int32 = 0;
  EXPECT_EQ(convertElements(MSRT_UINT8, &label, MSRT_INT32, &int32, 1), -1);
  EXPECT_EQ(int32, 200);
  double doubles[] = {0.1, -3};
  float floats[2];
  EXPECT_EQ(convertElements(MSRT_FLOAT64, doubles, MSRT_FLOAT32, floats, 2),
            -1);
  EXPECT_EQ(floats[0], 0.1f);
}

TEST(Types, SizesAreChecked) {
  EXPECT_EQ(elementCount({2, 3}), 6);
  EXPECT_EQ(elementCount({}), 1);
  EXPECT_EQ(elementCount({2, -3}), -1);
  EXPECT_EQ(elementCount({int64_t(1) << 40, int64_t(1) << 40}), -1);
  EXPECT_EQ(elementCount({int64_t(1) << 40, int64_t(1) << 40, 0}), 0);
  EXPECT_EQ(tensorBytes(MSRT_FLOAT64, {int64_t(1) << 60}), -1);
  EXPECT_EQ(toString(Dims({32, 10})), "[32, 10]");
  EXPECT_FALSE(Buffer::create(uint64_t(1) << 62).ok());
  for (uint64_t bytes : {0, 1, 100, 3000000}) {
    Result<Buffer> buffer = Buffer::createZeroed(bytes);
    ASSERT_GOOD(buffer);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(buffer->data()) % MSRT_ALIGNMENT, 0u);
    EXPECT_EQ(buffer->size(), bytes);
    for (uint64_t i = 0; i < bytes; i += 997)
      ASSERT_EQ(buffer->data()[i], 0);
  }
}
