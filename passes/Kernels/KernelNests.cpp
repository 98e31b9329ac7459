//===- KernelNests.cpp - A kernel as nests of loops -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Kernels/KernelNests.h"

#include "passes/Analysis/GenericKinds.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "lib/Support/Diagnostics.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IntegerSet.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {

SmallVector<LinearForm> Nest::identity() const {
  SmallVector<LinearForm> forms;
  for (unsigned k = 0; k < numLoops(); ++k)
    forms.push_back(LinearForm::loop(numLoops(), k));
  return forms;
}

const NestReduction *Nest::findContraction() const {
  for (const NestReduction &reduction : reductions)
    if (reduction.isContraction)
      return &reduction;
  return nullptr;
}

Value KernelNests::getBuffer(Value tensor) {
  if (auto cast = tensor.getDefiningOp<UnrealizedConversionCastOp>())
    tensor = cast.getInputs()[0];
  if (auto read = tensor.getDefiningOp<bufferization::ToTensorOp>())
    return read.getBuffer();
  return nullptr;
}

/// Where a result goes. Booleans and unsigned integers are stored in another
/// type: the buffer stands under a cast.
static Value destination(bufferization::MaterializeInDestinationOp store) {
  Value buffer = store.getDest();
  if (auto cast = buffer.getDefiningOp<UnrealizedConversionCastOp>())
    return cast.getInputs()[0];
  return buffer;
}

FailureOr<SmallVector<LinearForm>> loopsAt(GenericOp op, const Point &point,
                                           unsigned numDims) {
  AffineMap map = op.getIndexingMapMatchingResult(op->getResult(0));
  SmallVector<LinearForm> forms(op.getNumLoops(), LinearForm(numDims));
  SmallVector<bool> known(op.getNumLoops(), false);
  for (auto [expr, form] : llvm::zip(map.getResults(), point)) {
    if (isa<AffineConstantExpr>(expr))
      continue;
    // Blocks of a loop, and the place in one: the loop itself.
    if (auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
        binary && form.blockSize) {
      unsigned loop = cast<AffineDimExpr>(binary.getLHS()).getPosition();
      forms[loop] = LinearForm::loop(numDims, form.blockLoop);
      known[loop] = true;
      continue;
    }
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim)
      return failure();
    forms[dim.getPosition()] = form;
    known[dim.getPosition()] = true;
  }
  SmallVector<int64_t> extents = loopExtents(op);
  for (unsigned k = 0; k < extents.size(); ++k)
    if (!known[k] && extents[k] != 1)
      return failure();
  return forms;
}

namespace {

bool isReduction(GenericOp op) {
  GenericKind kind = classify(op);
  return kind == GenericKind::Reduction || kind == GenericKind::Contraction;
}

int64_t statedMultiple(BlockArgument argument) {
  auto kernel = cast<func::FuncOp>(argument.getOwner()->getParentOp());
  auto stated = kernel.getArgAttrOfType<IntegerAttr>(argument.getArgNumber(),
                                                     kBatchMultipleAttr);
  return stated ? stated.getInt() : 1;
}

/// Rows of a dynamic tensor per row of the batch.
int64_t multipleOf(Value tensor) {
  if (Value buffer = KernelNests::getBuffer(tensor))
    return statedMultiple(cast<BlockArgument>(buffer));
  if (auto argument = dyn_cast<BlockArgument>(tensor))
    return statedMultiple(argument);
  if (auto generic = tensor.getDefiningOp<GenericOp>())
    return multipleOf(generic.getDpsInits()[0]);
  if (auto fill = tensor.getDefiningOp<linalg::FillOp>())
    return multipleOf(fill.getOutputs()[0]);
  auto empty = tensor.getDefiningOp<tensor::EmptyOp>();
  if (!empty || empty.getDynamicSizes().empty())
    return 1;
  APInt factor;
  if (auto product = empty.getDynamicSizes()[0].getDefiningOp<arith::MulIOp>())
    if (matchPattern(product.getRhs(), m_ConstantInt(&factor)))
      return factor.getSExtValue();
  return 1;
}

int64_t dynamicMultiple(GenericOp op, unsigned loop) {
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = cast<RankedTensorType>(operand.get().getType());
    AffineMap map = op.getMatchingIndexingMap(&operand);
    if (type.getRank() > 0 && type.isDynamicDim(0))
      if (auto dim = dyn_cast<AffineDimExpr>(map.getResult(0)))
        if (dim.getPosition() == loop)
          return multipleOf(operand.get());
  }
  return 1;
}

} // namespace

SmallVector<NestLoop> loopsOf(GenericOp op, int64_t maxRows) {
  SmallVector<NestLoop> loops;
  SmallVector<int64_t> extents = loopExtents(op);
  for (auto [k, kind] : llvm::enumerate(op.getIteratorTypesArray())) {
    NestLoop loop;
    loop.extent = loop.bound = extents[k];
    if (ShapedType::isDynamic(loop.extent)) {
      loop.multiple = dynamicMultiple(op, k);
      loop.bound = loop.multiple * maxRows;
    }
    loop.reduces = kind == utils::IteratorType::reduction;
    loop.parallel = !loop.reduces;
    loops.push_back(loop);
  }
  return loops;
}

namespace {

/// The loops of a nest that `op`'s loops stand for, in order; loops of extent 1
/// stay at 0. Fails if there is no one-to-one match.
FailureOr<SmallVector<LinearForm>>
matchLoops(GenericOp op, ArrayRef<LinearForm> forms, unsigned numDims) {
  SmallVector<LinearForm> result;
  size_t next = 0;
  for (int64_t extent : loopExtents(op)) {
    if (extent == 1) {
      result.push_back(LinearForm(numDims));
      continue;
    }
    if (next == forms.size())
      return failure();
    result.push_back(forms[next++]);
  }
  if (next != forms.size())
    return failure();
  return result;
}

/// Reads what a contraction says of its zeros.
void boundSum(Nest &nest, GenericOp product) {
  auto set = product->getAttrOfType<IntegerSetAttr>(kNonzeroAttr);
  if (!set)
    return;
  SmallVector<LinearForm> loops = reductionLoops(nest, product);
  for (AffineExpr expr : set.getValue().getConstraints())
    nest.nonzero.push_back(evaluate(expr, loops, nest.numLoops()));
}

/// Loop indices of the nest, without loops of extent 1.
SmallVector<LinearForm> longLoops(const Nest &nest) {
  SmallVector<LinearForm> forms;
  for (unsigned k = 0; k < nest.numLoops(); ++k)
    if (nest.loops[k].extent != 1)
      forms.push_back(LinearForm::loop(nest.numLoops(), k));
  return forms;
}

class Analysis {
public:
  explicit Analysis(func::FuncOp kernel) : result{kernel, {}, false} {}

  FailureOr<KernelNests> run() {
    Block &body = result.kernel.getBody().front();
    SmallVector<bufferization::MaterializeInDestinationOp> roots(
        body.getOps<bufferization::MaterializeInDestinationOp>());
    if (roots.empty())
      return fail() << "it stores nothing";
    findMaxRows();
    GenericOp first = roots[0].getSource().getDefiningOp<GenericOp>();
    if (!first)
      return fail() << "a result is made by no generic";
    bool isChain =
        classify(first) == GenericKind::Scatter ||
        first.getDpsInits()[0].getDefiningOp<GenericOp>() ||
        (classify(first) == GenericKind::Contraction && !coversResult(first));
    LogicalResult done = success();
    if (isChain && roots.size() == 1) {
      done = addChain(first, destination(roots[0]));
    } else {
      Nest nest;
      done = fillNest(nest, roots);
      result.nests.push_back(std::move(nest));
    }
    if (failed(done))
      return failure();
    for (Nest &nest : result.nests)
      result.hasContraction |= nest.findContraction() != nullptr;
    return std::move(result);
  }

private:
  InFlightDiagnostic fail() {
    return emitCodedError(result.kernel.getLoc(), Code::KernelForm)
           << "kernel '" << result.kernel.getName() << "': ";
  }

  /// Buffers are as large as the largest batch: that bounds dynamic loops.
  /// Where no buffer has the batch, the kernel says how large it is.
  void findMaxRows() {
    if (auto stated = result.kernel->getAttrOfType<IntegerAttr>(kMaxRowsAttr))
      maxRows = stated.getInt();
    for (Operation &op : result.kernel.getBody().front()) {
      for (Value value : op.getResults()) {
        auto type = dyn_cast<RankedTensorType>(value.getType());
        Value buffer = KernelNests::getBuffer(value);
        if (!type || type.hasStaticShape() || !buffer)
          continue;
        maxRows = cast<MemRefType>(buffer.getType()).getDimSize(0) /
                  multipleOf(value);
      }
      if (auto store = dyn_cast<bufferization::MaterializeInDestinationOp>(op))
        if (auto type = cast<RankedTensorType>(store.getSource().getType());
            !type.hasStaticShape())
          maxRows = cast<MemRefType>(store.getDest().getType()).getDimSize(0) /
                    multipleOf(store.getSource());
    }
  }

  //===--------------------------------------------------------------------===//
  // Loops
  //===--------------------------------------------------------------------===//

  SmallVector<NestLoop> loopsOf(GenericOp op) {
    return ms::loopsOf(op, maxRows);
  }

  //===--------------------------------------------------------------------===//
  // Phases
  //===--------------------------------------------------------------------===//

  /// Reductions that `tensor` is computed from, through elementwise generics.
  unsigned phaseOf(const Nest &nest, Value tensor) {
    auto op = tensor.getDefiningOp<GenericOp>();
    if (!op)
      return 0;
    for (const NestReduction &reduction : nest.reductions)
      if (reduction.op == op)
        return reduction.phase + 1;
    unsigned phase = 0;
    for (auto [k, input] : llvm::enumerate(op.getDpsInputs()))
      if (isRead(op, k))
        phase = std::max(phase, phaseOf(nest, input));
    return phase;
  }

  void addReductions(Nest &nest, ArrayRef<GenericOp> ops) {
    for (GenericOp op : ops) {
      NestReduction reduction{op, 0, classify(op) == GenericKind::Contraction};
      for (auto [k, input] : llvm::enumerate(op.getDpsInputs()))
        if (isRead(op, k))
          reduction.phase = std::max(reduction.phase, phaseOf(nest, input));
      nest.reductions.push_back(reduction);
      nest.numPhases = std::max(nest.numPhases, reduction.phase + 1);
      if (reduction.isContraction)
        boundSum(nest, op);
    }
  }

  /// Reductions that `values` are computed from, in program order.
  SmallVector<GenericOp> reachableReductions(ValueRange values) {
    llvm::SmallPtrSet<Operation *, 16> seen;
    SmallVector<Value> work(values);
    while (!work.empty()) {
      auto op = work.pop_back_val().getDefiningOp<GenericOp>();
      if (op && seen.insert(op).second)
        for (auto [k, input] : llvm::enumerate(op.getDpsInputs()))
          if (isRead(op, k))
            work.push_back(input);
    }
    SmallVector<GenericOp> found;
    for (auto op : result.kernel.getBody().front().getOps<GenericOp>())
      if (seen.contains(op) && isReduction(op))
        found.push_back(op);
    return found;
  }

  //===--------------------------------------------------------------------===//
  // One nest for all results
  //===--------------------------------------------------------------------===//

  LogicalResult
  fillNest(Nest &nest,
           ArrayRef<bufferization::MaterializeInDestinationOp> roots) {
    SmallVector<Value> sources;
    for (auto root : roots)
      sources.push_back(root.getSource());
    SmallVector<GenericOp> reductions = reachableReductions(sources);
    auto anchor = reductions.empty() ? sources[0].getDefiningOp<GenericOp>()
                                     : reductions.front();
    nest.loops = loopsOf(anchor);
    addReductions(nest, reductions);
    SmallVector<LinearForm> all = longLoops(nest);
    for (GenericOp op : reductions)
      if (failed(matchLoops(op, all, nest.numLoops())))
        return fail() << "its reductions run over different loops";
    // A row: where the result of the reductions stands.
    SmallVector<LinearForm> rowLoops;
    if (reductions.empty()) {
      rowLoops = all;
    } else {
      auto result = cast<OpResult>(anchor.getResult(0));
      Point row = evaluate(anchor.getIndexingMapMatchingResult(result),
                           nest.identity(), nest.numLoops());
      for (auto [form, extent] :
           llvm::zip(row, cast<RankedTensorType>(result.getType()).getShape()))
        if (extent != 1)
          rowLoops.push_back(form);
    }

    for (auto root : roots) {
      auto maker = root.getSource().getDefiningOp<GenericOp>();
      if (!maker)
        return fail() << "a result is made by no generic";
      NestStore store;
      store.tensor = root.getSource();
      store.buffer = destination(root);
      FailureOr<SmallVector<LinearForm>> loops = failure();
      if (isReduction(maker)) {
        loops = matchLoops(maker, all, nest.numLoops());
      } else {
        loops = matchLoops(maker, rowLoops, nest.numLoops());
        if (failed(loops)) {
          loops = matchLoops(maker, all, nest.numLoops());
          store.full = true;
          store.phase = phaseOf(nest, store.tensor);
          nest.numPhases = std::max(nest.numPhases, store.phase + 1);
        }
      }
      if (failed(loops))
        return fail() << "its results do not share their loops";
      auto index = cast<OpResult>(store.tensor);
      store.point = evaluate(maker.getIndexingMapMatchingResult(index), *loops,
                             nest.numLoops());
      store.place = flatten(store.point,
                            cast<MemRefType>(store.buffer.getType()).getShape(),
                            nest.numLoops());
      nest.stores.push_back(std::move(store));
    }
    return success();
  }

  //===--------------------------------------------------------------------===//
  // Several nests that fill one result
  //===--------------------------------------------------------------------===//

  LogicalResult addChain(GenericOp last, Value buffer) {
    SmallVector<GenericOp> links;
    Value start;
    for (GenericOp op = last; op; op = start.getDefiningOp<GenericOp>()) {
      links.push_back(op);
      start = op.getDpsInits()[0];
    }
    std::reverse(links.begin(), links.end());
    auto shape = cast<MemRefType>(buffer.getType()).getShape();
    auto fill = start.getDefiningOp<linalg::FillOp>();
    if (fill && !covers(links, shape))
      result.nests.push_back(startNest(start, buffer));
    for (GenericOp link : links) {
      Nest nest;
      nest.loops = loopsOf(link);
      SmallVector<Value> inputs(link.getDpsInputs());
      bool isProduct = classify(link) == GenericKind::Contraction;
      SmallVector<GenericOp> reductions;
      if (isProduct)
        reductions.push_back(link);
      else
        reductions = reachableReductions(inputs);
      addReductions(nest, reductions);
      NestStore store;
      store.tensor = link.getResult(0);
      store.buffer = buffer;
      store.point = evaluate(
          link.getIndexingMapMatchingResult(cast<OpResult>(link.getResult(0))),
          nest.identity(), nest.numLoops());
      store.place = flatten(store.point, shape, nest.numLoops());
      if (!isProduct) {
        store.scatter = link;
        store.accumulates = !link.getRegionOutputArgs()[0].use_empty();
        for (unsigned k = 0; k < nest.numLoops(); ++k)
          nest.loops[k].reduces = false;
        if (!reductions.empty()) {
          store.full = true;
          store.phase = phaseOf(nest, reductions.back()->getResult(0));
          nest.numPhases = std::max(nest.numPhases, store.phase + 1);
          for (auto [k, kind] :
               llvm::enumerate(reductions[0].getIteratorTypesArray()))
            if (kind == utils::IteratorType::reduction)
              nest.loops[k].reduces = true;
        }
      }
      nest.stores.push_back(std::move(store));
      result.nests.push_back(std::move(nest));
    }
    shareLoops(shape);
    return success();
  }

  /// Stores the initial value everywhere.
  Nest startNest(Value start, Value buffer) {
    auto type = cast<RankedTensorType>(start.getType());
    Nest nest;
    for (auto [k, extent] : llvm::enumerate(type.getShape())) {
      NestLoop loop;
      loop.extent = loop.bound = extent;
      if (ShapedType::isDynamic(extent)) {
        loop.multiple = multipleOf(start);
        loop.bound = loop.multiple * maxRows;
      }
      loop.parallel = true;
      nest.loops.push_back(loop);
    }
    NestStore store;
    store.tensor = start;
    store.buffer = buffer;
    store.point = Point(nest.identity());
    store.place =
        flatten(store.point, cast<MemRefType>(buffer.getType()).getShape(),
                nest.numLoops());
    nest.stores.push_back(std::move(store));
    return nest;
  }

  /// Whether the links write every element once: they never meet, so counting
  /// is enough.
  bool covers(ArrayRef<GenericOp> links, ArrayRef<int64_t> shape) {
    int64_t written = 0, elements = 1;
    for (int64_t extent : shape)
      elements *= extent;
    for (GenericOp link : links) {
      bool isProduct = classify(link) == GenericKind::Contraction;
      if (!isProduct && link.getNumReductionLoops() > 0)
        return false; // writes places more than once
      int64_t count = 1;
      for (const NestLoop &loop : loopsOf(link))
        if (!loop.reduces)
          count *= loop.bound;
      written += count;
    }
    return written == elements;
  }

  /// Leading dimensions of the result that every nest walks with a loop of its
  /// own can be stepped together, and side by side.
  void shareLoops(ArrayRef<int64_t> shape) {
    if (result.nests.size() < 2)
      return;
    bool products = llvm::any_of(result.nests, [](Nest &nest) {
      return nest.findContraction() != nullptr;
    });
    // The register tile of a contraction wants the other dimensions.
    size_t most = products ? 1 : shape.size();
    for (size_t k = 0; k < most; ++k) {
      if (shape[k] == 1)
        continue;
      SmallVector<unsigned> loops;
      for (Nest &nest : result.nests) {
        std::optional<unsigned> loop =
            soleLoop(nest, nest.stores[0].point[k], shape[k]);
        if (!loop)
          return;
        loops.push_back(*loop);
      }
      for (auto [nest, loop] : llvm::zip(result.nests, loops))
        nest.shared.push_back(loop);
    }
  }

  /// The loop that `form` is, if it is one parallel loop over `extent`. A
  /// scatter may walk the places of a window with the loop of its reduction:
  /// that one is not parallel for both.
  static std::optional<unsigned>
  soleLoop(const Nest &nest, const LinearForm &form, int64_t extent) {
    std::optional<unsigned> found;
    if (form.constant != 0)
      return std::nullopt;
    for (unsigned k = 0; k < nest.numLoops(); ++k) {
      if (form.coeffs[k] == 0 || nest.loops[k].extent == 1)
        continue;
      if (found || form.coeffs[k] != 1)
        return std::nullopt;
      found = k;
    }
    if (!found || nest.loops[*found].bound != extent ||
        !nest.loops[*found].parallel || nest.loops[*found].reduces)
      return std::nullopt;
    return found;
  }

  KernelNests result;
  int64_t maxRows = 1;
};

} // namespace

SmallVector<LinearForm> reductionLoops(const Nest &nest, GenericOp op) {
  // The analysis has found that they match.
  return *matchLoops(op, longLoops(nest), nest.numLoops());
}

Nest nestOfContraction(GenericOp op, int64_t maxBatch,
                       const ParameterArguments &prepared) {
  Nest nest;
  nest.loops = loopsOf(op, maxBatch);
  NestReduction reduction{op, 0, true};
  nest.reductions.push_back(reduction);
  nest.numPhases = 1;
  boundSum(nest, op);
  auto kernel = op->getParentOfType<func::FuncOp>();
  for (OpOperand *operand : op.getDpsInputOperands())
    if (auto argument = dyn_cast<BlockArgument>(operand->get());
        argument && argument.getOwner()->isEntryBlock() &&
        prepared.contains(kernel, argument.getArgNumber()))
      nest.prepared.push_back(operand->getOperandNumber());
  return nest;
}

FailureOr<KernelNests> analyzeKernel(func::FuncOp kernel) {
  return Analysis(kernel).run();
}

} // namespace ms
