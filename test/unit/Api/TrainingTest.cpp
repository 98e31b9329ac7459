//===- TrainingTest.cpp - Training, evaluation, inference -----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Api/ReferenceForward.h"
#include "test/unit/Runtime/TestFiles.h"

#include <numeric>

using namespace ms;
using namespace ms::test;

namespace {

//===----------------------------------------------------------------------===//
// Parity with MindSpore's runs
//===----------------------------------------------------------------------===//

void compareLosses(const std::vector<double> &have, const std::string &file) {
  Array expected = Array::fromNpz(MS_TEST_RUNS "/" + file).at("loss");
  ASSERT_EQ(static_cast<int64_t>(have.size()), expected.size());
  for (size_t k = 0; k < have.size(); ++k)
    EXPECT_NEAR(have[k], expected.at(static_cast<int64_t>(k)),
                1e-5 * expected.at(static_cast<int64_t>(k)))
        << "step " << k;
}

/// Every tensor of a training checkpoint, the optimizer's included.
void compareState(const Model &model, const std::string &file) {
  ParameterDict expected = loadCheckpoint(MS_TEST_RUNS "/" + file);
  std::vector<std::string> order;
  for (const std::string &name : expected.names())
    if (name != "epoch_num" && name != "step_num")
      order.push_back(name);
  EXPECT_EQ(namesOf(model.trainNetwork()), order);
  for (const Parameter &parameter : model.trainNetwork())
    EXPECT_LE(distance(parameter.data(), expected.at(parameter.name())), 1e-5)
        << parameter.name();
}

struct MindSporeRun : testing::Test {
  LeNet5 net;
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  Losses losses;

  MindSporeRun() {
    LoadResult loaded =
        loadParamIntoNet(net, loadCheckpoint(MS_TEST_INPUTS "/run_init.ckpt"));
    EXPECT_TRUE(loaded.paramNotLoad.empty());
    EXPECT_TRUE(loaded.ckptNotLoad.empty());
  }
};

TEST_F(MindSporeRun, Momentum) {
  nn::Momentum optimizer(net.trainableParams(), 0.01, 0.9);
  Model model(net, loss, optimizer);
  double last = model.train(2, runData(), {&losses});
  EXPECT_EQ(last, losses.values.back());
  compareLosses(losses.values, "run_momentum.mindspore.npz");
  compareState(model, "run_momentum.mindspore.ckpt");
}

TEST_F(MindSporeRun, Adam) {
  nn::Adam optimizer(net.trainableParams(), 0.001);
  Model model(net, loss, optimizer);
  model.train(2, runData(), {&losses});
  compareLosses(losses.values, "run_adam.mindspore.npz");
  compareState(model, "run_adam.mindspore.ckpt");
}

TEST_F(MindSporeRun, ARatePerStepAndWeightDecay) {
  nn::Momentum optimizer(net.trainableParams(),
                         nn::piecewiseConstantLR({4, 8}, {0.01, 0.001}), 0.9,
                         1e-4);
  Model model(net, loss, optimizer);
  model.train(2, runData(), {&losses});
  compareLosses(losses.values, "run_momentum_lr_list.mindspore.npz");
}

TEST_F(MindSporeRun, PredictEqualsTheEvaluator) {
  Array images = Array::fromNpz(MS_TEST_INPUTS "/run_data.npz").at("in0");
  std::vector<double> numbers;
  for (int64_t k = 0; k < images.size(); ++k)
    numbers.push_back(images.at(k));
  std::vector<double> expected = evaluateZoo(
      "lenet5", MS_TEST_INPUTS "/run_init.ckpt", images.shape(), numbers);
  ASSERT_EQ(expected.size(), 640u);
  // 64 rows: more than the compiled function takes at once.
  Array output = Model(net).predict(images);
  ASSERT_EQ(output.shape(), (Shape{64, 10}));
  EXPECT_LE(distance(output, Array(output.shape(), expected)), 1e-5);
}

//===----------------------------------------------------------------------===//
// Batches, evaluation
//===----------------------------------------------------------------------===//

/// y = sum(x * w), one weight per column, gradient by hand.
struct Linear : Cell {
  Parameter w = addParameter("w", {1, 3}, Constant(0.5));
  Tensor construct(const Tensor &x) override {
    return ops::reduceSum(x * w, {1}, true);
  }
};

TEST(Training, AShortLastBatchCountsItsRealRows) {
  const int64_t rows = 7, batch = 4;
  Array x = randomArray({rows, 3}, 1), y = randomArray({rows, 1}, 2);
  Linear net;
  nn::MSELoss loss;
  nn::GradientDescent optimizer(net.trainableParams(), 0.1);
  Model model(net, loss, optimizer);
  Losses losses;
  model.train(1, NumpySlicesDataset({x, y}).batch(batch), {&losses});

  double w[3] = {0.5, 0.5, 0.5};
  std::vector<double> expected;
  for (int64_t from = 0; from < rows; from += batch) {
    int64_t to = std::min(rows, from + batch);
    double sum = 0, gradient[3] = {0, 0, 0};
    for (int64_t r = from; r < to; ++r) {
      double error = -y.at(r);
      for (int c = 0; c < 3; ++c)
        error += x.at(3 * r + c) * w[c];
      sum += error * error;
      for (int c = 0; c < 3; ++c)
        gradient[c] +=
            2 * error * x.at(3 * r + c) / static_cast<double>(to - from);
    }
    expected.push_back(sum / static_cast<double>(to - from));
    for (int c = 0; c < 3; ++c)
      w[c] -= 0.1 * gradient[c];
  }
  ASSERT_EQ(losses.values.size(), 2u);
  for (size_t k = 0; k < 2; ++k)
    EXPECT_NEAR(losses.values[k], expected[k], 1e-5 * expected[k]);
  for (int c = 0; c < 3; ++c)
    EXPECT_NEAR(net.w.data().at(c), w[c], 1e-6);

  // The loss of the whole is the mean over rows, however they are batched.
  double all = 0;
  for (int64_t r = 0; r < rows; ++r) {
    double error = -y.at(r);
    for (int c = 0; c < 3; ++c)
      error += x.at(3 * r + c) * w[c];
    all += error * error / static_cast<double>(rows);
  }
  for (int64_t size : {1, 4, 7, 50})
    EXPECT_NEAR(model.eval(NumpySlicesDataset({x, y}).batch(size)).at("loss"),
                all, 1e-5 * all)
        << size;
}

TEST(Training, DropRemainderLeavesRowsOut) {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::SGD optimizer(net.trainableParams());
  Model model(net, loss, optimizer);
  Losses losses;
  model.train(2, mlpData(10).batch(4, true), {&losses});
  EXPECT_EQ(losses.values.size(), 4u);
}

TEST(Training, AccuracyAndLossOfEvaluation) {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  Array x = randomArray({50, 20}, 3), labels = randomLabels(50, 4, 4);
  Array logits = Model(net).predict(x);
  int right = 0;
  double sum = 0;
  for (int64_t r = 0; r < 50; ++r) {
    int best = 0;
    double total = 0;
    for (int c = 0; c < 4; ++c) {
      total += std::exp(logits.at(4 * r + c));
      if (logits.at(4 * r + c) > logits.at(4 * r + best))
        best = c;
    }
    int label = labels.data<int32_t>()[r];
    right += best == label;
    sum += std::log(total) - logits.at(4 * r + label);
  }
  Model model(net, loss, {"accuracy", "loss"});
  auto values = model.eval(NumpySlicesDataset({x, labels}).batch(16));
  EXPECT_DOUBLE_EQ(values.at("accuracy"), right / 50.0);
  EXPECT_NEAR(values.at("loss"), sum / 50, 1e-6);
  // A model without a loss counts hits too.
  Model plain(net, std::vector<std::string>{"acc"});
  EXPECT_DOUBLE_EQ(
      plain.eval(NumpySlicesDataset({x, labels}).batch(16)).at("acc"),
      right / 50.0);
}

TEST(Training, DenseLabels) {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits sparse(true), dense;
  Array x = randomArray({8, 20}, 3), labels = randomLabels(8, 4, 4);
  Array shares(DType::Float32, {8, 4});
  for (int64_t r = 0; r < 8; ++r)
    shares.data<float>()[4 * r + labels.data<int32_t>()[r]] = 1;
  double a = Model(net, sparse)
                 .eval(NumpySlicesDataset({x, labels}).batch(8))
                 .at("loss");
  double b = Model(net, dense)
                 .eval(NumpySlicesDataset({x, shares}).batch(8))
                 .at("loss");
  EXPECT_NEAR(a, b, 1e-6 * a);
}

//===----------------------------------------------------------------------===//
// Repeatable results
//===----------------------------------------------------------------------===//

std::vector<double> trainMlp(int threads, std::vector<Array> &weights) {
  setNumThreads(threads);
  setSeed(7);
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::Adam optimizer(net.trainableParams(), 0.01);
  Model model(net, loss, optimizer);
  Losses losses;
  model.train(3, mlpData(100).shuffle(3).batch(16), {&losses});
  for (const Parameter &parameter : net.parameters())
    weights.push_back(parameter.data());
  setNumThreads(0);
  return losses.values;
}

TEST(Training, TheSameBitsInEveryRunAndForAnyThreads) {
  std::vector<Array> first, second, third;
  std::vector<double> losses = trainMlp(1, first);
  EXPECT_EQ(losses.size(), 21u);
  auto epoch = [&](std::ptrdiff_t k) {
    return std::accumulate(losses.begin() + 7 * k, losses.begin() + 7 * (k + 1),
                           0.0);
  };
  EXPECT_LT(epoch(2), epoch(0));
  EXPECT_EQ(trainMlp(1, second), losses);
  EXPECT_EQ(trainMlp(2, third), losses);
  for (size_t k = 0; k < first.size(); ++k) {
    EXPECT_TRUE(sameBits(first[k], second[k]));
    EXPECT_TRUE(sameBits(first[k], third[k]));
  }
}

TEST(Training, CodeOfTheCacheGivesTheSameBits) {
  msrt::test::TempFolder folder;
  auto entries = [&] { return msrt::test::listFolder(folder.path()).size(); };
  std::vector<Array> plain, made, found;
  std::vector<double> losses = trainMlp(1, plain);
  const char *size = std::getenv("MS_CACHE_SIZE");
  std::string before = size ? size : "1GiB";
  setenv("MS_CACHE_SIZE", "64MB", 1);
  setenv("MS_CACHE_DIR", folder.path().c_str(), 1);
  EXPECT_EQ(trainMlp(1, made), losses);
  EXPECT_EQ(entries(), 1u);
  EXPECT_EQ(trainMlp(1, found), losses);
  EXPECT_EQ(entries(), 1u);
  for (size_t k = 0; k < plain.size(); ++k) {
    EXPECT_TRUE(sameBits(plain[k], made[k]));
    EXPECT_TRUE(sameBits(plain[k], found[k]));
  }
  unsetenv("MS_CACHE_DIR");
  setenv("MS_CACHE_SIZE", before.c_str(), 1);
}

TEST(Training, ModelsOfOneNetworkSeeEachOthersWork) {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  Array x = randomArray({5, 20}, 9);
  Model observer(net);
  Array before = observer.predict(x);
  {
    nn::SGD optimizer(net.trainableParams(), 0.1);
    Model model(net, loss, optimizer);
    model.train(1, mlpData(32).batch(8));
    Array trained = model.predict(x);
    EXPECT_GT(distance(trained, before), 1e-3);
    // Code for another batch may round otherwise.
    EXPECT_LE(distance(observer.predict(x), trained), 1e-6);
  }
  // The first model is gone; its work is not.
  Array after = observer.predict(x);
  EXPECT_GT(distance(after, before), 1e-3);
  nn::Adam optimizer(net.trainableParams());
  Model another(net, loss, optimizer);
  EXPECT_TRUE(sameBits(another.predict(x), after));
  Parameter bias = net.parameter("net.4.bias");
  Array moved = bias.data();
  for (int64_t k = 0; k < moved.size(); ++k)
    moved.data<float>()[k] += 1;
  bias.setData(moved);
  Array shifted = another.predict(x);
  for (int64_t k = 0; k < shifted.size(); ++k)
    EXPECT_NEAR(shifted.at(k), after.at(k) + 1, 1e-5);
}

TEST(Training, DropoutDrawsAnewInEachStepAndIsOffInInference) {
  struct Net : Cell {
    Parameter w = addParameter("w", {1, 64}, Ones());
    nn::Dropout &dropout = add<nn::Dropout>("dropout", 0.5);
    Tensor construct(const Tensor &x) override { return dropout(x * w); }
  } net;
  nn::MSELoss loss;
  nn::GradientDescent optimizer(net.trainableParams(), 0.0);
  Model model(net, loss, optimizer);
  Array ones({4, 64}, std::vector<float>(256, 1)),
      zeros(DType::Float32, {4, 64});
  Losses losses;
  model.train(4, NumpySlicesDataset({ones, zeros}).batch(4), {&losses});
  // A kept element gives 2^2, a dropped one 0: the mean is around 2.
  for (double value : losses.values) {
    EXPECT_GT(value, 1.4);
    EXPECT_LT(value, 2.6);
  }
  EXPECT_NE(losses.values[0], losses.values[1]);
  EXPECT_NE(losses.values[1], losses.values[2]);
  EXPECT_TRUE(sameBits(model.predict(ones), ones));
  EXPECT_EQ(net.parameters().size(), 1u);
  EXPECT_EQ(model.eval(NumpySlicesDataset({ones, zeros}).batch(4)).at("loss"),
            1);
}

//===----------------------------------------------------------------------===//
// Callbacks
//===----------------------------------------------------------------------===//

struct CallbackTest : testing::Test {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  nn::SGD optimizer{net.trainableParams(), 0.1};
  Model model{net, loss, optimizer};
  Dataset data = mlpData(12).batch(4);
};

TEST_F(CallbackTest, EventsComeInOrder) {
  struct Recorder : Callback {
    std::string log;
    void onTrainBegin(RunContext &c) override {
      log += "B" + std::to_string(c.epochs) + std::to_string(c.stepsPerEpoch);
    }
    void onTrainEpochBegin(RunContext &c) override {
      log += " E" + std::to_string(c.epoch);
    }
    void onTrainStepBegin(RunContext &) override { log += " s"; }
    void onTrainStepEnd(RunContext &c) override {
      log += std::to_string(c.step) + "/" + std::to_string(c.globalStep);
    }
    void onTrainEpochEnd(RunContext &) override { log += " e"; }
    void onTrainEnd(RunContext &) override { log += " b"; }
  } recorder;
  model.train(2, data, {&recorder});
  EXPECT_EQ(recorder.log, "B23 E1 s1/1 s2/2 s3/3 e E2 s1/4 s2/5 s3/6 e b");
}

TEST_F(CallbackTest, AStopEndsTraining) {
  struct Stopper : Callback {
    void onTrainStepEnd(RunContext &context) override {
      if (context.globalStep == 4)
        context.requestStop();
    }
  } stopper;
  Losses losses;
  model.train(5, data, {&losses, &stopper});
  EXPECT_EQ(losses.values.size(), 4u);
}

TEST_F(CallbackTest, WhatACallbackThrowsComesOut) {
  struct Thrower : Callback {
    void onTrainStepEnd(RunContext &context) override {
      if (context.globalStep == 2)
        throw std::out_of_range("mine");
    }
  } thrower;
  EXPECT_THROW(model.train(1, data, {&thrower}), std::out_of_range);
  // The model is still good.
  Losses losses;
  model.train(1, data, {&losses});
  EXPECT_EQ(losses.values.size(), 3u);
}

TEST_F(CallbackTest, ParametersAreThoseOfTheRunningTraining) {
  struct Freezer : Callback {
    Parameter bias;
    Array start;
    std::vector<bool> moved;
    Freezer(const Parameter &bias) : bias(bias), start(bias.data()) {}
    void onTrainStepEnd(RunContext &) override {
      moved.push_back(!sameBits(bias.data(), start));
      bias.setData(start);
    }
  } freezer(net.parameter("net.4.bias"));
  Array weight = net.parameter("net.4.weight").data();
  model.train(1, data, {&freezer});
  EXPECT_EQ(freezer.moved, (std::vector<bool>{true, true, true}));
  EXPECT_TRUE(sameBits(net.parameter("net.4.bias").data(), freezer.start));
  EXPECT_FALSE(sameBits(net.parameter("net.4.weight").data(), weight));
}

TEST_F(CallbackTest, ReadyOnesPrint) {
  std::FILE *out = std::tmpfile();
  ASSERT_NE(out, nullptr);
  LossMonitor monitor(2, out);
  TimeMonitor timer(out);
  ProgressBar bar(out);
  model.train(1, data, {&monitor, &timer, &bar});
  std::rewind(out);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), out));
  std::fclose(out);
  EXPECT_CONTAINS(text, "epoch: 1 step: 2, loss is ");
  EXPECT_EQ(text.find("step: 3, loss"), std::string::npos);
  EXPECT_CONTAINS(text, "Train epoch time: ");
}

} // namespace
