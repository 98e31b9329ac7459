//===- ResumeTest.cpp - Runs that were killed go on -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Dropout, shuffled data, a rate per step and a dynamic loss scale: a run that
// goes on from any of its checkpoints ends with the bytes of the run that was
// never stopped.
//
//===----------------------------------------------------------------------===//

#include "test/unit/Api/ApiNetworks.h"
#include "test/unit/Runtime/TestFiles.h"

#include <algorithm>

using namespace ms;
using namespace ms::test;
using msrt::test::readAll;
using msrt::test::TempFolder;
using msrt::test::writeAll;

namespace {

struct DropoutNet : Cell {
  nn::Dense &fc = add<nn::Dense>("fc", 20, 16);
  nn::Dropout &dropout = add<nn::Dropout>("dropout", 0.3);
  nn::Dense &out = add<nn::Dense>("out", 16, 4);
  Tensor construct(const Tensor &x) override {
    return out(dropout(ops::relu(fc(x))));
  }
};

struct DropoutRun {
  DropoutNet net;
  nn::SoftmaxCrossEntropyWithLogits loss{true};
  nn::Momentum optimizer;
  Model model;
  Dataset data;
  Losses losses;

  // The scale starts so high that the first steps overflow and are skipped.
  explicit DropoutRun(uint64_t seed = 11, double rate = 0.1)
      : optimizer(net.trainableParams(), nn::CosineDecayLR(0.001, rate, 12),
                  0.9),
        model(net, loss, optimizer, {},
              ModelOptions().ampLevel("O2").lossScaleManager(
                  LossScaleManager::dynamic(1 << 20, 2, 3))),
        data(mlpData(40).shuffle(seed).batch(8)) {}

  double train(ModelCheckpoint &saver, int64_t epochs = 3) {
    return model.train(epochs, data, {&losses, &saver});
  }
};

class ResumeRun : public testing::Test {
protected:
  ResumeRun() {
    setSeed(9);
    DropoutRun run;
    ModelCheckpoint saver("net", folder / "whole", everyStep());
    last = run.train(saver);
    losses = run.losses.values;
    expected = readAll(folder / "whole/net-3_5.ckpt");
  }
  static CheckpointConfig everyStep() {
    return CheckpointConfig().saveCheckpointSteps(1).keepCheckpointMax(100);
  }
  static std::string nameOf(int step) {
    return "/net-" + std::to_string((step + 4) / 5) + "_" +
           std::to_string((step + 4) % 5 + 1) + ".ckpt";
  }
  /// A folder with the checkpoint of one step.
  std::string only(int step) {
    std::string where = folder / ("from" + std::to_string(step));
    mkdir(where.c_str(), 0700);
    writeAll(where + nameOf(step), readAll(folder / "whole" + nameOf(step)));
    return where;
  }

  TempFolder folder;
  std::vector<double> losses;
  std::string expected;
  double last = 0;
};

TEST_F(ResumeRun, EndsWithTheSameBytes) {
  ASSERT_EQ(losses.size(), 15u);
  ASSERT_FALSE(expected.empty());
  ParameterDict end = loadCheckpoint(folder / "whole/net-3_5.ckpt");
  ASSERT_NE(end.at("scale_sense").at(0), 1 << 20); // something was skipped
  for (int step : {1, 2, 5, 7, 10, 13, 14, 15}) {
    std::string where = only(step);
    setSeed(9); // of dropout, too
    DropoutRun run;
    run.net.parameters()[0].setData(randomArray({16, 20}, 5));
    ModelCheckpoint saver("net", where, everyStep());
    EXPECT_EQ(saver.prefix(), "net_1");
    ResumePoint point = run.model.resume(where, "net");
    EXPECT_EQ(point.path, where + nameOf(step));
    EXPECT_EQ(point.globalStep, step);
    EXPECT_EQ(point.epoch, step / 5);
    EXPECT_EQ(point.step, step % 5);
    EXPECT_TRUE(point.skipped.empty());
    testing::internal::CaptureStderr();
    EXPECT_EQ(run.train(saver), last) << step;
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(saver.prefix(), "net");
    EXPECT_EQ(run.losses.values,
              std::vector<double>(losses.begin() + step, losses.end()));
    EXPECT_TRUE(readAll(where + "/net-3_5.ckpt") == expected) << step;
  }
}

TEST_F(ResumeRun, PassesOverDamage) {
  std::string where = only(7), bad = readAll(where + nameOf(7));
  setSeed(9);
  bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
  writeAll(where + "/net-2_4.ckpt", bad);
  DropoutRun run;
  ModelCheckpoint saver("net", where, everyStep());
  ResumePoint point = run.model.resume(where, "net");
  EXPECT_EQ(point.path, where + nameOf(7));
  ASSERT_EQ(point.skipped.size(), 1u);
  EXPECT_NE(point.skipped[0].find("net-2_4.ckpt: is damaged"),
            std::string::npos);
  run.train(saver);
  EXPECT_TRUE(readAll(where + "/net-3_5.ckpt") == expected);
}

TEST_F(ResumeRun, WithoutACheckpointStartsAtTheBeginning) {
  setSeed(9);
  DropoutRun run;
  ModelCheckpoint saver("net", folder / "new", everyStep());
  EXPECT_EQ(run.model.resume(folder / "new", "net").path, "");
  run.train(saver);
  EXPECT_EQ(run.losses.values, losses);
}

TEST_F(ResumeRun, SaysWhatDiffers) {
  std::string where = only(7);
  DropoutRun other(12, 0.2); // another order, another rate
  ModelCheckpoint saver("net", where, everyStep());
  other.model.resume(where);
  testing::internal::CaptureStderr();
  other.train(saver);
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("was saved with other data: 40 rows of"),
            std::string::npos);
  EXPECT_NE(text.find("shuffled by seed 12"), std::string::npos);
  EXPECT_NE(text.find("warning: " + where + nameOf(7) +
                      ": was saved by another artefact"),
            std::string::npos);
  EXPECT_NE(text.find(": network '"), std::string::npos) << text;
  // Other steps cannot be the same run; an initial epoch is given already.
  DropoutRun few;
  few.model.resume(where + nameOf(7));
  EXPECT_THROW(few.model.train(3, mlpData(16).batch(8)), Error);
  few.model.resume(where + nameOf(7));
  EXPECT_THROW(few.model.train(3, few.data, {}, 1), Error);
  EXPECT_THROW(few.model.resume(folder / "none"), Error);
  Model predictor(few.net);
  EXPECT_THROW(predictor.resume(where), Error);
}

} // namespace
