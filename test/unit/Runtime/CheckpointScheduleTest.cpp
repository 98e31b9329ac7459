//===- CheckpointScheduleTest.cpp - Which checkpoints a run leaves --------===//
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
