//===- SequenceTest.cpp - Embeddings, recurrent layers, their ops ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What the ops compute is tested with the dialect; here that each function is
// the op it says, and that layers put them together as MindSpore does.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

#include <functional>

using namespace ms;
using namespace ms::test;

namespace {

std::vector<std::vector<double>>
run(const std::vector<Array> &inputs,
    std::function<Values(const Values &)> function) {
  Apply net(std::move(function));
  std::vector<std::vector<double>> results;
  for (const Array &output : Model(net).predict(inputs))
    results.push_back(numbersOf(output));
  return results;
}

using Rows = std::vector<std::vector<double>>;
Array x23() { return Array({2, 3}, std::vector<float>{3, 1, 2, 4, 6, 5}); }

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

TEST(SequenceOps, Shapes) {
  Rows have = run({x23()}, [](const Values &v) {
    Tensor wide = ops::expandDims(v[0], 1);
    EXPECT_EQ(wide.shape(), (Shape{-1, 1, 3}));
    EXPECT_EQ(ops::squeeze(wide).shape(), (Shape{-1, 3}));
    EXPECT_EQ(ops::squeeze(wide, {1}).shape(), (Shape{-1, 3}));
    Values parts = ops::splitV(v[0], {1, -1}, 1);
    EXPECT_EQ(parts[1].shape(), (Shape{-1, 2}));
    EXPECT_EQ(ops::split(v[0], 1, 3).size(), 3u);
    EXPECT_EQ(ops::unstack(v[0], 1)[2].shape(), (Shape{-1}));
    return Values{
        ops::tile(v[0], {1, 2}), ops::stack({v[0], v[0]}, 2),
        ops::stridedSlice(v[0], {0, -1}, {0, 0}, {1, -2}, {1, 3, 0, 0, 0}),
        ops::reverse(v[0], {1}),
        ops::mirrorPad(v[0], {0, 1}, {0, 0}, "symmetric")};
  });
  EXPECT_EQ(have, (Rows{{3, 1, 2, 3, 1, 2, 4, 6, 5, 4, 6, 5},
                        {3, 3, 1, 1, 2, 2, 4, 4, 6, 6, 5, 5},
                        {2, 3, 5, 4},
                        {2, 1, 3, 5, 6, 4},
                        {3, 3, 1, 2, 4, 4, 6, 5}}));
}

TEST(SequenceOps, Indices) {
  Array index({2, 1}, std::vector<int32_t>{1, 0});
  Rows have = run({x23(), index}, [](const Values &v) {
    Tensor x = v[0], i = v[1];
    Tensor zeros = ops::constant(Array({2, 3}, std::vector<float>(6, 0)));
    ops::Ordered top = ops::topK(x, 2), sorted = ops::sort(x, 1, true);
    return Values{ops::gatherD(x, 1, i),
                  ops::unsortedSegmentSum(x, ops::reshape(i, {-1}), 2),
                  ops::gatherNd(zeros, i),
                  ops::scatterNd(i, x, {3, 3}),
                  ops::tensorScatterAdd(zeros, i, x),
                  ops::tensorScatterUpdate(zeros, i, x),
                  top.values,
                  top.indices,
                  sorted.values,
                  ops::argSort(x),
                  ops::maskedFill(x, ops::greater(x, 4), -1)};
  });
  EXPECT_EQ(have, (Rows{{1, 4},
                        {4, 6, 5, 3, 1, 2},
                        {0, 0, 0, 0, 0, 0},
                        {4, 6, 5, 3, 1, 2, 0, 0, 0},
                        {4, 6, 5, 3, 1, 2},
                        {4, 6, 5, 3, 1, 2},
                        {3, 2, 6, 5},
                        {0, 2, 1, 2},
                        {3, 2, 1, 6, 5, 4},
                        {1, 2, 0, 0, 2, 1},
                        {3, 1, 2, 4, -1, -1}}));
}

TEST(SequenceOps, Triangles) {
  Array x({1, 2, 2}, std::vector<float>{1, 2, 3, 4});
  Rows have = run({x}, [](const Values &v) {
    return Values{ops::tril(v[0]), ops::triu(v[0], 1)};
  });
  EXPECT_EQ(have, (Rows{{1, 0, 3, 4}, {0, 2, 0, 0}}));
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

TEST(SequenceLayers, Embedding) {
  nn::Embedding net(4, 2,
                    nn::EmbeddingOptions().embeddingTable(Array(
                        {4, 2}, std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7})));
  EXPECT_EQ(names(net), std::vector<std::string>{"embedding_table"});
  Array y = Model(net).predict(Array({2, 2}, std::vector<int32_t>{3, 0, 1, 4}));
  EXPECT_EQ(y.shape(), (Shape{2, 2, 2}));
  EXPECT_EQ(numbersOf(y), (std::vector<double>{6, 7, 0, 1, 2, 3, 0, 0}));
  EXPECT_THROW(nn::Embedding(0, 2), Error);
}

/// One layer in one direction over [batch, steps, in], by the definition.
std::vector<double> referenceLSTM(const Cell &net, const std::string &suffix,
                                  const std::vector<double> &x, int64_t batch,
                                  int64_t steps, int64_t in, int64_t hidden,
                                  bool backward) {
  auto data = [&](const char *name) {
    return numbersOf(net.parameter(name + suffix).data());
  };
  std::vector<double> wi = data("weight_ih"), wh = data("weight_hh"),
                      bi = data("bias_ih"), bh = data("bias_hh");
  std::vector<double> y(batch * steps * hidden);
  for (int64_t r = 0; r < batch; ++r) {
    std::vector<double> h(hidden), c(hidden);
    for (int64_t s = 0; s < steps; ++s) {
      int64_t t = backward ? steps - 1 - s : s;
      std::vector<double> sums(4 * hidden);
      for (int64_t g = 0; g < 4 * hidden; ++g) {
        sums[g] = bi[g] + bh[g];
        for (int64_t k = 0; k < in; ++k)
          sums[g] += wi[g * in + k] * x[(r * steps + t) * in + k];
        for (int64_t k = 0; k < hidden; ++k)
          sums[g] += wh[g * hidden + k] * h[k];
      }
      for (int64_t k = 0; k < hidden; ++k) {
        c[k] = sigmoid(sums[hidden + k]) * c[k] +
               sigmoid(sums[k]) * std::tanh(sums[2 * hidden + k]);
        h[k] = sigmoid(sums[3 * hidden + k]) * std::tanh(c[k]);
        y[(r * steps + t) * hidden + k] = h[k];
      }
    }
  }
  return y;
}

TEST(SequenceLayers, LSTMOfTwoLayersAndDirections) {
  const int64_t batch = 3, steps = 4, in = 2, hidden = 5;
  nn::LSTM net(
      in, hidden,
      nn::LSTMOptions().numLayers(2).bidirectional(true).batchFirst(true));
  EXPECT_EQ(names(net),
            (std::vector<std::string>{
                "weight_ih_l0", "weight_ih_l0_reverse", "weight_ih_l1",
                "weight_ih_l1_reverse", "weight_hh_l0", "weight_hh_l0_reverse",
                "weight_hh_l1", "weight_hh_l1_reverse", "bias_ih_l0",
                "bias_ih_l0_reverse", "bias_ih_l1", "bias_ih_l1_reverse",
                "bias_hh_l0", "bias_hh_l0_reverse", "bias_hh_l1",
                "bias_hh_l1_reverse"}));
  Array input = randomArray({batch, steps, in}, 7);
  std::vector<double> x = numbersOf(input);
  int64_t width = in;
  for (const char *layer : {"_l0", "_l1"}) {
    std::string backward = std::string(layer) + "_reverse";
    std::vector<double> a = referenceLSTM(net, layer, x, batch, steps, width,
                                          hidden, false),
                        b = referenceLSTM(net, backward, x, batch, steps, width,
                                          hidden, true);
    x.assign(batch * steps * 2 * hidden, 0);
    for (int64_t row = 0; row < batch * steps; ++row)
      for (int64_t k = 0; k < hidden; ++k) {
        x[row * 2 * hidden + k] = a[row * hidden + k];
        x[(row * 2 + 1) * hidden + k] = b[row * hidden + k];
      }
    width = 2 * hidden;
  }
  Array y = Model(net).predict(input);
  EXPECT_EQ(y.shape(), (Shape{batch, steps, 2 * hidden}));
  std::vector<double> have = numbersOf(y);
  ASSERT_EQ(have.size(), x.size());
  for (size_t k = 0; k < x.size(); ++k)
    EXPECT_NEAR(have[k], x[k], 1e-5) << "element " << k;
}

TEST(SequenceLayers, LSTMCellIsAStep) {
  const int64_t batch = 3, in = 2, hidden = 4;
  setSeed(5);
  nn::LSTMCell cell(in, hidden);
  EXPECT_EQ(names(cell), (std::vector<std::string>{"weight_ih", "weight_hh",
                                                   "bias_ih", "bias_hh"}));
  Array x = randomArray({batch, in}, 8);
  Array zero({batch, hidden}, std::vector<float>(batch * hidden, 0));
  std::vector<Array> state = Model(cell).predict({x, zero, zero});
  ASSERT_EQ(state.size(), 2u);
  std::vector<double> have = numbersOf(state[0]);
  std::vector<double> want =
      referenceLSTM(cell, "", numbersOf(x), batch, 1, in, hidden, false);
  ASSERT_EQ(have.size(), want.size());
  for (size_t k = 0; k < want.size(); ++k)
    EXPECT_NEAR(have[k], want[k], 1e-5) << "element " << k;
  // The state counts.
  std::vector<Array> next = Model(cell).predict({x, state[0], state[1]});
  EXPECT_NE(numbersOf(next[0]), have);
}

/// Which of two symbols has come more often?
struct Classifier : Cell {
  nn::Embedding &embedding = add<nn::Embedding>("embedding", 10, 8);
  nn::LSTM &lstm =
      add<nn::LSTM>("lstm", 8, 16, nn::LSTMOptions().batchFirst(true));
  nn::Dense &head = add<nn::Dense>("head", 16, 2);

  Tensor construct(const Tensor &x) override {
    Tensor y = lstm(embedding(x));
    return head(ops::stridedSlice(y, {0, -1}, {0, 0}, {1, 1}, {1, 1, 0, 0, 2}));
  }
};

TEST(SequenceLayers, ClassifierLearns) {
  setSeed(1);
  Classifier net;
  expectLearnsMajority(net);
}

} // namespace
