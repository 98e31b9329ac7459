//===- WinogradPlan.cpp - Sizes and costs of Winograd's algorithm ---------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Winograd.h"

#include "llvm/Support/MathExtras.h"

namespace ms {

/// Bytes of products that may wait on the stack.
static constexpr int64_t kScratchBytes = 128 << 10;
/// Beyond this, bytes come from memory and not from a cache.
static constexpr double kLastCacheBytes = 4 << 20;

/// Cycles for a byte of a buffer of `bytes` that is read again and again.
static double cyclesPerByte(double bytes, const VectorTarget &target) {
  if (bytes <= static_cast<double>(target.l1Bytes) / 2)
    return 0;
  if (bytes <= static_cast<double>(target.l2Bytes) / 2)
    return 1.0 / 64;
  return bytes <= kLastCacheBytes ? 1.0 / 10 : 1.0 / 4;
}

static double lanesOf(const VectorTarget &target) {
  return static_cast<double>(target.vectorBytes) / sizeof(float);
}

WinogradPlan planWinograd(const WinogradProblem &problem, int64_t side,
                          const VectorTarget &target) {
  const auto lanes = static_cast<int64_t>(lanesOf(target));
  const int64_t block = side * lanes, pieces = problem.allPieces();
  const double products = static_cast<double>(problem.products());
  const double in = static_cast<double>(problem.channelsIn);
  const double out = static_cast<double>(problem.channelsOut);
  const double blocks = out / static_cast<double>(block);
  const double record = static_cast<double>(problem.recordSize()) * 4;
  // A call may have one image only, and a tile reads whole rows.
  const int64_t fewest = problem.isDynamic ? problem.pieces : pieces;
  const int64_t mostRows =
      std::clamp<int64_t>((target.registers - side - 1) / side, 1, fewest);

  // Both transforms, and what they move: image, pieces and result.
  const double vectors =
      static_cast<double>(pieces) * (in + out) / static_cast<double>(lanes);
  const double allRecords = static_cast<double>(pieces) * record;
  const double around = vectors * products * 4 +
                        1.5 * allRecords * cyclesPerByte(allRecords, target);

  WinogradPlan best;
  for (int64_t rows = 1; rows <= mostRows; ++rows) {
    double step =
        static_cast<double>(std::max<int64_t>({rows * side, rows + side, 8})) /
            2 +
        0.5;
    double tiles = static_cast<double>(llvm::divideCeil(pieces, rows));
    double sums = tiles * products * in * blocks * step;
    // Products wait: a store and a load each.
    double waits = tiles * static_cast<double>(rows) * products * blocks *
                   static_cast<double>(side) * 1.5;
    for (int64_t count = 1; count <= 64; ++count) {
      int64_t group = count * rows;
      double scratch = products * static_cast<double>(group * block) * 4;
      if (count > 1 && (scratch > kScratchBytes || group > pieces + rows))
        break;
      double groups = static_cast<double>(llvm::divideCeil(pieces, group));
      double filter = products * in * out * 4;
      double records = static_cast<double>(group) * record;
      double cycles =
          around + sums + waits +
          groups * filter * cyclesPerByte(filter, target) +
          allRecords * cyclesPerByte(allRecords, target) +
          allRecords * (blocks - 1) * cyclesPerByte(records, target);
      if (best.cycles == 0 || cycles < best.cycles)
        best = {side, rows, group, cycles};
    }
  }
  return best;
}

double winogradFilterCycles(const WinogradProblem &problem,
                            const VectorTarget &target) {
  double lanes = lanesOf(target);
  double vectors = static_cast<double>(problem.channelsIn) *
                   static_cast<double>(problem.channelsOut) / lanes;
  // Nine gathered taps, the transform, and stores that go far apart.
  return vectors * (9 * lanes + 4 * static_cast<double>(problem.products()));
}

} // namespace ms
