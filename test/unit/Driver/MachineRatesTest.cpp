//===- MachineRatesTest.cpp - What the machine could do at most -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/MachineRates.h"

#include "gtest/gtest.h"

namespace {

/// Runs on every processor: what it lacks is not used.
TEST(MachineRates, FmaPeakIsARateOfThisProcessor) {
  for (bool fma : {false, true})
    for (int64_t bits : {128, 256, 512}) {
      double rate = ms::measureFmaPeak(bits, fma, 1);
      EXPECT_GT(rate, 0.1) << bits << " bits";
      // No core does 64 lanes of multiply and add in each cycle of 10 GHz.
      EXPECT_LT(rate, 1280) << bits << " bits";
    }
}

TEST(MachineRates, CopyRateIsARateOfThisMachine) {
  for (int threads : {1, 2}) {
    double rate = ms::measureCopyRate(threads);
    EXPECT_GT(rate, 0.05) << threads << " threads";
    EXPECT_LT(rate, 2000) << threads << " threads";
  }
}

} // namespace
