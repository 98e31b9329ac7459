//===- PrepareParameters.cpp - Compute once what does not change ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// What functions that leave the parameters alone compute from parameters alone
// moves into @prepare, which keeps it in parameters of its own. Which values
// those are is decided in ParameterValues.cpp.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/LaunchGraph.h"
#include "passes/Analysis/ParameterValues.h"
#include "passes/Analysis/Storage.h"
#include "passes/Memory/Passes.h"

#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OperationSupport.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_PREPAREPARAMETERS
#include "passes/Memory/Passes.h.inc"

namespace {
struct PrepareParameters : impl::PrepareParametersBase<PrepareParameters> {
  using PrepareParametersBase::PrepareParametersBase;

  void runOnOperation() override {
    prepare = nullptr;
    SymbolTable table(getOperation());
    symbols = &table;
    copies.clear();
    kept.clear();
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() && !function->hasAttr(kKernelAttr) &&
          !function->hasAttr(kPrepareAttr))
        functions.push_back(function);
    found.clear();
    for (func::FuncOp function : functions)
      collect(function);
    if (!prepare)
      return;
    OpBuilder b(&getContext());
    b.setInsertionPointToEnd(&prepare.getBody().front());
    for (auto &[value, parameter] : kept)
      AssignOp::create(b, value.getLoc(), parameter.getSymName(), value);
    func::ReturnOp::create(b, prepare.getLoc());
    clean(prepare.getBody().front());
    if (budget > 0 && stateBytes() + arenaBytes(functions) > budget) {
      for (auto &[value, parameter] : kept)
        symbols->erase(parameter);
      symbols->erase(prepare);
      return;
    }
    for (auto &[value, parameter] : found) {
      b.setInsertionPoint(value.getDefiningOp());
      value.replaceAllUsesWith(LoadOp::create(
          b, value.getLoc(), value.getType(), parameter.getSymName()));
    }
    for (func::FuncOp function : functions)
      clean(function.getBody().front());
  }

private:
  /// Brings into @prepare what of `function` parameters alone decide.
  void collect(func::FuncOp function) {
    ParameterValues fixed(function);
    llvm::SetVector<Operation *> launches;
    for (auto launch : function.getOps<LaunchOp>())
      if (fixed.contains(launch) && !isReturned(launch))
        launches.insert(launch);
    SmallVector<Value> read;
    for (Operation *launch : launches)
      for (OpResult result : launch->getResults())
        // What only such launches read is not kept.
        if (llvm::any_of(getAllViews(result), [&](Value view) {
              return llvm::any_of(view.getUsers(), [&](Operation *user) {
                return !isView(user) && !launches.contains(user);
              });
            }))
          read.push_back(result);
    if (read.empty())
      return;
    IRMapping copied = copy(function.getBody().front(), read);
    for (Value value : read)
      found.push_back({value, keep(copied.lookup(value))});
  }

  int64_t stateBytes() {
    int64_t bytes = 0;
    for (auto parameter : getOperation().getOps<ParameterOp>())
      bytes += getStateBytes(parameter);
    return bytes;
  }

  /// The largest arena of all functions as they stand.
  int64_t arenaBytes(ArrayRef<func::FuncOp> functions) {
    int64_t most = 0;
    for (func::FuncOp function : functions) {
      LaunchGraph graph(function, std::max<int64_t>(maxBatch, 1));
      SmallVector<unsigned> order(graph.getNodes().size());
      std::iota(order.begin(), order.end(), 0);
      SmallVector<ArenaBuffer> buffers = graph.findBuffers(order);
      most = std::max(most, layOutArena(buffers));
    }
    return most;
  }

  /// What a function returns it writes itself.
  static bool isReturned(LaunchOp launch) {
    return llvm::any_of(launch.getResults(), [](Value result) {
      return llvm::any_of(getAllViews(result), [](Value view) {
        return llvm::any_of(view.getUsers(), llvm::IsaPred<func::ReturnOp>);
      });
    });
  }

  /// Without what nobody reads, and with all loads at the head.
  static void clean(Block &body) {
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(body)))
      if (op.use_empty() &&
          (isView(&op) || isa<LoadOp, LaunchOp, ConstantOp>(op)))
        op.erase();
    SmallVector<LoadOp> loads(body.getOps<LoadOp>());
    for (LoadOp load : llvm::reverse(loads))
      load->moveBefore(&body, body.begin());
  }

  /// `values` in @prepare, with all that they need; what functions have in
  /// common is there once.
  IRMapping copy(Block &body, ArrayRef<Value> values) {
    llvm::SetVector<Operation *> needed;
    for (Value value : values)
      needed.insert(value.getDefiningOp());
    for (size_t k = 0; k < needed.size(); ++k)
      for (Value operand : needed[k]->getOperands())
        needed.insert(operand.getDefiningOp());
    OpBuilder b(&getContext());
    b.setInsertionPointToEnd(&getPrepare().getBody().front());
    IRMapping map;
    for (Operation &op : body) {
      if (!needed.contains(&op))
        continue;
      Operation *made = b.clone(op, map);
      auto [known, isNew] = copies.insert(made);
      if (isNew)
        continue;
      for (auto [old, other] :
           llvm::zip(op.getResults(), (*known)->getResults()))
        map.map(old, other);
      made->erase();
    }
    return map;
  }

  ParameterOp keep(Value value) {
    ParameterOp &parameter = kept[value];
    if (parameter)
      return parameter;
    OpBuilder b(&getContext());
    parameter = ParameterOp::create(
        b, value.getLoc(), b.getStringAttr("prepared"),
        TypeAttr::get(value.getType()), ZerosAttr::get(&getContext()),
        /*frozen=*/b.getUnitAttr());
    parameter.setDerived(true);
    symbols->insert(parameter, Block::iterator(getPrepare()));
    return parameter;
  }

  func::FuncOp getPrepare() {
    if (prepare)
      return prepare;
    OpBuilder b(&getContext());
    prepare = func::FuncOp::create(b, getOperation().getLoc(), "prepare",
                                   b.getFunctionType({}, {}));
    prepare->setAttr(kPrepareAttr, b.getUnitAttr());
    prepare.addEntryBlock();
    symbols->insert(prepare);
    return prepare;
  }

  /// Equal ops on equal operands.
  struct CopyInfo : llvm::DenseMapInfo<Operation *> {
    static unsigned getHashValue(const Operation *op) {
      return OperationEquivalence::computeHash(
          const_cast<Operation *>(op), OperationEquivalence::directHashValue,
          OperationEquivalence::ignoreHashValue,
          OperationEquivalence::IgnoreLocations);
    }
    static bool isEqual(const Operation *a, const Operation *b) {
      if (a == b)
        return true;
      if (a == getTombstoneKey() || a == getEmptyKey() ||
          b == getTombstoneKey() || b == getEmptyKey())
        return false;
      return OperationEquivalence::isEquivalentTo(
          const_cast<Operation *>(a), const_cast<Operation *>(b),
          OperationEquivalence::IgnoreLocations);
    }
  };

  func::FuncOp prepare;
  SymbolTable *symbols = nullptr; ///< during the run
  llvm::DenseSet<Operation *, CopyInfo> copies;
  llvm::MapVector<Value, ParameterOp> kept; ///< by value in @prepare
  /// Values of other functions, with the parameters that take their place.
  SmallVector<std::pair<Value, ParameterOp>> found;
};
} // namespace
} // namespace ms
