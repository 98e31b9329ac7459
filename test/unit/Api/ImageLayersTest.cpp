//===- ImageLayersTest.cpp - Further convolutions, poolings, resizing -----===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/MindSporeRuns.h"

using namespace ms;
using namespace ms::test;

namespace {

struct Images : Cell {
  nn::Conv2dTranspose &up1 = add<nn::Conv2dTranspose>(
      "up1", 3, 6, 3, nn::Conv2dTransposeOptions().stride(2).hasBias(true));
  nn::AvgPool2d &pool = add<nn::AvgPool2d>(
      "pool", 3, 2, nn::PoolOptions().padMode("pad").padding(1));
  nn::Conv2dTranspose &up2 =
      add<nn::Conv2dTranspose>("up2", 6, 4, 4,
                               nn::Conv2dTransposeOptions()
                                   .stride({2, 3})
                                   .padMode("pad")
                                   .padding(1)
                                   .outputPadding(1)
                                   .group(2));
  nn::Conv2dTranspose &up3 = add<nn::Conv2dTranspose>(
      "up3", 4, 4, nn::Extent2d(2, 3),
      nn::Conv2dTransposeOptions().padMode("valid").dilation({2, 1}));
  nn::Upsample &bilinear = add<nn::Upsample>(
      "bilinear",
      nn::UpsampleOptions().size(nn::Extent2d(9, 7)).mode("bilinear"));
  nn::Upsample &corners =
      add<nn::Upsample>("corners", nn::UpsampleOptions()
                                       .size(nn::Extent2d(11, 8))
                                       .mode("bilinear")
                                       .alignCorners(true));
  nn::AdaptiveMaxPool2d &max =
      add<nn::AdaptiveMaxPool2d>("max", nn::Extent2d(4, 3));
  nn::AdaptiveAvgPool2d &mean =
      add<nn::AdaptiveAvgPool2d>("mean", nn::Extent2d(4, 3));
  nn::Upsample &nearest = add<nn::Upsample>(
      "nearest", nn::UpsampleOptions().size(nn::Extent2d(8, 7)));
  nn::Conv1d &conv1 = add<nn::Conv1d>(
      "conv1", 4, 5, 3,
      nn::Conv1dOptions().stride(2).padMode("pad").padding(1).hasBias(true));
  nn::Conv1d &conv2 = add<nn::Conv1d>("conv2", 5, 6, 3);
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc = add<nn::Dense>("fc", 6 * 28, 5);

  Tensor construct(const Tensor &image) override {
    Tensor x = pool(ops::relu(up1(image)));
    x = up3(up2(x));
    x = corners(bilinear(ops::relu(x)));
    x = nearest(max(x) + mean(x));
    x = ops::reshape(x, {-1, 4, 56});
    return fc(flatten(conv2(ops::relu(conv1(x)))));
  }
};

TEST(ImageLayers, TrainAsInMindSpore) {
  Images net;
  compareRun(net, MS_TEST_RUNS "/run_image.mindspore.npz");
}

TEST(ImageLayers, ScaleFactor) {
  nn::Upsample up(nn::UpsampleOptions().scaleFactor(nn::Extent2d(2, 3)));
  Array y = Model(up).predict(Array({1, 1, 1, 2}, std::vector<float>{1, 2}));
  EXPECT_EQ(y.shape(), (Shape{1, 1, 2, 6}));
  for (int64_t k = 0; k < 12; ++k)
    EXPECT_EQ(y.at(k), k % 6 < 3 ? 1 : 2);
}

TEST(ImageLayers, Errors) {
  auto expect = [](const std::function<void()> &use, const char *text) {
    try {
      use();
      ADD_FAILURE() << "no error: " << text;
    } catch (const Error &error) {
      EXPECT_NE(std::string(error.what()).find(text), std::string::npos)
          << error.what();
    }
  };
  expect([] { nn::Conv1d layer(3, 4, 0); },
         "Conv1d: kernelSize is 0, but must be positive");
  expect([] { nn::Conv1d layer(3, 4, 1, nn::Conv1dOptions().group(2)); },
         "group is 2, but must divide 3 and 4 channels");
  expect(
      [] {
        nn::Conv1d layer(3, 4, 1);
        Model(layer).predict(randomArray({1, 3, 4, 4}, 1));
      },
      "must have rank 3");
  expect(
      [] {
        nn::Conv2dTranspose layer(
            3, 4, 3, nn::Conv2dTransposeOptions().stride(2).outputPadding(1));
      },
      "outputPadding is 1");
  expect([] { nn::AdaptiveAvgPool2d layer(0); }, "outputSize is 0");
  expect([] { nn::Upsample layer{nn::UpsampleOptions()}; },
         "one of size and scaleFactor must be set");
  expect(
      [] { nn::Upsample layer(nn::UpsampleOptions().size(2).mode("cubic")); },
      "mode 'cubic' is not known");
  expect(
      [] {
        nn::Upsample layer(nn::UpsampleOptions().size(2).alignCorners(true));
      },
      "alignCorners is for mode 'bilinear'");
  expect(
      [] {
        nn::AvgPool2d layer(2, 1, nn::PoolOptions().padMode("pad").padding(2));
      },
      "must be smaller than the window");
}

} // namespace
