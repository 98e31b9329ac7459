//===- ScheduleLaunches.cpp - Order launches to save memory ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Makes a few orders of the launches by simple rules and keeps the best. What
// an order costs is asked of Analysis/LaunchGraph.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/LaunchGraph.h"
#include "passes/Memory/Passes.h"

#include "lib/Support/Diagnostics.h"

#include "llvm/ADT/BitVector.h"

#include <limits>
#include <numeric>
#include <set>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_SCHEDULELAUNCHES
#include "passes/Memory/Passes.h.inc"

namespace {

using Order = SmallVector<unsigned>;

/// Runs launches one after another and knows what each would let go of.
class Scheduler {
public:
  enum class Rule {
    EarlyFrees, ///< the given order, but first what frees more than it takes
    LeastFirst, ///< always what adds least
  };

  Scheduler(const LaunchGraph &graph,
            ArrayRef<SmallVector<unsigned>> predecessors)
      : graph(graph), successors(predecessors.size()),
        missing(predecessors.size()), uses(graph.numStorages()) {
    for (unsigned n = 0; n < predecessors.size(); ++n) {
      missing[n] = static_cast<unsigned>(predecessors[n].size());
      for (unsigned before : predecessors[n])
        successors[before].push_back(n);
      for (unsigned storage : graph.getNode(n).operands)
        if (storage != LaunchGraph::kNone)
          ++uses[storage];
      if (missing[n] == 0)
        ready.insert(n);
    }
  }

  Order run(Rule rule) {
    Order order;
    while (!ready.empty()) {
      unsigned next = *ready.begin();
      int64_t least = rule == Rule::LeastFirst ? netBytes(next) : 0;
      for (unsigned n : ready)
        if (int64_t net = netBytes(n); net < least) {
          least = net;
          next = n;
        }
      finish(next);
      order.push_back(next);
    }
    return order;
  }

private:
  /// Bytes that a node takes less those that nobody reads after it.
  int64_t netBytes(unsigned n) const {
    const LaunchGraph::Node &node = graph.getNode(n);
    SmallVector<unsigned, 8> dying;
    int64_t net = 0;
    for (unsigned storage : node.operands)
      if (storage != LaunchGraph::kNone &&
          !llvm::is_contained(dying, storage) &&
          !graph.getStorage(storage).placed &&
          uses[storage] == llvm::count(node.operands, storage)) {
        dying.push_back(storage);
        net -= graph.getStorage(storage).bytes;
      }
    // A buffer that is taken over is freed and taken: the sum is the same.
    for (unsigned result : node.results)
      if (!graph.getStorage(result).placed && uses[result] > 0)
        net += graph.getStorage(result).bytes;
    return net;
  }

  void finish(unsigned n) {
    ready.erase(n);
    for (unsigned storage : graph.getNode(n).operands)
      if (storage != LaunchGraph::kNone)
        --uses[storage];
    for (unsigned after : successors[n])
      if (--missing[after] == 0)
        ready.insert(after);
  }

  const LaunchGraph &graph;
  SmallVector<SmallVector<unsigned>> successors;
  SmallVector<unsigned> missing; ///< predecessors that have not run
  SmallVector<unsigned> uses;    ///< reads of a storage that are to come
  std::set<unsigned> ready;
};

/// What an order is judged by: bytes alive at once, then bytes times time.
std::pair<int64_t, int64_t> cost(const LaunchGraph &graph,
                                 ArrayRef<unsigned> order) {
  SmallVector<ArenaBuffer> buffers = graph.findBuffers(order);
  int64_t sum = 0;
  for (const ArenaBuffer &buffer : buffers)
    sum += buffer.bytes / 64 * (buffer.last - buffer.first + 1);
  return {mostLiveBytes(buffers), sum};
}

/// Moves each node to just before the first that needs it, where that keeps
/// less alive: from the end to the start, so that chains move together.
Order delay(const LaunchGraph &graph, ArrayRef<unsigned> start,
            ArrayRef<SmallVector<unsigned>> predecessors) {
  Order order(start);
  SmallVector<unsigned> place(order.size());
  for (size_t from = order.size(); from-- > 0;) {
    for (auto [k, n] : llvm::enumerate(order))
      place[n] = static_cast<unsigned>(k);
    unsigned n = order[from];
    const LaunchGraph::Node &node = graph.getNode(n);
    // The first node behind that needs this one; those of operands count too.
    size_t to = order.size();
    SmallVector<unsigned, 8> lastReads;
    for (size_t k = from + 1; k < order.size(); ++k)
      if (llvm::is_contained(predecessors[order[k]], n)) {
        to = k;
        break;
      }
    if (to == order.size() || to == from + 1)
      continue;
    int64_t kept = 0, saved = 0;
    for (unsigned result : node.results)
      if (!graph.getStorage(result).placed)
        saved += graph.getStorage(result).bytes;
    for (unsigned storage : node.operands) {
      if (storage == LaunchGraph::kNone ||
          llvm::is_contained(lastReads, storage))
        continue;
      bool readLater = false;
      for (size_t k = from + 1; k < order.size() && !readLater; ++k)
        readLater =
            llvm::is_contained(graph.getNode(order[k]).operands, storage);
      if (readLater)
        continue;
      lastReads.push_back(storage);
      if (!graph.getStorage(storage).placed)
        kept += graph.getStorage(storage).bytes;
    }
    if (saved <= kept)
      continue;
    std::rotate(order.begin() + from, order.begin() + from + 1,
                order.begin() + to);
  }
  return order;
}

bool respects(ArrayRef<unsigned> order,
              ArrayRef<SmallVector<unsigned>> predecessors) {
  llvm::BitVector done(order.size());
  for (unsigned n : order) {
    for (unsigned before : predecessors[n])
      if (!done.test(before))
        return false;
    done.set(n);
  }
  return true;
}

struct ScheduleLaunches : impl::ScheduleLaunchesBase<ScheduleLaunches> {
  using ScheduleLaunchesBase::ScheduleLaunchesBase;

  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() && !function->hasAttr(kKernelAttr))
        schedule(function);
  }

private:
  void schedule(func::FuncOp function) {
    LaunchGraph graph(function, std::max<int64_t>(maxBatch, 1));
    SmallVector<SmallVector<unsigned>> predecessors = graph.getPredecessors();
    Order given(graph.getNodes().size());
    std::iota(given.begin(), given.end(), 0u);
    Order best = given;
    auto least = cost(graph, given);
    // Parameters would have to be copied: any other order is better.
    if (!respects(given, predecessors))
      least.first = std::numeric_limits<int64_t>::max();
    auto consider = [&](Order order) {
      // Something that waits for itself: cannot be, but is no reason to fail.
      if (order.size() != given.size())
        return;
      if (auto bytes = cost(graph, order); bytes < least) {
        least = bytes;
        best = std::move(order);
      }
    };
    for (Scheduler::Rule rule :
         {Scheduler::Rule::EarlyFrees, Scheduler::Rule::LeastFirst}) {
      Order order = Scheduler(graph, predecessors).run(rule);
      Order late = delay(graph, order, predecessors);
      consider(std::move(order));
      consider(std::move(late));
    }
    graph.apply(best);
  }
};

} // namespace
} // namespace ms
