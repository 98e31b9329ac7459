//===- PlanContraction.cpp - Schedules of contractions --------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// One plan for matrix products and convolutions, forward and backward: lanes
// along a loop of the result (or along the sum, where both operands are
// contiguous), rows from a loop that the vector operand does not depend on,
// columns from one that the scalar operand does not, and a tile that fills the
// registers. A model of the cycles per step of the sum and of the bytes that
// pass through the caches chooses among them, and says where a packed copy of
// the vector operand pays; docs/kernels.md has its rules.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/Schedule.h"

#include "passes/Analysis/GenericKinds.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

namespace ms {
namespace {

/// Independent multiply-adds that keep the pipes full.
constexpr int64_t kLatency = 8;
/// Iterations of the innermost sum that stand in one loop body, as long as it
/// has no more multiply-adds than this.
constexpr int64_t kUnroll = 8, kMostUnrolled = 128;
/// Vectors of a row of the tile, and columns of it.
constexpr int64_t kMostSide = 4;
constexpr int64_t kMostColumns = 6;
constexpr int64_t kEnoughTiles = 64;
constexpr int64_t kLineBytes = 64;
constexpr int64_t kPageBytes = 4096;
/// Cycles per element of a copy that is contiguous on both sides, and of one
/// that is not; and of a lane that is stored alone.
constexpr double kCopyCycles = 0.6, kTransposeCycles = 2, kLaneStore = 2,
                 kFarLaneStore = 20;

class ContractionPlanner {
public:
  ContractionPlanner(const Nest &nest, const VectorTarget &target)
      : nest(nest), target(target), product(*nest.findContraction()) {
    collectPlaces();
    elementBytes = std::max<int64_t>(1, elementBits() / 8);
    width = std::max<int64_t>(1, target.vectorBytes / elementBytes);
    for (unsigned k : {0, 1})
      operandBytes[k] = countBytes(k);
  }

  Schedule schedule(ScheduleNotes *notes) {
    Candidate choice = choose({});
    if (notes)
      describe(choice, *notes);
    return build(choice);
  }

  std::optional<OperandPacking> packing() {
    Candidate plain = choose({});
    Candidate best = plain;
    for (bool swap : {false, true})
      if (isPackable(swap ? 0 : 1))
        if (Candidate here = choose(swap); here.cycles < best.cycles)
          best = here;
    if (!best.packed)
      return std::nullopt;
    OperandPacking result;
    result.operand = operands[best.swap ? 0 : 1]->getOperandNumber();
    result.loop = *best.lanes;
    result.block = best.side * width;
    // What the tile walks along stands innermost, in the order in which the
    // other factor lies.
    const LinearForm &vec = best.swap ? first : second;
    const LinearForm &sca = best.swap ? second : first;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (vec.coeffs[k] != 0 && k != *best.lanes)
        result.order.push_back(k);
    llvm::sort(result.order, [&](unsigned a, unsigned b) {
      auto key = [&](unsigned k) {
        bool reduces = nest.loops[k].reduces;
        return std::tuple(reduces, reduces ? -std::abs(sca.coeffs[k]) : 0, k);
      };
      return key(a) < key(b);
    });
    return result;
  }

private:
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
  };

  //===--------------------------------------------------------------------===//
  // Places
  //===--------------------------------------------------------------------===//

  void collectPlaces() {
    linalg::GenericOp op = product.op;
    SmallVector<LinearForm> forms = reductionLoops(nest, op);
    auto place = [&](OpOperand &operand) {
      return flatten(
          evaluate(op.getMatchingIndexingMap(&operand), forms, nest.numLoops()),
          shapeOf(operand.get()), nest.numLoops());
    };
    for (OpOperand *operand : op.getDpsInputOperands())
      if (!op.getMatchingBlockArgument(operand).use_empty())
        operands.push_back(operand);
    // A square reads one operand twice.
    if (operands.size() == 1)
      operands.push_back(operands[0]);
    first = place(*operands[0]);
    second = place(*operands[1]);
    out = place(op.getDpsInitsMutable()[0]);
  }

  /// A dynamic extent is always the first: it has no part in strides.
  static ArrayRef<int64_t> shapeOf(Value tensor) {
    return cast<RankedTensorType>(tensor.getType()).getShape();
  }

  int64_t elementBits() const {
    linalg::GenericOp op = product.op;
    return cast<RankedTensorType>(op.getResult(0).getType())
        .getElementTypeBitWidth();
  }

  bool isShared(unsigned loop) const {
    return llvm::is_contained(nest.shared, loop);
  }
  int64_t bound(std::optional<unsigned> loop) const {
    return loop ? nest.loops[*loop].bound : 1;
  }
  bool isDynamic(unsigned loop) const {
    return ShapedType::isDynamic(nest.loops[loop].extent);
  }
  bool isBlocked(unsigned loop) const {
    return blockOf(first, loop) || blockOf(second, loop);
  }
  static int64_t blockOf(const LinearForm &form, unsigned loop) {
    return form.blockSize && form.blockLoop == loop ? form.blockSize : 0;
  }

  double volume(llvm::function_ref<bool(unsigned)> counts) const {
    double result = 1;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (counts(k))
        result *= static_cast<double>(bound(k));
    return result;
  }

  /// Whether a copy of a factor can be made in any order of its dimensions.
  bool isPackable(unsigned operand) const {
    linalg::GenericOp op = product.op;
    AffineMap map = op.getMatchingIndexingMap(operands[operand]);
    return operands[0] != operands[1] && map.isProjectedPermutation() &&
           map.getNumResults() > 1;
  }

  //===--------------------------------------------------------------------===//
  // Costs
  //===--------------------------------------------------------------------===//

  /// Extra instructions of a vector load with lanes `stride` apart.
  double loadCost(int64_t stride) const {
    stride = std::abs(stride);
    return stride <= 1 ? 1 : stride == 2 ? 3 : 2 * static_cast<double>(width);
  }

  /// Cycles per step of the sum to cover `extent` rows in pieces of `rows`,
  /// with `vectors` columns, at two multiply-adds or two loads per cycle.
  static double tileCycles(ArrayRef<Piece> rows, int64_t vectors,
                           double vectorLoad, double scalarLoad) {
    double cycles = 0;
    for (const Piece &piece : rows) {
      auto fmas = static_cast<double>(piece.size * vectors);
      double loads = static_cast<double>(piece.size) * scalarLoad +
                     static_cast<double>(vectors) * vectorLoad;
      cycles += static_cast<double>(piece.count) *
                (std::max({fmas, loads, double(kLatency)}) + 1) / 2;
    }
    return cycles;
  }

  /// Cycles that a step of the sum waits for a block of the vector operand to
  /// come from beyond the first cache, when the block is read again and again.
  double streamCycles(const LinearForm &vec, int64_t lineCount, double steps,
                      bool packed) const {
    auto lines = static_cast<double>(lineCount);
    double bytes = steps * lines * kLineBytes;
    // Rows a power of two apart meet in few sets.
    double share = 1;
    if (!packed) {
      int64_t stride = 0;
      for (unsigned k = 0; k < nest.numLoops(); ++k)
        if (nest.loops[k].reduces && bound(k) > 1 && vec.coeffs[k] != 0) {
          int64_t here = std::abs(vec.coeffs[k]) * elementBytes;
          stride = stride ? std::min(stride, here) : here;
        }
      int64_t apart = stride & -stride;
      if (apart > lineCount * kLineBytes)
        share = lines * kLineBytes / static_cast<double>(apart);
    }
    if (bytes > share * static_cast<double>(target.l2Bytes))
      return lines * kLineBytes / 8;
    if (bytes > share * static_cast<double>(target.l1Bytes) / 2)
      return lines * kLineBytes / 256;
    return 0;
  }

  /// Cycles per step of the sum and row that the scalar operand takes to come
  /// from far beyond the second cache, once for each block of lanes. Of a
  /// stack, one matrix after the other is read.
  double scalarStreamCycles(bool swap) const {
    return operandBytes[swap ? 1 : 0] > 4 * static_cast<double>(target.l2Bytes)
               ? static_cast<double>(elementBytes) / 16
               : 0;
  }
  double countBytes(unsigned operand) const {
    auto bytes = static_cast<double>(elementBytes);
    for (int64_t extent : shapeOf(operands[operand]->get()))
      bytes *= static_cast<double>(
          ShapedType::isDynamic(extent) ? largestBatch() : extent);
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (!nest.loops[k].reduces && first.coeffs[k] != 0 &&
          second.coeffs[k] != 0)
        bytes /= static_cast<double>(bound(k));
    return bytes;
  }
  int64_t largestBatch() const {
    int64_t rows = 1;
    for (const NestLoop &loop : nest.loops)
      if (ShapedType::isDynamic(loop.extent))
        rows = std::max(rows, loop.bound);
    return rows;
  }

  //===--------------------------------------------------------------------===//
  // Candidates
  //===--------------------------------------------------------------------===//

  /// The best candidate as things lie, or with a packed copy of the first
  /// (true) or second operand.
  Candidate choose(std::optional<bool> packed) const {
    Candidate best;
    bool anyBlocks = first.blockSize || second.blockSize;
    for (unsigned k = 0; k < nest.numLoops(); ++k) {
      if (bound(k) < 2 || isShared(k) || isDynamic(k) ||
          (anyBlocks && !isBlocked(k)))
        continue;
      Candidate here;
      if (!nest.loops[k].reduces)
        here = lanesAlongResult(k, packed);
      else if (!packed)
        here = lanesAlongSum(k);
      if (here.cycles < best.cycles)
        best = here;
    }
    return best;
  }

  /// Loops that unroll into the tile: `none` first.
  SmallVector<std::optional<unsigned>>
  tileLoops(unsigned lanes, llvm::function_ref<bool(unsigned)> fits) const {
    SmallVector<std::optional<unsigned>> loops = {std::nullopt};
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (k != lanes && !nest.loops[k].reduces && bound(k) > 1 &&
          !isShared(k) && !isBlocked(k) && fits(k))
        loops.push_back(k);
    return loops;
  }

  Candidate lanesAlongResult(unsigned lanes, std::optional<bool> packed) const {
    Candidate best;
    for (bool swap : {false, true}) {
      const LinearForm &vec = swap ? first : second;
      const LinearForm &sca = swap ? second : first;
      if (vec.coeffs[lanes] == 0 || (packed && *packed != swap) ||
          blockOf(sca, lanes))
        continue;
      // The other vector operand of a depthwise convolution stays as it is.
      if (packed && sca.coeffs[lanes] != 0)
        continue;
      Candidate start;
      start.lanes = lanes;
      start.swap = swap;
      start.packed = packed.has_value();
      auto rowLoops = tileLoops(lanes, [&](unsigned k) {
        return sca.coeffs[k] != 0 &&
               (vec.coeffs[k] == 0 || sca.coeffs[lanes] != 0);
      });
      auto columnLoops = tileLoops(lanes, [&](unsigned k) {
        return vec.coeffs[k] != 0 && sca.coeffs[k] == 0 && !isDynamic(k);
      });
      for (std::optional<unsigned> rows : rowLoops)
        for (std::optional<unsigned> columns : columnLoops) {
          start.rows = rows;
          start.columns = columns;
          chooseTile(start, vec, sca, best);
        }
    }
    return best;
  }

  void chooseTile(Candidate candidate, const LinearForm &vec,
                  const LinearForm &sca, Candidate &best) const {
    unsigned lanes = *candidate.lanes;
    int64_t block = blockOf(vec, lanes);
    int64_t mostSide =
        block ? block / width
              : std::min<int64_t>(kMostSide,
                                  llvm::divideCeil(bound(lanes), width));
    int64_t mostColumns = std::min(kMostColumns, bound(candidate.columns));
    for (int64_t side = 1; side <= mostSide; ++side) {
      if (block && block != side * width)
        continue; // also where the width does not divide the block
      for (int64_t columns = 1; columns <= mostColumns; ++columns) {
        int64_t vectors = side * columns;
        int64_t mostRows = (target.registers - vectors - 1) / vectors;
        mostRows = std::min(mostRows, bound(candidate.rows));
        for (int64_t rows = 1; rows <= mostRows; ++rows) {
          candidate.side = side;
          candidate.columnCount = columns;
          candidate.rowCount = rows;
          for (bool outside : {false, true}) {
            candidate.rowsOutside = outside;
            candidate.cycles = resultCycles(candidate, vec, sca);
            if (candidate.cycles < best.cycles)
              best = candidate;
          }
        }
      }
    }
  }

  double resultCycles(const Candidate &choice, const LinearForm &vec,
                      const LinearForm &sca) const {
    unsigned lanes = *choice.lanes;
    double vectorLoad = choice.packed ? 1 : loadCost(vec.coeffs[lanes]);
    double scalarLoad =
        sca.coeffs[lanes] == 0 ? 1 : loadCost(sca.coeffs[lanes]);
    if (choice.rows) {
      // Rows whole pages apart meet in one set of the first cache.
      int64_t apart = std::abs(sca.coeffs[*choice.rows]) * elementBytes;
      if (apart % kPageBytes == 0 && choice.rowCount > 8)
        scalarLoad += 0.5;
      else if (apart > 4 * kPageBytes)
        scalarLoad += 0.1;
    }
    SmallVector<Piece> rows =
        balancedPieces(bound(choice.rows), choice.rowCount);
    SmallVector<Piece> columns =
        balancedPieces(bound(choice.columns), choice.columnCount);
    double perStep = 0, rowTiles = 0;
    double scalarStream = scalarStreamCycles(choice.swap) *
                          static_cast<double>(bound(choice.rows));
    double sum = volume([&](unsigned k) { return nest.loops[k].reduces; });
    double vectorBytes = operandBytes[choice.swap ? 0 : 1];
    if (choice.rowsOutside) {
      // Both the whole vector operand and what a tile reads of the other one
      // stay in the second cache, or it does not pay.
      double rowBytes = sum * static_cast<double>(choice.rowCount) *
                        static_cast<double>(elementBytes);
      if (scalarStream == 0 ||
          vectorBytes + rowBytes > 0.75 * static_cast<double>(target.l2Bytes))
        return std::numeric_limits<double>::infinity();
      perStep = std::exchange(scalarStream, 0);
    }
    for (const Piece &piece : rows)
      rowTiles += static_cast<double>(piece.count);
    for (const Piece &piece : wholePieces(bound(lanes), choice.side * width)) {
      auto vectors = static_cast<int64_t>(
          vectorPieces(piece.size, width, target.hasMasks).size());
      for (const Piece &column : columns) {
        int64_t all = vectors * column.size;
        double cycles = tileCycles(rows, all, vectorLoad, scalarLoad);
        int64_t lines =
            llvm::divideCeil(piece.size * elementBytes, kLineBytes) *
            column.size;
        if (choice.rowsOutside)
          cycles += rowTiles * static_cast<double>(lines * kLineBytes) / 256;
        else
          cycles += rowTiles * streamCycles(vec, lines, sum, choice.packed);
        cycles += scalarStream;
        perStep += static_cast<double>(piece.count * column.count) * cycles;
      }
    }
    double cycles =
        perStep * volume([&](unsigned k) {
          return k != lanes && choice.rows != k && choice.columns != k;
        });
    // Of rows that cost the same, those that lie next to each other.
    if (choice.rows &&
        std::abs(sca.coeffs[*choice.rows]) * elementBytes > kLineBytes)
      cycles *= 1.03;
    // The rest of a batch that is not full goes row by row.
    if (choice.rows && isDynamic(*choice.rows))
      cycles *= 1.02;
    // A result that is not contiguous is written lane by lane.
    if (int64_t apart = std::abs(out.coeffs[lanes]) * elementBytes;
        apart != elementBytes) {
      double stores =
          volume([&](unsigned k) { return !nest.loops[k].reduces; });
      bool isFar = apart >= kLineBytes &&
                   stores * elementBytes > static_cast<double>(target.l2Bytes);
      cycles += (isFar ? kFarLaneStore : kLaneStore) * stores;
    }
    if (choice.packed) {
      bool contiguous = vec.coeffs[lanes] == 1;
      cycles += (contiguous ? kCopyCycles : kTransposeCycles) *
                volume([&](unsigned k) { return vec.coeffs[k] != 0; });
    }
    return cycles;
  }

  Candidate lanesAlongSum(unsigned lanes) const {
    Candidate best;
    double loadA = loadCost(first.coeffs[lanes]);
    double loadB = loadCost(second.coeffs[lanes]);
    if (first.coeffs[lanes] == 0 || second.coeffs[lanes] == 0 ||
        first.blockSize || second.blockSize)
      return best;
    auto rowLoops = tileLoops(lanes, [&](unsigned k) {
      return first.coeffs[k] != 0 && second.coeffs[k] == 0;
    });
    auto columnLoops = tileLoops(lanes, [&](unsigned k) {
      return second.coeffs[k] != 0 && first.coeffs[k] == 0;
    });
    // All rows pass for each tile of columns: cycles that a vector of them
    // takes to come from beyond the first cache, or the second one.
    double rowBytes = operandBytes[0];
    double rowWait = rowBytes > static_cast<double>(target.l2Bytes)       ? 8
                     : rowBytes > static_cast<double>(target.l1Bytes) / 2 ? 2
                                                                          : 0;
    double vectors = static_cast<double>(llvm::divideCeil(bound(lanes), width));
    for (std::optional<unsigned> rows : rowLoops)
      for (std::optional<unsigned> columns : columnLoops)
        for (int64_t r = 1; r <= std::min<int64_t>(6, bound(rows)); ++r)
          for (int64_t c = 1; c <= std::min<int64_t>(6, bound(columns)); ++c) {
            // All accumulators, the vectors of one side, one of the other.
            if (r * c + std::min(r, c) + 1 > target.registers)
              continue;
            double perStep = 0;
            for (const Piece &row : balancedPieces(bound(rows), r))
              for (const Piece &column : balancedPieces(bound(columns), c)) {
                auto fmas = static_cast<double>(row.size * column.size);
                double loads = static_cast<double>(row.size) * loadA +
                               static_cast<double>(column.size) * loadB;
                perStep +=
                    static_cast<double>(row.count * column.count) *
                    ((std::max({fmas, loads, double(kLatency)}) + 1) / 2 +
                     static_cast<double>(row.size) * rowWait);
              }
            double cycles = perStep * vectors * volume([&](unsigned k) {
                              return k != lanes && rows != k && columns != k;
                            });
            // Each result adds up its lanes at the end.
            cycles +=
                4 * volume([&](unsigned k) { return !nest.loops[k].reduces; });
            if (cycles < best.cycles) {
              best = Candidate();
              best.cycles = cycles;
              best.lanes = lanes;
              best.rows = rows;
              best.columns = columns;
              best.rowCount = r;
              best.columnCount = c;
            }
          }
    return best;
  }

  //===--------------------------------------------------------------------===//
  // Remarks
  //===--------------------------------------------------------------------===//

  /// A loop by what it walks along.
  std::string nameOf(unsigned loop) const {
    linalg::GenericOp op = product.op;
    SmallVector<LinearForm> forms = reductionLoops(nest, op);
    auto find = [&](OpOperand &operand) -> std::string {
      Point point =
          evaluate(op.getMatchingIndexingMap(&operand), forms, nest.numLoops());
      for (auto [dim, form] : llvm::enumerate(point))
        if (form.coeffs[loop] != 0)
          return "dimension " + std::to_string(dim);
      return "";
    };
    if (!nest.loops[loop].reduces)
      return find(op.getDpsInitsMutable()[0]) + " of the result";
    for (OpOperand *operand : {operands[1], operands[0]})
      if (std::string name = find(*operand); !name.empty())
        return "the sum over " + name + " of operand " +
               std::to_string(operand->getOperandNumber());
    return "a sum";
  }

  void describe(const Candidate &choice, ScheduleNotes &notes) const {
    if (!choice.lanes) {
      notes.missed.push_back("scalar code: there is no loop with a fixed "
                             "extent above 1 that lanes could run along");
      return;
    }
    unsigned lanes = *choice.lanes;
    const unsigned vecNumber = choice.swap ? 0 : 1;
    const LinearForm &vec = choice.swap ? first : second;
    const bool alongSum = nest.loops[lanes].reduces;
    notes.lanes = nameOf(lanes);
    notes.isPacked = vec.blockSize != 0;
    notes.tile = std::to_string(choice.rowCount) + " rows x " +
                 (alongSum ? std::to_string(choice.columnCount) + " columns"
                           : std::to_string(choice.side * choice.columnCount) +
                                 " vectors");
    double products = volume([](unsigned) { return true; });
    notes.peakShare =
        products / (2 * static_cast<double>(width)) / choice.cycles;

    auto apart = [](int64_t stride) {
      return std::to_string(std::abs(stride)) + " elements apart";
    };
    for (unsigned k : {0, 1}) {
      int64_t stride = (k == 0 ? first : second).coeffs[lanes];
      if (std::abs(stride) <= 1)
        continue;
      std::string why = "lanes of operand " +
                        std::to_string(operands[k]->getOperandNumber()) +
                        " are " +
                        (std::abs(stride) == 2 ? "picked" : "gathered") +
                        ", they lie " + apart(stride);
      if (!alongSum && k == vecNumber)
        why += isPackable(k) ? "; a packed copy costs more than it saves, or "
                               "cannot be made"
                             : "; its places overlap, so that it has no "
                               "packed copy";
      notes.missed.push_back(why);
    }
    if (!alongSum && std::abs(out.coeffs[lanes]) != 1)
      notes.missed.push_back("results are stored lane by lane, they lie " +
                             apart(out.coeffs[lanes]));
    int64_t tile = choice.rowCount * choice.side * choice.columnCount;
    if (tile < kLatency)
      notes.missed.push_back(
          "only " + std::to_string(tile) + " independent multiply-adds: " +
          std::to_string(kLatency) + " would cover their latency");
    if (bound(lanes) < width)
      notes.missed.push_back("lanes have " + std::to_string(bound(lanes)) +
                             " iterations for vectors of " +
                             std::to_string(width));
  }

  //===--------------------------------------------------------------------===//
  // Order
  //===--------------------------------------------------------------------===//

  Schedule build(const Candidate &choice) {
    Schedule schedule;
    schedule.followsBlocks =
        choice.lanes || (!first.blockSize && !second.blockSize);
    schedule.lanes = choice.lanes;
    schedule.width = choice.lanes ? width : 1;
    schedule.rows = choice.rows;
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
    auto addScalar = [&] {
      for (unsigned k : scalarOnly)
        schedule.outer.push_back({k, 1});
      if (choice.rows)
        schedule.outer.push_back({*choice.rows, choice.rowCount});
    };
    if (choice.rowsOutside)
      addScalar();
    for (unsigned k : vectorOnly)
      schedule.outer.push_back({k, 1});
    if (choice.columns)
      schedule.outer.push_back({*choice.columns, choice.columnCount});
    if (choice.lanes && !alongSum)
      schedule.outer.push_back({*choice.lanes, choice.side * width});
    if (!choice.rowsOutside)
      addScalar();

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
          unrolled(choice, sca, schedule.inner.back().loop);

    shareTiles(schedule, choice.cycles);
    return schedule;
  }

  /// Iterations of the innermost sum in one loop body.
  int64_t unrolled(const Candidate &choice, const LinearForm &sca,
                   unsigned loop) const {
    // A step that reads what a neighbouring row read before: equal loads would
    // be kept in registers that are not there.
    if (choice.rows)
      if (int64_t row = sca.coeffs[*choice.rows], step = sca.coeffs[loop];
          row != 0 && step % row == 0 && step / row < choice.rowCount &&
          choice.rowCount > 1 && step != 0)
        return 1;
    // LLVM loads up to four neighbouring vectors at once, early. Where those
    // are of several steps, a full tile leaves no registers for them.
    if (choice.columnCount > 1)
      return 1;
    int64_t most =
        kMostUnrolled / (choice.rowCount * choice.side * choice.columnCount);
    most = std::clamp<int64_t>(most, 1, std::min(kUnroll, bound(loop)));
    // Whole bodies only, where that costs little.
    for (int64_t step = most; 2 * step > most; --step)
      if (bound(loop) % step == 0)
        return step;
    return most;
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
        int64_t here = llvm::divideCeil(bound(loop.loop), loop.step);
        tiles *= here;
        if (loop.step != 1 && here > 1)
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
  SmallVector<OpOperand *, 2> operands;
  double operandBytes[2] = {};   ///< of one matrix of a stack
  LinearForm first, second, out; ///< places of the factors and the result
  int64_t width = 1, elementBytes = 4;
};

} // namespace

Schedule planContraction(const Nest &nest, const VectorTarget &target,
                         ScheduleNotes *notes) {
  return ContractionPlanner(nest, target).schedule(notes);
}

std::optional<OperandPacking> planPacking(const Nest &nest,
                                          const VectorTarget &target) {
  return ContractionPlanner(nest, target).packing();
}

} // namespace ms
