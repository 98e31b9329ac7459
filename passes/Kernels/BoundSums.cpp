//===- BoundSums.cpp - Where the products of a sum are zero ---------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/Borders.h"
#include "passes/Analysis/GenericKinds.h"
#include "passes/Analysis/Storage.h"
#include "passes/Kernels/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"

#include "mlir/IR/IntegerSet.h"

using namespace mlir;
using namespace ms::mindir;
using linalg::GenericOp;

namespace ms {
#define GEN_PASS_DEF_BOUNDSUMS
#include "passes/Kernels/Passes.h.inc"

namespace {

struct BoundSums : impl::BoundSumsBase<BoundSums> {
  void runOnOperation() override {
    SymbolTableCollection symbols;
    KernelLaunches launches = findLaunches(getOperation());
    for (func::FuncOp kernel : findKernels(getOperation()))
      for (GenericOp product : findContractions(kernel))
        bound(product, launches[kernel.getNameAttr()], symbols);
  }

private:
  static void bound(GenericOp product, ArrayRef<LaunchOp> launches,
                    SymbolTableCollection &symbols) {
    SmallVector<AffineExpr> constraints;
    for (OpOperand *operand : product.getDpsInputOperands()) {
      auto argument = dyn_cast<BlockArgument>(operand->get());
      if (!argument || !isRead(product, operand->getOperandNumber()))
        continue;
      std::optional<Border> border =
          commonBorder(argument.getArgNumber(), launches, symbols);
      if (!border)
        continue;
      AffineMap map = product.getMatchingIndexingMap(operand);
      ArrayRef<int64_t> shape =
          cast<RankedTensorType>(argument.getType()).getShape();
      for (auto [k, expr] : llvm::enumerate(map.getResults())) {
        // What has one loop only never meets another number of zeros.
        if (!isWindow(product, expr))
          continue;
        auto add = [&](AffineExpr constraint) {
          constraints.push_back(
              simplifyAffineExpr(constraint, product.getNumLoops(), 0));
        };
        if (border->before[k] > 0)
          add(expr - border->before[k]);
        if (border->after[k] > 0)
          add(shape[k] - border->after[k] - 1 - expr);
      }
    }
    if (constraints.empty())
      return;
    SmallVector<bool> equalities(constraints.size(), false);
    product->setAttr(kNonzeroAttr,
                     IntegerSetAttr::get(IntegerSet::get(
                         product.getNumLoops(), 0, constraints, equalities)));
  }

  /// The border of operand `number` in all launches of a kernel.
  static std::optional<Border> commonBorder(unsigned number,
                                            ArrayRef<LaunchOp> launches,
                                            SymbolTableCollection &symbols) {
    std::optional<Border> common;
    for (LaunchOp launch : launches) {
      std::optional<Border> border =
          borderOf(launch.getInputs()[number], symbols);
      if (!border)
        return std::nullopt;
      if (common)
        common->intersect(*border);
      else
        common = border;
    }
    return common;
  }

  static std::optional<Border> borderOf(Value value,
                                        SymbolTableCollection &symbols) {
    auto launch = value.getDefiningOp<LaunchOp>();
    if (!launch)
      return std::nullopt;
    func::FuncOp maker = getKernel(launch, symbols);
    if (!maker || maker.isExternal())
      return std::nullopt;
    Value returned = maker.getBody().front().getTerminator()->getOperand(
        cast<OpResult>(value).getResultNumber());
    auto generic = returned.getDefiningOp<GenericOp>();
    return generic ? ms::borderOf(generic) : std::nullopt;
  }

  /// Whether `expr` is a loop of the result and one of the sum, together.
  static bool isWindow(GenericOp product, AffineExpr expr) {
    unsigned sums = 0, others = 0;
    for (auto [loop, kind] : llvm::enumerate(product.getIteratorTypesArray()))
      if (expr.isFunctionOfDim(loop))
        ++(kind == utils::IteratorType::reduction ? sums : others);
    return sums == 1 && others == 1;
  }
};

} // namespace
} // namespace ms
