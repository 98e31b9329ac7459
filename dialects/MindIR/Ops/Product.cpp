//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Product.h"
#include "dialects/MindIR/Ops/OpsImpl.h"

using namespace mlir;
using namespace ms::mindir;

static std::string extentText(int64_t extent) {
  return ShapedType::isDynamic(extent) ? "?" : std::to_string(extent);
}

static LogicalResult inferBatchMatMul(BatchMatMulOp::Adaptor op,
                                      const Inference &at, Types &types) {
  RankedTensorType a = tensorType(op.getA()), b = tensorType(op.getB());
  if (a.getRank() < 2 || b.getRank() < 2)
    return at.fail("operands have rank " + Twine(a.getRank()) + " and " +
                   Twine(b.getRank()) + ", but need 2 or more (C1)");
  ArrayRef<int64_t> stackA = a.getShape().drop_back(2),
                    stackB = b.getShape().drop_back(2);
  auto shape = broadcastShapes(stackA, stackB);
  if (failed(shape))
    return at.fail("stacks " + shapeText(stackA) + " and " + shapeText(stackB) +
                   " do not broadcast (C2)");
  auto extent = [](RankedTensorType type, bool turned, bool column) {
    return type.getDimSize(type.getRank() - (turned != column ? 1 : 2));
  };
  bool ta = op.getTransposeA(), tb = op.getTransposeB();
  int64_t terms = extent(a, ta, true);
  if (terms != extent(b, tb, false))
    return at.fail("the first matrices have " + extentText(terms) +
                   " columns, but the second have " +
                   extentText(extent(b, tb, false)) + " rows (C3)");
  if (a.getElementType() != b.getElementType())
    return at.fail("element types " + typeText(a.getElementType()) + " and " +
                   typeText(b.getElementType()) + " differ (C4)");
  shape->push_back(extent(a, ta, false));
  shape->push_back(extent(b, tb, true));
  if (llvm::any_of(ArrayRef(*shape).drop_front(), ShapedType::isDynamic))
    return at.fail("the result has shape " + shapeText(*shape) +
                   ", but only the first extent may be dynamic (C5)");
  types.push_back(RankedTensorType::get(*shape, a.getElementType()));
  return success();
}
MINDIR_DEFINE_INFER(BatchMatMulOp, inferBatchMatMul)

namespace {
/// batch_mat_mul(transpose(a), b) => batch_mat_mul(a, b) {transpose_a} where
/// the last two dimensions alone change places, and for b alike.
struct FoldTranspose : OpRewritePattern<BatchMatMulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(BatchMatMulOp op,
                                PatternRewriter &rewriter) const override {
    auto ta = op.getA().getDefiningOp<TransposeOp>();
    auto tb = op.getB().getDefiningOp<TransposeOp>();
    auto turns = [](TransposeOp t) {
      if (!t || t.getX().getType().getRank() < 2)
        return false;
      SmallVector<int64_t> turned;
      for (int64_t k = 0; k < t.getX().getType().getRank(); ++k)
        turned.push_back(k);
      std::swap(turned.back(), *std::prev(turned.end(), 2));
      return getInts(t.getPerm()) == turned;
    };
    if (!turns(ta) && !turns(tb))
      return failure();
    rewriter.modifyOpInPlace(op, [&] {
      if (turns(ta)) {
        op.getAMutable().assign(ta.getX());
        op.setTransposeA(!op.getTransposeA());
      }
      if (turns(tb)) {
        op.getBMutable().assign(tb.getX());
        op.setTransposeB(!op.getTransposeB());
      }
    });
    return success();
  }
};
} // namespace

void BatchMatMulOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                MLIRContext *context) {
  patterns.add<FoldTranspose>(context);
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Product.cpp.inc"
