//===- CheckpointTest.cpp - Reading and writing .ckpt files ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Files of MindSpore are read and written again byte by byte; hand-made
// messages cover what other writers may do; damaged and hostile files are
// errors.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/WireMessages.h"

#include <cstring>

using namespace msrt;
using namespace msrt::test;

//===----------------------------------------------------------------------===//
// Files of MindSpore
//===----------------------------------------------------------------------===//

TEST(Checkpoint, WritesTheBytesOfMindSpore) {
  TempFolder folder;
  for (const char *name : {"lenet.ckpt", "mlp_step_adam.final.ckpt",
                           "conv_bn_step_sgd.final.ckpt", "types_crc.ckpt"}) {
    Result<Checkpoint> checkpoint = readCheckpoint(input(name));
    ASSERT_GOOD(checkpoint);
    CheckpointWriteOptions options;
    options.checksum = checkpoint->hasChecksum;
    std::string path = folder / name;
    ASSERT_GOOD(writeCheckpoint(path, checkpoint->items(), options));
    std::string theirs = readAll(input(name));
    if (options.checksum)
      theirs.resize(theirs.size() - 17);
    EXPECT_TRUE(entriesOf(readAll(path)) == theirs) << name;
    struct stat info;
    ASSERT_EQ(stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0400u);
  }
}

TEST(Checkpoint, ContentMayEndLikeATrailer) {
  TempFolder folder;
  std::string path = folder / "f.ckpt";
  const char content[] = "abccrc_num\0\0\0\0\0\0\1\2\3\4";
  std::vector<int64_t> dims = {20};
  std::vector<CheckpointItem> items = {
      CheckpointItem::tensor("w", {MSRT_UINT8, dims, content})};
  CheckpointWriteOptions options;
  options.mode = 0600;
  ASSERT_GOOD(writeCheckpoint(path, items, options));
  Result<Checkpoint> again = readCheckpoint(path);
  ASSERT_GOOD(again);
  EXPECT_FALSE(again->hasChecksum);
  EXPECT_EQ(std::memcmp(again->find("w")->content.data(), content, 20), 0);
  // A true trailer that does not agree is an error still.
  options.checksum = true;
  ASSERT_GOOD(writeCheckpoint(path, items, options));
  std::string bytes = readAll(path);
  bytes[2] ^= 1; // the name
  writeAll(path, bytes);
  Result<Checkpoint> damaged = readCheckpoint(path);
  ASSERT_FALSE(damaged.ok());
  EXPECT_NE(damaged.message().find("[MS3106]"), std::string::npos)
      << damaged.message();
}

TEST(Checkpoint, ReadsLeNet) {
  Result<Checkpoint> checkpoint = readCheckpoint(input("lenet.ckpt"));
  ASSERT_GOOD(checkpoint);
  EXPECT_FALSE(checkpoint->hasChecksum);
  const CheckpointEntry *weight = checkpoint->find("conv1.weight");
  ASSERT_NE(weight, nullptr);
  EXPECT_EQ(weight->dtype, MSRT_FLOAT32);
  EXPECT_EQ(weight->dims, (std::vector<int64_t>{6, 1, 5, 5}));
  EXPECT_EQ(weight->content.size(), 600u);
  EXPECT_EQ(checkpoint->find("conv1.wieght"), nullptr);
}

TEST(Checkpoint, ReadsEveryTypeAndText) {
  Result<Checkpoint> checkpoint = readCheckpoint(input("types_crc.ckpt"));
  ASSERT_GOOD(checkpoint);
  EXPECT_TRUE(checkpoint->hasChecksum);
  EXPECT_EQ(checkpoint->find("w.bf16")->dtype, MSRT_BFLOAT16);
  EXPECT_EQ(
      loadElement(MSRT_BFLOAT16, checkpoint->find("w.bf16")->content.data(), 3),
      3);
  EXPECT_TRUE(checkpoint->find("w.f64")->dims.empty());
  for (const char *type : {"int8", "int16", "int32", "int64", "uint8", "uint16",
                           "uint32", "uint64"}) {
    const CheckpointEntry *entry = checkpoint->find(std::string("w.") + type);
    ASSERT_NE(entry, nullptr);
    for (int64_t i = 0; i < 3; ++i)
      EXPECT_EQ(loadInteger(entry->dtype, entry->content.data(), i), i + 1);
  }
  EXPECT_EQ(checkpoint->find("note")->kind, EntryKind::Text);
  EXPECT_EQ(checkpoint->find("note")->text, "gr\u00fc\u00dfe \u6f22\u5b57 "
                                            "\U0001F600");
  EXPECT_EQ(checkpoint->find("empty")->text, "");
}

TEST(Checkpoint, ReadsNamesWithoutContents) {
  CheckpointReadOptions options;
  options.contents = false;
  Result<Checkpoint> checkpoint = readCheckpoint(input("lenet.ckpt"), options);
  ASSERT_GOOD(checkpoint);
  EXPECT_EQ(checkpoint->find("conv1.weight")->bytes, 600u);
  EXPECT_EQ(checkpoint->find("conv1.weight")->content.size(), 0u);
}

//===----------------------------------------------------------------------===//
// What other writers may do
//===----------------------------------------------------------------------===//

TEST_F(CheckpointFile, OneMessageForAllEqualsOneForEach) {
  std::string a = value("a", dim(2), "Float32", floats({1, 2}));
  std::string b = value("b", "", "Float32", floats({3}));
  // Concatenated messages and one message are the same bytes; what may differ
  // is unknown fields between and after the values.
  Result<Checkpoint> checkpoint =
      read(a + field(7, "unknown") + varint(8 << 3) + varint(5) + b +
           varint(9 << 3 | 5) + "1234" + varint(10 << 3 | 1) + "12345678" +
           field(1000, "resume state"));
  ASSERT_GOOD(checkpoint);
  ASSERT_EQ(checkpoint->entries.size(), 2u);
  EXPECT_EQ(checkpoint->entries[0].name, "a");
  EXPECT_TRUE(checkpoint->entries[1].dims.empty());
}

TEST_F(CheckpointFile, FieldsInAnyOrder) {
  std::string content = floats({1, 2, 3, 4, 5, 6});
  std::string tensor = field(3, content) + field(2, "Float32") +
                       varint(15 << 3) + varint(1) +
                       field(1, varint(2) + varint(3)); // packed
  Result<Checkpoint> checkpoint = read(
      field(1, field(99, "x") + field(2, tensor) + field(1, "later.name")));
  ASSERT_GOOD(checkpoint);
  EXPECT_EQ(checkpoint->entries[0].name, "later.name");
  EXPECT_EQ(checkpoint->entries[0].dims, (std::vector<int64_t>{2, 3}));
  EXPECT_EQ(std::memcmp(checkpoint->entries[0].content.data(), content.data(),
                        content.size()),
            0);
}

TEST_F(CheckpointFile, SkipsGroups) {
  std::string group = varint(5 << 3 | 3) + field(1, "inside") +
                      varint(6 << 3 | 3) + varint(6 << 3 | 4) +
                      varint(5 << 3 | 4);
  EXPECT_GOOD(read(group + value("a", "", "Float32", floats({1}))));
  EXPECT_NE(
      error(varint(5 << 3 | 3) + varint(6 << 3 | 4)).find("ends as another"),
      std::string::npos);
  std::string deep;
  for (int i = 0; i < 100; ++i)
    deep += varint(5 << 3 | 3);
  EXPECT_NE(error(deep).find("nested too deeply"), std::string::npos);
  EXPECT_NE(error(varint(5 << 3 | 4)).find("did not start"), std::string::npos);
}

TEST_F(CheckpointFile, OldScalarsAndOldNames) {
  Result<Checkpoint> checkpoint =
      read(value("lr", dim(0), "Float32", floats({0.5})) +
           value("none", dim(0), "Float32", "") +
           value("step", dim(1), "Uint16", std::string("\x07\x00", 2)));
  ASSERT_GOOD(checkpoint);
  EXPECT_TRUE(checkpoint->entries[0].dims.empty());
  EXPECT_EQ(checkpoint->entries[1].dims, (std::vector<int64_t>{0}));
  EXPECT_EQ(checkpoint->entries[2].dtype, MSRT_UINT16);
}

TEST_F(CheckpointFile, JoinsSlices) {
  // 2.x cuts anywhere, 1.x between elements; dims and type of the last count.
  std::string bytes = floats({1, 2, 3, 4, 5});
  Result<Checkpoint> checkpoint =
      read(value("w", dim(5), "Float32", bytes.substr(0, 7)) +
           value("w", dim(5), "Float32", bytes.substr(7, 12)) +
           value("w", dim(5), "Float32", bytes.substr(19)) +
           value("v", "", "Float32", floats({9})));
  ASSERT_GOOD(checkpoint);
  ASSERT_EQ(checkpoint->entries.size(), 2u);
  EXPECT_EQ(
      std::memcmp(checkpoint->entries[0].content.data(), bytes.data(), 20), 0);
  EXPECT_NE(error(value("w", dim(5), "Float32", bytes.substr(0, 8)) +
                  value("w", dim(5), "Float32", bytes.substr(8, 8)))
                .find("has 16 bytes of content, shape [5] of Float32 needs 20"),
            std::string::npos);
}

TEST_F(CheckpointFile, WritesSlices) {
  std::vector<float> data(100);
  for (int i = 0; i < 100; ++i)
    data[i] = static_cast<float>(i);
  const std::vector<int64_t> dims{10, 10};
  CheckpointWriteOptions options;
  options.sliceBytes = 128;
  ASSERT_GOOD(writeCheckpoint(
      path,
      {CheckpointItem::tensor("w", {MSRT_FLOAT32, dims, data.data()}),
       CheckpointItem::tensor("s", {MSRT_FLOAT32, {}, data.data()})},
      options));
  std::string expected;
  for (size_t at = 0; at < 400; at += 128)
    expected +=
        value("w", dim(10) + dim(10), "Float32", floats(data).substr(at, 128));
  EXPECT_TRUE(entriesOf(readAll(path)) ==
              expected + value("s", "", "Float32", floats({0})));
  Result<Checkpoint> checkpoint = readCheckpoint(path);
  ASSERT_GOOD(checkpoint);
  ASSERT_EQ(checkpoint->entries.size(), 2u);
  EXPECT_EQ(checkpoint->entries[0].dims, dims);
  EXPECT_EQ(
      std::memcmp(checkpoint->entries[0].content.data(), data.data(), 400), 0);
}

TEST_F(CheckpointFile, KeepsWhatItDoesNotKnow) {
  std::string bytes = value("q", dim(3), "Int4", "ab") +
                      value("c", dim(1), "Complex64", "12345678") +
                      field(1, field(1, "map") + field(3, field(1, "keys")));
  Result<Checkpoint> checkpoint = read(bytes);
  ASSERT_GOOD(checkpoint);
  EXPECT_EQ(checkpoint->entries[0].kind, EntryKind::Other);
  EXPECT_EQ(checkpoint->entries[2].kind, EntryKind::Map);
  ASSERT_GOOD(writeCheckpoint(folder / "y.ckpt", checkpoint->items()));
  EXPECT_EQ(entriesOf(readAll(folder / "y.ckpt")), bytes);
}

TEST(Checkpoint, SuffixRule) {
  EXPECT_EQ(checkpointPath("a"), "a.ckpt");
  EXPECT_EQ(checkpointPath("b.pth"), "b.pth.ckpt");
  EXPECT_EQ(checkpointPath("cckpt"), "cckpt");
  EXPECT_EQ(checkpointPath("d.ckpt"), "d.ckpt");
  EXPECT_EQ(checkpointPath(""), ".ckpt");
}
