//===- OptimizerTest.cpp - Optimizers, groups, learning rates -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

using namespace ms;
using namespace ms::test;

namespace {

using Names = std::vector<std::string>;

/// out = x * a + b: gradients that can be told.
struct Affine : Cell {
  Parameter a = addParameter("a", {1, 2}, Constant(2));
  Parameter b = addParameter("b", {1, 2}, Constant(3));
  Tensor construct(const Tensor &x) override { return x * a + b; }
};

/// One row x = (1, 1), labels (0, 0): d(loss)/da = d(loss)/db = a + b for each
/// of the two columns, since the loss is the mean of (a + b)^2.
Dataset onesData() {
  return NumpySlicesDataset({Array({1, 2}, std::vector<float>{1, 1}),
                             Array({1, 2}, std::vector<float>{0, 0})})
      .batch(1);
}

double valueOf(const Parameter &parameter) { return parameter.data().at(0); }

TEST(Optimizers, StateHasMindSporesNamesAndOrder) {
  Affine net;
  std::vector<Parameter> all = net.trainableParams();
  EXPECT_EQ(namesOf(nn::Momentum(all, 0.1, 0.9).state()),
            (Names{"global_step", "learning_rate", "momentum", "moments.a",
                   "moments.b"}));
  EXPECT_EQ(namesOf(nn::Adam(all).state()),
            (Names{"global_step", "learning_rate", "beta1_power", "beta2_power",
                   "moment1.a", "moment1.b", "moment2.a", "moment2.b"}));
  EXPECT_EQ(namesOf(nn::SGD(all).state()),
            (Names{"global_step", "learning_rate", "momentum", "accum.a",
                   "accum.b", "stat.a", "stat.b"}));
  EXPECT_EQ(namesOf(nn::GradientDescent(all, 0.1).state()),
            (Names{"global_step", "learning_rate"}));
  EXPECT_EQ(
      namesOf(nn::Momentum(all, std::vector<double>{0.1, 0.2}, 0.9).state()),
      (Names{"global_step", "momentum", "moments.a", "moments.b",
             "learning_rate"}));
  nn::Momentum list(all, std::vector<double>{0.1, 0.2}, 0.9);
  EXPECT_EQ(list.state()[4].shape(), (Shape{2}));
  EXPECT_FLOAT_EQ(list.state()[4].data().data<float>()[1], 0.2f);
  EXPECT_EQ(nn::SGD(all).state()[5].data().at(0), 1);
}

TEST(Optimizers, StateBeforeAndAfterCompilingIsTheSame) {
  Affine net;
  nn::MSELoss loss;
  nn::Momentum optimizer(net.trainableParams(), 0.1, 0.5);
  // A moment that was set before the first step counts.
  optimizer.state()[3].setData(Array({1, 2}, std::vector<float>{4, 4}));
  Model model(net, loss, optimizer);
  model.train(1, onesData());
  // gradient 5, accum = 4 * 0.5 + 5 = 7.
  EXPECT_FLOAT_EQ(valueOf(optimizer.state()[3]), 7);
  EXPECT_FLOAT_EQ(valueOf(net.a), 2 - 0.7);
  EXPECT_FLOAT_EQ(valueOf(net.b), 3 - 0.5);
  EXPECT_EQ(valueOf(optimizer.state()[0]), 1);
}

TEST(Optimizers, GroupsHaveRateAndDecayOfTheirOwn) {
  Affine net;
  nn::MSELoss loss;
  std::vector<ParamGroup> groups = {
      ParamGroup({net.a}).lr(0.01).weightDecay(0.5), ParamGroup({net.b})};
  nn::GradientDescent optimizer(groups, 0.1, 0.25);
  EXPECT_EQ(namesOf(optimizer.state()),
            (Names{"global_step", "learning_rate_group_0", "learning_rate"}));
  Model model(net, loss, optimizer);
  model.train(1, onesData());
  EXPECT_FLOAT_EQ(valueOf(net.a), 2 - 0.01 * (5 + 0.5 * 2));
  EXPECT_FLOAT_EQ(valueOf(net.b), 3 - 0.1 * (5 + 0.25 * 3));
}

TEST(Optimizers, WhatIsNotListedStays) {
  Affine net;
  nn::MSELoss loss;
  nn::GradientDescent list(std::vector<Parameter>{net.b}, 0.1);
  Model(net, loss, list).train(1, onesData());
  EXPECT_EQ(valueOf(net.a), 2);
  EXPECT_FLOAT_EQ(valueOf(net.b), 2.5);
  nn::GradientDescent groups(std::vector<ParamGroup>{ParamGroup({net.a})}, 0.1);
  Model(net, loss, groups).train(1, onesData());
  EXPECT_FLOAT_EQ(valueOf(net.a), 2 - 0.1 * 4.5);
  EXPECT_FLOAT_EQ(valueOf(net.b), 2.5);
}

TEST(Optimizers, SchedulesFollowTheSteps) {
  // Without a gradient worth its name the rate shows in the weight decay alone:
  // w falls by rate * decay * w.
  struct Still : Cell {
    Parameter w = addParameter("w", {1, 2}, Ones());
    Tensor construct(const Tensor &x) override { return x * w; }
  };
  auto rates = [](const LearningRate &rate) {
    Still net;
    nn::MSELoss loss;
    nn::GradientDescent optimizer(net.trainableParams(), rate, 1);
    Model model(net, loss, optimizer);
    Array zeros(DType::Float32, {1, 2});
    std::vector<double> seen;
    for (int step = 0; step < 5; ++step) {
      double before = valueOf(net.w);
      model.train(1, NumpySlicesDataset({zeros, zeros}).batch(1));
      seen.push_back((before - valueOf(net.w)) / before);
    }
    return seen;
  };
  auto expectRates = [&](const LearningRate &rate,
                         const std::vector<double> &expected) {
    std::vector<double> seen = rates(rate);
    for (size_t k = 0; k < expected.size(); ++k)
      EXPECT_NEAR(seen[k], expected[k], 1e-6) << k;
  };
  expectRates(0.1, {0.1, 0.1, 0.1, 0.1, 0.1});
  expectRates(std::vector<double>{0.3, 0.2, 0.1}, {0.3, 0.2, 0.1, 0.1, 0.1});
  expectRates(nn::PiecewiseConstantLR({2, 4}, {0.3, 0.1}),
              {0.3, 0.3, 0.1, 0.1, 0.1});
  expectRates(nn::ExponentialDecayLR(0.4, 0.5, 2, true),
              {0.4, 0.4, 0.2, 0.2, 0.1});
  expectRates(
      nn::CosineDecayLR(0.1, 0.3, 4),
      {0.3, 0.2 + 0.1 * std::sqrt(0.5), 0.2, 0.2 - 0.1 * std::sqrt(0.5), 0.1});
  expectRates(nn::PolynomialDecayLR(0.5, 0.1, 4, 1), {0.5, 0.4, 0.3, 0.2, 0.1});
  expectRates(nn::WarmUpLR(0.4, 4), {0, 0.1, 0.2, 0.3, 0.4});
}

TEST(Optimizers, Errors) {
  Affine net, other;
  nn::MSELoss loss;
  EXPECT_CONTAINS(errorOf([&] { nn::SGD(std::vector<Parameter>(), 0.1); }),
                  "no parameter");
  EXPECT_CONTAINS(
      errorOf([&] { nn::Adam(net.trainableParams(), 0.1, 1.5).state(); }),
      "beta1 is 1.5");
  nn::SGD wrong(net.trainableParams(), -0.1);
  EXPECT_CONTAINS(
      errorOf([&] { Model(net, loss, wrong).train(1, onesData()); }),
      "[MS1004]");
  nn::SGD foreign(other.trainableParams(), 0.1);
  EXPECT_CONTAINS(
      errorOf([&] { Model(net, loss, foreign).train(1, onesData()); }),
      "which is not of the network");
  nn::SGD twice(
      std::vector<ParamGroup>{ParamGroup({net.a}), ParamGroup({net.a})}, 0.1);
  EXPECT_CONTAINS(
      errorOf([&] { Model(net, loss, twice).train(1, onesData()); }),
      "stands in two groups");
  EXPECT_CONTAINS(errorOf([] { nn::MSELoss("none"); }),
                  "only 'mean' and 'sum' can");
  EXPECT_CONTAINS(errorOf([&] { Model(net, loss).train(1, onesData()); }),
                  "no optimizer");
}

} // namespace
