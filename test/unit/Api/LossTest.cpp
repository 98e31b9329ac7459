//===- LossTest.cpp - Losses as functions and of models -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Losses of one batch against formulas, as ops and as what a model is trained
// with: both must be the same number.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"

using namespace ms;
using namespace ms::test;

namespace {

constexpr int64_t kRows = 2, kClasses = 3;
const std::vector<float> kInput = {0.2f, -1.5f, 0.75f, 2, 0.1f, -0.3f};
const std::vector<float> kTarget = {0.5f, 0.25f, 0.25f, 0.1f, 0.1f, 0.8f};
const std::vector<int32_t> kLabels = {2, 0};

Array input() { return Array({kRows, kClasses}, kInput); }
Array target() { return Array({kRows, kClasses}, kTarget); }
Array labels() { return Array({kRows}, kLabels); }

using Element = std::function<double(double, double)>;

double sumOf(const Element &element) {
  double sum = 0;
  for (size_t k = 0; k < kInput.size(); ++k)
    sum += element(kInput[k], kTarget[k]);
  return sum;
}

double smoothL1(double d, double beta) {
  d = std::fabs(d);
  return d < beta ? d * d / (2 * beta) : d - beta / 2;
}

/// log_softmax of the input.
std::vector<double> logs() {
  std::vector<double> result;
  for (int64_t n = 0; n < kRows; ++n) {
    double sum = 0;
    for (int64_t c = 0; c < kClasses; ++c)
      sum += std::exp(kInput[static_cast<size_t>(n * kClasses + c)]);
    for (int64_t c = 0; c < kClasses; ++c)
      result.push_back(kInput[static_cast<size_t>(n * kClasses + c)] -
                       std::log(sum));
  }
  return result;
}

/// The input times 1 is the output.
struct Net : Cell {
  Parameter one = addParameter("one", {1}, Constant(1));
  Tensor construct(const Tensor &x) override { return x * one; }
};

double lossOf(const Loss &loss, const Array &label) {
  Net net;
  Dataset data = NumpySlicesDataset({input(), label}).batch(kRows);
  return Model(net, loss).eval(data).at("loss");
}

double lossOf(const std::function<Tensor(const Tensor &, const Tensor &)> &f,
              const Array &label) {
  std::vector<double> numbers = run({input(), label}, [&](const Values &v) {
    // A batch of one row for a scalar.
    return ops::broadcastLike(f(v[0], v[1]), ops::slice(v[0], {0, 0}, {-1, 1}));
  });
  return numbers[0];
}

TEST(Loss, Elements) {
  struct Case {
    const char *name;
    std::function<Tensor(const Tensor &, const Tensor &, const std::string &)>
        op;
    std::function<std::unique_ptr<Loss>(const std::string &)> loss;
    Element element;
  };
  auto make = [](auto loss) { return std::make_unique<Loss>(loss); };
  const std::vector<Case> cases = {
      {"mse",
       [](const Tensor &x, const Tensor &y, const std::string &r) {
         return ops::mseLoss(x, y, r);
       },
       [&](const std::string &r) { return make(nn::MSELoss(r)); },
       [](double x, double y) { return (x - y) * (x - y); }},
      {"l1",
       [](const Tensor &x, const Tensor &y, const std::string &r) {
         return ops::l1Loss(x, y, r);
       },
       [&](const std::string &r) { return make(nn::L1Loss(r)); },
       [](double x, double y) { return std::fabs(x - y); }},
      {"smooth l1",
       [](const Tensor &x, const Tensor &y, const std::string &r) {
         return ops::smoothL1Loss(x, y, 0.5, r);
       },
       [&](const std::string &r) { return make(nn::SmoothL1Loss(0.5, r)); },
       [](double x, double y) { return smoothL1(x - y, 0.5); }},
      {"huber",
       [](const Tensor &x, const Tensor &y, const std::string &r) {
         return ops::huberLoss(x, y, r, 0.75);
       },
       [&](const std::string &r) { return make(nn::HuberLoss(r, 0.75)); },
       [](double x, double y) { return 0.75 * smoothL1(x - y, 0.75); }},
      {"bce with logits",
       [](const Tensor &x, const Tensor &y, const std::string &r) {
         return ops::binaryCrossEntropyWithLogits(x, y, {}, {}, r);
       },
       [&](const std::string &r) { return make(nn::BCEWithLogitsLoss(r)); },
       [](double x, double y) {
         double s = 1 / (1 + std::exp(-x));
         return -(y * std::log(s) + (1 - y) * std::log(1 - s));
       }},
      {"kl div",
       [](const Tensor &x, const Tensor &y, const std::string &r) {
         return ops::klDiv(x, y, r);
       },
       [&](const std::string &r) { return make(nn::KLDivLoss(r)); },
       [](double x, double y) { return y * (std::log(y) - x); }},
  };
  for (const Case &entry : cases) {
    SCOPED_TRACE(entry.name);
    double sum = sumOf(entry.element);
    double mean = sum / static_cast<double>(kInput.size());
    auto op = [&](const std::string &reduction) {
      return lossOf([&](const Tensor &x,
                        const Tensor &y) { return entry.op(x, y, reduction); },
                    target());
    };
    EXPECT_NEAR(op("mean"), mean, 1e-5);
    EXPECT_NEAR(op("sum"), sum, 1e-5);
    EXPECT_NEAR(lossOf(*entry.loss("mean"), target()), mean, 1e-5);
    EXPECT_NEAR(lossOf(*entry.loss("sum"), target()), sum, 1e-5);
    EXPECT_THROW(entry.loss("none"), Error);
    EXPECT_THROW(op("middle"), Error);
  }
}

TEST(Loss, Classes) {
  std::vector<double> log = logs();
  double first = -log[2], second = -log[3]; // of the labels
  double all = 0;
  for (double value : log)
    all -= value / kClasses;
  EXPECT_NEAR(lossOf(nn::CrossEntropyLoss(), labels()), (first + second) / 2,
              1e-5);
  EXPECT_NEAR(lossOf(nn::CrossEntropyLoss(0), labels()), first, 1e-5);
  EXPECT_NEAR(lossOf(nn::CrossEntropyLoss(-100, "sum", 0.1), labels()),
              0.9 * (first + second) + 0.1 * all, 1e-5);
  EXPECT_NEAR(lossOf(nn::NLLLoss(2), labels()), -kInput[3], 1e-5);
  EXPECT_NEAR(lossOf(nn::SoftmaxCrossEntropyWithLogits(true, "sum"), labels()),
              first + second, 1e-5);
  EXPECT_THROW(nn::CrossEntropyLoss(0, "mean", 2), Error);

  auto op = [&](std::optional<Array> weight, int64_t ignored,
                const std::string &reduction, double smoothing) {
    return lossOf(
        [&](const Tensor &x, const Tensor &y) {
          std::optional<Tensor> w;
          if (weight)
            w = ops::constant(*weight);
          return ops::crossEntropy(x, y, w, ignored, reduction, smoothing);
        },
        labels());
  };
  EXPECT_NEAR(op({}, -100, "mean", 0), (first + second) / 2, 1e-5);
  EXPECT_NEAR(op({}, 0, "mean", 0), first, 1e-5);
  EXPECT_NEAR(op({}, -100, "mean", 0.1),
              (0.9 * (first + second) + 0.1 * all) / 2, 1e-5);
  Array weight({kClasses}, std::vector<float>{2, 1, 0.5f});
  EXPECT_NEAR(op(weight, -100, "mean", 0), (0.5 * first + 2 * second) / 2.5,
              1e-5);
  double shared = 0;
  for (int64_t k = 0; k < kRows * kClasses; ++k)
    shared -= log[static_cast<size_t>(k)] * weight.at(k % kClasses) / kClasses;
  EXPECT_NEAR(op(weight, -100, "mean", 0.1),
              (0.9 * (0.5 * first + 2 * second) + 0.1 * shared) / 2.5, 1e-5);
  // Probabilities as targets.
  double dense = 0;
  for (size_t k = 0; k < log.size(); ++k)
    dense -= log[k] * kTarget[k];
  EXPECT_NEAR(lossOf([](const Tensor &x,
                        const Tensor &y) { return ops::crossEntropy(x, y); },
                     target()),
              dense / kRows, 1e-5);
}

TEST(Loss, Tokens) {
  // Two rows of three tokens, two classes: of the input seen as [2, 3, 2].
  struct Tokens : Cell {
    Parameter one = addParameter("one", {1}, Constant(1));
    Tensor construct(const Tensor &x) override {
      return ops::concat(
          {ops::expandDims(x * one, 2), ops::expandDims(x * -1.0, 2)}, 2);
    }
  };
  Array label({kRows, kClasses}, std::vector<int32_t>{0, 1, 1, 0, 0, 1});
  Array weight({kRows, kClasses}, std::vector<float>{1, 0, 0.5f, 2, 0, 0});
  double sum = 0, weighted = 0, weights = 0;
  for (int64_t k = 0; k < kRows * kClasses; ++k) {
    double x = kInput[static_cast<size_t>(k)];
    double loss =
        std::log(std::exp(x) + std::exp(-x)) - (label.at(k) == 0 ? x : -x);
    sum += loss;
    weighted += loss * weight.at(k);
    weights += weight.at(k);
  }
  auto lossOfTokens = [&](const Loss &loss, std::vector<Array> columns) {
    columns.insert(columns.begin(), input());
    Tokens net;
    Dataset data = NumpySlicesDataset(columns).batch(kRows);
    return Model(net, loss).eval(data).at("loss");
  };
  EXPECT_NEAR(lossOfTokens(nn::SoftmaxCrossEntropyWithLogits(true), {label}),
              sum / 6, 1e-5);
  EXPECT_NEAR(lossOfTokens(nn::CrossEntropyLoss().axis(-1), {label}), sum / 6,
              1e-5);
  EXPECT_NEAR(
      lossOfTokens(nn::CrossEntropyLoss().axis(2).weighted(), {label, weight}),
      weighted / (weights + 1e-5), 1e-5);
  Array none({kRows, kClasses}, std::vector<float>(6, 0.0f));
  EXPECT_EQ(
      lossOfTokens(nn::CrossEntropyLoss().axis(2).weighted(), {label, none}),
      0);
  EXPECT_THROW(lossOfTokens(nn::CrossEntropyLoss().axis(3), {label}), Error);
  EXPECT_THROW(lossOfTokens(nn::CrossEntropyLoss().axis(2).weighted(), {label}),
               Error);
}

TEST(Loss, Others) {
  EXPECT_NEAR(
      lossOf([](const Tensor &x,
                const Tensor &y) { return ops::klDiv(x, y, "batchmean"); },
             target()),
      sumOf([](double x, double y) { return y * (std::log(y) - x); }) / kRows,
      1e-5);
  Element binary = [](double x, double y) {
    double p = 1 / (1 + std::exp(-x));
    return -(y * std::log(p) + (1 - y) * std::log(1 - p));
  };
  EXPECT_NEAR(lossOf(
                  [](const Tensor &x, const Tensor &y) {
                    Tensor w = ops::constant(2);
                    return ops::binaryCrossEntropy(ops::sigmoid(x), y, w,
                                                   "sum");
                  },
                  target()),
              2 * sumOf(binary), 1e-4);
  auto cosine = [](size_t row) {
    double xy = 0, xx = 0, yy = 0;
    for (size_t k = row * kClasses; k < (row + 1) * kClasses; ++k) {
      xy += kInput[k] * kTarget[k];
      xx += kInput[k] * kInput[k];
      yy += kTarget[k] * kTarget[k];
    }
    return xy / std::sqrt(xx * yy);
  };
  EXPECT_NEAR(lossOf(
                  [](const Tensor &x, const Tensor &y) {
                    // 1 and -1: the rows begin with 0.2 and 2.
                    Tensor large = ops::cast(
                        ops::greater(ops::slice(x, {0, 0}, {-1, 1}), 1),
                        DType::Float32);
                    Tensor alike = ops::reshape(1.0 - large * 2.0, {-1});
                    return ops::cosineEmbeddingLoss(x, y, alike, 0.01, "sum");
                  },
                  target()),
              1 - cosine(0) + std::max(0.0, cosine(1) - 0.01), 1e-5);
}

} // namespace
