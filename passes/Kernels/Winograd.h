//===- Winograd.h - How convolutions use Winograd's algorithm ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Sizes and costs of the three kernels that compute a convolution with windows
// of 3 x 3 by F(tile x tile, 3 x 3); docs/kernels.md has the rules.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_WINOGRAD_H
#define MS_PASSES_KERNELS_WINOGRAD_H

#include "passes/Kernels/Schedule.h"

namespace ms {

/// A convolution of `images` images, each in `pieces` pieces that give
/// `tile` x `tile` pixels of the result. The number of images may be dynamic:
/// then at most so many.
struct WinogradProblem {
  int64_t images, pieces, channelsIn, channelsOut, tile;
  bool isDynamic = false;

  int64_t products() const { return (tile + 2) * (tile + 2); }
  int64_t allPieces() const { return images * pieces; }
  /// Elements of the record of a piece: its products, and one line of the
  /// cache, so that the same product of several pieces lies in several sets.
  int64_t recordSize() const { return products() * channelsIn + 16; }
};

/// The loops of the last kernel: for a group of pieces and a block of output
/// channels, product after product, tiles of `rows` pieces.
struct WinogradPlan {
  int64_t side = 1;  ///< vectors of output channels side by side
  int64_t rows = 1;  ///< pieces in registers
  int64_t group = 1; ///< pieces whose products wait in a buffer
  double cycles = 0; ///< estimate for all three kernels but the filter's
};

/// The best plan with blocks of `side` vectors of output channels.
WinogradPlan planWinograd(const WinogradProblem &problem, int64_t side,
                          const VectorTarget &target);

/// Estimated cycles of the filter's transform.
double winogradFilterCycles(const WinogradProblem &problem,
                            const VectorTarget &target);

} // namespace ms

#endif // MS_PASSES_KERNELS_WINOGRAD_H
