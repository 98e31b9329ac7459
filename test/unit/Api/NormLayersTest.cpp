//===- NormLayersTest.cpp - Normalizations --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/MindSporeRuns.h"

using namespace ms;
using namespace ms::test;

namespace {

//===----------------------------------------------------------------------===//
// Parity with MindSpore's runs (test/EndToEnd/make_layer_runs.py)
//===----------------------------------------------------------------------===//

struct BatchNorms : Cell {
  nn::Conv2d &conv1 = add<nn::Conv2d>("conv1", 3, 6, 3);
  nn::BatchNorm2d &bn1 = add<nn::BatchNorm2d>("bn1", 6);
  nn::Conv2d &conv2 = add<nn::Conv2d>("conv2", 6, 6, 3);
  nn::BatchNorm2d &bn2 = add<nn::BatchNorm2d>(
      "bn2", 6, nn::BatchNormOptions().eps(1e-3).momentum(0.8));
  nn::Conv2d &conv3 =
      add<nn::Conv2d>("conv3", 6, 9, 3, nn::Conv2dOptions().stride(2));
  nn::BatchNorm2d &bn3 =
      add<nn::BatchNorm2d>("bn3", 9, nn::BatchNormOptions().affine(false));
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc1 = add<nn::Dense>("fc1", 9 * 4 * 3, 16);
  nn::BatchNorm1d &bn4 = add<nn::BatchNorm1d>("bn4", 16);
  nn::Dense &fc2 = add<nn::Dense>("fc2", 16, 5);

  Tensor construct(const Tensor &image) override {
    Tensor x = ops::relu(bn1(conv1(image)));
    x = ops::relu(bn2(conv2(x)) + x);
    x = bn1(x);
    x = bn3(conv3(x));
    return fc2(ops::relu(bn4(fc1(flatten(x)))));
  }
};

struct RowNorms : Cell {
  nn::Conv2d &conv1 = add<nn::Conv2d>("conv1", 3, 6, 3);
  nn::GroupNorm &gn1 = add<nn::GroupNorm>("gn1", 3, 6);
  nn::LayerNorm &ln1 = add<nn::LayerNorm>(
      "ln1", Shape{6, 8, 6},
      nn::LayerNormOptions().beginNormAxis(1).beginParamsAxis(1));
  nn::Conv2d &conv2 =
      add<nn::Conv2d>("conv2", 6, 8, 3, nn::Conv2dOptions().stride(2));
  nn::GroupNorm &gn2 =
      add<nn::GroupNorm>("gn2", 8, 8, nn::GroupNormOptions().affine(false));
  nn::LayerNorm &ln2 = add<nn::LayerNorm>(
      "ln2", Shape{3},
      nn::LayerNormOptions().beginNormAxis(2).beginParamsAxis(3));
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc1 = add<nn::Dense>("fc1", 8 * 4 * 3, 16);
  nn::LayerNorm &ln3 = add<nn::LayerNorm>("ln3", Shape{16});
  nn::Dense &fc2 = add<nn::Dense>("fc2", 16, 5);

  Tensor construct(const Tensor &image) override {
    Tensor x = ln1(ops::relu(gn1(conv1(image))));
    x = ln2(ops::relu(gn2(conv2(x))));
    return fc2(ops::relu(ln3(fc1(flatten(x)))));
  }
};

TEST(NormLayers, BatchNormTrainsAsInMindSpore) {
  BatchNorms net;
  compareRun(net, MS_TEST_RUNS "/run_batch_norm.mindspore.npz");
}

TEST(NormLayers, LayerAndGroupNormTrainAsInMindSpore) {
  RowNorms net;
  compareRun(net, MS_TEST_RUNS "/run_row_norm.mindspore.npz");
}

//===----------------------------------------------------------------------===//
// Parameters and options
//===----------------------------------------------------------------------===//

std::vector<std::string> describe(const Cell &net) {
  std::vector<std::string> texts;
  for (const Parameter &parameter : net.parameters())
    texts.push_back(parameter.name() +
                    (parameter.requiresGrad() ? "" : " (frozen)"));
  return texts;
}

TEST(NormLayers, BatchNormHasMindSporesParameters) {
  nn::BatchNorm2d norm(3, nn::BatchNormOptions().gammaInit(2.0));
  EXPECT_EQ(describe(norm), (std::vector<std::string>{
                                "moving_mean (frozen)",
                                "moving_variance (frozen)", "gamma", "beta"}));
  EXPECT_EQ(norm.parameter("moving_mean").data().at(2), 0);
  EXPECT_EQ(norm.parameter("moving_variance").data().at(2), 1);
  EXPECT_EQ(norm.parameter("gamma").data().at(2), 2);
  EXPECT_EQ(norm.parameter("beta").data().at(2), 0);
  nn::BatchNorm1d fixed(3, nn::BatchNormOptions().affine(false));
  EXPECT_TRUE(fixed.trainableParams().empty());
}

TEST(NormLayers, OthersHaveMindSporesParameters) {
  EXPECT_EQ(describe(nn::LayerNorm({2, 3})),
            (std::vector<std::string>{"gamma", "beta"}));
  EXPECT_EQ(nn::LayerNorm({2, 3}).parameter("beta").shape(), (Shape{2, 3}));
  EXPECT_EQ(describe(nn::GroupNorm(2, 4)),
            (std::vector<std::string>{"gamma", "beta"}));
  EXPECT_EQ(describe(nn::InstanceNorm2d(
                3, nn::GroupNormOptions().affine(false).gammaInit(2))),
            (std::vector<std::string>{"moving_mean (frozen)",
                                      "moving_variance (frozen)",
                                      "gamma (frozen)", "beta (frozen)"}));
}

/// Each channel of each image is 1 and 3: mean 2, deviation 1.
TEST(NormLayers, InstanceNorm) {
  nn::InstanceNorm2d norm(
      2, nn::GroupNormOptions().eps(1e-12).gammaInit(3).betaInit(5));
  Array x({1, 2, 1, 2}, std::vector<float>{1, 3, 10, 30});
  Array y = Model(norm).predict(x);
  for (int64_t k = 0; k < 4; ++k)
    EXPECT_NEAR(y.at(k), k % 2 ? 8 : 2, 1e-5);
}

/// Two channels that move by hand: the mean of the batch is 3, its variance 1
/// with n elements and 4 / 3 with n - 1.
TEST(NormLayers, EvaluationUsesTheMovingStatistics) {
  struct Net : Cell {
    nn::BatchNorm1d &norm = add<nn::BatchNorm1d>(
        "norm", 1, nn::BatchNormOptions().momentum(0.5).eps(1e-12));
    Tensor construct(const Tensor &x) override { return norm(x); }
  } net;
  Array x({4, 1}, std::vector<float>{2, 4, 2, 4});
  Model inference(net);
  EXPECT_NEAR(inference.predict(x).at(1), 4, 1e-6);

  nn::MSELoss loss;
  nn::SGD optimizer(net.trainableParams(), 0.0);
  Model model(net, loss, optimizer);
  Array y({4, 1}, std::vector<float>{-1, 1, -1, 1});
  EXPECT_NEAR(model.train(1, NumpySlicesDataset({x, y}).batch(4)), 0, 1e-6);
  EXPECT_NEAR(net.parameter("norm.moving_mean").data().at(0), 1.5, 1e-6);
  EXPECT_NEAR(net.parameter("norm.moving_variance").data().at(0),
              0.5 + 0.5 * 4 / 3, 1e-6);
  EXPECT_NEAR(inference.predict(x).at(1), (4 - 1.5) / std::sqrt(0.5 + 2.0 / 3),
              1e-5);
}

TEST(NormLayers, FixedStatisticsStay) {
  struct Net : Cell {
    nn::BatchNorm1d &norm = add<nn::BatchNorm1d>(
        "norm", 1,
        nn::BatchNormOptions().useBatchStatistics(false).movingMeanInit(1.0));
    Tensor construct(const Tensor &x) override { return norm(x); }
  } net;
  nn::MSELoss loss;
  nn::SGD optimizer(net.trainableParams(), 0.1);
  Model model(net, loss, optimizer);
  Array x({2, 1}, std::vector<float>{2, 4});
  Array y({2, 1}, std::vector<float>{0, 0});
  model.train(1, NumpySlicesDataset({x, y}).batch(2));
  EXPECT_EQ(net.parameter("norm.moving_mean").data().at(0), 1);
  EXPECT_EQ(net.parameter("norm.moving_variance").data().at(0), 1);
  EXPECT_NE(net.parameter("norm.gamma").data().at(0), 1);
}

std::string errorOf(const std::function<void()> &use) {
  try {
    use();
  } catch (const Error &error) {
    return error.what();
  }
  return "";
}

TEST(NormLayers, Errors) {
  auto expect = [](const std::function<void()> &use, const char *text) {
    EXPECT_NE(errorOf(use).find(text), std::string::npos) << errorOf(use);
  };
  expect([] { nn::BatchNorm2d norm(0); },
         "BatchNorm2d: numFeatures is 0, but must be positive");
  expect([] { nn::BatchNorm2d norm(2, nn::BatchNormOptions().momentum(2)); },
         "momentum is 2.000000, but must be in [0, 1]");
  expect(
      [] {
        nn::BatchNorm2d norm(2,
                             nn::BatchNormOptions().useBatchStatistics(true));
      },
      "cannot be compiled");
  expect(
      [] {
        nn::BatchNorm2d norm(2);
        Model(norm).predict(randomArray({2, 2}, 1));
      },
      "must have rank 4");
  expect([] { nn::LayerNorm norm({}); }, "normalizedShape is empty");
  expect([] { nn::GroupNorm norm(3, 4); }, "must divide 4 channels");
  expect(
      [] {
        nn::InstanceNorm2d norm(2);
        Model(norm).predict(randomArray({2, 2}, 1));
      },
      "InstanceNorm2d '': the input has rank 2, but must have rank 4");
  expect(
      [] {
        nn::BatchNorm1d norm(2);
        Model(norm).predict(randomArray({2, 3}, 1));
      },
      "3 channels (C2)");
}

} // namespace
