//===- Rematerialize.cpp - Compute values again instead of keeping them ---===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Greedy: at the place where most is alive, the value whose second computation
// costs least for what it frees is dropped after its last read before that
// place and made again before its next read. What a change saves is not
// estimated: the buffers of the changed order are laid out anew.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/LaunchGraph.h"
#include "passes/Analysis/Storage.h"
#include "passes/Memory/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/CSE.h"
#include "llvm/ADT/BitVector.h"

#include <map>
#include <numeric>

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_REMATERIALIZE
#include "passes/Memory/Passes.h.inc"

namespace {

/// What a kernel's second run costs.
struct KernelCost {
  bool isElementwise = true;
  bool isCheap = true; ///< no contraction, nothing in computed places
  double steps = 0;    ///< of its innermost loops
};

KernelCost costOf(func::FuncOp kernel, int64_t maxBatch) {
  KernelCost cost;
  kernel.walk([&](linalg::GenericOp op) {
    GenericKind kind = classify(op);
    cost.isElementwise &= kind == GenericKind::Elementwise;
    cost.isCheap &=
        kind == GenericKind::Elementwise || kind == GenericKind::Reduction;
    double steps = 1;
    for (int64_t extent : loopExtents(op))
      steps *= static_cast<double>(ShapedType::isDynamic(extent) ? maxBatch
                                                                 : extent);
    // Memory holds elementwise kernels up, arithmetic contractions.
    cost.steps += kind == GenericKind::Contraction ? steps / 8 : steps;
  });
  // Ops that are kernels of their own sort, or write to computed places, and
  // make all their results at once.
  kernel.walk([&](Operation *op) {
    if (isa_and_present<MindIRDialect>(op->getDialect()))
      cost.isElementwise = cost.isCheap = false;
  });
  return cost;
}

/// A kernel that makes one result of another kernel again. What other results
/// hold is read from them.
struct PartialKernel {
  func::FuncOp kernel;
  SmallVector<unsigned> operands; ///< of the other kernel that it takes
  SmallVector<unsigned> results;  ///< of the other kernel that it takes behind
  KernelCost cost;
  bool isWhole = false; ///< does all that the other kernel does
  bool isNew = false;   ///< not in the module yet
};

/// Makes equal ops of a kernel one, whatever they came from: what an inner op
/// computes may be what a result holds.
void unifyEqualOps(func::FuncOp kernel, StringAttr name) {
  kernel.walk([&](linalg::GenericOp op) {
    if (name)
      op->setAttr(kOpNameAttr, name);
    else
      op->removeAttr(kOpNameAttr);
  });
  IRRewriter rewriter(kernel.getContext());
  DominanceInfo dominance(kernel);
  eliminateCommonSubExpressions(rewriter, dominance, kernel);
}

PartialKernel makePartial(func::FuncOp whole, unsigned result,
                          ArrayRef<unsigned> available, int64_t maxBatch) {
  PartialKernel partial;
  partial.kernel = cast<func::FuncOp>(whole->clone());
  partial.isNew = true;
  Block &body = partial.kernel.getBody().front();
  Operation *end = body.getTerminator();
  Builder b(whole.getContext());
  auto maker = end->getOperand(result).getDefiningOp();
  unifyEqualOps(partial.kernel,
                maker ? maker->getAttrOfType<StringAttr>(kOpNameAttr)
                      : StringAttr());
  end = body.getTerminator();
  SmallVector<Attribute> multiples;
  for (unsigned k = 0; k < whole.getNumArguments(); ++k)
    multiples.push_back(whole.getArgAttr(k, kBatchMultipleAttr));
  Value wanted = end->getOperand(result);
  for (unsigned k : available) {
    Value value = end->getOperand(k);
    if (value == wanted)
      continue;
    BlockArgument argument = body.addArgument(value.getType(), whole.getLoc());
    multiples.push_back(whole.getResultAttr(k, kBatchMultipleAttr));
    value.replaceUsesWithIf(
        argument, [&](OpOperand &use) { return use.getOwner() != end; });
    partial.results.push_back(k);
  }
  end->setOperands(wanted);
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(body)))
    if (isOpTriviallyDead(&op))
      op.erase();

  // What is left of the arguments.
  llvm::BitVector unused(body.getNumArguments());
  SmallVector<unsigned> results;
  SmallVector<Attribute> kept;
  SmallVector<int64_t> place(body.getNumArguments(), -1);
  for (unsigned k = 0; k < body.getNumArguments(); ++k) {
    if (body.getArgument(k).use_empty()) {
      unused.set(k);
      continue;
    }
    place[k] = static_cast<int64_t>(kept.size());
    kept.push_back(multiples[k]);
    if (k < whole.getNumArguments())
      partial.operands.push_back(k);
    else
      results.push_back(partial.results[k - whole.getNumArguments()]);
  }
  partial.results = results;
  SmallVector<int64_t> aliases;
  for (int64_t k :
       getInts(whole.getResultAttrOfType<ArrayAttr>(result, kMayAliasAttr)))
    if (place[k] >= 0)
      aliases.push_back(place[k]);
  Attribute multiple = whole.getResultAttr(result, kBatchMultipleAttr);

  func::FuncOp kernel = partial.kernel;
  kernel.removeArgAttrsAttr();
  kernel.removeResAttrsAttr();
  body.eraseArguments(unused);
  kernel.setFunctionType(
      b.getFunctionType(body.getArgumentTypes(), {wanted.getType()}));
  for (auto [k, attr] : llvm::enumerate(kept))
    if (attr)
      kernel.setArgAttr(static_cast<unsigned>(k), kBatchMultipleAttr, attr);
  if (multiple)
    kernel.setResultAttr(0, kBatchMultipleAttr, multiple);
  if (!aliases.empty())
    kernel.setResultAttr(0, kMayAliasAttr, b.getI64ArrayAttr(aliases));
  partial.cost = costOf(kernel, maxBatch);
  partial.isWhole = whole.getNumResults() == 1 && available.empty();
  return partial;
}

/// The partial kernels of a module, made once each.
class PartialKernels {
public:
  PartialKernels(ModuleOp module, int64_t maxBatch)
      : symbols(module), maxBatch(maxBatch) {}
  ~PartialKernels() {
    for (auto &[key, partial] : known)
      if (partial.isNew)
        partial.kernel->erase();
  }

  const PartialKernel &get(func::FuncOp whole, unsigned result,
                           ArrayRef<unsigned> available) {
    std::vector<unsigned> key = {result};
    key.insert(key.end(), available.begin(), available.end());
    auto [place, isNew] =
        known.try_emplace({whole.getOperation(), std::move(key)});
    if (isNew)
      place->second = makePartial(whole, result, available, maxBatch);
    return place->second;
  }

  func::FuncOp lookup(LaunchOp launch) const {
    return symbols.lookup<func::FuncOp>(
        launch.getKernelAttr().getLeafReference());
  }

  /// Puts a kernel that is used into the module, under a name of its own.
  void insert(func::FuncOp kernel) {
    for (auto &[key, partial] : known)
      if (partial.kernel == kernel && partial.isNew) {
        kernel.setName(
            (cast<func::FuncOp>(key.first).getName() + "_again").str());
        symbols.insert(kernel);
        partial.isNew = false;
      }
  }

private:
  SymbolTable symbols;
  int64_t maxBatch;
  std::map<std::pair<Operation *, std::vector<unsigned>>, PartialKernel> known;
};

/// An order of launches with its buffers, and how to change it.
class Recomputation {
public:
  Recomputation(func::FuncOp function, int64_t maxBatch,
                PartialKernels &kernels)
      : graph(function, maxBatch), kernels(kernels) {
    order.resize(graph.getNodes().size());
    std::iota(order.begin(), order.end(), 0u);
    measure();
  }

  /// Recomputes until the arena has at most `budget` bytes, or until nothing
  /// helps. The number of second runs.
  unsigned reduce(int64_t bytes, bool contractionsToo) {
    budget = bytes;
    contractions = contractionsToo;
    refused.clear();
    while (arena > budget && improve())
      ;
    measure();
    return count;
  }

  void apply() {
    for (const LaunchGraph::Node &node : graph.getNodes())
      if (node.kernel)
        kernels.insert(node.kernel);
    graph.apply(order);
  }
  int64_t getArena() const { return arena; }

private:
  /// A storage that is made again, by which kernel.
  struct Step {
    unsigned storage;
    const PartialKernel *partial;
  };
  /// A way to drop `storage` at the peak.
  struct Change {
    std::vector<Step> steps;
    unsigned storage = 0;
    unsigned at = 0; ///< the place before which it is made again
    double cost = 0, score = 0;
    int64_t kept = 0; ///< bytes that have to be kept for it
  };
  /// The order as it is.
  struct View {
    unsigned peak, at;
    const std::vector<SmallVector<unsigned, 4>> &reads;
    ArrayRef<unsigned> place; ///< of nodes
  };

  void measure() {
    SmallVector<ArenaBuffer> buffers = graph.findBuffers(order);
    live = liveBytes(buffers);
    arena = layOutArena(buffers);
  }

  SmallVector<int64_t> liveBytes(ArrayRef<ArenaBuffer> buffers) const {
    SmallVector<int64_t> result(order.size() + 1, 0);
    for (const ArenaBuffer &buffer : buffers) {
      result[buffer.first] += buffer.bytes;
      result[buffer.last + 1] -= buffer.bytes;
    }
    for (size_t k = 1; k < result.size(); ++k)
      result[k] += result[k - 1];
    result.pop_back();
    return result;
  }

  /// Places in the order that read each storage.
  std::vector<SmallVector<unsigned, 4>> findReads() const {
    std::vector<SmallVector<unsigned, 4>> reads(graph.numStorages());
    for (auto [time, n] : llvm::enumerate(order))
      for (unsigned storage : graph.getNode(n).operands)
        if (storage != LaunchGraph::kNone &&
            (reads[storage].empty() || reads[storage].back() != time))
          reads[storage].push_back(static_cast<unsigned>(time));
    return reads;
  }

  /// One step: the best change at the place where most is alive.
  bool improve() {
    auto most = llvm::max_element(live);
    auto peak = static_cast<unsigned>(most - live.begin());
    int64_t before = *most;
    auto reads = findReads();
    SmallVector<unsigned> place(graph.getNodes().size());
    for (auto [time, n] : llvm::enumerate(order))
      place[n] = static_cast<unsigned>(time);

    Change best;
    for (unsigned id = 0; id < graph.numStorages(); ++id) {
      const LaunchGraph::Storage &storage = graph.getStorage(id);
      // "As few as possible" is not worth a launch for next to nothing.
      if (budget == 0 && storage.bytes < before / 200)
        continue;
      // Alive at the peak, but only kept there.
      if (storage.placed || storage.bytes == 0 ||
          place[storage.maker] >= peak || reads[id].empty() ||
          reads[id].back() <= peak || llvm::is_contained(reads[id], peak))
        continue;
      unsigned at = *llvm::upper_bound(reads[id], peak);
      Change change;
      change.storage = id;
      change.at = at;
      View view{peak, at, reads, place};
      if (isRefused(id, at) || !plan(id, view, 0, change) ||
          change.kept >= storage.bytes)
        continue;
      change.score =
          static_cast<double>(storage.bytes - change.kept) / (change.cost + 1);
      if (change.score > best.score)
        best = std::move(change);
    }
    if (best.score == 0)
      return false;

    // Try it; what does not help is not tried again.
    LaunchGraph oldGraph = graph;
    SmallVector<unsigned> oldOrder = order;
    unsigned reader = order[best.at];
    make(best);
    SmallVector<ArenaBuffer> buffers = graph.findBuffers(order);
    SmallVector<int64_t> now = liveBytes(buffers);
    int64_t after = *llvm::max_element(now);
    if (now[peak] >= before || after > before) {
      graph = std::move(oldGraph);
      order = std::move(oldOrder);
      refused.push_back({best.storage, reader});
      return true;
    }
    ++count;
    live = std::move(now);
    // Laid out only where it can fit: that takes the most time.
    arena = after > budget ? after : layOutArena(buffers);
    return true;
  }

  bool isRefused(unsigned storage, unsigned at) const {
    return llvm::is_contained(refused, std::pair(storage, order[at]));
  }

  /// Whether `storage` can be made again at `view.at`. Operands that are not
  /// alive at the peak anyway are made again too, where that is cheap; else
  /// they have to be kept, which costs their bytes.
  bool plan(unsigned storage, const View &view, unsigned depth,
            Change &change) const {
    for (const Step &step : change.steps)
      if (step.storage == storage)
        return true;
    const LaunchGraph::Storage &made = graph.getStorage(storage);
    const LaunchGraph::Node &node = graph.getNode(made.maker);
    if (node.kernel || depth > 6)
      return false;
    LaunchOp launch = node.op;
    func::FuncOp whole = kernels.lookup(launch);
    if (whole.isExternal())
      return false;
    // Other results of the launch that are there, or are so small that they can
    // be kept.
    SmallVector<unsigned> available;
    for (auto [k, other] : llvm::enumerate(node.results)) {
      const LaunchGraph::Storage &rest = graph.getStorage(other);
      if (other == storage || rest.placed || view.reads[other].empty())
        continue;
      bool alive = view.reads[other].back() >= view.at;
      if (alive || rest.bytes * 64 <= made.bytes)
        available.push_back(static_cast<unsigned>(k));
    }
    const PartialKernel &partial = kernels.get(whole, made.result, available);
    // Part of a kernel has other loops: only where no sum depends on them do
    // the bits stay.
    bool allowed = partial.cost.isElementwise ||
                   (partial.isWhole && (partial.cost.isCheap || contractions));
    if (!allowed)
      return false;
    SmallVector<unsigned> needed;
    for (unsigned k : partial.operands) {
      // The old value of a parameter is gone after its update.
      Value source = getStorage(launch.getInputs()[k]);
      if (auto load = source.getDefiningOp<LoadOp>())
        if (isWrittenBefore(load.getParameterAttr().getAttr(), view.at))
          return false;
      if (node.operands[k] != LaunchGraph::kNone)
        needed.push_back(node.operands[k]);
    }
    for (unsigned k : partial.results)
      needed.push_back(node.results[k]);
    for (unsigned id : needed) {
      const LaunchGraph::Storage &from = graph.getStorage(id);
      // Results of the function and new state stay where they are.
      bool alive = !view.reads[id].empty() && view.reads[id].back() > view.peak;
      if (alive || from.placed)
        continue;
      Change longer = change;
      if (from.maker != made.maker && plan(id, view, depth + 1, longer))
        change = std::move(longer);
      else
        change.kept += from.bytes;
    }
    change.steps.push_back({storage, &partial});
    change.cost += partial.cost.steps;
    return true;
  }

  bool isWrittenBefore(StringAttr name, unsigned at) const {
    for (unsigned time = 0; time < at; ++time)
      if (llvm::is_contained(graph.getNode(order[time]).writes, name))
        return true;
    return false;
  }

  /// Runs the steps before place `at`; what reads the storage from there on
  /// reads the new one.
  void make(const Change &change) {
    llvm::DenseMap<unsigned, unsigned> now; // storages that are made again
    SmallVector<unsigned> added;
    auto latest = [&](unsigned storage) {
      auto found = now.find(storage);
      return found == now.end() ? storage : found->second;
    };
    for (const Step &step : change.steps) {
      LaunchGraph::Node from =
          graph.getNode(graph.getStorage(step.storage).maker);
      SmallVector<Value> inputs;
      SmallVector<unsigned> operands;
      for (unsigned k : step.partial->operands) {
        inputs.push_back(from.op.getInputs()[k]);
        operands.push_back(from.operands[k]);
      }
      for (unsigned k : step.partial->results) {
        inputs.push_back(from.op.getResult(k));
        operands.push_back(from.results[k]);
      }
      unsigned node =
          graph.addNode(step.partial->kernel, inputs, {step.storage});
      for (auto [k, operand] : llvm::enumerate(operands))
        if (operand != LaunchGraph::kNone)
          graph.setOperand(node, static_cast<unsigned>(k), latest(operand));
      now[step.storage] = graph.getNode(node).results.front();
      added.push_back(node);
    }
    for (unsigned time = change.at; time < order.size(); ++time)
      for (auto [k, operand] : llvm::enumerate(
               SmallVector<unsigned>(graph.getNode(order[time]).operands)))
        if (operand == change.storage)
          graph.setOperand(order[time], static_cast<unsigned>(k),
                           latest(operand));
    order.insert(order.begin() + change.at, added.begin(), added.end());
  }

  LaunchGraph graph;
  bool contractions = false;
  SmallVector<unsigned> order;
  SmallVector<int64_t> live; ///< bytes at each place of the order
  SmallVector<std::pair<unsigned, unsigned>> refused;
  int64_t arena = 0;
  int64_t budget = 0;
  unsigned count = 0; ///< changes
  PartialKernels &kernels;
};

struct Rematerialize : impl::RematerializeBase<Rematerialize> {
  using RematerializeBase::RematerializeBase;

  void runOnOperation() override {
    int64_t arena = budget;
    if (memoryBudget > 0) {
      // What the parameters leave, laid out as mindir-bufferize does.
      arena = memoryBudget;
      for (auto parameter : getOperation().getOps<ParameterOp>())
        arena -= getStateBytes(parameter);
    }
    PartialKernels kernels(getOperation(), std::max<int64_t>(maxBatch, 1));
    SmallVector<func::FuncOp> functions(getOperation().getOps<func::FuncOp>());
    for (func::FuncOp function : functions) {
      if (function.isExternal() || function->hasAttr(kKernelAttr))
        continue;
      Recomputation recomputation(function, std::max<int64_t>(maxBatch, 1),
                                  kernels);
      int64_t before = recomputation.getArena();
      unsigned count = recomputation.reduce(arena, contractions);
      if (memoryBudget > 0 && recomputation.getArena() > arena)
        count = recomputation.reduce(arena, true);
      if (count == 0)
        continue;
      recomputation.apply();
      remark::analysis(function.getLoc(), remark::RemarkOpts::name("Recomputed")
                                              .category("mindir-rematerialize"))
          << remark::metric("function", function.getName())
          << remark::metric("arena before", before)
          << remark::metric("arena", recomputation.getArena());
    }
  }
};

} // namespace
} // namespace ms
