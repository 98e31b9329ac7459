//===- MetricsTest.cpp - Metrics against numbers by hand ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Metrics.h"

#include "test/unit/Runtime/TestFiles.h"

#include <cmath>

using namespace msrt;
using namespace msrt::test;

namespace {
class MetricValues : public testing::Test {
protected:
  void use(const std::string &name) {
    Result<std::unique_ptr<Metric>> created = createMetric(name);
    ASSERT_GOOD(created);
    metric = created.take();
    EXPECT_EQ(metric->name(), name);
  }

  Status update(std::vector<float> scores, std::vector<int64_t> scoreDims,
                std::vector<int32_t> labels, std::vector<int64_t> labelDims) {
    MetricInput input;
    input.rows = scoreDims[0];
    input.predictions.push_back({MSRT_FLOAT32, scoreDims, scores.data()});
    input.label = TensorRef{MSRT_INT32, labelDims, labels.data()};
    return metric->update(input);
  }

  double value() {
    Result<double> result = metric->value();
    EXPECT_GOOD(result);
    return result.ok() ? *result : NAN;
  }

  std::unique_ptr<Metric> metric;
};
} // namespace

TEST_F(MetricValues, Accuracy) {
  for (const char *name : {"accuracy", "acc", "top_1_accuracy"}) {
    use(name);
    ASSERT_GOOD(update({1, 2, 3, 9, 1, 1, 0, 5, 5}, {3, 3}, {2, 0, 2}, {3}));
    EXPECT_DOUBLE_EQ(value(), 2.0 / 3); // a tie goes to the first class
    // A short last batch weighs its rows.
    ASSERT_GOOD(update({0, 0, 7}, {1, 3}, {2}, {1}));
    EXPECT_DOUBLE_EQ(value(), 3.0 / 4);
    metric->clear();
    EXPECT_ERROR(metric->value(), "no rows were evaluated");
  }
}

TEST_F(MetricValues, AccuracyOfOneHotAndPlaces) {
  use("accuracy");
  ASSERT_GOOD(update({1, 2, 3, 9, 1, 1}, {2, 3}, {0, 0, 1, 0, 1, 0}, {2, 3}));
  EXPECT_DOUBLE_EQ(value(), 0.5);
  metric->clear();
  // A label per place of a sequence.
  ASSERT_GOOD(
      update({1, 0, 0, 1, 1, 0, 0, 1}, {2, 2, 2}, {0, 1, 1, 1}, {2, 2}));
  EXPECT_DOUBLE_EQ(value(), 0.75);
}

TEST_F(MetricValues, NanIsNeverRight) {
  use("accuracy");
  ASSERT_GOOD(update({NAN, 1, 2, 3, NAN, NAN}, {2, 3}, {2, 1}, {2}));
  EXPECT_EQ(value(), 0);
}

TEST_F(MetricValues, TopK) {
  use("top_2_accuracy");
  ASSERT_GOOD(update({1, 2, 3, 1, 2, 3, 1, 2, 3}, {3, 3}, {0, 1, 2}, {3}));
  EXPECT_DOUBLE_EQ(value(), 2.0 / 3);
  use("top_5_accuracy");
  EXPECT_ERROR(update({1, 2, 3}, {1, 3}, {0}, {1}),
               "3 classes are fewer than 5");
}

TEST_F(MetricValues, ErrorsSumOverARow) {
  // As MindSpore: divided by rows, not by elements.
  use("mae");
  ASSERT_GOOD(update({1, 2, 3, 4}, {2, 2}, {0, 0, 0, 0}, {2, 2}));
  EXPECT_DOUBLE_EQ(value(), 5);
  use("mse");
  ASSERT_GOOD(update({1, 2}, {2, 1}, {2, 0}, {2}));
  EXPECT_DOUBLE_EQ(value(), 2.5);
  EXPECT_ERROR(update({1, 2}, {2, 1}, {2}, {1}),
               "prediction of shape [2, 1], label of shape [1]");
}

TEST_F(MetricValues, Loss) {
  use("loss");
  MetricInput input;
  input.rows = 3;
  input.loss = 2;
  ASSERT_GOOD(metric->update(input));
  input.rows = 1;
  input.loss = 4;
  ASSERT_GOOD(metric->update(input));
  EXPECT_DOUBLE_EQ(value(), 2.5);
  input.loss.reset();
  EXPECT_ERROR(metric->update(input), "needs an eval_step");
}

TEST_F(MetricValues, RefusesWhatDoesNotFit) {
  use("accuracy");
  EXPECT_ERROR(update({1, 2, 3}, {1, 3}, {3}, {1}),
               "[MS3402] metric 'accuracy': label 3, expected 0 to 2");
  EXPECT_ERROR(update({1, 2, 3}, {1, 3}, {-1}, {1}), "label -1");
  EXPECT_ERROR(update({1, 2, 3}, {1, 3}, {0, 1}, {2}),
               "expected class numbers or one-hot rows");
  EXPECT_ERROR(metric->update({}), "the network has no output");
  EXPECT_ERROR(createMetric("acuracy"),
               "unknown metric 'acuracy' (did you mean 'accuracy'?)");
  EXPECT_ERROR(createMetric("top_0_accuracy"), "unknown metric");
  EXPECT_ERROR(createMetric("top_x_accuracy"), "unknown metric");
}
