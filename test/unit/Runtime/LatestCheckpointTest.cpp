//===- LatestCheckpointTest.cpp - The newest file that is whole -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/LatestCheckpoint.h"

#include "test/unit/Runtime/TestFiles.h"

#include <fcntl.h>

using namespace msrt;
using namespace msrt::test;

TEST(CheckpointName, TakesNamesApart) {
  auto name = parseCheckpointName("net_1-2_32.ckpt");
  ASSERT_TRUE(name.has_value());
  EXPECT_EQ(name->prefix, "net_1");
  EXPECT_EQ(name->epoch, 2);
  EXPECT_EQ(name->step, 32);
  name = parseCheckpointName("a-b-10_7_breakpoint.ckpt");
  ASSERT_TRUE(name.has_value());
  EXPECT_EQ(name->prefix, "a-b");
  EXPECT_EQ(name->epoch, 10);
  EXPECT_TRUE(parseCheckpointName("net-1_2.safetensors").has_value());
  for (const char *other :
       {"net.ckpt", "net-1.ckpt", "net-1_2.ckpt.tmp", "-1_2.ckpt",
        "net-1_.ckpt", "net-x_2.ckpt", "net-_2.ckpt",
        "net-1_9999999999999999999.ckpt", "net-1_2.npz", ".ckpt", ""})
    EXPECT_FALSE(parseCheckpointName(other).has_value()) << other;
  EXPECT_TRUE(isOfPrefix("net", "net"));
  EXPECT_TRUE(isOfPrefix("net_12", "net"));
  EXPECT_TRUE(isOfPrefix("anything", ""));
  EXPECT_FALSE(isOfPrefix("network", "net"));
  EXPECT_FALSE(isOfPrefix("net_v2", "net"));
  EXPECT_FALSE(isOfPrefix("net", "net_1"));
}

namespace {
class Latest : public testing::Test {
protected:
  /// Saves a file of this name with a time of its own.
  void save(const std::string &name, int seconds, bool resumable = true) {
    const float value = static_cast<float>(seconds);
    CheckpointWriteOptions options;
    options.mode = 0600;
    if (resumable) {
      options.resume.emplace();
      options.resume->globalStep = seconds;
    }
    ASSERT_GOOD(writeCheckpoint(
        folder / name,
        {CheckpointItem::tensor("w", {MSRT_FLOAT32, {}, &value})}, options));
    date(name, seconds);
  }
  void date(const std::string &name, int seconds) {
    timespec time[2] = {{1000000 + seconds, 0}, {1000000 + seconds, 0}};
    ASSERT_EQ(utimensat(AT_FDCWD, (folder / name).c_str(), time, 0), 0);
  }
  void damage(const std::string &name, int seconds) {
    std::string bytes = readAll(folder / name);
    bytes[12] = static_cast<char>(bytes[12] ^ 1);
    writeAll(folder / name, bytes);
    date(name, seconds);
  }
  std::string latest(const std::string &prefix = "net", bool resumable = true) {
    auto found = latestCheckpoint(folder.path(), prefix, resumable);
    if (!found.ok())
      return found.message();
    skipped = found->skipped;
    return found->path.empty() ? ""
                               : found->path.substr(folder.path().size() + 1);
  }

  TempFolder folder;
  std::vector<std::string> skipped;
};
} // namespace

TEST_F(Latest, IsTheNewestOfItsPrefix) {
  EXPECT_EQ(latest(), "");
  save("net-1_1.ckpt", 10);
  save("net_1-1_1.ckpt", 20);
  save("network-1_1.ckpt", 30);
  writeAll(folder / "net-9_9.ckpt.tmp", "a killed writer's");
  EXPECT_EQ(latest(), "net_1-1_1.ckpt");
  EXPECT_EQ(latest("net_1"), "net_1-1_1.ckpt");
  EXPECT_EQ(latest(""), "network-1_1.ckpt");
  EXPECT_EQ(latest("other"), "");
  // Equal times: the later place in training.
  save("net-1_10.ckpt", 40);
  save("net-1_9.ckpt", 40);
  EXPECT_EQ(latest(), "net-1_10.ckpt");
  save("net-2_1.ckpt", 40);
  EXPECT_EQ(latest(), "net-2_1.ckpt");
  EXPECT_TRUE(skipped.empty());
  auto found = latestCheckpoint(folder.path(), "net").take();
  ASSERT_TRUE(found.checkpoint.resume.has_value());
  float value = 0;
  ASSERT_GOOD(
      found.checkpoint.copyContent(*found.checkpoint.find("w"), &value));
  EXPECT_EQ(value, 40);
}

TEST_F(Latest, PassesOverWhatIsNotWhole) {
  save("net-1_1.ckpt", 10);
  save("net-1_2.ckpt", 20);
  save("net-1_3.ckpt", 30);
  damage("net-1_3.ckpt", 30);
  writeAll(folder / "net-1_4.ckpt", "");
  EXPECT_EQ(latest(), "net-1_2.ckpt");
  ASSERT_EQ(skipped.size(), 2u);
  EXPECT_NE(skipped[0].find("net-1_4.ckpt: is empty"), std::string::npos);
  EXPECT_NE(skipped[1].find("net-1_3.ckpt: is damaged"), std::string::npos);
  // One that no run has left is none to resume, but is whole.
  save("net-1_5.ckpt", 2000000000, false);
  EXPECT_EQ(latest(), "net-1_2.ckpt");
  EXPECT_NE(skipped[0].find("has no state of a run"), std::string::npos);
  EXPECT_EQ(latest("net", false), "net-1_5.ckpt");
}

TEST_F(Latest, WithoutAGoodOneIsAnError) {
  save("net-1_1.ckpt", 10);
  damage("net-1_1.ckpt", 10);
  EXPECT_NE(latest().find("[MS3106]"), std::string::npos);
  save("net-1_2.ckpt", 20);
  damage("net-1_2.ckpt", 20);
  EXPECT_NE(latest().find("net-1_2.ckpt: is damaged"), std::string::npos);
  EXPECT_NE(latest().find("(and 1 older file"), std::string::npos);
  EXPECT_ERROR(latestCheckpoint(folder / "none", "net"), "opendir failed");
}
