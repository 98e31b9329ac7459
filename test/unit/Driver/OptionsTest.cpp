//===- OptionsTest.cpp - Tables of command-line options -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Options.h"

#include "gtest/gtest.h"

using namespace ms;

namespace {

struct Fixture : testing::Test {
  Fixture() {
    table.flag("--fast", "", fast);
    table.text("--name", "NAME", "", name);
    table.number("--count", "", 1, count);
    table.reals("--lr", "", rates);
    table.bytes("--size", "", size);
    table.texts("--names", "NAME", "", names);
    table.flagOrText("--report", "FILE", "", report, file);
    table.choice("--kind", {"big", "small"}, "", kind);
    table.texts("--group", "PATTERN=X", "", groups);
  }

  bool parse(std::vector<std::string> arguments) {
    testing::internal::CaptureStderr();
    bool good = succeeded(table.parse(arguments, rest));
    error = testing::internal::GetCapturedStderr();
    return good;
  }

  OptionTable table;
  bool fast = false, report = false;
  std::string name, kind, file, error;
  int64_t count = 0, size = 0;
  std::vector<std::string> names;
  std::vector<double> rates;
  std::vector<std::string> rest, groups;
};

TEST_F(Fixture, ReadsBothForms) {
  EXPECT_TRUE(parse({"--count=3", "--name", "a=b", "--fast", "--kind", "big"}));
  EXPECT_EQ(count, 3);
  EXPECT_EQ(name, "a=b");
  EXPECT_TRUE(fast);
  EXPECT_EQ(kind, "big");
  EXPECT_TRUE(rest.empty());
}

TEST_F(Fixture, KeepsAllTextsOfAName) {
  EXPECT_TRUE(parse({"--group", "a=1", "--name", "x", "--group=b,c=2"}));
  EXPECT_EQ(groups, (std::vector<std::string>{"a=1", "b", "c=2"}));
  EXPECT_EQ(table.getGiven().size(), 2u);
  EXPECT_FALSE(parse({"--group="}));
}

TEST_F(Fixture, ReadsASwitchWithAValue) {
  EXPECT_TRUE(parse({"--report", "net"}));
  EXPECT_TRUE(report);
  EXPECT_EQ(file, "");
  EXPECT_EQ(rest, std::vector<std::string>{"net"});
  EXPECT_TRUE(parse({"--report=a=b"}));
  EXPECT_EQ(file, "a=b");
  EXPECT_FALSE(parse({"--report="}));
}

TEST_F(Fixture, ReadsBytes) {
  for (auto [text, bytes] : {std::pair<const char *, int64_t>{"--size=17", 17},
                             {"--size=1kB", 1000},
                             {"--size=1.5KiB", 1536},
                             {"--size=2MB", 2000000},
                             {"--size=0.5GiB", 536870912}}) {
    EXPECT_TRUE(parse({text})) << text;
    EXPECT_EQ(size, bytes) << text;
  }
  for (const char *text : {"--size=0", "--size=-1MB", "--size=MB", "--size=1mb",
                           "--size=1e30", "--size=nan"})
    EXPECT_FALSE(parse({text})) << text;
}

TEST_F(Fixture, ReadsTexts) {
  EXPECT_TRUE(parse({"--names", "a,b", "--names=c"}));
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_FALSE(parse({"--names", "a,,b"}));
}

TEST_F(Fixture, LeavesTheRestInOrder) {
  EXPECT_TRUE(parse({"net", "--other=1", "--count", "2", "--data", "x"}));
  EXPECT_EQ(rest,
            (std::vector<std::string>{"net", "--other=1", "--data", "x"}));
  EXPECT_TRUE(table.isGiven("--count"));
  EXPECT_FALSE(table.isGiven("--fast"));
}

TEST_F(Fixture, ReadsLists) {
  EXPECT_TRUE(parse({"--lr", "0.1,1e-3"}));
  EXPECT_EQ(rates, (std::vector<double>{0.1, 1e-3}));
}

TEST_F(Fixture, TheLastValueCounts) {
  EXPECT_TRUE(parse({"--count", "2", "--count", "4"}));
  EXPECT_EQ(count, 4);
  EXPECT_EQ(table.getGiven().size(), 1u);
}

TEST_F(Fixture, SaysWhatIsWrong) {
  EXPECT_FALSE(parse({"--count", "0"}));
  EXPECT_EQ(error, "error: [MS4001] option --count: found '0', expected a "
                   "whole number of at least 1\n");
  EXPECT_FALSE(parse({"--count", "99999999999999"}));
  EXPECT_FALSE(parse({"--count", "2x"}));
  EXPECT_FALSE(parse({"--count"}));
  EXPECT_EQ(error, "error: [MS4001] option --count needs a value\n");
  EXPECT_FALSE(parse({"--name", ""}));
  EXPECT_FALSE(parse({"--fast=1"}));
  EXPECT_FALSE(parse({"--kind", "huge"}));
  EXPECT_EQ(error, "error: [MS4001] option --kind: found 'huge', expected one "
                   "of big|small\n");
  for (const char *value : {"inf", "nan", "1,,2", "0.1,", "x"})
    EXPECT_FALSE(parse({"--lr", value})) << value;
}

TEST(DidYouMean, NeedsNearness) {
  std::vector<std::string> names = {"--optimizer", "--momentum"};
  EXPECT_EQ(didYouMean("--optimzer", names), " (did you mean '--optimizer'?)");
  EXPECT_EQ(didYouMean("--nix", names), "");
}

} // namespace
