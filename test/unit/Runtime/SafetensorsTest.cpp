//===- SafetensorsTest.cpp - Reading and writing .safetensors files -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Files of MindSpore are read and written again byte by byte; headers that
// contradict themselves are errors that say where.
//
//===----------------------------------------------------------------------===//

#include "msrt/Checkpoint.h"
#include "test/unit/Runtime/TestFiles.h"

#include <cstring>

using namespace msrt;
using namespace msrt::test;

namespace {
class Safetensors : public testing::Test {
protected:
  static std::string head(uint64_t bytes) {
    std::string text;
    for (unsigned i = 0; i < 8; ++i)
      text += static_cast<char>(bytes >> (8 * i) & 0xff);
    return text;
  }
  Result<Checkpoint> readBytes(const std::string &bytes,
                               CheckpointReadOptions options = {}) {
    writeAll(path, bytes);
    return readCheckpoint(path, options);
  }
  Result<Checkpoint> read(const std::string &header, size_t contentBytes = 4) {
    return readBytes(head(header.size()) + header +
                     std::string(contentBytes, 'c'));
  }
  // An entry of a header.
  static std::string entry(const std::string &name, const std::string &type,
                           const std::string &shape, int begin, int end) {
    return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape +
           ",\"data_offsets\":[" + std::to_string(begin) + "," +
           std::to_string(end) + "]}";
  }
  Status write(const std::vector<CheckpointItem> &items,
               bool checksum = false) {
    CheckpointWriteOptions options;
    options.mode = 0600;
    options.checksum = checksum;
    return writeCheckpoint(path, items, options);
  }

  TempFolder folder;
  std::string path = folder / "x.safetensors";
};
} // namespace

TEST_F(Safetensors, WritesTheBytesOfMindSpore) {
  for (bool late : {false, true}) {
    CheckpointReadOptions options;
    options.late = late;
    Result<Checkpoint> checkpoint =
        readCheckpoint(input("types.safetensors"), options);
    ASSERT_GOOD(checkpoint);
    ASSERT_EQ(checkpoint->entries.size(), 15u);
    const CheckpointEntry *scalar = checkpoint->find("epoch_num");
    ASSERT_NE(scalar, nullptr);
    EXPECT_EQ(scalar->dtype, MSRT_INT64);
    EXPECT_TRUE(scalar->dims.empty());
    int64_t epoch = 0;
    ASSERT_GOOD(checkpoint->copyContent(*scalar, &epoch));
    EXPECT_EQ(epoch, 5);
    EXPECT_FALSE(checkpoint->hasChecksum);
    if (late)
      continue;
    ASSERT_GOOD(write(checkpoint->items()));
    EXPECT_EQ(readAll(path), readAll(input("types.safetensors")));
  }
}

TEST_F(Safetensors, TheChecksumIsMindSpores) {
  Result<Checkpoint> checkpoint =
      readCheckpoint(input("types_crc.safetensors"));
  ASSERT_GOOD(checkpoint);
  EXPECT_TRUE(checkpoint->hasChecksum);
  ASSERT_GOOD(write(checkpoint->items(), true));
  // The metadata of the other library have no order.
  auto number = [](const std::string &bytes) {
    size_t at = bytes.find("\"crc_num\":\"");
    return bytes.substr(at, bytes.find('"', at + 11) - at);
  };
  std::string bytes = readAll(path);
  EXPECT_EQ(number(bytes), number(readAll(input("types_crc.safetensors"))));
  EXPECT_GOOD(readCheckpoint(path));
  // Every content counts, but for whole numbers without dimensions.
  bytes[bytes.size() - 1] ^= 1;
  writeAll(path, bytes);
  EXPECT_ERROR(readCheckpoint(path), "[MS3106] " + path + ": is damaged: CRC");

  int64_t many = int64_t(1) << 40;
  std::vector<CheckpointItem> items = {
      CheckpointItem::tensor("n", {MSRT_INT64, {}, &many})};
  EXPECT_GOOD(write(items));
  EXPECT_ERROR(write(items, true), "which has no checksum in MindSpore");
}

TEST_F(Safetensors, TakesWhatTheFormatAllows) {
  Result<Checkpoint> checkpoint = read(
      " \t{ \"a\\u0041\\ud83d\\ude00\" :{\"shape\":[ 2 , 1 ],\"data_offsets\":"
      "[0,2],\"dtype\":\"U8\"}, " +
      entry("empty", "F32", "[0,3]", 2, 2) +
      ",\"__metadata__\":{\"format\":\"pt\",\"x\":\"\\n\"}," +
      entry("half", "F8_E4M3", "[2]", 2, 4) + "}   ");
  ASSERT_GOOD(checkpoint);
  ASSERT_EQ(checkpoint->entries.size(), 3u);
  EXPECT_EQ(checkpoint->entries[0].name, "aA\xf0\x9f\x98\x80");
  EXPECT_EQ(checkpoint->entries[1].bytes, 0u);
  EXPECT_EQ(checkpoint->entries[2].kind, EntryKind::Other);
  EXPECT_EQ(checkpoint->entries[2].typeName, "F8_E4M3");
}

TEST_F(Safetensors, LengthsAreHeldAgainstTheFile) {
  EXPECT_ERROR(readBytes(""), "is empty");
  EXPECT_ERROR(readBytes("{}"), "truncated at byte 2");
  EXPECT_ERROR(readBytes(head(UINT64_MAX) + "{}"), "malformed at byte 0");
  EXPECT_ERROR(readBytes(head(100000001) + "{}"), "malformed at byte 0");
  EXPECT_ERROR(readBytes(head(100000000) + "{}"),
               "truncated at byte 10: the header needs 100000000 bytes, "
               "found 2");
  EXPECT_ERROR(readBytes(head(2) + "{}"), "holds no parameters");
  EXPECT_ERROR(readBytes(head(0)), "expected '{'");
  std::string good = readAll(input("types.safetensors"));
  for (size_t length = 0; length < good.size(); ++length)
    EXPECT_FALSE(readBytes(good.substr(0, length)).ok()) << length;
  EXPECT_ERROR(readBytes(good + "x"), "has 1 bytes behind the last entry");
}

TEST_F(Safetensors, ContentsNeitherOverlapNorLeaveGaps) {
  auto two = [&](int beginA, int endA, int beginB, int endB) {
    return read("{" +
                entry("a", "U8", "[" + std::to_string(endA - beginA) + "]",
                      beginA, endA) +
                "," +
                entry("b", "U8", "[" + std::to_string(endB - beginB) + "]",
                      beginB, endB) +
                "}");
  };
  EXPECT_GOOD(two(0, 1, 1, 4));
  EXPECT_GOOD(two(3, 4, 0, 3));
  EXPECT_ERROR(two(0, 3, 2, 4), "entry 'b' shares bytes with another one");
  EXPECT_ERROR(two(0, 4, 0, 4), "shares bytes with another one");
  EXPECT_ERROR(two(0, 1, 2, 4), "entry 'b' has unused bytes before it");
  EXPECT_ERROR(two(0, 1, 1, 3), "has 1 bytes behind the last entry");
  EXPECT_ERROR(two(0, 4, 4, 5), "entry 'b' has bytes 4 to 5 of the content, "
                                "where 4 are");
  EXPECT_ERROR(read("{" + entry("a", "U8", "[4]", 4, 0) + "}"),
               "entry 'a' has bytes 4 to 0");
}

TEST_F(Safetensors, SizesAgreeWithTypeAndShape) {
  EXPECT_ERROR(read("{" + entry("a", "F32", "[2]", 0, 4) + "}"),
               "entry 'a' has 4 bytes of content, shape [2] of F32 needs 8");
  EXPECT_ERROR(
      read("{" + entry("a", "F32", "[4294967296,4294967296]", 0, 4) + "}"),
      "has 4 bytes of content");
  EXPECT_ERROR(
      read("{" + entry("a", "U64", "[9223372036854775807]", 0, 4) + "}"),
      "has 4 bytes of content");
  EXPECT_ERROR(read("{" + entry("a", "F4", "[7]", 0, 4) + "}"),
               "no whole number of bytes");
  EXPECT_ERROR(read("{" + entry("a", "Float32", "[1]", 0, 4) + "}"),
               "has the unknown type 'Float32'");
}

TEST_F(Safetensors, HeadersAreStrict) {
  std::string good = entry("a", "F32", "[1]", 0, 4);
  EXPECT_GOOD(read("{" + good + "}"));
  EXPECT_ERROR(read("{" + good + "," + good + "}"),
               "entry 'a' stands there twice");
  EXPECT_ERROR(read("{" + good + ",}"), "expected a string");
  EXPECT_ERROR(read("{" + good), "expected '}'");
  EXPECT_ERROR(read("{" + good + "}}"), "expected the end of the text");
  EXPECT_ERROR(read("[" + good + "]"), "malformed at byte 8: expected '{'");
  EXPECT_ERROR(read("{\"a\":[[[[[[[[[[1]]]]]]]]]]}"), "entry 'a' expected '{'");
  EXPECT_ERROR(read("{\"a\":{\"dtype\":\"F32\",\"shape\":[[1]]"),
               "expected a whole number");
  EXPECT_ERROR(read("{\"a\":{}}"), "expected a string");
  EXPECT_ERROR(read("{\"a\":{\"dtype\":\"F32\"}}"),
               "lacks dtype, shape or data_offsets");
  EXPECT_ERROR(read("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}"),
               "has twice 'dtype'");
  EXPECT_ERROR(read("{\"a\":{\"strides\":[1]}}"), "unknown key 'strides'");
  for (const char *number : {"-1", "1.0", "1e0", "01", "+1", "0x1", "\"1\"",
                             "9223372036854775808", "", "null"})
    EXPECT_FALSE(read("{" +
                      entry("a", "F32", "[" + std::string(number) + "]", 0, 4) +
                      "}")
                     .ok() &&
                 *number)
        << number;
  EXPECT_ERROR(read("{\"__metadata__\":{},\"__metadata__\":{}," + good + "}"),
               "metadata twice");
  EXPECT_ERROR(read("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}," + good + "}"),
               "has the metadata 'a' twice");
  EXPECT_ERROR(read("{\"__metadata__\":{\"a\":1}," + good + "}"),
               "expected a string");
  std::string deep = "[1";
  for (int i = 0; i < 64; ++i)
    deep += ",1";
  EXPECT_ERROR(read("{" + entry("a", "F32", deep + "]", 0, 4) + "}"),
               "more than 64 dimensions");
}

TEST_F(Safetensors, StringsAreStrict) {
  for (const char *name :
       {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\\ud800", "\\udc00",
        "\\ud800\\u0041", "\\u12", "\\x41", "\n", "\\", "\xf4\x90\x80\x80"})
    EXPECT_FALSE(read("{" + entry(name, "F32", "[1]", 0, 4) + "}").ok())
        << name;
  EXPECT_ERROR(
      read("{" + entry(std::string(70000, 'n'), "F32", "[1]", 0, 4) + "}"),
      "a string has more than 65536 bytes");
  EXPECT_ERROR(read("{\"a"), "a string does not end");
}

TEST_F(Safetensors, WhatCannotBeWrittenIsNamed) {
  float one = 1;
  CheckpointItem good = CheckpointItem::tensor("w", {MSRT_FLOAT32, {}, &one});
  writeAll(path, "old");
  auto refuses = [&](CheckpointItem item, const char *what) {
    EXPECT_ERROR(write({good, item}), what);
    EXPECT_EQ(readAll(path), "old");
    EXPECT_FALSE(pathExists(path + ".tmp"));
  };
  refuses(CheckpointItem::string("t", "x"), "entry 't' is a text, which a");
  refuses(good, "entry 'w' stands there twice");
  CheckpointItem item = good;
  item.name = "__metadata__";
  refuses(item, "has the metadata's name");
  item.name = "\xff";
  refuses(item, "has a name that is not UTF-8");
  item = good;
  item.name = "m";
  item.kind = EntryKind::Map;
  refuses(item, "entry 'm' is a hash map");
  item = good;
  item.name = "b";
  item.bytes = 3;
  refuses(item, "has 3 bytes");
}

TEST_F(Safetensors, ARunIsResumedFromIt) {
  float one = 1;
  CheckpointWriteOptions options;
  options.mode = 0600;
  options.resume.emplace();
  options.resume->globalStep = 7;
  options.resume->hidden.push_back({"counter", std::string("\0\xff", 2)});
  ASSERT_GOOD(writeCheckpoint(
      path, {CheckpointItem::tensor("w", {MSRT_FLOAT32, {}, &one})}, options));
  Result<Checkpoint> checkpoint = readCheckpoint(path);
  ASSERT_GOOD(checkpoint);
  EXPECT_TRUE(checkpoint->hasChecksum);
  ASSERT_TRUE(checkpoint->resume.has_value());
  EXPECT_EQ(checkpoint->resume->globalStep, 7);
  EXPECT_EQ(checkpoint->resume->hidden[0].bytes, std::string("\0\xff", 2));
  for (const char *bad : {"0", "zz", "ff", "0F"})
    EXPECT_ERROR(read("{\"__metadata__\":{\"mindirc_resume\":\"" +
                      std::string(bad) + "\"}," +
                      entry("a", "F32", "[1]", 0, 4) + "}"),
                 "is no state of a run");
}

TEST_F(Safetensors, NamesNeedTheEnding) {
  EXPECT_EQ(checkpointPath("net"), "net.ckpt");
  EXPECT_EQ(checkpointPath("net.safetensors"), "net.safetensors");
  EXPECT_EQ(checkpointPath(".safetensors"), ".safetensors.ckpt");
}
