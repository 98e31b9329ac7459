//===- ThreadsTest.cpp - Kernels on several threads -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "ms-c/Runtime.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace {
struct Record {
  std::mutex mutex;
  std::vector<int> seen;
  int pieces = 0;
  std::atomic<int> nestedPieces{0};
};
} // namespace

static void recordTiles(void *context, int64_t begin, int64_t end) {
  Record &record = *static_cast<Record *>(context);
  std::lock_guard<std::mutex> lock(record.mutex);
  ++record.pieces;
  for (int64_t i = begin; i < end; ++i)
    ++record.seen[i];
}

static void countPieces(void *context, int64_t, int64_t) {
  ++static_cast<Record *>(context)->nestedPieces;
}

static void nest(void *context, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end; ++i)
    msrt_parallel_for(countPieces, context, 100, 1);
}

TEST(ParallelFor, CoversEveryTileOnce) {
  for (int threads : {1, 2, 3, 7}) {
    msrt_set_threads(threads);
    EXPECT_EQ(msrt_get_threads(), threads);
    for (int64_t tiles : {0, 1, 2, 5, 64, 1001})
      for (int64_t grain : {0, 1, 10, 5000}) {
        Record record;
        record.seen.assign(tiles, 0);
        msrt_parallel_for(recordTiles, &record, tiles, grain);
        for (int count : record.seen)
          ASSERT_EQ(count, 1);
        int64_t most = tiles / (grain < 1 ? 1 : grain);
        EXPECT_LE(record.pieces,
                  std::min<int64_t>(threads, std::max<int64_t>(most, 1)));
        if (tiles > 0 && most >= threads) {
          EXPECT_EQ(record.pieces, threads);
        }
      }
  }
  msrt_set_threads(0);
  EXPECT_GE(msrt_get_threads(), 1);
}

TEST(ParallelFor, NestedCallsAreSerial) {
  msrt_set_threads(4);
  Record record;
  msrt_parallel_for(nest, &record, 8, 1);
  EXPECT_EQ(record.nestedPieces, 8);
  msrt_set_threads(0);
}
