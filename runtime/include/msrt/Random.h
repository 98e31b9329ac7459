//===- Random.h - Counter-based random numbers ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides where random numbers come from: Philox2x32-10, a function of (seed,
// place). There is no generator state, so a position is a number, and the order
// of evaluation and the number of threads do not matter.
//
//===----------------------------------------------------------------------===//

#ifndef MSRT_RANDOM_H
#define MSRT_RANDOM_H

#include <cstdint>
#include <vector>

namespace msrt {

struct RandomBits {
  uint32_t low, high;
};

/// The Philox2x32-10 block function of Salmon et al. (2011).
RandomBits philox2x32(uint32_t counter0, uint32_t counter1, uint32_t key);

/// 64 random bits for element `i`: philox2x32 with
///   counter0 = low half of i
///   counter1 = high half of i ^ high half of seed ^ attempt * 0x9E3779B9
///   key      = low half of seed
RandomBits randomBits(uint64_t seed, uint64_t i, uint32_t attempt = 0);

/// Uniform in [0, 1): the upper 53 bits of high:low, times 2^-53.
double randomUniform(uint64_t seed, uint64_t i);

/// Standard normal by Box-Muller: sqrt(-2 ln u) cos(2 pi v) with
/// u = (low + 1) * 2^-32 and v = high * 2^-32.
double randomNormal(uint64_t seed, uint64_t i);

/// Standard normal within two deviations: the first attempt that falls there.
double randomTruncatedNormal(uint64_t seed, uint64_t i);

/// The order of `count` rows in an epoch: a permutation of [0, count) that is a
/// function of (seed, epoch). `count` is below 2^32.
std::vector<uint32_t> randomPermutation(uint64_t seed, uint64_t epoch,
                                        uint64_t count);

} // namespace msrt

#endif // MSRT_RANDOM_H
