//===- Product.cpp - Batched products -------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "dialects/MindIR/Ops/Product.h"
#include "dialects/MindIR/Ops/FoldsImpl.h"

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

void BatchMatMulOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                MLIRContext *context) {
  patterns.add<FoldTranspose<BatchMatMulOp>>(context);
}

#define GET_OP_CLASSES
#include "dialects/MindIR/Ops/Product.cpp.inc"
