//===- CheckpointTest.cpp - Saving, loading, going on ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Runtime/TestFiles.h"

#include <algorithm>

using namespace ms;
using namespace ms::test;
using msrt::test::TempFolder;

namespace {

using Names = std::vector<std::string>;

std::vector<Array> valuesOf(const std::vector<Parameter> &parameters) {
  std::vector<Array> values;
  for (const Parameter &parameter : parameters)
    values.push_back(parameter.data());
  return values;
}

void expectSame(const std::vector<Parameter> &parameters,
                const std::vector<Array> &values) {
  ASSERT_EQ(parameters.size(), values.size());
  for (size_t k = 0; k < values.size(); ++k)
    EXPECT_TRUE(sameBits(parameters[k].data(), values[k]))
        << parameters[k].name();
}

Names filesOf(const std::string &folder) {
  Names names = msrt::test::listFolder(folder);
  std::sort(names.begin(), names.end());
  return names;
}

//===----------------------------------------------------------------------===//
// The tutorial
//===----------------------------------------------------------------------===//

/// Everything that a run of the tutorial makes, so that it can be made twice.
struct Tutored {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  nn::Momentum optimizer;
  Model model;
  Dataset data = mlpData(40).shuffle(11).batch(8);

  Tutored()
      : optimizer(net.trainableParams(), nn::CosineDecayLR(0.001, 0.1, 12),
                  0.9),
        model(net, loss, optimizer, {"accuracy"}) {}
};

TEST(Tutorial, SaveDirectlyAndLoad) {
  TempFolder folder;
  Tutored run;
  // Before anything is compiled.
  saveCheckpoint(run.net, folder / "start");
  run.model.train(1, run.data);
  saveCheckpoint(run.net, folder / "MyNet.ckpt");
  EXPECT_EQ(filesOf(folder.path()), (Names{"MyNet.ckpt", "start.ckpt"}));

  std::vector<Array> trained = valuesOf(run.net.parameters());
  Tutored other;
  LoadResult result =
      loadParamIntoNet(other.net, loadCheckpoint(folder / "MyNet.ckpt"));
  EXPECT_TRUE(result.paramNotLoad.empty());
  EXPECT_TRUE(result.ckptNotLoad.empty());
  expectSame(other.net.parameters(), trained);
  Array x = randomArray({6, 20}, 2);
  // Code for another batch may round otherwise.
  EXPECT_LE(distance(other.model.predict(x), run.model.predict(x)), 1e-6);
  // Back to the start, in a model that is compiled already.
  loadParamIntoNet(run.net, loadCheckpoint(folder / "start.ckpt"));
  EXPECT_GT(distance(other.model.predict(x), run.model.predict(x)), 1e-3);
  EXPECT_FALSE(sameBits(run.net.parameters()[0].data(), trained[0]));
}

TEST(Tutorial, CheckpointsWhileTraining) {
  TempFolder folder;
  Tutored run;
  ModelCheckpoint saver(
      "mlp", folder / "ckpts",
      CheckpointConfig().saveCheckpointSteps(2).keepCheckpointMax(3));
  run.model.train(2, run.data, {&saver});
  // 10 steps: saved after 2, 4, 6, 8, 10; three are kept.
  EXPECT_EQ(filesOf(folder / "ckpts"),
            (Names{"mlp-2_1.ckpt", "mlp-2_3.ckpt", "mlp-2_5.ckpt",
                   "mlp-graph.meta"}));
  EXPECT_EQ(saver.latestCkptFileName(), folder / "ckpts/mlp-2_5.ckpt");
  ParameterDict dict = loadCheckpoint(saver.latestCkptFileName());
  EXPECT_EQ(dict.names(), namesOf(run.model.trainNetwork()));
  for (const Parameter &parameter : run.model.trainNetwork())
    EXPECT_TRUE(sameBits(parameter.data(), dict.at(parameter.name())))
        << parameter.name();
  EXPECT_EQ(dict.at("global_step").at(0), 10);
  // Another run in the same folder takes another prefix.
  ModelCheckpoint second("mlp", folder / "ckpts");
  EXPECT_EQ(second.prefix(), "mlp_1");
}

TEST(Tutorial, ASecondTrainingSavesAgain) {
  TempFolder folder;
  Tutored run;
  ModelCheckpoint saver("mlp", folder.path(),
                        CheckpointConfig().saveCheckpointSteps(3));
  run.model.train(1, run.data, {&saver});
  EXPECT_EQ(filesOf(folder.path()),
            (Names{"mlp-1_3.ckpt", "mlp-1_5.ckpt", "mlp-graph.meta"}));
  run.model.train(1, run.data, {&saver});
  ParameterDict dict = loadCheckpoint(folder / "mlp-1_3.ckpt");
  EXPECT_EQ(dict.at("global_step").at(0), 8);
  dict = loadCheckpoint(folder / "mlp-1_5.ckpt");
  EXPECT_EQ(dict.at("global_step").at(0), 10);
}

TEST(Tutorial, AResumedRunIsTheRunThatNeverStopped) {
  TempFolder folder;
  setSeed(3);
  Tutored whole;
  Losses all;
  whole.model.train(4, whole.data, {&all});

  setSeed(3);
  Tutored first;
  Losses losses;
  first.model.train(2, first.data, {&losses});
  saveCheckpoint(first.model.trainNetwork(), folder / "half.ckpt");

  Tutored second;
  ParameterDict dict = loadCheckpoint(folder / "half.ckpt");
  LoadResult net = loadParamIntoNet(second.net, dict);
  EXPECT_TRUE(net.paramNotLoad.empty());
  EXPECT_FALSE(net.ckptNotLoad.empty());
  LoadResult state = loadParamIntoNet(second.optimizer, dict);
  EXPECT_TRUE(state.paramNotLoad.empty());
  second.model.train(4, second.data, {&losses}, 2);
  EXPECT_EQ(losses.values, all.values);
  expectSame(second.model.trainNetwork(), valuesOf(whole.model.trainNetwork()));
}

TEST(Tutorial, AnOptimizerLoadsWhatItWasGiven) {
  TempFolder folder;
  Tutored run;
  run.model.train(1, run.data);
  saveCheckpoint(run.model.trainNetwork(), folder / "whole.ckpt");
  saveCheckpoint(run.optimizer.state(), folder / "state.ckpt");

  Tutored other;
  LoadResult result =
      loadParamIntoNet(other.optimizer, loadCheckpoint(folder / "whole.ckpt"));
  EXPECT_TRUE(result.paramNotLoad.empty());
  EXPECT_TRUE(result.ckptNotLoad.empty());
  expectSame(other.net.parameters(), valuesOf(run.net.parameters()));
  expectSame(other.optimizer.state(), valuesOf(run.optimizer.state()));
  // In MindSpore's order: rates, parameters, the rest. And moments are no
  // weights.
  Tutored third;
  std::vector<Array> before = valuesOf(third.net.parameters());
  result =
      loadParamIntoNet(third.optimizer, loadCheckpoint(folder / "state.ckpt"));
  EXPECT_EQ(result.paramNotLoad, namesOf(third.net.parameters()));
  expectSame(third.net.parameters(), before);
  expectSame(third.optimizer.state(), valuesOf(run.optimizer.state()));
  nn::Adam adam(third.net.trainableParams(), 0.01);
  ParameterDict one;
  one.set("net.0.weight", third.net.parameters()[0].data());
  result = loadParamIntoNet(adam, one);
  Names start(result.paramNotLoad.begin(), result.paramNotLoad.begin() + 3);
  EXPECT_EQ(start, (Names{"global_step", "learning_rate", "net.0.bias"}));
}

TEST(Tutorial, ResumeWithDropout) {
  struct Net : Cell {
    nn::Dense &fc = add<nn::Dense>("fc", 20, 16);
    nn::Dropout &dropout = add<nn::Dropout>("dropout", 0.3);
    nn::Dense &out = add<nn::Dense>("out", 16, 4);
    Tensor construct(const Tensor &x) override {
      return out(dropout(ops::relu(fc(x))));
    }
  };
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  Dataset data = mlpData(40).batch(8);
  auto train = [&](const std::vector<int64_t> &stops, Losses &losses) {
    TempFolder folder;
    int64_t done = 0;
    for (int64_t stop : stops) {
      setSeed(9);
      Net net;
      nn::Adam optimizer(net.trainableParams());
      Model model(net, loss, optimizer);
      if (done > 0) {
        ParameterDict dict = loadCheckpoint(folder / "a.ckpt");
        loadParamIntoNet(net, dict);
        loadParamIntoNet(optimizer, dict);
      }
      model.train(stop, data, {&losses}, done);
      saveCheckpoint(model.trainNetwork(), folder / "a.ckpt");
      done = stop;
    }
  };
  Losses whole, pieces;
  train({3}, whole);
  train({1, 3}, pieces);
  EXPECT_EQ(whole.values.size(), 15u);
  EXPECT_EQ(pieces.values, whole.values);
}

TEST(Tutorial, FineTuneAnotherNetwork) {
  TempFolder folder;
  Tutored run;
  run.model.train(1, run.data);
  saveCheckpoint(run.model.trainNetwork(), folder / "base.ckpt");

  // The same body, another head with other names and shapes.
  struct Tuned : Cell {
    SampleMLP &body = add<SampleMLP>("body");
    nn::Dense &head = add<nn::Dense>("head", 4, 7);
    Tensor construct(const Tensor &x) override { return head(body(x)); }
  };
  SampleMLP same;
  ParameterDict dict = loadCheckpoint(folder / "base.ckpt");
  for (const std::string &name : dict.names())
    if (name.find("net.") != 0)
      dict.erase(name);
  LoadResult result = loadParamIntoNet(same, dict);
  EXPECT_TRUE(result.paramNotLoad.empty());

  Tuned tuned;
  result = loadParamIntoNet(tuned, dict);
  EXPECT_EQ(result.paramNotLoad,
            (Names{"body.net.0.weight", "body.net.0.bias", "body.net.2.weight",
                   "body.net.2.bias", "body.net.4.weight", "body.net.4.bias",
                   "head.weight", "head.bias"}));
  EXPECT_EQ(result.ckptNotLoad, dict.names());
  result = loadParamIntoNet(tuned.body, dict);
  // MindSpore's rule strips prefixes of the file, it never adds one.
  EXPECT_EQ(result.paramNotLoad.size(), 6u);
  for (const std::string &name : dict.names())
    tuned.parameter("body." + name).setData(dict.at(name));
  std::vector<Array> body = valuesOf(tuned.body.parameters());

  for (Parameter parameter : tuned.body.parameters())
    parameter.setRequiresGrad(false);
  EXPECT_EQ(namesOf(tuned.trainableParams()),
            (Names{"head.weight", "head.bias"}));
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::Adam optimizer(tuned.trainableParams(), 0.01);
  Model model(tuned, loss, optimizer);
  Array head = tuned.head.parameters()[0].data();
  double before = model.eval(run.data).at("loss");
  model.train(5, run.data);
  EXPECT_LT(model.eval(run.data).at("loss"), before);
  expectSame(tuned.body.parameters(), body);
  EXPECT_FALSE(sameBits(tuned.head.parameters()[0].data(), head));
  EXPECT_EQ(optimizer.state().size(), 8u); // 4 scalars, 2 * 2 moments
}

TEST(Tutorial, TakesWhatFitsOfAnotherNetwork) {
  struct Net : Cell {
    nn::Dense &body = add<nn::Dense>("body", 3, 4);
    nn::Dense &head;
    Net(const std::string &name, int64_t classes)
        : head(add<nn::Dense>(name, 4, classes)) {}
    Tensor construct(const Tensor &x) override { return head(body(x)); }
  };
  TempFolder folder;
  Net old("head", 5), wider("head", 7), renamed("top", 5);
  saveCheckpoint(old, folder / "old.ckpt");
  ParameterDict dict = loadCheckpoint(folder / "old.ckpt");
  Array fresh = wider.parameter("head.weight").data();

  EXPECT_THROW(loadParamIntoNet(wider, dict), Error);
  LoadResult result = transferParamIntoNet(wider, dict);
  EXPECT_EQ(result.unfit,
            (Names{"'head.weight': shape [5, 4] in the file, [7, 4] expected",
                   "'head.bias': shape [5] in the file, [7] expected"}));
  EXPECT_EQ(result.paramNotLoad, (Names{"head.weight", "head.bias"}));
  EXPECT_TRUE(result.ckptNotLoad.empty());
  EXPECT_TRUE(sameBits(wider.parameter("body.weight").data(),
                       old.parameter("body.weight").data()));
  EXPECT_TRUE(sameBits(wider.parameter("head.weight").data(), fresh));

  result = transferParamIntoNet(renamed, dict);
  EXPECT_EQ(result.paramNotLoad, (Names{"top.weight", "top.bias"}));
  EXPECT_EQ(result.ckptNotLoad, (Names{"head.weight", "head.bias"}));
  EXPECT_TRUE(result.unfit.empty());
}

//===----------------------------------------------------------------------===//
// MindSpore's files
//===----------------------------------------------------------------------===//

TEST(Checkpoints, MindSporesTrainingCheckpointLoads) {
  LeNet5 net;
  nn::Adam optimizer(net.trainableParams());
  ParameterDict dict = loadCheckpoint(MS_TEST_RUNS "/run_adam.mindspore.ckpt");
  EXPECT_TRUE(loadParamIntoNet(net, dict).paramNotLoad.empty());
  EXPECT_TRUE(loadParamIntoNet(optimizer, dict).paramNotLoad.empty());
  for (const Parameter &parameter : optimizer.state())
    EXPECT_TRUE(sameBits(parameter.data(), dict.at(parameter.name())));
  EXPECT_EQ(optimizer.state()[0].data().at(0), 8);
}

TEST(Checkpoints, EntriesOfEveryKindComeBack) {
  TempFolder folder;
  SampleMLP net;
  saveCheckpoint(net, folder / "a.ckpt",
                 SaveOptions()
                     .append("epoch_num", 3)
                     .append("rate", 0.25)
                     .append("done", true)
                     .append("author", "Zoë")
                     .crcCheck(true));
  ParameterDict dict = loadCheckpoint(folder / "a.ckpt");
  EXPECT_EQ(dict.size(), 10u);
  EXPECT_EQ(dict.at("epoch_num").data<int64_t>()[0], 3);
  EXPECT_EQ(dict.at("rate").data<float>()[0], 0.25f);
  EXPECT_EQ(dict.at("done").dtype(), DType::Bool);
  EXPECT_EQ(dict.text("author"), "Zoë");
  EXPECT_CONTAINS(errorOf([&] { dict.text("rate"); }), "no text");
  EXPECT_CONTAINS(errorOf([&] { dict.at("rat"); }), "no entry 'rat'");
  for (const Parameter &parameter : net.parameters())
    EXPECT_TRUE(sameBits(parameter.data(), dict.at(parameter.name())));
  dict.set("rate", Array({2}, std::vector<double>{1, 2}));
  EXPECT_EQ(dict.at("rate").at(1), 2);
  EXPECT_TRUE(dict.erase("rate"));
  EXPECT_FALSE(dict.erase("rate"));
  EXPECT_FALSE(dict.contains("rate"));
}

TEST(Checkpoints, AnAppendedEntryTakesThePlaceOfItsName) {
  TempFolder folder;
  SampleMLP net;
  // The last parameter, beside which the entry would be a slice of it.
  std::string last = net.parameters().back().name();
  saveCheckpoint(net, folder / "a.ckpt",
                 SaveOptions().append(last, 5).append("x", 1).append("x", 2));
  ParameterDict dict = loadCheckpoint(folder / "a.ckpt");
  Names names = namesOf(net.parameters());
  names.push_back("x");
  EXPECT_EQ(dict.names(), names);
  EXPECT_EQ(dict.at(last).data<int64_t>()[0], 5);
  EXPECT_EQ(dict.at("x").data<int64_t>()[0], 2);
}

TEST(Checkpoints, SafetensorsComeInTheOrderOfNames) {
  struct Net : Cell {
    Parameter b = addParameter("b", {2}, 0, true, DType::Float16);
    Parameter c = addParameter("c", {2}, 0, true, DType::Float64);
    Parameter a = addParameter("a", {2}, 0);
  } net;
  TempFolder folder;
  saveCheckpoint(net, folder / "a.safetensors");
  EXPECT_EQ(loadCheckpoint(folder / "a.safetensors").names(),
            (Names{"a", "b", "c"}));
  saveCheckpoint(net, folder / "a.ckpt");
  EXPECT_EQ(loadCheckpoint(folder / "a.ckpt").names(), (Names{"b", "c", "a"}));
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST(Checkpoints, AMismatchReplacesNothing) {
  SampleMLP net;
  std::vector<Array> before = valuesOf(net.parameters());
  ParameterDict dict;
  dict.set("net.0.bias", randomArray({32}, 1));
  dict.set("net.2.bias", randomArray({17}, 1));
  std::string error = errorOf([&] { loadParamIntoNet(net, dict); });
  EXPECT_CONTAINS(error, "[MS3105]");
  EXPECT_CONTAINS(error, "net.2.bias");
  expectSame(net.parameters(), before);
}

TEST(Checkpoints, FilesThatAreNone) {
  TempFolder folder;
  std::string missing = folder / "missing.ckpt";
  EXPECT_CONTAINS(errorOf([&] { loadCheckpoint(missing); }), missing);
  std::FILE *file = std::fopen((folder / "bad.ckpt").c_str(), "wb");
  std::fputs("not a checkpoint", file);
  std::fclose(file);
  EXPECT_CONTAINS(errorOf([&] { loadCheckpoint(folder / "bad.ckpt"); }),
                  "[MS3101]");
  SampleMLP net;
  EXPECT_CONTAINS(
      errorOf([&] { saveCheckpoint(net, folder / "no/such/folder.ckpt"); }),
      "[MS3103]");
  EXPECT_CONTAINS(errorOf([&] { ModelCheckpoint("a/b", folder.path()); }),
                  "prefix 'a/b'");
}

} // namespace
