//===- FormKernels.cpp - Cut a function of generics into kernels ----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Makes a function of each group of generics, shares equal ones, and decides
// which operands a result may overwrite. Which generics form a group is decided
// in GroupGenerics.cpp.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/BatchMultiples.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/GroupGenerics.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/IndexedKernel.h"
#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_FORMKERNELS
#include "passes/Kernels/Passes.h.inc"

namespace {

/// What is cheaper to repeat in each kernel than to hand over.
bool isRepeated(Operation *op) {
  // Unsigned numbers are casts of signless ones.
  if (isa<UnrealizedConversionCastOp>(op))
    return isa<IntegerType>(op->getResult(0).getType());
  return isa<tensor::EmptyOp, tensor::FromElementsOp, linalg::FillOp, RowsOp>(
             op) ||
         isa<arith::ArithDialect>(op->getDialect());
}

struct FormKernels : impl::FormKernelsBase<FormKernels> {
  using FormKernelsBase::FormKernelsBase;

  void runOnOperation() override {
    SmallVector<func::FuncOp> functions;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal() && !function->hasAttr(kKernelAttr))
        functions.push_back(function);
    known.clear();
    SymbolTable table(getOperation());
    symbols = &table;
    for (func::FuncOp function : functions)
      if (failed(formKernels(function)))
        return signalPassFailure();
  }

private:
  LogicalResult formKernels(func::FuncOp function) {
    if (!function.getBody().hasOneBlock())
      return emitCodedError(function.getLoc(), Code::KernelForm)
             << "function '" << function.getName() << "' is not one block";
    materializeFills(function);
    separateChains(function);
    materializeResults(function);
    BatchMultiples multiples(function);
    if (failed(multiples.verify()))
      return failure();
    resolveExtents(function, multiples);
    end = firstEnd(function.getBody().front());
    SmallVector<GenericGroup> groups = groupGenerics(function, multiples, fuse);
    llvm::erase_if(groups, becomesView);
    for (GenericGroup &group : groups)
      outline(function, group, multiples);
    eraseDead(function);
    return success();
  }

  //===--------------------------------------------------------------------===//
  // Preparation
  //===--------------------------------------------------------------------===//

  /// An elementwise generic that copies `source`, or fills with a scalar.
  static GenericOp makeCopy(OpBuilder &builder, Location loc, Value source,
                            RankedTensorType type, Value like) {
    ImplicitLocOpBuilder b(loc, builder);
    SmallVector<Value> dynamic;
    if (!type.hasStaticShape())
      dynamic.push_back(tensor::DimOp::create(b, like, 0));
    Value empty = tensor::EmptyOp::create(b, type, dynamic);
    bool isScalar = !isa<RankedTensorType>(source.getType());
    SmallVector<AffineMap> maps(isScalar ? 1 : 2,
                                b.getMultiDimIdentityMap(type.getRank()));
    SmallVector<utils::IteratorType> kinds(type.getRank(),
                                           utils::IteratorType::parallel);
    auto copy = GenericOp::create(
        b, TypeRange{type}, isScalar ? ValueRange() : ValueRange(source),
        ValueRange{empty}, maps, kinds,
        [&](OpBuilder &inner, Location at, ValueRange arguments) {
          linalg::YieldOp::create(inner, at, isScalar ? source : arguments[0]);
        });
    copy->setAttr(kOpNameAttr, b.getStringAttr(isScalar ? "fill" : "copy"));
    return copy;
  }

  /// A fill that is not just the start of a generic is computed like one.
  static void materializeFills(func::FuncOp function) {
    SmallVector<linalg::FillOp> fills;
    function.walk([&](linalg::FillOp op) { fills.push_back(op); });
    for (linalg::FillOp fill : fills) {
      OpBuilder b(fill);
      Value result = fill.getResult(0);
      GenericOp copy;
      for (OpOperand &use : llvm::make_early_inc_range(result.getUses())) {
        auto generic = dyn_cast<GenericOp>(use.getOwner());
        if (generic && generic.isDpsInit(&use))
          continue;
        if (!copy)
          copy = makeCopy(b, fill.getLoc(), fill.getInputs()[0],
                          cast<RankedTensorType>(result.getType()),
                          fill.getOutputs()[0]);
        use.set(copy.getResult(0));
      }
    }
  }

  /// Two results that start with the same piece (concatenations that CSE has
  /// found alike so far) each write it themselves: a chain of scatters fills
  /// one buffer.
  static void separateChains(func::FuncOp function) {
    function.walk([](GenericOp op) {
      // The copies are met by no later step of the walk: follow them here.
      for (GenericOp user = op; user;) {
        OpOperand &init = user.getDpsInitsMutable()[0];
        auto previous = init.get().getDefiningOp<GenericOp>();
        if (!previous || previous->getNumResults() != 1 ||
            previous->hasOneUse() || classify(previous) != GenericKind::Scatter)
          return;
        OpBuilder b(previous);
        auto copy = cast<GenericOp>(b.clone(*previous.getOperation()));
        init.set(copy.getResult(0));
        user = copy;
      }
    });
  }

  /// Every result and every new state gets a value of its own, made by a
  /// kernel.
  static void materializeResults(func::FuncOp function) {
    Block &body = function.getBody().front();
    llvm::DenseSet<Value> taken;
    llvm::DenseMap<Value, Value> copies;
    SmallVector<OpOperand *> uses;
    for (auto assign : body.getOps<AssignOp>())
      uses.push_back(&assign.getValueMutable());
    for (OpOperand &result : body.getTerminator()->getOpOperands())
      uses.push_back(&result);
    for (OpOperand *use : uses) {
      Value storage = getStorage(use->get());
      Operation *maker = storage.getDefiningOp();
      if ((isa_and_present<GenericOp>(maker) || isIndexedKernel(maker)) &&
          taken.insert(storage).second)
        continue;
      // Loads of the same parameter that is assigned are caught later, with all
      // other hazards; here a value is only needed that a kernel makes.
      OpBuilder b(firstEnd(body));
      auto type = cast<RankedTensorType>(use->get().getType());
      // The second copy is one of the first: equal ones would become one again.
      Value &source = copies.try_emplace(use->get(), use->get()).first->second;
      GenericOp copy =
          makeCopy(b, use->getOwner()->getLoc(), source, type, source);
      source = copy.getResult(0);
      use->set(copy.getResult(0));
      taken.insert(copy.getResult(0));
    }
  }

  /// The first assign, or the terminator: computation ends before it.
  static Operation *firstEnd(Block &body) {
    auto assigns = body.getOps<AssignOp>();
    return assigns.empty() ? body.getTerminator()
                           : (*assigns.begin()).getOperation();
  }

  /// Extents of tensors as multiples of the rows, so that no kernel needs a
  /// tensor for its extent only.
  static void resolveExtents(func::FuncOp function,
                             const BatchMultiples &multiples) {
    SmallVector<tensor::DimOp> dims;
    function.walk([&](tensor::DimOp op) { dims.push_back(op); });
    for (tensor::DimOp dim : dims) {
      ImplicitLocOpBuilder b(dim.getLoc(), dim);
      Value extent;
      if (int64_t multiple = multiples.get(dim.getSource())) {
        extent = RowsOp::create(b, b.getIndexType());
        if (multiple != 1)
          extent = arith::MulIOp::create(
              b, extent, arith::ConstantIndexOp::create(b, multiple));
      } else {
        auto type = cast<RankedTensorType>(dim.getSource().getType());
        extent = arith::ConstantIndexOp::create(b, type.getDimSize(0));
      }
      dim.replaceAllUsesWith(extent);
      dim.erase();
    }
  }

  //===--------------------------------------------------------------------===//
  // Views
  //===--------------------------------------------------------------------===//

  /// Makes a view of a copy that only adds or removes extents of 1 and that has
  /// found no neighbour to disappear in.
  static bool becomesView(GenericGroup &group) {
    auto op = dyn_cast<GenericOp>(group.front());
    if (group.size() != 1 || !op || !isUnitDimCopy(op))
      return false;
    for (Value view : getAllViews(op.getResult(0)))
      for (Operation *user : view.getUsers())
        if (isa<AssignOp, func::ReturnOp>(user))
          return false;
    OpBuilder b(op);
    auto type = cast<RankedTensorType>(op.getResult(0).getType());
    op.getResult(0).replaceAllUsesWith(
        makeView(b, op.getLoc(), op.getInputs()[0], type));
    op.erase();
    return true;
  }

  static bool isUnitDimCopy(GenericOp op) {
    if (op.getNumDpsInputs() != 1 || op->getNumResults() != 1 ||
        op.getBody()->getTerminator()->getOperand(0) !=
            op.getBody()->getArgument(0))
      return false;
    auto from = dyn_cast<RankedTensorType>(op.getInputs()[0].getType());
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    return from && from != op.getResult(0).getType() && maps[1].isIdentity() &&
           isIdentityAccess(maps[0], from.getShape(), loopExtents(op)) &&
           dropUnitExtents(from.getShape()) ==
               dropUnitExtents(loopExtents(op)) &&
           classify(op) == GenericKind::Elementwise;
  }

  //===--------------------------------------------------------------------===//
  // Outlining
  //===--------------------------------------------------------------------===//

  /// Copies into the kernel what it needs and may repeat; other values become
  /// arguments.
  struct Cloner {
    Value get(Value value) {
      if (Value done = mapping.lookupOrNull(value))
        return done;
      Operation *def = value.getDefiningOp();
      if (def && isRepeated(def)) {
        clone(*def);
        return mapping.lookup(value);
      }
      Value argument = entry->addArgument(value.getType(), value.getLoc());
      mapping.map(value, argument);
      inputs.push_back(value);
      return argument;
    }
    Operation *clone(Operation &op) {
      // Values from outside that the body captures count as operands.
      llvm::SetVector<Value> captured;
      for (Region &region : op.getRegions())
        getUsedValuesDefinedAbove(region, captured);
      for (Value operand : op.getOperands())
        get(operand);
      for (Value value : captured)
        get(value);
      return builder.clone(op, mapping);
    }
    OpBuilder &builder;
    Block *entry;
    IRMapping mapping;
    SmallVector<Value> inputs;
  };

  void outline(func::FuncOp function, GenericGroup &group,
               const BatchMultiples &multiples) {
    llvm::SmallPtrSet<Operation *, 8> members;
    for (Operation *op : group)
      members.insert(op);
    SmallVector<Value> results;
    for (Operation *op : group)
      for (Value result : op->getResults())
        if (llvm::any_of(result.getUsers(), [&](Operation *user) {
              return !members.contains(ownerInBlock(user, op->getBlock()));
            }))
          results.push_back(result);
    if (results.empty())
      return;
    // Such an op writes all that it computes.
    if (isIndexedKernel(group.front()))
      results.assign(group.front()->result_begin(),
                     group.front()->result_end());

    OpBuilder builder(&getContext());
    SmallVector<Location> locs;
    for (Operation *op : group)
      locs.push_back(op->getLoc());
    Location loc = FusedLoc::get(&getContext(), locs);
    auto kernel =
        func::FuncOp::create(loc, "kernel", builder.getFunctionType({}, {}));
    Block *entry = kernel.addEntryBlock();
    builder.setInsertionPointToStart(entry);
    Cloner cloner{builder, entry, {}, {}};
    for (Operation *op : group)
      cloner.clone(*op);
    SmallVector<Value> yielded;
    for (Value result : results)
      yielded.push_back(cloner.mapping.lookup(result));
    func::ReturnOp::create(builder, loc, yielded);
    kernel.setFunctionType(builder.getFunctionType(
        entry->getArgumentTypes(), ValueRange(results).getTypes()));
    kernel.setPrivate();
    kernel->setAttr(kKernelAttr, builder.getUnitAttr());
    stateMultiples(kernel, cloner.inputs, results, multiples);
    stateAliases(kernel);

    func::FuncOp shared = share(kernel, kernelName(group));
    Operation *last = group.back();
    builder.setInsertionPointAfter(last);
    auto launch = LaunchOp::create(builder, loc, ValueRange(results).getTypes(),
                                   shared.getName(), cloner.inputs);
    for (auto [old, value] : llvm::zip(results, launch.getResults()))
      old.replaceAllUsesWith(value);
    // The groups come in dependence order; so do their launches, each followed
    // by the views of what it makes.
    launch->moveBefore(end);
    moveViews(launch, launch);
    for (Operation *op : llvm::reverse(group))
      op->erase();
  }

  static Operation *moveViews(Operation *maker, Operation *after) {
    for (Operation *user : llvm::make_early_inc_range(maker->getUsers()))
      if (isView(user)) {
        user->moveAfter(after);
        after = moveViews(user, user);
      }
    return after;
  }

  /// The op in `block` that `op` is or is nested in.
  static Operation *ownerInBlock(Operation *op, Block *block) {
    return block->findAncestorOpInBlock(*op);
  }

  void stateMultiples(func::FuncOp kernel, ArrayRef<Value> inputs,
                      ArrayRef<Value> results,
                      const BatchMultiples &multiples) {
    Builder b(&getContext());
    for (auto [k, value] : llvm::enumerate(inputs))
      if (int64_t multiple = lookupMultiple(value, multiples); multiple > 1)
        kernel.setArgAttr(k, kBatchMultipleAttr, b.getIndexAttr(multiple));
    for (auto [k, value] : llvm::enumerate(results)) {
      int64_t multiple = lookupMultiple(value, multiples);
      if (multiple > 1)
        kernel.setResultAttr(k, kBatchMultipleAttr, b.getIndexAttr(multiple));
    }
  }

  /// Values that launches have replaced keep their multiple. What was made
  /// after the analysis must not be looked for in it: it may stand where
  /// something stood that is erased now.
  int64_t lookupMultiple(Value value, const BatchMultiples &multiples) {
    auto type = cast<RankedTensorType>(value.getType());
    if (type.hasStaticShape())
      return 0;
    if (auto launch = value.getDefiningOp<LaunchOp>()) {
      auto kernel = symbols->lookup<func::FuncOp>(launch.getKernel());
      auto stated = kernel.getResultAttrOfType<IntegerAttr>(
          cast<OpResult>(value).getResultNumber(), kBatchMultipleAttr);
      return stated ? stated.getInt() : 1;
    }
    if (auto view = value.getDefiningOp<ReshapeOp>()) {
      auto row = [](RankedTensorType of) {
        return RankedTensorType::get(of.getShape().drop_front(),
                                     of.getElementType())
            .getNumElements();
      };
      int64_t own = lookupMultiple(view.getX(), multiples);
      return own * row(view.getX().getType()) / row(type);
    }
    return multiples.get(value);
  }

  /// A result may take an operand's buffer where all that read the operand are
  /// elementwise at the place that is written. Beside a reduction that holds
  /// for results per row only: its loops read full operands more than once.
  void stateAliases(func::FuncOp kernel) {
    Builder b(&getContext());
    SmallVector<int64_t> space;
    bool scatters = false;
    kernel.walk([&](GenericOp op) {
      GenericKind kind = classify(op);
      scatters |= kind == GenericKind::Scatter;
      if (kind == GenericKind::Reduction)
        space = dropUnitExtents(loopExtents(op));
    });
    if (scatters)
      return;
    auto returned = kernel.getBody().front().getTerminator()->getOperands();
    for (auto [k, value] : llvm::enumerate(returned)) {
      auto maker = value.getDefiningOp<GenericOp>();
      if (!maker || classify(maker) != GenericKind::Elementwise ||
          (!space.empty() && dropUnitExtents(loopExtents(maker)) == space))
        continue;
      SmallVector<int64_t> extents = dropUnitExtents(loopExtents(maker));
      SmallVector<int64_t> aliases;
      for (BlockArgument argument : kernel.getArguments())
        if (argument.getType() == value.getType() &&
            readsInPlace(argument, extents) &&
            (space.empty() || staysPerRow(argument, extents)))
          aliases.push_back(argument.getArgNumber());
      if (!aliases.empty())
        kernel.setResultAttr(k, kMayAliasAttr, b.getI64ArrayAttr(aliases));
    }
  }

  /// Whether all that read the operand are elementwise over `extents` (without
  /// those that are 1), each at its own place.
  static bool readsInPlace(BlockArgument argument, ArrayRef<int64_t> extents) {
    for (OpOperand &use : argument.getUses()) {
      auto op = dyn_cast<GenericOp>(use.getOwner());
      if (!op || classify(op) != GenericKind::Elementwise ||
          op.isDpsInit(&use) || dropUnitExtents(loopExtents(op)) != extents ||
          !isIdentityAccess(
              op.getMatchingIndexingMap(&use),
              cast<RankedTensorType>(argument.getType()).getShape(),
              loopExtents(op)))
        return false;
    }
    return true;
  }

  /// Whether no loop but those over `extents` needs `value`: one over full
  /// operands may read it after results per row are written.
  static bool staysPerRow(Value value, ArrayRef<int64_t> extents) {
    SmallVector<Value> work = {value};
    while (!work.empty())
      for (Operation *user : work.pop_back_val().getUsers())
        if (auto op = dyn_cast<GenericOp>(user)) {
          if (dropUnitExtents(loopExtents(op)) != extents)
            return false;
          llvm::append_range(work, op->getResults());
        }
    return true;
  }

  //===--------------------------------------------------------------------===//
  // Names and sharing
  //===--------------------------------------------------------------------===//

  static std::string kernelName(GenericGroup &group) {
    SmallVector<StringRef> names;
    for (Operation *op : group) {
      auto name = op->getAttrOfType<StringAttr>(kOpNameAttr);
      StringRef text = name                  ? name.getValue()
                       : isIndexedKernel(op) ? op->getName().stripDialect()
                                             : StringRef("generic");
      if (!llvm::is_contained(names, text))
        names.push_back(text);
    }
    // Long chains are named by their ends.
    if (names.size() > 4)
      names = {names[0], names[1], "etc", names.back()};
    return llvm::join(names, "_");
  }

  /// An equal kernel that exists already, or this one under a free name.
  func::FuncOp share(func::FuncOp kernel, StringRef name) {
    std::string key;
    llvm::raw_string_ostream stream(key);
    kernel->print(stream, OpPrintingFlags().useLocalScope());
    auto [entry, isNew] = known.try_emplace(key, kernel);
    if (!isNew) {
      func::FuncOp first = entry->second;
      fuseLocations(first, kernel);
      kernel->erase();
      return first;
    }
    kernel.setName(name);
    unsigned suffix = 0;
    while (symbols->lookup(kernel.getName()))
      kernel.setName((name + "_" + Twine(++suffix)).str());
    symbols->insert(kernel);
    return kernel;
  }

  /// A shared kernel belongs to the layers of all who call it.
  static void fuseLocations(func::FuncOp into, func::FuncOp from) {
    SmallVector<Operation *> ops, others;
    into->walk([&](Operation *op) { ops.push_back(op); });
    from->walk([&](Operation *op) { others.push_back(op); });
    for (auto [op, other] : llvm::zip(ops, others))
      op->setLoc(
          FusedLoc::get(into.getContext(), {op->getLoc(), other->getLoc()}));
  }

  static void eraseDead(func::FuncOp function) {
    SmallVector<Operation *> ops;
    for (Operation &op : function.getBody().front().without_terminator())
      ops.push_back(&op);
    for (Operation *op : llvm::reverse(ops))
      if (isOpTriviallyDead(op))
        op->erase();
  }

  SymbolTable *symbols = nullptr; ///< during the run
  llvm::StringMap<func::FuncOp> known;
  Operation *end = nullptr; ///< launches go before it
};

} // namespace
} // namespace ms
