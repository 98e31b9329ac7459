//===- PlanLoops.cpp - Schedules of nests without a contraction -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Elementwise ops, reductions, poolings, data movement. Decides which loop
// lanes run along (the one that most accesses are contiguous in), the order of
// the others, and what threads share.
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/LaneReduction.h"
#include "passes/Kernels/Schedule.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using linalg::GenericOp;

namespace ms {

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

namespace {
class AccessCollector {
public:
  explicit AccessCollector(const Nest &nest) : nest(nest) {}

  void read(Value tensor, const Point &point) {
    if (Value buffer = KernelNests::getBuffer(tensor)) {
      add({buffer,
           flatten(point, cast<MemRefType>(buffer.getType()).getShape(),
                   nest.numLoops()),
           false});
      return;
    }
    auto op = tensor.getDefiningOp<GenericOp>();
    // Reductions are walked on their own.
    if (!op || llvm::any_of(nest.reductions,
                            [&](const NestReduction &r) { return r.op == op; }))
      return;
    if (llvm::any_of(seen, [&](auto &known) {
          return known.first == tensor && known.second == point;
        }))
      return;
    seen.push_back({tensor, point});
    if (auto forms = loopsAt(op, point, nest.numLoops()); succeeded(forms))
      readInputs(op, *forms);
  }

  void readInputs(GenericOp op, ArrayRef<LinearForm> forms) {
    for (OpOperand *operand : op.getDpsInputOperands())
      if (!op.getMatchingBlockArgument(operand).use_empty())
        read(operand->get(), evaluate(op.getMatchingIndexingMap(operand), forms,
                                      nest.numLoops()));
  }

  void add(NestAccess access) {
    for (const NestAccess &known : accesses)
      if (known.buffer == access.buffer && known.place == access.place &&
          known.isStore == access.isStore)
        return;
    accesses.push_back(std::move(access));
  }

  std::vector<NestAccess> accesses;

private:
  const Nest &nest;
  std::vector<std::pair<Value, Point>> seen;
};
} // namespace

std::vector<NestAccess> collectAccesses(const Nest &nest) {
  AccessCollector collector(nest);
  for (const NestReduction &reduction : nest.reductions)
    collector.readInputs(reduction.op, reductionLoops(nest, reduction.op));
  for (const NestStore &store : nest.stores) {
    if (store.scatter)
      collector.readInputs(store.scatter, nest.identity());
    else
      collector.read(store.tensor, store.point);
    collector.add({store.buffer, store.place, true});
  }
  return std::move(collector.accesses);
}

int64_t largestElement(ArrayRef<NestAccess> accesses) {
  int64_t bytes = 1;
  for (const NestAccess &access : accesses)
    bytes = std::max<int64_t>(
        bytes,
        cast<MemRefType>(access.buffer.getType()).getElementTypeBitWidth() / 8);
  return bytes;
}

//===----------------------------------------------------------------------===//
// Plan
//===----------------------------------------------------------------------===//

namespace {

/// Enough tiles to share among threads; more would only cost divisions.
constexpr int64_t kEnoughTiles = 64;
/// Elements of a long row that one tile takes.
constexpr int64_t kChunk = 4096;
/// Reduction loops of no more iterations than this are unrolled: the taps of a
/// window.
constexpr int64_t kUnrolledTaps = 16;

class LoopPlanner {
public:
  LoopPlanner(const Nest &nest, const VectorTarget &target)
      : nest(nest), accesses(collectAccesses(nest)) {
    width = target.vectorBytes / largestElement(accesses);
    sumLanes = std::min<int64_t>(width, target.vectorBytes / 4);
  }

  Schedule run(ScheduleNotes *notes) {
    chooseLanes();
    orderOuter();
    orderInner();
    estimate();
    if (notes)
      describe(*notes);
    return std::move(schedule);
  }

private:
  /// How well lanes along `loop` suit the accesses; at most 0: not at all.
  double score(unsigned loop) const {
    const NestLoop &about = nest.loops[loop];
    if (about.bound < 2)
      return 0;
    if (about.reduces)
      for (const NestReduction &reduction : nest.reductions)
        if (!hasLaneReduction(reduction.op))
          return 0;
    double sum = 0;
    for (const NestAccess &access : accesses) {
      int64_t stride = std::abs(access.place.coeffs[loop]);
      if (access.isStore)
        sum += stride == 1                              ? 4
               : stride == 0                            ? 0.5
               : stride == 2 && fillsGaps(access.place) ? 2
                                                        : -4;
      else
        sum += stride == 1 ? 2 : stride == 0 ? 1 : stride == 2 ? 0 : -3;
    }
    // Lanes of a scatter must not meet in one place.
    for (const NestStore &store : nest.stores)
      if (store.scatter && store.place.coeffs[loop] == 0)
        return 0;
    if (about.reduces)
      sum -= 0.5;
    double filled =
        static_cast<double>(about.bound) / static_cast<double>(width);
    return sum * std::min(1.0, filled);
  }

  /// Whether an unrolled loop stores between lanes that are two apart.
  bool fillsGaps(const LinearForm &place) const {
    if (!unrollsTaps() || llvm::any_of(nest.stores, [](const NestStore &store) {
          return store.accumulates;
        }))
      return false;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (nest.loops[k].reduces && nest.loops[k].bound > 1 &&
          place.coeffs[k] == 1)
        return true;
    return false;
  }

  /// Whether the loops of the reductions are the few taps of a window.
  bool unrollsTaps() const {
    int64_t taps = 1;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (nest.loops[k].reduces && nest.loops[k].bound > 1 &&
          schedule.lanes != k) {
        if (ShapedType::isDynamic(nest.loops[k].extent))
          return false;
        taps *= nest.loops[k].bound;
      }
    return taps <= kUnrolledTaps;
  }

  void chooseLanes() {
    // What is written in blocks is written along them.
    for (const NestAccess &access : accesses)
      if (access.place.blockSize) {
        schedule.lanes = access.place.blockLoop;
        block = access.place.blockSize;
        // Contractions of narrow floats have as many lanes as their sums.
        if (block % width != 0 && block % sumLanes == 0)
          width = sumLanes;
        schedule.width = width;
        schedule.followsBlocks = block % width == 0;
        return;
      }
    double best = 0;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (double here = score(k); here > best) {
        best = here;
        schedule.lanes = k;
      }
    schedule.width = schedule.lanes ? width : 1;
  }

  bool isShared(unsigned loop) const {
    return llvm::is_contained(nest.shared, loop);
  }

  /// Loops from the largest stride of the result to the smallest.
  SmallVector<unsigned> sortedLoops(bool reducing) const {
    SmallVector<unsigned> order;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      if (nest.loops[k].reduces == reducing && nest.loops[k].bound > 1 &&
          !isShared(k) && schedule.lanes != k)
        order.push_back(k);
    const LinearForm &by =
        reducing ? accesses.front().place : nest.stores.front().place;
    llvm::sort(order, [&](unsigned a, unsigned b) {
      int64_t x = std::abs(by.coeffs[a]), y = std::abs(by.coeffs[b]);
      return x != y ? x > y : a < b;
    });
    return order;
  }

  void orderOuter() {
    SmallVector<unsigned> order = sortedLoops(false);
    bool threads = nest.shared.empty();
    int64_t tiles = 1;
    for (unsigned loop : order) {
      schedule.outer.push_back({loop, 1});
      if (threads && tiles < kEnoughTiles && nest.loops[loop].parallel) {
        ++schedule.numParallel;
        tiles *= nest.loops[loop].bound;
      } else {
        threads = false;
      }
    }
    if (!schedule.lanes || nest.loops[*schedule.lanes].reduces)
      return;
    unsigned lanes = *schedule.lanes;
    const NestLoop &about = nest.loops[lanes];
    bool dynamic = ShapedType::isDynamic(about.extent);
    bool alone = order.empty() && threads && about.parallel;
    bool isShareable = threads && about.parallel && tiles < kEnoughTiles;
    // Several vectors side by side hide the latency of a reduction.
    int64_t side = nest.reductions.empty() || dynamic ? 1 : 2;
    int64_t step = block ? block : width * side;
    if (block) {
      // Whole blocks, side by side.
      schedule.outer.insert(schedule.outer.begin(), {lanes, step});
      ++schedule.numParallel;
      return;
    }
    if (isShareable && nest.reductions.empty() && about.bound > kChunk) {
      schedule.outer.push_back({lanes, kChunk / width * width});
      ++schedule.numParallel;
    } else if (alone && !nest.reductions.empty() && about.bound > step &&
               !dynamic) {
      schedule.outer.push_back({lanes, step});
      schedule.numParallel = 1;
      return;
    }
    schedule.outer.push_back({lanes, step});
  }

  void orderInner() {
    SmallVector<unsigned> order = sortedLoops(true);
    bool unroll = unrollsTaps();
    for (unsigned loop : order)
      if (!unroll)
        schedule.inner.push_back({loop, 1});
    if (schedule.lanes && nest.loops[*schedule.lanes].reduces)
      schedule.inner.push_back({*schedule.lanes, width});
  }

  void estimate() {
    double elements = 1;
    for (unsigned k = 0; k < nest.numLoops(); ++k)
      elements *= static_cast<double>(nest.loops[k].bound);
    for (unsigned loop : nest.shared)
      elements /= static_cast<double>(nest.loops[loop].bound);
    for (LoopStep loop :
         ArrayRef(schedule.outer).take_front(schedule.numParallel))
      elements *= static_cast<double>(loop.step) /
                  static_cast<double>(nest.loops[loop.loop].bound);
    // An access whose lanes lie apart goes lane by lane.
    double cost = 0;
    for (const NestAccess &access : accesses)
      cost +=
          schedule.lanes && std::abs(access.place.coeffs[*schedule.lanes]) > 2
              ? static_cast<double>(schedule.width)
              : 1;
    Operation *kernel = nullptr;
    for (const NestStore &store : nest.stores)
      kernel = Value(store.buffer).getParentBlock()->getParentOp();
    kernel->walk([&](GenericOp op) {
      for (Operation &inner : op.getBody()->without_terminator())
        cost += isa<math::MathDialect>(inner.getDialect()) ? 8 : 0.5;
    });
    schedule.tileCycles =
        std::max(1.0, elements * cost / static_cast<double>(schedule.width));
  }

  void describe(ScheduleNotes &notes) const {
    if (!schedule.lanes) {
      if (llvm::any_of(nest.loops, [](auto &loop) { return loop.bound > 1; }))
        notes.missed.push_back("scalar code: what is read and written lies "
                               "apart along every loop");
      return;
    }
    unsigned lanes = *schedule.lanes;
    notes.lanes = "a sum";
    for (auto [dim, form] : llvm::enumerate(nest.stores.front().point))
      if (!nest.loops[lanes].reduces && form.coeffs[lanes] != 0)
        notes.lanes = "dimension " + std::to_string(dim) + " of the result";
    unsigned loads = 0, stores = 0;
    for (const NestAccess &access : accesses)
      if (int64_t stride = std::abs(access.place.coeffs[lanes]); stride > 2)
        ++(access.isStore ? stores : loads);
    if (loads)
      notes.missed.push_back("lanes of " + std::to_string(loads) + " of " +
                             std::to_string(accesses.size()) +
                             " accesses are gathered");
    if (stores)
      notes.missed.push_back(std::to_string(stores) + " of " +
                             std::to_string(accesses.size()) +
                             " accesses are stored lane by lane");
  }

  const Nest &nest;
  std::vector<NestAccess> accesses;
  int64_t width, sumLanes;
  int64_t block = 0; ///< of a packed result; 0: it is none
  Schedule schedule;
};

} // namespace

Schedule planLoops(const Nest &nest, const VectorTarget &target,
                   ScheduleNotes *notes) {
  return LoopPlanner(nest, target).run(notes);
}

} // namespace ms
