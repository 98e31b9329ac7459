//===- OptionsTest.cpp - Reading the command line -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/CommandLine.h"

#include "test/unit/Runtime/TestFiles.h"

using namespace msrt;
using namespace msrt::test;

static Result<TrainOptions> parse(std::vector<const char *> arguments) {
  return parseTrainOptions(static_cast<int>(arguments.size()),
                           arguments.data());
}

TEST(Options, Defaults) {
  Result<TrainOptions> options = parse({"--data", "d"});
  ASSERT_GOOD(options);
  EXPECT_EQ(options->command, Command::Train);
  EXPECT_EQ(options->epochs, 1);
  EXPECT_EQ(options->batch, 0);
  EXPECT_TRUE(options->shuffle);
  EXPECT_FALSE(options->quiet);
}

TEST(Options, AllOfThem) {
  Result<TrainOptions> options = parse({"train",
                                        "--data=d.npz",
                                        "--epochs",
                                        "3",
                                        "--batch=16",
                                        "--ckpt",
                                        "w.ckpt",
                                        "--no-shuffle",
                                        "--seed",
                                        "9",
                                        "--losses",
                                        "l.csv",
                                        "--ckpt-dir",
                                        "c",
                                        "--prefix",
                                        "p",
                                        "--save-steps",
                                        "5",
                                        "--keep-max=2",
                                        "--threads",
                                        "4",
                                        "--quiet",
                                        "--save",
                                        "s"});
  ASSERT_GOOD(options);
  EXPECT_EQ(options->data, "d.npz");
  EXPECT_EQ(options->epochs, 3);
  EXPECT_EQ(options->batch, 16);
  EXPECT_EQ(options->checkpoint, "w.ckpt");
  EXPECT_FALSE(options->shuffle);
  EXPECT_EQ(options->seed, 9u);
  EXPECT_EQ(options->losses, "l.csv");
  EXPECT_EQ(options->checkpointDir, "c");
  EXPECT_EQ(options->prefix, "p");
  EXPECT_EQ(options->saveSteps, 5);
  EXPECT_EQ(options->keepMax, 2);
  EXPECT_EQ(options->threads, 4);
  EXPECT_TRUE(options->quiet);
  EXPECT_EQ(options->save, "s");
  Result<TrainOptions> eval =
      parse({"eval", "--data", "d", "--metrics", "loss,accuracy"});
  ASSERT_GOOD(eval);
  EXPECT_EQ(eval->command, Command::Eval);
  EXPECT_EQ(eval->metrics, (std::vector<std::string>{"loss", "accuracy"}));
  EXPECT_EQ(parse({"infer", "--inputs", "i", "--outputs", "o"})->command,
            Command::Infer);
  EXPECT_EQ(parse({"--help"})->command, Command::Help);
  EXPECT_EQ(parse({"train", "-h"})->command, Command::Help);
  EXPECT_EQ(parse({"--info"})->command, Command::Info);
  EXPECT_EQ(parse({"--version"})->command, Command::Version);
}

TEST(Options, Errors) {
  EXPECT_ERROR(parse({"--epohcs", "3"}),
               "[MS4001] unknown option '--epohcs' (did you mean '--epochs'?)");
  EXPECT_ERROR(parse({"--data", "d", "--xyzzy"}), "unknown option '--xyzzy'");
  EXPECT_ERROR(parse({"trian"}), "unknown command 'trian' (did you mean "
                                 "'train'?)");
  EXPECT_ERROR(parse({"train", "data"}), "unexpected argument 'data'");
  EXPECT_ERROR(parse({"--epochs"}), "option --epochs needs a value");
  EXPECT_ERROR(
      parse({"--epochs", "many"}),
      "option --epochs: found 'many', expected a number of at least 1");
  EXPECT_ERROR(parse({"--epochs", "0"}), "found '0'");
  EXPECT_ERROR(parse({"--epochs", "3x"}), "found '3x'");
  EXPECT_ERROR(parse({"--epochs", "99999999999999999999"}),
               "expected a number");
  EXPECT_ERROR(parse({"--seed", "-1"}), "at least 0");
  EXPECT_ERROR(parse({"--data="}), "option --data: found ''");
  EXPECT_ERROR(parse({"--quiet=yes"}), "expected no value");
  EXPECT_ERROR(parse({"eval", "--epochs", "3"}), "option --epochs is not for "
                                                 "eval");
  EXPECT_ERROR(parse({}), "train needs the option --data");
  EXPECT_ERROR(parse({"infer", "--inputs", "i"}), "infer needs the option "
                                                  "--outputs");
  EXPECT_ERROR(parse({"--data", "d", "--prefix", "p"}),
               "option --prefix needs --ckpt-dir");
}

TEST(Options, HelpNamesEveryOption) {
  std::string text = helpText("lenet");
  EXPECT_EQ(text.rfind("usage: lenet [train] --data", 0), 0u);
  for (const char *name :
       {"--data", "--epochs", "--batch", "--ckpt", "--no-shuffle", "--seed",
        "--losses", "--ckpt-dir", "--prefix", "--save-steps", "--keep-max",
        "--threads", "--quiet", "--inputs", "--outputs", "--metrics", "--save"})
    EXPECT_NE(text.find(name), std::string::npos) << name;
}
