//===- GRUTest.cpp - Gated recurrent units --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the op computes is tested with the dialect; here that the layers put it
// together as MindSpore's do, and learn.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

using namespace ms;
using namespace ms::test;

namespace {

/// One step of the parameters that end with `suffix`, by the definition.
void step(const Cell &net, const std::string &suffix, const double *x,
          int64_t in, std::vector<double> &h, bool hasBias = true) {
  auto hidden = static_cast<int64_t>(h.size());
  auto data = [&](const char *name) {
    return numbersOf(net.parameter(name + suffix).data());
  };
  std::vector<double> wi = data("weight_ih"), wh = data("weight_hh");
  std::vector<double> given(3 * hidden), past(given);
  if (hasBias)
    given = data("bias_ih"), past = data("bias_hh");
  for (int64_t g = 0; g < 3 * hidden; ++g) {
    for (int64_t k = 0; k < in; ++k)
      given[g] += wi[g * in + k] * x[k];
    for (int64_t k = 0; k < hidden; ++k)
      past[g] += wh[g * hidden + k] * h[k];
  }
  for (int64_t k = 0; k < hidden; ++k) {
    double r = sigmoid(given[k] + past[k]);
    double z = sigmoid(given[hidden + k] + past[hidden + k]);
    double n = std::tanh(given[2 * hidden + k] + r * past[2 * hidden + k]);
    h[k] = (1 - z) * n + z * h[k];
  }
}

/// Two layers in both directions over `x` [batch, steps, in].
std::vector<double> reference(const Cell &net, std::vector<double> x,
                              int64_t batch, int64_t steps, int64_t in,
                              int64_t hidden) {
  for (int64_t layer = 0; layer < 2; ++layer) {
    std::vector<double> y(batch * steps * 2 * hidden);
    for (int64_t back = 0; back < 2; ++back)
      for (int64_t row = 0; row < batch; ++row) {
        std::vector<double> h(hidden);
        for (int64_t s = 0; s < steps; ++s) {
          int64_t t = row * steps + (back ? steps - 1 - s : s);
          step(net, "_l" + std::to_string(layer) + (back ? "_reverse" : ""),
               x.data() + t * in, in, h);
          std::copy(h.begin(), h.end(), y.begin() + (t * 2 + back) * hidden);
        }
      }
    x = std::move(y);
    in = 2 * hidden;
  }
  return x;
}

TEST(GRU, TwoLayersAndDirections) {
  const int64_t batch = 3, steps = 4, in = 2, hidden = 5;
  nn::GRU net(
      in, hidden,
      nn::GRUOptions().numLayers(2).bidirectional(true).batchFirst(true));
  EXPECT_EQ(names(net),
            (std::vector<std::string>{
                "weight_ih_l0", "weight_ih_l0_reverse", "weight_ih_l1",
                "weight_ih_l1_reverse", "weight_hh_l0", "weight_hh_l0_reverse",
                "weight_hh_l1", "weight_hh_l1_reverse", "bias_ih_l0",
                "bias_ih_l0_reverse", "bias_ih_l1", "bias_ih_l1_reverse",
                "bias_hh_l0", "bias_hh_l0_reverse", "bias_hh_l1",
                "bias_hh_l1_reverse"}));
  EXPECT_EQ(net.parameter("weight_ih_l1").shape(), (Shape{15, 10}));
  Array x = randomArray({batch, steps, in}, 7);
  std::vector<double> want =
      reference(net, numbersOf(x), batch, steps, in, hidden);
  Array have = Model(net).predict(x);
  EXPECT_EQ(have.shape(), (Shape{batch, steps, 2 * hidden}));
  expectNear(numbersOf(have), want);
}

TEST(GRU, CellIsAStep) {
  const int64_t batch = 3, in = 2, hidden = 4;
  nn::GRUCell cell(in, hidden);
  EXPECT_EQ(names(cell), (std::vector<std::string>{"weight_ih", "weight_hh",
                                                   "bias_ih", "bias_hh"}));
  Array x = randomArray({batch, in}, 8), h0 = randomArray({batch, hidden}, 5);
  std::vector<double> from = numbersOf(x), want = numbersOf(h0);
  for (int64_t row = 0; row < batch; ++row) {
    std::vector<double> h(want.begin() + row * hidden,
                          want.begin() + (row + 1) * hidden);
    step(cell, "", from.data() + row * in, in, h);
    std::copy(h.begin(), h.end(), want.begin() + row * hidden);
  }
  std::vector<Array> have = Model(cell).predict({x, h0});
  ASSERT_EQ(have.size(), 1u);
  expectNear(numbersOf(have[0]), want);
}

TEST(GRU, WhatIsRefused) {
  EXPECT_THROW(nn::GRU(0, 2), Error);
  EXPECT_THROW(nn::GRU(2, 3, nn::GRUOptions().dropout(1)), Error);
  EXPECT_THROW(nn::GRUCell(2, 0), Error);
  nn::GRU net(2, 3);
  EXPECT_THROW(Model(net).predict(randomArray({4, 2}, 1)), Error);
}

/// Which of two symbols has come more often?
struct Classifier : Cell {
  nn::Embedding &embedding = add<nn::Embedding>("embedding", 10, 8);
  nn::GRU &gru = add<nn::GRU>(
      "gru", 8, 16, nn::GRUOptions().batchFirst(true).bidirectional(true));
  nn::Dense &head = add<nn::Dense>("head", 32, 2);

  Tensor construct(const Tensor &x) override {
    // The last step of the forward half, and the first of the other.
    Tensor y = gru(embedding(x));
    Tensor last = ops::slice(y, {0, 6, 0}, {-1, 1, 16});
    Tensor first = ops::slice(y, {0, 0, 16}, {-1, 1, 16});
    return head(ops::reshape(ops::concat({last, first}, 2), {-1, 32}));
  }
};

TEST(GRU, ClassifierLearns) {
  setSeed(1);
  Classifier net;
  expectLearnsMajority(net);
}

} // namespace
