//===- CommandLineTest.cpp - The commands of a compiled network -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// msrt_main with a hand-written network, in this process, on small MNIST
// folders and archives.
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"
#include "msrt/Checkpoint.h"
#include "msrt/Npy.h"

#include "test/unit/Runtime/FakeArtifact.h"
#include "test/unit/Runtime/IdxFiles.h"

#include <algorithm>
#include <cstring>

using namespace msrt;
using namespace msrt::test;

namespace {
class Run : public testing::Test {
protected:
  Run() {
    mnist = folder / "mnist";
    mkdir(mnist.c_str(), 0700);
    writeMnist(mnist, "train", 100, 6, 4);
    writeMnist(mnist, "t10k", 30, 6, 4);
  }

  /// Exit code of msrt_main; `out` and `err` are what it printed.
  int run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "digits");
    std::vector<char *> argv;
    for (std::string &argument : arguments)
      argv.push_back(argument.data());
    argv.push_back(nullptr);
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    int code = msrt_main(&fake.finish(), static_cast<int>(arguments.size()),
                         argv.data());
    out = testing::internal::GetCapturedStdout();
    err = testing::internal::GetCapturedStderr();
    return code;
  }
  double printed(const std::string &name) {
    size_t at = ("\n" + out).find("\n" + name + " ");
    if (at == std::string::npos)
      return -1;
    return std::strtod(out.c_str() + at + name.size() + 1, nullptr);
  }

  FakeArtifact fake = FakeArtifact::digits();
  TempFolder folder;
  std::string mnist, out, err;
};
} // namespace

TEST_F(Run, TrainsSavesAndEvaluates) {
  std::string losses = folder / "l.csv", saved = folder / "w";
  ASSERT_EQ(run({"--data", mnist, "--epochs", "3", "--batch", "10", "--losses",
                 losses, "--save", saved}),
            0)
      << err;
  EXPECT_NE(out.find("epoch 3/3: mean loss"), std::string::npos) << out;
  double accuracy = printed("accuracy");
  EXPECT_GE(accuracy, 0);
  EXPECT_LE(accuracy, 1);
  std::string csv = readAll(losses);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 31);
  double last = std::strtod(csv.c_str() + csv.rfind(',') + 1, nullptr);
  EXPECT_NEAR(printed("final loss"), last, 1e-5 * last);
  ASSERT_TRUE(readCheckpoint(saved + ".ckpt").ok());

  ASSERT_EQ(run({"eval", "--data", mnist, "--ckpt", saved + ".ckpt"}), 0)
      << err;
  EXPECT_NEAR(printed("accuracy"), accuracy, 1e-5);
  EXPECT_GT(printed("loss"), 0);
  ASSERT_EQ(run({"eval", "--data", mnist, "--ckpt", saved + ".ckpt",
                 "--metrics", "top_2_accuracy"}),
            0);
  EXPECT_GE(printed("top_2_accuracy"), accuracy);
  EXPECT_EQ(printed("loss"), -1);
}

TEST_F(Run, ImagesArePaddedAndRescaled) {
  // One step from zero weights moves them along the mean image of each class:
  // pixel 0 of the padded image is border, pixel 9 the first of the file.
  fake.parameter("fc.weight").init = {MSRT_INIT_FILL, 0, 0, 0, 0};
  std::string saved = folder / "w.ckpt";
  ASSERT_EQ(run({"--data", mnist, "--batch", "10", "--no-shuffle", "--save",
                 saved, "--quiet", "--losses", folder / "l.csv"}),
            0)
      << err;
  EXPECT_EQ(out.find("epoch"), std::string::npos);
  Checkpoint checkpoint = readCheckpoint(saved).take();
  const auto *w = reinterpret_cast<const float *>(
      checkpoint.find("fc.weight")->content.data());
  for (int c = 0; c < 4; ++c) {
    EXPECT_EQ(w[64 * c], 0);
    EXPECT_EQ(w[64 * c + 8 * 7 + 3], 0);
    EXPECT_NE(w[64 * c + 9], 0);
    EXPECT_NE(w[64 * c + 8 * 6 + 6], 0);
  }
  // The first loss is that of four equal scores.
  EXPECT_EQ(readAll(folder / "l.csv").rfind("step,loss\n1,1.386294", 0), 0u);
}

TEST_F(Run, ShuffleDependsOnTheSeed) {
  auto curve = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"--data", mnist, "--quiet",
                                          "--losses", folder / "l.csv"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(run(arguments), 0) << err;
    return readAll(folder / "l.csv");
  };
  std::string first = curve({"--seed", "1"});
  EXPECT_EQ(curve({}), first);
  EXPECT_NE(curve({"--seed", "2"}), first);
  EXPECT_NE(curve({"--no-shuffle"}), first);
}

TEST_F(Run, WritesCheckpoints) {
  std::string dir = folder / "ckpts";
  ASSERT_EQ(run({"--data", mnist, "--epochs", "3", "--batch", "50", "--quiet",
                 "--ckpt-dir", dir}),
            0)
      << err;
  std::vector<std::string> names = listFolder(dir);
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names,
            (std::vector<std::string>{"digits-1_2.ckpt", "digits-2_2.ckpt",
                                      "digits-3_2.ckpt"}));
  ASSERT_EQ(run({"--data", mnist, "--batch", "50", "--quiet", "--ckpt-dir", dir,
                 "--prefix", "net", "--save-steps", "1", "--keep-max", "1"}),
            0);
  EXPECT_TRUE(readCheckpoint(dir + "/net-1_2.ckpt").ok());
  EXPECT_EQ(listFolder(dir).size(), 4u);
}

TEST_F(Run, Infers) {
  std::string in = folder / "in.npz", outputs = folder / "out.npz";
  std::vector<float> x(100 * 64, 1.0f);
  const std::vector<int64_t> dims{100, 1, 8, 8};
  for (const char *name : {"in0", "image"}) {
    ASSERT_GOOD(writeNpz(in, {{name, {MSRT_FLOAT32, dims, x.data()}}}));
    ASSERT_EQ(run({"infer", "--inputs", in, "--outputs", outputs}), 0) << err;
    EXPECT_NE(err.find("the weights are the initial values"),
              std::string::npos);
    std::vector<NamedTensor> arrays = readNpz(outputs).take();
    ASSERT_EQ(arrays.size(), 1u);
    EXPECT_EQ(arrays[0].name, "out0");
    EXPECT_EQ(arrays[0].tensor.dims, (std::vector<int64_t>{100, 4}));
    // Equal rows have equal scores, in every piece of up to 64 rows.
    const float *scores = arrays[0].tensor.as<float>();
    EXPECT_NE(scores[0], 0);
    EXPECT_EQ(scores[0], scores[4 * 99]);
    unlink(outputs.c_str());
  }
  ASSERT_GOOD(writeNpz(in, {{"x", {MSRT_FLOAT32, dims, x.data()}}}));
  EXPECT_EQ(run({"infer", "--inputs", in, "--outputs", outputs}), 1);
  EXPECT_NE(err.find("error: [MS3401] " + in +
                     ": has neither an array 'image' nor in0"),
            std::string::npos)
      << err;
  EXPECT_EQ(access(outputs.c_str(), F_OK), -1);
}

TEST_F(Run, WeightsFromFiles) {
  std::string saved = folder / "w.ckpt";
  ASSERT_EQ(run({"--data", mnist, "--quiet", "--save", saved}), 0) << err;
  fake.parameter("fc.weight").init.kind = MSRT_INIT_FILE;
  EXPECT_EQ(run({"eval", "--data", mnist}), 1);
  EXPECT_NE(err.find("error: [MS4001] parameter 'fc.weight' has no initial "
                     "value, and there is no "),
            std::string::npos)
      << err;
  EXPECT_EQ(run({"eval", "--data", mnist, "--ckpt", saved}), 0) << err;
  // A file without a network's parameter is refused, one without the
  // optimizer's is not.
  Checkpoint checkpoint = readCheckpoint(saved).take();
  std::vector<CheckpointItem> items = checkpoint.items();
  ASSERT_GOOD(writeCheckpoint(folder / "net.ckpt", {items[0], items[1]}));
  EXPECT_EQ(run({"eval", "--data", mnist, "--ckpt", folder / "net.ckpt"}), 0);
  EXPECT_NE(err.find("note: "), std::string::npos);
  items[1].name = "fc.bais";
  ASSERT_GOOD(writeCheckpoint(folder / "bad.ckpt", items));
  EXPECT_EQ(run({"eval", "--data", mnist, "--ckpt", folder / "bad.ckpt"}), 1);
  EXPECT_NE(err.find("1 of 2 parameters are not in the file: 'fc.bias' (did "
                     "you mean 'fc.bais'?)"),
            std::string::npos)
      << err;
}

TEST_F(Run, WeightsBesideTheArtefact) {
  std::string saved = folder / "net.ckpt";
  ASSERT_EQ(run({"--data", mnist, "--quiet", "--save", saved}), 0) << err;
  fake.parameter("fc.weight").init.kind = MSRT_INIT_FILE;
  TrainOptions options;
  options.command = Command::Eval;
  options.data = mnist;
  options.artifactPath = folder / "net";
  FILE *sink = tmpfile();
  EXPECT_GOOD(runEval(fake.finish(), options, sink));
  options.artifactPath = folder / "other";
  EXPECT_ERROR(runEval(fake.finish(), options, sink),
               "other.ckpt: give --ckpt");
  fclose(sink);
}

TEST_F(Run, TrainsFromArchives) {
  std::vector<float> x(40 * 64);
  std::vector<int64_t> y(40);
  for (size_t i = 0; i < y.size(); ++i) {
    y[i] = static_cast<int64_t>(i % 4);
    x[64 * i + i % 4] = 1;
  }
  const std::vector<int64_t> xDims{40, 1, 8, 8}, yDims{40};
  std::string data = folder / "d.npz";
  ASSERT_GOOD(writeNpz(data, {{"in0", {MSRT_FLOAT32, xDims, x.data()}},
                              {"in1", {MSRT_INT64, yDims, y.data()}}}));
  ASSERT_EQ(run({"--data", data, "--epochs", "50", "--batch", "8", "--save",
                 folder / "w"}),
            0)
      << err;
  EXPECT_EQ(printed("accuracy"), -1); // an archive has no test split
  ASSERT_EQ(run({"eval", "--data", data, "--ckpt", folder / "w.ckpt"}), 0);
  EXPECT_EQ(printed("accuracy"), 1);
}

TEST_F(Run, ErrorsAreOneLineAndLeaveNothing) {
  auto fails = [&](std::vector<std::string> arguments, const char *text) {
    EXPECT_EQ(run(arguments), 1);
    EXPECT_EQ(err.rfind("error: [MS", 0), 0u) << err;
    EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
    EXPECT_NE(err.find(text), std::string::npos) << err;
    EXPECT_EQ(out, "");
  };
  fails({"--data", folder / "none"}, "no such file");
  fails({"--data", mnist, "--batch", "65"},
        "option --batch: found 65, the network was compiled for at most 64");
  fails({"--data", mnist, "--save", folder / "none/w.ckpt"}, "no such file");
  fails({"--data", mnist, "--ckpt", mnist}, "is a folder");
  fails({"--data", mnist, "--batch"}, "needs a value");
  writeMnist(mnist, "train", 100, 6, 5); // label 4 of 4 classes
  fails({"--data", mnist}, "row 4 has label 4, expected 0 to 3");
  writeMnist(mnist, "train", 100, 9, 4);
  fails({"--data", mnist}, "does not fit into 8 x 8");
  EXPECT_EQ(listFolder(folder.path()).size(), 1u);
  fake.table.abi_version = 99;
  fails({"--info"}, "made for runtime interface 99");
}

TEST_F(Run, TellsOfRowsThatAFixedBatchLeavesOut) {
  fake = FakeArtifact::linear(4);
  std::vector<float> x(30), y(10, 1.0f);
  const std::vector<int64_t> xDims{10, 3}, yDims{10, 1};
  std::string data = folder / "d.npz";
  ASSERT_GOOD(writeNpz(data, {{"in0", {MSRT_FLOAT32, xDims, x.data()}},
                              {"in1", {MSRT_FLOAT32, yDims, y.data()}}}));
  ASSERT_EQ(run({"--data", data, "--quiet"}), 0) << err;
  EXPECT_EQ(err, "note: 2 of 10 rows are left out: the network was compiled "
                 "for batches of exactly 4 rows\n");
  EXPECT_EQ(run({"--data", data, "--batch", "5"}), 1);
  EXPECT_NE(err.find("batches of exactly 4 rows"), std::string::npos);
}

TEST_F(Run, HelpVersionInfo) {
  ASSERT_EQ(run({"--help"}), 0);
  EXPECT_EQ(out.rfind("usage: digits ", 0), 0u);
  ASSERT_EQ(run({"--version"}), 0);
  EXPECT_EQ(out, "digits (mindirc runtime interface 3, key fake)\n");
  ASSERT_EQ(run({"--info"}), 0);
  EXPECT_NE(out.find("fc.weight                        Float32  [4, 64]"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("input  0  image                Float32  [rows, 1, 8, 8]"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("up to 64 rows"), std::string::npos);
}
