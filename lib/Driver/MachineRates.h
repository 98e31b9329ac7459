//===- MachineRates.h - What the machine could do at most -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_LIB_DRIVER_MACHINERATES_H
#define MS_LIB_DRIVER_MACHINERATES_H

#include <cstdint>

namespace ms {

/// Measured f32 rate, in 10^9 operations per second, of `threads` threads that
/// do nothing but multiply and add, in vectors of up to `vectorBits` bits, with
/// fused instructions where `fma` is set and the processor has them. The best
/// of some short runs: others on the machine only slow it.
double measureFmaPeak(int64_t vectorBits, bool fma, int threads);

/// Measured bytes, in 10^9 per second, that `threads` threads read and write
/// when they copy memory that no cache holds. The best of some short runs.
double measureCopyRate(int threads);

} // namespace ms

#endif // MS_LIB_DRIVER_MACHINERATES_H
