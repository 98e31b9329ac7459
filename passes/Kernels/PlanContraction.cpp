//===- PlanContraction.cpp - Schedules of contractions --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One plan for matrix products and convolutions, forward and backward: lanes
// along a loop in which the result and one operand are contiguous (or, failing
// that, along the sum, where both operands are), rows from a loop that this
// operand does not depend on, and a tile that fills the registers. A model of
// the cycles per step of the sum chooses among them; docs/kernels.md has its
// rules.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Schedule.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

namespace ms {
namespace {

/// Independent multiply-adds that keep the pipes full.
constexpr int64_t kLatency = 8;
/// Iterations of the innermost sum that stand in one loop body.
constexpr int64_t kUnroll = 8;
constexpr int64_t kEnoughTiles = 64;

class ContractionPlanner {
public:
  ContractionPlanner(const Nest &nest, const VectorTarget &target)
      : nest(nest), target(target), product(*nest.findContraction()) {
    collectPlaces();
    width = target.vectorBytes / std::max<int64_t>(1, elementBits() / 8);
  }

  Schedule run() {
    Candidate best;
    for (unsigned k = 0; k < nest.numLoops(); ++k) {
      if (nest.loops[k].bound < 2 || isShared(k) ||
          ShapedType::isDynamic(nest.loops[k].extent))
        continue;
      Candidate here =
          nest.loops[k].reduces ? lanesAlongSum(k) : lanesAlongResult(k);
      if (here.cycles < best.cycles)
        best = here;
    }
    return build(best);
  }

private:
  /// A choice of lanes and tile, with its cost for the whole nest.
  struct Candidate {
    double cycles = std::numeric_limits<double>::infinity();
    std::optional<unsigned> lanes;
    std::optional<unsigned> rows, columns; ///< loops of the tile
    int64_t rowCount = 1, columnCount = 1;
    bool swap = false; ///< the vector operand is the first one
  };

  void collectPlaces() {
    linalg::GenericOp op = product.op;
    SmallVector<LinearForm> forms = reductionLoops(nest, op);
    auto place = [&](OpOperand &operand) {
      return flatten(
          evaluate(op.getMatchingIndexingMap(&operand), forms, nest.numLoops()),
          cast<RankedTensorType>(operand.get().getType()).getShape(),
          nest.numLoops());
    };
    SmallVector<LinearForm> factors;
    for (OpOperand *operand : op.getDpsInputOperands())
      if (!op.getMatchingBlockArgument(operand).use_empty())
        factors.push_back(place(*operand));
    first = factors.front();
    second = factors.back();
    out = place(op.getDpsInitsMutable()[0]);
  }

  int64_t elementBits() const {
    linalg::GenericOp op = product.op;
    return cast<RankedTensorType>(op.getResult(0).getType())
        .getElementTypeBitWidth();
  }

  bool isShared(unsigned loop) const {
    return llvm::is_contained(nest.shared, loop);
  }
  int64_t bound(unsigned loop) const { return nest.loops[loop].bound; }

  double volume(llvm::function_ref<bool(unsigned)> counts) const {
    double result = 1;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (counts(k))
        result *= static_cast<double>(bound(k));
    return result;
  }

  /// Extra instructions of a vector load with lanes `stride` apart.
  double loadCost(int64_t stride) const {
    stride = std::abs(stride);
    return stride <= 1 ? 1 : stride == 2 ? 3 : 2 * static_cast<double>(width);
  }

  /// Cycles per step of the sum to cover `extent` rows in pieces of `rows`,
  /// with `vectors` columns, at two multiply-adds or two loads per cycle.
  static double tileCycles(int64_t extent, int64_t rows, int64_t vectors,
                           double vectorLoad, double scalarLoad) {
    double cycles = 0;
    for (const Piece &piece : balancedPieces(extent, rows)) {
      auto fmas = static_cast<double>(piece.size * vectors);
      double loads = static_cast<double>(piece.size) * scalarLoad +
                     static_cast<double>(vectors) * vectorLoad;
      cycles += static_cast<double>(piece.count) *
                (std::max({fmas, loads, double(kLatency)}) + 1) / 2;
    }
    return cycles;
  }

  //===--------------------------------------------------------------------===//
  // Candidates
  //===--------------------------------------------------------------------===//

  Candidate lanesAlongResult(unsigned lanes) const {
    Candidate best;
    for (bool swap : {false, true}) {
      const LinearForm &vec = swap ? first : second;
      const LinearForm &sca = swap ? second : first;
      if (vec.coeffs[lanes] == 0)
        continue;
      double vectorLoad = loadCost(vec.coeffs[lanes]);
      double scalarLoad =
          sca.coeffs[lanes] == 0 ? 1 : loadCost(sca.coeffs[lanes]);
      SmallVector<std::optional<unsigned>> rowLoops = {std::nullopt};
      for (unsigned k = 0; k < nest.numLoops(); ++k)
        if (k != lanes && !nest.loops[k].reduces && bound(k) > 1 &&
            !isShared(k) && sca.coeffs[k] != 0 &&
            (vec.coeffs[k] == 0 || sca.coeffs[lanes] != 0))
          rowLoops.push_back(k);
      for (std::optional<unsigned> rows : rowLoops)
        for (int64_t side = 1; side <= 4; ++side) {
          int64_t step = side * width;
          if (side > 1 && (side - 1) * width >= bound(lanes))
            break;
          int64_t most =
              rows ? (target.registers - side - 1) / side : int64_t(1);
          for (int64_t count = 1; count <= std::max<int64_t>(most, 1);
               ++count) {
            if (rows && count > bound(*rows))
              break;
            double perStep = 0;
            for (const Piece &piece : wholePieces(bound(lanes), step)) {
              auto vectors =
                  static_cast<int64_t>(vectorPieces(piece.size, width).size());
              perStep += static_cast<double>(piece.count) *
                         tileCycles(rows ? bound(*rows) : 1, count, vectors,
                                    vectorLoad, scalarLoad);
            }
            double cycles = perStep * volume([&](unsigned k) {
                              return k != lanes && rows != k;
                            });
            // Rows close together share cache lines.
            if (rows && std::abs(sca.coeffs[*rows]) > 4096)
              cycles *= 1.05;
            // A result that is not contiguous is written lane by lane.
            if (out.coeffs[lanes] != 1)
              cycles += 2 * volume([&](unsigned k) {
                          return !nest.loops[k].reduces;
                        });
            if (cycles < best.cycles)
              best = {cycles, lanes, rows, std::nullopt, count, side, swap};
          }
        }
    }
    return best;
  }

  Candidate lanesAlongSum(unsigned lanes) const {
    Candidate best;
    double loadA = loadCost(first.coeffs[lanes]);
    double loadB = loadCost(second.coeffs[lanes]);
    if (first.coeffs[lanes] == 0 || second.coeffs[lanes] == 0)
      return best;
    SmallVector<std::optional<unsigned>> rowLoops = {std::nullopt};
    SmallVector<std::optional<unsigned>> columnLoops = {std::nullopt};
    for (unsigned k = 0; k < nest.numLoops(); ++k) {
      if (nest.loops[k].reduces || bound(k) < 2 || isShared(k))
        continue;
      if (first.coeffs[k] != 0 && second.coeffs[k] == 0)
        rowLoops.push_back(k);
      if (second.coeffs[k] != 0 && first.coeffs[k] == 0)
        columnLoops.push_back(k);
    }
    double vectors = static_cast<double>(llvm::divideCeil(bound(lanes), width));
    for (std::optional<unsigned> rows : rowLoops)
      for (std::optional<unsigned> columns : columnLoops)
        for (int64_t r = 1; r <= (rows ? 6 : 1); ++r)
          for (int64_t c = 1; c <= (columns ? 6 : 1); ++c) {
            // All accumulators, the vectors of one side, one of the other.
            if (r * c + std::min(r, c) + 1 > target.registers ||
                (rows && r > bound(*rows)) || (columns && c > bound(*columns)))
              continue;
            double perStep = 0;
            for (const Piece &row : balancedPieces(rows ? bound(*rows) : 1, r))
              for (const Piece &column :
                   balancedPieces(columns ? bound(*columns) : 1, c)) {
                auto fmas = static_cast<double>(row.size * column.size);
                double loads = static_cast<double>(row.size) * loadA +
                               static_cast<double>(column.size) * loadB;
                perStep += static_cast<double>(row.count * column.count) *
                           (std::max({fmas, loads, double(kLatency)}) + 1) / 2;
              }
            double cycles = perStep * vectors * volume([&](unsigned k) {
                              return k != lanes && rows != k && columns != k;
                            });
            // Each result adds up its lanes at the end.
            cycles +=
                4 * volume([&](unsigned k) { return !nest.loops[k].reduces; });
            if (cycles < best.cycles)
              best = {cycles, lanes, rows, columns, r, c, false};
          }
    return best;
  }

  //===--------------------------------------------------------------------===//
  // Order
  //===--------------------------------------------------------------------===//

  Schedule build(const Candidate &choice) {
    Schedule schedule;
    schedule.lanes = choice.lanes;
    schedule.width = choice.lanes ? width : 1;
    const LinearForm &vec = choice.swap ? first : second;
    const LinearForm &sca = choice.swap ? second : first;
    bool alongSum = choice.lanes && nest.loops[*choice.lanes].reduces;

    // Loops around the tile: what both operands depend on, what only the vector
    // operand does, its columns; then the scalar operand's loops and its rows,
    // so that the vector operand's slice stays in cache while rows pass.
    SmallVector<unsigned> both, vectorOnly, scalarOnly;
    for (unsigned k = 0; k < nest.numLoops(); ++k) {
      if (nest.loops[k].reduces || bound(k) < 2 || isShared(k) ||
          choice.lanes == k || choice.rows == k || choice.columns == k)
        continue;
      bool v = vec.coeffs[k] != 0, s = sca.coeffs[k] != 0;
      (v && s ? both : v ? vectorOnly : scalarOnly).push_back(k);
    }
    auto byStride = [](const LinearForm &form) {
      return [&form](unsigned a, unsigned b) {
        int64_t x = std::abs(form.coeffs[a]), y = std::abs(form.coeffs[b]);
        return x != y ? x > y : a < b;
      };
    };
    llvm::sort(both, byStride(vec));
    llvm::sort(vectorOnly, byStride(vec));
    llvm::sort(scalarOnly, byStride(sca));
    for (unsigned k : both)
      schedule.outer.push_back({k, 1});
    for (unsigned k : vectorOnly)
      schedule.outer.push_back({k, 1});
    if (choice.columns)
      schedule.outer.push_back({*choice.columns, choice.columnCount});
    else if (choice.lanes && !alongSum)
      schedule.outer.push_back({*choice.lanes, choice.columnCount * width});
    for (unsigned k : scalarOnly)
      schedule.outer.push_back({k, 1});
    if (choice.rows)
      schedule.outer.push_back({*choice.rows, choice.rowCount});

    // The sum, in the order of the vector operand's buffer.
    SmallVector<unsigned> sum;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (nest.loops[k].reduces && bound(k) > 1 && choice.lanes != k)
        sum.push_back(k);
    llvm::sort(sum, byStride(vec));
    for (unsigned k : sum)
      schedule.inner.push_back({k, 1});
    if (alongSum)
      schedule.inner.push_back({*choice.lanes, width});
    else if (!schedule.inner.empty())
      schedule.inner.back().step =
          std::min(kUnroll, bound(schedule.inner.back().loop));

    shareTiles(schedule, choice.cycles);
    return schedule;
  }

  /// Leading loops that step one by one, and one more, until there is enough
  /// for threads.
  void shareTiles(Schedule &schedule, double cycles) {
    int64_t tiles = 1;
    if (nest.shared.empty())
      for (LoopStep loop : schedule.outer) {
        if (tiles >= kEnoughTiles || !nest.loops[loop.loop].parallel)
          break;
        ++schedule.numParallel;
        tiles *= llvm::divideCeil(bound(loop.loop), loop.step);
        if (loop.step != 1)
          break;
      }
    else
      for (unsigned loop : nest.shared)
        tiles *= bound(loop);
    schedule.tileCycles = cycles / static_cast<double>(tiles);
  }

  const Nest &nest;
  const VectorTarget &target;
  const NestReduction &product;
  LinearForm first, second, out; ///< places of the factors and the result
  int64_t width = 1;
};

} // namespace

Schedule planContraction(const Nest &nest, const VectorTarget &target) {
  return ContractionPlanner(nest, target).run();
}

} // namespace ms
