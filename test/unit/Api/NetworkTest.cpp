//===- NetworkTest.cpp - Cells, parameters, errors ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Api/ReferenceForward.h"

using namespace ms;
using namespace ms::test;

namespace {

using Names = std::vector<std::string>;

//===----------------------------------------------------------------------===//
// Names and first values
//===----------------------------------------------------------------------===//

TEST(Cells, ParametersHaveMindSporesNamesAndOrder) {
  EXPECT_EQ(namesOf(LeNet5().parameters()),
            loadCheckpoint(MS_TEST_INPUTS "/lenet.ckpt").names());
  EXPECT_EQ(namesOf(SampleMLP().parameters()),
            (Names{"net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias",
                   "net.4.weight", "net.4.bias"}));
  nn::SequentialCell bare;
  bare.append<nn::Dense>(2, 3).append<nn::ReLU>();
  EXPECT_EQ(namesOf(bare.parameters()), (Names{"0.weight", "0.bias"}));
  struct Own : Cell {
    nn::Dense &fc = add<nn::Dense>("fc", 2, 2);
    Parameter scale = addParameter("scale", {2}, Ones());
  } own;
  EXPECT_EQ(namesOf(own.parameters()),
            (Names{"scale", "fc.weight", "fc.bias"}));
}

TEST(Cells, NamesFollowTheOutermostCell) {
  nn::Dense child(2, 2);
  Parameter weight = child.parameters()[0];
  EXPECT_EQ(weight.name(), "weight");
  Cell inner, outer;
  inner.registerCell("fc", child);
  EXPECT_EQ(weight.name(), "fc.weight");
  outer.registerCell("block", inner);
  EXPECT_EQ(weight.name(), "block.fc.weight");
  EXPECT_EQ(child.path(), "block.fc");
  Cell another;
  EXPECT_CONTAINS(errorOf([&] { another.registerCell("x", child); }),
                  "part of another cell already");
  EXPECT_CONTAINS(errorOf([&] { outer.add<nn::ReLU>("block"); }),
                  "already has a member 'block'");
  EXPECT_CONTAINS(errorOf([&] { outer.add<nn::ReLU>("a.b"); }), "no dot");
  EXPECT_CONTAINS(errorOf([&] { inner.registerCell("me", outer); }),
                  "part of itself");
}

TEST(Cells, FirstValuesAreThoseOfTheZoo) {
  setSeed(0);
  LeNet5 net;
  for (const Parameter &parameter : net.parameters()) {
    std::vector<float> expected = firstValues("lenet5", parameter.name());
    ASSERT_FALSE(expected.empty()) << parameter.name();
    EXPECT_TRUE(sameBits(parameter.data(), Array(parameter.shape(), expected)))
        << parameter.name();
  }
  LeNet5 other;
  EXPECT_FALSE(
      sameBits(other.parameters()[0].data(), net.parameters()[0].data()));
}

TEST(Cells, DefaultsAreMindSpores) {
  // HeUniform(sqrt(5)) and Uniform(1/sqrt(fan_in)) have the same bound.
  nn::Conv2d conv(4, 8, 3, nn::Conv2dOptions().hasBias(true));
  nn::Dense dense(100, 50);
  auto largest = [](const Parameter &parameter) {
    double most = 0;
    Array values = parameter.data();
    for (int64_t k = 0; k < values.size(); ++k)
      most = std::max(most, std::fabs(values.at(k)));
    return most;
  };
  auto expectBound = [&](const Parameter &parameter, double bound) {
    EXPECT_LE(largest(parameter), bound * (1 + 1e-6)) << parameter.name();
    EXPECT_GE(largest(parameter), bound * 0.75) << parameter.name();
  };
  expectBound(conv.parameters()[0], 1 / std::sqrt(36.0));
  expectBound(conv.parameters()[1], 1 / std::sqrt(36.0));
  expectBound(dense.parameters()[0], 0.1);
  expectBound(dense.parameters()[1], 0.1);
  nn::Dense given(2, 2,
                  nn::DenseOptions()
                      .weightInit(Array({2, 2}, std::vector<float>{1, 2, 3, 4}))
                      .biasInit("ones"));
  EXPECT_EQ(given.parameters()[0].data().at(3), 4);
  EXPECT_EQ(given.parameters()[1].data().at(1), 1);
}

//===----------------------------------------------------------------------===//
// Cells of users
//===----------------------------------------------------------------------===//

/// Two inputs, two outputs, a shared parameter.
struct TwoByTwo : Cell {
  nn::Dense &fc = add<nn::Dense>("fc", 3, 3);
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override {
    Tensor a = fc(inputs[0]), b = fc(inputs[1]);
    return {a + b, ops::concat({a, b}, 1)};
  }
};

TEST(Cells, SeveralInputsAndOutputs) {
  TwoByTwo net;
  Model model(net);
  Array x = randomArray({4, 3}, 1), y = randomArray({4, 3}, 2);
  std::vector<Array> outputs = model.predict({x, y});
  ASSERT_EQ(outputs.size(), 2u);
  ASSERT_EQ(outputs[1].shape(), (Shape{4, 6}));
  for (int64_t r = 0; r < 4; ++r)
    for (int64_t c = 0; c < 3; ++c)
      EXPECT_FLOAT_EQ(static_cast<float>(outputs[0].at(3 * r + c)),
                      static_cast<float>(outputs[1].at(6 * r + c)) +
                          static_cast<float>(outputs[1].at(6 * r + 3 + c)));
}

TEST(Cells, ShapesAreKnownWhileTracing) {
  struct Inspector : Cell {
    Shape before, after;
    DType dtype = DType::Bool;
    Tensor construct(const Tensor &x) override {
      before = x.shape();
      Tensor y = ops::flatten(x);
      after = y.shape();
      dtype = y.dtype();
      return y;
    }
  } net;
  Model(net).predict(randomArray({2, 3, 4, 5}, 1));
  EXPECT_EQ(net.before, (Shape{-1, 3, 4, 5}));
  EXPECT_EQ(net.after, (Shape{-1, 60}));
  EXPECT_EQ(net.dtype, DType::Float32);
}

TEST(Cells, CodeIsCompiledOnce) {
  struct Counter : Cell {
    int runs = 0;
    nn::Dense &fc = add<nn::Dense>("fc", 3, 3);
    Tensor construct(const Tensor &x) override {
      ++runs;
      return fc(x);
    }
  } net;
  nn::MSELoss loss;
  nn::SGD optimizer(net.trainableParams());
  Model model(net, loss, optimizer);
  Dataset data =
      NumpySlicesDataset({randomArray({10, 3}, 1), randomArray({10, 3}, 2)})
          .batch(4);
  EXPECT_EQ(net.runs, 0);
  model.train(1, data);
  EXPECT_EQ(net.runs, 1);
  model.train(1, data);
  model.eval(data);
  model.predict(randomArray({100, 3}, 3));
  EXPECT_EQ(net.runs, 1);
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST(Errors, AWrongShapeNamesItsLayer) {
  struct Wrong : LeNet5 {
    nn::Dense &bad = add<nn::Dense>("bad", 11, 3);
    Tensor construct(const Tensor &x) override {
      return bad(LeNet5::construct(x));
    }
  } net;
  std::string error =
      errorOf([&] { Model(net).predict(randomArray({2, 1, 32, 32}, 1)); });
  EXPECT_EQ(error.find("[MS1001] mindir.mat_mul 'bad': "), 0u) << error;
  EXPECT_EQ(error.find('\n'), std::string::npos) << error;

  LeNet5 lenet;
  error =
      errorOf([&] { Model(lenet).predict(randomArray({2, 3, 32, 32}, 1)); });
  EXPECT_EQ(error.find("[MS1001] mindir.conv2d 'conv1': "), 0u) << error;
  // The fully connected layer meets another number of features.
  error =
      errorOf([&] { Model(lenet).predict(randomArray({2, 1, 28, 28}, 1)); });
  EXPECT_EQ(error.find("[MS1001] mindir.mat_mul 'fc1': "), 0u) << error;
  // The network is as good as before.
  EXPECT_EQ(Model(lenet).predict(randomArray({2, 1, 32, 32}, 1)).shape(),
            (Shape{2, 10}));
}

TEST(Errors, AnOptionThatTheOpRefusesNamesItsLayer) {
  nn::SequentialCell net;
  net.append<nn::ReLU>().append<nn::MaxPool2d>(
      2, 2, nn::PoolOptions().padMode("odd"));
  std::string error =
      errorOf([&] { Model(net).predict(randomArray({1, 1, 4, 4}, 1)); });
  EXPECT_EQ(error.find("[MS1001] "), 0u) << error;
  EXPECT_CONTAINS(error, "'1'");
  EXPECT_CONTAINS(error, "pad_mode");
}

TEST(Errors, DataThatDoNotFit) {
  SampleMLP net;
  nn::SoftmaxCrossEntropyWithLogits loss(true);
  nn::SGD optimizer(net.trainableParams());
  Model model(net, loss, optimizer);
  EXPECT_CONTAINS(errorOf([&] { model.train(1, mlpData(4)); }),
                  "single rows: batch them");
  EXPECT_CONTAINS(
      errorOf([&] {
        model.train(1, NumpySlicesDataset({randomArray({4, 20}, 1)}).batch(2));
      }),
      "1 columns");
  EXPECT_CONTAINS(errorOf([&] {
                    model.train(1, NumpySlicesDataset({randomArray({4, 20}, 1),
                                                       randomLabels(4, 9, 2)})
                                       .batch(2));
                  }),
                  "expected 0 to 3");
  EXPECT_CONTAINS(errorOf([&] { model.train(0, mlpData(4).batch(2)); }),
                  "0 epochs");
  // A loss that is no number ends training with its place.
  Array x = randomArray({4, 20}, 1);
  x.data<float>()[25] = NAN;
  std::string error = errorOf([&] {
    model.train(1, NumpySlicesDataset({x, randomLabels(4, 4, 2)}).batch(1));
  });
  EXPECT_CONTAINS(error, "the loss is nan at epoch 1 step 2");
}

TEST(Errors, MisuseOfCellsAndValues) {
  struct Keeper : Cell {
    std::optional<Tensor> kept;
    Tensor construct(const Tensor &x) override {
      if (kept)
        return ops::relu(*kept);
      kept = x;
      return ops::relu(x);
    }
  } keeper;
  Array x = randomArray({2, 2}, 1);
  Model(keeper).predict(x);
  EXPECT_CONTAINS(errorOf([&] { Model(keeper).predict(x); }), "another trace");
  EXPECT_CONTAINS(errorOf([&] { keeper.kept->shape(); }), "has ended");
  nn::Dense dense(2, 2);
  EXPECT_CONTAINS(errorOf([&] { Tensor t(dense.parameters()[0]); }),
                  "only inside construct()");
  Cell empty;
  EXPECT_CONTAINS(errorOf([&] { Model(empty).predict(x); }),
                  "overrides neither");
  EXPECT_CONTAINS(errorOf([&] { Model(dense).predict({x, x}); }),
                  "takes 1 input, but gets 2");
  EXPECT_CONTAINS(errorOf([&] { dense.parameter("wight"); }),
                  "no parameter 'wight'");
  Parameter weight = dense.parameters()[0];
  EXPECT_CONTAINS(errorOf([&] { weight.setData(randomArray({3, 2}, 1)); }),
                  "Float32 [2, 2], but the value is Float32 [3, 2]");
  EXPECT_CONTAINS(errorOf([&] { nn::Dense(0, 2); }), "inChannels is 0");
  EXPECT_CONTAINS(
      errorOf([&] { nn::Conv2d(3, 4, 3, nn::Conv2dOptions().group(2)); }),
      "must divide 3 and 4");
  EXPECT_CONTAINS(errorOf([&] { nn::Dropout(1); }), "[0, 1)");
  EXPECT_CONTAINS(errorOf([&] { Initializer("gauss"); }), "known are zeros");
  EXPECT_CONTAINS(
      errorOf([&] { nn::AvgPool2d(2, 1, nn::PoolOptions().padding(1)); }),
      "needs padMode");
}

TEST(Errors, WhatAConstructThrowsComesOut) {
  struct Thrower : Cell {
    Tensor construct(const Tensor &) override {
      throw std::out_of_range("mine");
    }
  } net;
  EXPECT_THROW(Model(net).predict(randomArray({1, 2}, 1)), std::out_of_range);
  // The trace of this thread is not left open.
  nn::Dense dense(2, 2);
  EXPECT_NO_THROW(Model(dense).predict(randomArray({1, 2}, 1)));
}

TEST(Errors, AMissingGradientIsNamed) {
  // A product over the rows of a batch.
  struct Product : Cell {
    Parameter scale = addParameter("scale", {3}, Constant(1));
    Tensor construct(const Tensor &x) override {
      Tensor y = x * scale;
      return y + ops::reduceProd(y, {0}, true);
    }
  } net;
  nn::MSELoss loss;
  nn::SGD optimizer(net.trainableParams());
  Model model(net, loss, optimizer);
  std::string error = errorOf([&] {
    model.train(
        1, NumpySlicesDataset({randomArray({4, 3}, 1), randomArray({4, 3}, 2)})
               .batch(2));
  });
  EXPECT_CONTAINS(error, "[MS2101]");
  EXPECT_CONTAINS(error, "reduce_prod");
}

} // namespace
