//===- Decompose.cpp - Composite ops as elementwise ops and reductions ----===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Decides the formula of every composite op. Windows (convolution, pooling)
// only lose their padding here, which becomes a mindir.pad of their operand.
//
//===----------------------------------------------------------------------===//

#include "passes/Transforms/DecomposeImpl.h"
#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/Ops/Loss.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_DECOMPOSE
#include "passes/Transforms/Passes.h.inc"

Formula::Formula(Operation *op, PatternRewriter &rewriter)
    : b(op->getLoc(), rewriter), op(op), rewriter(rewriter),
      name(op->getAttrOfType<StringAttr>(kOpNameAttr)) {
  // A loss and its gradient share their parts: those have one name.
  if (!name)
    name = b.getStringAttr(isa<SparseSoftmaxCrossEntropyGradOp>(op)
                               ? StringRef("sparse_softmax_cross_entropy")
                               : op->getName().stripDialect());
}

namespace {

//===----------------------------------------------------------------------===//
// Reductions, softmax, shapes
//===----------------------------------------------------------------------===//

/// The sum of f16 may be infinite where the mean is not: f32 until the end.
LogicalResult decompose(ReduceMeanOp op, Formula &f) {
  Value x = f.widen(op.getX());
  Value sum = f.make<ReduceSumOp>(x, op.getAxisAttr(), op.getKeepDimsAttr());
  Value count = f.make<ExtentOp>(
      x, op.getAxisAttr(),
      TypeAttr::get(cast<RankedTensorType>(x.getType()).getElementType()));
  return f.replace(f.narrow(f.div(sum, count), op.getType()));
}

LogicalResult decompose(BiasAddGradOp op, Formula &f) {
  SmallVector<int64_t> axes;
  for (int64_t k = 0, e = op.getDy().getType().getRank(); k < e; ++k)
    if (k != 1)
      axes.push_back(k);
  return f.replace(
      f.make<ReduceSumOp>(op.getDy(), f.ints(axes), f.flag(false)));
}

LogicalResult decompose(SoftmaxOp op, Formula &f) {
  Exponentials e(f.widen(op.getX()), op.getAxis(), f);
  return f.replace(f.narrow(f.div(e.exp, e.sum), op.getType()));
}

LogicalResult decompose(LogSoftmaxOp op, Formula &f) {
  Exponentials e(f.widen(op.getX()), op.getAxis(), f);
  Value y = f.sub(e.shifted, f.make<LogOp>(e.sum));
  return f.replace(f.narrow(y, op.getType()));
}

/// The shape is in the type; the other tensor is not needed for it.
LogicalResult decompose(ReshapeLikeOp op, Formula &f) {
  SmallVector<int64_t> shape(op.getType().getShape());
  for (int64_t &extent : shape)
    if (ShapedType::isDynamic(extent))
      extent = -1;
  return f.replace(f.make<ReshapeOp>(op.getX(), f.ints(shape)));
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

void addFormulas(RewritePatternSet &set) {
  addFormula<ReduceMeanOp, decompose>(set);
  addFormula<BiasAddGradOp, decompose>(set);
  addFormula<SoftmaxOp, decompose>(set);
  addFormula<LogSoftmaxOp, decompose>(set);
  addFormula<ReshapeLikeOp, decompose>(set);
  addWindowPatterns(set);
  addActivationFormulas(set);
  addElementaryFormulas(set);
  addImageFormulas(set);
  addIndexFormulas(set);
  addLossFormulas(set);
  addNormFormulas(set);
  addProductFormulas(set);
  addRecurrentFormulas(set);
  addReductionFormulas(set);
  addSamplingFormulas(set);
  addShapeFormulas(set);
  addUpdateFormulas(set);
}

GreedyRewriteConfig rewriteConfig() {
  GreedyRewriteConfig config;
  config.setMaxNumRewrites(1000000)
      .setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled)
      .enableConstantCSE(false);
  return config;
}

struct Decompose : impl::DecomposeBase<Decompose> {
  using DecomposeBase::DecomposeBase;

  LogicalResult initialize(MLIRContext *context) override {
    RewritePatternSet set(context);
    addFormulas(set);
    patterns = std::move(set);
    return success();
  }

  void runOnOperation() override {
    // No pattern makes an op that it matches again: few rounds suffice.
    if (failed(
            applyPatternsGreedily(getOperation(), patterns, rewriteConfig())))
      signalPassFailure();
  }

  FrozenRewritePatternSet patterns;
};

} // namespace

void decomposeOps(func::FuncOp function,
                  llvm::function_ref<bool(Operation *)> isComposite) {
  RewritePatternSet set(function.getContext());
  addFormulas(set);
  FrozenRewritePatternSet patterns(std::move(set));
  GreedyRewriteConfig config = rewriteConfig();
  config.enableFolding(false).setStrictness(
      GreedyRewriteStrictness::ExistingOps);
  // A formula may have composite ops in it.
  for (bool changed = true; changed;) {
    SmallVector<Operation *> ops;
    function.walk([&](Operation *op) {
      if (op != function && isComposite(op))
        ops.push_back(op);
    });
    (void)applyOpPatternsGreedily(ops, patterns, config, &changed);
  }
}

} // namespace ms
