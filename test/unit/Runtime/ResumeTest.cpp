//===- ResumeTest.cpp - A run that goes on from a checkpoint --------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Resume.h"
#include "msrt/ModelCheckpoint.h"

#include "test/unit/Runtime/TrainingFixture.h"

#include <algorithm>
#include <cstring>

using namespace msrt;
using namespace msrt::test;

namespace {
class Resume : public Training {
protected:
  static Dataset shuffled(uint64_t seed = 5) {
    return lineData(30).shuffle(seed).take().batch(4).take();
  }
  std::unique_ptr<ModelCheckpoint> saver(const std::string &where,
                                         int64_t keep = 100) {
    CheckpointConfig config;
    config.keepCheckpointMax = keep;
    return ModelCheckpoint::create("net", where, config).take();
  }
  /// Goes on in a new session, as the command line does.
  Result<TrainStart> goOn(const std::string &path, const Dataset &data) {
    start();
    warnings.clear();
    MSRT_ASSIGN(point, findResumePoint(path, "net"));
    MSRT_TRY(loadAll(*session, point.checkpoint, point.path));
    return resumeRun(*session, *point.checkpoint.resume, point.path, data,
                     warnings);
  }
  std::vector<std::string> names(const std::string &where) {
    std::vector<std::string> list = listFolder(where);
    std::sort(list.begin(), list.end());
    return list;
  }
  void save(const std::string &path) {
    start();
    TrainContext context;
    context.session = session.get();
    context.stepsPerEpoch = 8;
    context.epoch = 1;
    context.step = 3;
    context.data = shuffled().root().description();
    CheckpointWriteOptions options;
    options.resume = context.resumeState();
    ASSERT_GOOD(session->save(path, {}, options));
  }

  TempFolder folder;
  std::vector<std::string> warnings;
};
} // namespace

TEST_F(Resume, FromAnyStepEndsWithTheSameBytes) {
  // A step that is not finite is passed, and counted: its number is state, too.
  Dataset data = shuffled(); // 8 steps, the last one short
  start();
  Recorder whole;
  auto all = saver(folder / "whole");
  ASSERT_GOOD(train(data, 3, {&whole, all.get()}));
  std::string expected = readAll(folder / "whole/net-3_8.ckpt");
  ASSERT_FALSE(expected.empty());
  for (int step = 1; step <= 24; ++step) {
    std::string name = "/net-" + std::to_string((step + 7) / 8) + "_" +
                       std::to_string((step + 7) % 8 + 1) + ".ckpt";
    std::string where = folder / ("from" + std::to_string(step));
    ASSERT_EQ(mkdir(where.c_str(), 0700), 0);
    writeAll(where + name, readAll(folder / "whole" + name));
    auto rest = saver(where);
    EXPECT_EQ(rest->prefix(), "net_1");
    Recorder again;
    Result<TrainStart> at = goOn(where, data);
    ASSERT_GOOD(at);
    EXPECT_TRUE(warnings.empty());
    EXPECT_EQ(at->globalStep, step);
    Result<TrainResult> result =
        Trainer(*session).train(3, data, {&again, rest.get()}, *at);
    ASSERT_GOOD(result);
    // Under the old prefix, and with the losses of the rest.
    EXPECT_EQ(rest->prefix(), "net");
    EXPECT_TRUE(readAll(where + "/net-3_8.ckpt") == expected) << step;
    EXPECT_EQ(again.losses, std::vector<double>(whole.losses.begin() + step,
                                                whole.losses.end()));
    EXPECT_EQ(result->loss, whole.losses.back());
    EXPECT_EQ(names(where).size(), 25u - static_cast<size_t>(step));
  }
}

TEST_F(Resume, TheFolderDecidesAboutThePrefix) {
  Dataset data = shuffled();
  start();
  auto first = saver(folder / "a");
  Recorder recorder;
  recorder.stopAt = 3;
  ASSERT_GOOD(train(data, 1, {&recorder, first.get()}));
  auto other = saver(folder / "b");
  Result<TrainStart> at = goOn(folder / "a", data);
  ASSERT_GOOD(at);
  ASSERT_GOOD(Trainer(*session).train(1, data, {other.get()}, *at));
  EXPECT_EQ(other->prefix(), "net");
  EXPECT_EQ(names(folder / "a").size(), 3u);
  // Files of another prefix are another run's.
  CheckpointConfig config;
  auto foreign = ModelCheckpoint::create("ne", folder / "a", config).take();
  at = goOn(folder / "a", data);
  ASSERT_GOOD(at);
  ASSERT_GOOD(Trainer(*session).train(1, data, {foreign.get()}, *at));
  EXPECT_EQ(foreign->prefix(), "ne");
}

TEST_F(Resume, HiddenValuesAndBadStepsAreState) {
  start();
  auto *cache =
      static_cast<float *>(session->data(*session->parameter("cache")));
  cache[0] = 3;
  cache[1] = 4;
  TrainContext context;
  context.session = session.get();
  context.stepsPerEpoch = 8;
  context.epoch = 2;
  context.step = 8;
  context.globalStep = 16;
  context.badSteps = 7;
  context.loss = 0.5;
  ResumeState state = context.resumeState();
  EXPECT_EQ(state.epoch, 2); // the end of an epoch is the start of the next
  EXPECT_EQ(state.step, 0);
  start();
  Result<TrainStart> at =
      resumeRun(*session, state, "x.ckpt", shuffled(), warnings);
  ASSERT_GOOD(at);
  EXPECT_EQ(at->badSteps, 7);
  EXPECT_EQ(at->loss, 0.5);
  EXPECT_EQ(at->checkpoint, "x.ckpt");
  cache = static_cast<float *>(session->data(*session->parameter("cache")));
  EXPECT_EQ(cache[0], 3);
  EXPECT_EQ(cache[1], 4);
  state.hidden[0].bytes.pop_back();
  EXPECT_ERROR(resumeRun(*session, state, "x.ckpt", shuffled(), warnings),
               "x.ckpt: its resume state has no value of 8 bytes for 'cache'");
}

TEST_F(Resume, OtherDataAndOtherArtefacts) {
  std::string path = folder / "net-1_3.ckpt";
  save(path);
  // Other steps cannot be the same run.
  Dataset few = lineData(20).shuffle(5).take().batch(4).take();
  EXPECT_ERROR(goOn(path, few), "net-1_3.ckpt: was saved with 8 steps in an "
                                "epoch, the data has 5");
  ASSERT_GOOD(goOn(path, shuffled(6)));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("shuffled by seed 5, batches of 4; here 30 rows "
                             "of in0 Float32 [3], in1 Float32 [1], shuffled by "
                             "seed 6, batches of 4"),
            std::string::npos)
      << warnings[0];
  fake.table.key = "other";
  ASSERT_GOOD(goOn(path, shuffled()));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("another artefact, results may differ in their "
                             "last bits: 'fake', here 'other'"),
            std::string::npos)
      << warnings[0];
}

TEST_F(Resume, KeysDifferByParts) {
  EXPECT_EQ(compareKeys("a", "a"), "");
  EXPECT_EQ(compareKeys("mindirc 1; cpu x; features +avx2,+fma; batch 32",
                        "mindirc 1; cpu x; features +avx512f,+fma; batch 16"),
            "features '+avx2', here '+avx512f'; batch '32', here '16'");
  EXPECT_EQ(
      compareKeys("mindirc 1; features +fma", "mindirc 1; features +fma,+x"),
      "features 'none more', here '+x'");
  EXPECT_EQ(compareKeys("fake", "mindirc 1"), "'fake', here 'mindirc 1'");
}

TEST_F(Resume, RefusesWhatIsNoRunOfThisNetwork) {
  Dataset data = shuffled();
  start();
  ASSERT_GOOD(session->save(folder / "weights.ckpt"));
  EXPECT_ERROR(goOn(folder / "weights.ckpt", data),
               "weights.ckpt: has no state of a run to resume");
  std::string path = folder / "net-1_3.ckpt";
  save(path);
  EXPECT_ERROR(goOn(folder / "none.ckpt", data), "no such file");
  // A parameter more, and one of another shape.
  fake.parameter("cache").flags = 0;
  EXPECT_ERROR(goOn(path, data), "'cache'");
  fake.parameter("cache").flags = MSRT_PARAM_TRANSIENT;
  Checkpoint checkpoint = readCheckpoint(path).take();
  ResumeState state = *checkpoint.resume;
  state.step = 8;
  EXPECT_ERROR(resumeRun(*session, state, "x.ckpt", data, warnings),
               "x.ckpt: its run stands at step 8 of 8");
}
