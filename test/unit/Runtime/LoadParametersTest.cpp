//===- LoadParametersTest.cpp - load_param_into_net -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The rules of MindSpore's function, and that nothing changes on an error.
//
//===----------------------------------------------------------------------===//

#include "msrt/LoadParameters.h"

#include "test/unit/Runtime/TestFiles.h"

#include <cstring>

using namespace msrt;
using namespace msrt::test;

using Names = std::vector<std::string>;

namespace {
class LoadParameters : public testing::Test {
protected:
  template <typename T>
  void entry(const std::string &name, DType dtype, std::vector<int64_t> dims,
             std::vector<T> values) {
    CheckpointEntry entry;
    entry.name = name;
    entry.dtype = dtype;
    entry.typeName = dtypeName(dtype);
    entry.dims = std::move(dims);
    entry.bytes = values.size() * sizeof(T);
    entry.content = Buffer::create(entry.bytes).take();
    std::memcpy(entry.content.data(), values.data(), entry.bytes);
    checkpoint.entries.push_back(std::move(entry));
  }
  void floats(const std::string &name, std::vector<int64_t> dims,
              std::vector<float> values) {
    entry(name, MSRT_FLOAT32, std::move(dims), std::move(values));
  }

  Result<LoadReport> load(const std::vector<Destination> &destinations,
                          bool strict = false) {
    return loadParameters(destinations, checkpoint, "f.ckpt",
                          strict ? LoadMode::Strict : LoadMode::Default);
  }

  Checkpoint checkpoint;
  std::vector<int64_t> two{2}, square{2, 2}, one{1};
  float a[4] = {-1, -1, -1, -1}, b[4] = {-1, -1, -1, -1};
};
} // namespace

TEST_F(LoadParameters, ByName) {
  floats("a", {2}, {1, 2});
  floats("extra", {}, {7});
  Result<LoadReport> report =
      load({{"a", MSRT_FLOAT32, two, a}, {"missing", MSRT_FLOAT32, two, b}});
  ASSERT_GOOD(report);
  EXPECT_EQ(a[0], 1);
  EXPECT_EQ(a[1], 2);
  EXPECT_EQ(b[0], -1);
  EXPECT_EQ(report->paramNotLoad, Names{"missing"});
  EXPECT_EQ(report->ckptNotLoad, Names{"extra"});
  EXPECT_EQ(report->loaded, (std::vector<bool>{true, false}));
  EXPECT_EQ(report->loadedCount, 1u);
}

TEST_F(LoadParameters, SuggestsNearNames) {
  floats("conv1.wieght", {2}, {1, 2});
  Result<LoadReport> report = load({{"conv1.weight", MSRT_FLOAT32, two, a}});
  ASSERT_GOOD(report);
  EXPECT_EQ(report->describeMissing(),
            "1 of 1 parameters are not in the file: 'conv1.weight' (did you "
            "mean 'conv1.wieght'?)");
}

TEST_F(LoadParameters, StripsPrefixes) {
  floats("net.a", {2}, {1, 2});
  floats("net.b", {2}, {3, 4});
  float c[2] = {-1, -1};
  std::vector<Destination> destinations = {{"a", MSRT_FLOAT32, two, a},
                                           {"b", MSRT_FLOAT32, two, b},
                                           {"c", MSRT_FLOAT32, two, c}};
  Result<LoadReport> strict = load(destinations, true);
  ASSERT_GOOD(strict);
  EXPECT_EQ(strict->paramNotLoad, (Names{"a", "b", "c"}));
  EXPECT_EQ(a[0], -1);
  floats("other.c", {2}, {5, 6});
  Result<LoadReport> report = load(destinations);
  ASSERT_GOOD(report);
  EXPECT_EQ(a[1], 2);
  EXPECT_EQ(b[1], 4);
  EXPECT_EQ(c[1], 6);
  EXPECT_TRUE(report->paramNotLoad.empty());
  // Names used with a prefix stay in the list, as in MindSpore.
  EXPECT_EQ(report->ckptNotLoad, (Names{"net.a", "net.b", "other.c"}));
}

TEST_F(LoadParameters, NeverAddsAPrefix) {
  floats("a", {2}, {1, 2});
  Result<LoadReport> report = load({{"net.a", MSRT_FLOAT32, two, a}});
  ASSERT_GOOD(report);
  EXPECT_EQ(report->paramNotLoad, Names{"net.a"});
}

TEST_F(LoadParameters, AnEntryWithItsOwnParameterIsNoOtherOnes) {
  floats("moments.a", {2}, {1, 2});
  floats("net.b", {2}, {3, 4});
  float c[2] = {-1, -1};
  Result<LoadReport> report = load({{"a", MSRT_FLOAT32, two, a},
                                    {"b", MSRT_FLOAT32, two, b},
                                    {"moments.a", MSRT_FLOAT32, two, c}});
  ASSERT_GOOD(report);
  EXPECT_EQ(a[0], -1);
  EXPECT_EQ(b[0], 3);
  EXPECT_EQ(c[0], 1);
  EXPECT_EQ(report->paramNotLoad, Names{"a"});
  EXPECT_EQ(report->ckptNotLoad, Names{"net.b"});
}

TEST_F(LoadParameters, TheDictionaryHasTheLastOfAName) {
  for (const char *name : {"a", "b", "a", "c", "a"})
    floats(name, {}, {static_cast<float>(checkpoint.entries.size())});
  checkpoint.keepLast();
  Names names;
  for (const CheckpointEntry &entry : checkpoint.entries)
    names.push_back(entry.name);
  EXPECT_EQ(names, (Names{"a", "b", "c"}));
  float value;
  ASSERT_GOOD(checkpoint.copyContent(checkpoint.entries[0], &value));
  EXPECT_EQ(value, 4);
}

TEST_F(LoadParameters, TrailingOnes) {
  floats("a", {2, 2, 1, 1}, {1, 2, 3, 4});
  ASSERT_GOOD(load({{"a", MSRT_FLOAT32, square, a}}));
  EXPECT_EQ(a[3], 4);
  EXPECT_ERROR(
      load({{"a", MSRT_FLOAT32, two, b}}),
      "[MS3105] f.ckpt: parameter 'a': shape [2, 2, 1, 1] in the file, "
      "[2] expected");
  // Not the other way round.
  Checkpoint small;
  std::swap(small, checkpoint);
  floats("a", {}, {9});
  EXPECT_ERROR(load({{"a", MSRT_FLOAT32, one, b}}),
               "shape [] in the file, [1] expected");
}

TEST_F(LoadParameters, ConvertsWithinFamilies) {
  entry<double>("a", MSRT_FLOAT64, {2}, {0.1, 1e300});
  entry<int64_t>("n", MSRT_INT64, {2}, {5, -6});
  entry<uint16_t>("h", MSRT_FLOAT16, {2}, {0x3c00, 0xc000});
  int32_t n[2] = {};
  std::vector<Destination> destinations = {{"a", MSRT_FLOAT32, two, a},
                                           {"n", MSRT_INT32, two, n},
                                           {"h", MSRT_FLOAT32, two, b}};
  ASSERT_GOOD(load(destinations));
  EXPECT_EQ(a[0], 0.1f);
  EXPECT_EQ(n[1], -6);
  EXPECT_EQ(b[0], 1);
  EXPECT_EQ(b[1], -2);
  EXPECT_ERROR(load(destinations, true),
               "'a': type Float64 in the file, Float32 expected");
}

TEST_F(LoadParameters, RefusesOtherFamilies) {
  entry<int32_t>("a", MSRT_INT32, {2}, {1, 2});
  entry<uint8_t>("u", MSRT_UINT8, {2}, {1, 2});
  int8_t n[2] = {};
  EXPECT_ERROR(load({{"a", MSRT_FLOAT32, two, a}}),
               "type Int32 in the file, Float32 expected");
  EXPECT_ERROR(load({{"u", MSRT_INT8, two, n}}),
               "type UInt8 in the file, Int8 expected");
}

TEST_F(LoadParameters, IntegersThatDoNotFit) {
  entry<int64_t>("n", MSRT_INT64, {2}, {1, 300});
  int8_t n[2] = {-1, -1};
  EXPECT_ERROR(load({{"n", MSRT_INT8, two, n}}),
               "element 1 is 300, which is no Int8");
  EXPECT_EQ(n[0], -1);
}

TEST_F(LoadParameters, NothingChangesOnAnError) {
  floats("a", {2}, {1, 2});
  floats("b", {3}, {1, 2, 3});
  EXPECT_ERROR(load({{"a", MSRT_FLOAT32, two, a}, {"b", MSRT_FLOAT32, two, b}}),
               "parameter 'b'");
  EXPECT_EQ(a[0], -1);
  EXPECT_EQ(b[0], -1);
}

TEST_F(LoadParameters, TextIsNoValueAndTheLastOfTwoCounts) {
  floats("a", {2}, {1, 2});
  floats("x", {}, {0});
  floats("a", {2}, {3, 4});
  CheckpointEntry text;
  text.kind = EntryKind::Text;
  text.name = "b";
  checkpoint.entries.push_back(std::move(text));
  Result<LoadReport> report =
      load({{"a", MSRT_FLOAT32, two, a}, {"b", MSRT_FLOAT32, two, b}});
  ASSERT_GOOD(report);
  EXPECT_EQ(a[0], 3);
  EXPECT_EQ(report->paramNotLoad, Names{"b"});
  EXPECT_EQ(report->ckptNotLoad, (Names{"x", "b"}));
}

TEST_F(LoadParameters, LateContentsComeFromTheFile) {
  TempFolder folder;
  floats("a", {2}, {1, 2});
  entry<int64_t>("n", MSRT_INT64, {2}, {3, 4});
  floats("h", {2}, {5, 6});
  std::string path = folder / "late.ckpt";
  CheckpointWriteOptions slices;
  slices.sliceBytes = 4; // every element apart
  ASSERT_GOOD(writeCheckpoint(path, checkpoint.items(), slices));
  CheckpointReadOptions options;
  options.late = true;
  Result<Checkpoint> late = readCheckpoint(path, options);
  ASSERT_GOOD(late);
  EXPECT_EQ(late->entries[0].content.size(), 0u);
  int32_t n[2] = {-1, -1};
  double h[2] = {-1, -1};
  ASSERT_GOOD(loadParameters({{"a", MSRT_FLOAT32, two, a},
                              {"n", MSRT_INT32, two, n},
                              {"h", MSRT_FLOAT64, two, h}},
                             *late, path));
  EXPECT_EQ(a[1], 2);
  EXPECT_EQ(n[1], 4);
  EXPECT_EQ(h[0], 5);
}

TEST_F(LoadParameters, TakesWhatFits) {
  floats("a", {2}, {1, 2});
  floats("head", {2, 2}, {1, 2, 3, 4});
  floats("other", {2}, {5, 6});
  entry<int32_t>("count", MSRT_INT32, {2}, {7, 8});
  float head[2] = {-1, -1}, count[2] = {-1, -1}, fresh[2] = {-1, -1};
  Result<LoadReport> report =
      loadParameters({{"a", MSRT_FLOAT32, two, a},
                      {"head", MSRT_FLOAT32, two, head},
                      {"count", MSRT_FLOAT32, two, count},
                      {"new", MSRT_FLOAT32, two, fresh}},
                     checkpoint, "f.ckpt", LoadMode::Fitting);
  ASSERT_GOOD(report);
  EXPECT_EQ(a[1], 2);
  EXPECT_EQ(head[0], -1);
  EXPECT_EQ(count[0], -1);
  EXPECT_EQ(report->loaded, (std::vector<bool>{true, false, false, false}));
  EXPECT_EQ(report->paramNotLoad, (Names{"head", "count", "new"}));
  EXPECT_EQ(report->ckptNotLoad, Names{"other"});
  EXPECT_EQ(report->unfit,
            (Names{"'head': shape [2, 2] in the file, [2] expected",
                   "'count': type Int32 in the file, Float32 expected"}));
}

TEST_F(LoadParameters, UnsupportedTypes) {
  CheckpointEntry entry;
  entry.kind = EntryKind::Other;
  entry.name = "q";
  entry.typeName = "Int4";
  entry.dims = {2};
  checkpoint.entries.push_back(std::move(entry));
  EXPECT_ERROR(load({{"q", MSRT_FLOAT32, two, a}}),
               "element type 'Int4' is not supported");
}
