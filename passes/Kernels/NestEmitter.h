//===- NestEmitter.h - One scheduled nest as loops --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Emits the loops of one nest and its register tile. Accumulators of reductions
// are carried through the loops as values; full and row stores happen inside
// the tile.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_NESTEMITTER_H
#define MS_PASSES_KERNELS_NESTEMITTER_H

#include "passes/Kernels/ValueEmitter.h"

#include "llvm/ADT/MapVector.h"

namespace ms {

class NestEmitter {
public:
  NestEmitter(mlir::ImplicitLocOpBuilder &b, const Nest &nest,
              const Schedule &schedule, const VectorTarget &target,
              mlir::Value rows);

  /// Tiles along the parallel outer loops: a number each, as values.
  llvm::SmallVector<mlir::Value> parallelCounts();
  /// The same as an expression of the rows.
  mlir::AffineExpr parallelCount();

  /// Emits the nest for one tile, given its number along each parallel loop, or
  /// along the shared loops.
  void emitTile(llvm::ArrayRef<mlir::Value> numbers);

  /// Emits the nest where pieces of the sum go around all tiles: `forTiles`
  /// emits a loop over the tiles, with what it is given inside.
  using Tile = llvm::function_ref<void(llvm::ArrayRef<mlir::Value>)>;
  void emitPieces(llvm::function_ref<void(Tile)> forTiles);

private:
  /// What is left of a loop: a static number of iterations, or a value.
  struct Extent {
    int64_t size;
    mlir::Value dynamic;
  };
  using Values = llvm::SmallVector<mlir::Value>;
  using Inside = llvm::function_ref<Values(Values)>;

  Values emitLoops(llvm::ArrayRef<LoopStep> loops, Values carried,
                   Inside inside);
  Values emitStatic(LoopStep loop, llvm::ArrayRef<LoopStep> rest,
                    Values carried, Inside inside);
  Values emitDynamic(LoopStep loop, llvm::ArrayRef<LoopStep> rest,
                     Values carried, Inside inside);
  /// A loop over the batch: the pieces of a full one, as often as they fit,
  /// then single rows.
  void emitBatch(LoopStep loop, llvm::ArrayRef<LoopStep> rest, Inside inside);
  /// A loop of the sum without steps whose products are zero for all points of
  /// the tile.
  Values emitBounded(unsigned loop, llvm::ArrayRef<LoopStep> rest,
                     Values carried, Inside inside);
  /// A loop of `count` iterations (static, or a value) that advances loop
  /// `loop` by `size`, with `size` iterations left inside.
  Values emitCounted(unsigned loop, mlir::Value start, int64_t startConstant,
                     int64_t count, mlir::Value dynamicCount, int64_t size,
                     llvm::ArrayRef<LoopStep> rest, Values carried,
                     Inside inside);
  /// What is emitted of a register tile: all of it, or of sums that wait in a
  /// buffer a piece, or what is made of them in the end.
  enum class Stage { Whole, Sum, Finish };
  /// Gives sums places in a buffer, from here on, and their initial values.
  void openSums();
  void emitOuter(unsigned position);
  void enterParallel(unsigned position, llvm::ArrayRef<mlir::Value> numbers);
  /// Runs `inside` with loop `loop` at `start` + `number` * `size` and `left`
  /// iterations left.
  void atTile(unsigned loop, mlir::Value number, int64_t start, int64_t size,
              Extent left, llvm::function_ref<void()> inside);

  void emitRegisterTile();
  void emitPhase(unsigned phase);
  /// Adds sets of accumulators to those of a contraction whose tile is too
  /// small to hide the latency of additions; returns how many there are.
  int64_t openSets(llvm::ArrayRef<const NestReduction *> running, Values &sums);
  /// Adds all sets up to one of `count` sums.
  void joinSets(Values &sums, size_t count);
  /// The loops of the sum around `step`, with what is fetched meanwhile.
  Values emitSum(Values carried, Inside step);
  void fetchAhead();
  /// Where a tile began, and the indices of its inner loops there.
  using TileStart = llvm::MapVector<unsigned, IndexFrame::Index>;
  /// The share that the current steps of a tile have in the next panel.
  void fetchPanel(const IndexFrame::Mark &tile, const TileStart &start);
  /// Fetches what the tile's results are made of and take the place of
  /// (parameters and their optimizer's state).
  void fetchUpdated();
  /// Sums of the register tile, to and from their buffer.
  Values loadSums();
  void storeSums(llvm::ArrayRef<mlir::Value> sums);
  /// What is stored at the current point.
  mlir::Value valueOf(const NestStore &store);
  void emitFullStores(unsigned phase);
  void emitRowStores();
  /// Calls `inside` for each unrolled combination of loops that do (not)
  /// reduce, with lanes set.
  void forPoints(bool reducing, llvm::function_ref<void(unsigned)> inside);

  bool isLane(unsigned loop) const {
    return schedule.lanes && *schedule.lanes == loop;
  }
  bool lanesReduce() const {
    return schedule.lanes && nest.loops[*schedule.lanes].reduces;
  }
  mlir::Value extentValue(const NestLoop &loop);
  /// The first `count` of `width` lanes.
  mlir::Value constantMask(int64_t count, int64_t width);

  mlir::ImplicitLocOpBuilder &b;
  const Nest &nest;
  const Schedule &schedule;
  const VectorTarget &target;
  mlir::Value rows;
  IndexFrame frame;
  ValueEmitter values;
  llvm::SmallVector<Extent> left; ///< of each loop
  Stage stage = Stage::Whole;
  /// The buffer of sums, the place of each in it, and where that counts from.
  mlir::Value sums;
  LinearForm sumPlace;
  IndexFrame::Mark sumMark;
  std::map<std::pair<int64_t, int64_t>, mlir::Value> masks;
  /// Accumulated results at each row point: [reduction][point][result].
  std::map<mlir::Operation *, llvm::SmallVector<Values>> finished;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_NESTEMITTER_H
