//===- TrainingFixture.h - A network, data, a recorder ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_TEST_UNIT_RUNTIME_TRAININGFIXTURE_H
#define MS_TEST_UNIT_RUNTIME_TRAININGFIXTURE_H

#include "msrt/Random.h"
#include "msrt/Trainer.h"

#include "test/unit/Runtime/FakeArtifact.h"
#include "test/unit/Runtime/TestFiles.h"

namespace msrt::test {

/// Rows with y = x0 - 2 x1 + 3 x2 + 0.5 and x from random numbers.
inline Dataset lineData(int64_t count) {
  std::vector<NamedTensor> columns;
  columns.push_back({"in0", Tensor::create(MSRT_FLOAT32, {count, 3}).take()});
  columns.push_back({"in1", Tensor::create(MSRT_FLOAT32, {count, 1}).take()});
  float *x = columns[0].tensor.as<float>(), *y = columns[1].tensor.as<float>();
  for (int64_t i = 0; i < 3 * count; ++i)
    x[i] = static_cast<float>(2 * randomUniform(99, i) - 1);
  for (int64_t i = 0; i < count; ++i)
    y[i] = x[3 * i] - 2 * x[3 * i + 1] + 3 * x[3 * i + 2] + 0.5f;
  return Dataset::fromTensors(std::move(columns)).take();
}

/// Writes down what it is told.
class Recorder final : public Callback {
public:
  Status begin(TrainContext &c) override { return note("begin", c); }
  Status epochBegin(TrainContext &c) override { return note("epoch", c); }
  Status stepEnd(TrainContext &c) override {
    losses.push_back(c.loss);
    if (c.globalStep == stopAt)
      c.requestStop();
    if (c.globalStep == failAt)
      return Status::error(Code::Callback, "told to fail");
    return note("step", c);
  }
  Status epochEnd(TrainContext &c) override { return note("epochEnd", c); }
  Status end(TrainContext &c) override { return note("end", c); }
  void abandon(TrainContext &c) override { (void)note("abandon", c); }

  std::vector<std::string> events;
  std::vector<double> losses;
  int64_t stopAt = -1, failAt = -1;

private:
  Status note(const char *what, const TrainContext &c) {
    events.push_back(format(
        "%s %lld.%lld/%lld %lld", what, static_cast<long long>(c.epoch),
        static_cast<long long>(c.step), static_cast<long long>(c.stepsPerEpoch),
        static_cast<long long>(c.globalStep)));
    return {};
  }
};

/// A session of a network that tests may change before start().
class Training : public testing::Test {
protected:
  void start() { session = Session::create(fake.finish()).take(); }
  Status train(const Dataset &data, int64_t epochs = 1,
               std::vector<Callback *> callbacks = {}) {
    return Trainer(*session).train(epochs, data, callbacks).status();
  }
  std::vector<float> weights() {
    const auto *w =
        static_cast<const float *>(session->data(*session->parameter("w")));
    return {w, w + 3};
  }

  FakeArtifact fake = FakeArtifact::linear();
  std::unique_ptr<Session> session;
};

} // namespace msrt::test

#endif // MS_TEST_UNIT_RUNTIME_TRAININGFIXTURE_H
