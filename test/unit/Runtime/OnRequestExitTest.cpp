//===- OnRequestExitTest.cpp - Stopping by a signal -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/OnRequestExit.h"
#include "msrt/ModelCheckpoint.h"

#include "test/unit/Runtime/TrainingFixture.h"

#include <algorithm>

using namespace msrt;
using namespace msrt::test;

namespace {
/// Sends a signal to the process in a step.
struct Sender final : Callback {
  Sender(int signal, int64_t at) : signal(signal), at(at) {}
  Status stepBegin(TrainContext &c) override {
    if (c.globalStep == at)
      raise(signal);
    return {};
  }
  int signal;
  int64_t at;
};
} // namespace

TEST_F(Training, ASignalStopsAfterTheStep) {
  for (int signal : {SIGINT, SIGTERM}) {
    start();
    TempFolder folder;
    CheckpointConfig config;
    config.saveCheckpointSteps = 100;
    auto saver = ModelCheckpoint::create("p", folder.path(), config).take();
    Sender sender(signal, 5);
    OnRequestExit exit(folder / "sub/stop.ckpt");
    ASSERT_GOOD(
        train(lineData(12).batch(4).take(), 3, {saver.get(), &sender, &exit}));
    EXPECT_EQ(exit.signal(), signal);
    std::vector<std::string> names = listFolder(folder.path());
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string>{"p-2_2.ckpt", "sub"}));
    EXPECT_EQ(readAll(folder / "sub/stop.ckpt"),
              readAll(folder / "p-2_2.ckpt"));
    // Afterwards signals mean what they meant before.
    struct sigaction now = {};
    ASSERT_EQ(sigaction(signal, nullptr, &now), 0);
    EXPECT_EQ(now.sa_handler, SIG_DFL);
  }
  OnRequestExit impossible("", {SIGKILL});
  EXPECT_ERROR(train(lineData(12).batch(4).take(), 1, {&impossible}),
               "signal 9 cannot be caught");
}

TEST(SignalWatchDeathTest, ASecondSignalEndsTheProcess) {
  EXPECT_EXIT(
      {
        SignalWatch watch({SIGTERM});
        raise(SIGTERM);
        if (watch.received() != SIGTERM)
          std::exit(2);
        raise(SIGTERM);
        std::exit(3);
      },
      testing::KilledBySignal(SIGTERM), "");
}

TEST(SignalWatch, IgnoredSignalsStayIgnored) {
  auto before = signal(SIGHUP, SIG_IGN);
  {
    SignalWatch watch({SIGHUP});
    raise(SIGHUP);
    EXPECT_EQ(watch.received(), 0);
  }
  signal(SIGHUP, before);
}
