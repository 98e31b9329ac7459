//===- MachineRates.cpp - What the machine could do at most ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Independent accumulators hide the latency of the instruction; the empty
// assembly keeps each one in a register and each operation in the program.
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/MachineRates.h"

#include "ms-c/Runtime.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#define MS_REGISTER "+v"
#elif defined(__aarch64__)
#include <arm_neon.h>
#define MS_REGISTER "+w"
#else
#define MS_REGISTER "+r"
#endif

namespace ms {

static double now() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

// Twelve accumulators and two constants fit into 16 registers.
#define MS_TWELVE(X)                                                           \
  X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define MS_SET(i) auto a##i = m + (1.0f + i);
#define MS_STEP(i)                                                             \
  a##i = MS_FMA(a##i, m, c);                                                   \
  __asm__ volatile("" : MS_REGISTER(a##i));

/// Defines a function that runs `n` rounds and returns operations per lane.
#define MS_LOOP(name, vector, lanes, target, make)                             \
  target static double name(int64_t n) {                                       \
    vector m = make(0.999999f), c = make(1e-6f);                               \
    MS_TWELVE(MS_SET)                                                          \
    double start = now();                                                      \
    for (int64_t k = 0; k < n; ++k) {                                          \
      MS_TWELVE(MS_STEP)                                                       \
      MS_TWELVE(MS_STEP)                                                       \
    }                                                                          \
    return 2.0 * lanes * 24 * static_cast<double>(n) / (now() - start);        \
  }

#if defined(__x86_64__)
#define MS_FMA(a, m, c) _mm512_fmadd_ps(a, m, c)
MS_LOOP(fused512, __m512, 16, __attribute__((target("avx512f,avx512vl"))),
        _mm512_set1_ps)
#undef MS_FMA
#define MS_FMA(a, m, c) _mm256_fmadd_ps(a, m, c)
MS_LOOP(fused256, __m256, 8, __attribute__((target("avx2,fma"))),
        _mm256_set1_ps)
#undef MS_FMA
#define MS_FMA(a, m, c) _mm_fmadd_ps(a, m, c)
MS_LOOP(fused128, __m128, 4, __attribute__((target("avx2,fma"))), _mm_set1_ps)
#undef MS_FMA
#define MS_FMA(a, m, c) _mm256_add_ps(_mm256_mul_ps(a, m), c)
MS_LOOP(split256, __m256, 8, __attribute__((target("avx"))), _mm256_set1_ps)
#undef MS_FMA
#define MS_FMA(a, m, c) _mm_add_ps(_mm_mul_ps(a, m), c)
MS_LOOP(split128, __m128, 4, , _mm_set1_ps)

static double (*chooseLoop(int64_t bits, bool fma))(int64_t) {
  bool fused =
      fma && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (fused && bits >= 512 && __builtin_cpu_supports("avx512f") &&
      __builtin_cpu_supports("avx512vl"))
    return fused512;
  if (fused)
    return bits >= 256 ? fused256 : fused128;
  return bits >= 256 && __builtin_cpu_supports("avx") ? split256 : split128;
}
#elif defined(__aarch64__)
#define MS_FMA(a, m, c) vfmaq_f32(c, a, m)
MS_LOOP(fused128, float32x4_t, 4, , vdupq_n_f32)

static double (*chooseLoop(int64_t, bool))(int64_t) { return fused128; }
#else
#define MS_FMA(a, m, c) ((a) * (m) + (c))
MS_LOOP(scalar, float, 1, , float)

static double (*chooseLoop(int64_t, bool))(int64_t) { return scalar; }
#endif

double measureFmaPeak(int64_t vectorBits, bool fma, int threads) {
  struct Job {
    double (*loop)(int64_t);
    std::vector<double> rates;
  } job{chooseLoop(vectorBits, fma), {}};
  double best = 0;
  for (int run = 0; run < 80; ++run) {
    job.rates.assign(static_cast<size_t>(threads), 0.0);
    msrt_parallel_for(
        [](void *context, int64_t begin, int64_t end) {
          auto &job = *static_cast<Job *>(context);
          for (int64_t k = begin; k < end; ++k)
            job.rates[static_cast<size_t>(k)] = job.loop(200000);
        },
        &job, threads, 1);
    double sum = 0;
    for (double rate : job.rates)
      sum += rate;
    best = std::max(best, sum);
  }
  return best * 1e-9;
}

double measureCopyRate(int threads) {
  // More than a cache of last level holds of any processor's core.
  constexpr size_t kBytes = size_t(96) << 20;
  constexpr int64_t kPieces = 64;
  struct Job {
    std::unique_ptr<char[]> from, to;
  } job{std::make_unique<char[]>(kBytes), std::make_unique<char[]>(kBytes)};
  double best = 0;
  for (int run = 0; run < 8; ++run) {
    double start = now();
    msrt_parallel_for(
        [](void *context, int64_t begin, int64_t end) {
          auto &job = *static_cast<Job *>(context);
          size_t piece = kBytes / kPieces, first = piece * size_t(begin);
          std::memcpy(job.to.get() + first, job.from.get() + first,
                      piece * size_t(end - begin));
        },
        &job, kPieces, (kPieces + threads - 1) / threads);
    best = std::max(best, 2.0 * kBytes / (now() - start));
  }
  return best * 1e-9;
}

} // namespace ms
