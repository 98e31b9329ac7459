//===- TrainerTest.cpp - The training loop --------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// With the hand-written networks of FakeArtifact, whose numbers are computed
// here a second time.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/TrainingFixture.h"

#include <cmath>
#include <cstring>

using namespace msrt;
using namespace msrt::test;

TEST_F(Training, StepsAreTheAnalyticOnes) {
  start();
  std::vector<float> before = weights();
  Dataset data = lineData(4).batch(4).take();
  DatasetReader reader = DatasetReader::create(data).take();
  ASSERT_TRUE(*reader.next());
  const auto *x = static_cast<const float *>(reader.column(0).data);
  const auto *y = static_cast<const float *>(reader.column(1).data);
  double loss = 0, gradient[3] = {};
  for (int i = 0; i < 4; ++i) {
    double error = -y[i];
    for (int k = 0; k < 3; ++k)
      error += static_cast<double>(before[k]) * x[3 * i + k];
    loss += error * error / 4;
    for (int k = 0; k < 3; ++k)
      gradient[k] += 2 * error * x[3 * i + k] / 4;
  }
  Recorder recorder;
  ASSERT_GOOD(train(data, 1, {&recorder}));
  EXPECT_NEAR(recorder.losses.at(0), loss, 1e-6 * loss);
  for (int k = 0; k < 3; ++k)
    EXPECT_NEAR(weights()[k], before[k] - 0.1 * gradient[k], 1e-6);
}

TEST_F(Training, Converges) {
  start();
  Dataset data = lineData(50).shuffle(1).take().batch(8).take();
  Result<TrainResult> result = Trainer(*session).train(60, data);
  ASSERT_GOOD(result);
  EXPECT_EQ(result->steps, 60 * 7); // six batches of 8, one of 2
  EXPECT_FALSE(result->stopped);
  EXPECT_LT(result->loss, 1e-4);
  EXPECT_NEAR(weights()[0], 1, 0.02);
  EXPECT_NEAR(weights()[1], -2, 0.02);
  EXPECT_NEAR(weights()[2], 3, 0.02);
}

TEST_F(Training, CallsBackInOrder) {
  start();
  Recorder recorder;
  ASSERT_GOOD(train(lineData(3).batch(2).take(), 2, {&recorder}));
  EXPECT_EQ(recorder.events,
            (std::vector<std::string>{"begin 0.0/2 0", "epoch 1.0/2 0",
                                      "step 1.1/2 1", "step 1.2/2 2",
                                      "epochEnd 1.2/2 2", "epoch 2.0/2 2",
                                      "step 2.1/2 3", "step 2.2/2 4",
                                      "epochEnd 2.2/2 4", "end 2.2/2 4"}));
}

TEST_F(Training, StopsOnRequestAndOnErrors) {
  start();
  Recorder stopping;
  stopping.stopAt = 3;
  Result<TrainResult> result =
      Trainer(*session).train(5, lineData(4).batch(2).take(), {&stopping});
  ASSERT_GOOD(result);
  EXPECT_TRUE(result->stopped);
  EXPECT_EQ(result->steps, 3);
  EXPECT_EQ(stopping.events.back(), "end 2.1/2 3");
  Recorder failing;
  failing.failAt = 2;
  EXPECT_ERROR(train(lineData(4).batch(2).take(), 5, {&failing}),
               "told to fail");
  EXPECT_EQ(failing.events.back(), "abandon 1.2/2 2");
}

TEST_F(Training, GoesOnWhereItStopped) {
  Dataset data = lineData(30).shuffle(5).take().batch(4).take();
  start();
  Recorder whole;
  ASSERT_GOOD(train(data, 3, {&whole}));
  std::vector<float> expected = weights();
  // 8 steps per epoch: stop after 11, save, and go on in a new session.
  start();
  Recorder first, second;
  first.stopAt = 11;
  ASSERT_GOOD(train(data, 3, {&first}));
  TempFolder folder;
  ASSERT_GOOD(session->save(folder / "s.ckpt"));
  start();
  ASSERT_GOOD(session->load(folder / "s.ckpt"));
  ASSERT_GOOD(
      Trainer(*session).train(3, data, {&second}, TrainStart{1, 3, 11}));
  std::vector<double> both = first.losses;
  both.insert(both.end(), second.losses.begin(), second.losses.end());
  EXPECT_EQ(both, whole.losses); // bit for bit
  EXPECT_EQ(weights(), expected);
  EXPECT_EQ(second.events.at(2), "step 2.4/8 12");
  EXPECT_ERROR(Trainer(*session).train(3, data, {}, TrainStart{0, 8, 8}),
               "start at epoch 0 step 8 of 8");
}

TEST_F(Training, ConvertsTypes) {
  // float64 columns to float32 inputs, as NumPy's defaults are.
  start();
  Dataset data = lineData(8).batch(4).take();
  Recorder narrow, wide;
  ASSERT_GOOD(train(data, 1, {&narrow}));
  start();
  Dataset doubles = lineData(8)
                        .map(cast(MSRT_FLOAT64), 0)
                        .take()
                        .map(cast(MSRT_FLOAT64), 1)
                        .take()
                        .batch(4)
                        .take();
  ASSERT_GOOD(train(doubles, 1, {&wide}));
  EXPECT_EQ(narrow.losses, wide.losses);
}

TEST_F(Training, NamesWhatDoesNotFit) {
  start();
  EXPECT_ERROR(train(lineData(4)), "the data is single rows");
  EXPECT_ERROR(train(lineData(20).batch(16).take()),
               "batches of 16 rows, train_step takes at most 8");
  EXPECT_ERROR(train(lineData(3).batch(4, true).take()), "no batch");
  EXPECT_ERROR(train(lineData(4).batch(2).take(), 0), "0 epochs");
  Dataset reshaped = lineData(4).map(reshape({3, 1}), 0).take().batch(2).take();
  EXPECT_ERROR(train(reshaped),
               "[MS3401] column 'in0' is Float32 [2, 3, 1], input 'x' of "
               "train_step takes Float32 [rows, 3]");
  Dataset bytes =
      lineData(4).map(rescale(0), 0).take().map(cast(MSRT_UINT8), 0).take();
  EXPECT_ERROR(train(bytes.batch(2).take()), "UInt8 [2, 3], input 'x' of "
                                             "train_step takes Float32 [rows, "
                                             "3]: rescale or cast it");
  std::vector<NamedTensor> one;
  one.push_back({"in0", Tensor::create(MSRT_FLOAT32, {4, 3}).take()});
  EXPECT_ERROR(
      train(Dataset::fromTensors(std::move(one)).take().batch(2).take()),
      "the data has 1 columns, train_step takes 2 inputs");
  fake.remove("train_step");
  start();
  EXPECT_ERROR(train(lineData(4).batch(2).take()),
               "[MS3406] artefact 'linear' has no train_step");
}

TEST_F(Training, StaticBatches) {
  fake = FakeArtifact::linear(4);
  start();
  EXPECT_GOOD(train(lineData(8).batch(4).take()));
  EXPECT_ERROR(train(lineData(10).batch(4).take()),
               "train_step takes exactly 4 rows, batch 3 has 2: drop the "
               "remainder");
  EXPECT_GOOD(train(lineData(10).batch(4, true).take()));
  EXPECT_ERROR(train(lineData(8).batch(2).take()),
               "column 'in0' is Float32 [2, 3], input 'x' of train_step takes "
               "Float32 [4, 3]");
  // Only some batches are short when a pass is repeated.
  EXPECT_ERROR(train(lineData(6).batch(4).take().repeat(2).take()),
               "batch 2 has 2");
  Trainer::BatchLimit limit = Trainer(*session).batchLimit();
  EXPECT_EQ(limit.rows, 4);
  EXPECT_TRUE(limit.exact);
}

TEST_F(Training, FlattensTheFirstTwoDimensions) {
  // An input of [2 * rows, 3] takes rows of [2, 3].
  fake = FakeArtifact::linear();
  std::vector<msrt_tensor> inputs(fake.function("train_step").inputs,
                                  fake.function("train_step").inputs + 2);
  inputs[0] = fake.tensor("x", MSRT_FLOAT32, {-2, 3});
  inputs[1] = fake.tensor("y", MSRT_FLOAT32, {-2, 1});
  fake.function("train_step").inputs = inputs.data();
  start();
  std::vector<NamedTensor> columns;
  columns.push_back({"a", Tensor::create(MSRT_FLOAT32, {4, 2, 3}).take()});
  columns.push_back({"b", Tensor::create(MSRT_FLOAT32, {4, 2}).take()});
  for (NamedTensor &column : columns)
    std::memset(column.tensor.data(), 0, column.tensor.buffer.size());
  Dataset data =
      Dataset::fromTensors(std::move(columns)).take().batch(2).take();
  EXPECT_ERROR(train(data), "column 'b' is Float32 [2, 2], input 'y' of "
                            "train_step takes Float32 [2*rows, 1]");
  Dataset good = data.map(reshape({2, 1}), 1).take();
  EXPECT_GOOD(train(good));
}

TEST_F(Training, ALossThatIsNotFiniteStops) {
  start();
  auto *w = static_cast<float *>(session->data(*session->parameter("w")));
  w[0] = NAN;
  Recorder recorder;
  EXPECT_ERROR(train(lineData(4).batch(2).take(), 1, {&recorder}),
               "[MS3403] the loss is nan at epoch 1 step 1");
  EXPECT_TRUE(recorder.losses.empty());
  EXPECT_EQ(recorder.events.back(), "abandon 1.1/2 1");
  start();
  w = static_cast<float *>(session->data(*session->parameter("w")));
  w[0] = 1e30f;
  EXPECT_ERROR(train(lineData(4).batch(2).take()),
               "the loss is infinite at epoch 1 step 1");
}
