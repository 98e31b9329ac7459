//===- PackOperands.cpp - Copies that contractions read end to end --------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Where the planner finds that a copy of a factor pays, that operand of the
// kernel becomes a packed tensor, made by a kernel of its own that is launched
// before. Which copies pay is decided in PlanContraction.cpp.
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/ParameterValues.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/LowerKernelsImpl.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_PACKOPERANDS
#include "passes/Kernels/Passes.h.inc"

namespace {

/// How a tensor is packed.
struct Layout {
  RankedTensorType type;         ///< of the copy
  SmallVector<AffineExpr> exprs; ///< its index, from that of the source
};

/// Blocks of dimension `lanes` of `size` elements, innermost; then the other
/// dimensions, `order`, the innermost last, then the number of the block,
/// outermost but for the batch.
Layout blockLayout(RankedTensorType type, unsigned lanes, int64_t size,
                   ArrayRef<unsigned> order) {
  Layout layout;
  SmallVector<int64_t> shape;
  AffineExpr lane = getAffineDimExpr(lanes, type.getContext());
  int64_t extent = type.getDimSize(lanes);
  auto add = [&](AffineExpr expr, int64_t dim) {
    layout.exprs.push_back(expr);
    shape.push_back(dim);
  };
  bool split = extent > size, isPlaced = !split;
  auto place = [&] {
    if (!std::exchange(isPlaced, true))
      add(lane.floorDiv(size), llvm::divideCeil(extent, size));
  };
  for (unsigned k : order) {
    if (!type.isDynamicDim(k))
      place();
    add(getAffineDimExpr(k, type.getContext()), type.getDimSize(k));
  }
  place();
  add(split ? lane % size : lane, split ? size : extent);
  layout.type = type.clone(shape);
  return layout;
}

/// Whether a copy would have all elements in the order of the source.
bool isSameOrder(const Layout &layout, RankedTensorType source) {
  // Dimensions of the source, each once, but for the lanes: their blocks.
  unsigned next = 0;
  for (AffineExpr expr : layout.exprs) {
    auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
    auto dim = cast<AffineDimExpr>(binary ? binary.getLHS() : expr);
    bool isBlock = binary && binary.getKind() == AffineExprKind::FloorDiv;
    if (dim.getPosition() != next)
      return false;
    next += !isBlock;
  }
  // A last block that is not full has room behind it.
  ArrayRef<int64_t> shape = layout.type.getShape();
  return shape.size() == static_cast<size_t>(source.getRank()) ||
         shape[shape.size() - 2] * shape.back() == source.getShape().back();
}

struct PackOperands : impl::PackOperandsBase<PackOperands> {
  using PackOperandsBase::PackOperandsBase;

  void runOnOperation() override {
    VectorTarget target = describeTarget(vectorBits, registers, fma);
    packKernels.clear();
    launches = findLaunches(getOperation());
    ParameterArguments prepared;
    if (prepares)
      prepared = ParameterArguments(getOperation());
    for (func::FuncOp kernel : findKernels(getOperation()))
      packOperand(kernel, target, prepared);
  }

private:
  void packOperand(func::FuncOp kernel, const VectorTarget &target,
                   const ParameterArguments &prepared) {
    GenericOp product = leadingContraction(kernel);
    if (!product)
      return;
    const Nest nest = nestOfContraction(product, maxBatch, prepared);
    auto choice = statedChoice(product, nest, target);
    if (failed(choice))
      return signalPassFailure();
    std::optional<OperandPacking> packing =
        planPacking(nest, target, *choice ? &**choice : nullptr);
    if (!packing)
      return;
    OpOperand &operand = product->getOpOperand(packing->operand);
    auto argument = dyn_cast<BlockArgument>(operand.get());
    if (!argument || mayBeOverwritten(kernel, argument.getArgNumber())) {
      remark::missed(product.getLoc(), remark::RemarkOpts::name("packing")
                                           .category("mindir-kernels")
                                           .function(kernel.getName()))
          << remark::reason("operand {0} should be packed, but {1}",
                            packing->operand,
                            argument ? "a result takes its buffer"
                                     : "is computed in the kernel");
      return;
    }

    AffineMap map = product.getMatchingIndexingMap(&operand);
    std::optional<unsigned> lanes =
        map.getResultPosition(getAffineDimExpr(packing->loop, &getContext()));
    if (!lanes || !readsLanes(argument, *lanes))
      return;
    auto source = cast<RankedTensorType>(argument.getType());
    // The batch stays outermost; then what has no loop of its own.
    auto place = [&](unsigned dim) -> int64_t {
      if (source.isDynamicDim(dim))
        return -2;
      auto found = llvm::find_if(packing->order, [&](unsigned loop) {
        return map.getResult(dim).isFunctionOfDim(loop);
      });
      return found == packing->order.end() ? -1
                                           : found - packing->order.begin();
    };
    SmallVector<unsigned> order;
    for (unsigned dim = 0; dim < source.getRank(); ++dim)
      if (dim != *lanes)
        order.push_back(dim);
    llvm::sort(order, [&](unsigned a, unsigned b) {
      return std::pair(place(a), a) < std::pair(place(b), b);
    });
    Layout layout = blockLayout(source, *lanes, packing->block, order);
    // The batch is outermost, blocks are innermost: that may be as it was.
    if (isSameOrder(layout, source))
      return;

    unsigned number = argument.getArgNumber();
    auto multiple =
        kernel.getArgAttrOfType<IntegerAttr>(number, kBatchMultipleAttr);
    func::FuncOp pack = packKernel(source, layout, multiple, product.getLoc());
    for (LaunchOp launch : launches[kernel.getNameAttr()]) {
      OpBuilder b(launch);
      Value value = launch.getInputs()[number];
      auto copy = LaunchOp::create(b, launch.getLoc(), layout.type,
                                   pack.getName(), value);
      launch.getInputsMutable().slice(number, 1).assign(copy.getResult(0));
    }

    argument.setType(layout.type);
    AffineMap copied =
        AffineMap::get(source.getRank(), 0, layout.exprs, &getContext());
    for (OpOperand &use : argument.getUses()) {
      auto reader = cast<GenericOp>(use.getOwner());
      SmallVector<AffineMap> maps = reader.getIndexingMapsArray();
      // The copy's index is in dimensions of the source, which are loops.
      AffineMap &read = maps[use.getOperandNumber()];
      read = copied.compose(read);
      reader.setIndexingMapsAttr(
          Builder(&getContext()).getAffineMapArrayAttr(maps));
    }
    kernel.setFunctionType(
        FunctionType::get(&getContext(), kernel.getBody().getArgumentTypes(),
                          kernel.getFunctionType().getResults()));
  }

  /// The contraction of a kernel with the most products; the others fill the
  /// rest of its result.
  GenericOp leadingContraction(func::FuncOp kernel) {
    GenericOp found;
    double most = 0;
    for (auto op : kernel.getBody().front().getOps<GenericOp>()) {
      if (classify(op) != GenericKind::Contraction)
        continue;
      double products = 1;
      for (const NestLoop &loop : loopsOf(op, maxBatch))
        products *= static_cast<double>(loop.bound);
      if (products > most) {
        found = op;
        most = products;
      }
    }
    return found;
  }

  /// Whether all that read the argument are contractions with a loop along
  /// dimension `lanes` of it.
  static bool readsLanes(BlockArgument argument, unsigned lanes) {
    return llvm::all_of(argument.getUses(), [&](OpOperand &use) {
      auto op = dyn_cast<GenericOp>(use.getOwner());
      return op && classify(op) == GenericKind::Contraction &&
             op.isDpsInput(&use) &&
             isa<AffineDimExpr>(
                 op.getMatchingIndexingMap(&use).getResult(lanes));
    });
  }

  /// The kernel that copies `source` into `layout`.
  func::FuncOp packKernel(RankedTensorType source, const Layout &layout,
                          IntegerAttr multiple, Location loc) {
    AffineMap map =
        AffineMap::get(source.getRank(), 0, layout.exprs, &getContext());
    func::FuncOp &known =
        packKernels[{source, AffineMapAttr::get(map), multiple}];
    if (known) {
      known.walk([&](Operation *op) {
        op->setLoc(FusedLoc::get(&getContext(), {op->getLoc(), loc}));
      });
      return known;
    }
    ImplicitLocOpBuilder b(loc, &getContext());
    auto kernel = func::FuncOp::create(
        b, "pack", b.getFunctionType({source}, {layout.type}));
    kernel.setPrivate();
    kernel->setAttr(kKernelAttr, b.getUnitAttr());
    if (multiple) {
      kernel.setArgAttr(0, kBatchMultipleAttr, multiple);
      kernel.setResultAttr(0, kBatchMultipleAttr, multiple);
    }
    Block *entry = kernel.addEntryBlock();
    b.setInsertionPointToStart(entry);
    SmallVector<Value> dynamic;
    if (!layout.type.hasStaticShape()) {
      Value extent = RowsOp::create(b, b.getIndexType());
      if (multiple)
        extent = arith::MulIOp::create(
            b, extent, arith::ConstantIndexOp::create(b, multiple.getInt()));
      dynamic.push_back(extent);
    }
    Value empty = tensor::EmptyOp::create(b, layout.type, dynamic);
    SmallVector<utils::IteratorType> kinds(source.getRank(),
                                           utils::IteratorType::parallel);
    auto copy = GenericOp::create(
        b, TypeRange{layout.type}, ValueRange{entry->getArgument(0)},
        ValueRange{empty},
        ArrayRef{b.getMultiDimIdentityMap(source.getRank()), map}, kinds,
        [](OpBuilder &inner, Location at, ValueRange arguments) {
          linalg::YieldOp::create(inner, at, arguments[0]);
        });
    copy->setAttr(kOpNameAttr, b.getStringAttr("pack"));
    func::ReturnOp::create(b, copy.getResults());
    SymbolTable(getOperation()).insert(kernel);
    return known = kernel;
  }

  llvm::DenseMap<std::tuple<Type, Attribute, Attribute>, func::FuncOp>
      packKernels;
  KernelLaunches launches;
};

} // namespace
} // namespace ms
