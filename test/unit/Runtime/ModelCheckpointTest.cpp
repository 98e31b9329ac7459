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

namespace {
struct Schedule {
  const char *what;
  CheckpointConfig config;
  int64_t epochs, steps;
  Names before, after;
};
} // namespace

static CheckpointConfig numbers(int64_t steps, int64_t seconds, int64_t max,
                                int64_t minutes) {
  CheckpointConfig config;
  config.saveCheckpointSteps = steps;
  config.saveCheckpointSeconds = seconds;
  config.keepCheckpointMax = max;
  config.keepCheckpointPerNMinutes = minutes;
  return config;
}

TEST_F(Callbacks, SchedulesOfMindSpore) {
  // What lay in the folder, and what MindSpore 2.10 leaves in it.
  const Schedule table[] = {
      {"defaults",
       numbers(1, 0, 5, 0),
       1,
       3,
       {},
       {"p-1_1.ckpt", "p-1_2.ckpt", "p-1_3.ckpt"}},
      {"every four steps",
       numbers(4, 0, 5, 0),
       2,
       6,
       {},
       {"p-1_4.ckpt", "p-2_2.ckpt", "p-2_6.ckpt"}},
      {"a last one",
       numbers(5, 0, 5, 0),
       2,
       6,
       {},
       {"p-1_5.ckpt", "p-2_4.ckpt", "p-2_6.ckpt"}},
      {"fewer steps than the period",
       numbers(100, 0, 5, 0),
       1,
       3,
       {},
       {"p-1_3.ckpt"}},
      {"steps win over seconds",
       numbers(6, 1, 5, 0),
       2,
       6,
       {},
       {"p-1_6.ckpt", "p-2_6.ckpt"}},
      {"seconds that do not pass",
       numbers(0, 100, 5, 0),
       1,
       3,
       {},
       {"p-1_3.ckpt"}},
      {"neither steps nor seconds", numbers(0, 0, 5, 0), 1, 3, {}, {}},
      {"three files",
       numbers(1, 0, 3, 0),
       2,
       6,
       {},
       {"p-2_4.ckpt", "p-2_5.ckpt", "p-2_6.ckpt"}},
      {"no number of files", numbers(1, 0, 0, 0), 2, 6, {}, {"p-2_6.ckpt"}},
      {"minutes", numbers(1, 0, 0, 1), 2, 6, {}, {"p-1_1.ckpt", "p-2_6.ckpt"}},
      {"a number wins over minutes",
       numbers(3, 0, 3, 1),
       2,
       6,
       {},
       {"p-1_6.ckpt", "p-2_3.ckpt", "p-2_6.ckpt"}},
      {"a run before",
       numbers(3, 0, 1, 0),
       1,
       6,
       {"p-1_9.ckpt"},
       {"p-1_9.ckpt", "p_1-1_6.ckpt"}},
      {"a gap",
       numbers(3, 0, 1, 0),
       1,
       6,
       {"p-1_9.ckpt", "p_7-1_1.ckpt"},
       {"p-1_9.ckpt", "p_7-1_1.ckpt", "p_8-1_6.ckpt"}},
      {"a file of nobody's",
       numbers(3, 0, 1, 0),
       1,
       6,
       {"p.ckpt", "p-best.txt", "p_v2-1_1.ckpt"},
       {"p-1_6.ckpt", "p-best.txt", "p.ckpt", "p_v2-1_1.ckpt"}},
      {"a breakpoint",
       numbers(3, 0, 1, 0),
       1,
       6,
       {"p-1_1_breakpoint.ckpt"},
       {"p-1_1_breakpoint.ckpt", "p-1_6.ckpt"}},
  };
  for (const Schedule &row : table) {
    SCOPED_TRACE(row.what);
    TempFolder own;
    for (const std::string &file : row.before)
      writeAll(own / file, "");
    context.globalStep = 0;
    auto saver = ModelCheckpoint::create("p", own.path(), row.config).take();
    ASSERT_GOOD(run(*saver, row.epochs, row.steps));
    Names found = listFolder(own.path());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, row.after);
    for (const std::string &file : found)
      if (std::find(row.before.begin(), row.before.end(), file) ==
          row.before.end()) {
        struct stat info;
        ASSERT_EQ(stat((own / file).c_str(), &info), 0);
        EXPECT_EQ(info.st_mode & 0777, 0400u);
      }
    // The same in a thread.
    TempFolder second;
    for (const std::string &file : row.before)
      writeAll(second / file, "");
    CheckpointConfig config = row.config;
    config.asyncSave = true;
    context.globalStep = 0;
    saver = ModelCheckpoint::create("p", second.path(), config).take();
    ASSERT_GOOD(run(*saver, row.epochs, row.steps));
    found = listFolder(second.path());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(found, row.after);
  }
}

TEST_F(Callbacks, SecondsCountFromTheLastSave) {
  auto saver =
      ModelCheckpoint::create("p", folder.path(), numbers(0, 1, 5, 0)).take();
  context.epoch = 1;
  ASSERT_GOOD(saver->begin(context));
  for (int step = 1; step <= 4; ++step) {
    context.step = context.globalStep = step;
    if (step == 3)
      usleep(1100000);
    ASSERT_GOOD(saver->stepEnd(context));
  }
  EXPECT_EQ(files(), (Names{"p-1_3.ckpt"}));
  ASSERT_GOOD(saver->end(context));
  EXPECT_EQ(files(), (Names{"p-1_3.ckpt", "p-1_4.ckpt"}));
}

TEST_F(Callbacks, OfEachPeriodTheFirstFileStays) {
  auto saver =
      ModelCheckpoint::create("p", folder.path(), numbers(1, 0, 0, 5)).take();
  context.epoch = 1;
  ASSERT_GOOD(saver->begin(context));
  auto step = [&](int number) {
    context.step = context.globalStep = number;
    return saver->stepEnd(context);
  };
  auto age = [&](const char *file, int seconds) {
    timespec times[2];
    ASSERT_EQ(clock_gettime(CLOCK_REALTIME, &times[0]), 0);
    times[0].tv_sec -= seconds;
    times[1] = times[0];
    ASSERT_EQ(utimensat(AT_FDCWD, (folder / file).c_str(), times, 0), 0);
  };
  ASSERT_GOOD(step(1));
  age("p-1_1.ckpt", 301); // of the period before
  for (int number = 2; number <= 6; ++number)
    ASSERT_GOOD(step(number));
  EXPECT_EQ(files(), (Names{"p-1_1.ckpt", "p-1_2.ckpt", "p-1_6.ckpt"}));
  age("p-1_2.ckpt", 299);
  ASSERT_GOOD(step(7));
  EXPECT_EQ(files(), (Names{"p-1_1.ckpt", "p-1_2.ckpt", "p-1_7.ckpt"}));
  age("p-1_2.ckpt", 301);
  ASSERT_GOOD(step(8));
  EXPECT_EQ(files(),
            (Names{"p-1_1.ckpt", "p-1_2.ckpt", "p-1_7.ckpt", "p-1_8.ckpt"}));
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
