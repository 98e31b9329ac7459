//===- GroupGenerics.cpp - Which generics share a kernel ------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/GroupGenerics.h"

#include "passes/Analysis/ParameterValues.h"

#include "dialects/MindIR/IndexedKernel.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace ms {
namespace {

using linalg::GenericOp;
using Positions = SmallVector<unsigned>;

/// A dynamic extent stands for about this many rows in decisions about size.
constexpr int64_t kTypicalRows = 32;
/// A reduction over more elements than this that leaves fewer parallel points
/// than kFewRows does not take elementwise outputs with it: those would lose
/// their threads.
constexpr int64_t kLargeSpace = 16384;
constexpr int64_t kFewRows = 8;

/// Loops of extent 1 do not count: extents and positions are of the others. A
/// dynamic extent is a negative number, another one for each multiple of the
/// batch's rows.
struct Space {
  SmallVector<int64_t> extents;
  Positions parallel; ///< positions of the parallel loops
  bool reduces = false;

  Positions all() const {
    Positions result(extents.size());
    std::iota(result.begin(), result.end(), 0);
    return result;
  }
  SmallVector<int64_t> rowExtents() const {
    SmallVector<int64_t> result;
    for (unsigned k : parallel)
      result.push_back(extents[k]);
    return result;
  }
};

/// The positions, among the loops of `op` that are longer than 1, at which
/// operand dimensions longer than 1 are read; none for computed indices.
std::optional<Positions> accessPositions(GenericOp op, OpOperand &operand) {
  SmallVector<int64_t> extents = loopExtents(op);
  Positions position(extents.size(), 0);
  for (unsigned k = 0, next = 0; k < extents.size(); ++k)
    if (extents[k] != 1)
      position[k] = next++;
  Positions result;
  auto type = cast<RankedTensorType>(operand.get().getType());
  AffineMap map = op.getMatchingIndexingMap(&operand);
  for (auto [expr, extent] : llvm::zip(map.getResults(), type.getShape())) {
    if (extent == 1)
      continue;
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim)
      return std::nullopt;
    result.push_back(position[dim.getPosition()]);
  }
  return result;
}

enum class Family { Loops, Contraction, Scatter, Indexed };

/// Ops that a kernel is made of. One that is no generic is alone in its own.
bool isKernelOp(Operation *op) {
  return isa_and_present<GenericOp>(op) || mindir::isIndexedKernel(op);
}

struct Group {
  llvm::SmallSetVector<Operation *, 4> ops;
  Family family = Family::Loops;
  Space space;
  /// Several contractions or scatters that fill one result.
  bool isChain = false;
  /// The same in every call: apart from the rest it is computed once.
  bool isOfParameters = false;
  /// Place in an order in which every group stands behind what it needs.
  unsigned rank = 0;
};

class Grouping {
public:
  Grouping(func::FuncOp function, const BatchMultiples &multiples)
      : function(function), multiples(multiples) {
    ParameterValues fixed(function);
    for (Operation &op : body()) {
      if (!isKernelOp(&op))
        continue;
      order[&op] = static_cast<unsigned>(order.size());
      auto group = std::make_unique<Group>();
      group->ops.insert(&op);
      group->isOfParameters = fixed.contains(&op);
      if (auto generic = dyn_cast<GenericOp>(op))
        describe(generic, *group);
      else
        group->family = Family::Indexed;
      groupOf[&op] = group.get();
      groups.push_back(std::move(group));
    }
    collectDependences();
  }

  SmallVector<GenericGroup> run(bool fuse) {
    joinChains();
    ranked = inOrder();
    for (auto [rank, group] : llvm::enumerate(ranked))
      group->rank = rank;
    // Until nothing changes: a merge can make another one possible.
    bool changed = fuse;
    while (changed) {
      changed = false;
      for (Family first : {Family::Contraction, Family::Loops})
        for (auto consumer : body().getOps<GenericOp>())
          for (Operation *producer : producersOf(consumer))
            if (groupOf[producer]->family == first)
              changed |= tryMerge(*groupOf[producer], *groupOf[consumer]);
    }
    return sorted();
  }

private:
  Block &body() { return function.getBody().front(); }

  int64_t dynamicExtent(Value tensor) const {
    return ShapedType::kDynamic + multiples.get(tensor);
  }

  /// The extent of a loop that only the dynamic dimension of an operand has.
  int64_t dynamicExtent(GenericOp op, unsigned loop) const {
    for (OpOperand &operand : op->getOpOperands()) {
      auto type = cast<RankedTensorType>(operand.get().getType());
      if (type.getRank() == 0 || !type.isDynamicDim(0))
        continue;
      AffineMap map = op.getMatchingIndexingMap(&operand);
      if (map.getResult(0).isFunctionOfDim(loop))
        return dynamicExtent(operand.get());
    }
    return ShapedType::kDynamic;
  }

  Space spaceOf(GenericOp op) const {
    Space space;
    SmallVector<utils::IteratorType> kinds = op.getIteratorTypesArray();
    for (auto [loop, extent] : llvm::enumerate(loopExtents(op))) {
      if (extent == 1)
        continue;
      if (kinds[loop] == utils::IteratorType::parallel)
        space.parallel.push_back(space.extents.size());
      space.extents.push_back(
          ShapedType::isDynamic(extent) ? dynamicExtent(op, loop) : extent);
    }
    space.reduces = classify(op) == GenericKind::Reduction;
    return space;
  }

  void describe(GenericOp op, Group &group) const {
    group.space = spaceOf(op);
    switch (classify(op)) {
    case GenericKind::Contraction:
      group.family = Family::Contraction;
      // The rest of the result is filled: one more nest.
      group.isChain = !coversResult(op);
      break;
    case GenericKind::Scatter:
      group.family = Family::Scatter;
      break;
    default:
      break;
    }
  }

  //===--------------------------------------------------------------------===//
  // Dependences
  //===--------------------------------------------------------------------===//

  /// What an op depends on may pass through views, scalars and its body.
  void collectDependences() {
    llvm::DenseMap<Operation *, llvm::SmallSetVector<Operation *, 4>> through;
    for (Operation &op : body()) {
      llvm::SmallSetVector<Operation *, 4> sources, behind;
      op.walk([&](Operation *inner) {
        for (Value operand : inner->getOperands())
          if (Operation *def = operand.getDefiningOp();
              def && def->getBlock() == op.getBlock()) {
            // Tables that a body looks up places in are read from memory.
            if (isKernelOp(def))
              (inner == &op ? sources : behind).insert(def);
            else
              behind.insert(through[def].begin(), through[def].end());
          }
      });
      sources.insert(behind.begin(), behind.end());
      if (isKernelOp(&op)) {
        dependences[&op] = std::move(sources);
        viewed[&op] = std::move(behind);
      } else {
        through[&op] = std::move(sources);
      }
    }
  }

  /// Generics whose results `op` reads directly, the latest one first.
  SmallVector<Operation *> producersOf(GenericOp op) {
    llvm::SmallSetVector<Operation *, 4> found;
    for (Value operand : op->getOperands())
      if (auto def = operand.getDefiningOp<GenericOp>())
        found.insert(def);
    SmallVector<Operation *> result = found.takeVector();
    llvm::sort(result,
               [&](Operation *a, Operation *b) { return order[a] > order[b]; });
    return result;
  }

  /// Calls `visit` with each group that `group` needs, maybe more than once,
  /// until it returns true; returns whether it did.
  template <typename Visit>
  bool anyPredecessor(const Group &group, Visit visit) {
    for (Operation *op : group.ops)
      for (Operation *source : dependences.find(op)->second)
        if (Group *p = groupOf.lookup(source); p != &group && visit(p))
          return true;
    return false;
  }

  /// Whether merging would make a cycle: one group needs a third one that needs
  /// the other. All on such a way stand between the two in the order. A view
  /// or a table between them is no part of a kernel: it counts like a third
  /// group.
  bool wouldCycle(Group &a, Group &b) {
    Group *early = &a, *late = &b;
    if (isBefore(late, early))
      std::swap(early, late);
    for (Operation *op : late->ops)
      for (Operation *source : viewed.find(op)->second)
        if (groupOf.lookup(source) == early)
          return true;
    llvm::SmallPtrSet<Group *, 16> seen;
    SmallVector<Group *> work = {late};
    while (!work.empty()) {
      Group *next = work.pop_back_val();
      bool found = anyPredecessor(*next, [&](Group *p) {
        if (p->rank > early->rank && seen.insert(p).second)
          work.push_back(p);
        return p == early && next != late;
      });
      if (found)
        return true;
    }
    return false;
  }

  static bool isBefore(const Group *a, const Group *b) {
    return a->rank < b->rank;
  }

  /// `into` takes the ops of `from`. What stood between the two and needs the
  /// earlier one moves behind both.
  void merge(Group &into, Group &from) {
    Group *early = &into, *late = &from;
    if (isBefore(late, early))
      std::swap(early, late);
    unsigned first = early->rank, last = late->rank;
    llvm::SmallPtrSet<Group *, 16> needsEarly = {early};
    SmallVector<Group *> before, behind;
    for (unsigned k = first + 1; k < last; ++k)
      if (Group *group = ranked[k]) {
        bool needs = anyPredecessor(
            *group, [&](Group *p) { return needsEarly.contains(p); });
        if (needs)
          needsEarly.insert(group);
        (needs ? behind : before).push_back(group);
      }
    absorb(into, from);
    before.push_back(&into);
    llvm::append_range(before, behind);
    for (unsigned k = first; k <= last; ++k) {
      bool taken = k - first < before.size();
      ranked[k] = taken ? before[k - first] : nullptr;
      if (taken)
        ranked[k]->rank = k;
    }
  }

  //===--------------------------------------------------------------------===//
  // Rules
  //===--------------------------------------------------------------------===//

  void absorb(Group &into, Group &from) {
    for (Operation *op : from.ops) {
      into.ops.insert(op);
      groupOf[op] = &into;
    }
    into.isOfParameters &= from.isOfParameters;
    from.ops.clear();
  }

  /// Generics that fill one result after another belong together, and a scatter
  /// belongs with the reduction that only it reads.
  void joinChains() {
    for (auto op : body().getOps<GenericOp>()) {
      GenericKind kind = classify(op);
      for (Value init : op.getDpsInits())
        if (auto previous = init.getDefiningOp<GenericOp>();
            previous && groupOf[previous] != groupOf[op] &&
            (kind == GenericKind::Scatter ||
             kind == GenericKind::Contraction)) {
          groupOf[previous]->isChain = true;
          absorb(*groupOf[previous], *groupOf[op]);
        }
      if (kind != GenericKind::Scatter)
        continue;
      for (Operation *producer : producersOf(op)) {
        bool alone = llvm::all_of(producer->getUsers(), [&](Operation *user) {
          return user == op.getOperation();
        });
        auto source = cast<GenericOp>(producer);
        if (alone && classify(source) == GenericKind::Reduction &&
            groupOf[source] != groupOf[op] &&
            loopExtents(source) == loopExtents(op)) {
          Group &group = *groupOf[op];
          absorb(group, *groupOf[source]);
        }
      }
    }
  }

  bool tryMerge(Group &producer, Group &consumer) {
    if (&producer == &consumer ||
        producer.isOfParameters != consumer.isOfParameters)
      return false;
    std::optional<Space> merged = mergedSpace(producer, consumer);
    if (!merged || wouldCycle(producer, consumer) ||
        belongsToUsers(producer, consumer))
      return false;
    Group &into = producer.family == Family::Contraction   ? producer
                  : consumer.family == Family::Contraction ? consumer
                                                           : producer;
    Group &from = &into == &producer ? consumer : producer;
    into.space = *merged;
    merge(into, from);
    return true;
  }

  /// Whether elementwise ops that read only numbers per row of a reduction can
  /// go with those that use them: what a gradient makes of the forward
  /// statistics is not stored beside them. Where all fit together, a later
  /// round merges them.
  bool belongsToUsers(Group &producer, Group &consumer) {
    if (!producer.space.reduces || consumer.space.reduces ||
        consumer.space.extents != producer.space.extents)
      return false;
    for (Operation *op : consumer.ops)
      for (Value operand : op->getOperands())
        if (Operation *def = operand.getDefiningOp();
            def && producer.ops.contains(def) &&
            placeOf(producer.space, cast<GenericOp>(def)) ==
                producer.space.all())
          return false;
    return llvm::any_of(consumer.ops, [&](Operation *op) {
      return llvm::any_of(op->getUsers(), [&](Operation *user) {
        auto found = groupOf.find(user);
        if (found == groupOf.end() || found->second == &producer ||
            found->second == &consumer ||
            found->second->family != Family::Loops)
          return false;
        Group &group = *found->second;
        return mergedSpace(consumer, group) && !wouldCycle(consumer, group);
      });
    });
  }

  std::optional<Space> mergedSpace(Group &producer, Group &consumer) {
    auto isAlone = [](const Group &group) {
      return group.family == Family::Scatter || group.family == Family::Indexed;
    };
    if (isAlone(producer) || isAlone(consumer) || producer.isChain ||
        consumer.isChain)
      return std::nullopt;
    if (producer.family == Family::Contraction ||
        consumer.family == Family::Contraction)
      return mergeEpilogue(producer, consumer);
    return mergeLoops(producer, consumer);
  }

  /// Elementwise ops on the result of a contraction, before or after others.
  std::optional<Space> mergeEpilogue(Group &producer, Group &consumer) {
    bool first = producer.family == Family::Contraction;
    Group &product = first ? producer : consumer;
    Group &rest = first ? consumer : producer;
    if (rest.family != Family::Loops || rest.space.reduces)
      return std::nullopt;
    auto root = cast<GenericOp>(product.ops.front());
    SmallVector<int64_t> shape = dropUnitExtents(
        cast<RankedTensorType>(root.getResult(0).getType()).getShape());
    for (int64_t &extent : shape)
      if (ShapedType::isDynamic(extent))
        extent = dynamicExtent(root.getResult(0));
    if (rest.space.extents != shape || (first && isInputOfSums(product, rest)))
      return std::nullopt;
    // Operands of the contraction itself come from memory.
    if (!edgesFit(producer, consumer, [&](GenericOp user, OpOperand &use) {
          if (user == root)
            return false;
          std::optional<Positions> at = accessPositions(user, use);
          return at && *at == rest.space.all();
        }))
      return std::nullopt;
    return product.space;
  }

  /// Whether a reduction reads what `rest` makes of a product that is stored
  /// for others anyway: it is cheaper to make beside the reduction than to
  /// store as well.
  bool isInputOfSums(Group &product, Group &rest) {
    auto isOutside = [&](Operation *user) {
      return !product.ops.contains(user) && !rest.ops.contains(user);
    };
    bool stored = false, summed = false;
    for (Operation *op : rest.ops) {
      for (Operation *user : op->getUsers())
        if (auto generic = dyn_cast<GenericOp>(user);
            isOutside(user) && generic)
          summed |= classify(generic) == GenericKind::Reduction;
      for (Value operand : op->getOperands())
        stored |= product.ops.contains(operand.getDefiningOp()) &&
                  llvm::any_of(operand.getUsers(), isOutside);
    }
    return stored && summed;
  }

  std::optional<Space> mergeLoops(Group &producer, Group &consumer) {
    Space &a = producer.space, &b = consumer.space;
    Space merged = a.reduces ? a : b;
    if (a.reduces && b.reduces &&
        (a.extents != b.extents || a.parallel != b.parallel))
      return std::nullopt;
    for (Group *group : {&producer, &consumer})
      if (!group->space.reduces && group->space.extents != merged.extents &&
          group->space.extents != merged.rowExtents())
        return std::nullopt;
    if (!edgesFit(producer, consumer, [&](GenericOp user, OpOperand &use) {
          return edgeFits(merged, user, use);
        }))
      return std::nullopt;
    if (losesThreads(merged, producer, consumer))
      return std::nullopt;
    return merged;
  }

  /// Where the values of `op` stand in `space`.
  Positions placeOf(const Space &space, GenericOp op) const {
    Space own = spaceOf(op);
    if (own.reduces)
      return space.parallel;
    return own.extents == space.extents ? space.all() : space.parallel;
  }

  bool edgeFits(const Space &space, GenericOp user, OpOperand &use) const {
    std::optional<Positions> at = accessPositions(user, use);
    if (!at)
      return false;
    auto producer = cast<GenericOp>(use.get().getDefiningOp());
    Space own = spaceOf(user);
    // The user's loops in terms of the space.
    Positions loops = own.reduces || own.extents == space.extents
                          ? space.all()
                          : space.parallel;
    Positions read;
    for (unsigned k : *at)
      read.push_back(loops[k]);
    return read == placeOf(space, producer);
  }

  /// Whether every use of one group's results in the other satisfies `fits`.
  template <typename Fits>
  bool edgesFit(Group &producer, Group &consumer, Fits fits) {
    for (auto [from, to] : {std::pair<Group *, Group *>{&producer, &consumer},
                            std::pair<Group *, Group *>{&consumer, &producer}})
      for (Operation *op : to->ops)
        for (OpOperand &use : op->getOpOperands()) {
          Operation *def = use.get().getDefiningOp();
          if (def && from->ops.contains(def) && !fits(cast<GenericOp>(op), use))
            return false;
        }
    return true;
  }

  static int64_t volume(ArrayRef<int64_t> extents) {
    int64_t result = 1;
    for (int64_t extent : extents)
      result *= extent < 0 ? kTypicalRows : extent;
    return result;
  }

  /// Elementwise results of a large space would be computed along few rows.
  bool losesThreads(const Space &space, Group &a, Group &b) {
    if (!space.reduces || volume(space.extents) <= kLargeSpace ||
        volume(space.rowExtents()) >= kFewRows)
      return false;
    for (Group *group : {&a, &b})
      for (Operation *op : group->ops) {
        if (placeOf(space, cast<GenericOp>(op)) != space.all())
          continue;
        for (Operation *user : op->getUsers())
          if (!a.ops.contains(user) && !b.ops.contains(user))
            return true;
      }
    return false;
  }

  //===--------------------------------------------------------------------===//
  // Order
  //===--------------------------------------------------------------------===//

  /// Depth first from each group's predecessors, in program order.
  SmallVector<Group *> inOrder() {
    SmallVector<Group *> result;
    llvm::SmallPtrSet<Group *, 16> done;
    auto visit = [&](auto &&self, Group *group) -> void {
      if (!done.insert(group).second)
        return;
      anyPredecessor(*group, [&](Group *p) {
        self(self, p);
        return false;
      });
      result.push_back(group);
    };
    for (Operation &op : body())
      if (isKernelOp(&op))
        visit(visit, groupOf[&op]);
    return result;
  }

  SmallVector<GenericGroup> sorted() {
    SmallVector<GenericGroup> result;
    for (Group *group : inOrder()) {
      SmallVector<Operation *> ops(group->ops.begin(), group->ops.end());
      llvm::sort(
          ops, [&](Operation *a, Operation *b) { return order[a] < order[b]; });
      result.push_back(std::move(ops));
    }
    return result;
  }

  func::FuncOp function;
  const BatchMultiples &multiples;
  SmallVector<std::unique_ptr<Group>> groups; ///< empty ones too
  SmallVector<Group *> ranked; ///< by rank; null where merged groups were
  llvm::DenseMap<Operation *, Group *> groupOf;
  llvm::DenseMap<Operation *, unsigned> order;
  llvm::DenseMap<Operation *, llvm::SmallSetVector<Operation *, 4>> dependences;
  /// Those of them that are reached through views, scalars or its body.
  llvm::DenseMap<Operation *, llvm::SmallSetVector<Operation *, 4>> viewed;
};

} // namespace

SmallVector<GenericGroup> groupGenerics(func::FuncOp function,
                                        const BatchMultiples &multiples,
                                        bool fuse) {
  return Grouping(function, multiples).run(fuse);
}

} // namespace ms
