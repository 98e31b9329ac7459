//===- CallbackTest.cpp - Monitors, progress, loss files ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/CallbackFixture.h"

#include <cstdlib>

using namespace msrt;
using namespace msrt::test;

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

TEST_F(Callbacks, LossMonitorPrintsAsMindSpore) {
  Output every, third, never;
  LossMonitor monitor(1, every), thirds(3, third), silent(0, never);
  ASSERT_GOOD(run(monitor, 2, 2));
  EXPECT_EQ(every.text(), "epoch: 1 step: 1, loss is 1\n"
                          "epoch: 1 step: 2, loss is 0.5\n"
                          "epoch: 2 step: 1, loss is 0.33333334\n"
                          "epoch: 2 step: 2, loss is 0.25\n");
  context.globalStep = 0;
  ASSERT_GOOD(run(thirds, 2, 4));
  EXPECT_EQ(third.text(), "epoch: 1 step: 3, loss is 0.33333334\n"
                          "epoch: 2 step: 2, loss is 0.16666667\n");
  ASSERT_GOOD(run(silent, 1, 4));
  EXPECT_EQ(never.text(), "");
}

TEST_F(Callbacks, ShortFloatReadsBack) {
  EXPECT_EQ(shortFloat(0.1f), "0.1");
  EXPECT_EQ(shortFloat(2.3025851f), "2.3025851");
  for (float value : {1e-30f, 3.14159274f, 16777216.0f, 0.333333343f})
    EXPECT_EQ(std::strtof(shortFloat(value).c_str(), nullptr), value);
}

TEST_F(Callbacks, TimeMonitor) {
  Output out;
  TimeMonitor monitor(out);
  ASSERT_GOOD(run(monitor, 1, 4));
  double epoch = -1, step = -1;
  ASSERT_EQ(sscanf(out.text().c_str(),
                   "Train epoch time: %lf ms, per step time: %lf ms", &epoch,
                   &step),
            2)
      << out.text();
  EXPECT_NEAR(step, epoch / 4, 0.001);
}

TEST_F(Callbacks, ProgressOnATerminalAndElsewhere) {
  Output plain, terminal;
  ProgressBar lines(plain, ProgressBar::Style::Automatic);
  ProgressBar bar(terminal, ProgressBar::Style::Terminal);
  ASSERT_GOOD(run(lines, 2, 3));
  std::string text = plain.text();
  EXPECT_EQ(text.rfind("epoch 1/2: mean loss 0.6111, ", 0), 0u) << text;
  EXPECT_NE(text.find("\nepoch 2/2: mean loss 0.2056, "), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_EQ(text.find('\r'), std::string::npos);
  context.globalStep = 0;
  ASSERT_GOOD(run(bar, 2, 3));
  text = terminal.text();
  EXPECT_NE(text.find("\repoch 1/2 [==="), std::string::npos) << text;
  EXPECT_NE(text.find("=] 3/3  loss 0.3333  "), std::string::npos) << text;
  EXPECT_NE(text.find("eta 0:00"), std::string::npos);
  // No drawn line is longer than the 80 columns of no terminal.
  for (size_t at = 0; (at = text.find('\r', at)) != std::string::npos; ++at)
    EXPECT_LE(text.find('\x1b', at) - at, 80u);
}

TEST_F(Callbacks, ProgressLeavesALineForTheError) {
  Output out;
  ProgressBar bar(out, ProgressBar::Style::Terminal);
  context.step = 1;
  ASSERT_GOOD(bar.epochBegin(context));
  context.globalStep = 1;
  ASSERT_GOOD(bar.stepEnd(context));
  bar.abandon(context);
  std::string text = out.text();
  EXPECT_EQ(text.back(), '\n');
}

//===----------------------------------------------------------------------===//
// Loss file
//===----------------------------------------------------------------------===//

TEST_F(Callbacks, LossRecorderWritesExactFloats) {
  std::string path = folder / "l.csv";
  LossRecorder recorder(path);
  ASSERT_GOOD(run(recorder, 1, 3));
  EXPECT_EQ(readAll(path), "step,loss\n1,1\n2,0.5\n3,0.333333343\n");
  // A run that goes on appends; a new one starts over.
  LossRecorder more(path);
  ASSERT_GOOD(run(more, 1, 1));
  EXPECT_EQ(readAll(path), "step,loss\n1,1\n2,0.5\n3,0.333333343\n4,0.25\n");
  context.globalStep = 0;
  LossRecorder again(path);
  ASSERT_GOOD(run(again, 1, 1));
  EXPECT_EQ(readAll(path), "step,loss\n1,1\n");
}

TEST_F(Callbacks, LossRecorderTakesBackWhatIsDoneAgain) {
  std::string path = folder / "l.csv";
  // Three steps behind the checkpoint, and a torn line.
  writeAll(path, "step,loss\n1,1\n2,0.5\n3,7\n4,7\n5,");
  context.globalStep = 2;
  LossRecorder recorder(path);
  ASSERT_GOOD(run(recorder, 1, 2));
  EXPECT_EQ(readAll(path), "step,loss\n1,1\n2,0.5\n3,0.333333343\n4,0.25\n");
  // Each line is there when its step ends.
  context.globalStep = 4;
  ASSERT_GOOD(recorder.begin(context));
  context.globalStep = 5;
  context.loss = 9;
  ASSERT_GOOD(recorder.stepEnd(context));
  EXPECT_EQ(readAll(path),
            "step,loss\n1,1\n2,0.5\n3,0.333333343\n4,0.25\n5,9\n");
  recorder.abandon(context);
  // A file that is gone starts with its header.
  ASSERT_EQ(unlink(path.c_str()), 0);
  ASSERT_GOOD(recorder.begin(context));
  recorder.abandon(context);
  EXPECT_EQ(readAll(path), "step,loss\n");
}

TEST_F(Callbacks, LossRecorderReportsErrors) {
  LossRecorder nowhere(folder / "none/l.csv");
  EXPECT_ERROR(nowhere.begin(context),
               "none/l.csv: writing losses failed: no such file");
  LossRecorder full("/dev/full");
  EXPECT_ERROR(full.begin(context),
               "/dev/full: writing losses failed: no space left on device");
}

TEST_F(Callbacks, LossRecorderKeepsLossesOfAFailedRun) {
  std::string path = folder / "l.csv";
  LossRecorder recorder(path);
  ASSERT_GOOD(recorder.begin(context));
  context.globalStep = 1;
  context.loss = 2;
  ASSERT_GOOD(recorder.stepEnd(context));
  recorder.abandon(context);
  EXPECT_EQ(readAll(path), "step,loss\n1,2\n");
}
