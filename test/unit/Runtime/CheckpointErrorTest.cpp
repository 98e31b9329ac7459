//===- CheckpointErrorTest.cpp - Damaged and hostile .ckpt files ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Every error names file, place, entry and cause; nothing crashes, and nothing
// allocates more than the file could hold.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/WireMessages.h"

using namespace msrt;
using namespace msrt::test;

TEST_F(CheckpointFile, EveryTruncationIsAnError) {
  std::string good = readAll(input("types_crc.ckpt"));
  good.resize(good.size() - 17);
  ASSERT_GOOD(read(good));
  // Where a whole number of entries is left, the file is a good shorter one.
  size_t shorter = 0;
  for (size_t length = 0; length < good.size(); ++length) {
    Result<Checkpoint> checkpoint = read(good.substr(0, length));
    shorter += checkpoint.ok();
    if (!checkpoint.ok()) {
      EXPECT_EQ(checkpoint.message().rfind("[MS310", 0), 0u);
      EXPECT_NE(checkpoint.message().find(path), std::string::npos);
    }
  }
  EXPECT_EQ(shorter, 17u); // 18 entries
  // With the trailer every truncation and every flipped bit shows.
  std::string checked = readAll(input("types_crc.ckpt"));
  for (size_t length = good.size() + 1; length < checked.size(); ++length)
    EXPECT_FALSE(read(checked.substr(0, length)).ok()) << length;
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = checked;
    bad[i] = static_cast<char>(bad[i] ^ 1 << i % 8);
    EXPECT_NE(error(bad).find("CRC-32"), std::string::npos) << i;
  }
}

TEST_F(CheckpointFile, NamesEntryPlaceAndCause) {
  std::string good =
      value("conv1.weight", dim(2), "Float32", floats({1, 2})) +
      value("fc1.weight", dim(4), "Float32", floats({1, 2, 3, 4}));
  EXPECT_EQ(error(good.substr(0, good.size() - 5)),
            "[MS3101] " + path +
                ": truncated at byte 79: entry 1 'fc1.weight' needs 43 bytes, "
                "found 38");
  EXPECT_NE(error("").find("is empty"), std::string::npos);
  EXPECT_NE(error("\x7f").find("malformed at byte 0"), std::string::npos);
  EXPECT_NE(error(field(7, "only unknown")).find("holds no parameters"),
            std::string::npos);
  EXPECT_NE(error(value("w", dim(static_cast<uint64_t>(-3)), "Float32", ""))
                .find("entry 0 'w' has the dimension -3"),
            std::string::npos);
  EXPECT_NE(error(value("w", dim(3), "Float32", floats({1})))
                .find("has 4 bytes of content, shape [3] of Float32 needs 12"),
            std::string::npos);
  EXPECT_NE(error(value("w", dim(uint64_t(1) << 62) + dim(uint64_t(1) << 62),
                        "Float32", floats({1})))
                .find("overflows"),
            std::string::npos);
  EXPECT_NE(
      error(field(1, field(2, field(2, "Float32") + field(3, floats({1})))))
          .find("has no name"),
      std::string::npos);
  EXPECT_NE(error(field(1, field(1, "w"))).find("has no tensor"),
            std::string::npos);
  EXPECT_NE(error(field(1, field(1, "w") + field(2, field(3, floats({1})))))
                .find("has no element type"),
            std::string::npos);
  EXPECT_NE(error(value("t", dim(0), "str", "abc")).find("multiple of 4"),
            std::string::npos);
  EXPECT_NE(error(value("t", dim(0), "str", std::string("\0\xd8\0\0", 4)))
                .find("is not UTF-32"),
            std::string::npos);
  EXPECT_ERROR(readCheckpoint(folder / "none.ckpt"), "no such file");
  EXPECT_ERROR(readCheckpoint(folder.path()), "is a folder");
}

TEST_F(CheckpointFile, HostileLengths) {
  std::string huge = varint(~uint64_t(0));
  // A length beyond the end at every level.
  EXPECT_NE(error(varint(1 << 3 | 2) + huge + "abc").find("truncated"),
            std::string::npos);
  EXPECT_NE(error(field(1, varint(1 << 3 | 2) + huge))
                .find("18446744073709551615 bytes where 0 are left"),
            std::string::npos);
  EXPECT_NE(error(field(1, field(1, "w") + field(2, varint(3 << 3 | 2) +
                                                        varint(1000) + "x")))
                .find("entry 0 'w' has a field of 1000 bytes where 1 are left"),
            std::string::npos);
  // Varints of more than 64 bits, and without an end.
  EXPECT_NE(error(varint(1 << 3 | 2) + std::string(9, '\xff') + "\x02")
                .find("more than 64 bits"),
            std::string::npos);
  EXPECT_NE(error(varint(1 << 3 | 2) + std::string(40, '\xff'))
                .find("more than 64 bits"),
            std::string::npos);
  EXPECT_NE(error(varint(1 << 3 | 2) + "\x80").find("ends within a number"),
            std::string::npos);
  // Field number 0, wire types 6 and 7.
  EXPECT_NE(error(std::string("\x02\x00", 2)).find("impossible field tag"),
            std::string::npos);
  EXPECT_NE(error("\x0e").find("impossible field tag"), std::string::npos);
  // Known fields in another form.
  EXPECT_NE(error(varint(1 << 3) + varint(3)).find("is not a message"),
            std::string::npos);
  EXPECT_NE(error(field(1, varint(1 << 3) + varint(3))).find("another form"),
            std::string::npos);
  std::string dims;
  for (int i = 0; i < 100; ++i)
    dims += dim(1);
  EXPECT_NE(error(value("w", dims, "Float32", floats({1})))
                .find("more than 64 dimensions"),
            std::string::npos);
  EXPECT_NE(error(field(1, field(1, std::string(100000, 'n'))))
                .find("name of 100000 bytes"),
            std::string::npos);
}

TEST_F(CheckpointFile, FlippedBitsNeverCrash) {
  // Without a checksum damage may go unseen, but it is never more than that.
  std::string good = readAll(input("types_crc.ckpt"));
  good.resize(good.size() - 17);
  size_t seen = 0;
  for (size_t i = 0; i < good.size(); ++i)
    for (int bit : {0, 3, 7}) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ 1 << bit);
      seen += !read(bad).ok();
    }
  EXPECT_GT(seen, good.size());
}

TEST_F(CheckpointFile, RefusesOtherFilesByName) {
  EXPECT_NE(error("\xd8\x5e\x3a\x7f and the rest").find("encrypted (AES-GCM)"),
            std::string::npos);
  EXPECT_NE(error("\xd9\x5e\x3a\x7f and the rest").find("encrypted (AES-CBC)"),
            std::string::npos);
  EXPECT_NE(error("\xda\x5e\x3a\x7f and the rest").find("encrypted (SM4-CBC)"),
            std::string::npos);
  EXPECT_NE(error("PK\x03\x04 a PyTorch file").find("is a zip archive"),
            std::string::npos);
}

TEST_F(CheckpointFile, WriterRefusesWhatDoesNotFit) {
  CheckpointItem item = CheckpointItem::tensor("w", {});
  item.bytes = 7;
  EXPECT_ERROR(writeCheckpoint(path, {item}),
               "entry 'w' of shape [] and type Float32 has 7 bytes");
  EXPECT_ERROR(writeCheckpoint(path, {CheckpointItem::string("t", "\xff")}),
               "is not UTF-8");
  EXPECT_ERROR(writeCheckpoint(path, {}), "nothing to save");
  EXPECT_TRUE(listFolder(folder.path()).empty());
}
