//===- BenchDataTest.cpp - NumPy's random numbers -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Expected numbers are NumPy 2.4's: default_rng(1), 200000 times
// standard_normal, then integers(0, 10), then three normal numbers. Whoever
// draws one number too many on the way meets others at the end.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/BenchData.h"

#include "gtest/gtest.h"

#include <algorithm>

namespace {

TEST(NumpyGenerator, DrawsTheNumbersOfNumPy) {
  ms::NumpyGenerator generator(1);
  std::vector<float> normal = generator.standardNormal(200000);
  EXPECT_EQ(normal[0], 0x1.baa688p+0f);
  EXPECT_EQ(normal[1], -0x1.6daf2p+0f);
  EXPECT_EQ(normal[2], 0x1.071a48p+0f);
  EXPECT_EQ(normal[3], 0x1.e1cf48p+0f);
  // From the tails.
  EXPECT_FLOAT_EQ(*std::max_element(normal.begin(), normal.end()), 4.5594044f);
  EXPECT_FLOAT_EQ(*std::min_element(normal.begin(), normal.end()), -4.247344f);
  EXPECT_EQ(std::count_if(normal.begin(), normal.end(),
                          [](float x) { return std::abs(x) > 3.6541f; }),
            58);
  EXPECT_EQ(generator.integers(10, 8),
            (std::vector<int32_t>{9, 4, 4, 0, 9, 7, 5, 5}));
  EXPECT_EQ(
      generator.standardNormal(3),
      (std::vector<float>{0x1.0dcf2ep-4f, 0x1.a2b374p-2f, -0x1.322356p-1f}));
}

TEST(NumpyGenerator, SeedsDiffer) {
  EXPECT_NE(ms::NumpyGenerator(1).standardNormal(1),
            ms::NumpyGenerator(2).standardNormal(1));
}

} // namespace
