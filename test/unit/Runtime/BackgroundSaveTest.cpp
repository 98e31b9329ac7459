//===- BackgroundSaveTest.cpp - Writing a copy while training goes on -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/BackgroundSave.h"

#include "test/unit/Runtime/TestFiles.h"

#include <atomic>
#include <thread>

using namespace msrt;
using namespace msrt::test;

TEST(BackgroundSave, CopiesKeepsTheOrderAndReportsOnce) {
  std::vector<float> values(1000, 1);
  std::vector<int64_t> dims = {1000};
  std::string name = "value";
  std::vector<float> seen;
  std::atomic<bool> mayWrite{false};
  BackgroundSave save;
  auto item = [&] {
    return CheckpointItem::tensor(name, {MSRT_FLOAT32, dims, values.data()});
  };
  auto write = [&](const std::vector<CheckpointItem> &items) {
    while (!mayWrite)
      std::this_thread::yield();
    EXPECT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0].name, "value");
    EXPECT_EQ(items[0].dims.vec(), std::vector<int64_t>{1000});
    const auto *data = static_cast<const float *>(items[0].data);
    for (int k = 1; k < 1000; ++k)
      EXPECT_EQ(data[k], data[0]);
    seen.push_back(data[0]);
    return data[0] == 2 ? Status::error(Code::CheckpointWrite, "told to fail")
                        : Status();
  };
  ASSERT_GOOD(save.start({item()}, write));
  ASSERT_GOOD(save.poll()); // still running
  values.assign(1000, 2);   // as the next step does
  name = "other";
  mayWrite = true;
  name = "value";
  ASSERT_GOOD(save.start({item()}, write));
  values.assign(1000, 3);
  // The error of the one before; the new one is not written.
  EXPECT_ERROR(save.start({item()}, write), "told to fail");
  ASSERT_GOOD(save.start({item()}, write));
  ASSERT_GOOD(save.wait());
  EXPECT_EQ(seen, (std::vector<float>{1, 2, 3}));
  ASSERT_GOOD(save.wait());
}

TEST(BackgroundSaveDeathTest, TheEndOfTheProcessWaits) {
  TempFolder folder;
  float value = 5;
  EXPECT_EXIT(
      {
        // Not destroyed: exit() does not unwind.
        auto *save = new BackgroundSave;
        Status status = save->start(
            {CheckpointItem::tensor("x", {MSRT_FLOAT32, {}, &value})},
            [&](const std::vector<CheckpointItem> &items) {
              usleep(200000);
              return writeCheckpoint(folder / "late.ckpt", items);
            });
        std::exit(status.ok() ? 3 : 4);
      },
      testing::ExitedWithCode(3), "");
  EXPECT_GOOD(readCheckpoint(folder / "late.ckpt"));
}
