//===- DatasetTest.cpp - Order, batches, maps -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "test/unit/Runtime/DatasetRows.h"

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace msrt;
using namespace msrt::test;

// Rows 0 .. count-1 in a column "x" [2] of {row, 10 row} and a column "y" [].
static Dataset numbers(int64_t count) {
  NamedTensor x{"x", Tensor::create(MSRT_FLOAT32, {count, 2}).take()};
  NamedTensor y{"y", Tensor::create(MSRT_INT32, {count}).take()};
  for (int64_t i = 0; i < count; ++i) {
    x.tensor.as<float>()[2 * i] = static_cast<float>(i);
    x.tensor.as<float>()[2 * i + 1] = static_cast<float>(10 * i);
    y.tensor.as<int32_t>()[i] = static_cast<int32_t>(i);
  }
  std::vector<NamedTensor> columns;
  columns.push_back(std::move(x));
  columns.push_back(std::move(y));
  return Dataset::fromTensors(std::move(columns)).take();
}

TEST(Dataset, RowsAndBatches) {
  Dataset data = numbers(7);
  EXPECT_EQ(data.size(), 7);
  EXPECT_EQ(labels(data, 0), (Rows{0, 1, 2, 3, 4, 5, 6}));
  Dataset batches = data.batch(3).take();
  EXPECT_EQ(batches.size(), 3);
  EXPECT_EQ(labels(batches, 0), (Rows{0, 1, 2, -1, 3, 4, 5, -1, 6}));
  EXPECT_EQ(labels(batches, 0, 2), Rows{6});
  Dataset dropped = data.batch(3, true).take();
  EXPECT_EQ(dropped.size(), 2);
  EXPECT_EQ(labels(dropped, 5), (Rows{0, 1, 2, -1, 3, 4, 5}));
  EXPECT_EQ(data.batch(100, true).take().size(), 0);

  DatasetReader reader = DatasetReader::create(batches).take();
  reader.seek(0, 1);
  ASSERT_TRUE(*reader.next());
  EXPECT_EQ(reader.position(), 2);
  EXPECT_EQ(reader.column(0).dims, Dims({3, 2}));
  const float *x = static_cast<const float *>(reader.column(0).data);
  EXPECT_EQ(x[4], 5);
  EXPECT_EQ(x[5], 50);
  ASSERT_TRUE(*reader.next());
  EXPECT_EQ(reader.column(0).dims, Dims({1, 2}));
  EXPECT_FALSE(*reader.next());
}

TEST(Dataset, ShuffleIsAFunctionOfSeedEpochAndPosition) {
  Dataset data = numbers(50).shuffle(3).take().batch(8).take();
  Rows first = labels(data, 0), second = labels(data, 1);
  EXPECT_NE(first, second);
  EXPECT_EQ(labels(data, 0), first); // also after another epoch was read
  EXPECT_NE(labels(numbers(50).shuffle(4).take().batch(8).take(), 0), first);
  Rows sorted = first;
  sorted.erase(std::remove(sorted.begin(), sorted.end(), -1), sorted.end());
  std::sort(sorted.begin(), sorted.end());
  Rows all(50);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(sorted, all);
  // Going on at a position gives the rest of the epoch.
  Rows tail = labels(data, 1, 3);
  EXPECT_EQ(Rows(second.end() - static_cast<long>(tail.size()), second.end()),
            tail);
  EXPECT_EQ(tail.size(), 50u - 24 + 3);
}

TEST(Dataset, ShuffledBatchesKeepAShortLastOne) {
  Dataset data = numbers(50).batch(8).take().shuffle(1).take();
  Rows rows = labels(data, 0);
  EXPECT_NE(rows, labels(numbers(50).batch(8).take(), 0));
  EXPECT_EQ(Rows(rows.end() - 3, rows.end()), (Rows{-1, 48, 49}));
  // Whole batches move.
  for (size_t i = 0; i + 2 < rows.size(); i += 9)
    EXPECT_EQ(rows[i] % 8, 0);
}

TEST(Dataset, RepeatPassesOnWithNewOrders) {
  Dataset data = numbers(4).shuffle(9).take().repeat(2).take();
  EXPECT_EQ(data.size(), 8);
  Dataset once = numbers(4).shuffle(9).take();
  // Epoch 3 of the repeated data are the passes 6 and 7.
  Rows expected = labels(once, 6);
  for (int row : labels(once, 7))
    expected.push_back(row);
  EXPECT_EQ(labels(data, 3), expected);
  EXPECT_EQ(labels(numbers(3).repeat(2).take().batch(4).take(), 0),
            (Rows{0, 1, 2, 0, -1, 1, 2}));
  EXPECT_EQ(labels(numbers(3).batch(2).take().repeat(2).take(), 0),
            (Rows{0, 1, -1, 2, -1, 0, 1, -1, 2}));
}

TEST(Dataset, Take) {
  EXPECT_EQ(labels(numbers(9).take(4).take(), 0), (Rows{0, 1, 2, 3}));
  EXPECT_EQ(numbers(9).take(40).take().size(), 9);
  EXPECT_EQ(numbers(9).take(4).take().root().sourceRows(), 4);
  EXPECT_EQ(numbers(9).shuffle(1).take().take(4).take().root().sourceRows(), 9);
  EXPECT_EQ(numbers(9).batch(2).take().take(3).take().root().sourceRows(), 6);
}

TEST(Dataset, MapsRowsBeforeAndAfterBatch) {
  auto add = [](float what) {
    return rowFunction(
        {"", MSRT_FLOAT32, {2}},
        [what](const Column &, const void *source, void *target) {
          for (int i = 0; i < 2; ++i)
            static_cast<float *>(target)[i] =
                static_cast<const float *>(source)[i] + what;
          return Status();
        });
  };
  Dataset data = numbers(5)
                     .map(add(1), "x")
                     .take()
                     .map(cast(MSRT_FLOAT64), 0)
                     .take()
                     .shuffle(2)
                     .take()
                     .batch(3)
                     .take()
                     .map(rescale(2), 0)
                     .take();
  EXPECT_EQ(data.columns()[0].dtype, MSRT_FLOAT32);
  DatasetReader reader = DatasetReader::create(data).take();
  int seen = 0;
  while (*reader.next())
    for (int64_t i = 0; i < reader.rows(); ++i, ++seen) {
      const float *x = static_cast<const float *>(reader.column(0).data);
      int row = static_cast<const int32_t *>(reader.column(1).data)[i];
      EXPECT_EQ(x[2 * i], static_cast<float>(2 * (row + 1)));
      EXPECT_EQ(x[2 * i + 1], static_cast<float>(2 * (10 * row + 1)));
    }
  EXPECT_EQ(seen, 5);
  // A row of the source, through the maps, whatever the order.
  ReadContext context;
  float x[2];
  int32_t y;
  void *both[] = {x, &y}, *labelOnly[] = {nullptr, &y};
  ASSERT_GOOD(data.root().readSource(4, both, context));
  EXPECT_EQ(x[1], 82);
  EXPECT_EQ(y, 4);
  ASSERT_GOOD(data.root().readSource(2, labelOnly, context));
  EXPECT_EQ(y, 2);
}

TEST(Dataset, AMapThatFailsStopsTheReader) {
  Dataset data =
      numbers(4)
          .map(rowFunction({"", MSRT_INT32, {}},
                           [](const Column &, const void *source, void *) {
                             int32_t label;
                             std::memcpy(&label, source, sizeof(label));
                             return label < 2
                                        ? Status()
                                        : Status::error(Code::Dataset,
                                                        "row %d is bad", label);
                           }),
               "y")
          .take();
  DatasetReader reader = DatasetReader::create(data).take();
  EXPECT_TRUE(reader.next().ok());
  EXPECT_TRUE(reader.next().ok());
  EXPECT_ERROR(reader.next(), "row 2 is bad");
}

TEST(Dataset, RefusesOperationsThatDoNotFit) {
  Dataset data = numbers(4);
  EXPECT_ERROR(data.batch(0), "batch size: found 0, expected at least 1");
  EXPECT_ERROR(data.batch(2).take().batch(2), "in batches of 2 rows already");
  EXPECT_ERROR(data.repeat(-1), "repeat count: found -1");
  EXPECT_ERROR(data.repeat(int64_t(1) << 62), "too often");
  EXPECT_ERROR(data.take(0), "take count");
  EXPECT_ERROR(data.map(rescale(1), 7), "column 7, the data has 2 columns");
  EXPECT_ERROR(data.map(rescale(1), "xx"),
               "no column 'xx' (did you mean 'x'?)");
  std::vector<NamedTensor> uneven;
  uneven.push_back({"a", Tensor::create(MSRT_INT8, {3, 2}).take()});
  uneven.push_back({"b", Tensor::create(MSRT_INT8, {2}).take()});
  EXPECT_ERROR(Dataset::fromTensors(std::move(uneven)),
               "column 'b' has 2 rows, column 'a' has 3");
  std::vector<NamedTensor> scalar;
  scalar.push_back({"a", Tensor::create(MSRT_INT8, {}).take()});
  EXPECT_ERROR(Dataset::fromTensors(std::move(scalar)), "is a scalar");
  std::vector<NamedTensor> none;
  none.push_back({"a", Tensor::create(MSRT_INT8, {0, 3}).take()});
  EXPECT_ERROR(Dataset::fromTensors(std::move(none)), "holds no rows");
  EXPECT_ERROR(Dataset::fromTensors({}), "holds no columns");
}
