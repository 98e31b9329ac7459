//===- ExportTest.cpp - Networks for other tools --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Api/ReferenceForward.h"
#include "test/unit/Runtime/TestFiles.h"

using namespace ms;
using namespace ms::test;
using msrt::test::listFolder;
using msrt::test::TempFolder;

namespace {

using Names = std::vector<std::string>;

/// A dropout, a batch norm, two inputs and two outputs.
struct Mixed : Cell {
  nn::Conv2d &conv = add<nn::Conv2d>("conv", 2, 3, 3);
  nn::BatchNorm2d &norm = add<nn::BatchNorm2d>("norm", 3);
  nn::Dropout &dropout = add<nn::Dropout>("dropout", 0.5);
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc = add<nn::Dense>("fc", 48, 5);

  std::vector<Tensor> constructAll(const std::vector<Tensor> &in) override {
    Tensor x = dropout(norm(conv(in[0])));
    return {fc(flatten(x)), in[0] + in[1]};
  }
};

/// Inputs are in0, in1, ...
struct Taken : Cell {
  Parameter weight = addParameter("in0", {4}, Zeros());
  Tensor construct(const Tensor &x) override { return x + Tensor(weight); }
};

std::vector<double> numbers(const Array &array) {
  std::vector<double> values;
  for (int64_t k = 0; k < array.size(); ++k)
    values.push_back(array.at(k));
  return values;
}

TEST(ExportModel, WritesTheInferenceGraphWithValuesOfNow) {
  TempFolder folder;
  Mixed net;
  Array x = randomArray({2, 2, 4, 4}, 1), y = randomArray({2, 2, 4, 4}, 2);
  net.parameter("norm.moving_mean").setData(randomArray({3}, 3));
  net.parameter("fc.bias").setData(randomArray({5}, 4));
  exportModel(net, {x, y}, folder / "mixed", FileFormat::MINDIR);
  EXPECT_EQ(listFolder(folder.path()), Names{"mixed.mindir"});
  // With its ending it is the same file.
  std::string bytes = msrt::test::readAll(folder / "mixed.mindir");
  exportModel(net, {x, y}, folder / "mixed.mindir", FileFormat::MINDIR,
              ExportOptions().verify(true));
  EXPECT_EQ(msrt::test::readAll(folder / "mixed.mindir"), bytes);
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);

  // Read again it computes what the network does.
  std::vector<Array> wanted = Model(net).predict({x, y});
  std::vector<std::vector<double>> found =
      evaluateFile(folder / "mixed.mindir", {numbers(x), numbers(y)});
  ASSERT_EQ(found.size(), 2u);
  for (size_t k = 0; k < 2; ++k)
    expectNear(numbers(wanted[k]), found[k]);
}

TEST(ExportModel, WritesWhatAModelHasTrained) {
  TempFolder folder;
  SampleMLP net;
  Array x = randomArray({3, 20}, 7);
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::Momentum optimizer(net.trainableParams(), 0.1, 0.9);
  Model model(net, loss, optimizer);
  exportModel(net, {x}, folder / "before");
  model.train(1, mlpData(40).batch(8));
  exportModel(net, {x}, folder / "after");
  std::vector<double> wanted = numbers(model.predict(x));
  expectNear(wanted, evaluateFile(folder / "after.mindir", {numbers(x)})[0]);
  double moved = 0;
  std::vector<double> first =
      evaluateFile(folder / "before.mindir", {numbers(x)})[0];
  for (size_t k = 0; k < wanted.size(); ++k)
    moved = std::max(moved, std::fabs(wanted[k] - first[k]));
  EXPECT_GT(moved, 1e-3);
}

/// Trains an epoch, exports the step, trains another one: the file's losses are
/// those of the second.
void checkStep(Cell &net, Optimizer &optimizer, const ModelOptions &options) {
  TempFolder folder;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  Model model(net, loss, optimizer, {}, options);
  Array x = randomArray({40, 20}, 5), y = randomLabels(40, 4, 6);
  Dataset data = NumpySlicesDataset({x, y}, {"x", "label"}).batch(8);
  model.train(1, data);
  exportModel(model, {Array(DType::Float32, {8, 20}), Array(DType::Int32, {8})},
              folder / "step", FileFormat::MINDIR,
              ExportOptions().verify(true));
  EXPECT_EQ(listFolder(folder.path()), Names{"step.mindir"});
  Losses losses;
  model.train(1, data, {&losses});
  ASSERT_EQ(losses.values.size(), 5u);
  EXPECT_NE(losses.values[0], losses.values[4]);
  std::vector<double> found =
      trainFile(folder / "step.mindir", {numbers(x), numbers(y)}, 8);
  expectNear(losses.values, found);
}

TEST(ExportModel, WritesAStepThatTrainsOn) {
  SampleMLP first, second, third;
  nn::Momentum momentum(first.trainableParams(), 0.1, 0.9);
  checkStep(first, momentum, {});
  nn::Adam adam(second.trainableParams(), 0.01);
  ModelOptions options;
  options.lossScaleManager(LossScaleManager::dynamic(1024, 2, 3))
      .clipByGlobalNorm(0.5);
  checkStep(second, adam, options);
  // What the optimizer does not have stays.
  nn::SGD sgd(std::vector<Parameter>{third.parameter("net.0.weight")},
              nn::ExponentialDecayLR(0.1, 0.9, 4), 0.9);
  checkStep(third, sgd, {});
}

TEST(ExportModel, SaysWhatAStepTakes) {
  TempFolder folder;
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::Momentum optimizer(net.trainableParams(), 0.1, 0.9);
  Model model(net, loss, optimizer), untrained(net, loss);
  Array x(DType::Float32, {8, 20}), y(DType::Int32, {8});
  auto errorWith = [&](Model &which, const std::vector<Array> &inputs,
                       FileFormat format) {
    return errorOf(
        [&] { exportModel(which, inputs, folder / "step", format); });
  };
  EXPECT_EQ(errorWith(untrained, {x, y}, FileFormat::MINDIR),
            "[MS5001] exportModel: the model has no optimizer to train with: "
            "give the network itself");
  EXPECT_EQ(errorWith(model, {x}, FileFormat::MINDIR),
            "[MS5001] exportModel: found 1 arrays, expected the inputs of the "
            "network and then 1 for the loss");
  EXPECT_EQ(
      errorWith(model, {x, Array(DType::Int32, {4})}, FileFormat::MINDIR),
      "[MS5001] exportModel: the step takes Int32 [8] as input 1, but gets "
      "Int32 [4]");
  EXPECT_EQ(errorWith(model, {x, y}, FileFormat::ONNX),
            "[MS3003] a whole step of training cannot be written as ONNX");
  EXPECT_TRUE(listFolder(folder.path()).empty());
}

TEST(ExportModel, WritesONNX) {
  TempFolder folder;
  SampleMLP net;
  Array x = randomArray({3, 20}, 7);
  exportModel(net, {x}, folder / "net", FileFormat::ONNX);
  EXPECT_EQ(listFolder(folder.path()), Names{"net.onnx"});
  std::string bytes = msrt::test::readAll(folder / "net.onnx");
  exportModel(net, {x}, folder / "net.onnx", FileFormat::ONNX,
              ExportOptions().opset(11).externalDataAbove(100));
  EXPECT_EQ(listFolder(folder.path()), (Names{"net.onnx", "net.onnx.data"}));
  // What is beside the model is not in it.
  EXPECT_LT(msrt::test::readAll(folder / "net.onnx").size(), bytes.size());

  auto errorWith = [&](const std::string &name, const ExportOptions &options) {
    return errorOf([&] {
      exportModel(net, {x}, folder / name, FileFormat::ONNX, options);
    });
  };
  EXPECT_EQ(
      errorWith("other", ExportOptions().opset(18)),
      "[MS5001] exportModel: found opset 18, expected a number from 11 to "
      "17");
  EXPECT_NE(errorWith("other.mindir", ExportOptions())
                .find("other.mindir', expected one that ends in .onnx"),
            std::string::npos);
  EXPECT_EQ(listFolder(folder.path()).size(), 2u);
}

TEST(ExportModel, SaysWhatIsWrongAndLeavesNoFile) {
  TempFolder folder;
  Mixed net;
  Array x = randomArray({2, 2, 4, 4}, 1);
  auto errorWith = [&](const Array &input, const std::string &path) {
    return errorOf([&] { exportModel(net, {input, x}, path); });
  };
  EXPECT_EQ(errorWith(x, ""), "[MS5001] exportModel: found the file name '', "
                              "expected one that is not empty");
  auto wrong = errorOf([&] {
    exportModel(net, {x, x}, folder / "net.mlir.mindir", FileFormat::MINDIR);
    exportModel(net, {x, x}, folder / "net.mindir", static_cast<FileFormat>(9));
  });
  EXPECT_EQ(wrong, "[MS5001] exportModel: this format is not known");
  std::remove((folder / "net.mlir.mindir").c_str());
  EXPECT_EQ(errorWith(x, folder / "no/net").substr(0, 9), "[MS3204] ");
  EXPECT_NE(errorWith(randomArray({2, 4, 4, 4}, 1), folder / "net")
                .find("mindir.conv2d 'conv'"),
            std::string::npos);
  EXPECT_TRUE(listFolder(folder.path()).empty());
  Taken taken;
  EXPECT_EQ(errorOf([&] { exportModel(taken, {x}, folder / "net"); }),
            "[MS3003] cannot be written as MINDIR: an input has the name of "
            "parameter 'in0'");
  EXPECT_TRUE(listFolder(folder.path()).empty());
}

} // namespace
