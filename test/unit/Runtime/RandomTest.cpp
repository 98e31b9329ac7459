//===- RandomTest.cpp - Random numbers and first values -------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Philox against the published known answers, distributions by their moments,
// permutations, and that values do not depend on the number of threads.
//
//===----------------------------------------------------------------------===//

#include "msrt/Random.h"
#include "msrt/Initialize.h"

#include "test/unit/Runtime/TestFiles.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

using namespace msrt;
using namespace msrt::test;

TEST(Random, PhiloxKnownAnswers) {
  // kat_vectors of the Random123 distribution.
  RandomBits zero = philox2x32(0, 0, 0);
  EXPECT_EQ(zero.low, 0xff1dae59u);
  EXPECT_EQ(zero.high, 0x6cd10df2u);
  RandomBits ones = philox2x32(0xffffffffu, 0xffffffffu, 0xffffffffu);
  EXPECT_EQ(ones.low, 0x2c3f628bu);
  EXPECT_EQ(ones.high, 0xab4fd7adu);
  RandomBits pi = philox2x32(0x243f6a88u, 0x85a308d3u, 0x13198a2eu);
  EXPECT_EQ(pi.low, 0xdd7ce038u);
  EXPECT_EQ(pi.high, 0xf62a4c12u);
}

TEST(Random, BitsUseBothHalvesOfSeedAndPlace) {
  RandomBits base = randomBits(7, 3);
  auto differs = [&](RandomBits other) {
    return other.low != base.low && other.high != base.high;
  };
  EXPECT_TRUE(differs(randomBits(8, 3)));
  EXPECT_TRUE(differs(randomBits(7 | uint64_t(1) << 40, 3)));
  EXPECT_TRUE(differs(randomBits(7, 4)));
  EXPECT_TRUE(differs(randomBits(7, 3 | uint64_t(1) << 33)));
  EXPECT_TRUE(differs(randomBits(7, 3, 1)));
}

TEST(Random, Moments) {
  const int n = 200000;
  double sum = 0, squares = 0, normal = 0, normal2 = 0, normal4 = 0;
  double cut2 = 0, cutMax = 0;
  for (int i = 0; i < n; ++i) {
    double u = randomUniform(11, i);
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    squares += u * u;
    double z = randomNormal(11, i);
    normal += z;
    normal2 += z * z;
    normal4 += z * z * z * z;
    double t = randomTruncatedNormal(11, i);
    cut2 += t * t;
    cutMax = std::max(cutMax, std::fabs(t));
  }
  // Bounds of about five standard errors.
  EXPECT_NEAR(sum / n, 0.5, 5 * std::sqrt(1.0 / 12 / n));
  EXPECT_NEAR(squares / n, 1.0 / 3, 0.004);
  EXPECT_NEAR(normal / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(normal2 / n, 1, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(normal4 / n, 3, 5 * std::sqrt(96.0 / n));
  // The variance of a normal cut at two deviations is 0.7737.
  EXPECT_NEAR(cut2 / n, 0.7737, 0.01);
  EXPECT_LE(cutMax, 2);
  EXPECT_GT(cutMax, 1.99);
}

TEST(Random, PermutationIsOneAndDependsOnSeedAndEpoch) {
  for (uint64_t count : {0, 1, 2, 7, 1000}) {
    std::vector<uint32_t> order = randomPermutation(5, 2, count);
    std::set<uint32_t> seen(order.begin(), order.end());
    EXPECT_EQ(order.size(), count);
    EXPECT_EQ(seen.size(), count);
    if (count) {
      EXPECT_EQ(*seen.rbegin(), count - 1);
    }
  }
  EXPECT_EQ(randomPermutation(5, 2, 100), randomPermutation(5, 2, 100));
  EXPECT_NE(randomPermutation(5, 2, 100), randomPermutation(5, 3, 100));
  EXPECT_NE(randomPermutation(5, 2, 100), randomPermutation(6, 2, 100));
  EXPECT_NE(randomPermutation(5, 6, 100), randomPermutation(6, 5, 100));
}

TEST(Random, PermutationsAreEquallyLikely) {
  // All 24 orders of four rows over 24000 epochs: chi-squared with 23 degrees
  // of freedom is below 49.7 with probability 0.999.
  int counts[256] = {};
  for (uint64_t epoch = 0; epoch < 24000; ++epoch) {
    std::vector<uint32_t> order = randomPermutation(9, epoch, 4);
    ++counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]];
  }
  double chi = 0;
  int kinds = 0;
  for (int count : counts)
    if (count) {
      ++kinds;
      chi += (count - 1000.0) * (count - 1000.0) / 1000.0;
    }
  EXPECT_EQ(kinds, 24);
  EXPECT_LT(chi, 49.7);
}

TEST(Initialize, FillsEveryType) {
  for (unsigned i = 0; i < 13; ++i) {
    DType dtype = static_cast<DType>(i);
    Result<Tensor> tensor = Tensor::create(dtype, {5});
    ASSERT_GOOD(tensor);
    std::memset(tensor->data(), 0xee, tensor->buffer.size());
    msrt_init one{MSRT_INIT_FILL, 0, 0, 1, 0};
    ASSERT_GOOD(initialize(one, dtype, tensor->data(), 5, "p"));
    for (int64_t e = 0; e < 5; ++e)
      EXPECT_EQ(loadElement(dtype, tensor->data(), e), 1) << dtypeName(dtype);
  }
}

TEST(Initialize, DoesNotDependOnThreads) {
  const int64_t count = 100003;
  for (uint32_t kind :
       {MSRT_INIT_UNIFORM, MSRT_INIT_NORMAL, MSRT_INIT_TRUNCATED_NORMAL}) {
    msrt_init init{kind, 0, 42, 0.1, kind == MSRT_INIT_UNIFORM ? 0 : 0.5};
    std::vector<float> one(count), three(count);
    msrt_set_threads(1);
    ASSERT_GOOD(initialize(init, MSRT_FLOAT32, one.data(), count, "p"));
    msrt_set_threads(3);
    ASSERT_GOOD(initialize(init, MSRT_FLOAT32, three.data(), count, "p"));
    EXPECT_EQ(one, three);
    double mean = 0, most = 0;
    for (float value : one) {
      mean += value;
      most = std::max<double>(most, std::fabs(value - init.b));
    }
    EXPECT_NEAR(mean / count, init.b, 0.002);
    if (kind == MSRT_INIT_UNIFORM) {
      EXPECT_LE(most, 0.1f);
    }
    if (kind == MSRT_INIT_TRUNCATED_NORMAL) {
      EXPECT_LE(most, 0.2000001);
    }
    if (kind == MSRT_INIT_NORMAL) {
      EXPECT_GT(most, 0.3);
    }
  }
  msrt_set_threads(0);
}

TEST(Initialize, HalfTypesAreTheRoundedFloats) {
  msrt_init init{MSRT_INIT_NORMAL, 0, 3, 1, 0};
  uint16_t half[64], brain[64];
  double wide[64];
  ASSERT_GOOD(initialize(init, MSRT_FLOAT64, wide, 64, "p"));
  ASSERT_GOOD(initialize(init, MSRT_FLOAT16, half, 64, "p"));
  ASSERT_GOOD(initialize(init, MSRT_BFLOAT16, brain, 64, "p"));
  for (int i = 0; i < 64; ++i) {
    EXPECT_EQ(wide[i], randomNormal(3, i));
    EXPECT_NEAR(halfToFloat(half[i]), wide[i], std::fabs(wide[i]) * 0x1p-11);
    EXPECT_NEAR(bfloatToFloat(brain[i]), wide[i], std::fabs(wide[i]) * 0x1p-8);
  }
}

TEST(Initialize, RefusesWhatATypeCannotHold) {
  int8_t bytes[4];
  msrt_init big{MSRT_INIT_FILL, 0, 0, 128, 0};
  EXPECT_ERROR(initialize(big, MSRT_INT8, bytes, 4, "p"),
               "parameter 'p': initial value 128 is no Int8");
  msrt_init half{MSRT_INIT_FILL, 0, 0, 0.5, 0};
  EXPECT_ERROR(initialize(half, MSRT_UINT8, bytes, 4, "p"), "0.5 is no UInt8");
  msrt_init normal{MSRT_INIT_NORMAL, 0, 0, 1, 0};
  EXPECT_ERROR(initialize(normal, MSRT_INT8, bytes, 4, "p"),
               "need a float type, found Int8");
  msrt_init unknown{77, 0, 0, 1, 0};
  EXPECT_ERROR(initialize(unknown, MSRT_INT8, bytes, 4, "p"), "kind 77");
}
