//===- EvaluationTest.cpp - Labels, evaluation, prediction ----------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/TrainingFixture.h"

#include <cstring>
#include <numeric>

using namespace msrt;
using namespace msrt::test;

//===----------------------------------------------------------------------===//
// Labels
//===----------------------------------------------------------------------===//

static Dataset digitData(int64_t count, int64_t wrongRow = -1,
                         int64_t wrongLabel = 0) {
  std::vector<NamedTensor> columns;
  columns.push_back(
      {"image", Tensor::create(MSRT_FLOAT32, {count, 1, 8, 8}).take()});
  columns.push_back({"label", Tensor::create(MSRT_INT64, {count}).take()});
  for (int64_t i = 0; i < count; ++i) {
    for (int64_t p = 0; p < 64; ++p)
      columns[0].tensor.as<float>()[64 * i + p] = p / 16 == i % 4 ? 1.0f : 0.0f;
    columns[1].tensor.as<int64_t>()[i] = i == wrongRow ? wrongLabel : i % 4;
  }
  return Dataset::fromTensors(std::move(columns)).take();
}

TEST_F(Training, LabelsAreCheckedBeforeTheFirstStep) {
  fake = FakeArtifact::digits();
  start();
  Recorder recorder;
  Dataset bad = digitData(40, 33, 4).shuffle(1).take().batch(8).take();
  EXPECT_ERROR(train(bad, 1, {&recorder}),
               "[MS3402] column 'label': row 33 has label 4, expected 0 to 3");
  EXPECT_TRUE(recorder.events.empty());
  EXPECT_ERROR(train(digitData(40, 7, -1).batch(8).take()),
               "row 7 has label -1");
  // Without an eval_step the class count comes from infer.
  fake.remove("eval_step");
  start();
  EXPECT_ERROR(train(bad), "row 33");
  // Another loss takes any integer, if the input's type holds it.
  fake.table.loss = "";
  start();
  EXPECT_ERROR(train(digitData(40, 9, int64_t(1) << 40).batch(8).take()),
               "column 'label', batch 2: row 1 has 1099511627776, which is no "
               "Int32 for input 'label'");
}

TEST_F(Training, ClassifiesAndEvaluates) {
  fake = FakeArtifact::digits();
  start();
  Trainer trainer(*session);
  Dataset data = digitData(50).shuffle(3).take().batch(16).take();
  ASSERT_GOOD(trainer.train(20, data));
  Result<std::vector<MetricValue>> values =
      trainer.eval(data, std::vector<std::string>{"accuracy", "loss"});
  ASSERT_GOOD(values);
  EXPECT_EQ((*values)[0].name, "accuracy");
  EXPECT_EQ((*values)[0].value, 1);
  EXPECT_LT((*values)[1].value, 0.1);
  EXPECT_ERROR(trainer.eval(data, std::vector<std::string>{"accurcy"}),
               "did you mean 'accuracy'");
}

TEST_F(Training, EvaluatesWithInferAlone) {
  start();
  Trainer trainer(*session);
  Dataset data = lineData(10).batch(4).take();
  double expected =
      trainer.eval(data, std::vector<std::string>{"mse"}).take()[0].value;
  double loss =
      trainer.eval(data, std::vector<std::string>{"loss"}).take()[0].value;
  EXPECT_NEAR(expected, loss, 1e-5 * loss); // one output per row
  fake.remove("eval_step");
  start();
  Trainer inferring(*session);
  EXPECT_EQ(
      inferring.eval(data, std::vector<std::string>{"mse"}).take()[0].value,
      expected);
  EXPECT_ERROR(inferring.eval(data, std::vector<std::string>{"loss"}),
               "needs an eval_step");
  fake.remove("infer");
  start();
  EXPECT_ERROR(Trainer(*session).eval(data, std::vector<std::string>{"mse"}),
               "has no eval_step and no infer");
}

//===----------------------------------------------------------------------===//
// Prediction
//===----------------------------------------------------------------------===//

TEST_F(Training, PredictsInPieces) {
  std::vector<float> x(3 * 20);
  std::iota(x.begin(), x.end(), 0.0f);
  for (int64_t batch : {0, 4}) {
    fake = FakeArtifact::linear(batch);
    start();
    auto *w = static_cast<float *>(session->data(*session->parameter("w")));
    w[0] = 1, w[1] = 0, w[2] = 0;
    Trainer trainer(*session);
    for (int64_t rows : {1, 4, 8, 12, 20}) {
      const std::vector<int64_t> dims{rows, 3};
      Result<std::vector<NamedTensor>> out =
          trainer.predict({{"in0", {MSRT_FLOAT32, dims, x.data()}}});
      if (batch && rows % batch) {
        EXPECT_ERROR(out, "array 'in0' is Float32 [1, 3], input 'x' of infer "
                          "takes Float32 [4, 3]");
        continue;
      }
      ASSERT_GOOD(out);
      ASSERT_EQ((*out)[0].name, "out");
      ASSERT_EQ((*out)[0].tensor.dims, (std::vector<int64_t>{rows, 1}));
      for (int64_t i = 0; i < rows; ++i)
        EXPECT_EQ((*out)[0].tensor.as<float>()[i], static_cast<float>(3 * i));
    }
    const std::vector<int64_t> wrong{4, 2};
    EXPECT_ERROR(trainer.predict({{"in0", {MSRT_FLOAT32, wrong, x.data()}}}),
                 "Float32 [4, 2]");
    EXPECT_ERROR(trainer.predict({}), "0 arrays, infer takes 1 inputs");
  }
}

TEST_F(Training, PredictConvertsAndNamesOutputsThatCannotBeCut) {
  start();
  Trainer trainer(*session);
  std::vector<double> x(3 * 20, 1.0), y(20, 0.0);
  const std::vector<int64_t> xDims{20, 3}, yDims{20, 1}, few{5, 1};
  EXPECT_GOOD(trainer.predict({{"x", {MSRT_FLOAT64, xDims, x.data()}}}));
  EXPECT_ERROR(trainer.predict({{"x", {MSRT_FLOAT64, xDims, x.data()}},
                                {"y", {MSRT_FLOAT64, yDims, y.data()}}},
                               "eval_step"),
               "output 'loss' is one value for all of them");
  EXPECT_ERROR(trainer.predict({{"x", {MSRT_FLOAT64, xDims, x.data()}},
                                {"y", {MSRT_FLOAT64, few, y.data()}}},
                               "eval_step"),
               "array 'y' has 5 rows, the arrays before it 20");
  EXPECT_ERROR(trainer.predict({}, "guess"), "has no guess");
}
