//===- ContractionModel.h - What a contraction costs ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The cycles of a contraction for a choice of lanes, tile and loops around it:
// steps of the sum, and bytes that pass through the caches; docs/kernels.md has
// the rules.
//
//===----------------------------------------------------------------------===//

#ifndef MS_PASSES_KERNELS_CONTRACTIONMODEL_H
#define MS_PASSES_KERNELS_CONTRACTIONMODEL_H

#include "passes/Kernels/Schedule.h"

#include <limits>

namespace ms {

/// The loops of a contraction as places of its operands, and the costs of
/// choices; PlanContraction.cpp chooses.
class ContractionModel {
protected:
  /// Of a cache line.
  static constexpr int64_t kLineBytes = 64;

  ContractionModel(const Nest &nest, const VectorTarget &target);

  /// A choice of lanes and tile, with its cost for the whole nest.
  struct Candidate {
    double cycles = std::numeric_limits<double>::infinity();
    std::optional<unsigned> lanes;
    std::optional<unsigned> rows, columns; ///< loops of the tile
    int64_t rowCount = 1, columnCount = 1;
    int64_t side = 1;    ///< vectors side by side along the lanes
    bool swap = false;   ///< the vector operand is the first one
    bool packed = false; ///< and is a packed copy
    /// Rows stand outside: the vector operand passes for each of them.
    bool rowsOutside = false;
    /// Steps of a piece of the sum, where sums wait in a buffer meanwhile, and
    /// what stands outside of the pieces: all tiles, or so many of the scalar
    /// operand's own loops, and columns.
    int64_t pieceSteps = 0;
    bool aroundTiles = false;
    unsigned slabLoops = 0;
    bool columnsOutside = false;
  };

  //===--------------------------------------------------------------------===//
  // Places
  //===--------------------------------------------------------------------===//

  /// A dynamic extent is always the first: it has no part in strides.
  static llvm::ArrayRef<int64_t> shapeOf(mlir::Value tensor) {
    return llvm::cast<mlir::RankedTensorType>(tensor.getType()).getShape();
  }

  bool isShared(unsigned loop) const {
    return llvm::is_contained(nest.shared, loop);
  }
  int64_t bound(std::optional<unsigned> loop) const {
    return loop ? nest.loops[*loop].bound : 1;
  }
  bool isDynamic(unsigned loop) const {
    return mlir::ShapedType::isDynamic(nest.loops[loop].extent);
  }
  bool isBlocked(unsigned loop) const {
    return blockOf(first, loop) || blockOf(second, loop);
  }
  static int64_t blockOf(const LinearForm &form, unsigned loop) {
    return form.blockSize && form.blockLoop == loop ? form.blockSize : 0;
  }

  static auto byStride(const LinearForm &form) {
    return [&form](unsigned a, unsigned b) {
      int64_t x = std::abs(form.coeffs[a]), y = std::abs(form.coeffs[b]);
      return x != y ? x > y : a < b;
    };
  }

  void collectPlaces();
  int64_t elementBits() const;
  /// How many tensors the kernel gives.
  double countResults() const;
  double volume(llvm::function_ref<bool(unsigned)> counts) const;
  /// Whether a copy of a factor can be made in any order of its dimensions:
  /// each has a loop of its own, if any.
  bool isPackable(unsigned operand) const;
  /// Whether its copy is made once.
  bool isPrepared(unsigned operand) const {
    return llvm::is_contained(nest.prepared,
                              operands[operand]->getOperandNumber());
  }

  //===--------------------------------------------------------------------===//
  // Costs
  //===--------------------------------------------------------------------===//

  /// Extra instructions of a vector load with lanes `stride` apart.
  double loadCost(int64_t stride) const;
  /// Cycles per step of the sum, of which `steps` stand in one loop body, to
  /// cover `extent` rows in pieces of `rows`, with `vectors` columns, at two
  /// multiply-adds or two loads per cycle.
  static double tileCycles(llvm::ArrayRef<Piece> rows, int64_t vectors,
                           int64_t steps, double vectorLoad, double scalarLoad);
  /// Iterations of the innermost loop of the sum in one loop body.
  int64_t unrolled(const Candidate &choice, const LinearForm &vec,
                   const LinearForm &sca) const;
  /// Cycles that a step of the sum waits for a block of the vector operand to
  /// come from beyond the first cache, when the block is read again and again.
  double streamCycles(const LinearForm &vec, int64_t lineCount, double steps,
                      bool packed) const;
  /// Cycles that the scalar operand takes to come from far beyond the second
  /// cache, once for each block of lanes. Of a stack, one matrix after the
  /// other is read.
  double scalarStreamCycles(const Candidate &choice, const LinearForm &vec,
                            const LinearForm &sca) const;
  double countBytes(unsigned operand) const;
  int64_t largestBatch() const;
  /// Cycles of a tile's multiply-adds and loads, where all of them find what
  /// they load in the first cache, and of stores and copies.
  double tileWork(const Candidate &choice, const LinearForm &vec,
                  const LinearForm &sca) const;
  /// Calls `inside` for each size of a tile along lanes and columns: how often
  /// it comes, its vectors and the cache lines that these are.
  void forColumnTiles(
      const Candidate &choice,
      llvm::function_ref<void(int64_t, int64_t, int64_t)> inside) const;
  /// Iterations of all loops but those of the tile.
  double volumeAround(const Candidate &choice) const;
  /// Cycles that all tiles wait: `wait` gives those of a step for the cache
  /// lines of its vectors.
  double tileWaits(const Candidate &choice,
                   llvm::function_ref<double(int64_t)> wait) const;
  double resultCycles(const Candidate &choice, const LinearForm &vec,
                      const LinearForm &sca) const;
  /// Tiles along lanes and columns, and all loops that only the vector operand
  /// depends on.
  double columnTiles(const Candidate &choice, const LinearForm &vec,
                     const LinearForm &sca) const;
  /// Iterations of the loops around the tile that both operands depend on.
  double bothVolume(const Candidate &choice, const LinearForm &vec,
                    const LinearForm &sca) const;
  /// Cycles that tiles wait for what pieces of the sum leave in the caches.
  double pieceCycles(const Candidate &choice, const LinearForm &vec,
                     const LinearForm &sca) const;
  /// How often a line of the scalar operand is read, because loops outside of
  /// the tile run along it.
  double linesRead(const Candidate &choice, const LinearForm &sca) const;
  /// Loops of the result that `form` depends on and `other` does not, from the
  /// largest stride to the smallest, without those of the tile.
  llvm::SmallVector<unsigned> ownLoops(const Candidate &choice,
                                       const LinearForm &form,
                                       const LinearForm &other) const;
  /// The loops of the sum that are not lanes, in the order of the vector
  /// operand's buffer.
  llvm::SmallVector<unsigned> sumLoops(const Candidate &choice,
                                       const LinearForm &vec) const;
  /// Loops of the sum of which it pays to leave out steps whose products are
  /// zero, and the share of steps that stays.
  struct BoundedSums {
    llvm::SmallVector<unsigned> loops;
    double share = 1;
  };
  BoundedSums boundSums(const Candidate &choice, const LinearForm &vec) const;
  /// The share of the steps of loop `sum` with products that are not zero.
  double nonzeroShare(const Candidate &choice, unsigned sum) const;
  /// Loops over pieces of the sum of about `pieceSteps` steps.
  llvm::SmallVector<LoopStep> sumPieces(const Candidate &choice,
                                        const LinearForm &vec) const;

  const Nest &nest;
  const VectorTarget &target;
  const NestReduction &product;
  llvm::SmallVector<mlir::OpOperand *, 2> operands;
  double operandBytes[2] = {};   ///< of one matrix of a stack
  LinearForm first, second, out; ///< places of the factors and the result
  int64_t width = 1, elementBytes = 4;
};

} // namespace ms

#endif // MS_PASSES_KERNELS_CONTRACTIONMODEL_H
