//===- MixedPrecisionTest.cpp - Half precision, loss scale, clipping ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

using namespace ms;
using namespace ms::test;

namespace {

using Names = std::vector<std::string>;

struct Net : Cell {
  nn::Dense &fc1 =
      add<nn::Dense>("fc1", 20, 24, nn::DenseOptions().weightInit(Normal(0.3)));
  nn::Dense &fc2 =
      add<nn::Dense>("fc2", 24, 4, nn::DenseOptions().weightInit(Normal(0.3)));
  nn::ReLU &relu = add<nn::ReLU>("relu");

  Tensor construct(const Tensor &x) override { return fc2(relu(fc1(x))); }
};

/// Gives `to` the weights of `from`.
void copyWeights(const Cell &from, const Cell &to) {
  std::vector<Parameter> source = from.parameters(), target = to.parameters();
  for (size_t k = 0; k < source.size(); ++k)
    target[k].setData(source[k].data());
}

nn::SoftmaxCrossEntropyWithLogits sparseLoss() {
  return nn::SoftmaxCrossEntropyWithLogits(true, "mean");
}

std::vector<double> lossesOf(Net &net, const ModelOptions &options) {
  nn::Momentum optimizer(net.trainableParams(), 0.05, 0.9);
  Losses losses;
  Model model(net, sparseLoss(), optimizer, {}, options);
  model.train(5, mlpData(64).batch(16), {&losses});
  return losses.values;
}

double number(const Parameter &parameter) { return parameter.data().at(0); }

TEST(MixedPrecision, LossesFollowThoseOfSinglePrecision) {
  Net single;
  std::vector<Array> start;
  for (const Parameter &parameter : single.parameters())
    start.push_back(parameter.data());
  std::vector<double> expected = lossesOf(single, {});
  EXPECT_LT(expected.back(), 0.8 * expected.front());
  auto compare = [&](const ModelOptions &options, double tolerance) {
    Net half;
    for (size_t k = 0; k < start.size(); ++k)
      half.parameters()[k].setData(start[k]);
    std::vector<double> losses = lossesOf(half, options);
    ASSERT_EQ(losses.size(), expected.size());
    double worst = 0;
    for (size_t k = 0; k < losses.size(); ++k)
      worst = std::max(worst, std::fabs(losses[k] / expected[k] - 1));
    EXPECT_LT(worst, tolerance);
    // Not the same thing.
    EXPECT_GT(worst, 0);
    for (const Parameter &parameter : half.parameters())
      EXPECT_EQ(parameter.dtype(), DType::Float32);
  };
  LossScaleManager scale = LossScaleManager::fixed(1024);
  compare(ModelOptions().ampLevel("O2").lossScaleManager(scale), 1e-2);
  compare(ModelOptions().ampLevel("O1").lossScaleManager(scale), 1e-2);
  compare(ModelOptions().ampLevel("O3"), 1e-2);
  compare(ModelOptions().ampLevel("O2", DType::BFloat16), 5e-2);
}

/// A convolution, batch normalization and a sum of two branches.
struct ConvNet : Cell {
  nn::Conv2d &conv1 = add<nn::Conv2d>(
      "conv1", 1, 8, 3, nn::Conv2dOptions().weightInit(Normal(0.2)));
  nn::BatchNorm2d &bn1 = add<nn::BatchNorm2d>("bn1", 8);
  nn::Conv2d &conv2 = add<nn::Conv2d>(
      "conv2", 8, 8, 3, nn::Conv2dOptions().weightInit(Normal(0.2)));
  nn::BatchNorm2d &bn2 = add<nn::BatchNorm2d>("bn2", 8);
  nn::MaxPool2d &pool = add<nn::MaxPool2d>("pool", 4, 4);
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc = add<nn::Dense>("fc", 8 * 8 * 8, 10,
                                 nn::DenseOptions().weightInit(Normal(0.05)));
  nn::ReLU &relu = add<nn::ReLU>("relu");

  Tensor construct(const Tensor &image) override {
    Tensor x = relu(bn1(conv1(image)));
    return fc(flatten(pool(relu(bn2(conv2(x)) + x))));
  }
};

TEST(MixedPrecision, NormalizedConvolutionsFollowSinglePrecision) {
  // Whatever tests have made parameters before.
  setSeed(2);
  ConvNet single, half;
  copyWeights(single, half);
  auto train = [](ConvNet &net, const ModelOptions &options) {
    nn::Momentum optimizer(net.trainableParams(), 0.01, 0.9);
    Losses losses;
    Model model(net, sparseLoss(), optimizer, {}, options);
    model.train(2, runData(), {&losses});
    return losses.values;
  };
  std::vector<double> expected = train(single, {});
  std::vector<double> losses =
      train(half, ModelOptions().ampLevel("O2").lossScaleManager(
                      LossScaleManager::fixed(1024)));
  ASSERT_EQ(losses.size(), expected.size());
  for (size_t k = 0; k < losses.size(); ++k)
    EXPECT_NEAR(losses[k] / expected[k], 1, 1e-2) << k;
  for (size_t k = 0; k < single.parameters().size(); ++k)
    EXPECT_LT(
        distance(half.parameters()[k].data(), single.parameters()[k].data()),
        2e-2)
        << single.parameters()[k].name();
}

TEST(MixedPrecision, EvaluatesAndPredictsInHalf) {
  Net net;
  Array rows = randomArray({8, 20}, 3);
  Array single = Model(net).predict(rows);
  Array half = Model(net, {}, ModelOptions().ampLevel("O2")).predict(rows);
  EXPECT_EQ(half.dtype(), DType::Float32);
  EXPECT_LT(distance(half, single), 5e-3);
  EXPECT_FALSE(sameBits(half, single));
}

TEST(LossScale, ByAPowerOfTwoChangesNoBit) {
  Net plain, scaled;
  copyWeights(plain, scaled);
  std::vector<double> expected = lossesOf(plain, {});
  std::vector<double> losses = lossesOf(
      scaled, ModelOptions().lossScaleManager(LossScaleManager::fixed(1024)));
  EXPECT_EQ(losses, expected);
  EXPECT_TRUE(sameBits(plain.fc1.parameters()[0].data(),
                       scaled.fc1.parameters()[0].data()));
}

TEST(LossScale, OverflowSkipsTheStepAndLowersTheScale) {
  Net net;
  nn::Adam optimizer(net.trainableParams(), 0.01);
  Model model(net, sparseLoss(), optimizer, {},
              ModelOptions().ampLevel("O2").lossScaleManager(
                  LossScaleManager::dynamic(64, 2, 3)));
  EXPECT_EQ(namesOf(model.lossScaleState()),
            (Names{"scale_sense", "current_iterator_step",
                   "last_overflow_iterator_step"}));
  Dataset good = mlpData(16).batch(16);
  // What f16 cannot hold.
  Array huge = randomArray({16, 20}, 7);
  for (int64_t k = 0; k < huge.size(); ++k)
    huge.data<float>()[k] *= 1e6f;
  Dataset bad =
      NumpySlicesDataset({huge, randomLabels(16, 4, 8)}, {"x", "label"})
          .batch(16);
  Parameter scale = model.lossScaleState()[0];
  auto values = [&] {
    std::vector<Array> list;
    for (const Parameter &parameter : net.parameters())
      list.push_back(parameter.data());
    for (const Parameter &parameter : optimizer.state())
      list.push_back(parameter.data());
    return list;
  };

  model.train(1, good);
  EXPECT_EQ(number(scale), 64);
  EXPECT_EQ(number(optimizer.state()[0]), 1);
  std::vector<Array> before = values();
  model.train(1, bad);
  std::vector<Array> after = values();
  for (size_t k = 0; k < before.size(); ++k)
    EXPECT_TRUE(sameBits(before[k], after[k])) << k;
  EXPECT_EQ(number(scale), 32);
  EXPECT_EQ(number(model.lossScaleState()[1]), 3);
  EXPECT_EQ(number(model.lossScaleState()[2]), 2);
  // Three steps later it rises again.
  model.train(1, good);
  model.train(1, good);
  EXPECT_EQ(number(scale), 32);
  model.train(1, good);
  EXPECT_EQ(number(scale), 64);
  EXPECT_EQ(number(optimizer.state()[0]), 4);
  EXPECT_FALSE(sameBits(before[0], values()[0]));

  // MindSpore's order in a checkpoint.
  EXPECT_EQ(
      namesOf(model.trainNetwork()),
      (Names{"fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "scale_sense",
             "global_step", "learning_rate", "beta1_power", "beta2_power",
             "moment1.fc1.weight", "moment1.fc1.bias", "moment1.fc2.weight",
             "moment1.fc2.bias", "moment2.fc1.weight", "moment2.fc1.bias",
             "moment2.fc2.weight", "moment2.fc2.bias", "current_iterator_step",
             "last_overflow_iterator_step"}));
}

TEST(LossScale, WithoutItALossThatIsNotFiniteEndsTheRun) {
  Net net;
  nn::Momentum optimizer(net.trainableParams(), 0.01, 0.9);
  Array huge(DType::Float32, {16, 20});
  for (int64_t k = 0; k < huge.size(); ++k)
    huge.data<float>()[k] = 1e6f;
  Dataset bad =
      NumpySlicesDataset({huge, randomLabels(16, 4, 8)}, {"x", "label"})
          .batch(16);
  Model model(net, sparseLoss(), optimizer, {}, ModelOptions().ampLevel("O2"));
  EXPECT_CONTAINS(errorOf([&] { model.train(1, bad); }), "the loss is");
}

/// out = x * a + b; see OptimizerTest.cpp: both gradients are (5, 5).
struct Affine : Cell {
  Parameter a = addParameter("a", {1, 2}, Constant(2));
  Parameter b = addParameter("b", {1, 2}, Constant(3));
  Tensor construct(const Tensor &x) override { return x * a + b; }
};

TEST(Clipping, BoundsGradientsBeforeTheUpdate) {
  Dataset data = NumpySlicesDataset({Array({1, 2}, std::vector<float>{1, 1}),
                                     Array({1, 2}, std::vector<float>{0, 0})})
                     .batch(1);
  auto stepOf = [&](const ModelOptions &options) {
    Affine net;
    nn::GradientDescent optimizer(net.trainableParams(), 1);
    Model(net, nn::MSELoss(), optimizer, {}, options).train(1, data);
    return 2 - number(net.a);
  };
  EXPECT_FLOAT_EQ(stepOf({}), 5);
  EXPECT_FLOAT_EQ(stepOf(ModelOptions().clipByValue(1.5)), 1.5);
  // The norm of all four elements is 10.
  EXPECT_FLOAT_EQ(stepOf(ModelOptions().clipByGlobalNorm(4)), 2);
  EXPECT_FLOAT_EQ(stepOf(ModelOptions().clipByGlobalNorm(11)), 5);
  EXPECT_FLOAT_EQ(stepOf(ModelOptions().clipByGlobalNorm(4).lossScaleManager(
                      LossScaleManager::fixed(256))),
                  2);
}

TEST(ModelOptions, Errors) {
  EXPECT_CONTAINS(errorOf([] { ModelOptions().ampLevel("O5"); }), "O5");
  EXPECT_CONTAINS(errorOf([] { ModelOptions().ampLevel("O2", DType::Int8); }),
                  "Float16 or BFloat16");
  EXPECT_CONTAINS(errorOf([] { LossScaleManager::fixed(0.5); }), "at least 1");
  EXPECT_CONTAINS(errorOf([] { LossScaleManager::dynamic(8, 1); }), "factor");
  EXPECT_CONTAINS(errorOf([] { LossScaleManager::dynamic(8, 2, 0); }),
                  "window");
  EXPECT_CONTAINS(errorOf([] { ModelOptions().clipByValue(-1); }), "above 0");
  EXPECT_CONTAINS(errorOf([] { ModelOptions().clipByGlobalNorm(0); }),
                  "above 0");
}

} // namespace
