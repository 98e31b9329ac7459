//===- DatasetTest.cpp - Training data through the API --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Runtime/IdxFiles.h"
#include "test/unit/Runtime/TestFiles.h"

using namespace ms;
using namespace ms::test;
using msrt::test::TempFolder;

namespace {

Array numbers(int64_t count) {
  Array array(DType::Int32, {count});
  for (int64_t k = 0; k < count; ++k)
    array.data<int32_t>()[k] = static_cast<int32_t>(k);
  return array;
}

std::vector<int> columnOf(const Dataset &data, int64_t index,
                          uint64_t epoch = 0, size_t column = 0) {
  Array array = data.read(index, epoch)[column];
  std::vector<int> values;
  for (int64_t k = 0; k < array.size(); ++k)
    values.push_back(static_cast<int>(array.at(k)));
  return values;
}

using Values = std::vector<int>;

TEST(Data, ArraysInMemory) {
  Dataset data = NumpySlicesDataset({numbers(5), randomArray({5, 2}, 1)});
  EXPECT_EQ(data.columnNames(),
            (std::vector<std::string>{"column_0", "column_1"}));
  EXPECT_EQ(data.size(), 5);
  EXPECT_EQ(data.batchSize(), 0);
  Dataset batches = data.batch(2);
  EXPECT_EQ(batches.size(), 3);
  EXPECT_EQ(batches.batchSize(), 2);
  EXPECT_EQ(columnOf(batches, 1), (Values{2, 3}));
  EXPECT_EQ(columnOf(batches, 2), (Values{4}));
  EXPECT_EQ(data.batch(2, true).size(), 2);
  EXPECT_EQ(data.repeat(2).batch(4).size(), 3);
  EXPECT_EQ(data.take(3).size(), 3);
  EXPECT_EQ(batches.read(2)[1].shape(), (Shape{1, 2}));
}

TEST(Data, TheArraysLiveAsLongAsTheData) {
  Dataset data = [] {
    return NumpySlicesDataset({numbers(4)}).repeat(1).batch(4);
  }();
  EXPECT_EQ(columnOf(data, 0), (Values{0, 1, 2, 3}));
}

TEST(Data, ShufflingIsAFunctionOfSeedAndEpoch) {
  Dataset data = NumpySlicesDataset({numbers(20)}).shuffle(4).batch(20);
  Values first = columnOf(data, 0, 0), second = columnOf(data, 0, 1);
  EXPECT_NE(first, second);
  EXPECT_EQ(columnOf(data, 0, 0), first);
  EXPECT_NE(columnOf(NumpySlicesDataset({numbers(20)}).shuffle(5).batch(20), 0),
            first);
  std::sort(second.begin(), second.end());
  for (int k = 0; k < 20; ++k)
    EXPECT_EQ(second[static_cast<size_t>(k)], k);
}

TEST(Data, Transforms) {
  Dataset data = NumpySlicesDataset({numbers(3), numbers(3)}, {"x", "label"})
                     .map(transforms::rescale(0.5, 1), "x")
                     .map(transforms::typeCast(DType::Int64), 1)
                     .batch(3);
  std::vector<Array> columns = data.read(0);
  EXPECT_EQ(columns[0].dtype(), DType::Float32);
  EXPECT_EQ(columns[0].at(2), 2);
  EXPECT_EQ(columns[1].dtype(), DType::Int64);
  Dataset squared =
      NumpySlicesDataset({numbers(3)})
          .map(transforms::function(DType::Float64, {2},
                                    [](const Array &input, Array &output) {
                                      output.data<double>()[0] =
                                          input.at(0) * input.at(0);
                                      output.data<double>()[1] = -1;
                                    }))
          .batch(3);
  Array result = squared.read(0)[0];
  EXPECT_EQ(result.shape(), (Shape{3, 2}));
  EXPECT_EQ(result.at(4), 4);
  EXPECT_EQ(result.at(5), -1);
}

TEST(Data, WhatATransformThrowsComesOut) {
  Dataset data = NumpySlicesDataset({numbers(3)})
                     .map(transforms::function(DType::Int32, {},
                                               [](const Array &input, Array &) {
                                                 if (input.at(0) == 2)
                                                   throw std::runtime_error(
                                                       "two is too much");
                                               }))
                     .batch(1);
  EXPECT_EQ(columnOf(data, 1), (Values{0}));
  EXPECT_CONTAINS(errorOf([&] { data.read(2); }), "two is too much");
}

TEST(Data, Files) {
  TempFolder folder;
  saveNpz(folder / "d.npz", {{"in0", numbers(4)}, {"in1", numbers(4)}});
  saveNpy(folder / "x.npy", numbers(6));
  EXPECT_EQ(columnOf(NpzDataset(folder / "d.npz").batch(4), 0),
            (Values{0, 1, 2, 3}));
  EXPECT_EQ(NpyDataset({folder / "x.npy"}).size(), 6);
  EXPECT_TRUE(sameBits(Array::fromNpy(folder / "x.npy"), numbers(6)));
  EXPECT_EQ(Array::fromNpz(folder / "d.npz").size(), 2u);
}

TEST(Data, MnistTrainsAfterItsTransforms) {
  TempFolder folder;
  msrt::test::writeMnist(folder.path(), "train", 40, 28);
  msrt::test::writeMnist(folder.path(), "t10k", 20, 28);
  auto images = [&](const std::string &usage) {
    return MnistDataset(folder.path(), usage)
        .map(transforms::rescale(1.0 / 255))
        .map(transforms::centrePad(32, 32));
  };
  LeNet5 net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::Momentum optimizer(net.trainableParams(), 0.01, 0.9);
  Model model(net, loss, optimizer, {"accuracy", "loss"});
  double before = model.eval(images("test").batch(16)).at("loss");
  model.train(10, images("train").shuffle(1).batch(16));
  auto after = model.eval(images("test").batch(16));
  EXPECT_LT(after.at("loss"), before);
  EXPECT_GE(after.at("accuracy"), 0);
  // Bytes are no floats: the first layer says so.
  std::string error = errorOf([&] {
    Model(net, loss, optimizer).train(1, MnistDataset(folder.path()).batch(16));
  });
  EXPECT_CONTAINS(error, "mindir.conv2d");
  EXPECT_CONTAINS(error, "'conv1'");
}

TEST(Data, DoublesAndLongLabelsConvert) {
  Array x = randomArray({12, 20}, 1), labels = randomLabels(12, 4, 2);
  Array wide(DType::Float64, {12, 20}), longs(DType::Int64, {12});
  for (int64_t k = 0; k < x.size(); ++k)
    wide.data<double>()[k] = x.at(k);
  for (int64_t k = 0; k < 12; ++k)
    longs.data<int64_t>()[k] = labels.data<int32_t>()[k];
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  Model model(net, loss, {"loss"});
  EXPECT_EQ(model.eval(NumpySlicesDataset({wide, longs}).batch(5)),
            model.eval(NumpySlicesDataset({x, labels}).batch(5)));
  EXPECT_TRUE(sameBits(model.predict(wide), model.predict(x)));
}

TEST(Data, Errors) {
  EXPECT_CONTAINS(errorOf([] { NumpySlicesDataset({numbers(3), numbers(4)}); }),
                  "[MS3205]");
  EXPECT_CONTAINS(errorOf([] { NumpySlicesDataset({numbers(3)}, {"a", "b"}); }),
                  "1 columns and 2 names");
  EXPECT_CONTAINS(errorOf([] { MnistDataset("/nowhere/mnist"); }),
                  "/nowhere/mnist");
  EXPECT_CONTAINS(errorOf([] { MnistDataset("x", "valid"); }), "known are");
  Dataset data = NumpySlicesDataset({numbers(3)});
  EXPECT_CONTAINS(errorOf([&] { data.batch(0); }), "[MS3205]");
  EXPECT_CONTAINS(errorOf([&] { data.map(transforms::rescale(1), "image"); }),
                  "image");
  EXPECT_CONTAINS(errorOf([&] { data.read(3); }), "element 3");
  EXPECT_CONTAINS(errorOf([] { Array({2}, std::vector<float>{1}); }),
                  "1 values");
  EXPECT_CONTAINS(errorOf([] { numbers(2).data<float>(); }),
                  "holds Int32, not Float32");
}

} // namespace
