//===- FoldBatchNorm.cpp - Normalization as part of the weights -----------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "passes/Analysis/ParameterValues.h"
#include "passes/Transforms/DecomposeImpl.h"
#include "passes/Transforms/Passes.h"

#include "dialects/MindIR/MindIRDialect.h"
#include "dialects/MindIR/Ops/Norm.h"

#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace ms::mindir;

namespace ms {
#define GEN_PASS_DEF_FOLDBATCHNORM
#include "passes/Transforms/Passes.h.inc"

namespace {

/// A product whose weights can take a factor per channel of its result.
struct Product {
  Operation *op = nullptr;
  unsigned weight = 1;  ///< operand
  int64_t channels = 0; ///< dimension of the weights

  static std::optional<Product> of(Operation *op) {
    if (isa_and_present<Conv2DOp>(op))
      return Product{op};
    auto product = dyn_cast_if_present<MatMulOp>(op);
    if (!product)
      return std::nullopt;
    return Product{op, 1, product.getTransposeB() ? 0 : 1};
  }
};

struct FoldBatchNorm : impl::FoldBatchNormBase<FoldBatchNorm> {
  using FoldBatchNormBase::FoldBatchNormBase;

  void runOnOperation() override {
    ParameterValues fixed(getOperation());
    SmallVector<BatchNormOp> ops;
    getOperation().walk([&](BatchNormOp op) { ops.push_back(op); });
    for (BatchNormOp op : ops)
      fold(op, fixed);
  }

private:
  static void fold(BatchNormOp op, const ParameterValues &fixed) {
    // A bias may stand between.
    Value x = op.getX();
    auto added = x.getDefiningOp<BiasAddOp>();
    if (added && (!x.hasOneUse() || !fixed.contains(added.getBias())))
      return;
    Value y = added ? added.getX() : x;
    std::optional<Product> product = Product::of(y.getDefiningOp());
    if (!product || !y.hasOneUse())
      return;
    Value weight = product->op->getOperand(product->weight);
    if (!fixed.contains(weight) ||
        !llvm::all_of(op->getOperands().drop_front(),
                      [&](Value value) { return fixed.contains(value); }))
      return;
    // Narrow weights would lose digits of the factor.
    auto type = cast<RankedTensorType>(x.getType());
    if (type.getElementTypeBitWidth() < 32)
      return;

    PatternRewriter rewriter(op.getContext());
    rewriter.setInsertionPoint(op);
    Formula f(op, rewriter);
    Value bound = f.scalar(op.getEpsilon().convertToDouble(), op.getVariance());
    Value factor =
        f.mul(op.getScale(), f.make<RsqrtOp>(f.add(op.getVariance(), bound)));
    Value mean = op.getMean();
    if (added)
      mean = f.sub(mean, added.getBias());
    Value bias = f.sub(op.getBias(), f.mul(mean, factor));

    auto shapeOf = cast<RankedTensorType>(weight.getType());
    SmallVector<int64_t> shape(shapeOf.getRank(), 1);
    shape[product->channels] = shapeOf.getDimSize(product->channels);
    Value scaled = f.mul(weight, f.make<ReshapeOp>(factor, f.ints(shape)));
    IRMapping map;
    map.map(weight, scaled);
    Operation *again = rewriter.clone(*product->op, map);
    Value result =
        BiasAddOp::create(rewriter, op.getLoc(), again->getResult(0), bias);
    rewriter.replaceOp(op, result);
    if (added)
      rewriter.eraseOp(added);
    rewriter.eraseOp(product->op);
  }
};
} // namespace
} // namespace ms
