//===- FooterTest.cpp - Header, footer and damage -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A file of ours that has lost a byte, or of which one bit was flipped, is
// never read; the error says where.
//
//===----------------------------------------------------------------------===//

#include "runtime/Checkpoint/Footer.h"
#include "runtime/Core/Crc32.h"

#include "test/unit/Runtime/WireMessages.h"

using namespace msrt;
using namespace msrt::test;

namespace {
class Footer : public CheckpointFile {
protected:
  /// Writes one tensor of `count` floats, "w", and a small one, "b".
  std::string written(size_t count, CheckpointWriteOptions options = {}) {
    std::vector<float> data(count);
    for (size_t i = 0; i < count; ++i)
      data[i] = static_cast<float>(i);
    const std::vector<int64_t> dims{static_cast<int64_t>(count)};
    EXPECT_GOOD(writeCheckpoint(
        folder / "w.ckpt",
        {CheckpointItem::tensor("w", {MSRT_FLOAT32, dims, data.data()}),
         CheckpointItem::tensor("b", {MSRT_FLOAT32, {}, data.data()})},
        options));
    return readAll(folder / "w.ckpt");
  }
  static ResumeState state() {
    ResumeState state;
    state.epoch = 3;
    state.step = 5;
    state.globalStep = 35;
    state.stepsPerEpoch = 10;
    state.badSteps = 2;
    state.loss = 0.125;
    state.data = "100 rows";
    state.key = "mindirc 1";
    state.hidden = {{"rng_counter", std::string("\1\0\0\0", 4)}, {"x", ""}};
    return state;
  }
};
} // namespace

TEST_F(Footer, NoTruncationAndNoFlippedBitIsRead) {
  for (bool checksum : {false, true}) {
    CheckpointWriteOptions options;
    options.checksum = checksum;
    options.resume = state();
    std::string good = written(8, options);
    ASSERT_GOOD(read(good));
    for (size_t length = 0; length < good.size(); ++length) {
      std::string text = error(good.substr(0, length));
      // MindSpore's trailer alone may be missing: it is an extra.
      if (checksum && length == good.size() - 17)
        EXPECT_EQ(text, "no error");
      else
        EXPECT_EQ(text.rfind("[MS310", 0), 0u) << length << ": " << text;
    }
    for (size_t i = 0; i < good.size(); ++i)
      for (int bit = 0; bit < 8; ++bit) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1 << bit);
        EXPECT_EQ(error(bad).rfind("[MS310", 0), 0u) << i << "." << bit;
      }
  }
}

TEST_F(Footer, SaysWhereAFileWasCut) {
  std::string good = written(8);
  size_t entries = entriesOf(good).size() + header().size();
  EXPECT_EQ(error(good.substr(0, entries)),
            "[MS3101] " + path + ": truncated at byte " +
                std::to_string(entries) +
                ": ends after entry 'b' of 2 without its footer");
  EXPECT_EQ(error(good.substr(0, header().size())),
            "[MS3101] " + path +
                ": truncated at byte 10: ends after no entry without its "
                "footer");
  EXPECT_NE(error(good.substr(0, entries - 1))
                .find("truncated at byte " + std::to_string(entries - 1) +
                      ": entry 1 'b' needs"),
            std::string::npos);
  // Another file behind it is no end of this one.
  EXPECT_EQ(
      error(good + value("c", "", "Float32", floats({1}))).rfind("[MS3101]", 0),
      0u);
}

TEST_F(Footer, SaysWhichPartIsDamaged) {
  std::string good = written(50000); // four blocks, the last one short
  std::string bad = good;
  bad[70000] = static_cast<char>(bad[70000] ^ 4);
  EXPECT_NE(error(bad).find(path + ": is damaged between byte 65536 and "
                                   "131072: CRC-32 "),
            std::string::npos)
      << error(bad);
  bad = good;
  size_t entries = entriesOf(good).size() + header().size();
  bad[entries - 1] = static_cast<char>(bad[entries - 1] ^ 1);
  EXPECT_NE(
      error(bad).find("between byte 196608 and " + std::to_string(entries)),
      std::string::npos)
      << error(bad);
  bad = good;
  bad[entries + 8] = static_cast<char>(bad[entries + 8] ^ 1);
  EXPECT_EQ(error(bad).rfind("[MS3106]", 0), 0u);
  bad = good;
  bad.back() = static_cast<char>(bad.back() ^ 1);
  EXPECT_NE(error(bad).find(", in its footer: CRC-32"), std::string::npos);
}

TEST_F(Footer, HoldsACrcOfEverythingBeforeIt) {
  std::string file = written(8);
  std::string before = file.substr(0, file.size() - 4);
  EXPECT_EQ(file.substr(before.size()),
            fixed32(crc32Portable(0, before.data(), before.size())));
  // MindSpore's is of the footer too.
  CheckpointWriteOptions options;
  options.checksum = true;
  file = written(50000, options);
  before = file.substr(0, file.size() - 17);
  std::string trailer = file.substr(before.size());
  std::string crc = fixed32(crc32Portable(0, before.data(), before.size()));
  EXPECT_EQ(trailer, std::string("crc_num\0\0\0\0\0\0", 13) +
                         std::string(crc.rbegin(), crc.rend()));
}

TEST_F(Footer, HoldsTheResumeState) {
  CheckpointWriteOptions options;
  options.resume = state();
  Result<Checkpoint> checkpoint = read(written(8, options));
  ASSERT_GOOD(checkpoint);
  EXPECT_TRUE(checkpoint->hasFooter);
  ASSERT_TRUE(checkpoint->resume.has_value());
  EXPECT_EQ(checkpoint->resume->epoch, 3);
  EXPECT_EQ(checkpoint->resume->step, 5);
  EXPECT_EQ(checkpoint->resume->globalStep, 35);
  EXPECT_EQ(checkpoint->resume->stepsPerEpoch, 10);
  EXPECT_EQ(checkpoint->resume->badSteps, 2);
  EXPECT_EQ(checkpoint->resume->loss, 0.125);
  EXPECT_EQ(checkpoint->resume->data, "100 rows");
  EXPECT_EQ(checkpoint->resume->key, "mindirc 1");
  ASSERT_EQ(checkpoint->resume->hidden.size(), 2u);
  EXPECT_EQ(checkpoint->resume->hidden[0].name, "rng_counter");
  EXPECT_EQ(checkpoint->resume->hidden[0].bytes, std::string("\1\0\0\0", 4));
  EXPECT_EQ(checkpoint->entries.size(), 2u);
  EXPECT_FALSE(read(written(8))->resume.has_value());
  // A state that is none.
  std::string message = encodeResumeState(state());
  EXPECT_TRUE(decodeResumeState(message).has_value());
  EXPECT_TRUE(decodeResumeState(message + varint(77 << 3) + varint(1)));
  for (size_t length = 1; length < message.size(); ++length)
    (void)decodeResumeState(message.substr(0, length)); // does not crash
  EXPECT_FALSE(decodeResumeState(message + "\xff").has_value());
  EXPECT_FALSE(
      decodeResumeState(varint(1 << 3) + varint(static_cast<uint64_t>(-1)))
          .has_value());
}

// A footer by hand, with a CRC that agrees.
static std::string sealed(const std::string &before, const std::string &parts,
                          uint32_t length = 0) {
  std::string tail = varint(13 << 3 | 5) + "msck" + varint(14 << 3 | 5);
  size_t body = parts.size() + 15;
  std::string start = varint(1000 << 3 | 2) + varint(body);
  std::string file =
      before + start + parts + tail +
      fixed32(length ? length : static_cast<uint32_t>(start.size() + body)) +
      varint(15 << 3 | 5);
  return file + fixed32(crc32Portable(0, file.data(), file.size()));
}

TEST_F(Footer, ThatContradictsItselfIsAnError) {
  std::string entries = header() + value("w", "", "Float32", floats({1}));
  std::string version = varint(1 << 3) + varint(1);
  EXPECT_EQ(error(sealed(entries, version)), "no error");
  EXPECT_NE(error(sealed(entries, varint(1 << 3) + varint(2)))
                .find("[MS3104] " + path + ": its footer at byte"),
            std::string::npos);
  for (uint32_t length : {1u, 14u, 15u, 1000000u, 0xffffffffu})
    EXPECT_NE(error(sealed(entries, version, length))
                  .find("a footer that contradicts itself"),
              std::string::npos)
        << length;
  EXPECT_NE(error(sealed(entries, "")).find("contradicts"), std::string::npos);
  EXPECT_NE(
      error(sealed(entries, version + field(4, "\xff"))).find("contradict"),
      std::string::npos);
  // Block sums that are of no use only cost the place of the damage.
  std::string odd =
      sealed(entries, version + varint(2 << 3) + varint(0) + field(3, "abc"));
  EXPECT_EQ(error(odd), "no error");
  odd[12] = static_cast<char>(odd[12] ^ 1);
  EXPECT_NE(error(odd).find(": is damaged: CRC-32"), std::string::npos);
}
