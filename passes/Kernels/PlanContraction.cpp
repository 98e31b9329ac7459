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

#include "passes/Kernels/ChoiceTranslator.h"

#include "passes/Analysis/GenericKinds.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <set>
#include <tuple>

using namespace mlir;

namespace ms {
namespace {

/// Vectors of a row of the tile, and columns of it.
constexpr int64_t kMostSide = 4;
constexpr int64_t kMostColumns = 6;
constexpr int64_t kEnoughTiles = 64;
/// Multiply-adds that one more load does not delay.
constexpr int64_t kProductsPerFetch = 16;
/// Tiles that pass over a panel, at most, for it to be worth fetching.
constexpr int64_t kMostPasses = 32;
/// Share of the cycles below which a copy that is kept is worth its memory, and
/// how often a call has to read it.
constexpr double kWorthKeeping = 0.9, kLeastReads = 8;

/// How many times the cycles of the best candidate another one may cost and be
/// worth a measurement.
constexpr double kWorthTrying = 2;
/// Alternatives: other tiles, other numbers of rows, and other orders.
constexpr unsigned kOtherTiles = 4, kOtherRows = 2, kOtherOrders = 2;

class ContractionPlanner : ChoiceTranslator {
  /// What makes two candidates different.
  static auto keyOf(const Candidate &c) {
    return std::tuple(c.lanes, c.swap, c.rows, c.columns, c.rowCount,
                      c.columnCount, c.side, c.rowsOutside, c.aroundTiles,
                      c.columnsOutside, c.slabLoops, c.pieceSteps > 0);
  }

public:
  /// With a `choice` that fits, there are no other candidates.
  ContractionPlanner(const Nest &nest, const VectorTarget &target,
                     const ContractionChoice *choice)
      : ChoiceTranslator(nest, target) {
    if (!choice)
      return;
    wanted = toCandidate(*choice);
    if (!wanted || !choosePacked().lanes) {
      wanted.reset();
      why = whyNot(*choice);
    }
  }

  /// Why the choice does not fit; "" where it does.
  const std::string &reason() const { return why; }

  Schedule schedule(ScheduleNotes *notes) {
    Candidate choice = choose({});
    if (notes)
      describe(choice, *notes);
    return build(choice);
  }

  std::optional<ContractionChoice> choice() {
    Candidate choice = choose({});
    if (!choice.lanes)
      return std::nullopt;
    return toChoice(choice);
  }

  std::vector<ContractionChoice> alternatives() {
    std::vector<Candidate> all;
    Candidate best = choosePacked();
    candidates = &all;
    choose(best.packed ? std::optional(best.swap) : std::nullopt);
    candidates = nullptr;
    llvm::sort(all, [](const Candidate &a, const Candidate &b) {
      return std::pair(a.cycles, keyOf(a)) < std::pair(b.cycles, keyOf(b));
    });
    std::vector<ContractionChoice> found;
    if (!best.lanes)
      return found;
    auto loops = [](const Candidate &c) {
      return std::tuple(c.lanes, c.swap, c.rows, c.columns, c.side,
                        c.columnCount);
    };
    auto order = [](const Candidate &c) {
      return std::tuple(c.rowsOutside, c.pieceSteps > 0, c.aroundTiles,
                        c.slabLoops, c.columnsOutside);
    };
    // The best one of each kind, those that promise most.
    auto add = [&](unsigned most, auto isKin, auto kind) {
      std::set<decltype(kind(best))> seen = {kind(best)};
      for (const Candidate &each : all) {
        if (seen.size() > most || each.cycles > kWorthTrying * best.cycles)
          break;
        if (isKin(each) && seen.insert(kind(each)).second)
          found.push_back(toChoice(each));
      }
    };
    add(kOtherTiles, [](const Candidate &) { return true; }, loops);
    auto hasLoops = [&](const Candidate &c) { return loops(c) == loops(best); };
    add(kOtherRows, hasLoops, [](const Candidate &c) { return c.rowCount; });
    add(
        kOtherOrders,
        [&](const Candidate &c) {
          return hasLoops(c) && c.rowCount == best.rowCount;
        },
        order);
    if (best.pieceSteps > 1) {
      best.pieceSteps /= 2;
      found.push_back(toChoice(best));
    }
    return found;
  }

  std::optional<OperandPacking> packing() {
    Candidate best = choosePacked();
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
  //===--------------------------------------------------------------------===//
  // Candidates
  //===--------------------------------------------------------------------===//

  /// The best candidate of all, as things lie or with a copy.
  Candidate choosePacked() const {
    if (wanted)
      return choose(wanted->packed ? std::optional(wanted->swap)
                                   : std::nullopt);
    Candidate best = choose({});
    for (bool swap : {false, true}) {
      unsigned operand = swap ? 0 : 1;
      if (!isPackable(operand))
        continue;
      double worth = 1;
      if (isPrepared(operand)) {
        // What is kept takes its memory twice; of what is read a few times,
        // memory decides.
        const LinearForm &form = swap ? first : second;
        if (volume([&](unsigned k) { return form.coeffs[k] == 0; }) <
            kLeastReads)
          continue;
        worth = kWorthKeeping;
      }
      if (Candidate here = choose(swap); here.cycles < worth * best.cycles)
        best = here;
    }
    return best;
  }

  bool isWanted(const Candidate &candidate) const {
    return !wanted || keyOf(*wanted) == keyOf(candidate);
  }

  void offer(const Candidate &candidate, Candidate &best) const {
    if (candidates &&
        candidate.cycles < std::numeric_limits<double>::infinity())
      candidates->push_back(candidate);
    if (candidate.cycles < best.cycles)
      best = candidate;
  }

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
          chooseOrder(candidate, vec, sca, best);
        }
      }
    }
  }

  /// The loops around the tile, with what the caches make of them.
  void chooseOrder(Candidate candidate, const LinearForm &vec,
                   const LinearForm &sca, Candidate &best) const {
    candidate.pieceSteps = 0;
    candidate.rowsOutside = candidate.aroundTiles = candidate.columnsOutside =
        false;
    candidate.slabLoops = 0;
    auto consider = [&] {
      if (!isWanted(candidate))
        return;
      candidate.cycles = resultCycles(candidate, vec, sca);
      offer(candidate, best);
    };
    consider();
    candidate.rowsOutside = true;
    consider();
    candidate.rowsOutside = false;
    if (!canWait(candidate) ||
        (!candidates && tileWork(candidate, vec, sca) >= best.cycles))
      return;
    // As much of the sum as fills half of the first cache.
    candidate.pieceSteps = wanted ? wanted->pieceSteps
                                  : target.l1Bytes / 2 /
                                        (elementBytes * width * candidate.side *
                                         candidate.columnCount);
    candidate.aroundTiles = true;
    consider();
    candidate.aroundTiles = false;
    for (candidate.slabLoops = 0; candidate.slabLoops < 3;
         ++candidate.slabLoops)
      for (bool outside : {false, true}) {
        candidate.columnsOutside = outside;
        consider();
      }
  }

  /// Whether sums can wait in a buffer between pieces.
  bool canWait(const Candidate &choice) const {
    return nest.shared.empty() && nest.numPhases == 1 &&
           nest.reductions.size() == 1 &&
           llvm::none_of(nest.stores,
                         [](const NestStore &store) { return store.full; }) &&
           !(choice.rows && isDynamic(*choice.rows));
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
            Candidate candidate;
            candidate.lanes = lanes;
            candidate.rows = rows;
            candidate.columns = columns;
            candidate.rowCount = r;
            candidate.columnCount = c;
            if (!isWanted(candidate))
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
            candidate.cycles = cycles;
            offer(candidate, best);
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
    SmallVector<unsigned> both;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (!nest.loops[k].reduces && bound(k) > 1 && !isShared(k) &&
          choice.lanes != k && choice.rows != k && choice.columns != k &&
          ((vec.coeffs[k] != 0) == (sca.coeffs[k] != 0)))
        both.push_back(k);
    llvm::sort(both, byStride(vec));
    SmallVector<unsigned> vectorOnly = ownLoops(choice, vec, sca),
                          scalarOnly = ownLoops(choice, sca, vec);
    for (unsigned k : both)
      schedule.outer.push_back({k, 1});
    auto addScalar = [&](unsigned from, unsigned to) {
      for (unsigned k : ArrayRef(scalarOnly).slice(from, to - from))
        schedule.outer.push_back({k, 1});
    };
    auto addRows = [&] {
      if (choice.rows)
        schedule.outer.push_back({*choice.rows, choice.rowCount});
    };
    // A line of the result is finished before the next one: loops along it
    // stand inside of the others.
    auto isAlongLine = [&](unsigned k) {
      return std::abs(out.coeffs[k]) * elementBytes < kLineBytes;
    };
    auto addColumns = [&] {
      for (unsigned k : vectorOnly)
        if (!isAlongLine(k))
          schedule.outer.push_back({k, 1});
      if (choice.columns)
        schedule.outer.push_back({*choice.columns, choice.columnCount});
      if (choice.lanes && !alongSum)
        schedule.outer.push_back({*choice.lanes, choice.side * width});
    };
    auto addLines = [&] {
      for (unsigned k : vectorOnly)
        if (isAlongLine(k))
          schedule.outer.push_back({k, 1});
    };
    unsigned slab = std::min<unsigned>(choice.slabLoops, scalarOnly.size());
    if (choice.rowsOutside) {
      addScalar(0, scalarOnly.size());
      addRows();
      addColumns();
      addLines();
    } else {
      addScalar(0, slab);
      if (choice.columnsOutside) {
        addColumns();
        addLines();
      }
      schedule.piecesAt = choice.aroundTiles ? 0 : schedule.outer.size();
      if (!choice.columnsOutside)
        addColumns();
      addScalar(slab, scalarOnly.size());
      if (!choice.columnsOutside)
        addLines();
      addRows();
    }

    for (unsigned k : sumLoops(choice, vec))
      schedule.inner.push_back({k, 1});
    schedule.pieces = sumPieces(choice, vec);
    if (!alongSum)
      schedule.bounded = boundSums(choice, vec).loops;
    if (alongSum)
      schedule.inner.push_back({*choice.lanes, width});
    else if (!schedule.inner.empty())
      schedule.inner.back().step = unrolled(choice, vec, sca);

    if (target.fetches && choice.lanes && !alongSum) {
      if (sca.coeffs[*choice.lanes] == 0) {
        fetchScalars(choice, sca, schedule);
        fetchPanel(choice, vec, schedule);
      }
      schedule.fetchesUpdated =
          volume([&](unsigned k) { return nest.loops[k].reduces; }) >=
          static_cast<double>(kProductsPerFetch * nest.stores.size());
    }
    shareTiles(schedule, choice.cycles);
    return schedule;
  }

  /// Whether the second cache does not hold an operand beside the rest.
  bool isFar(unsigned operand) const {
    return operandBytes[operand] >= static_cast<double>(target.l2Bytes) / 2;
  }

  /// A scalar operand that the second cache does not hold: while a tile is
  /// computed, what the next one reads is fetched.
  void fetchScalars(const Candidate &choice, const LinearForm &sca,
                    Schedule &schedule) const {
    if (!isFar(choice.swap ? 1 : 0))
      return;
    int64_t ahead = 0;
    for (LoopStep loop : llvm::reverse(schedule.outer)) {
      ahead = sca.coeffs[loop.loop] * loop.step;
      if (bound(loop.loop) > loop.step &&
          std::abs(ahead) * elementBytes >= kLineBytes)
        break;
    }
    // Once for each line: loops within one come behind.
    int64_t span = elementBytes, products = 1;
    unsigned at = schedule.inner.size();
    for (; at > 0; --at) {
      LoopStep inner = schedule.inner[at - 1];
      int64_t apart = std::abs(sca.coeffs[inner.loop]) * elementBytes;
      span += (bound(inner.loop) - 1) * apart;
      if (span > kLineBytes) {
        if (at < schedule.inner.size())
          break;
        if (apart < kLineBytes)
          return;
        products = 1;
        break;
      }
      products *= bound(inner.loop);
    }
    products *= choice.rowCount * choice.side * choice.columnCount;
    int64_t lines = 1;
    if (choice.rows) {
      int64_t apart = std::abs(sca.coeffs[*choice.rows]) * elementBytes;
      lines = llvm::divideCeil(choice.rowCount * std::min(kLineBytes, apart),
                               kLineBytes);
    }
    if (products < kProductsPerFetch * lines)
      return;
    schedule.fetched = operands[choice.swap ? 1 : 0]->getOperandNumber();
    schedule.fetchAhead = ahead;
    schedule.fetchAt = at;
  }

  /// A vector operand that the second cache does not hold, and over each panel
  /// of which so few tiles pass that waiting for it counts.
  void fetchPanel(const Candidate &choice, const LinearForm &vec,
                  Schedule &schedule) const {
    PanelFetch fetch;
    unsigned operand = choice.swap ? 0 : 1;
    fetch.operand = operands[operand]->getOperandNumber();
    if (!isFar(operand) || schedule.inner.empty() || !schedule.bounded.empty())
      return;
    for (LoopStep loop : llvm::reverse(schedule.outer)) {
      if (vec.coeffs[loop.loop] == 0) {
        fetch.passes.insert(fetch.passes.begin(), loop.loop);
        fetch.positions *= bound(loop.loop);
      } else if (bound(loop.loop) > loop.step) {
        int64_t block = blockOf(vec, loop.loop);
        fetch.ahead = block ? vec.blockCoeff * (loop.step / block)
                            : vec.coeffs[loop.loop] * loop.step;
        break;
      }
    }
    int64_t tiles = fetch.positions / choice.rowCount;
    if (fetch.ahead == 0 || tiles < 2 || tiles > kMostPasses)
      return;
    // Steps follow one another in memory, pieces of the sum included.
    int64_t apart = vec.coeffs[schedule.inner.back().loop];
    for (LoopStep loop : llvm::reverse(schedule.inner)) {
      if (isDynamic(loop.loop) ||
          (bound(loop.loop) > 1 &&
           vec.coeffs[loop.loop] != apart * fetch.steps))
        return;
      fetch.steps *= bound(loop.loop);
    }
    // As far inside as a share still is a step or more; a long loop is cut for
    // it, or, where nothing divides it, fetches some steps again.
    auto extent = [&](unsigned loop) {
      auto piece = llvm::find_if(
          schedule.pieces, [&](LoopStep piece) { return piece.loop == loop; });
      return piece == schedule.pieces.end() ? bound(loop) : piece->step;
    };
    fetch.at = schedule.inner.size();
    int64_t steps = schedule.inner.back().step;
    while (fetch.at > 0 && steps * choice.rowCount < fetch.positions) {
      LoopStep loop = schedule.inner[--fetch.at];
      int64_t count = llvm::divideCeil(extent(loop.loop), loop.step);
      int64_t least =
          llvm::divideCeil(fetch.positions, steps * choice.rowCount);
      if (count < 4 * least) {
        steps *= count;
        continue;
      }
      int64_t cut = least;
      while (cut <= 4 * least && count % cut != 0)
        ++cut;
      if (cut <= 4 * least) {
        loop.step *= cut;
        schedule.inner.insert(schedule.inner.begin() + fetch.at, loop);
        schedule.fetchAt += schedule.fetchAt > fetch.at;
      }
      ++fetch.at;
      break;
    }
    // Of a sum in pieces a panel is a piece.
    for (LoopStep piece : schedule.pieces)
      fetch.steps /= llvm::divideCeil(bound(piece.loop), piece.step);
    schedule.panel = fetch;
  }

  /// Leading loops that step one by one, and one more, until there is enough
  /// for threads.
  void shareTiles(Schedule &schedule, double cycles) {
    int64_t tiles = 1;
    if (nest.shared.empty())
      for (auto [at, loop] : llvm::enumerate(schedule.outer)) {
        if (tiles >= kEnoughTiles || !nest.loops[loop.loop].parallel ||
            (!schedule.pieces.empty() && schedule.piecesAt > 0 &&
             at >= schedule.piecesAt))
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

  /// The one candidate that there is, where something else has chosen.
  std::optional<Candidate> wanted;
  std::string why; ///< it does not fit
  /// Where all candidates are noted, by those who ask for them.
  std::vector<Candidate> *candidates = nullptr;
};

} // namespace

Schedule planContraction(const Nest &nest, const VectorTarget &target,
                         ScheduleNotes *notes,
                         const ContractionChoice *choice) {
  return ContractionPlanner(nest, target, choice).schedule(notes);
}

std::optional<OperandPacking> planPacking(const Nest &nest,
                                          const VectorTarget &target,
                                          const ContractionChoice *choice) {
  return ContractionPlanner(nest, target, choice).packing();
}

std::string checkChoice(const Nest &nest, const VectorTarget &target,
                        const ContractionChoice &choice) {
  return ContractionPlanner(nest, target, &choice).reason();
}

std::optional<ContractionChoice> findChoice(const Nest &nest,
                                            const VectorTarget &target,
                                            const ContractionChoice *choice) {
  return ContractionPlanner(nest, target, choice).choice();
}

std::vector<ContractionChoice> listAlternatives(const Nest &nest,
                                                const VectorTarget &target) {
  return ContractionPlanner(nest, target, nullptr).alternatives();
}

} // namespace ms
