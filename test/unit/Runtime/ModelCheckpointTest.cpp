//===- ModelCheckpointTest.cpp - Saving while training --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/ModelCheckpoint.h"

#include "test/unit/Runtime/CallbackFixture.h"

#include <ctime>
#include <fcntl.h>

using namespace msrt;
using namespace msrt::test;

TEST(ModelCheckpoint, PrefixOfANewRun) {
  // The table of MindSpore's behaviour.
  EXPECT_EQ(nextPrefix("net", {}), "net");
  for (const char *file :
       {"net-graph.meta", "network-1_1.ckpt", "net_2.ckpt", "net.ckpt",
        "net_v2-1_1.ckpt", "net_1_4-1_1.ckpt", "net3-1_1.ckpt",
        "net-1_1_breakpoint.ckpt", "other-1_1.ckpt", "ne"})
    EXPECT_EQ(nextPrefix("net", {file}), "net") << file;
  EXPECT_EQ(nextPrefix("net", {"net-1_3.ckpt"}), "net_1");
  EXPECT_EQ(nextPrefix("net", {"net-1_1.safetensors"}), "net_1");
  EXPECT_EQ(nextPrefix("net", {"net_1-1_3.ckpt"}), "net_2");
  EXPECT_EQ(nextPrefix("net", {"net-1_3.ckpt", "net_7-1_1.ckpt"}), "net_8");
  EXPECT_EQ(nextPrefix("net", {"net_99999999999999999999999-1_1.ckpt"}), "net");
}

TEST(ModelCheckpoint, PrefixOfABreakpoint) {
  CheckpointNames breakpoint = CheckpointNames::Breakpoint;
  for (const char *file : {"net-1_3.ckpt", "net_4-1_3.ckpt", "net-graph.meta",
                           "network-1_1_breakpoint.ckpt"})
    EXPECT_EQ(nextPrefix("net", {file}, breakpoint), "net") << file;
  EXPECT_EQ(nextPrefix("net", {"net-1_1_breakpoint.ckpt"}, breakpoint),
            "net_1");
  EXPECT_EQ(nextPrefix("net",
                       {"net-1_1_breakpoint.ckpt", "net_1-2_3_breakpoint.ckpt",
                        "net_8-1_1.ckpt"},
                       breakpoint),
            "net_2");
}

TEST_F(Callbacks, SavesEverySomeStepsAndAtTheEnd) {
  CheckpointConfig config;
  config.saveCheckpointSteps = 4;
  auto saver = ModelCheckpoint::create("p", folder.path(), config).take();
  EXPECT_EQ(saver->latestCheckpointFile(), "");
  ASSERT_GOOD(run(*saver, 2, 6));
  EXPECT_EQ(files(), (Names{"p-1_4.ckpt", "p-2_2.ckpt", "p-2_6.ckpt"}));
  EXPECT_EQ(saver->latestCheckpointFile(), folder / "p-2_6.ckpt");
  Checkpoint checkpoint = readCheckpoint(folder / "p-2_6.ckpt").take();
  EXPECT_NE(checkpoint.find("global_step"), nullptr);
  EXPECT_EQ(checkpoint.find("cache"), nullptr);
  // The next run has another prefix; it does not count or touch these.
  auto next = ModelCheckpoint::create("p", folder.path(), config).take();
  EXPECT_EQ(next->prefix(), "p_1");
  context.globalStep = 0;
  ASSERT_GOOD(run(*next, 1, 4));
  EXPECT_EQ(files().size(), 4u);
  EXPECT_EQ(next->latestCheckpointFile(), folder / "p_1-1_4.ckpt");
}

TEST_F(Callbacks, KeepsTheLastFiles) {
  CheckpointConfig config;
  config.keepCheckpointMax = 3;
  writeAll(folder / "p-best.ckpt", "has letters: not ours");
  auto saver = ModelCheckpoint::create("q", folder.path(), config).take();
  ASSERT_GOOD(run(*saver, 2, 6));
  EXPECT_EQ(files(),
            (Names{"p-best.ckpt", "q-2_4.ckpt", "q-2_5.ckpt", "q-2_6.ckpt"}));
  config.keepCheckpointMax = 0; // becomes 1
  auto single = ModelCheckpoint::create("r", folder.path(), config).take();
  context.globalStep = 0;
  ASSERT_GOOD(run(*single, 1, 3));
  EXPECT_EQ(files().size(), 5u);
}

TEST_F(Callbacks, TheOldestByTimeGoesAndOnlyAfterTheNewIsThere) {
  CheckpointConfig config;
  config.keepCheckpointMax = 2;
  auto saver = ModelCheckpoint::create("p", folder.path(), config).take();
  // Older by time, later by name.
  writeAll(folder / "p-9_9.ckpt", "old");
  timespec old[2] = {{1000, 0}, {1000, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, (folder / "p-9_9.ckpt").c_str(), old, 0), 0);
  writeAll(folder / "p-1_0.ckpt", "young");
  // A save that fails removes nothing.
  ASSERT_EQ(mkdir((folder / "p-1_1.ckpt").c_str(), 0700), 0);
  context.epoch = context.step = context.globalStep = 1;
  EXPECT_ERROR(saver->stepEnd(context), "is a folder");
  EXPECT_EQ(files(), (Names{"p-1_0.ckpt", "p-1_1.ckpt", "p-9_9.ckpt"}));
  ASSERT_EQ(rmdir((folder / "p-1_1.ckpt").c_str()), 0);
  ASSERT_GOOD(saver->stepEnd(context));
  EXPECT_EQ(files(), (Names{"p-1_0.ckpt", "p-1_1.ckpt"}));
}

TEST_F(Callbacks, CreatesItsFolderAndRefusesBadOptions) {
  ASSERT_GOOD(ModelCheckpoint::create("p", folder / "a/b"));
  struct stat info;
  ASSERT_EQ(stat((folder / "a/b").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
  EXPECT_ERROR(ModelCheckpoint::create("a/b", folder.path()),
               "prefix 'a/b': expected a name without '/'");
  EXPECT_ERROR(ModelCheckpoint::create("", folder.path()), "prefix ''");
  CheckpointConfig config;
  config.saveCheckpointSteps = -1;
  EXPECT_ERROR(ModelCheckpoint::create("p", folder.path(), config),
               "saveCheckpointSteps is -1, expected no negative number");
  for (int64_t CheckpointConfig::*number :
       {&CheckpointConfig::saveCheckpointSteps,
        &CheckpointConfig::saveCheckpointSeconds,
        &CheckpointConfig::keepCheckpointMax,
        &CheckpointConfig::keepCheckpointPerNMinutes}) {
    CheckpointConfig negative;
    negative.*number = -3;
    EXPECT_ERROR(ModelCheckpoint::create("p", folder.path(), negative),
                 "is -3, expected no negative number");
    // One that is not 0 is enough.
    CheckpointConfig one;
    one.saveCheckpointSteps = one.keepCheckpointMax = 0;
    EXPECT_ERROR(ModelCheckpoint::create("p", folder.path(), one), "all 0");
    one.*number = 1;
    EXPECT_GOOD(ModelCheckpoint::create("p", folder.path(), one));
  }
  writeAll(folder / "file", "");
  EXPECT_ERROR(ModelCheckpoint::create("p", folder / "file"), "[MS3405]");
}

TEST_F(Callbacks, AChecksumOnRequest) {
  CheckpointConfig config;
  config.crcCheck = true;
  auto saver = ModelCheckpoint::create("p", folder.path(), config).take();
  ASSERT_GOOD(run(*saver, 1, 1));
  EXPECT_TRUE(readCheckpoint(folder / "p-1_1.ckpt").take().hasChecksum);
}
