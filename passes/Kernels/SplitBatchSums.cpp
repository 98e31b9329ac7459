//===- SplitBatchSums.cpp - Static loops in sums over a batch -------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_SPLITBATCHSUMS
#include "passes/Kernels/Passes.h.inc"

namespace {

/// Rows of the new loop: as many vectors fill a page, and more make no
/// difference.
constexpr int64_t kFewestRows = 16, kMostRows = 256;

/// A sum over the batch, with all that has the batch in it.
struct BatchSum {
  AffineDimExpr loop;
  SmallVector<BlockArgument> factors;
  int64_t multiple = 1; ///< rows for each of the batch
};

std::optional<BatchSum> findBatchSum(func::FuncOp kernel, GenericOp product) {
  SmallVector<unsigned> reduced;
  product.getReductionDims(reduced);
  SmallVector<int64_t> extents = loopExtents(product);
  auto dynamic = llvm::find_if(
      reduced, [&](unsigned k) { return ShapedType::isDynamic(extents[k]); });
  if (dynamic == reduced.end())
    return std::nullopt;
  BatchSum sum{
      cast<AffineDimExpr>(getAffineDimExpr(*dynamic, product.getContext())),
      {}};
  for (OpOperand &operand : product->getOpOperands()) {
    AffineMap map = product.getMatchingIndexingMap(&operand);
    if (!map.isFunctionOfDim(*dynamic))
      continue;
    auto factor = dyn_cast<BlockArgument>(operand.get());
    if (!factor || !factor.hasOneUse() || map.getResult(0) != sum.loop ||
        llvm::any_of(map.getResults().drop_front(), [&](AffineExpr expr) {
          return expr.isFunctionOfDim(*dynamic);
        }))
      return std::nullopt;
    auto multiple = kernel.getArgAttrOfType<IntegerAttr>(factor.getArgNumber(),
                                                         kBatchMultipleAttr);
    sum.multiple = multiple ? multiple.getInt() : 1;
    sum.factors.push_back(factor);
  }
  return sum;
}

struct SplitBatchSums : impl::SplitBatchSumsBase<SplitBatchSums> {
  void runOnOperation() override {
    KernelLaunches launches = findLaunches(getOperation());
    for (func::FuncOp kernel : findKernels(getOperation()))
      for (GenericOp product : findContractions(kernel)) {
        std::optional<BatchSum> sum = findBatchSum(kernel, product);
        if (!sum)
          continue;
        int64_t rows = std::min(kMostRows, sum->multiple);
        while (rows >= kFewestRows && sum->multiple % rows != 0)
          --rows;
        if (rows < kFewestRows)
          continue;
        splitFactors(kernel, *sum, rows, launches[kernel.getNameAttr()]);
        splitLoop(product, sum->loop);
      }
  }

private:
  static void splitFactors(func::FuncOp kernel, const BatchSum &sum,
                           int64_t rows, ArrayRef<LaunchOp> launches) {
    Builder attributes(kernel.getContext());
    for (BlockArgument factor : sum.factors) {
      auto type = cast<RankedTensorType>(factor.getType());
      SmallVector<int64_t> shape(type.getShape());
      shape.insert(shape.begin() + 1, rows);
      factor.setType(type.clone(shape));
      unsigned number = factor.getArgNumber();
      kernel.removeArgAttr(number, kBatchMultipleAttr);
      if (sum.multiple != rows)
        kernel.setArgAttr(number, kBatchMultipleAttr,
                          attributes.getIndexAttr(sum.multiple / rows));
      for (LaunchOp launch : launches) {
        OpBuilder b(launch);
        Value value = launch.getInputs()[number];
        auto given = cast<RankedTensorType>(value.getType());
        // The batch may be static here, though it is not in the kernel.
        shape[0] = given.isDynamicDim(0) ? ShapedType::kDynamic
                                         : given.getDimSize(0) / rows;
        Value view = makeView(b, launch.getLoc(), value, given.clone(shape));
        launch.getInputsMutable().slice(number, 1).assign(view);
      }
    }
    kernel.setFunctionType(FunctionType::get(
        kernel.getContext(), kernel.getBody().getArgumentTypes(),
        kernel.getFunctionType().getResults()));
  }

  /// The new loop is the last one.
  static void splitLoop(GenericOp product, AffineDimExpr loop) {
    unsigned inner = product.getNumLoops();
    SmallVector<AffineMap> maps;
    for (AffineMap map : product.getIndexingMapsArray()) {
      SmallVector<AffineExpr> exprs(map.getResults());
      if (map.isFunctionOfDim(loop.getPosition()))
        exprs.insert(exprs.begin() + 1,
                     getAffineDimExpr(inner, product.getContext()));
      maps.push_back(AffineMap::get(inner + 1, 0, exprs, product.getContext()));
    }
    SmallVector<utils::IteratorType> kinds = product.getIteratorTypesArray();
    kinds.push_back(utils::IteratorType::reduction);
    OpBuilder b(product);
    auto made = GenericOp::create(
        b, product.getLoc(), product->getResultTypes(), product.getInputs(),
        product.getOutputs(), maps, kinds);
    made->setDiscardableAttrs(product->getDiscardableAttrDictionary());
    made.getRegion().takeBody(product.getRegion());
    product->replaceAllUsesWith(made);
    product->erase();
  }
};

} // namespace
} // namespace ms
