//===- OpsMathTest.cpp - Further functions and activations, executed ------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// As in OpsTest: that each function is the op it says.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

using namespace ms;
using namespace ms::test;

namespace {

const std::vector<float> kNumbers = {-0.5f, 0.75f, -0.25f, 0.5f, 0.125f, -1};
Array x23() { return Array({2, 3}, kNumbers); }

double softplus(double v) { return std::log1p(std::exp(v)); }

struct Case {
  std::function<Tensor(const Tensor &)> op;
  std::function<double(double)> expected;
};

/// All in one network: one compilation.
void check(const std::vector<Case> &cases) {
  Apply net([&](const Values &v) {
    Values outputs;
    for (const Case &entry : cases)
      outputs.push_back(ops::cast(entry.op(v[0]), DType::Float32));
    return outputs;
  });
  std::vector<Array> outputs = Model(net).predict(std::vector<Array>{x23()});
  ASSERT_EQ(outputs.size(), cases.size());
  for (size_t c = 0; c < outputs.size(); ++c)
    for (size_t k = 0; k < kNumbers.size(); ++k)
      EXPECT_NEAR(outputs[c].at(static_cast<int64_t>(k)),
                  cases[c].expected(kNumbers[k]), 2e-5)
          << "op " << c << " of " << kNumbers[k];
}

TEST(OpsMath, Unary) {
  check({
      {ops::erf, [](double v) { return std::erf(v); }},
      {ops::expm1, [](double v) { return std::expm1(v); }},
      {[](const Tensor &x) { return ops::log1p(x * 0.5); },
       [](double v) { return std::log1p(v / 2); }},
      {ops::tan, [](double v) { return std::tan(v); }},
      {ops::asin, [](double v) { return std::asin(v); }},
      {ops::acos, [](double v) { return std::acos(v); }},
      {ops::atan, [](double v) { return std::atan(v); }},
      {ops::sinh, [](double v) { return std::sinh(v); }},
      {ops::cosh, [](double v) { return std::cosh(v); }},
      {ops::sign, [](double v) { return v > 0 ? 1.0 : -1.0; }},
      {[](const Tensor &x) { return ops::round(x * 2.0); },
       [](double v) { return std::nearbyint(2 * v); }},
      {[](const Tensor &x) { return ops::trunc(x * 3.0); },
       [](double v) { return std::trunc(3 * v); }},
      {[](const Tensor &x) { return ops::isnan(ops::log(x)); },
       [](double v) { return double(v < 0); }},
      {[](const Tensor &x) { return ops::isinf(x / 0.0); },
       [](double) { return 1.0; }},
      {[](const Tensor &x) { return ops::isfinite(ops::log(x)); },
       [](double v) { return double(v > 0); }},
      {[](const Tensor &x) { return ops::atan2(x, 2); },
       [](double v) { return std::atan2(v, 2); }},
      {[](const Tensor &x) { return ops::floorDiv(x, 0.3); },
       [](double v) { return std::floor(v / 0.3); }},
      {[](const Tensor &x) { return ops::floorMod(x, 0.3); },
       [](double v) { return v - 0.3 * std::floor(v / 0.3); }},
      {[](const Tensor &x) { return ops::mod(x, 0.3); },
       [](double v) { return std::fmod(v, 0.3); }},
      {[](const Tensor &x) {
         return ops::logicalXor(ops::greater(x, 0), ops::greater(x, 0.3));
       },
       [](double v) { return double((v > 0) != (v > 0.3)); }},
      {[](const Tensor &x) { return ops::clip(x, -0.3, 0.3); },
       [](double v) { return std::min(std::max(v, -0.3), 0.3); }},
      {[](const Tensor &x) { return ops::clip(x, std::nullopt, 0.3); },
       [](double v) { return std::min(v, 0.3); }},
  });
}

TEST(OpsMath, Activations) {
  check({
      {[](const Tensor &x) { return ops::gelu(x); },
       [](double v) { return v / 2 * (1 + std::erf(v * std::sqrt(0.5))); }},
      {[](const Tensor &x) { return ops::gelu(x, "tanh"); },
       [](double v) {
         double u = std::sqrt(2 / M_PI) * (v + 0.044715 * v * v * v);
         return v / 2 * (1 + std::tanh(u));
       }},
      {ops::silu, [](double v) { return v * sigmoid(v); }},
      {ops::hardsigmoid, [](double v) { return (v + 3) / 6; }},
      {ops::hardswish, [](double v) { return v * (v + 3) / 6; }},
      {[](const Tensor &x) { return ops::relu6(x * 10.0); },
       [](double v) { return std::min(std::max(10 * v, 0.0), 6.0); }},
      {ops::selu,
       [](double v) {
         return 1.0507009873554805 *
                (v > 0 ? v : 1.6732632423543772 * std::expm1(v));
       }},
      {[](const Tensor &x) { return ops::softplus(x); }, softplus},
      {[](const Tensor &x) { return ops::softplus(x, 2); },
       [](double v) { return softplus(2 * v) / 2; }},
      {ops::logsigmoid, [](double v) { return -softplus(-v); }},
      {ops::mish, [](double v) { return v * std::tanh(softplus(v)); }},
      {[](const Tensor &x) { return ops::leakyRelu(x); },
       [](double v) { return v > 0 ? v : 0.2 * v; }},
      {[](const Tensor &x) { return ops::elu(x, 0.5); },
       [](double v) { return v > 0 ? v : 0.5 * std::expm1(v); }},
      {[](const Tensor &x) {
         Tensor w = ops::constant(Array({1}, std::vector<float>{0.3f}));
         return ops::prelu(x, w);
       },
       [](double v) { return v > 0 ? v : 0.3 * v; }},
  });
}

TEST(OpsMath, LayersAreTheirFunctions) {
  nn::SiLU silu;
  nn::HSwish hswish;
  nn::HSigmoid hsigmoid;
  nn::SeLU selu;
  nn::LogSigmoid logSigmoid;
  nn::Mish mish;
  nn::GELU gelu, erfGelu(false);
  nn::ELU elu(0.5);
  nn::Softplus softplusLayer(2);
  nn::ReLU6 relu6;
  nn::LeakyReLU leaky(0.1);
  const std::vector<std::pair<Cell *, std::function<Tensor(const Tensor &)>>>
      pairs = {
          {&silu, ops::silu},
          {&hswish, ops::hardswish},
          {&hsigmoid, ops::hardsigmoid},
          {&selu, ops::selu},
          {&logSigmoid, ops::logsigmoid},
          {&mish, ops::mish},
          {&gelu, [](const Tensor &x) { return ops::gelu(x, "tanh"); }},
          {&erfGelu, [](const Tensor &x) { return ops::gelu(x); }},
          {&elu, [](const Tensor &x) { return ops::elu(x, 0.5); }},
          {&softplusLayer, [](const Tensor &x) { return ops::softplus(x, 2); }},
          {&relu6, ops::relu6},
          {&leaky, [](const Tensor &x) { return ops::leakyRelu(x, 0.1); }},
      };
  Apply net([&](const Values &v) {
    Values outputs;
    for (const auto &[layer, function] : pairs)
      outputs.push_back((*layer)(v[0]) - function(v[0]));
    return outputs;
  });
  for (const Array &output : Model(net).predict(std::vector<Array>{x23()}))
    for (int64_t k = 0; k < output.size(); ++k)
      EXPECT_EQ(output.at(k), 0);
}

TEST(OpsMath, PReLUHasAParameter) {
  nn::PReLU prelu(3, 0.5);
  ASSERT_EQ(prelu.trainableParams().size(), 1u);
  EXPECT_EQ(prelu.trainableParams()[0].name(), "weight");
  Array output = Model(prelu).predict(x23());
  for (size_t k = 0; k < kNumbers.size(); ++k)
    EXPECT_NEAR(output.at(static_cast<int64_t>(k)),
                kNumbers[k] > 0 ? kNumbers[k] : 0.5 * kNumbers[k], 1e-6);
  EXPECT_THROW(nn::PReLU(0), Error);
}

TEST(OpsMath, DenseTakesStacksAndActivations) {
  struct Net : Cell {
    nn::DenseOptions options =
        nn::DenseOptions().weightInit(Constant(0.5)).biasInit(Constant(-1));
    nn::Dense &plain = add<nn::Dense>("plain", 2, 2, options);
    nn::Dense &gelu = add<nn::Dense>(
        "gelu", 2, 2, nn::DenseOptions(options).activation("gelu"));
    std::vector<Tensor> constructAll(const std::vector<Tensor> &v) override {
      return {plain(v[0]), gelu(v[0]) - ops::gelu(plain(v[0]), "tanh")};
    }
  } net;
  Array x({1, 3, 2}, std::vector<float>{1, 2, 3, 4, 5, 6});
  std::vector<Array> outputs = Model(net).predict(std::vector<Array>{x});
  EXPECT_EQ(outputs[0].shape(), (Shape{1, 3, 2}));
  const double expected[] = {0.5, 0.5, 2.5, 2.5, 4.5, 4.5};
  for (int64_t k = 0; k < 6; ++k) {
    EXPECT_NEAR(outputs[0].at(k), expected[k], 1e-6);
    EXPECT_NEAR(outputs[1].at(k), 0, 1e-6);
  }
}

TEST(OpsMath, Reductions) {
  Array x({2, 3}, std::vector<float>{1, 2, 3, -1, 0.5f, 4});
  expectNear(
      run({x}, [](const Values &v) { return ops::reduceProd(v[0], {1}); }, {2}),
      {6, -2});
  expectNear(run({x},
                 [](const Values &v) {
                   Tensor positive = ops::greater(v[0], 0);
                   Tensor both =
                       ops::concat({ops::reduceAll(positive, {1}, true),
                                    ops::reduceAny(positive, {1}, true)},
                                   1);
                   return ops::cast(both, DType::Float32);
                 },
                 {2, 2}),
             {1, 1, 0, 1});
  expectNear(
      run({x},
          [](const Values &v) { return ops::argmin(v[0], 1, DType::Int64); },
          {2}),
      {0, 0});
  expectNear(
      run({x}, [](const Values &v) { return ops::cumsum(v[0], 1); }, {2, 3}),
      {1, 3, 6, -1, -0.5, 3.5});
  expectNear(
      run({x}, [](const Values &v) { return ops::cumsum(v[0], 1, true, true); },
          {2, 3}),
      {5, 3, 0, 4.5, 4, 0});
  expectNear(run({x},
                 [](const Values &v) { return ops::cumprod(v[0], 1, true); },
                 {2, 3}),
             {1, 1, 2, 1, -1, -0.5});
  expectNear(
      run({x},
          [](const Values &v) { return ops::logsumexp(v[0] * 100.0, {1}); },
          {2}),
      {300, 400}, 1e-3);
}

} // namespace
