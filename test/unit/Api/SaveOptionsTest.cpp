//===- SaveOptionsTest.cpp - Options of saving and loading ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Runtime/TestFiles.h"

#include <csignal>

using namespace ms;
using namespace ms::test;
using msrt::test::TempFolder;

namespace {

using Names = std::vector<std::string>;

Names filesOf(const std::string &folder) {
  Names names = msrt::test::listFolder(folder);
  std::sort(names.begin(), names.end());
  return names;
}

/// A run of 5 steps per epoch.
struct SampleRun {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  nn::Momentum optimizer{net.trainableParams(), 0.1, 0.9};
  Model model{net, loss, optimizer};
  Dataset data = mlpData(40).batch(8);
};

struct Thrower : Callback {
  int64_t at;
  explicit Thrower(int64_t at) : at(at) {}
  void onTrainStepEnd(RunContext &context) override {
    if (context.globalStep == at)
      throw std::out_of_range("thrown by the user");
  }
};

//===----------------------------------------------------------------------===//
// CheckpointConfig
//===----------------------------------------------------------------------===//

TEST(CheckpointOptions, SavedNetworkAndAppendedInfo) {
  for (bool inThread : {false, true}) {
    TempFolder folder;
    SampleRun run;
    ModelCheckpoint saver(
        "net", folder.path(),
        CheckpointConfig()
            .saveCheckpointSteps(5)
            .savedNetwork(run.net)
            .asyncSave(inThread)
            .appendInfo("step_num", 10)
            .appendInfo("epoch_num")
            .appendInfo("author", "Zoë")
            .appendInfo("rate", 0.5)
            .appendInfo("shape", Array({2}, std::vector<double>{3, 4})));
    run.model.train(2, run.data, {&saver});
    EXPECT_EQ(filesOf(folder.path()),
              (Names{"net-1_5.ckpt", "net-2_5.ckpt", "net-graph.meta"}));
    ParameterDict dict = loadCheckpoint(saver.latestCkptFileName());
    Names expected = namesOf(run.net.parameters());
    for (const char *name :
         {"epoch_num", "step_num", "author", "rate", "shape"})
      expected.push_back(name);
    EXPECT_EQ(dict.names(), expected);
    EXPECT_EQ(dict.at("epoch_num").data<int64_t>()[0], 2);
    EXPECT_EQ(dict.at("step_num").data<int64_t>()[0], 20);
    EXPECT_EQ(dict.text("author"), "Zoë");
    EXPECT_EQ(dict.at("rate").data<float>()[0], 0.5f);
    EXPECT_EQ(dict.at("shape").at(1), 4);
    for (const Parameter &parameter : run.net.parameters())
      EXPECT_TRUE(sameBits(parameter.data(), dict.at(parameter.name())));
    EXPECT_EQ(loadCheckpoint(folder / "net-1_5.ckpt")
                  .at("step_num")
                  .data<int64_t>()[0],
              15);
  }
  EXPECT_CONTAINS(errorOf([] { CheckpointConfig().appendInfo("rate"); }),
                  "'rate' needs a value");
  EXPECT_CONTAINS(errorOf([] {
                    ModelCheckpoint(
                        "p", ".",
                        CheckpointConfig().appendInfo("step_num", 0.5));
                  }),
                  "'step_num' is not given a whole number");
}

TEST(CheckpointOptions, WhatACallbackThrowsIsSavedAndThrown) {
  TempFolder folder;
  SampleRun run;
  ModelCheckpoint saver(
      "net", folder.path(),
      CheckpointConfig().saveCheckpointSteps(5).exceptionSave(true));
  Thrower thrower(8);
  EXPECT_THROW(run.model.train(2, run.data, {&saver, &thrower}),
               std::out_of_range);
  EXPECT_EQ(
      filesOf(folder.path()),
      (Names{"net-1_5.ckpt", "net-2_3_breakpoint.ckpt", "net-graph.meta"}));
  ParameterDict dict = loadCheckpoint(folder / "net-2_3_breakpoint.ckpt");
  EXPECT_EQ(dict.at("global_step").at(0), 8);
  for (const Parameter &parameter : run.model.trainNetwork())
    EXPECT_TRUE(sameBits(parameter.data(), dict.at(parameter.name())));
}

TEST(CheckpointOptions, NamesFromFunctions) {
  TempFolder folder;
  SampleRun run;
  ModelCheckpoint saver(
      [](const RunContext &context) {
        return "at" + std::to_string(context.globalStep);
      },
      [&](const RunContext &context) {
        return folder / ("epoch" + std::to_string(context.epoch));
      },
      CheckpointConfig().saveCheckpointSteps(4));
  run.model.train(2, run.data, {&saver});
  EXPECT_EQ(filesOf(folder / "epoch1"), (Names{"at1-graph.meta", "at4.ckpt"}));
  EXPECT_EQ(filesOf(folder / "epoch2"), (Names{"at10.ckpt", "at8.ckpt"}));
  ModelCheckpoint bad([](const RunContext &) -> std::string {
    throw std::out_of_range("no name");
  });
  EXPECT_CONTAINS(errorOf([&] { run.model.train(1, run.data, {&bad}); }),
                  "no name");
}

TEST(CheckpointOptions, WrongNumbers) {
  EXPECT_CONTAINS(errorOf([] {
                    ModelCheckpoint(
                        "p", ".", CheckpointConfig().saveCheckpointSeconds(-1));
                  }),
                  "saveCheckpointSeconds is -1");
  EXPECT_CONTAINS(
      errorOf([] {
        ModelCheckpoint(
            "p", ".",
            CheckpointConfig().saveCheckpointSteps(0).keepCheckpointMax(0));
      }),
      "are all 0");
}

TEST(CheckpointOptions, ASignalEndsTraining) {
  struct Sender : Callback {
    void onTrainStepBegin(RunContext &context) override {
      if (context.globalStep == 3)
        std::raise(SIGTERM);
    }
  } sender;
  TempFolder folder;
  SampleRun run;
  OnRequestExit exit("Net", folder / "stop");
  ModelCheckpoint saver("net", folder.path(),
                        CheckpointConfig().saveCheckpointSteps(100));
  run.model.train(2, run.data, {&saver, &sender, &exit});
  EXPECT_EQ(exit.signal(), SIGTERM);
  EXPECT_EQ(filesOf(folder.path()),
            (Names{"net-1_3.ckpt", "net-graph.meta", "stop"}));
  ParameterDict dict = loadCheckpoint(folder / "stop/Net_train.ckpt");
  EXPECT_EQ(dict.at("global_step").at(0), 3);
  OnRequestExit quiet;
  run.model.train(1, run.data, {&quiet});
  EXPECT_EQ(quiet.signal(), 0);
}

//===----------------------------------------------------------------------===//
// saveCheckpoint
//===----------------------------------------------------------------------===//

TEST(SaveOptions, ChoiceAndThread) {
  TempFolder folder;
  SampleMLP net;
  auto isWeight = [](const std::string &name) {
    return name.find("weight") != std::string::npos;
  };
  for (int k = 0; k < 3; ++k)
    saveCheckpoint(
        net, folder / ("a" + std::to_string(k)),
        SaveOptions().choiceFunc(isWeight).append("rank", k).asyncSave(true));
  waitForSave();
  EXPECT_EQ(filesOf(folder.path()), (Names{"a0.ckpt", "a1.ckpt", "a2.ckpt"}));
  ParameterDict dict = loadCheckpoint(folder / "a2.ckpt");
  EXPECT_EQ(dict.names(),
            (Names{"net.0.weight", "net.2.weight", "net.4.weight", "rank"}));
  EXPECT_EQ(dict.at("rank").at(0), 2);
  // What the thread meets comes with the next save, once.
  mkdir((folder / "b.ckpt").c_str(), 0700);
  saveCheckpoint(net, folder / "b", SaveOptions().asyncSave(true));
  EXPECT_CONTAINS(errorOf([&] { saveCheckpoint(net, folder / "c"); }),
                  "b.ckpt: is a folder");
  saveCheckpoint(net, folder / "c");
  waitForSave();
}

//===----------------------------------------------------------------------===//
// loadCheckpoint
//===----------------------------------------------------------------------===//

TEST(LoadOptions, PrefixesAndChoice) {
  TempFolder folder;
  SampleMLP net;
  saveCheckpoint(net, folder / "a", SaveOptions().append("step", 3));
  std::string file = folder / "a.ckpt";
  auto namesWith = [&](const LoadOptions &options) {
    return loadCheckpoint(file, options).names();
  };
  // A prefix need not end at a dot.
  EXPECT_EQ(namesWith(LoadOptions().specifyPrefix({"net.0.w", "st"})),
            (Names{"net.0.weight", "step"}));
  EXPECT_EQ(namesWith(LoadOptions()
                          .specifyPrefix({"net.0", "net.2"})
                          .filterPrefix({"net.0.b", "net.2.w"})),
            (Names{"net.0.weight", "net.2.bias"}));
  EXPECT_EQ(namesWith(LoadOptions().filterPrefix({"net."})), Names{"step"});
  auto no = [](const std::string &) { return false; };
  EXPECT_EQ(namesWith(LoadOptions().filterPrefix({"net."}).choiceFunc(no)),
            Names{"step"});
  EXPECT_EQ(namesWith(LoadOptions().choiceFunc(
                [](const std::string &name) { return name == "net.4.bias"; })),
            Names{"net.4.bias"});
  EXPECT_CONTAINS(errorOf([&] { namesWith(LoadOptions().choiceFunc(no)); }),
                  "the options leave none of its 7 entries");
  EXPECT_CONTAINS(errorOf([] { LoadOptions().specifyPrefix({"a", ""}); }),
                  "specifyPrefix: a prefix is empty");
  EXPECT_CONTAINS(errorOf([] { LoadOptions().filterPrefix({}); }),
                  "filterPrefix: the list is empty");
}

TEST(LoadOptions, RenamedEntriesLoad) {
  struct Net : Cell {
    nn::Dense &fc;
    explicit Net(const std::string &name) : fc(add<nn::Dense>(name, 3, 4)) {}
    Tensor construct(const Tensor &x) override { return fc(x); }
  };
  TempFolder folder;
  Net old("features"), net("fc");
  saveCheckpoint(old, folder / "a");
  std::string file = folder / "a.ckpt";
  LoadOptions byMap = LoadOptions().rename({{"features.weight", "fc.weight"}});
  ParameterDict dict = loadCheckpoint(file, net, false, byMap);
  EXPECT_EQ(dict.names(), (Names{"fc.weight", "features.bias"}));
  EXPECT_TRUE(sameBits(net.parameter("fc.weight").data(),
                       old.parameter("features.weight").data()));
  LoadResult result = loadParamIntoNet(net, dict);
  EXPECT_EQ(result.paramNotLoad, Names{"fc.bias"});
  EXPECT_CONTAINS(result.missing, "1 of 2 parameters are not in the file: "
                                  "'fc.bias'");
  dict = loadCheckpoint(file, LoadOptions().rename([](const std::string &name) {
    return "fc" + name.substr(name.find('.'));
  }));
  EXPECT_TRUE(loadParamIntoNet(net, dict).missing.empty());
  EXPECT_CONTAINS(
      errorOf([&] {
        loadCheckpoint(file, LoadOptions().rename({{"feature.bias", "b"}}));
      }),
      "cannot rename 'feature.bias', which is not in it (did you mean "
      "'features.bias'?)");
  EXPECT_CONTAINS(
      errorOf([&] {
        loadCheckpoint(
            file, LoadOptions().rename({{"features.bias", "features.weight"}}));
      }),
      "entries 'features.weight' and 'features.bias' both get the name "
      "'features.weight'");
  EXPECT_CONTAINS(errorOf([&] {
                    loadCheckpoint(
                        file, LoadOptions().rename({{"features.bias", ""}}));
                  }),
                  "is empty");
}

} // namespace
