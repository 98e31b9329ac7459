//===- ApiNetworks.h - Networks and data of the API's tests -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_API_APINETWORKS_H
#define MS_TEST_UNIT_API_APINETWORKS_H

#include "ms/MindIRC.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <random>

namespace ms::test {

/// LeNet-5 of the tutorial.
struct LeNet5 : Cell {
  nn::Conv2d &conv1 =
      add<nn::Conv2d>("conv1", 1, 6, 5, nn::Conv2dOptions().padMode("valid"));
  nn::Conv2d &conv2 =
      add<nn::Conv2d>("conv2", 6, 16, 5, nn::Conv2dOptions().padMode("valid"));
  nn::ReLU &relu = add<nn::ReLU>("relu");
  nn::MaxPool2d &maxPool2d = add<nn::MaxPool2d>("max_pool2d", 2, 2);
  nn::Flatten &flatten = add<nn::Flatten>("flatten");
  nn::Dense &fc1 = add<nn::Dense>("fc1", 400, 120,
                                  nn::DenseOptions().weightInit(Normal(0.02)));
  nn::Dense &fc2 = add<nn::Dense>("fc2", 120, 84,
                                  nn::DenseOptions().weightInit(Normal(0.02)));
  nn::Dense &fc3 = add<nn::Dense>("fc3", 84, 10,
                                  nn::DenseOptions().weightInit(Normal(0.02)));

  Tensor construct(const Tensor &image) override {
    Tensor x = maxPool2d(relu(conv1(image)));
    x = maxPool2d(relu(conv2(x)));
    x = relu(fc1(flatten(x)));
    return fc3(relu(fc2(x)));
  }
};

/// The MLP of the samples.
struct SampleMLP : Cell {
  nn::SequentialCell &net = add<nn::SequentialCell>("net");

  SampleMLP() {
    net.append<nn::Dense>(20, 32)
        .append<nn::Tanh>()
        .append<nn::Dense>(32, 16)
        .append<nn::Sigmoid>()
        .append<nn::Dense>(16, 4);
  }
  Tensor construct(const Tensor &x) override { return net(x); }
};

/// Keeps the loss of each step.
struct Losses : Callback {
  std::vector<double> values;
  void onTrainStepEnd(RunContext &context) override {
    values.push_back(context.loss);
  }
};

/// The 64 images and labels of MindSpore's training runs.
inline Dataset runData(int64_t batch = 16) {
  return NpzDataset(MS_TEST_INPUTS "/run_data.npz").batch(batch);
}

/// `count` rows of numbers in [-1, 1], the same on every machine.
inline Array randomArray(const Shape &shape, unsigned seed) {
  Array array(DType::Float32, shape);
  std::mt19937 generator(seed);
  for (int64_t k = 0; k < array.size(); ++k)
    array.data<float>()[k] =
        static_cast<float>(generator() >> 8) / static_cast<float>(1 << 23) - 1;
  return array;
}

inline Array randomLabels(int64_t rows, int classes, unsigned seed) {
  Array array(DType::Int32, {rows});
  std::mt19937 generator(seed);
  for (int64_t k = 0; k < rows; ++k)
    array.data<int32_t>()[k] =
        static_cast<int32_t>(generator() % static_cast<unsigned>(classes));
  return array;
}

/// Rows of 20 numbers with 4 classes.
inline Dataset mlpData(int64_t rows, unsigned seed = 5) {
  return NumpySlicesDataset(
      {randomArray({rows, 20}, seed), randomLabels(rows, 4, seed + 1)},
      {"x", "label"});
}

/// Largest difference, relative to the largest element of `expected`.
inline double distance(const Array &have, const Array &expected) {
  EXPECT_EQ(have.shape(), expected.shape());
  double largest = 0, worst = 0;
  for (int64_t k = 0; k < std::min(have.size(), expected.size()); ++k) {
    largest = std::max(largest, std::fabs(expected.at(k)));
    worst = std::max(worst, std::fabs(have.at(k) - expected.at(k)));
  }
  return largest > 0 ? worst / largest : worst;
}

inline bool sameBits(const Array &a, const Array &b) {
  return a.dtype() == b.dtype() && a.shape() == b.shape() &&
         std::memcmp(a.raw(), b.raw(),
                     static_cast<size_t>(a.size()) * dtypeBytes(a.dtype())) ==
             0;
}

inline std::vector<std::string> namesOf(const std::vector<Parameter> &list) {
  std::vector<std::string> names;
  for (const Parameter &parameter : list)
    names.push_back(parameter.name());
  return names;
}

/// The message of the ms::Error that `run` throws, "" where it throws none.
template <typename Function> std::string errorOf(Function run) {
  try {
    run();
  } catch (const Error &error) {
    return error.what();
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

using Values = std::vector<Tensor>;

/// A network that is one function.
struct Apply : Cell {
  using Function =
      std::function<std::vector<Tensor>(const std::vector<Tensor> &)>;
  Function function;
  explicit Apply(Function function) : function(std::move(function)) {}
  std::vector<Tensor> constructAll(const std::vector<Tensor> &inputs) override {
    return function(inputs);
  }
};

inline std::vector<double> numbersOf(const Array &array) {
  std::vector<double> numbers;
  for (int64_t k = 0; k < array.size(); ++k)
    numbers.push_back(array.at(k));
  return numbers;
}

/// The names of all parameters, in order.
inline std::vector<std::string> names(const Cell &net) {
  std::vector<std::string> result;
  for (const Parameter &parameter : net.parameters())
    result.push_back(parameter.name());
  return result;
}

inline double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

inline std::vector<double>
run(const std::vector<Array> &inputs,
    const std::function<Tensor(const std::vector<Tensor> &)> &f,
    Shape shape = {}) {
  Apply net([&](const std::vector<Tensor> &values) {
    return std::vector<Tensor>{f(values)};
  });
  Array output = Model(net).predict(inputs)[0];
  if (!shape.empty()) {
    EXPECT_EQ(output.shape(), shape);
  }
  return numbersOf(output);
}

inline void expectNear(const std::vector<double> &have,
                       const std::vector<double> &expected,
                       double tolerance = 1e-5) {
  ASSERT_EQ(have.size(), expected.size());
  for (size_t k = 0; k < have.size(); ++k)
    EXPECT_NEAR(have[k], expected[k], tolerance) << "element " << k;
}

/// Whether `net` learns which of two kinds of symbols, of 10 in a row of 7, has
/// come more often.
inline void expectLearnsMajority(Cell &net) {
  const int64_t rows = 64, steps = 7;
  Array x(DType::Int32, {rows, steps}), label(DType::Int32, {rows});
  std::mt19937 generator(3);
  for (int64_t r = 0; r < rows; ++r) {
    int64_t large = 0;
    for (int64_t t = 0; t < steps; ++t) {
      x.data<int32_t>()[r * steps + t] = static_cast<int32_t>(generator() % 10);
      large += x.data<int32_t>()[r * steps + t] >= 5;
    }
    label.data<int32_t>()[r] = large > steps / 2;
  }
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  nn::Adam optimizer(net.trainableParams(), 0.02);
  Model model(net, loss, optimizer, {"accuracy"});
  Dataset data = NumpySlicesDataset({x, label}).batch(24);
  double first = model.eval(data).at("accuracy");
  model.train(40, data);
  EXPECT_GT(model.eval(data).at("accuracy"), 0.97);
  EXPECT_LT(first, 0.8);
}

} // namespace ms::test

#define EXPECT_CONTAINS(TEXT, PART)                                            \
  EXPECT_NE((TEXT).find(PART), std::string::npos) << (TEXT)

#endif // MS_TEST_UNIT_API_APINETWORKS_H
