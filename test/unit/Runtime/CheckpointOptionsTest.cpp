//===- CheckpointOptionsTest.cpp - Options of saving while training -------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Saving in a thread, more entries, names from functions, saving when training
// fails. When files are written and removed is in CheckpointScheduleTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "msrt/ModelCheckpoint.h"

#include "test/unit/Runtime/CallbackFixture.h"
#include "test/unit/Runtime/TrainingFixture.h"

#include <cstring>
#include <limits>

using namespace msrt;
using namespace msrt::test;

static std::unique_ptr<ModelCheckpoint>
saverOf(const TempFolder &folder, const CheckpointConfig &config) {
  return ModelCheckpoint::create("p", folder.path(), config).take();
}

static int64_t integerOf(const Checkpoint &checkpoint, const char *name) {
  const CheckpointEntry *entry = checkpoint.find(name);
  return entry && entry->dtype == MSRT_INT64 && entry->dims.empty()
             ? loadInteger(MSRT_INT64, entry->content.data(), 0)
             : -1;
}

static Names sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

//===----------------------------------------------------------------------===//
// In a thread
//===----------------------------------------------------------------------===//

TEST_F(Training, AThreadWritesWhatTheStepHadLeft) {
  start();
  CheckpointConfig config;
  config.keepCheckpointMax = 100;
  TempFolder one, two;
  Dataset data = lineData(32).batch(4).take();
  auto direct = saverOf(one, config);
  ASSERT_GOOD(train(data, 2, {direct.get()}));
  start();
  config.asyncSave = true;
  auto threaded = saverOf(two, config);
  ASSERT_GOOD(train(data, 2, {threaded.get()}));
  Names names = sorted(listFolder(one.path()));
  EXPECT_EQ(names.size(), 16u);
  EXPECT_EQ(sorted(listFolder(two.path())), names);
  for (const std::string &name : names)
    EXPECT_EQ(readAll(one / name), readAll(two / name)) << name;
  EXPECT_EQ(threaded->latestCheckpointFile(), two / "p-2_8.ckpt");
}

TEST_F(Callbacks, AnErrorOfTheThreadStopsTraining) {
  CheckpointConfig config;
  config.asyncSave = true;
  auto saver = saverOf(folder, config);
  ASSERT_EQ(mkdir((folder / "p-1_2.ckpt").c_str(), 0700), 0);
  EXPECT_ERROR(run(*saver, 1, 6), "is a folder");
  EXPECT_EQ(saver->latestCheckpointFile(), folder / "p-1_1.ckpt");
  // At the end, too.
  context.globalStep = 0;
  config.saveCheckpointSteps = 100;
  saver = ModelCheckpoint::create("q", folder.path(), config).take();
  ASSERT_EQ(mkdir((folder / "q-1_3.ckpt").c_str(), 0700), 0);
  EXPECT_ERROR(run(*saver, 1, 3), "is a folder");
  EXPECT_EQ(saver->latestCheckpointFile(), "");
}

//===----------------------------------------------------------------------===//
// Entries and names
//===----------------------------------------------------------------------===//

TEST_F(Callbacks, AppendedEntries) {
  CheckpointConfig config;
  config.saveCheckpointSteps = 4;
  config.epochNum = true;
  int64_t start = 100;
  float rate = 0.5;
  auto append = [&](TensorRef value, const char *name) {
    auto entry = std::make_shared<CheckpointEntry>();
    ASSERT_GOOD(entry->assign(CheckpointItem::tensor(name, value)));
    config.appendInfo.push_back(entry);
  };
  append({MSRT_FLOAT32, {}, &rate}, "lr");
  append({MSRT_INT64, {}, &start}, "step_num");
  for (bool inThread : {false, true}) {
    TempFolder own;
    config.asyncSave = inThread;
    context.globalStep = 0;
    auto saver = saverOf(own, config);
    ASSERT_GOOD(run(*saver, 2, 6));
    Checkpoint checkpoint = readCheckpoint(own / "p-2_2.ckpt").take();
    EXPECT_EQ(integerOf(checkpoint, "epoch_num"), 2);
    EXPECT_EQ(integerOf(checkpoint, "step_num"), 108);
    size_t last = checkpoint.entries.size() - 1;
    EXPECT_EQ(checkpoint.entries[last - 2].name, "epoch_num");
    EXPECT_EQ(checkpoint.entries[last - 1].name, "lr");
    EXPECT_EQ(checkpoint.entries[last].name, "step_num");
    checkpoint = readCheckpoint(own / "p-2_6.ckpt").take();
    EXPECT_EQ(integerOf(checkpoint, "step_num"), 112);
  }
  // What counts from 0 stands in front; another start takes its place.
  config.stepNum = true;
  auto saver = saverOf(folder, config);
  context.globalStep = 0;
  ASSERT_GOOD(run(*saver, 1, 4));
  Checkpoint checkpoint = readCheckpoint(folder / "p-1_4.ckpt").take();
  EXPECT_EQ(checkpoint.entries.back().name, "lr");
  EXPECT_EQ(integerOf(checkpoint, "step_num"), 104);
  append({MSRT_FLOAT32, {}, &rate}, "epoch_num");
  EXPECT_ERROR(ModelCheckpoint::create("p", folder.path(), config),
               "'epoch_num' is not given a whole number");
}

TEST_F(Callbacks, AnAppendedEntryTakesThePlaceOfItsName) {
  CheckpointConfig config;
  int64_t number = 5;
  for (const char *name : {"w", "more", "more"}) {
    auto entry = std::make_shared<CheckpointEntry>();
    ASSERT_GOOD(
        entry->assign(CheckpointItem::tensor(name, {MSRT_INT64, {}, &number})));
    config.appendInfo.push_back(entry);
    ++number;
  }
  auto saver = saverOf(folder, config);
  ASSERT_GOOD(run(*saver, 1, 1));
  Checkpoint checkpoint = readCheckpoint(folder / "p-1_1.ckpt").take();
  EXPECT_EQ(integerOf(checkpoint, "w"), 5);
  EXPECT_EQ(integerOf(checkpoint, "more"), 7);
  EXPECT_EQ(checkpoint.entries.front().name, "w");
  EXPECT_EQ(checkpoint.entries.back().name, "more");
}

TEST_F(Callbacks, AnotherNetworkIsSaved) {
  float value = 7;
  CheckpointConfig config;
  config.savedNetwork = [&]() -> Result<std::vector<CheckpointItem>> {
    if (value > 8)
      return Status::error(Code::Callback, "no network");
    return std::vector<CheckpointItem>{
        CheckpointItem::tensor("only", {MSRT_FLOAT32, {}, &value})};
  };
  auto saver = saverOf(folder, config);
  ASSERT_GOOD(run(*saver, 1, 1));
  Checkpoint checkpoint = readCheckpoint(folder / "p-1_1.ckpt").take();
  ASSERT_EQ(checkpoint.entries.size(), 1u);
  EXPECT_EQ(checkpoint.entries[0].name, "only");
  value = 9;
  EXPECT_ERROR(run(*saver, 1, 1), "no network");
}

TEST_F(Callbacks, NamesFromFunctions) {
  CheckpointConfig config;
  config.saveCheckpointSteps = 2;
  config.prefixFunction = [](const TrainContext &c) -> Result<std::string> {
    return c.globalStep > 6 ? "a/b" : "at" + std::to_string(c.globalStep);
  };
  config.directoryFunction = [&](const TrainContext &c) -> Result<std::string> {
    return folder / ("epoch" + std::to_string(c.epoch));
  };
  // The directory of create() is not made.
  auto saver = ModelCheckpoint::create("p", folder / "no", config).take();
  ASSERT_GOOD(run(*saver, 2, 3));
  EXPECT_EQ(files(), (Names{"epoch1", "epoch2"}));
  EXPECT_EQ(listFolder(folder / "epoch1"), Names{"at2.ckpt"});
  EXPECT_EQ(sorted(listFolder(folder / "epoch2")),
            (Names{"at4.ckpt", "at6.ckpt"}));
  EXPECT_ERROR(run(*saver, 1, 3), "prefix 'a/b'");
  // A folder alone: the prefix is not changed by what lies there.
  config.prefixFunction = nullptr;
  auto plain = ModelCheckpoint::create("p", "", config).take();
  context.globalStep = 0;
  ASSERT_GOOD(run(*plain, 1, 2));
  EXPECT_EQ(sorted(listFolder(folder / "epoch1")),
            (Names{"at2.ckpt", "p-1_2.ckpt"}));
}

//===----------------------------------------------------------------------===//
// Failures
//===----------------------------------------------------------------------===//

TEST_F(Training, AFailureIsSavedOnRequest) {
  start();
  TempFolder folder;
  Dataset data = lineData(12).batch(4).take();
  CheckpointConfig config;
  config.saveCheckpointSteps = 100;
  config.stepNum = config.epochNum = true;
  Recorder failing;
  failing.failAt = 5;
  auto saver = saverOf(folder, config);
  EXPECT_ERROR(train(data, 3, {saver.get(), &failing}), "told to fail");
  EXPECT_TRUE(listFolder(folder.path()).empty());
  config.exceptionSave = true;
  start();
  saver = saverOf(folder, config);
  EXPECT_ERROR(train(data, 3, {saver.get(), &failing}), "told to fail");
  EXPECT_EQ(listFolder(folder.path()), Names{"p-2_2_breakpoint.ckpt"});
  Checkpoint checkpoint =
      readCheckpoint(folder / "p-2_2_breakpoint.ckpt").take();
  // In MindSpore step_num is 2 here and 5 in other files.
  EXPECT_EQ(integerOf(checkpoint, "step_num"), 5);
  EXPECT_EQ(
      std::memcmp(checkpoint.find("w")->content.data(), weights().data(), 12),
      0);
  // Another failure takes another name; a run's own prefix does not change.
  start();
  saver = saverOf(folder, config);
  EXPECT_EQ(saver->prefix(), "p");
  EXPECT_ERROR(train(data, 3, {&failing, saver.get()}), "told to fail");
  EXPECT_EQ(sorted(listFolder(folder.path())),
            (Names{"p-2_2_breakpoint.ckpt", "p_1-2_2_breakpoint.ckpt"}));
}

TEST_F(Training, FailuresInAFolderFromAFunction) {
  TempFolder folder;
  CheckpointConfig config;
  config.saveCheckpointSteps = 100;
  config.exceptionSave = true;
  config.directoryFunction = [&](const TrainContext &c) -> Result<std::string> {
    return folder / ("epoch" + std::to_string(c.epoch));
  };
  Recorder failing;
  failing.failAt = 5;
  Dataset data = lineData(12).batch(4).take();
  // Numbered there, unlike other files of such a folder.
  for (int k = 0; k < 2; ++k) {
    start();
    auto saver = ModelCheckpoint::create("p", "", config).take();
    EXPECT_ERROR(train(data, 3, {saver.get(), &failing}), "told to fail");
  }
  EXPECT_EQ(sorted(listFolder(folder / "epoch2")),
            (Names{"p-2_2_breakpoint.ckpt", "p_1-2_2_breakpoint.ckpt"}));
  config.prefixFunction = [](const TrainContext &c) -> Result<std::string> {
    return "at" + std::to_string(c.globalStep);
  };
  start();
  auto saver = ModelCheckpoint::create("p", "", config).take();
  EXPECT_ERROR(train(data, 3, {saver.get(), &failing}), "told to fail");
  EXPECT_EQ(listFolder(folder / "epoch2").size(), 3u);
  EXPECT_EQ(sorted(listFolder(folder / "epoch2"))[0],
            "at5-2_2_breakpoint.ckpt");
}

TEST_F(Training, WhatIsLostIsNotSaved) {
  TempFolder folder;
  CheckpointConfig config;
  config.saveCheckpointSteps = 100;
  config.exceptionSave = true;
  // Before the first step.
  struct Refusing final : Callback {
    int64_t at = 1;
    Status stepBegin(TrainContext &c) override {
      return c.globalStep == at ? Status::error(Code::Callback, "not this one")
                                : Status();
    }
  } refusing;
  start();
  auto saver = saverOf(folder, config);
  Dataset data = lineData(12).batch(4).take();
  EXPECT_ERROR(train(data, 1, {saver.get(), &refusing}), "not this one");
  EXPECT_TRUE(listFolder(folder.path()).empty());
  // A step that was not done is not in the name.
  refusing.at = 3;
  EXPECT_ERROR(train(data, 1, {saver.get(), &refusing}), "not this one");
  EXPECT_EQ(listFolder(folder.path()), Names{"p-1_2_breakpoint.ckpt"});
  // After a loss that is no number the parameters are none either.
  session->load(folder / "p-1_2_breakpoint.ckpt").take();
  static_cast<float *>(session->data(*session->parameter("w")))[0] =
      std::numeric_limits<float>::quiet_NaN();
  EXPECT_ERROR(train(data, 1, {saver.get()}), "the loss is nan");
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
}
