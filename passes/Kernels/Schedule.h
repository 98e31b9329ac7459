//===- Schedule.h - How a nest is split and ordered -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// A schedule is an ordered list of (loop, step): outer loops, then, inside
// them, the reduction loops. What the loops leave over is unrolled: that is the
// register tile. Lanes run along one loop.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_SCHEDULE_H
#define MS_PASSES_KERNELS_SCHEDULE_H

#include "passes/Kernels/ContractionChoice.h"
#include "passes/Kernels/KernelNests.h"

#include <optional>
#include <string>

namespace ms {

/// What the generated code runs on, as far as schedules depend on it.
struct VectorTarget {
  int64_t vectorBytes = 32; ///< of a vector register
  int64_t registers = 16;   ///< number of them
  bool hasFMA = true;
  /// Whether loads and stores can leave out lanes in one instruction.
  bool hasMasks = true;
  /// Whether those take longer than several without.
  bool masksAreSlow = false;
  /// Whether what comes from memory is fetched early.
  bool fetches = true;
  int64_t l1Bytes = 32 << 10;
  int64_t l2Bytes = 512 << 10;
};

/// Independent multiply-adds that keep the pipes full.
inline constexpr int64_t kLatency = 8;

struct LoopStep {
  unsigned loop;
  int64_t step; ///< iterations left to what is inside
};

/// While tiles pass over a panel, the part of an operand that all of them read,
/// each fetches its share of the next one.
struct PanelFetch {
  unsigned operand = 0;
  int64_t ahead = 0; ///< elements to the next panel; 0: nothing is fetched
  llvm::SmallVector<unsigned> passes; ///< loops over tiles, the innermost last
  /// Of all passes together, and steps of the sum in a panel.
  int64_t positions = 1, steps = 1;
  unsigned at = 0; ///< the first inner loop that a share stands around
};

struct Schedule {
  /// Loops around the register tile. The first `numParallel` of them are the
  /// tiles that threads share: all with step 1 but perhaps the last.
  llvm::SmallVector<LoopStep> outer;
  unsigned numParallel = 0;
  /// Reduction loops, around each phase.
  llvm::SmallVector<LoopStep> inner;
  /// Those of them that leave out steps whose products are zero (Nest::nonzero)
  /// for the whole tile.
  llvm::SmallVector<unsigned> bounded;
  /// Reduction loops that cut the sum into pieces small enough for the caches.
  /// They stand before outer loop `piecesAt`, or, where threads share that one,
  /// around all tiles; sums wait in a buffer from one piece to the next.
  llvm::SmallVector<LoopStep> pieces;
  unsigned piecesAt = 0;
  bool piecesAroundTiles() const {
    return !pieces.empty() && piecesAt < numParallel;
  }
  /// The loop that lanes run along; none for scalar code.
  std::optional<unsigned> lanes;
  int64_t width = 1; ///< elements of a vector
  /// The loop of a tile's rows: each reads one value of an operand, for all
  /// vectors.
  std::optional<unsigned> rows;
  /// The operand of a contraction whose next elements are fetched early, how
  /// many elements ahead those lie (0: none are), and the first inner loop that
  /// stays in one cache line of it.
  unsigned fetched = 0;
  int64_t fetchAhead = 0;
  unsigned fetchAt = 0;
  /// What a tile updates is fetched before its sums are computed.
  bool fetchesUpdated = false;
  /// Of a contraction whose vector operand comes from far away: what is fetched
  /// while tiles pass over a part of it.
  PanelFetch panel;
  /// False where an operand is packed in blocks that no vectors fill.
  bool followsBlocks = true;
  /// Estimated cycles of a tile that threads share: decides how many make a
  /// piece worth a thread.
  double tileCycles = 1;
};

/// How many sets of accumulators a register tile of `products` multiply-adds
/// gets, where `steps` steps of the sum stand in one loop body: neighbouring
/// steps do not wait for each other then.
inline int64_t accumulatorSets(int64_t products, int64_t steps) {
  return std::clamp<int64_t>(llvm::divideCeil(kLatency, products), 1, steps);
}

/// Pieces of at most `step` out of `extent`: at most two sizes, the larger
/// first.
struct Piece {
  int64_t start, count, size;
};
llvm::SmallVector<Piece> balancedPieces(int64_t extent, int64_t step);
/// Whole steps, then the rest in one piece.
llvm::SmallVector<Piece> wholePieces(int64_t extent, int64_t step);

/// A vector of a row of lanes: `count` of its `width` lanes are wanted.
struct VectorPiece {
  int64_t start, width, count;
};
/// The vectors that make up `extent`: whole ones, then for the rest powers of
/// two, or one with a mask where that takes fewer.
llvm::SmallVector<VectorPiece> vectorPieces(int64_t extent, int64_t width,
                                            bool masks);

/// What remarks say of a schedule.
struct ScheduleNotes {
  std::string lanes; ///< the loop that they run along
  std::string tile;  ///< "6 rows x 2 vectors", of a contraction
  bool isPacked = false;
  std::string source; ///< file and line of a choice that was not the planner's
  double peakShare = 0; ///< of a contraction: estimate, 0 where there is none
  /// Why it is not what the processor does best.
  llvm::SmallVector<std::string> missed;
};

/// The schedule of a nest with a contraction (PlanContraction.cpp) or without
/// one (PlanLoops.cpp). A `choice` that fits is taken.
Schedule planContraction(const Nest &nest, const VectorTarget &target,
                         ScheduleNotes *notes = nullptr,
                         const ContractionChoice *choice = nullptr);
Schedule planLoops(const Nest &nest, const VectorTarget &target,
                   ScheduleNotes *notes = nullptr);

/// A copy of a contraction's operand that its tile reads from end to end:
/// blocks of `block` iterations of `loop`, the lanes, innermost.
struct OperandPacking {
  unsigned operand;
  unsigned loop;
  int64_t block;
  /// The operand's other loops, the innermost last.
  llvm::SmallVector<unsigned> order;
};
/// The packing that pays for its copy, if one does, or that of a `choice` that
/// fits. The nest may still be on tensors.
std::optional<OperandPacking>
planPacking(const Nest &nest, const VectorTarget &target,
            const ContractionChoice *choice = nullptr);

/// Why a choice does not fit a contraction; "" where it does. A nest on tensors
/// does not show all: stores and other nests may still forbid it.
std::string checkChoice(const Nest &nest, const VectorTarget &target,
                        const ContractionChoice &choice);
/// What planContraction chooses; none for scalar code.
std::optional<ContractionChoice>
findChoice(const Nest &nest, const VectorTarget &target,
           const ContractionChoice *choice = nullptr);
/// A handful of other choices for a nest on tensors that the model expects to
/// be about as good: other tiles, fewer rows, other orders. What is packed and
/// what is not stays.
std::vector<ContractionChoice> listAlternatives(const Nest &nest,
                                                const VectorTarget &target);

/// The places in buffers that a nest reads and writes, as linear forms.
struct NestAccess {
  mlir::Value buffer;
  LinearForm place;
  bool isStore = false;
};
std::vector<NestAccess> collectAccesses(const Nest &nest);

/// Bytes of the largest element that is loaded or stored.
int64_t largestElement(llvm::ArrayRef<NestAccess> accesses);

} // namespace ms

#endif // MS_PASSES_KERNELS_SCHEDULE_H
