//===- BenchData.cpp - NumPy's random numbers -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// References: O'Neill, "PCG" (XSL-RR, 128 bits); Marsaglia and Tsang, "The
// Ziggurat Method"; NumPy's documentation of SeedSequence.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/BenchData.h"

#include <cmath>

namespace ms {

//===----------------------------------------------------------------------===//
// SeedSequence
//===----------------------------------------------------------------------===//

namespace {
/// Each use changes the constant that the next one hashes with.
struct Hash {
  uint32_t constant, factor;

  uint32_t operator()(uint32_t value) {
    value ^= constant;
    constant *= factor;
    value *= constant;
    return value ^ value >> 16;
  }
};
} // namespace

/// SeedSequence(seed).generate_state(8, uint32).
static std::vector<uint32_t> seedWords(uint32_t seed) {
  Hash hash{0x43b0d7e5, 0x931e8875};
  uint32_t pool[4];
  for (unsigned k = 0; k < 4; ++k)
    pool[k] = hash(k == 0 ? seed : 0);
  for (uint32_t &source : pool)
    for (uint32_t &target : pool)
      if (&source != &target) {
        uint32_t mixed = 0xca01f9ddu * target - 0x4973f715u * hash(source);
        target = mixed ^ mixed >> 16;
      }
  Hash output{0x8b51f9dd, 0x58f38ded};
  std::vector<uint32_t> words;
  for (unsigned k = 0; k < 8; ++k)
    words.push_back(output(pool[k % 4]));
  return words;
}

//===----------------------------------------------------------------------===//
// PCG64
//===----------------------------------------------------------------------===//

NumpyGenerator::NumpyGenerator(uint32_t seed) {
  std::vector<uint32_t> words = seedWords(seed);
  auto word64 = [&](size_t k) {
    return words[2 * k] | static_cast<uint64_t>(words[2 * k + 1]) << 32;
  };
  increment = (static_cast<State>(word64(2)) << 64 | word64(3)) << 1 | 1;
  step();
  state += static_cast<State>(word64(0)) << 64 | word64(1);
  step();
}

void NumpyGenerator::step() {
  const State factor = static_cast<State>(2549297995355413924u) << 64 |
                       uint64_t(4865540595714422341u);
  state = state * factor + increment;
}

uint64_t NumpyGenerator::next64() {
  step();
  uint64_t folded =
      static_cast<uint64_t>(state >> 64) ^ static_cast<uint64_t>(state);
  auto turn = static_cast<unsigned>(state >> 122);
  return folded >> turn | folded << (-turn & 63);
}

uint32_t NumpyGenerator::next32() {
  if (hasHalf) {
    hasHalf = false;
    return half;
  }
  uint64_t both = next64();
  hasHalf = true;
  half = static_cast<uint32_t>(both >> 32);
  return static_cast<uint32_t>(both);
}

float NumpyGenerator::nextFloat() {
  return static_cast<float>(next32() >> 8) * (1.0f / 16777216.0f);
}

std::vector<int32_t> NumpyGenerator::integers(uint32_t bound, int64_t count) {
  std::vector<int32_t> result;
  // Lemire's method: products whose low half is below `least` are biased.
  uint32_t least = (0u - bound) % bound;
  for (int64_t k = 0; k < count; ++k) {
    uint64_t product;
    do
      product = static_cast<uint64_t>(next32()) * bound;
    while (static_cast<uint32_t>(product) < least);
    result.push_back(static_cast<int32_t>(product >> 32));
  }
  return result;
}

//===----------------------------------------------------------------------===//
// The normal distribution
//===----------------------------------------------------------------------===//

namespace {
/// Layers of equal area under exp(-x^2 / 2), the base (with the tail) first and
/// then from the top down.
struct Ziggurat {
  static constexpr double edge = 3.6541528853610088; ///< where the tail begins
  uint32_t inside[256]; ///< below it a 23-bit number is under the curve
  float width[256];     ///< of a layer, per 2^-23
  float height[256];    ///< of the curve at the layer's edge

  Ziggurat() {
    const double unit = 8388608.0;
    auto curve = [](double x) { return std::exp(-0.5 * x * x); };
    const double area =
        edge * curve(edge) + std::sqrt(M_PI / 2) * std::erfc(edge / M_SQRT2);
    double base = area / curve(edge);
    inside[0] = static_cast<uint32_t>(std::lround(edge / base * unit));
    width[0] = static_cast<float>(base / unit);
    height[0] = 1;
    double x = edge;
    for (unsigned k = 255; k > 0; --k) {
      double above =
          k > 1 ? std::sqrt(-2 * std::log(area / x + curve(x))) : 0.0;
      inside[k] = static_cast<uint32_t>(std::lround(above / x * unit));
      width[k] = static_cast<float>(x / unit);
      height[k] = static_cast<float>(curve(x));
      x = above;
    }
  }
};
} // namespace

float NumpyGenerator::nextNormal() {
  static const Ziggurat table;
  const float edge = static_cast<float>(Ziggurat::edge);
  const float inverse = static_cast<float>(1 / Ziggurat::edge);
  for (;;) {
    uint32_t bits = next32();
    unsigned layer = bits & 0xff;
    bool negative = bits >> 8 & 1;
    uint32_t place = bits >> 9;
    float x = static_cast<float>(place) * table.width[layer];
    if (negative)
      x = -x;
    if (place < table.inside[layer])
      return x;
    if (layer > 0) {
      float high = table.height[layer - 1], low = table.height[layer];
      if ((high - low) * nextFloat() + low <
          std::exp(-0.5 * static_cast<double>(x) * x))
        return x;
      continue;
    }
    for (;;) {
      float beyond = -inverse * std::log1p(-nextFloat());
      float limit = -std::log1p(-nextFloat());
      if (limit + limit > beyond * beyond)
        return place >> 8 & 1 ? -(edge + beyond) : edge + beyond;
    }
  }
}

std::vector<float> NumpyGenerator::standardNormal(int64_t count) {
  std::vector<float> result(static_cast<size_t>(count));
  standardNormal(result.data(), count);
  return result;
}

void NumpyGenerator::standardNormal(float *values, int64_t count) {
  for (int64_t k = 0; k < count; ++k)
    values[k] = nextNormal();
}

} // namespace ms
