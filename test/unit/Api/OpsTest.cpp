//===- OpsTest.cpp - Functions on symbolic values, executed ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the ops compute is tested with the dialect; here that each function of
// the API is the op it says, with its operands and attributes in the right
// places.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

using namespace ms;
using namespace ms::test;

namespace {

const std::vector<float> kNumbers = {0.5f, 1.5f, 2.0f, 0.25f, 3.0f, 1.0f};
Array x23() { return Array({2, 3}, kNumbers); }
Array y23() { return Array({2, 3}, std::vector<float>{1, -1, 2, 0.5f, -3, 1}); }

TEST(Ops, Unary) {
  struct Case {
    Tensor (*op)(const Tensor &);
    double (*expected)(double);
  };
  const Case cases[] = {
      {ops::neg, [](double v) { return -v; }},
      {ops::abs, [](double v) { return std::fabs(v); }},
      {ops::exp, [](double v) { return std::exp(v); }},
      {ops::log, [](double v) { return std::log(v); }},
      {ops::sqrt, [](double v) { return std::sqrt(v); }},
      {ops::rsqrt, [](double v) { return 1 / std::sqrt(v); }},
      {ops::reciprocal, [](double v) { return 1 / v; }},
      {ops::square, [](double v) { return v * v; }},
      {ops::sin, [](double v) { return std::sin(v); }},
      {ops::cos, [](double v) { return std::cos(v); }},
      {ops::floor, [](double v) { return std::floor(v); }},
      {ops::ceil, [](double v) { return std::ceil(v); }},
      {ops::sigmoid, [](double v) { return 1 / (1 + std::exp(-v)); }},
      {ops::tanh, [](double v) { return std::tanh(v); }},
      {ops::relu, [](double v) { return std::max(v - 0, 0.0); }},
  };
  // All in one network: one compilation.
  Apply net([&](const Values &v) {
    Values outputs;
    for (const Case &entry : cases)
      outputs.push_back(entry.op(v[0]));
    return outputs;
  });
  std::vector<Array> outputs = Model(net).predict(std::vector<Array>{x23()});
  for (size_t c = 0; c < outputs.size(); ++c)
    for (size_t k = 0; k < kNumbers.size(); ++k)
      EXPECT_NEAR(outputs[c].at(static_cast<int64_t>(k)),
                  cases[c].expected(kNumbers[k]), 2e-5)
          << "op " << c << " of " << kNumbers[k];
}

TEST(Ops, BinaryAndNumbers) {
  struct Case {
    Tensor (*op)(const Operand &, const Operand &);
    double (*expected)(double, double);
  };
  const Case cases[] = {
      {ops::add, [](double a, double b) { return a + b; }},
      {ops::sub, [](double a, double b) { return a - b; }},
      {ops::mul, [](double a, double b) { return a * b; }},
      {ops::div, [](double a, double b) { return a / b; }},
      {ops::pow, [](double a, double b) { return std::pow(a, b); }},
      {ops::maximum, [](double a, double b) { return std::max(a, b); }},
      {ops::minimum, [](double a, double b) { return std::min(a, b); }},
      {ops::equal, [](double a, double b) { return double(a == b); }},
      {ops::notEqual, [](double a, double b) { return double(a != b); }},
      {ops::less, [](double a, double b) { return double(a < b); }},
      {ops::lessEqual, [](double a, double b) { return double(a <= b); }},
      {ops::greater, [](double a, double b) { return double(a > b); }},
      {ops::greaterEqual, [](double a, double b) { return double(a >= b); }},
  };
  Apply net([&](const Values &v) {
    Values outputs;
    for (const Case &entry : cases) {
      outputs.push_back(ops::cast(entry.op(v[0], v[1]), DType::Float32));
      outputs.push_back(ops::cast(entry.op(v[0], 1.5), DType::Float32));
      outputs.push_back(ops::cast(entry.op(1.5, v[0]), DType::Float32));
    }
    return outputs;
  });
  Array x = x23(), y = y23();
  std::vector<Array> outputs = Model(net).predict({x, y});
  for (size_t c = 0; c < std::size(cases); ++c)
    for (int64_t k = 0; k < 6; ++k) {
      EXPECT_NEAR(outputs[3 * c].at(k), cases[c].expected(x.at(k), y.at(k)),
                  1e-4)
          << c;
      EXPECT_NEAR(outputs[3 * c + 1].at(k), cases[c].expected(x.at(k), 1.5),
                  1e-4)
          << c;
      EXPECT_NEAR(outputs[3 * c + 2].at(k), cases[c].expected(1.5, x.at(k)),
                  1e-4)
          << c;
    }
}

TEST(Ops, LogicSelectAndSums) {
  expectNear(run({x23(), y23()},
                 [](const Values &v) {
                   Tensor both = ops::logicalAnd(ops::greater(v[0], 0.5),
                                                 ops::less(v[1], 1));
                   Tensor either = ops::logicalOr(both, ops::equal(v[0], 2));
                   return ops::select(ops::logicalNot(either), v[0], -1);
                 }),
             {0.5, -1, -1, 0.25, -1, 1});
  expectNear(run({x23(), y23()},
                 [](const Values &v) { return ops::addN({v[0], v[1], v[0]}); }),
             {2, 2, 6, 1, 3, 3});
  expectNear(
      run({x23()},
          [](const Values &v) { return (1.0 - v[0]) * 2.0 / 4.0 + -v[0]; }),
      {-0.25, -1.75, -2.5, 0.125, -4, -1});
}

TEST(Ops, Reductions) {
  expectNear(run({x23()},
                 [](const Values &v) { return ops::reduceSum(v[0], {1}); },
                 {2}),
             {4, 4.25});
  expectNear(
      run({x23()},
          [](const Values &v) { return ops::reduceMean(v[0], {-1}, true); },
          {2, 1}),
      {4.0 / 3, 4.25 / 3});
  expectNear(
      run({x23()}, [](const Values &v) { return ops::reduceMax(v[0], {1}); }),
      {2, 3});
  expectNear(
      run({x23()}, [](const Values &v) { return ops::reduceMin(v[0], {1}); }),
      {0.5, 0.25});
  expectNear(
      run({x23()},
          [](const Values &v) { return ops::argmax(v[0], 1, DType::Int64); }),
      {2, 1});
}

TEST(Ops, Movement) {
  expectNear(
      run({x23()},
          [](const Values &v) { return ops::slice(v[0], {0, 1}, {-1, 2}); },
          {2, 2}),
      {1.5, 2, 3, 1});
  expectNear(
      run({x23()},
          [](const Values &v) { return ops::pad(v[0], {0, 1}, {0, 0}, 9); },
          {2, 4}),
      {9, 0.5, 1.5, 2, 9, 0.25, 3, 1});
  expectNear(run({x23()},
                 [](const Values &v) {
                   Tensor cube = ops::reshape(v[0], {-1, 1, 3});
                   return ops::flatten(ops::transpose(cube, {0, 2, 1}));
                 },
                 {2, 3}),
             {0.5, 1.5, 2, 0.25, 3, 1});
  expectNear(run({x23()},
                 [](const Values &v) {
                   return ops::concat(
                       {v[0], ops::broadcastLike(ops::constant(7), v[0])}, 1);
                 },
                 {2, 6}),
             {0.5, 1.5, 2, 7, 7, 7, 0.25, 3, 1, 7, 7, 7});
  expectNear(run({Array({2}, std::vector<int32_t>{2, 0})},
                 [](const Values &v) { return ops::oneHot(v[0], 3); }, {2, 3}),
             {0, 0, 1, 1, 0, 0});
  expectNear(run({Array({2}, std::vector<int32_t>{2, 0})},
                 [](const Values &v) {
                   Tensor table = ops::constant(
                       Array({3, 2}, std::vector<float>{1, 2, 3, 4, 5, 6}));
                   return ops::gather(table, v[0]);
                 },
                 {2, 2}),
             {5, 6, 1, 2});
  expectNear(run({x23()},
                 [](const Values &v) { return v[0] / ops::extent(v[0], {1}); }),
             {0.5 / 3, 0.5, 2.0 / 3, 0.25 / 3, 1, 1.0 / 3});
  expectNear(run({x23()},
                 [](const Values &v) {
                   return ops::select(ops::constant(1, DType::Bool), v[0], 0);
                 }),
             {0.5, 1.5, 2, 0.25, 3, 1});
}

TEST(Ops, ProductsAndWindows) {
  expectNear(run({x23()},
                 [](const Values &v) {
                   Tensor b = ops::constant(
                       Array({2, 3}, std::vector<float>{1, 0, 1, 0, 1, 0}));
                   return ops::matMul(v[0], b, false, true);
                 },
                 {2, 2}),
             {2.5, 1.5, 1.25, 3});
  Array image({1, 1, 3, 3}, std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  ops::Window window;
  window.padMode = "pad";
  window.pad = {1, 0, 1, 0};
  expectNear(run({image},
                 [&](const Values &v) {
                   Tensor kernel = ops::constant(
                       Array({1, 1, 2, 2}, std::vector<float>{1, 2, 3, 4}));
                   return ops::conv2d(v[0], kernel, window);
                 },
                 {1, 1, 3, 3}),
             {4, 11, 18, 18, 37, 47, 36, 67, 77});
  expectNear(run({image},
                 [](const Values &v) { return ops::maxPool(v[0], {2, 2}); },
                 {1, 1, 2, 2}),
             {5, 6, 8, 9});
  expectNear(run({image},
                 [](const Values &v) { return ops::avgPool(v[0], {1, 3}); },
                 {1, 1, 3, 1}),
             {2, 5, 8});
  expectNear(run({x23()},
                 [](const Values &v) {
                   return ops::sub(ops::log(ops::softmax(v[0])),
                                   ops::logSoftmax(v[0]));
                 }),
             {0, 0, 0, 0, 0, 0});
}

TEST(Ops, LayersWithoutParameters) {
  Array x({1, 4}, std::vector<float>{-2, 0, 3, 9});
  auto apply = [&](Cell &layer) {
    Array output = Model(layer).predict(x);
    std::vector<double> numbers;
    for (int64_t k = 0; k < output.size(); ++k)
      numbers.push_back(output.at(k));
    return numbers;
  };
  nn::ReLU relu;
  nn::ReLU6 relu6;
  nn::LeakyReLU leaky(0.1);
  nn::Identity identity;
  nn::Softmax softmax;
  nn::LogSoftmax logSoftmax;
  expectNear(apply(relu), {0, 0, 3, 9});
  expectNear(apply(relu6), {0, 0, 3, 6});
  expectNear(apply(leaky), {-0.2, 0, 3, 9});
  expectNear(apply(identity), {-2, 0, 3, 9});
  double sum = std::exp(-11) + std::exp(-9) + std::exp(-6) + 1;
  expectNear(apply(softmax), {std::exp(-11) / sum, std::exp(-9) / sum,
                              std::exp(-6) / sum, 1 / sum});
  expectNear(apply(logSoftmax), {-11 - std::log(sum), -9 - std::log(sum),
                                 -6 - std::log(sum), -std::log(sum)});
  nn::Dense dense(
      4, 2,
      nn::DenseOptions().weightInit("ones").biasInit(-11.0).activation("relu"));
  expectNear(apply(dense), {0, 0});
}

} // namespace
