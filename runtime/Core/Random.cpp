//===- Random.cpp - Counter-based random numbers --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "msrt/Random.h"

#include <cmath>
#include <numeric>

namespace msrt {

RandomBits philox2x32(uint32_t counter0, uint32_t counter1, uint32_t key) {
  for (int round = 0; round < 10; ++round) {
    uint64_t product = uint64_t(0xd256d193u) * counter0;
    counter0 = static_cast<uint32_t>(product >> 32) ^ key ^ counter1;
    counter1 = static_cast<uint32_t>(product);
    key += 0x9e3779b9u;
  }
  return {counter0, counter1};
}

RandomBits randomBits(uint64_t seed, uint64_t i, uint32_t attempt) {
  return philox2x32(static_cast<uint32_t>(i),
                    static_cast<uint32_t>(i >> 32) ^
                        static_cast<uint32_t>(seed >> 32) ^
                        attempt * 0x9e3779b9u,
                    static_cast<uint32_t>(seed));
}

double randomUniform(uint64_t seed, uint64_t i) {
  RandomBits bits = randomBits(seed, i);
  uint64_t all = uint64_t(bits.high) << 32 | bits.low;
  return static_cast<double>(all >> 11) * 0x1p-53;
}

static double normalOf(RandomBits bits) {
  double u = (static_cast<double>(bits.low) + 1) * 0x1p-32;
  double v = static_cast<double>(bits.high) * 0x1p-32;
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * 3.14159265358979323846 * v);
}

double randomNormal(uint64_t seed, uint64_t i) {
  return normalOf(randomBits(seed, i));
}

double randomTruncatedNormal(uint64_t seed, uint64_t i) {
  // One in 22 attempts is outside, so the loop is short.
  for (uint32_t attempt = 0;; ++attempt) {
    double value = normalOf(randomBits(seed, i, attempt));
    if (value >= -2 && value <= 2)
      return value;
  }
}

// A seed for one purpose, far from the seeds next to it (splitmix64).
static uint64_t mix(uint64_t value) {
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

std::vector<uint32_t> randomPermutation(uint64_t seed, uint64_t epoch,
                                        uint64_t count) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  uint64_t stream = mix(mix(seed) ^ epoch);
  for (uint64_t left = count; left > 1; --left) {
    // A number below `left` without bias: a 32-bit fraction times `left`, drawn
    // again in the few cases that would favour small numbers.
    uint32_t bound = static_cast<uint32_t>(left);
    uint32_t threshold = (0u - bound) % bound;
    uint64_t product;
    uint32_t attempt = 0;
    do
      product = uint64_t(randomBits(stream, left, attempt++).low) * bound;
    while (static_cast<uint32_t>(product) < threshold);
    std::swap(order[left - 1], order[product >> 32]);
  }
  return order;
}

} // namespace msrt
