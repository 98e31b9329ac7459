//===- BenchData.h - NumPy's random numbers ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The benchmark workloads are defined by numbers that NumPy's default generator
// makes, so that all programs under comparison compute the same: `check` in
// their results must agree. This is that generator.
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_BENCHDATA_H
#define MS_LIB_DRIVER_BENCHDATA_H

#include <cstdint>
#include <vector>

namespace ms {

/// numpy.random.default_rng(seed): PCG64, seeded by SeedSequence.
class NumpyGenerator {
public:
  explicit NumpyGenerator(uint32_t seed);

  /// standard_normal(count, dtype=float32): the ziggurat of 256 layers.
  std::vector<float> standardNormal(int64_t count);
  /// The same, to where `values` points.
  void standardNormal(float *values, int64_t count);
  /// integers(0, bound, count), for bounds up to 2^32 - 1.
  std::vector<int32_t> integers(uint32_t bound, int64_t count);

private:
  __extension__ typedef unsigned __int128 State;

  void step();
  uint64_t next64();
  uint32_t next32();
  float nextFloat();
  float nextNormal();

  State state = 0, increment = 0;
  bool hasHalf = false; ///< whether the upper half of a number is unused
  uint32_t half = 0;
};

} // namespace ms

#endif // MS_LIB_DRIVER_BENCHDATA_H
